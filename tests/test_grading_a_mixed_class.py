"""A class of 300, one in ten hostile: every fair mark exact, none missing or doubled, also after a kill."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import graded_class as given
import pytest
from test_grading_survives_every_fault import FAULTS, FULL

STUDENTS = 300
# Quick ones, so that the class is graded in a minute; the slow ones are in the suite of faults.
HOSTILE = [
    "syntax error",
    "ends itself before the answer",
    "8 GB after the answer",
    "reads the checkout",
    "fork bomb after the answer",
    "claims marks on the line",
    "noise on the line",
    "breaks builtins",
    "equals everything",
    "untouched",
]


def answers_of(number: int) -> dict:
    if number % 10 == 0:
        return FAULTS[HOSTILE[number // 10 % len(HOSTILE)]][0]
    return {"99.21": "answer_99_21 = 1"} if number % 3 == 0 else {}


def fair_marks_of(number: int) -> dict:
    if number % 10 == 0:
        return {**FULL, **FAULTS[HOSTILE[number // 10 % len(HOSTILE)]][1]}
    return {**FULL, "99.21": ("marked", 0.0)} if number % 3 == 0 else FULL


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "in"
    for number in range(1, STUDENTS + 1):
        student = f"s{number:03d}"
        given.hand_in(folder, given.sheet(student, answers_of(number)), f"99-rivers--{student}.ipynb")
    return folder


def graded_so_far(results: Path) -> int:
    from china_russia_axis.grading.gradebook import FILE, Gradebook

    if not (results / FILE).is_file():
        return 0
    with Gradebook(results) as book:
        return len(book.rows("SELECT 1 FROM submissions"))


def children_of(number: int) -> list[Path]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        found += [path.parent] if parent == number else []
    return found


def gone_in_time(processes: list[Path]) -> bool:
    deadline = time.monotonic() + 20
    while any(path.exists() for path in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(path.exists() for path in processes)


def test_every_fair_mark_is_exact_also_when_the_grader_is_killed_midway(handed_in, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    command = [sys.executable, given.__file__, str(handed_in), str(tmp_path), str(STUDENTS)]
    grader = subprocess.Popen(command, start_new_session=True)
    deadline = time.monotonic() + 120
    while graded_so_far(tmp_path) < STUDENTS // 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    sandboxes = children_of(grader.pid)
    os.kill(grader.pid, signal.SIGKILL)
    grader.wait()
    assert sandboxes and gone_in_time(sandboxes), "a sandbox outlives its grader"
    before = graded_so_far(tmp_path)
    assert STUDENTS // 3 <= before < STUDENTS, "the grader was to be killed midway"

    results = given.run(handed_in, tmp_path, given.group(STUDENTS))

    assert sum(one.is_new for one in results) <= STUDENTS - before, "what was done is not done again"
    marks = given.marks_in(tmp_path)
    assert len(marks) == len(results) == graded_so_far(tmp_path) == STUDENTS
    wrong = {
        f"s{number:03d}": marks[f"s{number:03d}"]
        for number in range(1, STUDENTS + 1)
        if marks[f"s{number:03d}"] != fair_marks_of(number)
    }
    assert wrong == {}
    again = given.run(handed_in, tmp_path, given.group(STUDENTS))
    assert not any(one.is_new for one in again) and given.marks_in(tmp_path) == marks


def test_two_graders_at_once_and_a_run_anew_agree(handed_in, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    few = tmp_path / "in"
    few.mkdir()
    for number in (1, 3, 10, 50, 60, 100):
        name = f"99-rivers--s{number:03d}.ipynb"
        (few / name).write_bytes((handed_in / name).read_bytes())
    results = tmp_path / "out"
    command = [sys.executable, given.__file__, str(few), str(results), str(STUDENTS)]
    graders = [subprocess.Popen(command) for _ in range(2)]
    assert [one.wait(120) for one in graders] == [0, 0]
    marks = given.marks_in(results)
    given.run(few, results, given.group(STUDENTS), again=True)
    assert given.marks_in(results) == marks
    for number in (1, 3, 10, 50, 60, 100):
        assert marks[f"s{number:03d}"] == fair_marks_of(number)
    assert set(marks["s200"].values()) == {("not handed in", None)}
