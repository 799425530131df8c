"""Answers to the practice questions of lesson 10, computed by the scenario engine and from the tables."""

from china_russia_axis import forecasts, scenario

FIRST_YEAR = 2013
TESTED = ("supported", "partly", "contradicted", "since changed")


def _course(year: int, *futures: str) -> float:
    """Chance of some futures together, per cent, from the end of 2025 on."""
    table = scenario.futures(forecasts.started(scenario.Scenario(), 2025))
    return float(100 * table.loc[year, list(futures)].sum())


def no_faster(load, *, year: int) -> float:
    """Chance of rupture, slower or converging, per cent."""
    return _course(year, "rupture", "slower", "converging")


def faster(load, *, year: int) -> float:
    """Chance of accelerated or alliance, per cent: what the alarmed memo counts."""
    return _course(year, "accelerated", "alliance")


def apart_alone(load, *, year: int) -> float:
    """Chance of rupture or slower alone, per cent."""
    return _course(year, "rupture", "slower")


def one_slow_future(load, *, year: int) -> dict:
    """One of the futures that are no faster, per cent."""
    return {f"*{name}*": _course(year, name) for name in ("rupture", "slower", "converging")}


def one_fast_future(load, *, year: int) -> dict:
    """One of the futures that are faster, per cent."""
    return {f"*{name}*": _course(year, name) for name in ("accelerated", "alliance")}


def one_left_out(load, *, year: int) -> dict:
    """Two of the three futures that are no faster."""
    slow = ("rupture", "slower", "converging")
    return {f"*{left}*": _course(year, *(name for name in slow if name != left)) for left in slow[:2]}


def begun_in_2023(load, *, year: int) -> float:
    """The same three futures in the scenario that begins in 2023."""
    table = scenario.futures(scenario.Scenario())
    return float(100 * table.loc[year, ["rupture", "slower", "converging"]].sum())


def the_rest(load, *, year: int) -> dict:
    """The other side of the number, for the explanation."""
    return {"rest": faster(load, year=year)}


def testable_claim(load) -> str:
    """The one of the four claims on offer to which a table gave a verdict."""
    verdicts = load("claims").set_index("claim_id")["verdict"]
    (found,) = [claim for claim in ("C39", "C65", "C70", "C77") if verdicts[claim] in TESTED]
    return found


def what_an_interval_says(load, *, year: int) -> str:
    """Draws: the interval holds the scatter of the answer over draws of the numbers, given the model."""
    return "draws"


def _meetings_a_year(load, last: int, formats: tuple = ("in person",)):
    meetings = load("meetings")
    days = meetings.loc[meetings["verified"] & meetings["format"].isin(formats), "date"]
    return days.dt.year.value_counts().reindex(range(FIRST_YEAR, last + 1), fill_value=0)


def _rate(times: float, years: float) -> float:
    return 100 * (times + 0.5) / (years + 1)


def years_with_meetings(load, *, least: int, last: int) -> float:
    """Base rate of years with enough meetings, half a case added on either side, per cent."""
    counted = _meetings_a_year(load, last)
    return float(_rate((counted >= least).sum(), len(counted)))


def share_of_years(load, *, least: int, last: int) -> float:
    """The plain share of such years, per cent: a common slip."""
    return float(100 * (_meetings_a_year(load, last) >= least).mean())


def years_on_record(load, *, least: int, last: int) -> float:
    """As the base rate, among years with a meeting alone: a common slip."""
    counted = _meetings_a_year(load, last)
    counted = counted[counted > 0]
    return float(_rate((counted >= least).sum(), len(counted)))


def just_so_many(load, *, least: int, last: int) -> float:
    """Base rate of years with that number and no more."""
    counted = _meetings_a_year(load, last)
    return float(_rate((counted == least).sum(), len(counted)))


def otherwise_mended(load, *, least: int, last: int) -> dict:
    """The share with something else added."""
    counted = _meetings_a_year(load, last)
    times, years = int((counted >= least).sum()), len(counted)
    return {
        "half a case to the years with enough meetings and nothing to the number of years": 100
        * (times + 0.5)
        / years,
        "a whole case on either side": 100 * (times + 1) / (years + 2),
        "one year and no case": 100 * times / (years + 1),
    }


def with_video(load, *, least: int, last: int) -> float:
    """The base rate with meetings by video counted in."""
    counted = _meetings_a_year(load, last, ("in person", "video"))
    return float(_rate((counted >= least).sum(), len(counted)))


def meetings_counted(load, *, least: int, last: int) -> dict:
    """How many years, and how many of them with enough meetings."""
    counted = _meetings_a_year(load, last)
    return {"times": int((counted >= least).sum()), "years": len(counted)}


def who_contradicts_herself(load) -> str:
    """The one whose alliances, all of which follow a crisis, are likelier than her crises."""
    said = {"ann": (40, 4, 0.5), "bea": (10, 15, 1.0), "cem": (60, 1, None), "dov": (5, 5, 1.0)}
    (found,) = [
        name for name, (crisis, alliance, after) in said.items() if after and alliance * after > crisis
    ]
    return found


def after_the_news(load, *, per_cent: float, ratio: float) -> float:
    """Bayes' rule in odds, per cent."""
    odds = per_cent / (100 - per_cent) * ratio
    return 100 * odds / (1 + odds)


def multiplied(load, *, per_cent: float, ratio: float) -> float:
    """The chance times the ratio: a common slip."""
    return per_cent * ratio


def ratio_as_chance(load, *, per_cent: float, ratio: float) -> float:
    """What follows from even chances: the slip of who forgets the base rate."""
    return after_the_news(load, per_cent=50, ratio=ratio)


def odds_as_chance(load, *, per_cent: float, ratio: float) -> float:
    """The odds after the news, for every hundred against."""
    return 100 * per_cent / (100 - per_cent) * ratio


def ratio_turned(load, *, per_cent: float, ratio: float) -> float:
    """The odds divided by the ratio."""
    return after_the_news(load, per_cent=per_cent, ratio=1 / ratio)


def added_or_begun_elsewhere(load, *, per_cent: float, ratio: float) -> dict:
    """The chance and the ratio added, and what follows from the chance in the lesson's box."""
    return {
        "the chance with the ratio added": per_cent + ratio,
        "what follows from 4 per cent, where the box above begins": after_the_news(
            load, per_cent=4, ratio=ratio
        ),
    }


def the_odds(load, *, per_cent: float, ratio: float) -> dict:
    """The odds before and after, for the explanation."""
    return {"against": 100 - per_cent, "times": per_cent * ratio}


def checkable_sentence(load) -> str:
    """The one with a number, a source, a day and a chance."""
    return "trade"
