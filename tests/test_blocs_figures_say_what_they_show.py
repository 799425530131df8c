"""The sentence of each figure is computed: alter the data, and it changes."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import blocs
from china_russia_axis.figures import blocs as figures

SOURCE = "Source: test"


def loaded():
    return {
        name: cra.load(name)
        for name in ("country_panel", "membership", "energy_production", "currency", "brics_interest_counts")
    }


def shares(tables):
    table = blocs.world_shares(tables["country_panel"], tables["membership"], rule="the five")
    return figures.shares(table.query("year >= 2000"), source=SOURCE)


def timeline(tables):
    membership = tables["membership"]
    return figures.timeline(membership[membership["organisation"] == "BRICS"], source=SOURCE)


def choices(tables):
    return figures.choices(blocs.every_choice(tables["country_panel"], tables["membership"]), source=SOURCE)


def with_and_without(tables):
    both = [
        blocs.world_shares(
            tables["country_panel"], tables["membership"], ["BRICS"], "the five", leave_out=out
        )
        for out in ((), ("CHN",))
    ]
    return figures.with_and_without(*both, source=SOURCE)


def oil(tables):
    group = blocs.members(tables["membership"], "2023-08-31", reading="with all invited")
    return figures.oil(blocs.oil_by_member(tables["energy_production"], group), source=SOURCE)


def reserves(tables):
    return figures.reserves(blocs.reserve_shares(tables["currency"]).loc[2000:2022], source=SOURCE)


def interest(tables):
    return figures.interest(tables["brics_interest_counts"], source=SOURCE)


def _more_chinese_output(tables):
    panel = tables["country_panel"]
    china = panel["iso3"] == "CHN"
    panel.loc[china, ["gdp_usd_bn", "gdp_ppp_intl_bn"]] *= 1.5


def _more_indian_output(tables):
    panel = tables["country_panel"]
    panel.loc[panel["iso3"] == "IND", ["gdp_usd_bn", "gdp_ppp_intl_bn"]] *= 1.5


def _a_member_less(tables):
    table = tables["membership"]
    tables["membership"] = table[~((table["iso3"] == "IDN") & (table["status"] == "member"))]


def _more_saudi_oil(tables):
    energy = tables["energy_production"]
    energy.loc[energy["iso3"] == "SAU", "oil_twh"] *= 1.2


def _a_weaker_dollar(tables):
    currency = tables["currency"]
    rows = (currency["currency"] == "USD") & (currency["period"] == "2022-Q4")
    currency.loc[rows, "value"] -= 5


def _a_larger_count(tables):
    tables["brics_interest_counts"]["interested_total"] *= 2


CASES = [
    (shares, _more_chinese_output),
    (timeline, _a_member_less),
    (choices, _more_chinese_output),
    (with_and_without, _more_indian_output),
    (oil, _more_saudi_oil),
    (reserves, _a_weaker_dollar),
    (interest, _a_larger_count),
]


@pytest.mark.parametrize(("draw", "alter"), CASES, ids=[draw.__name__ for draw, _ in CASES])
def test_altered_data_alter_the_sentence(draw, alter):
    tables = loaded()
    before = draw(tables).sentence
    alter(tables)
    after = draw(tables).sentence
    assert before and after and before != after


@pytest.mark.parametrize("draw", [draw for draw, _ in CASES], ids=[draw.__name__ for draw, _ in CASES])
def test_every_figure_is_drawn_with_units_source_and_a_description(draw):
    figure = draw(loaded())
    assert figure.png()[:4] == b"\x89PNG"
    assert figure.source == SOURCE
    assert figure.alt
    labels = [label for axis in figure.axes for label in (axis.get_xlabel(), axis.get_ylabel())]
    assert any(word in label for label in labels for word in ("%", "year", "number"))


def test_the_sentence_of_the_opening_picture_agrees_with_the_functions():
    tables = loaded()
    table = blocs.world_shares(tables["country_panel"], tables["membership"], rule="the five")
    sentence = shares(tables).sentence
    last = table[table["year"] == 2023]
    assert len(last) == 4
    for share in last["share_pct"]:
        assert f"{share:.1f} %" in sentence
    assert f"ahead since {blocs.crossing_year(table, 'purchasing power')}" in sentence
    assert sentence.count("ahead since") == 1


def test_the_timeline_counts_statuses_on_both_clocks():
    membership = cra.load("membership")
    sentence = timeline({"membership": membership}).sentence
    now = len(blocs.members(membership, "2023-08-31"))
    later = len(blocs.members(membership, "2025-12-31"))
    assert f"On 31 August 2023: {now} members, 6 invited to join." in sentence
    assert f"On 31 December 2025: {later} members" in sentence


def test_a_bloc_that_never_crosses_is_not_said_to_be_ahead():
    rows = [
        {"bloc": bloc, "year": year, "measure": "market", "share_pct": share}
        for bloc, share in (("BRICS", 10.0), ("G7", 40.0))
        for year in (2000, 2001)
    ]
    figure = figures.shares(pd.DataFrame(rows), source=SOURCE)
    assert "30.0 points behind" in figure.sentence
    assert "ahead" not in figure.sentence
