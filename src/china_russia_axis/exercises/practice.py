"""Self-study: check an answer, get a hint, show a question. Attempts are remembered until the kernel stops.

Nothing is written anywhere, so a fresh run of a notebook prints the same.
"""

import html
import re
from dataclasses import dataclass

from china_russia_axis.exercises import declarations, judge, keys, reading

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
    """What a student sees after an answer: the state in words, the reason or a hint, how it was read."""

    question: str
    state: str
    message: str
    read_as: str = ""

    @property
    def right(self) -> bool:
        """Whether the answer was right."""
        return self.state == "right"

    def __repr__(self) -> str:
        symbol, word, _ = _WORDS[self.state]
        understood = f" (Read as {self.read_as}.)" if self.read_as else ""
        return f"{symbol} {word}: {self.message}{understood}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.page(), "text/plain": repr(self)}

    def page(self) -> str:
        """The verdict as HTML, everything escaped."""
        symbol, word, colour = _WORDS[self.state]
        understood = f"<br><small>Read as {html.escape(self.read_as)}.</small>" if self.read_as else ""
        return (
            f'<div style="border-left:4px solid {colour};padding:.3em .8em;margin:.3em 0">'
            f'<strong><span aria-hidden="true">{symbol}</span> {word}.</strong> '
            f"{inline(self.message)}{understood}</div>"
        )


class Attempts:
    """Which wrong answers were given to which question, and how many hints that has earned."""

    def __init__(self):
        self._wrong: dict[str, list] = {}
        self._hints: dict[str, int] = {}

    def hint_after(self, question, value) -> str:
        """The hint for a wrong answer: each new one leads on, the same one again gives the same hint."""
        wrong = self._wrong.setdefault(question.id, [])
        key = repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
        if key not in wrong:
            wrong.append(key)
        position = wrong.index(key)
        shown = min(position + 1, len(question.hints))
        self._hints[question.id] = max(self._hints.get(question.id, 0), shown)
        return _numbered(question, position)

    def next_hint(self, question) -> str:
        """The next hint on demand; after the last, the last."""
        position = self._hints.get(question.id, 0)
        self._hints[question.id] = min(position + 1, len(question.hints))
        return _numbered(question, position)

    def forget(self) -> None:
        """Start afresh, as after a restart of the kernel."""
        self._wrong.clear()
        self._hints.clear()


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
    try:
        found = judge.judge(question, answer, load or _load())
    except keys.NoReference as error:
        return Verdict(question.id, "unreadable", str(error))
    message = found.message or attempts.hint_after(question, found.value)
    read_as = reading.show(question, found.value) if _needs_echo(question, answer, found) else ""
    return Verdict(question.id, found.state, message, read_as)


def hint(identifier) -> Verdict:
    """The next hint of a question, from gentle to leading."""
    question = declarations.find(identifier)
    if question.use == "graded":
        return Verdict(question.id, "unreadable", _GRADED)
    return Verdict(question.id, "hint", attempts.next_hint(question))


def question(identifier):
    """Show a question with its input: ``cra.question("04.2")``. Without a kernel the text remains."""
    from china_russia_axis.widgets.questions import QuestionPanel

    return QuestionPanel(declarations.find(identifier))


def inline(text: str) -> str:
    """Escaped HTML of a text: code in backticks, stress in asterisks, empty lines between paragraphs."""
    escaped = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
    escaped = re.sub(r"(?<![\w*])\*([^*\s][^*\n]*)\*(?![\w*])", r"<em>\1</em>", escaped)
    return "<br>".join(part.replace("\n", " ").strip() for part in re.split(r"\n\s*\n", escaped))


def _needs_echo(question, answer, found) -> bool:
    """Text in place of a number may be misread, so the student sees how it was read."""
    return found.state != "unreadable" and question.kind == "number" and isinstance(answer, str)


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
