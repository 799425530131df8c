"""Pages for teachers lead to files that exist and name commands that exist."""

import re

import pytest

from china_russia_axis import cli, places

HOME = places.checkout() / "lessons"
PAGES = sorted([*(HOME / "teaching").glob("*.md"), *(HOME / "07-scenario-lab" / "role-play").glob("*.md")])


def broken_links(page, text):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    return [to for to in targets if not re.match(r"https?:", to) and not (page.parent / to).exists()]


def unknown_commands(text):
    """Commands in backticks that ``axis`` does not take, with the switches that it does not know."""
    unknown = []
    for line in re.findall(r"`axis ([a-z][^`]*)`", text):
        name, *rest = line.split()
        try:
            parser = cli._parser([name])
            known = parser._subparsers._group_actions[0].choices[name].format_help()
        except KeyError:
            unknown.append(line)
            continue
        unknown += [line for word in rest if word.startswith("--") and word not in known]
    return unknown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_exists(page):
    assert unknown_commands(page.read_text(encoding="utf-8")) == []


def test_a_dead_link_and_a_wrong_command_are_caught():
    page = HOME / "teaching" / "README.md"
    assert broken_links(page, "[a](nowhere.md) and [b](https://example.org) and [c](syllabus.md#top)") == [
        "nowhere.md"
    ]
    wrong = "`axis slydes 04` `axis slides 04 --into x` `axis slides 04 --out x` `axis claims`"
    assert unknown_commands(wrong) == ["slydes 04", "slides 04 --into x"]


def test_the_door_names_every_page_of_the_folder():
    door = (HOME / "teaching" / "README.md").read_text(encoding="utf-8")
    others = [page.name for page in (HOME / "teaching").glob("*.md") if page.name != "README.md"]
    assert len(others) >= 4 and all(f"]({name})" in door for name in others)
    assert "role-play/teaching-notes.md" in door


def test_the_demo_takes_five_minutes_and_has_a_way_out():
    demo = (HOME / "teaching" / "live-demo.md").read_text(encoding="utf-8")
    times = [int(m) * 60 + int(s) for m, s in re.findall(r"^\| (\d):(\d\d) \|", demo, re.MULTILINE)]
    assert times == sorted(set(times)) and times[0] == 0 and times[-1] < 300
    failures = demo.partition("## When something fails")[2]
    assert "The kernel dies" in failures and failures.count("\n| ") >= 6
