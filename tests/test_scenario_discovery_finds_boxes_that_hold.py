"""Scenario discovery finds a box where there is one, finds none in noise, and is judged on unseen draws."""

import numpy as np
import pytest

from china_russia_axis import scenario as model
from china_russia_axis.scenario import discovery, uncertainty

BASELINE = model.Scenario()
FOUND = discovery.discover(BASELINE, "alliance", 2043, count=2048)


def test_a_box_that_was_hidden_is_found():
    inputs = uncertainty.points(4096, 6)
    cases = (inputs[:, 1] > 0.6) & (inputs[:, 4] < 0.3)
    box, path = discovery.peel(inputs[:2048], cases[:2048], coverage=0.8)
    box, tests = discovery.pruned(box, inputs[2048:], cases[2048:])
    assert set(tests) == {1, 4}
    assert (box.low[1], box.high[4]) == pytest.approx((0.6, 0.3), abs=0.06)
    inside = box.holds(inputs[2048:])
    assert cases[2048:][inside].mean() > 0.85
    densities = [step["density"] for step in path]
    assert densities == sorted(densities)


def test_in_noise_nothing_survives_the_guard():
    survived, flattery = 0, []
    for seed in range(20):
        random = np.random.default_rng(seed)
        inputs, cases = random.random((1000, 10)), random.random(1000) < 0.25
        box, path = discovery.peel(inputs[:500], cases[:500])
        flattery.append(path[-1]["density"] - path[0]["density"])
        survived += len(discovery.pruned(box, inputs[500:], cases[500:])[1])
    assert survived <= 20 * 3 * 0.1
    # Peeling flatters itself: that is why the other half judges.
    assert np.mean(flattery) > 0.05


def test_the_quasi_p_value_is_the_chance_of_picking_blindly():
    inputs = np.arange(10.0)[:, None]
    cases = inputs[:, 0] >= 5
    box = discovery.Box(np.array([7.5]), np.array([np.inf]))
    without, chance = discovery._quasi_p(box, 0, inputs, cases)
    assert (without, chance) == pytest.approx((0.5, 0.25))  # two draws, both cases, each at .5


def test_coverage_and_density_are_counted_on_the_unseen_half():
    draws = FOUND.draws
    assert FOUND.coverage == pytest.approx((draws["case"] & draws["inside"]).sum() / draws["case"].sum())
    assert FOUND.density == pytest.approx(draws.loc[draws["inside"], "case"].mean())
    assert FOUND.mass == pytest.approx(draws["inside"].mean())
    assert ((draws["chance"] >= FOUND.threshold) == draws["case"]).all()


def test_the_limits_are_those_of_the_box():
    inside = np.ones(len(FOUND.draws), bool)
    for name, row in FOUND.limits.iterrows():
        low, high = np.nan_to_num([row["low"]], nan=-np.inf)[0], np.nan_to_num([row["high"]], nan=np.inf)[0]
        inside &= FOUND.draws[name].between(low, high).to_numpy()
    assert (inside == FOUND.draws["inside"].to_numpy()).all()


def test_taiwan_leads_to_alliance_and_the_turn_to_rupture():
    assert FOUND.limits.index[0] == "taiwan_crisis_per_year"
    assert FOUND.limits["low"].notna().iloc[0] and FOUND.limits["high"].isna().iloc[0]
    assert FOUND.density > 2 * FOUND.base
    assert FOUND.density == pytest.approx(FOUND.seen_density, abs=0.1)
    rupture = discovery.discover(BASELINE, "rupture", 2043, count=2048)
    assert set(rupture.limits.index) == {"pull_reorientation", "reorientation_per_inauguration"}


def test_a_box_restricts_no_more_inputs_than_asked():
    assert len(discovery.discover(BASELINE, count=1024, most=1).limits) == 1


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: discovery.discover(BASELINE, threshold=0.99, count=64), "no draw .* between 0"),
        (lambda: discovery.discover(BASELINE, threshold=0.0, count=64), "every draw .* between 0"),
        (lambda: discovery.discover(BASELINE, "alliance", 2024, count=64), "0 in every draw"),
        (lambda: discovery.discover(BASELINE, "ally", count=64), "Did you mean alliance"),
    ],
)
def test_questions_that_make_no_sense_are_refused_with_a_remedy(ask, words):
    with pytest.raises(model.ScenarioError, match=words):
        ask()
