"""The gradebook: one SQLite file with every file handed in, every mark with its state, and every change.

A mark is never lost and never silently replaced: a person's override stays when the machine marks again, and
each change is a line in the log.
"""

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = "gradebook.sqlite"
STATES = ("marked", "not marked", "needs a look")

_TABLES = """
CREATE TABLE IF NOT EXISTS submissions (
  file TEXT PRIMARY KEY, digest TEXT, student TEXT, sheet TEXT, received REAL,
  state TEXT NOT NULL, reason TEXT NOT NULL, key TEXT);
CREATE TABLE IF NOT EXISTS marks (
  student TEXT, sheet TEXT, question TEXT, file TEXT, state TEXT NOT NULL, mark REAL, most REAL NOT NULL,
  reason TEXT NOT NULL, message TEXT NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (student, sheet, question));
CREATE TABLE IF NOT EXISTS texts (
  student TEXT, sheet TEXT, question TEXT, text TEXT NOT NULL,
  PRIMARY KEY (student, sheet, question));
CREATE TABLE IF NOT EXISTS overrides (
  student TEXT, sheet TEXT, question TEXT, mark REAL NOT NULL, why TEXT NOT NULL, who TEXT NOT NULL,
  PRIMARY KEY (student, sheet, question));
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
        Points, or None where there is no mark yet.
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
    by: str = "judge"


class Gradebook:
    """The gradebook of one folder of results; use it in a ``with`` block."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self._connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
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

    def key_of(self, file: str) -> str:
        """Fingerprint under which a file was marked last; empty when it never was."""
        found = self.rows("SELECT key FROM submissions WHERE file = ?", file)
        return found[0]["key"] or "" if found else ""

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
        with self._all_or_nothing() as connection:
            columns = ", ".join(submission)
            places = ", ".join("?" for _ in submission)
            connection.execute(
                f"INSERT OR REPLACE INTO submissions ({columns}) VALUES ({places})",  # noqa: S608 - our names
                tuple(submission.values()),
            )
            for mark in marks:
                self._enter(connection, mark, submission["file"])
            for question, text in texts.items():
                connection.execute(
                    "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)",
                    (submission["student"], submission["sheet"], question, text),
                )

    def _enter(self, connection, mark: Mark, file: str) -> None:
        place = (mark.student, mark.sheet, mark.question)
        before = connection.execute(
            "SELECT mark, state, by FROM marks WHERE student = ? AND sheet = ? AND question = ?", place
        ).fetchone()
        person_was_here = before is not None and before["by"] != "judge" and mark.by == "judge"
        if person_was_here and mark.state == "not marked":
            return  # prose that a person has marked stays marked
        connection.execute(
            "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, file, mark.state, mark.mark, mark.most, mark.reason, mark.message, mark.by),
        )
        if before is not None and (before["mark"], before["state"]) != (mark.mark, mark.state):
            was, now = _shown(before["mark"], before["state"]), _shown(mark.mark, mark.state)
            self._log(connection, mark.by, place, f"{was} became {now}: {mark.reason}")

    def mark_by_person(self, mark: Mark) -> None:
        """Enter a mark that a person gave, for prose or after a look."""
        with self._all_or_nothing() as connection:
            found = connection.execute(
                "SELECT file FROM marks WHERE student = ? AND sheet = ? AND question = ?",
                (mark.student, mark.sheet, mark.question),
            ).fetchone()
            self._enter(connection, mark, found["file"] if found else "")

    def override(self, student: str, sheet: str, question: str, mark: float, why: str, who: str) -> None:
        """Let a person's mark stand in place of the machine's, whatever later runs say.

        Raises
        ------
        LookupError
            When there is no such mark.
        ValueError
            When the mark lies outside its points, or no reason is given.
        """
        place = (student, sheet, question)
        found = self.rows("SELECT * FROM marks WHERE student = ? AND sheet = ? AND question = ?", *place)
        if not found:
            raise LookupError(f"There is no mark of {student} on question {question} of sheet {sheet}.")
        if not 0 <= mark <= found[0]["most"]:
            raise ValueError(f"{mark:g} is not between 0 and the {found[0]['most']:g} points of {question}.")
        if not why.strip():
            raise ValueError("Give a reason: it is kept in the log, and the student may ask for it.")
        with self._all_or_nothing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO overrides VALUES (?, ?, ?, ?, ?, ?)", (*place, mark, why, who)
            )
            was = _shown(found[0]["mark"], found[0]["state"])
            self._log(connection, who, place, f"override: {was} becomes {mark:g}: {why}")

    def _log(self, connection, who: str, place: tuple, what: str) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", (at, who, *place, what))

    def final_marks(self) -> list[dict]:
        """Every mark as it counts, overrides in place of what they replace, by student and question."""
        return self.rows(
            """SELECT marks.student, marks.sheet, marks.question,
                 CASE WHEN overrides.mark IS NULL THEN marks.state ELSE 'marked' END AS state,
                 COALESCE(overrides.mark, marks.mark) AS mark, marks.most AS max,
                 COALESCE('override: ' || overrides.why, marks.reason) AS reason, marks.message,
                 COALESCE(overrides.who, marks.by) AS by
               FROM marks LEFT JOIN overrides USING (student, sheet, question)
               ORDER BY marks.student, marks.sheet, marks.question"""
        )


def _shown(mark, state: str) -> str:
    return f"{mark:g} ({state})" if mark is not None else state
