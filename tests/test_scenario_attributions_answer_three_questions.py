"""Posterior, but-for and Sobol share: three questions, three answers, each held against another way to it."""

import numpy as np
import pytest

from china_russia_axis import scenario as model
from china_russia_axis.scenario import attribution, sensitivity

BASELINE = model.Scenario()
TABLE = attribution.attributions(BASELINE, "alliance", 2043, count=256)


def test_the_known_figures_of_the_model_come_out():
    assert round(TABLE.loc["opportunism", "posterior"], 2) == 0.79
    assert round(TABLE.loc["opportunism", "chance"], 3) == 0.100
    assert round(TABLE.loc["opportunism", "but_for"], 3) == 0.089
    assert round(TABLE.loc["taiwan crisis", "but_for"], 3) == 0.008
    assert round(TABLE.loc["taiwan crisis", "posterior"], 2) == 0.98
    assert round(model.probability(BASELINE, "alliance", given="taiwan crisis ever"), 2) == 0.14


def test_the_posterior_follows_from_the_prior_by_bayes():
    for shock, row in TABLE.iterrows():
        likelihood = model.probability(BASELINE, "alliance", given=f"{shock} ever")
        assert row["posterior"] == pytest.approx(likelihood * row["prior"] / row["chance"])


def test_without_a_shock_it_never_happens_even_when_it_was_on_at_the_start():
    started = BASELINE.with_start(taiwan="war", ukraine="window", reorientation="on")
    for shock in attribution.SWITCHES:
        calm = attribution.without(started, shock)
        assert model.probability(calm, f"{shock} ever") == 0
    closed = BASELINE.with_start(ukraine="closed")
    assert attribution.without(closed, "setback").start_state["ukraine"] == "closed"


def test_the_shares_are_sobol_totals_of_the_numbers_of_each_shock():
    shares = sensitivity.sobol(BASELINE, "alliance", 2043, 256, groups=attribution.NUMBERS)
    assert TABLE["share"].to_dict() == shares["total"].to_dict()
    listed = [name for names in attribution.NUMBERS.values() for name in names]
    assert len(set(listed)) == len(listed) and set(listed) < set(model.PARAMETERS)


def test_the_three_disagree_and_the_sentence_says_where_and_why():
    said = attribution.explained(TABLE, "alliance", 2043)
    assert said.startswith("Russian aggression elsewhere had happened in 79 per cent")
    assert "from 10 to 9 per cent" in said and attribution.WHY in said


def test_the_sentence_follows_the_table():
    war = model.PRESETS["reorientation"].scenario
    table = attribution.attributions(war, "rupture", 2043, count=64)
    said = attribution.explained(table, "rupture", 2043)
    assert said != attribution.explained(TABLE, "alliance", 2043)
    shown = TABLE.copy()
    shown.loc["opportunism", "posterior"] = 0.01
    assert not attribution.explained(shown).startswith("Russian aggression")


def test_a_future_that_cannot_happen_has_no_cause():
    table = attribution.attributions(BASELINE, "alliance", 2024, count=64)
    assert np.isnan(table["posterior"]).all()
    assert "cannot happen" in attribution.explained(table, "alliance", 2024)


def test_a_shock_that_never_happens_explains_nothing():
    table = attribution.attributions(model.PRESETS["no_shocks"].scenario, "accelerated", count=64)
    assert "No shock happens" in attribution.explained(table, "accelerated")
    calm = attribution.attributions(BASELINE.with_values(setback_per_year=0.0), "rupture", count=64)
    assert "Russian collapse" not in attribution.explained(calm, "rupture")


def test_a_held_shock_has_an_effect_but_no_share():
    held = {name: of.default * 1.01 for name, of in model.PARAMETERS.items() if name in _OPPORTUNISM}
    table = attribution.attributions(BASELINE.with_values(**held), count=64)
    assert table.loc["opportunism", "share"] == 0
    assert table.loc["opportunism", "change"] < -0.005


_OPPORTUNISM = attribution.NUMBERS["opportunism"]
