"""Each measure of the ties follows its stated rule, at both extremes, and bad input is answered kindly."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import ties


@pytest.fixture(scope="module")
def partners():
    return cra.load("trade_partners")


def straight(first=2012, last=2023, start=10.0, step=2.0):
    return pd.Series({year: start + step * (year - first) for year in range(first, last + 1)})


def test_the_gap_is_measured_in_per_cent_of_what_russia_reports():
    rows = cra.load("trade")
    table = ties.mirror(rows)
    row = table.loc[2014]
    assert row["gap_pct"] == pytest.approx(
        100 * (row["china_usd_bn"] - row["russia_usd_bn"]) / row["russia_usd_bn"]
    )


def test_russia_is_missing_once_it_no_longer_reports():
    table = ties.mirror(cra.load("trade"))
    assert table.loc[2022:, "russia_usd_bn"].isna().all()
    assert table.loc[:2021, "russia_usd_bn"].notna().all()


def test_a_year_with_one_direction_only_is_no_total():
    rows = cra.load("trade")
    one_sided = (rows["series"] == "un_comtrade_reported_by_russia") & (rows["year"] == 2021)
    half = rows[~(one_sided & (rows["flow"] == "china_exports_to_russia"))]
    assert pd.isna(ties.mirror(half).loc[2021, "russia_usd_bn"])


def test_rows_that_nobody_verified_count_nowhere(partners):
    false = partners.assign(
        growth_total_pct_yoy=partners["growth_total_pct_yoy"].mask(~partners["verified"], 999)
    )
    assert 999 not in ties.growth(false, "2024")["growth_pct"].tolist()
    trade = cra.load("trade")
    raised = trade.assign(value_usd_bn=trade["value_usd_bn"].mask(~trade["verified"], 999.0))
    pd.testing.assert_frame_equal(ties.mirror(raised), ties.mirror(trade))


def test_barrels_become_tonnes_and_tonnes_stay(partners):
    oil = ties.crude_oil(cra.load("energy_flows"))
    assert oil[oil["converted"]]["year"].tolist() == [2018]
    assert oil[oil["converted"]]["million_tonnes"].iloc[0] == pytest.approx(1.49 * 365 / 7.33)
    assert oil.loc[(oil["year"] == 2019) & (oil["from_iso3"] == "RUS"), "million_tonnes"].iloc[0] == 77.64


def test_partners_are_ranked_from_fast_to_slow_and_only_with_a_figure(partners):
    for period in ties.PERIODS:
        table = ties.growth(partners, period, groups=True)
        assert table["growth_pct"].is_monotonic_decreasing
        assert table["rank"].tolist() == list(range(1, len(table) + 1))
        assert not table["partner_iso3"].duplicated().any()
        assert "WLD" not in set(table["partner_iso3"])


def test_two_currencies_are_never_mixed(partners):
    dollars = ties.growth(partners, "2022", groups=True).set_index("partner_iso3")["growth_pct"]
    yuan = ties.growth(partners, "2022", "CNY", groups=True).set_index("partner_iso3")["growth_pct"]
    assert dollars["ASN"] == 11.2 and yuan["ASN"] == 15.0
    assert ties.place(partners, period="2022", currency="CNY")["rank"] is None


def test_what_was_added_fits_the_growth(partners):
    table = ties.growth(partners, "2022").set_index("partner_iso3")
    russia = table.loc["RUS"]
    before = russia["level_bn"] - russia["added_bn"]
    assert 100 * russia["added_bn"] / before == pytest.approx(russia["growth_pct"])
    assert before == pytest.approx(146.887, rel=0.01)


def test_the_extremes_of_the_smallest_size(partners):
    everybody, nobody = (ties.place(partners, period="2022", minimum=size) for size in (0, 10_000))
    assert everybody["of"] == 8
    assert nobody == {"rank": None, "of": 0, "first": "", "value": None, "best": None}


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        ({"period": "2002"}, "There is no period '2002' here"),
        ({"currency": "EUR"}, "There is no currency 'EUR' here"),
        ({"unit": "percent"}, "Did you mean 'per cent'"),
    ],
)
def test_an_unknown_choice_is_answered_with_what_there_is(partners, slip, message):
    with pytest.raises(ties.UnknownChoice, match=message):
        ties.growth(partners, **slip)


def test_years_without_an_exercise_or_a_meeting_are_noughts():
    counts = ties.exercises_by_year(cra.load("exercises")).sum(axis=1)
    assert counts[2004] == 0 and counts[2011] == 0
    assert counts.sum() == len(cra.load("exercises"))
    meetings = ties.meetings_by_year(cra.load("meetings"))
    assert meetings[2020] == 0 and meetings[2021] == 0


def test_a_straight_line_that_goes_on_is_no_break():
    table = ties.trend_break(straight())
    assert table["miss"].abs().max() < 1e-9
    found = ties.breaks({"trade": straight()}).loc["trade"]
    assert found["slope"] == pytest.approx(2.0)
    assert found["miss"] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("jump", "verdict"), [(50, "above"), (-50, "below")])
def test_a_jump_is_found_with_its_sign(jump, verdict):
    wobbly = straight() + pd.Series({year: (year % 2) * 1.0 for year in range(2012, 2024)})
    jumped = wobbly.where(wobbly.index < 2022, wobbly + jump)
    found = ties.breaks({"trade": jumped}).loc["trade"]
    assert found["verdict"] == verdict
    assert found["miss"] == pytest.approx(jump, abs=2)
    assert ties.breaks({"trade": wobbly}).loc["trade", "verdict"] == "on trend"


def test_years_left_out_do_not_make_the_line():
    dented = straight()
    dented[[2020, 2021]] = 0.0
    table = ties.trend_break(dented, leave_out=ties.PANDEMIC)
    assert table.loc[2022, "miss"] == pytest.approx(0, abs=1e-9)
    assert not table.loc[[2020, 2021], "fitted"].any()


def test_a_trend_of_two_years_is_refused_by_name():
    with pytest.raises(ValueError, match="from 2020 to 2021 has 2 years"):
        ties.trend_break(straight(), first=2020)


def test_a_placebo_finds_the_year_in_which_something_happened():
    flat = straight(2000, 2023, step=0.0)
    jumped = flat.where(flat.index < 2018, 20.0)
    misses = ties.placebo_breaks(jumped, first=2000)
    assert misses.idxmax() == 2018
    assert misses[2014] == pytest.approx(0, abs=1e-9)


def test_the_coolest_record_decides_and_the_warmest_is_shown():
    table = ties.stances(cra.load("backing"))
    assert tuple(table.loc[("CHN", "Ukraine"), ["coolest", "warmest"]]) == ("holds back", "backs")
    later = cra.load("backing").assign(date=pd.Timestamp("2024-01-01"))
    assert ties.stances(later).empty


def test_a_cell_of_the_grid_of_topics_holds_every_stance_that_was_read():
    documents, points = cra.load("documents"), cra.load("document_points")
    table = ties.wording(documents, points)
    assert table.at["ukraine", "CR2022"] == "silent"
    assert table.at["third parties", "CR2022"] == "opposes/supports"
    assert pd.isna(table.at["sanctions", "CR2022"])
    assert "CR2024" not in table.columns
    assert "CR2024" in ties.wording(documents, points, until="2024-12-31").columns
