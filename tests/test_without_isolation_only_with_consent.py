"""Without isolation student code runs only after consent in full words; marks are right and say how."""

import csv
import io
import json
import subprocess
import sys

import graded_class as given
import pytest
from test_grading_survives_every_fault import EVERY, FULL, IDS

from china_russia_axis import cli
from china_russia_axis.grading import grade, isolation, open_box, sandbox
from china_russia_axis.grading.gradebook import Gradebook

FAULTS = [
    "perfect",
    "half right",
    "untouched",
    "error before the answer",
    "endless loop after the answer",
    "endless loop that swallows",
    "endless loop in a function",
    "ends itself before the answer",
    "reads the answers",
    "breaks builtins",
    "equals everything",
    "claims marks on the line",
    "noise on the line",
    "a number without end",
    "truncated",
]
# A system that has neither alarms nor limits nor anything of Linux, as Windows.
BARE = """
import pandas, runpy, signal, sys
sys.platform = "bare"
sys.modules["resource"] = None
del signal.setitimer, signal.SIGALRM
runpy.run_module("inside.alone", run_name="__main__")
"""
# What Windows does not have, taken away; then everything that grades is imported and one answer is run.
NO_POSIX = f"""
import os, signal, sys
for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
for name in ("fork", "geteuid", "getuid", "killpg", "setsid", "sysconf"):
    delattr(os, name)
import subprocess, threading  # they look for fork at their import
for name in ("SIGALRM", "SIGKILL", "setitimer"):
    delattr(signal, name)
os.killpg = lambda number, how: None  # Windows has taskkill in its place
signal.SIGKILL = 9
from china_russia_axis import cli
from china_russia_axis.grading import demo_class, exports, feedback, grade, isolation, marking
from china_russia_axis.grading import open_box, sandbox
open_box._PROGRAM = ("-c", {BARE!r})
with open_box.OpenBox() as box:
    (reply,) = box.run([sandbox.Cell("99.1", "x", "x = 40 + 2")])
print(reply.value)
"""


@pytest.fixture
def no_bubblewrap(monkeypatch):
    """A computer on which bubblewrap is not installed."""
    monkeypatch.setattr(isolation.shutil, "which", lambda name: None)
    for found in (isolation.strongest, isolation.gaps):
        found.cache_clear()
    yield
    for found in (isolation.strongest, isolation.gaps):
        found.cache_clear()


@pytest.fixture
def bare_system(monkeypatch):
    """A system that keeps nothing but processes."""
    monkeypatch.setattr(open_box, "_PROGRAM", ("-c", BARE))
    isolation.gaps.cache_clear()
    yield
    isolation.gaps.cache_clear()


@pytest.fixture
def handed_in(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    given.hand_in(tmp_path / "in", given.sheet("s001"), "99-rivers--s001.ipynb")
    return tmp_path / "in"


def hand_in_all(folder, faults):
    for name in faults:
        what, student = EVERY[name][0], IDS[name]
        saved = what(given.sheet(student)) if callable(what) else given.sheet(student, what)
        saved = saved if isinstance(saved, bytes) else json.dumps(saved).encode()
        folder.mkdir(exist_ok=True)
        (folder / f"99-rivers--{student}.ipynb").write_bytes(saved)


def reasons_of(results):
    with (results / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["student"], row["question"]): row["reason"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("words", [[], ["--consent", "yes"], ["--consent", isolation.CONSENT[:-4]]])
def test_nothing_runs_without_consent_in_full(no_bubblewrap, handed_in, tmp_path, capsys, monkeypatch, words):
    monkeypatch.setattr(grade, "OpenBox", None)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    command = ["grade", str(handed_in), "--out", str(tmp_path / "out"), "--without-isolation", *words]
    assert cli.main(command) == 1
    said = capsys.readouterr().err
    assert "NOT SAFE" in said and "Nothing was run" in said and isolation.CONSENT in said and "WSL2" in said
    assert not (tmp_path / "out").exists()
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out"), *words]) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("typed", ["", "y", isolation.CONSENT])
def test_at_a_terminal_the_words_are_typed(no_bubblewrap, tmp_path, monkeypatch, capsys, typed):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: typed)
    (tmp_path / "in").mkdir()
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--without-isolation"]
    assert cli.main(command) == (0 if typed == isolation.CONSENT else 1)
    assert (tmp_path / "out").exists() == (typed == isolation.CONSENT)
    assert f"To agree, type: {isolation.CONSENT}" in capsys.readouterr().err


def test_the_warning_names_what_stands_open_and_never_says_safe(no_bubblewrap, bare_system):
    said = isolation.warning()
    assert isolation.gaps() == ("files", "permissions", "network", "processes", "memory")
    for word in ("your rights", "read, change and delete every file", "answers", "other submissions"):
        assert word in said
    assert "use the network" in said and "refused" not in said
    assert said.startswith("NOT SAFE") and "safe" not in said.replace("NOT SAFE", "")


def test_the_warning_says_when_real_isolation_is_to_be_had():
    assert isolation.strongest().is_safe and "leave out --without-isolation" in isolation.warning()


def test_the_doctor_never_calls_it_safe(no_bubblewrap, monkeypatch, capsys):
    monkeypatch.setattr("china_russia_axis.commands.doctor._CHECKS", {})
    assert cli.main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "NOT SAFE, axis grade will not start" in said and "no isolation and not safe" in said


@pytest.mark.parametrize("system", ["this system", "a bare system"])
def test_a_mixed_class_gets_its_fair_marks_and_each_says_how(
    no_bubblewrap, tmp_path, monkeypatch, request, system
):
    if system == "a bare system":
        request.getfixturevalue("bare_system")
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    hand_in_all(tmp_path / "in", FAULTS)
    group = given.group(len(EVERY))
    results = given.run(tmp_path / "in", tmp_path / "out", group, consent=isolation.CONSENT)
    marks = given.marks_in(tmp_path / "out")
    assert {name: marks[IDS[name]] for name in FAULTS} == {
        name: {**FULL, **EVERY[name][1]} for name in FAULTS
    }
    reasons = reasons_of(tmp_path / "out")
    assert reasons[IDS["perfect"], "99.21"] == "right; made without isolation"
    ran = {name for name in FAULTS if name not in ("untouched", "truncated")}
    signed = {who for (who, _), reason in reasons.items() if isolation.WITHOUT in reason}
    assert signed == {IDS[name] for name in ran}
    assert isolation.WITHOUT not in reasons[IDS["perfect"], "99.26"], "no code was run for prose"
    files = {one.file: one.reason for one in results}
    assert isolation.WITHOUT in files[f"99-rivers--{IDS['perfect']}.ipynb"]
    with Gradebook(tmp_path / "out") as book:
        (line,) = book.rows("SELECT what FROM log WHERE what LIKE '%without isolation'")
        assert line["what"].startswith("consent to run the code of")
    again = given.run(tmp_path / "in", tmp_path / "out", group, consent=isolation.CONSENT)
    assert not [one.file for one in again if one.is_new]
    assert reasons_of(tmp_path / "out") == reasons


def test_linux_without_namespaces_still_refuses_files_network_and_processes(no_bubblewrap):
    """Where the kernel has Landlock, as all have from 5.13 on; the doctor says what was refused."""
    if "files" in isolation.gaps():
        pytest.skip("this kernel has no Landlock")
    assert isolation.gaps() == ("permissions",)


def test_the_course_is_there_and_its_answers_are_not(no_bubblewrap, bare_system):
    with open_box.OpenBox() as box:
        course = "import os\nx = [os.path.basename(os.getcwd()) == os.path.basename(os.environ['HOME']), "
        listed = "import os, sys\nnames = sum(map(os.listdir, filter(os.path.isdir, sys.path[:2])), [])\n"
        replies = box.run(
            [
                sandbox.Cell("99.1", "x", "import china_russia_axis_reference\nx = 1"),
                sandbox.Cell("99.2", "x", f"{course} os.listdir('.'), len(cra.tables()) > 50]"),
                sandbox.Cell("99.3", "x", f"{listed}x = [name for name in names if 'reference' in name]"),
                sandbox.Cell("99.4", "x", "import os\nx = sorted(set(os.environ) & {'USER', 'LOGNAME'})"),
            ]
        )
    assert "ModuleNotFoundError" in replies[0].error
    assert [one.value for one in replies[1:]] == [[True, [], True], [], []]


def test_a_sandbox_replaces_what_was_made_without_one(handed_in, tmp_path):
    out, group = tmp_path / "out", given.group(1)
    given.run(handed_in, out, group, consent=isolation.CONSENT)
    assert isolation.WITHOUT in reasons_of(out)["s001", "99.21"]
    (one,) = given.run(handed_in, out, group)
    assert one.is_new and isolation.WITHOUT not in json.dumps(list(reasons_of(out).values()))
    (one,) = given.run(handed_in, out, group, consent=isolation.CONSENT)
    assert not one.is_new, "what came out of a sandbox stands"
    assert isolation.WITHOUT not in json.dumps(list(reasons_of(out).values()))


def test_where_bubblewrap_works_nobody_gets_less_without_asking(handed_in, tmp_path, monkeypatch):
    monkeypatch.setattr(grade, "OpenBox", None)
    given.run(handed_in, tmp_path / "out", given.group(1))
    assert given.marks_in(tmp_path / "out")["s001"] == FULL


def test_a_process_that_cannot_start_is_a_state_and_no_zero(handed_in, tmp_path, monkeypatch):
    monkeypatch.setattr(open_box, "_PROGRAM", ("-c", "raise SystemExit('no pandas here')"))
    given.run(handed_in, tmp_path / "out", given.group(1), consent=isolation.CONSENT)
    assert given.marks_in(tmp_path / "out")["s001"]["99.21"] == ("not marked", None)
    assert "no pandas here" in reasons_of(tmp_path / "out")["s001", "99.21"]


def test_nothing_that_grades_needs_what_windows_does_not_have():
    done = subprocess.run([sys.executable, "-c", NO_POSIX], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "42"
