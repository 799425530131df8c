"""The rules of coherence: what is refused, what is only warned about, and how each is repaired.

Every function returns a list of problems and raises nothing, so that a reader gets all of them at once.
"""

import re
from datetime import date
from math import inf, isfinite
from numbers import Real

from china_russia_axis.scenario.parameters import KINDS, PARAMETERS
from china_russia_axis.scenario.problems import Problem, near
from china_russia_axis.scenario.states import PARTS

FORMAT = 1
"""Version of the scenario file."""

MODEL = "china-russia-axis 1"
"""Name and version of the model that gives the numbers their meaning."""

LONGEST_HORIZON = 100


def of_scenario(scenario) -> list:
    """Everything that makes a scenario unusable."""
    problems = of_header(scenario)
    for setting in scenario.settings:
        problems += of_setting(setting)
    return problems


def of_header(scenario) -> list:
    """Start year, horizon, seed, start state and texts."""
    problems = []
    for name, low, high, example in (
        ("start_year", 1900, 2100, 2023),
        ("horizon", 1, LONGEST_HORIZON, 20),
        ("seed", 0, 2**53, 2023),
    ):
        number = getattr(scenario, name)
        if not _is_whole(number) or not low <= number <= high:
            rule = f"{shown(number)} is not a whole number from {low} to {high}."
            problems.append(Problem(name, rule, f"Write for instance {example}."))
    for name in ("title", "author"):
        problems += _of_text(name, getattr(scenario, name))
    if scenario.created is not None and type(scenario.created) is not date:
        rule = f"{shown(scenario.created)} is not a day."
        problems.append(Problem("created", rule, "Write for instance 2023-09-01, without quotation marks."))
    return problems + of_start_state(scenario.start_state)


def of_start_state(state) -> list:
    """All four parts named, each with one of its values."""
    problems = []
    if "opportunism" in state:
        rule = "opportunism is drawn afresh each year, so it has no start."
        problems.append(Problem("start_state.opportunism", rule, "Leave the line out."))
    for part in state:
        if part not in PARTS and part != "opportunism":
            rule = f"the model has no part {shown(part)}.{near(part, PARTS)}"
            problems.append(Problem(f"start_state.{part}", rule, f"The parts are {', '.join(PARTS)}."))
    for part, values in PARTS.items():
        if part not in state:
            rule = "is missing, and the start needs all four parts."
            problems.append(
                Problem(f"start_state.{part}", rule, f'Write for instance {part} = "{values[0]}".')
            )
        elif state[part] not in values:
            rule = f"{shown(state[part])} is not a state of {part}.{near(state[part], values)}"
            problems.append(Problem(f"start_state.{part}", rule, f"Choose one of: {', '.join(values)}."))
    return problems


def of_setting(setting) -> list:
    """Numbers in range and in order, a known kind, plain texts."""
    where = f"parameters.{setting.name}"
    if setting.name not in PARAMETERS:
        return [Problem(where, *no_such_parameter(setting.name))]
    parameter = PARAMETERS[setting.name]
    problems = []
    for key in ("value", "low", "high"):
        problems += of_number(f"{where}.{key}", getattr(setting, key), parameter.is_chance)
    if not problems:
        problems += _of_order(where, setting)
    if setting.kind not in KINDS:
        rule = f"{shown(setting.kind)} is not a kind of evidence.{near(setting.kind, KINDS)}"
        problems.append(Problem(f"{where}.kind", rule, f"Choose one of: {', '.join(KINDS)}."))
    for key in ("source", "note"):
        problems += _of_text(f"{where}.{key}", getattr(setting, key))
    if type(setting.as_of) is not date:
        rule = f"{shown(setting.as_of)} is not a day."
        problems.append(
            Problem(f"{where}.as_of", rule, "Write for instance 2023-09-01, without quotation marks.")
        )
    return problems


_WORDS = {int: "number", dict: "table", list: "list"}


def shown(thing) -> str:
    """A value as a message shows it: texts in single quotation marks, long ones cut."""
    try:
        text = f"'{thing[:80]}'" if isinstance(thing, str) else repr(thing)
    except (ValueError, RecursionError):  # thousands of digits, or of tables in tables
        text = f"a {_WORDS.get(type(thing), type(thing).__name__)} far too large to be shown"
    return text if len(text) <= 60 else f"{text[:57]}..."


def no_such_parameter(name) -> tuple:
    """Rule and repair for a name that the model does not have."""
    rule = f"the model has no parameter {shown(name)}.{near(name, PARAMETERS)}"
    return rule, "Rename it, or leave it out; scenario.PARAMETERS lists all 28."


def of_number(field, number, is_chance=True) -> list:
    """A probability lies between 0 and 1; a multiplier is 0 or more."""
    if type(number) is float and is_chance and 0 <= number <= 1:
        return []  # nearly always
    if not isinstance(number, Real) or isinstance(number, bool):
        return [
            Problem(
                field,
                f"{shown(number)} is not a number.",
                "Write for instance 0.06, without quotation marks.",
            )
        ]
    if not _is_finite(number):
        return [
            Problem(field, f"{shown(number)} is not a number that can be used.", "Write for instance 0.06.")
        ]
    if not is_chance:
        if number < 0:
            return [
                Problem(
                    field, f"a multiplier cannot be negative, and {number:g} is.", "Write 1 for no effect."
                )
            ]
        return []
    if 0 <= number <= 1:
        return []
    rule = f"a probability lies between 0 and 1, and {number:g} does not."
    repair = (
        f"If you mean {number:g} %, write {number / 100:g}."
        if 1 < number <= 100
        else "Write for instance 0.06."
    )
    return [Problem(field, rule, repair)]


def _of_order(where, setting) -> list:
    low, value, high = setting.low, setting.value, setting.high
    if low <= value <= high:
        return []
    rule = f"low <= value <= high does not hold for low {low:g}, value {value:g}, high {high:g}."
    if low > high:
        return [Problem(where, rule, f"Perhaps low and high are swapped: low = {high:g}, high = {low:g}.")]
    widened = f"low = {min(low, value):g}, high = {max(high, value):g}"
    return [Problem(where, rule, f"Widen the range ({widened}) or move the value into it.")]


_HALF = re.compile("[\ud800-\udfff]")


def _of_text(field, text) -> list:
    if not isinstance(text, str):
        return [Problem(field, f"{shown(text)} is not a text.", 'Put it in quotation marks: "...".')]
    if _HALF.search(text):
        return [
            Problem(field, "the text holds half of a character, which no file can keep.", "Type it anew.")
        ]
    return []


def _is_finite(number) -> bool:
    try:
        return isfinite(number)
    except OverflowError:  # a whole number with hundreds of digits
        return False


def _is_whole(number) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


_HEADS = r"(?:experts?|respondents?|strategists?|officials?|scholars?|analysts?|people|surveyed|those asked)"
_SHARE = re.compile(rf"\b{_HEADS}\b|\bshare of\b|\b(?:dis)?agreed?\b", re.IGNORECASE)
_COUNTED = re.compile(rf"(\d+(?:\.\d+)?)\s*(?:%|per cent|percent)\s+of\b[^.;]*?\b{_HEADS}\b", re.IGNORECASE)
_READ_AS_ONE = "read as a probability"


def cautions(scenario) -> list:
    """What can be used but probably does not mean what its writer thinks."""
    found = []
    for name, (low, high, words) in _ONE_WAY.items():
        value = scenario.values[name]
        if not low <= value <= high:
            rule = f"{value:g} turns the effect round: {words}."
            found.append(
                Problem(f"parameters.{name}.value", rule, f"Choose {low:g} to {high:g}, 1 for no effect.")
            )
    for setting in scenario.settings:
        found += _share_of_experts(f"parameters.{setting.name}", setting.value, setting)
    for check in scenario.checks:
        if hasattr(check, "kind"):
            found += _share_of_experts(f"checks: {check.event}", check.probability, check)
    return found


_ONE_WAY = {
    "setback_under_reorientation": (
        0,
        1,
        "a US turn toward Moscow would then make a Russian collapse likelier",
    ),
    "crisis_under_setback": (1, inf, "a Russian collapse would then make a Taiwan crisis less likely"),
}


def _share_of_experts(field, number, stated) -> list:
    text = f"{stated.source} {getattr(stated, 'note', '')}"
    if _READ_AS_ONE in text or not (stated.kind == "survey" or "%" in text or "cent" in text.lower()):
        return []
    copied = any(abs(number - float(percent) / 100) < 0.005 for percent in _COUNTED.findall(text))
    if not copied and not (stated.kind == "survey" and _SHARE.search(text)):
        return []
    rule = f"{number:g} looks like a share of experts, and a share of experts is not a probability."
    repair = (
        "67 % of experts may call likely what forecasters hold at 2 %. "
        f'Enter a probability, or write "{_READ_AS_ONE}" into the source if you mean it.'
    )
    return [Problem(field, rule, repair)]
