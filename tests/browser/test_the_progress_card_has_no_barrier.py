"""The card that a student hands in, in Chromium: light, printed and on a telephone."""

import pytest
import real_jupyterlab
from accessible import serious

from china_russia_axis.exercises import card, declarations, hand_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_serious_on_the_progress_card(tmp_path, width):
    asked = {key: one for key, one in declarations.every().items() if one.use != "graded"}
    path = tmp_path / "card.html"
    page = hand_in.page(card.Card({}, card.lines(asked, {}), "", ""), "A <b>student</b>", "26 November 2026")
    path.write_text(page, encoding="utf-8")
    with real_jupyterlab.headless() as browser:
        # The checker is itself a script, which the card forbids.
        shown = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800}).new_page()
        shown.goto(path.as_uri())
        assert serious(shown) == []
        assert shown.locator("table caption").count() == shown.locator("table").count() > 0
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
