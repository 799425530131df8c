"""Accessions, spending, words, aid and ties are counted as their docstrings say."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import security


@pytest.fixture(scope="module")
def nato():
    return cra.load("nato_members")


def test_a_member_counts_from_the_day_of_its_accession(nato):
    assert "FIN" not in security.members(nato, "2023-04-03")
    assert "FIN" in security.members(nato, "2023-04-04")
    assert len(security.members(nato, "1949-04-04")) == 12
    assert security.members(nato, "1949-04-03") == []


def test_members_that_nobody_verified_do_not_count(nato):
    doubtful = nato.assign(verified=nato["iso3"] != "SWE")
    assert "SWE" not in security.members(doubtful, "2025-01-01")


def test_rounds_add_up_to_the_members(nato):
    rounds = security.rounds_of_accession(nato)
    assert rounds["joined"].sum() == rounds["members"].iloc[-1] == len(nato)
    for day, row in rounds.iterrows():
        assert row["members"] == len(security.members(nato, day))


def test_before_and_after_find_the_neighbours_of_a_day(nato):
    around = security.before_and_after(nato, {"on": "2009-04-01", "end": "2025-01-01"})
    assert around.loc["on", "years_since"] == 0
    assert around.loc["on", "after"] == pd.Timestamp("2017-06-05")
    assert pd.isna(around.loc["end", "after"])


def test_blind_days_follow_from_the_dates_alone():
    made = pd.DataFrame(
        {"iso3": ["AAA", "BBB"], "accession_date": pd.to_datetime(["2000-01-01", "2000-01-04"])}
    ).assign(verified=True, country=["A", "B"])
    days = security.any_day(made, "2000-01-01", "2000-01-05") * 365.25
    assert list(days.round()) == [0, 1, 2, 0, 1]


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2005-01-01", "2000-01-01", "is later than"),
        ("1900-01-01", "2000-01-01", "Begin later"),
        ("soon", "2000-01-01", "is no date"),
    ],
)
def test_periods_that_make_no_sense_are_answered_with_a_remedy(nato, first, last, says):
    with pytest.raises(security.UnusableInput, match=says):
        security.any_day(nato, first, last)


@pytest.mark.parametrize("day", ["soon", None, "2023-02-30"])
def test_what_is_no_date_is_named(nato, day):
    with pytest.raises(security.UnusableInput, match="is no date"):
        security.members(nato, day)


def test_spending_leaves_out_the_implausible_years_of_tajikistan():
    money = cra.load("military_expenditure")
    extra = money[money["iso3"] == "TJK"].iloc[[0]].assign(year=1993, share_of_gdp=0.5)
    table = security.spending(pd.concat([money, extra], ignore_index=True), ["TJK", "KGZ"])
    assert 1993 not in table["TJK"].dropna().index


def test_spending_is_in_per_cent_and_in_billions():
    money = cra.load("military_expenditure")
    row = money[(money["iso3"] == "USA") & (money["year"] == 2022)].iloc[0]
    assert security.spending(money, ["USA"]).loc[2022, "USA"] == pytest.approx(100 * row["share_of_gdp"])
    dollars = security.spending(money, ["USA"], "constant_2023_usd_m").loc[2022, "USA"]
    assert dollars == pytest.approx(row["constant_2023_usd_m"] / 1000)


def test_unknown_states_and_measures_are_named_with_a_near_one():
    money = cra.load("military_expenditure")
    with pytest.raises(security.UnusableInput, match="Did you mean .*CHN"):
        security.spending(money, ["CHI"])
    with pytest.raises(security.UnusableInput, match="There is: share_of_gdp"):
        security.spending(money, ["CHN"], "ships")


def _made(stance, paraphrase, body="China and Russia", topic="nato"):
    text = {"doc_id": "X1", "date": pd.Timestamp("2020-01-01"), "body": body, "kind": "joint statement"}
    point = {"doc_id": "X1", "topic": topic, "stance": stance, "paraphrase": paraphrase}
    made = (pd.DataFrame([{**one, "verified": True}]) for one in (text, point))
    return security.views_of_the_other(*made, until="2021-01-01")["level"].tolist()


def test_a_joint_text_is_strong_when_it_criticises_by_name():
    assert _made("opposes", "NATO is criticised.") == [2]
    assert _made("opposes", "Blocs are criticised; NATO itself is not named.") == [1]
    assert _made("supports", "Aimed at nobody.") == [0]


def test_a_western_text_is_strong_when_it_calls_the_other_a_threat():
    assert _made("supports", "A threat.", "NATO", "view of Russia") == [2]
    assert _made("neutral", "Chances too.", "NATO", "view of Russia") == [1]
    assert _made("silent", "No word.", "NATO", "view of Russia") == [0]


def test_a_western_text_that_was_not_read_for_a_question_leaves_no_mark():
    assert _made("supports", "A threat.", "NATO", "enlargement") == []


def test_words_that_nobody_verified_do_not_count():
    documents, points = cra.load("documents"), cra.load("document_points")
    doubtful = points.assign(verified=points["verified"] & (points["doc_id"] != "CR2022"))
    views = security.views_of_the_other(documents, doubtful).query("level == 2").set_index("direction")
    assert views.loc["China and Russia on the West", "doc_id"] == "CR2023"


def test_aid_never_mixes_promises_with_packages():
    table = cra.load("ukraine_aid")
    promised = security.aid(table, "commitments", "total", ("EU members and institutions",))
    packed = security.aid(table, "allocations", "total", ("EU members and institutions",))
    assert promised.loc["2024-01-15"].iloc[0] == 144 and packed.loc["2024-01-15"].iloc[0] == 77


def test_new_ties_stay_within_their_period_and_their_sides():
    ties = security.new_ties(cra.load, "2021-01-01", "2023-08-31")
    assert ties["date"].between("2021-01-01", "2023-08-31").all()
    assert set(ties["side"]) == {"Washington and allies", "China and Russia"}
    assert not ties["tie"].str.contains("Quadrilateral").any()  # its day is from memory
    later = security.new_ties(cra.load, "2021-01-01", "2025-12-31")
    assert later["tie"].str.contains("Sweden").any() and len(later) > len(ties)


def test_every_voice_is_a_verified_position_of_another_capital():
    table = cra.load("perspectives")
    seen = security.voices(table)
    assert seen["capital"].is_unique and len(seen) == len(security.VOICES)
    assert len(security.voices(table.assign(verified=False))) == 0
    assert seen["read"].str.len().min() > 3 and not seen["read"].str.contains("/").any()


def test_a_day_that_was_not_seen_is_not_shown():
    told = security.told(cra.load("enlargement_tellings"))
    assert "April 2008" in set(told["when"]) and "3 April 2008" in set(told["when"])
