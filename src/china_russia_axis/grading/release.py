"""Making the sheets of a class; none that is there is overwritten."""

import hashlib
import re
from pathlib import Path

from china_russia_axis.exercises import sheets


def release(lesson: str, group, secret: str, out: Path, folder: Path | None = None) -> tuple[list, list]:
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
    folder : Path, optional
        The folder of the lessons; the course's own when left out.

    Returns
    -------
    made, kept : list of Path
        New files, and files that were there already and stay as they are.
    """
    import nbformat

    out.mkdir(parents=True, exist_ok=True)
    name = sheets.source(lesson, folder).parent.name
    made, kept = [], []
    for student in group:
        path = out / f"{name}--{_safe(student.id)}.ipynb"
        if path.exists():
            kept.append(path)
            continue
        notebook = sheets.build(lesson, student.id, secret, folder)
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
        made.append(path)
    return made, kept


def _safe(student: str) -> str:
    """An id as part of a file name; two ids never share one."""
    safe = re.sub(r"[^\w.@-]+", "_", student)[:80]
    return safe if safe == student else f"{safe}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"
