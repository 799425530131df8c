"""Answers to the practice questions of lesson 08, computed by the scenario engine and from the base rates."""

from china_russia_axis import scenario


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
