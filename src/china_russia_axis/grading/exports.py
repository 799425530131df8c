"""Marks back to the platform: the file that Canvas or Moodle exported, with one column filled.

A mark that is not final leaves its cell as it is and is named; it is never written as a zero.
"""

import csv
import hmac
import io
import secrets
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from china_russia_axis.grading import students
from china_russia_axis.grading.gradebook import Gradebook
from china_russia_axis.grading.platform_files import PlatformFile, PlatformFileError
from china_russia_axis.grading.reports import harmless
from china_russia_axis.grading.totals import Total, totals

PLATFORMS = ("canvas", "moodle")
_ID_COLUMNS = {
    "id",
    "id number",
    "sis user id",
    "sis login id",
    "integration id",
    "username",
    "email",
    "email address",
    "identifier",
    "student",
}
_NAME_COLUMNS = {"student", "full name", "name", "first name", "last name", "surname"}
_MOST_LINES = 25


@dataclass
class Filled:
    """What became of a file.

    Attributes
    ----------
    content : bytes
        The file with its column filled.
    column : str
    filled : dict
        Student to what was written.
    open : dict
        Student to why nothing was written.
    late : dict
        Student to what being late took.
    unmatched : list of str
        Rows of the file that are nobody of the gradebook, or more than one.
    without_row : list of str
        Students of the gradebook that the file does not have.
    warnings : list of str
    """

    content: bytes
    column: str
    filled: dict = field(default_factory=dict)
    open: dict = field(default_factory=dict)
    late: dict = field(default_factory=dict)
    unmatched: list = field(default_factory=list)
    without_row: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{len(self.filled)} marks written into the column '{self.column}'."]
        lines += self.warnings
        lines += _listed("left as it is, not final", [f"{who}: {why}" for who, why in self.open.items()])
        lines += _listed("late", [f"{who}: {said}" for who, said in self.late.items()])
        lines += _listed("in the file, but not known here", self.unmatched)
        lines += _listed("known here, but not in the file", self.without_row)
        return "\n".join(lines)


def fill(
    results: Path,
    path: Path,
    platform: str,
    *,
    sheet: str = "",
    column: str = "",
    id_column: str = "",
    policy=None,
    scale=None,
    comma: bool = False,
) -> Filled:
    """Fill one column of a file that a platform exported.

    Parameters
    ----------
    results : Path
        Folder of the gradebook.
    path : Path
        The file; it is only read.
    platform : str
        One of :data:`PLATFORMS`.
    sheet : str
        Number or name; may be left out where the gradebook has one sheet.
    column : str
        Its name or the beginning of it; for Moodle ``Grade`` when left out, for Canvas the one that begins
        with the name of the sheet.
    id_column : str
        Where the students' ids stand, in a language whose headings are not known here.
    policy : Policy, optional
        What late work costs.
    scale : Scale, optional
        Marks of the school in place of points.
    comma : bool
        Write 7,5 in place of 7.5.

    Raises
    ------
    PlatformFileError, LookupError
    """
    if platform not in PLATFORMS:
        raise PlatformFileError(f"'{platform}' is not known; there are {', '.join(PLATFORMS)}.")
    file = PlatformFile(path)
    with Gradebook(results) as book:
        sheet = sheet_of(book, sheet)
        known = [
            students.Student(row["student"], row["name"], row["other"])
            for row in book.rows("SELECT * FROM students ORDER BY student")
        ]
        found = {one.student: one for one in totals(book, policy) if one.sheet == sheet}
    known += [students.Student(name) for name in found if name not in {one.id for one in known}]
    place = file.column(column or ("Grade" if platform == "moodle" else sheet))
    done = Filled(b"", file.header[place])
    values = {}
    for row, student in _matched(file, known, id_column, done).items():
        total = found.get(student)
        why = _why_not(file, row, place, total)
        if why:
            done.open[student] = why
            continue
        written = scale(total.counts, total.most) if scale else plain(total.counts)
        if total.lateness.share:
            done.late[student] = f"{total.lateness.said} {plain(total.points)} became {plain(total.counts)}."
        values[row] = done.filled[student] = written.replace(".", ",") if comma and not scale else written
    done.warnings += _points_differ(file, place, found, scale)
    matched = {*done.filled, *done.open}
    done.without_row = [one.id for one in known if one.id in found and one.id not in matched]
    done.content = file.filled(values, place)
    return done


def plain(points: float) -> str:
    """Points with at most two digits after the point, half rounded up."""
    rounded = Decimal(str(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def sheet_of(book: Gradebook, sheet: str) -> str:
    """The sheet that is meant; it may be left out where there is only one."""
    if sheet:
        return book.sheet_named(sheet)
    names = [row["sheet"] for row in book.rows("SELECT DISTINCT sheet FROM questions ORDER BY sheet")]
    if len(names) != 1:
        raise LookupError(
            f"Say which sheet, with --sheet NN. The gradebook has: {', '.join(names) or 'none'}."
        )
    return names[0]


def anonymous(results: Path, policy=None) -> str:
    """Every mark as CSV under pseudonyms: for research on the questions, or to show a colleague.

    A pseudonym is a hash with a key that stays in the gradebook, so the same student has the same one at
    every export, and nobody without the gradebook finds out whose it is. Rows stand in their order.
    Reasons and texts are left out, since they may name somebody.
    """
    with Gradebook(results) as book:
        key = book.setting("pseudonyms", lambda: secrets.token_hex(32))
        found = totals(book, policy)
    rows = [
        (
            _pseudonym(key, total.student),
            total.sheet,
            mark["question"],
            mark["state"],
            mark["mark"],
            mark["max"],
        )
        for total in found
        for mark in total.marks
    ]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("pseudonym", "sheet", "question", "state", "mark", "max"))
    writer.writerows([[harmless(value) for value in row] for row in sorted(rows, key=lambda row: row[:3])])
    return out.getvalue()


def _pseudonym(key: str, student: str) -> str:
    return f"p{hmac.new(bytes.fromhex(key), student.encode(), 'sha256').hexdigest()[:12]}"


def _matched(file: PlatformFile, known: list, id_column: str, done: Filled) -> dict[int, str]:
    """Row to student, where exactly one fits; every other row of a person is named."""
    titles = [title.strip().casefold() for title in file.header]
    if id_column:
        ids = names = [file.column(id_column)]
    else:
        ids = [place for place, title in enumerate(titles) if title in _ID_COLUMNS]
        names = [place for place, title in enumerate(titles) if title in _NAME_COLUMNS]
    if not ids and not names:
        raise PlatformFileError(
            f"No column of {file.name} is known to hold ids or names. Name one with --id-column. "
            f"Its columns: {'; '.join(file.header)}."
        )
    rows: dict[int, str] = {}
    for number, row in enumerate(file.rows):
        said = " ".join(_value(row, place) for place in dict.fromkeys([*names, *ids])).strip()
        if not said or said.casefold().startswith("points possible") or _value(row, 0) == "Student, Test":
            continue
        fitting = _fitting(
            [_value(row, place) for place in ids], [_value(row, place) for place in names], known
        )
        if len(fitting) == 1:
            rows[number] = fitting[0]
        else:
            more = f" (more than one fits: {', '.join(fitting)})" if fitting else ""
            done.unmatched.append(said + more)
    for student in sorted({name for name in rows.values() if list(rows.values()).count(name) > 1}):
        twice = [number for number, name in rows.items() if name == student]
        done.unmatched.append(f"{student} stands in {len(twice)} rows; none of them was filled")
        rows = {number: name for number, name in rows.items() if name != student}
    return rows


def _fitting(ids: list[str], names: list[str], known: list) -> list[str]:
    """Students that a row means: by an id that is the same sign for sign, else by the words of the name."""
    given = {word.strip().casefold() for word in ids if word.strip()}
    given |= {word.split("@")[0] for word in given if "@" in word}
    exact = [
        one.id for one in known if {one.id.strip().casefold(), one.other.strip().casefold()} - {""} & given
    ]
    if exact:
        return exact
    return [one.id for one in students.named_in(" ".join(names), known)]


def _value(row: list, place: int) -> str:
    return row[place].value.strip() if place < len(row) else ""


def _why_not(file: PlatformFile, row: int, place: int, total: Total | None) -> str:
    if total is None:
        return "nothing is known of this sheet"
    if total.open:
        return "; ".join(total.open)
    if place >= len(file.rows[row]):
        return "its row in the file is too short"
    for number, title in enumerate(file.header):
        if title.strip().casefold() == "grade can be changed" and _value(file.rows[row], number) == "No":
            return "Moodle says that this grade cannot be changed"
    return ""


def _points_differ(file: PlatformFile, place: int, found: dict, scale) -> list[str]:
    """Warn where the platform counts other points than the sheet has."""
    most = {total.most for total in found.values()}
    lines = []
    for row in file.rows:
        said = ""
        if _value(row, 0).casefold().startswith("points possible"):
            said = _value(row, place)
        for number, title in enumerate(file.header):
            if title.strip().casefold() == "maximum grade":
                said = _value(row, number)
        try:
            there = float(said.replace(",", "."))
        except ValueError:
            continue
        if scale is None and most and there not in most:
            lines.append(f"NOTE  the platform counts {there:g} points, the sheet has {max(most):g}.")
    return list(dict.fromkeys(lines))


def _listed(what: str, entries: list[str]) -> list[str]:
    if not entries:
        return []
    more = [f"  ... and {len(entries) - _MOST_LINES} more"] if len(entries) > _MOST_LINES else []
    return [f"{len(entries)} {what}:", *(f"  {entry}" for entry in entries[:_MOST_LINES]), *more]
