"""What people read, taken out of the files that they edit: paragraphs, sentences and words, without code."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from china_russia_axis import codebook, places

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’-][^\W\d_]+)*")
# The full stops of these end no sentence.
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|vs|Dr|Mr|Ms|No|St|U\.S)\.$")
# Addresses, and names of sites and files: mybinder.org, plan.md.
_NAME = re.compile(r"https?://\S+|\b[\w-]+(?:\.[a-z]\w+)+\b")
_HEAD = re.compile(r"\A---\n.*?^---\n", re.MULTILINE | re.DOTALL)
_HIDDEN = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)
CODE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where the text shows a piece of code."""
OURS = {
    "claims": ("paraphrase", "test", "doubt", "reason", "note"),
    "events": ("title", "description"),
    "documents": ("summary",),
    "document_points": ("paraphrase",),
    "perspectives": ("position",),
    "forecast_questions": ("text", "condition", "rule_a", "rule_b", "note"),
}
"""Columns of tables that hold sentences in our own words."""


def files() -> list[Path]:
    """Every file of the checkout with prose for readers: Markdown and the texts in TOML files."""
    home = places.checkout()
    found = [home / "README.md", home / "CONTRIBUTING.md", *(home / "lessons").rglob("*.toml")]
    for folder in (home / "lessons", home / "src" / "china_russia_axis"):
        found += folder.rglob("*.md")
    return sorted(path for path in found if "__pycache__" not in path.parts)


def paragraphs(path: Path) -> list[str]:
    """Paragraphs, headings, points of lists and cells of tables in a file, in order.

    Parameters
    ----------
    path : Path
        A Markdown file, or a TOML file whose strings are Markdown.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return [part for one in _strings(tomllib.loads(text)) for part in of_markdown(one)]
    return of_markdown(text)


def of_tables() -> Iterator[tuple[str, str]]:
    """Texts in our own words among the tables, each with its place: columns in :data:`OURS`, the codebook."""
    for name, columns in OURS.items():
        cells = codebook.read_cells(places.data() / f"{name}.csv")
        yield from ((f"data/{name}.csv", cell) for column in columns for cell in cells[column] if cell)
    for entry in codebook.package()["resources"]:
        said = [entry["title"], entry["description"], *entry["doubts"]]
        said += [field["description"] for field in entry.get("schema", {}).get("fields", [])]
        yield from ((f"data/datapackage.json, {entry['name']}", text) for text in said)


def of_markdown(text: str) -> list[str]:
    """The same of a text in Markdown; a piece of code in a line is one sign, :data:`CODE`."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(_HEAD.sub("", text))
    found = [_spoken(token.children or []) for token in tokens if token.type == "inline"]
    return [one for one in found if one]


def sentences(paragraph: str) -> list[str]:
    """A paragraph cut at the marks that end a sentence."""
    found = [""]
    for piece in re.split(r"(?<=[.!?])(?=\s)|(?<=[.!?][\"”’')])(?=\s)", paragraph):
        found[-1] += piece
        if not _SHORT.search(piece):
            found.append("")
    return [one.strip() for one in found if one.strip()]


def words(text: str) -> list[str]:
    """The words of a text; a hyphen or an apostrophe within keeps one word together."""
    return _WORD.findall(text)


def _spoken(children: list) -> str:
    kinds = {"text": lambda child: child.content, "softbreak": lambda _: " ", "hardbreak": lambda _: " ",
             "code_inline": lambda _: CODE}  # fmt: skip
    text = "".join(kinds[child.type](child) for child in children if child.type in kinds)
    return _HIDDEN.sub("", _NAME.sub(CODE, text)).strip()


def _strings(item) -> Iterator[str]:
    if isinstance(item, dict):
        for one in item.values():
            yield from _strings(one)
    elif isinstance(item, list):
        for one in item:
            yield from _strings(one)
    elif isinstance(item, str) and " " in item.strip():
        # One word alone is the name of a function, a column or a question.
        yield item
