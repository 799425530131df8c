"""A rubric has criteria with falling levels, a sample sentence each, and refuses what does not keep to it."""

import copy
import re
import tomllib

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import places, rubrics
from china_russia_axis.rubrics import RubricError

FILES = sorted(places.lessons().glob("*/rubric.toml"))
SAMPLE = {
    "format": 1,
    "lesson": "99",
    "criterion": [
        {
            "rubric": "claim",
            "key": "number",
            "title": "A number",
            "level": [
                {"points": 2, "title": "strong", "describes": "It is right.", "sample": "Ninety."},
                {"points": 0, "title": "missing", "describes": "There is none.", "sample": "Many."},
            ],
        },
        {
            "rubric": "claim",
            "key": "doubt",
            "title": "A doubt",
            "level": [
                {"points": 1, "title": "strong", "describes": "It has one.", "sample": "Perhaps."},
                {"points": 0, "title": "missing", "describes": "It has none.", "sample": "Surely."},
            ],
        },
    ],
}


def broken(change):
    content = copy.deepcopy(SAMPLE)
    change(content)
    return content


BROKEN = [
    (broken(lambda c: c.update(format=2)), "this version reads 1"),
    (broken(lambda c: c.update(lesson=9)), "two digits in quotes"),
    (broken(lambda c: c.update(criterion=[])), "no [[criterion]]"),
    (broken(lambda c: c["criterion"][1].update(key="number")), "stands there twice"),
    (broken(lambda c: c["criterion"][0].pop("title")), "'title' is missing"),
    (broken(lambda c: c["criterion"][0].update(weight=1)), "'weight' is no part of it"),
    (broken(lambda c: c["criterion"][0]["level"].pop()), "fall to 0"),
    (broken(lambda c: c["criterion"][0]["level"].reverse()), "fall to 0"),
    (broken(lambda c: c["criterion"][0]["level"][0].update(points=2.5)), "'points' is missing"),
    (broken(lambda c: c["criterion"][0]["level"][0].update(sample="")), "'sample' is missing"),
]


@pytest.mark.parametrize(("content", "complaint"), BROKEN, ids=[complaint for _, complaint in BROKEN])
def test_a_broken_rubric_is_refused(content, complaint):
    with pytest.raises(RubricError, match=re.escape(complaint)):
        rubrics.parse(content, "99-test/rubric.toml")


def test_points_are_added_up_and_only_from_the_levels():
    rubric = rubrics.parse(SAMPLE)["claim"]
    assert rubric.points == 3
    assert rubric.add({"number": 2, "doubt": 0}) == 2
    assert rubric.add(dict(pd.Series({"number": 2, "doubt": 1}))) == 3


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ({"number": 2}, "missing: doubt, unknown: none"),
        ({"number": 2, "doubt": 0, "style": 1}, "missing: none, unknown: style"),
        ({"number": 1, "doubt": 0}, "'number' has 1 points; its levels give 2, 0"),
        ({"number": 2, "doubt": 0.5}, "'doubt' has 0.5 points"),
        ({"number": 2, "doubt": True}, "'doubt' has True points"),
        ({"number": 2, "doubt": "1"}, "'doubt' has '1' points"),
    ],
)
def test_points_that_the_rubric_does_not_give_are_refused(marks, message):
    with pytest.raises(RubricError, match=re.escape(message)):
        rubrics.parse(SAMPLE)["claim"].add(marks)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(RubricError, match="rubric.toml cannot be read"):
        rubrics.read(tmp_path / "rubric.toml")
    (tmp_path / "rubric.toml").write_text("format = ", encoding="utf-8")
    with pytest.raises(RubricError, match="not valid TOML"):
        rubrics.read(tmp_path / "rubric.toml")


def test_a_rubric_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(RubricError, match="It has: claim"):
        rubrics.find("04", "style")
    with pytest.raises(RubricError, match="Lesson '77' has no rubric"):
        rubrics.find("77", "claim")


@pytest.mark.parametrize("path", FILES, ids=[path.parent.name for path in FILES])
def test_criteria_levels_and_samples_tell_apart(path):
    found = rubrics.read(path)
    assert path.parent.name.startswith(tomllib.loads(path.read_text(encoding="utf-8"))["lesson"])
    criteria = [one for rubric in found.values() for one in rubric.criteria]
    assert len({one.title for one in criteria}) == len(criteria)
    assert all(re.fullmatch("[a-z_]+", one.key) for one in criteria)
    assert all(len({level.title for level in one.levels}) == len(one.levels) for one in criteria)
    levels = [level for one in criteria for level in one.levels]
    assert len({level.sample for level in levels}) == len(levels)
    assert all(len(level.describes.split()) >= 4 and level.sample.endswith((".", "?")) for level in levels)


def test_every_lesson_has_a_rubric():
    assert [path.parent.name[:2] for path in FILES] == [f"{number:02d}" for number in range(11)]


# ---------------------------------------------------------------------------------------------------
# The memo of lesson 10


def test_the_lesson_shows_every_level_of_the_memo_in_a_table():
    memo, table = rubrics.find("10", "memo"), cra.capstone.rubric()
    assert list(table.columns) == ["criterion", "title", "points", "level", "describes", "sample"]
    rows = [(one.key, level.points, level.sample) for one in memo.criteria for level in one.levels]
    assert list(table[["criterion", "points", "sample"]].itertuples(index=False, name=None)) == rows


def test_the_form_for_peers_asks_for_every_criterion():
    form = (places.lessons() / "10-your-forecast" / "peer-review.md").read_text(encoding="utf-8")
    for one in rubrics.find("10", "memo").criteria:
        assert f"| {one.title} |" in form


def test_points_of_a_memo_are_added_up_by_the_same_rubric():
    keys = cra.capstone.rubric()["criterion"].unique()
    assert cra.capstone.total(pd.Series(3, index=keys)) == (18, 18)
    assert cra.capstone.total(dict.fromkeys(keys, 0)) == (0, 18)
    with pytest.raises(RubricError, match="missing: numbers"):
        cra.capstone.total({"claims": 3})
