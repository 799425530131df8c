"""Practice answers at once: right, nearly, a known mistake, or a hint; bad input gets a remedy."""

import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import practice_sheet
import pytest

import china_russia_axis as cra
from china_russia_axis.exercises import declarations, judge, keys, practice


@pytest.fixture(autouse=True)
def sheet(monkeypatch):
    return practice_sheet.install(monkeypatch)


def check(identifier, answer):
    return cra.check(identifier, answer, load=practice_sheet.load)


# ---------------------------------------------------------------------------------------------------
# Numbers


@pytest.mark.parametrize(
    "answer",
    [
        24.6,
        24.75,
        24.4,
        "24.6",
        "24,6",
        "24,6 %",
        "24.6%",
        "24.6 percent",
        "24.6 per cent",
        "about 24.6 per cent",
        np.float64(24.6),
        np.array([24.6]),
        pd.Series([24.6]),
        pd.DataFrame({"share": [24.6]}),
        [24.6],
        Decimal("24.6"),
        Fraction(246, 10),
    ],
)
def test_a_right_number_is_right_in_any_spelling(answer):
    verdict = check("99.1", answer)
    assert verdict.right
    assert verdict.message == "It was 24.6 per cent, twice 12.3."


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (0.246, "multiply by 100"),
        ("0.246", "multiply by 100"),
        (2460, "100 times too large"),
        (24_600, "1,000 times too large"),
        (0.0246, "1,000 times too small"),
        (-24.6, "the sign is not"),
        (25.7, "a neighbouring year. Asked for is 2023"),
        (24.0, "Close"),
        (25.5, "neighbouring year"),
        (75.4, "the rest, up to 100 per cent"),
    ],
)
def test_a_slip_is_named(answer, message):
    verdict = check("99.1", answer)
    assert verdict.state == "nearly"
    assert message in verdict.message


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (33.1, "the other scale"),
        ("33", "the other scale"),
        (26_000, "the sum"),
        (5, "number of members"),
        (7.9, "That is the share of 2001. Asked for is 2023."),
        (8.15, "That is the share of 2001 or 2002. Asked for is 2023."),
        (3.4, "That is India alone."),
        (16.9, "That is China alone."),
    ],
)
def test_a_declared_mistake_has_its_own_message(answer, message):
    verdict = check("99.1", answer)
    assert verdict.state == "mistake"
    assert message in verdict.message


def test_a_small_slip_is_not_stretched_to_the_tolerance_of_the_answer():
    """0.15 is declared and the tolerance is 0.2; 0.3 and -0.04 were not meant to be it."""
    assert "Brazil" in check("99.1", 0.152).message
    assert not [answer for answer in (0.3, 0.246, -0.04, 0) if "Brazil" in check("99.1", answer).message]


def test_what_a_variant_asks_for_is_no_mistake_of_it(sheet):
    """A variant may ask for one of the others: what is then read is right, and the old question is a slip."""
    other = sheet["99.1"].with_parameters(year=2001)
    assert judge.judge(other, 8.0, practice_sheet.load).state == "right"
    found = judge.judge(other, 8.45, practice_sheet.load)
    assert found.message == "That is the share of 2002. Asked for is 2001."


def test_ticks_on_all_that_do_not_belong_are_named(sheet):
    text = practice_sheet.SHEET.replace(
        'title = "Some countries"', 'title = "S"\ncandidates = ["ARG", "EGY", "IRN", "SAU", "BRA", "IRQ"]'
    )
    question = {one.id: one for one in declarations.parse(text)}["99.3"]
    found = judge.judge(question, ["BRA", "IRQ"], practice_sheet.load)
    assert found.state == "nearly" and "Turn every tick round" in found.message


def test_each_new_wrong_answer_leads_to_the_next_hint():
    said = [check("99.1", answer).message for answer in (70, 71, 72, 73)]
    assert said[:2] == ["First hint.", "Second hint."]
    assert said[2] == said[3] == "Third hint. (That was the last hint.)"


def test_the_same_wrong_answer_gets_the_same_hint():
    assert check("99.1", 70).message == check("99.1", 70.0).message == "First hint."
    assert check("99.1", 71).message == "Second hint."
    assert check("99.1", 70).message == "First hint."


def test_a_fresh_run_prints_the_same():
    first = [repr(check("99.1", answer)) for answer in (70, 71, 33.1, None)]
    practice.attempts.forget()
    assert [repr(check("99.1", answer)) for answer in (70, 71, 33.1, None)] == first


def test_hints_on_demand_go_on_where_wrong_answers_stopped():
    check("99.1", 70)
    assert cra.hint("99.1").message == "Second hint."
    assert cra.hint("99.1").message.startswith("Third hint.")
    assert cra.hint("99.1").message.startswith("Third hint.")


def test_unreadable_input_costs_no_hint():
    check("99.1", "seven")
    assert check("99.1", 70).message == "First hint."


@pytest.mark.parametrize("answer", [70, 33.1, 0.246, -24.6, 24.0, None, "x", [1, 2], float("nan")])
def test_the_answer_is_told_only_to_those_who_found_it(answer):
    verdict = check("99.1", answer)
    assert not verdict.right
    assert "24.6" not in verdict.message
    assert "It was" not in verdict.page()


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        (None, 'Try cra.check("99.1", 12.3)'),
        (..., "three dots"),
        (float("nan"), "missing value"),
        ("nan", "missing value"),
        (pd.NA, "one number"),
        (float("inf"), "divided by zero"),
        (10**400, "far too large"),
        ("a quarter", "no number in your text"),
        ("12 apples", "'apples'"),
        ("1 or 2", "several numbers"),
        ([1, 2], "holds 2 values"),
        ([], "holds 0 values"),
        (pd.DataFrame(), "holds 0 values"),
        (True, "true or false"),
        (len, "call it, with brackets"),
        (pd.Timestamp("2023-01-01"), "date"),
        (2 + 3j, "complex"),
        ({"share": 24.6}, "dict"),
        (object(), "object"),
    ],
)
def test_an_unreadable_number_gets_a_remedy(answer, remedy):
    verdict = check("99.1", answer)
    assert verdict.state == "unreadable"
    assert remedy in verdict.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 234,5", 1234.5),
        ("1'234.5", 1234.5),
        ("1,234", 1234),
        ("12,34", 12.34),
        ("−3", -3),
        ("~ 7", 7),
        (".5", 0.5),
        ("2e3", 2000),
        ("5.", 5),
    ],
)
def test_numbers_are_read_as_people_write_them(sheet, text, value):
    assert judge.judge(sheet["99.1"], text, practice_sheet.load).value == pytest.approx(value)


def test_a_text_is_echoed_so_that_a_misreading_shows():
    assert "(Read as 1234 per cent.)" in repr(check("99.1", "1,234"))
    assert "Read as" not in repr(check("99.1", 1234))


@pytest.mark.parametrize("answer", [240.11, 241, "240 billion", "240,110 million", "0.24 trillion dollars"])
def test_a_scale_in_words_is_understood(answer):
    assert check("99.5", answer).right


def test_a_relative_tolerance_has_its_own_neighbourhood():
    assert check("99.5", 250).state == "nearly"
    assert "too small" in check("99.5", 0.24011).message


@pytest.mark.parametrize("verdict", [lambda: check("99.6", 7), lambda: cra.hint("99.6")])
def test_a_graded_question_is_not_judged_in_the_notebook(verdict):
    assert verdict().state == "unreadable"
    assert "judged when you hand it in" in verdict().message


@pytest.mark.parametrize(("answer", "state"), [(2011, "right"), ("2011", "right"), (2010, "nearly")])
def test_a_year_has_neighbours(answer, state):
    assert check("99.4", answer).state == state


@pytest.mark.parametrize("answer", [201100, -2011, 2009, 20.11])
def test_a_year_has_neither_scale_nor_sign(answer):
    assert check("99.4", answer).state == "not yet"


# ---------------------------------------------------------------------------------------------------
# Choices


@pytest.mark.parametrize("answer", ["b", "B", " b) ", "(b)", "One scale.", "one scale", ["b"], np.str_("b")])
def test_a_right_choice_is_right_in_any_spelling(answer):
    verdict = check("99.2", answer)
    assert verdict.right
    assert verdict.message == "Each scale has its own question."


def test_a_wrong_choice_gets_its_own_feedback():
    verdict = check("99.2", "a")
    assert verdict.state == "mistake"
    assert verdict.message == "One of them still lies below."


@pytest.mark.parametrize("answer", ["c", 2, True, None, ["a", "b"], 3.5, float("nan"), object(), b"b"])
def test_an_unknown_choice_lists_the_choices(answer):
    verdict = check("99.2", answer)
    assert verdict.state == "unreadable"
    assert "a, b" in verdict.message or 'cra.check("99.2", "a")' in verdict.message


# ---------------------------------------------------------------------------------------------------
# Countries


@pytest.mark.parametrize(
    "answer",
    [
        ["ARG", "EGY", "IRN", "SAU"],
        ("sau", "irn", "egy", "arg"),
        {"Saudi Arabia", "Iran", "Egypt", "Argentina"},
        "Saudi Arabia, Iran, Egypt and Argentina",
        "SAU; IRN; EGY; the Argentina",
        "['ARG', 'EGY', 'IRN', 'SAU']",
        pd.Series(["ARG", "EGY", "IRN", "SAU"]),
        pd.DataFrame({"iso3": ["ARG", "EGY", "IRN", "SAU"]}),
        np.array(["ARG", "EGY", "IRN", "SAU"]),
        frozenset({"ARG", "EGY", "IRN", "SAU", "Iran"}),
        {"ARG": 1, "EGY": 2, "IRN": 3, "SAU": 4},
    ],
)
def test_the_right_countries_are_right_in_any_form(answer):
    assert check("99.3", answer).right


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (["ARG", "EGY", "IRN"], "still missing"),
        (["ARG", "EGY", "IRN", "SAU", "IRQ"], "one country too many"),
        (["ARG", "EGY", "IRQ", "SAU"], "swapped"),
    ],
)
def test_almost_the_right_countries_are_nearly_right(answer, message):
    verdict = check("99.3", answer)
    assert verdict.state == "nearly"
    assert message in verdict.message


def test_a_declared_set_has_its_own_message():
    assert check("99.3", "China, Russia, India, Brazil").message == "Those are the hosts."


def test_other_countries_get_a_hint():
    assert check("99.3", "Trinidad and Tobago, Bosnia and Herzegovina").message == "Look at the invitations."


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        (["Chyna"], "Did you mean China (CHN)?"),
        (["SAO"], "Did you mean Saudi Arabia (SAU)?"),
        (["Atlantis"], "I do not know the country 'Atlantis'"),
        (5, "asks for countries"),
        ([1, 2], "Write each as text"),
        ([], "no country in your answer"),
        ("", "no country in your answer"),
        (pd.DataFrame({"x": [1]}), "whole table"),
        (None, "There is no answer yet"),
    ],
)
def test_unknown_countries_get_a_remedy(answer, remedy):
    verdict = check("99.3", answer)
    assert verdict.state == "unreadable"
    assert remedy in verdict.message


# ---------------------------------------------------------------------------------------------------
# The rest


def test_an_unknown_question_names_the_near_ones():
    with pytest.raises(declarations.UnknownQuestion, match="Did you mean 99"):
        cra.check("99.9", 1)
    with pytest.raises(declarations.UnknownQuestion, match="from 99.1 to 99.6"):
        cra.hint("dollar")


def test_a_copy_without_the_answers_says_so_kindly(monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference", None)
    monkeypatch.delitem(sys.modules, "china_russia_axis_reference.lesson_99")
    verdict = check("99.1", 24.6)
    assert not verdict.right
    assert "this copy of the course has no answers" in verdict.message


def test_a_missing_reference_is_the_author_s_fault_and_says_where(monkeypatch, sheet):
    monkeypatch.delattr(practice_sheet, "share")
    with pytest.raises(declarations.DeclarationError, match="lesson_99 has no function 'share'"):
        keys.expected(sheet["99.1"], practice_sheet.load)


def test_a_reference_that_gives_no_number_is_noticed(monkeypatch, sheet):
    monkeypatch.setattr(practice_sheet, "when", lambda load: float("nan"))
    with pytest.raises(declarations.DeclarationError, match="not a number"):
        judge.judge(sheet["99.4"], 5, practice_sheet.load)


def test_a_verdict_is_shown_as_text_and_as_escaped_page(monkeypatch, sheet):
    verdict = practice.Verdict("99.1", "not yet", "Is `a < b`, *really*? <script>", "1 & 2")
    forms = verdict._repr_mimebundle_()
    assert forms["text/plain"] == "→ Not yet: Is `a < b`, *really*? <script> (Read as 1 & 2.)"
    assert "<script>" not in forms["text/html"]
    assert "<code>a &lt; b</code>, <em>really</em>" in forms["text/html"]
    assert "Not yet." in forms["text/html"]


def test_the_judge_remembers_nothing(sheet):
    first = judge.judge(sheet["99.1"], 70, practice_sheet.load)
    assert judge.judge(sheet["99.1"], 70, practice_sheet.load) == first
    assert first.message == ""
    assert check("99.1", 70).message == "First hint."
