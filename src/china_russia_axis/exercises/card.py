"""The progress card: which practice questions are right, tried or untouched, and what to do next."""

import html
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.exercises import declarations, practice
from china_russia_axis.exercises import progress as store

STATEMENT = (
    "This card is its owner's own statement. Nobody supervised the answers, and anybody can edit the file: "
    "it helps to talk about learning and proves nothing."
)


@dataclass(frozen=True)
class Line:
    """One lesson of a card: how many of its questions are right (or written), tried, and untouched."""

    lesson: str
    title: str
    right: int
    tried: int
    untouched: int
    tries: int

    @property
    def questions(self) -> int:
        """How many practice questions the lesson has."""
        return self.right + self.tried + self.untouched


@dataclass(frozen=True)
class Card:
    """What :func:`progress` found; shown in a notebook as a table, in a terminal as text.

    Attributes
    ----------
    records : dict
        What is known by question id, of questions the course has in the version that was answered.
    lines : tuple of Line
        One a lesson.
    next_step : str
        What to do next, in a sentence.
    note : str
        Where the answers are kept, or why they are not.
    folder : Path or None
        The student's folder.
    """

    records: dict
    lines: tuple
    next_step: str
    note: str
    folder: Path | None = None

    def hand_in(self, name: str) -> str:
        """Write one file to hand in, under a name or pseudonym; says where it lies and what it holds.

        Raises
        ------
        CannotHandIn
            When there is no name, no answer yet, or no room to write.
        """
        from china_russia_axis.exercises import hand_in

        path = hand_in.write(self, name, self.folder or Path.cwd())
        return f"{path.name} is ready to be handed in; open it first to see what it says. {STATEMENT}"

    def __repr__(self) -> str:
        head = f"{'lesson':<36}{'right':>7}{'tried':>7}{'untouched':>11}"
        rows = [
            f"{f'{line.lesson} {line.title}'[:35]:<36}{line.right:>7}{line.tried:>7}{line.untouched:>11}"
            for line in self.lines
        ]
        words = [text.replace("`", "") for text in (f"Next: {self.next_step}", self.note)]
        return "\n".join([self.summary, "", head, *rows, "", *words])

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.page(), "text/plain": repr(self)}

    @property
    def summary(self) -> str:
        """The whole card in a sentence."""
        right, tried = sum(line.right for line in self.lines), sum(line.tried for line in self.lines)
        if not right and not tried:
            return "Nothing answered yet."
        return (
            f"{right} of {sum(line.questions for line in self.lines)} questions right, "
            f"{tried} tried and not right yet."
        )

    def page(self) -> str:
        """The card as HTML that loads nothing, everything escaped."""
        return (
            f"<p><strong>{html.escape(self.summary)}</strong></p>{table(self.lines)}"
            f"<p><strong>Next:</strong> {practice.inline(self.next_step)}</p>"
            f"<p><small>{practice.inline(self.note)}</small></p>"
        )


def progress(folder: str | Path | None = None) -> Card:
    """Your progress in the practice questions, lesson by lesson: ``cra.progress()``.

    Parameters
    ----------
    folder : path, optional
        Where ``my-progress.json`` lies; found by itself when left out.

    Returns
    -------
    Card
        ``cra.progress().hand_in("a pseudonym")`` writes it to a file that can be handed in.
    """
    place = store.folder() if folder is None else Path(folder)
    records, trouble = practice.attempts.memory.records(place)
    asked = {name: one for name, one in declarations.every().items() if one.use != "graded"}
    current = {
        name: records[name]
        for name, one in asked.items()
        if name in records and records[name].version == one.version
    }
    return Card(current, lines(asked, current), _next_step(asked, current), _note(place, trouble), place)


def lines(asked: dict, records: dict) -> tuple:
    """One line a lesson, from the questions asked and the records, both by question id."""
    found = []
    for lesson in sorted({one.lesson for one in asked.values()}):
        of_lesson = [records.get(name) for name, one in asked.items() if one.lesson == lesson]
        status = [record.status if record else "untouched" for record in of_lesson]
        right, tried = status.count("right") + status.count("written"), status.count("tried")
        tries = sum(record.tries for record in of_lesson if record)
        found.append(Line(lesson, _title(lesson), right, tried, len(status) - right - tried, tries))
    return tuple(found)


def table(rows: tuple) -> str:
    """The lines of a card as an HTML table."""
    body = "".join(
        f'<tr><th scope="row" style="text-align:left">{line.lesson} {html.escape(line.title)}</th>'
        f'<td style="text-align:left">{_dots(line)}</td>'
        f"<td>{line.right} of {line.questions}</td><td>{line.tried}</td><td>{line.untouched}</td></tr>"
        for line in rows
    )
    head = "".join(
        f'<th scope="col"{style}>{text}</th>'
        for text, style in (
            ("lesson", ' style="text-align:left"'),
            ("at a glance", ' style="text-align:left"'),
            ("right", ""),
            ("tried, not right yet", ""),
            ("untouched", ""),
        )
    )
    return (
        "<table><caption>Practice questions by lesson: ● right (or a text written), ◐ tried, ○ untouched"
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _dots(line: Line) -> str:
    """The numbers as signs; a screen reader passes them over, since the numbers stand beside them."""
    return f'<span aria-hidden="true">{"●" * line.right}{"◐" * line.tried}{"○" * line.untouched}</span>'


def _next_step(asked: dict, records: dict) -> str:
    status = {name: records[name].status if name in records else "untouched" for name in asked}
    tried = [name for name, one in status.items() if one == "tried"]
    if tried:
        more = {1: "", 2: ", and one more that is not right yet"}.get(
            len(tried), f", and {len(tried) - 1} more that are not right yet"
        )
        return f'try {tried[0]} again, in any box: `cra.question("{tried[0]}")`{more}.'
    open_ones = [name for name, one in status.items() if one == "untouched"]
    if not open_ones:
        return "all are right. Explain one to somebody else, or try a graded sheet."
    begun = {asked[name].lesson for name in records if status[name] != "untouched"}
    name = next((one for one in open_ones if asked[one].lesson in begun), open_ones[0])
    return f'question {name}, in lesson {asked[name].lesson}: `cra.question("{name}")`.'


def _note(place: Path | None, trouble: str) -> str:
    if trouble:
        return (
            f"Your {store.FILE} cannot be read: {trouble}. Nothing was changed. With your next answer it is "
            "kept under another name, and a fresh one is begun."
        )
    if place is None:
        return (
            "Answers are forgotten when the kernel stops, because this notebook does not run in a folder "
            "that `axis lab` has laid out."
        )
    return (
        f"Kept in `{store.FILE}` in your folder and sent nowhere. To begin afresh, delete that file. To hand "
        'the card in: `cra.progress().hand_in("a pseudonym")`.'
    )


def _title(lesson: str) -> str:
    return next((_heading(path) for path in places.lessons().glob(f"{lesson}-*/lesson.md")), "")


@lru_cache(maxsize=64)
def _heading(path: Path) -> str:
    """The short title of a lesson: what stands before the colon of its first heading."""
    with path.open(encoding="utf-8") as file:
        heading = next((line[2:] for line in file if line.startswith("# ")), "")
    return heading.partition(":")[0].strip().replace("*", "")
