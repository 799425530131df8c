"""Two scenarios side by side: which numbers differ, which chances differ, and who contributes what.

Changes work together: a likelier Taiwan crisis counts for more when a crisis also pushes harder. So the
effect of one change depends on which others were made before it. The Shapley value takes the mean over every
order in which the changes can be made; the contributions then add up to the whole difference, exactly.
"""

from dataclasses import dataclass, field
from math import factorial

import numpy as np

from china_russia_axis.scenario import exact
from china_russia_axis.scenario.parameters import GROUPS, PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError, near
from china_russia_axis.scenario.states import HEADLINE_YEARS, RELATIONSHIPS

MOST = 8
"""With more changes than this they are taken by group; each change doubles the number of solves."""

START = "start"
"""Name of the contribution of another start year or start state."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two scenarios and what sets them apart.

    Attributes
    ----------
    first, second : Scenario
        The two.
    years : ndarray of int
        Years that both reach.
    first_chances, second_chances : ndarray, shape (years, 5)
        Their futures.
    parts : dict
        Name of each changed part and the parameters in it: a parameter, a group of them, or ``start``.
    shares : ndarray, shape (parts, years, 5)
        Shapley value of each part: what it adds to the chance of each future.
    alone, last : ndarray, shape (parts, years, 5)
        What the part adds when it is the first, or the last, of all changes.
    """

    first: object = field(repr=False)
    second: object = field(repr=False)
    years: np.ndarray = field(repr=False)
    first_chances: np.ndarray = field(repr=False)
    second_chances: np.ndarray = field(repr=False)
    parts: dict
    shares: np.ndarray = field(repr=False)
    alone: np.ndarray = field(repr=False)
    last: np.ndarray = field(repr=False)

    @property
    def change(self) -> np.ndarray:
        """Second minus first, shape (years, 5)."""
        return self.second_chances - self.first_chances

    @property
    def headline_years(self) -> tuple:
        """Headline years that both reach; their last common year when there is none."""
        return tuple(year for year in HEADLINE_YEARS if year in self.years) or (int(self.years[-1]),)

    def parameters(self):
        """Numbers that differ in value, range or kind of evidence.

        Returns
        -------
        pandas.DataFrame
            Index name of the parameter; columns label, group, first, second, change, first_low, first_high,
            second_low, second_high, first_kind, second_kind. A change of 0 is one of range or kind alone.
        """
        import pandas as pd

        rows = {}
        for one, other in zip(self.first.settings, self.second.settings, strict=True):
            if _facts(one) != _facts(other):
                of = PARAMETERS[one.name]
                rows[one.name] = [of.label, of.group, one.value, other.value, other.value - one.value]
                rows[one.name] += [one.low, one.high, other.low, other.high, one.kind, other.kind]
        columns = ["label", "group", "first", "second", "change", "first_low", "first_high"]
        columns += ["second_low", "second_high", "first_kind", "second_kind"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("parameter")

    def start(self) -> dict:
        """What differs in the start and the horizon: name to the pair of values."""
        pairs = {
            name: (getattr(self.first, name), getattr(self.second, name))
            for name in ("start_year", "horizon")
        }
        pairs |= {
            part: (value, self.second.start_state[part]) for part, value in self.first.start_state.items()
        }
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def outcomes(self, years=None):
        """Chance of each future under both.

        Parameters
        ----------
        years : sequence of int, optional
            The headline years by default.

        Returns
        -------
        pandas.DataFrame
            Index year and future; columns first, second, change, from 0 to 1.
        """
        import pandas as pd

        years = tuple(years or self.headline_years)
        rows = [self._row(year) for year in years]
        index = pd.MultiIndex.from_product([years, RELATIONSHIPS], names=["year", "future"])
        columns = {"first": self.first_chances, "second": self.second_chances, "change": self.change}
        return pd.DataFrame({name: numbers[rows].ravel() for name, numbers in columns.items()}, index=index)

    def contributions(self, future="alliance", year=None):
        """Who contributes what to the difference in one chance.

        Parameters
        ----------
        future : str
            One of the five.
        year : int, optional
            The last common year by default.

        Returns
        -------
        pandas.DataFrame
            Index part, the largest contribution first; columns contribution (they sum to the difference),
            alone (made first), last (made after all others) and parameters (how many numbers are in it).
        """
        import pandas as pd

        row, column = self._row(self.years[-1] if year is None else year), _place(future)
        table = pd.DataFrame(
            {
                "contribution": self.shares[:, row, column],
                "alone": self.alone[:, row, column],
                "last": self.last[:, row, column],
                "parameters": [len(names) for names in self.parts.values()],
            },
            index=pd.Index(list(self.parts), name="part"),
        )
        return table.sort_values("contribution", key=abs, ascending=False, kind="stable")

    def _row(self, year) -> int:
        if year not in self.years:
            rule = f"{year} is not a year that both scenarios reach."
            repair = f"Ask about a year from {self.years[0]} to {self.years[-1]}."
            raise ScenarioError([Problem("year", rule, repair)])
        return int(year - self.years[0])


def compare(first, second, groups=None) -> Comparison:
    """Compare two scenarios.

    Parameters
    ----------
    first, second : Scenario
        The change is second minus first.
    groups : mapping, optional
        Name of a group to the names of its parameters, to be taken as one change; a changed parameter in no
        group counts by itself. Without it each change counts by itself, or, when there are more than eight,
        by the group of ``PARAMETERS`` it belongs to. Another start is one change.

    Returns
    -------
    Comparison

    Raises
    ------
    ScenarioError
        When the two have no year in common, a group names no parameter or one twice, or more than eight
        changes are left.

    Examples
    --------
    >>> from china_russia_axis.scenario import PRESETS, Scenario
    >>> found = compare(Scenario(), PRESETS["taiwan_war"].scenario)
    >>> found.contributions("alliance", 2043)["contribution"].round(2).to_dict()
    {'taiwan_crisis_per_year': 0.32, 'war_given_crisis': 0.27}
    """
    one, other, years = _over_the_same_years(first, second)
    parts = _parts(first, second, groups)
    worlds = _coalitions(one, other, parts)[:, -len(years) :]
    shares, alone, last = _shapley(worlds, len(parts))
    return Comparison(first, second, years, worlds[0], worlds[-1], parts, shares, alone, last)


def shapley(values) -> np.ndarray:
    """Shapley values of a game.

    Parameters
    ----------
    values : ndarray, shape (2**players, ...)
        Worth of each coalition; bit i of the place says whether player i is in it.

    Returns
    -------
    ndarray, shape (players, ...)
        They sum to ``values[-1] - values[0]``.

    Examples
    --------
    Two who earn 1 and 2 alone and 6 together share what only both can earn:

    >>> shapley(np.array([0.0, 1.0, 2.0, 6.0])).tolist()
    [2.5, 3.5]
    """
    return _shapley(values, (len(values) - 1).bit_length())[0]


def _shapley(values, players) -> tuple:
    coalitions = np.arange(2**players)
    flat = values.reshape(len(values), -1)
    shares, alone, last = (np.zeros((players, flat.shape[1])) for _ in range(3))
    size = np.array([int(number).bit_count() for number in coalitions])
    for player in range(players):
        without = coalitions[coalitions >> player & 1 == 0]
        gains = flat[without | 1 << player] - flat[without]
        orders = [factorial(n) * factorial(players - n - 1) / factorial(players) for n in range(players)]
        shares[player] = np.array(orders)[size[without]] @ gains
        alone[player], last[player] = gains[0], gains[-1]
    return tuple(table.reshape(players, *values.shape[1:]) for table in (shares, alone, last))


def _coalitions(one, other, parts) -> np.ndarray:
    """Futures under every choice of parts from the second scenario, shape (2**parts, years, 5)."""
    chosen = np.arange(2 ** len(parts))[:, None] >> np.arange(len(parts)) & 1 == 1
    values = {
        name: np.where(chosen[:, place], other.values[name], one.values[name])
        for place, names in enumerate(parts.values())
        for name in names
    }
    if not values:
        values = {"drift_closer": np.full(len(chosen), one.values["drift_closer"])}
    answer = exact.batch(one, **values)
    if START not in parts:
        return answer
    begun = exact.batch(other, **values)
    years = min(answer.shape[1], begun.shape[1])
    from_other = chosen[:, list(parts).index(START), None, None]
    return np.where(from_other, begun[:, -years:], answer[:, -years:])


def _over_the_same_years(first, second) -> tuple:
    """Both cut to the years that both reach, and those years."""
    start, end = max(first.start_year, second.start_year), min(first.end_year, second.end_year)
    if start >= end:
        spans = " and ".join(f"{one.start_year}-{one.end_year}" for one in (first, second))
        rule = f"the scenarios have no years in common: {spans}."
        raise ScenarioError([Problem("horizon", rule, "Lengthen a horizon, or start both in one year.")])
    cut = (one.with_header(horizon=end - one.start_year) for one in (first, second))
    return *cut, np.arange(start, end + 1)


def _parts(first, second, groups) -> dict:
    changed = [name for name in PARAMETERS if first.values[name] != second.values[name]]
    started = first.start_year != second.start_year or first.start_state != second.start_state
    if groups is not None:
        parts = _named(changed, groups)
    elif len(changed) > MOST:
        parts = {group: [name for name in changed if PARAMETERS[name].group == group] for group in GROUPS}
    else:
        parts = {name: [name] for name in changed}
    parts = {name: tuple(names) for name, names in parts.items() if names}
    if len(parts) > MOST:
        rule = f"{len(parts)} changes are left, and at most {MOST} can be weighed against each other."
        raise ScenarioError([Problem("groups", rule, "Put more parameters into fewer groups.")])
    return parts | ({START: ()} if started else {})


def _named(changed, groups) -> dict:
    listed = [name for names in groups.values() for name in names]
    problems = [
        Problem("groups", f"the model has no parameter '{name}'.{near(name, PARAMETERS)}", "Rename it.")
        for name in listed
        if name not in PARAMETERS
    ]
    problems += [
        Problem("groups", f"'{name}' stands in two groups.", "Leave it in one.")
        for name in dict.fromkeys(listed)
        if listed.count(name) > 1
    ]
    if problems:
        raise ScenarioError(problems)
    parts = {group: [name for name in names if name in changed] for group, names in groups.items()}
    return parts | {name: [name] for name in changed if name not in listed}


def _facts(setting) -> tuple:
    return setting.value, setting.low, setting.high, setting.kind


def _place(future) -> int:
    if future not in RELATIONSHIPS:
        rule = f"the model has no future '{future}'.{near(future, RELATIONSHIPS)}"
        raise ScenarioError([Problem("future", rule, f"Choose one of: {', '.join(RELATIONSHIPS)}.")])
    return RELATIONSHIPS.index(future)
