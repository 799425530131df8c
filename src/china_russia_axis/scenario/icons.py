"""A hundred worlds that do not flicker: the same random numbers whatever the sliders say.

Each world carries one uniform number a year for each part of the state. Every part picks its next value by
quantile, in an order that helps convergence, so a shock made likelier happens in every world where it
happened before, and perhaps in a few more. What changes on the screen is then the effect of the slider.
"""

from functools import lru_cache

import numpy as np

from china_russia_axis.scenario import kernels
from china_russia_axis.scenario.states import PARTS, RELATIONSHIPS, is_inauguration_year

_DRAWS = ("reorientation", "ukraine", "taiwan", "opportunism", "relationship")
# From the value that helps convergence least to the one that helps most: the order of the quantiles.
_REORIENTATION = np.array([1, 0])  # on, off
_UKRAINE = np.array([2, 0, 1])  # closed, open, window
_TAIWAN = np.array([0, 1, 2])  # calm, crisis, war


def worlds(scenario, year=None, count=100) -> np.ndarray:
    """Relationship of each world in one year.

    Parameters
    ----------
    scenario : Scenario
        Its seed fixes the random numbers.
    year : int, optional
        The last one by default.
    count : int
        Worlds; the first hundred of a thousand are the hundred.

    Returns
    -------
    ndarray of int, shape (count,)
        Places in ``RELATIONSHIPS``: 0 is rupture, 4 is alliance. World 17 is the same world in every year and
        under every setting.
    """
    year = scenario.end_year if year is None else year
    return paths(scenario, count)[year - scenario.start_year]


def grouped(scenario, year=None, count=100) -> dict:
    """How many worlds end in each future, from rupture to alliance."""
    tally = np.bincount(worlds(scenario, year, count), minlength=len(RELATIONSHIPS))
    return dict(zip(RELATIONSHIPS, map(int, tally), strict=True))


def paths(scenario, count=100) -> np.ndarray:
    """Relationship of each world in every year, shape (horizon + 1, count); row 0 is the start year."""
    return histories(scenario, count)["relationship"]


def histories(scenario, count=100) -> dict:
    """What each world goes through, year by year: its relationship and the shocks behind it.

    Returns
    -------
    dict of ndarray of int, each of shape (horizon + 1, count)
        ``reorientation``, ``ukraine``, ``taiwan`` and ``relationship`` hold places in ``states.PARTS``,
        ``opportunism`` is 1 in years of aggression elsewhere. Row 0 is the start year.
    """
    values = scenario.values
    turn = _tails(kernels.reorientation(values), _REORIENTATION)
    war = _tails(kernels.ukraine(values), _UKRAINE)
    strait = _tails(kernels.taiwan(values), _TAIWAN)
    opportunism = kernels.opportunism(values)[:, 1]
    closer, apart = (chance.reshape(2, 3, 3, 2, 5) for chance in kernels.steps(values)[::2])
    w, u, t, r = (np.full(count, PARTS[part].index(value)) for part, value in scenario.start_state.items())
    rows = {part: np.empty((scenario.horizon + 1, count), int) for part in _DRAWS}
    for part, start in zip(_DRAWS, (w, u, t, 0, r), strict=True):
        rows[part][0] = start
    for step in range(1, scenario.horizon + 1):
        year = scenario.start_year + step
        draw = dict(zip(_DRAWS, _uniforms(scenario.seed, year, count), strict=True))
        if is_inauguration_year(year):
            w = _pick(turn[w], draw["reorientation"], _REORIENTATION)
        u = _pick(war[w, u], draw["ukraine"], _UKRAINE)
        t = _pick(strait[u, t], draw["taiwan"], _TAIWAN)
        # High numbers help convergence in every draw, so aggression elsewhere takes the upper end.
        o = (draw["opportunism"] >= 1 - opportunism[t]).astype(int)
        case = (w, u, t, o, r)
        r = r - (draw["relationship"] < apart[case]) + (draw["relationship"] >= 1 - closer[case])
        for part, now in zip(_DRAWS, (w, u, t, o, r), strict=True):
            rows[part][step] = now
    return rows


def _tails(rows, order) -> np.ndarray:
    """Chance of each value or a later one in the order; the first, always 1, is left out."""
    # Summed from the top, where the shocks are, so that rounding cannot invent a shock of chance 0.
    return np.cumsum(rows[..., order[::-1]], axis=-1)[..., -2::-1]


def _pick(tails, draw, order) -> np.ndarray:
    """Next value of each world: the quantile of its row, with the values in the given order."""
    return order[(draw[:, None] >= 1 - tails).sum(axis=1)]


@lru_cache(maxsize=128)
def _uniforms(seed, year, count) -> np.ndarray:
    """Uniform numbers of one calendar year, shape (5, count), the same for every horizon and start."""
    numbers = np.random.default_rng([seed, year]).random((count, len(_DRAWS))).T
    numbers.flags.writeable = False
    return numbers
