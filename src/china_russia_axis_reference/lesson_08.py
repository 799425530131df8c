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


def one_end_alone(load, *, future: str, year: int, parameter: str) -> dict:
    """Chance at one end, or in the middle: a common slip."""
    low, high = _ends(future, year, parameter)
    return {
        "at the upper end alone": high,
        "at the lower end alone": low,
        "in the baseline": _middle(future, year),
    }


def _middle(future: str, year: int) -> float:
    return float(100 * scenario.futures(scenario.Scenario()).loc[year, future])


def another_row_or_year(load, *, future: str, year: int, parameter: str) -> dict:
    """The other rows that the lesson shows, and the same row in other years."""
    rows = ("reorientation_per_inauguration", "drift_apart", "reorientation_ends")
    found = {f"`{name}`": swing(load, future=future, year=year, parameter=name) for name in rows}
    years = {
        f"the year {other}": swing(load, future=future, year=other, parameter=parameter)
        for other in (2028, 2033)
    }
    return {**found, **years}


def half_the_bar(load, *, future: str, year: int, parameter: str) -> dict:
    """From the baseline to one end only."""
    low, high = _ends(future, year, parameter)
    middle = _middle(future, year)
    return {
        "above the baseline": max(low, high) - middle,
        "below the baseline": middle - min(low, high),
    }


def end_over_end(load, *, future: str, year: int, parameter: str) -> float:
    """One end divided by the other."""
    low, high = _ends(future, year, parameter)
    return high / low


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


def one_year(load, *, first: int, last: int, years: int) -> float:
    """The rate as it stands, per cent a year."""
    return 100 * float(_period(load, first, last)["hazard"])


def other_periods(load, *, first: int, last: int, years: int) -> dict:
    """The other rows of the table in which something happened."""
    rates = load("alliance_base_rates").query("population == 'major powers' and condition == 'all'")
    others = rates[
        (rates["events"] > 0) & ~((rates["period_start"] == first) & (rates["period_end"] == last))
    ]
    return {
        f"{row.period_start}-{row.period_end}": 100 * scenario.chance_within(float(row.hazard), years)
        for row in others.itertuples()
    }


def otherwise_computed(load, *, first: int, last: int, years: int) -> dict:
    """The years added up, or the rate mended where the plain one is asked for."""
    row = {"population": "major powers", "condition": "all", "first": first, "last": last, "years": years}
    return {
        "the rate times the years, as if chances added up": rate_times_years(
            load, first=first, last=last, years=years
        ),
        "the rate with half an event added": mended_within(load, **row),
    }


def _shorter_periods(load) -> list[dict]:
    rates = load("alliance_base_rates").query("population == 'major powers' and condition == 'all'")
    spans = [(int(row.period_start), int(row.period_end)) for row in rates.itertuples()]
    return [
        {"population": "major powers", "condition": "all", "first": first, "last": last}
        for first, last in spans
        if not any(first <= one and other <= last for one, other in spans if (one, other) != (first, last))
    ]


def _four(load, chance, years: int):
    rows = [
        (f"{one['first']}-{one['last']}", chance(load, years=years, **one)) for one in _shorter_periods(load)
    ]
    return pd.DataFrame(rows, columns=["period", "chance"])


def four_mended(load, *, years: int):
    """Chance of at least one pact within so many years, by period, at the mended rate, per cent."""
    return _four(load, mended_within, years)


def four_otherwise(load, *, years: int) -> dict:
    """The plain rates, the years added up, or the years of the box."""
    return {
        "the plain rates, not mended": _four(load, unmended_within, years),
        "the mended rates times the years, as if chances added up": _four(load, mended_times_years, years),
        "the mended rates of one year": _four(load, mended_within, 1),
        "the chances within 20 years": _four(load, mended_within, 20),
        "the plain rates within 20 years, as the box prints them": _four(load, unmended_within, 20),
    }


def widest_of_four(load, *, years: int) -> dict:
    """The least and the most of the four, for the explanation."""
    chances = four_mended(load, years=years)["chance"]
    return {"least": float(chances.min()), "most": float(chances.max())}


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
