"""What practice calls right, the grader calls right: values keep their meaning on the way out."""

import datetime
import json
import sys
from decimal import Decimal
from fractions import Fraction

import graded_class as given
import numpy as np
import pandas as pd
import pytest

from china_russia_axis import codebook
from china_russia_axis.exercises import judge, reading, rehearsal, sheets
from china_russia_axis.grading.inside import values

LENGTHS = given.LENGTHS
FRAME = pd.DataFrame({"country": list(LENGTHS), "length": list(LENGTHS.values())})
NUMBER = given.length_of_river(None, country="CHN", year=2001)

ANSWERS = {
    "99.21": [
        NUMBER,
        int(NUMBER),
        f"{NUMBER} km",
        "6331,26",
        np.float64(NUMBER),
        np.float32(NUMBER),
        Decimal("6331.26"),
        Fraction(633126, 100),
        np.array([NUMBER]),
        pd.Series([NUMBER], index=["CHN"]),
        pd.DataFrame({"km": [NUMBER]}),
        [NUMBER],
        {NUMBER},
        1,
        float("nan"),
        float("inf"),
        True,
        None,
        ...,
        "many",
        [1, 2],
    ],
    "99.22": ["downhill", " Downhill. ", ["downhill"], np.str_("downhill"), "uphill", 5, 10**400],
    "99.23": [
        ["KAZ", "MNG", "VNM"],
        {"KAZ", "Mongolia", "Vietnam"},
        ("VNM", "MNG", "KAZ"),
        "Kazakhstan, Mongolia and Vietnam",
        pd.Series(["KAZ", "MNG", "VNM"]),
        pd.Series(["KAZ", "MNG", "VNM"]).unique(),
        pd.Series(["KAZ", "MNG", "VNM"], dtype="category").unique(),
        pd.Index(["KAZ", "MNG", "VNM"]),
        np.array(["KAZ", "MNG", "VNM"]),
        pd.DataFrame({"iso3": ["KAZ", "MNG", "VNM"], "x": [1, 2, 3]}, index=[5, 6, 7]),
        {"KAZ": 1, "MNG": 2, "VNM": 3},
        ["KAZ", "MNG"],
        ["KAZ", 5],
        [],
        "Atlantis",
    ],
    "99.24": [
        FRAME,
        FRAME.iloc[::-1],
        FRAME.set_index("country"),
        FRAME.set_index("country")["length"],
        pd.Series(LENGTHS),
        LENGTHS,
        FRAME.to_dict("records"),
        FRAME.to_dict("list"),
        FRAME.astype({"country": "category"}),
        FRAME.assign(extra=pd.Timestamp("2020-01-01")),
        FRAME.head(2),
        FRAME.rename(columns={"length": "km"}),
        pd.DataFrame({"country": ["CHN", "RUS"], "length": [6311, None]}),
        "no table",
    ],
}
CASES = [(name, number) for name, given_answers in ANSWERS.items() for number in range(len(given_answers))]


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)


def declared(name):
    return next(one for one in sheets.questions("99", given.FOLDER) if one.id == name)


def through_the_sandbox(answer):
    return reading.from_plain(json.loads(json.dumps(values.plain(answer))))


@pytest.mark.parametrize(("name", "number"), CASES)
def test_an_answer_is_judged_alike_in_practice_and_when_graded(name, number):
    answer = ANSWERS[name][number]
    practised = judge.judge(declared(name), answer, codebook.load)
    try:
        graded = judge.judge(declared(name), through_the_sandbox(answer), codebook.load)
    except values.Unreadable:
        assert practised.state == "unreadable"
        return
    assert (graded.state, graded.share) == (practised.state, practised.share)


def test_the_cases_hold_right_and_wrong_answers_of_each_kind():
    for name, some in ANSWERS.items():
        states = [judge.judge(declared(name), one, codebook.load).state for one in some]
        assert states[0] == "right" and {"unreadable"} < set(states)


@pytest.mark.parametrize(
    ("answer", "plain"),
    [
        ({2021: 1.5}, {"2021": 1.5}),
        ({np.int64(2021): 1}, {"2021": 1}),
        ({2021.0: 1}, {"2021": 1}),
        (datetime.date(2023, 9, 1), "2023-09-01"),
        ({"a": 1}.keys(), ["a"]),
        (range(3), [0, 1, 2]),
        (pd.NA, None),
    ],
)
def test_values_of_many_kinds_leave_the_sandbox_as_plain_ones(answer, plain):
    assert values.plain(answer) == plain


# Before handing in -------------------------------------------------------------------------------------


def rehearsed(names):
    return {
        name: (fine, found) for name, fine, found in rehearsal.rehearse("99", names, folder=given.FOLDER).rows
    }


def test_a_rehearsal_says_what_can_be_read_and_not_what_is_right():
    found = rehearsed(
        {
            "answer_99_21": 1.0,
            "answer_99_22": "sideways",
            "answer_99_23": ["KAZ"],
            "answer_99_24": ...,
            "answer_99_25": lambda width, depth: 0,
        }
    )
    assert found["99.21"] == (True, "read as 1 km")
    assert not found["99.22"][0] and "no choice 'sideways'" in found["99.22"][1]
    assert found["99.23"] == (True, "read as KAZ")
    assert not found["99.24"][0] and "three dots" in found["99.24"][1]
    assert found["99.25"][0] and found["99.26"][0]


def test_a_rehearsal_needs_no_answers_and_no_network(monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference", None)
    found = rehearsal.rehearse("99", {"answer_99_21": NUMBER}, folder=given.FOLDER)
    assert found.ready == 2 and "2 of 6 answers can be read" in repr(found)
    assert "<script" not in rehearsal.Rehearsal((("1", False, "<script>"),)).page()


def test_a_rehearsal_names_what_a_box_takes_from_elsewhere():
    boxes = [
        "mine = 5",
        "helper = 2\nanswer_99_21 = helper + mine",
        "answer_99_22 = ['downhill' for one in range(3)][0]",
        "answer_99_23 = cra.load('countries').iloc[:helper]",
        "def answer_99_25(width, depth):\n    inner = width\n    return inner * depth * rate",
    ]
    names = {"In": boxes, "answer_99_21": 7, "answer_99_22": "downhill", "answer_99_25": lambda: 0}
    found = rehearsed(names)
    assert not found["99.21"][0] and "it uses mine, which no box" in found["99.21"][1]
    assert found["99.22"][0]
    assert not found["99.25"][0] and "it uses rate" in found["99.25"][1]


def test_a_rehearsal_is_offered_at_the_end_of_every_sheet():
    last = sheets.build("99", folder=given.FOLDER).cells[-1]
    assert last.source == 'cra.exercises.rehearse("99", globals())'
