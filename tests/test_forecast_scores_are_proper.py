"""Scores reward honesty: nobody can expect a better score than by saying what she believes."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario
from china_russia_axis.forecasts import FUTURES, pools, scores


def forecasts(size=5, low=1):
    """Chances in whole per cents, none below ``low``, that add up to 1."""
    weights = st.lists(st.integers(0, 60), min_size=size, max_size=size)

    def scaled(drawn):
        raw = np.array(drawn, float) + 1e-9
        share = raw / raw.sum() * (1 - size * low / 100) + low / 100
        return dict(zip(FUTURES if size == 5 else ("yes", "no"), share / share.sum(), strict=True))

    return weights.map(scaled)


def expected(score, said, true):
    return sum(chance * score(said, name) for name, chance in true.items())


@pytest.mark.parametrize("score", [scores.brier, scores.logarithmic, scores.ranked])
@settings(max_examples=80, derandomize=True, deadline=None)
@given(true=forecasts(), said=forecasts())
def test_the_expected_score_is_best_at_the_true_chances(score, true, said):
    assert expected(score, true, true) <= expected(score, said, true) + 1e-12


@pytest.mark.parametrize("score", [scores.brier, scores.logarithmic, scores.ranked])
def test_a_dishonest_forecast_is_expected_to_cost_something(score):
    true = dict(zip(FUTURES, (0.05, 0.1, 0.6, 0.2, 0.05), strict=True))
    bold = dict(zip(FUTURES, (0.02, 0.02, 0.92, 0.02, 0.02), strict=True))
    assert expected(score, bold, true) > expected(score, true, true) + 0.01


@settings(max_examples=60, derandomize=True, deadline=None)
@given(forecasts(2))
def test_with_two_outcomes_the_three_forms_of_brier_agree(said):
    for came in said:
        half = scores.brier_of_yes(said["yes"], came == "yes")
        assert scores.ranked(said, came) == pytest.approx(half)
        assert scores.brier(said, came) == pytest.approx(2 * half)


def test_the_model_of_2025_has_the_scores_that_were_published():
    said = scenario.futures(scenario.Scenario()).loc[2025].to_dict()
    assert round(scores.brier(said, "converging"), 3) == 0.044
    assert round(scores.brier(said, "accelerated"), 3) == 1.471


def test_a_near_miss_costs_less_than_a_far_one_in_the_ranked_score_alone():
    sure = dict.fromkeys(FUTURES, 0.0) | {"converging": 1.0}
    assert scores.ranked(sure, "accelerated") < scores.ranked(sure, "alliance")
    assert scores.brier(sure, "accelerated") == scores.brier(sure, "alliance") == 2


def test_the_logarithm_is_clipped_at_one_per_cent_and_that_is_said():
    sure = {"yes": 0.0, "no": 1.0}
    assert scores.logarithmic(sure, "yes") == pytest.approx(-math.log(0.01))
    assert scores.was_clipped(sure, "yes") and not scores.was_clipped(sure, "no")
    table = scores.by_question(
        pd.DataFrame({"question_id": "Q", "forecaster": "a", "outcome": ["yes", "no"], "chance": [0.0, 1.0]}),
        {"Q": "yes"},
    )
    assert table["clipped"].tolist() == [True]


@pytest.mark.parametrize("wrong", [{"yes": 0.7, "no": 0.7}, {"yes": -0.1, "no": 1.1}, {"no": 1.0}])
def test_what_is_no_forecast_is_refused(wrong):
    with pytest.raises(ValueError, match="forecast|outcomes"):
        scores.brier(wrong, "yes")


def entries(**chances):
    """Entries of yes-or-no questions: forecaster to a dict of question to chance of yes."""
    rows = [
        (question, name, outcome, chance if outcome == "yes" else 1 - chance)
        for name, said in chances.items()
        for question, chance in said.items()
        for outcome in ("yes", "no")
    ]
    return pd.DataFrame(rows, columns=["question_id", "forecaster", "outcome", "chance"])


def test_open_void_and_ambiguous_questions_are_scored_for_nobody():
    said = entries(a={"Q1": 0.9, "Q2": 0.9, "Q3": 0.9, "Q4": 0.9, "Q5": 0.9})
    came = {"Q1": "yes", "Q2": "open", "Q3": "void", "Q4": "ambiguous"}
    assert scores.by_question(said, came)["question_id"].tolist() == ["Q1"]


def test_skill_compares_on_the_questions_that_both_answered():
    said = entries(a={"Q1": 0.9, "Q2": 0.1}, uniform={"Q1": 0.5})
    table = scores.by_forecaster(scores.by_question(said, {"Q1": "yes", "Q2": "yes"}))
    assert table.loc["a", ["questions", "shared"]].tolist() == [2, 1]
    assert table.loc["a", "skill"] == pytest.approx(1 - 0.02 / 0.5)
    assert table.loc["uniform", "skill"] == 0


def test_skill_against_perfection_or_nobody_is_no_number():
    assert math.isnan(scores.skill(0.1, 0.0))
    table = scores.by_question(entries(a={"Q1": 0.9}), {"Q1": "yes"})
    assert math.isnan(scores.by_forecaster(table, reference="nobody").loc["a", "skill"])


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(forecasts(), min_size=1, max_size=6))
def test_pools_are_forecasts_and_do_not_depend_on_the_order_of_members(members):
    table = np.array([list(member.values()) for member in members])
    for pool in (pools.linear, pools.geometric):
        pooled = pool(table)
        assert pooled.sum() == pytest.approx(1) and (pooled >= 0).all()
        assert pool(table[::-1]) == pytest.approx(pooled)
    assert (pools.linear(table) <= table.max(axis=0) + 1e-12).all()


def test_a_geometric_pool_of_two_outcomes_is_the_geometric_mean_of_the_odds():
    pooled = pools.geometric([[0.9, 0.1], [0.5, 0.5]])
    assert pooled[0] / pooled[1] == pytest.approx(math.sqrt(9 * 1))


def test_one_zero_is_no_veto_and_extremising_moves_away_from_even_chances():
    assert pools.geometric([[0.0, 1.0], [0.9, 0.1]])[0] > 0.1
    plain, bold = (pools.geometric([[0.7, 0.3]], extremising=power)[0] for power in (1, 2))
    assert plain == pytest.approx(0.7) and bold == pytest.approx(0.49 / 0.58)
    with pytest.raises(ValueError, match="nothing to pool"):
        pools.linear([])
