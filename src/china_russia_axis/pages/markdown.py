"""The few pieces of Markdown that the pages share."""

import re

BUILT = "<!-- Built by `axis pages`: edit its sources, not this page. -->"


def table(header: list[str], rows: list[list]) -> str:
    """A table; what would break its cells is escaped.

    Parameters
    ----------
    header : list of str
        Names of the columns.
    rows : list of list
        One list of cells a row.
    """
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def anchor(heading: str) -> str:
    """What stands behind ``#`` in a link to a heading, the way JupyterLab makes it."""
    return re.sub(r"[*`]", "", heading).strip().replace(" ", "-")


def link(text: str, target: str, heading: str = "") -> str:
    """A link to a file beside the page, to one of its headings, or to a heading of the same page.

    Parameters
    ----------
    text : str
        What is read.
    target : str
        Name of the file; empty for the page itself.
    heading : str, optional
        The heading to go to, as it is written.
    """
    # Round brackets in an address would end it.
    place = anchor(heading).replace("(", "%28").replace(")", "%29")
    return f"[{text}]({target}{'#' + place if place else ''})"


def join(*parts: str) -> str:
    """The parts as paragraphs of one page, with one line break at its end."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 row", "2 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _cell(cell) -> str:
    return str(cell).replace("|", "\\|").replace("\n", " ").strip()
