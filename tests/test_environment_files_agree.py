"""pyproject.toml, environment.yml and requirements describe one environment, and the site's beside it."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from china_russia_axis import places
from china_russia_axis.building import environment

ROOT = places.checkout()
DESCRIBED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = DESCRIBED["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LAB = (ROOT / "requirements.txt").read_text(encoding="utf-8")
TEST = (ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8")
BENCH = (ROOT / "benchmarks" / "requirements.txt").read_text(encoding="utf-8")
SITE = (ROOT / environment.LOCKS["site"]).read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^([a-z0-9._-]+)==(\S+)(?: ; (.+?))? \\$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)", re.MULTILINE
)


def ranges(*extras):
    lines = PROJECT["dependencies"] + [
        line for extra in extras for line in PROJECT["optional-dependencies"][extra]
    ]
    return named(lines)


def named(lines):
    return {canonicalize_name(one.name): one.specifier for one in map(Requirement, lines)}


def pins(text):
    found = {}
    for name, number, marker, _ in ENTRY.findall(text):
        found.setdefault(name, []).append((Version(number), marker))
    return found


def test_conda_gets_the_ranges_of_the_project():
    lines = [line for line in CONDA["dependencies"] if isinstance(line, str) and line != "pip"]
    python, *packages = lines
    assert python == f"python {PROJECT['requires-python']}"
    given = {name: SpecifierSet(bounds) for name, bounds in (line.split(" ", 1) for line in packages)}
    assert given == ranges("lab")


def test_conda_installs_the_course_itself_from_this_folder():
    assert CONDA["dependencies"][-1] == {"pip": ["-e ."]}
    assert CONDA["channels"] == ["conda-forge"]


@pytest.mark.parametrize(
    ("extras", "text"),
    [(["lab"], LAB), (["lab", "test"], LAB + TEST), (["lab", "test", "bench"], LAB + TEST + BENCH)],
    ids=["lab", "test", "bench"],
)
def test_every_range_holds_the_pinned_version(extras, text):
    check_pins(ranges(*extras), pins(text))


def test_every_range_of_the_site_holds_the_pinned_version():
    check_pins(named(DESCRIBED["dependency-groups"]["site"]), pins(SITE))


def check_pins(wanted, pinned):
    for name, bounds in wanted.items():
        assert name in pinned, f"{name} is in pyproject.toml and has no pinned version; run: make lock"
        for number, _ in pinned[name]:
            assert number in bounds, f"{name} {number} is outside {bounds}; run: make lock"


def test_test_tools_come_on_top_of_the_lab_and_repeat_nothing():
    assert TEST.startswith("-r ../requirements.txt\n")
    assert not set(pins(LAB)) & set(pins(TEST))


def test_peers_of_benchmarks_come_on_top_of_test_tools_and_repeat_nothing():
    assert BENCH.startswith("-r ../tests/requirements.txt\n")
    assert not set(pins(LAB + TEST)) & set(pins(BENCH))
    assert not {"mesa", "pymc"} & set(pins(LAB + TEST))


def test_only_make_bench_installs_the_peers(monkeypatch):
    wanted = []

    def installed(purpose, *arguments):
        wanted.extend(word for word in arguments if word.endswith("requirements.txt"))
        raise SystemExit  # before anything is written

    monkeypatch.setattr(environment, "_pip", installed)
    monkeypatch.setattr(environment, "_remembered", lambda purpose: "")
    monkeypatch.setattr(environment, "_require_python", lambda: None)
    monkeypatch.setattr(environment, "_create", lambda folder: None)
    for arguments in ([], ["--test"], ["--bench"]):
        with pytest.raises(SystemExit):
            environment.main(arguments)
    files = ["requirements.txt", "tests/requirements.txt", "benchmarks/requirements.txt"]
    assert wanted == [str(ROOT / name) for name in files]


def test_only_the_sites_environment_holds_what_builds_the_site():
    builders = {"sphinx", "myst-parser", "jupyterlite-core", "jupyterlite-pyodide-kernel"}
    assert builders <= set(pins(SITE)) and not builders & set(pins(LAB + TEST + BENCH))
    assert "-r " not in SITE


@pytest.fixture
def pretended(monkeypatch, tmp_path):
    """Commands that would be run, with both environments in a folder that is empty."""
    said = []
    for name, folder in (("FOLDER", ".venv"), ("SITE_FOLDER", ".venv-site")):
        (tmp_path / folder).mkdir()
        monkeypatch.setattr(environment, name, str(tmp_path / folder))
    monkeypatch.setattr(environment, "_create", lambda folder: said.append(["create", Path(folder).name]))
    monkeypatch.setattr(environment, "_pip", lambda purpose, *arguments: said.append([purpose, *arguments]))
    monkeypatch.setattr(environment, "_require_python", lambda: None)
    return said, tmp_path


def test_the_site_gets_an_environment_of_its_own_without_the_course(pretended):
    said, folder = pretended
    environment.main(["--site"])
    lock = str(ROOT / environment.LOCKS["site"])
    assert said == [
        ["create", ".venv-site"],
        ["site", "install", "--require-hashes", "--requirement", lock],
    ]
    assert (folder / ".venv-site" / "made-for-site").exists() and not list((folder / ".venv").iterdir())


def test_tests_and_site_can_be_asked_for_at_once(pretended):
    said, _ = pretended
    environment.main(["--test", "--site"])
    assert [words[0] for words in said] == ["create", "test", "test", "create", "site"]


def test_what_is_made_already_is_not_made_again(pretended):
    said, folder = pretended
    environment.main(["--site"])
    python = Path(environment._python("site"))
    python.parent.mkdir(parents=True)
    python.touch()
    said.clear()
    assert environment.main(["--site"]) == 0 and said == []
    (folder / ".venv-site" / "made-for-site").write_text("other pins")
    environment.main(["--site"])
    assert [words[0] for words in said] == ["site"]


@pytest.mark.parametrize("text", [LAB, TEST, BENCH, SITE], ids=["lab", "test", "bench", "site"])
def test_every_line_is_an_exact_version_with_hashes_and_no_address(text):
    body = text.removeprefix("-r ../requirements.txt\n").removeprefix("-r ../tests/requirements.txt\n")
    assert ENTRY.sub("", body).strip() == ""
    assert "://" not in text and "index-url" not in text


@pytest.mark.parametrize("name", ["numpy", "pandas", "matplotlib", "ipywidgets", "anywidget"])
def test_one_release_serves_every_python(name):
    assert len(pins(LAB)[name]) == 1
    assert "python" not in pins(LAB)[name][0][1]


def test_make_accepts_the_pythons_that_the_project_names():
    bounds = SpecifierSet(PROJECT["requires-python"])
    assert Version(".".join(map(str, environment.OLDEST))) in bounds
    assert environment.NEWEST == (3, 13)


def test_old_pythons_can_read_the_script_that_makes_the_environment():
    import ast

    # No f-strings, walrus or annotations: Python 3.4 must get as far as the kind message.
    ast.parse((ROOT / "src/china_russia_axis/building/environment.py").read_text(), feature_version=(3, 4))


def test_a_wrong_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match="(?s)needs Python 3.11, 3.12 or 3.13.*PYTHON=python3.12"):
        environment._require_python()


def test_a_python_without_venv_names_the_package(monkeypatch):
    monkeypatch.setitem(environment.sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        environment._require_python()
