"""The committed pages for teachers that are built: which there are, what they should hold, what differs."""

from pathlib import Path

from china_russia_axis import places
from china_russia_axis.teaching import CannotTeach, answers, plans, syllabus

SYLLABUS = "syllabus.md"
QUESTIONS = "questions-students-ask.md"


def folder(lessons: Path | None = None) -> Path:
    """Where the pages lie."""
    return (lessons or places.lessons()) / "teaching"


def wanted(lessons: Path | None = None) -> dict[Path, str]:
    """Every built page with the text that it should hold.

    Raises
    ------
    CannotTeach
        When the page of questions, whose upper half is written by hand, is missing.
    """
    home, units = folder(lessons), plans.read_all(lessons)
    try:
        by_hand = (home / QUESTIONS).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CannotTeach(
            f"lessons/teaching/{QUESTIONS} is missing, and its upper half is written by hand: bring it back."
        ) from None
    return {home / SYLLABUS: syllabus.page(units), home / QUESTIONS: answers.page(by_hand, units)}


def different(lessons: Path | None = None) -> list[Path]:
    """Pages that do not hold what they should."""
    return [path for path, text in wanted(lessons).items() if _text(path) != text]


def rewrite(lessons: Path | None = None) -> list[Path]:
    """Write the pages that differ, and say which."""
    changed = []
    for path, text in wanted(lessons).items():
        if _text(path) != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
