"""Intervals, questions, single futures, comparisons, codes and pictures of the lab are the engine's own."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as model
from china_russia_axis.figures import single_future
from china_russia_axis.scenario import PARAMETERS, icons, sharing, states
from china_russia_axis.widgets import scenario_lab, scenario_pictures, scenario_texts, scenario_views

YEARS = (2028, 2033, 2043)
NONE = "not taiwan crisis ever and not setback ever and not reorientation ever"


@pytest.fixture
def lab(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return scenario_lab.lab()


def ask(lab, kind, **message) -> dict:
    lab._receive(lab, {"kind": kind, "request": lab.now["request"] + 1, **message}, [])
    json.dumps(lab.now, allow_nan=False)
    return lab.now


@pytest.mark.parametrize("name", list(model.PRESETS))
def test_intervals_are_those_of_a_cell(name):
    scenario = model.PRESETS[name].scenario
    shown = scenario_views.unknown(scenario, YEARS)
    table = model.intervals(scenario).frame()
    for year in YEARS:
        for future in model.RELATIONSHIPS:
            expected = table.loc[(year, future), ["low", "high"]].tolist()
            assert shown["spans"][str(year)][future] == expected
            assert shown["shown"][str(year)][future] == scenario_texts.span(*expected)
    closer = model.intervals(scenario).at_least()
    for place, future in enumerate(model.RELATIONSHIPS[1:], 1):
        assert np.allclose(shown["edges"][future]["low"], closer.low[:, place], atol=1e-5)
    moved = [PARAMETERS[each].label for each in model.PRESETS[name].changes]
    assert all(label in shown["held"] for label in moved)
    assert ("none is taken as known" in shown["held"]) == (not moved)


def test_a_span_is_said_once_when_both_ends_round_alike():
    assert scenario_texts.span(0.031, 0.266) == "3 to 27 %"
    assert scenario_texts.span(0.002, 0.04) == "<1 to 4 %"
    assert scenario_texts.span(0.121, 0.123) == "12 %"


@settings(max_examples=15, deadline=None)
@given(
    event=st.sampled_from(list(scenario_texts.EVENTS)),
    condition=st.sampled_from(list(scenario_texts.EVENTS)),
    preset=st.sampled_from(list(model.PRESETS)),
    year=st.sampled_from(YEARS),
)
def test_a_question_is_counted_and_answered_exactly_both_ways(event, condition, preset, year):
    scenario = model.PRESETS[preset].scenario
    shown = scenario_views.asked(scenario, event, condition, year)
    nodes = [tree["nodes"] for tree in shown["trees"]]
    for tree in nodes:
        assert tree["root"]["count"] == 1000 == tree["yes"]["count"] + tree["no"]["count"]
        for side in ("yes", "no"):
            assert tree[side]["count"] == tree[f"{side}_yes"]["count"] + tree[f"{side}_no"]["count"]
    assert nodes[0]["yes_yes"]["count"] == nodes[1]["yes_yes"]["count"]
    tree = model.tree(scenario, event, condition, by=year)
    assert nodes[0]["yes_yes"]["count"] == pytest.approx(1000 * tree.both, abs=1)
    assert nodes[0]["yes"]["count"] == pytest.approx(1000 * (tree.both + tree.given_only), abs=2)
    answer = model.probability(scenario, event, given=condition, by=year)
    assert shown["possible"] == (not math.isnan(answer))
    fraction = shown["trees"][0]["fraction"]
    if math.isnan(answer):
        assert fraction == "No world here: no answer" and not shown["also"]["rows"]
    else:
        assert fraction.endswith(scenario_views.per_cent(answer))


def test_the_sentence_of_a_question_holds_both_fractions_and_turns_round():
    said = scenario_views.asked(model.Scenario(), "alliance", "taiwan crisis ever", 2043)["sentence"]
    tree = model.tree(model.Scenario(), "alliance", "taiwan crisis ever", by=2043)
    for share in (tree.event_if_given, tree.given_if_event):
        assert f"{share * 100:.0f} per cent" in said
    assert "only the group below differs" in said


@pytest.mark.parametrize(
    ("event", "given", "said"),
    [
        ("alliance", "taiwan war ever", "no world sees a war over Taiwan by 2043"),
        ("setback ever", "alliance", "Raise 'Russian collapse in Ukraine' above 0"),
        ("alliance", "alliance", "Both choices are the same"),
        ("alliance", NONE, "Of 1,000 worlds 1,000 see none of the four shocks by 2043"),
    ],
)
def test_an_impossible_condition_gets_a_kind_sentence(event, given, said):
    calm = model.PRESETS["no_shocks"].scenario
    assert said in scenario_views.asked(calm, event, given, 2043)["sentence"]


def test_a_group_too_rare_for_a_thousand_worlds_is_not_called_empty():
    rare = model.Scenario().with_values(taiwan_crisis_per_year=0.00001)
    shown = scenario_views.asked(rare, "alliance", "taiwan crisis ever", 2043)
    assert "Fewer than one world in 1,000 sees a Taiwan crisis by 2043" in shown["sentence"]
    assert shown["trees"][0]["nodes"]["yes"]["shown"] == "<1"


def test_the_list_of_futures_under_a_condition_sums_to_one():
    rows = scenario_views.asked(model.Scenario(), "alliance", "setback ever", 2043)["also"]["rows"]
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    assert sum(row["all"] for row in rows) == pytest.approx(1)


@pytest.mark.parametrize("number", [1, 17, 100])
def test_a_single_future_is_one_of_the_hundred_worlds(number):
    scenario = model.Scenario()
    world = scenario_views.single(scenario, number)
    assert world["path"] == model.paths(scenario)[:, number - 1].tolist()
    taiwan = icons.histories(scenario)["taiwan"][:, number - 1]
    (spans,) = (row["spans"] for row in world["shocks"] if row["name"] == "war")
    years = [year for first, last in spans for year in range(first, last + 1)]
    assert years == [2023 + at for at, place in enumerate(taiwan) if place == states.TAIWAN.index("war")]
    assert f"stands at {model.RELATIONSHIPS[world['path'][-1]]};" in world["sentence"]


def test_single_futures_go_round_and_a_slider_moves_only_those_it_touches():
    scenario = model.Scenario()
    assert scenario_views.single(scenario, 101) == scenario_views.single(scenario, 1)
    assert scenario_views.single(scenario, 0)["number"] == 100
    calm = scenario.with_values(setback_per_year=0)
    for number in range(1, 101):
        before, after = scenario_views.single(scenario, number), scenario_views.single(calm, number)
        assert not next(row["spans"] for row in after["shocks"] if row["name"] == "setback")
        if not next(row["spans"] for row in before["shocks"] if row["name"] == "setback"):
            assert before["path"] == after["path"]


def test_the_story_and_the_line_of_a_world_change_with_the_data():
    histories = {part: rows.copy() for part, rows in icons.histories(model.Scenario()).items()}
    first = single_future.line(single_future.world(histories, 1, 2023), model.Scenario())
    assert "World 1 starts 2023 as converging" in first.sentence and first.alt.startswith("World 1")
    histories["relationship"][-1, 0] = 4
    changed = single_future.line(single_future.world(histories, 1, 2023))
    assert changed.sentence != first.sentence and "stands at alliance" in changed.sentence


def test_contributions_add_up_and_are_the_engines():
    first, second = model.Scenario(), model.PRESETS["no_shocks"].scenario
    for future in model.RELATIONSHIPS:
        shown = scenario_views.compared(first, second, future)
        total = model.chances(second)[-1] - model.chances(first)[-1]
        place = model.RELATIONSHIPS.index(future)
        assert sum(row["share"] for row in shown["parts"]) == pytest.approx(total[place])
        engine = model.compare(first, second).contributions(future)["contribution"]
        assert [row["share"] for row in shown["parts"]] == pytest.approx(engine.tolist())
    assert [row["label"] for row in shown["parameters"]] == [
        PARAMETERS[name].label for name in PARAMETERS if first.values[name] != second.values[name]
    ]


def test_views_are_computed_only_while_they_are_in_sight_and_follow_the_sliders(lab):
    assert ask(lab, "look")["views"] == {}
    now = ask(lab, "open", views=["questions", "single", "compare", "share"])
    assert set(now["views"]) == {"questions", "single", "share"}
    assert now["views"]["share"]["code"] == sharing.to_code(lab.scenario)
    assert "compare" in ask(lab, "keep_a")["views"]
    now = ask(lab, "values", values={"taiwan_crisis_per_year": 0.2})
    assert now["views"] == json.loads(json.dumps(lab.views()))
    assert ask(lab, "back_to_a")["values"] == dict(model.DEFAULTS)
    assert "unknown" in ask(lab, "unknown", on=True)["views"]
    assert "spans" in lab.now["views"]["questions"]
    assert "spans" not in ask(lab, "values", values={"drift_apart": 0.05})["views"]["questions"]
    assert "spans" in ask(lab, "rest")["views"]["questions"]
    assert set(ask(lab, "open", views=[])["views"]) == {"unknown"}


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("ask", {"event": "nonsense", "given": "alliance", "year": 2043}),
        ("ask", {"event": "alliance", "given": "rupture", "year": 1999}),
        ("ask", {}),
        ("contrast", {"future": "peace"}),
        ("world", {"number": "many"}),
        ("back_to_a", {}),
        ("open", {}),
    ],
)
def test_a_message_that_makes_no_sense_leaves_the_views_as_they_were(lab, kind, message):
    ask(lab, "open", views=["questions", "single"])
    before = dict(lab.now["views"])
    assert ask(lab, kind, **message)["trouble"]
    assert lab.now["views"] == before


@pytest.mark.parametrize("text", ["", "CRA1-", "hello", "CRA9-ABCD-EFGH", "x" * 300_000, None, 7])
def test_a_code_that_cannot_be_used_changes_nothing_and_says_why(lab, text):
    before = lab.scenario, lab.now["answer"]
    now = ask(lab, "paste", text=text)
    assert now["code"]["bad"] and "nothing was changed" in now["code"]["text"]
    assert (lab.scenario, now["answer"]) == before


def test_a_code_with_line_breaks_is_taken_over(lab):
    wanted = model.PRESETS["taiwan_war"].scenario
    code = sharing.to_code(wanted)
    now = ask(lab, "paste", text=f"mine:\n{code[:9]}\r\n {code[9:]}\n")
    assert not now["code"]["bad"] and now["adopt"] and now["values"] == dict(wanted.values)


def test_a_code_of_other_years_is_left_to_a_lab_of_its_own(lab):
    reply = ask(lab, "paste", text=sharing.to_code(model.Scenario(horizon=10)))["code"]
    assert reply["bad"] and "2023 to 2043" in reply["text"]


@pytest.mark.parametrize("name", list(scenario_texts.PICTURES))
@pytest.mark.parametrize("ending", scenario_pictures.FORMATS)
def test_every_picture_is_kept_with_sentence_and_fingerprint_and_overwrites_nothing(
    lab, tmp_path, name, ending
):
    ask(lab, "keep_a")
    ask(lab, "preset", name="taiwan_war")
    stem = f"scenario-{name}-{lab.scenario.hash[:10]}"
    (tmp_path / f"{stem}.{ending}").write_text("precious")
    reply = ask(lab, "picture", name=name, format=ending)["picture"]
    assert not reply["bad"] and f"{stem}-2.{ending}" in reply["text"]
    assert (tmp_path / f"{stem}.{ending}").read_text() == "precious"
    content = (tmp_path / f"{stem}-2.{ending}").read_bytes()
    sentence = reply["text"].split("It says: ")[1]
    assert sentence[:30].encode() in content
    assert lab.scenario.hash[:10].encode() in content


def test_a_picture_that_cannot_be_drawn_or_written_leaves_no_file(lab, tmp_path, monkeypatch):
    assert "Keep this as A" in ask(lab, "picture", name="compare", format="png")["picture"]["text"]
    for message in ({"name": "nonsense", "format": "png"}, {"name": "bands", "format": "exe"}):
        assert ask(lab, "picture", **message)["picture"]["bad"]

    def fail(self, path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("china_russia_axis.figures.house.Figure.save", fail)
    reply = ask(lab, "picture", name="bands", format="png")["picture"]
    assert reply["bad"] and "No space left" in reply["text"]
    assert list(tmp_path.iterdir()) == []
