"""The model of fear does at its ends what its description says, and the desk asks the same functions."""

import math
from itertools import product

import pytest

import china_russia_axis as cra
from china_russia_axis import security
from china_russia_axis.widgets import security as desk


def test_without_fear_everybody_holds_what_is_needed():
    assert security.resting_point((7, 30), (0, 0)) == (7, 30)
    assert (security.race((7, 30), (0, 0)).nunique() == 1).all()


def test_with_full_fear_there_is_no_rest():
    assert all(math.isinf(one) for one in security.resting_point((10, 10), (1, 1)))
    held = security.race((10, 10), (1, 1), rounds=50)["first"]
    assert (held.diff().dropna() == 10).all()


def test_without_need_nothing_starts_however_great_the_fear():
    assert security.resting_point((0, 0), (1.2, 1.2)) == (0, 0)
    assert security.race((0, 0), (1.2, 1.2)).to_numpy().sum() == 0


def test_one_need_is_enough_to_start_a_race():
    assert math.isinf(security.resting_point((0, 1), (1, 1))[0])


@pytest.mark.parametrize("fear", list(product((0, 0.3, 0.6, 0.9), repeat=2)))
def test_the_race_comes_to_the_resting_point(fear):
    last = security.race((10, 25), fear, rounds=200).iloc[-1]
    assert tuple(last) == pytest.approx(security.resting_point((10, 25), fear))


def test_the_resting_point_answers_itself():
    first, second = security.resting_point((10, 25), (0.4, 0.7))
    assert first == pytest.approx(security.answer(10, 0.4, second))
    assert second == pytest.approx(security.answer(25, 0.7, first))


def test_more_fear_on_either_side_never_means_fewer_arms():
    levels = [security.resting_point((10, 10), (fear, 0.5))[0] for fear in (0, 0.2, 0.5, 0.9, 1.2, 1.9)]
    assert levels == sorted(levels)


def test_restraint_brings_down_only_the_one_who_was_answering():
    for fear, falls in ((0.5, True), (0.0, False)):
        held = security.race((10, 10), (fear, 0.5), rounds=20, restraint=10)
        assert held["second"].iloc[-1] == 10
        assert (held["first"].iloc[-1] < held["first"].iloc[9]) == falls


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"need": (-1, 10)}, "0 or more"),
        ({"fear": (0.5, float("nan"))}, "0 or more"),
        ({"fear": 0.5}, "Give two numbers"),
        ({"need": ("ten", 10)}, "Give two numbers"),
        ({"rounds": 0}, "from 1 to 200"),
        ({"rounds": 2.5}, "from 1 to 200"),
    ],
)
def test_input_that_cannot_be_used_is_named(arguments, says):
    with pytest.raises(security.UnusableInput, match=says):
        security.race(**arguments)


# --- the desk


@pytest.fixture
def opened():
    panel = desk.fear_desk()
    *controls, picture = panel.children
    names = ("prediction", "need_first", "fear_first", "need_second", "fear_second", "restraint")
    return panel, dict(zip(names, controls, strict=True)), picture


def test_every_position_shows_what_the_functions_compute(opened):
    _, controls, picture = opened
    for need, fear, calm in product((0, 10, 40), (0.0, 0.5, 1.2), (False, True)):
        controls["need_first"].value = controls["need_second"].value = need
        controls["fear_first"].value, controls["fear_second"].value = fear, 0.5
        controls["restraint"].value = calm
        restraint = desk.RESTRAINT if calm else None
        said = security.describe((need, need), (fear, 0.5), desk.ROUNDS, restraint)
        assert f"<p>{said}" in picture.value and f'aria-label="{said}"' in picture.value


def test_a_race_that_runs_away_stays_on_the_page(opened):
    _, controls, picture = opened
    for name in ("fear_first", "fear_second"):
        controls[name].value = controls[name].max
    assert "no point at which they would rest" in picture.value
    heights = [float(pair.split(",")[1]) for pair in picture.value.split('points="')[1].split('"')[0].split()]
    assert min(heights) == 10 and max(heights) <= 210


def test_a_prediction_is_answered(opened):
    _, controls, picture = opened
    controls["prediction"].value = 20
    assert "You predicted the first exactly" in picture.value
    controls["prediction"].value = 50
    assert "30 points off" in picture.value


def test_every_control_has_a_name_for_those_who_do_not_see_it(opened):
    _, controls, _ = opened
    assert all(control.description and control.tooltip for control in controls.values())


def test_the_page_without_a_kernel_shows_the_start(opened):
    panel, _, picture = opened
    assert picture.value in panel.fallback() and repr(panel) == "<Fear desk: run this cell to use it>"


def test_the_desk_stands_in_the_course():
    assert cra.widgets.security is desk
