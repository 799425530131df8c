"""A briefing card shows what the tables hold, with date and source, and keeps what we wrote apart from it."""

import re

import pandas as pd
import pytest

from china_russia_axis import cli
from china_russia_axis.codebook import load
from china_russia_axis.teaching import CannotTeach, role_play


def altered(name, change):
    """A loader that gives one table changed."""
    table = load(name).copy()
    table = change(table)
    return lambda wanted: table if wanted == name else load(wanted)


@pytest.fixture(scope="module")
def cards():
    return role_play.cards()


def test_six_capitals_have_a_card_with_enough_to_play_from(cards):
    assert [card.capital for card in cards] == list(role_play.CAPITALS) and len(cards) == 6
    for card in cards:
        assert 5 <= len(card.positions) <= role_play.MOST, card.capital
        assert sum(one.kind == "official" for one in card.positions) >= 3
        kinds = [one.kind for one in card.positions]
        assert kinds == sorted(kinds), "official voices come first"
        assert len(card.goals) >= 2 and len(card.constraints) >= 2 and len(card.red_lines) >= 2


def test_every_position_is_a_verified_row_with_its_date_and_source(cards):
    table = load("perspectives").set_index("perspective_id")
    for card in cards:
        for one in card.positions:
            row = table.loc[one.perspective_id]
            assert row["verified"] and row["confidence"] != "low" and row["capital"] == card.capital
            assert (one.text, one.source, one.kind) == (row["position"], row["source_url"], row["kind"])
            assert re.fullmatch(r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d", one.dated)
            assert one.source in card.as_markdown() and one.dated in card.as_html()


def test_the_position_nearest_to_the_case_is_on_the_card(cards):
    shown = {card.capital: [one.perspective_id for one in card.positions] for card in cards}
    assert "C09-Moscow-1" in shown["Moscow"] and "C76-Taipei-1" in shown["Taipei"]
    assert "C76-Tokyo-1" in shown["Tokyo"] and "C45-Beijing-1" in shown["Beijing"]


@pytest.mark.parametrize("column", ["verified", "confidence"])
def test_a_row_that_is_not_verified_leaves_the_card(column):
    first = role_play.positions("Moscow")[0]

    def change(table):
        table.loc[table["perspective_id"] == first.perspective_id, column] = (
            False if column == "verified" else "low"
        )
        return table

    left = role_play.positions("Moscow", altered("perspectives", change))
    assert first.perspective_id not in [one.perspective_id for one in left]
    assert len(left) == role_play.MOST, "the next one takes its place"


def test_a_row_without_a_date_leaves_the_card():
    first = role_play.positions("Taipei")[0]
    without = altered(
        "perspective_dates", lambda table: table[table["perspective_id"] != first.perspective_id]
    )
    assert first.perspective_id not in [one.perspective_id for one in role_play.positions("Taipei", without)]
    doubted = altered("perspective_dates", lambda table: table.assign(verified=False))
    assert all(not one.perspective_id.startswith("C09") for one in role_play.positions("Taipei", doubted))


def test_changed_words_and_dates_change_the_card():
    first = role_play.positions("Tokyo")[0]

    def reword(table):
        table.loc[table["perspective_id"] == first.perspective_id, "position"] = "Other words."
        return table

    def redate(table):
        table.loc[table["perspective_id"] == first.perspective_id, "date"] = pd.Timestamp("2011-03-04")
        table.loc[table["perspective_id"] == first.perspective_id, "date_precision"] = "day"
        return table

    assert role_play.positions("Tokyo", altered("perspectives", reword))[0].text == "Other words."
    assert role_play.positions("Tokyo", altered("perspective_dates", redate))[0].dated == "4 March 2011"


def test_what_we_wrote_stands_apart_and_says_so(cards):
    for card in cards:
        said, ours = card.as_markdown().split("## Your brief")
        assert role_play.OURS in ours and role_play.OURS not in said
        for line in (*card.goals, *card.constraints, *card.red_lines, card.dilemma):
            assert line in ours and line not in said
        assert all(one.text in said for one in card.positions)
        assert card.as_html().index('class="ours"') > card.as_html().index(card.positions[-1].host)


def test_a_hostile_table_cannot_act_on_the_page():
    def change(table):
        mine = table["capital"] == "Delhi"
        table.loc[mine, "position"] = "<script>alert(1)</script> & <img src=x onerror=alert(1)>"
        table.loc[mine, "source_url"] = "javascript:alert(1)"
        return table

    page = role_play.briefing("Delhi", altered("perspectives", change)).as_html()
    assert "<script" not in page and "<img" not in page and 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page


def test_dates_agree_with_what_they_rest_on():
    dates = load("perspective_dates")
    table = dates.merge(
        load("perspectives"), on="perspective_id", validate="one_to_one", suffixes=("", "_row")
    )
    assert len(table) == len(dates), "every date belongs to a row"
    for row in table.itertuples():
        if row.basis == "address":
            digits = re.sub(r"\D", "", row.source_url)
            assert f"{row.date:%Y%m%d}" in digits, row
        if row.basis == "wording":
            assert str(row.date.year) in row.position or isinstance(row.note, str), row
        if row.date_precision != "day":
            assert row.date.day == 1
    own = set(dates["perspective_id"])
    events = load("events").set_index("event_id")["date"]
    both = load("perspectives").dropna(subset=["event_id"])
    for row in both[both["perspective_id"].isin(own)].itertuples():
        assert events[row.event_id] == dates.set_index("perspective_id")["date"][row.perspective_id]


def test_a_seventh_team_gets_positions_and_an_empty_brief():
    card = role_play.briefing("Kyiv")
    assert len(card.positions) >= 4 and {one.perspective_id[4:8] for one in card.positions} == {"Kyiv"}
    page = card.as_markdown()
    assert "To be written by your team" in page and role_play.OURS not in page


def test_an_unknown_capital_is_answered_with_the_known_ones(capsys):
    with pytest.raises(CannotTeach, match="no card for 'Paris'.* At the table sit: Beijing, Taipei"):
        role_play.briefing("Paris")
    assert cli.main(["role-play", "--card", "Paris"]) == 1
    assert "At the table sit: Beijing" in capsys.readouterr().err
    assert cli.main(["role-play", "--card", "delhi"]) == 0
    assert capsys.readouterr().out.startswith("# Delhi\n\n## What has been said there\n\n1. ")
