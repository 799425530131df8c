"""Every number, word and finding of the scenario lab follows from the engine; it adds none of its own."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as model
from china_russia_axis.scenario import PARAMETERS
from china_russia_axis.widgets import scenario_lab, scenario_texts


@st.composite
def slider_values(draw):
    """A position that the sliders can take: each anywhere between its ends."""
    return {
        name: draw(st.floats(of.minimum, of.reach).map(lambda x: round(x, 3)))
        for name, of in PARAMETERS.items()
    }


@pytest.fixture(scope="module")
def lab():
    return scenario_lab.lab()


@settings(max_examples=25, deadline=None)
@given(values=slider_values())
def test_the_answer_is_the_engines(lab, values):
    answer = lab.answer(values)
    scenario = model.Scenario().with_values(**values)
    chances = model.chances(scenario)
    drawn = np.array([answer["futures"][name] for name in model.RELATIONSHIPS]).T
    assert np.array_equal(drawn, chances)
    for year in model.HEADLINE_YEARS:
        assert list(answer["bars"][str(year)].values()) == chances[year - 2023].tolist()
        assert answer["icons"][str(year)]["counts"] == model.grouped(scenario, year)
        assert sum(answer["icons"][str(year)]["counts"].values()) == 100
    assert answer["words"].keys() == PARAMETERS.keys()
    json.dumps([answer, lab.start, lab.now], allow_nan=False)


def test_words_give_the_annual_and_the_horizon_chance(lab):
    words = lab.answer({"taiwan_crisis_per_year": 0.12, "reorientation_per_inauguration": 0.14})["words"]
    assert words["taiwan_crisis_per_year"] == "12 per cent a year, 92 per cent in 20 years"
    assert (
        words["reorientation_per_inauguration"] == "14 per cent at each inauguration, 53 per cent in 20 years"
    )
    scenario = model.Scenario().with_values(taiwan_crisis_per_year=0.12)
    war = model.probability(scenario, "taiwan war ever")
    assert (
        words["war_given_crisis"] == f"15 per cent in a crisis; a war in 20 years: {war * 100:.0f} per cent"
    )


def test_a_slider_called_idle_changes_nothing_and_no_other_is_called_so():
    cases = (
        {},
        {"taiwan_crisis_per_year": 0},
        {"war_given_crisis": 0},
        {"setback_per_year": 0},
        {"reorientation_per_inauguration": 0},
        {"opportunism_in_crisis": 0, "opportunism_added_by_war": 0},
        {"opportunism_in_crisis": 0, "war_given_crisis": 0},
        dict(model.PRESETS["no_shocks"].changes),
    )
    for case in cases:
        scenario = model.Scenario().with_values(**case)
        idle = scenario_texts.idle(scenario.values)
        for name, of in PARAMETERS.items():
            ends = model.batch(scenario, **{name: [of.minimum, of.reach]})
            moved = abs(ends[1] - ends[0]).max()
            assert (moved < 1e-12) == (name in idle), (case, name, moved)


def test_the_lab_says_that_opportunism_hardly_matters_because_it_hardly_does(lab):
    said = {slider["name"]: slider.get("finding") for slider in lab.start["sliders"]}
    of = PARAMETERS["opportunism_in_crisis"]
    ends = model.batch(model.Scenario(), opportunism_in_crisis=[of.low, of.high])
    most = abs(ends[1] - ends[0])[[5, 10, 20]].max() * 100
    assert 0 < most < 2
    assert f"{most:.1f} points" in said["opportunism_in_crisis"]
    assert not any(said[name] for name in model.HEADLINE)


def test_the_four_shocks_and_war_are_in_view_and_the_rest_is_folded(lab):
    visible = [slider["name"] for slider in lab.start["sliders"] if slider["visible"]]
    assert set(visible) == {*model.SHOCK_SLIDERS, "war_given_crisis"}
    assert {slider["name"] for slider in lab.start["sliders"]} == set(PARAMETERS)
    assert {slider["group"] for slider in lab.start["sliders"]} == {
        group["name"] for group in lab.start["groups"]
    }


def test_every_slider_shows_range_kind_and_source(lab):
    for slider in lab.start["sliders"]:
        of = PARAMETERS[slider["name"]]
        assert (slider["low"], slider["high"], slider["kind"]) == (of.low, of.high, of.kind)
        assert of.source in slider["provenance"]
        assert slider["minimum"] <= of.low and slider["maximum"] >= of.high


def test_the_sentence_says_what_moved_most():
    start = scenario_lab.answer_of(model.Scenario())
    assert "This is the start position." in start["sentence"]
    moved = scenario_lab.answer_of(model.PRESETS["taiwan_war"].scenario, start)
    share = moved["bars"]["2043"]["alliance"]
    points = round((share - start["bars"]["2043"]["alliance"]) * 100)
    assert (
        f"alliance in 2043 moves most: up {points} points to {share * 100:.0f} per cent" in moved["sentence"]
    )


def test_a_scenario_of_ones_own_is_where_the_lab_starts():
    own = model.Scenario(horizon=12).with_values(setback_per_year=0.2)
    lab = scenario_lab.lab(own)
    assert lab.start["values"] == dict(own.values)
    assert lab.start["headline_years"] == [2028, 2033, 2035]
    assert lab.now["answer"]["futures"]["alliance"] == model.chances(own)[:, 4].tolist()
