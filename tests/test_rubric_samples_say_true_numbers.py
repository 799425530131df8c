"""Sample sentences of the rubrics of lessons 00 to 05: each number in them is computed here."""

import re
from functools import cache

import pytest

import china_russia_axis as cra
from china_russia_axis import rubrics

LESSONS = ("00", "01", "02", "03", "04", "05")
LOAD = cache(cra.load)
HALF_2012, SEVEN_MONTHS_2012 = "2012-01/2012-06", "2012-01/2012-07"


def sample(lesson, key, title):
    criterion = next(one for one in rubrics.find(lesson, "claim").criteria if one.key == key)
    return next(level.sample for level in criterion.levels if level.title == title)


def events_after_the_essay():
    later = LOAD("events").query("after_essay")
    wars = later[later["category"] == "war"]
    assert not wars["actors"].str.contains("TWN").any() and later["date"].max().strftime("%Y-%m") == "2026-05"
    return [
        f"Of {len(later)} events",
        f"the essay and {later['date'].max():%B %Y}",
        f"{len(wars)} are acts of war",
    ]


def the_same_events():
    return [f"The {len(LOAD('events').query('after_essay'))} were chosen"]


def ahead_of_the_netherlands(window):
    partners = cra.history.partners(LOAD("partner_rankings"), "RUS", window)
    return 100 * (partners["CHN"] / partners["NLD"] - 1)


def seven_months_of_2012():
    shares = [
        cra.history.published_share(LOAD("partner_shares"), "RUS", one, SEVEN_MONTHS_2012)
        for one in ("CHN", "EUU")
    ]
    assert shares[0] < shares[1]
    return [
        "From January to July 2012 China stood",
        f" {ahead_of_the_netherlands(SEVEN_MONTHS_2012):.1f} per cent ahead of the Netherlands",
    ]


def half_of_2012():
    partners = cra.history.partners(LOAD("partner_rankings"), "RUS", HALF_2012)
    lead = 100 * (partners["NLD"] / partners["CHN"] - 1)
    return [f"A month earlier the Netherlands were {lead:.1f} per cent ahead"]


def growth_of_2022():
    table = cra.ties.growth(LOAD("trade_partners"), "2022").set_index("partner_iso3")
    large = table[table["level_bn"] > 100]
    assert table.at["RUS", "rank"] == 2 and large["growth_pct"].idxmax() == "RUS"
    first = table.loc[table["rank"] == 1, "partner"].iloc[0]
    return [
        f"show {table.at['RUS', 'growth_pct']:.0f} per cent more",
        f"in 2022, second to {first}",
        "above 100 billion",
    ]


def billions_added_in_2022():
    added = cra.ties.growth(LOAD("trade_partners"), "2022").set_index("partner_iso3")["added_bn"]
    assert added["RUS"] > 2 * added.drop("RUS").max()
    return ["in billions added no other state in the table came near"]


def roll_calls():
    identical = cra.alignment.identical(LOAD("votes_yearly"), "CHN", "RUS")
    assert identical[2023] < identical[2019] < 100
    return [f"roughly {identical[2023]:.0f} of 100 roll calls of 2023", "fewer than in 2019"]


def share_of_the_five(year, measure="market", **options):
    shares = cra.blocs.world_shares(
        LOAD("country_panel"), LOAD("membership"), ["BRICS"], rule="the five", measures=[measure], **options
    )
    return float(shares.set_index("year").at[year, "share_pct"])


def weight_of_the_five():
    assert abs(share_of_the_five(2023) - 25) < 1
    assert share_of_the_five(2023, leave_out=["CHN"]) < share_of_the_five(2011, leave_out=["CHN"]) - 1
    return [
        f"from {share_of_the_five(2001):.0f} per cent of the world in 2001 to a quarter in 2023",
        "shrunk since 2011",
    ]


def the_four_in_purchasing_power():
    four = [share_of_the_five(year, "purchasing power", leave_out=["CHN"]) for year in (2011, 2023)]
    assert four[0] < four[1]
    return ["in purchasing power", "the four without China would turn"]


def a_third_on_one_scale_alone():
    assert (
        abs(share_of_the_five(2023, "purchasing power") - 100 / 3)
        < 1
        < abs(share_of_the_five(2023) - 100 / 3)
    )
    return ["about a third of the world economy"]


def members_of_the_sco(day):
    return cra.blocs.members(LOAD("membership"), day, "SCO")


def a_rival_among_nine():
    rivals = LOAD("rivalries").query("ongoing_2020 and (iso3_a == 'CHN' or iso3_b == 'CHN')")
    listed = (set(rivals["iso3_a"]) | set(rivals["iso3_b"])) - {"CHN"}
    assert (
        listed & set(members_of_the_sco("2023-08-31")) == {"IND"}
        and len(members_of_the_sco("2023-08-31")) == 9
    )
    return ["nine states were members, and one of them, India"]


def what_the_list_of_rivals_covers():
    rivals, powers = LOAD("rivalries"), {"CHN", "RUS", "USA"}
    assert all(powers & {one, other} for one, other in zip(rivals["iso3_a"], rivals["iso3_b"], strict=True))
    assert "ongoing_2020" in rivals.columns
    return ["ends in 2020", "one of three great powers"]


def ten_members():
    assert len(members_of_the_sco("2025-12-31")) == 10
    return ["about ten members"]


TRUE = {
    ("00", "number", "strong"): events_after_the_essay,
    ("00", "doubt", "strong"): the_same_events,
    ("01", "number", "strong"): seven_months_of_2012,
    ("01", "number", "thin"): lambda: ["by 2012"],
    ("01", "doubt", "strong"): half_of_2012,
    ("02", "number", "strong"): growth_of_2022,
    ("02", "other_side", "strong"): billions_added_in_2022,
    ("03", "number", "strong"): roll_calls,
    ("04", "number", "strong"): weight_of_the_five,
    ("04", "number", "thin"): a_third_on_one_scale_alone,
    ("04", "doubt", "strong"): the_four_in_purchasing_power,
    ("05", "number", "strong"): a_rival_among_nine,
    ("05", "number", "thin"): ten_members,
    ("05", "doubt", "strong"): what_the_list_of_rivals_covers,
}


@pytest.mark.parametrize("place", TRUE, ids="-".join)
def test_a_number_in_a_sample_is_the_one_that_the_tables_give(place):
    text = sample(*place)
    for passage in TRUE[place]():
        assert passage in text


def test_every_sample_with_a_figure_is_computed_here():
    for lesson in LESSONS:
        for criterion in rubrics.find(lesson, "claim").criteria:
            for level in criterion.levels:
                figures = re.findall(r"\d|\bnine\b|\bten\b|\bquarter\b|\bthird\b", level.sample)
                assert not figures or (lesson, criterion.key, level.title) in TRUE, level.sample


def test_a_sample_of_the_lowest_level_that_states_something_is_false():
    assert ahead_of_the_netherlands(HALF_2012) < 0 and "always been" in sample("01", "number", "missing")
    definitions = cra.ties.definitions(LOAD("trade_partners"))
    assert (definitions["rank"] > 1).any() and "whatever one counts" in sample("02", "number", "missing")
    assert cra.alignment.identical(LOAD("votes_yearly"), "CHN", "RUS").max() < 100
    assert "always vote together" in sample("03", "number", "missing")
    group = members_of_the_sco("2025-12-31")
    assert cra.blocs.share_of_world(LOAD("country_panel"), group, 2023, "population") < 50
    assert "Nearly the whole world" in sample("05", "number", "missing")
