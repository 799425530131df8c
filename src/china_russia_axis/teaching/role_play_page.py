"""The printable page of the role-play: one sheet a section, nothing loaded from anywhere."""

import re

from china_russia_axis.teaching.text import CONTENT_POLICY, escape

_STYLE = """
@page { size: A4; margin: 15mm; }
* { box-sizing: border-box; }
body { font: 12pt/1.45 Georgia, "Times New Roman", serif; color: #111; background: #fff; margin: 0 auto;
  max-width: 48rem; padding: 0 1rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { font-family: Arial, Helvetica, sans-serif; line-height: 1.2; margin: 1em 0 .4em; break-after: avoid; }
h2 { font-size: 1.5rem; margin-top: .3em; } h3 { font-size: 1.15rem; } h4 { font-size: 1rem; margin-bottom: .1em; }
p, li { margin: .3em 0; } ul, ol { padding-left: 1.4em; margin: .3em 0; }
small { color: #444; } a { color: #06417d; }
.for { font: bold .85rem Arial, Helvetica, sans-serif; color: #444; border-bottom: 2px solid #444;
  padding-bottom: .2em; margin: 0 0 .8em; }
.sheet { border-top: 6px solid #06417d; padding: 1rem 0 2rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
th, td { border: 1px solid #666; padding: .3em .5em; text-align: left; vertical-align: top; font-size: .95em; }
td:empty { height: 2.8em; min-width: 4em; }
/* A form: no header, and room to write on the right. */
table:has(th:first-child:empty + th:empty:last-child) td:first-child { width: 38%; }
thead:has(th:first-child:empty + th:empty:last-child) { display: none; }
tr { break-inside: avoid; }
.ours { border: 2px dashed #666; padding: .4em 1em .8em; margin-top: 1em; break-inside: avoid; }
.said li { break-inside: avoid; }
code { font-size: .9em; }
@media (max-width: 30rem) { body { font-size: 11pt; } th, td { padding: .2em .3em; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .sheet { break-before: page; border: 0; margin: 0; padding: 0; }
  .wide { overflow: visible; }
  a { color: inherit; text-decoration: none; }
}
"""


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
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style></head>\n<body><main>\n"
        f"<h1>{escape(title)}</h1>\n<p>Every event in the Strait is made up for the exercise; places, treaties "
        "and institutions are real. Print it from the browser: each sheet begins on a new page.</p>\n"
        f"<ol>{contents}</ol>\n{body}</main></body></html>\n"
    )


def _scrolling(text: str) -> str:
    """Wide tables scroll on a telephone instead of breaking the page."""
    return re.sub(r"(<table>.*?</table>)", r'<div class="wide">\1</div>', text, flags=re.DOTALL)
