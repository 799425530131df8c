"""Grading a whole class: read each file, run its answers in a sandbox, judge the values, enter the marks.

Two kinds of process take part. Sandboxes run student code and know no answer; this process knows the answers
and never runs student code, also where a teacher has agreed to do without sandboxes. Files are marked in
parallel, one sandbox a thread; each result is entered the moment it is there, so that a run that was killed
goes on where it ended.

Whose file it is: the id that the sheet was made for, checked against what the platform wrote before the
file's name. Where they differ the file is marked by the numbers of whoever handed it in, and a person looks.
Of several files of one student the latest counts, and one in doubt never displaces one without.
"""

import hashlib
import json
import os
import queue
import re
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.exercises import judge, keys, reading, sheets, variants
from china_russia_axis.exercises.declarations import DeclarationError, Question
from china_russia_axis.grading import collect, files, isolation, students
from china_russia_axis.grading.gradebook import Gradebook, Mark
from china_russia_axis.grading.open_box import OpenBox
from china_russia_axis.grading.sandbox import SETUP, Cell, Limits, Sandbox, SandboxBroken, tidy

STATES = ("graded", "needs a look", "replaced", "not graded", "not a sheet", "gone")
_LOCK = threading.Lock()
_COUNT = ("graded", "needs a look")
_UNDEFINED = re.compile(r"NameError: name '(\w+)' is not defined")
_WRONG = "This is not the answer. The lesson shows how such a number is found."


@dataclass(frozen=True)
class Class:
    """Who is graded: the students of a list and the secret of their class; empty for a class without list."""

    students: tuple = ()
    secret: str = ""


@dataclass
class Result:
    """What became of one file.

    Attributes
    ----------
    file : str
        Path within what was handed in.
    student, sheet : str
    state : str
        One of :data:`STATES`: ``replaced`` by a later file of the same student; ``not graded`` where it could
        not be read; ``gone`` since an earlier run.
    reason : str
    is_new : bool
        Whether its answers were judged in this run; else what was found earlier stands.
    """

    file: str
    root: str = ""
    student: str = ""
    sheet: str = ""
    state: str = "graded"
    reason: str = ""
    digest: str = ""
    key: str = ""
    received: float = 0.0
    is_new: bool = False
    drawn_for: str = ""
    doubts: list = field(default_factory=list)

    def doubt(self, reason: str) -> None:
        """Leave it to a person, and say why."""
        self.state = "needs a look"
        self.doubts.append(reason)
        self.note(reason)

    def note(self, reason: str) -> None:
        """Say something about the file."""
        self.reason = f"{self.reason}; {reason}" if self.reason else reason


class _Asked:
    """The questions of sheets, read once, and those that one student was asked."""

    def __init__(self, folder: Path | None, group: Class):
        self._group = group
        self._declared = cache(lambda lesson: tuple(sheets.questions(lesson, folder)))
        self._drawn = cache(
            lambda lesson, student: tuple(
                variants.draw(question, student, group.secret) for question in self._declared(lesson)
            )
        )
        self._name = cache(lambda lesson: sheets.source(lesson, folder).parent.name)
        self.seen = {}

    def sheet(self, lesson: str) -> str:
        """Full name of a sheet; DeclarationError where there is none."""
        name = self._name(lesson)
        self.seen[name] = self._declared(lesson)
        return name

    def of(self, lesson: str, student: str) -> list[Question]:
        """The questions as they stand in the sheet of one student, or in the open copy."""
        if not student or not self._group.secret:
            return list(self._declared(lesson))
        return list(self._drawn(lesson, student))

    def has_variants(self, lesson: str) -> bool:
        """Whether the numbers of a sheet differ between students."""
        return bool(self._group.secret) and any(one.variants for one in self._declared(lesson))


def grade(
    handed_in: Path,
    results: Path,
    group: Class | None = None,
    *,
    folder: Path | None = None,
    at_once: int | None = None,
    limits: Limits | None = None,
    tell=None,
    again: bool = False,
    consent: str = "",
) -> list[Result]:
    """Grade everything in a folder or zip file.

    Parameters
    ----------
    handed_in : Path
        As a learning platform gives it: file names and folders in any shape.
    results : Path
        Folder of the gradebook; it is made when missing. A second run judges only what has changed.
    group : Class, optional
    folder : Path, optional
        The folder of the lessons; the course's own when left out.
    at_once : int, optional
        Sandboxes at the same time; as many as there are processors by default.
    limits : Limits, optional
    tell : callable, optional
        Called with (done, all, Result) after each file that had to be judged.
    again : bool
        Judge everything anew, for instance after a machine was too busy for the limits of time.
    consent : str
        :data:`isolation.CONSENT` to run student code without isolation; every mark made so says it.

    Returns
    -------
    list of Result
        One for each file, in the order of their names.

    Raises
    ------
    NotIsolated
        When student code cannot be isolated here, or ``consent`` is not given in full.
    CannotOpen
        When ``handed_in`` is neither a folder nor a zip file nor a notebook.
    """
    if consent:
        isolation.require_consent(consent)
    else:
        isolation.require()
    group, limits = group or Class(), limits or Limits()
    asked = _Asked(folder, group)
    root = str(handed_in.resolve())
    with files.opened(handed_in) as found, Gradebook(results) as book:
        paths = {one.name: one.path for one in found}
        done = [_looked_at(one, root, group, asked, book, limits) for one in found]
        _settle_doubles(done, book, root)
        book.know(group.students, asked.seen)
        todo = []
        for result in done:
            earlier = _judged_earlier(result, book, is_isolated=not consent, again=again)
            if result.state in _COUNT and earlier is None:
                todo.append(result)
            else:
                _enter(book, result, earlier or [], _texts(result, paths, asked) if earlier else {})
        if consent and todo:
            book.tell_log(f"consent to run the code of {len(todo)} files without isolation")
        boxes = _Boxes(OpenBox if consent else Sandbox, limits)
        _run_all(todo, paths, asked, book, at_once or os.cpu_count() or 1, boxes, tell)
        return sorted(done, key=lambda result: result.file)


def _judged_earlier(result: Result, book, is_isolated: bool, again: bool) -> list[Mark] | None:
    """What was found earlier; what came out of a sandbox serves both, what was made without one does not."""
    if not result.key:
        return None
    found = None if again else book.judged(result.key)
    if found is None and not is_isolated:
        result.key += "-open"
        found = None if again else book.judged(result.key)
        if found and any(isolation.WITHOUT in mark.reason for mark in found):
            result.note(isolation.WITHOUT)
    return found


# ---------------------------------------------------------------------------------------------------
# What a file is, and whose


def _looked_at(one: files.HandedIn, root, group, asked, book, limits) -> Result:
    """One file as far as it can be known without running anything."""
    result = Result(one.name, root, received=one.received)
    if one.path.suffix.lower() != ".ipynb":
        result.state = "not a sheet"
        result.note(f"a {one.path.suffix or 'nameless'} file is no notebook"[:60])
        return _named_by_path(result, one, group)
    try:
        submission = collect.read(one.path)
        result.sheet = asked.sheet(submission.sheet)
    except (collect.UnreadableFile, DeclarationError, OSError) as error:
        result.state = "not graded"
        result.note(str(error) if not isinstance(error, OSError) else f"it cannot be read: {error.strerror}")
        return _named_by_path(result, one, group)
    result.digest = submission.digest
    if submission.note:
        result.note(submission.note)
    result.drawn_for = _identify(result, submission, one, group, book)
    if submission.is_open and asked.has_variants(result.sheet) and not book.owner_of(result.digest):
        result.doubt("it is the open copy, whose numbers are not this student's own")
    questions = asked.of(result.sheet, "" if submission.is_open else result.drawn_for)
    result.key = _key(submission, questions, limits)
    return result


def _named_by_path(result: Result, one: files.HandedIn, group: Class) -> Result:
    found = students.named_in(one.by_platform or one.name, list(group.students))
    result.student = found[0].id if len(found) == 1 else ""
    return result


def _identify(result: Result, submission, one: files.HandedIn, group: Class, book) -> str:
    """Find whose file it is, and leave it to a person where that is in doubt.

    Returns
    -------
    str
        The id whose variants the answers are judged by.
    """
    by_id = {student.id.casefold(): student.id for student in group.students}
    for_whom = by_id.get(submission.student.casefold(), "")
    settled = book.owner_of(submission.digest)
    if settled:
        result.student = settled
        result.note("a person said whose it is")
        return for_whom or settled
    sender = students.named_in(one.by_platform or one.name, list(group.students))
    sender = sender[0].id if len(sender) == 1 else ""
    if for_whom:
        if not sender or sender == for_whom:
            result.student = for_whom
            return for_whom
        # The words of the platform are not the student's; a name of a file's own is only a sign.
        result.student = sender if one.by_platform else for_whom
        result.doubt(f"the sheet was made for {for_whom}, and the file names {sender}")
        return result.student
    if submission.student:
        result.student = sender or submission.student
        if group.students:
            result.doubt(f"the sheet was made for {submission.student}, who is not in the class list")
        return submission.student
    result.student = sender or f"unknown {submission.digest[:8]}"
    if not sender:
        result.doubt("nothing says whose it is")
    return sender


def _settle_doubles(results: list[Result], book: Gradebook, root: str) -> None:
    """Of several files of one student for one sheet one counts; the others are kept and named."""
    earlier = _from_earlier_runs(results, book, root)
    newest = {}
    for one in [*earlier, *results]:
        if one.student and one.sheet and one.state in (*_COUNT, "replaced"):
            place = (one.student, one.sheet)
            if place not in newest or _rank(one) > _rank(newest[place]):
                newest[place] = one
    for one in [*earlier, *results]:
        winner = newest.get((one.student, one.sheet))
        if winner is None or winner is one or one.state not in _COUNT:
            continue
        one.state = "replaced"
        one.reason = f"another file of the same student counts: {winner.file}"
        if one in earlier:
            book.set_state(one.root, one.file, one.state, one.reason)


def _rank(one: Result) -> tuple:
    return not one.doubts and one.state != "needs a look", one.received, one.file


def _from_earlier_runs(results: list[Result], book: Gradebook, root: str) -> list[Result]:
    """Files of earlier runs that are not in this one: from another download, or gone from this folder."""
    here = {one.file for one in results}
    digests = {(one.digest, one.file) for one in results}
    earlier = []
    for row in book.rows("SELECT * FROM submissions"):
        if row["root"] == root:
            if row["file"] not in here and row["state"] != "gone":
                book.set_state(root, row["file"], "gone", "it is no longer there; its marks stay")
        elif (row["digest"], row["file"]) in digests and row["digest"]:
            book.forget_file(row["root"], row["file"])  # the same file in a folder that was moved
        elif row["state"] in _COUNT:
            earlier.append(Result(**row))
    return earlier


# ---------------------------------------------------------------------------------------------------
# Running and judging


class _Boxes:
    """Boxes of one kind that are free: sandboxes, or what takes their place."""

    def __init__(self, kind: type, limits: Limits):
        self.isolate = kind is Sandbox
        self._kind, self._limits, self._free = kind, limits, queue.SimpleQueue()

    def take(self):
        """One that is free, or a new one."""
        try:
            return self._free.get_nowait()
        except queue.Empty:
            return self._kind(self._limits).__enter__()

    def give_back(self, box) -> None:
        """Let the next file have it."""
        self._free.put(box)

    def close(self) -> None:
        """End all that are free."""
        while not self._free.empty():
            self._free.get().__exit__()


def _run_all(todo, paths, asked, book, at_once, boxes, tell) -> None:
    with ThreadPoolExecutor(max(1, min(at_once, len(todo)))) as pool:
        try:
            waiting = [pool.submit(_safely_marked, one, paths[one.file], asked, boxes) for one in todo]
            for count, future in enumerate(as_completed(waiting), start=1):
                result, marks, texts, keep = future.result()
                _enter(book, result, marks, texts, keep)
                if tell:
                    tell(count, len(todo), result)
        finally:
            pool.shutdown(cancel_futures=True)
            boxes.close()


def _safely_marked(result: Result, path: Path, asked, boxes):
    """Mark one file; whatever fails, it is a state of this file and never the end of the batch."""
    try:
        return _marked_file(result, path, asked, boxes)
    except Exception as error:  # noqa: BLE001 - any other file must still be marked
        result.doubt(f"the grader failed ({type(error).__name__}: {error}); grade again"[:300])
        try:
            questions = asked.of(result.sheet, "")
        except DeclarationError:
            questions = []
        return result, [_mark(one, "not marked", None, "the grader failed") for one in questions], {}, False


def _marked_file(result: Result, path: Path, asked, boxes):
    submission, questions = _reread(result, path, asked)
    result.is_new = True
    answers = submission.answers(questions)
    cells = [
        Cell(question.id, sheets.name_of(question.id), answers[question.id].parts, _calls(question))
        for question in questions
        if question.kind != "prose" and answers[question.id].parts
    ]
    try:
        replies, trouble = {reply.question: reply for reply in _run(cells, boxes)}, ""
    except SandboxBroken as error:
        replies, trouble = {}, f"the sandbox failed ({error}); grade again"
        result.doubt(trouble)
    own = submission.own_names()
    marks = [_marked(one, answers[one.id], replies.get(one.id), trouble, own) for one in questions]
    if replies and not boxes.isolate:
        marks = [_signed(mark) if mark.question in replies else mark for mark in marks]
        result.note(isolation.WITHOUT)
    return result, marks, _prose_of(questions, answers), not trouble


def _signed(mark: Mark) -> Mark:
    """A mark that says that it was made without isolation."""
    return replace(mark, reason=f"{mark.reason}; {isolation.WITHOUT}")


def _reread(result: Result, path: Path, asked):
    """Read a file again, so that a large class does not lie in memory all at once."""
    submission = collect.read(path)
    whose = "" if submission.is_open else result.drawn_for
    return submission, asked.of(result.sheet, whose)


def _texts(result: Result, paths, asked) -> dict:
    submission, questions = _reread(result, paths[result.file], asked)
    return _prose_of(questions, submission.answers(questions))


def _prose_of(questions, answers) -> dict:
    return {
        one.id: answers[one.id].text for one in questions if one.kind == "prose" and answers[one.id].parts
    }


def _run(cells, boxes) -> list:
    """Run cells in a box that is free, or in a new one; a box that fails is replaced once."""
    if not cells:
        return []
    for attempt in (1, 2):
        box = boxes.take()
        try:
            replies = box.run(cells, SETUP)
        except BaseException as error:
            box.__exit__()
            if isinstance(error, SandboxBroken) and attempt == 1:
                continue
            raise
        boxes.give_back(box)
        return replies
    raise AssertionError("unreachable")


def _mark(question: Question, state: str, points, reason: str, message: str = "") -> Mark:
    # A reason may quote what a student wrote, and ends in tables and terminals.
    return Mark("", "", question.id, state, points, question.points, tidy(reason), message)


def _marked(question: Question, answer, reply, trouble: str, own: set) -> Mark:
    if answer.state == "missing":
        return _mark(question, "needs a look", None, "the answer cell is gone")
    if answer.state == "blank":
        return _mark(question, "marked", 0.0, "left blank", "You left this question blank.")
    if answer.version and answer.version != question.version:
        reason = f"answers version {answer.version} of the question, not {question.version}"
        return _mark(question, "needs a look", None, reason)
    if question.kind == "prose":
        return _waiting(question, answer)
    if reply is None:
        told = "Your box could not be run because the grader failed; your teacher knows."
        return _mark(question, "not marked", None, trouble or "the grader failed", told)
    if reply.state == "stopped":
        told = f"Your box had to be stopped: {reply.error}. Your teacher will look at it."
        return _mark(question, "not marked", None, f"the code had to be stopped: {reply.error}", told)
    if reply.state == "no value":
        return _no_value(question, reply, own)
    return _judged(question, answer, reply.value)


def _waiting(question: Question, answer) -> Mark:
    """Prose waits for a reader, who is told what can be told without reading."""
    notes = ["several boxes, joined"] if answer.state == "several" else []
    try:
        reading.prose(answer.text, question)
    except reading.Unreadable as problem:
        notes.append(str(problem))
    return _mark(question, "not marked", None, "; ".join(["waits for a reader", *notes]))


def _no_value(question: Question, reply, own: set) -> Mark:
    told = f"Your box gave no value: {reply.error}."
    undefined = _UNDEFINED.search(reply.error)
    if undefined and undefined[1] in own:
        reason = f"uses '{undefined[1]}' from a cell of its own, which the grader does not run"
        return _mark(question, "needs a look", None, reason, told)
    return _mark(question, "marked", 0.0, f"no value: {reply.error}", told)


def _judged(question: Question, answer, value) -> Mark:
    try:
        found = _judgement(question, value)
    except Exception as error:  # noqa: BLE001 - a question that cannot be judged is no student's fault
        return _mark(
            question, "needs a look", None, f"the judge failed: {type(error).__name__}: {error}"[:300]
        )
    points = round(question.points * found.share, 4)
    message = found.message or _WRONG
    if answer.state == "several":
        reason = f"{found.state}; copies of the box differ, the last counts"
        return _mark(question, "needs a look", points, reason, message)
    reason = f"unreadable: {found.message}" if found.state == "unreadable" else found.state
    return _mark(question, "marked", points, reason, message)


def _judgement(question: Question, value) -> judge.Judgement:
    if question.kind != "function":
        value = reading.from_plain(value)
    elif not isinstance(value, list):
        value = []
    # Reference functions read tables that they must not share with another thread half read.
    with _LOCK:
        return judge.judge(question, value, _load)


def _calls(question: Question) -> tuple:
    if question.kind != "function":
        return ()
    with _LOCK:
        return tuple(keys.calls(question, _load))


@lru_cache(maxsize=64)
def _table(name: str):
    from china_russia_axis.codebook import load

    return load(name)


def _load(name: str):
    return _table(name).copy()


# ---------------------------------------------------------------------------------------------------
# Entering


def _enter(book: Gradebook, result: Result, marks: list[Mark], texts: dict, keep: bool = False) -> None:
    """Enter a file. What the judge found is kept as it is; marks of a file in doubt wait for a person."""
    submission = {
        "root": result.root,
        "file": result.file,
        "digest": result.digest,
        "student": result.student,
        "sheet": result.sheet,
        "received": result.received,
        "state": result.state,
        "reason": result.reason,
        "key": result.key,
    }
    if keep:
        book.keep(result.key, marks)
    if result.state == "needs a look":
        marks = [_doubted(mark, result.reason) for mark in marks]
    book.record(submission, marks if result.state in _COUNT else [], texts)


def _doubted(mark: Mark, reason: str) -> Mark:
    if mark.state != "marked":
        return mark
    return replace(mark, state="needs a look", reason=f"{mark.reason}; {reason}")


def _key(submission, questions: list[Question], limits: Limits) -> str:
    """Fingerprint of all that a mark depends on: answers, questions, code that judges, tables, limits."""
    answers = submission.answers(questions).values()
    given = [[one.question, one.parts, one.state, one.version] for one in answers]
    asked = [[one.id, one.version, one.parameters, one.entry, one.choices] for one in questions]
    text = json.dumps(
        [given, sorted(submission.own_names()), asked, str(limits)], sort_keys=True, default=str
    )
    return hashlib.sha256(f"{_judging_code()}\n{text}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _judging_code() -> str:
    """Fingerprint of tables, reference functions and all of the package that has a say in a mark."""
    total = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    for folder in (package, package.with_name("china_russia_axis_reference"), places.data()):
        for path in sorted(folder.rglob("*")):
            inner = path.relative_to(folder)
            if path.suffix in (".py", ".csv", ".json") and not _is_for_show(inner) and path.is_file():
                total.update(inner.as_posix().encode())
                total.update(path.read_bytes())
    return total.hexdigest()


def _is_for_show(path: Path) -> bool:
    """Whether a module of the package only shows, builds or exports."""
    if path.parts[0] == "grading":
        return path.parts[1] not in ("inside", "collect.py", "grade.py", "open_box.py", "sandbox.py")
    return path.parts[0] in ("building", "commands", "figures", "pages", "site", "teaching", "widgets")
