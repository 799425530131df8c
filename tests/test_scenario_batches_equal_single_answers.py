"""Many sets of numbers at once, and histories with flags, give what each set and each history alone gives."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from test_scenario_keeps_its_invariants import BOX, STARTS, YEARS, examples, world

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import events, exact, kernels, questions, states
from china_russia_axis.scenario.parameters import PARAMETERS

EVERY_FLAG = (*events.FLAGS, *events.MORE_FLAGS)


def sets(count):
    rng = np.random.default_rng(count)
    return {name: rng.uniform(of.minimum, min(of.maximum, 3.0), count) for name, of in PARAMETERS.items()}


def one(values, place):
    return {name: float(value[place]) for name, value in values.items()}


@pytest.mark.parametrize("start_year", [2023, 2025])
def test_a_batch_of_several_chunks_keeps_every_set_in_its_place(start_year):
    count = 2 * exact._CHUNK + 10
    start = {"reorientation": "on", "ukraine": "window", "taiwan": "crisis", "relationship": "slower"}
    values, base = sets(count), world({}, start, start_year, horizon=20)
    futures = sc.batch(base, **values)
    assert futures.shape == (count, 21, 5)
    for place in (0, 1, exact._CHUNK - 1, exact._CHUNK, 2 * exact._CHUNK, count - 1):
        alone = sc.chances(world(one(values, place), start, start_year, horizon=20))
        np.testing.assert_allclose(futures[place], alone, atol=1e-12)


def test_a_batch_knows_all_ninety_states_too():
    values, base = sets(5), sc.Scenario()
    together = exact.solve(values, base)
    alone = [sc.distributions(world(one(values, place), horizon=20)) for place in range(5)]
    np.testing.assert_allclose(together, alone, atol=1e-12)


def test_a_batch_of_one_and_a_batch_of_none():
    assert sc.batch(sc.Scenario(), drift_closer=[]).shape == (0, 21, 5)
    np.testing.assert_allclose(sc.batch(sc.Scenario()), sc.chances(sc.Scenario()), atol=1e-12)


@given(values=BOX, start=STARTS, start_year=YEARS)
@examples(30)
def test_factors_and_whole_matrices_agree_from_every_start(values, start, start_year):
    here = world(values, start, start_year, horizon=9)
    together = exact.solve({name: np.array([value] * 2) for name, value in here.values.items()}, here)
    np.testing.assert_allclose(together, [sc.distributions(here)] * 2, atol=1e-12)


@given(values=BOX, start=STARTS, start_year=YEARS)
@examples(10)
def test_flags_summed_out_leave_the_distribution(values, start, start_year):
    here = world(values, start, start_year, horizon=6)
    cells = questions.history(here, EVERY_FLAG)
    assert cells.shape == (7, *(2,) * 7, 90) and cells.min() >= 0
    np.testing.assert_allclose(cells.sum(axis=tuple(range(1, 8))), sc.distributions(here), atol=1e-12)


@given(values=BOX, start=STARTS, start_year=YEARS)
@examples(10)
def test_a_flag_left_out_is_a_flag_summed_out(values, start, start_year):
    here = world(values, start, start_year, horizon=6)
    cells = questions.history(here, EVERY_FLAG)
    for axis in range(7):
        fewer = questions.history(here, EVERY_FLAG[:axis] + EVERY_FLAG[axis + 1 :])
        np.testing.assert_allclose(cells.sum(axis=1 + axis), fewer, atol=1e-12)


def test_flags_come_in_the_order_asked_for():
    flags = ("setback", "opportunism", "alliance")
    usual = questions.history(sc.Scenario(), flags)
    for order in permutations(range(3)):
        asked = questions.history(sc.Scenario(), tuple(flags[place] for place in order))
        np.testing.assert_allclose(asked, usual.transpose(0, *(1 + place for place in order), 4), atol=1e-15)


NEVER = {
    "setback": ("ukraine", "window"),
    "reorientation": ("reorientation", "on"),
    "taiwan crisis": ("taiwan", "crisis", "war"),
    "taiwan war": ("taiwan", "war"),
    "alliance": ("relationship", "alliance"),
    "rupture": ("relationship", "rupture"),
}


@given(values=BOX, start=STARTS, start_year=YEARS)
@examples(15)
def test_never_is_what_a_walk_that_avoids_it_leaves(values, start, start_year):
    """Another way to the same number: drop whatever enters the states, and see how much is left."""
    here = world(values, start, start_year, horizon=6)
    for flag, (part, *seen) in NEVER.items():
        names, axis = states.PARTS[part], list(states.PARTS).index(part)
        keep = np.array([name not in seen for name in names], float)
        mask = np.broadcast_to(keep.reshape([-1 if k == axis else 1 for k in range(4)]), states.SHAPE).ravel()
        row = sc.distributions(here)[0] * mask
        expected = [row.sum()]
        for number in range(start_year + 1, here.end_year + 1):
            row = (row @ dense(here, states.is_inauguration_year(number))) * mask
            expected.append(row.sum())
        never = sc.by_year(here, f"not {flag} ever")
        np.testing.assert_allclose(never, expected, atol=1e-12, err_msg=flag)


def dense(scenario, inauguration):
    """All 90 states to all 90, put together block by block."""
    year = kernels.year(scenario.values)
    contexts = year.inauguration if inauguration else year.ordinary
    closer, stay, apart = exact.opportunism_summed_out(year)
    steps = [np.diag(stay[c]) + np.diag(closer[c, :4], 1) + np.diag(apart[c, 1:], -1) for c in range(18)]
    return np.block([[contexts[old, new] * steps[new] for new in range(18)] for old in range(18)])
