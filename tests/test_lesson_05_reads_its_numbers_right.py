"""Sentences in the prose of lesson 05 that lean on a number, held against the tables; and its pictures."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import sco
from china_russia_axis.figures import sco as pictures
from china_russia_axis.widgets import sco as maps


@pytest.fixture(scope="module")
def membership():
    return cra.load("membership")


@pytest.fixture(scope="module")
def weights(membership):
    return sco.weights(cra.load("country_panel"), membership, "2025-12-31", 2023)


def test_four_in_ten_people_and_without_two_fewer_than_one_in_ten(weights):
    assert weights.loc["all members", "population"] > 40
    assert weights.loc["without China and India", "population"] < 10


def test_nobody_was_let_in_for_sixteen_years_and_then_in_three_steps(membership):
    members = sco.sizes(membership)["member"]
    assert (members.loc[2001:2016] == 6).all()
    assert list(members.index[members.diff() > 0]) == [2017, 2023, 2024]


def test_the_outer_circles_never_shrank(membership):
    sizes = sco.sizes(membership)
    outer = sizes["observer"] + sizes["partner"]
    assert ((outer + sizes["member"]).diff().dropna() >= 0).all()


def test_two_members_are_left_out_in_july_2023_and_india_each_time():
    table = sco.backing(cra.load("belt_and_road_wording"), cra.load("documents"))
    row = table.loc["2023-07-04"].iloc[0] if table.loc["2023-07-04"].ndim == 2 else table.loc["2023-07-04"]
    assert set(row.index[row == "left out"]) == {"IND", "IRN"}
    assert set(table["IND"]) == {"", "left out"}


def test_the_members_in_the_grid_are_the_members_of_the_day(membership):
    table = sco.backing(cra.load("belt_and_road_wording"), cra.load("documents"))
    for day, row in table.iterrows():
        # On the day of an admission the old members speak, or the new one is noted as left out.
        before = set(cra.blocs.members(membership, day - pd.Timedelta(days=1), "SCO")) - {"CHN"}
        today = set(cra.blocs.members(membership, day, "SCO")) - {"CHN"}
        assert before <= set(row.index[row != ""]) <= today


def test_taking_everybody_out_leaves_nothing_and_shares_are_shares(weights):
    assert ((weights >= 0) & (weights <= 100)).all().all()
    assert (weights.diff().dropna() < 0).all().all()


def test_a_text_with_a_duty_would_show(membership):
    points = cra.load("document_points")
    changed = points.assign(
        obligation_strength=points["obligation_strength"].mask(points["doc_id"] == "SCO2025", "defend")
    )
    checks = sco.counterweight(cra.load("documents"), changed, cra.load("exercises"))
    assert checks.loc["a duty to help a member", "met"]
    now = sco.counterweight(cra.load("documents"), points, cra.load("exercises"))
    assert not now.loc["a duty to help a member", "met"]
    assert not now.loc["an offer of help when a member is struck", "met"]


def test_pact_partners_follow_the_day(membership):
    arrangements = cra.load("security_arrangements")
    early = sco.pact_partners(arrangements, membership, "2023-08-31")
    late = sco.pact_partners(arrangements, membership, "2025-12-31")
    assert early.loc["PRK", "bound_to"] == "China" and late.loc["PRK", "bound_to"] == "China, Russia"
    assert early.loc["BLR", "circle"] == "observer" and late.loc["BLR", "circle"] == "member"


def test_sentences_under_pictures_follow_the_data(membership, weights):
    all_of_them = pictures.growth(sco.sizes(membership), source="").sentence
    fewer = membership[~((membership["organisation"] == "SCO") & (membership["iso3"] == "BLR"))]
    assert pictures.growth(sco.sizes(fewer), source="").sentence != all_of_them
    assert (
        pictures.weights(weights / 2, 2023, source="").sentence
        != pictures.weights(weights, 2023, source="").sentence
    )
    table = sco.circles(membership, "2023-08-31")
    said = pictures.circles(table, "2023-08-31", source="").sentence
    assert "9 members" in said and "Crimea" in said
    assert "8 members" in pictures.circles(table[table["iso3"] != "IRN"], "2023-08-31", source="").sentence


def test_the_live_map_says_what_the_table_says(membership):
    panel = maps.growing_map(membership)
    slider, picture = panel.children
    for year in (slider.min, 2010, slider.max):
        slider.value = year
        counts = sco.circles(membership, f"{year}-12-31")["circle"].value_counts()
        assert f"End of {year}: {counts.get('member', 0)} members" in picture.value
    assert "aria-label" in panel.fallback()


def test_every_state_of_the_circles_has_a_shape_or_is_small(membership):
    shapes = {code for code, _ in pictures.outlines()}
    without_shape = set(sco.circles(membership, "2025-12-31")["iso3"]) - shapes
    assert without_shape <= {"MDV", "BHR"}
