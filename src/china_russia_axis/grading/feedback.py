"""What a student gets back: one HTML page, whole in itself, with nothing in it that could run.

Everything that a student or a marker wrote is escaped, the page forbids scripts and loads nothing. It holds
this student's marks and texts alone, and of the judge only what is meant for the student.
"""

import hashlib
import html
import re
from functools import cache
from pathlib import Path

from china_russia_axis import rubrics
from china_russia_axis.grading import late as late_rules
from china_russia_axis.grading import marking
from china_russia_axis.grading.exports import plain
from china_russia_axis.grading.gradebook import JUDGE, Gradebook
from china_russia_axis.grading.totals import Total, totals

FOLDER = "feedback"
_STATES = {
    "marked": "marked",
    "not marked": "not marked yet",
    "needs a look": "your teacher still looks at this",
    "not handed in": "nothing was handed in",
}
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# Control characters, halves of characters, and those that turn the direction of writing around.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""
_FOOT = """</main>
<footer><p>You think that a mark is wrong? Tell your teacher which question and why.
Every mark can be looked at again, and every change is kept with its reason.</p></footer>
</body>
</html>
"""


def write(results: Path, policy: late_rules.Policy | None = None, lessons=None) -> list[Path]:
    """Write a page for every student into ``RESULTS/feedback``.

    Parameters
    ----------
    results : Path
        Folder of the gradebook.
    policy : Policy, optional
        What late work costs.
    lessons : Path, optional
        Folder of the lessons; the course's own when left out.

    Returns
    -------
    list of Path
    """
    folder = results / FOLDER
    folder.mkdir(exist_ok=True)
    with Gradebook(results) as book:
        by_student: dict[str, list] = {}
        for total in totals(book, policy):
            by_student.setdefault(total.student, []).append(total)
        written = []
        for student, theirs in by_student.items():
            path = folder / file_of(student)
            path.write_text(_page(book, student, theirs, lessons), encoding="utf-8", newline="\n")
            written.append(path)
    return written


def page(results: Path, student: str, policy: late_rules.Policy | None = None, lessons=None) -> str:
    """The page of one student.

    Raises
    ------
    LookupError
        When there is no such student.
    """
    with Gradebook(results) as book:
        theirs = [total for total in totals(book, policy) if total.student == student]
        if not theirs:
            raise LookupError(f"There are no marks of a student '{student}'.")
        return _page(book, student, theirs, lessons)


def file_of(student: str) -> str:
    """The name of a student's page: the id where every disk can hold it, else with a sign of its own."""
    safe = re.sub(r"[^\w.@-]+", "_", student, flags=re.ASCII)[:60].strip(".")
    if safe != student or _RESERVED.fullmatch(safe):
        safe = f"{safe or 'student'}-{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"{safe}.html"


def _page(book, student: str, theirs: list[Total], lessons) -> str:
    found = book.rows("SELECT name FROM students WHERE student = ?", student)
    name = found[0]["name"] if found else ""
    asked = {(row["sheet"], row["question"]): row for row in book.rows("SELECT * FROM questions")}
    who = f"{name} ({student})" if name else student
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    parts = [
        _HEAD.format(title=_safe(f"Feedback for {who}"), style=style),
        f"<h1>Feedback</h1>\n<p>For <strong>{_safe(who)}</strong>.</p>\n",
    ]
    for total in theirs:
        parts.append(_sheet(book, total, asked, lessons))
    return "".join([*parts, _FOOT])


def _sheet(book, total: Total, asked: dict, lessons) -> str:
    rows, details = [], []
    for mark in total.marks:
        question = asked.get((mark["sheet"], mark["question"]), {})
        rows.append(_row(mark, question.get("title", "")))
        details.append(_details(book, mark, question, lessons))
    head = (
        '<thead><tr><th scope="col">Question</th><th scope="col">State</th>'
        '<th scope="col" class="number">Points</th><th scope="col" class="number">of</th></tr></thead>'
    )
    table = (
        f"<table>\n<caption>Points on the sheet {_safe(total.sheet)}</caption>\n{head}\n"
        f"<tbody>\n{''.join(rows)}</tbody>\n{_sum(total)}</table>\n"
    )
    return f"<h2>Sheet {_safe(total.sheet)}</h2>\n{table}{_late(total)}{''.join(details)}"


def _row(mark: dict, title: str) -> str:
    points = plain(mark["mark"]) if mark["state"] == "marked" and mark["mark"] is not None else "not yet"
    points = "none yet" if mark["state"] == "not handed in" else points
    return (
        f'<tr><th scope="row">{_safe(mark["question"])} {_safe(title)}</th>'
        f'<td class="state">{_STATES[mark["state"]]}</td>'
        f'<td class="number">{points}</td><td class="number">{plain(mark["max"])}</td></tr>\n'
    )


def _sum(total: Total) -> str:
    points = "not final" if total.points is None else plain(total.points)
    state = "final" if total.points is not None else "some questions have no final mark yet"
    return (
        f'<tfoot><tr><th scope="row">All questions</th><td class="state">{state}</td>'
        f'<td class="number">{points}</td><td class="number">{plain(total.most)}</td></tr></tfoot>\n'
    )


def _late(total: Total) -> str:
    if not total.lateness.said:
        return ""
    after = ""
    if total.lateness.share and total.counts is not None:
        after = f" {plain(total.points)} points become {plain(total.counts)}."
    return f"<p><strong>Time.</strong> {_safe(total.lateness.said)}{after}</p>\n"


def _details(book, mark: dict, question: dict, lessons) -> str:
    readings, rubric = [], None
    if question.get("kind") == "prose":
        place = (mark["student"], mark["sheet"], mark["question"])
        readings = marking.readings_of(book, *place) if mark["state"] == "marked" else []
        rubric = _rubric(mark["question"], lessons) if readings else None
        own = book.rows("SELECT text FROM texts WHERE student = ? AND sheet = ? AND question = ?", *place)
    else:
        own = []
    parts = [f"<h3>{_safe(mark['question'])} {_safe(question.get('title', ''))}</h3>\n"]
    parts.append(f"<p>{_in_words(mark)}</p>\n")
    if rubric is not None:
        parts.append(_levels(rubric, readings))
    if mark["message"] and not _is_override(mark) and (mark["state"] == "marked" or not own):
        parts.append(f'<p class="said">{_safe(mark["message"])}</p>\n')
    if own:
        parts.append(
            f'<p>What you wrote:</p>\n<blockquote class="own">{_safe(own[0]["text"])}</blockquote>\n'
        )
    return f'<section class="question">\n{"".join(parts)}</section>\n'


def _in_words(mark: dict) -> str:
    if mark["state"] != "marked":
        told = _STATES[mark["state"]]
        return f"{told[0].upper()}{told[1:]}."
    by = "" if mark["by"] == JUDGE else " A person gave this mark."
    by = " Your teacher set this mark by hand; ask for the reason." if _is_override(mark) else by
    return f"{plain(mark['mark'])} of {plain(mark['max'])} points.{by}"


def _is_override(mark: dict) -> bool:
    return mark["reason"].startswith("override:")


@cache
def _rubric(question: str, lessons) -> rubrics.Rubric | None:
    try:
        return marking.rubric_of(question, lessons)
    except (LookupError, ValueError):
        return None  # The course changed since; the mark and the comment are still told.


def _levels(rubric: rubrics.Rubric, readings: list[dict]) -> str:
    rows = []
    for criterion in rubric.criteria:
        by_points = {level.points: level for level in criterion.levels}
        given = [by_points.get(one["levels"].get(criterion.key)) for one in readings]
        told = "".join(
            f'<div><span class="given">{_safe(level.title)}</span> '
            f"({level.points} of {criterion.points}): {_safe(level.describes)}</div>"
            for level in dict.fromkeys(given)
            if level is not None
        )
        rows.append(f'<tr><th scope="row">{_safe(criterion.title)}</th><td>{told}</td></tr>\n')
    readers = f", by {len(readings)} readers" if len(readings) > 1 else ""
    return (
        f"<table>\n<caption>How the text was read{readers}</caption>\n"
        '<thead><tr><th scope="col">Criterion</th><th scope="col">Level</th></tr></thead>\n'
        f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n"
    )


def _safe(text) -> str:
    """Text as text: markup shows as it was typed, and signs that steer a screen are shown as a box."""
    return html.escape(_STEERING.sub("\N{REPLACEMENT CHARACTER}", str(text)), quote=True)
