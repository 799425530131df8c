"""Each lesson in JupyterLab, run: its texts, outputs and live widgets, light and dark, without barriers."""

import shutil

import pytest
import real_jupyterlab
from accessible import WHOLE, serious, theme, unnamed

from china_russia_axis.building import lessons

pytestmark = pytest.mark.browser

LESSONS = lessons.find()
# Lesson 07 has tests of its own; these two hold most kinds of widgets. All of them: CRA_ACCESSIBILITY=all.
SOME = [lesson for lesson in LESSONS if WHOLE or lesson.number in ("01", "03")]
# What lies outside, and the editors of code cells, belong to JupyterLab.
OUTPUTS = ".jp-OutputArea-output"
TEXTS = ".jp-RenderedMarkdown"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Address of the first lesson in JupyterLab, all lessons beside it, and a browser."""
    folder = tmp_path_factory.mktemp("class")
    with (
        real_jupyterlab.jupyterlab(folder, LESSONS[0].notebook) as (url, work),
        real_jupyterlab.headless() as browser,
    ):
        for lesson in LESSONS[1:]:
            shutil.copy(lesson.notebook, work)
        yield browser, url


@pytest.fixture(scope="module", params=SOME, ids=lambda lesson: lesson.name)
def page(served, request):
    """A lesson, run from the first cell to the last."""
    browser, url = served
    opened = real_jupyterlab.opened(
        browser, url.replace(LESSONS[0].notebook.name, request.param.notebook.name)
    )
    real_jupyterlab.run_all(opened, OUTPUTS)
    # The last widgets are drawn after the kernel has done its part.
    opened.wait_for_function("[...document.querySelectorAll('.noUi-handle')].every(one => one.ariaLabel)")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_serious_in_what_the_lesson_shows(page, name):
    theme(page, name)
    try:
        assert serious(page, f"{OUTPUTS}, {TEXTS}") == []
    finally:
        theme(page, "JupyterLab Light")


def test_every_control_has_a_name_of_its_own(page):
    assert page.locator(f"{OUTPUTS} input:visible, {OUTPUTS} [role=slider]:visible").count() > 0
    assert [found for part in page.locator(OUTPUTS).all() for found in unnamed(part)] == []
