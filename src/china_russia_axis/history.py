"""China and Russia from 1989: events as a coded list, texts they signed, two economies, arms and trade.

A list of events is not a measurement. Somebody chose the rows, and somebody judged what each did to
closeness; so this module counts labels only to compare two coders, never to draw a trend.

All functions take tables (``cra.load("events")``, ``cra.load("country_panel")``, ...) and return tables,
lists or numbers. Rows that nobody verified count nowhere.
"""

from dataclasses import dataclass

import pandas as pd

from china_russia_axis.blocs import MEASURES, UnknownName

DIRECTIONS = {
    "closer": "brought China and Russia closer",
    "neutral": "touched both and moved neither",
    "apart": "drove them apart, or showed a gap",
    "context": "came from outside, or concerned one of them alone",
}

# Moscow and Beijing under every code that the table of events uses for them.
MOSCOW, BEIJING = {"RUS", "SUN"}, {"CHN"}

_NAMES_THE_TIE = r"partner|friend"


def _require(kind: str, name, known) -> None:
    known = sorted(str(one) for one in known)
    if name not in known:
        raise UnknownName(f"There is no {kind} {name!r} here. There is: {', '.join(known)}.")


def _verified(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["verified"].astype(bool)] if "verified" in table else table


# ---------------------------------------------------------------------------------------------------
# The chronology


def actors_of(events: pd.DataFrame) -> list[str]:
    """Every actor of a table of events, as codes in alphabetical order."""
    return sorted({code for codes in events["actors"] for code in codes.split(";")})


def chronology(
    events: pd.DataFrame, first: int = 1989, last: int = 2012, *, category=None, actor=None, direction=None
) -> pd.DataFrame:
    """Select verified events by year, category, actor and direction, oldest first.

    Parameters
    ----------
    events : DataFrame
        The table ``events``, or that table with rows of the same form added by :func:`with_rows`.
    first, last : int
        First and last year that count.
    category, actor, direction : str, optional
        A category of the table, the code of an actor, a key of :data:`DIRECTIONS`; all when left out.

    Returns
    -------
    DataFrame
        The rows that fit, with the columns of the table.

    Raises
    ------
    UnknownName
        For a category, actor or direction that the table does not have.
    """
    rows = _verified(events)
    rows = rows[rows["date"].dt.year.between(first, last)]
    if category is not None:
        _require("category", category, events["category"].unique())
        rows = rows[rows["category"] == category]
    if actor is not None:
        _require("actor", actor, actors_of(events))
        rows = rows[[actor in codes.split(";") for codes in rows["actors"]]]
    if direction is not None:
        _require("direction", direction, DIRECTIONS)
        rows = rows[rows["direction"] == direction]
    return rows.sort_values(["date", "event_id"]).reset_index(drop=True)


def with_rows(events: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Add rows to a list of events, such as those of the table ``events_left_out``.

    Raises
    ------
    ValueError
        When an added row has an id that the list already has, a direction that does not exist or no
        source: an event without a source is a rumour.
    """
    twice = sorted(set(events["event_id"]) & set(more["event_id"]))
    if twice:
        raise ValueError(f"The list already has {', '.join(twice)}. Give each added row an id of its own.")
    for direction in more["direction"]:
        _require("direction", direction, DIRECTIONS)
    if "source_title" not in more or more["source_title"].fillna("").str.strip().eq("").any():
        raise ValueError("Every added event needs a source: fill the column source_title.")
    return pd.concat([events, more], ignore_index=True)


def about(events: pd.DataFrame, claim_id: str) -> pd.DataFrame:
    """Verified events that the table connects with a claim, oldest first."""
    rows = _verified(events)
    bears = rows["claim_ids"].fillna("").str.split(";").map(lambda ids: claim_id in ids)
    return rows[bears.astype(bool)].sort_values("date").reset_index(drop=True)


def between_them(events: pd.DataFrame) -> pd.DataFrame:
    """Events in which both Beijing and Moscow take part, whoever else does."""
    both = [
        bool(BEIJING & set(codes.split(";"))) and bool(MOSCOW & set(codes.split(";")))
        for codes in events["actors"]
    ]
    return events[both]


def when(date, precision: str = "day") -> str:
    """A date as exactly as it is known: "16 May 1989", "December 1992" or "2007"."""
    day = pd.Timestamp(date)
    return {"day": f"{day.day} {day:%B %Y}", "month": f"{day:%B %Y}"}.get(precision, f"{day.year}")


def labels(events: pd.DataFrame) -> pd.Series:
    """The direction of each event as one coder judged it, by event id."""
    return events.set_index("event_id")["direction"]


# ---------------------------------------------------------------------------------------------------
# Two coders


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree on the same events.

    Attributes
    ----------
    events : int
        Events that both have coded.
    same : int
        Events to which both gave the same label.
    percent : float
        Per cent of events with the same label.
    expected : float
        Per cent that two coders with the same habits would share by luck.
    kappa : float
        Cohen's kappa: 1 for full agreement, 0 for as much as luck gives, below 0 for less. Not a number
        when both gave one and the same label to every event, so that nothing was left to luck.
    lowest, highest : float
        The smallest and largest kappa when any one event is left out.
    """

    events: int
    same: int
    percent: float
    expected: float
    kappa: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        kappa = "not defined" if pd.isna(self.kappa) else f"{self.kappa:.2f}"
        spread = "" if pd.isna(self.lowest) else f" ({self.lowest:.2f} to {self.highest:.2f})"
        return (
            f"{self.same} of {self.events} the same: {self.percent:.0f} per cent, "
            f"luck alone {self.expected:.0f}, kappa {kappa}{spread}"
        )


def agreement(first, second) -> Agreement:
    """Compare two codings of the same events: per cent agreement and Cohen's kappa.

    Parameters
    ----------
    first, second : Series or dict
        Label by event id. Events that only one has coded do not count.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        When no event is coded by both.

    Notes
    -----
    Kappa is (observed - expected) / (1 - expected), where the expected agreement multiplies the shares
    with which the two use each label (J. Cohen, Educational and Psychological Measurement 20, 1960).
    """
    one, two = _paired(first, second)
    observed, expected = _observed_and_expected(one, two)
    without = [_kappa(one.drop(event), two.drop(event)) for event in one.index] if len(one) > 2 else []
    spread = pd.Series(without, dtype=float)
    return Agreement(
        events=len(one),
        same=int((one == two).sum()),
        percent=100 * observed,
        expected=100 * expected,
        kappa=_kappa(one, two),
        lowest=float(spread.min()),
        highest=float(spread.max()),
    )


def cohen_kappa(first, second) -> float:
    """Cohen's kappa of two codings; see :func:`agreement`."""
    return _kappa(*_paired(first, second))


def confusion(first, second) -> pd.DataFrame:
    """Cross two codings: rows the labels of the first, columns those of the second, cells events."""
    one, two = _paired(first, second)
    table = pd.crosstab(one.to_numpy(), two.to_numpy())
    used = [label for label in DIRECTIONS if label in set(one) | set(two)]
    return table.reindex(index=used, columns=used, fill_value=0).rename_axis(index=None, columns=None)


def _paired(first, second) -> tuple[pd.Series, pd.Series]:
    one, two = pd.Series(first, dtype=object).dropna(), pd.Series(second, dtype=object).dropna()
    shared = [event for event in one.index if event in two.index]
    if not shared:
        raise ValueError("No event is coded by both. Use the event ids of the sheet, such as 'E012'.")
    for label in {*one[shared], *two[shared]}:
        _require("label", label, DIRECTIONS)
    return one[shared], two[shared]


def _observed_and_expected(one: pd.Series, two: pd.Series) -> tuple[float, float]:
    shares = [coder.value_counts(normalize=True) for coder in (one, two)]
    expected = shares[0].mul(shares[1], fill_value=0.0).sum()
    return float((one == two).mean()), float(expected)


def _kappa(one: pd.Series, two: pd.Series) -> float:
    observed, expected = _observed_and_expected(one, two)
    if expected > 1 - 1e-12:
        return float("nan")
    return (observed - expected) / (1 - expected)


def coding_sheet(events: pd.DataFrame, size: int = 10, draw: int = 1) -> pd.DataFrame:
    """Draw events to be coded without seeing our label.

    Rare labels would hardly turn up by chance, so the sheet takes each label in turn until it is full:
    it is balanced on purpose, and says nothing about how often each label occurs.

    Parameters
    ----------
    events : DataFrame
        From :func:`chronology`.
    size : int
        How many events.
    draw : int
        Another number draws another sheet; the same number draws the same.

    Returns
    -------
    DataFrame
        Columns ``event_id``, ``date``, ``date_precision``, ``title``, ``description``, oldest first.
    """
    if not 1 <= size <= len(events):
        raise ValueError(f"A sheet holds 1 to {len(events)} events, not {size}.")
    shuffled = events.sample(frac=1, random_state=draw)
    turn = shuffled.groupby("direction").cumcount()
    chosen = shuffled.assign(turn=turn).sort_values("turn", kind="stable").head(size)
    columns = ["event_id", "date", "date_precision", "title", "description"]
    return chosen.sort_values(["date", "event_id"])[columns].reset_index(drop=True)


def lazy_coder(events: pd.DataFrame, label: str = "closer") -> pd.Series:
    """Label every event the same, unread."""
    _require("label", label, DIRECTIONS)
    return pd.Series(label, index=pd.Index(events["event_id"], name="event_id"), name="direction")


def mechanical_coder(events: pd.DataFrame) -> pd.Series:
    """Label an event ``closer`` when both Beijing and Moscow take part in it, and ``context`` if not."""
    both = set(between_them(events)["event_id"])
    names = ["closer" if event in both else "context" for event in events["event_id"]]
    return pd.Series(names, index=pd.Index(events["event_id"], name="event_id"), name="direction")


# ---------------------------------------------------------------------------------------------------
# Texts and borders


def names_of_the_tie(treaties: pd.DataFrame, first: int = 1991, last: int = 2012) -> pd.DataFrame:
    """Texts of the two whose title gives their tie a name: friends or partners.

    Returns
    -------
    DataFrame
        Columns ``date``, ``kind``, ``title``, ``date_seen``, oldest first.
    """
    rows = _verified(treaties)
    rows = rows[rows["date"].dt.year.between(first, last)]
    rows = rows[rows["title"].str.contains(_NAMES_THE_TIE, case=False)]
    return rows.sort_values("date")[["date", "kind", "title", "date_seen"]].reset_index(drop=True)


def open_sections(borders: pd.DataFrame, on) -> list[str]:
    """Sections of the border that no agreement had settled by a day.

    Parameters
    ----------
    borders : DataFrame
        The table ``border_agreements``.
    on : str or date
        The day.
    """
    rows = _verified(borders)
    sections = ["eastern section", "western section", "islands left open"]
    agreed = rows[rows["step"].str.contains("agreement") & (rows["date"] <= pd.Timestamp(on))]
    return [section for section in sections if section not in set(agreed["section"])]


def months_in_force(measures: pd.DataFrame, until) -> pd.Series:
    """How long each measure had been in force on a day, in whole months.

    Parameters
    ----------
    measures : DataFrame
        The table ``sanctions_1989``. An empty end counts as still in force.
    until : str or date
        The day.

    Returns
    -------
    Series
        Months by ``imposed_by`` and ``kind``, shortest first.
    """
    rows = _verified(measures)
    end = rows["end_date"].fillna(pd.Timestamp(until)).clip(upper=pd.Timestamp(until))
    start = rows["start_date"]
    months = 12 * (end.dt.year - start.dt.year) + end.dt.month - start.dt.month - (end.dt.day < start.dt.day)
    months.index = pd.MultiIndex.from_frame(rows[["imposed_by", "kind"]])
    return months.rename("months").sort_values(kind="stable")


# ---------------------------------------------------------------------------------------------------
# Two economies


def compared(panel: pd.DataFrame, first: str = "RUS", second: str = "CHN", measures=None) -> pd.DataFrame:
    """How large one economy is beside another, year by year, in per cent.

    Parameters
    ----------
    panel : DataFrame
        The table ``country_panel``.
    first, second : str
        ISO codes: the first in per cent of the second.
    measures : list of str, optional
        Keys of ``blocs.MEASURES``; market and purchasing power when left out.

    Returns
    -------
    DataFrame
        Index ``year``, one column a measure. 100 means equal.
    """
    columns = {}
    for measure in measures or ("market", "purchasing power"):
        _require("measure", measure, MEASURES)
        wide = panel.pivot(index="year", columns="iso3", values=MEASURES[measure])
        for code in (first, second):
            _require("country code", code, wide.columns)
        columns[measure] = 100 * wide[first] / wide[second]
    return pd.DataFrame(columns).dropna(how="all").astype(float)


def ahead_since(ratio: pd.Series) -> int | None:
    """The year from which the second economy of a ratio stays larger to the end, or None.

    Parameters
    ----------
    ratio : Series
        A column of :func:`compared`: the first in per cent of the second.
    """
    ratio = ratio.dropna()
    level_or_more = ratio.index[ratio >= 100]
    later = ratio.index[ratio.index > level_or_more.max()] if len(level_or_more) else ratio.index
    return int(later.min()) if len(later) else None


def military_compared(military: pd.DataFrame, first: str = "RUS", second: str = "CHN") -> pd.Series:
    """Military spending of one state in per cent of another's, at constant prices, by year."""
    wide = military.pivot(index="year", columns="iso3", values="constant_2023_usd_m")
    return (100 * wide[first] / wide[second]).dropna().astype(float).rename("per cent")


# ---------------------------------------------------------------------------------------------------
# Arms and trade


def arms_in_periods(yearly: pd.DataFrame, starts=(1992, 1995, 2000, 2005, 2010), last: int = 2014):
    """Arms deliveries to China in periods: volume a year from Russia, and Russia's share.

    Parameters
    ----------
    yearly : DataFrame
        The table ``arms_yearly``.
    starts : sequence of int
        First years of the periods; each ends the year before the next, the last one in ``last``.
    last : int
        Last year that counts.

    Returns
    -------
    DataFrame
        Index ``period``; ``from_russia`` and ``all`` (million trend-indicator values a year, a measure of
        volume and not of money), ``share_pct`` (Russia's share of deliveries to China) and
        ``of_russia_pct`` (China's share of deliveries from Russia).
    """
    rows = {}
    for start, end in zip(starts, [*(one - 1 for one in starts[1:]), last], strict=True):
        part = yearly[yearly["year"].between(start, end)]
        russia, whole, sold = (
            part[name].sum() for name in ("russia_to_china_tiv", "china_imports_tiv", "russia_exports_tiv")
        )
        years = max(len(part), 1)
        rows[f"{start}-{end}"] = {
            "from_russia": russia / years,
            "all": whole / years,
            "share_pct": 100 * russia / whole,
            "of_russia_pct": 100 * russia / sold,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("period").astype(float)


def partners(rankings: pd.DataFrame, reporter: str, period: str) -> pd.Series:
    """Goods trade of a state with the partners that the table lists for a period, largest first.

    Parameters
    ----------
    rankings : DataFrame
        The table ``partner_rankings``.
    reporter : str
        ISO code: CHN or RUS.
    period : str
        As published: ``2012-01/2012-07``.

    Returns
    -------
    Series
        Billion dollars by ISO code; the world total is left out.
    """
    rows = _verified(rankings)
    rows = rows[rows["reporter_iso3"] == reporter]
    _require(f"period for {reporter}", period, rows["period"].unique())
    rows = rows[(rows["period"] == period) & (rows["partner_iso3"] != "WLD")]
    return rows.set_index("partner_iso3")["total_usd_bn"].astype(float).sort_values(ascending=False)


def lead(values: pd.Series, first: str, second: str) -> float:
    """By how many per cent the first of two partners is larger than the second; negative if smaller."""
    for code in (first, second):
        _require("partner", code, values.index)
    return float(100 * (values[first] / values[second] - 1))


def published_share(shares: pd.DataFrame, reporter: str, partner: str, period: str) -> float:
    """Share of a partner in all goods trade of a state as published, in per cent (``partner_shares``)."""
    rows = _verified(shares)
    rows = rows[(rows["reporter_iso3"] == reporter) & (rows["period"] == period)]
    _require(f"share for {reporter} in {period} of", partner, rows["partner_iso3"])
    return float(rows.set_index("partner_iso3")["share_pct"][partner])


# ---------------------------------------------------------------------------------------------------
# Exercises and founders


def exercises_by_year(exercises: pd.DataFrame, first: int = 2003, last: int = 2012) -> pd.DataFrame:
    """Joint exercises a year: those of the two alone, and those with others; years without any are 0."""
    rows = _verified(exercises)
    rows = rows[rows["year"].between(first, last)]
    kind = rows["format"].eq("bilateral").map({True: "the two alone", False: "with others"})
    table = pd.crosstab(rows["year"], kind)
    table = table.reindex(index=range(first, last + 1), columns=["the two alone", "with others"])
    return table.fillna(0).astype(int).rename_axis(index="year", columns=None)


def longest_gap(by_year: pd.DataFrame) -> int:
    """Most years from one year with an exercise to the next: 1 means every year."""
    years = by_year.index[by_year.sum(axis=1) > 0]
    return int(pd.Series(years).diff().max()) if len(years) > 1 else len(by_year)


def founders(membership: pd.DataFrame, organisation: str) -> tuple[pd.Timestamp, list[str]]:
    """The first day on which an organisation had members, and who they were.

    Raises
    ------
    UnknownName
        When the table has no such organisation.
    """
    rows = _verified(membership)
    _require("organisation", organisation, rows["organisation"].unique())
    rows = rows[(rows["organisation"] == organisation) & (rows["status"] == "member")]
    first = pd.to_datetime(rows["start_date"]).min()
    return first, sorted(rows.loc[pd.to_datetime(rows["start_date"]) == first, "iso3"])
