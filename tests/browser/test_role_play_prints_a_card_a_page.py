"""The role-play pack in a real browser: each sheet that a team holds is one page of A4."""

import pytest
import real_jupyterlab
from axe_playwright_python.sync_playwright import Axe

from china_russia_axis.teaching import role_play

pytestmark = pytest.mark.browser

# A4 less 15 mm on each side, in CSS pixels.
WIDE, HIGH = 680, 1009


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("pack") / "role-play.html"
    path.write_text(role_play.pack(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser():
    with real_jupyterlab.headless() as browser:
        yield browser


def test_every_sheet_for_a_team_fits_on_one_page(browser, address):
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
    page.emulate_media(media="print")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    heights = dict(
        page.evaluate(
            """[...document.querySelectorAll('.sheet')].map(sheet =>
                 [sheet.querySelector('.for').innerText, sheet.getBoundingClientRect().height])"""
        )
    )
    too_long = {name: height for name, height in heights.items() if height > HIGH}
    assert set(too_long) <= {"Teaching notes, for the teacher"}
    assert len(heights) == 15 and asked == [address]
    page.close()


def test_the_pack_can_be_read_on_a_telephone_and_without_seeing_it(browser, address):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()
    page.close()
