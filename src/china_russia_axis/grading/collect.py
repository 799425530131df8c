"""From a file that a student handed in to the answers in it. Nothing of the file is run or trusted here."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from china_russia_axis.exercises import sheets
from china_russia_axis.exercises.declarations import Question

LARGEST = 50 * 1024 * 1024
_LONGEST_ANSWER = 100_000


class UnreadableFile(ValueError):
    """Raised for a file that is no sheet; the message says what it is and what to do."""


@dataclass(frozen=True)
class Answer:
    """What stands in the answer cell of one question.

    Attributes
    ----------
    question : str
    source : str
        Code, or Markdown for prose.
    state : str
        ``written``, ``blank`` (as it was handed out), ``missing`` (the cell is gone) or ``several``
        (copies that differ).
    version : int
        Version of the question that the sheet asked; 0 where the file does not say.
    """

    question: str
    source: str = ""
    state: str = "missing"
    version: int = 0


@dataclass(frozen=True)
class Submission:
    """One file handed in.

    Attributes
    ----------
    path : Path
    sheet : str
        Name of the lesson, as the sheet's metadata say; empty where they are gone.
    student : str
        Id that the sheet was made for; empty for an open copy.
    answers : dict
        Question id to :class:`Answer`.
    digest : str
        SHA-256 of the file.
    """

    path: Path
    sheet: str
    student: str
    answers: dict = field(default_factory=dict)
    digest: str = ""


def peek(path: Path) -> Submission:
    """Read only which sheet a file is, and for whom it was made; see :func:`read` for what may go wrong."""
    notebook, digest = _parsed(path)
    sheet, student = _labels(notebook)
    if not sheet:
        # Without its metadata a sheet is still known by its questions.
        ids = [_question_of(cell) for cell in notebook["cells"] if isinstance(cell, dict)]
        names = re.findall(r"\banswer_(\d\d)_\d+\b", json.dumps(notebook["cells"])[:LARGEST])
        lessons = [one[:2] for one in ids if one] or names
        sheet = max(set(lessons), key=lessons.count) if lessons else ""
    if not sheet:
        raise UnreadableFile(
            "It is a notebook, but no graded sheet of this course. Was the lesson handed in?"
        )
    return Submission(path, sheet, student, {}, digest)


def _labels(notebook: dict) -> tuple[str, str]:
    metadata = notebook.get("metadata")
    course = metadata.get("course") if isinstance(metadata, dict) else None
    course = course if isinstance(course, dict) else {}
    return _word(course.get("sheet")), _word(course.get("student"))


def read(path: Path, questions: list[Question]) -> Submission:
    """Read one file.

    Parameters
    ----------
    path : Path
    questions : list of Question
        Those of the sheet.

    Raises
    ------
    UnreadableFile
        When it is no notebook, is cut off, far too large, or a link.
    """
    notebook, digest = _parsed(path)
    sheet, student = _labels(notebook)
    cells = [cell for cell in notebook["cells"] if isinstance(cell, dict)]
    return Submission(
        path=path,
        sheet=sheet,
        student=student,
        answers={question.id: _answer(question, cells) for question in questions},
        digest=digest,
    )


def _parsed(path: Path) -> tuple[dict, str]:
    if path.is_symlink() or not path.is_file():
        raise UnreadableFile("It is a link or no file. Ask for the notebook itself.")
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableFile(
            f"It has {size / 1e6:.0f} MB; a sheet has far less. Ask for a copy without outputs."
        )
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        notebook = json.loads(text)
    except UnicodeDecodeError:
        raise UnreadableFile("It is not a text in UTF-8. Was it saved by another program?") from None
    except (ValueError, RecursionError):
        raise UnreadableFile(_why_no_json(raw)) from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise UnreadableFile("It is JSON, but no notebook of format 4. Ask for the .ipynb file.")
    return notebook, digest


def _why_no_json(raw: bytes) -> str:
    if not raw.strip():
        return "It is empty. Ask for the file again."
    if raw[:4] == b"PK\x03\x04":
        return "It is a zip file under another name. Unpack it first."
    if raw.lstrip()[:1] == b"{":
        return "It is cut off or damaged: a notebook begins and does not end. Ask for the file again."
    return "It is no notebook. Ask for the .ipynb file."


def _answer(question: Question, cells: list[dict]) -> Answer:
    named = [cell for cell in cells if _question_of(cell) == question.id]
    found = named or [cell for cell in cells if _assigns(question, cell)]
    sources = [_source(cell) for cell in found]
    written = list(dict.fromkeys(text for text in sources if not _is_blank(question, text)))
    version = next((_version(cell) for cell in named if _version(cell)), 0)
    if not sources:
        return Answer(question.id)
    if not written:
        return Answer(question.id, sources[0], "blank", version)
    # A copied cell says the same twice; where copies differ, the last one counts, and a person looks.
    return Answer(question.id, written[-1], "written" if len(written) == 1 else "several", version)


def _question_of(cell: dict) -> str:
    metadata = cell.get("metadata")
    course = metadata.get("course") if isinstance(metadata, dict) else None
    return _word(course.get("question")) if isinstance(course, dict) else ""


def _version(cell: dict) -> int:
    version = cell["metadata"]["course"].get("version")
    return version if type(version) is int else 0


def _assigns(question: Question, cell: dict) -> bool:
    """Whether a cell that lost its metadata gives the answer's name a value."""
    if question.kind == "prose" or cell.get("cell_type") != "code":
        return False
    name = re.escape(sheets.name_of(question.id))
    return re.search(rf"^({name}\s*=(?!=)|def {name}\()", _source(cell), re.MULTILINE) is not None


def _source(cell: dict) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source[:_LONGEST_ANSWER] if isinstance(source, str) else ""


def _is_blank(question: Question, text: str) -> bool:
    plain = [line.split("#")[0].rstrip() if question.kind != "prose" else line for line in text.splitlines()]
    plain = "\n".join(line for line in plain if line.strip()).strip()
    return plain in ("", sheets.blank(question))


def _word(value) -> str:
    return value[:200] if isinstance(value, str) else ""
