"""What the pages of the site read of the course, read once."""

import re
from dataclasses import dataclass
from functools import cache

import nbformat

from china_russia_axis.building import lessons as sources
from china_russia_axis.building import page
from china_russia_axis.pages import gallery


@dataclass(frozen=True)
class Brief:
    """What a list of lessons says about one.

    Attributes
    ----------
    name, title : str
        Number and slug, and the heading.
    minutes : str
        Minutes for a student alone, as the lesson states them.
    objectives : tuple of str
        What one can do at the end.
    """

    name: str
    title: str
    minutes: str
    objectives: tuple

    @property
    def number(self) -> str:
        """The two digits."""
        return self.name[:2]


@cache
def lessons() -> tuple:
    """Every lesson of the course, in order."""
    return tuple(sources.find())


@cache
def written() -> tuple:
    """Every lesson, taken apart."""
    return tuple(page.read(lesson) for lesson in lessons())


@cache
def figures() -> tuple:
    """Every figure of the built notebooks, in order."""
    return tuple(gallery.figures(written()))


@cache
def briefs() -> tuple:
    """A few words on every lesson."""
    return tuple(_brief(one) for one in written())


def sheet(lesson):
    """The open copy of a lesson's graded sheet; None when it has none."""
    path = lesson.notebook.parent / "exercises" / lesson.notebook.name
    return nbformat.read(path, as_version=4) if path.is_file() else None


def _brief(one) -> Brief:
    title = next(heading.text for heading in one.headings if heading.level == 1)
    minutes = re.search(r"\b(\d+) minutes\b", one.opening() + one.text)
    objectives = page.items(page.after("By the end of this lesson you can", one.opening()))
    return Brief(one.name, title, minutes[1] if minutes else "", tuple(objectives))


def routes() -> dict:
    """Targets of links as notebooks and the pages beside them write them, and the pages of the site."""
    found = {
        f"{name}.md": f"reference/{name}.md" for name in ("glossary", "countries", "how-we-know", "gallery")
    }
    for lesson in lessons():
        found[f"{lesson.name}.ipynb"] = f"lessons/{lesson.name}.md"
        found[f"exercises/{lesson.name}.ipynb"] = f"lessons/sheets/{lesson.name}.md"
    return found
