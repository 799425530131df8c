"""The gradebook: one SQLite file with every file handed in, every mark with its state, and every change.

What the judge found is kept by a fingerprint of all it depends on (*judgements*), so that nothing is judged
twice and a run that was killed goes on. What counts is derived from it (*marks*). A mark is never silently
replaced: a person's override stays when the machine marks again, and each change is a line in the log.
"""

import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

FILE = "gradebook.sqlite"
STATES = ("marked", "not marked", "needs a look", "not handed in")
JUDGE = "judge"

_TABLES = """
CREATE TABLE IF NOT EXISTS students (student TEXT PRIMARY KEY, name TEXT NOT NULL, other TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS questions (
  sheet TEXT, question TEXT, place INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
  most REAL NOT NULL, PRIMARY KEY (sheet, question));
CREATE TABLE IF NOT EXISTS submissions (
  root TEXT, file TEXT, digest TEXT NOT NULL, student TEXT NOT NULL, sheet TEXT NOT NULL,
  received REAL NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (root, file));
CREATE TABLE IF NOT EXISTS judgements (key TEXT PRIMARY KEY, marks TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS marks (
  student TEXT, sheet TEXT, question TEXT, root TEXT NOT NULL, file TEXT NOT NULL, state TEXT NOT NULL,
  mark REAL, most REAL NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (student, sheet, question));
CREATE TABLE IF NOT EXISTS texts (
  student TEXT, sheet TEXT, question TEXT, text TEXT NOT NULL, PRIMARY KEY (student, sheet, question));
CREATE TABLE IF NOT EXISTS overrides (
  student TEXT, sheet TEXT, question TEXT, mark REAL NOT NULL, why TEXT NOT NULL, who TEXT NOT NULL,
  PRIMARY KEY (student, sheet, question));
CREATE TABLE IF NOT EXISTS owners (
  digest TEXT PRIMARY KEY, student TEXT NOT NULL, why TEXT NOT NULL, who TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS readings (
  student TEXT, sheet TEXT, question TEXT, marker TEXT, levels TEXT NOT NULL, comment TEXT NOT NULL,
  settles INTEGER NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (student, sheet, question, marker));
CREATE TABLE IF NOT EXISTS comments (
  question TEXT, text TEXT, used INTEGER NOT NULL, PRIMARY KEY (question, text));
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS log (
  at TEXT NOT NULL, who TEXT NOT NULL, student TEXT, sheet TEXT, question TEXT, what TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Mark:
    """The mark of one question of one student.

    Attributes
    ----------
    student, sheet, question : str
    state : str
        One of :data:`STATES`. Only ``marked`` counts as final; a failure is never a zero.
    mark : float or None
        Points, or None where there is no mark yet. With ``needs a look`` it is a proposal.
    most : float
        Points to be had.
    reason : str
        Why this mark, or why none, for the teacher.
    message : str
        What the student reads.
    by : str
        ``judge`` or the name of a person.
    """

    student: str
    sheet: str
    question: str
    state: str
    mark: float | None
    most: float
    reason: str
    message: str = ""
    by: str = JUDGE


class Gradebook:
    """The gradebook of one folder of results; use it in a ``with`` block."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self._connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A killed grader loses nothing; a power cut may lose the last few files, which are then graded again.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_TABLES)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    @contextmanager
    def _all_or_nothing(self):
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, query: str, *values) -> list[dict]:
        """Rows of a query as dictionaries."""
        with closing(self._connection.execute(query, values)) as cursor:
            return [dict(row) for row in cursor]

    # What a run enters -------------------------------------------------------------------------------

    def know(self, students, questions: dict) -> None:
        """Enter the class list and the questions of each sheet.

        Parameters
        ----------
        students : iterable of Student
            With ``id``, ``name`` and ``other``.
        questions : dict
            Name of a sheet to its questions, in their order.
        """
        with self._all_or_nothing() as connection:
            for one in students:
                connection.execute(
                    "INSERT OR REPLACE INTO students VALUES (?, ?, ?)", (one.id, one.name, one.other)
                )
            for sheet, asked in questions.items():
                connection.execute("DELETE FROM questions WHERE sheet = ?", (sheet,))
                connection.executemany(
                    "INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        (sheet, one.id, place, one.kind, one.title, one.points)
                        for place, one in enumerate(asked)
                    ],
                )

    def judged(self, key: str) -> list[Mark] | None:
        """What the judge found under a fingerprint; None when it was never asked."""
        found = self.rows("SELECT marks FROM judgements WHERE key = ?", key)
        return [Mark(**one) for one in json.loads(found[0]["marks"])] if found else None

    def keep(self, key: str, marks: list[Mark]) -> None:
        """Keep what the judge found under a fingerprint, without a name."""
        plain = json.dumps([asdict(replace(mark, student="", sheet="")) for mark in marks])
        with self._all_or_nothing() as connection:
            connection.execute("INSERT OR REPLACE INTO judgements VALUES (?, ?)", (key, plain))

    def record(self, submission: dict, marks: list[Mark], texts: dict) -> None:
        """Enter one file with its marks and texts, in one step.

        Parameters
        ----------
        submission : dict
            Columns of the table ``submissions``.
        marks : list of Mark
            Empty for a file whose marks do not count (unreadable, or replaced by a later one).
        texts : dict
            Question id to prose.
        """
        place = (submission["root"], submission["file"])
        with self._all_or_nothing() as connection:
            connection.execute("DELETE FROM submissions WHERE root = ? AND file = ?", place)
            connection.execute(
                "INSERT INTO submissions VALUES (:root, :file, :digest, :student, :sheet, :received, :state,"
                " :reason, :key)",
                submission,
            )
            self._forget(connection, submission, marks)
            for mark in marks:
                mark = replace(mark, student=submission["student"], sheet=submission["sheet"])
                self._enter(connection, mark, place, texts.get(mark.question))

    def _forget(self, connection, submission: dict, marks: list[Mark]) -> None:
        """Take back marks that this file gave to somebody else, or to questions that are no more."""
        stay = {(submission["student"], submission["sheet"], mark.question) for mark in marks}
        mine = self.rows(
            "SELECT * FROM marks WHERE root = ? AND file = ?", submission["root"], submission["file"]
        )
        if marks:
            mine += self.rows(
                "SELECT * FROM marks WHERE student = ? AND sheet = ?",
                submission["student"],
                submission["sheet"],
            )
        for row in mine:
            place = (row["student"], row["sheet"], row["question"])
            if place not in stay:
                stay.add(place)
                where = "WHERE student = ? AND sheet = ? AND question = ?"
                connection.execute(f"DELETE FROM marks {where}", place)  # noqa: S608 - our own words
                connection.execute(f"DELETE FROM texts {where}", place)  # noqa: S608
                self._log(connection, JUDGE, place, f"{_shown(row['mark'], row['state'])} no longer counts")

    def _enter(self, connection, mark: Mark, source: tuple, text: str | None) -> None:
        place = (mark.student, mark.sheet, mark.question)
        where = "WHERE student = ? AND sheet = ? AND question = ?"
        before = connection.execute(f"SELECT * FROM marks {where}", place).fetchone()  # noqa: S608
        old_text = connection.execute(f"SELECT text FROM texts {where}", place).fetchone()  # noqa: S608
        if mark.by == JUDGE and before is not None and before["by"] != JUDGE:
            was = _shown(before["mark"], before["state"])
            if text is not None and old_text is not None and text != old_text["text"]:
                mark = replace(mark, state="needs a look", reason=f"the text changed after the mark {was}")
            elif mark.state == "not marked":
                # Prose that a person has marked stays marked.
                mark = Mark(*place, *(before[name] for name in ("state", "mark", "most", "reason")))
                mark = replace(mark, message=before["message"], by=before["by"])
        if text is not None:
            connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", (*place, text))
        connection.execute(
            "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, *source, mark.state, mark.mark, mark.most, mark.reason, mark.message, mark.by),
        )
        if before is not None and (before["mark"], before["state"]) != (mark.mark, mark.state):
            was, now = _shown(before["mark"], before["state"]), _shown(mark.mark, mark.state)
            self._log(connection, mark.by, place, f"{was} became {now}: {mark.reason}")

    def set_state(self, root: str, file: str, state: str, reason: str) -> None:
        """Change what is said of a file that an earlier run entered."""
        with self._all_or_nothing() as connection:
            connection.execute(
                "UPDATE submissions SET state = ?, reason = ? WHERE root = ? AND file = ?",
                (state, reason, root, file),
            )

    def forget_file(self, root: str, file: str) -> None:
        """Drop the line of a file that now lies somewhere else."""
        with self._all_or_nothing() as connection:
            connection.execute("DELETE FROM submissions WHERE root = ? AND file = ?", (root, file))

    # What a person decides ---------------------------------------------------------------------------

    def mark_by_person(self, mark: Mark) -> None:
        """Enter a mark that a person gave, for prose or after a look; ``mark.by`` is the person."""
        self._require(mark.student, mark.sheet, mark.question, mark.mark, mark.reason, mark.by)
        found = self.rows(
            "SELECT root, file FROM marks WHERE student = ? AND sheet = ? AND question = ?",
            mark.student,
            mark.sheet,
            mark.question,
        )
        with self._all_or_nothing() as connection:
            self._enter(connection, mark, tuple(found[0].values()) if found else ("", ""), None)

    @contextmanager
    def one_step(self):
        """Several changes that are entered together or not at all; gives the connection for them."""
        with self._all_or_nothing() as connection:
            yield connection

    def enter_by_person(self, connection, mark: Mark) -> None:
        """Enter a person's mark within :meth:`one_step`; its file stays the one of the text."""
        where = "WHERE student = ? AND sheet = ? AND question = ?"
        place = (mark.student, mark.sheet, mark.question)
        found = connection.execute(f"SELECT root, file FROM marks {where}", place).fetchone()  # noqa: S608
        self._enter(connection, mark, tuple(found) if found else ("", ""), None)

    def note(self, connection, who: str, place: tuple, what: str) -> None:
        """Add a line to the log within :meth:`one_step`; ``place`` is student, sheet and question."""
        self._log(connection, who, place, what)

    def tell_log(self, what: str) -> None:
        """Add a line to the log about the run itself."""
        with self._all_or_nothing() as connection:
            self._log(connection, JUDGE, ("", "", ""), what)

    def setting(self, name: str, default) -> str:
        """A value that belongs to this gradebook, made by ``default()`` when it is first asked for."""
        with self._all_or_nothing() as connection:
            connection.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (name, default()))
        return self.rows("SELECT value FROM settings WHERE name = ?", name)[0]["value"]

    def forget(self, student: str, who: str = "teacher") -> list[dict]:
        """Delete everything about one student; the log keeps one line, without the name.

        Returns
        -------
        list of dict
            ``root`` and ``file`` of the files handed in, which are not touched.

        Raises
        ------
        LookupError
            When nothing is stored about such a student.
        """
        held = ("students", "submissions", "marks", "texts", "overrides", "owners", "readings", "log")
        called = [
            student,
            *(row["name"] for row in self.rows("SELECT * FROM students WHERE student = ?", student)),
        ]
        handed_in = self.rows("SELECT root, file, key FROM submissions WHERE student = ?", student)
        self._connection.execute("PRAGMA secure_delete = ON")
        with self._all_or_nothing() as connection:
            gone = 0
            for table in held:
                gone += connection.execute(f"DELETE FROM {table} WHERE student = ?", (student,)).rowcount  # noqa: S608
            if not gone:
                raise LookupError(f"Nothing is stored about a student '{student}'.")
            for row in handed_in:
                connection.execute(
                    "DELETE FROM judgements WHERE key = ? AND key NOT IN (SELECT key FROM submissions)",
                    (row["key"],),
                )
            for table, column in (("submissions", "reason"), ("marks", "reason"), ("log", "what")):
                _blank_out(connection, table, column, [name for name in called if name])
            self._log(connection, who, ("", "", ""), f"all {gone} records of one student were deleted")
        # Without this, deleted rows stay readable in the file and in its journal.
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return [{"root": row["root"], "file": row["file"]} for row in handed_in]

    def override(self, student: str, sheet: str, question: str, mark: float, why: str, who: str) -> None:
        """Let a person's mark stand in place of the machine's, whatever later runs say.

        Raises
        ------
        LookupError
            When there is no such student, sheet or question.
        ValueError
            When the mark lies outside its points, or no reason or no name is given.
        """
        before = self._require(student, sheet, question, mark, why, who)
        place = (student, sheet, question)
        with self._all_or_nothing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO overrides VALUES (?, ?, ?, ?, ?, ?)", (*place, mark, why, who)
            )
            was = _shown(before["mark"], before["state"])
            self._log(connection, who, place, f"override: {was} becomes {mark:g}: {why}")

    def withdraw(self, student: str, sheet: str, question: str, why: str, who: str) -> None:
        """Take an override back; the machine's mark counts again."""
        place = (student, sheet, question)
        self._require(*place, None, why, who)
        with self._all_or_nothing() as connection:
            taken = connection.execute(
                "DELETE FROM overrides WHERE student = ? AND sheet = ? AND question = ?", place
            )
            if not taken.rowcount:
                raise LookupError(f"There is no override of {student} on question {question} to withdraw.")
            self._log(connection, who, place, f"override withdrawn: {why}")

    def appeal(self, student: str, sheet: str, question: str, why: str, who: str) -> None:
        """Note that a student asks for another look; the mark stays until somebody overrides it."""
        self._require(student, sheet, question, None, why, who)
        with self._all_or_nothing() as connection:
            self._log(connection, who, (student, sheet, question), f"appeal: {why}")

    def settle_owner(self, file: str, student: str, why: str, who: str) -> None:
        """Say whose file a file is; the next run takes it so.

        Raises
        ------
        LookupError
            When no run has seen the file, or the class list does not have the student.
        """
        _require_words(why, who)
        found = self.rows("SELECT digest FROM submissions WHERE file = ? AND digest <> ''", file)
        if not found:
            raise LookupError(f"There is no readable file '{file}' in the gradebook; files.csv lists them.")
        known = self.rows("SELECT student FROM students")
        if known and student not in {row["student"] for row in known}:
            raise LookupError(f"There is no student '{student}' in the class list.")
        with self._all_or_nothing() as connection:
            for row in found:
                connection.execute(
                    "INSERT OR REPLACE INTO owners VALUES (?, ?, ?, ?)", (row["digest"], student, why, who)
                )
            self._log(connection, who, (student, "", ""), f"the file {file} is theirs: {why}")

    def owner_of(self, digest: str) -> str:
        """The student to whom a person gave a file; empty when nobody did."""
        found = self.rows("SELECT student FROM owners WHERE digest = ?", digest)
        return found[0]["student"] if found else ""

    def sheet_named(self, lesson: str) -> str:
        """The full name of a sheet from its number or name.

        Raises
        ------
        LookupError
        """
        names = [row["sheet"] for row in self.rows("SELECT DISTINCT sheet FROM questions ORDER BY sheet")]
        for name in names:
            if lesson in (name, name[:2]):
                return name
        raise LookupError(f"There is no sheet '{lesson}' in the gradebook. It has: {', '.join(names)}.")

    def _require(self, student, sheet, question, mark, why, who) -> dict:
        _require_words(why, who)
        found = [
            row
            for row in self.final_marks()
            if (row["student"], row["sheet"], row["question"]) == (student, sheet, question)
        ]
        if not found:
            raise LookupError(f"There is no mark of {student} on question {question} of sheet {sheet}.")
        if mark is not None and not 0 <= mark <= found[0]["max"]:
            raise ValueError(f"{mark:g} is not between 0 and the {found[0]['max']:g} points of {question}.")
        return found[0]

    def _log(self, connection, who: str, place: tuple, what: str) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", (at, who, *place, what))

    # What counts -------------------------------------------------------------------------------------

    def final_marks(self) -> list[dict]:
        """Every mark as it counts, one for each student and question, by student and order of questions.

        A student of the class list who handed in nothing that could be read has rows too, without a mark.

        Returns
        -------
        list of dict
            ``student``, ``sheet``, ``question``, ``state``, ``mark``, ``max``, ``reason``, ``message``,
            ``by``.
        """
        overrides = {_place(row): row for row in self.rows("SELECT * FROM overrides")}
        asked = self.rows("SELECT * FROM questions ORDER BY sheet, place")
        rows = {_place(row): row for row in self.rows("SELECT * FROM marks")}
        found = {place: _counted(row) for place, row in rows.items()}
        troubles = self._troubles()
        for student in self.rows("SELECT student FROM students"):
            for one in asked:
                place = (student["student"], one["sheet"], one["question"])
                found.setdefault(place, _without_file(place, one["most"], troubles[student["student"]]))
        for place, row in overrides.items():
            if place in found:
                found[place].update(
                    state="marked", mark=row["mark"], reason=f"override: {row['why']}", by=row["who"]
                )
        order = {(one["sheet"], one["question"]): number for number, one in enumerate(asked)}
        last = len(order)
        return [
            found[place] for place in sorted(found, key=lambda one: (one[0], order.get(one[1:], last), one))
        ]

    def _troubles(self) -> dict:
        """What is wrong with the files that gave a student no marks."""
        troubles = defaultdict(str)
        for row in self.rows(
            "SELECT student, file, reason FROM submissions "
            "WHERE state IN ('not graded', 'not a sheet') AND sheet = '' AND student <> ''"
        ):
            troubles[row["student"]] = f"{row['file']}: {row['reason']}"
        return troubles


def missing(folder: Path) -> str:
    """What to say where a folder of results holds no gradebook; empty where it does."""
    return "" if (folder / FILE).is_file() else f"There is no gradebook in {folder}. Run axis grade first."


def _place(row: dict) -> tuple:
    return row["student"], row["sheet"], row["question"]


def _counted(row: dict) -> dict:
    names = ("student", "sheet", "question", "state", "mark", "most", "reason", "message", "by")
    return {("max" if name == "most" else name): row[name] for name in names}


def _without_file(place: tuple, most: float, trouble: str) -> dict:
    state = "needs a look" if trouble else "not handed in"
    reason = trouble or "nothing was handed in"
    row = dict(zip(("student", "sheet", "question"), place, strict=True))
    return {**row, "state": state, "mark": None, "max": most, "reason": reason, "message": "", "by": JUDGE}


def _require_words(why: str, who: str) -> None:
    if not why.strip():
        raise ValueError("Give a reason: it is kept in the log, and the student may ask for it.")
    if not who.strip():
        raise ValueError("Say who decides: the name is kept in the log.")


def _blank_out(connection, table: str, column: str, names: list[str]) -> None:
    """Take a name out of sentences about somebody else, such as whose file a sheet was found in."""
    words = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    for number, text in connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall():  # noqa: S608
        if words.search(text):
            text = words.sub("[deleted]", text)
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (text, number))  # noqa: S608


def _shown(mark, state: str) -> str:
    return f"{mark:g} ({state})" if mark is not None else state
