"""A small graded sheet, its reference functions and an artificial class, for the tests of grading.

Run as a program, it grades as ``axis grade`` does, with the small sheet in place of the course's: a test
kills it midway.
"""

import json
import sys
from pathlib import Path

import pandas as pd

from china_russia_axis.exercises import sheets, variants
from china_russia_axis.grading import grade, reports, students
from china_russia_axis.grading.sandbox import Limits

FOLDER = Path(__file__).with_name("graded")
SECRET = "5ec7e7" + "0" * 58
KINDS = {"99.21": 2, "99.22": 1, "99.23": 2, "99.24": 3, "99.25": 2}
"""Points of the questions that a machine marks; 99.26 waits for a reader."""

LENGTHS = {"CHN": 6311.25, "RUS": 3645.75, "IND": 2527.25}


# The reference functions, as in china_russia_axis_reference.


def length_of_river(load, *, country, year):
    """The answer to 99.21."""
    return LENGTHS[country] + year / 100


def length_in_miles(load, *, country, year):
    """A mistaken answer to 99.21."""
    return length_of_river(load, country=country, year=year) / 1.609344


def which_way(load):
    """The answer to 99.22."""
    return "downhill"


def along_the_river(load):
    """The answer to 99.23."""
    return ["KAZ", "MNG", "VNM"]


def three_lengths(load):
    """The answer to 99.24."""
    return pd.DataFrame({"country": list(LENGTHS), "length": list(LENGTHS.values())})


def widths_and_depths(load):
    """The calls of 99.25."""
    return [{"width": 2.0, "depth": 3.5}, {"width": 17.0, "depth": 0.0}, {"width": 41.0, "depth": 13.0}]


def rate_of_flow(load, *, width, depth):
    """The answer to 99.25."""
    return width * depth * 0.75


def install(modules):
    """Put the reference functions where the judge looks for them; ``modules`` is sys.modules or like it."""
    modules["china_russia_axis_reference.lesson_99"] = sys.modules[__name__]


# Students and what they hand in.


def group(count: int = 1) -> grade.Class:
    """A class of so many artificial students: s001, s002, ..."""
    listed = [students.Student(f"s{number:03d}", f"Student No{number:03d}") for number in range(1, count + 1)]
    return grade.Class(tuple(listed), SECRET)


def asked(student: str) -> dict:
    """The questions of one student by id."""
    return {one.id: variants.draw(one, student, SECRET) for one in sheets.questions("99", FOLDER)}


def right(student: str) -> dict:
    """Right answers, as a student would write them."""
    length = length_of_river(None, **asked(student)["99.21"].parameters)
    return {
        "99.21": f"answer_99_21 = {length}",
        "99.22": 'answer_99_22 = "downhill"',
        "99.23": 'answer_99_23 = ["KAZ", "Mongolia", "VNM"]',
        "99.24": f"table = pd.Series({LENGTHS})\nanswer_99_24 = table",
        "99.25": "def answer_99_25(width, depth):\n    return width * depth * 0.75",
        "99.26": "The river is long, as two gauges say.",
    }


def sheet(student: str, answers: dict | None = None) -> dict:
    """A student's sheet as JSON, with answers written into its boxes: the right ones but for ``answers``."""
    notebook = json.loads(json.dumps(sheets.build("99", student, SECRET, folder=FOLDER)))
    written = {**right(student), **(answers or {})}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("course", {}).get("question")
        if written.get(name) is not None:
            cell["source"] = written[name]
    return notebook


def box(notebook: dict, question: str) -> dict:
    """The answer cell of one question."""
    return next(
        one for one in notebook["cells"] if one["metadata"].get("course", {}).get("question") == question
    )


def hand_in(folder: Path, notebook: dict, name: str) -> Path:
    """Save a sheet as a student does."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def run(handed_in: Path, results: Path, of: grade.Class, **options) -> list:
    """Grade with the small sheet and with limits of time fit for tests, and write the tables."""
    options = {"limits": Limits(seconds=2, whole_seconds=30, cpu_seconds=20), **options}
    found = grade.grade(handed_in, results, of, folder=FOLDER, **options)
    reports.write(results, found)
    return found


def marks_in(results: Path) -> dict:
    """Marks as they count: student to question to (state, mark)."""
    from china_russia_axis.grading.gradebook import Gradebook

    with Gradebook(results) as book:
        rows = book.final_marks()
    marks = {}
    for row in rows:
        marks.setdefault(row["student"], {})[row["question"]] = (row["state"], row["mark"])
    assert len(rows) == sum(len(one) for one in marks.values()), "a mark is there twice"
    return marks


if __name__ == "__main__":
    install(sys.modules)
    run(Path(sys.argv[1]), Path(sys.argv[2]), group(int(sys.argv[3])))
