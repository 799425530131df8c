"""The ties of China and Russia, 2012 to 2023: trade, drills, meetings, votes, and the words of their texts.

Four questions, and none of them has one answer before somebody has chosen how to count:

- the same trade has *two reporters*, who never agree (:func:`mirror`);
- "the fastest-growing partner" depends on who is counted, when, and in which unit (:func:`growth`);
- a *list* of exercises is no census (:func:`exercises_by_year`);
- whether 2022 was a *break* depends on the indicator and on the years that make the trend
  (:func:`trend_break`, :func:`placebo_breaks`).

All functions take tables (``cra.load("trade")``, ...) and return tables, dictionaries or numbers. Rows that
nobody has verified are left out here, so that no caller has to remember it. Money is in billion current
US dollars unless a function says otherwise. The sources are those of the tables:
``cra.codebook.source_line("trade")``.
"""

from difflib import get_close_matches

import numpy as np
import pandas as pd

PAIR = ("CHN", "RUS")

# Codes of the table trade_partners that stand for groups of states, and for the world.
GROUPS = ("ASN", "EUU", "ARB", "CA5")
WORLD = "WLD"

# What the selector offers, and how each name is said.
PERIODS = {
    "2022": "in 2022",
    "2023-01/2023-05": "in January to May 2023",
    "2023-01/2023-06": "in January to June 2023",
    "2023-01/2023-08": "in January to August 2023",
    "2023": "in 2023",
    "2021 to 2023": "from 2021 to 2023",
    "2024": "in 2024",
    "2025": "in 2025",
}
CURRENCIES = {"USD": ("total_usd_bn", "dollars"), "CNY": ("total_cny_bn", "yuan")}
UNITS = {"per cent": "growth_pct", "added": "added_bn"}

# Four ways to say "fastest growing" that a reader of August 2023 could have used, all on Chinese customs.
DEFINITIONS = {
    "every state, 2022": {"period": "2022"},
    "large states only, 2022": {"period": "2022", "minimum": 100},
    "every state, first half of 2023": {"period": "2023-01/2023-06"},
    "dollars added, groups count too, 2022": {"period": "2022", "unit": "added", "groups": True},
}

INDICATORS = {
    "trade": "trade, billion dollars",
    "meetings": "leaders' meetings in person",
    "exercises": "joint exercises on the list",
    "votes": "identical votes in the UN, %",
}
PANDEMIC = (2020, 2021)

# A tonne of crude oil is about 7.33 barrels: a mean, for heavy oil it is fewer, for light oil more.
BARRELS_PER_TONNE = 7.33

TOPICS = {
    "nato": "NATO's growth",
    "sanctions": "unilateral sanctions",
    "colour revolutions": "colour revolutions",
    "third parties": "aimed at nobody",
    "alliance": "an alliance of the two",
    "taiwan": "Beijing on Taiwan",
    "ukraine": "Moscow on Ukraine",
    "nuclear": "nuclear limits",
}


class UnknownChoice(LookupError):
    """Raised for a period, currency, unit or indicator that does not exist; names the near ones."""


def _require(kind: str, name, known) -> None:
    if name in known:
        return
    near = get_close_matches(str(name), [str(one) for one in known], n=2, cutoff=0.4)
    hint = f" Did you mean {' or '.join(repr(one) for one in near)}?" if near else ""
    raise UnknownChoice(
        f"There is no {kind} {name!r} here.{hint} There is: {', '.join(str(one) for one in known)}."
    )


def _verified(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["verified"].astype(bool)]


# ---------------------------------------------------------------------------------------------------
# One trade, two reporters; and oil in two units


def mirror(trade: pd.DataFrame) -> pd.DataFrame:
    """Set what China reports beside what Russia reports about the same trade.

    China: Chinese customs where a verified figure exists, else the Monetary Fund's copy. Russia: the
    Fund's copy, and the sum of both directions in UN Comtrade for the years after it ends.

    Returns
    -------
    DataFrame
        One row a year; ``china_usd_bn``, ``russia_usd_bn`` and ``gap_pct`` (how much more China reports,
        in per cent of what Russia reports). Russia is missing from 2022 on.
    """
    rows = _verified(trade)
    total = rows[rows["flow"] == "exports_plus_imports"]
    by_series = {
        key: one.set_index("year")["value_usd_bn"] for key, one in total.groupby(["reporter_iso3", "series"])
    }
    nothing = pd.Series(dtype=float)
    china = by_series.get(("CHN", "chinese_customs"), nothing).combine_first(
        by_series.get(("CHN", "imf_direction_of_trade"), nothing)
    )
    russia = by_series.get(("RUS", "imf_direction_of_trade"), nothing).combine_first(_both_directions(rows))
    table = pd.DataFrame({"china_usd_bn": china, "russia_usd_bn": russia}).sort_index()
    table["gap_pct"] = 100 * (table["china_usd_bn"] / table["russia_usd_bn"] - 1)
    table.index.name = "year"
    return table


def _both_directions(rows: pd.DataFrame) -> pd.Series:
    flows = rows[rows["series"] == "un_comtrade_reported_by_russia"]
    wide = flows.pivot(index="year", columns="flow", values="value_usd_bn")
    return wide.sum(axis=1, min_count=2).dropna()


def crude_oil(energy: pd.DataFrame) -> pd.DataFrame:
    """China's crude oil imports by supplier, all of them in million tonnes.

    Rows in million barrels a day are turned into tonnes by :data:`BARRELS_PER_TONNE` and 365 days, and
    say so in ``converted``.

    Returns
    -------
    DataFrame
        Columns ``year``, ``from_iso3``, ``million_tonnes``, ``converted``.
    """
    rows = _verified(energy)
    rows = rows[(rows["commodity"] == "crude oil") & (rows["to_iso3"] == "CHN")]
    converted = rows["unit"] == "million barrels a day"
    tonnes = rows["value"].where(~converted, tonnes_from_barrels(rows["value"]))
    table = rows[["year", "from_iso3"]].assign(million_tonnes=tonnes, converted=converted)
    return table.sort_values(["from_iso3", "year"]).reset_index(drop=True)


def tonnes_from_barrels(million_barrels_a_day, days: int = 365):
    """Turn million barrels a day into million tonnes a year."""
    return million_barrels_a_day * days / BARRELS_PER_TONNE


def pipeline_gas(energy: pd.DataFrame) -> pd.Series:
    """Gas through Power of Siberia, billion cubic metres by year."""
    rows = _verified(energy)
    rows = rows[rows["commodity"] == "pipeline gas, Power of Siberia"]
    return rows.set_index("year")["value"].sort_index()


# ---------------------------------------------------------------------------------------------------
# The fastest-growing partner


def growth(
    partners: pd.DataFrame,
    period: str = "2022",
    currency: str = "USD",
    minimum: float = 0,
    unit: str = "per cent",
    groups: bool = False,
) -> pd.DataFrame:
    """Rank China's trading partners by how much trade grew, under one definition.

    Parameters
    ----------
    partners : DataFrame
        The table ``trade_partners``: Chinese customs only, so that all partners stand on one measure.
    period : str
        One of :data:`PERIODS`. A single year or part of a year is compared with the same one a year before.
    currency : {"USD", "CNY"}
        Never mixed: growth of 2022 in yuan is about three points higher than in dollars.
    minimum : float
        Only partners with trade of at least this many billions (of the currency) in the period.
    unit : {"per cent", "added"}
        Growth in per cent, or billions added.
    groups : bool
        Count groups of states (ASEAN, the European Union, ...) beside single states.

    Returns
    -------
    DataFrame
        Columns ``rank``, ``partner_iso3``, ``partner``, ``level_bn``, ``growth_pct``, ``added_bn``; the
        fastest first. Growth is as quoted; where nothing was quoted it is computed from two levels.

    Raises
    ------
    UnknownChoice
        For a period, currency or unit that is not offered.
    """
    _require("period", period, PERIODS)
    _require("currency", currency, CURRENCIES)
    _require("unit", unit, UNITS)
    rows = _levels(_verified(partners), currency, groups)
    table = _two_years(rows) if period == "2021 to 2023" else _one_period(rows, period)
    table = table[table["level_bn"].fillna(0) >= minimum] if minimum else table
    table = table.dropna(subset=[UNITS[unit]]).sort_values(UNITS[unit], ascending=False, kind="stable")
    table = table.reset_index(drop=True)
    table.insert(0, "rank", range(1, len(table) + 1))
    return table


def _levels(rows: pd.DataFrame, currency: str, groups: bool) -> pd.DataFrame:
    left_out = {WORLD} if groups else {WORLD, *GROUPS}
    rows = rows[(rows["currency"] == currency) & ~rows["partner_iso3"].isin(left_out)]
    quoted = rows["growth_total_pct_yoy"].where(rows["growth_currency"] == currency)
    return rows.assign(level_bn=rows[CURRENCIES[currency][0]], quoted=quoted)


def _one_period(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    now = rows[rows["period"] == period].set_index("partner_iso3")
    before = (
        rows[rows["period"] == str(int(period) - 1)].set_index("partner_iso3")["level_bn"]
        if period.isdigit()
        else pd.Series(dtype=float)
    )
    before = before.reindex(now.index)
    pct = now["quoted"].fillna(100 * (now["level_bn"] / before - 1))
    # What was added follows from the growth, so that a quoted rate and its level cannot contradict it.
    added = now["level_bn"] * pct / (100 + pct)
    return _tidy(now, pct, added)


def _two_years(rows: pd.DataFrame) -> pd.DataFrame:
    first, last = (rows[rows["period"] == year].set_index("partner_iso3") for year in ("2021", "2023"))
    before = first["level_bn"].reindex(last.index)
    return _tidy(last, 100 * (last["level_bn"] / before - 1), last["level_bn"] - before)


def _tidy(now, pct, added) -> pd.DataFrame:
    table = now[["partner", "level_bn"]].assign(growth_pct=pct, added_bn=added)
    return table.reset_index()


def place(partners: pd.DataFrame, country: str = "RUS", **definition) -> dict:
    """Where one partner stands under one definition.

    Parameters
    ----------
    partners : DataFrame
        The table ``trade_partners``.
    country : str
        Code of the partner.
    **definition
        Passed on to :func:`growth`.

    Returns
    -------
    dict
        ``rank`` (None without a figure), ``of`` (partners ranked), ``first`` (name of the fastest),
        ``value`` of the country and ``best`` value, in the unit of the definition.
    """
    table = growth(partners, **definition)
    column = UNITS[definition.get("unit", "per cent")]
    mine = table[table["partner_iso3"] == country]
    top = table.iloc[0] if len(table) else None
    return {
        "rank": None if mine.empty else int(mine["rank"].iloc[0]),
        "of": len(table),
        "first": "" if top is None else top["partner"],
        "value": None if mine.empty else float(mine[column].iloc[0]),
        "best": None if top is None else float(top[column]),
    }


def definitions(partners: pd.DataFrame, country: str = "RUS", which=None) -> pd.DataFrame:
    """Where one partner stands under each of the :data:`DEFINITIONS`.

    Returns
    -------
    DataFrame
        Indexed by definition; columns ``rank``, ``of``, ``first``, ``value``, ``best``.
    """
    which = DEFINITIONS if which is None else which
    rows = {name: place(partners, country, **chosen) for name, chosen in which.items()}
    table = pd.DataFrame.from_dict(rows, orient="index")
    table["rank"] = table["rank"].astype("Int64")
    table.index.name = "definition"
    return table


# ---------------------------------------------------------------------------------------------------
# Drills, meetings and votes by year


def exercises_by_year(exercises: pd.DataFrame, by: str = "format") -> pd.DataFrame:
    """Count the listed exercises by year and kind; years without one are 0.

    Parameters
    ----------
    exercises : DataFrame
        The table ``exercises``: the main named events, not all.
    by : str
        A column such as ``"format"`` or ``"type"``.
    """
    rows = _verified(exercises)
    counts = pd.crosstab(rows["year"], rows[by])
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    return counts.reindex(years, fill_value=0).rename_axis("year")


def meetings_by_year(meetings: pd.DataFrame, form: str = "in person") -> pd.Series:
    """Count the meetings of the two leaders by year; years without one are 0."""
    rows = _verified(meetings)
    years = rows["date"].dt.year
    counts = years[rows["format"] == form].value_counts()
    return counts.reindex(range(int(years.min()), int(years.max()) + 1), fill_value=0).sort_index()


def identical_votes(votes: pd.DataFrame, pair=PAIR) -> pd.Series:
    """Per cent of recorded votes in the General Assembly in which the two voted the same, by year."""
    first, second = sorted(pair)
    rows = votes[(votes["iso3_a"] == first) & (votes["iso3_b"] == second)]
    return 100 * rows.set_index("year")["same_share"].sort_index()


def indicators(load, until: int = 2023) -> dict:
    """The four yearly series of :data:`INDICATORS`, each up to one year.

    Parameters
    ----------
    load : callable
        Gives a table by name, like ``cra.load``.
    until : int
        Last year: 2023, unless the second clock is wanted. The votes end in 2023 anyway.
    """
    series = {
        "trade": mirror(load("trade"))["china_usd_bn"].dropna(),
        "meetings": meetings_by_year(load("meetings")),
        "exercises": exercises_by_year(load("exercises")).sum(axis=1),
        "votes": identical_votes(load("votes_yearly")),
    }
    return {name: one[one.index <= until].astype(float) for name, one in series.items()}


# ---------------------------------------------------------------------------------------------------
# Was there a break?


def trend_break(series: pd.Series, first: int = 2012, at: int = 2022, leave_out=()) -> pd.DataFrame:
    """Draw the straight line through the years before a date and carry it on beyond.

    The plainest interrupted time series: what would the years from ``at`` on have looked like, had
    nothing changed? The largest miss of the line in its own years says how far it can be trusted.

    Parameters
    ----------
    series : Series
        Values by year.
    first, at : int
        The trend is fitted to the years from ``first`` to the year before ``at``.
    leave_out : sequence of int
        Years that the trend shall not see, such as :data:`PANDEMIC`.

    Returns
    -------
    DataFrame
        Indexed by year from ``first``: ``value``, ``expected``, ``miss`` (value minus expected),
        ``fitted`` (whether the year made the trend), ``usual`` (largest miss of a fitted year).

    Raises
    ------
    ValueError
        With fewer than three years to fit.
    """
    rows = series[series.index >= first].dropna()
    fitted = (rows.index < at) & ~rows.index.isin(leave_out)
    if fitted.sum() < 3:
        raise ValueError(
            f"A trend from {first} to {at - 1} has {fitted.sum()} years; it needs three or more."
        )
    years = np.asarray(rows.index, dtype=float)
    slope, level = np.polyfit(years[fitted] - at, rows.to_numpy()[fitted], 1)
    expected = level + slope * (years - at)
    table = pd.DataFrame({"value": rows, "expected": expected})
    table["miss"] = table["value"] - table["expected"]
    table["fitted"] = fitted
    table["usual"] = table.loc[fitted, "miss"].abs().max()
    table.index.name = "year"
    return table


def breaks(series: dict, first: int = 2012, at: int = 2022, leave_out=()) -> pd.DataFrame:
    """Trend and break of several indicators in one table.

    Returns
    -------
    DataFrame
        Indexed by indicator: ``slope`` (change a year before the break), ``expected`` and ``value`` (means
        of the years from the break on), ``miss``, ``usual``, and ``verdict``: above, below or on trend,
        where "on trend" is a mean miss that the fitted years have seen too.
    """
    rows = {}
    for name, one in series.items():
        table = trend_break(one, max(first, int(one.index.min())), at, leave_out)
        after = table[table.index >= at]
        miss, usual = float(after["miss"].mean()), float(table["usual"].iloc[0])
        line = table["expected"]
        rows[name] = {
            "slope": float((line.iloc[-1] - line.iloc[0]) / (line.index[-1] - line.index[0])),
            "expected": float(after["expected"].mean()),
            "value": float(after["value"].mean()),
            "miss": miss,
            "usual": usual,
            "verdict": "on trend" if abs(miss) <= usual else ("above" if miss > 0 else "below"),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("indicator")


def placebo_breaks(series: pd.Series, first: int = 2002, years=range(2012, 2023), window: int = 10):
    """Pretend that the break was in another year, and see how large the miss is then.

    Each pretended break is judged by the trend of the ``window`` years before it and by its own two years.

    Returns
    -------
    Series
        Mean miss by pretended year, in per cent of what was expected.
    """
    misses = {}
    for year in years:
        table = trend_break(series[series.index <= year + 1], max(first, year - window), year)
        after = table[table.index >= year]
        misses[year] = float(100 * after["miss"].mean() / after["expected"].mean())
    return pd.Series(misses, name="miss_pct").rename_axis("pretended break")


def before_and_after(series: dict, before=(2018, 2019), after=(2022, 2023)) -> pd.DataFrame:
    """Means of two pairs of years, the pandemic between them left out."""
    rows = {
        name: {
            "before": float(one.reindex(before).mean()),
            "after": float(one.reindex(after).mean()),
        }
        for name, one in series.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("indicator")
    return table.assign(change=table["after"] - table["before"])


# ---------------------------------------------------------------------------------------------------
# Measures by others, votes on Ukraine, and the words of the texts


def pressure(events: pd.DataFrame, until: str = "2023-08-31") -> pd.DataFrame:
    """Sanctions and Western steps against either of the two, with the one that they were turned on.

    Parameters
    ----------
    events : DataFrame
        The table ``events``: a selection, so its counts are no measure.
    until : str
        Last day.

    Returns
    -------
    DataFrame
        Columns ``event_id``, ``date``, ``title``, ``against`` (China, Russia or both).
    """
    rows = _verified(events)
    rows = rows[(rows["category"] == "sanctions") & (rows["date"] <= pd.Timestamp(until))]
    actors = [set(text.split(";")) for text in rows["actors"]]
    names = {(True, True): "both", (True, False): "China", (False, True): "Russia", (False, False): ""}
    against = [names["CHN" in one, "RUS" in one] for one in actors]
    table = rows[["event_id", "date", "title"]].assign(against=against)
    return table[table["against"] != ""].reset_index(drop=True)


def votes_on_ukraine(votes: pd.DataFrame, countries, until: str = "2023-08-31") -> pd.DataFrame:
    """How states voted on each text about Ukraine: one row a country, one column a resolution."""
    rows = _verified(votes)
    rows = rows[(rows["date"] <= pd.Timestamp(until)) & rows["iso3"].isin(list(countries))]
    order = rows.drop_duplicates("resolution").sort_values("date")["resolution"]
    wide = rows.pivot(index="iso3", columns="resolution", values="vote")
    return wide.reindex(index=list(countries), columns=list(order))


def stances(backing: pd.DataFrame, until: str = "2023-08-31") -> pd.DataFrame:
    """Where each of the two stood on the other's issues: records by issue, and the coolest of them.

    Returns
    -------
    DataFrame
        Indexed by ``who`` and ``issue``: ``records``, ``coolest`` (of condemns, neutral, holds back,
        backs) and ``warmest``.
    """
    rows = _verified(backing)
    rows = rows[rows["date"] <= pd.Timestamp(until)]
    order = {"condemns": 0, "neutral": 1, "holds back": 2, "backs": 3}
    scored = rows.assign(score=rows["stance"].map(order)).groupby(["who", "issue"], sort=False)["score"]
    names = {value: name for name, value in order.items()}
    table = scored.agg(records="count", coolest="min", warmest="max")
    return table.assign(coolest=table["coolest"].map(names), warmest=table["warmest"].map(names))


def wording(
    documents: pd.DataFrame, points: pd.DataFrame, body: str = "China and Russia", until="2023-08-31"
):
    """What the texts of one body say on each topic, text by text.

    Parameters
    ----------
    documents, points : DataFrame
        The tables ``documents`` and ``document_points``.
    body : str
        As the table ``documents`` names it.
    until : str
        Last day of a text.

    Returns
    -------
    DataFrame
        One row a topic of :data:`TOPICS`, one column a text in order of date. A cell holds the stances
        found there, joined by "/" when a text says more than one thing; nothing where no point was read.
    """
    texts = _verified(documents)
    texts = texts[(texts["body"] == body) & (texts["date"] <= pd.Timestamp(until))].sort_values("date")
    rows = _verified(points)
    rows = rows[rows["doc_id"].isin(texts["doc_id"]) & rows["topic"].isin(TOPICS)]
    cells = rows.groupby(["topic", "doc_id"])["stance"].agg(lambda found: "/".join(sorted(set(found))))
    return cells.unstack().reindex(index=list(TOPICS), columns=list(texts["doc_id"]))


def critical_points(points: pd.DataFrame, doc_id: str = "CR2022") -> pd.DataFrame:
    """Points of a text that name the United States, NATO or AUKUS and speak against what they do."""
    rows = _verified(points)
    rows = rows[rows["doc_id"] == doc_id]
    named = rows["paraphrase"].str.contains("NATO|Washington|United States|AUKUS|American")
    against = (rows["stance"] == "opposes") | (rows["topic"] == "nuclear")
    return rows[named & against]
