"""What axe-core has to say about the text of a page of the site, in short."""

from axe_playwright_python.sync_playwright import Axe


def serious(page, part=".bd-article") -> list:
    """Serious and critical findings in a part of a page: the rule, and the first element that breaks it."""
    found = Axe().run(page, context=part).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
