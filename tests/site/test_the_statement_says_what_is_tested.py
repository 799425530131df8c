"""The page on accessibility: its numbers are computed, its tool is the one that runs, its tests are there."""

import re
from datetime import datetime
from pathlib import Path

import axe_playwright_python

from china_russia_axis import places
from china_russia_axis.figures import house
from china_russia_axis.site import accessibility


def test_it_names_the_axe_that_the_tests_run():
    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    assert re.search(r"axe v([\d.]+)", script)[1] == accessibility.AXE
    text = accessibility.pages()[accessibility.PATH]
    assert f"axe-core {accessibility.AXE}" in text and "<!--" not in text


def test_its_colours_are_those_of_the_figures():
    text = accessibility.pages()[accessibility.PATH]
    for code in house._LOOKS:
        colour = house.look(code)["color"]
        assert f"`{colour}`" in text and f"`{house.ink(colour)}`" in text
    rows = re.findall(r"\| `(#\w+)` \| ([\d.]+) \| `(#\w+)` \| ([\d.]+) \|", text)
    assert len(rows) == len(house._LOOKS)
    for line, contrast, words, of_words in rows:
        assert float(contrast) == round(house.contrast(line, "#FFFFFF"), 1)
        assert float(of_words) == round(house.contrast(words, "#FFFFFF"), 1) >= house.READABLE


def test_the_readme_and_the_page_name_one_day():
    day = datetime.strptime(accessibility.TESTED, "%d %B %Y").strftime("%-d %B %Y")
    assert day in (places.checkout() / "README.md").read_text(encoding="utf-8")


def test_every_page_leads_to_it(read_pages):
    shut = [
        name
        for name, page in read_pages.items()
        if not name.startswith(("slides/", "role-play/", "lite/"))
        and name != "accessibility.html"
        and not any(link.endswith("accessibility.html") for link in page.links)
    ]
    assert shut == []
