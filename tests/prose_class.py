"""A small gradebook with texts, for the tests of marking, feedback and exports; nothing is run to make it."""

import shutil
from pathlib import Path

import graded_class

from china_russia_axis.exercises import sheets
from china_russia_axis.grading import students
from china_russia_axis.grading.gradebook import Gradebook, Mark

SHEET, PROSE = "99-rivers", "99.26"
RUBRIC = """
format = 1
lesson = "99"
[[criterion]]
rubric = "river"
key = "source"
title = "A source"
level = [
  { points = 2, title = "strong", describes = "Named.", sample = "The gauge at the bridge says so." },
  { points = 1, title = "thin", describes = "Hinted at.", sample = "Some gauge says so." },
  { points = 0, title = "missing", describes = "None.", sample = "So it is." },
]
[[criterion]]
rubric = "river"
key = "doubt"
title = "A doubt"
level = [
  { points = 2, title = "strong", describes = "Used.", sample = "The gauge froze, so I halve it." },
  { points = 1, title = "thin", describes = "Said.", sample = "It may be wrong." },
  { points = 0, title = "missing", describes = "None.", sample = "It is certain." },
]
"""
BEST = {"source": 2, "doubt": 2}


def lessons(folder: Path) -> Path:
    """The small lesson with a rubric."""
    place = folder / "lessons"
    shutil.copytree(graded_class.FOLDER, place)
    (place / SHEET / "rubric.toml").write_text(RUBRIC, encoding="utf-8")
    return place


def submission(student: str, received: float = 1_000_000.0) -> dict:
    """A line of the table of files."""
    return {
        "root": "/handed-in",
        "file": f"{student}.ipynb",
        "digest": student,
        "student": student,
        "sheet": SHEET,
        "received": received,
        "state": "graded",
        "reason": "",
        "key": f"key of {student}",
    }


def machine_marks(question_points: dict | None = None) -> list[Mark]:
    """What a run enters: full marks for all that a machine judges, and prose that waits."""
    given = {**graded_class.KINDS, **(question_points or {})}
    marks = [
        Mark("", "", name, "marked", given[name], most, "right", "Well read.")
        for name, most in graded_class.KINDS.items()
    ]
    return [*marks, Mark("", "", PROSE, "not marked", None, 4, "waits for a reader")]


def gradebook(results: Path, texts: dict, names: dict | None = None) -> Path:
    """A gradebook of one run: student to text."""
    with Gradebook(results) as book:
        known = [students.Student(one, (names or {}).get(one, f"Student {one}")) for one in texts]
        book.know(known, {SHEET: sheets.questions("99", graded_class.FOLDER)})
        for student, text in texts.items():
            book.record(submission(student), machine_marks(), {PROSE: text})
    return results


def mark_of(results: Path, student: str, question: str = PROSE) -> dict:
    """The mark as it counts."""
    with Gradebook(results) as book:
        rows = [row for row in book.final_marks() if row["question"] == question]
    return next(row for row in rows if row["student"] == student)
