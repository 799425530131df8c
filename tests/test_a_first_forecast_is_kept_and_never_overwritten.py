"""The forecast book keeps every row, refuses what cannot be scored, and says how to mend it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis.forecasts import (
    BOOK,
    QUESTIONS,
    FirstForecast,
    InvalidForecast,
    read_book,
    write_forecast,
)
from china_russia_axis.forecasts.book import problem
from china_russia_axis.widgets import forecast as widget

EVEN = {"rupture": 20, "slower": 20, "converging": 20, "accelerated": 20, "alliance": 20}
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def test_a_forecast_comes_back_as_it_was_written(tmp_path):
    write_forecast(FirstForecast("F1", EVEN, "blue heron", 'a, comma and a "quote"'), tmp_path, now=NOON)
    book = read_book(tmp_path)
    assert dict(zip(book["outcome"], book["per_cent"], strict=True)) == EVEN
    assert set(book["reason"]) == {'a, comma and a "quote"'}
    assert set(book["written_at"]) == {"2026-01-02T12:00:00+00:00"}


def test_a_second_forecast_stands_beside_the_first(tmp_path):
    write_forecast(FirstForecast("F2", {"yes": 30, "no": 70}), tmp_path)
    before = (tmp_path / BOOK).read_text(encoding="utf-8")
    write_forecast(FirstForecast("F2", {"yes": 60, "no": 40}), tmp_path)
    after = (tmp_path / BOOK).read_text(encoding="utf-8")
    assert after.startswith(before) and len(read_book(tmp_path)) == 4


def test_a_file_that_is_no_forecast_book_is_left_alone(tmp_path):
    (tmp_path / BOOK).write_text("my shopping list\nmilk\n", encoding="utf-8")
    with pytest.raises(InvalidForecast, match="Rename the file"):
        write_forecast(FirstForecast("F1", EVEN), tmp_path)
    assert (tmp_path / BOOK).read_text(encoding="utf-8") == "my shopping list\nmilk\n"


def test_a_folder_that_does_not_exist_gets_a_clear_message(tmp_path):
    with pytest.raises(InvalidForecast, match="could not be written"):
        write_forecast(FirstForecast("F1", EVEN), tmp_path / "nowhere")


def test_no_book_yet_is_an_empty_table(tmp_path):
    assert read_book(tmp_path).empty


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({**EVEN, "alliance": 25}, "add up to 105, not to 100: take away 5"),
        ({**EVEN, "alliance": 10}, "add up to 90, not to 100: add 10"),
        ({**EVEN, "alliance": -20}, "'alliance' is -20"),
        ({**EVEN, "alliance": float("nan")}, "'alliance' is nan"),
        ({**EVEN, "alliance": "20"}, "'alliance' is '20'"),
        ({"rupture": 100}, "missing: slower, converging, accelerated, alliance"),
        ({**EVEN, "war": 0}, "unknown: war"),
    ],
)
def test_numbers_that_cannot_be_scored_are_refused_with_the_remedy(numbers, message):
    assert message in problem("F1", numbers)
    with pytest.raises(InvalidForecast):
        FirstForecast("F1", numbers)


def test_an_unknown_question_and_an_empty_pseudonym_are_refused():
    with pytest.raises(InvalidForecast, match="F1, F2"):
        FirstForecast("F9", EVEN)
    with pytest.raises(InvalidForecast, match="pseudonym"):
        FirstForecast("F1", EVEN, forecaster="  ")


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.integers(0, 100), min_size=5, max_size=5))
def test_the_line_under_the_form_agrees_with_the_rule(values):
    numbers = dict(zip(QUESTIONS["F1"].outcomes, values, strict=True))
    ready = widget.tally("F1", numbers).endswith("ready to be saved.")
    assert ready == (sum(values) == 100)


def test_every_question_has_a_rule_and_outcomes_that_students_can_read():
    for question in QUESTIONS.values():
        assert len(question.rule) > 40 and len(question.outcomes) >= 2 and all(question.outcomes.values())


def test_the_form_saves_what_its_boxes_hold_and_says_so(tmp_path):
    panel = widget.form("F2", str(tmp_path))
    rows = [child.children[0] for child in panel.children if hasattr(child, "children")]
    boxes = {box.description.split(",")[0]: box for box in rows}
    boxes["yes"].value, boxes["no"].value = 25, 75
    save = panel.children[-1]
    save.click()
    assert "Saved to my-forecasts.csv" in "".join(
        str(child.value) for child in panel.children if hasattr(child, "value")
    )
    assert read_book(tmp_path)["per_cent"].tolist() == [25, 75]
    boxes["yes"].value = 90
    save.click()
    assert len(read_book(tmp_path)) == 2, "a forecast that does not add up is not saved"
