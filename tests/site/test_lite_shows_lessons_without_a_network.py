"""With every other host out of reach a lesson still opens in the page, with what it has shown before."""

import re
from pathlib import Path

import nbformat
import pytest
from lite_pages import opened, served

from china_russia_axis import places
from china_russia_axis.site import lite

SHOTS = places.checkout() / "artifacts"


@pytest.fixture(scope="module")
def server(site):
    with served(site, own_pyodide=False) as running:
        yield running


def shown_sentences(name):
    """The first line of the computed sentence of each figure in a built notebook; widgets have none."""
    built = nbformat.read(places.checkout() / "notebooks" / name, as_version=4)
    outputs = [one for cell in built.cells if cell.cell_type == "code" for one in cell.outputs]
    return [
        one.data["text/plain"].splitlines()[0]
        for one in outputs
        if "data" in one
        and "text/html" in one.data
        and "data:image/png" in one.data["text/html"]
        and not one.data["text/plain"].startswith("<")
    ]


def test_lesson_07_opens_with_its_saved_outputs(browser, server):
    page = opened(browser, server, "07-scenario-lab.ipynb")
    try:
        page.locator(".jp-OutputArea img").first.wait_for(timeout=60_000)
        text = " ".join(page.locator(".jp-Notebook").inner_text().split())
        sentences = shown_sentences("07-scenario-lab.ipynb")
        assert len(sentences) >= 5
        assert [one for one in sentences if " ".join(one.split()) not in text] == []
        sizes = page.locator(".jp-OutputArea img").evaluate_all("all => all.map(one => one.naturalWidth)")
        assert len(sizes) >= len(sentences) and min(sizes) > 100
        page.screenshot(path=_shot("lite-saved.png"))
        # Nothing else is asked for than Python's browser distribution, and the page bears it missing.
        for _ in range(60):
            if page.outside:
                break
            page.wait_for_timeout(1000)
        assert [one for one in page.outside if not one.startswith(lite.DISTRIBUTION)] == []
        assert page.outside
    finally:
        page.context.close()


def test_a_lesson_fits_a_phone(browser, server):
    page = opened(browser, server, "04-brics.ipynb", app="notebooks", size=(390, 844))
    try:
        page.locator(".jp-OutputArea img").first.wait_for(timeout=60_000)
        page.screenshot(path=_shot("lite-phone.png"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    finally:
        page.context.close()


def test_a_link_between_lessons_leads_on_inside(browser, server):
    page = opened(browser, server, "10-your-forecast.ipynb")
    try:
        links = page.locator(".jp-MarkdownOutput a").filter(has_text=re.compile("[Ll]esson 0"))
        links.first.click()
        page.locator(".lm-DockPanel-tabBar .lm-TabBar-tabLabel").nth(1).wait_for(timeout=60_000)
        names = page.locator(".lm-DockPanel-tabBar .lm-TabBar-tabLabel").all_inner_texts()
        assert re.fullmatch(r"0\d-[a-z-]+\.ipynb", names[1])
        assert len(page.context.pages) == 1
    finally:
        page.context.close()


def _shot(name) -> Path:
    SHOTS.mkdir(exist_ok=True)
    return SHOTS / name
