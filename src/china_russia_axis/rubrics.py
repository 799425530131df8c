"""Rubrics: the criteria by which a person marks a text, their levels, and a sample sentence for each.

``lessons/NN-slug/rubric.toml``, read by the lesson on the memo, the marking page, the feedback pages and
the tests::

    format = 1
    lesson = "04"

    [[criterion]]
    rubric = "claim"        # the name that a prose question gives; one file may hold several rubrics
    key = "number"          # short, for columns and files; never used again for another criterion
    title = "A number that bears on it"

    [[criterion.level]]     # two or more, the best first
    points = 2              # whole numbers, falling, the last one 0
    title = "strong"
    describes = "What a marker can see in the text."
    sample = "A sentence from an imagined text at that level."
"""

import re
import tomllib
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path

from china_russia_axis import places

FORMAT = 1
_CRITERION = {"rubric": str, "key": str, "title": str, "level": list}
_LEVEL = {"points": int, "title": str, "describes": str, "sample": str}


class RubricError(ValueError):
    """Raised for a rubric that is missing or does not keep to the format; names file, place and remedy."""


@dataclass(frozen=True)
class Level:
    """One level of a criterion: its points, one word, what a marker can see, and a sample sentence."""

    points: int
    title: str
    describes: str
    sample: str


@dataclass(frozen=True)
class Criterion:
    """One thing to look for, with its levels, the best first."""

    key: str
    title: str
    levels: tuple[Level, ...]

    @property
    def points(self) -> int:
        """Points of the best level."""
        return self.levels[0].points


@dataclass(frozen=True)
class Rubric:
    """The criteria of one kind of text, in the order in which a marker reads them."""

    key: str
    lesson: str
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> int:
        """Most points that a text can get."""
        return sum(one.points for one in self.criteria)

    def add(self, marks: dict) -> int:
        """Add up one text's points.

        Parameters
        ----------
        marks : dict
            Whole points by key of the criterion; every criterion once.

        Raises
        ------
        RubricError
            When a criterion is missing or unknown, or has no level with these points.
        """
        keys = [one.key for one in self.criteria]
        missing = ", ".join(key for key in keys if key not in marks)
        unknown = ", ".join(str(key) for key in marks if key not in keys)
        if missing or unknown:
            raise RubricError(
                f"Give points for each of {', '.join(keys)}; "
                f"missing: {missing or 'none'}, unknown: {unknown or 'none'}."
            )
        for one in self.criteria:
            given, known = marks[one.key], [level.points for level in one.levels]
            if isinstance(given, bool) or not isinstance(given, Integral) or given not in known:
                levels = ", ".join(map(str, known))
                raise RubricError(f"'{one.key}' has {given!r} points; its levels give {levels}.")
        return int(sum(marks.values()))


def find(lesson: str, key: str, folder: Path | None = None) -> Rubric:
    """One rubric of a lesson: ``find("04", "claim")``.

    Parameters
    ----------
    lesson : str
        Number or name.
    key : str
        As a prose question names it.
    folder : Path, optional
        The folder of the lessons; the course's own when left out.

    Raises
    ------
    RubricError
        When there is none; the message lists those that there are.
    """
    folder = folder or places.lessons()
    for path in sorted(folder.glob("[0-9][0-9]-*/rubric.toml")):
        name = path.parent.name
        if lesson in (name, name[:2], name[:2].lstrip("0")):
            rubrics = read(path)
            if key not in rubrics:
                raise RubricError(f"{name}/rubric.toml has no rubric '{key}'. It has: {', '.join(rubrics)}.")
            return rubrics[key]
    raise RubricError(f"Lesson '{lesson}' has no rubric.toml.")


def read(path: Path) -> dict[str, Rubric]:
    """The rubrics of one file by name.

    Raises
    ------
    RubricError
        When the file cannot be read or does not keep to the format above.
    """
    where = f"{path.parent.name}/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RubricError(f"{where} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RubricError(f"{where} is not valid TOML: {error}.") from None
    return parse(content, where)


def parse(content: dict, where: str = "rubric.toml") -> dict[str, Rubric]:
    """The rubrics of a file's content; see :func:`read`."""
    if content.get("format") != FORMAT:
        raise RubricError(f"{where}: format is {content.get('format')!r}; this version reads {FORMAT}.")
    lesson = content.get("lesson")
    if not isinstance(lesson, str) or not re.fullmatch(r"\d\d", lesson):
        raise RubricError(f'{where}: lesson is {lesson!r}; write two digits in quotes, like "04".')
    entries = content.get("criterion")
    if not isinstance(entries, list) or not entries:
        raise RubricError(f"{where}: there is no [[criterion]].")
    found: dict[str, list] = {}
    for entry in entries:
        criterion = _criterion(entry, where)
        known = found.setdefault(entry["rubric"], [])
        if criterion.key in [one.key for one in known]:
            raise RubricError(f"{where}: the criterion '{criterion.key}' stands there twice.")
        known.append(criterion)
    return {key: Rubric(key, lesson, tuple(criteria)) for key, criteria in found.items()}


def _criterion(entry, where: str) -> Criterion:
    name = f"{where}, criterion {entry.get('key', '(without key)') if isinstance(entry, dict) else entry!r}"
    _require(entry, _CRITERION, name)
    for level in entry["level"]:
        _require(level, _LEVEL, f"{name}, a level")
    levels = tuple(Level(**level) for level in entry["level"])
    points = [level.points for level in levels]
    if len(points) < 2 or points != sorted(set(points), reverse=True) or points[-1] != 0:
        raise RubricError(f"{name}: points of its levels fall to 0, the best first; they are {points}.")
    return Criterion(entry["key"], entry["title"], levels)


def _require(entry, fields: dict, name: str) -> None:
    if not isinstance(entry, dict):
        raise RubricError(f"{name} must be a table.")
    for field, kind in fields.items():
        if type(entry.get(field)) is not kind or entry[field] in ("", []):
            raise RubricError(f"{name}: '{field}' is missing or is no {kind.__name__}.")
    unknown = sorted(set(entry) - set(fields))
    if unknown:
        raise RubricError(f"{name}: '{unknown[0]}' is no part of it. Its parts are {', '.join(fields)}.")
