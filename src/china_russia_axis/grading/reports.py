"""What a run leaves for the teacher: ``marks.csv`` and ``files.csv``, and a summary in words."""

import csv
import os
from collections import Counter
from pathlib import Path

from china_russia_axis.grading import isolation
from china_russia_axis.grading.gradebook import Gradebook

MARK_COLUMNS = ("student", "sheet", "question", "state", "mark", "max", "reason", "by")
FILE_COLUMNS = ("file", "student", "sheet", "state", "reason")
_MOST_LINES = 20


def write(folder: Path, results: list) -> str:
    """Write both tables from the gradebook.

    Parameters
    ----------
    folder : Path
        Of the gradebook.
    results : list of Result
        Of this run; may be empty.

    Returns
    -------
    str
        Summary: how many files in which state, who handed in nothing, what needs a person.
    """
    with Gradebook(folder) as book:
        marks = book.final_marks()
        handed_in = book.rows("SELECT file, student, sheet, state, reason FROM submissions ORDER BY file")
    _write(folder / "marks.csv", MARK_COLUMNS, marks)
    _write(folder / "files.csv", FILE_COLUMNS, handed_in)
    lines = [
        f"{number} file{'' if number == 1 else 's'} {state}"
        for state, number in sorted(Counter(r.state for r in results).items())
    ]
    judged = sum(result.is_new for result in results)
    lines += [f"{judged} of them judged now; the rest stands as before."] if results else []
    lines += [
        f"{number} mark{'' if number == 1 else 's'}: {state}"
        for state, number in sorted(Counter(mark["state"] for mark in marks).items())
    ]
    unguarded = sum(isolation.WITHOUT in mark["reason"] for mark in marks)
    lines += [f"{unguarded} of the marks were {isolation.WITHOUT}; each says so."] if unguarded else []
    silent = sorted({mark["student"] for mark in marks if mark["state"] == "not handed in"})
    if silent:
        lines.append(f"{len(silent)} handed in nothing for a sheet: {_listed(silent)}")
    look = [f"LOOK  {row['file']}: {row['reason']}" for row in handed_in if row["state"] != "graded"]
    lines += look[:_MOST_LINES]
    lines += [f"... and {len(look) - _MOST_LINES} more in files.csv"] if len(look) > _MOST_LINES else []
    return "\n".join([*lines, f"Marks are in {folder / 'marks.csv'}, files in {folder / 'files.csv'}."])


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(names[:10]) + more


def _write(path: Path, columns: tuple, rows: list[dict]) -> None:
    # A draft of its own: two graders may write the same table at once, and both have the whole of it.
    draft = path.with_suffix(f".{os.getpid()}.part")
    with draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([[harmless(row[name]) for name in columns] for row in rows])
    draft.replace(path)


def harmless(value):
    """A cell that no spreadsheet takes for a formula; an absent mark stays empty and is never a zero."""
    if isinstance(value, str) and value[:1] in tuple("=+-@\t\r\n＝＋－＠"):
        return f"'{value}"
    return "" if value is None else value
