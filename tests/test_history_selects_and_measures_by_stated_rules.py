"""The subject of lesson 01: selecting events, dating steps, comparing economies, arms and partners."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import blocs, history


@pytest.fixture(scope="module")
def events():
    return cra.load("events")


@pytest.fixture(scope="module")
def listed(events):
    return history.chronology(events, 1989, 2012)


@pytest.fixture(scope="module")
def panel():
    return cra.load("country_panel")


# --- events -----------------------------------------------------------------------------------------


def test_a_selection_holds_what_was_asked_and_nothing_else(events, listed):
    assert listed["date"].dt.year.between(1989, 2012).all() and listed["date"].is_monotonic_increasing
    for choice in ({"category": "security"}, {"direction": "apart"}, {"actor": "USA"}):
        (name, value), rows = next(iter(choice.items())), history.chronology(events, 1989, 2012, **choice)
        if name == "actor":
            fits = [value in codes.split(";") for codes in listed["actors"]]
        else:
            fits = listed[name] == value
        assert rows["event_id"].tolist() == listed.loc[fits, "event_id"].tolist() != []


def test_filters_meet_and_may_leave_nothing(events):
    rows = history.chronology(events, 1989, 2012, actor="USA", direction="apart")
    assert rows.empty and "title" in rows


def test_an_event_that_nobody_verified_is_never_listed(events):
    rumour = events.iloc[[0]].assign(event_id="E999", verified=False)
    rows = history.chronology(pd.concat([events, rumour]), 1989, 2026)
    assert "E999" not in set(rows["event_id"])


@pytest.mark.parametrize("choice", [{"category": "sport"}, {"actor": "XYZ"}, {"direction": "up"}])
def test_a_filter_that_does_not_exist_is_named(events, choice):
    with pytest.raises(blocs.UnknownName, match=next(iter(choice.values()))):
        history.chronology(events, **choice)


def test_added_rows_are_counted_and_the_old_ones_stay(events, listed):
    left_out = cra.load("events_left_out")
    fuller = history.chronology(history.with_rows(events, left_out), 1989, 2012)
    assert set(fuller["event_id"]) == set(listed["event_id"]) | set(left_out["event_id"])


def test_an_added_row_needs_an_id_of_its_own_a_label_and_a_source(events):
    row = cra.load("events_left_out").iloc[[0]]
    with pytest.raises(ValueError, match="E001"):
        history.with_rows(events, row.assign(event_id="E001"))
    with pytest.raises(blocs.UnknownName, match="nearer"):
        history.with_rows(events, row.assign(direction="nearer"))
    for bare in (row.assign(source_title=" "), row.drop(columns="source_title")):
        with pytest.raises(ValueError, match="needs a source"):
            history.with_rows(events, bare)


def test_a_date_is_told_as_exactly_as_it_is_known():
    assert history.when("1989-05-16") == "16 May 1989"
    assert history.when("1992-12-01", "month") == "December 1992"
    assert history.when("2007-12-31", "year") == "2007"


def test_the_machine_looks_at_nothing_but_the_actors(listed):
    blank = listed.assign(title="", description="", category="", direction="")
    assert history.mechanical_coder(blank).equals(history.mechanical_coder(listed))
    alone = listed.assign(actors="CHN")
    assert set(history.mechanical_coder(alone)) == {"context"}
    soviet = listed.assign(actors="SUN;CHN")
    assert set(history.mechanical_coder(soviet)) == {"closer"}


def test_a_sheet_hides_our_labels_and_repeats_itself(listed):
    sheet = history.coding_sheet(listed, 10, draw=2)
    assert not {"direction", "claim_ids", "category", "actors"} & set(sheet.columns)
    assert len(sheet) == 10 and sheet["date"].is_monotonic_increasing
    assert sheet.equals(history.coding_sheet(listed.sample(frac=1, random_state=1).sort_index(), 10, draw=2))
    assert set(sheet["event_id"]) != set(history.coding_sheet(listed, 10, draw=3)["event_id"])


@pytest.mark.parametrize("draw", range(1, 8))
def test_a_sheet_is_mixed_as_evenly_as_the_list_allows(listed, draw):
    sheet = history.coding_sheet(listed, 10, draw)
    mixed = history.labels(listed)[sheet["event_id"]].value_counts()
    assert mixed["apart"] == 2 and mixed.max() == 4


@pytest.mark.parametrize("size", [0, 45])
def test_a_sheet_of_no_event_or_of_too_many_is_refused(listed, size):
    with pytest.raises(ValueError, match="1 to 44"):
        history.coding_sheet(listed, size)


def test_an_event_about_two_claims_is_found_by_both(events):
    for claim in ("C13", "C05"):
        assert "E007" in set(history.about(events, claim)["event_id"])
    assert "E007" not in set(history.about(events, "C14")["event_id"])


# --- texts, borders, sanctions ----------------------------------------------------------------------


def test_five_texts_name_the_tie_up_to_2012():
    ties = history.names_of_the_tie(cra.load("treaties"))
    assert ties["date"].dt.year.tolist() == [1992, 1994, 1996, 2001, 2011]


def test_a_section_is_open_until_the_day_of_its_agreement():
    borders = cra.load("border_agreements")
    assert "eastern section" in history.open_sections(borders, "1991-05-15")
    assert "eastern section" not in history.open_sections(borders, "1991-05-16")
    assert history.open_sections(borders.assign(verified=False), "2012-12-31") == [
        "eastern section",
        "western section",
        "islands left open",
    ]


def test_the_border_agreements_agree_with_the_events(events):
    borders = cra.load("border_agreements").dropna(subset=["event_id"])
    dates = events.set_index("event_id")["date"]
    assert (borders.set_index("event_id")["date"] == dates[borders["event_id"]]).all()


def test_months_in_force_count_whole_months_and_an_empty_end_as_still_in_force():
    rows = pd.DataFrame(
        {
            "imposed_by": ["A", "B", "C"],
            "kind": "arms",
            "start_date": pd.to_datetime(["1989-06-05", "1989-06-05", "1989-06-05"]),
            "end_date": pd.to_datetime(["1990-06-04", "1990-06-05", None]),
            "verified": True,
        }
    )
    months = history.months_in_force(rows, "1999-06-05")
    assert months.droplevel("kind").to_dict() == {"A": 11, "B": 12, "C": 120}


def test_sanctions_and_events_give_the_same_days(events):
    measures = cra.load("sanctions_1989")
    dates = events.set_index("event_id")["date"]
    assert measures["start_date"].isin([dates["E003"], dates["E004"]]).sum() == 3


# --- economies, arms, trade -------------------------------------------------------------------------


def test_an_economy_beside_itself_is_a_hundred_and_turned_round_it_is_the_inverse(panel):
    same = history.compared(panel, "CHN", "CHN")
    assert (same.round(9) == 100).all().all()
    one, two = history.compared(panel), history.compared(panel, "CHN", "RUS")
    assert ((one * two / 10000).round(9) == 1).all().all()


def test_the_year_of_a_crossing_is_the_first_of_a_lead_that_lasts():
    years = range(2000, 2006)
    assert history.ahead_since(pd.Series([120, 90, 110, 95, 90, 80], years)) == 2003
    assert history.ahead_since(pd.Series([90, 90, 90, 90, 90, 90], years)) == 2000
    assert history.ahead_since(pd.Series([90, 90, 90, 90, 90, 110], years)) is None


def test_unknown_countries_scales_periods_and_partners_are_named(panel):
    with pytest.raises(blocs.UnknownName, match="XYZ"):
        history.compared(panel, "XYZ")
    with pytest.raises(blocs.UnknownName, match="gold"):
        history.compared(panel, measures=["gold"])
    with pytest.raises(blocs.UnknownName, match="2012-01/2012-07"):
        history.partners(cra.load("partner_rankings"), "RUS", "2012")
    with pytest.raises(blocs.UnknownName, match="There is: CHN, EUU"):
        history.published_share(cra.load("partner_shares"), "RUS", "USA", "2012-01/2012-07")


def test_arms_in_periods_agree_with_the_table_of_suppliers():
    periods = history.arms_in_periods(cra.load("arms_yearly"))
    suppliers = cra.load("arms_suppliers").query("iso3 == 'RUS'")
    for row in suppliers.itertuples():
        period = f"{row.period_start}-{row.period_end}"
        if period in periods.index:
            assert periods.at[period, "share_pct"] == pytest.approx(
                100 * row.share_of_china_imports, abs=0.05
            )
            assert periods.at[period, "from_russia"] == pytest.approx(row.tiv / 5, abs=0.1)


def test_a_lead_is_positive_for_the_larger_and_negative_for_the_smaller():
    values = pd.Series({"CHN": 110.0, "NLD": 100.0})
    assert history.lead(values, "CHN", "NLD") == pytest.approx(10)
    assert history.lead(values, "NLD", "CHN") == pytest.approx(-100 / 11)


def test_the_published_share_of_china_follows_from_the_published_trade():
    values = history.partners(cra.load("partner_rankings"), "RUS", "2012-01/2012-07")
    share = history.published_share(cra.load("partner_shares"), "RUS", "CHN", "2012-01/2012-07")
    assert 100 * values["CHN"] / 475.5 == pytest.approx(share, abs=0.05)


def test_years_without_an_exercise_are_kept_and_gaps_are_counted():
    by_year = history.exercises_by_year(cra.load("exercises"), 2003, 2012)
    assert len(by_year) == 10 and (by_year.sum(axis=1) == 0).sum() == 4
    assert history.longest_gap(by_year) == 2
    assert history.longest_gap(by_year * 0) == 10


def test_founders_are_those_of_the_first_day():
    membership = cra.load("membership")
    assert len(history.founders(membership, "SCO")[1]) == 6
    late = membership.assign(
        start_date=membership["start_date"].mask(membership["iso3"] == "UZB", pd.Timestamp("2005-01-01"))
    )
    assert "UZB" not in history.founders(late, "SCO")[1]
    with pytest.raises(blocs.UnknownName, match="OPEC"):
        history.founders(membership, "OPEC")
