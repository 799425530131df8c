"""Conditional questions, exactly: ``probability(scenario, "alliance", given="taiwan crisis ever", by=2043)``.

Each year's distribution is split by what has ever happened, four flags times 90 states, so Bayes' rule is a
sum over cells. Ask both ways round: P(crisis | alliance) is not P(alliance | crisis).
"""

from dataclasses import dataclass
from functools import lru_cache
from math import nan

import numpy as np

from china_russia_axis.scenario import exact, kernels
from china_russia_axis.scenario.events import FLAGS, MORE_FLAGS, event
from china_russia_axis.scenario.problems import Problem, ScenarioError
from china_russia_axis.scenario.states import CONTEXTS, RELATIONSHIPS, SHAPE, STATES, index_of

_SIGHTS = {**FLAGS, **MORE_FLAGS}


def history(scenario, flags=tuple(FLAGS)) -> np.ndarray:
    """Distributions split by what has ever happened since the start year, that year included.

    Parameters
    ----------
    scenario : Scenario
    flags : sequence of str
        Names in ``events.FLAGS`` or ``events.MORE_FLAGS``.

    Returns
    -------
    ndarray, shape (horizon + 1, 2, ..., 2, 90)
        One axis of length two a flag: not yet, ever. With the four usual flags 16 x 90 = 1,440 cells a year.
    """
    flags = tuple(flags)
    # Flags that the context alone raises make rows of their own, the others go with the relationship.
    outer = tuple(flag for flag in flags if _needs_context_alone(flag))
    inner = tuple(flag for flag in flags if flag not in outer)
    year = kernels.year(scenario.values)
    walked = exact.walk(
        _start(scenario, outer, inner), year, _response(year, inner), scenario, raised=_by_context(outer)
    )
    cells = np.empty((scenario.horizon + 1, *(2,) * len(flags), CONTEXTS, len(RELATIONSHIPS)))
    # The same memory with its axes in the order of the walk: context, flags, relationship.
    in_order = cells.transpose(0, -2, *(1 + flags.index(flag) for flag in (*outer, *inner)), -1)
    for place, now in enumerate(walked):
        in_order[place] = now.reshape(in_order.shape[1:])
    return cells.reshape(*cells.shape[:-2], STATES)


def probability(scenario, event, given=None, by=None) -> float:
    """Chance of an event, perhaps given another.

    Parameters
    ----------
    scenario : Scenario
    event, given : str or Event
        See ``events.EVENTS``; ``"accelerated or alliance"`` and ``"not taiwan war ever"`` work too.
    by : int, optional
        The year both speak of; the last one by default.

    Returns
    -------
    float
        NaN when the condition cannot happen: then the question has no answer.
    """
    return float(by_year(scenario, event, given)[_place(scenario, by)])


def by_year(scenario, event, given=None) -> np.ndarray:
    """As :func:`probability`, for every year from the start year on: shape (horizon + 1,)."""
    if given is None:
        return _masses(scenario, _both(event))[0]
    joint, condition = _masses(scenario, _both(event, given), _both(given))
    return np.divide(joint, condition, out=np.full_like(joint, nan), where=condition > 0)


@dataclass(frozen=True)
class Tree:
    """Two events and how often each goes with the other.

    Attributes
    ----------
    event, given : str
        The two events.
    both, event_only, given_only, neither : float
        Chances of the four branches; they sum to 1.
    """

    event: str
    given: str
    both: float
    event_only: float
    given_only: float
    neither: float

    @property
    def event_if_given(self) -> float:
        """P(event | given)."""
        return _share(self.both, self.both + self.given_only)

    @property
    def given_if_event(self) -> float:
        """P(given | event)."""
        return _share(self.both, self.both + self.event_only)

    def worlds(self, count=1000) -> dict:
        """The four branches as whole worlds that add up to ``count`` (largest remainders get the rest)."""
        branches = {
            name: getattr(self, name) * count for name in ("both", "event_only", "given_only", "neither")
        }
        whole = {name: int(share) for name, share in branches.items()}
        by_remainder = sorted(branches, key=lambda name: branches[name] - whole[name], reverse=True)
        for name in by_remainder[: count - sum(whole.values())]:
            whole[name] += 1
        return whole


def tree(scenario, event, given, by=None) -> Tree:
    """Both directions of a conditional question at once, for a tree "of 1,000 worlds"."""
    place = _place(scenario, by)
    first, second = _both(event), _both(given)
    pairs = (first & second, first & ~second, ~first & second, ~first & ~second)
    branches = (float(mass[place]) for mass in _masses(scenario, *pairs))
    return Tree(str(first), str(second), *branches)


def _both(*events):
    joined = event(events[0])
    for other in events[1:]:
        joined = joined & event(other)
    return joined


def _masses(scenario, *events) -> list:
    """Chance of each event in each year, all from one history that carries the flags they need."""
    needed = frozenset().union(*(asked.flags() for asked in events))
    flags = tuple(flag for flag in (*FLAGS, *MORE_FLAGS) if flag in needed)
    cells = history(scenario, flags).reshape(scenario.horizon + 1, *(2,) * len(flags), *SHAPE)
    axes = tuple(range(1, cells.ndim))
    return [np.sum(cells, axis=axes, where=asked.holds(flags)) for asked in events]


def _by_context(flags) -> np.ndarray:
    """New flags from old flags, given the new context: shape (18, 2**flags, 2**flags)."""
    return np.swapaxes(_raised(flags)[:, 0, 0], -1, -2)


def _response(year, flags) -> np.ndarray:
    """Flags and relationship together, old to new, given the context: shape (18, 5 * 2**flags twice)."""
    # Opportunism raises its own flag first; then it is summed out.
    steps = year.opportunism[:, :, None, None] * exact.step_matrices(year)
    joint = np.einsum("corn,confg->cfrgn", steps, _raised(flags))
    size = joint.shape[1] * joint.shape[2]
    return joint.reshape(CONTEXTS, size, size)


@lru_cache(maxsize=256)
def _raised(flags) -> np.ndarray:
    """Which flags are up after which, 1 or 0, by what is seen: shape (18, 2, 5, 2**flags, 2**flags)."""
    table = np.ones((CONTEXTS, 2, len(RELATIONSHIPS), 1, 1))
    for flag in flags:
        seen = _SIGHTS[flag]
        one = np.stack(
            [np.stack([~seen, seen], axis=-1), np.broadcast_to([False, True], (*seen.shape, 2))], axis=-2
        )
        table = table[..., :, None, :, None] * one[..., None, :, None, :]
        size = table.shape[-1] * table.shape[-2]
        table = table.reshape(*seen.shape, size, size)
    table.flags.writeable = False
    return table


def _needs_context_alone(flag) -> bool:
    seen = _SIGHTS[flag]
    return bool(np.all(seen == seen[:, :1, :1]))


def _start(scenario, outer, inner) -> np.ndarray:
    """Everything in the start state; a shock that is on at the start has happened."""
    context, relationship = divmod(index_of(scenario.start_state), len(RELATIONSHIPS))
    cells = np.zeros((CONTEXTS, *(2,) * len(outer + inner), len(RELATIONSHIPS)))
    raised = (int(_SIGHTS[flag][context, 0, relationship]) for flag in outer + inner)
    cells[(context, *raised, relationship)] = 1
    return cells.reshape(CONTEXTS, 2 ** len(outer), -1)


def _place(scenario, by) -> int:
    year = scenario.end_year if by is None else by
    if not scenario.start_year <= year <= scenario.end_year:
        rule = f"{year} lies outside {scenario.start_year}-{scenario.end_year}."
        raise ScenarioError([Problem("by", rule, "Ask about a year within it, or lengthen the horizon.")])
    return year - scenario.start_year


def _share(part, whole) -> float:
    return part / whole if whole > 0 else nan
