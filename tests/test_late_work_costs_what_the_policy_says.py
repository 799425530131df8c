"""Late work costs what ``late.toml`` says, to the minute, and the mark itself is never touched."""

from datetime import datetime, timedelta

import prose_class
import pytest
from prose_class import BEST, PROSE, SHEET

from china_russia_axis.grading import late, marking
from china_russia_axis.grading.gradebook import Gradebook
from china_russia_axis.grading.totals import totals

DUE = datetime.fromisoformat("2026-10-12T23:59:00+02:00")
RULES = """
format = 1
[[sheet]]
sheet = "99"
due = 2026-10-12T23:59:00+02:00
grace_minutes = 15
per_cent_a_day = 10
cap_per_cent = 35
[[extension]]
student = "s02"
sheet = "99"
due = 2026-10-19T23:59:00+02:00
why = "agreed"
[[handed_in]]
student = "s03"
sheet = "99"
at = 2026-10-12T22:00:00+02:00
"""


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "late.toml"
    path.write_text(RULES, encoding="utf-8")
    return late.read(path)


def after(**how):
    return (DUE + timedelta(**how)).timestamp()


@pytest.mark.parametrize(
    ("how", "share"),
    [
        ({"days": -3}, 0),
        ({"minutes": 0}, 0),
        ({"minutes": 15}, 0),
        ({"minutes": 16}, 0.10),
        ({"hours": 24}, 0.10),
        ({"hours": 24, "seconds": 1}, 0.20),
        ({"days": 3}, 0.30),
        ({"days": 4}, 0.35),
        ({"days": 400}, 0.35),
    ],
)
def test_grace_days_and_cap(policy, how, share):
    assert policy.lateness("s01", SHEET, after(**how)).share == pytest.approx(share)


def test_an_extension_is_for_its_student_alone(policy):
    assert policy.lateness("s02", SHEET, after(days=6)).share == 0
    assert "extension" in policy.lateness("s02", SHEET, after(days=6)).said
    assert policy.lateness("s02", SHEET, after(days=8)).share == pytest.approx(0.10)
    assert policy.lateness("s01", SHEET, after(days=6)).share == pytest.approx(0.35)


def test_what_the_platform_knows_counts_before_the_time_of_the_file(policy):
    assert policy.lateness("s03", SHEET, after(days=9)).share == 0


def test_a_sheet_without_rule_and_nothing_handed_in_cost_nothing(policy):
    assert policy.lateness("s01", "98-lakes", after(days=9)) == late.Lateness()
    assert policy.lateness("s01", SHEET, None) == late.Lateness()
    assert late.Policy().lateness("s01", SHEET, after(days=9)) == late.Lateness()


def test_the_mark_itself_is_kept(tmp_path, policy):
    results = prose_class.gradebook(tmp_path / "results", {"s01": "The river is long, I say."})
    desk = marking.Desk(results, PROSE, "One", lessons=prose_class.lessons(tmp_path))
    desk.save(next(iter(desk.codes)), BEST)
    with Gradebook(results) as book:
        book.record(
            prose_class.submission("s01", after(days=2)),
            prose_class.machine_marks(),
            {PROSE: "The river is long, I say."},
        )
        (total,) = totals(book, policy)
        assert (total.points, total.most) == (14.0, 14.0)
        assert total.counts == pytest.approx(14.0 * 0.8)
        assert sum(row["mark"] for row in book.final_marks()) == 14.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("due = 2026-10-12T23:59:00+02:00", "due = 2026-10-12T23:59:00", "offset"),
        ("due = 2026-10-12T23:59:00+02:00", 'due = "monday"', "offset"),
        ("per_cent_a_day = 10", "per_cent_a_day = -1", "per_cent_a_day"),
        ("cap_per_cent = 35", "cap_per_cent = 135", "0 to 100"),
        ("cap_per_cent = 35", "cap_percent = 35", "no part of it"),
        ("grace_minutes = 15", "", "grace_minutes"),
        ("format = 1", "format = 2", "format = 1"),
        ("[[extension]]", "[extension]", "two brackets"),
        ('why = "agreed"', 'why = ""', "why"),
        ("[[handed_in]]", "[[sheets]]", "no part of it"),
        ("[[sheet]]", "[[sheet", "TOML"),
        ('student = "s03"', 'student = "s03"\n[[handed_in]]', "'sheet'"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_by_name(tmp_path, old, new, said):
    path = tmp_path / "late.toml"
    path.write_text(RULES.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(late.PolicyError, match=said):
        late.read(path)
