"""``axis lab`` gives a student what is missing and touches nothing else."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

from china_russia_axis import cli, places
from china_russia_axis.building import CannotBuild, desk
from china_russia_axis.commands import lab


def notebook(text):
    cell = nbformat.v4.new_markdown_cell(text)
    cell["id"] = "one"
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))


@pytest.fixture
def folders(tmp_path):
    course, work = tmp_path / "my course" / "notebooks", tmp_path / "my course" / "work"
    (course / "exercises").mkdir(parents=True)
    for name in ("00-start-here", "04-brics", "exercises/04-brics"):
        (course / f"{name}.ipynb").write_text(notebook(f"first edition of {name}"), encoding="utf-8")
    return course, work


@pytest.fixture(autouse=True)
def own_signatures(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def test_what_is_missing_is_copied(folders):
    done = desk.lay_out(*folders)
    assert done.copied == ["00-start-here.ipynb", "04-brics.ipynb", "exercises/04-brics.ipynb"]
    course, work = folders
    assert (work / "04-brics.ipynb").read_bytes() == (course / "04-brics.ipynb").read_bytes()


def test_the_students_work_stays_and_an_update_is_announced(folders):
    course, work = folders
    desk.lay_out(course, work)
    (work / "04-brics.ipynb").write_text("my own", encoding="utf-8")
    assert desk.lay_out(course, work) == desk.Desk()
    (course / "04-brics.ipynb").write_text(notebook("second edition"), encoding="utf-8")
    done = desk.lay_out(course, work)
    assert (done.copied, done.newer) == ([], ["04-brics.ipynb"])
    assert (work / "04-brics.ipynb").read_text(encoding="utf-8") == "my own"
    assert any("Yours is untouched" in line and "axis reset 04" in line for line in lab._report(done))


def test_a_fresh_copy_lies_beside_the_old_one(folders):
    course, work = folders
    desk.lay_out(course, work)
    (work / "04-brics.ipynb").write_text("my own", encoding="utf-8")
    (course / "04-brics.ipynb").write_text(notebook("second edition"), encoding="utf-8")
    names = [desk.fresh_copy(wanted, course, work).name for wanted in ("04", "4", "04-brics.ipynb")]
    assert names == ["04-brics-fresh.ipynb", "04-brics-fresh-2.ipynb", "04-brics-fresh-3.ipynb"]
    assert (work / "04-brics.ipynb").read_text(encoding="utf-8") == "my own"
    assert "second edition" in (work / names[0]).read_text(encoding="utf-8")
    assert desk.lay_out(course, work).newer == [], "an update that was fetched is not announced again"


def test_a_deleted_copy_comes_back(folders):
    course, work = folders
    desk.lay_out(course, work)
    (work / "04-brics.ipynb").unlink()
    assert desk.lay_out(course, work).copied == ["04-brics.ipynb"]


def test_a_damaged_marker_is_no_obstacle(folders):
    course, work = folders
    desk.lay_out(course, work)
    (work / ".course.json").write_text("{", encoding="utf-8")
    assert desk.lay_out(course, work) == desk.Desk()


def test_an_unknown_lesson_is_answered_with_the_known_ones(folders):
    with pytest.raises(CannotBuild, match="no notebook '11'. It has: 00-start-here, 04-brics"):
        desk.fresh_copy("11", *folders)


def test_further_arguments_reach_jupyterlab(folders):
    desk.lay_out(*folders)
    command = lab.jupyter_command(folders[1], ["--no-browser", "--port", "8899"])
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert command[-3:] == ["--no-browser", "--port", "8899"] and command.count("--no-browser") == 1
    assert "--LabApp.default_url=/lab/tree/00-start-here.ipynb" in command


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems know the user root")
@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_root_and_only_root_is_allowed_by_name(folders, monkeypatch, user, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert ("--allow-root" in lab.jupyter_command(folders[1], [])) is allowed


@pytest.mark.parametrize(("screen", "browser"), [("", False), (":0", True)])
def test_without_a_screen_no_browser_is_started(folders, monkeypatch, screen, browser):
    for name in ("WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.setattr(sys, "platform", "linux")
    assert ("--no-browser" in lab.jupyter_command(folders[1], [])) is not browser


def test_a_mistyped_switch_of_another_command_is_refused(capsys):
    with pytest.raises(SystemExit):
        cli.main(["reset", "04", "--now"])
    assert "unrecognized arguments: --now" in capsys.readouterr().err


@pytest.fixture
def server(tmp_path):
    """The lab as a student starts it, from a copy of the course in a folder with a space."""
    root = tmp_path / "my course"
    for name in ("src", "data", "notebooks"):
        shutil.copytree(places.checkout() / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(places.checkout() / "pyproject.toml", root)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "import sys; from china_russia_axis import cli; sys.exit(cli.main())"
    further = ["--no-browser", f"--port={port}", "--ServerApp.token=secret"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, "lab", *further],
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield root, f"http://127.0.0.1:{port}", process
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


def ask(address, path):
    deadline = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"{address}{path}?token=secret", timeout=30) as answer:
                return answer.read().decode()
        except (ConnectionError, urllib.error.URLError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


@pytest.mark.skipif(os.name != "posix", reason="stops the server by a signal")
def test_the_lab_serves_the_students_folder_and_asks_nobody_for_news(server):
    root, address, _ = server
    names = {entry["name"] for entry in json.loads(ask(address, "/api/contents"))["content"]}
    assert names == {path.name for path in (root / "notebooks").iterdir()}
    page = ask(address, "/lab")
    assert '"news": {"disabled": true}' in page
    assert "@jupyterlab/apputils-extension:announcements" in page and "jupyterlab-jupytext" in page
    assert json.loads(ask(address, "/lab/api/update")) == {"notification": None}
    assert json.loads(ask(address, "/lab/api/news")) == {"news": []}
