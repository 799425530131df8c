"""Self-study: check an answer, get a hint, show a question.

In the student's own folder attempts outlive the kernel (:mod:`~china_russia_axis.exercises.progress`);
elsewhere nothing is written. Either way a fresh run of a notebook prints the same: the same answer gets the
same verdict and the same hint, and hints on demand begin anew with each kernel.
"""

import hashlib
import html
import re
from dataclasses import dataclass

from china_russia_axis.exercises import declarations, judge, keys, progress, reading

_WORDS = {
    "right": ("✓", "Right", "#009E73"),
    "partly": ("◐", "Partly right", "#B8860B"),
    "nearly": ("≈", "Nearly", "#B8860B"),
    "mistake": ("↺", "Not quite", "#B8860B"),
    "not yet": ("→", "Not yet", "#0072B2"),
    "to mark": ("✎", "Written", "#0072B2"),
    "unreadable": ("?", "Not readable", "#777777"),
    "hint": ("→", "Hint", "#0072B2"),
}

_GRADED = (
    "This question belongs to a graded sheet and is judged when you hand it in. "
    "The last box of the sheet tells you whether your answers can be read."
)


@dataclass(frozen=True)
class Verdict:
    """What a student sees after an answer: state, reason or hint, how it was read, and if it is not kept."""

    question: str
    state: str
    message: str
    read_as: str = ""
    note: str = ""

    @property
    def right(self) -> bool:
        """Whether the answer was right."""
        return self.state == "right"

    def __repr__(self) -> str:
        symbol, word, _ = _WORDS[self.state]
        understood = f" (Read as {self.read_as}.)" if self.read_as else ""
        note = f"\n{self.note}" if self.note else ""
        return f"{symbol} {word}: {self.message}{understood}{note}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.page(), "text/plain": repr(self)}

    def page(self) -> str:
        """The verdict as HTML, everything escaped."""
        symbol, word, colour = _WORDS[self.state]
        understood = f"<br><small>Read as {html.escape(self.read_as)}.</small>" if self.read_as else ""
        note = f"<br><small>{html.escape(self.note)}</small>" if self.note else ""
        return (
            f'<div style="border-left:4px solid {colour};padding:.3em .8em;margin:.3em 0">'
            f'<strong><span aria-hidden="true">{symbol}</span> {word}.</strong> '
            f"{inline(self.message)}{understood}{note}</div>"
        )


class Attempts:
    """Which answers were given to which question, and how many hints that has earned."""

    def __init__(self):
        self.memory = progress.Memory()
        self._shown: dict[str, int] = {}

    def answered(self, question, found, load) -> tuple[str, str]:
        """Remember a judged answer; gives the hint it earned, if any, and a note for the student, if any.

        Each new wrong answer leads on to the next hint; the same one again gives the same hint.
        """
        key = _key(question, found)
        earns_hint = not found.message
        day = progress.today()
        record = progress.Record(
            version=question.version,
            state=found.state,
            answer=_in_words(question, found.value, load),
            answers=(key,),
            hinted=(key,) if earns_hint else (),
            first=day,
            last=day,
            right_on=day if found.state == "right" else "",
        )
        whole, note = self.memory.add(question.id, record)
        if not earns_hint:
            return "", note
        # Of a full list the last hint is due anyway.
        position = whole.hinted.index(key) if key in whole.hinted else len(whole.hinted)
        more = self._seen(question, max(self._shown.get(question.id, 0), position + 1), whole.hints)
        return _numbered(question, position), note or more

    def next_hint(self, question) -> tuple[str, str]:
        """The next hint on demand, after the last the last; and a note for the student, if any."""
        position = self._shown.get(question.id, 0)
        return _numbered(question, position), self._seen(question, position + 1, 0)

    def of(self, question) -> progress.Record:
        """What is known about a question in its present version."""
        records, _ = self.memory.records(progress.folder())
        found = records.get(question.id)
        return found if found and found.version == question.version else progress.Record()

    def forget(self) -> None:
        """Start afresh, as after a restart of the kernel."""
        self.memory.forget()
        self._shown.clear()

    def _seen(self, question, number: int, before: int) -> str:
        number = min(number, len(question.hints))
        self._shown[question.id] = number
        if number <= before:
            return ""
        day = progress.today()
        seen = progress.Record(version=question.version, hints=number, first=day, last=day)
        return self.memory.add(question.id, seen)[1]


attempts = Attempts()


def check(identifier, answer=None, *, load=None) -> Verdict:
    """Judge an answer to a practice question: ``cra.check("04.2", 24.6)``.

    Parameters
    ----------
    identifier : str
        The id of the question, as the lesson prints it.
    answer : object
        A number (``24.6`` or ``"24,6 %"``), the letter of a choice (``"b"``), or countries
        (``["EGY", "Iran"]``), as the question asks.
    load : callable, optional
        Gives a table by name; the course's own when left out.

    Returns
    -------
    Verdict
        Right, nearly, a known slip with its message, or the next hint. The answer is shown only once it
        was found.

    Raises
    ------
    UnknownQuestion
        When no lesson declares the id; the message names the nearest.
    """
    question = declarations.find(identifier)
    if question.use == "graded":
        return Verdict(question.id, "unreadable", _GRADED)
    load = load or _load()
    try:
        found = judge.judge(question, answer, load)
    except keys.NoReference as error:
        return Verdict(question.id, "unreadable", str(error))
    hint_earned = note = ""
    if found.state != "unreadable":
        hint_earned, note = attempts.answered(question, found, load)
    read_as = reading.show(question, found.value) if _needs_echo(question, answer, found) else ""
    return Verdict(question.id, found.state, found.message or hint_earned, read_as, note)


def hint(identifier) -> Verdict:
    """The next hint of a question, from gentle to leading."""
    question = declarations.find(identifier)
    if question.use == "graded":
        return Verdict(question.id, "unreadable", _GRADED)
    message, note = attempts.next_hint(question)
    return Verdict(question.id, "hint", message, note=note)


def question(identifier):
    """Show a question with its input: ``cra.question("04.2")``. Without a kernel the text remains."""
    from china_russia_axis.widgets.questions import QuestionPanel

    return QuestionPanel(declarations.find(identifier))


def remembered(question) -> str:
    """What stands under a question when it is shown again, as HTML; empty when nothing was answered yet.

    It tells the student's own latest answer, and never one that the student has not found.
    """
    record = attempts.of(question)
    if record.status == "untouched":
        return ""
    answer = html.escape(record.answer)
    if record.status == "written":
        return f"<p>Written on {record.last}. Your text stands in the box; change it if you like.</p>"
    if record.state == "right":
        return f"<p>Answered right on {record.right_on}: {answer}. Try again if you like.</p>"
    if record.right_on:
        return (
            f"<p>Answered right on {record.right_on}. Your latest answer, {answer}, was not. "
            "Try again if you like.</p>"
        )
    close = {"nearly": "nearly right", "partly": "partly right"}.get(record.state, "not right yet")
    tries = "one try" if record.tries == 1 else f"{record.tries} tries"
    hints = {0: "", 1: ", one hint seen"}.get(record.hints, f", {record.hints} hints seen")
    return (
        f"<p>Your latest answer, on {record.last}: {answer}. It was {close} ({tries}{hints}). "
        "Try again if you like.</p>"
    )


def inline(text: str) -> str:
    """Escaped HTML of a text: code in backticks, stress in asterisks, empty lines between paragraphs."""
    escaped = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
    escaped = re.sub(r"(?<![\w*])\*([^*\s][^*\n]*)\*(?![\w*])", r"<em>\1</em>", escaped)
    return "<br>".join(part.replace("\n", " ").strip() for part in re.split(r"\n\s*\n", escaped))


def _needs_echo(question, answer, found) -> bool:
    """Text in place of a number may be misread, so the student sees how it was read."""
    return found.state != "unreadable" and question.kind == "number" and isinstance(answer, str)


def _key(question, found) -> str:
    """A short name for an answer, the same for the same answer in every kernel."""
    if question.kind == "number":
        return f"{found.value:.15g}"
    if question.kind == "choice":
        return found.value
    if question.kind == "countries":
        return ", ".join(sorted(found.value))
    # A function is known by what the judge found in it, a table and a text by what stands in them.
    if question.kind == "function":
        content = found.message
    else:
        content = repr(sorted(found.value.items(), key=repr) if question.kind == "table" else found.value)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:8]


def _in_words(question, value, load) -> str:
    """An answer as its student will recognise it."""
    if question.kind == "prose":
        words = value
    elif question.kind == "countries":
        table = load("countries")
        names = dict(zip(table["iso3"], table["country"], strict=True))
        words = "; ".join(names.get(one, one) for one in sorted(value))
    else:
        words = reading.show(question, value)
    return words[:4000].rstrip(". ") if question.kind == "choice" else words[:4000]


def _numbered(question, position: int) -> str:
    if not question.hints:
        return "This question has no hints."
    last = len(question.hints) - 1
    position = min(position, last)
    more = "" if position < last else " (That was the last hint.)"
    return f"{question.hints[position]}{more}"


def _load():
    from china_russia_axis.codebook import load

    return load
