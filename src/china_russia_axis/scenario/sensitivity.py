"""What the answer hangs on: one number at a time, two at a time, and all at once.

A tornado moves one number through its range and holds the rest. A heat map moves two. Sobol indices move all
at once and share out the variance of the answer: the first-order index of a number is its part by itself, the
total index adds everything it does together with others. Neither says that a number is true, nor what causes
what; a number we are sure of has no share, however much it matters.
"""

from functools import lru_cache

import numpy as np

from china_russia_axis.scenario import exact, uncertainty, validation
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError, near
from china_russia_axis.scenario.states import RELATIONSHIPS, SEED

STEPS = 31
"""Rows and columns of a heat map."""

COUNT = 1024
"""Base draws of the Sobol indices; the model is solved (numbers + 2) times as often."""

# Points along a range, so that a bend between its ends is seen.
_ALONG = 11
# Below this an answer does not move: rounding, not the number, did it.
_STILL = 1e-9


def tornado(scenario, future="alliance", year=None):
    """Move one number at a time through its 90 % range.

    Parameters
    ----------
    scenario : Scenario
        Every other number stays at its value.
    future : str
        One of the five.
    year : int, optional
        The last one by default.

    Returns
    -------
    pandas.DataFrame
        Index parameter, the widest swing first. Columns: label, kind, group; value, low, high of the number;
        point, at_low and at_high of the chance; least and most over the whole range, and swing between them;
        shape (``rises``, ``falls``, ``bends`` or ``still``); held, True where the number was moved by hand or
        has no range.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> tornado(Scenario()).index[0]
    'taiwan_crisis_per_year'
    """
    import pandas as pd

    scenario, column = ending(scenario, future, year)
    along = {item.name: np.linspace(item.low, item.high, _ALONG) for item in scenario.settings}
    answers = _one_at_a_time(scenario, along)[..., column]
    rows = {}
    for item, chances in zip(scenario.settings, answers, strict=True):
        of, held = PARAMETERS[item.name], uncertainty.spread(item).held
        rows[item.name] = [of.label, item.kind, of.group, item.value, item.low, item.high]
        rows[item.name] += [chances[0], chances[1], chances[-1], chances.min(), chances.max()]
        rows[item.name] += [np.ptp(chances), _shape(chances[1:]), held]
    columns = ["label", "kind", "group", "value", "low", "high", "point", "at_low", "at_high"]
    columns += ["least", "most", "swing", "shape", "held"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("parameter")
    return table.sort_values("swing", ascending=False, kind="stable")


def heatmap(scenario, first, second, future="alliance", year=None, steps=STEPS, whole=False):
    """Move two numbers at once.

    Parameters
    ----------
    scenario : Scenario
        Every other number stays at its value.
    first, second : str
        Parameters down and across.
    future : str
        One of the five.
    year : int, optional
        The last one by default.
    steps : int
        Values of each, from 2 on.
    whole : bool
        Go through all that the slider can reach, not only through the 90 % range.

    Returns
    -------
    pandas.DataFrame, shape (steps, steps)
        Chances; index and columns are the values and carry the names of the parameters.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> heatmap(Scenario(), "taiwan_crisis_per_year", "war_given_crisis").shape
    (31, 31)
    """
    import pandas as pd

    scenario, column = ending(scenario, future, year)
    if first == second:
        rule = f"a heat map moves two numbers, and '{first}' stands twice."
        raise ScenarioError([Problem("second", rule, "Name another parameter.")])
    if steps < 2:
        raise ScenarioError([Problem("steps", f"{steps} makes no map.", f"Write for instance {STEPS}.")])
    rows, columns = (_range(scenario, name, steps, whole) for name in (first, second))
    chances = exact.batch(scenario, **{first: rows[:, None], second: columns})[..., -1, column]
    return pd.DataFrame(chances, index=pd.Index(rows, name=first), columns=pd.Index(columns, name=second))


def sobol(scenario, future="alliance", year=None, count=COUNT, groups=None):
    """Share out what we do not know about a chance: first-order and total indices.

    Parameters
    ----------
    scenario : Scenario
        Its ranges say what we hold possible; held numbers have no share.
    future : str
        One of the five.
    year : int, optional
        The last one by default.
    count : int
        Base draws; a power of 2 fills the box most evenly.
    groups : mapping, optional
        Name to parameters that are taken together as one; other parameters are still drawn, but get no row.

    Returns
    -------
    pandas.DataFrame
        Index parameter or group, the largest total first. Columns: label, kind, group (without ``groups``);
        first, first_low, first_high, total, total_low, total_high with 90 % bootstrap intervals. Where the
        chance does not vary at all, every index is NaN. ``attrs`` holds ``mean`` and ``deviation`` of the
        chance over the draws.

    Raises
    ------
    ScenarioError
        When nothing is uncertain.

    Notes
    -----
    Estimators as recommended by Saltelli et al. (2010): theirs for the first order, Jansen's for the total.
    The bootstrap treats the even sequence as if it were random, so its intervals are on the wide side.
    """
    import pandas as pd

    scenario, column = ending(scenario, future, year)
    names = uncertainty.uncertain(scenario)
    if not names:
        rule = "no number is uncertain, so there is nothing to share out."
        raise ScenarioError([Problem("ranges", rule, "Give some number a low below its high.")])
    asked = {name: (name,) for name in names} if groups is None else dict(groups)
    _require_known(name for members in asked.values() for name in members)
    places = [[names.index(name) for name in members if name in names] for members in asked.values()]
    spreads = [uncertainty.spread(scenario.parameters[name]) for name in names]

    def chance(box):
        drawn = {name: box[:, place] for place, name in enumerate(names)}
        return exact.batch(scenario, **drawn)[:, -1, column]

    one, other = _two_samples(tuple(spreads), count)
    numbers, moments = indices(chance, one, other, places)
    table = pd.DataFrame(numbers, index=pd.Index(asked, name="parameter" if groups is None else "part"))
    if groups is None:
        told = [
            [PARAMETERS[name].label, scenario.parameters[name].kind, PARAMETERS[name].group] for name in names
        ]
        table = pd.DataFrame(told, index=table.index, columns=["label", "kind", "group"]).join(table)
    table = table.sort_values("total", ascending=False, kind="stable")
    table.attrs |= moments
    return table


def indices(function, one, other, columns, resamples=200, level=uncertainty.LEVEL, seed=SEED) -> tuple:
    """Sobol indices of any function of independent inputs.

    Parameters
    ----------
    function : callable
        From (rows, inputs) to (rows,).
    one, other : ndarray, shape (count, inputs)
        Two independent samples of the inputs.
    columns : sequence of sequences of int
        Which inputs are taken together in each index; an empty one has no share.
    resamples : int
        Bootstrap samples behind the intervals.
    level : float
        Of the intervals.
    seed : int
        Of the bootstrap.

    Returns
    -------
    dict
        first, first_low, first_high, total, total_low, total_high: arrays of shape (columns,).
    dict
        mean and deviation of the function.
    """
    count = len(one)
    base, twin = function(one), function(other)
    mixed = np.empty((count, len(columns)))
    for place, inputs in enumerate(columns):
        swapped = one.copy()
        swapped[:, inputs] = other[:, inputs]
        mixed[:, place] = function(swapped) if len(inputs) else base
    moments = {"mean": float(np.mean([base, twin])), "deviation": float(np.std([base, twin]))}
    # Centred once, so that no large mean eats the digits.
    base, twin, mixed = (part - moments["mean"] for part in (base, twin, mixed))
    tallies = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    weights = np.vstack([np.ones(count), tallies]) / count
    first, total = _shares(weights, base, twin, mixed)
    low, high = (1 - level) / 2, (1 + level) / 2
    found = {}
    for name, numbers in (("first", first), ("total", total)):
        found[name] = numbers[0]
        found[f"{name}_low"], found[f"{name}_high"] = np.quantile(numbers[1:], [low, high], axis=0)
    return found, moments


def _shares(weights, base, twin, mixed) -> tuple:
    """First-order and total indices under each row of weights over the draws, shape (rows, columns)."""
    gap = mixed - base[:, None]
    mean = weights @ (base + twin)[:, None] / 2
    variance = weights @ (base**2 + twin**2)[:, None] / 2 - mean**2
    alive = variance > _STILL**2
    first = weights @ (twin[:, None] * gap) - mean * (weights @ gap)
    total = weights @ gap**2 / 2
    return tuple(
        np.divide(part, variance, out=np.full_like(part, np.nan), where=alive) for part in (first, total)
    )


@lru_cache(maxsize=8)
def _two_samples(spreads, count) -> tuple:
    """Two independent samples of all uncertain numbers, each of shape (count, numbers)."""
    size = len(spreads)
    box = uncertainty.points(count, 2 * size)
    drawn = np.empty_like(box)
    for place, fitted in enumerate(spreads):
        drawn[:, [place, place + size]] = fitted.quantile(box[:, [place, place + size]])
    drawn.flags.writeable = False
    return drawn[:, :size], drawn[:, size:]


def _one_at_a_time(scenario, along) -> np.ndarray:
    """Futures in the last year, shape (names, 1 + steps, 5): at the value, then along the range."""
    rows = np.stack([np.concatenate([[scenario.values[name]], steps]) for name, steps in along.items()])
    size = rows.size
    values = {name: np.full(rows.shape, scenario.values[name]) for name in along}
    for place, name in enumerate(along):
        values[name][place] = rows[place]
    flat = exact.batch(scenario, **{name: numbers.ravel() for name, numbers in values.items()})
    return flat[:, -1].reshape(*rows.shape, len(RELATIONSHIPS)) if size else flat[:, -1]


def _shape(chances) -> str:
    if np.ptp(chances) < _STILL:
        return "still"
    steps = np.diff(chances)
    if np.all(steps >= -_STILL):
        return "rises"
    return "falls" if np.all(steps <= _STILL) else "bends"


def _require_known(names) -> None:
    problems = [
        Problem(name, *validation.no_such_parameter(name)) for name in names if name not in PARAMETERS
    ]
    if problems:
        raise ScenarioError(problems)


def _range(scenario, name, steps, whole) -> np.ndarray:
    _require_known([name])
    setting, of = scenario.parameters[name], PARAMETERS[name]
    low, high = (of.minimum, of.reach) if whole else (setting.low, setting.high)
    if low == high:
        low, high = min(of.low, low), max(of.high, high)
    return np.linspace(low, high, steps)


def ending(scenario, future, year) -> tuple:
    """Read a question about one future in one year.

    Returns
    -------
    Scenario
        Cut to end in the year.
    int
        Column of the future.

    Raises
    ------
    ScenarioError
        When there is no such future, or the scenario does not reach the year.
    """
    if future not in RELATIONSHIPS:
        rule = f"the model has no future '{future}'.{near(future, RELATIONSHIPS)}"
        raise ScenarioError([Problem("future", rule, f"Choose one of: {', '.join(RELATIONSHIPS)}.")])
    year = scenario.end_year if year is None else year
    if not scenario.start_year < year <= scenario.end_year:
        rule = f"{year} lies outside {scenario.start_year + 1}-{scenario.end_year}."
        raise ScenarioError([Problem("year", rule, "Ask about a year within it, or lengthen the horizon.")])
    return scenario.with_header(horizon=int(year) - scenario.start_year), RELATIONSHIPS.index(future)
