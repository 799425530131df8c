"""axe-core over whole pages of the site, light and dark: texts, slides and the role-play pack."""

import re

import pytest
from accessible import WHOLE, serious

pytestmark = pytest.mark.browser

# One page of each kind, with what is on none of the others; all of them with CRA_ACCESSIBILITY=all.
SOME = re.compile(
    r"index|explorer|ledger|search|lessons/(index|04-brics|sheets/01-[\w-]+)"
    r"|teachers/(index|plans/04-brics|syllabus|classroom)|reference/(gallery|glossary|codebook/trade|links)"
    r"|slides/0[47]-[a-z-]+(?<!-brief)|role-play/role-play|accessibility"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(browser, served, site, scheme):
    names = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    names = [name for name in names if not name.startswith("lite/")]
    chosen = [name for name in names if WHOLE or SOME.fullmatch(name.removesuffix(".html"))]
    assert len(chosen) > 15
    # The checker is itself a script, which slides and packs forbid: it looks at them without that line.
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 1440, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for name in chosen:
        # On paper all slides are there at once, not only the first.
        page.emulate_media(media="print" if name.startswith("slides/") else "screen", color_scheme=scheme)
        page.goto(served + name)
        if amiss := serious(page):
            found[name] = amiss
    context.close()
    assert found == {}
