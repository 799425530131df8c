"""Claims and the cells that show them: no verdict without a cell, no cell without a claim."""

import re
from pathlib import Path

import pandas as pd

_CELL = re.compile(r"^```\{code-cell\}.*?$(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"""\bcra\.claim\(\s*['"]([^'"]*)['"]""")


def written_lessons(folder: Path) -> dict[str, Path]:
    """Lessons that have a source, by their two digits."""
    return {path.parent.name[:2]: path for path in sorted(folder.glob("[0-9][0-9]-*/lesson.md"))}


def shown_in(source: str) -> list[str]:
    """The claims that the code cells of a lesson show, in order."""
    return [claim for cell in _CELL.findall(source) for claim in _CALL.findall(cell)]


def complaints(claims: pd.DataFrame, folder: Path) -> list[str]:
    """Everything that is amiss between the ledger and the lessons, in sentences; an empty list is well.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.
    folder : Path
        The folder of the lessons.
    """
    lessons = written_lessons(folder)
    shown = {number: shown_in(path.read_text(encoding="utf-8")) for number, path in lessons.items()}
    found = []
    for row in claims.itertuples():
        found += _about_claim(row, shown)
    by_id = claims.set_index("claim_id")
    for number, ids in shown.items():
        found += [
            f"Lesson {number} shows {one}, which the ledger does not list."
            for one in ids
            if one not in by_id.index
        ]
        found += [
            f"Lesson {number} shows {one} more than once." for one in sorted(set(ids)) if ids.count(one) > 1
        ]
    return found


def _about_claim(row, shown: dict) -> list[str]:
    where = f"{row.claim_id} (lesson {row.lesson})"
    if row.verdict == "open":
        return [f"{where} is open, but its lesson is written."] if row.lesson in shown else []
    found = []
    if row.cell != f"claim-{row.claim_id}":
        found.append(f"{where} must name the cell claim-{row.claim_id}, not {row.cell}.")
    if row.lesson not in shown:
        found.append(f"{where} has a verdict, but its lesson is not written.")
    elif row.claim_id not in shown[row.lesson]:
        found.append(f"{where} has a verdict, but no cell of its lesson shows it.")
    return found
