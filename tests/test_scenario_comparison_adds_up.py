"""Two scenarios side by side: contributions are exact Shapley values and sum to the difference."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as model
from china_russia_axis.scenario import comparison

BASELINE = model.Scenario()
WAR = model.PRESETS["taiwan_war"].scenario
EVERYTHING = BASELINE.with_values(
    **{name: (of.default + of.high) / 2 for name, of in model.PARAMETERS.items()}
).with_start(taiwan="crisis")


@given(st.lists(st.floats(-5, 5), min_size=8, max_size=8))
@settings(deadline=None)
def test_a_shapley_value_is_the_mean_over_every_order(worths):
    worths = np.array(worths)
    by_hand = np.zeros(3)
    for order in permutations(range(3)):
        have = 0
        for player in order:
            by_hand[player] += (worths[have | 1 << player] - worths[have]) / 6
            have |= 1 << player
    assert comparison.shapley(worths) == pytest.approx(by_hand)


def test_the_airport_game_comes_out_as_in_the_textbook():
    # A runway of length 1, 2 or 4 for three airlines: the longest one needed is paid.
    cost = np.array([max([0, *(c for i, c in enumerate((1, 2, 4)) if s >> i & 1)]) for s in range(8)], float)
    assert comparison.shapley(cost) == pytest.approx([1 / 3, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 2])


@pytest.mark.parametrize("second", [WAR, EVERYTHING, *(of.scenario for of in model.PRESETS.values())])
def test_contributions_sum_to_the_difference_in_every_year_and_future(second):
    found = model.compare(BASELINE, second)
    assert found.shares.sum(axis=0) == pytest.approx(found.change, abs=1e-12)
    assert found.change == pytest.approx(model.chances(second) - model.chances(BASELINE), abs=1e-12)


def test_contributions_match_scenarios_made_one_by_one():
    found = model.compare(BASELINE, WAR).contributions("alliance", 2033)
    end = {}
    for names in [(), ("taiwan_crisis_per_year",), ("war_given_crisis",), tuple(found.index)]:
        mixed = BASELINE.with_values(**{name: WAR.values[name] for name in names})
        end[names] = model.futures(mixed).loc[2033, "alliance"]
    first = end[("taiwan_crisis_per_year",)] - end[()]
    last = end[tuple(found.index)] - end[("war_given_crisis",)]
    row = found.loc["taiwan_crisis_per_year"]
    assert [row["alone"], row["last"], row["contribution"]] == pytest.approx(
        [first, last, (first + last) / 2]
    )


def test_the_other_way_round_turns_every_sign():
    forth, back = model.compare(BASELINE, EVERYTHING), model.compare(EVERYTHING, BASELINE)
    assert forth.shares == pytest.approx(-back.shares, abs=1e-12)


def test_many_changes_are_taken_by_group_and_a_start_by_itself():
    found = model.compare(BASELINE, EVERYTHING)
    assert set(found.parts) == {"shocks", "endings", "response", "structure", "start"}
    assert sum(len(names) for names in found.parts.values()) == len(found.parameters())


def test_named_groups_are_kept_and_the_rest_counts_by_itself():
    moved = model.PRESETS["reorientation"].scenario
    groups = {"the turn": ["reorientation_per_inauguration", "reorientation_ends", "push_war"]}
    found = model.compare(BASELINE, moved, groups)
    assert found.parts == {
        "the turn": ("reorientation_per_inauguration", "reorientation_ends"),
        "pull_reorientation": ("pull_reorientation",),
    }
    assert found.shares.sum(axis=0) == pytest.approx(found.change, abs=1e-12)


def test_differences_show_the_kind_of_evidence_and_the_range():
    table = model.compare(BASELINE, WAR).parameters()
    row = table.loc["taiwan_crisis_per_year"]
    assert (row["first"], row["second"]) == (0.06, 0.25)
    assert (row["first_kind"], row["second_kind"]) == ("data", "assumption")
    assert row["second_high"] == 0.25
    widened = replace(BASELINE.parameters["drift_closer"], high=0.2)
    others = tuple(item for item in BASELINE.settings if item.name != "drift_closer")
    only_range = model.compare(BASELINE, replace(BASELINE, settings=(*others, widened)))
    assert only_range.parameters()["change"].tolist() == [0.0]
    assert only_range.parts == {}


def test_outcomes_come_by_headline_year():
    table = model.compare(BASELINE, WAR).outcomes()
    assert table.index.get_level_values("year").unique().tolist() == [2028, 2033, 2043]
    assert table.groupby("year")["change"].sum().to_numpy() == pytest.approx(0, abs=1e-12)
    assert table.loc[(2033, "alliance"), "second"] == pytest.approx(model.futures(WAR).loc[2033, "alliance"])


def test_scenarios_of_other_years_are_compared_where_both_reach():
    later = WAR.with_header(start_year=2025, horizon=30)
    found = model.compare(BASELINE, later)
    assert (found.years[0], found.years[-1]) == (2025, 2043)
    assert found.start() == {"start_year": (2023, 2025), "horizon": (20, 30)}
    assert found.shares.sum(axis=0) == pytest.approx(found.change, abs=1e-12)
    assert found.second_chances[-1] == pytest.approx(model.futures(later).loc[2043].to_numpy())
    assert found.first_chances[0] == pytest.approx(model.futures(BASELINE).loc[2025].to_numpy())


def test_two_equal_scenarios_have_nothing_to_explain():
    found = model.compare(BASELINE, model.Scenario(title="the same numbers"))
    assert found.contributions().empty and found.parameters().empty and found.start() == {}
    assert np.all(found.change == 0)


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({"a": ["taiwan_crisis"]}, "Did you mean taiwan_crisis"),
        ({"a": ["push_war"], "b": ["push_war"]}, "two groups"),
        ({}, "at most 8"),
    ],
)
def test_groups_that_make_no_sense_are_refused_with_a_remedy(groups, words):
    with pytest.raises(model.ScenarioError, match=words):
        model.compare(BASELINE, EVERYTHING, groups)


def test_scenarios_without_a_common_year_are_refused_with_a_remedy():
    with pytest.raises(model.ScenarioError, match="no years in common: 2023-2043 and 2050-2070"):
        model.compare(BASELINE, WAR.with_header(start_year=2050))


def test_a_year_or_future_out_of_reach_is_refused_with_a_remedy():
    found = model.compare(BASELINE, WAR)
    with pytest.raises(model.ScenarioError, match="from 2023 to 2043"):
        found.contributions("alliance", 2044)
    with pytest.raises(model.ScenarioError, match="Did you mean alliance"):
        found.contributions("aliance")
