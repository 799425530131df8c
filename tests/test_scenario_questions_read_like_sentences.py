"""Events are asked for in words, both ways round, and an impossible condition has no answer."""

from math import isnan

import numpy as np
import pytest

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import events


def test_words_and_code_mean_the_same():
    for words, code in (
        ("accelerated or alliance", sc.event("accelerated") | sc.event("alliance")),
        ("alliance and not taiwan war ever", sc.event("alliance") & ~sc.event("taiwan war ever")),
        (
            "not setback ever and alliance or rupture",
            (~sc.event("setback ever") & sc.event("alliance")) | sc.event("rupture"),
        ),
        ("  Taiwan   CRISIS ever ", sc.event("taiwan crisis ever")),
    ):
        assert sc.event(words) == code
        assert sc.probability(sc.Scenario(), words) == sc.probability(sc.Scenario(), code)


def test_an_unknown_event_names_near_ones_and_all():
    with pytest.raises(sc.ScenarioError, match=r"Did you mean taiwan crisis.*It has: rupture"):
        sc.event("taiwan crises")


def test_a_year_outside_the_horizon_is_refused_with_the_years_there_are():
    with pytest.raises(sc.ScenarioError, match="2050 lies outside 2023-2043"):
        sc.probability(sc.Scenario(), "alliance", by=2050)


def test_an_impossible_condition_has_no_answer():
    quiet = sc.PRESETS["no_shocks"].scenario
    assert isnan(sc.probability(quiet, "alliance", given="taiwan crisis ever"))


def test_a_tree_holds_both_directions_and_adds_up():
    tree = sc.tree(sc.Scenario(), "alliance", "taiwan crisis ever", by=2043)
    assert round(tree.event_if_given, 2) == 0.14
    assert round(tree.given_if_event, 2) == 0.98
    assert tree.both + tree.event_only + tree.given_only + tree.neither == pytest.approx(1)
    assert tree.worlds() == {"both": 97, "event_only": 2, "given_only": 613, "neither": 288}
    assert sum(tree.worlds(100).values()) == 100


def test_a_war_counts_as_a_crisis_too():
    baseline = sc.Scenario()
    assert sc.probability(baseline, "taiwan war ever and not taiwan crisis ever") == 0
    assert sc.probability(baseline, "taiwan war and not taiwan crisis") == 0
    assert sc.probability(baseline, "taiwan crisis ever", given="taiwan war ever") == pytest.approx(1)


def test_what_has_happened_never_unhappens():
    for flag in (*events.FLAGS, *events.MORE_FLAGS):
        assert np.all(np.diff(sc.by_year(sc.Scenario(), f"{flag} ever")) >= -1e-15), flag


def test_what_is_now_has_happened():
    for now in ("alliance", "rupture", "setback", "taiwan crisis", "taiwan war", "reorientation"):
        assert np.all(sc.by_year(sc.Scenario(), f"{now} and not {now} ever") == 0), now


def test_a_shock_at_the_start_counts_as_having_happened():
    start = sc.Scenario().with_start(
        taiwan="war", ukraine="window", reorientation="on", relationship="alliance"
    )
    for flag in ("taiwan crisis", "taiwan war", "setback", "reorientation", "alliance"):
        assert sc.by_year(start, f"{flag} ever")[0] == 1, flag
    assert sc.by_year(start, "opportunism ever")[0] == 0
