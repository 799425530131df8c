"""Reading a memo before it is handed in: blanks, length, and whether its computed lines are still true.

Lines that begin with ``>`` or ``|`` are computed, all others are the writer's own. The check finds claims,
scenario code and forecast in the memo, fills in the template anew, and compares.
"""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from china_russia_axis.capstone import memos
from china_russia_axis.capstone.problems import MemoError

FEWEST, MOST = 250, 650
"""Words of one's own: fewer leave reasons out, more do not fit."""

PAGES = 2
LINES, LETTERS = 56, 100
"""A printed page: A4, 10 points, margins of 2 centimetres."""

END = "<!-- end of the memo"
_LARGEST = 200_000
_BLANK = re.compile(r"\[write:\s*([^\]]*)\]")
_CLAIM = re.compile(r"^> \*\*(C\d\d)\*\*", re.MULTILINE)
_AUTHOR = re.compile(r"^Author: (.+?) \(a pseudonym\)", re.MULTILINE)
_ROW = re.compile(
    r"^\| (rupture|slower|converging|accelerated|alliance) \|.*\| (\d+(?:\.\d+)?) \|\s*$", re.MULTILINE
)
_OTHER = re.compile(r"^> - (F\d): .* Mine, per cent: (.+)\.\s*$", re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w.,/])[+-]?\d+(?:[.,]\d+)*(?![\w/])")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words behind which a number belongs to a name or an item, and is no quantity.
_NAMES = re.compile(r"\b(?:lesson|part|question|step|version|page)s? \d+(?:\.\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Check:
    """What a reader with a ruler would find.

    Attributes
    ----------
    words : int
        Words of the writer's own.
    pages : float
        Estimated length in print, with the computed parts.
    blanks : tuple of str
        Blanks that still wait.
    changed : tuple of str
        Computed lines that are missing, or differ from what the tables and the scenario give.
    unowned : tuple of str
        Numbers in the writer's own sentences that stand neither in a computed line nor in the list of
        own numbers.
    untestable : tuple of str
        Claims that no table can test.
    unreadable : str
        Why the computed parts cannot be found in the memo; empty when they can.
    """

    words: int
    pages: float
    blanks: tuple = ()
    changed: tuple = ()
    unowned: tuple = ()
    untestable: tuple = ()
    unreadable: str = ""

    @property
    def complaints(self) -> list:
        """What is to be mended before the memo is handed in, one sentence each; an empty list is well."""
        found = []
        if self.blanks:
            first = self.blanks[0].rstrip(".?")
            found.append(f"{_some(len(self.blanks), 'blank')} to be written, the first: {first}.")
        elif self.words < FEWEST:
            found.append(f"Your own words are few: {self.words}. Give reasons, with {FEWEST} words or more.")
        if self.words > MOST:
            found.append(f"Your own words are many: {self.words}, and {MOST} fit. Cut what repeats a number.")
        if self.pages > PAGES:
            found.append(f"About {self.pages:.1f} pages in print, and {PAGES} are allowed.")
        if self.unreadable:
            found.append(f"The computed parts cannot be read back. {self.unreadable}")
        if self.changed:
            found.append(
                f"Not as computed now: {_some(len(self.changed), 'line')}, the first: "
                f"{textwrap.shorten(self.changed[0], 90)} Fill in the memo anew, carry your sentences over."
            )
        if self.unowned:
            found.append(
                f"Numbers without an owner: {', '.join(self.unowned)}. Compute them, or list them under "
                "'Numbers of my own' with where they come from."
            )
        if len(self.untestable) > 1:
            found.append(
                f"No table can test {' and '.join(self.untestable)}: "
                "keep one such claim at most, and say why."
            )
        return found

    @property
    def ready(self) -> bool:
        """True when nothing is to be mended."""
        return not self.complaints

    def __repr__(self) -> str:
        head = f"{_some(self.words, 'word')} of your own, about {self.pages:.1f} of {PAGES} pages."
        if self.ready:
            return f"{head}\nReady to be handed in."
        return "\n".join([head, *[f"- {one}" for one in self.complaints]])


def check(memo, load=None) -> Check:
    """Read a memo as a marker would before marking.

    Parameters
    ----------
    memo : Memo, str or path
        A memo, its text, or the name of its file.
    load : callable, optional
        Gives a table by name; the course's own when left out.

    Returns
    -------
    Check
        As the last value of a cell it says what is to be mended.

    Raises
    ------
    MemoError
        When there is no such file, or it is no text.
    """
    whole = _text(memo)
    text = body(whole)
    own, computed = parted(text)
    changed, unreadable = _changed(text, load)
    return Check(
        words=len(words(own)),
        pages=round(pages(text), 1),
        blanks=tuple(_BLANK.findall(own)),
        changed=tuple(changed),
        unowned=tuple(_unowned(own, computed, whole)),
        untestable=tuple(_untestable(text, load)),
        unreadable=unreadable,
    )


def body(text: str) -> str:
    """The memo itself: from its first heading of level 1 to the mark at its end."""
    text = text.replace("\r\n", "\n")
    start = re.search(r"^# ", text, re.MULTILINE)
    return text[start.start() if start else 0 :].split(END)[0]


def parted(text: str) -> tuple[str, str]:
    """The writer's own lines, and the computed ones."""
    own, computed = [], []
    for line in text.splitlines():
        (computed if line.startswith((">", "|")) else own).append(line)
    return "\n".join(own), "\n".join(computed)


def words(own: str) -> list:
    """Words of the writer's own: without blanks, headings, the line with author and date, and comments."""
    own = re.sub(r"<!--.*?-->", " ", _BLANK.sub(" ", own), flags=re.DOTALL)
    lines = [line for line in own.splitlines() if not line.startswith(("#", "Author:"))]
    return re.findall(r"\w[\w'’.,/%-]*", "\n".join(lines))


def pages(text: str) -> float:
    """Length in print, by lines of :data:`LETTERS` letters on pages of :data:`LINES` lines."""
    lines = 0.0
    for block in re.split(r"\n\s*\n", _BLANK.sub("", text).strip()):
        rows = block.splitlines()
        if rows and rows[0].startswith("#"):
            lines += 1.5
            rows = rows[1:]
        if rows and not rows[0].startswith((">", "|")):
            rows = [" ".join(rows)]
        rows = [re.sub(r"^>[ -]*|\*\*|`", "", row) for row in rows]
        rows = [row for row in rows if row.strip() and not re.fullmatch(r"[|:-]+", row)]
        lines += sum(max(1, len(textwrap.wrap(row, LETTERS))) for row in rows) + 0.5
    return lines / LINES


def _text(memo) -> str:
    if isinstance(memo, memos.Memo):
        return memo.text
    if isinstance(memo, str) and ("\n" in memo or not memo.strip()):
        return memo[:_LARGEST]
    try:
        path = Path(memo)
        return path.read_bytes()[:_LARGEST].decode("utf-8-sig")
    except TypeError:
        raise MemoError(f"Give a memo or the name of its file, not a {type(memo).__name__}.") from None
    except UnicodeDecodeError:
        raise MemoError(
            f"{path.name} is not plain text. Save the memo as Markdown or text in UTF-8, with a name in .md."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MemoError(
            f"{Path(str(memo)).name} cannot be read ({reason}). "
            f"The memo that the lesson saves is called {memos.FILE}."
        ) from None


def _changed(text: str, load) -> tuple[list, str]:
    """Computed lines that the memo should hold and does not; and why they cannot be known, if so."""
    from china_russia_axis.forecasts import InvalidForecast

    try:
        anew = memos.memo(_CLAIM.findall(text), _code(text), _forecast(text), _author(text), load)
    except (MemoError, InvalidForecast) as error:
        return [], str(error)
    _, expected = parted(body(anew.text))
    held = {line.rstrip() for line in text.splitlines()}
    return [line for line in expected.splitlines() if line.rstrip() not in held], ""


def _code(text: str) -> str:
    found = re.search(r"`(CRA\d[^`]*)`", text)
    return found[1] if found else "none"


def _author(text: str) -> str:
    found = _AUTHOR.search(text)
    return found[1] if found else "me"


def _forecast(text: str) -> list:
    from china_russia_axis.forecasts import FirstForecast

    answers = [FirstForecast("F1", {name: float(value) for name, value in _ROW.findall(text)})]
    for question, said in _OTHER.findall(text):
        pairs = (one.rsplit(" ", 1) for one in said.split(", "))
        try:
            answers.append(FirstForecast(question, {name: float(value) for name, value in pairs}))
        except ValueError as error:
            raise MemoError(f"The answer to {question} cannot be read. {error}") from None
    return answers


def _unowned(own: str, computed: str, whole: str) -> list:
    listed = whole.split(END)[1] if END in whole else ""
    known = set(_numbers(computed)) | set(
        _numbers("\n".join(re.findall(r"^\|([^|]*)\|", listed, re.MULTILINE)))
    )
    lines = [line for line in own.splitlines() if not line.startswith(("#", "Author:"))]
    said = _numbers(_NAMES.sub(" ", _BLANK.sub(" ", "\n".join(lines))))
    return [one for one in dict.fromkeys(said) if one not in known]


def _numbers(text: str) -> list:
    """Quantities in a text, without years and without the numbers of claims and questions."""
    text = re.sub(r"(?<=\d)-(?=[<\d])", " ", text)
    found = (one.lstrip("+-") for one in _NUMBER.findall(text))
    return [one for one in found if not _YEAR.fullmatch(one)]


def _untestable(text: str, load) -> list:
    from china_russia_axis.claims import claim, ledger

    found = []
    for one in dict.fromkeys(_CLAIM.findall(text)):
        try:
            if claim(one, load=load).verdict == "not testable":
                found.append(one)
        except ledger.UnknownClaim:
            continue
    return found


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
