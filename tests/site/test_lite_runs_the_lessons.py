"""Every lesson runs in the browser's Python as it does in the lab, and lesson 07's lab answers in the page.

A copy of Pyodide serves these tests and is never shipped. Where none can be had they are skipped, and say so.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import lite_pages
import nbformat
import playwright
import pytest
from lite_pages import opened, served, wait_until_idle
from real_jupyterlab import Lab

from china_russia_axis import places
from china_russia_axis.site import lite

NOTEBOOKS = places.checkout() / "notebooks"
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
RUNNER = Path(__file__).with_name("lessons_in_pyodide.mjs")
NAMES = sorted(path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.rglob("[0-9]*.ipynb"))


@pytest.fixture(scope="module")
def run_all(site):
    """What each notebook says in Pyodide: for each of its code cells the text, and the error if any."""
    runtime = lite_pages.pyodide()
    packed = sorted(map(str, (site / "lite" / "pypi").glob("*.whl")))
    command = [NODE, RUNNER, runtime, ",".join(packed), *(NOTEBOOKS / name for name in NAMES)]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {Path(one["path"]).relative_to(NOTEBOOKS).as_posix(): one["cells"] for one in told}


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_every_lesson_runs_in_the_browsers_python(name, run_all):
    cells = run_all[name]
    built = nbformat.read(NOTEBOOKS / name, as_version=4)
    assert [one["cell"] for one in cells] == [
        number for number, cell in enumerate(built.cells) if cell.cell_type == "code"
    ]
    assert [(one["cell"], one["error"]) for one in cells if one["error"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_the_lesson_says(name, run_all):
    built = nbformat.read(NOTEBOOKS / name, as_version=4)
    other = {
        one["cell"]: (saved, said)
        for one in run_all[name]
        if (saved := _words(_saved(built.cells[one["cell"]]))) != (said := _words("".join(one["text"])))
        # Where a table is too wide, pandas 2 and 3 leave out other columns.
        and "..." not in said + saved
        and "\\" not in said + saved
    }
    assert other == {}


def _saved(cell) -> str:
    told = [one.text for one in cell.outputs if one.output_type == "stream" and one.name == "stdout"]
    return "".join([*told, *(one.data.get("text/plain", "") for one in cell.outputs if "data" in one)])


def _words(text) -> str:
    # Texts have another dtype in pandas 3, whole numbers another one in 32 bits; widths are nobody's promise.
    return " ".join(re.sub(r"dtype: (?:object|str|int32|int64)\b", "", text).split())


@pytest.fixture(scope="module")
def running(site):
    lite_pages.pyodide()
    with served(site, own_pyodide=True) as server:
        yield server


@pytest.fixture(scope="module")
def lesson_07(browser, running):
    """Lesson 07 in the page, every cell run."""
    page = opened(browser, running, "07-scenario-lab.ipynb")
    wait_until_idle(page)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".cra-lab input[type=range]").first.wait_for(state="attached", timeout=300_000)
    wait_until_idle(page)
    yield page
    page.context.close()


def test_lesson_07_runs_in_the_page_as_it_is(lesson_07):
    amiss = lesson_07.locator(
        ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'],"
        ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']"
    )
    assert amiss.all_inner_texts() == []
    assert lesson_07.get_by_text("Error displaying widget").count() == 0
    assert lesson_07.outside == [] and lesson_07.faults == []


def test_a_moved_slider_moves_the_futures(lesson_07):
    lab = Lab(lesson_07, lesson_07.locator(".cra-lab").first).unlock()
    before, slider = lab.numbers(), lab.range("taiwan_crisis_per_year")
    slider.scroll_into_view_if_needed()
    slider.focus()
    for _ in range(10):
        lesson_07.keyboard.press("ArrowRight")
    lab.settle()
    after = lab.numbers()
    lesson_07.screenshot(path=str(places.checkout() / "artifacts" / "lite-lab.png"))
    assert after != before
    assert _per_cent(after[2043]["alliance"]) > _per_cent(before[2043]["alliance"])


def _per_cent(text) -> float:
    return float(re.sub(r"[^0-9.]", "", text))


def test_the_first_visit_loads_no_more_than_the_page_says(lesson_07, running):
    names = [name.removeprefix("/pyodide/") for name in running.loaded]
    loaded = sum((lite_pages.pyodide() / name).stat().st_size for name in names) / 1e6
    assert 0.9 * lite.MEGABYTES < loaded <= lite.MEGABYTES


def test_answers_and_files_survive_a_reload_and_can_be_downloaded(browser, running):
    page = opened(browser, running, "10-your-forecast.ipynb")
    try:
        wait_until_idle(page)
        _run(page, KEEP)
        page.get_by_text("all kept: 42").last.wait_for(timeout=240_000)
        page.goto(running.address + lite.address("10-your-forecast.ipynb"))
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=120_000)
        page.get_by_role("button", name="Refresh").first.click()
        listed = page.locator(".jp-DirListing-content")
        for name in ("my-progress.json", "mine.toml"):
            listed.get_by_text(name, exact=True).wait_for(timeout=60_000)
        listed.get_by_text("my-progress.json", exact=True).click(button="right")
        with page.expect_download() as waiting:
            page.get_by_role("menuitem", name="Download", exact=True).click()
        kept = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
        assert "04.1" in json.dumps(kept)
    finally:
        page.context.close()


# What a student keeps: an answer, a scenario, a first forecast, a progress card. Each is read back.
KEEP = """import china_russia_axis as cra
from china_russia_axis.scenario import files
cra.check("04.1", 1)
files.save(cra.scenario.Scenario(), "mine.toml")
assert files.load("mine.toml") == cra.scenario.Scenario()
mine = cra.forecasts.FirstForecast("F2", {"yes": 30, "no": 70}, "paper crane")
cra.forecasts.write_forecast(mine)
cra.forecasts.write_forecast(mine)
assert len(cra.forecasts.read_book()) == 4
cra.progress().hand_in("paper crane")
print("all kept:", 6 * 7)
"""


def _run(page, code) -> None:
    """Run code in a new cell at the end."""
    page.locator(".jp-Notebook .jp-Cell").last.click(position={"x": 60, "y": 10})
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
