"""Carry an edit made in JupyterLab from a notebook back to the lesson's source.

A notebook knows which text it was built from. If the source is still that text, the edit goes in. If the
source has moved on meanwhile, taking the edit would undo the other change, so both are kept side by side.
"""

import difflib
from dataclasses import dataclass
from pathlib import Path

import nbformat

from china_russia_axis import places
from china_russia_axis.building import CannotBuild, kernel, source
from china_russia_axis.building.lessons import Lesson


@dataclass(frozen=True)
class Change:
    """What came back: lines added and removed, and where the text before the edit is kept."""

    lesson: Lesson
    notebook: Path
    added: int
    removed: int
    backup: Path

    def __str__(self) -> str:
        return (
            f"lessons/{self.lesson.name}/lesson.md: {self.added} lines added, {self.removed} removed, "
            f"from {_short(self.notebook)}.\n"
            f"The text before is in {_short(self.backup)}. Now run: axis build {self.lesson.number}"
        )


def bring_back(lesson: Lesson, notebook: Path | None = None) -> Change:
    """Write a notebook's cells into the lesson's source, in normal form.

    Parameters
    ----------
    lesson : Lesson
    notebook : Path, optional
        The edited notebook; by default whichever of ``notebooks/`` and ``work/`` holds an edit.

    Raises
    ------
    CannotBuild
        When nothing changed, when both places hold different edits, or when the source has changed since
        the notebook was built. Nothing is lost then: the message says where both texts are.
    """
    notebook = notebook or _edited(lesson)
    before = lesson.source.read_text(encoding="utf-8")
    edited = _read(notebook)
    after = _as_source(edited, before)
    normal = source.normal_form(before)
    if after == normal:
        raise CannotBuild(
            f"{_short(notebook)} says the same as lessons/{lesson.name}/lesson.md: nothing to do."
        )
    if edited.metadata.get("course", {}).get("source") != source.digest(normal):
        beside = _beside(lesson, after)
        raise CannotBuild(
            f"{_short(notebook)} was not built from lessons/{lesson.name}/lesson.md as it stands now, "
            "so taking it over could undo another change. The source is untouched. "
            f"The notebook's text is in {_short(beside)}: merge by hand, then delete that file. To compare:\n"
            f"  git diff --no-index {_short(lesson.source)} {_short(beside)}"
        )
    backup = _keep(lesson, before)
    lesson.source.write_text(after, encoding="utf-8", newline="\n")
    added, removed = _count(normal, after)
    return Change(lesson, notebook, added, removed, backup)


def _edited(lesson: Lesson) -> Path:
    places_to_look = [lesson.notebook, lesson.notebook.parent.parent / "work" / lesson.notebook.name]
    present = [path for path in places_to_look if path.is_file()]
    if not present:
        raise CannotBuild(
            f"There is no notebook of {lesson.name} yet. To build it: axis build {lesson.number}"
        )
    before = lesson.source.read_text(encoding="utf-8")
    texts = {path: _as_source(_read(path), before) for path in present}
    normal = source.normal_form(before)
    changed = [path for path in present if texts[path] != normal]
    if len(changed) == 2 and texts[changed[0]] != texts[changed[1]]:
        raise CannotBuild(
            f"{_short(changed[0])} and {_short(changed[1])} hold different edits. Say which one you mean: "
            f"axis build --from-notebook {lesson.number} {_short(changed[0])}"
        )
    return (changed or present)[0]


def _read(path: Path):
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CannotBuild(f"There is no file {path}.") from None
    except nbformat.reader.NotJSONError:
        raise CannotBuild(f"{path} is not a notebook.") from None


def _as_source(notebook, before: str) -> str:
    # What a source says about the whole lesson is not shown in a notebook, so it stays as it was.
    notebook.metadata["lesson"] = source.read(before).metadata.get("lesson")
    if notebook.metadata["lesson"] is None:
        del notebook.metadata["lesson"]
    return source.write(notebook)


def _keep(lesson: Lesson, text: str) -> Path:
    folder = kernel.cache() / "before" / lesson.name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"lesson-{source.digest(text)}.md"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _beside(lesson: Lesson, text: str) -> Path:
    number = 1
    while True:
        path = lesson.folder / f"lesson-from-notebook-{number}.md"
        if not path.exists():
            path.write_text(text, encoding="utf-8", newline="\n")
        if path.read_text(encoding="utf-8") == text:
            return path
        number += 1


def _count(before: str, after: str) -> tuple[int, int]:
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return sum(line.startswith("+ ") for line in lines), sum(line.startswith("- ") for line in lines)


def _short(path: Path) -> str:
    try:
        return path.resolve().relative_to(places.checkout()).as_posix()
    except ValueError:
        return str(path)
