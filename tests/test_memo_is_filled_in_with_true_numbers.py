"""The memo holds what tables and scenario say, refuses what cannot be used, and overwrites nothing."""

import re
from dataclasses import replace

import pytest

import china_russia_axis as cra
from china_russia_axis.capstone import MemoError, memos
from china_russia_axis.forecasts import FirstForecast

CLAIMS = ["C31", "C52", "C08"]
CHANCES = {"rupture": 2, "slower": 18, "converging": 58, "accelerated": 18, "alliance": 4}


@pytest.fixture(scope="module")
def course():
    return cra.forecasts.started(cra.scenario.Scenario(), 2025)


@pytest.fixture(scope="module")
def mine(course):
    return course.with_values(taiwan_crisis_per_year=0.04, drift_apart=0.04)


@pytest.fixture(scope="module")
def memo(mine):
    return cra.capstone.memo(CLAIMS, mine, CHANCES, author="paper crane")


def altered(name, change):
    """Give every table as it is but one."""
    return lambda wanted: change(cra.load(wanted)) if wanted == name else cra.load(wanted)


def test_each_claim_stands_with_verdict_number_doubt_and_source(memo):
    for one in CLAIMS:
        card = cra.claim(one)
        for part in (card.paraphrase, card.verdict, card.number, card.doubt, card.source):
            assert part in memo.text


def test_a_changed_table_changes_the_memo(mine):
    fewer = altered("vetoes", lambda table: table[table["russia"]])
    before = cra.capstone.memo(CLAIMS, mine, CHANCES, "paper crane")
    after = cra.capstone.memo(CLAIMS, mine, CHANCES, "paper crane", load=fewer)
    assert cra.claim("C52").number in before.text
    assert cra.claim("C52", load=fewer).number in after.text
    assert before.text != after.text


def test_the_five_futures_stand_with_their_intervals(memo, mine):
    intervals = cra.scenario.intervals(mine)
    rows = dict(re.findall(r"^\| (\w+) \| (.+) \|$", memo.text, re.MULTILINE))
    for place, name in enumerate(cra.scenario.RELATIONSHIPS):
        cells = rows[name].split(" | ")
        assert float(cells[-1]) == CHANCES[name]
        for cell, year in zip(cells, (2028, 2033, 2043), strict=False):
            point = 100 * intervals.point[year - 2025, place]
            shown = cell.split(" ")[0]
            assert shown == ("<1" if point < 0.5 else f"{point:.0f}")
    low, high = (100 * getattr(intervals, end)[2033 - 2025, 2] for end in ("low", "high"))
    assert f"({low:.0f}-{high:.0f})" in rows["converging"]


def test_the_base_rate_is_that_of_the_registry(memo):
    base = cra.load("forecast_entries").query("question_id == 'F1' and forecaster == 'base rate'")
    rows = dict(re.findall(r"^\| (\w+) \| (.+) \|$", memo.text, re.MULTILINE))
    for row in base.itertuples():
        assert rows[row.outcome].split(" | ")[3] == f"{100 * row.chance:.0f}"
    assert base["basis"].iloc[0] in memo.text


def test_the_scenario_code_gives_the_scenario_back(memo, mine):
    (code,) = re.findall(r"`(CRA1[^`]+)`", memo.text)
    assert cra.scenario.from_code(code).hash == mine.hash
    assert cra.capstone.memo(CLAIMS, code, CHANCES, "paper crane").text == memo.text


def test_changes_are_named_with_what_they_do(memo, course, mine):
    assert "Taiwan crisis from 6 % to 4 %" in memo.text
    assert "Drift apart from 2 % to 4 %" in memo.text
    parts = cra.scenario.compare(course, mine).contributions("alliance", 2033)["contribution"]
    assert f"Taiwan crisis {100 * parts['taiwan_crisis_per_year']:+.1f}" in memo.text


def test_a_scenario_with_ranges_and_evidence_of_its_own_is_read_back_as_it_was_written(course):
    own = tuple(
        replace(one, value=0.09, low=0.05, high=0.1, kind="data", source="counted by me", note="mine")
        if one.name == "taiwan_crisis_per_year"
        else one
        for one in course.settings
    )
    memo = cra.capstone.memo(CLAIMS, replace(course, settings=own, title="Mine"), CHANCES, "paper crane")
    found = cra.capstone.check(memo)
    assert found.changed == () and found.unreadable == ""


def test_many_changes_are_weighed_group_by_group(course):
    chances = [one for one in cra.scenario.PARAMETERS.values() if one.is_chance][:11]
    moved = {one.name: 0.9 * one.default for one in chances}
    text = cra.capstone.memo(CLAIMS, course.with_values(**moved), CHANCES, "paper crane").text
    assert all(f"{one.label} from " in text for one in chances)
    assert "In points: shocks together" in text and "endings together" in text


def test_an_unchanged_scenario_says_so(course):
    assert "none changed" in cra.capstone.memo(CLAIMS, course, CHANCES, "paper crane").text


def test_another_start_is_named(course):
    turned = course.with_start(reorientation="on")
    text = cra.capstone.memo(CLAIMS, turned, CHANCES, "paper crane").text
    assert "reorientation begins as on instead of off" in text


def test_a_changed_range_is_named(course):
    narrow = tuple(
        replace(one, low=0.05, high=0.07) if one.name == "taiwan_crisis_per_year" else one
        for one in course.settings
    )
    text = cra.capstone.memo(CLAIMS, replace(course, settings=narrow), CHANCES, "paper crane").text
    assert "the range alone of 1 more" in text


def test_further_questions_stand_below_the_table(mine):
    answers = [FirstForecast("F3", {"yes": 70, "no": 30}), FirstForecast("F1", CHANCES, "paper crane")]
    text = cra.capstone.memo(CLAIMS, mine, answers).text
    assert "F3: Will goods trade" in text and "yes 70, no 30" in text


def test_the_author_is_the_forecaster_when_no_other_is_named(mine):
    text = cra.capstone.memo(CLAIMS, mine, FirstForecast("F1", CHANCES, "paper boat")).text
    assert "Author: paper boat (a pseudonym)" in text


def test_a_pseudonym_cannot_smuggle_in_marks(mine):
    text = cra.capstone.memo(CLAIMS, mine, CHANCES, "# paper\n| <b>hat</b>").text
    assert "Author: paper bhat/b (a pseudonym)" in text


def test_in_a_notebook_the_headings_of_the_memo_rank_below_those_of_the_lesson(memo):
    shown = memo._repr_mimebundle_()
    assert shown["text/plain"] == memo.text
    marks = re.findall(r"^(#+) ", shown["text/markdown"], re.MULTILINE)
    assert set(marks) == {"###", "####"}


def test_no_brace_is_left_unfilled_and_every_blank_is_the_templates(memo):
    assert not re.search(r"\{\w+\}", memo.text)
    blank = r"\[write: [^\]]+\]"
    assert re.findall(blank, memo.text) == re.findall(blank, memos.template())


REFUSED = [
    ({"claims": ["C31", "C52"]}, "tests 3 different claims; you gave 2"),
    ({"claims": ["C31", "C31", "C52"]}, "tests 3 different claims"),
    ({"claims": "C31"}, "as a list"),
    ({"claims": 31}, "as a list"),
    ({"claims": []}, "you gave 0"),
    ({"claims": ["C31", "C52", "C99"]}, "There is no claim 'C99'"),
    ({"scenario": {"taiwan_crisis_per_year": 0.1}}, "The scenario is a dict"),
    ({"scenario": None}, "The scenario is a NoneType"),
    ({"scenario": "CRA1-XXXX"}, "The scenario code cannot be read"),
    ({"scenario": cra.scenario.Scenario().with_header(horizon=5)}, "the memo needs 2033"),
    ({"forecast": {**CHANCES, "alliance": 14}}, "add up to 110"),
    ({"forecast": {"alliance": 100}}, "missing: rupture"),
    ({"forecast": {**CHANCES, "war": 0}}, "unknown: war"),
    ({"forecast": None}, "Give the forecast as chances"),
    ({"forecast": 4}, "Give the forecast as chances"),
    ({"forecast": []}, "Give the forecast as chances"),
    ({"forecast": [FirstForecast("F3", {"yes": 70, "no": 30})]}, "needs one answer to F1"),
    ({"forecast": [FirstForecast("F1", CHANCES)] * 2}, "needs one answer to F1"),
    ({"author": "   "}, "Choose a pseudonym"),
    ({"author": "paper " * 20}, "Choose a pseudonym"),
]


@pytest.mark.parametrize(("given", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_cannot_be_used_is_refused_with_a_remedy(mine, given, message):
    good = {"claims": CLAIMS, "scenario": mine, "forecast": CHANCES, "author": "paper crane"}
    with pytest.raises(MemoError, match=re.escape(message)):
        cra.capstone.memo(**{**good, **given})


def test_a_claim_that_no_lesson_has_judged_is_refused(mine):
    def load(name):
        table = cra.load(name)
        return table.assign(verdict="open") if name == "claims" else table

    with pytest.raises(MemoError, match="C31 has no number: lesson 02"):
        cra.capstone.memo(CLAIMS, mine, CHANCES, "paper crane", load=load)


def test_saving_twice_leaves_the_first_memo_as_it_was(memo, tmp_path):
    first = memo.save(tmp_path)
    first.write_text("hours of work", encoding="utf-8")
    second, third = memo.save(tmp_path), memo.save(tmp_path)
    assert [path.name for path in (first, second, third)] == ["my-memo.md", "my-memo-2.md", "my-memo-3.md"]
    assert first.read_text(encoding="utf-8") == "hours of work"
    assert second.read_text(encoding="utf-8") == memo.text


def test_a_memo_is_saved_as_text_in_a_folder_that_exists(memo, tmp_path):
    with pytest.raises(MemoError, match=r"end in \.md"):
        memo.save(tmp_path, "memo.docx")
    with pytest.raises(MemoError, match="Is there such a folder"):
        memo.save(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
