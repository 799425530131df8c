"""The rubric of the memo is data: criteria with levels, each with points, a description and a sample."""

import re
import tomllib

import pytest

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.capstone import MemoError

FOLDER = places.lessons() / "10-your-forecast"


@pytest.fixture(scope="module")
def content():
    return tomllib.loads((FOLDER / "rubric.toml").read_text(encoding="utf-8"))


def test_the_file_keeps_to_the_layout_that_it_documents(content):
    assert set(content) == {"format", "lesson", "criterion"}
    assert content["format"] == 1 and content["lesson"] == "10"
    for one in content["criterion"]:
        assert set(one) == {"rubric", "key", "title", "level"}
        assert re.fullmatch("[a-z]+", one["key"]) and one["rubric"] == "memo"
        for level in one["level"]:
            assert set(level) == {"points", "title", "describes", "sample"}
            assert type(level["points"]) is int and level["points"] >= 0
            assert len(level["describes"].split()) >= 5 and level["sample"].endswith((".", "?"))


def test_keys_titles_and_samples_tell_apart(content):
    criteria = content["criterion"]
    assert len({one["key"] for one in criteria}) == len({one["title"] for one in criteria}) == len(criteria)
    samples = [level["sample"] for one in criteria for level in one["level"]]
    assert len(set(samples)) == len(samples)


def test_levels_go_down_from_the_best_to_nothing(content):
    for one in content["criterion"]:
        points = [level["points"] for level in one["level"]]
        assert points == sorted(set(points), reverse=True) and points[-1] == 0
        assert len({level["title"] for level in one["level"]}) == len(points)


def test_the_table_holds_every_level(content):
    table = cra.capstone.rubric()
    assert len(table) == sum(len(one["level"]) for one in content["criterion"])
    assert list(table.columns) == ["criterion", "title", "points", "level", "describes", "sample"]


def test_the_form_for_peers_asks_for_every_criterion(content):
    form = (FOLDER / "peer-review.md").read_text(encoding="utf-8")
    for one in content["criterion"]:
        assert f"| {one['title']} |" in form


def test_points_are_added_up():
    keys = cra.capstone.rubric()["criterion"].unique()
    assert cra.capstone.total(dict.fromkeys(keys, 3)) == (18, 18)
    assert cra.capstone.total(dict.fromkeys(keys, 0)) == (0, 18)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"claims": 4}, "'claims' has 4 points; the rubric gives 3, 2, 1, 0"),
        ({"claims": 1.5}, "'claims' has 1.5 points"),
        ({"style": 3}, "unknown: style"),
    ],
)
def test_points_that_the_rubric_does_not_give_are_refused(change, message):
    keys = cra.capstone.rubric()["criterion"].unique()
    with pytest.raises(MemoError, match=re.escape(message)):
        cra.capstone.total({**dict.fromkeys(keys, 2), **change})


def test_a_forgotten_criterion_is_named():
    with pytest.raises(MemoError, match="missing: numbers"):
        cra.capstone.total({"claims": 3})
