"""The explorer on the site is the lab in JupyterLab: styled, alive, and with nothing from outside."""

import pytest

from china_russia_axis.widgets import scenario_lab


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_explorer_is_alive_and_fits(visit, width):
    found = visit("explorer.html", width)
    page = found.page
    page.locator(".cra-lab").wait_for()
    assert page.get_by_role("heading", name="Scenario explorer").count() == 1
    assert not page.locator(".cra-lab-notice").is_visible(), "the lab's style is missing"
    page.get_by_role("button", name="I only want to look").click()
    page.locator("[data-parameter=taiwan_crisis_per_year]").focus()
    page.keyboard.press("End")
    said = scenario_lab.lab().answer({"taiwan_crisis_per_year": 0.3})["sentence"]
    assert page.locator(".cra-lab-sentence").inner_text() == said
    assert page.locator("#explorer-link").input_value().endswith("#taiwan_crisis_per_year=0.3")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found.outside == found.faults == []


def test_without_scripts_the_start_can_be_seen_and_read(browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "explorer.html")
    assert page.locator("#explorer-lab figure img").get_attribute("alt").startswith("Five stacked bands")
    assert "In 2043 the likeliest future" in page.locator("#explorer-lab figcaption").inner_text()
    context.close()
