"""The other side: NATO by accession, military spending, words about the other, aid, and a model of fear.

The *security dilemma* is modelled with two states. Each has a *need*, what it would hold if the other
held nothing, and a *fear*, how many points it adds for every point that the other holds::

    own = need + fear * other

Answering in turns, the two come to rest where ``own = (need + fear * need of the other) / (1 - product of
the fears)``, and never rest when the product is 1 or more. The model follows Richardson (1960), *Arms and
Insecurity*, in steps in place of rates; its points are no unit of anything.

All functions take tables (``cra.load("nato_members")``, ...) and return tables, lists or numbers.
"""

import math
import re
from difflib import get_close_matches

import pandas as pd

ESSAY = "2023-08-31"

# Wars of the chronology in which Russian troops crossed a border, by the event under which it lists them. Who
# began the first of them is disputed. The chronology is a selection: the wars in Chechnya have no row.
WARS = {"Georgia": "E033", "Crimea": "E050", "all of Ukraine": "E073"}

# Shares before 1995 that no other source supports: a ruined economy in a civil war.
_IMPLAUSIBLE = ("TJK", range(1992, 1995))

# Whose text speaks about whom, and under which topics its words were coded.
SPEAKERS = {
    "NATO and Washington on Russia": (("NATO", "United States"), ("view of Russia",)),
    "NATO and Washington on China": (("NATO", "United States"), ("view of China",)),
    "China and Russia on the West": (("China and Russia",), ("nato", "third parties", "colour revolutions")),
}
LEVELS = {0: "no criticism read", 1: "softer, or no name", 2: "threat, or by name"}
_NAMED = re.compile(r"\b(NATO|United States|Washington|AUKUS|American)\b")
_UNNAMED = re.compile(r"\bnot named|not singled out|no state is|names no\b")

# One voice a capital, for the part of the lesson that goes round the table.
VOICES = (
    "C43-Beijing-1", "C47-Moscow-1", "C51-Washington-1", "C43-Kyiv-1", "C42-Brussels-1", "C45-Tokyo-1",
    "C45-Taipei-1", "C56-Delhi-1", "C46-Tashkent-1", "C64-Astana-1", "C56-Tehran-1", "C56-Brasilia-1",
    "C59-Pretoria-1",
)  # fmt: skip

# Two made-up pairs that end in the same picture, for two reasons: in the first both only answer, in the
# second one side wants more whatever the other does.
EXAMPLES = {
    "two who are afraid": {"need": (10, 10), "fear": (0.5, 0.5)},
    "one who wants more": {"need": (20, 10), "fear": (0.0, 0.5)},
}
# Beyond this many points a race counts as running away.
CEILING = 1000.0


class UnusableInput(ValueError):
    """Raised for a date, state, need or fear that cannot be used; the message says what to do."""


def _verified(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["verified"].astype(bool)] if "verified" in table else table


def _day(text) -> pd.Timestamp:
    try:
        day = pd.Timestamp(text)
    except (ValueError, TypeError):
        day = pd.NaT
    if day is pd.NaT:
        raise UnusableInput(f"{text!r} is no date. Write a day such as '2004-03-29'.")
    return day


# ---------------------------------------------------------------------------------------------------
# NATO by accession


def members(nato: pd.DataFrame, on: str) -> list[str]:
    """List the members of NATO on one day.

    Parameters
    ----------
    nato : DataFrame
        The table ``nato_members``.
    on : str or date
        The day, such as ``"2004-03-29"``.

    Returns
    -------
    list of str
        ISO 3166-1 alpha-3 codes in alphabetical order.

    Raises
    ------
    UnusableInput
        When ``on`` is no date.
    """
    rows = _verified(nato)
    return sorted(rows.loc[rows["accession_date"] <= _day(on), "iso3"])


def rounds_of_accession(nato: pd.DataFrame, since: str = "1949-01-01") -> pd.DataFrame:
    """One row a day of accession: who joined, and how many members there were then."""
    rows = _verified(nato).sort_values(["accession_date", "country"])
    table = rows.groupby("accession_date")["country"].agg(joined="count", countries=", ".join)
    table["members"] = table["joined"].cumsum()
    return table[table.index >= _day(since)]


def before_and_after(nato: pd.DataFrame, days: dict) -> pd.DataFrame:
    """For each day the last accession before it and the first after it.

    Parameters
    ----------
    nato : DataFrame
        The table ``nato_members``.
    days : dict
        Dates by name.

    Returns
    -------
    DataFrame
        Indexed by name: ``date``, ``before`` (day of accession), ``years_since``, ``after`` and
        ``years_until``; nothing where the table has no accession on that side.
    """
    dates = sorted(set(_verified(nato)["accession_date"]))
    rows = {}
    for name, day in days.items():
        day = _day(day)
        before = max((one for one in dates if one <= day), default=pd.NaT)
        after = min((one for one in dates if one > day), default=pd.NaT)
        rows[name] = {
            "date": day,
            "before": before,
            "years_since": (day - before).days / 365.25,
            "after": after,
            "years_until": (after - day).days / 365.25,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def any_day(nato: pd.DataFrame, first: str = "1999-03-12", last: str = "2024-03-06") -> pd.Series:
    """Years since the last accession, for every day of a period: what a day picked blindly would show."""
    start, end = _day(first), _day(last)
    if start > end:
        raise UnusableInput(f"The first day, {start:%Y-%m-%d}, is later than the last, {end:%Y-%m-%d}.")
    days = pd.date_range(start, end)
    dates = pd.Series(sorted(set(_verified(nato)["accession_date"])))
    if dates.empty or dates.min() > start:
        raise UnusableInput(f"The table has no accession up to {start:%Y-%m-%d}. Begin later.")
    last_one = dates.to_numpy()[dates.searchsorted(days, side="right") - 1]
    return pd.Series((days - pd.DatetimeIndex(last_one)).days / 365.25, index=days, name="years_since")


def wars(events: pd.DataFrame) -> dict:
    """The day under which the chronology lists each of Russia's wars abroad, by name."""
    dates = _verified(events).set_index("event_id")["date"]
    return {name: dates[event] for name, event in WARS.items() if event in dates}


def told(tellings: pd.DataFrame) -> pd.DataFrame:
    """What was said about the enlargement, by date: ``when``, ``capital``, ``telling`` and ``position``.

    A day that was not seen is left out of ``when``, and the month stands alone.
    """
    rows = _verified(tellings).sort_values(["date", "telling_id"])
    when = [
        f"{day.day} {day:%B %Y}" if precision == "day" else f"{day:%B %Y}"
        for day, precision in zip(rows["date"], rows["date_precision"], strict=True)
    ]
    return rows.assign(when=when)[["when", "capital", "telling", "position"]].reset_index(drop=True)


# ---------------------------------------------------------------------------------------------------
# Money


def spending(table: pd.DataFrame, states, what: str = "share_of_gdp") -> pd.DataFrame:
    """Military spending by year, one column a state.

    Parameters
    ----------
    table : DataFrame
        The table ``military_expenditure``.
    states : list of str
        ISO 3166-1 alpha-3 codes.
    what : {"share_of_gdp", "constant_2023_usd_m"}
        Per cent of output, or billion dollars at prices and exchange rates of 2023.

    Returns
    -------
    DataFrame
        Years down, states across. The shares of Tajikistan in 1992-1994 are left out as implausible.

    Raises
    ------
    UnusableInput
        When the table has no such state or measure.
    """
    measures = {"share_of_gdp": 100.0, "constant_2023_usd_m": 0.001}
    if what not in measures:
        raise UnusableInput(f"There is no measure {what!r} here. There is: {', '.join(measures)}.")
    known = set(table["iso3"])
    for state in states:
        if state not in known:
            near = get_close_matches(str(state).upper(), sorted(known), n=2, cutoff=0.5)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise UnusableInput(f"The table has no row of {state!r}.{hint} It knows {len(known)} states.")
    state, years = _IMPLAUSIBLE
    rows = table[~((table["iso3"] == state) & table["year"].isin(years))]
    wide = rows.pivot(index="year", columns="iso3", values=what).astype(float)
    return measures[what] * wide.reindex(columns=list(states)).dropna(how="all")


def change(table: pd.DataFrame, states, first: int, last: int) -> pd.DataFrame:
    """Spending in two years: billions of constant dollars, times as much, and both shares of output."""
    money = spending(table, states, "constant_2023_usd_m").loc[[first, last]].T
    share = spending(table, states, "share_of_gdp").loc[[first, last]].T
    return pd.DataFrame(
        {
            f"bn_{first}": money[first],
            f"bn_{last}": money[last],
            "times": money[last] / money[first],
            f"share_{first}": share[first],
            f"share_{last}": share[last],
        }
    )


# ---------------------------------------------------------------------------------------------------
# Words


def views_of_the_other(documents: pd.DataFrame, points: pd.DataFrame, until: str = ESSAY) -> pd.DataFrame:
    """How strongly each text speaks about the other side, in the parts that were read.

    Western texts count by whether they call Russia or China a challenge or threat; joint texts of China
    and Russia by whether they criticise, and whether they name the United States, NATO or AUKUS.

    Parameters
    ----------
    documents, points : DataFrame
        The tables ``documents`` and ``document_points``.
    until : str
        Last day of a text.

    Returns
    -------
    DataFrame
        One row a text and direction: ``date``, ``doc_id``, ``direction`` (a key of :data:`SPEAKERS`),
        ``level`` (a key of :data:`LEVELS`).
    """
    texts = _verified(documents)
    texts = texts[texts["date"] <= _day(until)]
    points = _verified(points)
    rows = []
    for direction, (bodies, topics) in SPEAKERS.items():
        ours = texts[texts["body"].isin(bodies)]
        west = direction.startswith("NATO")
        if not west:
            ours = ours[ours["kind"] != "treaty"]
        for text in ours.itertuples():
            said = points[(points["doc_id"] == text.doc_id) & points["topic"].isin(topics)]
            if west and said.empty:
                continue  # that text was not read for this question
            level = max((_level(point, west) for point in said.itertuples()), default=0)
            rows.append({"date": text.date, "doc_id": text.doc_id, "direction": direction, "level": level})
    columns = ["date", "doc_id", "direction", "level"]
    return pd.DataFrame(rows, columns=columns).sort_values(["date", "doc_id"]).reset_index(drop=True)


def _level(point, west: bool) -> int:
    if west:
        return {"supports": 2, "neutral": 1}.get(point.stance, 0)
    if point.stance != "opposes":
        return 0
    named = _NAMED.search(point.paraphrase) and not _UNNAMED.search(point.paraphrase)
    return 2 if named else 1


def against_colour_revolutions(documents: pd.DataFrame, points: pd.DataFrame, until: str = ESSAY):
    """Texts that speak against a change of power backed from outside, with their words, by date."""
    rows = _verified(points)
    rows = rows[(rows["topic"] == "colour revolutions") & (rows["stance"] == "opposes")]
    texts = _verified(documents)[["doc_id", "date", "body"]]
    rows = rows.merge(texts, on="doc_id").query("date <= @until").sort_values("date")
    return rows[["date", "doc_id", "body", "paraphrase"]].reset_index(drop=True)


# ---------------------------------------------------------------------------------------------------
# Measures, aid, and ties


def listed(events: pd.DataFrame, event_ids) -> pd.DataFrame:
    """The events of a list with their day and title, by date; those that were not verified stay out."""
    rows = _verified(events)
    rows = rows[rows["event_id"].isin(list(event_ids))].sort_values(["date", "event_id"])
    return rows[["date", "event_id", "title"]].reset_index(drop=True)


def aid(table: pd.DataFrame, measure: str, aid_type: str, donors=("United States", "Europe")) -> pd.DataFrame:
    """Aid to Ukraine since January 2022 in billion euros, one row a day of account, one column a donor.

    Only one measure at a time: a promise (commitment) and a package with content (allocation) are two
    different things.
    """
    rows = _verified(table)
    rows = rows[(rows["measure"] == measure) & (rows["aid_type"] == aid_type)]
    rows = rows[(rows["period_kind"] == "cumulative") & (rows["unit"] == "billion euros")]
    rows = rows[(rows["statistic"] == "amount") & rows["donor"].isin(list(donors))]
    wide = rows.pivot_table(index="period_end", columns="donor", values="value")
    return wide.reindex(columns=[one for one in donors if one in wide])


def new_ties(load, since: str = "2021-01-01", until: str = ESSAY) -> pd.DataFrame:
    """New members and agreements of both sides in a period, from four tables.

    Returns
    -------
    DataFrame
        Columns ``date``, ``side`` (Washington and allies; China and Russia), ``tie``.
    """
    first, last = _day(since), _day(until)
    west, pair = "Washington and allies", "China and Russia"
    nato = _verified(load("nato_members"))
    rows = [(row.accession_date, west, f"NATO: {row.country} joins") for row in nato.itertuples()]
    arrangements = _verified(load("security_arrangements"))
    arrangements = arrangements[arrangements["date_verified"].astype(bool)]
    sides = {"USA bloc": west}
    rows += [(one.date, sides.get(one.side, pair), one.title) for one in arrangements.itertuples()]
    steps = _verified(load("pacific_steps"))
    steps = steps[steps["kind"] == "two-party agreement"]
    rows += [(one.date, west, one.step) for one in steps.itertuples()]
    texts = _verified(load("documents"))
    texts = texts[(texts["body"] == pair) & texts["kind"].isin(["joint statement", "declaration"])]
    rows += [(one.date, pair, one.title) for one in texts.itertuples()]
    joined = _verified(load("membership"))
    joined = joined[(joined["organisation"] == "SCO") & (joined["status"] == "member")]
    rows += [(one.start_date, pair, f"SCO: {one.country} joins") for one in joined.itertuples()]
    table = pd.DataFrame(rows, columns=["date", "side", "tie"])
    table["date"] = pd.to_datetime(table["date"])
    table = table[(table["date"] >= first) & (table["date"] <= last)]
    return table.sort_values(["date", "tie"]).reset_index(drop=True)


def voices(perspectives: pd.DataFrame, which=VOICES) -> pd.DataFrame:
    """One position a capital, in the order given: ``capital``, ``position``, and where it was ``read``.

    ``read`` is a document of the table ``documents``, or else the site of the page.
    """
    rows = _verified(perspectives).set_index("perspective_id")
    kept = [one for one in which if one in rows.index]
    rows = rows.loc[kept]
    sites = rows["source_url"].str.extract(r"//(?:www\.)?([^/]+)")[0]
    documents = rows["doc_ids"].where(rows["doc_ids"].fillna("") != "")
    return rows.assign(read=documents.fillna(sites))[["capital", "position", "read"]].reset_index(drop=True)


# ---------------------------------------------------------------------------------------------------
# The security dilemma


def answer(need: float, fear: float, other: float) -> float:
    """What a state holds: its own need, and its fear times what the other holds."""
    return need + fear * other


def race(need=(10, 10), fear=(0.5, 0.5), rounds: int = 12, restraint: int | None = None) -> pd.DataFrame:
    """Let two states answer each other, both at once, round by round.

    Parameters
    ----------
    need, fear : pair of float
        Of the first and the second state; 0 or more.
    rounds : int
        How many rounds after the start, 1 to 200.
    restraint : int, optional
        From this round on the second state holds its own need alone, whatever the first holds.

    Returns
    -------
    DataFrame
        Index ``round``, 0 to ``rounds``; columns ``first`` and ``second``, in points. Round 0 is the need.

    Raises
    ------
    UnusableInput
        For a need or fear below 0 or not a number, or rounds outside 1 to 200.
    """
    need, fear = _pair("need", need), _pair("fear", fear)
    if not isinstance(rounds, int) or not 1 <= rounds <= 200:
        raise UnusableInput(f"rounds is {rounds!r}. Take a whole number from 1 to 200.")
    held = [need]
    for number in range(1, rounds + 1):
        first, second = held[-1]
        calm = restraint is not None and number >= restraint
        held.append((answer(need[0], fear[0], second), need[1] if calm else answer(need[1], fear[1], first)))
    return pd.DataFrame(held, columns=["first", "second"]).rename_axis("round")


def resting_point(need=(10, 10), fear=(0.5, 0.5)) -> tuple[float, float]:
    """Where the two come to rest; infinite for both when each answer outweighs the one before.

    With no need on either side nothing ever starts, and both hold 0.
    """
    need, fear = _pair("need", need), _pair("fear", fear)
    product = fear[0] * fear[1]
    if need == (0.0, 0.0):
        return 0.0, 0.0
    if product >= 1:
        return math.inf, math.inf
    first = (need[0] + fear[0] * need[1]) / (1 - product)
    return first, answer(need[1], fear[1], first)


def _pair(name: str, values) -> tuple[float, float]:
    try:
        first, second = (float(one) for one in values)
    except (TypeError, ValueError):
        raise UnusableInput(
            f"{name} is {values!r}. Give two numbers, such as ({name} of each) (10, 10)."
        ) from None
    if not all(math.isfinite(one) and one >= 0 for one in (first, second)):
        raise UnusableInput(f"{name} is {values!r}. Both numbers must be 0 or more.")
    return first, second


def describe(need=(10, 10), fear=(0.5, 0.5), rounds: int = 12, restraint: int | None = None) -> str:
    """Say in words where a race ends, and how much of it is an answer to an answer."""
    held = race(need, fear, rounds, restraint)
    start, end = held.iloc[0], held.iloc[-1]
    first, second = resting_point(need, fear)
    opening = (
        f"The first starts with {start['first']:.0f} points and the second with {start['second']:.0f}; "
        f"after {rounds} rounds they hold {_points(end['first'])} and {_points(end['second'])}."
    )
    if restraint is not None and restraint <= rounds:
        turn = held.loc[restraint - 1, "first"]
        moved = turn - end["first"]
        came = f"comes down by {moved:.0f}" if moved >= 0.5 else "does not come down"
        return f"{opening} From round {restraint} on the second holds its need alone, and the first {came}."
    if math.isinf(first):
        return f"{opening} There is no point at which they would rest."
    total, needed = first + second, sum(_pair("need", need))
    part = 100 * (total - needed) / total if total else 0
    return (
        f"{opening} They rest at {first:.0f} and {second:.0f}: {part:.0f} per cent of all arms answer "
        "the arms of the other."
    )


def _points(value: float) -> str:
    return f"{value:.0f}" if value < CEILING else f"more than {CEILING:.0f}"
