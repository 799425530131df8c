"""Sampled paths, multinomial counts and the hundred worlds: three engines, one law, known exactly.

Every test has fixed seeds and refuses at a level of one in ten thousand.
"""

import numpy as np
import pytest
from scipy import stats

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import sampling, states
from china_russia_axis.scenario.parameters import PARAMETERS

LEVEL = 1e-4
COUNT = 50_000


def anywhere(seed):
    """A scenario from anywhere in the box of parameters, with any start."""
    rng = np.random.default_rng([20230901, seed])
    values = {name: rng.uniform(of.minimum, min(of.maximum, 3.0)) for name, of in PARAMETERS.items()}
    start = {part: str(rng.choice(names)) for part, names in states.PARTS.items()}
    start_year = int(rng.integers(2019, 2027))
    return sc.Scenario(start_state=start, start_year=start_year, seed=seed).with_values(**values)


WORLDS = {name: preset.scenario for name, preset in sc.PRESETS.items()} | {
    f"anywhere {seed}": anywhere(seed) for seed in range(8)
}


def tally(paths):
    return np.stack([np.bincount(row, minlength=5) for row in paths])


ENGINES = {
    "paths": lambda scenario, count: tally(sc.sample_paths(scenario, count)),
    "counts": lambda scenario, count: sc.sample_counts(scenario, count),
    "icons": lambda scenario, count: tally(sc.paths(scenario, count)),
}


def chi_square(seen, expected):
    """Distance and degrees of freedom; cells with fewer than five expected worlds are put together."""
    few = expected < 5
    seen = np.append(seen[~few], seen[few].sum())
    expected = np.append(expected[~few], expected[few].sum())
    assert np.all(seen[expected == 0] == 0), "a world where none can be"
    seen, expected = seen[expected > 0], expected[expected > 0]
    return float(((seen - expected) ** 2 / expected).sum()), len(seen) - 1


def agrees(seen, expected):
    distance, freedom = chi_square(seen, expected)
    return freedom == 0 or distance < stats.chi2.isf(LEVEL, freedom)


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_fifth_year_of_every_world_has_the_exact_chances(engine, world):
    scenario = WORLDS[world]
    seen, expected = ENGINES[engine](scenario, COUNT), COUNT * sc.chances(scenario)
    for step in (0, 1, 5, 10, 15, 20):
        assert agrees(seen[step], expected[step]), scenario.start_year + step


@pytest.mark.parametrize("engine", ENGINES)
def test_the_distance_would_tell_if_a_number_were_a_little_off(engine):
    """Keeps the test above honest: a Taiwan crisis likelier by one point in a hundred is seen."""
    other = sc.Scenario().with_values(taiwan_crisis_per_year=0.07)
    seen, expected = ENGINES[engine](other, COUNT)[20], COUNT * sc.chances(sc.Scenario())[20]
    assert not agrees(seen, expected)


@pytest.mark.parametrize("engine", ENGINES)
def test_over_two_hundred_seeds_the_p_values_are_uniform(engine):
    """Counts that vary too little would pass every single test above and fail this one."""
    count, expected = 2_000, 2_000 * sc.chances(sc.Scenario())[10]
    values = []
    for seed in range(200):
        seen = ENGINES[engine](sc.Scenario(seed=seed, horizon=10), count)[10]
        distance, freedom = chi_square(seen, expected)
        values.append(stats.chi2.sf(distance, freedom))
    assert stats.kstest(values, "uniform").pvalue > LEVEL


@pytest.mark.parametrize("engine", ENGINES)
def test_two_years_of_the_same_worlds_belong_together(engine):
    """The number of alliances moves over ten years, and over 200 seeds the spread is that of whole paths."""
    count = 2_000
    before, after, both = alliance_in_both_years(10, 20)
    mean, spread = count * (after - before), count * (before + after - 2 * both - (after - before) ** 2)
    moved = [np.diff(ENGINES[engine](sc.Scenario(seed=seed), count)[[10, 20], 4])[0] for seed in range(200)]
    total = ((np.array(moved) - mean) ** 2 / spread).sum()
    low, high = stats.chi2.ppf([LEVEL / 2, 1 - LEVEL / 2], 200)
    assert low < total < high


def alliance_in_both_years(first, second):
    """Chance of an alliance in one year, in the other, and in both, from the exact solver."""
    whole = sc.distributions(sc.Scenario())
    alliance = np.arange(states.STATES) % 5 == 4
    both = 0.0
    for place in np.flatnonzero(alliance & (whole[first] > 0)):
        cell = np.unravel_index(place, states.SHAPE)
        start = {part: names[at] for (part, names), at in zip(states.PARTS.items(), cell, strict=True)}
        rest = sc.Scenario(start_state=start, start_year=2023 + first, horizon=second - first)
        both += whole[first, place] * sc.chances(rest)[-1, 4]
    return whole[first, alliance].sum(), whole[second, alliance].sum(), both


@pytest.mark.parametrize("world", WORLDS)
def test_every_step_of_a_sampled_path_has_the_exact_chances(world):
    """From each of the 90 states to each, in an ordinary and in an inauguration year."""
    scenario = WORLDS[world]
    paths = sc.sample_paths(scenario, COUNT, whole_states=True)
    for step in range(5, 9):
        year = scenario.start_year + step
        old, new = paths[step - 1].astype(int), paths[step].astype(int)
        seen = np.bincount(old * states.STATES + new, minlength=states.STATES**2)
        now = np.bincount(old, minlength=states.STATES)
        expected = np.concatenate([now[place] * one_year_on(scenario, place, year) for place in range(90)])
        few = expected < 5
        cells = np.count_nonzero(~few) + 1
        distance, _ = chi_square(seen, expected)
        # The worlds in each old state are given, so fewer cells are free: this errs on the safe side.
        assert distance < stats.chi2.isf(LEVEL, cells), year


def one_year_on(scenario, place, year):
    cell = np.unravel_index(place, states.SHAPE)
    start = {part: names[at] for (part, names), at in zip(states.PARTS.items(), cell, strict=True)}
    one = sc.Scenario(start_state=start, start_year=year - 1, horizon=1).with_values(**scenario.values)
    return sc.distributions(one)[1]


class EveryNumberInTurn:
    """Random numbers that are not: the first sixteen bits run through all their values, the others are 0."""

    def integers(self, low, high, shape, dtype):
        return np.arange(high, dtype=dtype) if dtype == np.uint16 else np.zeros(shape, dtype)


@pytest.mark.parametrize("world", WORLDS)
def test_of_all_numbers_in_turn_each_outcome_gets_its_share(world):
    """No random error here: a border in the wrong place by one part in 65,536 would show."""
    numbers = 2**16
    for matrix in sampling._joint(WORLDS[world]):
        table, index = sampling._table(matrix), np.empty(numbers, np.intp)
        for row, code in zip(matrix, sampling._CODE_OF, strict=True):
            after = sampling._step(np.full(numbers, code), table, EveryNumberInTurn(), index)
            share = np.bincount(after, minlength=sampling._CODES)[sampling._CODE_OF]
            assert share.sum() == numbers and share[row == 0].sum() == 0
            assert np.abs(np.cumsum(share) - numbers * np.cumsum(row)).max() < 1 + 1e-4


def test_whole_states_and_relationships_are_of_the_same_worlds():
    whole = sc.sample_paths(sc.Scenario(), 70_000, whole_states=True)
    np.testing.assert_array_equal(whole % 5, sc.sample_paths(sc.Scenario(), 70_000))
    assert whole.dtype == np.uint8 and whole.shape == (21, 70_000)
    assert whole[0].tolist() == [states.index_of(states.START)] * 70_000
    assert agrees(np.bincount(whole[20], minlength=90), 70_000 * sc.distributions(sc.Scenario())[20])


def test_the_relationship_never_moves_two_steps_in_a_year():
    paths = sc.sample_paths(anywhere(3), COUNT).astype(int)
    assert np.abs(np.diff(paths, axis=0)).max() == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_happen_does_not(engine):
    never = ["drift_closer", "drift_apart", "setback_per_year", "taiwan_crisis_per_year"]
    quiet = sc.Scenario().with_values(**dict.fromkeys([*never, "reorientation_per_inauguration"], 0))
    assert ENGINES[engine](quiet, 200_000)[:, 2].tolist() == [200_000] * 21


def test_what_must_happen_does():
    push = dict.fromkeys(
        ["drift_closer", "push_crisis", "push_war", "formalise", "taiwan_crisis_per_year"], 1
    )
    sure = sc.Scenario().with_values(
        **push, drift_apart=0, alliance_lapses=0, reorientation_per_inauguration=0
    )
    for engine in ENGINES.values():
        assert engine(sure, 10_000)[2:, 4].tolist() == [10_000] * 19


@pytest.mark.parametrize("count", [1, 7, 10**6, 2**53])
def test_counts_of_any_number_of_worlds_add_up(count):
    drawn = sc.sample_counts(WORLDS["taiwan_war"], count)
    assert drawn.shape == (21, 5) and drawn.min() >= 0
    assert drawn.sum(axis=1).tolist() == [count] * 21


def test_counts_of_very_many_worlds_are_the_exact_chances_to_seven_places():
    drawn = sc.sample_counts(sc.Scenario(), 2**53) / 2**53
    np.testing.assert_allclose(drawn, sc.chances(sc.Scenario()), atol=1e-7)


@pytest.mark.parametrize("engine", [sc.sample_paths, sc.sample_counts])
def test_a_seed_gives_the_same_worlds_and_another_gives_others(engine):
    scenario = sc.Scenario(seed=5)
    np.testing.assert_array_equal(engine(scenario, 1000), engine(sc.Scenario(), 1000, seed=5))
    assert np.any(engine(scenario, 1000) != engine(scenario, 1000, seed=6))


def test_worlds_in_different_blocks_are_different_worlds():
    paths = sc.sample_paths(sc.Scenario(), 2 * sampling._BLOCK)
    assert np.any(paths[:, : sampling._BLOCK] != paths[:, sampling._BLOCK :])


@pytest.mark.parametrize("count", [0, -5, 2.5, "many", True, None, 2**60])
@pytest.mark.parametrize("engine", [sc.sample_paths, sc.sample_counts])
def test_a_number_of_worlds_that_is_none_is_refused_kindly(engine, count):
    with pytest.raises(sc.ScenarioError, match="(?s)count.*whole number from 1.*count=1000"):
        engine(sc.Scenario(), count)
