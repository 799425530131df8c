"""Answers to the practice questions of lesson 02, computed from the tables."""

import pandas as pd

from china_russia_axis import ties

_STEP = 10


def _books(load, year: int) -> dict:
    row = ties.mirror(load("trade")).loc[year]
    return {"china": float(row["china_usd_bn"]), "russia": float(row["russia_usd_bn"])}


def both_books(load, *, year: int) -> dict:
    """What each side reports, for the explanation."""
    return _books(load, year)


def mirror_gap(load, *, year: int) -> float:
    """How much more China reports, in per cent of what Russia reports."""
    books = _books(load, year)
    return 100 * (books["china"] / books["russia"] - 1)


def gap_from_the_other_side(load, *, year: int) -> float:
    """The gap in per cent of what China reports: the wrong base."""
    books = _books(load, year)
    return 100 * (1 - books["russia"] / books["china"])


def gap_in_billions(load, *, year: int) -> float:
    """The difference itself, not divided."""
    books = _books(load, year)
    return books["china"] - books["russia"]


def tonnes_a_year(load, *, barrels: float) -> float:
    """Million tonnes a year."""
    return ties.tonnes_from_barrels(barrels)


def barrels_a_year(load, *, barrels: float) -> float:
    """Million barrels a year: half of the way."""
    return barrels * 365


def tonnes_by_multiplying(load, *, barrels: float) -> float:
    """Multiplied where one divides."""
    return barrels * 365 * ties.BARRELS_PER_TONNE


def _faster(load, period: str):
    table = ties.growth(load("trade_partners"), period)
    mine = int(table.loc[table["partner_iso3"] == "RUS", "rank"].iloc[0])
    return table[table["rank"] < mine]


def size_from_which_first(load, *, period: str) -> float:
    """First step of the slider at which nobody who grew faster is left."""
    partners, size = load("trade_partners"), 0
    while ties.place(partners, period=period, minimum=size)["rank"] != 1:
        size += _STEP
    return float(size)


def one_step_too_low(load, *, period: str) -> float:
    """The step before."""
    return size_from_which_first(load, period=period) - _STEP


def largest_ahead(load, *, period: str) -> dict:
    """The largest partner that grew faster, for the explanation."""
    row = _faster(load, period).sort_values("level_bn").iloc[-1]
    return {"name": row["partner"], "level": float(row["level_bn"])}


def why_counts_differ(load) -> str:
    """The table of published counts has another rule and another last day in each row."""
    return "definition"


def _trade(load):
    return ties.indicators(load)["trade"]


def expected_trade(load, *, first: int, year: int) -> float:
    """What the line from a first year to 2021 expects, billion dollars."""
    return float(ties.trend_break(_trade(load), first=first).at[year, "expected"])


def expected_without_pandemic(load, *, first: int, year: int) -> float:
    """The same line without the years of the pandemic."""
    table = ties.trend_break(_trade(load), first=first, leave_out=ties.PANDEMIC)
    return float(table.at[year, "expected"])


def trade_that_came(load, *, first: int, year: int) -> float:
    """The value itself."""
    return float(_trade(load)[year])


def what_came(load, *, first: int, year: int) -> dict:
    """The value and the line from 2012, for the explanation."""
    return {
        "value": float(_trade(load)[year]),
        "other": expected_trade(load, first=2012, year=year),
    }


def what_may_be_written(load) -> str:
    """The nought is a recorded silence of the whole text; an empty cell is a passage that was not read."""
    return "ukraine silent"


def ratio_of_the_books(load, *, year: int) -> float:
    """One book in per cent of the other, a hundred not taken off."""
    return 100 + mirror_gap(load, year=year)


def one_book(load, *, year: int) -> dict:
    """What each side wrote down, billion dollars."""
    books = _books(load, year)
    return {"China": books["china"], "Russia": books["russia"]}


def tonnes_a_day(load, *, barrels: float) -> float:
    """The year left out."""
    return ties.tonnes_from_barrels(barrels) / 365


def later_steps(load, *, period: str) -> dict:
    """Every further step of the slider, as far as Russia itself is large enough to be in."""
    table = ties.growth(load("trade_partners"), period).set_index("partner_iso3")
    first, largest = size_from_which_first(load, period=period), table.at["RUS", "level_bn"]
    return {step: float(step) for step in range(int(first) + _STEP, int(largest) + 1, _STEP)}


def size_of_the_largest_ahead(load, *, period: str) -> float:
    """The trade of the largest partner ahead, to the whole billion, not yet a step of the slider."""
    return float(round(largest_ahead(load, period=period)["level"]))


def miss_of_the_line(load, *, first: int, year: int) -> float:
    """What came minus the line."""
    return trade_that_came(load, first=first, year=year) - expected_trade(load, first=first, year=year)


def last_year_fitted(load, *, first: int, year: int) -> float:
    """The line in its last own year."""
    return expected_trade(load, first=first, year=2021)


TEN = ("RUS", "BLR", "CHN", "KAZ", "IRN", "IND", "ZAF", "BRA", "SAU", "USA")


def _voted(load, resolution: str, *votes: str) -> list[str]:
    grid = ties.votes_on_ukraine(load("ukraine_votes"), list(TEN))
    return sorted(grid.index[grid[resolution].isin(votes)])


def who_said_no(load, *, resolution: str) -> list[str]:
    """Those of the ten states of the figure that voted no on one text."""
    return _voted(load, resolution, "no")


def those_who_voted(load, *, resolution: str) -> dict:
    """The other signs of the legend."""
    return {vote: _voted(load, resolution, vote) for vote in ("abstain", "yes")}


def no_or_abstained(load, *, resolution: str) -> list[str]:
    """No and abstention taken for one."""
    return _voted(load, resolution, "no", "abstain")


def others_on_it(load, *, resolution: str) -> dict:
    """Who abstained, for the explanation."""
    return {"abstained": ", ".join(_voted(load, resolution, "abstain"))}


# The graded sheet


def two_books(load, *, first: int, second: int, third: int):
    """What both sides report in three years, billion dollars."""
    books = ties.mirror(load("trade")).loc[[first, second, third]]
    return pd.DataFrame(
        {
            "year": books.index.astype(str),
            "china": books["china_usd_bn"].to_numpy(dtype=float),
            "russia": books["russia_usd_bn"].to_numpy(dtype=float),
        }
    )


def above_the_line(load, *, first: int, year: int) -> float:
    """Trade that came minus what the line expects, billion dollars."""
    return trade_that_came(load, first=first, year=year) - expected_trade(load, first=first, year=year)


def line_itself(load, *, first: int, year: int) -> float:
    """What the line expects."""
    return expected_trade(load, first=first, year=year)


def trade_itself(load, *, first: int, year: int) -> float:
    """The trade that came."""
    return trade_that_came(load, first=first, year=year)


def line_that_saw_more(load, *, first: int, year: int) -> dict:
    """The break put at the year asked for, so that the line has seen the years before it; none for 2022."""
    broken = ties.trend_break(_trade(load), first=first, at=year)
    return {} if year == 2022 else {"a later line": float(broken.at[year, "miss"])}


def line_and_value(load, *, first: int, year: int) -> dict:
    """Both, for the explanation."""
    return {
        "expected": expected_trade(load, first=first, year=year),
        "value": trade_that_came(load, first=first, year=year),
    }


def part_in_tonnes(load, *, barrels: float, whole: float) -> float:
    """Barrels a day as per cent of a whole in million tonnes a year."""
    return 100 * ties.tonnes_from_barrels(barrels) / whole


def barrels_over_whole(load, *, barrels: float, whole: float) -> float:
    """Barrels a year over tonnes: two units mixed."""
    return 100 * barrels * 365 / whole


def tonnes_in_between(load, *, barrels: float, whole: float) -> dict:
    """The tonnes, for the explanation."""
    return {"tonnes": ties.tonnes_from_barrels(barrels)}


def what_fastest_needs(load) -> str:
    """Definition: the table of definitions gives Russia another place under each."""
    return "definition"
