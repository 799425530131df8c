"""Who belongs to a bloc, and how heavy is it? Membership as data, and three scales to weigh it on.

Two choices decide what a sentence such as "BRICS has overtaken the G7" means, and neither is a fact:

- the *scale*: output at market exchange rates, output at purchasing power parity, or population;
- the *membership rule*: who is counted in which year. The named rules are

  ===========  ==========================================================================
  as it was    the members at the end of each year (no group, no number: BRICS from 2009)
  founders     the four of the first summit in June 2009, in every year
  the five     the four and South Africa, the members from 2011 to 2023, in every year
  today        the members at the end of 2025, the last date the table knows, in every year
  ===========  ==========================================================================

  and any date such as ``"2023-08-24"`` fixes the group as it stood on that day.

What a rule leaves open is a *reading*: Saudi Arabia was invited in August 2023, is counted as a member
by Moscow since January 2024, and has not said itself that it joined. See :data:`READINGS`.

All functions take tables (``cra.load("country_panel")``, ``cra.load("membership")``, ...) and return
tables, lists or numbers. Shares are in per cent of the world, 0 to 100. The sources are those of the
tables: ``cra.codebook.source_line("country_panel", "membership")``.
"""

from difflib import get_close_matches

import pandas as pd

WORLD = "WLD"

# The scale, and the column of the country panel that holds it.
MEASURES = {
    "market": "gdp_usd_bn",
    "purchasing power": "gdp_ppp_intl_bn",
    "population": "population",
}

# A rule is a day that fixes the group for every year; "as it was" has none, because its group moves.
RULES = {
    "as it was": None,
    "founders": "2009-06-16",
    "the five": "2011-04-14",
    "today": "2025-12-31",
}

READINGS = {
    "members only": "states with the status of a member",
    "with Saudi Arabia": "and Saudi Arabia from January 2024, as Moscow counts it",
    "with all invited": "and every state with an open invitation to become a member",
}

# The day on which the six invitations of August 2023 were to take effect.
_SAUDI_ARABIA_COUNTED_FROM = pd.Timestamp("2024-01-01")


class UnknownName(LookupError):
    """Raised for a bloc, country, rule, measure or reading that does not exist; names the near ones."""


def _require(kind: str, name, known) -> None:
    known = sorted(str(one) for one in known)
    if name in known:
        return
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(str(name).casefold(), folded, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(repr(folded[one]) for one in near)}?" if near else ""
    choices = f" There is: {', '.join(known)}." if len(known) <= 25 else ""
    raise UnknownName(f"There is no {kind} {name!r} here.{hint}{choices}")


def _day(text) -> pd.Timestamp:
    try:
        return pd.Timestamp(text)
    except (ValueError, TypeError):
        raise UnknownName(
            f"{text!r} is neither a membership rule ({', '.join(RULES)}) nor a date such as '2023-08-24'."
        ) from None


# ---------------------------------------------------------------------------------------------------
# Who belongs


def status_on(membership: pd.DataFrame, on: str, organisation: str = "BRICS") -> pd.DataFrame:
    """Look up the status of each state towards an organisation on one day.

    Parameters
    ----------
    membership : DataFrame
        The table ``membership``: one row is one status of one state from ``start_date`` to ``end_date``.
    on : str or date
        The day, such as ``"2023-08-24"``.
    organisation : str
        As the table names it: BRICS, SCO, G7, ...

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``status``, ``start_date``; one row a state, by status and name.

    Raises
    ------
    UnknownName
        When the table has no such organisation, or ``on`` is no date.
    """
    rows = _of(membership, organisation)
    rows = rows[_holds(rows, _day(on))].sort_values(["status", "country"])
    return rows[["iso3", "country", "status", "start_date"]].reset_index(drop=True)


def _of(membership: pd.DataFrame, organisation: str) -> pd.DataFrame:
    _require("organisation", organisation, membership["organisation"].unique())
    rows = membership[membership["organisation"] == organisation]
    if "verified" in rows:
        rows = rows[rows["verified"].astype(bool)]  # what nobody has checked counts nowhere
    return rows.assign(**{day: pd.to_datetime(rows[day]) for day in ("start_date", "end_date")})


def _holds(rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    # An empty start is "before the table begins", an empty end is "still so".
    start, end = rows["start_date"], rows["end_date"]
    return (start.isna() | (start <= day)) & (end.isna() | (end >= day))


def members(
    membership: pd.DataFrame, on: str, organisation: str = "BRICS", reading: str = "members only"
) -> list[str]:
    """List those who count as members on one day, under one reading.

    Parameters
    ----------
    membership : DataFrame
        The table ``membership``.
    on : str or date
        The day, such as ``"2023-12-31"``.
    organisation : str
        As the table names it: BRICS, SCO, G7, ...
    reading : str
        A key of :data:`READINGS`: what to do with states that are invited and have not joined.

    Returns
    -------
    list of str
        ISO 3166-1 alpha-3 codes in alphabetical order; empty where nobody was a member.
    """
    return _members(_of(membership, organisation), _day(on), reading)


def _members(rows: pd.DataFrame, day: pd.Timestamp, reading: str) -> list[str]:
    _require("reading", reading, READINGS)
    rows = rows[_holds(rows, day)]
    counted = rows["status"] == "member"
    invited = rows["status"] == "invited"
    if reading == "with all invited":
        counted |= invited
    elif reading == "with Saudi Arabia" and day >= _SAUDI_ARABIA_COUNTED_FROM:
        counted |= invited & (rows["iso3"] == "SAU")
    return sorted(set(rows.loc[counted, "iso3"]))


def without(group: list[str], *countries: str) -> list[str]:
    """Take countries out of a group of ISO codes: ``without(five, "CHN")``.

    Raises
    ------
    UnknownName
        When a country is not in the group, so that a slip of the pen does not pass for a result.
    """
    for country in countries:
        _require("member", country, group)
    return [one for one in group if one not in countries]


def group_in(
    membership: pd.DataFrame,
    year: int,
    organisation: str = "BRICS",
    rule: str = "as it was",
    reading: str = "members only",
) -> list[str]:
    """List the group that a membership rule counts in a year: a key of :data:`RULES`, or a fixed date.

    Returns
    -------
    list of str
        ISO 3166-1 alpha-3 codes; empty when the rule is "as it was" and nobody was a member yet.
    """
    return _group_in(_of(membership, organisation), year, rule, reading)


def _group_in(rows: pd.DataFrame, year: int, rule: str, reading: str) -> list[str]:
    fixed = RULES.get(rule, rule)
    return _members(rows, _day(fixed or f"{year}-12-31"), reading)


def size_by_year(membership: pd.DataFrame, organisation: str = "BRICS", first: int = 2009, last: int = 2025):
    """How many members an organisation had at the end of each year, under each reading.

    Returns
    -------
    DataFrame
        One row a year, one column a reading, numbers of states.
    """
    spells = _of(membership, organisation)
    rows = {
        year: {name: len(_group_in(spells, year, "as it was", name)) for name in READINGS}
        for year in range(first, last + 1)
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="year", columns="reading")


# ---------------------------------------------------------------------------------------------------
# How heavy


def _values(panel: pd.DataFrame, year: int, column: str) -> pd.Series:
    values = panel.loc[panel["year"] == year].set_index("iso3")[column]
    if WORLD not in values or pd.isna(values[WORLD]):
        known = panel.loc[(panel["iso3"] == WORLD) & panel[column].notna(), "year"]
        raise UnknownName(
            f"The table has no world total of {column} for {year}; it has {known.min()} to {known.max()}."
        )
    return values


def share_of_world(panel: pd.DataFrame, group: list[str], year: int, measure: str = "market") -> float:
    """Share of a group of countries in the world total, in per cent.

    Members without a value in that year count as nothing; :func:`missing` says who they are.

    Parameters
    ----------
    panel : DataFrame
        The table ``country_panel``, with the world as ``WLD``.
    group : list of str
        ISO codes. An empty group weighs 0.
    year : int
        A year with a world total.
    measure : str
        A key of :data:`MEASURES`: market, purchasing power or population.

    Returns
    -------
    float
        Per cent, 0 to 100. The World Bank counts Taiwan in its world total and gives it no row of its
        own, so all countries together fall a little short of 100.
    """
    _require("measure", measure, MEASURES)
    values = _values(panel, year, MEASURES[measure])
    for country in group:
        _require("country code", country, values.index)
    return float(100 * values.reindex(group).sum() / values[WORLD])


def missing(panel: pd.DataFrame, group: list[str], year: int, measure: str = "market") -> list[str]:
    """Members of a group that have no value in a year, as ISO codes."""
    _require("measure", measure, MEASURES)
    values = _values(panel, year, MEASURES[measure]).reindex(group)
    return sorted(values[values.isna()].index)


def world_shares(
    panel: pd.DataFrame,
    membership: pd.DataFrame,
    blocs=("BRICS", "G7"),
    rule: str = "as it was",
    reading: str = "members only",
    measures=("market", "purchasing power"),
    leave_out=(),
) -> pd.DataFrame:
    """Share of each bloc in the world, year by year, under one membership rule and reading.

    Parameters
    ----------
    panel, membership : DataFrame
        The tables ``country_panel`` and ``membership``.
    blocs : list of str
        Organisations of the membership table.
    rule, reading : str
        A key of :data:`RULES` (or a date) and a key of :data:`READINGS`.
    measures : list of str
        Keys of :data:`MEASURES`.
    leave_out : list of str
        ISO codes to take out of the blocs (never out of the world): ``["CHN"]``.

    Returns
    -------
    DataFrame
        Columns ``bloc``, ``year``, ``measure``, ``share_pct`` (per cent of the world), ``members``
        (how many were counted), ``missing`` (how many of them have no value and so count as nothing).
        A year in which nobody was a member has no row; nor has a year without a world total.
    """
    for country in leave_out:
        _require("country code", country, panel["iso3"].unique())
    parts = []
    for bloc in blocs:
        groups = _groups(_of(membership, bloc), panel["year"].unique(), rule, reading)
        for measure in measures:
            values = _by_year(panel, measure)
            for group, years in groups.items():
                counted = [one for one in group if one not in leave_out]
                if counted:
                    weights = _weight(values[values.index.isin(years)], counted)
                    parts.append(weights.assign(bloc=bloc, measure=measure))
    columns = ["bloc", "year", "measure", "share_pct", "members", "missing"]
    if not parts:
        return pd.DataFrame(columns=columns)
    shares = pd.concat(parts, ignore_index=True)[columns]
    return shares.sort_values(["bloc", "measure", "year"], ignore_index=True)


def _groups(spells: pd.DataFrame, years, rule: str, reading: str) -> dict[tuple, list[int]]:
    """Years by the group that counts in them: one group for a fixed rule, several as it was."""
    years = [int(year) for year in sorted(years)]
    if rule != "as it was":
        return {tuple(_group_in(spells, 0, rule, reading)): years}
    groups = {}
    for year in years:
        groups.setdefault(tuple(_group_in(spells, year, rule, reading)), []).append(year)
    return groups


def _by_year(panel: pd.DataFrame, measure: str) -> pd.DataFrame:
    _require("measure", measure, MEASURES)
    values = panel.pivot(index="year", columns="iso3", values=MEASURES[measure])
    return values.dropna(subset=[WORLD])


def _weight(values: pd.DataFrame, group: list[str]) -> pd.DataFrame:
    weights = values.reindex(columns=group)
    shares = pd.DataFrame({"share_pct": 100 * weights.sum(axis=1) / values[WORLD]})
    return shares.assign(members=len(group), missing=weights.isna().sum(axis=1)).reset_index()


def crossing_year(shares: pd.DataFrame, measure: str, first: str = "BRICS", second: str = "G7") -> int | None:
    """Find the year from which ``first`` stays ahead of ``second`` to the end of the table.

    Parameters
    ----------
    shares : DataFrame
        From :func:`world_shares`, one rule and reading.
    measure : str
        A key of :data:`MEASURES`.

    Returns
    -------
    int or None
        None when ``first`` is not ahead in the last year. A year that was already ahead at the
        start of the table is the first year of the table, not the year of a crossing.
    """
    _require("measure", measure, shares["measure"].unique())
    wide = shares[shares["measure"] == measure].pivot(index="year", columns="bloc", values="share_pct")
    for bloc in (first, second):
        _require("bloc", bloc, wide.columns)
    behind = wide.index[~(wide[first] > wide[second])]
    later = wide.index[wide.index > behind.max()] if len(behind) else wide.index
    return int(later.min()) if len(later) else None


def every_choice(
    panel: pd.DataFrame,
    membership: pd.DataFrame,
    year: int = 2023,
    rules=("the five", "as it was", "today"),
    measures=("market", "purchasing power"),
    reading: str = "members only",
    leave_out=(),
) -> pd.DataFrame:
    """BRICS against the G7 in one year, under every membership rule and measure.

    Returns
    -------
    DataFrame
        One row a rule and measure: ``rule``, ``measure``, ``members``, ``brics_pct``, ``g7_pct``,
        ``lead_points`` (BRICS minus G7, percentage points) and ``ahead_since`` (a year, or empty).
        What was left out of BRICS stays in the world, and in the G7.
    """
    table = pd.DataFrame(
        [
            weigh(panel, membership, measure, rule, reading, leave_out, year)
            for rule in rules
            for measure in measures
        ]
    )
    return table.astype({"ahead_since": "Int64", "members": "int64"})


def weigh(
    panel: pd.DataFrame,
    membership: pd.DataFrame,
    measure: str = "market",
    rule: str = "the five",
    reading: str = "members only",
    leave_out=(),
    year: int = 2023,
) -> dict:
    """One position of the switches: BRICS against the G7. The selector in the lesson calls this.

    Returns
    -------
    dict
        The keys are the columns of :func:`every_choice`.
    """
    until = panel[panel["year"] <= year]
    _values(until, year, MEASURES[measure])  # says kindly which years there are
    shares = pd.concat(
        [
            world_shares(until, membership, ["BRICS"], rule, reading, [measure], leave_out),
            world_shares(until, membership, ["G7"], measures=[measure]),
        ]
    )
    now = shares[shares["year"] == year].set_index("bloc")
    brics = float(now["share_pct"].get("BRICS", 0.0))
    g7 = float(now["share_pct"]["G7"])
    return {
        "rule": rule,
        "measure": measure,
        "members": int(now["members"].get("BRICS", 0)),
        "brics_pct": brics,
        "g7_pct": g7,
        "lead_points": brics - g7,
        "ahead_since": crossing_year(shares, measure) if brics else None,
    }


def within(panel: pd.DataFrame, group: list[str], year: int, measure: str = "market") -> pd.Series:
    """How much of the bloc each member is: per cent of the bloc's own total, largest first."""
    _require("measure", measure, MEASURES)
    values = _values(panel, year, MEASURES[measure]).reindex(group).fillna(0.0)
    return (100 * values / values.sum()).sort_values(ascending=False).rename("share_of_bloc_pct")


def gain_by_member(
    panel: pd.DataFrame, group: list[str], start: int, end: int, measure: str = "market"
) -> pd.Series:
    """Who made the bloc heavier: change of each member's world share between two years.

    Returns
    -------
    Series
        Percentage points by ISO code, largest first; the sum is the bloc's own change.
    """
    gains = {
        one: share_of_world(panel, [one], end, measure) - share_of_world(panel, [one], start, measure)
        for one in group
    }
    return pd.Series(gains, name="points", dtype=float).sort_values(ascending=False)


def price_level(panel: pd.DataFrame, country: str, year: int) -> float:
    """Tell what a basket that costs a dollar in the United States costs in a country, at the market rate.

    It is output at market rates divided by output at purchasing power parity; the United States is 1
    by construction. 0.25 means that a dollar changed at the bank buys what four dollars buy in the States.
    """
    row = panel[(panel["iso3"] == country) & (panel["year"] == year)]
    if row.empty:
        _require("country code", country, panel["iso3"].unique())
        raise UnknownName(f"The table has no {country} for {year}.")
    return float(row["gdp_usd_bn"].iloc[0] / row["gdp_ppp_intl_bn"].iloc[0])


# ---------------------------------------------------------------------------------------------------
# Oil


def oil_share(energy: pd.DataFrame, group: list[str], year: int = 2022) -> float:
    """Share of a group in the world's oil production, in per cent of its energy content.

    Parameters
    ----------
    energy : DataFrame
        The table ``energy_production``. It keeps about forty producers and the world total;
        a member that it does not list counts as nothing, and :func:`oil_missing` names it.
    group : list of str
        ISO codes.
    year : int
        To 2022.

    Returns
    -------
    float
        Per cent, 0 to 100.
    """
    values = _values(energy, year, "oil_twh")
    return float(100 * values.reindex(group).sum() / values[WORLD])


def oil_missing(energy: pd.DataFrame, group: list[str], year: int = 2022) -> list[str]:
    """Members of a group for which the table holds no oil production in a year, as ISO codes."""
    values = _values(energy, year, "oil_twh").reindex(group)
    return sorted(values[values.isna()].index)


def oil_by_member(energy: pd.DataFrame, group: list[str], year: int = 2022) -> pd.Series:
    """Share of each member in the world's oil production, per cent, largest first; see :func:`oil_share`."""
    shares = {one: oil_share(energy, [one], year) for one in group}
    return pd.Series(shares, name="oil_pct", dtype=float).sort_values(ascending=False)


# ---------------------------------------------------------------------------------------------------
# Money


def reserve_shares(currency: pd.DataFrame) -> pd.DataFrame:
    """Currencies' shares of the reserves that central banks report by currency, at the end of each year.

    Parameters
    ----------
    currency : DataFrame
        The table ``currency``.

    Returns
    -------
    DataFrame
        One row a year; columns ``USD``, ``EUR``, ``JPY``, ``CNY`` (three years only: 2016, 2021, 2022)
        and ``rest`` (100 minus dollar, euro and yen, so it includes the yuan), in per cent.
    """
    rows = currency[currency["indicator"] == "share_of_allocated_fx_reserves_pct"]
    rows = rows[rows["period"].str.endswith("Q4")]
    rows = rows.assign(year=rows["period"].str[:4].astype(int))
    wide = rows.pivot_table(index="year", columns="currency", values="value", aggfunc="first")
    wide = wide.reindex(columns=["USD", "EUR", "JPY", "CNY"])
    return wide.assign(rest=100 - wide["USD"] - wide["EUR"] - wide["JPY"])
