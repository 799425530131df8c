"""Answers to the practice questions of lesson 07, computed by the scenario engine.

The first argument of each is ``load``, as in every lesson; the model needs no table.
"""

import math

from china_russia_axis import scenario


def chance_within(load, *, per_cent: float, years: int) -> float:
    """Chance of at least one event in several years of a constant hazard, per cent."""
    return 100 * scenario.chance_within(per_cent / 100, years)


def getting_through(load, *, per_cent: float, years: int) -> float:
    """Chance of no event in all those years, per cent."""
    return 100 - chance_within(load, per_cent=per_cent, years=years)


def through_the_years(load, *, per_cent: float, years: int) -> dict:
    """The chances of getting through one year and all of them, for the explanation."""
    return {"one": 100 - per_cent, "through": getting_through(load, per_cent=per_cent, years=years)}


def getting_through_or_the_box(load, *, per_cent: float, years: int) -> dict:
    """No event at all, or a line of the box of the lesson, whose hazard is another."""
    box = {f"the line of the box above for {span} years": span for span in (2, 5, 10, 20)}
    return {
        "the chance that nothing happens in all these years": getting_through(
            load, per_cent=per_cent, years=years
        ),
        **{name: chance_within(load, per_cent=6, years=span) for name, span in box.items()},
    }


def added_up(load, *, per_cent: float, years: int) -> float:
    """The hazard times the years: a common slip."""
    return per_cent * years


def chance_per_year(load, *, per_cent: float, years: int) -> float:
    """Constant hazard behind a chance over several years, per cent a year."""
    return 100 * scenario.chance_per_year(per_cent / 100, years)


def through_each_year(load, *, per_cent: float, years: int) -> dict:
    """The chances of getting through all years and one, for the explanation."""
    return {"through": 100 - per_cent, "one": through_one_year(load, per_cent=per_cent, years=years)}


def divided(load, *, per_cent: float, years: int) -> dict:
    """The chance, or what is missing to 100, divided by the years: a common slip."""
    return {"the chance": per_cent / years, "the chance of getting through": (100 - per_cent) / years}


def through_one_year(load, *, per_cent: float, years: int) -> float:
    """Chance of getting through one year, per cent."""
    return 100 - chance_per_year(load, per_cent=per_cent, years=years)


def root_of_the_chance(load, *, per_cent: float, years: int) -> dict:
    """The root of the wrong chance, and what is missing to 100 per cent."""
    root = 100 * (per_cent / 100) ** (1 / years)
    return {"the root": root, "the rest": 100 - root}


def as_interest(load, *, per_cent: float, years: int) -> float:
    """The yearly growth that adds up to the chance, as with interest."""
    return 100 * ((1 + per_cent / 100) ** (1 / years) - 1)


def by_logarithm(load, *, per_cent: float, years: int) -> float:
    """The rate of a process in continuous time, per cent a year."""
    return -100 * math.log(1 - per_cent / 100) / years


def what_a_share_says(load) -> str:
    """Little: a share of experts counts opinions, and nobody asked for a probability."""
    return "little"


def _baseline(year: int, *regimes: str) -> float:
    futures = scenario.futures(scenario.Scenario())
    return float(100 * futures.loc[year, list(regimes)].sum())


def closer_than_today(load, *, year: int) -> float:
    """Chance of accelerated or alliance in the baseline, per cent."""
    return _baseline(year, "accelerated", "alliance")


def other_readings(load, *, year: int) -> dict:
    """Other futures, other years and another table, per cent."""
    closer = ("accelerated", "alliance")
    quiet = scenario.futures(scenario.PRESETS["no_shocks"].scenario)
    years = {
        f"the two together in {other}": _baseline(other, *closer) for other in (2028, 2043) if other != year
    }
    return {
        "*accelerated* alone": _baseline(year, "accelerated"),
        "the alliance alone": _baseline(year, "alliance"),
        "the alliance alone in 2043": _baseline(2043, "alliance"),
        **years,
        "the two futures further apart": _baseline(year, "rupture", "slower"),
        "*converging*, which goes on as today": _baseline(year, "converging"),
        "everything that is not further apart": _baseline(year, "converging", *closer),
        "the two together without any shock": float(100 * quiet.loc[year, list(closer)].sum()),
    }


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


def given_a_crisis(load, *, year: int) -> dict:
    """The tree of the lesson, which has a crisis in place of a war, per cent."""
    return {
        "an alliance, given a *crisis*": _conditional("alliance", "taiwan crisis ever", year),
        "a *crisis*, given an alliance": _conditional("taiwan crisis ever", "alliance", year),
    }


def _tree(year: int):
    return scenario.tree(scenario.Scenario(), "alliance", "taiwan war ever", by=year)


def both_together(load, *, year: int) -> float:
    """Chance of a war and an alliance, among all worlds, per cent."""
    return float(100 * _tree(year).both)


def without_a_condition(load, *, year: int) -> dict:
    """Either event by itself, per cent."""
    return {
        "an alliance": _baseline(year, "alliance"),
        "a war over Taiwan": 100 * scenario.probability(scenario.Scenario(), "taiwan war ever", by=year),
    }


def alliance_given_no_war(load, *, year: int) -> float:
    """Chance of an alliance in the worlds without a war, per cent."""
    tree = _tree(year)
    return float(100 * tree.event_only / (tree.event_only + tree.neither))


def another_future_given_war(load, *, year: int) -> dict:
    """The other futures given a war over Taiwan, per cent."""
    others = [name for name in scenario.RELATIONSHIPS if name != "alliance"]
    return {name: _conditional(name, "taiwan war ever", year) for name in others}


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


def _five(year: int, **values: float):
    row = 100 * scenario.futures(scenario.Scenario().with_values(**values)).loc[year]
    return row.rename_axis("future").reset_index(name="chance")


def five_with_crisis_at(load, *, per_cent: float, year: int):
    """Chances of the five futures with one slider moved, per cent."""
    return _five(year, taiwan_crisis_per_year=per_cent / 100)


def five_misread(load, *, per_cent: float, year: int) -> dict:
    """Another year, another value of the slider, or another slider."""
    moved = per_cent / 100
    return {
        "of the baseline, with no slider moved": _five(year),
        "in 2028": _five(2028, taiwan_crisis_per_year=moved),
        "in 2043": _five(2043, taiwan_crisis_per_year=moved),
        "of the baseline in 2043": _five(2043),
        "with the chance doubled once more": _five(year, taiwan_crisis_per_year=2 * moved),
        "with the chance of *war, given a crisis* moved": _five(year, war_given_crisis=moved),
        "with a slider that stands at certain": _five(year, taiwan_crisis_per_year=1.0),
    }


def what_has_moved(load, *, per_cent: float, year: int) -> dict:
    """How far two of the futures have moved, for the explanation."""
    futures = [
        _five(year, **one).set_index("future")["chance"]
        for one in ({}, {"taiwan_crisis_per_year": per_cent / 100})
    ]
    gain = futures[1] - futures[0]
    return {"lost": float(-gain["converging"]), "won": float(gain["accelerated"])}


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
