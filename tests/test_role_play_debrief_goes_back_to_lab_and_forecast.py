"""The debrief shows what each team set in the lab, and every forecast before and after; no file changes."""

from datetime import UTC, datetime

import pytest

from china_russia_axis import cli, scenario
from china_russia_axis.forecasts import book
from china_russia_axis.scenario import gathering
from china_russia_axis.teaching import debrief


def write(folder, person, question, chances):
    folder.mkdir(exist_ok=True)
    other = {"F2": "no"}
    for hour, chance in enumerate(chances):
        per_cent = {debrief.ASKED[question]: chance}
        if question == "F1":
            per_cent |= {"rupture": 0, "slower": 0, "accelerated": 0, "converging": 100 - chance}
        else:
            per_cent[other[question]] = 100 - chance
        now = datetime(2026, 11, 1, 9 + hour, tzinfo=UTC)
        book.write_forecast(book.FirstForecast(question, per_cent, person), folder, now)


@pytest.fixture
def class_folder(tmp_path):
    base = scenario.Scenario()
    scenario.save(base.with_values(war_given_crisis=0.25), tmp_path / "Beijing.toml")
    scenario.save(base.with_values(formalise_crisis=0.3, push_crisis=0.4), tmp_path / "Moscow.toml")
    write(tmp_path / "heron", "heron", "F2", [20, 35])
    write(tmp_path / "heron", "heron", "F1", [5, 4])
    write(tmp_path / "otter", "otter", "F2", [50, 60, 40])
    write(tmp_path / "wren", "wren", "F2", [70])
    return tmp_path


def test_teams_are_compared_slider_by_slider_with_the_model(class_folder):
    table = debrief.teams(gathering.gather(class_folder))
    assert list(table.index) == ["the model", "Beijing", "Moscow"]
    assert list(table.columns) == [*debrief.SLIDERS, "alliance 2033", "alliance 2043"]
    assert table.loc["Beijing", "war_given_crisis"] == 0.25
    assert table.loc["Moscow", "push_crisis"] == 0.4
    expected = scenario.futures(scenario.Scenario().with_values(formalise_crisis=0.3, push_crisis=0.4))
    assert table.loc["Moscow", "alliance 2043"] == pytest.approx(expected.loc[2043, "alliance"], abs=1e-12)
    assert table.loc["Moscow", "alliance 2043"] > table.loc["the model", "alliance 2043"]


def test_forecasts_are_compared_first_with_last(class_folder):
    rows, problems = debrief._books(class_folder)
    table = debrief.before_and_after(rows).set_index(["question_id", "forecaster"])
    assert problems == []
    assert table.loc[("F2", "heron")].tolist() == [20, 35, 15]
    assert table.loc[("F2", "otter")].tolist() == [50, 40, -10]
    assert table.loc[("F1", "heron")].tolist() == [5, 4, -1]
    assert "wren" not in table.index.get_level_values("forecaster"), "one forecast has no after"
    said = debrief.moved(table.reset_index(), "F2")
    assert "1 of 2 went up, 1 down, 0 stayed" in said and "+2 points" in said
    assert debrief.moved(table.iloc[:0].reset_index(), "F2") == ""


def test_the_command_prints_both_and_changes_nothing(class_folder, capsys):
    before = {path: path.read_bytes() for path in class_folder.rglob("*") if path.is_file()}
    assert cli.main(["role-play", "--debrief", str(class_folder)]) == 0
    shown = capsys.readouterr().out
    assert "War, given a crisis" in shown and "Beijing     25 *" in shown and "the model   15\n" in shown
    assert "F2 heron: 20 -> 35 (+15)" in shown and "What else made F2 rise?" in shown
    assert {path: path.read_bytes() for path in class_folder.rglob("*") if path.is_file()} == before


def test_what_is_missing_or_broken_is_said(tmp_path, capsys):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "my-forecasts.csv").write_text("a,b\n1,2\n")
    (tmp_path / "bad.toml").write_text("format = 7\n")
    assert cli.main(["role-play", "--debrief", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "No scenario of a team yet" in shown and "No forecast was written twice" in shown
    assert "x/my-forecasts.csv" in shown and "bad.toml" in shown
    assert cli.main(["role-play", "--debrief", str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err
