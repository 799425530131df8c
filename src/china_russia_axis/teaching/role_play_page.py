"""The printable page of the role-play: one sheet a section, nothing loaded from anywhere."""

import html
import re
from pathlib import Path

from china_russia_axis.teaching.text import CONTENT_POLICY, escape

_STYLE = Path(__file__).with_name("role_play.css")


def page(sheets: list[tuple[str, str, str]], pop_up: bool) -> str:
    """The page of all sheets.

    Parameters
    ----------
    sheets : list of (str, str, str)
        Name, for whom, and HTML of each.
    pop_up : bool
        Whether it is the short version.
    """
    title = "Crisis role-play: ten days in the Strait" + (" (20 minutes)" if pop_up else "")
    contents = "".join(
        f'<li><a href="#sheet-{number}">{escape(name)}</a>, {escape(reader)}</li>'
        for number, (name, reader, _) in enumerate(sheets, 1)
    )
    body = "".join(
        f'<section class="sheet" id="sheet-{number}"><p class="for">{escape(name)}, {escape(reader)}</p>'
        f"{_scrolling(text)}</section>\n"
        for number, (name, reader, text) in enumerate(sheets, 1)
    )
    style = _STYLE.read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style></head>\n<body><main>\n"
        f"<h1>{escape(title)}</h1>\n<p>Every event in the Strait is made up for the exercise; places, "
        "treaties and institutions are real. Print it from the browser: a sheet a page.</p>\n"
        f"<ol>{contents}</ol>\n{body}</main></body></html>\n"
    )


def _scrolling(text: str) -> str:
    """Wide tables scroll on a telephone instead of breaking the page; each is named after its heading."""
    heading = ""

    def region(found) -> str:
        nonlocal heading
        if found["heading"]:
            heading = escape(html.unescape(re.sub("<[^>]*>", "", found["heading"])))
            return found[0]
        return f'<div class="wide" tabindex="0" role="group" aria-label="Table, {heading}">{found[0]}</div>'

    return re.sub(r"<h[1-6]>(?P<heading>.*?)</h[1-6]>|<table>.*?</table>", region, text, flags=re.DOTALL)
