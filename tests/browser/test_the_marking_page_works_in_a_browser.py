"""The marking page in JupyterLab: by keyboard alone, saved at once, inert, and without barriers."""

import json

import prose_class
import pytest
import real_jupyterlab
from axe_playwright_python.sync_playwright import Axe

from china_russia_axis.grading import marking
from china_russia_axis.grading.gradebook import Gradebook

pytestmark = pytest.mark.browser
EVIL = '<img src=x onerror="window.hurt = 1"><script>window.hurt = 2</script> The gauge says so, I think.'
TEXTS = {f"s{number:02d}": f"{EVIL} Number {number}." for number in range(1, 5)}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marking")
    return prose_class.gradebook(folder / "results", TEXTS), prose_class.lessons(folder)


@pytest.fixture(scope="module")
def page(place, tmp_path_factory):
    folder = tmp_path_factory.mktemp("marker")
    results, lessons = map(str, place)
    call = f"marking.page('99.26', marker='One', results={results!r}, lessons=Path({lessons!r}))"
    source = f"from pathlib import Path\nfrom china_russia_axis.widgets import marking\n{call}"
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [{**cell, "source": source}], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "mark.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with (
        real_jupyterlab.jupyterlab(folder, folder / "mark.ipynb") as (url, _),
        real_jupyterlab.headless() as browser,
    ):
        opened = real_jupyterlab.opened(browser, url)
        real_jupyterlab.run_all(opened, ".cra-mark")
        yield opened
        opened.close()


def done(place):
    with Gradebook(place[0]) as book:
        return [row for row in book.final_marks() if row["question"] == "99.26" and row["state"] == "marked"]


def test_a_text_is_marked_by_keys_alone_and_saved_at_once(page, place):
    root = page.locator(".cra-mark")
    root.locator("fieldset input").first.focus()
    page.keyboard.press("2")
    page.keyboard.press("1")
    root.get_by_text("3 of 4 points").wait_for()
    (mark,) = done(place)
    assert (mark["mark"], mark["by"]) == (3.0, "One")
    first = root.locator(".bar").first.inner_text()
    page.keyboard.press("n")
    page.wait_for_function("old => document.querySelector('.cra-mark .bar').innerText !== old", arg=first)
    assert root.locator("input:checked").count() == 0, "the next text begins without levels"
    page.keyboard.press("ArrowDown")
    root.get_by_text("still without a level").wait_for()
    assert page.locator(".jp-CodeCell .cra-mark").count() == 1, "no key of the page reached the notebook"


def test_a_comment_is_saved_before_the_page_moves_on(page, place):
    root = page.locator(".cra-mark")
    desk = marking.Desk(place[0], "99.26", "One", lessons=place[1])
    code = root.locator(".bar").first.inner_text().split("(")[1].split(")")[0]
    root.locator("textarea").fill("Which gauge? n b f 1")
    root.get_by_role("button", name="Forward").click()
    page.wait_for_function(
        "old => !document.querySelector('.cra-mark .bar').innerText.includes(old)", arg=code
    )
    assert desk.text(code).comment == "Which gauge? n b f 1"


def test_a_comment_of_the_bank_is_added_and_saved(page, place):
    root = page.locator(".cra-mark")
    root.locator("textarea").fill("Name the year.")
    root.get_by_role("button", name="Keep this comment").click()
    root.get_by_text("in the bank.").wait_for()
    root.locator("textarea").fill("Good.")
    root.locator("select").select_option(label="Name the year.")
    assert root.locator("textarea").input_value() == "Good.\nName the year."


def test_what_students_wrote_runs_nothing(page):
    root = page.locator(".cra-mark")
    assert "<script>" in root.locator(".words").inner_text()
    assert page.evaluate("window.hurt") is None
    assert not any(name in root.inner_text() for name in TEXTS)


def test_the_page_has_no_barrier(page):
    found = Axe().run(page, context=".cra-mark")
    assert found.violations_count == 0, found.generate_report()
