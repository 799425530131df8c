"""What a program that looks for barriers misses: names that say nothing, headings that skip, odd orders."""

import re
from html.parser import HTMLParser

import pytest

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
VAGUE = re.compile(r"(click )?here|this|more|link|read more|this (page|link|file)|see|go", re.IGNORECASE)
FILE = re.compile(r"[\w./-]+\.(html|md|ipynb|png|jpe?g|svg|csv|toml)", re.IGNORECASE)
ADDRESS = re.compile(r"(https?:|www\.)\S+", re.IGNORECASE)


class Text(HTMLParser):
    """Headings, links, pictures, tables and controls of a page, each with what it is called."""

    def __init__(self, page):
        super().__init__()
        self.language, self.open, self.ids, self.labelled = None, [], {}, set()
        self.headings, self.links, self.pictures, self.tables, self.controls = [], [], [], [], []
        self.openers = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        element = {"tag": tag, "text": "", "heads": 0, "cells": 0, "above": [*self.open], **given}
        if tag == "html":
            self.language = given.get("lang")
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        kinds = {"a": self.links, "img": self.pictures, "table": self.tables, "input": self.controls}
        kinds["summary"] = kinds["button"] = self.openers
        kinds |= dict.fromkeys(("select", "textarea"), self.controls)
        kinds |= dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self.headings)
        if tag in kinds:
            kinds[tag].append(element)
        if tag == "img":
            self._say(given.get("alt", ""))
        if tag == "caption":
            self.open[-1]["caption"] = "yes"
        if tag in ("th", "td"):
            for above in self.open:
                above["heads" if tag == "th" else "cells"] += 1
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        while any(one["tag"] == tag for one in self.open) and self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        self._say(data)

    def _say(self, text):
        for one in self.open:
            one["text"] += text


def faults(page) -> list:
    """What is amiss on a page that names, headings and links can show."""
    read = Text(page)
    found = [] if read.language == "en" else ["no language"]
    levels = [int(one["tag"][1]) for one in read.headings]
    if levels.count(1) != 1:
        found.append(f"{levels.count(1)} headings of the first level")
    for one, before, level in zip(read.headings[1:], levels, levels[1:], strict=False):
        if level > before + 1:
            found.append(f"skips to level {level}: {one['text']}")
    for one in read.pictures:
        if not one.get("alt", "").strip() or FILE.fullmatch(one["alt"].strip()):
            found.append(f"picture without words: {one.get('src', '')[:80]}")
    found += [f"link says nothing: {one['text']!r} {one['href']}" for one in read.links if says_nothing(one)]
    for one in read.tables:
        if one["cells"] and not one["heads"]:
            found.append(f"table without heads: {one['text'][:80]}")
        if one["cells"] and not names(one, read):
            found.append(f"table without a name: {one['text'][:80]}")
    found += [
        "arrow without a name" for one in read.openers if not (one["text"].strip() or one.get("aria-label"))
    ]
    for one in read.controls:
        wrapped = any(above["tag"] == "label" for above in one["above"])
        if not (
            one.get("type") == "hidden" or wrapped or one.get("id") in read.labelled or one.get("aria-label")
        ):
            found.append(f"control without a name: {one}")
    return found


def says_nothing(link) -> bool:
    if "href" not in link or "headerlink" in link.get("class", ""):
        return False
    # A list of the headings of the page itself repeats them as they are.
    if "nav-link" in link.get("class", "") and link["href"].startswith("#"):
        return False
    words = " ".join((link.get("aria-label") or link["text"] or link.get("title", "")).split())
    # A link that fetches a file may be called what the file is called.
    fetched = link["href"].rpartition("/")[2] == words and not words.endswith((".html", ".md"))
    return not words or bool(
        VAGUE.fullmatch(words) or ADDRESS.fullmatch(words) or (FILE.fullmatch(words) and not fetched)
    )


def names(table, read) -> bool:
    """A caption, a label, or the label of a group around it that says more than "Table"."""
    if table.get("role") == "presentation" or "caption" in table:
        return True
    labels = [one.get("aria-label", "") for one in (table, *table["above"])]
    return any(label and label != "Table" for label in labels) or bool(table.get("aria-labelledby"))


PAGE = '<html lang="en"><h1>A</h1><h2>B</h2>{}</html>'


@pytest.mark.parametrize(
    "part",
    [
        '<img src="a.png">',
        '<img src="a.png" alt="a.png">',
        '<a href="x">here</a>',
        '<a href="x">https://example.org/x</a>',
        '<a href="x">notes.md</a>',
        '<a href="x"><img src="y" alt=""></a>',
        "<h4>C</h4>",
        "<h1>C</h1>",
        '<table aria-label="Votes"><tr><td>1</td></tr></table>',
        "<table><tr><th>1</th><td>1</td></tr></table>",
        '<div aria-label="Table"><table><tr><th>1</th><td>1</td></tr></table></div>',
        '<input type="text">',
        "<details><summary><i></i></summary></details>",
    ],
)
def test_a_barrier_would_be_found(part):
    assert faults(PAGE.format("")) == []
    assert faults(PAGE.format(part))


def test_every_page_says_what_its_parts_are(site):
    found = {
        path.relative_to(site).as_posix(): amiss
        for path in sorted(site.rglob("*.html"))
        if path.relative_to(site).parts[0] != "lite"
        and path.name != "links.html"
        and (amiss := faults(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_reading_order_is_the_order_of_the_page(site):
    # An order that only the style knows is not the order of the Tab key or of a screen reader.
    ours = [path for path in site.rglob("*.css") if "styles" not in path.parts and "vendor" not in path.parts]
    ours = [path for path in ours if path.name in ("course.css", "tables.css", "explorer.css", "ledger.css")]
    assert len(ours) >= 3
    tricks = re.compile(r"[{;\s]order\s*:|(row|column)-reverse")
    assert [path.name for path in ours if tricks.search(path.read_text(encoding="utf-8"))] == []
    jumps = re.compile(r"""<[^>]*\b(tabindex=["']?[1-9]|style=["']([^"']*[;\s])?(order:|[^"']*-reverse))""")
    assert [
        path.name for path in site.rglob("*.html") if jumps.search(path.read_text(encoding="utf-8"))
    ] == []
    assert jumps.search('<p tabindex="2">') and jumps.search('<p style="order:2">')
