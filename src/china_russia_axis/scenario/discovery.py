"""Scenario discovery: the combinations of inputs that lead to a future.

The method turns the usual order round: draw the inputs first, mark the draws in which the future is likely,
then look for a simple box in the space of inputs that holds many marked draws and few others. It peels: it
cuts a thin slice off one side of one input, the slice whose loss helps most, again and again (the patient
rule induction method of Friedman and Fisher, used for scenarios by Bryant and Lempert).

A box can always be found, in noise too. Two guards against reading too much into it: the box is sought in one
half of the draws and judged on the other, and an input stays only if the draws outside the box would seldom
have done as well by chance (its quasi-p-value). A box is a description; it does not say what causes what.
"""

from dataclasses import dataclass, field

import numpy as np

from china_russia_axis.scenario import exact, sensitivity, uncertainty
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError

COUNT = 4096
"""Draws: half to seek the box, half to judge it."""

_SLICE = 0.05  # share of the box's draws cut off at a time
_SMALLEST = 0.04  # share of all draws that a box must keep
_CHANCE = 0.05  # a quasi-p-value above this drops an input


@dataclass(frozen=True, eq=False)
class Discovery:
    """A box of inputs in which a future is likely.

    Attributes
    ----------
    scenario : Scenario
        What was asked.
    future, year
        What was asked about.
    threshold : float
        A draw counts as a case when the chance of the future is at least this.
    base : float
        Share of cases among all draws.
    coverage : float
        Share of the cases that lie in the box, in the half that was not used to find it.
    density : float
        Share of the draws in the box that are cases, in the same half.
    mass : float
        Share of all draws that lie in the box, in the same half.
    seen_coverage, seen_density : float
        The same in the half where the box was sought: they flatter.
    limits : pandas.DataFrame
        Index parameter, a row for each input that the box restricts, the weightiest first. Columns: label,
        kind; low and high of the box (NaN on a side left open); range_low and range_high, the 90 % range;
        density_without, the density if this input were left free; quasi_p, the chance to do as well as the
        box by picking as many draws blindly from that wider box.
    path : pandas.DataFrame
        One row a cut: mass, coverage, density and the number of restricted inputs, in the half where the box
        was sought.
    draws : pandas.DataFrame
        The judging half: restricted inputs, ``chance`` of the future, ``case`` and ``inside``.
    """

    scenario: object = field(repr=False)
    future: str
    year: int
    threshold: float
    base: float
    coverage: float
    density: float
    mass: float
    seen_coverage: float
    seen_density: float
    limits: object = field(repr=False)
    path: object = field(repr=False)
    draws: object = field(repr=False)


def discover(scenario, future="alliance", year=None, threshold=None, coverage=0.5, most=3, count=COUNT):
    """Look for the inputs that lead to a future.

    Parameters
    ----------
    scenario : Scenario
        Its ranges say what we hold possible.
    future : str
        One of the five.
    year : int, optional
        The last one by default.
    threshold : float, optional
        What counts as likely; by default the chance that a quarter of the draws reach.
    coverage : float
        Peeling stops before the box holds less than this share of the cases.
    most : int
        Inputs that the box may restrict, so that it can be told in a sentence.
    count : int
        Draws.

    Returns
    -------
    Discovery

    Raises
    ------
    ScenarioError
        When nothing is uncertain, or no draw, or every draw, is a case.

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> found = discover(Scenario(), "alliance", 2043, count=1024)
    >>> found.limits.index[0], found.density > 2 * found.base
    ('taiwan_crisis_per_year', True)
    """
    import pandas as pd

    cut, column = sensitivity.ending(scenario, future, year)
    drawn = uncertainty.draws(cut, count)
    if not drawn:
        rule = "no number is uncertain, so no input can lead anywhere."
        raise ScenarioError([Problem("ranges", rule, "Give some number a low below its high.")])
    chance = exact.batch(cut, **drawn)[:, -1, column]
    threshold = float(np.quantile(chance, 0.75)) if threshold is None else threshold
    cases = chance >= threshold
    _require_some(cases, chance, threshold)
    inputs = np.stack(list(drawn.values()), axis=1)
    # First and second half fill the box evenly, each by itself; every other draw would not.
    seek, judge = slice(None, count // 2), slice(count // 2, None)
    box, path = peel(inputs[seek], cases[seek], coverage, most)
    box, tests = pruned(box, inputs[judge], cases[judge])
    seen, inside = box.holds(inputs[seek]), box.holds(inputs[judge])
    names = list(drawn)
    draws = pd.DataFrame({names[place]: inputs[judge, place] for place in tests})
    draws = draws.assign(chance=chance[judge], case=cases[judge], inside=inside)
    return Discovery(
        scenario,
        future,
        cut.end_year,
        threshold,
        float(cases.mean()),
        *_held(cases[judge], inside),
        float(inside.mean()),
        *_held(cases[seek], seen),
        _limits(scenario, names, box, tests),
        pd.DataFrame(path),
        draws,
    )


@dataclass(frozen=True)
class Box:
    """Lower and upper limit of each input, infinite where it is free: two arrays of shape (inputs,)."""

    low: np.ndarray
    high: np.ndarray

    def holds(self, inputs) -> np.ndarray:
        """Which draws lie in the box, from (draws, inputs) to (draws,)."""
        return np.all((inputs >= self.low) & (inputs <= self.high), axis=1)

    def restricted(self) -> list:
        """Places of the inputs that it restricts."""
        return np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high)).tolist()

    def free(self, place) -> "Box":
        """The same with one input left free."""
        return self.at(place, low=-np.inf, high=np.inf)

    def at(self, place, low=None, high=None) -> "Box":
        """The same with other limits for one input."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[place] = lows[place] if low is None else low
        highs[place] = highs[place] if high is None else high
        return Box(lows, highs)


def peel(inputs, cases, coverage=0.5, most=3) -> tuple:
    """Cut slices off the space of inputs until the box would lose too many cases.

    Parameters
    ----------
    inputs : ndarray, shape (draws, inputs)
        Numbers drawn.
    cases : ndarray of bool, shape (draws,)
        Which draws are cases.
    coverage : float
        Share of the cases that the box keeps at least.
    most : int
        Inputs that it may restrict.

    Returns
    -------
    Box
        The last box that keeps the coverage.
    list of dict
        mass, coverage, density and restricted of each box on the way, the whole space first.
    """
    box = Box(np.full(inputs.shape[1], -np.inf), np.full(inputs.shape[1], np.inf))
    path = [_stand(box, inputs, cases)]
    while True:
        better = _best_cut(box, inputs, cases, most)
        if better is None:
            return box, path
        stand = _stand(better, inputs, cases)
        if stand["coverage"] < coverage or stand["mass"] < _SMALLEST:
            return box, path
        box = better
        path.append(stand)


def pruned(box, inputs, cases) -> tuple:
    """Free each input whose restriction could be chance, the least convincing first.

    Parameters
    ----------
    box : Box
        Found on other draws.
    inputs, cases : ndarray
        Draws that were not used to find it.

    Returns
    -------
    Box
        What is left.
    dict
        Place of each input that stays to (density without it, quasi-p-value).
    """
    while True:
        tests = {place: _quasi_p(box, place, inputs, cases) for place in box.restricted()}
        worst = max(tests, key=lambda place: tests[place][1], default=None)
        if worst is None or tests[worst][1] <= _CHANCE:
            return box, tests
        box = box.free(worst)


def _best_cut(box, inputs, cases, most):
    """The box after the cut that raises the density most; None when no cut raises it."""
    inside = box.holds(inputs)
    within, marked = inputs[inside], cases[inside]
    used = box.restricted()
    free = range(inputs.shape[1]) if len(used) < most else used
    best, highest = None, marked.mean()
    for place in free:
        ends = np.quantile(within[:, place], [_SLICE, 1 - _SLICE])
        for side, kept in (("low", within[:, place] >= ends[0]), ("high", within[:, place] <= ends[1])):
            if kept.all() or not kept.any() or marked[kept].mean() <= highest:
                continue
            best, highest = box.at(place, **{side: ends[0 if side == "low" else 1]}), marked[kept].mean()
    return best


def _stand(box, inputs, cases) -> dict:
    inside = box.holds(inputs)
    coverage, density = _held(cases, inside)
    stand = {"mass": float(inside.mean()), "coverage": coverage, "density": density}
    return stand | {"restricted": len(box.restricted())}


def _held(cases, inside) -> tuple:
    """Coverage and density."""
    both = float((cases & inside).sum())
    return both / max(int(cases.sum()), 1), both / max(int(inside.sum()), 1)


def _quasi_p(box, place, inputs, cases) -> tuple:
    from scipy import stats

    inside, wider = box.holds(inputs), box.free(place).holds(inputs)
    without = float(cases[wider].mean()) if wider.any() else 0.0
    hits = int((cases & inside).sum())
    return without, float(stats.binom.sf(hits - 1, int(inside.sum()), without))


def _limits(scenario, names, box, tests):
    import pandas as pd

    rows = {}
    for place in sorted(tests, key=lambda place: tests[place][0]):
        setting = scenario.parameters[names[place]]
        low, high = (limit if np.isfinite(limit) else np.nan for limit in (box.low[place], box.high[place]))
        rows[setting.name] = [PARAMETERS[setting.name].label, setting.kind, low, high]
        rows[setting.name] += [setting.low, setting.high, *tests[place]]
    columns = ["label", "kind", "low", "high", "range_low", "range_high", "density_without", "quasi_p"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("parameter")


def _require_some(cases, chance, threshold) -> None:
    if cases.any() and not cases.all():
        return
    if chance.min() == chance.max():
        rule = f"the chance is {chance.max():.3g} in every draw, so no input can lead anywhere."
        raise ScenarioError([Problem("future", rule, "Ask about another future, year or scenario.")])
    rule = f"{'no' if not cases.any() else 'every'} draw reaches a chance of {threshold:.3g}."
    repair = f"Choose a threshold between {chance.min():.3g} and {chance.max():.3g}."
    raise ScenarioError([Problem("threshold", rule, repair)])
