"""In Chromium, without a mouse: the explorer and the ledger, every control once, in order, with no trap."""

import pytest
from accessible import reachable, stops

pytestmark = pytest.mark.browser


def walked(page, root):
    """Walk through a part of a page from its first control to its last, and back again."""
    wanted = reachable(root)
    page.evaluate("place => document.querySelectorAll('*')[place].focus()", wanted[0])
    forth = stops(root)
    assert [stop["place"] for stop in forth] == wanted
    assert [stop["markup"] for stop in forth if not stop["seen"]] == []
    page.keyboard.press("Shift+Tab")
    back = stops(root, "Shift+Tab")
    assert [stop["place"] for stop in back] == wanted[::-1]
    return forth


@pytest.mark.parametrize("width", [360, 1440])
def test_the_explorer_from_its_first_control_to_its_last(visit, width):
    found = visit("explorer.html", width)
    page = found.page
    lab = page.locator(".cra-lab")
    lab.wait_for()
    # Past what stands above, by the skip link.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(40):
        if page.evaluate("document.activeElement.textContent") == "I only want to look":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    lab.locator(".cra-lab-body").wait_for()
    for place in range(lab.locator("summary:visible").count()):
        lab.locator("summary:visible").nth(place).press("Enter")
    forth = walked(page, lab)
    assert len(forth) > 2 * lab.locator("input[type=range]:visible").count() > 20, "a slider and its box"
    if width == 360:
        # In one column what comes first is further up, but for controls in one line.
        tops = [stop["top"] for stop in forth]
        assert [
            pair for pair in zip(forth, forth[1:], strict=False) if pair[1]["top"] < pair[0]["top"] - 60
        ] == []
        assert tops[-1] > tops[0]
    assert found.faults == []


def test_arrows_move_sliders_and_tabs_and_escape_does_no_harm(visit):
    page = visit("explorer.html").page
    page.get_by_role("button", name="I only want to look").press("Enter")
    slider = page.locator("[data-parameter=taiwan_crisis_per_year]")
    slider.press("ArrowRight")
    value = slider.input_value()
    sentence = page.locator(".cra-lab-sentence").inner_text()
    for _ in range(3):
        slider.press("Escape")
    assert slider.input_value() == value and page.locator(".cra-lab-sentence").inner_text() == sentence
    assert page.evaluate("document.activeElement.dataset.parameter") == "taiwan_crisis_per_year"
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    names = []
    for _ in range(tabs.count()):
        chosen = page.locator("[role=tab][aria-selected=true]")
        names.append(chosen.inner_text())
        assert page.evaluate("document.activeElement.textContent").strip() == names[-1].strip()
        shown = page.locator(f"[id='{chosen.get_attribute('aria-controls')}']")
        assert shown.is_visible()
        page.keyboard.press("ArrowRight")
    assert len(set(names)) == tabs.count()
    page.keyboard.press("Escape")
    assert page.locator(".cra-lab-body").is_visible()


def test_the_ledger_from_its_first_control_to_its_last(visit):
    page = visit("ledger.html").page
    article = page.locator("article.bd-article")
    forth = walked(page, article)
    assert len(forth) >= 82, "a link a claim"


def test_a_claim_is_found_by_typing_alone(visit):
    page = visit("ledger.html").page
    page.locator(".cra-finder input[type=search], .cra-finder input").first.focus()
    page.keyboard.type("SCO")
    page.wait_for_function("document.querySelectorAll('.cra-rows tbody tr:not([hidden])').length < 82")
    assert page.locator(".cra-rows tbody tr:not([hidden])").count() > 0
    page.keyboard.press("Escape")
    assert page.locator(".cra-rows").is_visible()


def test_nothing_moves_for_who_wants_no_motion(visit):
    for name in ("index.html", "explorer.html", "ledger.html", "lessons/07-scenario-lab.html"):
        page = visit(name).page
        page.emulate_media(reduced_motion="reduce")
        moving = page.evaluate(
            """[...document.querySelectorAll('*')].filter((one) => {
                 const style = getComputedStyle(one);
                 const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0);
                 return style.scrollBehavior === 'smooth' || lasts(style.transitionDuration)
                   || (style.animationName !== 'none' && lasts(style.animationDuration));
               }).map((one) => one.outerHTML.slice(0, 100))"""
        )
        assert moving == [], name
        assert page.evaluate("document.getAnimations().length") == 0
