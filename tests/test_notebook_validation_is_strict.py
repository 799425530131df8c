"""nbval, as this project runs it, fails on what must not pass; the notebooks themselves are collected too."""

import copy
import re

import nbformat
import pytest
from test_lessons_run_without_a_network import nbval

from china_russia_axis.building import lessons


def keep(notebook):
    pass


def another_number(notebook):
    notebook.cells[5].outputs[0].text = "doublings: 3\n"


def cleared(notebook):
    notebook.cells[5].outputs = []


def another_sentence(notebook):
    data = notebook.cells[2].outputs[0].data
    data["text/html"] = data["text/html"].replace("from 1 to 4", "from 1 to 5")


def another_fallback(notebook):
    cell = next(cell for cell in notebook.cells if "Panel" in cell.source)
    cell.outputs[0].data["text/html"] = "<p>3 doublings</p>"


def another_picture(notebook):
    data = notebook.cells[2].outputs[0].data
    data["image/png"] = "iVBORw0KGgo="
    data["text/html"] = re.sub(r"base64,[^\"]+", "base64,iVBORw0KGgo=", data["text/html"])


PASSES = {
    keep: True,
    another_number: False,
    cleared: False,
    another_sentence: False,
    another_fallback: False,
    # The one thing left to `axis build --check`: a picture's bytes hold for one set of versions only.
    another_picture: True,
}


@pytest.fixture(scope="module")
def report(sample, tmp_path_factory, pytestconfig):
    """What nbval says about the sample's notebook, changed in one way a file."""
    folder = tmp_path_factory.mktemp("changed")
    for change in PASSES:
        notebook = copy.deepcopy(sample.notebook)
        change(notebook)
        nbformat.write(notebook, folder / f"{change.__name__}.ipynb")
    return nbval(pytestconfig, folder).stdout


@pytest.mark.parametrize("change", PASSES, ids=lambda change: change.__name__)
def test_nbval_fails_on_a_changed_output(report, change):
    failed = re.search(rf"^FAILED \S*{change.__name__}\.ipynb::Cell \d", report, re.MULTILINE)
    assert bool(failed) is not PASSES[change], report
    assert "error" not in report.splitlines()[-1]


def test_every_lesson_has_a_notebook_that_is_collected(pytestconfig):
    assert "notebooks" in pytestconfig.getini("testpaths")
    assert pytestconfig.option.nbval and not pytestconfig.option.nbval_lax
    built = {path.name for path in (pytestconfig.rootpath / "notebooks").glob("*.ipynb")}
    assert built == {lesson.notebook.name for lesson in lessons.find()}
