"""What we do not know: each 90 % range becomes a distribution, and each chance an interval.

The point answer takes every number at its value. Here each number is drawn from its range, many times over,
by a fixed sequence: the same scenario gives the same interval everywhere, and moving one slider leaves the
draws of all the others where they were, so that a band moves because of the slider and for no other reason.

A probability gets the Beta distribution whose 5 % and 95 % quantiles are the ends of the range. A multiplier
that starts at 1 gets 1 plus a Gamma distribution, the relative of the Beta that has no upper end. The value
behind the point answer need be neither the mean nor the median of what is fitted: show both.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, inf, isfinite, log
from types import MappingProxyType

import numpy as np

from china_russia_axis.scenario import exact
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError
from china_russia_axis.scenario.states import RELATIONSHIPS, SEED

LEVEL = 0.9
"""Share of the draws inside an interval."""

COUNT = 256
"""Draws behind an interval: a power of 2, as the sequence fills the box most evenly then."""

_TAILS = (0.05, 0.95)
# An end at its bound (a chance of 0 or 1) cannot be a quantile; it is read as this share of the range inside.
# For alliance_lapses, 0 to .06, that reads the 0 as .001.
_INSIDE = 1 / 60
# A range this narrow, beside the number itself, is a point: no fit could tell it from one.
_NARROW = 1e-4
_BITS = 30  # of a number of SciPy's Sobol sequence


@dataclass(frozen=True)
class Spread:
    """What we hold possible for one number.

    Attributes
    ----------
    name : str
        Parameter.
    value : float
        The number behind the point answer.
    family : str
        ``beta`` or ``gamma``; ``held`` for a number that is taken as known.
    first, second : float
        The two shape numbers of a Beta; shape and scale of a Gamma.
    start : float
        Added to what is drawn: 1 for a multiplier of 1 or more, else 0.
    """

    name: str
    value: float
    family: str
    first: float = 0.0
    second: float = 0.0
    start: float = 0.0

    @property
    def held(self) -> bool:
        """True for a number that is taken as known."""
        return self.family == "held"

    @property
    def mean(self) -> float:
        """Mean of the distribution, which need not be the value."""
        if self.held:
            return self.value
        if self.family == "beta":
            return self.first / (self.first + self.second)
        return self.start + self.first * self.second

    @property
    def median(self) -> float:
        """Half of what we hold possible lies below."""
        return float(self.quantile(0.5))

    def quantile(self, share):
        """Number below which a share of what we hold possible lies.

        Parameters
        ----------
        share : float or array_like
            From 0 to 1.

        Returns
        -------
        ndarray
            Of the same shape.
        """
        from scipy import special

        share = np.asarray(share, float)
        if self.held:
            return np.full(share.shape, self.value)
        if self.family == "beta":
            return special.betaincinv(self.first, self.second, share)
        return self.start + self.second * special.gammaincinv(self.first, share)


def spread(setting) -> Spread:
    """Fit what we hold possible for one number to the ends of its range.

    Held at its value, without a spread, is a number

    - whose ``low`` and ``high`` are the same, or
    - that was moved by hand: an assumption away from the course's default whose range still holds the whole
      range that the course ships. Whoever moves a slider asks "and if it were so?", and a range that speaks
      for another value does not answer that. A range of the student's own is honoured: narrow an end in the
      scenario file, or in ``Setting``.

    An end that touches its bound (a chance of 0 or 1, a multiplier of 1) is read as lying inside by a
    sixtieth of the range: .001 for an alliance that lapses with a chance of 0 to .06.

    Parameters
    ----------
    setting : Setting
        One of ``scenario.settings``.

    Returns
    -------
    Spread

    Examples
    --------
    >>> from china_russia_axis.scenario.core import Setting
    >>> fitted = spread(Setting.default("taiwan_crisis_per_year"))
    >>> fitted.quantile([0.05, 0.95]).round(3).tolist(), round(fitted.mean, 3)
    ([0.023, 0.111], 0.06)
    """
    value, low, high = (float(number) + 0.0 for number in (setting.value, setting.low, setting.high))
    start, end = _support(setting.name, low, high)
    if high - low <= _NARROW * min(high - start, end - low) or _moved_by_hand(setting):
        return Spread(setting.name, value, "held")
    inside = (high - low) * _INSIDE
    low, high = (low + inside if low <= start else low), (high - inside if high >= end else high)
    if isfinite(end):
        return Spread(setting.name, value, "beta", *_beta(low, high))
    return Spread(setting.name, value, "gamma", *_gamma(low - start, high - start), start)


def spreads(scenario) -> dict:
    """What we hold possible for every number, held or not, by name and in the canonical order."""
    return {setting.name: spread(setting) for setting in scenario.settings}


def uncertain(scenario) -> tuple:
    """Names of the numbers that have a spread."""
    return tuple(name for name, fitted in spreads(scenario).items() if not fitted.held)


def draws(scenario, count=COUNT, seed=SEED) -> dict:
    """Many sets of numbers that we hold possible, independent of each other.

    Parameters
    ----------
    scenario : Scenario
        Its settings; its own seed is not used, so that two scenarios are compared on the same draws.
    count : int
        Sets.
    seed : int
        Fixes the sequence.

    Returns
    -------
    dict
        Name and array of shape (count,), for the numbers that are uncertain; the others stay at their value.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario, batch
    >>> drawn = draws(Scenario(), 16)
    >>> batch(Scenario(), **drawn).shape
    (16, 21, 5)
    """
    require_count(count)
    return {
        name: _column(fitted, count, seed) for name, fitted in spreads(scenario).items() if not fitted.held
    }


@dataclass(frozen=True, eq=False)
class Intervals:
    """Chances of the five futures by year, with what we do not know about them.

    Attributes
    ----------
    scenario : Scenario
        What was asked.
    level : float
        Share of the draws between ``low`` and ``high``.
    point : ndarray, shape (horizon + 1, 5)
        The answer at the values, "as if we knew".
    low, median, high, mean : ndarray, shape (horizon + 1, 5)
        Over the draws, future by future; only ``mean`` sums to 1 over the futures.
    sample : ndarray, shape (count, horizon + 1, 5)
        The draws themselves; one set only when nothing is uncertain.
    """

    scenario: object = field(repr=False)
    level: float
    point: np.ndarray
    low: np.ndarray
    median: np.ndarray
    high: np.ndarray
    mean: np.ndarray
    sample: np.ndarray = field(repr=False)

    @property
    def years(self) -> np.ndarray:
        """Years of the rows."""
        return np.arange(self.scenario.start_year, self.scenario.end_year + 1)

    def at_least(self) -> "Intervals":
        """The same for "this future or a closer one", e.g. accelerated or alliance: for stacked bands."""
        return _summary(
            self.scenario, self.level, _closer_or_equal(self.point), _closer_or_equal(self.sample)
        )

    def frame(self):
        """All numbers as a table.

        Returns
        -------
        pandas.DataFrame
            Index year and future; columns point, low, median, high, mean.
        """
        import pandas as pd

        index = pd.MultiIndex.from_product([self.years, RELATIONSHIPS], names=["year", "future"])
        columns = ("point", "low", "median", "high", "mean")
        return pd.DataFrame({name: getattr(self, name).ravel() for name in columns}, index=index)


def intervals(scenario, count=COUNT, level=LEVEL) -> Intervals:
    """Chances of the five futures with intervals: every number drawn from its range, each draw solved.

    The interval says how far the answer moves within our ranges. It does not cover a wrong model.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    count : int
        Draws.
    level : float
        Share of the draws inside, between 0 and 1.

    Returns
    -------
    Intervals

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> intervals(Scenario()).frame().loc[(2043, "alliance")].round(2).to_dict()["point"]
    0.1
    """
    _require_level(level)
    point = exact.chances(scenario)
    drawn = draws(scenario, count)
    sample = exact.batch(scenario, **drawn) if drawn else point[None]
    return _summary(scenario, level, point, sample)


def interval(scenario, number, count=64, level=LEVEL) -> MappingProxyType:
    """Interval of any single number that a scenario gives, e.g. the answer to a conditional question.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    number : callable
        From a scenario to a float; NaN where a draw gives no answer, and such draws are left out.
    count : int
        Draws; each costs one call of ``number``.
    level : float
        Share of the draws inside.

    Returns
    -------
    mapping
        ``point``, ``low``, ``median``, ``high``, ``mean``.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario, probability
    >>> crisis = interval(Scenario(), lambda drawn: probability(drawn, "taiwan crisis ever"), count=16)
    >>> crisis["low"] < crisis["point"] < crisis["high"]
    True
    """
    _require_level(level)
    drawn = draws(scenario, count)
    sets = (dict(zip(drawn, numbers, strict=True)) for numbers in zip(*drawn.values(), strict=True))
    point = float(number(scenario))
    answers = np.array([number(scenario.with_values(**values)) for values in sets] or [point])
    answers = answers[np.isfinite(answers)]
    low, median, high = _quantiles(answers, level) if len(answers) else (np.nan,) * 3
    mean = answers.mean() if len(answers) else np.nan
    numbers = {"point": point, "low": low, "median": median, "high": high, "mean": mean}
    return MappingProxyType({name: float(value) for name, value in numbers.items()})


def points(count, columns, seed=SEED) -> np.ndarray:
    """Points that fill the unit box evenly: a Sobol sequence under a fixed digital shift.

    Parameters
    ----------
    count, columns : int
        Points, and numbers a point.
    seed : int
        Fixes the shift.

    Returns
    -------
    ndarray, shape (count, columns)
        Strictly between 0 and 1. The first points of more points are the points; columns likewise.
    """
    from scipy.stats import qmc

    require_count(count)
    # SciPy's own scrambling differs between its releases, the bare sequence and NumPy's integers do not.
    power = max(int(count - 1).bit_length(), 0)
    bare = qmc.Sobol(columns, scramble=False, bits=_BITS).random_base2(power)[:count]
    shift = np.random.default_rng(seed).integers(2**_BITS, size=columns)
    whole = (bare * 2.0**_BITS).astype(np.int64) ^ shift
    return (whole + 0.5) / 2.0**_BITS


def _moved_by_hand(setting) -> bool:
    shipped = PARAMETERS[setting.name]
    whole = setting.low <= shipped.low and setting.high >= shipped.high
    return setting.kind == "assumption" and setting.value != shipped.default and whole


def _support(name, low, high) -> tuple:
    """Where the distribution lives: a chance in [0, 1], a multiplier as far as its name promises."""
    shipped = PARAMETERS[name]
    # A multiplier outside its promise is used, under a caution; then it lives on all positive numbers.
    if shipped.is_chance or (shipped.minimum <= low and high <= shipped.maximum):
        return shipped.minimum, shipped.maximum
    return 0.0, inf


@lru_cache(maxsize=1024)
def _beta(low, high) -> tuple:
    """Beta whose 5 % and 95 % quantiles are ``low`` and ``high``: its two shape numbers."""
    from scipy import optimize, special

    def shapes(size):
        # For a given a + b there is one mean, between the ends or near them, that puts 5 % below low.
        def below(logit):
            mean = special.expit(logit)
            return special.betainc(size * mean, size * special.expit(-logit), low) - _TAILS[0]

        logit = optimize.brentq(below, -60, 60, xtol=1e-13)
        return size * special.expit(logit), size * special.expit(-logit)

    def above(log_size):
        return special.betainc(*shapes(exp(log_size)), high) - _TAILS[1]

    # Around the size of a Beta that spreads as widely as a normal distribution with these ends would.
    middle = (low + high) / 2
    likely = log(middle * (1 - middle)) - 2 * log((high - low) / 3.29)
    return tuple(float(shape) for shape in shapes(exp(_root(above, likely))))


@lru_cache(maxsize=1024)
def _gamma(low, high) -> tuple:
    """Gamma whose 5 % and 95 % quantiles are ``low`` and ``high``: shape and scale."""
    from scipy import special

    def ratio(log_shape):
        ends = special.gammaincinv(exp(log_shape), _TAILS)
        return log(high / low) - log(ends[1] / ends[0])

    shape = exp(_root(ratio, 2 * log(3.29 / log(high / low))))
    return shape, float(high / special.gammaincinv(shape, _TAILS[1]))


def _root(function, near) -> float:
    """Where an increasing function crosses 0, sought outwards from a good guess."""
    from scipy import optimize

    lower, upper = near - 1, near + 1
    while function(lower) > 0:
        lower -= 1
    while function(upper) < 0:
        upper += 1
    return optimize.brentq(function, lower, upper, xtol=1e-12)


@lru_cache(maxsize=256)
def _points(count, seed) -> np.ndarray:
    return points(count, len(PARAMETERS), seed)


@lru_cache(maxsize=1024)
def _column(fitted, count, seed) -> np.ndarray:
    """Draws of one number: its column of the sequence is its own, whatever happens to other numbers."""
    drawn = fitted.quantile(_points(count, seed)[:, list(PARAMETERS).index(fitted.name)])
    drawn.flags.writeable = False
    return drawn


def _summary(scenario, level, point, sample) -> Intervals:
    low, median, high = _quantiles(sample, level)
    return Intervals(scenario, level, point, low, median, high, sample.mean(axis=0), sample)


def _quantiles(sample, level) -> np.ndarray:
    """Lower end, median and upper end over the first axis, between neighbours in a straight line."""
    places = (len(sample) - 1) * np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
    lower = np.floor(places).astype(int)
    upper = np.ceil(places).astype(int)
    # Partly sorted, as far as the three places need: the slider waits for this.
    ordered = np.partition(sample, np.unique([lower, upper]), axis=0)
    part = (places - lower).reshape(-1, *(1,) * (sample.ndim - 1))
    return ordered[lower] + part * (ordered[upper] - ordered[lower])


def _closer_or_equal(chances) -> np.ndarray:
    return np.minimum(chances[..., ::-1].cumsum(axis=-1)[..., ::-1], 1)


def require_count(count) -> None:
    """Refuse a number of draws that makes no sense."""
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or not 1 <= count <= 2**20:
        rule = f"{count!r} is not a number of draws."
        raise ScenarioError(
            [Problem("count", rule, f"Write a whole number from 1 on, for instance {COUNT}.")]
        )


def _require_level(level) -> None:
    if not 0 < level < 1:
        rule = f"{level!r} is not a share between 0 and 1."
        raise ScenarioError([Problem("level", rule, "Write for instance 0.9 for a 90 % interval.")])
