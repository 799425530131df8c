"""The sentence of each figure is computed: alter the data, and it changes."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import history
from china_russia_axis.figures import history as figures

SOURCE = "Source: test"
NAMES = {"CHN": "China", "NLD": "The Netherlands", "DEU": "Germany"}


def reversal(load):
    ratios = history.compared(load("country_panel")).loc[1990:2012]
    return figures.reversal(ratios, history.names_of_the_tie(load("treaties")), source=SOURCE)


def timeline(load):
    return figures.timeline(history.chronology(load("events")), source=SOURCE)


def sanctions(load):
    return figures.sanctions(load("sanctions_1989"), source=SOURCE)


def arms(load):
    return figures.arms(load("arms_yearly"), source=SOURCE)


def partners(load):
    windows = {
        month: history.partners(load("partner_rankings"), "RUS", f"2012-01/2012-0{number}")
        for number, month in ((6, "to June"), (7, "to July"))
    }
    return figures.partners(windows, 49.0, 10.5, names=NAMES, source=SOURCE)


def exercises(load):
    return figures.exercises(history.exercises_by_year(load("exercises")), source=SOURCE)


def _richer_russia(table):
    return table.assign(gdp_usd_bn=table["gdp_usd_bn"].mask(table["iso3"] == "RUS", table["gdp_usd_bn"] * 9))


def _more_dutch_trade(table):
    dutch = table["partner_iso3"] == "NLD"
    return table.assign(total_usd_bn=table["total_usd_bn"].mask(dutch, table["total_usd_bn"] * 2))


def _all_ended(table):
    return table.assign(end_date=table["end_date"].fillna(pd.Timestamp("1992-01-01")))


CHANGES = [
    (reversal, "country_panel", _richer_russia, "Russia is ahead at the end"),
    (reversal, "treaties", lambda table: table[table["kind"] == "treaty"], "1 texts of the time"),
    (timeline, "events", lambda table: table[table["direction"] == "apart"], "2 apart"),
    (sanctions, "sanctions_1989", _all_ended, "0 lasted"),
    (arms, "arms_yearly", lambda table: table.assign(russia_to_china_tiv=1.0), "1 in 2012"),
    (partners, "partner_rankings", _more_dutch_trade, "to July: The Netherlands is first"),
    (exercises, "exercises", lambda table: table[table["format"] == "bilateral"], "4 exercises are listed"),
]


def loader(name=None, change=None):
    return lambda table: change(cra.load(table)) if table == name else cra.load(table)


@pytest.mark.parametrize(("figure", "table", "change", "expected"), CHANGES)
def test_altered_data_alter_the_sentence(figure, table, change, expected):
    before = figure(loader()).sentence
    after = figure(loader(table, change)).sentence
    assert after != before
    assert expected in after


@pytest.mark.parametrize("figure", [reversal, timeline, sanctions, arms, partners, exercises])
def test_every_figure_has_its_picture_text_number_and_source(figure):
    drawn = figure(loader())
    assert drawn.alt and any(character.isdigit() for character in drawn.sentence)
    assert drawn.source == SOURCE
    assert drawn.png()[:4] == b"\x89PNG"


def test_the_sentences_hold_the_numbers_of_the_tables():
    ratios = history.compared(cra.load("country_panel")).loc[1990:2012]
    said = reversal(cra.load).sentence
    for value in (ratios["market"][1990], ratios["market"][2012], ratios["market"].min()):
        assert f"{value:.0f} %" in said
    volume = cra.load("arms_yearly").set_index("year")["russia_to_china_tiv"]
    assert f"a peak of {volume.max():.0f} in {volume.idxmax()}" in arms(cra.load).sentence


def test_a_selection_always_says_that_it_is_one():
    listed = history.chronology(cra.load("events"))
    for rows in (listed, listed.head(1)):
        assert "The numbers describe the list" in figures.selection_in_words(rows)
    assert figures.selection_in_words(listed.iloc[:0]) == "0 events fit this choice."
