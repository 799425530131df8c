"""A graded sheet holds questions and empty boxes: no answer, no hint, no reason, no name of a reference."""

import json
import re
import sys
import tomllib
from pathlib import Path

import graded_class as given
import nbformat
import pytest

from china_russia_axis import codebook, places
from china_russia_axis.exercises import judge, keys, sheets, variants
from china_russia_axis.grading import release, students

SECRET = "a" * 64
LESSONS = sorted(path.parent.name for path in places.lessons().glob("*/exercises.md"))
BUILT = sorted((places.checkout() / "notebooks" / "exercises").glob("*.ipynb"))


def leaks(notebook, questions, lesson_folder: Path) -> list[str]:
    """What of the solutions stands in a sheet."""
    text = "\n".join([cell["source"] + _shown(cell) for cell in notebook["cells"]])
    everything = json.dumps(notebook, ensure_ascii=False).replace("\\n", " ")
    found = []
    for question in questions:
        found += [word for word in _names(question) if re.search(rf"\b{re.escape(word)}\b", everything)]
        found += [part for part in _words(question) if part and _plain(part) in _plain(text)]
        found += [value for value in _values(question) if re.search(rf"(?<![\w.]){value}(?![\w]|\.\d)", text)]
        found += [part for part in _parameters_of_others(question) if part in text]
    rubric = lesson_folder / "rubric.toml"
    samples = _texts(tomllib.loads(rubric.read_text(encoding="utf-8"))) if rubric.is_file() else []
    found += [part for part in samples if len(part) > 60 and _plain(part) in _plain(text)]
    for cell in notebook["cells"]:
        # The last box may show what it says of an empty sheet; it is scanned with the rest.
        silent = not cell.get("outputs") or cell.get("id") == "rehearsal"
        found += [] if silent else [f"an output in {cell.get('id')}"]
    return found


def _shown(cell) -> str:
    return json.dumps(cell.get("outputs", []), ensure_ascii=False)


def _names(question) -> list[str]:
    names = [
        question.reference,
        question.calls,
        question.facts,
        *(one.reference for one in question.mistakes),
    ]
    # A name of one word, such as "crossing", is a word of plain English too.
    return [*(name for name in names if name and "_" in name), keys.PACKAGE]


def _words(question) -> list[str]:
    feedback = [one.feedback for one in question.choices]
    return [*question.hints, question.why, *(one.message for one in question.mistakes), *feedback]


def _values(question) -> list[str]:
    """How the answer would be written, where it is no round number that may stand there anyway."""
    if question.kind == "number":
        value = float(keys.expected(question, codebook.load))
        shown = {judge._shown_number(question, value), f"{value:.6g}", f"{value:.2f}", repr(value)}
        return [re.escape(one) for one in shown if "." in one]
    if question.kind == "countries":
        codes = sorted(keys.expected(question, codebook.load))
        return [r"[\"'`]*,? *[\"'`]*".join(codes)] if len(codes) > 1 else []
    if question.kind == "table":
        table = keys.expected(question, codebook.load)
        numbers = [name for name, kind in question.columns.items() if kind == "number"]
        values = [float(one) for name in numbers for one in table[name]]
        return [re.escape(f"{one:.2f}") for one in values if one % 1]
    return []


def _parameters_of_others(question) -> list[str]:
    """The whole list of variants, which would tell what neighbours are asked."""
    listed = question.entry.get("variants")
    return [json.dumps(listed), repr(listed)] if listed else []


def _texts(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _boxes(notebook, questions) -> None:
    asked = {question.id: question for question in questions}
    boxes = [cell for cell in notebook["cells"] if "course" in cell["metadata"]]
    assert [cell["metadata"]["course"]["question"] for cell in boxes] == list(asked)
    for cell in boxes:
        assert cell["source"] == sheets.blank(asked[cell["metadata"]["course"]["question"]])
    others = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and cell not in boxes]
    assert [cell["id"] for cell in others] == ["setup", "rehearsal"]


@pytest.mark.parametrize("path", BUILT, ids=[path.stem for path in BUILT])
def test_no_built_sheet_holds_a_solution(path):
    notebook = nbformat.read(path, as_version=4)
    lesson = notebook["metadata"]["course"]["sheet"]
    assert notebook["metadata"]["course"]["student"] == ""
    questions = sheets.questions(lesson)
    _boxes(notebook, questions)
    assert leaks(notebook, questions, places.lessons() / lesson) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_released_sheet_holds_a_solution(lesson, tmp_path):
    group = [students.Student(f"s{number}") for number in range(5)]
    made, _ = release.release(lesson, group, SECRET, tmp_path)
    for student, path in zip(group, made, strict=True):
        questions = [variants.draw(one, student.id, SECRET) for one in sheets.questions(lesson)]
        text = path.read_text(encoding="utf-8")
        assert SECRET not in text
        assert (
            leaks(json.loads(json.dumps(nbformat.reads(text, 4))), questions, places.lessons() / lesson) == []
        )


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    questions = list(given.asked("s001").values())
    return json.loads(json.dumps(sheets.build("99", "s001", given.SECRET, folder=given.FOLDER))), questions


def test_the_small_sheet_holds_no_solution(small):
    _boxes(*small)
    assert leaks(*small, given.FOLDER / "99-rivers") == []


@pytest.mark.parametrize(
    "planted",
    [
        "see length_of_river",
        "china_russia_axis_reference",
        "Look  at the\nsea.",
        "As water does.",
        "Those are miles.",
        "about 6311.25 km",
        "KAZ, MNG, VNM",
        "'KAZ', 'MNG', 'VNM'",
    ],
)
def test_the_scan_finds_what_is_planted(small, planted):
    notebook, questions = small
    notebook["cells"][3]["source"] += f"\n{planted}"
    assert leaks(notebook, questions, given.FOLDER / "99-rivers")


def test_the_scan_finds_the_answer_and_outputs(small):
    notebook, questions = small
    length = given.length_of_river(None, **questions[0].parameters)
    notebook["cells"][2]["outputs"] = [{"output_type": "stream"}]
    notebook["cells"][3]["source"] += f"\n{length:.2f}"
    found = leaks(notebook, questions, given.FOLDER / "99-rivers")
    assert "an output in setup" in found and any(f"{length:.2f}".replace(".", r"\.") in one for one in found)


def test_a_release_overwrites_nothing_and_makes_each_sheet_once(tmp_path):
    group = [students.Student("a/b"), students.Student("a_b"), students.Student("Zoë")]
    made, kept = release.release("99", group, SECRET, tmp_path, given.FOLDER)
    assert len({path.name for path in made}) == 3 and not kept
    made[0].write_text("mine", encoding="utf-8")
    assert release.release("99", group, SECRET, tmp_path, given.FOLDER) == ([], made)
    assert made[0].read_text(encoding="utf-8") == "mine"


def test_a_sheet_is_the_same_bytes_each_time_and_another_for_another_student(tmp_path):
    build = [
        json.dumps(sheets.build("99", one, given.SECRET, folder=given.FOLDER)) for one in ("a", "a", "b")
    ]
    assert build[0] == build[1] != build[2]
