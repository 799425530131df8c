"""Which shock brings a future about? Three honest answers that differ, because they are to three questions.

The posterior looks back: given the future, how often had the shock happened? The but-for looks at a world
without the shock: how much rarer is the future there? The Sobol share looks at our ignorance: how much of
what we do not know about the chance comes from not knowing the numbers of this shock?
"""

from types import MappingProxyType

from china_russia_axis.scenario import questions, sensitivity, uncertainty
from china_russia_axis.scenario.states import START

SWITCHES = MappingProxyType(
    {
        "setback": ("setback_per_year",),
        "taiwan crisis": ("taiwan_crisis_per_year",),
        "opportunism": ("opportunism_in_crisis", "opportunism_added_by_war"),
        "reorientation": ("reorientation_per_inauguration",),
    }
)
"""Parameters that are 0 in a world without the shock."""

NUMBERS = MappingProxyType(
    {
        "setback": (
            "setback_per_year",
            "setback_window_ends",
            "push_setback",
            "formalise_setback",
            "crisis_under_setback",
        ),
        "taiwan crisis": (
            "taiwan_crisis_per_year",
            "war_given_crisis",
            "taiwan_crisis_ends",
            "taiwan_war_ends",
            "push_crisis",
            "push_war",
            "formalise_crisis",
            "formalise_war",
        ),
        "opportunism": (
            "opportunism_in_crisis",
            "opportunism_added_by_war",
            "push_opportunism",
            "formalise_opportunism",
        ),
        "reorientation": (
            "reorientation_per_inauguration",
            "reorientation_ends",
            "pull_reorientation",
            "setback_under_reorientation",
        ),
    }
)
"""Parameters that say how often each shock comes, how long it lasts and what it does."""

_PARTS = {"setback": "ukraine", "taiwan crisis": "taiwan", "reorientation": "reorientation"}
_SHOCKS = {
    "setback": "a Russian collapse",
    "taiwan crisis": "a Taiwan crisis",
    "opportunism": "Russian aggression elsewhere",
    "reorientation": "a US turn toward Moscow",
}
_FUTURES = {
    "rupture": "a rupture",
    "slower": "a slower relationship",
    "converging": "a relationship converging as before",
    "accelerated": "an accelerated relationship",
    "alliance": "an alliance",
}


def without(scenario, shock):
    """The same scenario in a world where one shock never happens.

    Parameters
    ----------
    scenario : Scenario
        The world with the shock.
    shock : str
        A key of :data:`SWITCHES`.

    Returns
    -------
    Scenario
        Its hazard is 0, and a shock that was on at the start is off.
    """
    calm = scenario.with_values(**dict.fromkeys(SWITCHES[shock], 0.0))
    part = _PARTS.get(shock)
    if part is None or (part == "ukraine" and scenario.start_state[part] != "window"):
        return calm
    return calm.with_start(**{part: START[part]})


def attributions(scenario, future="alliance", year=None, count=sensitivity.COUNT):
    """Three attributions side by side, for each of the four shocks.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    future : str
        One of the five.
    year : int, optional
        The last one by default.
    count : int
        Base draws of the Sobol shares.

    Returns
    -------
    pandas.DataFrame
        Index shock. Columns: prior, the chance that the shock happens by the year; posterior, the same given
        the future (NaN when the future cannot happen); chance of the future; but_for, its chance in a world
        without the shock; change, but_for minus chance; share, share_low, share_high, the total Sobol index
        of all numbers of the shock with its 90 % interval (NaN when nothing is uncertain).

    Examples
    --------
    >>> from china_russia_axis.scenario import Scenario
    >>> table = attributions(Scenario(), "alliance", 2043, count=64)
    >>> table.loc["opportunism", ["posterior", "chance", "but_for"]].astype(float).round(3).tolist()
    [0.794, 0.1, 0.089]
    """
    import pandas as pd

    year = scenario.end_year if year is None else year
    shares = _shares(scenario, future, year, count)
    chance = questions.probability(scenario, future, by=year)
    rows = {}
    for shock in SWITCHES:
        ever = f"{shock} ever"
        but_for = questions.probability(without(scenario, shock), future, by=year)
        rows[shock] = {
            "prior": questions.probability(scenario, ever, by=year),
            "posterior": questions.probability(scenario, ever, given=future, by=year),
            "chance": chance,
            "but_for": but_for,
            "change": but_for - chance,
            "share": shares["total"][shock],
            "share_low": shares["total_low"][shock],
            "share_high": shares["total_high"][shock],
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("shock")


def explained(table, future="alliance", year=2043) -> str:
    """Say where the three attributions part, with their numbers, in words.

    Parameters
    ----------
    table : pandas.DataFrame
        Answer of :func:`attributions`.
    future, year
        As asked there.

    Returns
    -------
    str
        About the shock whose presence and whose effect differ most.
    """
    table = table.dropna(subset=["posterior"])
    if table.empty:
        return f"{_FUTURES[future].capitalize()} cannot happen by {year} here, so no shock can be its cause."
    table = table[table["prior"] > 0]
    if table.empty:
        return f"No shock happens here by {year}, so {_FUTURES[future]} comes about without one."
    effect = -table["change"] / table["chance"]
    shock = (table["posterior"] - effect).idxmax()
    row = table.loc[shock]
    change = f"from {_points(row['chance'])} to {_points(row['but_for'])} per cent"
    if row["change"] > 0:
        effect = f"a world without it has {_FUTURES[future]} more often ({change}): it works the other way"
    else:
        often = "nearly as often" if row["but_for"] > 0.75 * row["chance"] else "less often"
        effect = f"a world without it has {_FUTURES[future]} {often} ({change})"
    subject = _SHOCKS[shock][0].upper() + _SHOCKS[shock][1:]
    text = (
        f"{subject} had happened in {_points(row['posterior'])} per cent of the worlds with "
        f"{_FUTURES[future]} in {year} and in {_points(row['prior'])} per cent of all, yet {effect}."
    )
    if row["share"] == row["share"]:
        text += f" Its numbers account for {_points(row['share'])} per cent of what we do not know."
    return f"{text} {WHY}"


WHY = (
    "The three differ because they answer three questions: what went before, what would be missed, "
    "and what we do not know."
)
"""Why the attributions differ."""


def _shares(scenario, future, year, count):
    import pandas as pd

    if not uncertainty.uncertain(scenario):
        return pd.DataFrame(index=list(NUMBERS), columns=["total", "total_low", "total_high"], dtype=float)
    return sensitivity.sobol(scenario, future, year, count, groups=NUMBERS)


def _points(share) -> str:
    rounded = f"{share * 100:.0f}"
    return "less than 1" if rounded == "0" and share > 0 else rounded
