"""One file to hand in: a page that people read, with the same facts inside for a machine.

The facts are counts and days. What a student answered is not among them.
"""

import html
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from china_russia_axis import __version__
from china_russia_axis.exercises import card, declarations, progress

FORMAT = 1
KIND = "china-russia-axis-progress"
LARGEST = 1_000_000
_STATUS = ("right", "written", "tried", "untouched")
_LONGEST_NAME = 60
_OPEN = f'<script type="application/json" id="{KIND}">'
_DATA = re.compile(re.escape(_OPEN) + r"(.*?)</script>", re.DOTALL)
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Progress card of {name}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1c; background: #fff; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }}
caption {{ text-align: left; }}
th, td {{ border-bottom: 1px solid #8a8a8a; padding: 0.3rem 0.6rem 0.3rem 0; text-align: left; }}
.statement {{ border-left: 4px solid #B8860B; padding-left: 1rem; }}
@media (max-width: 30rem) {{
  th, td {{ padding-right: 0.3rem; font-size: 0.85rem; overflow-wrap: anywhere; }} }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 10pt; }} tr {{ break-inside: avoid; }} }}
</style>
<main>
<h1>Progress card of {name}</h1>
<p>The China-Russia Axis: a course in notebooks. Written on {day}.</p>
<p class="statement">{statement}</p>
<p><strong>{summary}</strong></p>
{lessons}
<h2>Question by question</h2>
{questions}
<p>The card holds counts and days, and not what was answered. It is in this file alone.</p>
</main>
{data}
</html>
"""


class CannotHandIn(ValueError):
    """Raised when no card can be written; the message says why and what to do."""


class NoCard(ValueError):
    """Raised for a file that is no progress card, or a broken one; the message says why."""


@dataclass(frozen=True)
class Entry:
    """What a card says about one question; see :class:`china_russia_axis.exercises.progress.Record`."""

    version: int
    status: str
    tries: int
    hints: int
    right_on: str
    last: str


@dataclass(frozen=True)
class HandedInCard:
    """A card as a teacher receives it: name, day, and an :class:`Entry` by question id."""

    name: str
    day: str
    questions: dict


def clean_name(name) -> str:
    """A name fit for a page, a table and a file: one line of visible characters, not too long.

    Raises
    ------
    CannotHandIn
        When nothing is left.
    """
    text = unicodedata.normalize("NFC", name) if isinstance(name, str) else ""
    visible = "".join(" " if one.isspace() else one for one in text if one.isprintable() or one.isspace())
    short = " ".join(visible.split())[:_LONGEST_NAME].strip()
    if not short:
        raise CannotHandIn(
            'Give a name or a pseudonym that your teacher knows: cra.progress().hand_in("blue heron"), or '
            'axis progress --hand-in --name "blue heron".'
        )
    return short


def write(shown: card.Card, name: str, folder: Path) -> Path:
    """Write a card into a folder. An earlier card of the same name is brought up to date; others stay.

    Raises
    ------
    CannotHandIn
        When there is no name, no answer yet, or no room to write.
    """
    name = clean_name(name)
    if not any(record.tries for record in shown.records.values()):
        raise CannotHandIn('There is nothing to hand in yet: answer a question first, cra.question("00.1").')
    try:
        path = _free(folder, name)
        progress.replace_file(path, page(shown, name, progress.today()))
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotHandIn(f"The card could not be written ({why}). Is the folder read-only?") from None
    return path


def page(shown: card.Card, name: str, day: str) -> str:
    """The whole file as text."""
    facts = {
        "card": KIND,
        "format": FORMAT,
        "course": __version__,
        "name": name,
        "day": day,
        "questions": {key: _facts(record) for key, record in shown.records.items()},
    }
    # No character of a name can end the element, or begin another.
    data = json.dumps(facts, indent=1)
    for letter in "<>&":
        data = data.replace(letter, f"\\u{ord(letter):04x}")
    return _PAGE.format(
        name=html.escape(name),
        day=day,
        statement=html.escape(card.STATEMENT),
        summary=html.escape(shown.summary),
        lessons=card.table(shown.lines),
        questions=_question_table(shown.records),
        data=f"{_OPEN}{data}</script>",
    )


def _facts(record: progress.Record) -> dict:
    return {name: getattr(record, name) for name in Entry.__dataclass_fields__}


def _question_table(records: dict) -> str:
    asked = declarations.every()
    rows = "".join(
        f'<tr><th scope="row">{key} {html.escape(asked[key].title)}</th><td>{record.status}</td>'
        f"<td>{record.tries}</td><td>{record.hints}</td><td>{record.right_on or record.last}</td></tr>"
        for key, record in records.items()
    )
    names = ("question", "state", "tries", "hints seen", "right on, or latest day")
    head = "".join(f'<th scope="col">{one}</th>' for one in names)
    caption = "<caption>Every question that was tried or got a hint</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _free(folder: Path, name: str) -> Path:
    """The file of this name's card: a new one, or an earlier card of the same name."""
    stem = re.sub(r"[^\w-]+", "-", name.casefold()).strip("-_") or "card"
    number = 1
    while True:
        path = folder / f"progress-{stem[:40]}{f'-{number}' if number > 1 else ''}.html"
        try:
            if parse(path.read_bytes()).name == name:
                return path
        except FileNotFoundError:
            return path
        except (NoCard, OSError):
            pass  # Somebody else's file: it stays.
        number += 1


# ---------------------------------------------------------------------------------------------------
# Reading


def parse(content: bytes) -> HandedInCard:
    """Read a card; nothing in it is believed beyond its form.

    Raises
    ------
    NoCard
        When there is none, or more than one, or it cannot be read.
    """
    if len(content) > LARGEST:
        raise NoCard(f"too large for a card ({len(content):,} bytes)")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoCard("holds no progress card (it is not UTF-8 text)") from None
    if _OPEN not in text:
        raise NoCard("holds no progress card")
    found = _DATA.findall(text)
    if len(found) != 1 or text.count(_OPEN) != 1:
        raise NoCard("holds two cards" if len(found) > 1 else "a card that is cut off: ask for it again")
    try:
        facts = json.loads(found[0])
    except (ValueError, RecursionError):
        raise NoCard("a card that was damaged: ask for it again") from None
    return _checked(facts)


def _checked(facts) -> HandedInCard:
    if not isinstance(facts, dict) or facts.get("card") != KIND:
        raise NoCard("a card without its own facts: ask for it again")
    if facts.get("format") != FORMAT:
        newer = type(facts.get("format")) is int and facts["format"] > FORMAT
        raise NoCard("written by a newer edition of the course" if newer else "a card of unknown format")
    try:
        name = clean_name(facts.get("name"))
    except CannotHandIn:
        raise NoCard("a card without a name") from None
    if not progress.is_day(facts.get("day")):
        raise NoCard("a card without the day on which it was written")
    entries = facts.get("questions")
    if not isinstance(entries, dict) or len(entries) > 2000:
        raise NoCard("a card without questions")
    return HandedInCard(name, facts["day"], {key: _entry(key, entry) for key, entry in entries.items()})


def _entry(key: str, entry) -> Entry:
    where = f"its entry for {key if progress.is_id(key) else 'an unknown question'} cannot be read"
    if not isinstance(entry, dict) or set(entry) != set(Entry.__dataclass_fields__):
        raise NoCard(where)
    counts = [entry["version"], entry["tries"], entry["hints"]]
    sound = [
        progress.is_id(key),
        all(type(one) is int and 0 <= one <= 999 for one in counts),
        entry["status"] in _STATUS,
        all(one == "" or progress.is_day(one) for one in (entry["right_on"], entry["last"])),
    ]
    # States and counts that contradict each other were not written by this course.
    if not all(sound) or (entry["status"] == "untouched") != (entry["tries"] == 0):
        raise NoCard(where)
    return Entry(**entry)
