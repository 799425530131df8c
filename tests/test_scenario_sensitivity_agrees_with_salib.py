"""Sensitivity: one number at a time, two at a time, all at once; held against SALib and a textbook."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from china_russia_axis import scenario as model
from china_russia_axis.scenario import sensitivity, uncertainty

BASELINE = model.Scenario()
SINGLES = [[0], [1], [2]]


def ishigami(x):
    """A sine, a squared sine, and a third input that acts only together with the first."""
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def two_samples(count, inputs, low, high):
    box = low + (high - low) * uncertainty.points(count, 2 * inputs)
    return box[:, :inputs], box[:, inputs:]


def with_ranges(scenario=BASELINE, **ranges):
    """A scenario in which the named numbers have another range."""
    settings = (
        replace(item, low=ranges[item.name][0], high=ranges[item.name][1], kind="data")
        if item.name in ranges
        else item
        for item in scenario.settings
    )
    return replace(scenario, settings=tuple(settings))


def only(*names, scenario=BASELINE):
    """A scenario in which only these numbers are uncertain."""
    rest = (item for item in scenario.settings if item.name not in names)
    return with_ranges(scenario, **{item.name: (item.value, item.value) for item in rest})


def test_ishigami_comes_out_as_in_the_textbook():
    found, moments = sensitivity.indices(ishigami, *two_samples(16384, 3, -np.pi, np.pi), SINGLES)
    assert found["first"] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.01)
    assert found["total"] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    assert moments["deviation"] ** 2 == pytest.approx(13.845, rel=0.01)


def test_shares_obey_the_sum_rules():
    found, _ = sensitivity.indices(ishigami, *two_samples(16384, 3, -np.pi, np.pi), [*SINGLES, [0, 1, 2], []])
    first, total = found["first"], found["total"]
    assert first[:3].sum() <= 1 + 0.01 and total[:3].sum() >= 1 - 0.01
    assert np.all(total >= first - 0.01)
    # All together own all of it; a group without members owns nothing.
    assert (first[3], total[3]) == pytest.approx((1, 1), abs=0.01)
    assert (first[4], total[4]) == (0, 0)


def test_in_a_sum_first_and_total_are_the_same_and_add_up_to_one():
    found, _ = sensitivity.indices(lambda x: x @ [1, 2, 3], *two_samples(4096, 3, 0, 1), SINGLES)
    assert found["first"] == pytest.approx(np.array([1, 4, 9]) / 14, abs=0.01)
    assert found["total"] == pytest.approx(found["first"], abs=0.01)


def test_a_dead_input_has_no_share_and_a_constant_has_no_shares_to_give():
    found, _ = sensitivity.indices(lambda x: x[:, 0], *two_samples(256, 3, 0, 1), SINGLES)
    assert found["first"][1:] == pytest.approx([0, 0]) and found["total"][1:] == pytest.approx([0, 0])
    constant, moments = sensitivity.indices(lambda x: 0 * x[:, 0] + 7, *two_samples(256, 3, 0, 1), SINGLES)
    assert np.isnan(constant["first"]).all() and moments == {"mean": 7.0, "deviation": 0.0}


def test_intervals_cover_the_truth_and_shrink_with_more_draws():
    widths = []
    for count in (256, 4096):
        found, _ = sensitivity.indices(ishigami, *two_samples(count, 3, -np.pi, np.pi), SINGLES)
        for name, truth in (("first", [0.3139, 0.4424, 0.0]), ("total", [0.5576, 0.4424, 0.2437])):
            assert np.all(found[f"{name}_low"] <= np.array(truth) + 0.02)
            assert np.all(found[f"{name}_high"] >= np.array(truth) - 0.02)
        widths.append(found["total_high"] - found["total_low"])
    assert np.all(widths[1] < widths[0] / 2)


def test_the_indices_are_those_of_salib():
    from SALib.analyze import sobol as salib

    names, count = uncertainty.uncertain(BASELINE), 256
    spreads = tuple(uncertainty.spread(BASELINE.parameters[name]) for name in names)
    one, other = sensitivity._two_samples(spreads, count)
    rows = np.empty((count, len(names) + 2, len(names)))
    rows[:, 0], rows[:, -1] = one, other
    for place in range(len(names)):
        rows[:, place + 1] = one
        rows[:, place + 1, place] = other[:, place]
    flat = rows.reshape(-1, len(names))
    chances = model.batch(BASELINE, **dict(zip(names, flat.T, strict=True)))[:, -1, 4]
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0, 1]] * len(names)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = salib.analyze(problem, chances, calc_second_order=False, seed=1)
    ours = sensitivity.sobol(BASELINE, "alliance", count=count).loc[list(names)]
    assert ours["first"].to_numpy() == pytest.approx(theirs["S1"], abs=2e-3)
    assert ours["total"].to_numpy() == pytest.approx(theirs["ST"], abs=2e-3)
    spans = (ours["total_high"] - ours["total_low"]).to_numpy() / 2
    # Theirs is the half width of a 95 % interval, ours spans 90 %.
    assert spans == pytest.approx(theirs["ST_conf"] * 1.645 / 1.96, rel=0.5, abs=0.002)


def test_sobol_leaves_out_what_is_held_and_refuses_when_nothing_is_left():
    moved = BASELINE.with_values(taiwan_crisis_per_year=0.2)
    assert "taiwan_crisis_per_year" not in sensitivity.sobol(moved, count=64).index
    with pytest.raises(model.ScenarioError, match="low below its high"):
        sensitivity.sobol(only())


def test_a_single_uncertain_number_owns_everything():
    table = sensitivity.sobol(only("war_given_crisis"), count=512)
    assert table.loc["war_given_crisis", ["first", "total"]].tolist() == pytest.approx([1, 1], abs=0.02)


def test_a_parameter_that_cannot_matter_has_no_share_of_an_answer():
    calm = only("push_war", "drift_apart", scenario=BASELINE.with_values(taiwan_crisis_per_year=0.0))
    table = sensitivity.sobol(calm, count=256)
    assert table.loc["push_war", "total"] == pytest.approx(0, abs=1e-9)
    assert table.index[0] == "drift_apart"
    still = only("push_war", scenario=BASELINE.with_values(taiwan_crisis_per_year=0.0))
    assert sensitivity.sobol(still, count=64)["total"].isna().all()


def test_groups_are_taken_together():
    groups = {"Taiwan": ("taiwan_crisis_per_year", "war_given_crisis"), "nothing": ()}
    table = sensitivity.sobol(BASELINE, count=1024, groups=groups)
    singles = sensitivity.sobol(BASELINE, count=1024).loc[list(groups["Taiwan"]), "first"].sum()
    assert table.loc["Taiwan", "first"] > singles - 0.02
    assert table.loc["nothing", "total"] == 0


@pytest.mark.parametrize("future", model.RELATIONSHIPS)
def test_a_tornado_shows_what_single_scenarios_answer(future):
    table = sensitivity.tornado(BASELINE, future, 2033)
    for name in ("war_given_crisis", "drift_apart"):
        for end in ("low", "high"):
            moved = BASELINE.with_values(**{name: table.loc[name, end]})
            truth = model.futures(moved).loc[2033, future]
            assert table.loc[name, f"at_{end}"] == pytest.approx(truth, abs=1e-12)
    assert table["point"].to_numpy() == pytest.approx(model.futures(BASELINE).loc[2033, future])
    assert table["swing"].is_monotonic_decreasing
    assert len(table) == 28


def test_a_tornado_sees_a_bend_between_the_ends():
    wide = with_ranges(taiwan_crisis_per_year=(0.0, 1.0))
    row = sensitivity.tornado(wide, "accelerated").loc["taiwan_crisis_per_year"]
    assert row["shape"] == "bends"
    assert row["most"] > max(row["at_low"], row["at_high"]) + 0.01


def test_a_tornado_shows_directions_and_what_stands_still():
    table = sensitivity.tornado(BASELINE, "alliance")
    assert table.loc["taiwan_crisis_per_year", "shape"] == "rises"
    assert table.loc["taiwan_crisis_ends", "shape"] == "falls"
    calm = sensitivity.tornado(model.PRESETS["no_shocks"].scenario, "alliance")
    assert calm.loc["push_war", "shape"] == "still" and calm.loc["push_war", "swing"] == 0
    assert calm.loc["setback_per_year", "held"]


def test_a_heat_map_shows_what_single_scenarios_answer():
    table = sensitivity.heatmap(BASELINE, "taiwan_crisis_per_year", "war_given_crisis", "alliance", 2033, 5)
    crisis, war = table.index[1], table.columns[3]
    moved = BASELINE.with_values(taiwan_crisis_per_year=crisis, war_given_crisis=war)
    assert table.iloc[1, 3] == pytest.approx(model.futures(moved).loc[2033, "alliance"], abs=1e-12)
    assert (table.index[0], table.index[-1]) == (0.023, 0.111)
    whole = sensitivity.heatmap(BASELINE, "taiwan_crisis_per_year", "war_given_crisis", steps=3, whole=True)
    assert (whole.index[0], whole.index[-1]) == (0, 0.3)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: sensitivity.tornado(BASELINE, "aliance"), "Did you mean alliance"),
        (lambda: sensitivity.sobol(BASELINE, year=2023), "2024-2043"),
        (lambda: sensitivity.sobol(BASELINE, count=0), "whole number from 1 on"),
        (lambda: sensitivity.sobol(BASELINE, groups={"a": ["push_wart"]}), "Did you mean push_war"),
        (lambda: sensitivity.heatmap(BASELINE, "push_war", "push_war"), "Name another"),
        (lambda: sensitivity.heatmap(BASELINE, "push_wart", "push_war"), "Did you mean push_war"),
        (lambda: sensitivity.heatmap(BASELINE, "push_war", "push_crisis", steps=1), "31"),
    ],
)
def test_questions_that_make_no_sense_are_refused_with_a_remedy(ask, words):
    with pytest.raises(model.ScenarioError, match=words):
        ask()
