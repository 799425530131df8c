"""Before handing in: can the answers of a graded sheet be read? What is right is not said, nor known here.

Works offline and without the answers: it needs the declarations of the questions alone.
"""

import ast
import builtins
import html
import symtable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType

from china_russia_axis.exercises import reading, sheets
from china_russia_axis.exercises.declarations import Question


@dataclass(frozen=True)
class Rehearsal:
    """What a rehearsal found: (question id, whether an answer can be read, what was found) a row."""

    rows: tuple

    @property
    def ready(self) -> int:
        """How many answers can be read."""
        return sum(can_be_read for _, can_be_read, _ in self.rows)

    def __repr__(self) -> str:
        lines = [f"{'ok  ' if fine else 'LOOK'}  {name}: {found}" for name, fine, found in self.rows]
        return "\n".join([*lines, self._sum()])

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.page(), "text/plain": repr(self)}

    def page(self) -> str:
        """The same as an HTML table, everything escaped."""
        rows = "".join(
            f"<tr><td>{name}</td><td>{'can be read' if fine else '<strong>look</strong>'}</td>"
            f"<td style='text-align:left'>{html.escape(found)}</td></tr>"
            for name, fine, found in self.rows
        )
        head = "<tr><th>question</th><th></th><th style='text-align:left'>what was found</th></tr>"
        return f"<table>{head}{rows}</table><p>{self._sum()}</p>"

    def _sum(self) -> str:
        return (
            f"{self.ready} of {len(self.rows)} answers can be read. Whether they are right is not looked at."
        )


def rehearse(lesson: str, names: dict, *, folder: Path | None = None, load=None) -> Rehearsal:
    """List which answers of a graded sheet can be read: ``cra.exercises.rehearse("04", globals())``.

    Parameters
    ----------
    lesson : str
        Number or name of the lesson.
    names : dict
        The names of the notebook, as ``globals()`` gives them.
    folder : Path, optional
        The folder of the lessons; the course's own when left out.
    load : callable, optional
        Gives a table by name; the course's own when left out.

    Returns
    -------
    Rehearsal
        One row a question, with the reason where an answer cannot be read, and with names that a box uses
        and no box above it defines: the grader runs the boxes alone.
    """
    if load is None:
        from china_russia_axis.codebook import load
    asked = sheets.questions(lesson, folder)
    sources = _boxes(asked, names.get("In", ()))
    known = set(dir(builtins)) | {"display"} | _bound(sheets.SETUP)
    rows = []
    for question in asked:
        fine, found = _found(question, names, load)
        foreign = sorted(_used(sources.get(question.id, "")) - known)
        known |= _bound(sources.get(question.id, ""))
        if foreign:
            fine = False
            found = f"it uses {', '.join(foreign)}, which no box up to here defines. Found now: {found}"
        rows.append((question.id, fine, found))
    return Rehearsal(tuple(rows))


def _found(question: Question, names: dict, load) -> tuple[bool, str]:
    if question.kind == "prose":
        return True, "a text; it is read by a person, and cannot be looked at from here."
    name = sheets.name_of(question.id)
    if name not in names:
        return False, f"the name {name} has no value yet. Was the box run?"
    if names[name] is ... or _is_blank_function(question, names[name]):
        return False, "the three dots still stand where the answer goes."
    if question.kind == "function" and callable(names[name]):
        return True, "read as a function"
    try:
        value = reading.read(question, names[name], load)
    except reading.Unreadable as problem:
        return False, str(problem).split(" Try cra.check(")[0]
    if question.kind == "choice":
        # Which option a letter stands for depends on the student, whom nobody knows here.
        return True, f"read as {str(names[name])[:40]}"
    return True, f"read as {reading.show(question, value)}"


def _is_blank_function(question: Question, answer) -> bool:
    """Whether a function is still the empty shell that the sheet gives."""
    if question.kind != "function" or not isinstance(answer, FunctionType):
        return False
    shell = {}
    exec(sheets.blank(question), shell)  # noqa: S102 - a line of ours
    mine, blank = answer.__code__, shell[sheets.name_of(question.id)].__code__
    return (mine.co_code, mine.co_consts) == (blank.co_code, blank.co_consts)


def _boxes(asked: list[Question], cells) -> dict[str, str]:
    """The source of the box that gave each answer last, from what the notebook has run."""
    found = {}
    for source in cells if isinstance(cells, (list, tuple)) else ():
        bound = _bound(source) if isinstance(source, str) else set()
        found.update({one.id: source for one in asked if sheets.name_of(one.id) in bound})
    return found


def _table_of(source: str):
    try:
        return symtable.symtable(source, "box", "exec")
    except (SyntaxError, ValueError):
        return None


def _bound(source: str) -> set[str]:
    """Names that a cell defines at its top."""
    table = _table_of(source)
    symbols = table.get_symbols() if table else ()
    return {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}


def _used(source: str) -> set[str]:
    """Names that a cell takes from outside itself, in functions too."""
    table = _table_of(source)
    if table is None or _has_star_import(source):
        return set()
    return _free(table, top=True) - _bound(source)


def _free(table, top: bool = False) -> set[str]:
    names = {
        one.get_name()
        for one in table.get_symbols()
        if one.is_referenced() and (one.is_global() or (top and not one.is_assigned()))
    }
    return names.union(*(_free(child) for child in table.get_children()))


def _has_star_import(source: str) -> bool:
    imports = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    return any(name.name == "*" for node in imports for name in node.names)
