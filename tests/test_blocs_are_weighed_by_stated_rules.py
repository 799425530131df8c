"""A bloc's weight follows from the scale, the membership rule and the reading, and from nothing else."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_russia_axis as cra
from china_russia_axis import blocs


@pytest.fixture
def panel():
    rows = [
        # country, output at market rates, in purchasing power, people
        ("AAA", 10.0, 30.0, 50),
        ("BBB", 20.0, 20.0, 25),
        ("CCC", None, 10.0, 5),
        ("WLD", 100.0, 100.0, 100),
    ]
    columns = ["iso3", "gdp_usd_bn", "gdp_ppp_intl_bn", "population"]
    year = pd.DataFrame(rows, columns=columns)
    return pd.concat([year.assign(year=2000), year.assign(year=2001)], ignore_index=True)


@pytest.fixture
def membership():
    rows = [
        ("AAA", "Aland", "BRICS", "member", "2000-06-01", None),
        ("BBB", "Bland", "BRICS", "invited", "2000-08-01", "2000-12-31"),
        ("BBB", "Bland", "BRICS", "member", "2001-01-01", None),
        ("CCC", "Cland", "BRICS", "invited", "2001-03-01", None),
        ("BBB", "Bland", "G7", "member", None, None),
    ]
    return pd.DataFrame(rows, columns=["iso3", "country", "organisation", "status", "start_date", "end_date"])


def test_a_state_counts_from_its_first_day_to_its_last(membership):
    assert blocs.members(membership, "2000-05-31") == []
    assert blocs.members(membership, "2000-06-01") == ["AAA"]
    assert blocs.members(membership, "2000-12-31") == ["AAA"]
    assert blocs.members(membership, "2001-01-01") == ["AAA", "BBB"]


def test_an_invitation_counts_only_under_the_reading_that_says_so(membership):
    assert blocs.members(membership, "2000-12-31", reading="with all invited") == ["AAA", "BBB"]
    assert blocs.members(membership, "2001-12-31", reading="with all invited") == ["AAA", "BBB", "CCC"]
    assert blocs.members(membership, "2001-12-31", reading="with Saudi Arabia") == ["AAA", "BBB"]


def test_an_empty_start_means_before_the_table_begins(membership):
    assert blocs.members(membership, "1950-01-01", "G7") == ["BBB"]


def test_nobody_weighs_nothing_and_the_world_weighs_a_hundred(panel):
    for measure in blocs.MEASURES:
        assert blocs.share_of_world(panel, [], 2000, measure) == 0
        assert blocs.share_of_world(panel, ["WLD"], 2000, measure) == 100


def test_every_country_of_the_course_together_falls_short_of_the_world_by_two_per_cent_at_most():
    panel = cra.load("country_panel")
    everybody = sorted(set(panel["iso3"]) - {"WLD", "EUU"})
    for measure in blocs.MEASURES:
        for year in (1995, 2010, 2023):
            assert 97.9 < blocs.share_of_world(panel, everybody, year, measure) <= 100


def test_each_scale_has_its_own_column(panel):
    group = ["AAA", "BBB"]
    weights = [blocs.share_of_world(panel, group, 2000, measure) for measure in blocs.MEASURES]
    assert weights == [30.0, 50.0, 75.0]


def test_a_member_without_a_value_weighs_nothing_and_is_named(panel, membership):
    assert blocs.share_of_world(panel, ["AAA", "CCC"], 2000, "market") == 10
    assert blocs.missing(panel, ["AAA", "CCC"], 2000, "market") == ["CCC"]
    shares = blocs.world_shares(panel, membership, ["BRICS"], "2001-12-31", "with all invited", ["market"])
    assert shares["missing"].tolist() == [1, 1]
    assert shares["members"].tolist() == [3, 3]


def test_as_it_was_follows_the_members_and_a_fixed_day_does_not(panel, membership):
    moving = blocs.world_shares(panel, membership, ["BRICS"], "as it was", measures=["market"])
    fixed = blocs.world_shares(panel, membership, ["BRICS"], "2001-12-31", measures=["market"])
    assert moving["share_pct"].tolist() == [10, 30]
    assert fixed["share_pct"].tolist() == [30, 30]


def test_a_year_without_members_has_no_row(panel, membership):
    early = pd.concat([panel, panel[panel["year"] == 2000].assign(year=1999)])
    shares = blocs.world_shares(early, membership, ["BRICS"], "as it was", measures=["market"])
    assert shares["year"].tolist() == [2000, 2001]
    assert blocs.world_shares(early, membership, ["BRICS"], "1990-01-01").empty


def test_leaving_a_country_out_takes_it_from_the_bloc_and_not_from_the_world(panel, membership):
    rest = blocs.world_shares(
        panel, membership, ["BRICS"], "2001-12-31", measures=["market"], leave_out=["AAA"]
    )
    assert rest["share_pct"].tolist() == [20, 20]
    assert blocs.without(["AAA", "BBB"], "AAA") == ["BBB"]


def test_the_crossing_is_the_year_from_which_the_lead_lasts():
    def year_of(first, second):
        rows = [
            {"bloc": bloc, "year": 2000 + place, "measure": "market", "share_pct": share}
            for bloc, line in (("BRICS", first), ("G7", second))
            for place, share in enumerate(line)
        ]
        return blocs.crossing_year(pd.DataFrame(rows), "market")

    assert year_of([1, 3, 3], [2, 2, 2]) == 2001
    assert year_of([3, 1, 3], [2, 2, 2]) == 2002
    assert year_of([3, 3, 3], [2, 2, 2]) == 2000
    assert year_of([3, 3, 1], [2, 2, 2]) is None
    assert year_of([1, 2, 2], [2, 2, 2]) is None  # level is not ahead


def test_gains_of_the_members_add_up_to_the_gain_of_the_bloc():
    panel, membership = cra.load("country_panel"), cra.load("membership")
    five = blocs.members(membership, "2023-01-01")
    gains = blocs.gain_by_member(panel, five, 2001, 2023)
    change = blocs.share_of_world(panel, five, 2023) - blocs.share_of_world(panel, five, 2001)
    assert gains.sum() == pytest.approx(change)
    assert blocs.within(panel, five, 2023).sum() == pytest.approx(100)


@settings(deadline=None)
@given(factor=st.floats(0.001, 1000))
def test_the_unit_of_money_does_not_matter(factor):
    panel = pd.DataFrame(
        {"iso3": ["AAA", "WLD"], "year": 2000, "gdp_usd_bn": [3.0 * factor, 12.0 * factor]},
    )
    assert blocs.share_of_world(panel, ["AAA"], 2000) == pytest.approx(25)


@settings(deadline=None)
@given(cut=st.integers(0, 10))
def test_parts_of_a_group_add_up_to_the_group(cut):
    panel = cra.load("country_panel")
    ten = ["ARE", "BRA", "CHN", "EGY", "ETH", "IDN", "IND", "IRN", "RUS", "ZAF"]
    parts = [blocs.share_of_world(panel, part, 2023) for part in (ten[:cut], ten[cut:])]
    assert sum(parts) == pytest.approx(blocs.share_of_world(panel, ten, 2023))


def test_a_wrong_name_is_answered_with_the_near_ones(panel, membership):
    slips = {
        "BRICS": lambda: blocs.members(membership, "2001-01-01", "BRIC"),
        "purchasing power": lambda: blocs.share_of_world(panel, ["AAA"], 2000, "purchasing-power"),
        "with Saudi Arabia": lambda: blocs.members(membership, "2001-01-01", reading="with saudi arabia"),
        "AAA": lambda: blocs.share_of_world(panel, ["AAB"], 2000),
        "the five": lambda: blocs.world_shares(panel, membership, ["BRICS"], "the six"),
        "2000 to 2001": lambda: blocs.share_of_world(panel, ["AAA"], 2024),
        "BBB": lambda: blocs.without(["BBB"], "BBC"),
    }
    for remedy, slip in slips.items():
        with pytest.raises(blocs.UnknownName, match=remedy):
            slip()
