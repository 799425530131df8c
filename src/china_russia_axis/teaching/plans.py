"""A teacher's plan as data: the steps of the class hour with their minutes, and what students ask."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.teaching import CannotTeach

LENGTHS = (50, 75)
"""Minutes of the two class hours that every plan is written for."""

ROLE_PLAY = "role-play"
"""Folder beside a lesson that holds the role-play, and the name of its unit."""


@dataclass(frozen=True)
class Step:
    """One step of a class hour.

    Attributes
    ----------
    minutes : int
        How long it takes.
    what, how : str
        Its name, and what is done.
    """

    minutes: int
    what: str
    how: str


@dataclass(frozen=True)
class Plan:
    """One unit of the course as a teacher meets it.

    Attributes
    ----------
    name : str
        Folder of the unit below ``lessons/``, such as ``04-brics``.
    title : str
        Heading of the lesson.
    alone : int
        Minutes that a student alone needs for the notebook; 0 where there is none.
    steps : dict of int to tuple of Step
        The class hour by its length in minutes.
    needs : tuple of str
        Numbers of the lessons without which this one does not work.
    answers : tuple of (str, str)
        What students ask, and what to answer.
    """

    name: str
    title: str
    alone: int
    steps: dict = field(hash=False)
    needs: tuple = ()
    answers: tuple = ()

    @property
    def number(self) -> str:
        """Two digits for a lesson, ``role-play`` for the role-play."""
        return ROLE_PLAY if self.name.endswith(ROLE_PLAY) else self.name[:2]

    def fitting(self, minutes: int) -> int:
        """The longest class hour of this plan that fits into ``minutes``.

        Raises
        ------
        CannotTeach
            When even the shortest one is longer.
        """
        inside = [length for length in self.steps if length <= minutes]
        if not inside:
            shortest = min(self.steps)
            raise CannotTeach(
                f"The shortest plan of {self.name} takes {shortest} minutes, and the session has {minutes}. "
                f"Give {shortest} minutes or more."
            )
        return max(inside)


def read_all(lessons: Path | None = None) -> list[Plan]:
    """Plans of all lessons that have a source and a plan, in order; the role-play follows its lesson.

    Parameters
    ----------
    lessons : Path, optional
        Folder of the lessons; the course's own by default.
    """
    lessons = lessons or places.lessons()
    found = []
    for plan in sorted(lessons.glob("[0-9][0-9]-*/plan.md")):
        if (plan.parent / "lesson.md").is_file():
            found.append(_lesson(plan))
        notes = plan.parent / ROLE_PLAY / "teaching-notes.md"
        if notes.is_file():
            found.append(_role_play(notes, plan.parent.name))
    return found


def _lesson(path: Path) -> Plan:
    lesson = (path.parent / "lesson.md").read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    alone = re.search(r"^\*Time: about (\d+) minutes", lesson, re.MULTILINE)
    if not alone:
        raise CannotTeach(
            f"{path.parent.name}/lesson.md does not state its minutes. "
            "Add a line such as: *Time: about 60 minutes. ...*"
        )
    return Plan(
        name=path.parent.name,
        title=_title(lesson),
        alone=int(alone[1]),
        steps={length: _steps(text, f"The {length}-minute plan", path, length) for length in LENGTHS},
        needs=_needs(text),
        answers=answers(section(text, "Answers students ask")),
    )


def _role_play(path: Path, lesson: str) -> Plan:
    text = path.read_text(encoding="utf-8")
    lengths = [int(length) for length in re.findall(r"^## The (\d+)-minute ", text, re.MULTILINE)]
    steps = {length: _steps(text, rf"The {length}-minute [\w-]+", path, length) for length in lengths}
    return Plan(
        name=f"{lesson}/{ROLE_PLAY}",
        title=_title(text),
        alone=0,
        steps=steps,
        needs=_needs(text),
        answers=answers(section(text, "Answers students ask")),
    )


def _title(text: str) -> str:
    return re.search(r"^# (.+?)[ \t]*$", text, re.MULTILINE)[1]


def _needs(text: str) -> tuple:
    found = re.search(r"(?:Students need lessons?|beyond lessons?) ((?:\d\d(?:, | and )?)+)", text)
    return tuple(re.findall(r"\d\d", found[1])) if found else ()


def section(text: str, title: str) -> str:
    """The text under a heading of level 2; ``title`` is a regular expression. Empty when it is missing."""
    found = re.search(rf"^## {title}[ \t]*$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def _steps(text: str, title: str, path: Path, length: int) -> tuple:
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in section(text, title).splitlines()
        if line.startswith("|")
    ]
    steps = tuple(Step(int(row[0]), row[1], row[2]) for row in rows if len(row) == 3 and row[0].isdigit())
    total = sum(step.minutes for step in steps)
    if total != length:
        raise CannotTeach(
            f"The {length}-minute plan in {path.parent.name}/{path.name} has {total} minutes. "
            "Write a table Minutes | What | How whose minutes add up."
        )
    return steps


def answers(text: str) -> tuple:
    """Pairs of question and answer: a question is a paragraph in italics, its answer follows."""
    found = re.findall(r"^\*([^*\n]+[?.!])\*[ \t]*\n(.*?)(?=^\*[^*\n]+[?.!]\*[ \t]*$|\Z)", text, re.M | re.S)
    return tuple((question.strip(), answer.strip()) for question, answer in found)
