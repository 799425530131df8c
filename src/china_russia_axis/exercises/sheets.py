"""Graded sheets: a notebook with questions and room for answers, and no solution in it.

``lessons/NN-slug/exercises.md`` holds the words of a sheet: Markdown with a line ``[question 04.21]``
wherever a question stands. The questions themselves are declared in ``questions.toml`` (``use = "graded"`` or
``"both"``). Every answer cell names its question in its metadata, so a sheet may be renamed, copied about or
edited, and the answers are still found.
"""

import re
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.exercises import declarations, reading, variants
from china_russia_axis.exercises.declarations import DeclarationError, Question

FORMAT = 1
SETUP = "import china_russia_axis as cra\nimport numpy as np\nimport pandas as pd"
PLACEHOLDER = "..."
PROSE_PLACEHOLDER = "*Write your text here, in place of this line.*"
_PLACE = re.compile(r"^\[question (\d\d\.\d+)\]\s*$", re.MULTILINE)

RULES = """\
**How to hand in.** Write each answer into the box under its question, save, and hand in this one file.

- Only these boxes are read. The name before the sign `=` tells which answer it is: leave it as it is.
- A box may use the tables of the course (`cra.load`), the imports below, and names from boxes above it.
- There is no network, and each box has ten seconds.
- Printing, pictures and cells of your own are welcome; they are not marked.
- To see whether your answers can be read, run everything: the last box lists what it found.
  It does not say what is right."""


def name_of(question_id: str) -> str:
    """The name that an answer is given to: ``answer_04_21``."""
    return f"answer_{question_id.replace('.', '_')}"


def source(lesson: str, folder: Path | None = None) -> Path:
    """Where the words of a lesson's sheet lie.

    Raises
    ------
    DeclarationError
        When there is no such lesson or it has no sheet; the message lists those that have.
    """
    folder = folder or places.lessons()
    found = {path.parent.name: path for path in sorted(folder.glob("[0-9][0-9]-*/exercises.md"))}
    for name, path in found.items():
        if lesson in (name, name[:2], name[:2].lstrip("0")):
            return path
    raise DeclarationError(f"Lesson '{lesson}' has no graded sheet. There are: {', '.join(found) or 'none'}.")


def question_ids(text: str) -> list[str]:
    """Ids of the questions of a sheet, in their order."""
    return _PLACE.findall(text)


def questions(lesson: str, folder: Path | None = None) -> list[Question]:
    """The questions of a lesson's sheet as declared, in their order.

    Raises
    ------
    DeclarationError
        When the sheet asks a question that is not declared for grading, or asks one twice.
    """
    path = source(lesson, folder)
    known = {question.id: question for question in declarations.read(path.with_name("questions.toml"))}
    ids = question_ids(path.read_text(encoding="utf-8"))
    for one in ids:
        if one not in known or known[one].use == "practice":
            raise DeclarationError(
                f"{path.parent.name}/exercises.md: question {one} is not declared for grading."
            )
        if ids.count(one) > 1:
            raise DeclarationError(f"{path.parent.name}/exercises.md asks question {one} twice.")
    return [known[one] for one in ids]


def build(lesson: str, student: str = "", secret: str = "", folder: Path | None = None):
    """Make the sheet of one lesson, for one student or for everybody to look at.

    Parameters
    ----------
    lesson : str
        Number or name.
    student, secret : str
        Id of the student and secret of the class, from which the variants are drawn; without them the
        questions stand as declared.
    folder : Path, optional
        The folder of the lessons; the course's own when left out.

    Returns
    -------
    nbformat.NotebookNode
    """
    path = source(lesson, folder)
    asked = questions(lesson, folder)
    if student:
        asked = [variants.draw(question, student, secret) for question in asked]
    by_id = {question.id: question for question in asked}
    title, *pieces = _pieces(path.read_text(encoding="utf-8"))
    cells = [_text(title), _text(_head(asked, student)), _code(SETUP, "setup")]
    for piece in pieces:
        cells += _question_cells(by_id[piece]) if piece in by_id else [_text(piece)]
    cells.append(_code(f'cra.exercises.rehearse("{path.parent.name[:2]}", globals())', "rehearsal"))
    return _notebook(cells, path.parent.name, asked, student)


def _pieces(text: str) -> list[str]:
    """The title, then passages and ids of questions in turn."""
    first, rest = (text.strip() + "\n").split("\n", 1)
    if not first.startswith("# "):
        raise DeclarationError("The first line of exercises.md must be its title: '# ...'.")
    return [first, *(piece.strip() for piece in _PLACE.split(rest) if piece.strip())]


def _head(asked: list[Question], student: str) -> str:
    points = sum(question.points for question in asked)
    minutes = sum(question.minutes for question in asked)
    whose = (
        f"This sheet is for **{student}**: its numbers and the order of its options are yours alone."
        if student
        else (
            "This is the open copy of the sheet. Your teacher gives you one of your own, with other numbers."
        )
    )
    count = "One question" if len(asked) == 1 else f"{len(asked)} questions"
    return f"{whose}\n\n{count}, {points} points, about {minutes} minutes.\n\n{RULES}"


def _question_cells(question: Question) -> list:
    form = {
        "number": f"A number, in {question.unit}.",
        "choice": _options(question),
        "countries": 'Countries as codes or names, such as `["NOR", "Peru"]`.',
        "table": "A table with the columns " + ", ".join(f"`{name}`" for name in question.columns) + ".",
        "function": "A function with the arguments "
        + ", ".join(f"`{name}`" for name in question.arguments)
        + ".",
        "prose": f"A text of {' to '.join(map(str, question.words))} words.",
    }[question.kind]
    points = f"{question.points} point{'' if question.points == 1 else 's'}"
    head = f"### Question {question.id}: {question.title} ({points})\n\n{question.prompt}\n\n{form}"
    return [_text(head), _answer_cell(question)]


def _options(question: Question) -> str:
    letters = reading.letters(question)
    if not letters:
        return "One of: " + "; ".join(f"`{one.key}` {one.text}" for one in question.choices)
    options = [f"- `{letter}` {one.text}" for letter, one in letters.items()]
    return "\n".join(["One of these. Give its letter, in quotation marks.", "", *options])


def _answer_cell(question: Question):
    import nbformat

    metadata = {
        "course": {"question": question.id, "version": question.version},
        "nbgrader": {
            "schema_version": 3,
            "grade": True,
            "solution": True,
            "locked": False,
            "task": False,
            "grade_id": name_of(question.id).replace("_", "-"),
            "points": question.points,
            "cell_type": "markdown" if question.kind == "prose" else "code",
        },
    }
    if question.kind == "prose":
        cell = nbformat.v4.new_markdown_cell(PROSE_PLACEHOLDER, metadata=metadata)
    else:
        cell = nbformat.v4.new_code_cell(blank(question), metadata=metadata)
    cell["id"] = f"answer-{question.id.replace('.', '-')}"
    return cell


def blank(question: Question) -> str:
    """An answer cell before anybody wrote into it."""
    if question.kind == "prose":
        return PROSE_PLACEHOLDER
    if question.kind == "function":
        return f"def {name_of(question.id)}({', '.join(question.arguments)}):\n    return {PLACEHOLDER}"
    return f"{name_of(question.id)} = {PLACEHOLDER}"


def _text(source_text: str):
    import nbformat

    return nbformat.v4.new_markdown_cell(source_text)


def _code(source_text: str, name: str):
    import nbformat

    cell = nbformat.v4.new_code_cell(source_text)
    cell["id"] = name
    return cell


def _notebook(cells, name: str, asked: list[Question], student: str):
    import nbformat

    for place, cell in enumerate(cells):
        if cell.cell_type == "markdown" and "course" not in cell.metadata:
            cell["id"] = f"text-{place:02d}"
    course = {
        "format": FORMAT,
        "sheet": name,
        "student": student,
        "questions": {question.id: question.version for question in asked},
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"course": course, "kernelspec": kernel})
