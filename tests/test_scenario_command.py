"""``axis scenario new | run | check`` from a command line."""

import argparse
import json

import pytest

from china_russia_axis import scenario as sc
from china_russia_axis.commands import scenario as command
from china_russia_axis.scenario import files


@pytest.fixture
def axis(capsys):
    def call(*words):
        parser = argparse.ArgumentParser(prog="axis")
        command.register(parser.add_subparsers(required=True))
        args = parser.parse_args(["scenario", *map(str, words)])
        code = args.run(args)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_new_writes_the_defaults_with_provenance(axis, tmp_path):
    code, out, _ = axis("new", tmp_path / "mine.toml")
    assert code == 0 and "axis scenario run" in out
    assert files.load(tmp_path / "mine.toml") == sc.Scenario()
    assert "Jeffreys" in (tmp_path / "mine.toml").read_text(encoding="utf-8")


def test_new_starts_from_a_preset(axis, tmp_path):
    assert axis("new", tmp_path / "war.toml", "--preset", "taiwan_war")[0] == 0
    assert files.load(tmp_path / "war.toml") == sc.PRESETS["taiwan_war"].scenario
    code, _, err = axis("new", tmp_path / "other.toml", "--preset", "taiwan_wars")
    assert code == 1 and "Did you mean taiwan_war" in err and not (tmp_path / "other.toml").exists()


def test_new_never_overwrites(axis, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("precious")
    code, _, err = axis("new", path)
    assert code == 1 and "stays as it is" in err and path.read_text() == "precious"


def test_new_says_when_it_cannot_write(axis, tmp_path):
    code, _, err = axis("new", tmp_path / "no such folder" / "mine.toml")
    assert code == 1 and "cannot be written" in err


def test_run_prints_every_year_of_the_horizon_at_full_precision(axis, tmp_path):
    axis("new", tmp_path / "mine.toml")
    code, out, err = axis("run", tmp_path / "mine.toml", "--json")
    answer = json.loads(out)
    assert code == 0 and err == ""
    assert list(answer) == [str(year) for year in range(2024, 2044)]
    assert list(answer["2028"]) == ["rupture", "slower", "converging", "accelerated", "alliance"]
    assert [list(row.values()) for row in answer.values()] == sc.chances(sc.Scenario())[1:].tolist()
    assert [round(chance, 3) for chance in answer["2043"].values()] == [0.042, 0.110, 0.543, 0.205, 0.100]


def test_run_follows_the_years_of_the_file(axis, tmp_path):
    files.save(sc.Scenario(start_year=2030, horizon=3), tmp_path / "late.toml")
    _, out, _ = axis("run", tmp_path / "late.toml", "--json")
    assert list(json.loads(out)) == ["2031", "2032", "2033"]


def test_run_prints_a_table_for_people(axis, tmp_path):
    axis("new", tmp_path / "mine.toml")
    code, out, _ = axis("run", tmp_path / "mine.toml")
    lines = out.splitlines()
    assert code == 0 and "per cent" in lines[0]
    assert lines[1].split() == ["year", "rupture", "slower", "converging", "accelerated", "alliance"]
    assert lines[2].split() == ["2024", "0", "2", "92", "6", "0"]
    assert lines[3].split() == ["2025", "<1", "5", "83", "12", "<1"]
    assert lines[21].split() == ["2043", "4", "11", "54", "20", "10"]
    assert "assumptions" in lines[-1]


def test_a_broken_file_gives_all_problems_and_exit_code_1(axis, tmp_path):
    path = tmp_path / "broken.toml"
    text = (
        files.dumps(sc.Scenario()).replace("value = 0.06", "value = 6").replace("horizon = 20", "horizon = 0")
    )
    path.write_text(text, encoding="utf-8")
    for action in ("run", "check"):
        code, out, err = axis(action, path)
        assert code == 1 and out == ""
        assert "write 0.06" in err and "horizon: 0" in err


def test_check_says_coherent_and_shows_the_model_beside_each_statement(axis, tmp_path):
    path = tmp_path / "mine.toml"
    text = (
        files.dumps(sc.Scenario()) + '[[checks.chance]]\nevent = "alliance"\nby = 2043\nprobability = 0.3\n'
    )
    path.write_text(text, encoding="utf-8")
    code, out, err = axis("check", path)
    assert code == 0 and err == ""
    assert "Coherent: 28 parameters, 1 statement beside them." in out
    assert "alliance, 2043: stated 0.300, model 0.100" in out


def test_a_caution_does_not_stop_a_run_and_does_not_spoil_its_json(axis, tmp_path):
    files.save(sc.Scenario().with_values(crisis_under_setback=0.5), tmp_path / "odd.toml")
    code, out, err = axis("run", tmp_path / "odd.toml", "--json")
    assert code == 0 and len(json.loads(out)) == 20
    assert "Caution" in err and "crisis_under_setback" in err
