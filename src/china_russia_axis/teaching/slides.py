"""Slides of a lesson, built from its notebook: the same words, figures and sentences, in big type.

One heading or one figure a slide; longer text runs over several. Code is there and hidden until asked for.
The page is one file that loads nothing: styles, script and pictures are inside, a policy forbids the rest.
"""

import base64
import hashlib
import html
import math
import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path

from china_russia_axis.teaching import CannotTeach
from china_russia_axis.teaching.text import escape

_HERE = Path(__file__).parent
_LINES = 11
"""Lines of big type that a slide holds before the next one begins."""

_LETTERS = 70
# Printed lines and rows of a table are set smaller: their height in lines of text, and the letters they hold.
_PRINTED, _PRINTED_LETTERS, _WIDEST = 0.7, 92, 110
_ROW, _ROW_LETTERS = 0.85, 105

_OPENING = "Opening"


@dataclass
class Slide:
    """One sheet.

    Attributes
    ----------
    kind : str
        ``title``, ``text``, ``figure``, ``result``, ``claim`` or ``question``.
    section : str
        Heading that it belongs to.
    parts : list of str
        HTML, from top to bottom.
    lines : float
        How full it is, in lines of text.
    """

    kind: str
    section: str
    parts: list = field(default_factory=list)
    lines: float = 0


@dataclass(frozen=True)
class Heading:
    """What the slides say about the lesson itself.

    Attributes
    ----------
    number, title : str
        Two digits, and the lesson's heading.
    alone : int
        Minutes for a student alone.
    lengths : tuple of int
        Minutes of the class hours that the plan is written for.
    minutes : dict of str to int
        Minutes of each numbered part.
    """

    number: str
    title: str
    alone: int
    lengths: tuple
    minutes: dict


def of_lesson(lesson, brief: bool = False) -> str:
    """The slides of a built lesson as one page.

    Parameters
    ----------
    lesson : china_russia_axis.building.lessons.Lesson
        The lesson; its notebook must be built.
    brief : bool
        Only what a class looks at together: see :func:`core`.

    Raises
    ------
    CannotTeach
        When the notebook is missing.
    """
    import nbformat

    if not lesson.notebook.is_file():
        raise CannotTeach(
            f"notebooks/{lesson.notebook.name} is not built yet. Build it first: axis build {lesson.number}"
        )
    notebook = nbformat.read(lesson.notebook, as_version=4)
    heading = _heading(lesson, notebook)
    slides = deck(notebook, heading, lesson.notebook.parent)
    return page(heading, core(slides) if brief else slides)


def _heading(lesson, notebook) -> Heading:
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    title = re.search(r"^# (.+?)[ \t]*$", text, re.MULTILINE)
    alone = re.search(r"\b(\d+) minutes\b", text)
    parts = re.findall(r"\bpart (\d+) takes (\d+)", text, re.IGNORECASE)
    plan = lesson.plan.read_text(encoding="utf-8") if lesson.plan.is_file() else ""
    return Heading(
        number=lesson.number,
        title=title[1] if title else lesson.name,
        alone=int(alone[1]) if alone else 0,
        lengths=tuple(int(n) for n in re.findall(r"^## The (\d+)-minute plan", plan, re.MULTILINE)),
        minutes={number: int(minutes) for number, minutes in parts},
    )


def deck(notebook, heading: Heading, home: Path) -> list[Slide]:
    """The slides of a notebook, in order.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook.
    heading : Heading
        Title and minutes.
    home : pathlib.Path
        Folder of the notebook; pictures in its text are looked up from there.
    """
    writer = _Writer(heading, home)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            writer.text(cell.source)
        elif cell.cell_type == "code":
            writer.code(cell)
    slides = [slide for slide in writer.slides if slide.parts]
    slides[-1].parts.append(writer.waiting)
    return slides


def core(slides: list[Slide]) -> list[Slide]:
    """The slides that a class looks at together.

    Title, objectives, the beginning of every part, figures, predictions and prompts, questions, and of each
    claim the sheet with its verdict. What is left out is for reading: results in words, listings, reasons.
    """
    return [slide for slide in slides if _is_core(slide)]


def _is_core(slide: Slide) -> bool:
    shown = "".join(slide.parts)
    if slide.kind == "text":
        return bool(re.search(r"<h2|<blockquote|<p>By the end of this lesson you can", shown))
    return slide.kind != "claim" or ">Verdict</dt>" in shown or "<dl" not in shown


class _Writer:
    """Puts blocks on slides, one after the other."""

    def __init__(self, heading: Heading, home: Path):
        from markdown_it import MarkdownIt

        # One sentence a line in the source is one sentence a line on a slide.
        options = {"html": False, "breaks": True}
        self.markdown = MarkdownIt("commonmark", options).enable("table")
        self.heading, self.home = heading, home
        self.slides = [Slide("title", _OPENING, [_title(heading)], _LINES)]
        self.section, self.shown, self.waiting = _OPENING, {}, ""

    def start(self, kind: str) -> Slide:
        self.slides.append(Slide(kind, self.section))
        return self.slides[-1]

    def add(self, part: str, lines: float, kind: str = "text") -> None:
        """Put a block on the slide that is open, or on a new one when it is full or of another kind."""
        slide = self.slides[-1]
        if slide.kind != kind or (slide.parts and slide.lines + lines > _LINES):
            slide = self.start(kind)
        slide.parts.append(self._with_waiting(part))
        slide.lines += lines

    def _with_waiting(self, part: str) -> str:
        part, self.waiting = self.waiting + part, ""
        return part

    # --- text ---

    def text(self, source: str) -> None:
        for block in _with_their_lists(self._blocks(source)):
            first = block[0]
            if first.type == "heading_open":
                self._headline(first.tag, block)
            elif not _is_time(block):
                self.add(self._rendered(block), _height(block))

    def _headline(self, tag: str, block) -> None:
        words = re.sub(r"[*_`]", "", block[1].content)
        if tag == "h1":
            return
        chip = ""
        if tag == "h2":
            self.section = words
            number = re.match(r"\d+", words)
            minutes = self.heading.minutes.get(number[0]) if number else None
            chip = f' <span class="chip">about {minutes} minutes</span>' if minutes else ""
        slide = self.start("text")
        slide.parts.append(self._with_waiting(self._rendered(block).replace(f"</{tag}>", f"{chip}</{tag}>")))
        slide.lines = 2

    def _blocks(self, source: str) -> list[list]:
        """Tokens of the text, a list for each paragraph, heading, list, quotation or table."""
        blocks, depth = [], 0
        for token in self.markdown.parse(source):
            if depth == 0:
                blocks.append([])
            blocks[-1].append(token)
            depth += token.nesting
        return blocks

    def _rendered(self, block) -> str:
        for token in block:
            for child in token.children or []:
                if child.type == "image":
                    child.attrs["src"] = self._inside(child.attrs["src"])
        page = self.markdown.renderer.render(block, self.markdown.options, {})
        # A link to another notebook leads nowhere from a single file.
        page = re.sub(r'<a href="(?!https?:)[^"]*"[^>]*>(.*?)</a>', r"\1", page, flags=re.DOTALL)
        return page.replace("<table>", '<div class="show"><table>').replace("</table>", "</table></div>")

    def _inside(self, source: str) -> str:
        path = self.home / source
        if source.startswith("data:"):
            return source
        if re.match(r"[a-z]+:", source) or not path.is_file():
            raise CannotTeach(f"The picture {source} is not a file beside the lesson; slides hold their own.")
        kind = mimetypes.guess_type(path.name)[0] or "image/png"
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"

    # --- code and results ---

    def code(self, cell) -> None:
        listing = f'<pre class="code">{escape(cell.source)}</pre>'
        results = [found for output in cell.outputs for found in self._results(output)]
        if not results:
            # A cell that shows nothing waits for what comes next, so that no sheet holds code alone.
            self.waiting += listing
            return
        for kind, part, lines in results:
            if kind == "result":
                self.add(listing + part, lines, "text")
            else:
                slide = self.start(kind)
                slide.parts += [self._with_waiting(listing), part]
                slide.lines = _LINES
            listing = ""
        if kind != "result":
            # What follows belongs to the same section, on a sheet of its own.
            self.start("text")

    def _results(self, output) -> list[tuple[str, str, float]]:
        """Kind of slide, HTML and height of what an output shows; a long one comes in pieces."""
        if output.output_type == "stream":
            return _plain(output.text)
        if output.output_type == "error":
            return _plain(f"{output.ename}: {output.evalue}")
        data = output.get("data", {})
        if "text/html" not in data:
            return _plain(data.get("text/plain", ""))
        text = _harmless(data["text/html"])
        if "<img" in text:
            return [self._picture(text)]
        if output.get("metadata", {}).get("live"):
            return [("question", f'<div class="live show">{_live(text)}</div>', _LINES)]
        if "<dl" in text:
            return [("claim", f'<div class="show">{part}</div>', _LINES) for part in _card(text)]
        return _table(text)

    def _picture(self, text: str) -> tuple[str, str, float]:
        """A figure once; a widget that starts with a figure shown before only says so."""
        mark = hashlib.sha256(re.search(r'src="([^"]*)"', text)[1].encode()).hexdigest()
        if mark in self.shown:
            rest = re.sub(r"<figure.*?</figure>", "", text, flags=re.DOTALL)
            return "result", f'<div class="live show"><p>{self.shown[mark]}</p>{_live(rest)}</div>', 3
        alt = html.unescape(re.search(r'alt="([^"]*)"', text)[1])
        self.shown[mark] = f"It starts with a picture that you have seen: {escape(alt)}."
        return "figure", f'<div class="show">{_live(text)}</div>', _LINES


def _plain(text: str) -> list[tuple[str, str, float]]:
    """Printed lines, a slide's worth a piece; lines too long for a slide are wrapped."""
    lines = text.strip("\n").split("\n") if text.strip() else []
    look = "result wrap" if max(map(len, lines), default=0) > _WIDEST else "result"
    heights = [_PRINTED * max(1, math.ceil(len(line) / _PRINTED_LETTERS)) for line in lines]
    return [
        ("result", f'<pre class="{look}">{escape(chr(10).join(piece))}</pre>', 1 + height)
        for piece, height in _pieces(lines, heights)
    ]


def _table(text: str) -> list[tuple[str, str, float]]:
    """A table, or any other HTML, as it is; a long table in pieces that repeat its head."""
    rows = re.findall(r"<tr\b.*?</tr>", text.partition("</thead>")[2], re.DOTALL)
    words = [len(re.sub(r"<[^>]+>|\s+", " ", row)) for row in rows]
    heights = [_ROW * max(1, math.ceil(count / _ROW_LETTERS)) for count in words]
    if "rowspan" in text or sum(heights) <= _LINES - 1 or text.count("<table") != 1:
        return [("result", f'<div class="show">{text}</div>', 1 + (sum(heights) or _ROW * text.count("<tr")))]
    head, _, rest = text.partition("<tbody>")
    tail = rest.partition("</tbody>")[2]
    return [
        ("result", f'<div class="show">{head}<tbody>{"".join(piece)}</tbody>{tail}</div>', 1 + height)
        for piece, height in _pieces(rows, heights)
    ]


def _pieces(lines: list[str], heights: list[float]) -> list[tuple[list[str], float]]:
    """Runs of lines that each fit on a slide, with their heights."""
    pieces, room = [], 0.0
    for line, height in zip(lines, heights, strict=True):
        if not pieces or height > room:
            pieces.append(([], 0.0))
            room = _LINES - 1
        piece, used = pieces[-1]
        piece.append(line)
        pieces[-1] = piece, used + height
        room -= height
    return pieces


def _card(text: str) -> list[str]:
    """A claim as two sheets: verdict, number and doubt; then how it follows and who sees it how."""
    rows = re.findall(r"<dt\b.*?</dd>", text, re.DOTALL)
    first = [row for row in rows if re.search(r">(?:Verdict|Careful|Number|Doubt|In the essay)</dt>", row)]
    rest = [row for row in rows if row not in first]
    if len(rows) < 2 or not rest:
        return [text]
    head, _, after = text.partition("<dl>")
    tail = after.partition("</dl>")[2]
    return [f"{head}<dl>{''.join(part)}</dl>{tail}" for part in (first, rest)]


def _title(heading: Heading) -> str:
    lengths = " or ".join(str(length) for length in heading.lengths)
    times = [f"about {heading.alone} minutes alone"] if heading.alone else []
    times += [f"{lengths} minutes in class"] if lengths else []
    return (
        f"<p>The China-Russia Axis, lesson {escape(heading.number)}</p><h1>{escape(heading.title)}</h1>"
        f'<p class="minutes">{escape("; ".join(times)).capitalize()}</p>'
    )


def _with_their_lists(blocks: list[list]) -> list[list]:
    """A list stays with the sentence before it, which says what it lists."""
    joined = []
    for block in blocks:
        announced = joined and joined[-1][-1].type == "paragraph_close" and not _is_time(joined[-1])
        if announced and block[0].type in ("bullet_list_open", "ordered_list_open"):
            joined[-1] = joined[-1] + block
        else:
            joined.append(block)
    return joined


def _is_time(block) -> bool:
    return any(token.type == "inline" and token.content.startswith("*Time:") for token in block)


def _height(block) -> float:
    """Lines that a block takes in big type."""
    lines = 0.0
    for token in block:
        if token.type == "inline":
            lines += sum(max(1, math.ceil(len(line) / _LETTERS)) for line in token.content.split("\n"))
        elif token.type in ("fence", "code_block"):
            lines += 0.7 * token.content.count("\n") + 1
        elif token.type == "tr_open":
            lines -= 1
    return lines + 0.5


def _harmless(text: str) -> str:
    """Output of a cell without what would act or restyle the page; the page's policy forbids the rest."""
    return re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL | re.IGNORECASE)


def _live(text: str) -> str:
    """What a widget leaves on a page, said for an audience instead of for somebody at a keyboard."""
    text = re.sub(r"<p>Or answer in a cell of your own.*?</p>", "", text, flags=re.DOTALL)
    return re.sub(
        r"<p><em>([^<]*?): to (?:use it|move the sliders), run this cell[^<]*</em></p>",
        r"<p><small>Live in the notebook: \1.</small></p>",
        text,
    )


# --- the page ---


def page(heading: Heading, slides: list[Slide]) -> str:
    """One self-contained page of slides."""
    style = (_HERE / "slides.css").read_text(encoding="utf-8")
    script = (_HERE / "slides.js").read_text(encoding="utf-8")
    # The script is known by its fingerprint, so no other script can run, whatever a cell has printed.
    known = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{known}'; "
        "base-uri 'none'; form-action 'none'"
    )
    name = f"Lesson {heading.number}: {heading.title}"
    body = "\n".join(_sheet(slide, number, slides, name) for number, slide in enumerate(slides, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(name)}</title>\n<style>{style}</style></head>\n"
        f'<body><main class="deck">\n{body}\n</main>\n{_bar(slides)}\n'
        f"<script>{script}</script></body></html>\n"
    )


def _sheet(slide: Slide, number: int, slides: list[Slide], name: str) -> str:
    label = f"Slide {number} of {len(slides)}: {slide.section}"
    return (
        f'<section class="slide {slide.kind}" id="slide-{number}" aria-label="{escape(label)}">'
        f'<p class="where"><span>{escape(name)}</span><span>{escape(slide.section)}</span></p>'
        f'<div class="body"><div class="in">{"".join(slide.parts)}</div></div>'
        f'<p class="number" aria-hidden="true">{number} / {len(slides)}</p></section>'
    )


def _bar(slides: list[Slide]) -> str:
    begins, options = None, []
    for number, slide in enumerate(slides):
        if slide.section != begins:
            begins = slide.section
            options.append(f'<option value="{number}">{escape(begins)}</option>')
    return (
        '<nav class="bar" aria-label="Slides"><button type="button" data-do="back">Back</button>'
        '<span class="at" role="status" aria-live="polite"></span>'
        '<button type="button" data-do="next">Next</button>'
        f'<select aria-label="Go to section">{"".join(options)}</select>'
        '<button type="button" data-do="code" aria-pressed="false">Code</button></nav>'
    )
