"""Every declared question has a computed answer that is judged right, and mistakes judged as such."""

import re
from functools import cache

import pandas as pd
import pytest
from graded import example_answer

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.exercises import declarations, judge, keys, reading

# A text has no reference: a person reads it.
QUESTIONS = {name: one for name, one in declarations.every().items() if one.kind != "prose"}
MOVABLE = [one for one in QUESTIONS.values() if one.kind in ("number", "table", "function")]
MISTAKES = [(one, mistake) for one in QUESTIONS.values() for mistake in one.mistakes]
# A name for each: its question, its place there, and the beginning of what it says.
MISTAKE_NAMES = [
    f"{one.id}-{one.mistakes.index(mistake)}-{mistake.message[:20]}" for one, mistake in MISTAKES
]
LOAD = cache(cra.load)  # References only read; a test that alters tables brings its own.


@cache
def wrong_values(identifier, place):
    """The values of one declared mistake, computed once for all tests."""
    question = QUESTIONS[identifier]
    return keys.mistaken(question, question.mistakes[place], LOAD)


each_mistake = pytest.mark.parametrize(("question", "mistake"), MISTAKES, ids=MISTAKE_NAMES)
PRACTICE = [one for one in QUESTIONS.values() if one.use != "graded"]
SHEETS = sorted(path.parent.name for path in places.lessons().glob("*/questions.toml"))


def each(questions):
    return pytest.mark.parametrize("question", questions, ids=lambda question: question.id)


def plain(value):
    return list(value) if isinstance(value, (set, frozenset, tuple)) else value


@each(QUESTIONS.values())
def test_the_reference_is_judged_right(question):
    found = judge.judge(question, example_answer(question, cra.load), cra.load)
    assert found.state == "right"
    assert found.message
    assert not re.search(r"\{\w+", found.message), "a name in braces was not filled in"


@each(QUESTIONS.values())
def test_a_reference_gives_a_plain_value_of_its_kind(question):
    if question.kind == "function":
        values = [keys.expected(question, cra.load, **one) for one in keys.calls(question, cra.load)]
        assert len(values) >= 3 and all(type(one) in (int, float) for one in values)
        return
    answer = keys.expected(question, cra.load)
    if question.kind == "number":
        assert isinstance(answer, (int, float)) and not isinstance(answer, bool)
    elif question.kind == "table":
        assert list(answer.columns) == list(question.columns)
        assert len(reading.table(answer, question)) == len(answer)
    elif question.kind == "choice":
        assert answer in [one.key for one in question.choices]
    else:
        assert all(re.fullmatch("[A-Z]{3}", code) for code in answer)
        known = set(cra.load("countries")["iso3"])
        assert set(answer) | set(question.candidates) <= known
        assert not question.candidates or set(answer) <= set(question.candidates)


@each_mistake
def test_a_declared_mistake_is_wrong_and_gets_its_own_message(question, mistake):
    """Also when it is given with the digits that the question asks for, as a student would."""
    wrong_answers = wrong_values(question.id, question.mistakes.index(mistake))
    assert wrong_answers
    for read, wrong in wrong_answers.items():
        digits = question.decimals
        rounded = [round(float(wrong), digits)] if question.kind == "number" and digits is not None else []
        rounded = [one for one in rounded if one or not wrong]  # nought is no rounding that anybody gives
        for answer in [plain(wrong), *rounded]:
            found = judge.judge(question, answer, LOAD)
            assert found.state == "mistake", (read, answer)
            named = [one for one, other in wrong_answers.items() if _alike(question, answer, other)]
            assert found.message == mistake.says(named), (read, answer)
            assert not re.search(r"\{\w+", found.message), "a name in braces was not filled in"


def _alike(question, wrong, other):
    """Two things that could have been read and have the same value: the message names both."""
    if question.kind == "number":
        return judge.is_mistake(question, wrong, float(other))
    return wrong.equals(other) if question.kind == "table" else set(wrong) == set(other)


@each_mistake
def test_a_mistake_is_computed_and_not_stored(question, mistake):
    """A number that was typed in would be another mistake after the tables change."""
    assert question.kind == "countries" or mistake.answer is None


@pytest.mark.parametrize("folder", SHEETS)
def test_every_lesson_recognises_what_is_commonly_mixed_up(folder):
    """Swapped countries, another measure, year or whole: a lesson names them and does not just say *no*."""
    sheet = [one for one in PRACTICE if folder.startswith(one.lesson)]
    computed = [one for one in sheet if one.kind in ("number", "countries", "table")]
    assert not [one.id for one in computed if not one.mistakes]
    slips = [
        wrong
        for one in computed
        for place in range(len(one.mistakes))
        for wrong in wrong_values(one.id, place)
    ]
    assert len(slips) >= 2 * len(computed), f"{len(slips)} slips in {len(computed)} questions"


@each([one for one in QUESTIONS.values() if one.kind == "choice"])
def test_a_wrong_choice_gets_its_feedback(question):
    right = keys.expected(question, cra.load)
    for one in question.choices:
        found = judge.judge(question, one.key, cra.load)
        assert found.state == ("right" if one.key == right else "mistake")
        assert one.feedback in found.message
    feedback = [one.feedback for one in question.choices]
    assert len(set(feedback)) == len(feedback)


@each([one for one in QUESTIONS.values() if one.kind not in ("table", "function")])
def test_hints_and_messages_do_not_contain_the_answer(question):
    answer = keys.expected(question, cra.load)
    texts = [*question.hints, *[mistake.message for mistake in question.mistakes]]
    for mistake in question.mistakes:
        texts += [mistake.says([one]) for one in wrong_values(question.id, question.mistakes.index(mistake))]
    if question.kind == "choice":
        right = next(one.text for one in question.choices if one.key == answer)
        assert not [text for text in texts if right.casefold().strip(".") in text.casefold()]
        return
    for text in texts:
        if question.kind == "number":
            shown = [float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)", text)]
            given = set(map(str, question.parameters.values()))
            assert not [
                one for one in shown if judge.right_number(question, one, answer) and f"{one:g}" not in given
            ]
        else:
            names = cra.load("countries").set_index("iso3")["country"]
            assert not all(code in text or str(names[code]) in text for code in answer)


@pytest.mark.parametrize("folder", SHEETS)
def test_a_lesson_has_five_to_eight_practice_questions(folder):
    sheet = declarations.read(places.lessons() / folder / "questions.toml")
    assert 5 <= sum(one.use != "graded" for one in sheet) <= 8


@pytest.mark.parametrize("folder", SHEETS)
def test_a_lesson_shows_exactly_its_practice_questions(folder):
    source = places.lessons() / folder / "lesson.md"
    shown = re.findall(r"""\bcra\.question\(\s*['"]([^'"]+)['"]""", source.read_text(encoding="utf-8"))
    declared = [
        one.id for one in declarations.read(source.with_name("questions.toml")) if one.use != "graded"
    ]
    assert sorted(shown) == sorted(declared)


def test_titles_tell_questions_apart():
    titles = [(one.lesson, one.title) for one in QUESTIONS.values()]
    assert len(set(titles)) == len(titles)


class Shaken:
    """Gives every table with some rows missing and its numbers moved; remembers what it was asked."""

    def __init__(self, part):
        self.part, self.asked = part, []

    def __call__(self, name):
        self.asked.append(name)
        table = cra.load(name)
        kept = table[[number % 4 != self.part for number in range(len(table))]].copy()
        for column in kept.columns:
            if (
                pd.api.types.is_numeric_dtype(kept[column])
                and "year" not in column
                and kept[column].dtype != bool
            ):
                factors = [1.3 + 0.2 * (number % 7) for number in range(len(kept))]
                kept[column] = kept[column].astype("Float64") * factors
        return kept


@each(MOVABLE)
def test_altered_tables_or_parameters_alter_the_answer(question):
    answer, changed, asked = _answer(question, cra.load), False, False
    for part in range(4):
        load = Shaken(part)
        changed = changed or _differs(question, answer, load)
        asked = asked or bool(load.asked)
    if not asked:
        moved = {
            name: value * 1.1 for name, value in question.parameters.items() if type(value) in (int, float)
        }
        changes = [{name: value} for name, value in moved.items()] or list(question.variants)
        changed = any(_differs(question, answer, cra.load, **one) for one in changes)
    assert changed, f"{question.id}: whatever the tables say, the reference says {answer}"


def _answer(question, load, **changes) -> list:
    """The answer as a list that can be compared."""
    if question.kind == "function":
        return [float(keys.expected(question, load, **changes, **one)) for one in keys.calls(question, load)]
    answer = keys.expected(question, load, **changes)
    if question.kind == "table":
        return sorted(reading.table(answer, question).items())
    return [float(answer)]


def _differs(question, answer, load, **changes):
    try:
        return _answer(question, load, **changes) != answer
    except (LookupError, ValueError, TypeError, ArithmeticError):
        return True  # A reference that refuses altered data depends on them as well.
