"""Every id, date and place name in the documents tables points at something that exists."""

import re
from datetime import date

import pandas as pd
import pytest

import china_russia_axis as cra

FIRST_LATER_DAY = pd.Timestamp("2023-09-01")
CAPITALS = {
    "Astana",
    "Beijing",
    "Brasilia",
    "Brussels",
    "Delhi",
    "Kyiv",
    "Moscow",
    "Pretoria",
    "Taipei",
    "Tashkent",
    "Tehran",
    "Tokyo",
    "Washington",
}
# Codes among the actors that ISO 3166 does not hold.
OWN_CODES = {"SUN", "EUU", "NTO", "G7G"}
# Claims without a document, event or view of their own, and what they rest on instead.
BARE = {
    "C61": "tables of numbers: national products and shares",
    "C70": "nothing: no record can settle that the path is open",
    "C77": "nothing yet: the war it speaks of has not happened",
}
LISTS = [
    ("events", "actors"),
    ("events", "claim_ids"),
    ("documents", "issuers"),
    ("documents", "claim_ids"),
    ("perspectives", "doc_ids"),
    ("expert_views", "claim_ids"),
    ("polls", "about"),
]
TABLES = [
    "events",
    "documents",
    "document_points",
    "perspectives",
    "polls",
    "expert_views",
    "expert_surveys",
    "ukraine_aid",
    "military_aid_allegations",
    "planned_events",
    "brics_interest",
    "brics_interest_counts",
    "development_initiatives",
]


def ids(table: str, column: str) -> set:
    """Every single id in a column of lists."""
    return {one for cell in cra.load(table)[column].dropna() for one in cell.split(";")}


def events_named_in(table: str) -> set:
    """Every event id in any cell of a table."""
    return set(re.findall(r"\bE\d{3}\b", cra.load(table).to_csv()))


def unknown(found: set, known) -> list:
    """What is referred to but does not exist."""
    return sorted(found - set(known))


@pytest.mark.parametrize("table", ["events", "documents", "expert_views"])
def test_every_claim_that_is_named_exists(table):
    assert unknown(ids(table, "claim_ids"), cra.load("claims")["claim_id"]) == []


def test_every_claim_with_a_perspective_exists():
    assert unknown(set(cra.load("perspectives")["claim_id"]), cra.load("claims")["claim_id"]) == []


def test_every_event_that_a_claim_names_exists():
    known = cra.load("events")["event_id"]
    named = events_named_in("claims")
    assert named, "no claim names an event any more"
    assert unknown(named, known) == []


def test_every_event_that_a_note_or_perspective_names_exists():
    known = cra.load("events")["event_id"]
    tables = ("perspectives", "documents", "document_points", "military_aid_allegations")
    named = set().union(*(events_named_in(table) for table in tables))
    assert named and unknown(named, known) == []


def test_every_document_that_a_point_or_perspective_names_exists():
    known = cra.load("documents")["doc_id"]
    assert unknown(set(cra.load("document_points")["doc_id"]), known) == []
    assert unknown(ids("perspectives", "doc_ids"), known) == []


def test_every_document_has_a_point_and_carries_its_name_in_it():
    points = cra.load("document_points")
    assert unknown(set(cra.load("documents")["doc_id"]), points["doc_id"]) == []
    assert (points["point_id"].str.rsplit("-", n=1).str[0] == points["doc_id"]).all()


def test_every_claim_has_something_to_be_judged_by():
    material = ids("events", "claim_ids") | ids("documents", "claim_ids") | ids("expert_views", "claim_ids")
    material |= set(cra.load("perspectives")["claim_id"])
    bare = unknown(set(cra.load("claims")["claim_id"]), material)
    assert bare == sorted(BARE)


def test_every_contestable_claim_is_seen_from_two_capitals():
    claims, views = cra.load("claims"), cra.load("perspectives")
    capitals = views.groupby("claim_id")["capital"].nunique()
    contestable = claims.loc[claims["contestable"], "claim_id"]
    assert [one for one in contestable if capitals.get(one, 0) < 2] == []


def test_capitals_come_from_one_list_and_stand_in_the_id():
    views = cra.load("perspectives")
    assert unknown(set(views["capital"]), CAPITALS) == []
    stem = views["perspective_id"].str.rsplit("-", n=1).str[0]
    assert (stem == views["claim_id"] + "-" + views["capital"]).all()


def test_every_perspective_rests_on_one_kind_of_source():
    views = cra.load("perspectives")
    documents = cra.load("documents").set_index("doc_id")["source_url"]
    events = cra.load("events").set_index("event_id")["source_url"]
    assert not (views["doc_ids"].notna() & views["event_id"].notna()).any()
    for view in views.itertuples():
        if pd.notna(view.doc_ids):
            assert view.source_url == documents[view.doc_ids.split(";")[0]], view.perspective_id
        if pd.notna(view.event_id):
            assert view.source_url == events[view.event_id], view.perspective_id


@pytest.mark.parametrize(
    "table", ["events", "documents", "military_aid_allegations", "brics_interest_counts"]
)
def test_after_essay_agrees_with_the_date(table):
    rows = cra.load(table)
    assert rows["after_essay"].any() and not rows["after_essay"].all()
    assert (rows["after_essay"] == (rows["date"] >= FIRST_LATER_DAY)).all()


def test_after_essay_agrees_with_the_date_of_an_expert_view_where_known():
    rows = cra.load("expert_views")
    known = rows[rows["after_essay"].notna()]
    assert len(known) >= len(rows) - 1
    assert (known["after_essay"].astype(bool) == (known["date"] >= FIRST_LATER_DAY)).all()


@pytest.mark.parametrize("table", TABLES)
def test_no_date_lies_beyond_the_day_of_retrieval(table):
    rows = cra.load(table)
    last = pd.Timestamp(cra.load(table).attrs["retrieved"])
    assert last == pd.Timestamp(date(2026, 11, 23))
    planned = {"planned_date"}
    authorised = (rows["measure"] == "authorisation") if "measure" in rows else False
    for column in rows.select_dtypes("datetime").columns:
        if column not in planned:
            late = (rows[column] > last) & ~pd.Series(authorised, index=rows.index)
            assert rows[late].empty, (table, column)
            assert rows[column].min() >= pd.Timestamp("1961-01-01"), (table, column)


@pytest.mark.parametrize("table", ["polls", "expert_surveys"])
def test_fieldwork_ends_after_it_begins(table):
    rows = cra.load(table)
    assert (rows["fieldwork_end"] >= rows["fieldwork_start"]).all()


def test_surveys_are_published_after_fieldwork_and_look_ahead():
    rows = cra.load("expert_surveys")
    days = rows[rows["published_precision"] == "day"]
    known = days[days["fieldwork_precision"] == "day"]
    assert (known["published"] >= known["fieldwork_end"]).all()
    ahead = rows[rows["horizon_year"].notna()]
    assert (ahead["horizon_year"] >= ahead["fieldwork_start"].dt.year).all()


def test_events_stand_in_the_order_of_their_dates_unless_added_later():
    events = cra.load("events")
    first = events[events["event_id"] <= "E150"]
    assert len(first) == 150 and first["event_id"].is_monotonic_increasing
    year_end = first["date_precision"] == "year"
    assert first.loc[~year_end, "date"].is_monotonic_increasing


def test_placeholder_days_look_like_placeholders():
    events = cra.load("events")
    months = events[events["date_precision"] == "month"]
    years = events[events["date_precision"] == "year"]
    assert (months["date"].dt.day == 1).all()
    assert ((years["date"].dt.month == 12) & (years["date"].dt.day == 31)).all()


@pytest.mark.parametrize(("table", "column"), LISTS)
def test_lists_are_well_formed(table, column):
    for cell in cra.load(table)[column].dropna():
        parts = cell.split(";")
        assert all(part and part == part.strip() for part in parts), (table, column, cell)
        assert len(parts) == len(set(parts)), (table, column, cell)


def test_actors_and_interested_states_are_known_countries():
    known = set(cra.load("countries")["iso3"]) | OWN_CODES
    assert unknown(ids("events", "actors"), known) == []
    assert unknown(set(cra.load("brics_interest")["iso3"]), known) == []
    assert unknown(set(cra.load("development_initiatives")["iso3"]), known | {"WLD"}) == []


def test_only_words_or_numbers_answer_a_survey():
    rows = cra.load("expert_surveys")
    number = rows["kind"].isin(["share of experts", "probability"])
    assert rows.loc[~number, "value"].isna().all()
    assert rows.loc[~number, "answer"].notna().all()
    assert (rows["value"].notna() | rows["answer"].notna()).all()
    assert (rows["unit"].notna() == rows["value"].notna()).all()


def test_what_is_from_memory_or_of_low_confidence_is_not_called_verified():
    points = cra.load("document_points")
    assert not points.loc[points["basis"] == "memory", "verified"].any()
    assert (points["basis"] == "memory").sum() <= 4, "points from memory may only become fewer"
    for table in TABLES:
        rows = cra.load(table)
        if "confidence" in rows:
            assert not rows.loc[rows["confidence"] == "low", "verified"].any(), table


def test_obligations_are_coded_for_treaties_and_charters_only():
    points = cra.load("document_points").merge(cra.load("documents")[["doc_id", "kind"]], on="doc_id")
    coded = points["obligation_strength"].notna()
    assert set(points.loc[coded, "kind"]) == {"treaty", "charter"}
    assert coded[points["kind"].isin(["treaty", "charter"])].all()


def test_the_two_lists_of_interested_states_have_the_length_that_their_names_say():
    rows = cra.load("brics_interest")
    assert rows["on_pandor_list_of_23"].sum() == 23
    assert rows["on_new_zimbabwe_list_of_25"].sum() == 25
    assert rows["invited_august_2023"].sum() == 6
    assert (rows["on_pandor_list_of_23"] == (rows["kind"] == "formal expression of interest")).all()


def test_a_broken_reference_would_be_seen():
    assert unknown({"E001", "E999"}, cra.load("events")["event_id"]) == ["E999"]
