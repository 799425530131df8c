"""The indicators that the index is built from: pairs of states around 2023, and one pair year by year."""

import pandas as pd

from china_russia_axis.alignment import ties, vetoes, votes

# What each indicator counts, for the reader.
INDICATORS = {
    "votes": "identical votes in the General Assembly, per cent",
    "distance": "distance of ideal points, points of the scale (small means close)",
    "ukraine": "identical votes on the texts on Ukraine, per cent",
    "pact": "a promise to defend each other in a treaty, 1 or 0",
    "trade": "goods trade in per cent of the larger economy: the side that needs it less",
    "trade_rus": "goods trade in per cent of Russia's economy",
    "trade_chn": "goods trade in per cent of China's economy",
    "arms": "deliveries of arms from Russia to China, million trend-indicator values",
}

# Pairs for which the tables hold votes, ideal points and treaties. Each has China, Russia or the United
# States in it, because the voting table has no others.
PAIRS = {
    "China-Russia": ("CHN", "RUS"),
    "Belarus-Russia": ("BLR", "RUS"),
    "North Korea-Russia": ("PRK", "RUS"),
    "Kazakhstan-Russia": ("KAZ", "RUS"),
    "India-Russia": ("IND", "RUS"),
    "China-North Korea": ("CHN", "PRK"),
    "China-Pakistan": ("CHN", "PAK"),
    "China-Iran": ("CHN", "IRN"),
    "Brazil-China": ("BRA", "CHN"),
    "China-India": ("CHN", "IND"),
    "China-Japan": ("CHN", "JPN"),
    "UK-US": ("GBR", "USA"),
    "Japan-US": ("JPN", "USA"),
    "South Korea-US": ("KOR", "USA"),
    "China-US": ("CHN", "USA"),
    "Russia-US": ("RUS", "USA"),
}


def indicators_of_pairs(load, year: int = 2023, pairs: dict = PAIRS) -> pd.DataFrame:
    """Five indicators of alignment for pairs of states.

    Parameters
    ----------
    load : callable
        Gives a table by name, like ``cra.load``.
    year : int
        Of votes and ideal points. The texts on Ukraine are those of 2022 and of 2023 up to August, the
        treaties those in force at the end of ``year`` as far as the tables go, the trade that of 2023.
    pairs : dict
        Two ISO codes by the name of the pair.

    Returns
    -------
    DataFrame
        Rows pairs; columns ``votes``, ``distance``, ``ukraine``, ``pact``, ``trade`` (see
        :data:`INDICATORS`). ``trade`` is empty where neither China's nor Russia's list of partners has
        the pair.
    """
    tables = {name: load(name) for name in ("votes_yearly", "ideal_points", "ukraine_votes")}
    rows = {}
    for name, (first, second) in pairs.items():
        same, texts = vetoes.same_on_ukraine(tables["ukraine_votes"], first, second)
        rows[name] = {
            "votes": votes.identical(tables["votes_yearly"], first, second).get(year, float("nan")),
            "distance": votes.distance(tables["ideal_points"], first, second).get(year, float("nan")),
            "ukraine": 100 * same / texts if texts else float("nan"),
            "pact": float(has_pact(load, first, second, year)),
            "trade": _weaker_tie(load, first, second),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("pair")


def has_pact(load, first: str, second: str, year: int = 2023) -> bool:
    """Whether a treaty in force binds the two to defend each other, as far as three tables say.

    For China and Russia the list of treaties is complete to 2018 (``alliance_spells``, ATOP) and continued by
    ``security_arrangements``. For the United States it is NATO and the bilateral pacts in that table: a
    selection, so no pact there means none on our lists.
    """
    return (
        _in_atop(load("alliance_spells"), first, second, year)
        or _both_in_nato(load("nato_members"), first, second, year)
        or _listed(load("security_arrangements"), first, second, year)
    )


def _in_atop(spells: pd.DataFrame, first: str, second: str, year: int) -> bool:
    rows = spells[(spells["promise"] == "defence") & (spells["start_year"] <= year)]
    ended = rows["end_year"].notna() & ~rows["ongoing_2018"].astype(bool)
    rows = rows[~ended | (rows["end_year"] >= year)]
    pairs = {frozenset(pair) for pair in zip(rows["iso3"], rows["partner_iso3"].fillna(""), strict=True)}
    return frozenset({first, second}) in pairs


def _both_in_nato(members: pd.DataFrame, first: str, second: str, year: int) -> bool:
    joined = members[pd.to_datetime(members["accession_date"]).dt.year <= year]["iso3"]
    return {first, second} <= set(joined)


def _listed(arrangements: pd.DataFrame, first: str, second: str, year: int) -> bool:
    rows = arrangements[
        arrangements["verified"].astype(bool) & (arrangements["obligation"] == "defence pact")
    ]
    rows = rows[pd.to_datetime(rows["date"]).dt.year <= year]
    return any(set(name.split("-")) == {first, second} for name in rows["arrangement"])


def _weaker_tie(load, first: str, second: str) -> float:
    """Goods trade of 2023 in per cent of the larger of two economies, or nothing where no list has it."""
    total = _listed_trade(load, first, second)
    panel = load("country_panel").query("year == 2023").set_index("iso3")["gdp_usd_bn"]
    return 100 * total / float(panel.reindex([first, second]).max())


def _listed_trade(load, first: str, second: str, period: str = "2023") -> float:
    rankings = load("partner_rankings")
    rankings = rankings[rankings["verified"].astype(bool) & (rankings["period"] == period)]
    for reporter, partner in ((first, second), (second, first)):
        rows = rankings[(rankings["reporter_iso3"] == reporter) & (rankings["partner_iso3"] == partner)]
        totals = rows["total_usd_bn"].dropna()
        if len(totals):
            return float(totals.iloc[0])
    return float("nan")


def indicators_by_year(load) -> pd.DataFrame:
    """Five indicators of China and Russia, one row a year in which all of them are known.

    Returns
    -------
    DataFrame
        Index ``year``; columns ``votes``, ``distance``, ``arms``, ``trade_rus`` and ``trade_chn`` (see
        :data:`INDICATORS`).
    """
    dependence = ties.trade_dependence(load("trade"), load("country_panel"))
    arms = load("arms_yearly").set_index("year")["russia_to_china_tiv"].astype(float)
    columns = {
        "votes": votes.identical(load("votes_yearly"), "CHN", "RUS"),
        "distance": votes.distance(load("ideal_points"), "CHN", "RUS"),
        "arms": arms,
        "trade_rus": dependence["RUS"],
        "trade_chn": dependence["CHN"],
    }
    return pd.DataFrame(columns).dropna().sort_index().rename_axis("year")
