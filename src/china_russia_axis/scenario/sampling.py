"""A million worlds, year by year: what a fan or a heap of single futures is drawn from.

Each world moves through the joint chain of all 90 states with one random number a year. The number is not
compared with the row of chances from left to right. A guide table says at once where its first bits lead;
only the few numbers that fall near the border between two outcomes are looked up in the row itself.

The hundred worlds on the screen are another engine (``icons``): those keep their random numbers apart by part
of the world, so that they do not flicker. These here are faster and know nothing of their neighbours.
"""

from typing import NamedTuple

import numpy as np

from china_russia_axis.scenario import exact, kernels
from china_russia_axis.scenario.problems import Problem, ScenarioError
from china_russia_axis.scenario.states import CONTEXTS, STATES, index_of, is_inauguration_year

# While it walks, a state is written as context * 8 + relationship: the lowest bits are the relationship.
_SHIFT = 3
_CODES = CONTEXTS << _SHIFT
_CODE_OF = np.array([(place // 5 << _SHIFT) + place % 5 for place in range(STATES)], np.uint8)
_UNDECIDED = 255

# A number has 32 bits. The first 16 are always drawn and the first 12 mostly decide; the rest only if needed.
_BITS, _DRAWN, _GUIDE = 32, 16, 12

# Worlds that walk together: their states and the guide table stay close to the processor.
_BLOCK = 1 << 16

# Second word of the seed. ``icons`` puts the calendar year there, so engines share no random numbers.
_STREAM = 1


def sample_paths(scenario, count=1_000_000, seed=None, whole_states=False) -> np.ndarray:
    """Draw independent worlds and follow each through every year.

    Parameters
    ----------
    scenario : Scenario
    count : int
        Worlds, at least one.
    seed : int, optional
        Fixes the worlds together with ``count``; the scenario's own by default.
    whole_states : bool
        Return the state, a place among the 90 of ``states.PARTS``, instead of the relationship.

    Returns
    -------
    ndarray of uint8, shape (horizon + 1, count)
        Row 0 is the start year. Relationships are places in ``RELATIONSHIPS``: 0 is rupture, 4 is alliance.

    Notes
    -----
    Chances are rounded to whole multiples of 2**-32, so each is off by less than 3e-10; an outcome of
    chance 0 stays impossible. Guide tables: Devroye, Non-Uniform Random Variate Generation (1986), III.2.4.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> sample_paths(Scenario(), count=1000).shape
    (21, 1000)
    """
    require_count(count)
    rng = np.random.default_rng([scenario.seed if seed is None else seed, _STREAM])
    ordinary, inauguration = (_table(matrix) for matrix in _joint(scenario))
    tables = [
        inauguration if is_inauguration_year(year) else ordinary
        for year in range(scenario.start_year + 1, scenario.end_year + 1)
    ]
    paths = np.empty((scenario.horizon + 1, count), np.uint8)
    paths[0] = _CODE_OF[index_of(scenario.start_state)]
    for first in range(0, count, _BLOCK):
        _walk(paths[:, first : first + _BLOCK], tables, rng, whole_states)
    return paths


def require_count(count, most=2**40) -> None:
    """Refuse a number of worlds that is none.

    Raises
    ------
    ScenarioError
        When ``count`` is not a whole number from 1 to ``most``.
    """
    whole = isinstance(count, int | np.integer) and not isinstance(count, bool)
    if not whole or not 1 <= count <= most:
        rule = f"{count!r} is no number of worlds; it must be a whole number from 1 to {most}."
        raise ScenarioError([Problem("count", rule, "Write count=1000, for example.")])


class _Table(NamedTuple):
    """One year's transition, ready to draw from.

    Attributes
    ----------
    guide : ndarray of uint8, shape (144 * 4096,)
        New code by old code and first bits; ``_UNDECIDED`` where these bits leave more than one.
    borders : ndarray of uint64, shape (144 * 90,)
        Cumulated chances in units of 2**-32; each old code begins where the one before ended.
    """

    guide: np.ndarray
    borders: np.ndarray


def _joint(scenario):
    """Transition of all 90 states in an ordinary and in an inauguration year, each of shape (90, 90)."""
    year = kernels.year(scenario.values)
    response = exact.response(year)
    for contexts in (year.ordinary, year.inauguration):
        # Old context and relationship, then new context and relationship.
        yield (contexts[:, None, :, None] * np.swapaxes(response, 0, 1)).reshape(STATES, STATES)


def _table(matrix) -> _Table:
    borders = np.rint(np.cumsum(matrix, axis=1) * 2**_BITS).astype(np.int64)
    borders[:, -1] = 2**_BITS
    # Bins that lie before each border, whole or in part; the one that a border cuts is left undecided.
    before, cut = np.divmod(borders, 2 ** (_BITS - _GUIDE))
    lengths = np.diff(before, axis=1, prepend=0)
    bins = np.repeat(np.tile(_CODE_OF, STATES), lengths.ravel()).reshape(STATES, -1)
    row, column = np.nonzero(cut)
    bins[row, before[row, column]] = _UNDECIDED
    guide = np.full((_CODES, 2**_GUIDE), _UNDECIDED, np.uint8)
    guide[_CODE_OF] = bins
    by_code = np.zeros((_CODES, STATES), np.int64)
    by_code[_CODE_OF] = borders
    by_code += np.arange(_CODES)[:, None] << _BITS
    return _Table(guide.ravel(), by_code.ravel().astype(np.uint64))


def _walk(paths, tables, rng, whole_states) -> None:
    """Fill a block of paths, whose first row holds the code of the start."""
    now = paths[0].copy()
    index = np.empty(now.shape, np.intp)
    for row, table in zip(paths[1:], tables, strict=True):
        now = _step(now, table, rng, index)
        row[:] = now
    if whole_states:
        paths -= 3 * (paths >> _SHIFT)  # from 8 codes a context to 5 places
    else:
        paths &= 2**_SHIFT - 1


def _step(now, table, rng, index) -> np.ndarray:
    """Move every world of a block by one year."""
    word = rng.integers(0, 2**_DRAWN, now.shape, np.uint16)
    np.left_shift(now, _GUIDE, out=index, dtype=np.uint32)
    index |= word >> (_DRAWN - _GUIDE)
    after = table.guide.take(index, mode="clip")  # no index is out of bounds, and this asks fewer questions
    undecided = np.flatnonzero(after == _UNDECIDED)
    after[undecided] = _looked_up(now[undecided], word[undecided], table, rng)
    return after


def _looked_up(now, word, table, rng) -> np.ndarray:
    """New codes by the whole number: draw its last bits, and seek it among the borders of its row."""
    rest = rng.integers(0, 2 ** (_BITS - _DRAWN), now.shape, np.uint64)
    number = (now.astype(np.uint64) << _BITS) | (word.astype(np.uint64) << (_BITS - _DRAWN)) | rest
    place = np.searchsorted(table.borders, number, side="right")
    return _CODE_OF[place - now.astype(np.intp) * STATES]
