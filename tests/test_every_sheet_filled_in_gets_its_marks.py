"""Every sheet, filled in by artificial students and run in the real sandbox, gets the marks that are fair.

Each student answers in a way of writing of their own, rounded as the question asks; then each hands in the
answers of a neighbour.
"""

import json
import re
from collections import Counter
from functools import cache

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis.exercises import declarations, judge, keys, reading, sheets, variants
from china_russia_axis.grading import grade, students

SECRET = "5ec7e7" + "1" * 58
GROUP = tuple(students.Student(f"s{number}", f"Student {number}") for number in range(1, 5))
NEIGHBOUR = dict(zip(GROUP, (*GROUP[1:], GROUP[0]), strict=True))
LESSONS = sorted({one.lesson for one in declarations.every().values() if one.use == "graded"})
CHOICES = [one for one in declarations.every().values() if one.use == "graded" and one.kind == "choice"]
LOAD = cache(cra.load)  # References only read.
_DIGITS = {"no": 0, "one": 1, "two": 2, "three": 3}


@cache
def asked(lesson, student):
    """The questions of one student."""
    return {one.id: variants.draw(one, student.id, SECRET) for one in sheets.questions(lesson)}


@cache
def right_key(question_id):
    """The key of the right option."""
    return keys.expected(declarations.find(question_id), LOAD)


def rounded(value, question):
    """A number with as many digits as the question asks for; an overlong one where it does not say."""
    digits = re.search(r"(\w+) digits? after the point", question.prompt)
    return round(float(value), _DIGITS[digits[1].lower()] if digits else 6)


def _number(question, way):
    value = rounded(keys.expected(question, LOAD), question)
    value = int(value) if value.is_integer() else value
    return (f"{value}", f"np.float64({value})", f'"{value}"', f"pd.Series([{value}])")[way]


def _choice(question, way):
    key = right_key(question.id)
    letter, option = next(
        (letter, one) for letter, one in reading.letters(question).items() if one.key == key
    )
    shown = option.text.replace("*", "")
    return (f'"{letter}"', f'"{letter.upper()}."', f'["{letter}"]', repr(shown))[way]


def _countries(question, way):
    codes = sorted(keys.expected(question, LOAD))
    names = LOAD("countries").set_index("iso3")["country"]
    named = [names[code] for code in codes]
    return (repr(codes), repr(set(named)), repr(", ".join(named)), f"pd.Series({codes!r})")[way]


def _cell(value, question):
    if isinstance(value, str):
        return int(value) if value.isdigit() else value
    return rounded(value, question) if value == value else None


def _table(question, way):
    rows = keys.expected(question, LOAD).to_dict("records")
    rows = [{name: _cell(value, question) for name, value in row.items()} for row in rows]
    columns = {name: [row[name] for row in rows] for name in question.columns}
    framed = f"pd.DataFrame({columns!r})"
    first = question.key[0]
    return (
        f"pd.DataFrame({columns!r}, index=pd.Index({columns[first]!r}, name={first!r}))",
        repr(rows),
        f"{framed}.set_index({list(question.key)!r})",
        f"{framed}.iloc[::-1].rename(columns=str.title)",
    )[way]


def _function(question, way):
    known = [
        (tuple(call[name] for name in question.arguments), float(keys.expected(question, LOAD, **call)))
        for call in keys.calls(question, LOAD)
    ]
    given = ", ".join(question.arguments)
    found = f"dict({known!r})[{given},]"
    return (found, f"np.float64({found})", f"[{found}]", f"pd.Series([{found}]).sum()")[way]


_WRITE = {"number": _number, "choice": _choice, "countries": _countries, "table": _table}


def written(question, student):
    """A right answer as this student writes it into the box."""
    way, name = GROUP.index(student), sheets.name_of(question.id)
    if question.kind == "prose":
        return "A word and " * (question.words[0] // 3 + 1)
    if question.kind == "function":
        return f"def {name}({', '.join(question.arguments)}):\n    return {_function(question, way)}"
    return f"{name} = {_WRITE[question.kind](question, way)}"


def _fill(lesson, student, author):
    notebook = json.loads(json.dumps(sheets.build(lesson, student.id, SECRET)))
    for cell in notebook["cells"]:
        question = cell["metadata"].get("course", {}).get("question")
        if question:
            cell["source"] = written(asked(lesson, author)[question], author)
    return notebook


def _grade(folder, author_of):
    handed_in = folder / "handed-in"
    handed_in.mkdir()
    for lesson in LESSONS:
        for student in GROUP:
            notebook = _fill(lesson, student, author_of(student))
            (handed_in / f"{lesson}-{student.id}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    found = grade.grade(handed_in, folder / "results", grade.Class(GROUP, SECRET))
    assert len(found) == len(LESSONS) * len(GROUP)
    with grade.Gradebook(folder / "results") as book:
        return {(row["student"], row["question"]): row for row in book.final_marks()}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The marks of a class in which everybody answers everything right."""
    return _grade(tmp_path_factory.mktemp("own"), lambda student: student)


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The marks of a class in which everybody hands in the right answers of a neighbour."""
    return _grade(tmp_path_factory.mktemp("copied"), NEIGHBOUR.get)


def every_answer(lesson):
    return [(student, question) for student in GROUP for question in asked(lesson, student).values()]


@pytest.mark.parametrize("lesson", LESSONS)
def test_right_answers_get_full_marks_and_prose_waits_for_a_reader(own, lesson):
    for student, question in every_answer(lesson):
        mark = own[student.id, question.id]
        if question.kind == "prose":
            assert (mark["state"], mark["reason"]) == ("not marked", "waits for a reader")
        else:
            told = (student.id, question.id, question.parameters, written(question, student), mark["reason"])
            assert (mark["state"], mark["mark"]) == ("marked", question.points), told


def asks_something_else(question, other):
    """Whether the answer of a neighbour is another answer."""
    if question.kind != "choice":
        return question.parameters != other.parameters
    key = right_key(question.id)
    return [one.key for one in question.choices].index(key) != [one.key for one in other.choices].index(key)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_answers_of_a_neighbour_get_full_marks_only_where_the_question_is_the_same(copied, lesson):
    differ = Counter()
    for student, question in every_answer(lesson):
        author = NEIGHBOUR[student]
        other, mark = asked(lesson, author)[question.id], copied[student.id, question.id]
        if question.kind == "prose":
            continue
        told = (student.id, question.id, question.parameters, written(other, author), mark["reason"])
        # The whole text of an option is right wherever it stands: only a letter can be copied wrongly.
        by_text = question.kind == "choice" and GROUP.index(author) == 3
        if asks_something_else(question, other) and not by_text:
            differ[question.id] += 1
            assert mark["state"] == "marked" and mark["mark"] < question.points, told
        else:
            assert mark["mark"] == question.points, told
    computed = {name for name, one in asked(lesson, GROUP[0]).items() if one.kind != "prose"}
    assert set(differ) == computed, "no neighbours of this class have different questions"


# Options ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", CHOICES, ids=[one.id for one in CHOICES])
def test_the_right_option_stands_in_each_place_equally_often(question):
    key, ids = right_key(question.id), [f"s{number:04d}" for number in range(500)]
    drawn = [variants.draw(question, one, SECRET) for one in ids]
    places = Counter([option.key for option in one.choices].index(key) for one in drawn)
    expected = len(ids) / len(question.choices)
    assert len(places) == len(question.choices)
    assert all(abs(count - expected) <= 5 * expected**0.5 for count in places.values())
    assert {frozenset(one.choices) for one in drawn} == {frozenset(question.choices)}
    assert variants.draw(question, " S0001 ", SECRET) == drawn[1]


@pytest.mark.parametrize("question", CHOICES, ids=[one.id for one in CHOICES])
def test_a_letter_stands_for_the_option_beside_it_in_the_students_own_sheet(question):
    for student in GROUP:
        drawn = asked(question.lesson, student)[question.id]
        cells = sheets.build(question.lesson, student.id, SECRET).cells
        shown = next(cell.source for cell in cells if cell.source.startswith(f"### Question {question.id}"))
        right = [
            letter
            for letter, text in re.findall(r"^- `(\w)` (.+)$", shown, flags=re.M)
            if reading.read(drawn, letter, LOAD) == right_key(question.id)
            and text == next(one.text for one in drawn.choices if one.key == right_key(question.id))
        ]
        assert len(right) == 1
        assert not any(f"`{one.key}`" in shown for one in drawn.choices)


def test_the_longest_option_is_the_right_one_no_more_often_than_by_luck():
    longest = [max(one.choices, key=lambda option: len(option.text)).key for one in CHOICES]
    right = [right_key(one.id) for one in CHOICES]
    assert sum(one == other for one, other in zip(longest, right, strict=True)) <= len(CHOICES) / 3


def test_a_practice_choice_keeps_its_keys_and_its_order():
    question = next(
        one for one in declarations.every().values() if one.kind == "choice" and one.use == "practice"
    )
    assert variants.draw(question, "s1", SECRET) == question and reading.letters(question) == {}


# Tables -------------------------------------------------------------------------------------------------


def test_a_table_with_whole_numbers_beside_fractions_is_read_in_practice_too():
    question = next(
        one for one in declarations.every().values() if one.kind == "table" and one.key == ("year",)
    )
    right = keys.expected(question, LOAD)
    frame = right.assign(year=right["year"].astype(int))
    assert frame.dtypes["year"].kind == "i"
    for answer in (frame, frame.astype({"year": float}), frame.to_dict("records"), frame.set_index("year")):
        assert judge.judge(question, answer, LOAD).state == "right"
    both = frame.set_index(pd.Index(frame["year"], name="year"))
    assert judge.judge(question, both, LOAD).state == "right"
    doubled = pd.concat([frame, frame["year"]], axis=1)
    with pytest.raises(reading.Unreadable, match="year stands there twice"):
        reading.read(question, doubled, LOAD)


def test_a_column_with_the_keys_beside_it_is_a_table():
    question = next(
        one for one in declarations.every().values() if one.kind == "table" and one.key == ("bloc", "scale")
    )
    column = keys.expected(question, LOAD).set_index(["bloc", "scale"])["share"]
    assert judge.judge(question, column, LOAD).state == "right"
    with pytest.raises(reading.Unreadable, match="One column is too little"):
        reading.read(question, column.droplevel("scale"), LOAD)
