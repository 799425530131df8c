"""Late work by data: ``late.toml`` says what a day costs, and the mark itself is never touched.

::

    format = 1

    [[sheet]]
    sheet = "04"
    due = 2026-10-12T23:59:00+02:00   # with the offset from UTC, so that nobody has to guess
    grace_minutes = 15                # up to here nothing is taken
    per_cent_a_day = 10               # of the marks that were reached, for each day that was begun
    cap_per_cent = 50                 # never more than this is taken

    [[extension]]                     # optional, one for each student and sheet
    student = "s07"
    sheet = "04"
    due = 2026-10-19T23:59:00+02:00
    why = "agreed with the study office"

    [[handed_in]]                     # optional: where the platform knows better than the file
    student = "s09"
    sheet = "04"
    at = 2026-10-12T22:10:00+02:00
"""

import math
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = "late.toml"
FORMAT = 1
_PARTS = {
    "sheet": {
        "sheet": str,
        "due": datetime,
        "grace_minutes": int,
        "per_cent_a_day": float,
        "cap_per_cent": float,
    },
    "extension": {"student": str, "sheet": str, "due": datetime, "why": str},
    "handed_in": {"student": str, "sheet": str, "at": datetime},
}
_DAY = 86_400


class PolicyError(ValueError):
    """Raised for a file of rules that cannot be used; the message names place and remedy."""


@dataclass(frozen=True)
class Lateness:
    """What being late costs one student on one sheet.

    Attributes
    ----------
    share : float
        Share of the marks that is taken, 0 to 1.
    said : str
        The same in a sentence; empty where nothing is to be said.
    """

    share: float = 0.0
    said: str = ""


class Policy:
    """The rules of one class; made by :func:`read`, and without rules nothing is ever taken."""

    def __init__(self, content: dict | None = None):
        content = content or {}
        self._sheets = {one["sheet"][:2]: one for one in content.get("sheet", ())}
        self._extensions = {(one["student"], one["sheet"][:2]): one for one in content.get("extension", ())}
        self._times = {(one["student"], one["sheet"][:2]): one["at"] for one in content.get("handed_in", ())}

    def lateness(self, student: str, sheet: str, received: float | None) -> Lateness:
        """What is taken from one student on one sheet.

        Parameters
        ----------
        student, sheet : str
        received : float or None
            When the sheet came, seconds since 1970; None where nothing came.
        """
        rule, place = self._sheets.get(sheet[:2]), (student, sheet[:2])
        if place in self._times:
            received = self._times[place].timestamp()
        if rule is None or not received:
            return Lateness()
        extension = self._extensions.get(place)
        due = (extension or rule)["due"]
        late = received - due.timestamp()
        until = f"due {_shown(due)}{', an extension' if extension else ''}"
        if late <= 60 * rule["grace_minutes"]:
            return Lateness(0.0, f"Handed in in time ({until}).")
        days = math.ceil(late / _DAY)
        taken = min(days * rule["per_cent_a_day"], rule["cap_per_cent"])
        came = _shown(datetime.fromtimestamp(received, UTC).astimezone(due.tzinfo))
        return Lateness(
            taken / 100,
            f"Handed in {came}, {until}: {days} {'day' if days == 1 else 'days'} late. "
            f"{taken:g} per cent of the marks are taken.",
        )


def read(path: Path) -> Policy:
    """Read the rules.

    Raises
    ------
    PolicyError
        When the file cannot be read or does not keep to the format above.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PolicyError(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path} is not valid TOML: {error}.") from None
    if content.pop("format", None) != FORMAT:
        raise PolicyError(f"{path.name}: write 'format = {FORMAT}' into its first line.")
    unknown = sorted(set(content) - set(_PARTS))
    if unknown:
        raise PolicyError(f"{path.name}: '{unknown[0]}' is no part of it. Its parts are {', '.join(_PARTS)}.")
    for part, fields in _PARTS.items():
        seen = set()
        for number, entry in enumerate(_entries(content, part, path), start=1):
            where = f"{path.name}, [[{part}]] {number}"
            _check(entry, fields, where)
            place = (entry.get("student"), entry["sheet"][:2])
            if place in seen:
                raise PolicyError(f"{where}: there is one before it for the same student and sheet.")
            seen.add(place)
    return Policy(content)


def of(results: Path, path: Path | None = None) -> Policy:
    """The rules of a file, or of ``late.toml`` in the folder of results where there is one."""
    if path is not None:
        return read(path)
    there = results / FILE
    return read(there) if there.is_file() else Policy()


def received(book) -> dict[tuple, float]:
    """When the file that counts came, by student and sheet."""
    rows = book.rows(
        "SELECT student, sheet, MAX(received) AS received FROM submissions "
        "WHERE state IN ('graded', 'needs a look', 'gone') GROUP BY student, sheet"
    )
    return {(row["student"], row["sheet"]): row["received"] for row in rows}


def _entries(content: dict, part: str, path: Path) -> list:
    entries = content.get(part, [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise PolicyError(f"{path.name}: write [[{part}]] with two brackets on each side.")
    return entries


def _check(entry: dict, fields: dict, where: str) -> None:
    unknown = sorted(set(entry) - set(fields))
    if unknown:
        raise PolicyError(f"{where}: '{unknown[0]}' is no part of it. Its parts are {', '.join(fields)}.")
    for field, kind in fields.items():
        value = entry.get(field)
        if kind is datetime:
            if not isinstance(value, datetime) or value.tzinfo is None:
                raise PolicyError(
                    f"{where}: '{field}' needs a date, a time and the offset from UTC, "
                    "such as 2026-10-12T23:59:00+02:00."
                )
        elif kind is str:
            if not isinstance(value, str) or not value:
                raise PolicyError(f"{where}: '{field}' is missing or is no text in quotes.")
        elif type(value) not in (int, float) or value < 0 or ("cent" in field and value > 100):
            most = " to 100" if "cent" in field else " or more"
            raise PolicyError(f"{where}: '{field}' is {value!r}; write a number of 0{most}.")


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
