"""How many of N worlds stand where in each year, without following a single one.

Worlds in the same state are interchangeable, so it is enough to know how many there are. How many of them
go where is one multinomial draw; a thousand worlds cost as much as a million million. The counts of all years
have exactly the law that tallying N sampled paths would have.
"""

import numpy as np

from china_russia_axis.scenario import exact, kernels
from china_russia_axis.scenario.sampling import require_count
from china_russia_axis.scenario.states import CONTEXTS, RELATIONSHIPS, STATES, index_of, is_inauguration_year

# Second word of the seed; see ``sampling``.
_STREAM = 2

# Beyond it, a count is no longer exact as a floating-point number.
_MOST = 2**53


def sample_counts(scenario, count=1_000_000, seed=None) -> np.ndarray:
    """Draw the number of worlds in each of the five futures, year by year.

    Parameters
    ----------
    scenario : Scenario
    count : int
        Worlds, from 1 to 2**53.
    seed : int, optional
        Fixes the draw; the scenario's own by default.

    Returns
    -------
    ndarray of int64, shape (horizon + 1, 5)
        Row 0 is the start year, columns are rupture to alliance, and each row sums to ``count``.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> sample_counts(Scenario(), count=1000).sum(axis=1).tolist() == [1000] * 21
    True
    """
    require_count(count, most=_MOST)
    rng = np.random.default_rng([scenario.seed if seed is None else seed, _STREAM])
    year = kernels.year(scenario.values)
    respond = _Draw(exact.response(year))
    move = {False: _Draw(year.ordinary[:, None]), True: _Draw(year.inauguration[:, None])}
    now = np.zeros((CONTEXTS, len(RELATIONSHIPS)), np.int64)
    now.reshape(STATES)[index_of(scenario.start_state)] = count
    rows = [now.sum(axis=0)]
    for number in range(scenario.start_year + 1, scenario.end_year + 1):
        # Old context, relationship, new context; then context, old relationship, new relationship.
        now = move[is_inauguration_year(number)](rng, now).sum(axis=0).T
        now = respond(rng, now).sum(axis=1)
        rows.append(now.sum(axis=0))
    return np.array(rows)


class _Draw:
    """Multinomial draws from rows of chances.

    NumPy gives the last outcome what the others leave over, rounding included. The likeliest goes last, so
    that no world ever lands on an outcome of chance 0.
    """

    def __init__(self, chances):
        self._order = np.argsort(chances, axis=-1)
        self._chances = np.take_along_axis(chances, self._order, axis=-1)

    def __call__(self, rng, counts) -> np.ndarray:
        drawn = rng.multinomial(counts, self._chances)
        back = np.empty_like(drawn)
        np.put_along_axis(back, np.broadcast_to(self._order, drawn.shape), drawn, axis=-1)
        return back
