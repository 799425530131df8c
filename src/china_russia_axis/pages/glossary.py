"""The words of the course: ``cra.term("hazard")`` shows one, and the page lists them all.

``lessons/glossary.toml`` holds the words, each with the lesson in which it stands in bold. Reading it needs
the standard library alone, so that ``cra.term`` works wherever a lesson does.
"""

import html
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.pages import markdown

KEYS = ("term", "standard", "lesson", "meaning", "see")
_LABEL_ENDS = (".", ":", "?", "!")


class UnknownTerm(LookupError):
    """Raised for a word that the glossary does not hold; the message names the nearest ones."""


@dataclass(frozen=True)
class Term:
    """A word of the course. As the last value of a cell it shows itself.

    Attributes
    ----------
    term : str
        The word, as the lessons write it.
    standard : str
        What the field calls it, to look further.
    lesson : str
        Number of the lesson in which it is defined, such as ``"07"``.
    meaning : str
        One or two plain sentences.
    see : tuple of str
        Words that belong to it.
    """

    term: str
    standard: str
    lesson: str
    meaning: str
    see: tuple = ()

    def __repr__(self) -> str:
        more = f" See also: {', '.join(self.see)}." if self.see else ""
        return f"{self.term} ({self.standard}; lesson {self.lesson}): {self.meaning}{more}"

    def _repr_html_(self) -> str:
        words = {name: html.escape(str(getattr(self, name))) for name in KEYS[:4]}
        more = f"<br>See also: {html.escape(', '.join(self.see))}." if self.see else ""
        return (
            f"<p><strong>{words['term']}</strong>: {words['meaning']}<br>"
            f"<small>In the field: {words['standard']}. Defined in lesson "
            f"{words['lesson']}.{more}</small></p>"
        )


def terms(path: Path | None = None) -> list[Term]:
    """Every word of the glossary, in the order of its file.

    Parameters
    ----------
    path : Path, optional
        The file to read; that of the course by default.

    Raises
    ------
    ValueError
        When an entry lacks a part or has one too many; the message names it.
    """
    path = path or places.lessons() / "glossary.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("term", [])
    return [_term(entry, number, path.name) for number, entry in enumerate(entries, start=1)]


def term(name: str) -> Term:
    """One word of the glossary; capital letters are forgiven, and the name of the field is known too.

    Parameters
    ----------
    name : str
        Such as ``"hazard"`` or ``"hazard rate"``.

    Raises
    ------
    UnknownTerm
        When there is no such word; the message names the nearest ones.
    """
    wanted = str(name).strip().casefold()
    known = {one.term.casefold(): one for one in terms()}
    by_standard = {part: one for one in known.values() for part in _names_in_the_field(one)}
    found = known.get(wanted) or by_standard.get(wanted)
    if found:
        return found
    near = get_close_matches(wanted, [*known, *by_standard], n=4, cutoff=0.6)
    near = list(dict.fromkeys((known.get(one) or by_standard[one]).term for one in near))
    hint = f" Did you mean {' or '.join(repr(one) for one in near)}?" if near else ""
    raise UnknownTerm(
        f"The glossary has no {str(name)!r}.{hint} The page glossary.md beside the notebooks lists all "
        f"{len(known)}."
    )


def in_bold(page) -> dict[str, str]:
    """The words that a lesson defines, each with the heading under which it stands.

    Parameters
    ----------
    page : china_russia_axis.building.page.Page
        The lesson, taken apart.

    Returns
    -------
    dict
        From the word in small letters to its heading; a label such as "Stop and write." is no word.
    """
    found, heading = {}, page.headings[0].text if page.headings else ""
    for _, tokens in page.tokens:
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                heading = tokens[place + 1].content
            for text in _strong(token.children or []):
                if not text.rstrip().endswith(_LABEL_ENDS):
                    found.setdefault(text.casefold(), heading)
    return found


def page(words: list[Term], lessons: dict) -> str:
    """The page ``glossary.md``: every word in the order of the alphabet, with its lesson and its kin.

    Parameters
    ----------
    words : list of Term
        From :func:`terms`.
    lessons : dict
        From the number of a lesson to its :class:`~china_russia_axis.building.page.Page`.
    """
    entries = sorted(words, key=lambda one: one.term.casefold())
    headings = {number: in_bold(lesson) for number, lesson in lessons.items()}
    opening = (
        f"{len(words)} words, each defined in one lesson, where it is in bold. Behind *in the field* stands "
        'the name under which textbooks and search engines know it. In a notebook, `cra.term("hazard")` '
        "shows one of them."
    )
    return markdown.join(
        "# The words of the course",
        markdown.BUILT,
        opening,
        *(_entry(one, lessons, headings) for one in entries),
    )


def _entry(one: Term, lessons: dict, headings: dict) -> str:
    lesson = lessons.get(one.lesson)
    where = f"lesson {one.lesson}"
    if lesson is not None:
        heading = headings[one.lesson].get(one.term.casefold(), "")
        section = f"{where}, {heading}" if heading else where
        where = markdown.link(section, f"{lesson.name}.ipynb", heading)
    kin = ", ".join(markdown.link(other, "", other) for other in one.see)
    foot = f"*In the field:* {one.standard}. *Defined in* {where}." + (f" *See also* {kin}." if kin else "")
    return f"## {one.term}\n\n{one.meaning}\n\n{foot}"


def _term(entry: dict, number: int, file: str) -> Term:
    missing = [key for key in KEYS if key not in entry]
    extra = [key for key in entry if key not in KEYS]
    if missing or extra:
        name = entry.get("term", f"number {number}")
        raise ValueError(
            f"{file}, {name}: missing {', '.join(missing) or 'nothing'}, unknown "
            f"{', '.join(extra) or 'nothing'}."
        )
    return Term(**{**entry, "see": tuple(entry["see"])})


def _names_in_the_field(one: Term) -> list[str]:
    """Parts of the field's name as somebody may type them: without brackets, and what the brackets hold."""
    flat = one.standard.casefold().replace("(", ",").replace(")", "")
    return [part.strip() for part in flat.split(",") if part.strip()]


def _strong(children: list) -> list[str]:
    found, inside = [], None
    for child in children:
        if child.type == "strong_open":
            inside = ""
        elif child.type == "strong_close":
            found.append(inside)
            inside = None
        elif inside is not None:
            inside += child.content
    return found
