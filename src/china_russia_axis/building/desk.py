"""A student's own copies in ``work/``: made once, never overwritten.

A small file beside them, ``.course.json``, remembers which edition of the course's notebook each copy was
made from. So an update of the course can be told from a student's edit, and is announced, not imposed.
Pages of reference (the glossary, the gallery and its pictures) are for reading: one that the student has
not touched follows the course by itself, and one that the student has written in stays as it is.
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from china_russia_axis.building import CannotBuild

FIRST = "00-start-here.ipynb"


@dataclass
class Desk:
    """What laying out the desk did: new copies, pages brought up to date, and newer editions not imposed."""

    copied: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)


def lay_out(course: Path, work: Path) -> Desk:
    """Copy the notebooks and pages that a student does not have yet, and refresh pages left untouched.

    Parameters
    ----------
    course : Path
        Folder of the built notebooks.
    work : Path
        Folder of the student's copies; it is made when missing.
    """
    work.mkdir(parents=True, exist_ok=True)
    editions, desk = _editions(work), Desk()
    for notebook in _notebooks(course):
        name = notebook.relative_to(course).as_posix()
        mine = work / name
        if not mine.exists():
            _copy(notebook, mine)
            editions[name] = _edition(notebook)
            desk.copied.append(name)
        elif _edition(notebook) not in (editions.get(name), _edition(mine)):
            desk.newer.append(name)
    for page in _pages(course):
        _lay_out_page(page, page.relative_to(course).as_posix(), work, editions, desk)
    _remember(work, editions)
    return desk


def fresh_copy(wanted: str, course: Path, work: Path) -> Path:
    """Put the course's edition of one notebook beside the student's copy, under a name of its own.

    Parameters
    ----------
    wanted : str
        Number or name of a lesson, such as ``04`` or ``04-brics``.
    course, work : Path
        As in :func:`lay_out`.

    Returns
    -------
    Path
        The fresh copy.

    Raises
    ------
    CannotBuild
        When the course has no such notebook.
    """
    notebook = _find(wanted, course)
    name = notebook.relative_to(course).as_posix()
    target = work / name
    number = 1
    while target.exists():
        number += 1
        ending = "-fresh" if number == 2 else f"-fresh-{number - 1}"
        target = work / Path(name).with_name(f"{notebook.stem}{ending}.ipynb")
    _copy(notebook, target)
    editions = _editions(work)
    editions[name] = _edition(notebook)
    _remember(work, editions)
    return target


def _find(wanted: str, course: Path) -> Path:
    name = wanted.removesuffix(".ipynb")
    found = [path for path in _notebooks(course) if path.stem == name or path.stem[:2] == name.zfill(2)]
    if not found:
        names = ", ".join(path.stem for path in _notebooks(course)) or "none"
        raise CannotBuild(f"The course has no notebook '{wanted}'. It has: {names}.")
    return found[0]


def _notebooks(course: Path) -> list[Path]:
    return sorted(path for path in course.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def _pages(course: Path) -> list[Path]:
    return sorted(course.glob("*.md")) + sorted(course.glob("gallery/*.png"))


def _lay_out_page(page: Path, name: str, work: Path, editions: dict[str, str], desk: Desk) -> None:
    mine, edition = work / name, _edition(page)
    if not mine.exists():
        _copy(page, mine)
        done = desk.copied
    elif _edition(mine) == edition:
        done = []
    elif _edition(mine) == editions.get(name):
        _replace(page, mine)
        done = desk.updated
    else:
        # The student has written in it, or nobody knows where it came from.
        if edition != editions.get(name):
            desk.newer.append(name)
        return
    editions[name] = edition
    if page.suffix == ".md":  # the pictures come with their page and need no word
        done.append(name)


def _replace(page: Path, mine: Path) -> None:
    fresh = mine.with_name(f".{mine.name}.fresh")
    fresh.write_bytes(page.read_bytes())
    os.replace(fresh, mine)  # in one step: a crash leaves the old page or the new one


def _copy(notebook: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # "x" refuses a file that appeared meanwhile: a student's work is never overwritten.
    with notebook.open("rb") as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy)
    if target.suffix == ".ipynb":
        _trust(target)


def _trust(notebook: Path) -> None:
    """Tell Jupyter that this copy is the course's own, so that its pictures show before it is run."""
    try:
        import nbformat
        from nbformat.sign import NotebookNotary

        notary = NotebookNotary()
        try:
            notary.sign(nbformat.read(notebook, as_version=4))
        finally:
            notary.store.close()
    except Exception:  # noqa: BLE001, S110 - trust is a comfort; a home folder that cannot be written to is not an error
        pass


def _edition(notebook: Path) -> str:
    return hashlib.sha256(notebook.read_bytes()).hexdigest()[:16]


def _editions(work: Path) -> dict[str, str]:
    try:
        return json.loads((work / ".course.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _remember(work: Path, editions: dict[str, str]) -> None:
    text = json.dumps(editions, indent=1, sort_keys=True) + "\n"
    work.mkdir(parents=True, exist_ok=True)
    (work / ".course.json").write_text(text, encoding="utf-8")
