"""The gallery: every figure of the built notebooks in words, and small.

What a figure says stands beside it as text: what kind of picture it is, the sentence computed from its
data, and its source. So a reader who cannot see colour, or cannot see, gets the same facts.
"""

import hashlib
import html
import io
import re
from base64 import b64decode
from dataclasses import dataclass

from china_russia_axis.pages import markdown

FOLDER = "gallery"
WIDTH = 360
_COLOURS = 128
_MARK = "Made from"


@dataclass(frozen=True)
class Shown:
    """A figure as a notebook shows it.

    Attributes
    ----------
    lesson, title : str
        Number and slug of the lesson, and its main heading.
    heading : str
        The heading under which it stands.
    cell : str
        Id of the cell that draws it.
    alt, sentence, source : str
        What kind of picture it is, what it shows, and the source line.
    png : bytes
        The picture.
    """

    lesson: str
    title: str
    heading: str
    cell: str
    alt: str
    sentence: str
    source: str
    png: bytes

    @property
    def thumbnail(self) -> str:
        """Path of the small picture, from the folder of the notebooks."""
        return f"{FOLDER}/{self.lesson[:2]}-{self.cell}.png"

    @property
    def mark(self) -> str:
        """Hash of the picture; the small one carries it, so that a stale one can be told."""
        return hashlib.sha256(self.png).hexdigest()[:16]


def figures(lessons: list) -> list[Shown]:
    """Every figure of the built notebooks, in the order of the course.

    Parameters
    ----------
    lessons : list of china_russia_axis.building.page.Page
        Lessons taken apart; one that is not built yet adds nothing.
    """
    return [shown for lesson in lessons for shown in _of_lesson(lesson)]


def page(shown: list[Shown]) -> str:
    """The page ``gallery.md``.

    Parameters
    ----------
    shown : list of Shown
        From :func:`figures`.
    """
    by_lesson = {}
    for one in shown:
        by_lesson.setdefault(one.lesson, []).append(one)
    opening = (
        f"{markdown.plural(len(shown), 'figure')} of {markdown.plural(len(by_lesson), 'lesson')}, in the "
        "order of the course. Beside each stands what it shows, computed from the data drawn: whoever cannot "
        "see the picture, or its colours, misses no fact. The link leads to the lesson, where the figure is "
        "large and the code that draws it stands above."
    )
    parts = ["# Gallery: every figure in words", markdown.BUILT, opening]
    for mine in by_lesson.values():
        parts.append(f"## {mine[0].lesson[:2]} {mine[0].title}")
        parts += [_entry(one) for one in mine]
    return markdown.join(*parts)


def thumbnail(one: Shown) -> bytes:
    """The small picture as PNG bytes, with the hash of the large one inside."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    picture = Image.open(io.BytesIO(one.png)).convert("RGB")
    height = max(1, round(picture.height * WIDTH / picture.width))
    small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    small = small.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    words, buffer = PngInfo(), io.BytesIO()
    words.add_text(_MARK, one.mark)
    small.save(buffer, format="png", optimize=True, pnginfo=words)
    return buffer.getvalue()


def mark_of(content: bytes) -> str:
    """Hash of the picture that a small one was made from; empty when it carries none."""
    from PIL import Image

    try:
        return Image.open(io.BytesIO(content)).text.get(_MARK, "")
    except (OSError, AttributeError):
        return ""


def _entry(one: Shown) -> str:
    where = markdown.link(f"Lesson {one.lesson[:2]}, {one.heading}", f"{one.lesson}.ipynb", one.heading)
    return (
        f"![{_plain(one.alt)}]({one.thumbnail})\n\n{_plain(one.sentence)}\n\n"
        f"*{_plain(one.source)}*\n\n{where}"
    )


def _of_lesson(lesson) -> list[Shown]:
    numbers = {cell["id"]: number for number, cell in enumerate(lesson.cells)}
    title = next(heading.text for heading in lesson.headings if heading.level == 1)
    found = []
    for cell in lesson.built:
        for output in cell.outputs:
            data = output.get("data", {})
            if "image/png" not in data:
                continue
            before = [one.text for one in lesson.headings if one.cell <= numbers.get(cell["id"], -1)]
            words = _words(data.get("text/html", ""))
            png = b64decode(data["image/png"])
            found.append(Shown(lesson.name, title, before[-1] if before else title, cell["id"], *words, png))
    return found


def _words(page: str) -> tuple[str, str, str]:
    """Kind of picture, sentence and source line, from the page that a figure puts out."""
    alt = re.search(r'<img\b[^>]*\balt="([^"]*)"', page)
    caption = re.search(r"<figcaption>(.*?)(?:<br><small>(.*?)</small>)?</figcaption>", page, re.DOTALL)
    words = (alt[1] if alt else "", *(caption.groups(default="") if caption else ("", "")))
    return tuple(html.unescape(re.sub(r"<[^>]+>", "", word)).strip() for word in words)


def _plain(text: str) -> str:
    """A text in which Markdown finds no markup of its own."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text.replace("\n", " "))
