"""Scenario files: TOML that people can read, compare and hand in.

The header says which version and start, ``[start_state]`` names all four parts, one table a parameter holds
value, range and provenance, and ``[[checks...]]`` may hold statements to be kept coherent. What is written
is the same bytes on every machine, and reading it back gives the same scenario.
"""

import json
import re
import stat
import tomllib
import warnings
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

from china_russia_axis.scenario import checks, validation
from china_russia_axis.scenario.core import Scenario, Setting
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioCaution, ScenarioError, near
from china_russia_axis.scenario.validation import shown

_HEADER = ("title", "author", "created", "start_year", "horizon", "seed")
_KEYS = ("format", "model", *_HEADER, "start_state", "parameters", "checks")
_SETTING_KEYS = ("value", "low", "high", "kind", "source", "as_of", "note")
_LARGEST = 200_000
_MOST_STATEMENTS = 50
_MOST_UNKNOWN = 20
_FRESH = "`axis scenario new FILE` writes a fresh file to copy from."


@dataclass(frozen=True)
class Report:
    """What reading a file found.

    Attributes
    ----------
    scenario : Scenario or None
        None when something must be repaired first.
    problems, cautions : tuple of Problem
        What is refused, and what is only warned about.
    """

    scenario: Scenario | None
    problems: tuple
    cautions: tuple


def save(scenario, path) -> None:
    """Write a scenario to a file.

    Raises
    ------
    ScenarioError
        When its statements contradict each other or its numbers.
    """
    Path(path).write_bytes(dumps(scenario).encode("utf-8"))


def load(path) -> Scenario:
    """Read a scenario from a file.

    Raises
    ------
    ScenarioError
        When the file cannot be used; it lists everything wrong.

    Warns
    -----
    ScenarioCaution
        When a number probably does not mean what its writer thinks.
    """
    return usable(inspect(path))


def loads(text) -> Scenario:
    """As :func:`load`, from text."""
    return usable(inspect_text(text))


def inspect(path) -> Report:
    """Read a file and say everything that is wrong or doubtful, without raising."""
    path = Path(path)
    try:
        about = path.stat()
        # A pipe or a device would be waited for, or read, without end.
        if not stat.S_ISREG(about.st_mode):
            words = "is a folder" if stat.S_ISDIR(about.st_mode) else "is not a file"
            return _refused(path.name, f"cannot be read ({words}).", "Name a file that you can open.")
        if about.st_size > _LARGEST:
            return _refused(path.name, "is far larger than any scenario.", _FRESH)
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return _refused(path.name, "there is no such file.", _FRESH)
    except UnicodeDecodeError:
        return _refused(path.name, "is not a text in UTF-8.", f"Save it as UTF-8, or start anew: {_FRESH}")
    except OSError as error:
        return _refused(path.name, f"cannot be read ({error.strerror}).", "Name a file that you can open.")
    except ValueError:  # a name with a NUL in it
        return _refused(
            shown(path.name), "is no name that a file can have.", "Name a file that you can open."
        )
    return inspect_text(text)


def inspect_text(text) -> Report:
    """As :func:`inspect`, from text."""
    try:
        document = _parsed(text)
    except (ValueError, RecursionError) as error:
        words = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "it cannot be taken apart"
        rule = f"is not valid TOML: {words}."
        return _refused(
            "file", rule, f"Texts need quotation marks, decimals a point; cut off perhaps? {_FRESH}"
        )
    return _Reader(document).report()


def _parsed(text) -> dict:
    """Take a text apart; tables of parameters that many files share are taken apart once.

    A file laid out as this course writes it is cut at its blank lines. That is sound because each piece is
    valid by itself and each after the first begins with the name of its table. Any other layout, and
    whatever is not valid, is left to the parser as a whole.
    """
    text = text.replace("\r\n", "\n")
    pieces = text.split("\n\n")
    first = next((place for place, piece in enumerate(pieces) if _PARAMETER.match(piece)), len(pieces))
    after = next(
        (place for place in range(first, len(pieces)) if not _PARAMETER.match(pieces[place])), len(pieces)
    )
    try:
        document = tomllib.loads("\n\n".join(pieces[:first]))
        rest = tomllib.loads("\n\n".join(pieces[after:]))
        tables = [_table(piece) for piece in pieces[first:after]]
    except (ValueError, RecursionError):
        return tomllib.loads(text)
    names = {name for name, _ in tables}
    apart = not document.keys() & rest.keys() and "parameters" not in {**document, **rest}
    if None in names or len(names) < len(tables) or not apart or not all(map(_TABLE.match, pieces[after:])):
        return tomllib.loads(text)
    if tables:
        document["parameters"] = {name: dict(table) for name, table in tables}
    return document | rest


_COMMENTS = r"\n?(?:#[^\n]*\n)*"
_PARAMETER = re.compile(_COMMENTS + r"\[parameters\.\w+\]\n")
_TABLE = re.compile(_COMMENTS + r"\[|\s*$")


@lru_cache(maxsize=512)
def _table(piece) -> tuple:
    """Name and content of one parameter's table; None for the name when there is more in it."""
    document = tomllib.loads(piece)
    (name, table), *more = document.pop("parameters").items()
    plain = not document and not more and not any(isinstance(value, dict | list) for value in table.values())
    return (name if plain else None), table


def dumps(scenario) -> str:
    """Write a scenario as text, in the canonical order.

    Raises
    ------
    ScenarioError
        When its statements contradict each other or its numbers.
    """
    found = checks.problems(scenario)
    if found:
        raise ScenarioError(found)
    lines = [_line("format", validation.FORMAT), _line("model", validation.MODEL)]
    lines += [_line(key, getattr(scenario, key)) for key in _HEADER if getattr(scenario, key) is not None]
    lines += ["", "[start_state]", *(_line(part, value) for part, value in scenario.start_state.items())]
    for setting in scenario.settings:
        lines += ["", f"# {PARAMETERS[setting.name].question} ({PARAMETERS[setting.name].unit})"]
        lines += [
            f"[parameters.{setting.name}]",
            *(_line(key, getattr(setting, key)) for key in _SETTING_KEYS),
        ]
    for name, kind in checks.TABLES.items():
        for check in (check for check in scenario.checks if isinstance(check, kind)):
            keys = [item.name for item in fields(check) if getattr(check, item.name) != ""]
            lines += ["", f"[[checks.{name}]]", *(_line(key, getattr(check, key)) for key in keys)]
    return "\n".join(lines) + "\n"


def _line(key, value) -> str:
    return f"{key} = {_toml(value)}"


def _toml(value) -> str:
    if isinstance(value, str):
        # JSON and TOML quote alike but for one control character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # The shortest text that reads back as the same number; -0.0 becomes 0.0.
    return str(value) if isinstance(value, int) else repr(float(value) + 0.0)


def _refused(field, rule, repair) -> Report:
    return Report(None, (Problem(field, rule, repair),), ())


def usable(report) -> Scenario:
    """Hand out the scenario of a report, with its cautions as warnings, or raise its problems."""
    if report.problems:
        raise ScenarioError(report.problems)
    for caution in report.cautions:
        warnings.warn(str(caution), ScenarioCaution, stacklevel=3)
    return report.scenario


class _Reader:
    """Takes a parsed document apart and collects every problem on the way."""

    def __init__(self, document):
        self.document, self.problems, self.cautions = document, [], []

    def report(self) -> Report:
        if not self.version():
            return Report(None, tuple(self.problems), ())
        self.only_known(self.document, _KEYS, "")
        header = {key: self.document[key] for key in _HEADER if key in self.document}
        parts = {"start_state": self.start_state(), "settings": self.settings(), "checks": self.checks()}
        scenario = None
        try:
            scenario = Scenario(**header, **parts)
            self.cautions += validation.cautions(scenario)
        except ScenarioError as error:
            self.problems += error.problems
        self.problems += checks.problems(scenario or self.sound(header, parts))
        return Report(None if self.problems else scenario, tuple(self.problems), tuple(self.cautions))

    def sound(self, header, parts) -> Scenario:
        """What is left without the faulty parts, so that one fault does not hide another."""
        settings = tuple(setting for setting in parts["settings"] if not validation.of_setting(setting))
        known = {setting.name for setting in settings}
        kept = (check for check in parts["checks"] if getattr(check, "parameter", None) in {None, *known})
        shipped = {item: getattr(Scenario(), item) for item in (*_HEADER, "start_state")}
        faulty = {problem.field for problem in validation.of_header(SimpleNamespace(**{**shipped, **header}))}
        header = {key: value for key, value in header.items() if key not in faulty}
        return Scenario(**header, settings=settings, checks=tuple(kept))

    def refuse(self, field, rule, repair):
        self.problems.append(Problem(field, rule, repair))

    def version(self) -> bool:
        number, model = self.document.get("format"), self.document.get("model", validation.MODEL)
        if number is None:
            self.refuse(
                "format", "is missing: a file says which version it is.", f"Add format = {validation.FORMAT}."
            )
        elif type(number) is not int or number < 1:
            self.refuse(
                "format", f"{shown(number)} is not a version.", f"Write format = {validation.FORMAT}."
            )
        elif number > validation.FORMAT:
            rule = f"the file is of version {shown(number)}, and this course reads up to {validation.FORMAT}."
            self.refuse("format", rule, "Nothing is wrong with the file: update the course to open it.")
        elif model != validation.MODEL:
            rule = f"{shown(model)} is not the model of this course."
            self.refuse("model", rule, f'Write model = "{validation.MODEL}" if its parameters are meant.')
        return not self.problems

    def only_known(self, table, known, where):
        unknown = [key for key in table if key not in known]
        for key in unknown[:_MOST_UNKNOWN]:
            rule = f"{shown(key)} is not a key of a scenario.{near(key, known)}"
            self.refuse(f"{where}{key[:60]}", rule, f"Known here: {', '.join(known)}.")
        if len(unknown) > _MOST_UNKNOWN:
            rule = f"{len(unknown) - _MOST_UNKNOWN} further keys are unknown."
            self.refuse(where.rstrip(".") or "file", rule, f"Is this a scenario? {_FRESH}")

    def table(self, holder, key, where, example) -> dict | None:
        found = holder.get(key)
        if found is None or isinstance(found, dict):
            return found
        self.refuse(f"{where}{key}", "is not a table.", f"Begin it with a line [{where}{example}].")
        return None

    def start_state(self) -> dict:
        found = self.table(self.document, "start_state", "", "start_state")
        if found is None:
            default = Scenario().start_state
            rule = "is missing, so the default start is used."
            start = ", ".join(f'{part} = "{value}"' for part, value in default.items())
            self.cautions.append(Problem("start_state", rule, f"Add it: {start}."))
            return default
        return found

    def settings(self) -> tuple:
        found = self.table(self.document, "parameters", "", "parameters.taiwan_crisis_per_year") or {}
        self.only_known(found, tuple(PARAMETERS), "parameters.")
        missing = [name for name in PARAMETERS if name not in found]
        if missing:
            count = f"{len(missing)} of {len(PARAMETERS)}"
            rule = f"{count} are missing, so their defaults are used: {', '.join(missing)}."
            self.cautions.append(Problem("parameters", rule, "If the file was cut off, fetch it again."))
        tables = {name: self.table(found, name, "parameters.", name) for name in PARAMETERS if name in found}
        return tuple(self.setting(name, table) for name, table in tables.items() if table is not None)

    def setting(self, name, table) -> Setting:
        where = f"parameters.{name}."
        self.only_known(table, _SETTING_KEYS, where)
        if "value" not in table:
            self.refuse(
                f"{where}value", "is missing.", f"Add for instance value = {PARAMETERS[name].default}."
            )
        value = table.get("value", PARAMETERS[name].default)
        usable = not validation.of_number("", value, PARAMETERS[name].is_chance)
        # Without words about its source a number that is not ours counts as set by hand.
        base = Setting.default(name).moved(float(value)) if usable else Setting.default(name)
        stated = {key: table[key] for key in _SETTING_KEYS if key in table}
        for key in ("value", "low", "high"):
            if type(stated.get(key)) is int:
                stated[key] = _as_float(stated[key])
        return replace(base, **stated)

    def checks(self) -> tuple:
        found = self.table(self.document, "checks", "", "checks") or {}
        self.only_known(found, tuple(checks.TABLES), "checks.")
        read = []
        for name, kind in checks.TABLES.items():
            tables = found.get(name, [])
            if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                self.refuse(
                    f"checks.{name}", "is not a list of tables.", f"Begin each with a line [[checks.{name}]]."
                )
                continue
            read += [
                self.check(f"checks.{name} {place}", kind, table) for place, table in enumerate(tables, 1)
            ]
        if len(read) > _MOST_STATEMENTS:
            rule = f"there are more than the {_MOST_STATEMENTS} statements that can be compared."
            self.refuse("checks", rule, "Keep those that matter.")
            return ()
        return tuple(check for check in read if check is not None)

    def check(self, where, kind, table):
        before = len(self.problems)
        wanted = {item.name: item for item in fields(kind)}
        self.only_known(table, tuple(wanted), f"{where}.")
        for name, item in wanted.items():
            if item.default is MISSING and name not in table:
                self.refuse(
                    f"{where}.{name}", "is missing.", f"A statement of this kind has: {', '.join(wanted)}."
                )
            elif item.type is str and not isinstance(table.get(name, ""), str):
                self.refuse(
                    f"{where}.{name}", f"{shown(table[name])} is not a text.", "Put it in quotation marks."
                )
        if "events" in wanted and "events" in table:
            table = {**table, "events": self.two_events(where, table["events"])}
        if len(self.problems) > before:
            return None
        return kind(
            **{key: _as_float(value) if wanted[key].type is float else value for key, value in table.items()}
        )

    def two_events(self, where, events) -> tuple:
        if isinstance(events, list) and len(events) == 2 and all(isinstance(text, str) for text in events):
            return tuple(events)
        self.refuse(
            f"{where}.events", "two events are needed.", f'Write events = ["alliance", "{_EXAMPLE}"].'
        )
        return ()


_EXAMPLE = "taiwan crisis ever"


def _as_float(number):
    """Float for a whole number that has one; anything else stays, to be refused with its own message."""
    try:
        return float(number) if type(number) is int else number
    except OverflowError:
        return number
