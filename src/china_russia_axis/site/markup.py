"""The few pieces of MyST and HTML that the pages of the site share."""

import base64
import hashlib
import html
import re
import struct
from pathlib import Path

RUN = "run"
"""The page that says how to bring a lesson to life, by path from the top of the site, without ending."""


_TEXTS = Path(__file__).with_name("texts")


def text(name: str, **gaps: str) -> str:
    """A page kept in ``texts/``, with each ``<!-- gap -->`` filled.

    Raises
    ------
    KeyError
        When the page has no such gap.
    """
    page = (_TEXTS / f"{name}.md").read_text(encoding="utf-8")
    for gap, filling in gaps.items():
        if (mark := f"<!-- {gap} -->") not in page:
            raise KeyError(f"site/texts/{name}.md has no gap {mark}")
        page = page.replace(mark, filling)
    return page


def raw(page: str) -> str:
    """HTML as a block of MyST that is passed through as it is."""
    fence = "`" * max(6, *(len(ticks) + 1 for ticks in re.findall(r"`+", page)), 0)
    return f"{fence}{{raw}} html\n{page.strip()}\n{fence}"


def code(text: str, language: str = "python") -> str:
    """A listing."""
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall(r"`+", text)), 0)
    return f"{fence}{{code-block}} {language}\n{text.strip()}\n{fence}"


def scrolling(table: str, name: str = "Table") -> str:
    """A table that scrolls in itself where the screen is narrower, also by keyboard."""
    return f'<div class="cra-scroll" role="group" aria-label="{html.escape(name)}" tabindex="0">{table}</div>'


def figure(source: str, alt: str, sentence: str, credit: str = "", size: tuple = ()) -> str:
    """A picture with its computed sentence; both say the same.

    Parameters
    ----------
    source : str
        Address of the picture, from the page.
    alt, sentence, credit : str
        What kind of picture it is, what it shows, and the source line; plain text.
    size : tuple of int, optional
        Width and height in pixels, so that the page does not jump while it loads.
    """
    measures = f' width="{size[0]}" height="{size[1]}"' if size else ""
    small = f"<br><small>{html.escape(credit)}</small>" if credit else ""
    return (
        f'<figure class="cra-figure"><img class="dark-light" src="{html.escape(source)}" '
        f'alt="{html.escape(alt)}"{measures}><figcaption>{html.escape(sentence)}{small}</figcaption></figure>'
    )


def picture(source: str, alt: str, size: tuple) -> str:
    """A picture that opens in full size, where small screens can enlarge it; ``alt`` is plain text."""
    return large(
        f'<img class="dark-light" src="{html.escape(source)}" alt="{html.escape(alt)}" '
        f'width="{size[0]}" height="{size[1]}">',
        source,
    )


def large(image: str, source: str) -> str:
    """An image as a link to itself."""
    return f'<a class="cra-large" href="{html.escape(source)}" title="Open in full size">{image}</a>'


def png_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    return struct.unpack(">II", content[16:24])


def last_heading(text: str) -> str:
    """The last heading in a Markdown text, as plain words; empty where there is none."""
    found = re.findall(r"^#{1,6} +(.+?) *#*$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`_]", r"\1", found[-1]) if found else ""


def slug(heading: str) -> str:
    """What stands behind ``#`` in a link to a heading, made from the heading or from JupyterLab's anchor."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower().replace(" ", "-"))


def kept(content: bytes, folder: str, ending: str = "png") -> str:
    """Path for a file named after what is in it, so that equal files are one."""
    return f"{folder}/{hashlib.sha256(content).hexdigest()[:16]}.{ending}"


def decoded(address: str) -> bytes:
    """The bytes in a ``data:`` address."""
    return base64.b64decode(address.partition(",")[2])


def to_top(path: str) -> str:
    """What leads from a page to the top of the site: ``../`` for each folder."""
    return "../" * path.count("/")
