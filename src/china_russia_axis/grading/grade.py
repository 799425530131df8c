"""Grading a whole class: read each file, run its answers in a sandbox, judge the values, enter the marks.

Two kinds of process take part. Sandboxes run student code and know no answer; this process knows the answers
and never runs student code. Files are marked in parallel, one sandbox a thread; each result is entered the
moment it is there, so that a run that was killed goes on where it ended.
"""

import hashlib
import json
import os
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.exercises import judge, reading, sheets, variants
from china_russia_axis.exercises.declarations import DeclarationError, Question
from china_russia_axis.grading import collect, files, isolation, students
from china_russia_axis.grading.gradebook import Gradebook, Mark
from china_russia_axis.grading.sandbox import SETUP, Cell, Limits, Sandbox, SandboxBroken

_LOCK = threading.Lock()


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
        ``graded``, ``unchanged``, ``needs a look``, ``not a sheet`` or ``not graded``.
    reason : str
    marks : list of Mark
    """

    file: str
    student: str = ""
    sheet: str = ""
    state: str = "graded"
    reason: str = ""
    marks: list = None
    texts: dict = None
    digest: str = ""
    key: str = ""
    received: float = 0.0


def grade(
    handed_in: Path, results: Path, group: Class, *, at_once=None, limits=None, tell=None
) -> list[Result]:
    """Grade everything in a folder or zip file.

    Parameters
    ----------
    handed_in : Path
        As a learning platform gives it: file names and folders in any shape.
    results : Path
        Folder of the gradebook; it is made when missing. A second run judges only what has changed.
    group : Class
    at_once : int, optional
        Sandboxes at the same time; as many as there are processors by default.
    limits : Limits, optional
    tell : callable, optional
        Called with (done, all, Result) after each file.

    Returns
    -------
    list of Result
        One for each file, in the order of their names.

    Raises
    ------
    NotIsolated
        When student code cannot be isolated here.
    CannotOpen
        When ``handed_in`` is neither a folder nor a zip file.
    """
    isolation.require()
    with files.opened(handed_in) as folder, Gradebook(results) as book:
        paths = files.handed_in(folder)
        read = [_read(path, folder, group) for path in paths]
        _settle_doubles([result for result, _ in read])
        todo, done = [], []
        for result, work in read:
            if work is None:
                _enter(book, result)
                done.append(result)
            elif book.key_of(result.file) == result.key and result.state == "graded":
                done.append(replace(result, state="unchanged"))
            else:
                todo.append((result, work))
        for result in done:
            if tell:
                tell(0, len(todo), result)
        done += _run_all(todo, book, at_once or os.cpu_count() or 1, limits or Limits(), tell)
        return sorted(done, key=lambda result: result.file)


def _read(path: Path, folder: Path, group: Class):
    """One file as far as it can be read without running anything: a result, and what is to be run."""
    name = path.relative_to(folder).as_posix()
    result = Result(name, marks=[], texts={})
    try:
        result.received = path.lstat().st_mtime
    except OSError:
        result.received = 0.0
    if path.suffix.lower() != ".ipynb":
        result.state, result.reason = "not a sheet", f"A {path.suffix or 'nameless'} file is no notebook."
        return _named_by_path(result, group), None
    try:
        sheet = collect.peek(path)
        questions = sheets.questions(sheet.sheet)
        submission = collect.read(path, questions)
    except (collect.UnreadableFile, DeclarationError, OSError) as error:
        result.state, result.reason = "not graded", str(error)
        return _named_by_path(result, group), None
    result.sheet, result.digest = sheets.source(sheet.sheet).parent.name, submission.digest
    _identify(result, submission, group)
    if group.secret and submission.student:
        questions = [variants.draw(question, submission.student, group.secret) for question in questions]
    elif group.secret and any(question.variants for question in questions):
        _doubt(result, "it is an open copy, so its numbers are not this student's own")
    result.key = _key(submission, questions)
    return result, (submission, questions)


def _named_by_path(result: Result, group: Class) -> Result:
    found = students.named_in(result.file, list(group.students))
    result.student = found[0].id if len(found) == 1 else ""
    return result


def _identify(result: Result, submission, group: Class) -> None:
    """Find whose file it is: by the sheet, else by the file's name; a person looks where they differ."""
    by_sheet = [one for one in group.students if one.id.casefold() == submission.student.strip().casefold()]
    by_name = students.named_in(result.file, list(group.students))
    if by_sheet:
        result.student = by_sheet[0].id
        if len(by_name) == 1 and by_name[0] != by_sheet[0]:
            _doubt(result, f"the sheet was made for {by_sheet[0].id}, and the file names {by_name[0].id}")
    elif submission.student:
        result.student = submission.student
        if group.students:
            _doubt(result, f"the sheet was made for {submission.student}, who is not in the class list")
    elif len(by_name) == 1:
        result.student = by_name[0].id
    else:
        result.student = f"unknown {submission.digest[:8]}"
        several = ", ".join(one.id for one in by_name)
        _doubt(
            result, f"its name fits several students: {several}" if by_name else "nothing says whose it is"
        )


def _doubt(result: Result, reason: str) -> None:
    result.state = "needs a look"
    result.reason = f"{result.reason}; {reason}" if result.reason else reason


def _settle_doubles(results: list[Result]) -> None:
    """Of several files of one student for one sheet the last one counts; the others are kept, unmarked."""
    newest = {}
    for result in results:
        if result.student and result.sheet:
            place = (result.student, result.sheet)
            if place not in newest or _later(result, newest[place]):
                newest[place] = result
    for result in results:
        winner = newest.get((result.student, result.sheet))
        if winner is not None and winner is not result:
            result.state = "not graded"
            result.reason = f"a later file of the same student counts: {winner.file}"


def _later(one: Result, other: Result) -> bool:
    return (one.received, one.file) > (other.received, other.file)


def _run_all(todo, book, at_once, limits, tell) -> list[Result]:
    boxes = queue.SimpleQueue()
    done = []
    with ThreadPoolExecutor(max(1, min(at_once, len(todo)))) as pool:
        try:
            waiting = [pool.submit(_mark, result, work, boxes, limits) for result, work in todo]
            for count, future in enumerate(as_completed(waiting), start=1):
                result = future.result()
                _enter(book, result)
                done.append(result)
                if tell:
                    tell(count, len(todo), result)
        finally:
            pool.shutdown(cancel_futures=True)
            while not boxes.empty():
                boxes.get().__exit__()
    return done


def _mark(result: Result, work, boxes, limits) -> Result:
    submission, questions = work
    if result.state == "not graded":
        return result
    cells = [
        Cell(
            question.id, sheets.name_of(question.id), submission.answers[question.id].source, _calls(question)
        )
        for question in questions
        if question.kind != "prose" and submission.answers[question.id].state in ("written", "several")
    ]
    try:
        replies = {reply.question: reply for reply in _run(cells, boxes, limits)}
        trouble = ""
    except SandboxBroken as error:
        replies, trouble = {}, f"the sandbox failed ({error}); grade again"
        _doubt(result, trouble)
        result.key = ""
    for question in questions:
        answer = submission.answers[question.id]
        mark = _marked(question, answer, replies.get(question.id), trouble)
        result.marks.append(replace(mark, student=result.student, sheet=result.sheet))
        if question.kind == "prose" and answer.state in ("written", "several"):
            result.texts[question.id] = answer.source
    return result


def _run(cells, boxes, limits) -> list:
    """Run cells in a sandbox that is free, or in a new one; a sandbox that fails is replaced once."""
    if not cells:
        return []
    for attempt in (1, 2):
        try:
            box = boxes.get_nowait()
        except queue.Empty:
            box = Sandbox(limits).__enter__()
        try:
            replies = box.run(cells, SETUP)
        except BaseException as error:
            box.__exit__()
            if isinstance(error, SandboxBroken) and attempt == 1:
                continue
            raise
        boxes.put(box)
        return replies
    raise AssertionError("unreachable")


def _marked(question: Question, answer, reply, trouble: str) -> Mark:
    def mark(state, points, reason, message=""):
        return Mark("", "", question.id, state, points, question.points, reason, message)

    if answer.state == "missing":
        return mark("needs a look", None, "the answer cell is gone")
    if answer.state == "blank":
        return mark("marked", 0.0, "left blank", "You left this question blank.")
    if answer.version and answer.version != question.version:
        return mark(
            "needs a look", None, f"answers version {answer.version} of the question, not {question.version}"
        )
    if question.kind == "prose":
        return _prose(question, answer, mark)
    if reply is None or reply.state == "stopped":
        return mark("not marked", None, trouble or f"the code had to be stopped: {reply.error}", _told(reply))
    if reply.state == "no value":
        return mark("marked", 0.0, f"no value: {reply.error}", f"Your box gave no value: {reply.error}.")
    found = _judged(question, reply.value)
    points = round(question.points * found.share, 4)
    state = "needs a look" if answer.state == "several" else "marked"
    reason = (
        found.state
        if answer.state != "several"
        else f"{found.state}; copies of the box differ, the last counts"
    )
    return mark(state, points, reason, found.message or _WRONG)


_WRONG = "This is not the answer. The hints in the lesson lead on."


def _prose(question, answer, mark) -> Mark:
    try:
        reading.prose(answer.source, question)
    except reading.Unreadable as problem:
        return mark("not marked", None, f"waits for a reader; {problem}")
    return mark("not marked", None, "waits for a reader")


def _told(reply) -> str:
    if reply is None:
        return "Your box could not be run because the grader failed; your teacher knows."
    return f"Your box had to be stopped: {reply.error}. Your teacher will look at it."


def _judged(question: Question, value) -> judge.Judgement:
    if question.kind != "function":
        value = reading.from_plain(value)
    elif not isinstance(value, list):
        value = []
    # Reference functions read tables that they must not share with another thread half read.
    with _LOCK:
        return judge.judge(question, value, _load)


def _calls(question: Question) -> tuple:
    from china_russia_axis.exercises import keys

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


def _enter(book: Gradebook, result: Result) -> None:
    submission = {
        "file": result.file,
        "digest": result.digest,
        "student": result.student,
        "sheet": result.sheet,
        "received": result.received,
        "state": result.state,
        "reason": result.reason,
        "key": result.key,
    }
    book.record(submission, result.marks, result.texts)


def _key(submission, questions: list[Question]) -> str:
    """Fingerprint of all that a mark depends on: answers, questions, code that judges, tables."""
    answers = {name: [one.source, one.state, one.version] for name, one in submission.answers.items()}
    asked = [[question.id, question.version, question.parameters, question.entry] for question in questions]
    text = json.dumps([submission.student, answers, asked], sort_keys=True, default=str)
    return hashlib.sha256(f"{_judging_code()}\n{text}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _judging_code() -> str:
    total = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    folders = [package / "exercises", package / "grading", package.with_name("china_russia_axis_reference")]
    for folder in [*folders, places.data()]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".py", ".csv", ".json"):
                total.update(path.name.encode())
                total.update(path.read_bytes())
    return total.hexdigest()
