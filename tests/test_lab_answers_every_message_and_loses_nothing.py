"""Whatever the browser sends, the lab answers; nothing is overwritten, nothing broken is taken over."""

import pytest

from china_russia_axis import scenario as model
from china_russia_axis.scenario import files
from china_russia_axis.widgets import scenario_lab

OWN = {"rupture": 5, "slower": 10, "converging": 50, "accelerated": 20, "alliance": 15}


@pytest.fixture
def lab(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return scenario_lab.lab()


def ask(lab, kind, **message) -> dict:
    """Send what the browser would send, and give back the lab's state."""
    request = lab.now["request"] + 1
    lab._receive(lab, {"kind": kind, "request": request, **message}, [])
    assert lab.now["request"] == request
    return lab.now


def test_moving_a_slider_moves_the_scenario(lab):
    now = ask(lab, "values", values={"taiwan_crisis_per_year": 0.2})
    assert lab.scenario.values["taiwan_crisis_per_year"] == 0.2
    assert now["answer"] == lab.answer()
    assert not now["adopt"]


@pytest.mark.parametrize(
    "values", [{"taiwan_crisis_per_year": 7}, {"nonsense": 0.1}, {"drift_apart": "much"}, None]
)
def test_a_value_that_makes_no_sense_changes_nothing(lab, values):
    before = lab.scenario
    now = ask(lab, "values", values=values)
    assert now["trouble"] and now["adopt"]
    assert lab.scenario == before and now["values"] == dict(before.values)
    assert ask(lab, "values", values={"drift_apart": 0.03})["trouble"] is None


def test_an_unknown_message_is_answered(lab):
    assert "did not understand" in ask(lab, "dance")["trouble"]


def test_presets_and_reset(lab):
    for name, preset in model.PRESETS.items():
        now = ask(lab, "preset", name=name)
        assert now["adopt"] and now["values"] == dict(preset.scenario.values)
    assert ask(lab, "reset")["values"] == dict(model.DEFAULTS)


def test_the_sliders_unlock_by_numbers_or_by_a_wish_to_look(lab):
    assert not lab.now["unlocked"]
    numbers = {**OWN, "alliance_without_shocks": 3}
    assert ask(lab, "predict", numbers=numbers)["unlocked"]
    assert lab.prediction == numbers
    assert lab.now["prediction"]["shown"]["alliance"] == "15 %"
    assert ask(lab, "values", values={"drift_apart": 0.03})["prediction"]["shown"]["alliance"] == "15 %"
    other = scenario_lab.lab()
    assert ask(other, "look")["unlocked"] and other.prediction is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rupture": None}, "Still empty: rupture"),
        ({"rupture": -5}, "between 0 and 100"),
        ({"rupture": 0}, "make 95, not 100"),
        (dict.fromkeys(OWN, 0), "something has to happen"),
    ],
)
def test_own_numbers_that_do_not_fit_are_refused_with_a_reason(lab, change, said):
    now = ask(lab, "predict", numbers={**OWN, "alliance_without_shocks": 3, **change})
    assert said in now["predict"]["text"]
    assert not now["unlocked"] and lab.prediction is None


def test_rescaled_numbers_make_a_hundred_and_keep_their_order():
    for own in (
        {**OWN, "rupture": 1},
        {**OWN, "alliance": 90},
        dict.fromkeys(OWN, 7),
        {**OWN, "slower": 33.3},
    ):
        offer = scenario_lab.prediction_problem({**own, "alliance_without_shocks": 3})["offer"]
        assert sum(offer.values()) == 100
        ranked = sorted(own, key=own.get)
        assert all(offer[low] <= offer[high] for low, high in zip(ranked, ranked[1:], strict=False))


def test_a_saved_scenario_comes_back(lab, tmp_path):
    ask(lab, "values", values={"setback_per_year": 0.25})
    assert "Saved as mine.toml" in ask(lab, "save", name="mine")["files"]["text"]
    assert files.load(tmp_path / "mine.toml") == lab.scenario
    assert ask(lab, "files")["files"]["names"] == ["mine.toml"]
    ask(lab, "reset")
    now = ask(lab, "load", name="mine.toml")
    assert now["adopt"] and now["values"]["setback_per_year"] == 0.25


def test_saving_never_overwrites(lab, tmp_path):
    (tmp_path / "mine.toml").write_text("precious")
    reply = ask(lab, "save", name="mine.toml")["files"]
    assert reply["bad"] and "mine-2.toml" in reply["text"]
    assert (tmp_path / "mine.toml").read_text() == "precious"


@pytest.mark.parametrize(
    "name", ["", "  ", "../up.toml", "/tmp/x.toml", "a\\b.toml", ".hidden", "a:b", "new\nline"]
)
def test_files_stay_in_the_folder_of_the_notebook(lab, tmp_path, name):
    for kind in ("save", "load"):
        reply = ask(lab, kind, name=name)["files"]
        assert reply["bad"] and "my-scenario.toml" in reply["text"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "not toml [", "format = 99\n", "[parameters.nonsense]\nvalue = 1\n", "\x00"]
)
def test_a_broken_file_changes_nothing(lab, text):
    before = lab.scenario, lab.now["answer"]
    now = ask(lab, "load", name="broken.toml", text=text)
    assert now["files"]["bad"] and "nothing was changed" in now["files"]["text"]
    assert (lab.scenario, now["answer"]) == before and not now["adopt"]


def test_a_missing_file_is_said(lab):
    assert "there is no such file" in ask(lab, "load", name="nowhere")["files"]["text"]


def test_a_file_with_other_years_is_left_to_a_lab_of_its_own(lab):
    text = files.dumps(model.Scenario(horizon=10))
    reply = ask(lab, "load", name="short.toml", text=text)["files"]
    assert reply["bad"] and "2023 to 2043" in reply["text"]


def test_the_way_to_a_value_leaves_no_trace(lab):
    """A slider that passed through its far end makes no other scenario than one that did not."""
    wanted = model.Scenario().with_values(taiwan_crisis_per_year=0.12).hash
    for value in (0.3, 0.0, 0.12):
        ask(lab, "values", values={"taiwan_crisis_per_year": value})
    assert lab.scenario.hash == wanted and lab.now["plain"]
    ask(lab, "preset", name="taiwan_war")
    ask(lab, "values", values={**model.DEFAULTS, "taiwan_crisis_per_year": 0.12})
    assert lab.scenario.hash == wanted and lab.now["plain"]
