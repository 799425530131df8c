"""What the functions compute from our tables agrees with what others have published or counted."""

import pytest

import china_russia_axis as cra
from china_russia_axis import blocs


@pytest.fixture(scope="module")
def panel():
    return cra.load("country_panel")


@pytest.fixture(scope="module")
def membership():
    return cra.load("membership")


@pytest.fixture(scope="module")
def outlook():
    return cra.load("economic_outlook")


def test_the_group_had_four_members_in_2009_and_five_from_2011(membership):
    assert blocs.members(membership, "2009-06-15") == []
    assert blocs.members(membership, "2009-06-16") == ["BRA", "CHN", "IND", "RUS"]
    assert blocs.members(membership, "2011-04-14") == ["BRA", "CHN", "IND", "RUS", "ZAF"]
    assert blocs.members(membership, "2023-12-31") == blocs.members(membership, "2011-04-14")


def test_six_were_invited_four_joined_one_declined_and_one_left_it_open(membership):
    invited = blocs.status_on(membership, "2023-08-24").query("status == 'invited'")
    assert set(invited["iso3"]) == {"ARG", "EGY", "ETH", "IRN", "SAU", "ARE"}
    later = blocs.status_on(membership, "2024-01-01").set_index("iso3")["status"]
    assert later[["EGY", "ETH", "IRN", "ARE"]].tolist() == ["member"] * 4
    assert (later["ARG"], later["SAU"]) == ("declined", "invited")
    assert "IDN" in blocs.members(membership, "2025-01-06")
    assert "IDN" not in blocs.members(membership, "2025-01-05")


def test_the_two_sources_of_membership_agree_at_the_end_of_every_year(membership):
    by_year = cra.load("membership_by_year").query("organisation == 'BRICS'")
    status = [column for column in by_year.columns if column.startswith("status")][0]
    for year, rows in by_year.groupby("year"):
        assert sorted(rows.loc[rows[status] == "member", "iso3"]) == blocs.members(
            membership, f"{year}-12-31"
        )


def test_shares_of_the_five_and_the_g7_in_2023(panel, membership):
    found = blocs.every_choice(panel, membership, 2023, ["the five"]).set_index("measure")
    assert found.loc["market", ["brics_pct", "g7_pct"]].tolist() == pytest.approx([24.6, 44.4], abs=0.05)
    assert found.loc["purchasing power", ["brics_pct", "g7_pct"]].tolist() == pytest.approx(
        [33.1, 29.0], abs=0.05
    )


def test_the_five_passed_the_g7_in_purchasing_power_in_2020_and_todays_members_in_2012(panel, membership):
    years = blocs.every_choice(
        panel, membership, 2023, ["founders", "the five", "today"], ["purchasing power"]
    )
    assert years["ahead_since"].tolist() == [2020, 2020, 2012]
    market = blocs.every_choice(panel, membership, 2023, ["founders", "the five", "today"], ["market"])
    assert market["ahead_since"].isna().all()


def test_the_monetary_fund_comes_to_nearly_the_same_shares(panel, outlook, membership):
    five = blocs.members(membership, "2023-08-31")
    for measure in ("market", "purchasing power"):
        ours = blocs.share_of_world(panel, five, 2023, measure)
        theirs = blocs.share_of_world(outlook, five, 2023, measure)
        assert ours == pytest.approx(theirs, abs=0.5)


def test_our_sum_agrees_with_the_shares_that_the_monetary_fund_prints(outlook, membership):
    for group in (blocs.members(membership, "2025-12-31"), blocs.members(membership, "2023-12-31", "G7")):
        printed = outlook.query("year == 2024 and iso3 in @group")["ppp_share_world_pct"]
        assert len(printed) == len(group)
        assert blocs.share_of_world(outlook, group, 2024, "purchasing power") == pytest.approx(
            printed.sum(), abs=0.1
        )


def test_saudi_arabia_alone_moves_the_oil_share_from_under_a_third_to_near_a_half(membership):
    energy = cra.load("energy_production")
    shares = [
        blocs.oil_share(energy, blocs.members(membership, "2025-12-31", reading=reading))
        for reading in ("members only", "with Saudi Arabia")
    ]
    assert shares == pytest.approx([31.0, 44.1], abs=0.1)


def test_the_dollars_share_of_reserves_is_the_published_one():
    reserves = blocs.reserve_shares(cra.load("currency"))
    assert reserves.loc[2000, "USD"] == pytest.approx(71.1, abs=0.1)
    assert reserves.loc[2022, "USD"] == pytest.approx(58.5, abs=0.2)
    assert reserves.loc[2022, "CNY"] == pytest.approx(2.7, abs=0.1)
    assert reserves[["USD", "EUR", "JPY", "rest"]].sum(axis=1).tolist() == pytest.approx(
        [100] * len(reserves)
    )
