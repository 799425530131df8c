"""Graded sheets: every variant has its answer and the same weight, copies are wrong, and nothing leaks."""

import json
import re
from collections import Counter
from functools import cache

import pandas as pd
import pytest
from graded import example_answer, plain_table

import china_russia_axis as cra
from china_russia_axis import places, rubrics
from china_russia_axis.building import lessons, open_sheets
from china_russia_axis.exercises import declarations, judge, keys, reading, sheets, variants

SHEETS = [lesson for lesson in lessons.find() if open_sheets.has_sheet(lesson)]
GRADED = [one for one in declarations.every().values() if one.use == "graded"]
COMPUTED = [one for one in GRADED if one.kind != "prose"]
PROSE = [one for one in GRADED if one.kind == "prose"]
# A choice has a handful of answers, so two students may well share one; it carries a single point.
UNIQUE = [one for one in COMPUTED if one.kind != "choice"]
IDS = [f"s{number:04d}" for number in range(500)]
SECRET = "a secret of this test"
LOAD = cache(cra.load)  # References only read; a test that alters tables brings its own.

each_sheet = pytest.mark.parametrize("lesson", SHEETS, ids=[one.name for one in SHEETS])


def each(questions):
    return pytest.mark.parametrize("question", questions, ids=[one.id for one in questions])


def all_variants(question):
    return [question.with_parameters(**one) for one in question.variants] or [question]


def test_every_lesson_has_a_sheet():
    assert [one.name for one in SHEETS] == [one.name for one in lessons.find()]


@each_sheet
def test_a_sheet_asks_each_graded_question_of_its_lesson_once(lesson):
    asked = [one.id for one in sheets.questions(lesson.name)]
    assert sorted(asked) == sorted(one.id for one in GRADED if one.lesson == lesson.number)
    assert all(int(one.split(".")[1]) > 20 for one in asked)


@each_sheet
def test_a_sheet_weighs_what_it_says(lesson):
    asked = sheets.questions(lesson.name)
    points, minutes = sum(one.points for one in asked), sum(one.minutes for one in asked)
    text = "\n".join(cell.source for cell in sheets.build(lesson.name).cells)
    assert (f"{len(asked)} questions" if len(asked) > 1 else "One question") in text
    assert f"{points} points, about {minutes} minutes" in text
    if lesson.number != "10":
        assert 10 <= points <= 14 and minutes <= 50
        assert [one.kind for one in asked].count("prose") == 1
        assert sum(len(one.variants) >= 6 for one in asked) >= 2
        assert any(one.kind in ("choice", "countries") for one in asked)


def test_every_kind_of_answer_is_asked_for():
    kinds = Counter(one.kind for one in GRADED)
    assert set(kinds) == set(declarations.KINDS)
    assert kinds["table"] >= 3 and kinds["function"] >= 2


@each(COMPUTED)
def test_every_variant_has_an_answer_that_is_judged_right(question):
    for one in all_variants(question):
        found = judge.judge(one, example_answer(one, LOAD), LOAD)
        assert (found.state, found.share) == ("right", 1.0), one.parameters
        assert found.message and not re.search(r"\{\w+", found.message)


@each(UNIQUE)
def test_a_question_has_variants_enough_and_a_copied_answer_is_wrong(question):
    every = all_variants(question)
    assert len(every) >= 6
    answers = [example_answer(one, LOAD) for one in every]
    for place, one in enumerate(every):
        for other, answer in enumerate(answers):
            if other == place:
                continue
            share = judge.judge(one, answer, LOAD).share
            assert share <= 0.5, f"{every[other].parameters} answers {one.parameters}: {share:.2f}"
            assert question.kind in ("table", "function") or share == 0


@each([one for one in UNIQUE if one.kind == "number"])
def test_answers_of_two_variants_stay_apart_when_rounded(question):
    values = [float(keys.expected(one, LOAD)) for one in all_variants(question)]
    for place, value in enumerate(values):
        width = judge._width(question.tolerance, value)
        for other in values[place + 1 :]:
            assert abs(value - other) > 1.5 * width


@each([one for one in COMPUTED if one.mistakes])
def test_a_known_mistake_is_the_right_answer_of_no_variant(question):
    for one in all_variants(question):
        for mistake in one.mistakes:
            for wrong in keys.mistaken(one, mistake, LOAD).values():
                wrong = list(wrong) if one.kind == "countries" else wrong
                assert judge.judge(one, wrong, LOAD).state != "right", (one.parameters, mistake.message)


@each([one for one in GRADED if one.variants])
def test_variants_are_drawn_evenly(question):
    drawn = Counter(variants.place(question, one, SECRET) for one in IDS)
    expected = len(IDS) / len(question.variants)
    assert len(drawn) == len(question.variants)
    # Five standard deviations of a fair draw: once in a million fair tables of this size lies outside.
    assert all(abs(count - expected) <= 5 * expected**0.5 for count in drawn.values())


@each(GRADED)
def test_variants_change_nothing_but_parameters(question):
    for one in all_variants(question):
        assert (one.points, one.minutes, one.kind, one.reference) == (
            question.points,
            question.minutes,
            question.kind,
            question.reference,
        )
        assert one.prompt
        assert not re.search(r"\{\w+", one.prompt)


@each([one for one in GRADED if one.variants])
def test_every_variant_is_told_apart_by_its_prompt(question):
    prompts = [one.prompt for one in all_variants(question)]
    assert len(set(prompts)) == len(prompts)


@each(PROSE)
def test_a_text_is_marked_by_a_rubric_of_as_many_points(question):
    rubric = rubrics.find(question.lesson, question.rubric)
    assert rubric.points == question.points
    assert len(rubric.criteria) >= 3


@each(PROSE)
def test_a_claim_to_be_judged_is_shown_in_the_lesson(question):
    (path,) = places.lessons().glob(f"{question.lesson}-*/lesson.md")
    shown = path.read_text(encoding="utf-8")
    for one in all_variants(question):
        if "claim" in one.parameters:
            assert f'cra.claim("{one.parameters["claim"]}")' in shown


# ---------------------------------------------------------------------------------------------------
# Leaks


def sheet_texts(lesson):
    """The open copy and the sheets of some students, as plain text of the file and of its cells."""
    yield json.loads(open_sheets.text(lesson))
    for student in IDS[:6]:
        yield json.loads(json.dumps(sheets.build(lesson.name, student, SECRET)))


def secrets_of(question):
    """What no sheet may hold: hints, reasons, messages, names of the functions that know."""
    yield from question.hints
    yield from (one.message for one in question.mistakes)
    yield from (one.feedback for one in question.choices)
    if question.why:
        yield from (part for part in re.split(r"\{[^{}]*\}", question.why) if len(part) > 25)
    functions = [question.reference, question.facts, question.calls]
    functions += [one.reference or "" for one in question.mistakes]
    yield from (name for name in functions if "_" in name)


@each_sheet
def test_no_sheet_holds_a_hint_a_reason_or_the_name_of_a_reference(lesson):
    asked = sheets.questions(lesson.name)
    for notebook in sheet_texts(lesson):
        text = json.dumps(notebook, ensure_ascii=False)
        for question in asked:
            for secret in secrets_of(question):
                assert json.dumps(secret, ensure_ascii=False)[1:-1] not in text
        assert "china_russia_axis_reference" not in text


def numbers_in(text):
    return [float(one) for one in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w]|\.\d)", text)]


def given_numbers(asked):
    """Numbers that any variant gives in its question, and those of the sheet's own head lines."""
    given = set()
    for question in asked:
        for one in [question, *all_variants(question)]:
            given.update(numbers_in(" ".join(map(str, one.parameters.values()))))
    return given


@cache
def values_by_id(identifier):
    """The variants of a question with their numbers, computed once for all sheets."""
    return list(values_of(declarations.find(identifier)))


def values_of(question):
    """The numbers of every variant's answer; a nought in a table tells nothing."""
    for one in [question, *all_variants(question)]:
        answer = keys.expected(one, LOAD) if one.kind in ("number", "table") else None
        if one.kind == "number":
            yield one, float(answer)
        elif one.kind == "table":
            for row in reading.table(answer, one).values():
                yield from ((one, value) for value in row.values() if isinstance(value, float) and value)


@each_sheet
def test_no_sheet_holds_a_number_that_answers_a_variant(lesson):
    asked = sheets.questions(lesson.name)
    given = given_numbers(asked)
    for notebook in sheet_texts(lesson):
        passages = [
            re.sub(
                r"\d+ (questions?|points?)|about \d+ minutes|^### .*$",
                "",
                "".join(cell["source"]),
                flags=re.M,
            )
            for cell in notebook["cells"]
        ]
        text = re.sub(r"lesson \d\d|rehearse.*", "", "\n".join(passages))
        shown = [one for one in numbers_in(text) if one not in given]
        for question in asked:
            for one, value in values_by_id(question.id):
                assert not [number for number in shown if judge.right_number(one, number, value)]


@each_sheet
def test_no_question_names_the_countries_that_answer_it(lesson):
    names = LOAD("countries").set_index("iso3")["country"]
    for question in sheets.questions(lesson.name):
        for one in all_variants(question) if question.kind == "countries" else []:
            answer = keys.expected(one, LOAD)
            assert not all(code in one.prompt or names[code] in one.prompt for code in answer)


def test_the_leak_scan_finds_a_leak(monkeypatch):
    """The scan itself is tried on a sheet that says too much."""
    lesson = next(one for one in SHEETS if one.number == "04")
    question = next(one for one in sheets.questions("04") if one.kind == "number")
    value = float(keys.expected(question, LOAD))
    told = sheets.build("04")
    told.cells[-2].source += f"\nIt is about {value:.1f}. {question.mistakes[0].message}"
    monkeypatch.setattr(sheets, "build", lambda *args, **kwargs: told)
    with pytest.raises(AssertionError):
        test_no_sheet_holds_a_number_that_answers_a_variant(lesson)
    with pytest.raises(AssertionError):
        test_no_sheet_holds_a_hint_a_reason_or_the_name_of_a_reference(lesson)


# ---------------------------------------------------------------------------------------------------
# Open copies


@each_sheet
def test_an_open_copy_is_what_its_source_builds(lesson):
    kept = open_sheets.target(lesson).read_text(encoding="utf-8")
    assert kept == open_sheets.text(lesson), f"axis build {lesson.number} builds it anew"


def test_there_is_no_open_copy_without_a_source():
    kept = {path.name for path in open_sheets.target(SHEETS[0]).parent.glob("*.ipynb")}
    assert kept == {open_sheets.target(one).name for one in SHEETS}


@each_sheet
def test_an_open_copy_is_a_valid_notebook_that_can_be_handed_in(lesson):
    import nbformat

    notebook = nbformat.reads(open_sheets.text(lesson), as_version=4)
    nbformat.validate(notebook)
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    boxes = [cell for cell in notebook.cells if "course" in cell.metadata]
    assert [cell.metadata["course"]["question"] for cell in boxes] == [
        one.id for one in sheets.questions(lesson.name)
    ]


def test_a_table_is_compared_by_its_rows():
    """The helper that stands for a student's table loses nothing of the reference."""
    question = next(one for one in GRADED if one.kind == "table")
    reference = keys.expected(question, LOAD)
    pd.testing.assert_frame_equal(plain_table(reference), reference.astype(object), check_dtype=False)


def test_every_contestable_claim_is_an_exercise():
    claims = cra.load("claims").query("contestable")["claim_id"]
    asked = {
        claim for one in declarations.every().values() for claim in re.findall(r"\bC\d\d\b", str(one.entry))
    }
    assert len(claims) == 22
    assert set(claims) - asked == set()
