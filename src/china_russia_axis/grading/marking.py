"""Marking prose by rubric: one question across all students, names hidden, several markers.

A :class:`Desk` is one marker's place at one question. Each level given is saved at once as a *reading* of
that marker. From the readings of a text follows its mark: one reading counts as it is; two or more count as
their mean where they lie within one level on every criterion, else a person must look; a reading that
*settles* a text counts alone. Readings are never replaced by the machine, and each change is a line in the
log.
"""

import hashlib
import hmac
import json
import math
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from china_russia_axis import rubrics
from china_russia_axis.exercises import sheets, variants
from china_russia_axis.exercises.declarations import Question
from china_russia_axis.grading.gradebook import JUDGE, Gradebook, Mark

WITHIN = 1
"""Levels by which two markers may differ on a criterion, so that their mean still counts."""
_LONGEST_COMMENT = 4000


@dataclass(frozen=True)
class Text:
    """One text to be marked, without a name.

    Attributes
    ----------
    code : str
        Six signs that stand for the student; the same at every look.
    prompt : str
        What this student was asked, where the class list is known; else as it is declared.
    words : str
        What was written; the student's own name in it is masked.
    levels : dict
        Points by criterion that this marker gave so far.
    comment : str
        What this marker wrote to the student.
    settles : bool
        Whether this marker's reading settles the text.
    state : str
        ``open``, ``begun``, ``done``, or ``changed`` (another text was handed in since this marker read it).
    """

    code: str
    prompt: str
    words: str
    levels: dict
    comment: str
    settles: bool
    state: str


class Desk:
    """One marker's place at one question.

    Parameters
    ----------
    results : Path
        Folder of the gradebook.
    question : str
        Such as ``"04.25"``.
    marker : str
        Name of whoever marks; kept with each reading.
    sample : int, optional
        So many texts only: the shared sample that a second marker reads. It is the same for everybody.
    lessons : Path, optional
        Folder of the lessons with their rubrics; the course's own when left out.
    secret : str
        Of the class, so that each text stands under the variant that its writer was asked.

    Raises
    ------
    LookupError
        When the gradebook has no such question of prose.
    ValueError
        When the marker has no name, or the name of the machine.
    """

    def __init__(
        self,
        results: Path,
        question: str,
        marker: str,
        sample: int | None = None,
        lessons=None,
        secret: str = "",
    ):
        marker = " ".join(marker.split())
        if not marker or marker.casefold() == JUDGE:
            raise ValueError(f"Say who marks, with a name other than '{JUDGE}'.")
        self.results, self.question, self.marker = Path(results), question, marker
        with Gradebook(self.results) as book:
            self.sheet, self.title, self.most = _asked(book, question)
            self._key = _key(book)
            known = _students_of(book, self.sheet, question, self._key)
        self._declared, self._secret = declared(question, lessons), secret
        self.rubric = rubrics.find(question[:2], self._declared.rubric, lessons)
        self.codes = _codes(known, self._key)
        if sample is not None:
            drawn = sorted(known, key=lambda student: _sign(self._key, "sample", student))[: max(sample, 0)]
            self.codes = {code: student for code, student in self.codes.items() if student in drawn}

    def texts(self) -> list[Text]:
        """Every text with this marker's reading of it, in an order that has nothing to do with names."""
        with Gradebook(self.results) as book:
            return [self._text(book, code) for code in self.codes]

    def text(self, code: str) -> Text:
        """One text by its code."""
        self._student(code)
        with Gradebook(self.results) as book:
            return self._text(book, code)

    def progress(self) -> tuple[int, int]:
        """How many texts this marker has done, and how many there are."""
        found = self.texts()
        return sum(one.state == "done" for one in found), len(found)

    def save(self, code: str, levels: dict, comment: str = "", settles: bool = False) -> Text:
        """Save a reading as far as it goes; once every criterion has a level, the mark follows.

        Parameters
        ----------
        code : str
        levels : dict
            Points by criterion; criteria may be missing.
        comment : str
            For the student.
        settles : bool
            Let this reading count alone, whatever other markers gave.

        Raises
        ------
        LookupError, ValueError
            When there is no such text, criterion or level; nothing is saved then.
        """
        student = self._student(code)
        levels = self._checked(levels)
        comment = comment[:_LONGEST_COMMENT].strip()
        place = (student, self.sheet, self.question)
        with Gradebook(self.results) as book:
            before = self._reading(book, student)
            words = _words(book, place)
            changed = (
                before is None
                or (before["levels"], before["settles"]) != (json.dumps(levels), int(settles))
                or before["text"] != _print_of(words)
            )
            with book.one_step() as connection:
                connection.execute(
                    "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *place,
                        self.marker,
                        json.dumps(levels),
                        comment,
                        int(settles),
                        _print_of(words),
                        _now(),
                    ),
                )
                if changed and (set(levels) == self._keys() or before is not None):
                    said = ", ".join(f"{key} {points}" for key, points in levels.items())
                    book.note(connection, self.marker, place, f"read: {said or 'no level yet'}")
                mark = _decided(_readings(book, place), self.rubric, self.most, place)
                if mark is not None:
                    book.enter_by_person(connection, mark)
            return self._text(book, code)

    def agreement(self) -> list[dict]:
        """Agreement of each two markers on each criterion, over the texts that both have read in full.

        Returns
        -------
        list of dict
            ``first``, ``second``, ``criterion``, ``texts``, ``per_cent`` and ``kappa`` (Cohen's; NaN where
            both used one level only). Empty where one marker is alone: there is nothing to agree with.
        """
        with Gradebook(self.results) as book:
            rows = book.rows(
                "SELECT student, marker, levels FROM readings WHERE sheet = ? AND question = ? "
                "ORDER BY marker, student",
                self.sheet,
                self.question,
            )
        by_marker: dict[str, dict] = {}
        for row in rows:
            levels = json.loads(row["levels"])
            if set(levels) == self._keys():
                by_marker.setdefault(row["marker"], {})[row["student"]] = levels
        found = []
        for first, second in combinations(by_marker, 2):
            both = sorted(set(by_marker[first]) & set(by_marker[second]))
            found += [_agreement(first, second, one, both, by_marker) for one in self.rubric.criteria if both]
        return found

    def agreement_in_words(self) -> str:
        """The same as sentences; a marker alone is told that nothing can be said."""
        found = self.agreement()
        if not found:
            return (
                "One marker so far, or no text read by two: agreement cannot be measured. "
                "A second marker reads a shared sample."
            )
        lines = []
        for row in found:
            kappa = (
                "kappa undefined, since both gave one level throughout"
                if math.isnan(row["kappa"])
                else f"kappa {row['kappa']:.2f}"
            )
            lines.append(
                f"{row['criterion']}: {row['first']} and {row['second']} agree on "
                f"{row['per_cent']:.0f} per cent of {row['texts']} texts, {kappa}."
            )
        if min(row["texts"] for row in found) < 20:
            lines.append("Under twenty texts kappa moves much with a single one: read it as a hint.")
        return "\n".join(lines)

    def bank(self) -> list[str]:
        """Comments kept for this question, the most used first."""
        with Gradebook(self.results) as book:
            rows = book.rows(
                "SELECT text FROM comments WHERE question = ? ORDER BY used DESC, text", self.question
            )
        return [row["text"] for row in rows]

    def keep_comment(self, text: str) -> list[str]:
        """Keep a comment for other texts; one that is there already counts as used once more."""
        text = text[:_LONGEST_COMMENT].strip()
        if text:
            with Gradebook(self.results) as book, book.one_step() as connection:
                connection.execute(
                    "INSERT INTO comments VALUES (?, ?, 1) "
                    "ON CONFLICT (question, text) DO UPDATE SET used = used + 1",
                    (self.question, text),
                )
        return self.bank()

    def drop_comment(self, text: str) -> list[str]:
        """Take a comment out of the bank; where it was written it stays."""
        with Gradebook(self.results) as book, book.one_step() as connection:
            connection.execute("DELETE FROM comments WHERE question = ? AND text = ?", (self.question, text))
        return self.bank()

    # Small things ------------------------------------------------------------------------------------

    def _keys(self) -> set:
        return {one.key for one in self.rubric.criteria}

    def _checked(self, levels: dict) -> dict:
        """Levels in the order of the rubric; ValueError for one that it does not have."""
        unknown = sorted(set(levels) - self._keys())
        if unknown:
            known = ", ".join(one.key for one in self.rubric.criteria)
            raise ValueError(f"The rubric has no criterion '{unknown[0]}'. It has: {known}.")
        for one in self.rubric.criteria:
            known = [level.points for level in one.levels]
            points = levels.get(one.key, known[0])
            if type(points) is not int or points not in known:
                raise ValueError(
                    f"'{one.key}' has no level with {points!r} points; its levels give "
                    f"{', '.join(map(str, known))}."
                )
        return {one.key: levels[one.key] for one in self.rubric.criteria if one.key in levels}

    def _student(self, code: str) -> str:
        if code not in self.codes:
            raise LookupError(f"There is no text '{code}' among the {len(self.codes)} texts here.")
        return self.codes[code]

    def _prompt(self, student: str) -> str:
        if self._secret:
            return variants.draw(self._declared, student, self._secret).prompt
        return self._declared.prompt

    @property
    def prompts_vary(self) -> bool:
        """Whether students were asked variants, and which of them is not known here."""
        return bool(self._declared.variants) and not self._secret

    def _reading(self, book, student: str) -> dict | None:
        found = book.rows(
            "SELECT * FROM readings WHERE student = ? AND sheet = ? AND question = ? AND marker = ?",
            student,
            self.sheet,
            self.question,
            self.marker,
        )
        return found[0] if found else None

    def _text(self, book, code: str) -> Text:
        student = self.codes[code]
        words = _words(book, (student, self.sheet, self.question))
        reading = self._reading(book, student)
        levels = json.loads(reading["levels"]) if reading else {}
        levels = {key: points for key, points in levels.items() if key in self._keys()}
        state = "open"
        if reading is not None:
            state = "done" if set(levels) == self._keys() else "begun"
            state = state if reading["text"] == _print_of(words) else "changed"
        return Text(
            code,
            self._prompt(student),
            _masked(words, book, student),
            levels,
            reading["comment"] if reading else "",
            bool(reading["settles"]) if reading else False,
            state,
        )


def questions_of_prose(results: Path) -> list[dict]:
    """The prose questions of a gradebook: ``sheet``, ``question``, ``title``, ``texts`` and ``open``."""
    with Gradebook(Path(results)) as book:
        return book.rows(
            "SELECT q.sheet, q.question, q.title, COUNT(m.student) AS texts, "
            "SUM(CASE WHEN m.by = 'judge' THEN 1 ELSE 0 END) AS open FROM questions q "
            "JOIN texts t ON t.sheet = q.sheet AND t.question = q.question "
            "JOIN marks m ON m.student = t.student AND m.sheet = t.sheet AND m.question = t.question "
            "WHERE q.kind = 'prose' GROUP BY q.sheet, q.question ORDER BY q.sheet, q.place"
        )


def declared(question: str, lessons=None) -> Question:
    """A question of a sheet as it is declared; LookupError where the sheet does not ask it."""
    for one in sheets.questions(question[:2], lessons):
        if one.id == question:
            return one
    raise LookupError(f"The sheet of lesson {question[:2]} asks no question {question}.")


def rubric_of(question: str, lessons=None) -> rubrics.Rubric:
    """The rubric that the declaration of a question names."""
    return rubrics.find(question[:2], declared(question, lessons).rubric, lessons)


def readings_of(book, student: str, sheet: str, question: str) -> list[dict]:
    """The readings behind a mark, each with ``marker``, ``levels`` (dict), ``comment`` and ``settles``.

    Readings of an earlier text do not count.
    """
    place = (student, sheet, question)
    now = _print_of(_words(book, place))
    found = [row for row in _readings(book, place) if row["text"] == now]
    settled = [row for row in found if row["settles"]]
    return settled[-1:] or found


def decide(levels: list[dict], rubric: rubrics.Rubric) -> tuple[float, str]:
    """Points from the readings of one text, and the reason why a person must look; empty where nobody must.

    Parameters
    ----------
    levels : list of dict
        Points by criterion, one dictionary a marker.
    rubric : Rubric
        With its criteria and levels.

    Returns
    -------
    points : float
        Mean of the sums; only a proposal where there is a reason.
    reason : str
    """
    points = sum(rubric.add(one) for one in levels) / len(levels)
    apart = []
    for one in rubric.criteria:
        order = [level.points for level in one.levels]
        places = [order.index(given[one.key]) for given in levels]
        if max(places) - min(places) > WITHIN:
            apart.append(f"{max(places) - min(places)} levels apart on '{one.title}'")
    return points, f"markers are {' and '.join(apart)}" if apart else ""


def _decided(readings: list[dict], rubric, most: float, place: tuple) -> Mark | None:
    """The mark that follows from all readings; None while none of them is complete."""
    keys = {one.key for one in rubric.criteria}
    whole = [row for row in readings if set(row["levels"]) == keys and row["text"] == readings[-1]["now"]]
    settled = [row for row in whole if row["settles"]]
    whole = settled[-1:] or whole
    if not whole:
        return None
    points, apart = decide([row["levels"] for row in whole], rubric)
    mark = round(most * points / rubric.points, 4)
    by = " and ".join(row["marker"] for row in whole)
    message = "\n\n".join(row["comment"] for row in whole if row["comment"])
    if apart:
        return Mark(*place, "needs a look", mark, most, apart, message, by)
    how = "settled" if settled else "by rubric" if len(whole) == 1 else f"mean of {len(whole)} markers"
    return Mark(*place, "marked", mark, most, how, message, by)


def _agreement(first: str, second: str, criterion, both: list, by_marker: dict) -> dict:
    from china_russia_axis.forecasts import resolution

    given = [[str(by_marker[who][text][criterion.key]) for text in both] for who in (first, second)]
    found = resolution.agreement(*given)
    return {
        "first": first,
        "second": second,
        "criterion": criterion.title,
        "texts": found.questions,
        "per_cent": 100 * found.share,
        "kappa": found.kappa,
    }


def _asked(book, question: str) -> tuple[str, str, float]:
    found = book.rows("SELECT * FROM questions WHERE question = ? AND kind = 'prose'", question)
    if not found:
        there = [row["question"] for row in book.rows("SELECT question FROM questions WHERE kind = 'prose'")]
        raise LookupError(
            f"The gradebook has no question of prose '{question}'. It has: {', '.join(there) or 'none'}."
        )
    return found[0]["sheet"], found[0]["title"], found[0]["most"]


def _students_of(book, sheet: str, question: str, key: str) -> list[str]:
    rows = book.rows("SELECT student FROM texts WHERE sheet = ? AND question = ?", sheet, question)
    return sorted((row["student"] for row in rows), key=lambda student: _sign(key, question, student))


def _codes(students: list[str], key: str) -> dict[str, str]:
    """Codes that stand for students in this order; the same code for a student at every look."""
    codes: dict[str, str] = {}
    for student in students:
        sign = _sign(key, "code", student).upper()
        length = next(size for size in range(6, 65) if sign[:size] not in codes)
        codes[sign[:length]] = student
    return codes


def _key(book) -> str:
    return book.setting("order", lambda: secrets.token_hex(16))


def _sign(key: str, purpose: str, student: str) -> str:
    return hmac.new(key.encode(), f"{purpose}|{student}".encode(), hashlib.sha256).hexdigest()


def _words(book, place: tuple) -> str:
    found = book.rows("SELECT text FROM texts WHERE student = ? AND sheet = ? AND question = ?", *place)
    return found[0]["text"] if found else ""


def _print_of(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def _readings(book, place: tuple) -> list[dict]:
    rows = book.rows(
        "SELECT marker, levels, comment, settles, text, at FROM readings "
        "WHERE student = ? AND sheet = ? AND question = ? ORDER BY at, marker",
        *place,
    )
    now = _print_of(_words(book, place))
    return [{**row, "levels": json.loads(row["levels"]), "now": now} for row in rows]


def _masked(words: str, book, student: str) -> str:
    """The text without its writer's own name, where it stands there as in the class list."""
    found = book.rows("SELECT name, other FROM students WHERE student = ?", student)
    names = [student, *(found[0].values() if found else ())]
    for name in sorted({one.strip() for one in names if len(one.strip()) > 2}, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name]", words, flags=re.IGNORECASE)
    return words


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
