"""A lesson taken apart for checking: its headings, lists, terms, links, cells and outputs."""

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import nbformat

from china_russia_axis.building import source
from china_russia_axis.building.lessons import Lesson


@dataclass(frozen=True)
class Heading:
    """A heading, and the number of the cell that it stands in."""

    level: int
    text: str
    cell: int


@dataclass
class Page:
    """A lesson's text, cells and, once built, its outputs.

    Attributes
    ----------
    name : str
        Number and slug.
    text : str
        The source as committed.
    cells : list
        Cells of the source, in order.
    notebook : NotebookNode or None
        The executed notebook; None while it is not built.
    home : Path
        Folder of the notebook; relative links start there.
    neighbours : frozenset of str
        File names of notebooks that are built into the same folder.
    """

    name: str
    text: str
    notebook: nbformat.NotebookNode | None
    home: Path
    neighbours: frozenset = field(default_factory=frozenset)

    @cached_property
    def cells(self) -> list:
        """Cells of the source with their ids."""
        return source.read(self.text).cells

    @cached_property
    def code(self) -> list:
        """Code cells of the source."""
        return [cell for cell in self.cells if cell.cell_type == "code"]

    @cached_property
    def built(self) -> list:
        """Code cells of the executed notebook; empty while it is not built."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"] if self.notebook else []

    @cached_property
    def tokens(self) -> list[tuple[int, list]]:
        """Markdown tokens of each text cell, with the cell's number."""
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark").enable("table")
        return [
            (number, parser.parse(cell.source))
            for number, cell in enumerate(self.cells)
            if cell.cell_type == "markdown"
        ]

    @cached_property
    def headings(self) -> list[Heading]:
        """Every heading, in order."""
        return [
            Heading(int(token.tag[1]), tokens[place + 1].content, number)
            for number, tokens in self.tokens
            for place, token in enumerate(tokens)
            if token.type == "heading_open"
        ]

    def inline(self, kind: str) -> list:
        """All inline tokens of one kind: ``image``, ``link_open``, ``strong_open``."""
        return [
            child
            for _, tokens in self.tokens
            for token in tokens
            for child in token.children or []
            if child.type == kind
        ]

    def bold(self) -> list[str]:
        """Every text in bold, in order."""
        found = []
        for _, tokens in self.tokens:
            for token in tokens:
                children = token.children or []
                for place, child in enumerate(children):
                    if child.type == "strong_open":
                        found.append(_until(children[place + 1 :], "strong_close"))
        return found

    def opening(self) -> str:
        """The text before the first heading of level 2."""
        second = next((heading for heading in self.headings if heading.level == 2), None)
        cells = self.cells[: second.cell + 1] if second else self.cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        return re.split(r"^## ", text, maxsplit=1, flags=re.MULTILINE)[0]

    def section(self, title: str) -> str:
        """The text under a heading of level 2, up to the next one; empty when there is no such heading."""
        text = "\n\n".join(cell.source for cell in self.cells if cell.cell_type == "markdown")
        found = re.search(rf"^## {re.escape(title)}[ \t]*$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        return found[1] if found else ""

    def section_of(self, number: int) -> int:
        """Number of the cell that holds the last heading at or before a cell; -1 when there is none."""
        return max((heading.cell for heading in self.headings if heading.cell <= number), default=-1)


def read(lesson: Lesson, neighbours: frozenset = frozenset()) -> Page:
    """Read a lesson's source and, if it is there, its notebook."""
    notebook = nbformat.read(lesson.notebook, as_version=4) if lesson.notebook.is_file() else None
    text = lesson.source.read_text(encoding="utf-8")
    return Page(lesson.name, text, notebook, lesson.notebook.parent, neighbours)


def items(text: str) -> list[str]:
    """The points of the first bulleted list in a text, without markup and closing marks."""
    points, started = [], False
    for line in text.splitlines():
        if line.startswith("- "):
            points.append(line[2:])
            started = True
        elif started and line.startswith("  "):
            points[-1] += " " + line.strip()
        elif started and line.strip():
            break
    return [re.sub(r"[*_`]", "", point).strip().rstrip(";.,").strip() for point in points]


def after(sentence: str, text: str) -> str:
    """What follows a sentence in a text; empty when the sentence is not there."""
    return text.partition(sentence)[2]


def statements(code: str) -> list[ast.stmt]:
    """The statements of a cell; none when it is not plain Python."""
    try:
        return ast.parse(code).body
    except SyntaxError:
        return []


def _until(children: list, kind: str) -> str:
    text = ""
    for child in children:
        if child.type == kind:
            break
        text += child.content
    return text
