"""Pictures of what we do not know: sentences follow the data, and estimates never look like measurements."""

from dataclasses import replace

import numpy as np
import pytest

from china_russia_axis import scenario as model
from china_russia_axis.figures import house
from china_russia_axis.figures import sensitivity as pictures

BASELINE = model.Scenario()
REORIENTED = model.PRESETS["reorientation"].scenario
INTERVALS = model.intervals(BASELINE)
METHOD = model.cross_impact.ESSAY


def drawings(scenario):
    """Every picture of a scenario, by name."""
    pair = ("pull_reorientation", "drift_apart")
    other = model.PRESETS["taiwan_war"].scenario
    held = model.intervals(scenario)
    return {
        "fan": pictures.fan(held),
        "ranges": pictures.ranges(held),
        "tornado": pictures.tornado(model.tornado(scenario), scenario=scenario),
        "heatmap": pictures.heatmap(model.heatmap(scenario, *pair, steps=7), scenario=scenario),
        "sobol": pictures.sobol(model.sobol(scenario, count=64), scenario=scenario),
        "attributions": pictures.attributions(model.attributions(scenario, count=64), scenario=scenario),
        "comparison": pictures.comparison(model.compare(scenario, other)),
        "tree": pictures.tree(model.tree(scenario, "alliance", "taiwan crisis ever"), scenario=scenario),
        "discovery": pictures.discovery(model.discover(scenario, count=512)),
    }


FIRST, SECOND = drawings(BASELINE), drawings(REORIENTED)


@pytest.mark.parametrize("name", list(FIRST))
def test_other_numbers_make_another_sentence(name):
    assert FIRST[name].sentence != SECOND[name].sentence
    assert FIRST[name].sentence.endswith(".")


@pytest.mark.parametrize("name", list(FIRST))
def test_a_picture_names_its_scenario_and_says_that_it_is_an_estimate(name):
    figure = FIRST[name]
    assert BASELINE.hash[:10] in figure.source
    words = " ".join(
        label.get_text() for axes in figure.axes for label in (axes.xaxis.label, axes.yaxis.label)
    )
    assert "estimate" in words or name in {"tree", "discovery", "fan"} and "assumptions" in figure.source


@pytest.mark.parametrize("name", list(FIRST))
def test_nothing_written_runs_out_of_the_picture(name):
    figure = FIRST[name]
    figure.draw_without_rendering()
    frame = figure.bbox
    texts = [text for axes in figure.axes for text in (*axes.texts, axes.title, axes._left_title)]
    for text in [figure.foot, *texts]:
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            assert box.x0 >= frame.x0 - 1 and box.x1 <= frame.x1 + 1, text.get_text()


def test_pictures_are_the_same_twice():
    again = pictures.tornado(model.tornado(BASELINE), scenario=BASELINE)
    assert again.png() == FIRST["tornado"].png()


def test_the_fan_shows_the_band_with_a_dashed_edge_in_the_colour_of_the_future():
    for panel, name in zip(FIRST["fan"].axes, pictures.FUTURES, strict=True):
        (band,) = panel.collections
        assert (band.get_hatch() or "") == house.FUTURE_HATCHES[name]
        assert band.get_linestyle()[0][1] is not None
        place = pictures.FUTURES.index(name)
        assert panel.lines[0].get_ydata() == pytest.approx(INTERVALS.point[:, place] * 100)


def test_the_interval_sentence_follows_the_draws():
    wider = replace(INTERVALS, high=np.full_like(INTERVALS.high, 0.77))
    assert "between 3 and 77 per cent" in pictures.intervals_told(wider)
    assert "chance of a rupture is 4 per cent" in pictures.fan(INTERVALS, "rupture").sentence
    swapped = replace(INTERVALS, sample=INTERVALS.sample[..., ::-1])
    assert "in 96 per cent" in pictures.intervals_told(INTERVALS)
    point = INTERVALS.point.copy()
    point[-1] = [0.9, 0, 0, 0, 0.1]
    assert "The likeliest future is a rupture" in pictures.intervals_told(replace(swapped, point=point))


def test_the_tornado_sentence_names_the_widest_bar():
    table = model.tornado(BASELINE)
    said = pictures.tornado_told(table)
    assert "“Taiwan crisis”" in said and "4 of 28" in said
    assert "“War, given a crisis”" in pictures.tornado_told(table.iloc[1:])
    assert "No single number" in pictures.tornado_told(table.assign(swing=0.0))
    labels = [label.get_text() for label in FIRST["tornado"].axes[0].get_yticklabels()]
    assert labels[-1] == "Taiwan crisis (D)" and labels[-2] == "War, given a crisis (A)"


def test_the_heat_map_sentence_says_whether_two_numbers_work_together():
    table = model.heatmap(BASELINE, "taiwan_crisis_per_year", "war_given_crisis")
    assert "do more than the sum" in pictures.heatmap_told(table)
    flat = table * 0 + np.add.outer(np.linspace(0, 0.1, 31), np.linspace(0, 0.2, 31))
    assert "add up" in pictures.heatmap_told(flat)
    assert "stays at 0 per cent" in pictures.heatmap_told(table * 0)
    less = flat.copy()
    less.iloc[-1, -1] = 0.22
    assert "do less than the sum" in pictures.heatmap_told(less)


def test_the_sobol_sentence_names_the_largest_share_and_what_is_shared():
    table = model.sobol(BASELINE, count=256)
    said = pictures.sobol_told(table)
    assert said.startswith(f"“{table['label'].iloc[0]}” accounts for")
    assert "nothing to share out" in pictures.sobol_told(table.assign(total=np.nan))
    groups = model.sobol(BASELINE, count=64, groups=model.attribution.NUMBERS)
    assert pictures.sobol_told(groups).startswith("“taiwan crisis”")
    assert pictures.sobol(groups).sentence == pictures.sobol_told(groups)


def test_the_comparison_sentence_names_who_contributes_most():
    found = model.compare(BASELINE, model.PRESETS["taiwan_war"].scenario)
    said = pictures.comparison_told(found)
    assert "from 10 per cent to 69 per cent" in said and "“Taiwan crisis” contributes most, +31.7" in said
    nothing = model.compare(BASELINE, BASELINE)
    assert "the same values" in pictures.comparison(nothing).sentence
    started = model.compare(BASELINE, BASELINE.with_start(taiwan="war"))
    assert "another start" in pictures.comparison(started).sentence


def test_the_tree_counts_the_same_worlds_in_both_directions():
    branches = model.tree(BASELINE, "alliance", "taiwan crisis ever")
    worlds = branches.worlds(1000)
    left, right = FIRST["tree"].axes
    for panel in (left, right):
        leaves = [int(text.get_text().split("\n")[0]) for text in panel.texts[-4:]]
        assert sorted(leaves) == sorted(worlds.values())
    assert f"{branches.given_if_event * 100:.0f} per cent" in FIRST["tree"].sentence
    assert f"{branches.event_if_given * 100:.0f} per cent" in FIRST["tree"].sentence
    calm = model.tree(model.PRESETS["no_shocks"].scenario, "alliance", "taiwan crisis ever")
    assert "has no answer" in pictures.tree(calm).sentence


def test_the_box_is_drawn_where_it_was_found():
    found = model.discover(BASELINE, count=512)
    figure = pictures.discovery(found)
    (box,) = figure.axes[0].patches
    assert box.get_x() == pytest.approx(found.limits["low"].iloc[0])
    assert box.get_linestyle() == "--"
    none = replace(found, limits=found.limits.iloc[:0], draws=found.draws[["chance", "case", "inside"]])
    assert "better than chance" in pictures.discovery(none).sentence
    assert pictures.discovery(replace(found, limits=found.limits.iloc[:1])).axes[0].patches


def test_the_cross_impact_table_shows_every_scenario_and_says_which_states_are_missing():
    table = model.cross_impact.consistent(METHOD)
    figure = pictures.cross_impact(METHOD, table)
    assert len(figure.axes[0].patches) == len(table) * len(METHOD.descriptors)
    assert f"{len(table)} hold together" in figure.sentence and "assumption" in figure.source
    missing = {"apart", "converging", "alliance"} - set(table["relationship"])
    assert all(f"none with {state}" in figure.sentence for state in missing)
    fewer = pictures.cross_impact(METHOD, table.head(2)).sentence
    assert "2 hold together" in fewer and fewer != figure.sentence
    assert "0 hold together" in pictures.cross_impact(METHOD, table.head(0)).sentence


def test_nothing_is_written_as_nothing_without_a_sign():
    table = model.attributions(model.PRESETS["no_shocks"].scenario, "accelerated", count=64)
    figure = pictures.attributions(table, "accelerated")
    written = [text.get_text() for text in figure.axes[1].texts]
    assert written == ["0 %"] * 4
