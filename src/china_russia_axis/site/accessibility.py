"""Who can read and use the course: what was tested, with what, and what is not good yet."""

from china_russia_axis.figures import house
from china_russia_axis.pages import markdown
from china_russia_axis.site import course, markup

PATH = "accessibility.md"

TESTED = "26 November 2026"
"""The day on which all pages and all lessons were last looked at, by ``CRA_ACCESSIBILITY=all``."""

AXE = "4.12.1"
"""The axe-core inside the pinned axe-playwright-python; a test compares."""

_NAMES = {"CHN": "China", "RUS": "Russia", "USA": "United States", "IND": "India", "BRA": "Brazil",
          "ZAF": "South Africa", "SAU": "Saudi Arabia", "IRN": "Iran", "WLD": "world",
          "BRICS": "BRICS", "SCO": "SCO", "G7": "G7", "NATO": "NATO"}  # fmt: skip


def pages() -> dict:
    """Path inside the Sphinx folder and text."""
    return {
        PATH: markup.text(
            "accessibility",
            tested=TESTED,
            lessons=str(len(course.briefs())),
            readable=f"{house.READABLE:g}",
            colours=colours(),
        ).replace("<!-- axe -->", AXE)
    }


def colours() -> str:
    """The house colours as a table: contrast on white of the line, and of the words beside it."""
    rows = [
        [name, f"`{colour}`", f"{house.contrast(colour, '#FFFFFF'):.1f}", f"`{house.ink(colour)}`",
         f"{house.contrast(house.ink(colour), '#FFFFFF'):.1f}"]
        for code, name in _NAMES.items()
        for colour in [house.look(code)["color"]]
    ]  # fmt: skip
    return markdown.table(["Whose", "Line", "Contrast", "Words", "Contrast of words"], rows)
