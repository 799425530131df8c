"""The engine against the published table, a plain walk through all states, and a Bayesian-network library."""

from itertools import product

import numpy as np
import pytest
import scenario_oracle as oracle
from hypothesis import example, given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import exact, kernels, questions, states
from china_russia_axis.scenario.parameters import DEFAULTS, PARAMETERS

PARTS = {"W": "reorientation", "U": "ukraine", "T": "taiwan", "R": "relationship"}
BOX = st.fixed_dictionaries(
    {name: st.floats(of.minimum, min(of.maximum, 5.0)) for name, of in PARAMETERS.items()}
)
STARTS = st.fixed_dictionaries({part: st.sampled_from(oracle.WORDS[part]) for part in PARTS})


def world(values, start=oracle.START, start_year=2023, horizon=20):
    parts = {PARTS[part]: state for part, state in start.items()}
    return sc.Scenario(start_state=parts, start_year=start_year, horizon=horizon).with_values(**values)


def as_row(states_by_name):
    return [states_by_name[state] for state in product(*(oracle.WORDS[part] for part in "WUTR"))]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2028, [0.010, 0.074, 0.686, 0.206, 0.023]),
        (2033, [0.025, 0.098, 0.593, 0.226, 0.059]),
        (2043, [0.042, 0.110, 0.543, 0.205, 0.100]),
    ],
)
def test_the_defaults_give_the_published_table(year, expected):
    assert sc.futures(sc.Scenario()).loc[year].round(3).tolist() == expected


def test_without_shocks_the_alliance_chance_is_the_published_one():
    assert round(sc.probability(sc.PRESETS["no_shocks"].scenario, "alliance", by=2043), 3) == 0.003


def test_the_published_conditional_answers_come_out():
    baseline = sc.Scenario()
    assert round(sc.probability(baseline, "taiwan crisis ever", given="alliance"), 2) == 0.98
    assert round(sc.probability(baseline, "alliance", given="taiwan crisis ever"), 2) == 0.14
    assert round(sc.probability(baseline, "opportunism ever", given="alliance"), 2) == 0.79
    assert round(sc.probability(baseline, "taiwan war ever", by=2030), 2) == 0.09
    assert round(sc.probability(baseline, "taiwan war ever", by=2033), 2) == 0.13
    off = baseline.with_values(opportunism_in_crisis=0, opportunism_added_by_war=0)
    assert round(sc.probability(off, "alliance"), 3) == 0.089
    assert round(sc.probability(baseline.with_values(taiwan_crisis_per_year=0), "alliance"), 3) == 0.008


def test_the_defaults_are_those_of_the_models_table():
    assert oracle.letters(DEFAULTS) == oracle.DEFAULTS
    assert set(oracle.SYMBOLS.values()) == set(PARAMETERS)


def test_the_us_turn_moves_only_when_a_president_takes_office():
    on = sc.by_year(sc.Scenario(), "reorientation")
    moved = [2024 + place for place, step in enumerate(np.diff(on)) if abs(step) > 1e-9]
    assert moved == [2025, 2029, 2033, 2037, 2041]


@example(values={**DEFAULTS, "reorientation_per_inauguration": 1.0}, start=oracle.START, start_year=2020)
@given(values=BOX, start=STARTS, start_year=st.integers(2020, 2026))
@settings(max_examples=12, deadline=None, derandomize=True, database=None)
def test_it_agrees_with_a_walk_through_all_states(values, start, start_year):
    model = oracle.Model(**oracle.letters(values))
    expected = [as_row(row) for row in oracle.stepped(model, 6, start, start_year)[1:]]
    rows = sc.distributions(world(values, start, start_year, horizon=6))
    np.testing.assert_allclose(rows[1:], expected, atol=1e-12)


def test_it_agrees_with_a_walk_through_all_states_over_twenty_years():
    expected = [oracle.futures(row) for row in oracle.stepped(oracle.Model(), 20)]
    np.testing.assert_allclose(sc.chances(sc.Scenario()), expected, atol=1e-12)


@given(values=BOX)
@settings(max_examples=10, deadline=None, derandomize=True, database=None)
def test_factored_equals_one_dense_matrix_of_all_ninety_states(values):
    here = world(values)
    year = kernels.year(here.values)
    closer, stay, apart = exact.opportunism_summed_out(year)
    steps = [np.diag(stay[c]) + np.diag(closer[c, :4], 1) + np.diag(apart[c, 1:], -1) for c in range(18)]
    dense = {
        name: np.block([[contexts[old, new] * steps[new] for new in range(18)] for old in range(18)])
        for name, contexts in (("ordinary", year.ordinary), ("inauguration", year.inauguration))
    }
    row = sc.distributions(here)[0]
    for place in range(1, 21):
        row = row @ dense["inauguration" if (2023 + place) % 4 == 1 else "ordinary"]
        np.testing.assert_allclose(row, sc.distributions(here)[place], atol=1e-12)


@given(rows=st.lists(BOX, min_size=2, max_size=4))
@settings(max_examples=10, deadline=None, derandomize=True, database=None)
def test_a_batch_gives_what_each_of_its_members_gives(rows):
    together = sc.batch(sc.Scenario(), **{name: [row[name] for row in rows] for name in PARAMETERS})
    alone = [sc.chances(world(row)) for row in rows]
    np.testing.assert_allclose(together, alone, atol=1e-12)


def test_a_column_against_a_row_makes_a_map():
    values = np.linspace(0, 0.2, 3)
    cells = sc.batch(sc.Scenario(), taiwan_crisis_per_year=values[:, None], setback_per_year=values[:2])
    assert cells.shape == (3, 2, 21, 5)
    one = sc.Scenario().with_values(taiwan_crisis_per_year=values[2], setback_per_year=values[1])
    np.testing.assert_allclose(cells[2, 1], sc.chances(one), atol=1e-12)


def test_an_unknown_parameter_of_a_batch_names_the_near_one():
    with pytest.raises(sc.ScenarioError, match="taiwan_crisis_per_year"):
        sc.batch(sc.Scenario(), taiwan_crises_per_year=[0.1])


@pytest.mark.parametrize("case", ["defaults", "far from them"])
def test_it_agrees_with_a_bayesian_network_library(case):
    rng = np.random.default_rng(20230901)
    values = dict(DEFAULTS)
    if case == "far from them":
        values = {
            name: float(rng.uniform(of.minimum, min(of.maximum, 3.0))) for name, of in PARAMETERS.items()
        }
    net = oracle.network(oracle.Model(**oracle.letters(values)), years=8)
    here = world(values, horizon=8)
    for year in (1, 2, 5, 8):
        expected = list(oracle.asked(net, [f"R{year}"]).values())
        np.testing.assert_allclose(sc.chances(here)[year], expected, atol=1e-10)


@pytest.mark.parametrize("start_year", [2023, 2024])
def test_every_flag_history_agrees_with_the_library(start_year):
    start = {"W": "on", "U": "open", "T": "crisis", "R": "accelerated"}
    values = {**DEFAULTS, "crisis_under_setback": 2.0, "setback_per_year": 0.3, "opportunism_in_crisis": 0.4}
    net = oracle.network(oracle.Model(**oracle.letters(values)), 3, start, start_year)
    expected = oracle.asked(net, ["EU3", "ET3", "EO3", "EW3", "R3"])
    cells = questions.history(world(values, start, start_year, horizon=3))[3]
    cells = cells.reshape(2, 2, 2, 2, states.CONTEXTS, 5).sum(axis=-2)
    np.testing.assert_allclose(cells.ravel(), list(expected.values()), atol=1e-10)


def test_a_conditional_answer_agrees_with_the_library():
    net = oracle.network(oracle.Model(), years=5)
    joint = oracle.asked(net, ["ET5", "R5"])
    ever = sum(chance for (flag, _), chance in joint.items() if flag == "ever")
    expected = joint["ever", "alliance"] / ever
    assert sc.probability(world(DEFAULTS), "alliance", "taiwan crisis ever", by=2028) == pytest.approx(
        expected
    )


@pytest.mark.parametrize("preset", list(sc.PRESETS))
@pytest.mark.parametrize("year", sc.HEADLINE_YEARS)
def test_twenty_thousand_worlds_agree_with_the_exact_chances(preset, year):
    here = sc.PRESETS[preset].scenario
    count = 20_000
    seen = np.array(list(sc.grouped(here, year, count).values()))
    expected = sc.chances(here)[year - 2023] * count
    # Fewer than five expected worlds do not make a cell of their own.
    few = expected < 5
    seen, expected = np.append(seen[~few], seen[few].sum()), np.append(expected[~few], expected[few].sum())
    distance = sum((s - e) ** 2 / e for s, e in zip(seen, expected, strict=True) if e > 0)
    # 23.51 is passed by chance once in 10,000 times with four degrees of freedom; with fewer, more rarely.
    assert distance < 23.51
