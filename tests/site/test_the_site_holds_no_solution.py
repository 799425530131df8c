"""Graded sheets stand on the site without answers, and no page holds what belongs to graders alone."""

import html
import json
import re
import tomllib

import nbformat
import pytest
from test_sheets_hold_no_solution import LESSONS, _plain, _texts, _words, leaks

from china_russia_axis import places
from china_russia_axis.exercises import keys, sheets

CAPSTONE = "10-your-forecast"


def words(page):
    """Text of a page as a reader sees it."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return _plain(html.unescape(re.sub(r"<[^>]+>", "", body)))


def secrets(lesson):
    """Sentences on a lesson's graded questions that only graders read."""
    found = {part for question in sheets.questions(lesson) for part in _words(question) if len(part) > 25}
    return found | rubric(lesson)


def rubric(lesson):
    """Levels and sample answers."""
    path = places.lessons() / lesson / "rubric.toml"
    texts = _texts(tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []
    return {part for part in texts if len(part) > 60}


@pytest.fixture(scope="module")
def shown(site):
    """Words of every page of the site, with its path."""
    return {
        path.relative_to(site).as_posix(): words(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
        if "lite" not in path.relative_to(site).parts
    }


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_sheet_on_the_site_holds_no_solution(lesson, site):
    page = (site / "lessons" / "sheets" / f"{lesson}.html").read_text(encoding="utf-8")
    article = re.search(r"<article.*?</article>", page, re.DOTALL)[0]
    sheet = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(words(article))])
    assert leaks(json.loads(json.dumps(sheet)), sheets.questions(lesson), places.lessons() / lesson) == []
    built = nbformat.read(places.checkout() / "notebooks" / "exercises" / f"{lesson}.ipynb", as_version=4)
    for cell in built.cells:
        if cell.cell_type == "code":
            assert _plain(cell.source) in words(article)


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_page_tells_what_graders_know(lesson, shown):
    told = secrets(lesson)
    assert told
    for name, text in shown.items():
        if lesson == CAPSTONE and re.fullmatch(rf"(?:lessons|slides)/{CAPSTONE}(?:-brief)?\.html", name):
            # The lesson itself, and so its slides, hands out the rubric of its memo, level by level.
            assert [part for part in told - rubric(lesson) if _plain(part) in text] == []
            continue
        assert [part for part in told if _plain(part) in text] == [], name


def test_what_is_planted_is_found(shown):
    part = next(iter(secrets("04-brics")))
    page = f"<p>Look: <b>{html.escape(part)}</b></p>"
    assert _plain(part) in words(page)


def test_the_reference_answers_are_nowhere(site):
    for path in site.rglob("*"):
        assert path.name not in ("questions.toml", "rubric.toml")
        # What JupyterLite's folder holds has a test of its own.
        if "lite" in path.relative_to(site).parts:
            continue
        if path.suffix in (".html", ".js", ".json", ".txt", ".py"):
            text = path.read_text(encoding="utf-8")
            # The guide for contributors names the folder; no page names a function in it.
            assert f"{keys.PACKAGE}." not in text and f"from {keys.PACKAGE}" not in text, path
