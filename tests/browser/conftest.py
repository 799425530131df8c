"""The lesson, opened in JupyterLab and run once for all browser tests; its lab, fresh for each of them."""

import os
from pathlib import Path

import pytest
import real_jupyterlab

from china_russia_axis import places

NOTEBOOK = "07-scenario-lab.ipynb"
ARTEFACTS = places.checkout() / "artifacts"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The lesson, run from the first cell to the last; every error that is logged is collected.

    Of one file of tests only: a browser left open keeps its event loop, and no other can be opened beside it.
    """
    # CRA_NOTEBOOKS leads to notebooks that were built elsewhere.
    source = Path(os.environ.get("CRA_NOTEBOOKS", places.checkout() / "notebooks")) / NOTEBOOK
    if not source.is_file():
        pytest.fail(f"notebooks/{NOTEBOOK} is missing: build it with `axis build 07`.")
    served = real_jupyterlab.jupyterlab(tmp_path_factory.mktemp("class"), source)
    with served as (url, folder), real_jupyterlab.headless() as browser:
        page = real_jupyterlab.opened(browser, url)
        page.folder = folder
        real_jupyterlab.run_all(page, ".cra-lab")
        yield page
        page.close()


@pytest.fixture
def lab(opened):
    """A fresh lab: the cell is run again, as a student would."""
    cell = opened.locator(".jp-CodeCell", has_text="scenario_lab.lab(").first
    old = cell.locator(".cra-lab").first
    mark = opened.evaluate("() => { sessionStorage.clear(); return String(Math.random()); }")
    old.evaluate("(root, mark) => { root.dataset.old = mark; }", mark)
    cell.locator(".cm-content").first.click()
    opened.keyboard.press("Control+Enter")
    fresh = cell.locator(".cra-lab:not([data-old])")
    fresh.wait_for(timeout=30_000)
    fresh.scroll_into_view_if_needed()
    return real_jupyterlab.Lab(opened, fresh)


@pytest.fixture
def keep(opened):
    """Keep a screenshot under artifacts/."""
    ARTEFACTS.mkdir(exist_ok=True)

    def take(name, locator):
        size = opened.viewport_size
        opened.set_viewport_size({**size, "height": 2600})
        locator.scroll_into_view_if_needed()
        locator.screenshot(path=ARTEFACTS / f"{name}.png")
        opened.set_viewport_size(size)

    return take
