"""The index is bounded, right at its extremes, blind to units, and open about who was left out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_russia_axis as cra
from china_russia_axis import alignment

PAIRS = alignment.indicators_of_pairs(cra.load)
FULL = PAIRS.drop(columns="trade")
YEARS = alignment.indicators_by_year(cra.load)
EQUAL = dict.fromkeys(FULL.columns, 25)
WEIGHTS = st.fixed_dictionaries({name: st.integers(0, 100) for name in FULL.columns}).filter(
    lambda weights: any(weights.values())
)
HOW = st.sampled_from(alignment.NORMALISATIONS)
BOUNDED = st.sampled_from(["min-max", "rank"])


@given(weights=WEIGHTS, how=BOUNDED, aggregation=st.sampled_from(alignment.AGGREGATIONS))
@settings(deadline=None)
def test_the_index_lies_between_nought_and_a_hundred(weights, how, aggregation):
    index = alignment.composite(FULL, weights, how, aggregation)["index"]
    assert index.between(-1e-9, 100 + 1e-9).all()


@given(weights=WEIGHTS, how=HOW, factor=st.floats(0.01, 1000), shift=st.floats(-1000, 1000))
@settings(deadline=None)
def test_another_unit_changes_no_rank(weights, how, factor, shift):
    table = FULL.assign(votes=FULL["votes"] * factor + shift, distance=FULL["distance"] * factor)
    before = alignment.composite(FULL, weights, how)["index"]
    after = alignment.composite(table, weights, how)["index"].reindex(before.index)
    assert after.to_numpy() == pytest.approx(before.to_numpy(), abs=1e-6)


@given(weights=WEIGHTS, how=HOW, factor=st.integers(2, 9))
@settings(deadline=None)
def test_only_the_proportions_of_the_weights_count(weights, how, factor):
    larger = {name: factor * weight for name, weight in weights.items()}
    before, after = (alignment.composite(FULL, one, how) for one in (weights, larger))
    pd.testing.assert_frame_equal(before, after)


@given(weights=WEIGHTS, how=BOUNDED)
@settings(deadline=None)
def test_the_geometric_index_is_never_above_the_arithmetic_one(weights, how):
    product = alignment.composite(FULL, weights, how, "geometric")["index"]
    total = alignment.composite(FULL, weights, how)["index"].reindex(product.index)
    assert (product <= total + 1e-6).all()


@pytest.mark.parametrize("how", alignment.NORMALISATIONS)
@pytest.mark.parametrize("name", PAIRS.columns)
def test_all_the_weight_on_one_indicator_gives_its_own_order(name, how):
    ranking = alignment.composite(PAIRS, {name: 1}, how)
    values = PAIRS[name].dropna()
    own = values.rank(ascending=name == "distance", method="min").astype(int)
    assert ranking["rank"].to_dict() == own.to_dict()


def test_who_is_first_everywhere_has_a_hundred_and_who_is_last_everywhere_nought():
    table = pd.DataFrame({"votes": [90, 50, 10], "distance": [0.1, 1, 3]}, index=["a", "b", "c"])
    for how in ("min-max", "rank"):
        for aggregation in alignment.AGGREGATIONS:
            index = alignment.composite(table, {"votes": 3, "distance": 1}, how, aggregation)["index"]
            assert index["a"] == pytest.approx(100) and index["c"] == pytest.approx(0, abs=1e-6)


def test_a_nought_cannot_be_paid_for_in_a_geometric_mean():
    table = pd.DataFrame({"votes": [100, 60, 0], "ukraine": [0, 50, 100]}, index=["a", "b", "c"])
    index = alignment.composite(table, {"votes": 1, "ukraine": 1}, "min-max", "geometric")["index"]
    assert index["a"] == index["c"] == 0 < index["b"]


def test_z_scores_have_mean_nought_and_spread_one():
    scores = alignment.normalise(FULL, "z-score")
    assert scores.mean().to_numpy() == pytest.approx(0, abs=1e-12)
    assert scores.std(ddof=0).to_numpy() == pytest.approx(1)


@pytest.mark.parametrize(("how", "middle"), [("min-max", 50), ("rank", 50), ("z-score", 0)])
def test_an_indicator_that_is_the_same_for_all_tells_nobody_apart(how, middle):
    table = pd.DataFrame({"votes": [1, 2, 3], "pact": [1, 1, 1]})
    assert (alignment.normalise(table, how)["pact"] == middle).all()
    alone = table.iloc[[0]]
    assert (alignment.normalise(alone, how) == middle).all(axis=None)


def test_more_means_closer_on_every_normalised_indicator():
    for how in alignment.NORMALISATIONS:
        scores = alignment.normalise(FULL, how)
        assert scores["distance"].corr(FULL["distance"], method="spearman") == pytest.approx(-1)
        assert scores["votes"].corr(FULL["votes"], method="spearman") == pytest.approx(1)


def test_who_lacks_an_indicator_in_use_is_left_out_by_name_before_anything_is_computed():
    ranking = alignment.composite(PAIRS, {**EQUAL, "trade": 1})
    gone = list(PAIRS.index[PAIRS["trade"].isna()])
    assert ranking.attrs["left_out"] == gone and "UK-US" in gone
    kept = alignment.composite(PAIRS.drop(index=gone), {**EQUAL, "trade": 1})
    pd.testing.assert_frame_equal(ranking, kept)
    assert alignment.composite(PAIRS, EQUAL).attrs["left_out"] == []


def test_who_is_in_the_room_changes_the_others_scores():
    fewer = FULL.drop(index=["China-US", "Russia-US"])
    before, after = (alignment.composite(table, {"votes": 1})["index"] for table in (FULL, fewer))
    assert after["China-Russia"] < before["China-Russia"]


@pytest.mark.parametrize(
    ("weights", "choices", "words"),
    [
        ({"votes": 0}, {}, "All weights are 0"),
        ({"votes": -1, "pact": 2}, {}, "A weight is 0 or more"),
        ({"money": 1}, {}, "no indicator 'money'. There is: votes"),
        ({"votes": 1}, {"normalisation": "percent"}, "no normalisation 'percent'"),
        ({"votes": 1}, {"aggregation": "sum"}, "no aggregation 'sum'"),
        ({"votes": 1}, {"normalisation": "z-score", "aggregation": "geometric"}, "choose min-max or rank"),
    ],
)
def test_choices_that_give_no_index_are_refused_with_a_remedy(weights, choices, words):
    with pytest.raises(alignment.UnusableIndicator, match=words):
        alignment.composite(PAIRS, weights, **choices)


def test_nothing_left_to_compare_is_said():
    table = pd.DataFrame({"votes": [1.0, np.nan], "trade": [np.nan, 1.0]})
    with pytest.raises(alignment.UnusableIndicator, match="No row has all"):
        alignment.composite(table, {"votes": 1, "trade": 1})
    with pytest.raises(alignment.UnusableIndicator, match="No row has all"):
        alignment.drawn_ranks(table)


def test_the_same_draws_come_out_twice_and_others_from_another_seed():
    first, second, other = (alignment.drawn_ranks(FULL, draws=50, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, second)
    assert not first.equals(other)


def test_a_drawn_ranking_is_the_composite_under_its_weights():
    ranks = alignment.drawn_ranks(FULL, draws=5, seed=7)
    raw = np.random.RandomState(7).standard_exponential((5, 4))
    for how in alignment.NORMALISATIONS:
        for draw in range(5):
            weights = dict(zip(FULL.columns, raw[draw], strict=True))
            expected = alignment.composite(FULL, weights, how)["rank"]
            assert ranks.loc[(how, draw)].to_dict() == expected.to_dict()


def test_drawn_weights_favour_no_indicator():
    raw = np.random.RandomState(2023).standard_exponential((2000, 4))
    shares = raw / raw.sum(axis=1, keepdims=True)
    assert shares.mean(axis=0) == pytest.approx(0.25, abs=0.01)


def test_ranges_follow_from_the_draws():
    ranks = alignment.drawn_ranks(FULL, draws=200)
    ranges = alignment.rank_ranges(ranks)
    assert (ranges["low"] <= ranges["median"]).all() and (ranges["median"] <= ranges["high"]).all()
    assert ranges["median"].is_monotonic_increasing
    assert ranges.at["Belarus-Russia", "first_pct"] == pytest.approx(
        alignment.shares_of_first(ranks)["Belarus-Russia"]
    )


def test_who_dominates_on_every_indicator_is_always_ahead():
    table = pd.DataFrame(
        {"votes": [90, 50, 70], "distance": [0.1, 1, 2], "pact": [1, 0.5, 0.2]}, index=["a", "b", "c"]
    )
    ranks = alignment.drawn_ranks(table, draws=300)
    assert alignment.share_ahead(ranks, "a", "b") == alignment.share_ahead(ranks, "a", "c") == 100
    assert alignment.share_ahead(ranks, "b", "a") == 0
    assert 0 < alignment.share_ahead(ranks, "b", "c") < 100
    with pytest.raises(alignment.UnusableIndicator, match="'d' is not among those ranked"):
        alignment.share_ahead(ranks, "a", "d")


def test_years_are_ranked_by_the_same_functions_as_pairs():
    ranking = alignment.composite(YEARS, dict.fromkeys(YEARS.columns, 1))
    assert set(ranking.index) == set(range(1992, 2024))
    assert not YEARS.isna().any(axis=None)
