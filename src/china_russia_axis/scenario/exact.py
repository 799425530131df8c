"""Exact answers: the distribution over all 90 states, year by year, without a single random number.

The distribution of next year is this year's times the transition. So 20 years cost 20 small matrix products,
and the answer has no sampling error; it is exact for the numbers given, which is not the same as true.

One set of numbers goes through whole transition matrices. Many sets go through the factors, one part of the
world after the other and a chunk of sets at a time: both give the same, and tests compare them.
"""

import os
import sys
from functools import partial

import numpy as np

from china_russia_axis.scenario import kernels, validation
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError
from china_russia_axis.scenario.states import (
    CONTEXTS,
    PARTS,
    RELATIONSHIPS,
    SHAPE,
    STATES,
    index_of,
    is_inauguration_year,
)

# Far below rounding: the step's square vanishes beside 1, and no difference is ever taken.
_COMPLEX_STEP = 1e-100

# Sets worked on together: enough that the calls cost little, few enough to stay near the processor.
# A batch that would fill less than one chunk a thread is cut finer, down to the small chunk.
_CHUNK, _SMALL_CHUNK = 1024, 256


def distributions(scenario) -> np.ndarray:
    """Chance of each of the 90 states at the end of each year.

    Returns
    -------
    ndarray, shape (horizon + 1, 90)
        Row 0 is the start year. ``states.PARTS`` gives the order: reshape a row to (2, 3, 3, 5) for the axes
        reorientation, ukraine, taiwan, relationship.
    """
    return solve(scenario.values, scenario)


def chances(scenario) -> np.ndarray:
    """Chance of each of the five futures at the end of each year, shape (horizon + 1, 5)."""
    return relationships(distributions(scenario))


def futures(scenario):
    """Chance of each of the five futures by year.

    Returns
    -------
    pandas.DataFrame
        Index ``year`` from the start year on; columns rupture, slower, converging, accelerated, alliance.
    """
    import pandas as pd  # only here: the engine itself needs NumPy alone

    years = pd.RangeIndex(scenario.start_year, scenario.end_year + 1, name="year")
    return pd.DataFrame(chances(scenario), index=years, columns=pd.Index(RELATIONSHIPS, name="future"))


def batch(scenario, **values) -> np.ndarray:
    """Futures for many sets of numbers at once.

    Parameters
    ----------
    scenario : Scenario
        Gives the start, the horizon and every number that is not varied.
    **values : array_like
        Parameter name and its values; arrays are broadcast against each other, so a column against a row
        makes a heat map.

    Returns
    -------
    ndarray, shape (..., horizon + 1, 5)
        The leading axes are those of the arrays.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> batch(Scenario(), taiwan_crisis_per_year=[0.02, 0.06, 0.10]).shape
    (3, 21, 5)
    """
    values = {name: np.asarray(value) for name, value in values.items()}
    _require_known(values)
    shape = np.broadcast_shapes(*(value.shape for value in values.values()))
    every = {
        name: np.broadcast_to(values.get(name, value), shape).ravel()
        for name, value in scenario.values.items()
    }
    answer = _solve_many(every, scenario, _futures_of)
    return answer.reshape(*shape, *answer.shape[1:])


def derivatives(scenario, *names) -> np.ndarray:
    """How much each future moves per unit of each parameter, exact to rounding.

    The step is taken in the imaginary direction: the imaginary part of the answer over the step is the
    derivative, and as nothing is subtracted, nothing is lost to rounding.

    Parameters
    ----------
    scenario : Scenario
        Where to differentiate.
    *names : str
        Parameters; all 28 when none is given.

    Returns
    -------
    ndarray, shape (names, horizon + 1, 5)
        Change of a chance per unit of the parameter; divide by 100 for points per point.
    """
    names = names or tuple(PARAMETERS)
    _require_known(names)
    stepped = {name: np.full(len(names), value, complex) for name, value in scenario.values.items()}
    for place, name in enumerate(names):
        stepped[name][place] += _COMPLEX_STEP * 1j
    return _solve_many(stepped, scenario, _futures_of).imag / _COMPLEX_STEP


def relationships(states) -> np.ndarray:
    """Sum the 90 states to the five futures: (..., 90) to (..., 5)."""
    return states.reshape(*states.shape[:-1], CONTEXTS, len(RELATIONSHIPS)).sum(axis=-2)


def solve(values, scenario) -> np.ndarray:
    """Distributions for one set of numbers or for a batch of them.

    Parameters
    ----------
    values : mapping
        Every parameter name with a number, or with an array of shape (batch,).
    scenario : Scenario
        Gives start state, start year and horizon; its numbers are not used.

    Returns
    -------
    ndarray, shape (..., horizon + 1, 90)
    """
    if np.ndim(values["drift_closer"]):
        return _solve_many(values, scenario, _states_of)
    year = kernels.year(values)
    start = np.zeros((CONTEXTS, 1, len(RELATIONSHIPS)))
    start.reshape(STATES)[index_of(scenario.start_state)] = 1
    return np.concatenate(list(walk(start, year, response(year), scenario))).reshape(-1, STATES)


def walk(start, year, response, scenario, raised=None):
    """Go through the years with whole matrices: first the world moves, then the relationship responds.

    Parameters
    ----------
    start : ndarray, shape (18, rows, columns)
        Chances in the start year by context; ``questions`` splits them further by flags.
    year : Year
        The transition, for one set of numbers.
    response : ndarray, shape (18, columns, columns)
        Old relationship to new relationship, given the new context.
    scenario : Scenario
        Gives start year and horizon.
    raised : ndarray, shape (18, rows, rows), optional
        New row from old row, given the new context.

    Yields
    ------
    ndarray, shape (18, rows, columns)
        Chances of each year, the start year first.
    """
    ordinary, inauguration = year.ordinary.T, year.inauguration.T
    now = start
    yield now
    for number in range(scenario.start_year + 1, scenario.end_year + 1):
        matrix = inauguration if is_inauguration_year(number) else ordinary
        now = (matrix @ now.reshape(CONTEXTS, -1)).reshape(start.shape)
        now = (now if raised is None else raised @ now) @ response
        yield now


def response(year) -> np.ndarray:
    """Old relationship to new relationship, given the new context, opportunism summed out: (18, 5, 5)."""
    return np.einsum("co,corn->crn", year.opportunism, step_matrices(year))


def step_matrices(year) -> np.ndarray:
    """Old relationship to new relationship, given new context and opportunism: shape (18, 2, 5, 5)."""
    matrices = np.zeros((*year.stay.shape, len(RELATIONSHIPS)))
    old = np.arange(len(RELATIONSHIPS))
    matrices[..., old, old] = year.stay
    matrices[..., old[:-1], old[1:]] = year.closer[..., :-1]
    matrices[..., old[1:], old[:-1]] = year.apart[..., 1:]
    return matrices


def _solve_many(values, scenario, kept) -> np.ndarray:
    """What is ``kept`` of every year for many sets of numbers, shape (batch, horizon + 1, ...)."""
    size = len(values["drift_closer"])
    threads = 1 if sys.platform == "emscripten" else min(4, os.cpu_count() or 1)  # a browser has no threads
    length = min(_CHUNK, max(_SMALL_CHUNK, -(-size // threads)))
    parts = [
        {name: value[first : first + length] for name, value in values.items()}
        for first in range(0, size, length)
    ]
    solve_part = partial(_solve_chunk, scenario=scenario, kept=kept)
    if threads == 1 or len(parts) <= 1:
        return np.concatenate([solve_part(part) for part in parts or [values]])
    from concurrent.futures import ThreadPoolExecutor  # only here: the engine is imported fast

    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(solve_part, parts)))


def _solve_chunk(values, scenario, kept) -> np.ndarray:
    years = np.stack([kept(cells) for cells in _years(values, scenario)])
    return np.ascontiguousarray(np.moveaxis(years, -1, 0))


def _futures_of(cells) -> np.ndarray:
    return cells.sum(axis=(1, 2, 3))


def _states_of(cells) -> np.ndarray:
    return np.moveaxis(cells, 0, 3).reshape(STATES, -1)


def _years(values, scenario):
    """Distributions year by year, one factor after the other: each of shape (5, 2, 3, 3, batch)."""
    year = kernels.year(values)
    # The relationship goes first, so that one step closer or apart is a move along whole blocks of memory.
    shape = (len(RELATIONSHIPS), *SHAPE[:3], -1)
    closer, stay, apart = (
        np.ascontiguousarray(np.moveaxis(chance, 1, 0)).reshape(shape)
        for chance in opportunism_summed_out(year)
    )
    # Three arrays take turns; making new ones each year would cost more than the arithmetic.
    now, spare, scratch = np.zeros_like(stay), np.empty_like(stay), np.empty_like(stay)
    *context, relationship = (PARTS[part].index(value) for part, value in scenario.start_state.items())
    now[(relationship, *context)] = 1
    yield now
    for number in range(scenario.start_year + 1, scenario.end_year + 1):
        if is_inauguration_year(number):
            now, spare = np.einsum("wvb,rwutb->rvutb", year.reorientation, now, out=spare), now
        now, spare = _war_moved(now, year.ukraine, out=spare), now
        now, spare = np.einsum("utvb,rwutb->rwuvb", year.taiwan, now, out=spare), now
        now, spare = _moved(now, closer, stay, apart, out=spare, scratch=scratch), now
        yield now


def opportunism_summed_out(year) -> tuple:
    """Steps closer, none and apart given the context alone, each of shape (18, 5)."""
    weight = year.opportunism[:, :, None]
    return tuple((weight * chance).sum(axis=1) for chance in (year.closer, year.stay, year.apart))


def _war_moved(before, ukraine, out) -> np.ndarray:
    """Move the war in Ukraine by one year; a war that is over stays over, so that row needs no product."""
    after = np.einsum("wuvb,rwutb->rwvtb", ukraine[:, :-1], before[:, :, :-1], out=out)
    after[:, :, -1] += before[:, :, -1]
    return after


def _moved(before, closer, stay, apart, out, scratch) -> np.ndarray:
    """Move the relationship by one year: what stays, what comes from below, what comes from above."""
    after = np.multiply(before, stay, out=out)
    after[1:] += np.multiply(before[:-1], closer[:-1], out=scratch[1:])
    after[:-1] += np.multiply(before[1:], apart[1:], out=scratch[:-1])
    return after


def _require_known(names) -> None:
    unknown = [name for name in names if name not in PARAMETERS]
    if unknown:
        raise ScenarioError(Problem(name, *validation.no_such_parameter(name)) for name in unknown)
