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


# The graded sheet


def chance_in_years(load, *, per_cent: float, years: int) -> float:
    """Chance of at least one event within so many years, per cent."""
    return 100.0 * float(scenario.chance_within(per_cent / 100, years))


def spans_of_years(load, *, per_cent: float) -> list[dict]:
    """Short spans and long ones: adding up is nearly right in the short ones only."""
    return [{"years": years} for years in (1, 4, 10, 25)]


def _with_crisis_at(per_cent: float, year: int, regime: str) -> float:
    trial = scenario.Scenario().with_values(taiwan_crisis_per_year=per_cent / 100)
    return float(100 * scenario.futures(trial).loc[year, regime])


def alliance_with_crisis_at(load, *, per_cent: float, year: int) -> float:
    """Chance of an alliance with one slider moved, per cent."""
    return _with_crisis_at(per_cent, year, "alliance")


def accelerated_with_crisis_at(load, *, per_cent: float, year: int) -> float:
    """The neighbouring band."""
    return _with_crisis_at(per_cent, year, "accelerated")


def alliance_untouched(load, *, per_cent: float, year: int) -> float:
    """The baseline: nothing was moved."""
    return _baseline(year, "alliance")


def alliance_in_baseline(load, *, per_cent: float, year: int) -> dict:
    """The baseline, for the explanation."""
    return {"baseline": _baseline(year, "alliance")}


def future_given(load, *, future: str, event: str, condition: str, year: int) -> float:
    """Chance of a future in a year given an event by then, per cent."""
    return float(_conditional(future, event, year))


def condition_given_future(load, *, future: str, event: str, condition: str, year: int) -> float:
    """The other way round."""
    return float(_conditional(event, future, year))


def future_without_condition(load, *, future: str, event: str, condition: str, year: int) -> float:
    """No condition at all."""
    return _baseline(year, future)


def given_the_other_way(load, *, future: str, event: str, condition: str, year: int) -> dict:
    """The other way round, for the explanation."""
    return {"other": float(_conditional(event, future, year))}


def where_digits_come_from(load) -> str:
    """Arithmetic, as long as fewer than half of the model's numbers were counted."""
    kinds = [one.kind for one in scenario.PARAMETERS.values()]
    return "arithmetic" if kinds.count("data") < len(kinds) / 2 else "counted"
