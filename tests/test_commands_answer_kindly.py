"""Every command says what it did, and names the remedy when it cannot."""

import shutil

import pytest

from china_russia_axis import cli, places
from china_russia_axis.commands import doctor


@pytest.fixture
def tables(tmp_path, monkeypatch):
    shutil.copytree(places.data(), tmp_path / "data")
    monkeypatch.setattr(places, "data", lambda: tmp_path / "data")
    return tmp_path / "data"


def test_axis_alone_lists_its_commands(capsys):
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("lab", "reset", "build", "doctor", "claims", "scenario", "data"))


def test_an_unknown_lesson_is_answered_with_the_known_ones(capsys):
    assert cli.main(["build", "77"]) == 1
    assert "There is no lesson '77'. There are: 00-start-here" in capsys.readouterr().err


def test_bringing_back_asks_for_one_lesson(capsys):
    assert cli.main(["build", "--from-notebook"]) == 1
    assert "axis build --from-notebook 04" in capsys.readouterr().err


def test_build_says_what_it_built_and_gives_advice(sample, tmp_path, capsys):
    source = tmp_path / "lessons" / "01-sample" / "lesson.md"
    source.parent.mkdir(parents=True)
    source.write_text(sample.text.replace("about 5 minutes", "a while"), encoding="utf-8")
    folders = ["--lessons", str(tmp_path / "lessons"), "--notebooks", str(tmp_path / "notebooks")]
    assert cli.main(["build", *folders]) == 0
    shown = capsys.readouterr().out
    assert "built      01-sample" in shown and "rule: the opening states no minutes" in shown
    assert cli.main(["build", *folders, "--check"]) == 0
    assert "1 of 1 notebooks agree with their sources." in capsys.readouterr().out
    source.write_text(sample.text, encoding="utf-8")
    assert cli.main(["build", *folders, "--check"]) == 1
    assert "0 of 1 notebooks agree" in capsys.readouterr().out


def test_formatting_touches_only_what_needs_it(sample, tmp_path, capsys):
    source = tmp_path / "01-sample" / "lesson.md"
    source.parent.mkdir()
    source.write_text(sample.text.replace("```{code-cell}", "```{code-cell} ipython3"), encoding="utf-8")
    for said in ("formatted", "unchanged"):
        assert cli.main(["build", "--format", "--lessons", str(tmp_path)]) == 0
        assert capsys.readouterr().out == f"{said}  01-sample\n"
    assert source.read_text(encoding="utf-8") == sample.text


def test_tables_are_checked_and_sealed(tables, capsys):
    assert cli.main(["data", "check"]) == 0
    table = tables / "countries.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    assert cli.main(["data", "check"]) == 1
    assert "data/countries.csv is not as it was sealed" in capsys.readouterr().out
    assert cli.main(["data", "seal"]) == 0
    assert "Sealed: countries." in capsys.readouterr().out


def test_the_doctor_names_the_remedy(tables, monkeypatch, capsys):
    monkeypatch.setitem(doctor._CHECKS, "a notebook runs", lambda: "")
    (tables / "currency.csv").unlink()
    assert cli.main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "MEND  tables are as published: data/currency.csv is missing" in shown
    assert "ok    Python is new enough" in shown and "1 to mend." in shown


def test_the_doctor_runs_a_notebook():
    assert doctor._CHECKS["a notebook runs"]() == ""
