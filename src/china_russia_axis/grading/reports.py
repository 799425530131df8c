"""What a run leaves for the teacher: ``marks.csv`` and ``files.csv``, and a summary in words."""

import csv
from collections import Counter
from pathlib import Path

from china_russia_axis.grading.gradebook import Gradebook

MARK_COLUMNS = ("student", "sheet", "question", "state", "mark", "max", "reason", "by")
FILE_COLUMNS = ("file", "student", "sheet", "state", "reason")


def write(folder: Path, results: list, group) -> str:
    """Write both tables from the gradebook.

    Parameters
    ----------
    folder : Path
        Of the gradebook.
    results : list of Result
        Of this run.
    group : Class

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
    lines = [f"{number} files {state}" for state, number in sorted(Counter(r.state for r in results).items())]
    waiting = Counter(mark["state"] for mark in marks)
    lines += [f"{number} marks: {state}" for state, number in sorted(waiting.items())]
    silent = {one.id for one in group.students} - {row["student"] for row in handed_in}
    if silent:
        lines.append(f"{len(silent)} students handed in nothing: {', '.join(sorted(silent)[:10])}")
    lines += [
        f"LOOK  {row['file']}: {row['reason']}" for row in handed_in if row["state"] not in ("graded",)
    ][:20]
    return "\n".join([*lines, f"Marks are in {folder / 'marks.csv'}, files in {folder / 'files.csv'}."])


def _write(path: Path, columns: tuple, rows: list[dict]) -> None:
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([[harmless(row[name]) for name in columns] for row in rows])
    draft.replace(path)


def harmless(value):
    """A cell that no spreadsheet takes for a formula; an absent mark stays empty and is never a zero."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return "" if value is None else value
