"""Questions that ask for a table, a function or a text are judged as kindly as the others."""

import math
import sys
from types import SimpleNamespace

import pandas as pd
import practice_sheet
import pytest

from china_russia_axis.exercises import declarations, judge, reading, variants

SHEET = """
format = 1
lesson = "99"

[[question]]
id = "99.11"
version = 1
use = "both"
kind = "table"
title = "Shares"
prompt = "A table of shares in {year}."
columns = { country = "text", share = "number" }
key = ["country"]
tolerance = { absolute = 0.5 }
reference = "shares"
parameters = { year = 2023 }
variants = { year = [2021, 2022, 2023] }
why = "China leads."
hints = ["Sort them.", "Divide."]

[[question]]
id = "99.12"
version = 1
use = "both"
kind = "function"
title = "Within"
prompt = "A function."
arguments = ["per_year", "years"]
calls = "some_calls"
tolerance = { absolute = 0.001 }
reference = "within"
why = "Years add up."
hints = ["Think of no event.", "Take a power."]

[[question]]
id = "99.13"
version = 1
use = "both"
kind = "prose"
title = "Judge it"
prompt = "Judge the claim about {country:name}."
parameters = { country = "IRN" }
words = [5, 12]
rubric = "claim"
why = "A strong answer names a number."
hints = ["What is measured?", "By whom?"]

[[question]]
id = "99.14"
version = 1
use = "both"
kind = "table"
title = "Two weights"
prompt = "A table of two columns."
columns = { year = "text", in_russia = "number", in_china = "number" }
key = ["year"]
tolerance = { absolute = 0.05 }
reference = "weights"
parameters = { first = 2000 }
why = "A rope and a thread."
hints = ["Which column?", "Look again."]

[[question.mistakes]]
others = { first = [1990] }
message = "Those rows begin in {read}."
"""

RIGHT = {"CHN": 17.0, "IND": 3.4, "RUS": 2.0}


def shares(load, *, year):
    rows = RIGHT if year == 2023 else {code: value - (2023 - year) for code, value in RIGHT.items()}
    return pd.DataFrame({"country": list(rows), "share": list(rows.values())})


def weights(load, *, first):
    values = [(3.0, 0.6), (4.0, 0.9), (8.0, 1.4)]
    if first == 1990:
        values = [(1.3, 1.4), (2.0, 0.8), (2.5, 0.7)]
    rows = [(str(first + 10 * place), *pair) for place, pair in enumerate(values)]
    return pd.DataFrame(rows, columns=["year", "in_russia", "in_china"])


def within(load, *, per_year, years):
    return 1 - (1 - per_year) ** years


def some_calls(load):
    return [{"per_year": 0.06, "years": years} for years in (0, 1, 20)] + [{"per_year": 1.0, "years": 3}]


@pytest.fixture
def questions(monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", sys.modules[__name__])
    return {question.id: question for question in declarations.parse(SHEET)}


def judged(question, answer):
    return judge.judge(question, answer, practice_sheet.load)


FORMS = [
    pd.DataFrame({"share": [2.1, 17, 3.4], "country": ["RUS", "CHN", "IND"], "note": ["", "", ""]}),
    pd.DataFrame({"share": [2.1, 17, 3.4]}, index=pd.Index(["RUS", "CHN", "IND"], name="country")),
    [{"country": code, "share": value} for code, value in RIGHT.items()],
    {"country": list(RIGHT), "share": list(RIGHT.values())},
    pd.Series(RIGHT),
    RIGHT,
    {"chn": 17, "Ind": "3,4", "rus ": 2},
]


@pytest.mark.parametrize("answer", FORMS, ids=range(len(FORMS)))
def test_a_table_may_come_in_any_order_and_form(questions, answer):
    assert judged(questions["99.11"], answer).state == "right"


def test_part_of_the_rows_is_part_of_the_points(questions):
    found = judged(questions["99.11"], {"CHN": 17, "IND": 9, "RUS": 2})
    assert (found.state, found.share) == ("partly", pytest.approx(2 / 3))
    assert "2 of 3 rows are right" in found.message and "9" not in found.message


def altered(change):
    """The right table of 99.14 with a change in it."""
    table = weights(None, first=2000)
    change(table)
    return table


def swap_columns(table):
    table[["in_russia", "in_china"]] = table[["in_china", "in_russia"]].to_numpy()


def swap_rows(table):
    table["year"] = ["2000", "2020", "2010"]


def as_fractions(table):
    table["in_china"] /= 100


SLIPS = [
    (swap_columns, "nearly", "The columns `in_russia` and `in_china` are swapped.", 0),
    (swap_rows, "partly", "The rows 2010 and 2020 are swapped.", 1 / 3),
    (as_fractions, "nearly", "The column `in_china` is 100 times too small.", 0),
]


@pytest.mark.parametrize(("change", "state", "says", "share"), SLIPS, ids=[one[2] for one in SLIPS])
def test_what_is_swapped_in_a_table_is_named_and_costs_the_same(questions, change, state, says, share):
    found = judged(questions["99.14"], altered(change))
    assert (found.state, found.share) == (state, pytest.approx(share))
    assert found.message.endswith(says) and "rows are right" in found.message


def test_a_table_that_is_wrong_in_two_ways_gets_no_guess(questions):
    def both(table):
        swap_columns(table)
        as_fractions(table)

    found = judged(questions["99.14"], altered(both))
    assert (found.state, found.message) == ("not yet", "0 of 3 rows are right.")


def test_a_declared_mistake_of_a_table_says_what_was_read(questions):
    found = judged(questions["99.14"], weights(None, first=1990))
    assert (found.state, found.message, found.share) == ("mistake", "Those rows begin in 1990.", 0)


def test_rows_that_do_not_belong_cost_as_much_as_missing_ones(questions):
    found = judged(questions["99.11"], {**RIGHT, "USA": 25, "BRA": 2})
    assert found.share == pytest.approx(1 / 3)
    assert "2 that should not be there" in found.message


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (pd.DataFrame({"country": ["CHN"], "part": [1]}), "needs the column share; yours has: country, part"),
        (pd.DataFrame({"country": ["CHN", "CHN"], "share": [1, 2]}), "CHN stands there twice"),
        ({"country": ["CHN"], "share": [1, 2]}, "different lengths"),
        (17.0, "asks for a table"),
        (None, "no answer yet"),
    ],
)
def test_what_is_no_such_table_is_told_why(questions, answer, says):
    found = judged(questions["99.11"], answer)
    assert found.state == "unreadable"
    assert says in found.message


def test_an_empty_cell_is_wrong_and_not_an_error(questions):
    assert judged(questions["99.11"], {**RIGHT, "IND": math.nan}).share == pytest.approx(2 / 3)


def test_a_function_is_called_and_each_call_counts(questions):
    assert judged(questions["99.12"], lambda per_year, years: 1 - (1 - per_year) ** years).state == "right"
    found = judged(questions["99.12"], lambda per_year, years: per_year * years)
    assert (found.state, found.share) == ("partly", 0.5)
    assert "years=20 it gives 1.2" in found.message


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda per_year: per_year, "it stops: TypeError"),
        (lambda per_year, years: 1 / 0, "it stops: ZeroDivisionError"),
        (lambda per_year, years: None, "yours is of the type NoneType"),
        (0.5, "asks for a function"),
    ],
)
def test_a_function_that_fails_is_told_with_which_values(questions, answer, says):
    found = judged(questions["99.12"], answer)
    assert found.share == 0
    assert says in found.message


def test_values_from_a_sandbox_are_judged_like_the_function(questions):
    values = [{"value": within(None, **call)} for call in some_calls(None)]
    assert judged(questions["99.12"], values).state == "right"
    assert judged(questions["99.12"], [*values[:3], {"error": "ZeroDivisionError"}]).share == 0.75
    assert judged(questions["99.12"], values[:2]).share == 0.5
    assert judged(questions["99.12"], ["nonsense", {"value": {"x": 1}}]).share == 0


def test_a_text_waits_for_a_reader(questions):
    found = judged(questions["99.13"], "Five words and a few more.")
    assert (found.state, found.share) == ("to mark", 0)
    assert "names a number" in found.message


@pytest.mark.parametrize(
    ("answer", "says"),
    [("Too short.", "2 words"), ("word " * 13, "13 words"), ("  ", "no text"), (5, "a text")],
)
def test_a_text_outside_its_length_is_told_so(questions, answer, says):
    found = judged(questions["99.13"], answer)
    assert found.state == "unreadable"
    assert says in found.message


def test_a_prompt_writes_the_name_of_a_country(questions):
    assert "about Iran" in questions["99.13"].prompt


def test_plain_values_become_what_they_were():
    table = {"table": {"columns": ["a", "b"], "rows": [[1, {"special": "nan"}]]}}
    frame = reading.from_plain(table)
    assert list(frame.columns) == ["a", "b"] and math.isnan(frame.loc[0, "b"])
    assert reading.from_plain({"set": ["x", 1]}) == {"x", 1}
    assert reading.from_plain({"special": "-inf"}) == -math.inf


@pytest.mark.parametrize(
    "hostile",
    [
        {"table": {"columns": ["a", "a"], "rows": []}},
        {"table": {"columns": ["a"], "rows": [[1, 2]]}},
        {"table": {"columns": 5, "rows": None}},
        {"table": "x"},
        {"set": 5},
        {"set": [[1], {"set": []}]},
        {"special": "__import__('os')"},
    ],
)
def test_plain_values_that_lie_about_their_form_do_no_harm(questions, hostile):
    value = reading.from_plain(hostile)
    for question in questions.values():
        if question.kind != "function":
            assert judged(question, value).share == 0


def test_the_same_student_draws_the_same_variant_and_another_secret_another(questions):
    question, secret = questions["99.11"], variants.new_secret()
    assert variants.draw(question, " S-17 ", secret) == variants.draw(question, "s-17", secret)
    places = [
        [variants.place(question, f"s{n}", key) for n in range(60)] for key in (secret, variants.new_secret())
    ]
    assert places[0] != places[1]


def test_every_variant_is_drawn_about_equally_often(questions):
    counts = [0, 0, 0]
    for n in range(3000):
        counts[variants.place(questions["99.11"], f"student-{n}", "a fixed secret")] += 1
    assert min(counts) > 900


def test_a_variant_changes_text_and_answer(questions):
    drawn = {variants.draw(questions["99.11"], f"s{n}", "k").parameters["year"] for n in range(40)}
    assert drawn == {2021, 2022, 2023}
    other = questions["99.11"].with_parameters(year=2021)
    assert "2021" in other.prompt
    assert judged(other, RIGHT).state != "right"


def test_a_period_may_be_typed_with_any_dash():
    question = SimpleNamespace(columns={"period": "text", "chance": "number"}, key=("period",))
    written = {"period": ["1817–1913", "1914‑1945"], "chance": [0.1, 0.2]}
    assert set(reading.table(written, question)) == {("1817-1913",), ("1914-1945",)}


def test_a_row_is_named_as_it_is_written():
    assert reading.row_name(("chn", "2023")) == "CHN, 2023"
    assert reading.row_name(("converging",)) == "converging"
