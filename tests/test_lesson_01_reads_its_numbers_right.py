"""Sentences in the prose of lesson 01 that lean on a number, held against the tables."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import alignment, history


@pytest.fixture(scope="module")
def ratios():
    return history.compared(cra.load("country_panel")).loc[1990:2012]


@pytest.fixture(scope="module")
def listed():
    return history.chronology(cra.load("events"), 1989, 2012)


def test_russia_was_larger_at_the_bank_and_smaller_at_home_at_the_first_handshake(ratios):
    assert ratios.loc[1992, "market"] > 100 > ratios.loc[1992, "purchasing power"]


def test_at_the_fifth_handshake_it_was_about_a_quarter_on_both_scales(ratios):
    assert ratios.loc[2011].between(22, 28).all()


def test_five_handshakes_within_twenty_years():
    dates = history.names_of_the_tie(cra.load("treaties"))["date"]
    assert len(dates) == 5 and dates.max() - dates.min() < pd.Timedelta(days=20 * 365)


def test_the_lazy_coder_gets_almost_two_thirds_and_the_machine_41_of_44(listed):
    ours = history.labels(listed)
    lazy = history.agreement(ours, history.lazy_coder(listed))
    machine = history.agreement(ours, history.mechanical_coder(listed))
    assert 60 < lazy.percent < 200 / 3 and lazy.kappa == pytest.approx(0)
    assert (machine.same, machine.events) == (41, 44)
    missed = listed[(history.mechanical_coder(listed) != ours).to_numpy()]
    apart = listed[listed["direction"] == "apart"]
    assert len(missed) == 3 and len(apart) == 2 and set(apart["event_id"]) < set(missed["event_id"])


def test_two_stumbles_become_six_with_four_rows(listed):
    left_out = cra.load("events_left_out")
    fuller = history.chronology(history.with_rows(cra.load("events"), left_out), 1989, 2012)
    assert len(left_out) == 4
    assert [(rows["direction"] == "apart").sum() for rows in (listed, fuller)] == [2, 6]


def test_the_search_for_the_united_states_and_closer_finds_one_event():
    rows = history.chronology(cra.load("events"), 1989, 2012, actor="USA", direction="closer")
    assert rows["event_id"].tolist() == ["E026"]


def test_the_summit_comes_before_the_square_the_sanctions_and_the_end(listed):
    dates = listed.set_index("event_id")["date"]
    assert dates["E001"] < dates["E002"] < dates["E003"] < dates["E004"] < dates["E006"]
    assert dates["E001"] < pd.Timestamp("1989-09-01")  # before the autumn of 1989


def test_money_and_visits_were_back_within_a_year_and_a_half_and_arms_were_not():
    measures = cra.load("sanctions_1989")
    months = history.months_in_force(measures, "1992-06-30")
    over = measures[measures["end_date"].notna()]
    assert len(measures) == 6 and len(over) == 4 and "arms" not in set(over["kind"])
    assert months[months < 19].size == 4 and months[months >= 36].size == 2


def test_the_blue_line_gains_from_1999_to_2007_and_the_other_hardly_moves(ratios):
    market, parity = ratios["market"], ratios["purchasing power"]
    assert market[1999] < 20 and market[2007] > 100 / 3 and market.loc[1999:2007].idxmin() == 1999
    assert market.loc[1999:2007].idxmax() == 2007
    assert abs(parity[2008] - parity[1999]) < 3
    assert parity[2012] < parity[2008]


def test_military_spending_falls_from_far_more_to_less_than_half_in_seven_years():
    spending = history.military_compared(cra.load("military_expenditure"))
    assert spending[1992] > 150 and spending[1999] < 50


def test_russia_was_the_main_source_in_every_period_and_the_volume_tripled():
    periods = history.arms_in_periods(cra.load("arms_yearly"))
    assert (periods["share_pct"] > 50).all()
    volume = periods["from_russia"]
    assert volume["2000-2004"] / volume["1995-1999"] == pytest.approx(3, abs=0.1)
    assert volume["2010-2014"] < volume["2005-2009"] < volume["2000-2004"]


def test_the_fall_of_2007_is_44_per_cent_in_one_edition_and_63_in_another():
    volume = cra.load("arms_yearly").set_index("year")["russia_to_china_tiv"]
    assert round(100 * (1 - volume[2007] / volume[2006])) == 44
    assert "63 percent" in cra.load("events").set_index("event_id").at["E030", "description"]


def test_deliveries_fell_by_four_fifths_from_2005_to_2012():
    volume = cra.load("arms_yearly").set_index("year")["russia_to_china_tiv"]
    assert 1 - volume[2012] / volume[2005] == pytest.approx(0.8, abs=0.02)


def test_one_more_month_changes_first_place_by_less_than_one_per_cent():
    rankings = cra.load("partner_rankings")
    june, july = (history.partners(rankings, "RUS", f"2012-01/2012-0{month}") for month in (6, 7))
    assert june.index[0] == "NLD" and july.index[0] == "CHN"
    assert 0 < history.lead(july, "CHN", "NLD") < 1


def test_vetoes_turn_over_in_2007_and_russia_vetoed_alone_once_over_georgia():
    vetoes = cra.load("vetoes")
    before = alignment.veto_counts(vetoes, "1991-01-01", "2006-12-31")["vetoes"]
    after = alignment.veto_counts(vetoes, "2007-01-01", "2012-11-14")["vetoes"]
    assert before["China and Russia"] == 0 and after["China alone"] == 0
    rows = alignment.joined(vetoes)
    alone = rows[rows["date"].between("2007-01-01", "2012-11-14") & (rows["group"] == "Russia alone")]
    assert alone["topic"].tolist() == ["Georgia"]


def test_exercises_pass_every_second_year_and_fail_every_year():
    by_year = history.exercises_by_year(cra.load("exercises"), 2003, 2012)
    assert history.longest_gap(by_year) == 2


def test_the_two_are_among_the_founders_of_each_body_and_never_alone():
    membership = cra.load("membership")
    for name, size in (("Shanghai Five", 5), ("SCO", 6), ("BRICS", 4)):
        _, group = history.founders(membership, name)
        assert {"CHN", "RUS"} < set(group) and len(group) == size


def test_the_sco_is_aimed_at_nobody_and_the_first_text_of_the_four_names_no_rival():
    points = cra.load("document_points").query("topic == 'third parties' and stance == 'supports'")
    said = points.set_index("doc_id")["paraphrase"]
    assert "target no other country" in said["SCO2001"] and "aimed at no other state" in said["SCO2002C"]
    assert "no rival group is named" in said["BR2008"]
