"""Markdown of ours as HTML for print and projection: no raw HTML passes, and every cell is escaped."""

import html
import re

CONTENT_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""What a page of ours may load: nothing from anywhere."""


def to_html(markdown: str, shift: int = 0) -> str:
    """HTML of a Markdown text.

    Parameters
    ----------
    markdown : str
        CommonMark with tables; HTML in it is shown as text.
    shift : int
        Levels by which headings are lowered.
    """
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    if shift:
        page = re.sub(r"(</?h)([1-6])>", lambda tag: f"{tag[1]}{min(int(tag[2]) + shift, 6)}>", page)
    return page


def escape(text) -> str:
    """A text that may stand anywhere in a page."""
    return html.escape(str(text), quote=True)


def date_in_words(date, precision: str) -> str:
    """A date as exact as it is known: 28 December 2025, April 2024 or 2013."""
    if precision == "year":
        return f"{date:%Y}"
    return f"{date:%B %Y}" if precision == "month" else f"{date.day} {date:%B %Y}"
