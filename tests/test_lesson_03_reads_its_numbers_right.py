"""Sentences in the prose of lesson 03 that lean on a number, held against the tables."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import alignment

EQUAL = dict.fromkeys(["votes", "distance", "ukraine", "pact"], 25)


@pytest.fixture(scope="module")
def votes():
    return cra.load("votes_yearly")


@pytest.fixture(scope="module")
def points():
    return cra.load("ideal_points")


@pytest.fixture(scope="module")
def pairs():
    return alignment.indicators_of_pairs(cra.load)


@pytest.fixture(scope="module")
def years():
    return alignment.indicators_by_year(cra.load)


@pytest.fixture(scope="module")
def drawn(pairs):
    return alignment.drawn_ranks(pairs.drop(columns="trade"), draws=2000)


def test_one_measure_is_closest_long_before_the_essay_and_the_other_in_its_last_year(votes, points):
    gap = alignment.distance(points, "CHN", "RUS")
    assert alignment.identical(votes, "CHN", "RUS").idxmax() < 2023 - 15
    assert gap.idxmin() == gap.index[-1] == 2024


def test_the_same_tenth_is_opposed_in_1995_and_in_2023(votes):
    opposed = alignment.kinds_of_votes(votes, "CHN", "RUS")["opposed"]
    assert opposed[1995] == pytest.approx(10, abs=1) and opposed[2023] == pytest.approx(
        opposed[1995], abs=0.5
    )


def test_japan_votes_more_often_like_china_and_the_distance_does_not_rescue_us(votes, points):
    china, ally = (alignment.identical(votes, "JPN", one) for one in ("CHN", "USA"))
    assert len(china) == 33 and (china > ally).sum() == 30
    near, far = (alignment.distance(points, "JPN", one)[2019] for one in ("CHN", "USA"))
    assert near < far


def test_washington_seldom_votes_with_the_majority(votes):
    rows = votes[(votes["iso3_b"] == "USA") | (votes["iso3_a"] == "USA")].query("year == 2019")
    assert len(rows) > 20 and (rows["same_share"] < 0.5).mean() > 0.8


def test_russia_is_nearer_to_washington_on_nuclear_weapons_alone():
    issues = cra.load("votes_by_issue")
    with_china, with_us = (alignment.by_issue(issues, "RUS", one) for one in ("CHN", "USA"))
    topics = ["human rights", "Palestinian conflict", "nuclear weapons", "arms control and disarmament"]
    for period in ("2014-2021", "2022-2023"):
        nearer = (with_us > with_china).loc[topics, period]
        assert list(nearer[nearer].index) == ["nuclear weapons"]
    nuclear = with_china.loc["nuclear weapons"]
    assert nuclear["2022-2023"] < nuclear["1991-1999"]


def test_opposition_moved_from_human_rights_to_nuclear_weapons():
    calls = alignment.opposed_calls(cra.load("votes_by_issue"), "CHN", "RUS")
    parts = calls / calls.loc["all recorded votes"]
    assert 0.4 < parts.loc["human rights", "1991-1999"] < 0.5
    late = calls[["2014-2021", "2022-2023"]].sum(axis=1)
    assert late["nuclear weapons"] > late["all recorded votes"] / 2
    assert late["human rights"] < late["all recorded votes"] / 8


def test_the_subjects_of_harmony_take_up_less_room_and_nuclear_weapons_more():
    issues = cra.load("votes_by_issue").query("iso3_a == 'CHN' and iso3_b == 'RUS' and usable")
    calls = issues.pivot(index="issue", columns="period_start", values="n_joint").astype(float)
    room = calls / calls.loc["all recorded votes"]
    more = room[2022] > room[2000]
    assert more["nuclear weapons"] and not more["human rights"] and not more["Palestinian conflict"]


def test_what_they_vetoed_together_they_vetoed_since_2007_and_never_on_ukraine():
    rows = alignment.joined(cra.load("vetoes"))
    together = rows[rows["group"] == "China and Russia"]
    assert together["year"].min() == 2007 and len(together) == 16
    assert set(rows.loc[rows["topic"] == "Ukraine", "group"]) == {"Russia alone"}
    alone = rows[rows["group"] == "China alone"]
    assert alone[["year", "topic"]].to_numpy().tolist() == [[1997, "Guatemala"], [1999, "Macedonia"]]


def test_the_plan_counts_the_joint_vetoes_up_to_the_essay():
    counts = alignment.veto_counts(cra.load("vetoes"), "2007-01-01", "2023-08-31")["vetoes"]
    assert (counts["China and Russia"], counts["China and Russia"] + counts["Russia alone"]) == (14, 31)


def test_china_votes_like_india_and_in_february_2025_washington_stood_beside_russia():
    ukraine = cra.load("ukraine_votes")
    like = {
        one: alignment.same_on_ukraine(ukraine, "CHN", one, "2014-01-01", "2025-12-31")[0]
        for one in ("IND", "RUS", "USA")
    }
    assert like == {"IND": 6, "RUS": 2, "USA": 0}
    last = alignment.on_ukraine(ukraine, "CHN", "RUS", "USA").iloc[-1]
    assert (last["date"], last["USA"], last["RUS"], last["CHN"]) == (
        pd.Timestamp("2025-02-24"), "no", "no", "abstain",
    )  # fmt: skip


def test_the_four_readings_are_those_of_four_capitals():
    rows = cra.load("perspectives").query("claim_id == 'C28' and verified")
    assert set(rows["capital"]) == {"Beijing", "Moscow", "Washington", "Kyiv"}


def test_deliveries_to_china_shrank_to_less_than_a_sixth_and_india_is_mostly_the_larger_customer():
    arms = alignment.arms_by_period(cra.load("arms_customers"), "CHN", "IND")
    assert arms["CHN"].iloc[-1] < arms["CHN"].max() / 6
    assert (arms["IND"] > arms["CHN"]).sum() > len(arms) / 2


def test_arms_turned_from_aircraft_to_engines():
    parts = cra.load("arms_categories").set_index("category")
    first, last = (parts[parts["period_start"] == start]["tiv"] for start in (2000, 2020))
    assert (first.idxmax(), last.idxmax()) == ("Aircraft", "Engines")


def test_trade_weighed_alike_in_1992_and_nine_times_as_much_in_russia_in_2023():
    weight = alignment.trade_dependence(cra.load("trade"), cra.load("country_panel"))
    assert weight.at[1992, "ratio"] == pytest.approx(1, abs=0.1)
    assert round(weight.at[2023, "ratio"]) == 9
    output = cra.load("country_panel").query("iso3 == 'RUS'").set_index("year")["gdp_usd_bn"]
    assert output[2023] < output[2022]


def test_a_third_stands_against_a_twenty_fifth():
    rankings = cra.load("partner_rankings")
    china = alignment.share_of_all_trade(rankings, "RUS", "CHN", "2023")
    russia = alignment.share_of_all_trade(
        rankings, "CHN", "RUS", "2023-01/2023-08", cra.load("trade_partners")
    )
    assert china == pytest.approx(100 / 3, abs=1) and russia == pytest.approx(4, abs=0.1)


def test_the_pair_is_in_the_lower_half_and_hardly_stirs_while_others_do(pairs):
    ranks = {how: alignment.composite(pairs, EQUAL, how)["rank"] for how in alignment.NORMALISATIONS}
    ours = [rank["China-Russia"] for rank in ranks.values()]
    japan = [ranks[how]["Japan-US"] for how in ("min-max", "rank")]
    assert min(ours) > 8 and max(ours) - min(ours) <= 1 and japan == [5, 9]


def test_the_same_holds_with_the_votes_that_the_author_could_know():
    before = alignment.indicators_of_pairs(cra.load, 2022)
    assert alignment.composite(before, EQUAL).at["China-Russia", "rank"] == 11


def test_trade_drops_half_of_the_pairs_and_lifts_china_and_russia(pairs):
    ranking = alignment.composite(pairs, {**EQUAL, "trade": 25})
    assert len(ranking) == 8 and {"UK-US", "Japan-US"} <= set(ranking.attrs["left_out"])
    assert ranking.at["China-Russia", "rank"] < 8 / 2


def test_by_votes_alone_japan_is_the_ally_that_falls_furthest(pairs):
    ranking = alignment.composite(pairs, {"votes": 1})
    allies = ranking.loc[pairs.index[pairs["pact"] == 1], "rank"]
    assert allies.idxmax() == "Japan-US"


def test_ten_pairs_share_one_rank_when_added_geometrically(pairs):
    ranks = alignment.composite(pairs, EQUAL, "min-max", "geometric")["rank"]
    assert ranks.value_counts().max() == 10 and (pairs["pact"] == 0).sum() == 10


def test_two_sentences_hold_whatever_the_weights_and_others_do_not(drawn):
    assert alignment.share_ahead(drawn, "China-Russia", "China-US") == 100
    assert alignment.share_ahead(drawn, "Belarus-Russia", "China-Russia") == 100
    assert 10 < alignment.share_ahead(drawn, "China-Russia", "Japan-US") < 90


def test_five_indicators_name_four_years_and_three_normalisations_three_winners(years):
    best = {name: alignment.composite(years, {name: 1}).index[0] for name in years}
    assert best == {"votes": 2006, "distance": 2023, "arms": 2005, "trade_rus": 2023, "trade_chn": 1993}
    equal = dict.fromkeys(years.columns, 20)
    winners = [alignment.composite(years, equal, how).index[0] for how in alignment.NORMALISATIONS]
    assert len(set(winners)) == 3
    top = alignment.composite(years, equal)["index"].head(3)
    assert top.max() - top.min() < 1


def test_2023_is_the_commonest_answer_and_not_that_of_most_rankings(years):
    shares = alignment.shares_of_first(alignment.drawn_ranks(years, draws=2000))
    assert shares.index[0] == 2023 and shares.iloc[0] < 50


def test_without_one_trade_and_arms_2005_is_no_longer_near_the_top(years):
    equal = {"votes": 20, "distance": 20, "trade_rus": 20}
    assert alignment.composite(years, equal).at[2005, "rank"] > 10


def test_the_three_experts_wrote_before_the_essay_two_in_china_and_one_in_russia():
    views = cra.load("expert_views").query("view_id in ['V02', 'V04', 'V25'] and verified")
    assert views["side"].value_counts().to_dict() == {"CHN": 2, "RUS": 1}
    assert not views["after_essay"].astype(bool).any()
