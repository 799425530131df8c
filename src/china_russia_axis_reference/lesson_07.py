"""Answers to the practice questions of lesson 07, computed by the scenario engine.

The first argument of each is ``load``, as in every lesson; the model needs no table.
"""

from china_russia_axis import scenario


def chance_within(load, *, per_cent: float, years: int) -> float:
    """Chance of at least one event in several years of a constant hazard, per cent."""
    return 100 * scenario.chance_within(per_cent / 100, years)


def getting_through(load, *, per_cent: float, years: int) -> float:
    """Chance of no event in all those years, per cent."""
    return 100 - chance_within(load, per_cent=per_cent, years=years)


def added_up(load, *, per_cent: float, years: int) -> float:
    """The hazard times the years: a common slip."""
    return per_cent * years


def chance_per_year(load, *, per_cent: float, years: int) -> float:
    """Constant hazard behind a chance over several years, per cent a year."""
    return 100 * scenario.chance_per_year(per_cent / 100, years)


def divided(load, *, per_cent: float, years: int) -> float:
    """The chance divided by the years: a common slip."""
    return per_cent / years


def what_a_share_says(load) -> str:
    """Little: a share of experts counts opinions, and nobody asked for a probability."""
    return "little"


def _baseline(year: int, *regimes: str) -> float:
    futures = scenario.futures(scenario.Scenario())
    return float(100 * futures.loc[year, list(regimes)].sum())


def closer_than_today(load, *, year: int) -> float:
    """Chance of accelerated or alliance in the baseline, per cent."""
    return _baseline(year, "accelerated", "alliance")


def alliance_alone(load, *, year: int) -> float:
    """Chance of an alliance in the baseline, per cent."""
    return _baseline(year, "alliance")


def accelerated_alone(load, *, year: int) -> float:
    """Chance of an accelerated relationship in the baseline, per cent."""
    return _baseline(year, "accelerated")


def shock_that_matters(load, *, year: int) -> str:
    """Name the shock whose absence lowers the chance of an alliance most."""
    baseline = scenario.Scenario()
    without = {
        name: scenario.futures(baseline.with_values(**{name: 0.0})).loc[year, "alliance"]
        for name in scenario.SHOCK_SLIDERS
    }
    return min(without, key=without.get)


def _conditional(event: str, given: str, year: int) -> float:
    return 100 * scenario.probability(scenario.Scenario(), event, given=given, by=year)


def alliance_given_war(load, *, year: int) -> float:
    """Chance of an alliance given a war over Taiwan by then, per cent."""
    return _conditional("alliance", "taiwan war ever", year)


def war_given_alliance(load, *, year: int) -> float:
    """The other way round, per cent."""
    return _conditional("taiwan war ever", "alliance", year)


def alliance_given_crisis(load, *, year: int) -> float:
    """Chance of an alliance given a Taiwan crisis by then, per cent."""
    return _conditional("alliance", "taiwan crisis ever", year)


def the_other_way(load, *, year: int) -> dict:
    """The reversed chance, for the explanation."""
    return {"other_way": war_given_alliance(load, year=year)}


def how_to_score_an_if(load) -> str:
    """Void: a conditional question is not scored when its condition fails."""
    return "void"
