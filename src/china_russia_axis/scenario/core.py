"""A scenario: one set of numbers with provenance, a start and a horizon. It never changes; copies do.

``Scenario().with_values(taiwan_crisis_per_year=0.1)`` is a new scenario; the old one stays as it was.
"""

import hashlib
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from china_russia_axis.scenario import checks, states, validation
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError


@dataclass(frozen=True)
class Setting:
    """The value of one parameter in one scenario, with its range and provenance.

    Attributes
    ----------
    name : str
        A name in ``PARAMETERS``.
    value, low, high : float
        Point value and 90 % range, in the unit of the parameter.
    kind, source, as_of, note
        Kind of evidence, where it comes from, what was known by then, and doubts.
    """

    name: str
    value: float
    low: float
    high: float
    kind: str
    source: str
    as_of: date
    note: str = ""

    @classmethod
    def default(cls, name: str) -> "Setting":
        """Setting of a parameter as the course ships it."""
        of = PARAMETERS[name]
        return cls(name, of.default, of.low, of.high, of.kind, of.source, of.as_of, of.note)

    def moved(self, value: float) -> "Setting":
        """Give the parameter another value, and own up to it.

        The range stretches just enough to hold the value, and the evidence becomes an assumption: a source
        that speaks for one number does not speak for another. Moving back to the default restores it.
        """
        if value == self.value:
            return self
        if value == PARAMETERS[self.name].default:
            return Setting.default(self.name)
        return replace(
            self,
            value=value,
            low=min(self.low, value),
            high=max(self.high, value),
            kind="assumption",
            source=f"set by hand; the course ships {PARAMETERS[self.name].default:g}",
            note="",
        )


_DEFAULT_SETTINGS = tuple(Setting.default(name) for name in PARAMETERS)


@dataclass(frozen=True)
class Scenario:
    """One set of numbers for the model.

    Attributes
    ----------
    title, author : str
        Words for people; the author may be a pseudonym.
    created : datetime.date or None
        Day of writing.
    start_year, horizon : int
        The first transition leads to the year after ``start_year``; there are ``horizon`` transitions.
    start_state : mapping
        Relationship, ukraine, taiwan and reorientation at the end of the start year.
    seed : int
        Fixes the random numbers of the hundred worlds; exact answers do not use it.
    settings : tuple of Setting
        One for each parameter, in the canonical order.
    checks : tuple
        Statements that the writer holds true, compared with each other and with the model.

    Raises
    ------
    ScenarioError
        When a value makes no sense; the error lists everything wrong.
    """

    title: str = "The essay's baseline"
    author: str = ""
    created: date | None = None
    start_year: int = states.START_YEAR
    horizon: int = states.HORIZON
    seed: int = states.SEED
    start_state: MappingProxyType = field(default_factory=lambda: states.START)
    settings: tuple = _DEFAULT_SETTINGS
    checks: tuple = ()

    def __post_init__(self):
        problems = validation.of_scenario(self)
        if problems:
            raise ScenarioError(problems)
        # A fixed order and plain floats, so that equal scenarios compare equal wherever they come from.
        object.__setattr__(
            self, "start_state", MappingProxyType({part: self.start_state[part] for part in states.PARTS})
        )
        object.__setattr__(self, "checks", checks.ordered(self.checks))
        by_name = {setting.name: setting for setting in self.settings}
        object.__setattr__(
            self, "settings", tuple(by_name.get(name, Setting.default(name)) for name in PARAMETERS)
        )

    def __hash__(self) -> int:
        return hash(self.hash)

    def __reduce__(self):
        # Read-only mappings cannot be copied or sent to another process; plain ones can.
        plain = {item.name: getattr(self, item.name) for item in fields(self)}
        return _rebuilt, ({**plain, "start_state": dict(self.start_state)},)

    @property
    def end_year(self) -> int:
        """Last year of the horizon."""
        return self.start_year + self.horizon

    @cached_property
    def parameters(self) -> MappingProxyType:
        """The setting of each parameter, by name."""
        return MappingProxyType({setting.name: setting for setting in self.settings})

    @cached_property
    def values(self) -> MappingProxyType:
        """The value of each parameter, by name."""
        # Adding 0.0 turns a whole number into a float and -0.0 into 0.0.
        return MappingProxyType({setting.name: float(setting.value) + 0.0 for setting in self.settings})

    @cached_property
    def hash(self) -> str:
        """Fingerprint of everything that moves a number: the same on every machine, whatever the title says.

        SHA-256 over the values, ranges, start, horizon and seed. Title, author, sources and notes are words
        about the numbers, so two students with the same numbers share a fingerprint.
        """
        return hashlib.sha256(self.canonical_text().encode("ascii")).hexdigest()

    def canonical_text(self) -> str:
        """Text under the fingerprint: a line a parameter in fixed order, each float in its shortest form."""
        lines = [
            f"{validation.MODEL}",
            f"start_year {self.start_year}",
            f"horizon {self.horizon}",
            f"seed {self.seed}",
        ]
        lines += [f"{part} {value}" for part, value in self.start_state.items()]
        for setting in self.settings:
            numbers = (float(number) + 0.0 for number in (setting.value, setting.low, setting.high))
            lines.append(" ".join([setting.name, *map(repr, numbers)]))
        return "\n".join(lines) + "\n"

    def with_values(self, **values) -> "Scenario":
        """Copy with other values; the range of a parameter stretches to hold its new value.

        >>> Scenario().with_values(taiwan_crisis_per_year=0.2).values["taiwan_crisis_per_year"]
        0.2
        """
        unknown = [name for name in values if name not in PARAMETERS]
        if unknown:
            raise ScenarioError(Problem(name, *validation.no_such_parameter(name)) for name in unknown)
        problems = [
            problem
            for name, value in values.items()
            for problem in validation.of_number(name, value, PARAMETERS[name].is_chance)
        ]
        if problems:
            raise ScenarioError(problems)
        settings = (
            setting.moved(float(values[setting.name])) if setting.name in values else setting
            for setting in self.settings
        )
        return replace(self, settings=tuple(settings))

    def with_start(self, **parts) -> "Scenario":
        """Copy that starts elsewhere, e.g. ``with_start(taiwan="war")``."""
        return replace(self, start_state={**self.start_state, **parts})

    def with_header(self, **header) -> "Scenario":
        """Copy with another title, author, created, start_year, horizon or seed."""
        return replace(self, **header)


def _rebuilt(parts) -> Scenario:
    return Scenario(**parts)
