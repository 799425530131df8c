"""Sentences in the prose of lesson 04 that lean on a number, held against the tables."""

import pytest

import china_russia_axis as cra
from china_russia_axis import blocs

FOUR_OTHERS = ["BRA", "IND", "RUS", "ZAF"]


@pytest.fixture(scope="module")
def panel():
    return cra.load("country_panel")


@pytest.fixture(scope="module")
def membership():
    return cra.load("membership")


@pytest.fixture(scope="module")
def five(membership):
    return blocs.members(membership, "2023-08-31")


def test_india_is_the_cheapest_of_the_six(panel, five):
    levels = {one: blocs.price_level(panel, one, 2023) for one in [*five, "USA"]}
    assert min(levels, key=levels.get) == "IND"
    assert levels["USA"] == pytest.approx(1, abs=0.001)


def test_the_signs_are_the_same_in_2022_and_2023(panel, membership):
    signs = [
        [
            blocs.weigh(panel, membership, measure, year=year)["lead_points"] > 0
            for measure in ("market", "purchasing power")
        ]
        for year in (2022, 2023)
    ]
    assert signs == [[False, True], [False, True]]


def test_the_rule_moves_a_few_points_and_the_scale_more_than_twenty_and_only_the_scale_turns_the_sign(
    panel, membership
):
    lead = blocs.every_choice(panel, membership).pivot(index="rule", columns="measure", values="lead_points")
    assert (lead["purchasing power"] - lead["market"]).min() > 20
    assert (lead.max() - lead.min()).max() < 6
    assert (lead["market"] < 0).all() and (lead["purchasing power"] > 0).all()


def test_the_saudi_switch_changes_nothing_under_two_of_the_rules(panel, membership):
    for rule, moves in {"the five": False, "as it was": False, "today": True}.items():
        pair = [
            blocs.world_shares(panel, membership, ["BRICS"], rule, reading)["share_pct"].tolist()
            for reading in ("members only", "with Saudi Arabia")
        ]
        assert (pair[0] != pair[1]) is moves


def test_without_china_no_position_of_the_selector_is_ahead(panel, membership):
    for reading in ("members only", "with Saudi Arabia"):
        for year in range(1990, 2024):
            table = blocs.every_choice(panel, membership, year, reading=reading, leave_out=["CHN"])
            assert (table["lead_points"] < 0).all()


def test_one_member_is_more_than_half_of_the_five_and_most_of_their_growth(panel, five):
    for measure in ("market", "purchasing power"):
        assert blocs.within(panel, five, 2023, measure)["CHN"] > 50
        gains = blocs.gain_by_member(panel, five, 2001, 2023, measure)
        assert gains["CHN"] > gains.sum() / 2


def test_the_four_others_were_past_their_peak_at_market_rates_and_at_it_in_purchasing_power(
    panel, membership
):
    rest = blocs.world_shares(panel, membership, ["BRICS"], "the five", leave_out=["CHN"])
    lines = rest.pivot(index="year", columns="measure", values="share_pct")
    assert lines["market"].idxmax() < 2023 - 10
    assert lines["purchasing power"].idxmax() == 2023


def test_by_population_the_five_led_early_and_both_shares_shrink(panel, membership):
    people = blocs.world_shares(panel, membership, rule="the five", measures=["population"])
    lines = people.pivot(index="year", columns="bloc", values="share_pct")
    assert (lines["BRICS"] > 3 * lines["G7"]).all()
    assert (lines.loc[2023] < lines.loc[1990]).all()


def test_only_russia_has_as_much_oil_as_the_undecided_one(membership):
    energy = cra.load("energy_production")
    invited = blocs.members(membership, "2023-08-31", reading="with all invited")
    oil = blocs.oil_by_member(energy, invited)
    others = oil.drop(["SAU", "RUS"])
    assert oil["RUS"] > 0.9 * oil["SAU"]
    assert (others < oil["SAU"] / 2).all()
    assert "ARG" in blocs.oil_missing(energy, invited)
    assert oil.sum() - oil["SAU"] < 100 / 3 < 40 < oil.sum() < 50


def test_most_of_what_the_dollar_lost_went_to_others_than_euro_yen_and_yuan():
    reserves = blocs.reserve_shares(cra.load("currency"))
    lost = reserves.at[2001, "USD"] - reserves.at[2022, "USD"]
    others = reserves.at[2022, "rest"] - reserves.at[2001, "rest"] - reserves.at[2022, "CNY"]
    assert reserves["USD"].loc[2000:2022].idxmax() == 2001
    assert others > lost / 2
    assert reserves.at[2022, "CNY"] < lost / 4
    assert reserves.at[1990, "USD"] < reserves.at[2022, "USD"]


def test_the_bank_has_members_that_are_not_in_the_group(membership, five):
    assert set(blocs.members(membership, "2023-08-31", "NDB")) - set(five)


def test_the_count_of_interested_states_went_down_as_well_as_up():
    counts = cra.load("brics_interest_counts").sort_values("date")["interested_total"].dropna()
    steps = counts.diff().dropna()
    assert (steps > 0).any() and (steps < 0).any()


def test_the_latest_claim_on_settlement_is_lower_than_the_one_before():
    claimed = cra.load("currency").query("indicator == 'share_of_china_russia_settlement_pct'")
    values = claimed.sort_values("period")["value"]
    assert values.iloc[-1] < values.iloc[-2]


def test_the_perspectives_are_those_the_text_describes():
    rows = cra.load("perspectives").query("claim_id in ['C56', 'C60']")
    assert (rows["capital"] == "Beijing").sum() == 1
    assert not (rows["capital"] == "Washington").any()
    assert {"Delhi", "Brasilia", "Pretoria", "Moscow", "Tehran"} <= set(rows["capital"])
