"""Open copies of the graded sheets, ``notebooks/exercises/NN-slug.ipynb``, for everybody to look at.

An open copy is what a student gets, with the numbers as declared, and with what the last box says about a
sheet that nobody has filled in. Nothing is executed to build it, so it is the same bytes everywhere; nbval
runs it like a lesson and compares.
"""

from pathlib import Path

from china_russia_axis.building.lessons import Lesson
from china_russia_axis.exercises import rehearsal, sheets

FOLDER = "exercises"


def target(lesson: Lesson) -> Path:
    """Where the open copy of a lesson's sheet lies."""
    return lesson.notebook.parent / FOLDER / lesson.notebook.name


def has_sheet(lesson: Lesson) -> bool:
    """Whether a lesson has a graded sheet."""
    return (lesson.folder / "exercises.md").is_file()


def text(lesson: Lesson) -> str:
    """The open copy as the text of a notebook.

    Raises
    ------
    DeclarationError
        When the sheet or a question of it does not keep to its format.
    """
    import nbformat

    folder = lesson.folder.parent
    notebook = sheets.build(lesson.name, folder=folder)
    found = rehearsal.rehearse(lesson.name, _untouched(lesson.name, folder), folder=folder, load=_no_table)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        cell.execution_count = number
    data = {"text/html": found.page(), "text/plain": repr(found)}
    code[-1].outputs = [nbformat.v4.new_output("execute_result", data=data, execution_count=len(code))]
    return nbformat.writes(notebook) + "\n"


def build(lessons, *, check: bool = False):
    """Bring open copies up to date, or only compare them.

    Parameters
    ----------
    lessons : list of Lesson
        Those without a sheet are passed over.
    check : bool
        Write nothing.

    Yields
    ------
    name, status : str
        Status is ``unchanged`` or ``built``; with ``check`` ``agrees`` or ``DIFFERS``.
    """
    for lesson in filter(has_sheet, lessons):
        path, fresh = target(lesson), text(lesson)
        same = path.is_file() and path.read_bytes() == fresh.encode("utf-8")
        if not same and not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh, encoding="utf-8", newline="\n")
        words = ("agrees", "DIFFERS") if check else ("unchanged", "built")
        yield f"{FOLDER}/{lesson.name}", words[not same]


def _untouched(lesson: str, folder: Path) -> dict:
    """The names of a notebook whose sheet was run as it is."""
    names = {}
    for question in sheets.questions(lesson, folder):
        if question.kind != "prose":
            exec(sheets.blank(question), names)  # noqa: S102 - a line of ours: `answer_04_21 = ...`
    return names


def _no_table(name: str):
    raise LookupError(f"An untouched sheet has no answer for which '{name}' would be read.")
