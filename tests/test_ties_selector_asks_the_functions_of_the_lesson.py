"""The partner selector holds no arithmetic: each position is one call that this test makes too."""

from itertools import product

import pytest

import china_russia_axis as cra
from china_russia_axis import ties
from china_russia_axis.widgets import ties as selector

NAMES = ("prediction", "period", "unit", "minimum", "groups", "currency")


@pytest.fixture(scope="module")
def partners():
    return cra.load("trade_partners")


@pytest.fixture
def opened(partners):
    panel = selector.partner_growth(partners)
    *controls, picture = panel.children
    return panel, dict(zip(NAMES, controls, strict=True)), picture


def test_every_position_shows_what_the_function_computes(partners, opened):
    _, controls, picture = opened
    for period, unit, minimum, groups, currency in product(
        ties.PERIODS, ties.UNITS, (0, 50, 300), (False, True), ties.CURRENCIES
    ):
        position = {
            "period": period, "unit": unit, "minimum": minimum, "groups": groups, "currency": currency,
        }  # fmt: skip
        for name, value in position.items():
            controls[name].value = value
        found = ties.place(partners, **position)
        if found["rank"]:
            assert f"Russia is number {found['rank']} of {found['of']} " in picture.value
        else:
            assert "no figure" in picture.value or "No partner has a figure" in picture.value


def test_russia_is_drawn_wherever_it_stands(opened):
    _, controls, picture = opened
    for period in ties.PERIODS:
        controls["period"].value = period
        assert ". Russia</text>" in picture.value


def test_without_a_figure_nothing_is_concluded(opened):
    _, controls, picture = opened
    controls["currency"].value = "CNY"
    assert "Nothing follows about its place" in picture.value


def test_a_prediction_is_compared(opened):
    _, controls, picture = opened
    assert "You predicted" not in picture.value
    controls["prediction"].value = 1
    assert "You predicted place 1: 1 off." in picture.value
    controls["prediction"].value = 2
    assert "You predicted place 2: right." in picture.value


def test_the_page_without_a_kernel_shows_the_first_row_of_the_table(partners, opened):
    panel, _, picture = opened
    first = ties.definitions(partners).iloc[0]
    page = panel._repr_mimebundle_()["text/html"]
    assert picture.value in page
    assert f"Russia is number {first['rank']} of {first['of']} states in 2022" in page
    assert repr(panel) == repr(selector.partner_growth(partners))


def test_every_control_has_a_name_for_a_screen_reader(opened):
    _, controls, picture = opened
    assert all(control.description for control in controls.values())
    assert 'role="img" aria-label="Russia is number 2' in picture.value
