"""The progress cards of a class: read, counted or named with a reason; nothing is marked, nothing changed."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from china_russia_axis.exercises import card, declarations, hand_in
from china_russia_axis.grading import files
from china_russia_axis.grading.reports import harmless

COLUMNS = ("student", "file", "lesson", "questions", "right", "tried", "untouched", "tries", "day")


@dataclass(frozen=True)
class Student:
    """One counted card: who, in which file, and the card itself."""

    name: str
    file: str
    card: hand_in.HandedInCard


@dataclass(frozen=True)
class Hard:
    """A question of the class: how many answered it, how many are right, and tries each."""

    question: str
    title: str
    answered: int
    right: int
    tries: float


@dataclass
class Gathered:
    """Everything that was found. Each file is in exactly one of the first four lists.

    Attributes
    ----------
    counted : list of Student
    older : list of (str, str)
        A file, and the file of the same student that counts in its place.
    broken : list of (str, str)
        A file that looks like a card or should be one, and why it does not count.
    left_alone : list of str
        Files that are no cards.
    strays : list of (str, str)
        Counted files, and questions in them that this edition of the course does not ask.
    asked : dict
        The practice questions of this edition by id.
    """

    counted: list = field(default_factory=list)
    older: list = field(default_factory=list)
    broken: list = field(default_factory=list)
    left_alone: list = field(default_factory=list)
    strays: list = field(default_factory=list)
    asked: dict = field(default_factory=dict)

    @property
    def found(self) -> int:
        """Number of files."""
        return len(self.counted) + len(self.older) + len(self.broken) + len(self.left_alone)

    def rows(self) -> list[tuple[Student, card.Line]]:
        """One row a student and lesson, by name and number."""
        return [
            (one, line) for one in self.counted for line in card.lines(self.asked, _current(one, self.asked))
        ]

    def hardest(self) -> list[Hard]:
        """Questions that took somebody a second try, or that somebody gave up: most tries first."""
        answers = defaultdict(list)
        for one in self.counted:
            for name, entry in _current(one, self.asked).items():
                if entry.tries:
                    answers[name].append(entry)
        found = [
            Hard(
                name,
                self.asked[name].title,
                len(entries),
                sum(entry.status in ("right", "written") for entry in entries),
                sum(entry.tries for entry in entries) / len(entries),
            )
            for name, entries in answers.items()
        ]
        found = [one for one in found if one.tries > 1 or one.right < one.answered]
        return sorted(found, key=lambda one: (-one.tries, one.right / one.answered, one.question))


def gather(path: Path) -> Gathered:
    """Read every card in a folder or zip file.

    Of two cards of one name the later day counts, then the later file. Where a platform says who handed a
    file in, equal names of two people are two students.

    Raises
    ------
    grading.files.CannotOpen
        When there is neither a folder nor a zip file.
    """
    asked = {name: one for name, one in declarations.every().items() if one.use != "graded"}
    gathered, by_student = Gathered(asked=asked), defaultdict(list)
    with files.opened(path) as handed_in:
        for one in handed_in:
            try:
                found = _read(one)
            except hand_in.NoCard as error:
                gathered.broken.append((one.name, str(error)))
                continue
            if found is None:
                gathered.left_alone.append(one.name)
                continue
            by_student[one.by_platform.casefold(), found.name.casefold()].append((found, one))
    for cards in by_student.values():
        cards.sort(key=lambda pair: (pair[0].day, pair[1].received, pair[1].name))
        newest, at = cards[-1]
        gathered.counted.append(Student(newest.name, at.name, newest))
        gathered.older += [(one.name, at.name) for _, one in cards[:-1]]
    gathered.counted.sort(key=lambda one: (one.name.casefold(), one.file))
    for one in gathered.counted:
        foreign = sorted(set(one.card.questions) - set(_current(one, gathered.asked)))
        gathered.strays += [(one.file, ", ".join(foreign[:10]))] if foreign else []
    return gathered


def write(gathered: Gathered, path: Path) -> None:
    """Write one row a student and lesson as CSV; no cell is a formula to a spreadsheet.

    Raises
    ------
    OSError
        When it cannot be written; a file that is there already stays.
    """
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one, line in gathered.rows():
            numbers = (line.questions, line.right, line.tried, line.untouched, line.tries)
            row = (one.name, one.file, line.lesson, *numbers, one.card.day)
            writer.writerow([harmless(cell) for cell in row])


def _read(one) -> hand_in.HandedInCard | None:
    """A card; None for a file that nobody would take for one."""
    if one.path.is_symlink() or not one.path.is_file():
        raise hand_in.NoCard("a link or no ordinary file: not followed")
    try:
        with one.path.open("rb") as file:
            content = file.read(hand_in.LARGEST + 1)
    except OSError as error:
        raise hand_in.NoCard(f"cannot be opened ({error.strerror})") from None
    suffix = one.path.suffix.lower()
    if hand_in.KIND.encode() in content or suffix in (".html", ".htm"):
        return hand_in.parse(content)
    if suffix in (".json", ".zip"):
        raise hand_in.NoCard("no progress card: ask for the page that axis progress --hand-in writes")
    return None


def _current(student: Student, asked: dict) -> dict:
    """What a card says about questions of this edition, by question id."""
    return {
        name: entry
        for name, entry in student.card.questions.items()
        if name in asked and asked[name].version == entry.version
    }
