"""``axis scenario code | from-code | compare | picture``: what they write, and what they never write over."""

import io
import xml.etree.ElementTree as ET

import pytest

from china_russia_axis import cli
from china_russia_axis import scenario as sc
from china_russia_axis.commands import scenario as command
from china_russia_axis.scenario import checks, files, sharing

WAR = sc.PRESETS["taiwan_war"].scenario


@pytest.fixture
def axis(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files.save(sc.Scenario(), "calm.toml")
    files.save(WAR, "war.toml")

    def call(*words):
        code = cli.main(["scenario", *words])
        return code, *capsys.readouterr()

    return call


def test_a_code_leads_back_to_the_same_file(axis, tmp_path):
    code, out, err = axis("code", "war.toml")
    assert (code, err) == (0, "") and out == sharing.to_code(WAR) + "\n"
    assert axis("from-code", out.strip(), "--out", "again.toml")[0] == 0
    assert (tmp_path / "again.toml").read_bytes() == (tmp_path / "war.toml").read_bytes()


def test_a_code_may_come_in_pieces_or_through_a_pipe(axis, monkeypatch):
    groups = sharing.to_code(WAR).replace("-", " ").lower().split()
    assert axis("from-code", *groups, "--out", "pieces.toml")[0] == 0
    mail = "\n> ".join(["Hi,", *sharing.to_code(WAR).split("-"), "bye"]).encode("utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail)))
    assert axis("from-code", "-", "--out", "pipe.toml")[0] == 0
    assert files.load("pieces.toml") == files.load("pipe.toml") == WAR


def test_what_a_code_leaves_behind_is_said_where_it_does_not_spoil_the_code(axis):
    files.save(sc.Scenario(checks=(checks.Chance("alliance", 2030, 0.1),)), "stated.toml")
    code, out, err = axis("code", "stated.toml")
    assert code == 0 and out.count("\n") == 1 and "Not in it: 1 statement" in err


def test_a_mistyped_code_writes_nothing(axis, tmp_path):
    broken = sharing.to_code(WAR)[:-1] + "U"
    code, _, err = axis("from-code", broken, "--out", "never.toml")
    assert code == 1 and "is mistyped" in err and not (tmp_path / "never.toml").exists()


def test_nothing_is_written_over(axis, tmp_path):
    (tmp_path / "mine.toml").write_text("precious")
    (tmp_path / "mine.svg").write_text("precious")
    code, _, err = axis("from-code", sharing.to_code(WAR), "--out", "mine.toml")
    assert code == 1 and "stays as it is" in err
    for words in (("picture", "war.toml"), ("compare", "calm.toml", "war.toml")):
        code, _, err = axis(*words, "--out", "mine.svg")
        assert code == 1 and "stays as it is" in err
    assert (tmp_path / "mine.toml").read_text() == (tmp_path / "mine.svg").read_text() == "precious"


def test_a_comparison_names_what_differs_and_adds_up(axis):
    code, out, err = axis("compare", "calm.toml", "war.toml")
    assert (code, err) == (0, "")
    assert "taiwan_crisis_per_year: 0.06 (0.023 to 0.111, data) -> 0.25 (0.023 to 0.25, assumption)" in out
    before, after = (sc.futures(one).loc[2043, "alliance"] for one in (sc.Scenario(), WAR))
    assert f"2043 alliance {100 * before:8.0f} -> {100 * after:3.0f}  {100 * (after - before):+6.1f}" in out
    points = out.partition("they add up to it):\n")[2].split()[1::2]
    assert sum(map(float, points)) == pytest.approx(100 * (after - before), abs=0.1)


def test_the_same_scenario_twice_has_no_difference(axis):
    assert "No number differs" in axis("compare", "war.toml", "war.toml")[1]


def test_what_cannot_be_compared_is_said(axis):
    files.save(sc.Scenario(start_year=2080), "late.toml")
    code, out, err = axis("compare", "calm.toml", "late.toml")
    assert code == 1 and out == "" and "no years in common" in err
    code, _, err = axis("compare", "calm.toml", "war.toml", "--future", "aliance")
    assert code == 1 and "Did you mean alliance" in err
    code, _, err = axis("compare", "calm.toml", "none.toml")
    assert code == 1 and "there is no such file" in err


def test_a_comparison_can_be_drawn(axis, tmp_path):
    code, out, err = axis("compare", "calm.toml", "war.toml", "--out", "two.svg")
    assert code == 0 and "Chances" in out and "two.svg: " in err
    assert ET.parse(tmp_path / "two.svg").getroot().tag.endswith("svg")


@pytest.mark.parametrize("view", command._VIEWS)
def test_every_view_is_kept_with_its_sentence_and_its_scenario(axis, tmp_path, view):
    code, out, err = axis("picture", "war.toml", "--view", view, "--out", f"{view}.svg")
    assert code == 0 and out == ""
    words = ET.parse(tmp_path / f"{view}.svg").getroot().findtext("{http://www.w3.org/2000/svg}desc")
    assert err.strip().removeprefix(f"{view}.svg: ") in words
    assert WAR.hash[:10] in words


@pytest.mark.parametrize("view", command._VIEWS)
def test_every_view_draws_a_short_late_and_extreme_scenario(axis, tmp_path, view):
    extreme = sc.Scenario(start_year=2090, horizon=1).with_values(taiwan_crisis_per_year=1.0, drift_apart=0.0)
    files.save(extreme, "odd.toml")
    assert axis("picture", "odd.toml", "--view", view, "--out", "odd.png")[0] == 0
    assert (tmp_path / "odd.png").read_bytes()[:4] == b"\x89PNG"


def test_a_picture_needs_an_ending_and_a_folder(axis):
    code, _, err = axis("picture", "war.toml", "--out", "war.pdf")
    assert code == 1 and ".png or .svg" in err
    code, _, err = axis("picture", "war.toml", "--out", "none/war.png")
    assert code == 1 and "Choose a folder that exists" in err
    code, _, err = axis("picture", "none.toml", "--out", "war.png")
    assert code == 1 and "there is no such file" in err


def test_the_file_names_of_hostile_files_are_printed_safely(axis):
    for name in ("a\0b.toml", "x" * 5000):
        code, _, err = axis("run", name)
        assert code == 1 and "cannot be" in err
