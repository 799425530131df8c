"""Pools: one forecast out of many.

The mean of the chances is safe and timid. The geometric mean of the odds is bolder: it keeps what the members
agree on, and it treats 1 per cent and 10 per cent as being as far apart as 90 and 99. Members who share their
evidence deserve no bolder pool; members with different evidence do, and *extremising* is the knob for that.
"""

import numpy as np

FLOOR = 0.01
"""A chance below this counts as this in a geometric pool: otherwise one member's 0 would be a veto."""


def linear(chances, weights=None) -> np.ndarray:
    """Mean of the chances, outcome by outcome.

    Parameters
    ----------
    chances : array_like, shape (members, outcomes)
        Each row adds up to 1.
    weights : array_like, shape (members,), optional
        Equal by default.

    Returns
    -------
    ndarray, shape (outcomes,)
    """
    table = _table(chances)
    return np.average(table, axis=0, weights=weights)


def geometric(chances, weights=None, floor: float = FLOOR, extremising: float = 1.0) -> np.ndarray:
    """Geometric mean of the chances, outcome by outcome, scaled to add up to 1.

    With two outcomes this is the geometric mean of the odds.

    Parameters
    ----------
    chances : array_like, shape (members, outcomes)
        Each row adds up to 1.
    weights : array_like, shape (members,), optional
        Equal by default.
    floor : float
        Smaller chances are raised to it first, so that nobody has a veto.
    extremising : float
        The pooled odds are raised to this power: 1 leaves them, 2 is bold, below 1 is timid. There is no
        right value without past questions to fit it on.

    Returns
    -------
    ndarray, shape (outcomes,)

    Examples
    --------
    >>> geometric([[0.2, 0.8], [0.5, 0.5]]).round(3).tolist()
    [0.333, 0.667]
    """
    table = np.maximum(_table(chances), floor)
    logs = np.average(np.log(table), axis=0, weights=weights)
    return extremised(np.exp(logs) / np.exp(logs).sum(), extremising)


def extremised(chances, power: float) -> np.ndarray:
    """Push a forecast away from even chances (power above 1) or toward them (below 1)."""
    raised = np.asarray(chances, float) ** power
    return raised / raised.sum()


def _table(chances) -> np.ndarray:
    table = np.atleast_2d(np.asarray(chances, float))
    if table.size == 0:
        raise ValueError("There is nothing to pool: no forecast was given.")
    if not np.isfinite(table).all() or (table < 0).any() or (np.abs(table.sum(axis=1) - 1) > 1e-6).any():
        raise ValueError("Each row to be pooled has to hold chances from 0 to 1 that add up to 1.")
    return table
