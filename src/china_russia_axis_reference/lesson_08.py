"""Answers to the practice questions of lesson 08, computed by the scenario engine and from the base rates."""

import pandas as pd

from china_russia_axis import scenario
from china_russia_axis_reference import key_of


def what_a_short_bar_says(load) -> str:
    """Within: a bar shows the swing of one future over a range that somebody chose."""
    return "within"


def _ends(future: str, year: int, parameter: str) -> tuple[float, float]:
    baseline, of = scenario.Scenario(), scenario.PARAMETERS[parameter]
    chances = [
        scenario.futures(baseline.with_values(**{parameter: end})).loc[year, future]
        for end in (of.low, of.high)
    ]
    return tuple(100 * float(chance) for chance in chances)


def swing(load, *, future: str, year: int, parameter: str) -> float:
    """Distance between the chances at the two ends of a parameter's range, points."""
    low, high = _ends(future, year, parameter)
    return abs(high - low)


def upper_end(load, *, future: str, year: int, parameter: str) -> float:
    """Chance at the upper end alone: a common slip."""
    return _ends(future, year, parameter)[1]


def swing_for_alliance(load, *, future: str, year: int, parameter: str) -> dict:
    """The same parameter's swing of an alliance."""
    return {"alliance": swing(load, future="alliance", year=year, parameter=parameter)}


def what_the_total_adds(load) -> str:
    """Together: the total index holds every interaction in which a number takes part."""
    return "together"


def what_a_minister_needs(load) -> str:
    """But for: a decision compares a world with and a world without."""
    return "but for"


def _period(load, first: int, last: int):
    rates = load("alliance_base_rates")
    rows = rates[
        (rates["population"] == "major powers")
        & (rates["condition"] == "all")
        & (rates["period_start"] == first)
        & (rates["period_end"] == last)
    ]
    if len(rows) != 1:
        raise LookupError(f"{len(rows)} rows for {first}-{last}.")
    return rows.iloc[0]


def pact_within(load, *, first: int, last: int, years: int) -> float:
    """Chance of at least one pact in so many years at the rate of a period, per cent."""
    return 100 * scenario.chance_within(float(_period(load, first, last)["hazard"]), years)


def rate_times_years(load, *, first: int, last: int, years: int) -> float:
    """Rate times years: a common slip."""
    return 100 * float(_period(load, first, last)["hazard"]) * years


def pacts_counted(load, *, first: int, last: int, years: int) -> dict:
    """Counts behind the rate."""
    row = _period(load, first, last)
    return {"events": int(row["events"]), "dyad_years": int(row["dyad_years"])}


def what_to_do_with_two_classes(load) -> str:
    """Range: a disagreement of classes is part of what is known."""
    return "range"


def what_only_a_chance_allows(load) -> str:
    """Score: only a stated chance can be scored against an outcome."""
    return "score"


# The graded sheet


def _ratio_row(load, population: str, condition: str):
    rows = load("alliance_rate_ratios").query("world_wars == 'included'")
    rows = rows[(rows["population"] == population) & (rows["condition"] == condition)]
    if len(rows) != 1:
        raise LookupError(f"{len(rows)} rows for {population}, {condition}.")
    return rows.iloc[0]


def ratio_of_rates(load, *, population: str, condition: str, words: str) -> float:
    """Rate of pacts with a condition over the rate without it."""
    row = _ratio_row(load, population, condition)
    exposed = row["exposed_events"] / row["exposed_dyad_years"]
    return float(exposed / (row["unexposed_events"] / row["unexposed_dyad_years"]))


def ratio_of_counts(load, *, population: str, condition: str, words: str) -> float:
    """Pacts over pacts, as if both groups had been watched equally long."""
    row = _ratio_row(load, population, condition)
    return float(row["exposed_events"] / row["unexposed_events"])


def ratio_reversed(load, *, population: str, condition: str, words: str) -> float:
    """The division turned upside down."""
    return 1 / ratio_of_rates(load, population=population, condition=condition, words=words)


def counts_behind_ratio(load, *, population: str, condition: str, words: str) -> dict:
    """Pacts under the condition, for the explanation."""
    return {"events": int(_ratio_row(load, population, condition)["exposed_events"])}


def three_bars(load, *, first: str, second: str, third: str, year: int):
    """Chance of an alliance at both ends of three ranges, per cent."""
    rows = [(name, *_ends("alliance", year, name)) for name in (first, second, third)]
    return pd.DataFrame(rows, columns=["parameter", "low", "high"])


def _counted(load, population: str, condition: str, first: int, last: int):
    rates = load("alliance_base_rates")
    rows = rates[
        (rates["population"] == population)
        & (rates["condition"] == condition)
        & (rates["period_start"] == first)
        & (rates["period_end"] == last)
    ]
    if len(rows) != 1:
        raise LookupError(f"{len(rows)} rows for {population}, {condition}, {first}-{last}.")
    return int(rows.iloc[0]["events"]), int(rows.iloc[0]["dyad_years"])


def mended_within(load, *, population: str, condition: str, first: int, last: int, years: int) -> float:
    """Chance of at least one pact in so many years at the mended rate of a period, per cent."""
    events, dyad_years = _counted(load, population, condition, first, last)
    return float(100 * scenario.chance_within((events + 0.5) / (dyad_years + 1), years))


def unmended_within(load, *, population: str, condition: str, first: int, last: int, years: int) -> float:
    """The same at the plain rate."""
    events, dyad_years = _counted(load, population, condition, first, last)
    return float(100 * scenario.chance_within(events / dyad_years, years))


def mended_times_years(load, *, population: str, condition: str, first: int, last: int, years: int) -> float:
    """Rate times years: a common slip."""
    events, dyad_years = _counted(load, population, condition, first, last)
    return 100 * years * (events + 0.5) / (dyad_years + 1)


def events_of_period(load, *, population: str, condition: str, first: int, last: int, years: int) -> dict:
    """Counts behind the rate, for the explanation."""
    events, dyad_years = _counted(load, population, condition, first, last)
    return {"events": events, "dyad_years": dyad_years}


def what_a_nought_allows(load) -> str:
    """Small, as long as the table counts no pact among major powers since 1990."""
    events, _ = _counted(load, "major powers", "all", 1990, 2018)
    return key_of({"small": events == 0, "never": events > 0})
