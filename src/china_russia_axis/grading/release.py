"""Making the sheets of a class; none that is there is overwritten."""

import re
from pathlib import Path

from china_russia_axis.exercises import sheets


def release(lesson: str, group, secret: str, out: Path) -> tuple[list, list]:
    """Make one sheet a student.

    Parameters
    ----------
    lesson : str
        Number or name.
    group : list of Student
    secret : str
        Of the class.
    out : Path
        Folder; it is made when missing.

    Returns
    -------
    made, kept : list of Path
        New files, and files that were there already and stay as they are.
    """
    import nbformat

    out.mkdir(parents=True, exist_ok=True)
    name = sheets.source(lesson).parent.name
    made, kept = [], []
    for student in group:
        path = out / f"{name}--{_safe(student.id)}.ipynb"
        if path.exists():
            kept.append(path)
            continue
        notebook = sheets.build(lesson, student.id, secret)
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
        made.append(path)
    return made, kept


def _safe(student: str) -> str:
    return re.sub(r"[^\w.@-]+", "_", student)[:80]
