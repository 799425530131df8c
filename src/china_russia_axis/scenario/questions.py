"""Conditional questions, exactly: ``probability(scenario, "alliance", given="taiwan crisis ever", by=2043)``.

Each year's distribution is split by what has ever happened, four flags times 90 states, so Bayes' rule is a
sum over cells. Ask both ways round: P(crisis | alliance) is not P(alliance | crisis).
"""

from dataclasses import dataclass
from math import nan

import numpy as np

from china_russia_axis.scenario import exact, kernels
from china_russia_axis.scenario.events import FLAGS, MORE_FLAGS, event
from china_russia_axis.scenario.problems import Problem, ScenarioError
from china_russia_axis.scenario.states import CONTEXTS, PARTS, RELATIONSHIPS, SHAPE, is_inauguration_year


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
    sights = [{**FLAGS, **MORE_FLAGS}[flag] for flag in flags]
    year = kernels.year(scenario.values)
    weight = year.opportunism[..., None]
    rows = np.zeros((scenario.horizon + 1, *(2,) * len(flags), CONTEXTS, len(RELATIONSHIPS)))
    rows[0] = _start(scenario, sights)
    for step in range(1, scenario.horizon + 1):
        inauguration = is_inauguration_year(scenario.start_year + step)
        contexts = (year.inauguration if inauguration else year.ordinary).T @ rows[step - 1]
        # Opportunism keeps an axis of its own until its flag is raised; then it is summed out.
        split = contexts[..., :, None, :] * weight
        split = exact.move(split, year.closer, year.stay, year.apart)
        rows[step] = _raised(split, sights).sum(axis=-2)
    return rows.reshape(*rows.shape[:-2], -1)


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


def _start(scenario, sights) -> np.ndarray:
    """Everything in the start state; a shock that is on at the start has happened."""
    cells = np.zeros((*(2,) * len(sights), *SHAPE))
    state = tuple(PARTS[part].index(value) for part, value in scenario.start_state.items())
    context, relationship = np.ravel_multi_index(state[:3], SHAPE[:3]), state[3]
    raised = tuple(int(sight[context, 0, relationship]) for sight in sights)
    cells[raised + state] = 1
    return cells.reshape(*(2,) * len(sights), CONTEXTS, len(RELATIONSHIPS))


def _raised(cells, sights) -> np.ndarray:
    """Move what sees a flag's event now from "not yet" to "ever"."""
    for axis, sight in enumerate(sights):
        before = (slice(None),) * axis
        not_yet, ever = cells[(*before, 0)], cells[(*before, 1)]
        ever += not_yet * sight
        not_yet *= ~sight
    return cells


def _place(scenario, by) -> int:
    year = scenario.end_year if by is None else by
    if not scenario.start_year <= year <= scenario.end_year:
        rule = f"{year} lies outside {scenario.start_year}-{scenario.end_year}."
        raise ScenarioError([Problem("by", rule, "Ask about a year within it, or lengthen the horizon.")])
    return year - scenario.start_year


def _share(part, whole) -> float:
    return part / whole if whole > 0 else nan
