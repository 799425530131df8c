"""Sentences in the prose of lesson 09 that lean on a number, held against the registry and the engine."""

import pytest

import china_russia_axis as cra
from china_russia_axis.figures import forecasts as pictures


@pytest.fixture(scope="module")
def tables():
    scored = {coder: cra.forecasts.score_registry(coder=coder.lower()) for coder in ("A", "B")}
    return {coder: cra.forecasts.by_forecaster(scores) for coder, scores in scored.items()}


def test_the_model_leads_under_one_coder_and_hardly_beats_a_coin_under_the_other(tables):
    assert tables["A"]["skill"].idxmax() == "model"
    others = tables["B"].drop(index=["model", "uniform"])["skill"]
    assert 0 < tables["B"].loc["model", "skill"] < others.min()
    assert tables["B"].loc["model", "skill"] < 0.1


def test_all_three_beat_even_chances_where_both_agree():
    table = cra.forecasts.by_forecaster(cra.forecasts.score_registry())
    assert (table.drop(index="uniform")["skill"] > 0).all()


def test_twenty_three_questions_have_closed_and_four_are_ambiguous():
    assert cra.forecasts.agreement().questions == 23
    assert len(cra.forecasts.disagreements()) == 4


def test_one_question_decides_and_its_scores_are_those_of_the_lesson():
    model = cra.load("forecast_entries").query("forecaster == 'model' and question_id == 'Q02'")
    chances = model.set_index("outcome")["chance"].to_dict()
    brier, ranked = cra.forecasts.scores.brier, cra.forecasts.scores.ranked
    assert brier(chances, "converging") == pytest.approx(0.044, abs=0.001)
    assert brier(chances, "accelerated") == pytest.approx(1.471, abs=0.002)
    # Kinder: the neighbour costs a smaller part of the worst than it does with the Brier score.
    assert ranked(chances, "accelerated") / ranked(chances, "rupture") < 0.6
    assert brier(chances, "accelerated") / brier(chances, "rupture") > 0.8


def test_ten_questions_are_hardly_better_than_a_coin_and_two_hundred_are():
    better = cra.forecasts.how_often_the_better_wins
    assert 0.5 < better(10) < 0.67
    assert better(200) > 0.95


def test_most_forecasts_of_the_ledger_hang_on_an_if_that_has_not_come():
    ledger = cra.load("claims")
    forecasts = ledger[(ledger["type"] == "forecast") & (ledger["lesson"] != "09")]
    assert (forecasts["verdict"] == "not testable").mean() > 0.5


def test_a_shock_moves_a_quarter_of_the_worlds_at_first_and_few_in_the_end():
    without, with_it = cra.forecasts.one_shock(cra.scenario.Scenario(), 2025, reorientation="on")
    elsewhere = (without - with_it).abs().sum(axis=1) / 2
    assert 0.2 < elsewhere.loc[2028] < 0.25
    assert elsewhere.loc[2043] < 0.1


def test_half_of_the_effect_on_closer_futures_has_faded_by_2043():
    without, with_it = cra.forecasts.one_shock(cra.scenario.Scenario(), 2025, reorientation="on")
    gap = (without - with_it)[["accelerated", "alliance"]].sum(axis=1)
    assert gap.loc[2043] == pytest.approx(gap.loc[2033] / 2, abs=0.005)


def test_after_one_question_the_one_who_is_too_sure_is_usually_ahead():
    assert cra.forecasts.how_often_the_better_wins(1) < 0.5


def test_the_events_that_the_lesson_names_are_verified_and_in_order():
    events = cra.load("events").set_index("event_id")
    named = ["E120", "E125", "E126", "E132", "E137", "E138", "E149", "E150"]
    assert events.loc[named, "verified"].all()
    assert events.loc[named, "date"].is_monotonic_increasing
    assert (events.loc["E150", "date"] - events.loc["E149", "date"]).days == 7


def test_the_sentence_under_the_two_coders_follows_the_scores(tables):
    said = pictures.two_coders(tables).sentence
    assert "Coder A: model" in said
    halved = {coder: table.assign(skill=table["skill"] / 2) for coder, table in tables.items()}
    assert pictures.two_coders(halved).sentence != said
