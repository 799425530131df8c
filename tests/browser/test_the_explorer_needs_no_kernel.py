"""The website's explorer is the lab: same sliders, same answers, same words; only the kernel is missing."""

import re

import pytest
import real_jupyterlab

from china_russia_axis import scenario as model
from china_russia_axis.figures.scenario import per_cent
from china_russia_axis.site import explorer
from china_russia_axis.widgets import scenario_lab

BODY = re.compile(r"```\{raw\} html\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The explorer's page and scripts as plain files, as they lie on a stick."""
    folder = tmp_path_factory.mktemp("explorer")
    for name, content in explorer.pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    body = BODY.search((folder / "explorer.md").read_text(encoding="utf-8"))[1]
    (folder / "page.html").write_text(f'<!doctype html><html lang="en"><meta charset="utf-8">{body}', "utf-8")
    return folder


@pytest.fixture(scope="module")
def browser():
    with real_jupyterlab.headless() as browser:
        yield browser


@pytest.fixture
def opened(browser, folder):
    """Open the page anew, with an address behind the #; every error and every request is collected."""
    context = browser.new_context()
    page = context.new_page()
    page.faults, page.asked = [], []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
    page.on("request", lambda request: page.asked.append(request.url))

    def at(values=""):
        page.goto((folder / "page.html").as_uri() + values)
        page.locator(".cra-lab").wait_for()
        return page

    yield at
    assert page.faults == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in page.asked)
    context.close()


def numbers(page) -> dict:
    cells = page.locator(".cra-lab-bars td[data-year]").evaluate_all(
        "all => all.map(td => [td.dataset.year, td.dataset.future, td.querySelector('span').textContent])"
    )
    return {(int(year), future): text for year, future, text in cells}


def engine(**values) -> dict:
    futures = model.futures(model.Scenario().with_values(**values))
    return {
        (year, name): per_cent(futures.loc[year, name]) for year in model.HEADLINE_YEARS for name in futures
    }


def test_a_slider_moves_the_numbers_of_the_engine(opened):
    page = opened()
    page.get_by_role("button", name="I only want to look").click()
    assert numbers(page) == engine()
    slider = page.locator("[data-parameter=taiwan_crisis_per_year]")
    slider.focus()
    page.keyboard.press("End")
    assert numbers(page) == engine(taiwan_crisis_per_year=0.3)
    sentence = scenario_lab.lab().answer({"taiwan_crisis_per_year": 0.3})["sentence"]
    assert page.locator(".cra-lab-sentence").inner_text() == sentence


def test_every_view_is_drawn(opened):
    page = opened()
    page.get_by_role("button", name="I only want to look").click()
    page.get_by_label("what we do not know").check()
    assert page.locator(".cra-lab-unknown").inner_text().startswith("What we do not know")
    page.get_by_role("tab", name="One future").click()
    assert page.locator(".cra-lab-story").inner_text().startswith("World 1 starts 2023")
    page.get_by_role("tab", name="Questions").click()
    assert page.locator(".cra-lab-asked").inner_text().startswith("Of 1,000 worlds")
    page.get_by_role("tab", name="Compare").click()
    page.get_by_role("button", name="Keep this as A").click()
    page.get_by_role("button", name="Taiwan war").click()
    assert page.locator(".cra-lab-contrast").inner_text().startswith("From A to now alliance in 2043")
    page.get_by_role("button", name="Reset").click()
    assert page.locator(".cra-lab-contrast").inner_text().startswith("The sliders stand where A stands")


def test_what_writes_files_is_left_to_the_lab(opened):
    page = opened()
    page.get_by_role("button", name="I only want to look").click()
    assert page.get_by_text("Save, load and share").count() == page.get_by_text("Keep a picture").count() == 0


def test_a_link_carries_the_values_and_odd_ones_are_named(opened):
    page = opened("#taiwan_crisis_per_year=0.2&push_war=0.35&bogus=1&setback_per_year=7")
    page.get_by_text("not understood and left out: bogus, setback_per_year").wait_for()
    assert numbers(page) == engine(taiwan_crisis_per_year=0.2, push_war=0.35)
    link = page.locator("#explorer-link").input_value()
    assert link.endswith("#taiwan_crisis_per_year=0.2&push_war=0.35")


def test_a_number_that_makes_no_sense_changes_nothing_and_says_why(opened):
    page = opened()
    page.get_by_role("button", name="I only want to look").click()
    box = page.locator("[data-box=war_given_crisis]")
    box.fill("150")
    box.press("Enter")
    page.get_by_text("a chance lies between 0 and 100 per cent").wait_for()
    assert box.input_value() == "15" and numbers(page) == engine()


@pytest.mark.parametrize(
    "own",
    [
        [20, 30, 30, 10, 10, 5],
        [20, 30, 30, 10, 5, 5],
        [1, 1, 1, 0, 0, 2.5],
        [0, 0, 0, 0, 0, 0],
        [120, 0, 0, 0, -20, 3],
        [20, None, 30, 10, 10, None],
    ],
)
def test_own_numbers_are_judged_as_in_the_lab(opened, own):
    names = [*reversed(model.RELATIONSHIPS), "alliance_without_shocks"]
    given = dict(zip(names, own, strict=True))
    lab = scenario_lab.lab()
    lab._receive(lab, {"kind": "predict", "numbers": given, "request": 1}, [])
    page = opened()
    for name, number in given.items():
        page.locator(f"input[id$='-own-{name}']").fill("" if number is None else str(number))
    page.get_by_role("button", name="Write down and unlock").click()
    said = lab.now["predict"].get("text")
    if said:
        assert page.locator(".cra-lab-predict .cra-lab-message").inner_text() == said
    else:
        assert page.locator(".cra-lab-compared").inner_text() == lab.now["prediction"]["sentence"]
