"""Sentences in the prose of lesson 06 that lean on a number, held against the tables."""

import math
import re

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import security
from china_russia_axis.exercises import declarations, judge, keys
from china_russia_axis.figures import security as pictures

SOURCE = "Source: test"


@pytest.fixture(scope="module")
def nato():
    return cra.load("nato_members")


@pytest.fixture(scope="module")
def wars():
    return security.wars(cra.load("events"))


@pytest.fixture(scope="module")
def money():
    return cra.load("military_expenditure")


@pytest.fixture(scope="module")
def views():
    return security.views_of_the_other(cra.load("documents"), cra.load("document_points"), until="2026-05-31")


def test_two_of_three_wars_lie_longer_after_a_step_than_most_days_do(nato, wars):
    around, blind = security.before_and_after(nato, wars), security.any_day(nato)
    later = [(blind > years).mean() for years in around["years_since"]]
    assert len(later) == 3
    assert sum(share < 0.5 for share in later) == 2


def test_the_promise_of_2008_came_four_months_before_the_war_and_led_to_no_accession(nato, wars):
    told = cra.load("enlargement_tellings").set_index("telling_id")
    promise = told.loc["T06", "date"]
    assert (wars["Georgia"] - promise).days // 30 == 4
    assert not {"UKR", "GEO"} & set(security.members(nato, "2025-12-31"))
    assert round((wars["all of Ukraine"] - promise).days / 365.25) == 14


def test_only_moscow_speaks_of_a_sword_and_it_stands_in_between_too():
    told = cra.load("enlargement_tellings")
    assert set(told[told["telling"] == "sword"]["capital"]) == {"Moscow"}
    between = told[(told["telling"] == "in between") & (told["capital"] == "Moscow")]
    assert list(between["date"].dt.year) == [2007, 2022, 2023]
    assert "Berlin" in set(told[told["telling"] == "in between"]["capital"])
    assert len(told) == 15


def test_three_changes_of_power_fell_within_sixteen_months():
    events = cra.load("events").set_index("event_id")["date"]
    first, last = events["E020"], events["E024"]
    assert last - first < pd.Timedelta(days=16 * 30.5) and last.year == 2005


def test_nato_mentions_china_mildly_in_2019_and_as_a_challenge_two_years_later(views):
    china = views[views["doc_id"].str.startswith("NA") & views["direction"].str.endswith("China")]
    assert list(china.loc[china["date"] < "2022-01-01", "level"]) == [1, 2]


def test_joint_texts_name_nobody_before_february_2022_and_western_words_soften_from_2025(views):
    joint = views[views["direction"] == "China and Russia on the West"]
    before = joint[joint["date"] < "2022-02-04"]
    assert before["level"].max() == 1 and before["date"].min().year == 1997
    assert joint.set_index("doc_id").loc["CR2022", "level"] == 2
    china = views[(views["direction"] == "NATO and Washington on China") & (views["date"] >= "2025-01-01")]
    assert len(china) == 3 and china["level"].max() < 2


def test_chinas_spending_grew_about_tenfold_while_its_share_fell(money):
    china = security.change(money, ["CHN", "USA"], 1992, 2022)
    assert china.loc["CHN", "times"] == pytest.approx(10, abs=0.5)
    assert china.loc["CHN", "share_2022"] < china.loc["CHN", "share_1992"]
    for year in (2022, 2024):
        dollars = security.spending(money, ["USA", "CHN"], "constant_2023_usd_m").loc[year]
        assert dollars["USA"] / dollars["CHN"] == pytest.approx(3, abs=0.3)


def test_the_spending_table_has_seven_members_of_nato(money, nato):
    assert len([one for one in security.members(nato, "2022-02-24") if one in set(money["iso3"])]) == 7


def test_the_first_listings_are_a_day_older_than_the_annexation_and_a_company_came_ten_months_later():
    day = cra.load("events").set_index("event_id")["date"]
    assert (day["E050"] - day["E049"]).days == 1
    assert round((day["E064"] - day["E061"]).days / 30.44) == 10
    assert (day["E075"] - day["E072"]).days // 7 == 3


def test_no_row_on_the_pacific_counts_what_moved():
    assert "counted" not in set(cra.load("pacific_steps")["kind"])


def test_camp_david_names_china_and_the_joint_texts_target_nobody():
    points = cra.load("document_points").query("verified and topic == 'third parties'")
    camp = points[points["doc_id"] == "CD2023"]
    assert camp["paraphrase"].str.contains("China").any() and set(camp["stance"]) == {"opposes"}
    for text in ("CR2022", "CR2023"):
        assert "supports" in set(points[points["doc_id"] == text]["stance"])


def test_half_of_all_arms_answer_the_other_at_a_fear_of_one_half():
    first, second = security.resting_point((10, 10), (0.5, 0.5))
    assert (first + second - 20) / (first + second) == 0.5


def test_both_pairs_end_at_twenty_and_only_the_fearful_one_comes_down():
    ends, after = {}, {}
    for name, pair in security.EXAMPLES.items():
        ends[name] = security.resting_point(**pair)
        after[name] = security.race(**pair, rounds=16, restraint=8)["first"].iloc[-1]
    assert set(ends.values()) == {(20.0, 20.0)}
    assert list(after.values()) == [15.0, 20.0]


def test_the_tasks_of_the_desk_have_the_answers_that_they_seem_to_have():
    assert math.isfinite(security.resting_point((10, 10), (0.9, 0.9))[0])
    assert math.isinf(security.resting_point((10, 10), (1.0, 1.0))[0])
    assert math.isfinite(security.resting_point((10, 10), (1.2, 0.8))[0])
    assert math.isinf(security.resting_point((10, 10), (1.2, 0.9))[0])
    assert security.resting_point((0, 0), (1.2, 1.2)) == (0.0, 0.0)


def test_thirteen_capitals_speak_and_the_missing_ones_are_missing():
    seen = cra.load("perspectives").query("verified")
    assert seen["capital"].nunique() == len(security.voices(seen)) == 13
    assert list(seen["capital"].value_counts().index[:2]) == ["Beijing", "Moscow"]
    assert not set(seen["capital"]) & {"Warsaw", "Riga", "Seoul", "Manila", "Canberra", "Minsk"}


def test_eight_of_the_thirteen_sit_in_the_twenty():
    twenty = set(cra.blocs.members(cra.load("membership"), "2023-08-31", "G20"))
    seats = {"CHN", "RUS", "USA", "JPN", "IND", "BRA", "ZAF"}
    assert seats <= twenty and not {"UKR", "TWN", "KAZ", "UZB", "IRN"} & twenty


# --- sentences under pictures follow the data


def _staircase(nato, told, wars):
    return pictures.staircase(security.rounds_of_accession(nato), told, wars, source=SOURCE).sentence


def test_the_sentence_of_the_staircase_follows_the_tables(nato, wars):
    told = cra.load("enlargement_tellings")
    said = _staircase(nato, told, wars)
    assert _staircase(nato[nato["iso3"] != "SWE"], told, wars) != said
    assert _staircase(nato, told[told["capital"] != "Warsaw"], wars) != said
    assert _staircase(nato, told, {"Georgia": wars["Georgia"]}) != said


def test_rows_on_words_that_nobody_verified_are_not_drawn(nato, wars):
    told = cra.load("enlargement_tellings")
    doubtful = told.assign(verified=told["verified"] & (told["capital"] != "Warsaw"))
    assert "Warsaw" not in _staircase(nato, doubtful, wars)


def test_the_sentence_on_spending_follows_the_table(money):
    names = {"CHN": "China", "USA": "United States"}

    def said(table):
        bn, share = (
            security.spending(table, names, what) for what in ("constant_2023_usd_m", "share_of_gdp")
        )
        return pictures.spending(bn, share, names, source=SOURCE).sentence

    richer = money.assign(constant_2023_usd_m=2 * money["constant_2023_usd_m"])
    poorer = money.assign(share_of_gdp=money["share_of_gdp"] / 2)
    assert len({said(money), said(richer), said(poorer)}) == 3


def test_the_sentence_on_words_follows_the_texts(views):
    softer = views.assign(level=views["level"].clip(upper=1))
    said = pictures.words(views, source=SOURCE).sentence
    assert "in December 2017" in said and "none of" in pictures.words(softer, source=SOURCE).sentence


def test_the_sentence_on_races_follows_the_model():
    said = pictures.races(security.EXAMPLES, source=SOURCE).sentence
    bolder = {name: {**one, "fear": (0.9, 0.9)} for name, one in security.EXAMPLES.items()}
    assert pictures.races(bolder, source=SOURCE).sentence != said


def test_the_sheet_explains_shares_of_output_in_per_cent():
    question = declarations.find("06.22")
    for one in [question, *(question.with_parameters(**each) for each in question.variants)]:
        message = judge.judge(one, float(keys.expected(one, cra.load)), cra.load).message
        told = [float(part) for part in re.search(r"from ([\d.]+) to ([\d.]+) per cent", message).groups()]
        country, first = one.parameters["country"], one.parameters["first"]
        shares = security.change(cra.load("military_expenditure"), [country], first, 2023).filter(
            like="share"
        )
        assert told == pytest.approx(shares.iloc[0].tolist(), abs=0.051) and min(told) > 0.5
