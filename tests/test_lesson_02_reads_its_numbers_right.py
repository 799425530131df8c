"""Sentences in the prose of lesson 02 that lean on a number, held against the tables."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import ties

ESSAY = pd.Timestamp("2023-08-31")


@pytest.fixture(scope="module")
def series():
    return ties.indicators(cra.load)


def test_two_panels_say_yes_and_two_say_no(series):
    found = ties.breaks(series, leave_out=ties.PANDEMIC)["verdict"].to_dict()
    assert found == {"trade": "above", "meetings": "below", "exercises": "above", "votes": "below"}


def test_the_jump_of_trade_begins_before_the_invasion_and_2022_misses_more_than_any_pretended_year(series):
    table = ties.trend_break(series["trade"])
    assert table.loc[2021, "miss"] > 0
    assert (table.loc[[2022, 2023], "miss"] > table["usual"].iloc[0]).all()
    placebo = ties.placebo_breaks(series["trade"])
    assert len(placebo) == 11
    assert list(placebo.sort_values().index[-2:]) == [2021, 2022]


def test_trade_is_above_and_votes_are_below_whatever_the_line_and_the_others_turn(series):
    choices = [{}, {"leave_out": ties.PANDEMIC}, {"first": 2016}]
    found = pd.DataFrame([ties.breaks(series, **choice)["verdict"] for choice in choices])
    assert set(found["trade"]) == {"above"} and set(found["votes"]) == {"below"}
    assert set(found["meetings"]) == {"on trend", "below", "above"}
    assert set(found["exercises"]) == {"above", "on trend"}
    table = ties.breaks(series, leave_out=ties.PANDEMIC).loc["exercises"]
    assert table["miss"] - table["usual"] < 1


def test_the_books_lie_far_apart_in_2001_and_close_ten_years_later():
    gap = ties.mirror(cra.load("trade"))["gap_pct"]
    assert gap[2001] > 85
    assert gap.loc[2010:2021].abs().max() < 8


def test_the_oil_of_2021_was_no_larger_and_the_great_step_came_in_2023():
    oil = (
        ties.crude_oil(cra.load("energy_flows"))
        .query("from_iso3 == 'RUS'")
        .set_index("year")["million_tonnes"]
    )
    assert oil[2021] <= oil[2020]
    assert oil.diff().idxmax() == 2023
    assert ties.pipeline_gas(cra.load("energy_flows")).is_monotonic_increasing


def test_russia_leads_under_one_of_four_definitions_behind_those_that_are_named():
    table = ties.definitions(cra.load("trade_partners"))
    assert (table["rank"] == 1).sum() == 1
    assert set(table.loc[table["rank"] != 1, "first"]) == {"Iraq", "Tajikistan", "ASEAN"}


def test_yuan_growth_was_about_three_points_higher_in_2022():
    partners = cra.load("trade_partners")
    dollars, yuan = (
        ties.growth(partners, "2022", currency, groups=True).set_index("partner_iso3")["growth_pct"]
        for currency in ("USD", "CNY")
    )
    assert (yuan - dollars).dropna().between(2.5, 4).all()
    assert len((yuan - dollars).dropna()) == 3


def test_three_compilers_found_the_numbers_in_the_text():
    counts = cra.load("exercise_counts")
    assert {50, 66, 113} <= set(counts["number"])


def test_the_reports_on_the_two_operations_are_those_the_text_names():
    reports = cra.load("exercise_reports").set_index(["exercise", "side", "what"])["value"].sort_index()
    drill, patrol = "Northern/Interaction 2023", "Joint naval patrol 3"
    assert reports[(drill, "RUS", "ships")] == 9
    assert reports[(drill, "RUS", "combat exercises")] == 20
    assert reports[(drill, "CHN", "ships")] == 10
    assert reports[(patrol, "RUS", "distance")].max() == pytest.approx(3 * 2300, rel=0.05)


def test_trade_went_down_between_2014_and_2016():
    trade = ties.mirror(cra.load("trade"))["china_usd_bn"]
    assert trade[2016] < trade[2014] and trade[2015] < trade[2014]


def test_china_joined_none_of_russias_vetoes_on_ukraine():
    vetoes = cra.load("vetoes")
    alone = vetoes[vetoes["russia"] & (vetoes["topic"] == "Ukraine") & (vetoes["date"] <= ESSAY)]
    assert len(alone) >= 4
    assert not alone["china"].any()


def test_china_leaves_its_abstention_on_two_texts_and_votes_more_like_kazakhstan_than_like_belarus():
    grid = ties.votes_on_ukraine(cra.load("ukraine_votes"), ["RUS", "BLR", "CHN", "KAZ", "IND"])
    china = grid.loc["CHN"]
    assert list(china[china == "no"].index) == ["ES-11/3", "ES-11/5"]
    same = {one: (grid.loc[one] == china).sum() for one in ("BLR", "KAZ", "IND")}
    assert same["KAZ"] > same["IND"] > same["BLR"]
    assert grid.shape[1] == 7


def test_the_row_on_alliance_never_turns_to_a_plus():
    table = ties.wording(cra.load("documents"), cra.load("document_points"))
    assert not table.loc["alliance"].dropna().str.contains("supports").any()
    assert table.at["nato", "CR2016"] == table.at["nato", "CR2022"] == table.at["nato", "CR2023"] == "opposes"


def test_twenty_days_lie_between_signature_and_attack():
    events = cra.load("events").set_index("event_id")["date"]
    assert (events["E073"] - events["E072"]).days == 20


def test_two_measures_rose_and_two_fell_from_before_the_pandemic(series):
    change = ties.before_and_after(series)["change"]
    assert set(change[change > 0].index) == {"trade", "exercises"}
    assert set(change[change < 0].index) == {"meetings", "votes"}


def test_what_was_done_before_the_upgrade_is_on_the_list():
    events = cra.load("events")
    before = events[events["claim_ids"].str.contains("C22", na=False) & (events["date"] < "2019-06-05")]
    text = " ".join(before["title"])
    assert all(word in text for word in ("gas contract", "S-400", "Su-35", "exercise", "sanctions"))


def test_the_two_scholars_in_beijing_and_shanghai_see_reasons_for_caution():
    views = cra.load("expert_views")
    views = views[views["claim_ids"].str.contains("C35", na=False)]
    assert (views["stance"] == "supports").sum() == 2
    assert (views["side"] == "CHN").all()


def test_by_the_second_clock_trade_stood_still_and_fell():
    trade = ties.mirror(cra.load("trade"))["china_usd_bn"]
    assert 0 < trade[2024] / trade[2023] - 1 < 0.05
    assert trade[2025] < trade[2024]


def test_a_calendar_year_is_a_blunt_knife():
    invasion = pd.Timestamp("2022-02-24")
    meetings = cra.load("meetings")
    meetings = meetings[(meetings["format"] == "in person") & meetings["verified"]]["date"]
    drills = cra.load("exercises")["start_date"]
    for days, whole in ((meetings, 2), (drills, 6)):
        days = days[days.dt.year == 2022]
        assert len(days) == whole
        assert (days < invasion).sum() == 1


def test_another_measure_of_the_votes_has_the_two_closer():
    points = cra.load("ideal_points").pivot(index="year", columns="iso3", values="ideal_point")
    distance = (points["CHN"] - points["RUS"]).abs()
    assert distance[2023] < distance[2021]
