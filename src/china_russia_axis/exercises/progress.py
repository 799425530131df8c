"""What a student has answered in practice, kept in one small file of the student's own folder.

``my-progress.json`` lies in the folder that ``axis lab`` opens and holds one line a question: the answers
given, how the latest was judged, hints seen, and dates without a time. It is written only there. A notebook
that runs anywhere else (a build, a test, the grading sandbox) keeps its answers in memory, as ever.

Two notebooks may be open at once: under a lock, each answer is merged into what the file holds by then, and
the file is replaced in one step. A file that cannot be read is kept under another name, never deleted.

Standard library only, so that it works wherever Python does, in a browser too.
"""

import errno
import json
import os
import re
import stat
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

FILE = "my-progress.json"
FORMAT = 1
COURSE = "china-russia-axis"
MARK = ".course.json"
"""What :mod:`china_russia_axis.building.desk` leaves in the student's folder, and nowhere else."""
SWITCH = "CHINA_RUSSIA_AXIS_PROGRESS"
"""Environment variable; ``off`` keeps answers in memory, as in the kernel of a build."""

STATES = ("", "right", "partly", "nearly", "mistake", "not yet", "to mark")
LARGEST = 1_000_000
_ABOUT = (
    "Your answers to the practice questions, so that they survive a restart. "
    "It is yours and is sent nowhere. To begin afresh, delete this file."
)
_ABOVE = 3  # A notebook lies in the student's folder or a little below it.
_MOST_ANSWERS = 30
_MOST_HINTED = 10
_MOST_QUESTIONS = 2000
_LONGEST = 4000
_PATIENCE = 5  # seconds until a lock that another kernel holds is given up
_ID = re.compile(r"[0-9]{2}\.[1-9][0-9]{0,3}")


class NotKept(OSError):
    """Raised when the file cannot be written; the message is for the student."""


@dataclass(frozen=True)
class Record:
    """What is known about one question.

    Attributes
    ----------
    version : int
        Version of the question that was answered.
    state : str
        How the latest answer was judged, one of ``STATES``; empty when only hints were looked at.
    answer : str
        The latest answer in words.
    answers : tuple of str
        Every different answer in the order given; their number is the number of tries.
    hinted : tuple of str
        Those that earned a hint, in order: the same wrong answer gets the same hint again.
    hints : int
        How many hints were seen.
    first, last, right_on : str
        Days as ``2026-11-26``: of the first and the latest answer or hint, and of the first right answer.
    """

    version: int = 1
    state: str = ""
    answer: str = ""
    answers: tuple = ()
    hinted: tuple = ()
    hints: int = 0
    first: str = ""
    last: str = ""
    right_on: str = ""

    @property
    def tries(self) -> int:
        """How many different answers were given."""
        return len(self.answers)

    @property
    def status(self) -> str:
        """``right`` once a right answer was given, ``written`` for a text, ``tried``, or ``untouched``."""
        if self.right_on:
            return "right"
        if self.state == "to mark":
            return "written"
        return "tried" if self.answers else "untouched"


@dataclass(frozen=True)
class Reading:
    """What the file holds: records by question id, and what is wrong with the file (empty when nothing)."""

    records: dict
    trouble: str = ""


def merged(old: Record | None, new: Record) -> Record:
    """Both records of one question as one; nothing of either is lost.

    Records of different versions do not mix: the newer version of the question counts.
    """
    if old is None or old.version != new.version:
        return new if old is None or new.version > old.version else old
    latest = new if new.state and new.last >= old.last else old
    if not old.state:
        latest = new
    return replace(
        latest,
        answers=_union(old.answers, new.answers, _MOST_ANSWERS),
        hinted=_union(old.hinted, new.hinted, _MOST_HINTED),
        hints=max(old.hints, new.hints),
        first=min(filter(None, (old.first, new.first)), default=""),
        last=max(old.last, new.last),
        right_on=min(filter(None, (old.right_on, new.right_on)), default=""),
    )


def _union(first: tuple, second: tuple, most: int) -> tuple:
    return tuple(dict.fromkeys((*first, *second)))[:most]


def folder() -> Path | None:
    """The student's folder, when the present notebook runs in it; None where nothing may be written."""
    if os.environ.get(SWITCH, "").strip().lower() == "off":
        return None
    try:
        here = Path.cwd()
    except OSError:
        return None
    if sys.platform == "emscripten":
        return here  # In the browser every folder is the student's own.
    for place in (here, *here.parents[:_ABOVE]):
        if (place / MARK).is_file():
            return place
    return None


# ---------------------------------------------------------------------------------------------------
# Reading


def read(place: Path) -> Reading:
    """Read the file in a folder; a missing or empty one holds nothing.

    Raises
    ------
    OSError
        When the disk does not let it be read.
    """
    path = place / FILE
    try:
        found = path.stat()
    except FileNotFoundError:
        return Reading({})
    if not stat.S_ISREG(found.st_mode):
        return Reading({}, "it is no file")
    if found.st_size > LARGEST:
        return Reading({}, f"it is far too large ({found.st_size:,} bytes)")
    return parse(path.read_bytes())


def parse(content: bytes) -> Reading:
    """Records in the text of a file; sound records are kept when others are not."""
    if not content.strip():
        return Reading({})
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Reading({}, "it is not valid JSON any more")
    if not isinstance(whole, dict) or whole.get("course") != COURSE:
        return Reading({}, "it was not written by this course")
    if type(whole.get("format")) is int and whole["format"] > FORMAT:
        return Reading({}, "a newer edition of the course wrote it: update the course to read it")
    entries = whole.get("questions")
    if whole.get("format") != FORMAT or not isinstance(entries, dict) or len(entries) > _MOST_QUESTIONS:
        return Reading({}, "it does not keep to the format")
    records = {name: _record(entry) for name, entry in entries.items() if is_id(name)}
    sound = {name: record for name, record in records.items() if record}
    lost = len(entries) - len(sound)
    return Reading(sound, f"{lost} of its {len(entries)} entries cannot be read" if lost else "")


def _record(entry) -> Record | None:
    """A record, or None for an entry that this module cannot have written."""
    if not isinstance(entry, dict) or not set(entry) <= set(Record.__dataclass_fields__):
        return None
    record = Record(**entry)
    lists = [
        isinstance(found, list) and len(found) <= most and all(_is_text(one) for one in found)
        for found, most in (
            (entry.get("answers", []), _MOST_ANSWERS),
            (entry.get("hinted", []), _MOST_HINTED),
        )
    ]
    counts = [type(one) is int and low <= one <= 999 for one, low in ((record.version, 1), (record.hints, 0))]
    days = [one == "" or is_day(one) for one in (record.first, record.last, record.right_on)]
    if not all((*lists, *counts, *days, _is_text(record.answer), record.state in STATES)):
        return None
    return replace(record, answers=tuple(record.answers), hinted=tuple(record.hinted))


def _is_text(value) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def is_id(value) -> bool:
    """Whether a value looks like the id of a question, such as 04.2."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def is_day(value) -> bool:
    """Whether a value is a day, written as 2026-11-26."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------------------------------------------
# Writing


def add(place: Path, records: dict) -> str:
    """Merge records into the file of a folder; returns what the student should know, mostly nothing.

    Raises
    ------
    NotKept
        When the folder is read-only, the disk full, or another program holds the file.
    """
    try:
        with _alone(place):
            before = read(place)
            said = _set_aside(place, before.trouble) if before.trouble else ""
            everything = dict(before.records)
            for name, record in records.items():
                everything[name] = merged(everything.get(name), record)
            replace_file(place / FILE, as_text(everything))
    except OSError as error:
        why = error.strerror or str(error)
        raise NotKept(
            f"Your answers are not kept in {FILE} ({why}). Is the folder read-only, or the disk full? They "
            "stay here until the kernel stops, and are written with your next answer once that is possible."
        ) from None
    return said


def as_text(records: dict) -> str:
    """The text of the file: valid JSON, one line a question, in the order of the lessons."""
    head = {"about": _ABOUT, "course": COURSE, "format": FORMAT}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    rows = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(_plain(records[name]), ensure_ascii=False)}"
        for name in sorted(records, key=lambda name: (name[:2], int(name[3:])))
    )
    return "{\n" + ",\n".join(lines) + ',\n"questions": {\n' + rows + "\n}\n}\n"


def _plain(record: Record) -> dict:
    """A record without what is empty."""
    return {key: value for key, value in asdict(record).items() if value not in ("", (), 0)}


def replace_file(path: Path, text: str) -> None:
    """Write a file in one step: a crash leaves the old one or the new one, whole."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def _set_aside(place: Path, trouble: str) -> str:
    target, number = place / "my-progress-set-aside.json", 1
    while os.path.lexists(target):
        number += 1
        target = place / f"my-progress-set-aside-{number}.json"
    os.rename(place / FILE, target)
    return (
        f"Your old {FILE} cannot be read: {trouble}. It is kept as {target.name}, and a fresh one was begun."
    )


@contextmanager
def _alone(place: Path):
    """Hold the lock of a folder; where the system has none, go on without."""
    lock, release = _locking()
    with (place / ".my-progress.lock").open("a+b") as file:
        end = time.monotonic() + _PATIENCE
        while not _taken(lock, file):
            if time.monotonic() > end:
                raise OSError(errno.EBUSY, "another notebook is writing it")
            time.sleep(0.01)
        try:
            yield
        finally:
            with suppress(OSError):
                release(file)


def _taken(lock, file) -> bool:
    """Take the lock if it is free; a disk that knows no locks (some shared ones) counts as free."""
    try:
        lock(file)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def _locking():
    try:
        from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
    except ImportError:
        pass  # Windows has no such module, and that of a browser's Python has no locks in it.
    else:
        return lambda file: flock(file, LOCK_EX | LOCK_NB), lambda file: flock(file, LOCK_UN)
    try:
        import msvcrt
    except ImportError:
        return (lambda file: None), (lambda file: None)

    def on_first_byte(mode):
        def act(file):
            file.seek(0)
            msvcrt.locking(file.fileno(), mode, 1)

        return act

    return on_first_byte(msvcrt.LK_NBLCK), on_first_byte(msvcrt.LK_UNLCK)


# ---------------------------------------------------------------------------------------------------
# The memory of one kernel


class Memory:
    """Records of this kernel that no file holds yet, and the way to those in the file."""

    def __init__(self):
        self._unkept: dict[str, Record] = {}
        self._said: set[str] = set()

    def add(self, name: str, record: Record) -> tuple[Record, str]:
        """Add to a question's record; returns the whole record and what to tell the student, once each."""
        self._unkept[name] = merged(self._unkept.get(name), record)
        place, said = folder(), ""
        if place is not None:
            try:
                said = add(place, self._unkept)
                self._unkept.clear()
            except NotKept as error:
                said = str(error)
        if said in self._said:
            said = ""
        self._said.add(said)
        return self.records(place)[0].get(name, record), said

    def records(self, place: Path | None = None) -> tuple[dict, str]:
        """Everything known by question id, and what is wrong with the file, if anything is."""
        try:
            found = read(place) if place is not None else Reading({})
        except OSError as error:
            found = Reading({}, f"it cannot be opened ({error.strerror or error})")
        everything = dict(found.records)
        for name, record in self._unkept.items():
            everything[name] = merged(everything.get(name), record)
        return everything, found.trouble

    def forget(self) -> None:
        """Start afresh, as after a restart of the kernel; the file stays as it is."""
        self._unkept.clear()
        self._said.clear()


def today() -> str:
    """The day by the student's clock; no time, which would be nobody's business."""
    return date.today().isoformat()
