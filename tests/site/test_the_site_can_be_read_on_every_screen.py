"""In Chromium: nothing from outside, no sideways scrolling, search, night, print, and without scripts."""

import pytest

pytestmark = pytest.mark.browser
WIDTHS = (360, 768, 1440)

# The theme lets the whole column of text scroll, which is sideways scrolling too. Tables and code may.
TOO_WIDE = """width => [document.documentElement, ...document.querySelectorAll(
    'body, .bd-main, .bd-content, .bd-article-container, .bd-article')].some(one => one.scrollWidth > width
    || one.scrollWidth > one.clientWidth + 1)
  ? [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1)
    .filter(one => !one.parentElement.closest('.cra-scroll, .pst-scrollable-table-container, pre'))
    .slice(0, 3).map(one => `${one.tagName}.${one.className}`).concat('wider than its room')
  : []"""


def test_no_page_scrolls_sideways_or_reaches_outside_or_fails(visit, read_pages):
    wide = []
    for name in read_pages:
        found = visit(name)
        for width in WIDTHS:
            found.page.set_viewport_size({"width": width, "height": 900})
            wide += [(name, width, one) for one in found.page.evaluate(TOO_WIDE, width)]
    assert wide == []
    assert found.outside == []
    assert found.faults == []


def test_the_watch_on_pages_sees_what_is_wrong(visit):
    found = visit("index.html", 360)
    found.page.evaluate("document.querySelector('article').innerHTML = '<pre style=width:900px>x</pre>'")
    assert found.page.evaluate(TOO_WIDE, 360)
    found.page.evaluate("fetch('https://example.org/x').catch(() => 0)")
    found.page.evaluate("setTimeout(() => { throw Error('on purpose') })")
    found.page.wait_for_timeout(100)
    assert found.outside == ["https://example.org/x"]
    assert any("on purpose" in one for one in found.faults)


@pytest.mark.parametrize(
    ("word", "page"), [("counterweight", "lessons/05-the-sco"), ("projector", "teachers/plans")]
)
def test_search_finds_a_word_of_a_lesson_and_of_a_plan(visit, word, page):
    found = visit(f"search.html?q={word}").page
    found.locator(f"#search-results a[href*='{page}']").first.wait_for(timeout=15_000)
    assert visit("search.html").outside == []


def test_search_finds_what_a_cell_has_put_out(visit):
    # A claim's card is HTML, not Markdown: it is in the index all the same.
    found = visit("search.html?q=backcasting").page
    found.locator("#search-results a[href*='lessons/04-brics']").first.wait_for(timeout=15_000)
    found = visit("search.html?q=Johannesburg+Pretoria").page
    found.locator("#search-results a[href*='lessons/']").first.wait_for(timeout=15_000)


def test_the_switch_turns_the_page_dark_and_it_stays_so(visit):
    page = visit("lessons/04-brics.html").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.locator("button.theme-switch-button").first.click()
    page.get_by_text("Dark", exact=True).first.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate(ground) != light
    # A figure is drawn on white and keeps its paper.
    paper = page.evaluate("getComputedStyle(document.querySelector('.cra-figure img')).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert visit("index.html").page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_system_at_night_gets_a_dark_page(visit):
    page = visit("index.html").page
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_printed_lesson_is_the_lesson_alone(visit):
    page = visit("lessons/04-brics.html").page
    page.emulate_media(media="print")
    for gone in (
        ".bd-sidebar-primary",
        ".bd-sidebar-secondary",
        ".bd-header",
        ".prev-next-footer",
        ".bd-footer",
    ):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator("article h1").is_visible() and page.locator(".cra-figure img").first.is_visible()
    for whole in (".cra-figure", "blockquote", "tr"):
        kept = f"getComputedStyle(document.querySelector('article {whole}')).breakInside"
        assert page.evaluate(kept) == "avoid", whole
    heights = "[...document.querySelectorAll('article img')].map(one => one.getBoundingClientRect().height)"
    tall = page.evaluate(f"Math.max(...{heights})")
    assert tall < 25 / 2.54 * 96  # a page of A4 between its margins
    assert page.evaluate("getComputedStyle(document.querySelector('pre')).whiteSpace") == "pre-wrap"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_printed_page_is_light_also_at_night(visit):
    page = visit("index.html").page
    page.emulate_media(media="print", color_scheme="dark")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('article p')).color") == "rgb(0, 0, 0)"


def test_a_wide_table_scrolls_in_itself_also_by_keyboard(visit):
    page = visit("lessons/05-the-sco.html", 360).page
    wide = page.evaluate(
        """[...document.querySelectorAll('.cra-scroll')].filter(one => one.scrollWidth > one.clientWidth)
           .map(one => [one.tabIndex, getComputedStyle(one).overflowX])"""
    )
    assert wide and all(one == [0, "auto"] for one in wide)
    narrow = page.evaluate(
        """[...document.querySelectorAll('.cra-scroll')].filter(one => one.scrollWidth <= one.clientWidth)
           .map(one => one.tabIndex)"""
    )
    assert all(one == -1 for one in narrow)


def test_the_first_stop_of_the_tab_key_skips_to_the_text(visit):
    page = visit("lessons/04-brics.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"


def test_a_lesson_shows_no_dead_widget(visit, read_pages):
    for name in read_pages:
        if name.startswith("lessons/"):
            page = visit(name).page
            body = page.locator("article").inner_text()
            for dead in ("run this cell", "A Jupyter Widget", "model_id", "widget-view"):
                assert dead not in body, name
    page = visit("lessons/07-scenario-lab.html").page
    live = page.locator(".cra-live")
    assert live.count() >= 8
    lab = page.locator(".cra-live", has_text="Scenario lab: to move the sliders")
    assert lab.get_by_role("link", name="scenario explorer").get_attribute("href") == "../explorer.html"
    assert "run the lesson" in live.first.inner_text()
    live.first.get_by_role("link").click()
    assert page.url.endswith("/run.html")


def test_pages_can_be_read_without_scripts(browser, served):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 900})
    page = context.new_page()
    page.goto(f"{served}lessons/04-brics.html")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".cra-figure img").first.is_visible()
    context.close()
