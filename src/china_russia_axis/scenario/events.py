"""Things that can happen, as readable objects: ``event("alliance")``, ``event("taiwan crisis ever")``.

"Now" events look at one year, "ever" events at every year from the start to that one. Events combine in
words, ``"accelerated or alliance"``, ``"alliance and not taiwan war ever"``, or in code, ``a & ~b``.
A war over Taiwan counts as a crisis too, as it does in the model.
"""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from china_russia_axis.scenario.problems import Problem, ScenarioError, near
from china_russia_axis.scenario.states import CONTEXTS, PARTS, RELATIONSHIPS, SHAPE
from china_russia_axis.scenario.validation import shown

_LONGEST = 500
"""Characters of a question: far more than any sensible one, far fewer than what exhausts a recursion."""


def _where(part, *values) -> np.ndarray:
    """True where a part of the state has one of the values, shape (2, 3, 3, 5)."""
    axis = list(PARTS).index(part)
    chosen = np.isin(PARTS[part], values)
    return np.broadcast_to(chosen.reshape([-1 if place == axis else 1 for place in range(4)]), SHAPE)


class Event:
    """Something true or false of a history; combine events with ``&``, ``|`` and ``~``."""

    def __and__(self, other):
        return _Pair(self, other, "and")

    def __or__(self, other):
        return _Pair(self, other, "or")

    def __invert__(self):
        return _Opposite(self)

    def flags(self) -> frozenset:
        """Names of the "ever" flags that a history must carry to decide the event."""
        raise NotImplementedError

    def holds(self, flags) -> np.ndarray:
        """Truth in every cell of a split distribution, shape (2,) * len(flags) + (2, 3, 3, 5)."""
        raise NotImplementedError


@dataclass(frozen=True)
class Now(Event):
    """A part of the state has one of the values in the year asked about."""

    text: str
    part: str
    values: tuple

    def __str__(self) -> str:
        return self.text

    def flags(self) -> frozenset:
        """No history is needed."""
        return frozenset()

    def holds(self, flags) -> np.ndarray:
        """The same whatever happened before."""
        return np.broadcast_to(_where(self.part, *self.values), (2,) * len(flags) + SHAPE)


@dataclass(frozen=True)
class Ever(Event):
    """A flag was raised in some year up to the one asked about."""

    flag: str

    def __str__(self) -> str:
        return f"{self.flag} ever"

    def flags(self) -> frozenset:
        """Its own flag."""
        return frozenset([self.flag])

    def holds(self, flags) -> np.ndarray:
        """True on the upper half of the flag's axis."""
        axis = flags.index(self.flag)
        raised = np.array([False, True]).reshape(
            [2 if place == axis else 1 for place in range(len(flags))] + [1] * 4
        )
        return np.broadcast_to(raised, (2,) * len(flags) + SHAPE)


@dataclass(frozen=True)
class _Pair(Event):
    first: Event
    second: Event
    word: str

    def __str__(self) -> str:
        return f"({self.first} {self.word} {self.second})"

    def flags(self) -> frozenset:
        return self.first.flags() | self.second.flags()

    def holds(self, flags) -> np.ndarray:
        join = np.logical_and if self.word == "and" else np.logical_or
        return join(self.first.holds(flags), self.second.holds(flags))


@dataclass(frozen=True)
class _Opposite(Event):
    other: Event

    def __str__(self) -> str:
        return f"not {self.other}"

    def flags(self) -> frozenset:
        return self.other.flags()

    def holds(self, flags) -> np.ndarray:
        return ~self.other.holds(flags)


def _sight(context=None, opportunism=None, relationship=None) -> np.ndarray:
    """Where a flag is raised, given the new context, opportunism and relationship: shape (18, 2, 5)."""
    seen = np.ones((CONTEXTS, 2, len(RELATIONSHIPS)), bool)
    if context is not None:
        seen &= context[..., 0].reshape(CONTEXTS, 1, 1)
    if opportunism is not None:
        seen &= np.array(opportunism)[:, None]
    if relationship is not None:
        seen &= np.isin(RELATIONSHIPS, relationship)
    return seen


FLAGS = MappingProxyType(
    {
        "setback": _sight(context=_where("ukraine", "window")),
        "taiwan crisis": _sight(context=_where("taiwan", "crisis", "war")),
        "opportunism": _sight(opportunism=[False, True]),
        "reorientation": _sight(context=_where("reorientation", "on")),
    }
)
"""The four shocks: where each one's "ever" flag is raised."""

MORE_FLAGS = MappingProxyType(
    {
        "taiwan war": _sight(context=_where("taiwan", "war")),
        "alliance": _sight(relationship="alliance"),
        "rupture": _sight(relationship="rupture"),
    }
)
"""Further flags, carried only when a question needs them."""

EVENTS = MappingProxyType(
    {name: Now(name, "relationship", (name,)) for name in RELATIONSHIPS}
    | {
        "setback": Now("setback", "ukraine", ("window",)),
        "ukraine war over": Now("ukraine war over", "ukraine", ("closed",)),
        "taiwan calm": Now("taiwan calm", "taiwan", ("calm",)),
        "taiwan crisis": Now("taiwan crisis", "taiwan", ("crisis", "war")),
        "taiwan war": Now("taiwan war", "taiwan", ("war",)),
        "reorientation": Now("reorientation", "reorientation", ("on",)),
    }
    | {f"{flag} ever": Ever(flag) for flag in (*FLAGS, *MORE_FLAGS)}
)
"""Every event with a name of its own; the rest are combinations."""


def event(text) -> Event:
    """Read an event from words; an event is returned as it is.

    ``not`` binds before ``and``, and ``and`` before ``or``.

    Raises
    ------
    ScenarioError
        When the words name no event; the message lists near ones.
    """
    if isinstance(text, Event):
        return text
    words = " ".join(str(text).lower().split())
    if len(words) > _LONGEST:
        rule = f"{shown(words)} is longer than the {_LONGEST} characters that a question may have."
        raise ScenarioError([Problem("event", rule, "Ask a shorter question.")])
    return _any_of(words)


def _any_of(text) -> Event:
    first, word, rest = text.partition(" or ")
    return _all_of(first) | _any_of(rest) if word else _all_of(first)


def _all_of(text) -> Event:
    first, word, rest = text.partition(" and ")
    return _one(first) & _all_of(rest) if word else _one(first)


def _one(text) -> Event:
    if text.startswith("not "):
        return ~_one(text[4:])
    if text not in EVENTS:
        rule = f"the model has no event {shown(text)}.{near(text, EVENTS)}"
        raise ScenarioError([Problem("event", rule, f"It has: {', '.join(EVENTS)}.")])
    return EVENTS[text]
