"""The judge: an answer in, a verdict with its reason out. It keeps no memory and shows nothing.

The widget, the plain call and the graded sheet all call :func:`judge`.
"""

import math
from dataclasses import dataclass

from china_russia_axis.exercises import keys, reading
from china_russia_axis.exercises.declarations import DeclarationError, Question

STATES = ("right", "nearly", "mistake", "not yet", "unreadable")

_FACTORS = (100, 1000, 1e6, 1e9, 1e12)


@dataclass(frozen=True)
class Judgement:
    """What the judge found.

    Attributes
    ----------
    state : str
        ``right``; ``nearly`` (a slip the judge knows); ``mistake`` (a declared wrong answer);
        ``not yet`` (wrong, and a hint is due); ``unreadable`` (no answer that could be judged).
    message : str
        For the student. Empty for ``not yet``, where the next hint takes its place.
    value : float, str, frozenset or None
        The answer as the judge understood it.
    """

    state: str
    message: str
    value: object = None


def judge(question: Question, answer, load) -> Judgement:
    """Judge one answer to one question.

    Parameters
    ----------
    question : Question
        From :func:`china_russia_axis.exercises.declarations.find`.
    answer : object
        Anything at all; what cannot be read is answered kindly and never raises.
    load : callable
        Gives a table by name, like ``cra.load``.

    Returns
    -------
    Judgement
        Its message holds the answer only when the answer was right.

    Raises
    ------
    NoReference
        Where the answers are not installed.
    """
    try:
        value = reading.read(question, answer, load)
    except reading.Unreadable as error:
        return Judgement("unreadable", str(error))
    state, message = _JUDGES[question.kind](question, value, load)
    return Judgement(state, message, value)


def reason(question: Question, load) -> str:
    """The sentence shown to those who were right, with its numbers computed."""
    answer = keys.expected(question, load)
    if question.kind == "choice":
        chosen = _choice(question, answer)
        return " ".join(part for part in (chosen.feedback, _why(question, load, chosen.text)) if part)
    shown = _shown_number(question, answer) if question.kind == "number" else ", ".join(sorted(answer))
    return _why(question, load, shown)


def right_number(question: Question, value: float, expected: float) -> bool:
    """Whether a number lies within the question's tolerance of another."""
    return abs(value - expected) <= _width(question.tolerance, expected) + 1e-9 * max(1.0, abs(expected))


def _why(question: Question, load, answer: str) -> str:
    if not question.why:
        return ""
    return question.reason({**keys.facts(question, load), "answer": answer})


def _width(margin: dict, expected: float) -> float:
    return margin.get("absolute", margin.get("relative", 0) * abs(expected))


def _shown_number(question: Question, value: float) -> str:
    if question.decimals is not None:
        return f"{value:.{question.decimals}f}"
    width = _width(question.tolerance, value)
    if width == 0:
        return f"{value:.15g}"
    return f"{value:.{max(0, math.ceil(-math.log10(width)))}f}"


# ---------------------------------------------------------------------------------------------------
# Numbers


def _judge_number(question: Question, value: float, load) -> tuple[str, str]:
    expected = float(keys.expected(question, load))
    if not math.isfinite(expected):
        raise DeclarationError(f"Question {question.id}: its reference gives {expected}, not a number.")
    if right_number(question, value, expected):
        return "right", reason(question, load)
    for mistake in question.mistakes:
        if right_number(question, value, float(keys.mistaken(question, mistake, load))):
            return "mistake", mistake.message
    message = _slip(question, value, expected, load)
    return ("nearly", message) if message else ("not yet", "")


def _slip(question: Question, value: float, expected: float, load) -> str:
    if question.unit == "year":
        if 0 < abs(value - expected) <= _width(question.near or {"absolute": 1}, expected):
            return "A neighbouring year. Look again at what decides which year it is."
        return ""
    if expected != 0:
        if right_number(question, -value, expected):
            return "The size is right, the sign is not. What is taken from what?"
        for factor in _FACTORS:
            if right_number(question, value * factor, expected):
                return _too_small(question, factor)
            if right_number(question, value / factor, expected):
                return f"The right digits, {factor:,.0f} times too large. The unit is {question.unit}."
    if _is_neighbouring_year(question, value, load):
        return f"That is the value of a neighbouring year. Asked for is {question.parameters['year']}."
    close = question.near or {"absolute": max(4 * _width(question.tolerance, expected), 0.05 * abs(expected))}
    # A count has no neighbourhood: seven is not nearly eight, unless the question says so.
    counted = not question.near and _width(question.tolerance, expected) == 0
    if not counted and abs(value - expected) <= _width(close, expected):
        return "Close, but further off than rounding explains. Check your rows, and round only at the end."
    return ""


def _too_small(question: Question, factor: float) -> str:
    if factor == 100 and "per cent" in question.unit:
        return "That is a fraction of one. The question asks for per cent: multiply by 100."
    return f"The right digits, {factor:,.0f} times too small. The unit is {question.unit}."


def _is_neighbouring_year(question: Question, value: float, load) -> bool:
    year = question.parameters.get("year")
    if type(year) is not int:
        return False
    for neighbour in (year - 1, year + 1):
        try:
            other = float(keys.expected(question, load, year=neighbour))
        except (LookupError, ValueError, TypeError, ArithmeticError):
            continue  # The table ends here, so there is no neighbour to compare with.
        if math.isfinite(other) and right_number(question, value, other):
            return True
    return False


# ---------------------------------------------------------------------------------------------------
# Choices and countries


def _choice(question: Question, key: str):
    for one in question.choices:
        if one.key == key:
            return one
    raise DeclarationError(f"Question {question.id}: its reference gives {key!r}, which is no choice.")


def _judge_choice(question: Question, value: str, load) -> tuple[str, str]:
    expected = _choice(question, keys.expected(question, load))
    if value == expected.key:
        return "right", reason(question, load)
    return "mistake", _choice(question, value).feedback


def _judge_countries(question: Question, value: frozenset, load) -> tuple[str, str]:
    expected = frozenset(keys.expected(question, load))
    if value == expected:
        return "right", reason(question, load)
    for mistake in question.mistakes:
        if value == frozenset(keys.mistaken(question, mistake, load)):
            return "mistake", mistake.message
    missing, extra = len(expected - value), len(value - expected)
    messages = {
        (1, 0): "All of yours belong, and one country is still missing.",
        (0, 1): "All that belong are there, and one country too many.",
        (1, 1): "One country is swapped: one of yours does not belong, and one that does is missing.",
    }
    message = messages.get((missing, extra), "") if len(expected) > 1 else ""
    return ("nearly", message) if message else ("not yet", "")


_JUDGES = {"number": _judge_number, "choice": _judge_choice, "countries": _judge_countries}
