"""From a file that a student handed in to the answers in it. Nothing of the file is run or trusted here."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from china_russia_axis.exercises import sheets
from china_russia_axis.exercises.declarations import Question
from china_russia_axis.grading.files import LARGEST

_LONGEST_ANSWER = 100_000
# Blanks within a line only: a pattern that runs over empty lines takes hours on a file that is full of them.
_BINDS = re.compile(r"^[ \t]*(?:(\w+)[ \t]*(?::[^=\n]+)?=(?!=)|(?:def|class)[ \t]+(\w+))", re.MULTILINE)
_IMPORTS = re.compile(r"^[ \t]*(?:import|from)[ \t].*\b(\w+)[ \t]*$", re.MULTILINE)


class UnreadableFile(ValueError):
    """Raised for a file that is no sheet; the message says what it is and what to do."""


@dataclass(frozen=True)
class Answer:
    """What stands in the answer cell of one question.

    Attributes
    ----------
    question : str
    parts : tuple of str
        Code, or Markdown for prose; several where the cell was split or copied.
    state : str
        ``written``, ``blank`` (as it was handed out), ``missing`` (the cell is gone) or ``several``
        (copies that differ, of which the last one to give a value counts).
    version : int
        Version of the question that the sheet asked; 0 where the file does not say.
    """

    question: str
    parts: tuple = ()
    state: str = "missing"
    version: int = 0

    @property
    def text(self) -> str:
        """All parts as one text."""
        return "\n\n".join(self.parts)


@dataclass(frozen=True)
class Submission:
    """One file handed in, as far as it was read.

    Attributes
    ----------
    sheet : str
        Name or number of the lesson.
    student : str
        Id that the sheet was made for; empty for an open copy and where the file does not say.
    is_open : bool
        Whether the file says that it is an open copy, made for nobody.
    digest : str
        SHA-256 of the file.
    note : str
        What was odd about the file and did no harm.
    cells : tuple of dict
    """

    sheet: str
    student: str
    is_open: bool
    digest: str
    note: str = ""
    cells: tuple = ()

    def answers(self, questions: list[Question]) -> dict[str, Answer]:
        """The answers by question id."""
        return {question.id: _answer(question, self.cells) for question in questions}

    def own_names(self) -> set[str]:
        """Names that cells of the student's own define; the grader does not run these cells."""
        own = [cell for cell in self.cells if cell.get("cell_type") == "code" and not _question_of(cell)]
        text = "\n".join(_source(cell) for cell in own)[:_LONGEST_ANSWER]
        return {name for found in _BINDS.findall(text) for name in found if name} | set(
            _IMPORTS.findall(text)
        )


def read(path: Path) -> Submission:
    """Read one file: which sheet it is, for whom it was made, and its cells.

    Raises
    ------
    UnreadableFile
        When it is no notebook or no sheet, is cut off, far too large, or a link.
    """
    notebook, digest, note = _parsed(path)
    cells = tuple(cell for cell in notebook["cells"] if isinstance(cell, dict))
    metadata = notebook.get("metadata")
    course = metadata.get("course") if isinstance(metadata, dict) else None
    course = course if isinstance(course, dict) else {}
    sheet, student = _word(course.get("sheet")), _word(course.get("student"))
    is_open = bool(sheet) and course.get("student") == ""
    # Without its metadata a sheet is still known by its questions.
    sheet = sheet or _sheet_by_questions(cells)
    if not sheet:
        raise UnreadableFile(
            "It is a notebook, but no graded sheet of this course. Was the lesson handed in?"
        )
    return Submission(sheet, student, is_open, digest, note, cells)


def _sheet_by_questions(cells: tuple) -> str:
    lessons = [_question_of(cell)[:2] for cell in cells if _question_of(cell)]
    lessons = lessons or [
        name for cell in cells for name in re.findall(r"\banswer_(\d\d)_\d+\b", _source(cell))
    ]
    return max(set(lessons), key=lessons.count) if lessons else ""


def _parsed(path: Path) -> tuple[dict, str, str]:
    if path.is_symlink() or not path.is_file():
        raise UnreadableFile("It is a link or no file. Ask for the notebook itself.")
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableFile(
            f"It has {size / 1e6:.0f} MB; a sheet has far less. Ask for a copy without outputs."
        )
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    text, note = _decoded(raw)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFile(_why_no_json(raw)) from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise UnreadableFile("It is JSON, but no notebook of format 4. Ask for the .ipynb file.")
    return notebook, digest, note


def _decoded(raw: bytes) -> tuple[str, str]:
    """The text of a file in the encodings that editors write."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace"), "it was saved as UTF-16"
    if raw[:2] == b"{\x00":
        return raw.decode("utf-16-le", "replace"), "it was saved as UTF-16"
    try:
        return raw.decode("utf-8-sig").rstrip("\x00"), ""
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), "it was not saved as UTF-8, so accents may be wrong"


def _why_no_json(raw: bytes) -> str:
    if not raw.strip(b" \t\r\n\x00"):
        return "It is empty. Ask for the file again."
    if raw[:4] == b"PK\x03\x04":
        return "It is a zip file under another name. Unpack it first."
    if raw.lstrip()[:1] == b"{":
        return "It is cut off or damaged: a notebook begins and does not end. Ask for the file again."
    return "It is no notebook. Ask for the .ipynb file."


def _answer(question: Question, cells: tuple) -> Answer:
    named = [cell for cell in cells if _question_of(cell) == question.id]
    version = next((_version(cell) for cell in named if _version(cell)), 0)
    written = [cell for cell in named if not _is_blank(question, _source(cell))]
    if question.kind != "prose" and not any(_assigns(question, cell) for cell in written):
        # The cell lost its metadata, or the answer was written into another one.
        elsewhere = [cell for cell in cells if cell not in named and _assigns(question, cell)]
        elsewhere = [cell for cell in elsewhere if not _is_blank(question, _source(cell))]
        written = [cell for cell in cells if cell in written or cell in elsewhere]
    parts = tuple(dict.fromkeys(_without_placeholder(question, _source(cell)) for cell in written))
    if not parts:
        state = "blank" if named or any(_assigns(question, cell) for cell in cells) else "missing"
        return Answer(question.id, (), state, version)
    givers = sum(_assigns(question, {"cell_type": "code", "source": part}) for part in parts)
    # A cell that was split gives its value once; where several give one, the last counts and a person looks.
    several = givers > 1 or (question.kind == "prose" and len(parts) > 1)
    return Answer(question.id, parts, "several" if several else "written", version)


def _question_of(cell: dict) -> str:
    metadata = cell.get("metadata")
    course = metadata.get("course") if isinstance(metadata, dict) else None
    return _word(course.get("question")) if isinstance(course, dict) else ""


def _version(cell: dict) -> int:
    version = cell["metadata"]["course"].get("version")
    return version if type(version) is int else 0


def _assigns(question: Question, cell: dict) -> bool:
    """Whether a code cell gives the answer's name a value."""
    if question.kind == "prose" or cell.get("cell_type") != "code":
        return False
    name = re.escape(sheets.name_of(question.id))
    return (
        re.search(rf"^({name}[ \t]*(:.*)?=(?!=)|def {name}[ \t]*\()", _source(cell), re.MULTILINE) is not None
    )


def _source(cell: dict) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    return source[:_LONGEST_ANSWER].encode("utf-8", "replace").decode("utf-8")


def _is_blank(question: Question, text: str) -> bool:
    plain = [line.split("#")[0].rstrip() if question.kind != "prose" else line for line in text.splitlines()]
    plain = "\n".join(line for line in plain if line.strip()).strip()
    return plain in ("", sheets.blank(question))


def _without_placeholder(question: Question, text: str) -> str:
    return text.replace(sheets.PROSE_PLACEHOLDER, "").strip() if question.kind == "prose" else text


def _word(value) -> str:
    if not isinstance(value, str):
        return ""
    return "".join(letter for letter in value[:200] if letter.isprintable()).strip()
