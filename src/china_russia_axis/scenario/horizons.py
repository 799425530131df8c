"""Annual and horizon chances: the same number, said over one year or over many.

12 % a year is 92 % in 20 years. People who mix the two are wrong by a factor of several, so every hazard is
shown both ways.
"""

from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.states import HORIZON, START_YEAR, is_inauguration_year


def chance_within(per_year, years):
    """Chance that something with a constant annual chance happens at least once.

    >>> round(chance_within(0.12, 20), 2)
    0.92
    """
    return 1 - (1 - per_year) ** years


def chance_per_year(within, years):
    """Constant annual chance that adds up to a chance over several years; undoes :func:`chance_within`.

    >>> round(chance_per_year(0.46, 10), 2)
    0.06
    """
    return 1 - (1 - within) ** (1 / years)


def inaugurations(start_year=START_YEAR, years=HORIZON) -> list:
    """Years after ``start_year``, ``years`` long, in which a US president takes office.

    >>> inaugurations(2023, 10)
    [2025, 2029, 2033]
    """
    return [year for year in range(start_year + 1, start_year + years + 1) if is_inauguration_year(year)]


def occasions(name, start_year=START_YEAR, years=HORIZON):
    """How often the chance ``name`` is drawn within the horizon, or None when it hangs on something else.

    A chance per year is drawn every year, one per inauguration only when a president takes office. A chance
    given a crisis is drawn as often as there are crises, so it has no horizon form of its own.
    """
    unit = PARAMETERS[name].unit
    if unit == "per year":
        return years
    return len(inaugurations(start_year, years)) if unit == "per inauguration" else None


def over_horizon(name, value, start_year=START_YEAR, years=HORIZON):
    """Chance over the horizon that goes with a value of parameter ``name``; None where there is none.

    It is the chance of at least one occasion if every occasion stays open: the hazard of a Russian collapse,
    for instance, ends with the war, so the model's own chance is lower. ``questions.probability`` gives that.
    """
    times = occasions(name, start_year, years)
    return None if times is None else chance_within(value, times)


def from_horizon(name, chance, start_year=START_YEAR, years=HORIZON):
    """Value of parameter ``name`` that goes with a chance over the horizon; None where there is none."""
    times = occasions(name, start_year, years)
    return chance_per_year(chance, times) if times else None
