"""The selector of lesson 04 holds no arithmetic: each position is one call that this test makes too."""

from itertools import product

import pytest

import china_russia_axis as cra
from china_russia_axis import blocs
from china_russia_axis.widgets import blocs as selector

NAMES = ("prediction", "measure", "rule", "reading", "china", "year")


@pytest.fixture(scope="module")
def tables():
    return cra.load("country_panel"), cra.load("membership")


@pytest.fixture
def opened(tables):
    panel = selector.bloc_weights(*tables)
    *controls, picture = panel.children
    return panel, dict(zip(NAMES, controls, strict=True)), picture


def test_every_position_shows_what_the_function_computes(tables, opened):
    _, controls, picture = opened
    for measure, rule, reading, china in product(
        selector.MEASURE_NAMES, selector.RULE_NAMES, selector.READING_NAMES, (True, False)
    ):
        for name, value in (("measure", measure), ("rule", rule), ("reading", reading), ("china", china)):
            controls[name].value = value
        weight = blocs.weigh(*tables, measure, rule, reading, () if china else ("CHN",), 2023)
        assert f"{weight['brics_pct']:.1f} %" in picture.value
        assert f"({weight['members']} states)" in picture.value


def test_both_ends_of_the_year_slider_are_shown(opened):
    _, controls, picture = opened
    for year in (controls["year"].min, controls["year"].max):
        controls["year"].value = year
        assert f"In {year}," in picture.value


def test_before_the_first_summit_there_is_nothing_to_weigh(opened):
    _, controls, picture = opened
    controls["rule"].value = "as it was"
    controls["year"].value = 2008
    assert "no BRICS to weigh" in picture.value


def test_a_prediction_is_drawn_and_compared(opened):
    _, controls, picture = opened
    assert "You predicted" not in picture.value
    controls["prediction"].value = 50
    assert "You predicted 50.0 %" in picture.value


def test_the_page_without_a_kernel_shows_the_position_the_table_starts_from(tables, opened):
    panel, _, picture = opened
    start = blocs.weigh(*tables)
    page = panel._repr_mimebundle_()["text/html"]
    assert picture.value in page
    assert f"{start['brics_pct']:.1f} %" in page
    assert repr(panel) == repr(selector.bloc_weights(*tables))


def test_every_control_has_a_name_for_a_screen_reader(opened):
    _, controls, picture = opened
    assert all(control.description for control in controls.values())
    assert 'role="img" aria-label="In 2023' in picture.value
