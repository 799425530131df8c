"""A teacher's plan fills the class hour exactly, in both lengths, and keeps to the agreed form."""

import re

import pytest

from china_russia_axis.building import page as pages

SECTIONS = [
    "Objectives",
    "Material",
    "The 50-minute plan",
    "The 75-minute plan",
    "Discussion questions",
    "Misconceptions",
    "Board plan",
    "When the projector fails",
]


def section(text, title):
    found = re.search(rf"^## {title}[ \t]*$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def minutes(text, title):
    rows = [
        line.strip().strip("|").split("|")
        for line in section(text, title).splitlines()
        if line.startswith("|")
    ]
    assert [cell.strip() for cell in rows[0]] == ["Minutes", "What", "How"]
    return [int(row[0]) for row in rows[2:]]


@pytest.mark.parametrize("length", [50, 75])
def test_the_minutes_of_every_plan_add_up(every_lesson, length):
    plan = every_lesson.plan.read_text(encoding="utf-8")
    assert sum(minutes(plan, f"The {length}-minute plan")) == length


def test_every_plan_has_its_sections_in_order(every_lesson):
    plan = every_lesson.plan.read_text(encoding="utf-8")
    titles = re.findall(r"^## (.+?)[ \t]*$", plan, flags=re.MULTILINE)
    assert [title for title in titles if title in SECTIONS] == SECTIONS
    assert all(section(plan, title).strip() for title in SECTIONS)


def to_students(point):
    """A plan speaks about students, a lesson to them."""
    return re.sub(r"\bthey\b", "you", re.sub(r"\b(?:them|their)\b", "your", point))


def test_plan_and_lesson_promise_the_same(written, every_lesson):
    plan = every_lesson.plan.read_text(encoding="utf-8")
    promised = [to_students(point) for point in pages.items(section(plan, "Objectives"))]
    assert promised == [to_students(point) for point in pages.items(written.section("What you can do now"))]


def test_a_plan_that_runs_over_is_caught():
    table = (
        "## The 50-minute plan\n\n| Minutes | What | How |\n|---|---|---|\n| 30 | a | b |\n| 25 | c | d |\n"
    )
    assert sum(minutes(table, "The 50-minute plan")) == 55
