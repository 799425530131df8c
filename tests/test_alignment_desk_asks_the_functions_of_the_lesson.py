"""The index desk holds no arithmetic: each position is one call that this test makes too."""

from itertools import product

import pytest

import china_russia_axis as cra
from china_russia_axis import alignment
from china_russia_axis.widgets import alignment as desk

PAIRS = alignment.indicators_of_pairs(cra.load)
YEARS = alignment.indicators_by_year(cra.load)
START = {"votes": 25, "distance": 25, "ukraine": 25, "pact": 25, "trade": 0}
US = "China-Russia"


@pytest.fixture
def opened():
    panel = desk.index_weights(PAIRS, US, START)
    *controls, picture = panel.children
    names = ("prediction", *PAIRS.columns, "normalisation", "aggregation")
    return panel, dict(zip(names, controls, strict=True)), picture


def test_every_position_shows_what_the_function_computes(opened):
    _, controls, picture = opened
    positions = product((0, 60), (0, 40), alignment.NORMALISATIONS, alignment.AGGREGATIONS)
    for trade, pact, how, aggregation in positions:
        for name, value in (("trade", trade), ("pact", pact)):
            controls[name].value = value
        controls["normalisation"].value, controls["aggregation"].value = how, aggregation
        weights = {**START, "trade": trade, "pact": pact}
        if (how, aggregation) == ("z-score", "geometric"):
            assert "choose min-max or rank" in picture.value
            continue
        ranking = alignment.composite(PAIRS, weights, how, aggregation)
        assert f"{US} is number {ranking.at[US, 'rank']} of {len(ranking)}" in picture.value
        for name, row in ranking.iterrows():
            assert f">{row['rank']:.0f}  {name}<" in picture.value


def test_every_slider_goes_to_both_ends(opened):
    _, controls, picture = opened
    for name in PAIRS.columns:
        for value in (controls[name].min, controls[name].max):
            controls[name].value = value
            assert "<svg" in picture.value


def test_no_weight_at_all_is_answered_with_a_remedy(opened):
    _, controls, picture = opened
    for name in PAIRS.columns:
        controls[name].value = 0
    assert "give at least one indicator some weight" in picture.value
    controls["votes"].value = 50
    assert "<svg" in picture.value


def test_who_drops_out_is_named(opened):
    _, controls, picture = opened
    assert "Left out" not in picture.value
    controls["trade"].value = 10
    assert "Left out for want of data" in picture.value and "UK-US" in picture.value


def test_a_prediction_is_compared(opened):
    _, controls, picture = opened
    assert "You predicted" not in picture.value
    rank = int(alignment.composite(PAIRS, START).at[US, "rank"])
    controls["prediction"].value = rank
    assert "exactly right" in picture.value
    controls["prediction"].value = rank - 3
    assert "3 off" in picture.value


def test_a_shared_rank_is_called_shared():
    ranking = alignment.composite(PAIRS, {"pact": 1})
    assert desk.read_aloud(ranking, US).startswith(
        "6 share the first rank. China-Russia is number 7 of 16, shared"
    )


def test_a_pair_without_a_figure_has_no_rank():
    assert "UK-US has no rank" in desk.draw(PAIRS, "UK-US", weights={"trade": 1})


def test_a_negative_index_is_drawn_from_the_left_edge():
    picture = desk.draw(PAIRS, US, weights=START, normalisation="z-score")
    assert 'width="-' not in picture and "-" in picture


def test_the_page_without_a_kernel_shows_the_position_the_ranking_starts_from(opened):
    panel, _, picture = opened
    page = panel._repr_mimebundle_()["text/html"]
    assert picture.value in page
    assert f"number {alignment.composite(PAIRS, START).at[US, 'rank']} of 16" in page
    assert repr(panel) == repr(desk.index_weights(PAIRS, US, START))


def test_every_control_has_a_name_for_a_screen_reader(opened):
    _, controls, picture = opened
    assert all(control.description for control in controls.values())
    assert len({control.description for control in controls.values()}) == len(controls)
    assert 'role="img" aria-label="Closest' in picture.value


def test_years_are_ranked_on_the_same_desk():
    panel = desk.index_weights(YEARS, 2023, shown=10)
    assert panel.children[-1].value.count("<rect") == 10
    ranking = alignment.composite(YEARS, dict.fromkeys(YEARS.columns, 1))
    assert f"2023 is number {ranking.at[2023, 'rank']} of 32" in panel.children[-1].value
