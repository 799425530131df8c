"""Reliability without bins, a score that splits without rest, and a band that admits how little is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis.forecasts import calibration

PAIRS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30)


def drawn(seed, size, power=1.0):
    """Forecasts with log-odds ``power`` times the true ones, and what came."""
    random = np.random.default_rng(seed)
    true = random.uniform(0.02, 0.98, size)
    return calibration.too_extreme(true, power), random.random(size) < true


@settings(max_examples=60, derandomize=True, deadline=None)
@given(PAIRS)
def test_the_three_parts_add_up_to_the_score(pairs):
    chances, happened = np.array([pair[0] for pair in pairs]) / 20, [pair[1] for pair in pairs]
    found = calibration.corp(chances, happened, resamples=5)
    assert found.brier == pytest.approx(np.mean((chances - np.array(happened, float)) ** 2))
    parts = found.miscalibration - found.discrimination + found.uncertainty
    assert parts == pytest.approx(found.brier)
    assert found.miscalibration >= -1e-12 and found.discrimination >= -1e-12
    assert (np.diff(found.frequencies) >= -1e-12).all()


@settings(max_examples=60, derandomize=True, deadline=None)
@given(PAIRS)
def test_it_agrees_with_pooling_adjacent_violators_by_hand(pairs):
    pairs = sorted(pairs)
    chances, happened = (
        np.array([pair[0] for pair in pairs]) / 20,
        np.array([pair[1] for pair in pairs], float),
    )
    blocks = []
    for value in np.unique(chances):
        here = happened[chances == value]
        blocks.append([here.sum(), len(here)])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1]]
    by_hand = np.concatenate([np.full(size, total / size) for total, size in blocks])
    assert calibration.recalibrated(chances, happened) == pytest.approx(by_hand)


def test_a_calibrated_forecaster_stays_within_the_band_and_an_extreme_one_leaves_it():
    honest = calibration.corp(*drawn(1, 600), resamples=200)
    extreme = calibration.corp(*drawn(1, 600, power=3), resamples=200)
    assert honest.outside < 0.3 * honest.questions < extreme.outside
    assert extreme.miscalibration > 4 * honest.miscalibration


def test_a_dozen_questions_give_a_band_too_wide_to_convict_anybody():
    width = {
        size: np.mean(
            calibration.corp(*drawn(2, size), resamples=200).high
            - calibration.corp(*drawn(2, size), resamples=200).low
        )
        for size in (12, 600)
    }
    assert width[12] > 0.35 > 2 * width[600]


def test_the_band_is_the_same_on_every_run():
    one, other = (calibration.corp(*drawn(3, 20), resamples=50) for _ in range(2))
    assert (one.low == other.low).all() and (one.high == other.high).all()


@pytest.mark.parametrize(("questions", "chance"), [(10, 0.62), (40, 0.78), (200, 0.96)])
def test_the_better_forecaster_wins_as_often_as_we_say(questions, chance):
    assert calibration.how_often_the_better_wins(questions) == pytest.approx(chance, abs=0.006)


@pytest.mark.parametrize("questions", [1, 10, 40])
def test_the_exact_chance_agrees_with_simulated_contests(questions):
    random = np.random.default_rng(7)
    true = random.random((40_000, questions))
    came = random.random(true.shape) < true
    gap = ((calibration.too_extreme(true) - came) ** 2 - (true - came) ** 2).sum(axis=1)
    # Four standard errors of 40,000 contests.
    assert calibration.how_often_the_better_wins(questions) == pytest.approx((gap > 0).mean(), abs=0.01)


def test_on_a_single_question_the_bolder_usually_wins():
    assert calibration.how_often_the_better_wins(1) < 0.3


def test_nonsense_is_refused():
    for chances, happened in (([], []), ([0.5], [1, 0]), ([1.5], [1]), ([float("nan")], [1])):
        with pytest.raises(ValueError, match="chance"):
            calibration.corp(chances, happened)
    with pytest.raises(ValueError, match="at least one question"):
        calibration.how_often_the_better_wins(0)
