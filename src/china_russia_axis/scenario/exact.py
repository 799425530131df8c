"""Exact answers: the distribution over all 90 states, year by year, without a single random number.

The distribution of next year is this year's times the transition. So 20 years cost 20 small matrix products,
and the answer has no sampling error; it is exact for the numbers given, which is not the same as true.
"""

import numpy as np

from china_russia_axis.scenario import kernels, validation
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError
from china_russia_axis.scenario.states import CONTEXTS, RELATIONSHIPS, STATES, index_of, is_inauguration_year

# Far below rounding: the step's square vanishes beside 1, and no difference is ever taken.
_COMPLEX_STEP = 1e-100


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
    flat = {name: np.broadcast_to(value, shape).ravel() for name, value in values.items()}
    size = int(np.prod(shape))
    every = {name: flat.get(name, np.full(size, value)) for name, value in scenario.values.items()}
    answer = relationships(solve(every, scenario))
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
    return relationships(solve(stepped, scenario)).imag / _COMPLEX_STEP


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
    year = kernels.year(values)
    ordinary, inauguration = (np.swapaxes(matrix, -1, -2) for matrix in (year.ordinary, year.inauguration))
    closer, stay, apart = opportunism_summed_out(year)
    size = year.ordinary.shape[:-2]
    rows = np.zeros((scenario.horizon + 1, *size, CONTEXTS, len(RELATIONSHIPS)), closer.dtype)
    rows[0].reshape(*size, STATES)[..., index_of(scenario.start_state)] = 1
    for step in range(1, scenario.horizon + 1):
        matrix = inauguration if is_inauguration_year(scenario.start_year + step) else ordinary
        move(matrix @ rows[step - 1], closer, stay, apart, out=rows[step])
    return np.moveaxis(rows, 0, -3).reshape(*size, scenario.horizon + 1, STATES)


def opportunism_summed_out(year) -> tuple:
    """Steps closer, none and apart given the context alone, each of shape (..., 18, 5)."""
    weight = year.opportunism[..., None]
    return tuple((weight * chance).sum(axis=-2) for chance in (year.closer, year.stay, year.apart))


def move(before, closer, stay, apart, out=None) -> np.ndarray:
    """Move the relationship by one year: what stays, what comes from below, what comes from above."""
    after = np.multiply(before, stay, out=out)
    after[..., 1:] += (before * closer)[..., :-1]
    after[..., :-1] += (before * apart)[..., 1:]
    return after


def _require_known(names) -> None:
    unknown = [name for name in names if name not in PARAMETERS]
    if unknown:
        raise ScenarioError(Problem(name, *validation.no_such_parameter(name)) for name in unknown)
