"""Whatever a student gives, the judge answers and does not raise, and only the answer counts as right."""

import math

import numpy as np
import pandas as pd
import practice_sheet
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from china_russia_axis.exercises import judge

NUMBERS = some.floats() | some.integers() | some.decimals(allow_nan=True) | some.fractions()
PLAIN = (
    some.none()
    | some.booleans()
    | NUMBERS
    | some.text()
    | some.binary()
    | some.complex_numbers()
    | some.dates()
)
CONTAINERS = some.recursive(
    PLAIN,
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.tuples(inner, inner)
        | some.dictionaries(some.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
NEAR_MISSES = some.text(alphabet="0123456789.,-+eE%' \u00a0−·kmb per cent abAB()", max_size=25)
COUNTRIES = some.lists(
    some.sampled_from([*practice_sheet.COUNTRIES, *practice_sheet.COUNTRIES.values(), "XXX"])
)
ANSWERS = CONTAINERS | NEAR_MISSES | COUNTRIES | COUNTRIES.map(set) | COUNTRIES.map(", ".join)


class Hostile:
    """Claims to equal everything, and raises at every other touch."""

    def __eq__(self, other):
        return True

    __hash__ = None

    def _raise(self, *_):
        raise RuntimeError("touched")

    __float__ = __int__ = __index__ = __str__ = __repr__ = __len__ = __iter__ = __bool__ = __getattr__ = (
        _raise
    )


class HostileText(str):
    """A text whose methods raise."""

    def strip(self, *_):
        raise RuntimeError("touched")

    __str__ = __eq__ = __hash__ = casefold = replace = split = strip


class HostileNumber(float):
    """A number that says it equals everything."""

    def __eq__(self, other):
        return True

    __hash__ = None

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


def boxed(value):
    """An array that holds one object, made without touching it."""
    array = np.empty(1, dtype=object)
    array[0] = value
    return array


@pytest.fixture(autouse=True)
def sheet(monkeypatch):
    return practice_sheet.install(monkeypatch)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANSWERS)
@example(answer="1e999")
@example(answer="٣٣")
@example(answer="½")
@example(answer="1,2,3.4.5")
@example(answer="+")
@example(answer="²")
@example(answer="1" * 500)
def test_any_answer_is_judged(sheet, answer):
    for question in sheet.values():
        found = judge.judge(question, answer, practice_sheet.load)
        assert found.state in judge.STATES
        assert found.message or found.state == "not yet"


@pytest.mark.parametrize(
    "answer",
    [
        Hostile(),
        [Hostile()],
        HostileText("q"),
        [HostileText("q")],
        HostileNumber(3),
        Hostile,
        boxed(Hostile()),
        pd.Series(boxed(Hostile())),
        np.array(24.6),
        np.zeros((2, 2)),
        pd.Series([pd.NaT]),
        np.datetime64("2023-01-01"),
        range(3),
        iter([24.6]),
        memoryview(b"24"),
        Exception("24.6"),
        type,
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_a_hostile_answer_is_judged_and_is_not_right(sheet, answer):
    for question in sheet.values():
        found = judge.judge(question, answer, practice_sheet.load)
        assert found.state != "right" or type(answer) is np.ndarray and answer.ndim == 0


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=some.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_right_exactly_within_the_tolerance(sheet, value):
    found = judge.judge(sheet["99.1"], value, practice_sheet.load)
    distance = abs(value - 24.6)
    if not math.isclose(distance, 0.2, rel_tol=1e-6):
        assert (found.state == "right") == (distance < 0.2)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=some.sets(some.sampled_from(list(practice_sheet.COUNTRIES)), min_size=1))
def test_countries_are_right_exactly_when_the_set_is_the_same(sheet, answer):
    found = judge.judge(sheet["99.3"], list(answer), practice_sheet.load)
    assert (found.state == "right") == (answer == {"ARG", "EGY", "IRN", "SAU"})
