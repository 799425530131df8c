"""Ranges become distributions: their ends are quantiles, and a band moves with its cause alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as model
from china_russia_axis.scenario import uncertainty
from china_russia_axis.scenario.uncertainty import spread

BASELINE = model.Scenario()
ENDS = [0.05, 0.95]


def stated(name, low, value, high, kind="data"):
    return replace(model.Setting.default(name), low=low, value=value, high=high, kind=kind)


@pytest.mark.parametrize("name", list(model.PARAMETERS))
def test_the_ends_of_every_shipped_range_are_the_5_and_95_per_cent_quantiles(name):
    of = model.PARAMETERS[name]
    ends = spread(model.Setting.default(name)).quantile(ENDS)
    inside = (of.high - of.low) / 60
    low = of.low + inside if of.low == of.minimum else of.low
    high = of.high - inside if of.high == of.maximum else of.high
    assert ends == pytest.approx([low, high], rel=1e-6)


@given(st.tuples(*[st.floats(1e-9, 1 - 1e-9)] * 2).map(sorted))
@settings(max_examples=60, deadline=None)
def test_any_range_of_a_probability_can_be_fitted(ends):
    low, high = ends
    fitted = spread(stated("war_given_crisis", low, low, high))
    if fitted.held:
        assert high - low < 1e-3
    else:
        assert fitted.quantile(ENDS) == pytest.approx(ends, abs=1e-4 * (high - low))


@given(st.tuples(*[st.floats(1.001, 50)] * 2).map(sorted))
@settings(max_examples=30, deadline=None)
def test_any_range_of_the_multiplier_can_be_fitted_and_stays_above_one(ends):
    low, high = ends
    fitted = spread(stated("crisis_under_setback", low, low, high))
    if not fitted.held:
        assert fitted.quantile(ENDS) == pytest.approx(ends, abs=1e-4 * (high - low))
        assert fitted.quantile(1e-12) >= 1


def test_a_range_that_touches_its_bounds_is_read_just_inside():
    lapses = spread(stated("alliance_lapses", 0.0, 0.02, 0.06))
    assert lapses.quantile(ENDS) == pytest.approx([0.001, 0.06], rel=1e-6)
    everything = spread(stated("war_given_crisis", 0.0, 0.5, 1.0))
    assert everything.quantile(ENDS) == pytest.approx([1 / 60, 59 / 60], rel=1e-6)


def test_the_published_posterior_comes_back_from_its_range():
    fitted = spread(model.Setting.default("taiwan_crisis_per_year"))
    # Jeffreys posterior of four crises in 74 years, known here from its rounded quantiles only.
    assert (fitted.first, fitted.second) == pytest.approx((4.5, 70.5), rel=0.02)


def test_the_value_need_not_be_the_mean_and_both_are_told():
    fitted = spread(model.Setting.default("setback_under_reorientation"))
    assert fitted.value == 0.5
    assert fitted.mean == pytest.approx(fitted.quantile(uncertainty.points(4096, 1)[:, 0]).mean(), abs=1e-3)
    assert abs(fitted.mean - fitted.value) > 0.1 and abs(fitted.median - fitted.value) > 0.1


def test_a_slider_moved_by_hand_is_held_and_a_range_of_ones_own_is_honoured():
    name = "taiwan_crisis_per_year"
    moved = BASELINE.with_values(taiwan_crisis_per_year=0.2)
    assert spread(moved.parameters[name]).held
    assert name not in uncertainty.draws(moved)
    twice = moved.with_values(taiwan_crisis_per_year=0.1)
    assert spread(twice.parameters[name]).held
    assert not spread(twice.with_values(taiwan_crisis_per_year=0.06).parameters[name]).held
    assert not spread(stated(name, 0.15, 0.2, 0.25, kind="assumption")).held
    assert spread(stated(name, 0.06, 0.06, 0.06)).held


def test_nothing_moves_but_what_the_slider_moves():
    before = uncertainty.draws(BASELINE)
    after = uncertainty.draws(BASELINE.with_values(setback_per_year=0.2))
    assert set(before) - set(after) == {"setback_per_year"}
    for name, drawn in after.items():
        assert drawn is before[name]


def test_the_draws_are_independent_and_follow_their_spread():
    drawn = uncertainty.draws(BASELINE, 1024)
    table = np.corrcoef(np.stack(list(drawn.values())))
    assert np.abs(table - np.eye(len(drawn))).max() < 0.1
    for name, fitted in uncertainty.spreads(BASELINE).items():
        low, high = fitted.quantile(ENDS)
        assert np.mean((drawn[name] > low) & (drawn[name] < high)) == pytest.approx(0.9, abs=0.005)


def test_fewer_draws_are_the_first_of_more():
    few, more = uncertainty.draws(BASELINE, 50), uncertainty.draws(BASELINE, 200)
    for name in few:
        assert np.array_equal(few[name], more[name][:50])


def test_intervals_are_quantiles_of_exactly_solved_draws():
    answer = uncertainty.intervals(BASELINE, count=100, level=0.8)
    drawn = uncertainty.draws(BASELINE, 100)
    one = {name: float(numbers[17]) for name, numbers in drawn.items()}
    assert answer.sample[17] == pytest.approx(model.chances(BASELINE.with_values(**one)), abs=1e-12)
    for name, share in (("low", 0.1), ("median", 0.5), ("high", 0.9)):
        assert getattr(answer, name) == pytest.approx(np.quantile(answer.sample, share, axis=0), abs=1e-12)
    assert answer.point == pytest.approx(model.chances(BASELINE))
    assert answer.mean.sum(axis=1) == pytest.approx(1)


def test_at_least_adds_up_from_the_top_draw_by_draw():
    answer = uncertainty.intervals(BASELINE)
    closer = answer.at_least()
    assert closer.point[:, 0] == pytest.approx(1)
    assert closer.point[:, 4] == pytest.approx(answer.point[:, 4])
    together = np.quantile(answer.sample[..., 3] + answer.sample[..., 4], 0.95, axis=0)
    assert closer.high[:, 3] == pytest.approx(together)
    assert np.all(np.diff(closer.low, axis=1) <= 1e-12)


def test_more_draws_move_the_ends_little():
    few, many = uncertainty.intervals(BASELINE, 256), uncertainty.intervals(BASELINE, 8192)
    assert np.abs(few.low - many.low).max() < 0.03
    assert np.abs(few.high - many.high).max() < 0.03


def test_when_everything_is_known_the_interval_is_the_point():
    known = replace(
        BASELINE, settings=tuple(replace(item, low=item.value, high=item.value) for item in BASELINE.settings)
    )
    answer = uncertainty.intervals(known)
    assert uncertainty.draws(known) == {}
    for part in (answer.low, answer.median, answer.high, answer.mean):
        assert part == pytest.approx(answer.point, abs=1e-12)


def test_an_interval_of_any_number_agrees_with_the_intervals_of_the_futures():
    alliance = uncertainty.interval(BASELINE, lambda drawn: model.chances(drawn)[-1, 4], count=64)
    answer = uncertainty.intervals(BASELINE, count=64)
    assert alliance["low"] == pytest.approx(answer.low[-1, 4])
    assert alliance["high"] == pytest.approx(answer.high[-1, 4])
    never = uncertainty.interval(BASELINE, lambda drawn: float("nan"), count=4)
    assert np.isnan(never["low"])


def test_the_sequence_is_the_same_everywhere():
    # Written down once: a change here changes every interval that a class has printed.
    assert uncertainty.points(2, 3).round(6).tolist() == FIRST_POINTS


FIRST_POINTS = [[0.248487, 0.355806, 0.798366], [0.748487, 0.855806, 0.298366]]


@pytest.mark.parametrize("wrong", [0, -1, 2.5, True, 10**9])
def test_a_number_of_draws_that_makes_no_sense_is_refused_with_a_remedy(wrong):
    with pytest.raises(model.ScenarioError, match="whole number from 1 on"):
        uncertainty.draws(BASELINE, wrong)


@pytest.mark.parametrize("wrong", [0, 1, 90, float("nan")])
def test_a_level_that_makes_no_sense_is_refused_with_a_remedy(wrong):
    with pytest.raises(model.ScenarioError, match=r"0\.9"):
        uncertainty.intervals(BASELINE, level=wrong)
