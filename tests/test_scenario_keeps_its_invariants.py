"""What must hold for every set of numbers, tried over the whole box of parameters."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import events, exact, kernels, questions, states
from china_russia_axis.scenario.parameters import DEFAULTS, HEADLINE, PARAMETERS

RAISES = [
    "setback_per_year",
    "taiwan_crisis_per_year",
    "war_given_crisis",
    "opportunism_in_crisis",
    "opportunism_added_by_war",
    "drift_closer",
    "push_setback",
    "push_crisis",
    "push_war",
    "push_opportunism",
    "formalise",
    "formalise_setback",
    "formalise_crisis",
    "formalise_war",
    "formalise_opportunism",
    "rupture_heals",
    "reorientation_ends",
]
LOWERS = [
    "reorientation_per_inauguration",
    "setback_window_ends",
    "taiwan_crisis_ends",
    "taiwan_war_ends",
    "ukraine_war_ends",
    "drift_apart",
    "pull_reorientation",
    "alliance_lapses",
]


def number(name):
    """Any value that the model allows; the hazard multiplier ends at 5."""
    return st.floats(PARAMETERS[name].minimum, min(PARAMETERS[name].maximum, 5.0))


def inner(name):
    """A value away from the edges, where a derivative can be checked by a small step to both sides."""
    low, high = PARAMETERS[name].minimum, min(PARAMETERS[name].maximum, 5.0)
    return st.floats(low + 0.05, high - 0.05)


BOX = st.fixed_dictionaries({name: number(name) for name in PARAMETERS})
STARTS = st.fixed_dictionaries({part: st.sampled_from(values) for part, values in states.PARTS.items()})
YEARS = st.integers(2019, 2026)


def world(values, start=states.START, start_year=2023, horizon=8):
    return sc.Scenario(start_state=start, start_year=start_year, horizon=horizon).with_values(**values)


def examples(count):
    return settings(max_examples=count, deadline=None, derandomize=True, database=None)


@given(values=BOX)
@examples(120)
def test_every_row_of_a_transition_sums_to_one_and_none_is_negative(values):
    year = kernels.year(values)
    moves = np.stack([year.closer, year.stay, year.apart])
    for table in (year.ordinary, year.inauguration, year.opportunism, np.moveaxis(moves, 0, -1)):
        assert table.min() >= 0
        np.testing.assert_allclose(table.sum(axis=-1), 1, atol=1e-12)


@given(values=BOX, start=STARTS, start_year=YEARS)
@examples(120)
def test_every_yearly_distribution_sums_to_one_and_none_is_negative(values, start, start_year):
    rows = sc.distributions(world(values, start, start_year, horizon=20))
    assert rows.min() >= 0
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-12)


@given(values=BOX, others=BOX, start=STARTS, start_year=YEARS)
@examples(120)
def test_each_number_moves_the_chance_of_a_closer_relationship_one_way(values, others, start, start_year):
    rows = [(values, None)]
    for name in RAISES + LOWERS:
        low, high = sorted((values[name], others[name]))
        rows += [({**values, name: low}, name), ({**values, name: high}, name)]
    batch = {name: np.array([row[name] for row, _ in rows]) for name in PARAMETERS}
    futures = exact.relationships(exact.solve(batch, world(values, start, start_year, horizon=12)))
    at_least = np.cumsum(futures[..., ::-1], axis=-1)
    for place in range(1, len(rows), 2):
        rise = (at_least[place + 1] - at_least[place]) * (1 if rows[place][1] in RAISES else -1)
        assert rise.min() > -1e-12, rows[place][1]


def test_the_one_way_numbers_do_move_something_somewhere():
    """Keeps the test above honest: a number that moves nothing would pass it."""
    for name in RAISES + LOWERS:
        base = world({**DEFAULTS, "crisis_under_setback": 1.5}, horizon=20)
        low, high = (base.with_values(**{name: value}) for value in (0.1, 0.6))
        assert np.abs(sc.chances(low) - sc.chances(high)).max() > 1e-4, name


@given(values=BOX)
@examples(60)
def test_without_hazards_and_drift_it_converges_for_ever(values):
    nothing = ["taiwan_crisis_per_year", "setback_per_year", "reorientation_per_inauguration", "drift_closer"]
    quiet = world(values | dict.fromkeys([*nothing, "drift_apart"], 0.0), horizon=20)
    futures = sc.chances(quiet)
    np.testing.assert_allclose(futures[:, 2], 1, atol=1e-12)
    assert np.all(futures[:, [0, 1, 3, 4]] == 0)


@given(values=BOX)
@examples(60)
def test_without_hazards_only_the_drift_chain_is_left(values):
    none = ["taiwan_crisis_per_year", "setback_per_year", "reorientation_per_inauguration"]
    v = SimpleNamespace(**values)
    pu, pd = v.drift_closer * (1 - v.drift_apart), v.drift_apart * (1 - v.drift_closer)
    p0 = 1 - pu - pd
    up = [pu + p0 * v.rupture_heals, pu + p0 * v.effect_fades, pu, pu * v.formalise, 0]
    down = [0, pd, pd, pd + p0 * v.effect_fades, pd + p0 * v.alliance_lapses]
    matrix = np.diag(1 - np.array(up) - np.array(down)) + np.diag(up[:4], 1) + np.diag(down[1:], -1)
    row, expected = np.array([0, 0, 1.0, 0, 0]), []
    for _ in range(20):
        row = row @ matrix
        expected.append(row)
    drift = world(values | dict.fromkeys(none, 0.0), horizon=20)
    np.testing.assert_allclose(sc.chances(drift)[1:], expected, atol=1e-12)


@given(values=BOX)
@examples(60)
def test_without_cross_impacts_the_three_parts_of_the_world_are_independent(values):
    apart = world(values | {"setback_under_reorientation": 1.0, "crisis_under_setback": 1.0}, horizon=20)
    cells = sc.distributions(apart).reshape(21, *states.SHAPE).sum(axis=-1)
    turn, war, strait = cells.sum(axis=(2, 3)), cells.sum(axis=(1, 3)), cells.sum(axis=(1, 2))
    np.testing.assert_allclose(cells, np.einsum("yw,yu,yt->ywut", turn, war, strait), atol=1e-12)


def test_with_cross_impacts_they_are_not():
    cells = (
        sc.distributions(world({**DEFAULTS, "crisis_under_setback": 3.0}))
        .reshape(9, *states.SHAPE)
        .sum(axis=-1)
    )
    product_of_two = np.einsum("yu,yt->yut", cells.sum(axis=(1, 3)), cells.sum(axis=(1, 2)))
    assert np.abs(cells.sum(axis=1) - product_of_two).max() > 0.005


@given(values=BOX)
@examples(60)
def test_without_a_taiwan_crisis_there_is_no_opportunism(values):
    calm = world(values | {"taiwan_crisis_per_year": 0.0})
    assert np.all(sc.by_year(calm, "opportunism ever") == 0)


def test_with_one_there_is():
    assert sc.probability(sc.Scenario(), "opportunism ever") > 0.1


@given(values=BOX, start=STARTS, start_year=YEARS)
@examples(15)
def test_bayes_and_total_probability_hold_over_the_sixteen_flag_sets(values, start, start_year):
    here = world(values, start, start_year, horizon=6)
    cells = questions.history(here)
    np.testing.assert_allclose(cells.sum(axis=(1, 2, 3, 4)), sc.distributions(here), atol=1e-12)
    total = np.zeros(7)
    for signs in product([True, False], repeat=4):
        flags = [
            events.Ever(name) if yes else ~events.Ever(name)
            for name, yes in zip(events.FLAGS, signs, strict=True)
        ]
        condition = flags[0] & flags[1] & flags[2] & flags[3]
        chance = sc.by_year(here, condition)
        given_it = np.nan_to_num(sc.by_year(here, "alliance", given=condition))
        total += given_it * chance
        back = np.nan_to_num(sc.by_year(here, condition, given="alliance"))
        np.testing.assert_allclose(given_it * chance, back * sc.by_year(here, "alliance"), atol=1e-12)
    np.testing.assert_allclose(total, sc.by_year(here, "alliance"), atol=1e-12)


@given(values=BOX, start_year=YEARS, first=st.integers(1, 5), second=st.integers(1, 5))
@examples(8)
def test_going_on_from_every_state_at_half_time_gives_the_whole_way(values, start_year, first, second):
    whole = sc.distributions(world(values, start_year=start_year, horizon=first + second))
    after = np.zeros(states.STATES)
    for place, chance in enumerate(whole[first]):
        if chance > 0:
            cell = np.unravel_index(place, states.SHAPE)
            start = {
                part: names[index] for (part, names), index in zip(states.PARTS.items(), cell, strict=True)
            }
            after += chance * sc.distributions(world(values, start, start_year + first, horizon=second))[-1]
    np.testing.assert_allclose(after, whole[-1], atol=1e-12)


@given(values=BOX, start_year=YEARS)
@examples(60)
def test_no_alliance_one_year_after_converging(values, start_year):
    assert sc.chances(world(values, start_year=start_year))[1, 4] == 0


@given(values=st.fixed_dictionaries({name: inner(name) for name in PARAMETERS}))
@examples(15)
def test_the_complex_step_agrees_with_a_central_difference(values):
    here = world(values, horizon=20)
    slopes = sc.derivatives(here)
    step = 1e-5
    rows = [{**values, name: values[name] + sign * step} for name in PARAMETERS for sign in (1, -1)]
    batch = {name: np.array([row[name] for row in rows]) for name in PARAMETERS}
    answers = exact.relationships(exact.solve(batch, here))
    np.testing.assert_allclose(slopes, (answers[::2] - answers[1::2]) / (2 * step), atol=1e-6, rtol=1e-5)


def test_converging_is_the_most_likely_future_in_every_headline_year():
    futures = sc.futures(sc.Scenario())
    for year in sc.HEADLINE_YEARS:
        assert futures.loc[year].idxmax() == "converging"


def test_closer_is_likelier_than_apart_in_every_headline_year():
    futures = sc.futures(sc.Scenario())
    for year in sc.HEADLINE_YEARS:
        row = futures.loc[year]
        assert row["accelerated"] + row["alliance"] > row["rupture"] + row["slower"]


def test_without_shocks_an_alliance_stays_below_one_per_cent():
    assert 0.002 < sc.probability(sc.PRESETS["no_shocks"].scenario, "alliance") < 0.01


def test_an_alliance_is_more_than_three_times_as_likely_after_a_taiwan_crisis():
    baseline = sc.Scenario()
    after = sc.probability(baseline, "alliance", given="taiwan crisis ever")
    assert after > 3 * sc.probability(baseline, "alliance", given="not taiwan crisis ever")


def swing(*names):
    """Largest move of a headline number over the range of one parameter or of several together, in points."""
    ends = {name: [PARAMETERS[name].low, PARAMETERS[name].high] for name in names}
    low, high = sc.batch(sc.Scenario(), **ends)
    years = [year - states.START_YEAR for year in sc.HEADLINE_YEARS]
    return 100 * np.abs(high - low)[years].max()


@pytest.mark.parametrize("name", HEADLINE)
def test_no_headline_slider_is_dead(name):
    assert swing(name) >= 2


def test_opportunism_moves_less_than_two_points_and_the_lab_says_so():
    assert round(swing("opportunism_in_crisis"), 1) == 1.2
    assert round(swing("opportunism_in_crisis", "opportunism_added_by_war"), 1) == 1.8


def test_what_moves_most_is_an_assumption_and_no_shock():
    """The lab says this too: how fast effects fade and how the two drift outweigh every shock."""
    first, second, *_ = sorted(PARAMETERS, key=swing, reverse=True)
    assert (first, second) == ("effect_fades", "drift_closer")
