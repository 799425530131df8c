"""Slides in a real browser: stepped through by keyboard, legible at every width, a page of print each."""

import re

import pytest
import real_jupyterlab
from axe_playwright_python.sync_playwright import Axe

from china_russia_axis.building import lessons
from china_russia_axis.teaching import slides

pytestmark = pytest.mark.browser

# Slides that stick out of their sheet, or are set in less than 18 of 1280 units (20 pixels on a wide screen).
TOO_MUCH = """() => [...document.querySelectorAll('.slide')].filter(slide => {
    const body = slide.querySelector('.body'), inside = body.querySelector('.in');
    return slide.dataset.scale || inside.scrollHeight > body.clientHeight + 1
        || inside.scrollWidth > body.clientWidth + 1 || parseFloat(getComputedStyle(body).fontSize) < 18;
}).map(slide => slide.id)"""

VISIBLE = """() => [...document.querySelectorAll('.slide')]
    .filter(slide => slide.checkVisibility({visibilityProperty: true})).map(slide => slide.id)"""


@pytest.fixture(scope="module")
def browser():
    with real_jupyterlab.headless() as browser:
        yield browser


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The file of each lesson's slides, written once."""
    folder = tmp_path_factory.mktemp("slides")
    for lesson in lessons.find():
        (folder / f"{lesson.number}.html").write_text(slides.of_lesson(lesson), encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser, written):
    """Open the slides of a lesson at a width; collects faults and everything that is asked for."""
    pages = []

    def opening(number, width=1440, height=900, **options):
        page = browser.new_page(viewport={"width": width, "height": height}, **options)
        page.faults, page.asked = [], []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{(written / number).as_uri()}.html")
        pages.append(page)
        return page

    yield opening
    for page in pages:
        page.close()


def test_keys_step_through_every_slide(opened):
    page = opened("07")
    count = page.locator(".slide").count()
    for number in range(1, count + 1):
        assert page.evaluate(VISIBLE) == [f"slide-{number}"]
        assert page.get_by_role("status").inner_text() == f"{number} of {count}"
        page.keyboard.press("ArrowRight")
    assert page.evaluate(VISIBLE) == [f"slide-{count}"], "the last slide stays"
    page.keyboard.press("PageUp")
    assert page.evaluate(VISIBLE) == [f"slide-{count - 1}"]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(VISIBLE) == ["slide-1"], "the first slide stays"
    page.keyboard.press("End")
    assert page.evaluate(VISIBLE) == [f"slide-{count}"] and page.url.endswith(f"#{count}")


def test_buttons_sections_and_addresses_lead_to_slides(opened):
    page = opened("07")
    page.get_by_role("button", name="Next").click()
    # A key pressed while a button has the focus does not step twice.
    page.keyboard.press("Space")
    assert page.evaluate(VISIBLE) == ["slide-3"]
    page.get_by_role("combobox", name="Go to section").select_option(label="4 Which way round?")
    (place,) = page.evaluate(VISIBLE)
    assert page.locator(f"#{place} h2").inner_text().startswith("4 Which way round?")
    page.evaluate("location.hash = '#2'")
    page.locator("#slide-2.now").wait_for()
    assert page.evaluate(VISIBLE) == ["slide-2"]


def test_code_is_hidden_until_asked_for_and_still_fits(opened):
    page = opened("07")
    listing = page.locator("pre.code").first
    place = listing.evaluate("code => code.closest('.slide').id.slice(6)")
    page.evaluate(f"location.hash = '#{place}'")
    page.locator(f"#slide-{place}.now").wait_for()
    assert not listing.is_visible()
    page.keyboard.press("c")
    assert listing.is_visible()
    assert page.get_by_role("button", name="Code").get_attribute("aria-pressed") == "true"
    cut = """() => [...document.querySelectorAll('.slide')].filter(slide => {
        const body = slide.querySelector('.body').getBoundingClientRect();
        const inside = slide.querySelector('.in').getBoundingClientRect();
        return slide.dataset.scale && inside.width > body.width + 1; }).map(slide => slide.id)"""
    assert page.evaluate(cut) == []
    page.get_by_role("button", name="Code").click()
    assert not listing.is_visible()


@pytest.mark.parametrize("number", [lesson.number for lesson in lessons.find()])
def test_every_slide_fits_in_big_type_and_asks_for_nothing(opened, number):
    page = opened(number)
    assert page.evaluate(TOO_MUCH) == []
    assert page.faults == []
    assert [address for address in page.asked if not address.startswith(("file:", "data:"))] == []
    sizes = page.evaluate("[...document.images].map(image => [image.complete, image.naturalWidth])")
    assert all(done and width > 0 for done, width in sizes)


@pytest.mark.parametrize("number", ["04", "07"])
def test_every_slide_can_be_read_on_a_telephone(opened, number):
    page = opened(number, 360, 740)
    for _ in range(page.locator(".slide").count()):
        state = page.evaluate(
            """() => { const slide = document.querySelector('.slide.now');
                 const body = slide.querySelector('.body');
                 return [document.documentElement.scrollWidth, parseFloat(getComputedStyle(body).fontSize),
                         slide.getBoundingClientRect().width]; }"""
        )
        assert state[0] <= 360 and state[1] >= 18 and state[2] <= 360, page.url
        page.keyboard.press("ArrowRight")
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["height"] >= 32


def test_a_wide_result_scrolls_by_keyboard_on_a_telephone(opened):
    page = opened("07", 360, 740)
    wide = page.locator(".now [tabindex]")
    while not wide.count():
        page.keyboard.press("ArrowRight")
    place = page.evaluate(VISIBLE)
    wide.first.focus()
    page.keyboard.press("ArrowRight")
    # The page's policy forbids Playwright to wait by a script of its own.
    for _ in range(100):
        if wide.first.evaluate("part => part.scrollLeft") > 0:
            break
        page.wait_for_timeout(50)
    assert wide.first.evaluate("part => part.scrollLeft") > 0
    assert page.evaluate(VISIBLE) == place


@pytest.mark.parametrize("width", [1440, 360])
def test_print_gives_a_page_a_slide(opened, width):
    page = opened("07", width, 800)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == page.locator(".slide").count()
    assert re.search(rb"/MediaBox\s*\[0 0 960 540\]", printed), "as wide and high as a slide"


def test_without_a_script_every_slide_is_there_to_be_scrolled(opened):
    page = opened("07", java_script_enabled=False)
    assert page.locator(".slide").count() > 20
    assert all(slide.is_visible() for slide in page.locator(".slide").all())
    assert not page.locator(".bar").is_visible()


@pytest.mark.parametrize("width", [1440, 360])
def test_slides_can_be_used_without_seeing_them(opened, width):
    page = opened("07", width, 900)
    for kind in ("title", "text", "figure", "claim", "question"):
        place = page.locator(f".slide.{kind}").first.get_attribute("id").removeprefix("slide-")
        page.evaluate(f"location.hash = '#{place}'")
        page.locator(f"#slide-{place}.now").wait_for()
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
        assert found.violations_count == 0, found.generate_report()
