"""The judge: an answer in, a verdict with its reason out. It keeps no memory and shows nothing.

The widget, the plain call and the graded sheet all call :func:`judge`.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from china_russia_axis.exercises import keys, reading
from china_russia_axis.exercises.declarations import DeclarationError, Question

STATES = ("right", "partly", "nearly", "mistake", "not yet", "to mark", "unreadable")

_FACTORS = (100, 1000, 1e6, 1e9, 1e12)


@dataclass(frozen=True)
class Judgement:
    """What the judge found.

    Attributes
    ----------
    state : str
        ``right``; ``partly`` (some rows or calls are right); ``nearly`` (a slip the judge knows);
        ``mistake`` (a declared wrong answer); ``not yet`` (wrong, and a hint is due); ``to mark`` (a person
        has to read it); ``unreadable`` (no answer that could be judged).
    message : str
        For the student. Empty for ``not yet``, where the next hint takes its place.
    value : float, str, frozenset, dict or None
        The answer as the judge understood it.
    share : float
        Part of the points that a graded sheet gives, from 0 to 1; 0 for prose, which a person marks.
    """

    state: str
    message: str
    value: object = None
    share: float = 0.0


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
    # References only read, so that one copy of a table serves the answer and all known mistakes.
    state, message, *share = _JUDGES[question.kind](question, value, lru_cache(load))
    return Judgement(state, message, value, *(share or [1.0 if state == "right" else 0.0]))


def reason(question: Question, load) -> str:
    """The sentence shown to those who were right, with its numbers computed."""
    if question.kind in ("table", "function", "prose"):
        return _why(question, load, "")
    answer = keys.expected(question, load)
    if question.kind == "choice":
        chosen = _choice(question, answer)
        return " ".join(part for part in (chosen.feedback, _why(question, load, chosen.text)) if part)
    shown = _shown_number(question, answer) if question.kind == "number" else ", ".join(sorted(answer))
    return _why(question, load, shown)


def right_number(question: Question, value: float, expected: float) -> bool:
    """Whether a number lies within the question's tolerance of another."""
    return abs(value - expected) <= _width(question.tolerance, expected) + 1e-9 * max(1.0, abs(expected))


def is_mistake(question: Question, value: float, wrong: float) -> bool:
    """Whether a number was meant to be a declared wrong one.

    A slip may have another unit and be small beside the answer, so that the tolerance alone would be too wide
    for it: at most a twentieth of the wrong value, or its rounding to the digits that are asked for.
    """
    narrow = abs(value - wrong) <= 0.05 * abs(wrong) + 1e-9
    rounded = question.decimals is not None and value != 0 and value == round(wrong, question.decimals)
    return right_number(question, value, wrong) and (narrow or rounded)


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


def _declared(question: Question, is_given, load) -> str:
    """The message of the first declared mistake with a value that was given; empty when there is none."""
    for mistake in question.mistakes:
        read = [name for name, wrong in keys.mistaken(question, mistake, load).items() if is_given(wrong)]
        if read:
            return mistake.says(read)
    return ""


# ---------------------------------------------------------------------------------------------------
# Numbers


def _judge_number(question: Question, value: float, load) -> tuple[str, str]:
    expected = float(keys.expected(question, load))
    if not math.isfinite(expected):
        raise DeclarationError(f"Question {question.id}: its reference gives {expected}, not a number.")
    if right_number(question, value, expected):
        return "right", reason(question, load)
    message = _declared(question, lambda wrong: is_mistake(question, value, float(wrong)), load)
    if message:
        return "mistake", message
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
    if question.unit == "per cent" and right_number(question, 100 - value, expected):
        return "That is the rest, up to 100 per cent. Which of the two parts does the question ask for?"
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
    message = _declared(question, lambda wrong: value == frozenset(wrong), load)
    if message:
        return "mistake", message
    if value == frozenset(question.candidates) - expected:
        return "nearly", "You have ticked just those that do not belong. Turn every tick round."
    missing, extra = len(expected - value), len(value - expected)
    messages = {
        (1, 0): "All of yours belong, and one country is still missing.",
        (0, 1): "All that belong are there, and one country too many.",
        (1, 1): "One country is swapped: one of yours does not belong, and one that does is missing.",
    }
    message = messages.get((missing, extra), "") if len(expected) > 1 else ""
    return ("nearly", message) if message else ("not yet", "")


# ---------------------------------------------------------------------------------------------------
# Tables, functions, prose


def _judge_table(question: Question, value: dict, load) -> tuple[str, str, float]:
    expected = reading.table(keys.expected(question, load), question)
    right = _right_rows(question, expected, value)
    extra = len(set(value) - set(expected))
    if right == len(expected) and not extra:
        return "right", reason(question, load), 1.0
    missing = len(set(expected) - set(value))
    parts = [f"{right} of {len(expected)} rows are right"]
    parts += [f"{missing} missing"] if missing else []
    parts += [f"{extra} that should not be there"] if extra else []
    # Rows that do not belong cost as much as rows that are missing: else the longest table would win.
    share = max(0, right - extra) / len(expected)
    counted = ", ".join(parts) + "."
    message = _declared(question, lambda wrong: _is_table(question, wrong, value), load)
    if message:
        return "mistake", message, share
    slip = _table_slip(question, expected, value)
    if slip:
        return ("partly" if right else "nearly"), f"{counted} {slip}", share
    return ("partly" if right else "not yet"), counted, share


def _right_rows(question: Question, expected: dict, value: dict) -> int:
    return sum(_same_row(question, row, value.get(key)) for key, row in expected.items())


def _is_table(question: Question, wrong, value: dict) -> bool:
    rows = reading.table(wrong, question)
    return set(rows) == set(value) and _right_rows(question, rows, value) == len(rows)


def _table_slip(question: Question, expected: dict, value: dict) -> str:
    """What would put the whole table right: two columns or two rows exchanged, or a column in its unit."""
    for said, mended in _mended(question, expected, value):
        if _right_rows(question, expected, mended) == len(expected):
            return said
    return ""


def _mended(question: Question, expected: dict, value: dict):
    if set(expected) != set(value):
        return
    numbers = [name for name in question.columns if name not in question.key]
    numbers = [name for name in numbers if question.columns[name] == "number"]
    for one, other in combinations(numbers, 2):
        swapped = {key: {**row, one: row[other], other: row[one]} for key, row in value.items()}
        yield f"The columns `{one}` and `{other}` are swapped.", swapped
    for one, other in combinations(expected, 2):
        names = " and ".join(map(reading.row_name, (one, other)))
        yield f"The rows {names} are swapped.", {**value, one: value[other], other: value[one]}
    for name in numbers:
        for factor in _FACTORS[:2]:
            for size, times in (("small", factor), ("large", 1 / factor)):
                scaled = {key: {**row, name: row[name] * times} for key, row in value.items()}
                yield f"The column `{name}` is {factor:,.0f} times too {size}.", scaled


def _same_row(question: Question, expected: dict, given: dict | None) -> bool:
    if given is None:
        return False
    return all(_same(question, value, given[name]) for name, value in expected.items())


def _same(question: Question, expected, given) -> bool:
    if isinstance(expected, float) and isinstance(given, float):
        both_empty = math.isnan(expected) and math.isnan(given)
        return both_empty or right_number(question, given, expected)
    return str(expected).casefold() == str(given).casefold()


def _judge_function(question: Question, value, load) -> tuple[str, str, float]:
    calls = keys.calls(question, load)
    results = value if isinstance(value, list) else [_called(value, arguments) for arguments in calls]
    first, right = "", 0
    for arguments, result in zip(calls, results, strict=False):
        problem = _call_problem(question, arguments, result, load)
        right += not problem
        first = first or problem
    if right == len(calls):
        return "right", reason(question, load), 1.0
    message = f"{right} of {len(calls)} calls give the right value. {first}"
    return ("partly" if right else "not yet"), message, right / len(calls)


def _called(function, arguments: dict) -> dict:
    """Call a student's function in practice, where it runs in the student's own kernel."""
    try:
        return {"value": function(**arguments)}
    except Exception as error:  # noqa: BLE001 - whatever it raises is what the student needs to hear
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def _call_problem(question: Question, arguments: dict, result, load) -> str:
    shown = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    if not isinstance(result, dict) or "value" not in result:
        error = result.get("error", "no value") if isinstance(result, dict) else "no value"
        return f"With {shown} it stops: {error}"
    try:
        given = reading.number(reading.from_plain(result["value"]), question.unit)
    except reading.Unreadable as problem:
        return f"With {shown}: {problem}"
    return (
        ""
        if right_number(question, given, float(keys.expected(question, load, **arguments)))
        else (f"With {shown} it gives {given:.6g}, which is not right.")
    )


def _judge_prose(question: Question, value: str, load) -> tuple[str, str, float]:
    return "to mark", _why(question, load, "") or "Written. A person will read it.", 0.0


_JUDGES = {
    "number": _judge_number,
    "choice": _judge_choice,
    "countries": _judge_countries,
    "table": _judge_table,
    "function": _judge_function,
    "prose": _judge_prose,
}
