"""Evidence of the claims judged in lesson 00: two that no table can settle, for two different reasons."""

from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence


@evidence("C09")
def a_large_shock_could_bring_an_alliance(load) -> Evidence:
    """Not testable until an act of war with Taiwan in it is on record; from then on, open."""
    events = looking.after_essay(load)
    wars, trigger = events[events["category"] == "war"], looking.wars_over_taiwan(events)
    return Evidence(
        number=(
            f"{len(events)} events are on record between the essay and {looking.last_day(events)}. "
            f"{len(wars)} of them are acts of war, {len(trigger) or 'none'} over Taiwan."
        ),
        verdict=looking.by_rule(("open", len(trigger) > 0), otherwise="not testable"),
        tables=("events",),
    )


@evidence("C70")
def faster_slower_or_backwards(load) -> Evidence:
    """Not testable whatever happened: the number shows that every direction would have fitted."""
    events = looking.after_essay(load)
    counts = events["direction"].value_counts()
    closer, apart = counts.get("closer", 0), counts.get("apart", 0)
    neither = len(events) - closer - apart
    return Evidence(
        number=(
            f"Of {len(events)} events after the essay {closer} are coded as closer, {apart} as apart and "
            f"{neither} as neither. Any other split would fit the claim as well."
        ),
        verdict="not testable",
        tables=("events",),
        best_case_for="It names three directions, which is more than the one most readers had in mind.",
        best_case_against="It gives none of them a weight, so it cannot be wrong and hardly helps to choose.",
    )
