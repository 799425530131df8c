"""The three sample memos are marked as ours, their numbers are computed anew, and the rubric is applied."""

import re

import pytest

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.capstone import MemoError, checking
from china_russia_axis.capstone.samples import FOLDER, LEVELS

HOME = places.lessons() / "10-your-forecast"
OWN = re.compile(r"^\| ([\d.]+) \| (.+) \|$", re.MULTILINE)


@pytest.fixture(params=LEVELS)
def level(request):
    return request.param


@pytest.fixture
def text(level):
    return whole(level)


def whole(level):
    return (HOME / "sample-memos" / f"{level}.md").read_text(encoding="utf-8")


def test_a_sample_says_that_it_is_one(level, text):
    assert text.startswith(f"*Sample memo, {level}. Ours, not a student's;")
    assert re.search(r"^Author: Paper \w+ \(a pseudonym\)", text, re.MULTILINE)


def test_every_computed_line_is_as_computed_now(text):
    found = cra.capstone.check(text)
    assert found.changed == () and found.unreadable == "" and found.unowned == ()


def test_every_number_of_its_own_is_computed_or_called_a_judgement(text):
    (code,) = re.findall(r"`(CRA1[^`]+)`", text)
    scenario = cra.scenario.from_code(code)
    course = cra.forecasts.started(cra.scenario.Scenario(), 2025)
    rates = cra.load("alliance_base_rates").query("population == 'major powers' and condition == 'all'")
    names = {
        "cra": cra,
        "scenario": scenario,
        "rates": rates,
        "signs": cra.capstone.signposts(scenario),
        "parts": cra.scenario.compare(course, scenario).contributions("alliance", 2033),
    }
    own = text.split(checking.END)[1].split("## The rubric applied")[0]
    for number, origin in OWN.findall(own):
        if origin.startswith("`"):
            assert eval(origin.strip("`"), names) == number, origin
        else:
            assert origin.startswith("my judgement")


def test_the_rubric_is_applied_to_each_criterion_and_the_total_is_right(level, text):
    marks = cra.capstone.sample_marks(level)
    points, most = cra.capstone.total(marks["points"])
    assert text.rstrip().endswith(f"Total: {points} of {most}.")
    assert all(len(why.split()) >= 8 for why in marks["why"])


def test_a_sample_is_shown_without_its_marks(level, text):
    shown = cra.capstone.sample(level).text
    assert text.startswith(shown.rstrip()) and "rubric" not in shown.lower()
    assert cra.capstone.check(cra.capstone.sample(level)) == cra.capstone.check(text)


def test_three_levels_are_three_levels():
    strong, middling, weak = (cra.capstone.sample_marks(one)["points"].sum() for one in LEVELS)
    assert strong >= middling + 5 and middling >= weak + 5


def test_the_strong_and_the_middling_one_are_in_order_and_the_weak_one_is_not():
    ready = {one: cra.capstone.check(cra.capstone.sample(one)).ready for one in LEVELS}
    assert ready == {"strong": True, "middling": True, "weak": False}


def test_prose_of_the_samples_says_what_the_tables_say():
    strong, middling, weak = map(whole, LEVELS)
    growth = cra.forecasts.rules.trade_growth(cra.load)
    assert growth[2025] < 0 < growth[2024]  # "trade has stopped growing", "less trade in 2025 than in 2024"
    assert "less trade in 2025 than in 2024" in weak
    number = cra.claim("C69").number
    assert number.startswith("2 of 4") and "12 in 2022-23, 12 in 2024-25" in number
    assert "Two of the four indicators moved closer, one stood still, and trade fell" in strong
    note = cra.scenario.PARAMETERS["formalise_war"].note
    assert "nine pacts" in note and "eight of the nine in the world wars" in note
    assert "differ by a factor of three" in cra.scenario.PARAMETERS["ukraine_war_ends"].note
    since = cra.load("alliance_base_rates").query(
        "population == 'major powers' and condition == 'all' and period_start == 1990"
    )
    assert since["events"].sum() == 0
    after_crimea = re.search(r"by (-\d+) per cent a year after Crimea", cra.claim("C74").number)
    assert after_crimea and "after Crimea it fell" in middling


def test_the_steps_of_the_strong_sample_add_up():
    text = whole("strong")
    rows = re.findall(r"^\| (\w+) \|.*\| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    base, mine = ({row[0]: int(row[place]) for row in rows} for place in (1, 2))
    assert sum(abs(mine[name] - base[name]) for name in base) / 2 == 16
    assert "I move 16 points in all" in text
    for name in ("converging", "accelerated", "slower", "rupture"):
        way = "down" if mine[name] < base[name] else "up"
        assert f"{name.capitalize()} goes {way} from {base[name]} to {mine[name]}" in text


def test_a_sample_that_does_not_exist_is_refused():
    with pytest.raises(MemoError, match=r"Did you mean 'weak'"):
        cra.capstone.sample("week")


def test_the_sheets_are_brought_once_and_what_is_there_stays(tmp_path):
    new = cra.capstone.bring(tmp_path)
    assert sorted(path.name for path in new) == [
        "memo-template.md",
        "peer-review.md",
        "rubric.toml",
        "sample-middling.md",
        "sample-strong.md",
        "sample-weak.md",
    ]
    assert all(path.parent == tmp_path / FOLDER for path in new)
    review = tmp_path / FOLDER / "peer-review.md"
    review.write_text("my review", encoding="utf-8")
    (tmp_path / FOLDER / "rubric.toml").unlink()
    assert [path.name for path in cra.capstone.bring(tmp_path)] == ["rubric.toml"]
    assert review.read_text(encoding="utf-8") == "my review"
    with pytest.raises(MemoError, match="Is there such a folder"):
        cra.capstone.bring(tmp_path / "nowhere")
