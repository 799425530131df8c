"""``make bundle`` packs wheels beside the course, and an environment is made of them without a network."""

import subprocess
import sys
from pathlib import Path

import pytest

from china_russia_axis import places
from china_russia_axis.building import CannotBuild, bundle, environment, wheels
from china_russia_axis.cli import main

ROOT = places.checkout()
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PINS = wheels.pins(LOCK)


def a_lock(folder, *names):
    """A lock of a few pins, with a hash of nothing in particular."""
    lines = [f"{name} \\\n    --hash=sha256:{'0' * 64}\n" for name in names]
    path = folder / "requirements.txt"
    path.write_text("".join(lines))
    return path


def put(folder, *names):
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.whl").write_bytes(b"")
    return folder


@pytest.fixture
def commands(monkeypatch):
    """What the maker of environments would run, with nothing run."""
    ran = []

    def run(command, **options):
        ran.append((command, options))
        return 0

    monkeypatch.setattr(environment.subprocess, "call", run)
    return ran


def test_every_pin_is_read_from_the_lock():
    entries = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(PINS) == len(entries) > 100
    assert sum(pin.hashes.count("--hash") for pin in PINS) == LOCK.count("--hash")


def test_packages_come_from_the_folder_beside_the_course_and_from_nowhere_else(
    monkeypatch, tmp_path, commands
):
    monkeypatch.setattr(environment, "WHEELS", str(tmp_path))
    monkeypatch.setenv("PIP_INDEX_URL", "https://elsewhere.example")
    environment._pip("lab", "install", "--requirement", "requirements.txt")
    (command, options) = commands[0]
    assert command[3:].count("--no-index") == 1
    assert command[command.index("--find-links") + 1] == str(tmp_path)
    assert "PIP_INDEX_URL" not in options["env"]
    assert options["env"]["PIP_CONFIG_FILE"] == environment.os.devnull


def test_without_that_folder_and_for_tests_the_network_is_used(monkeypatch, tmp_path, commands):
    monkeypatch.setattr(environment, "WHEELS", str(tmp_path / "wheels"))
    environment._pip("lab", "install", "--requirement", "requirements.txt")
    put(tmp_path / "wheels")
    environment._pip("test", "install", "--requirement", "requirements.txt")
    assert all("--no-index" not in command for command, _ in commands)


def test_a_missing_wheel_is_named_before_anything_is_installed(tmp_path, capfd, monkeypatch):
    lock = a_lock(tmp_path, "six==1.17.0", "numpy==2.4.6", "pywinpty==3.1.2 ; os_name == 'no-such-system'")
    folder = put(tmp_path / "wheels with a space", "six-1.17.0-py2.py3-none-any", "numpy-2.4.5-py3-none-any")
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    monkeypatch.setattr(environment, "WHEELS", str(folder))
    monkeypatch.setattr(environment, "_python", lambda purpose: sys.executable)
    with pytest.raises(SystemExit, match="(?s)Nothing is installed.*START-HERE.*rename the folder wheels"):
        environment._require_wheels("lab", is_new=False)
    said = capfd.readouterr().err
    assert "numpy 2.4.6" in said and "six" not in said and "pywinpty" not in said
    put(folder, "numpy-2.4.6-py3-none-any")
    environment._require_wheels("lab", is_new=True)
    assert lock.exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_another_python_can_be_named_after_a_refusal(tmp_path, monkeypatch, is_new):
    a_lock(tmp_path, "numpy==2.4.6")
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    monkeypatch.setattr(environment, "WHEELS", str(put(tmp_path / "wheels")))
    monkeypatch.setattr(environment, "FOLDER", str(made))
    monkeypatch.setattr(environment, "_python", lambda purpose: sys.executable)
    with pytest.raises(SystemExit):
        environment._require_wheels("lab", is_new)
    assert made.exists() != is_new, "an environment that was there before is not ours to delete"


def test_a_wheel_for_another_computer_is_no_wheel(tmp_path):
    pins = wheels.pins(a_lock(tmp_path, "numpy==2.4.6").read_text())
    folder = put(tmp_path / "wheels", "numpy-2.4.6-cp312-cp312-win_amd64", "no-wheel-at-all")
    windows = bundle.KINDS["win_amd64"]
    assert not wheels.missing(pins, folder, windows.environment("3.12"), windows.accepted("3.12"))
    assert wheels.missing(pins, folder, windows.environment("3.13"), windows.accepted("3.13")) == pins
    linux = bundle.KINDS["linux_x86_64"]
    assert wheels.missing(pins, folder, linux.environment("3.12"), linux.accepted("3.12")) == pins


def test_the_check_runs_with_nothing_but_pip(tmp_path):
    script = ROOT / "src/china_russia_axis/building/wheels.py"
    code = (
        "import runpy, sys\nsys.modules['packaging'] = None\n"
        f"sys.argv = {['', str(ROOT / 'requirements.txt'), str(tmp_path)]!r}\n"
        f"runpy.run_path({str(script)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert done.returncode == 1 and " more." in done.stderr, done.stderr


@pytest.mark.parametrize("kind", bundle.KINDS)
@pytest.mark.parametrize("python", bundle.PYTHONS)
def test_each_kind_of_computer_gets_what_its_markers_ask_for(kind, python):
    names = {pin.name for pin in PINS if pin.holds(bundle.KINDS[kind].environment(python))}
    assert {"numpy", "pandas", "jupyterlab", "hatchling", "editables"} <= names
    assert ("pywinpty" in names, "colorama" in names) == (kind.startswith("win"),) * 2
    assert ("appnope" in names) == kind.startswith("macosx")
    assert ("pexpect" in names) != kind.startswith("win")
    assert ("overrides" in names) == (python == "3.11")


def test_wheels_for_older_systems_are_asked_for_first():
    for name in ("macosx_arm64", "macosx_x86_64"):
        versions = [int(each.split("_")[1]) for each in bundle.KINDS[name].platforms]
        assert versions == sorted(versions)
    accepted = {tag.platform for tag in bundle.KINDS["macosx_x86_64"].accepted("3.12")}
    assert {"macosx_10_9_x86_64", "macosx_10_12_universal2", "any"} <= accepted


@pytest.fixture
def downloads(monkeypatch):
    """A download that brings what it is asked for, as empty files, without a network."""
    asked, real = [], bundle.subprocess.run

    def run(command, **options):
        if "pip" not in command:
            return real(command, **options)
        asked.append(command)
        for pin in wheels.pins(Path(command[-1]).read_text()):
            put(Path(command[-3]), f"{pin.name.replace('-', '_')}-{pin.version}-py3-none-any")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(bundle.subprocess, "run", run)
    return asked


def test_a_bundle_holds_the_course_its_wheels_and_a_sheet_to_start_from(tmp_path, downloads, capsys):
    out = tmp_path / "a stick" / "course"
    status = main(
        ["bundle", "--out", str(out), "--platform", "win_amd64", "--platform", "macosx_arm64", "--zip"]
        + ["--python", "3.12", "--python", "3.13"]
    )
    assert status == 0
    for name in ("Makefile", "requirements.txt", "notebooks/07-scenario-lab.ipynb", "data/claims.csv"):
        assert (out / name).is_file(), name
    assert not (out / ".git").exists() and not (out / ".venv").exists()
    sheet = (out / "START-HERE.txt").read_bytes()
    assert b"\r\n" in sheet and b"\n" not in sheet.replace(b"\r\n", b"")
    for words in (b"Windows, 64 bit", b"macOS, Apple silicon", b"with Python 3.12 or 3.13", b"COPY"):
        assert words in sheet
    assert b"<computers>" not in sheet and b"Linux, x86" not in sheet
    assert (out / "wheels" / "pywinpty-3.1.2-py3-none-any.whl").exists()
    assert len(downloads) == 4
    assert out.with_suffix(".zip").stat().st_size > 1_000_000
    assert "MB" in capsys.readouterr().out


def test_the_lines_to_type_are_those_of_the_readme(tmp_path):
    sheet = bundle._TEXT.read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in (r"py -3.12 src\china_russia_axis\building\environment.py", r".venv\Scripts\axis lab"):
        assert line in sheet and line in readme
    assert "make lab" in sheet


def test_a_package_that_cannot_be_had_is_named_and_leaves_nothing_half_made(tmp_path, downloads, monkeypatch):
    whole = bundle._command

    def one_less(lock, folder, target, python):
        lines = [pin.line() for pin in wheels.pins(lock.read_text()) if pin.name != "scipy"]
        lock.write_text("".join(lines))
        return whole(lock, folder, target, python)

    monkeypatch.setattr(bundle, "_command", one_less)
    with pytest.raises(
        CannotBuild, match="Windows, 64 bit, Python 3.13, these packages are not there: scipy 1"
    ):
        bundle.make(tmp_path / "course", ["win_amd64"], ["3.13"], lambda line: None)
    assert list(tmp_path.iterdir()) == []


def test_all_kinds_leaves_out_the_one_that_lacks_a_package(tmp_path, downloads, monkeypatch, capsys):
    whole = bundle._command

    def none_for_intel(lock, folder, target, python):
        wanted = [pin for pin in wheels.pins(lock.read_text()) if pin.name != "appnope"]
        if target is bundle.KINDS["macosx_x86_64"]:
            lock.write_text("".join(pin.line() for pin in wanted))
        return whole(lock, folder, target, python)

    monkeypatch.setattr(bundle, "_command", none_for_intel)
    # First in the list, so that nothing of it can have come with another kind.
    kinds = {"macosx_x86_64": bundle.KINDS["macosx_x86_64"], "win_amd64": bundle.KINDS["win_amd64"]}
    monkeypatch.setattr(bundle, "KINDS", kinds)
    out = tmp_path / "course"
    assert main(["bundle", "--out", str(out), "--platform", "all", "--python", "3.12"]) == 0
    said = capsys.readouterr().out
    assert "Left out. For macOS, Intel, Python 3.12, these packages are not there: appnope 1.0.0" in said
    sheet = (out / "START-HERE.txt").read_text(encoding="utf-8")
    assert "Windows, 64 bit" in sheet and "Intel" not in sheet
    assert not list((out / "wheels").glob("pexpect*")), "only what Windows needs"


def test_a_bundle_never_overwrites(tmp_path, downloads, capsys):
    (tmp_path / "mine").write_text("mine")
    assert main(["bundle", "--out", str(tmp_path)]) == 1
    assert "there already" in capsys.readouterr().err
    assert (tmp_path / "mine").read_text() == "mine" and not downloads


@pytest.mark.parametrize(("option", "value"), [("--platform", "amiga"), ("--python", "2.7")])
def test_an_unknown_computer_is_answered_with_those_known(option, value, tmp_path, capsys):
    assert main(["bundle", "--out", str(tmp_path / "x"), option, value]) == 1
    said = capsys.readouterr().err
    assert value in said and ("win_amd64" in said or "3.12" in said)
