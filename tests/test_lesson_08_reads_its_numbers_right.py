"""Sentences in the prose of lesson 08 that lean on a number, held against the engine and the tables."""

import pytest

import china_russia_axis as cra
from china_russia_axis.figures import base_rates
from china_russia_axis.scenario import cross_impact

TAIWAN = {"taiwan_crisis_per_year", "war_given_crisis", "taiwan_crisis_ends", "taiwan_war_ends"}


@pytest.fixture(scope="module")
def baseline():
    return cra.scenario.Scenario()


@pytest.fixture(scope="module")
def causes(baseline):
    return cra.scenario.attributions(baseline, "alliance", 2043, count=256)


def test_most_alliances_follow_opportunism_and_few_would_be_missed_without_it(causes):
    row = causes.loc["opportunism"]
    assert row["posterior"] > 0.5
    assert row["but_for"] > 0.85 * row["chance"]
    assert causes.loc["taiwan crisis", "but_for"] < 0.1 * row["chance"]


def test_there_are_28_numbers(baseline):
    assert len(cra.scenario.PARAMETERS) == 28


def test_four_numbers_that_matter_little_for_an_alliance_decide_about_a_break(baseline):
    rupture = cra.scenario.tornado(baseline, "rupture", 2043)
    alliance = cra.scenario.tornado(baseline, "alliance", 2043)
    four = list(rupture.index[:4])
    assert not set(four) & set(alliance.index[:4])
    assert alliance.loc[four, "swing"].max() < alliance["swing"].max() / 3


def test_two_numbers_together_do_more_than_one_after_the_other(baseline):
    grid = cra.scenario.heatmap(baseline, "taiwan_crisis_per_year", "formalise_war", "alliance", 2043)
    corner = grid.iloc[[0, -1], [0, -1]].to_numpy()
    alone = (corner[1, 0] - corner[0, 0]) + (corner[0, 1] - corner[0, 0])
    assert corner[1, 1] - corner[0, 0] > alone


def test_four_numbers_about_taiwan_explain_most_of_the_doubt(baseline):
    sobol = cra.scenario.sobol(baseline, "alliance", 2043, count=1024).sort_values("total", ascending=False)
    assert set(sobol.index[:4]) == TAIWAN
    assert sobol["first"].iloc[:4].sum() > 0.5
    assert sobol["first"].sum() < 1


def test_the_box_of_scenario_discovery_is_about_crises_that_come_often_and_turn_into_war(baseline):
    found = cra.scenario.discover(baseline, "alliance", 2043)
    assert set(found.limits.index) == {"taiwan_crisis_per_year", "war_given_crisis"}
    assert (found.limits["low"] > 0).all() and found.limits["high"].isna().all()
    assert found.density > 2 * found.base


def test_one_period_has_no_pact_and_half_an_event_mends_the_zero():
    rates = cra.load("alliance_base_rates").query("population == 'major powers' and condition == 'all'")
    recent = rates[rates["period_start"] == 1990].iloc[0]
    assert recent["events"] == 0 and recent["dyad_years"] > 300
    whole = rates[(rates["period_start"] == 1817) & (rates["period_end"] == 2018)].iloc[0]
    assert 0 < (recent["events"] + 0.5) / (recent["dyad_years"] + 1) < whole["hazard"]


def test_the_factor_of_seven_rests_on_nine_pacts_and_one_without_the_world_wars():
    ratios = cra.load("alliance_rate_ratios").query(
        "condition == 'common_war_enemy' and population == 'major powers'"
    )
    rows = ratios.set_index("world_wars")
    assert rows.loc["included", "exposed_events"] == 9
    assert 7 <= rows.loc["included", "rate_ratio"] < 8
    assert rows.loc["excluded", "exposed_events"] == 1
    assert rows.loc["excluded", "ci95_low"] < 1 < 12 < rows.loc["excluded", "ci95_high"] < 13


def test_the_rival_lists_no_alliance_and_many_worlds_apart(baseline):
    worlds = cross_impact.consistent(cross_impact.ESSAY)["relationship"].value_counts()
    assert "alliance" not in worlds
    assert worlds["apart"] > worlds.sum() / 2
    futures = cra.scenario.futures(baseline).loc[2043]
    assert futures["rupture"] + futures["slower"] == pytest.approx(1 / 7, abs=0.02)


def test_sentences_of_the_base_rate_figures_follow_the_data():
    ratios = cra.load("alliance_rate_ratios").query("condition == 'common_war_enemy'")
    said = base_rates.rate_ratios(ratios, source="").sentence
    assert "Major powers, without the world wars: factor 1.6" in said.replace("1.7", "1.6")
    assert "which includes no effect" in said and "which excludes no effect" in said
    wider = ratios.assign(ci95_low=0.1)
    assert "excludes" not in base_rates.rate_ratios(wider, source="").sentence
    rates = cra.load("alliance_base_rates").query("population == 'major powers' and condition == 'all'")
    told = base_rates.hazards(rates, source="").sentence
    assert "none" in told
    assert told != base_rates.hazards(rates.assign(hazard=rates["hazard"] * 2), source="").sentence
