"""Answers to the practice questions of lesson 03, computed from the tables."""

from functools import lru_cache

import pandas as pd

from china_russia_axis import alignment


def _kinds(load, year: int, first: str, second: str):
    return alignment.kinds_of_votes(load("votes_yearly"), first, second).loc[year]


def identical_share(load, *, year: int, first: str, second: str) -> float:
    """Roll calls with the same answer, per cent."""
    return float(_kinds(load, year, first, second)["identical"])


def half_credit(load, *, year: int, first: str, second: str) -> float:
    """An abstention counts as half: a slip about the measure."""
    kinds = _kinds(load, year, first, second)
    return float(kinds["identical"] + kinds["one_abstained"] / 2)


def not_opposed(load, *, year: int, first: str, second: str) -> float:
    """Everything but yes beside no."""
    return float(100 - _kinds(load, year, first, second)["opposed"])


def other_kinds(load, *, year: int, first: str, second: str) -> dict:
    """The two other heaps, for the explanation."""
    kinds = _kinds(load, year, first, second)
    return {"abstained": float(kinds["one_abstained"]), "opposed": float(kinds["opposed"])}


def two_measures_apart(load) -> str:
    """The agenda: it moves shares of votes, and not places on a line drawn along another question."""
    return "agenda"


def _share(load, first: str, second: str, issue: str, period: str) -> float:
    return float(alignment.by_issue(load("votes_by_issue"), first, second).loc[issue, period])


def nearer_to_washington(load, *, issue: str, period: str) -> float:
    """Russia's identical votes with the United States minus those with China, points."""
    return _share(load, "RUS", "USA", issue, period) - _share(load, "RUS", "CHN", issue, period)


def china_and_washington(load, *, issue: str, period: str) -> float:
    """Russia's minus China's identical votes with the United States: the wrong pair."""
    return _share(load, "RUS", "USA", issue, period) - _share(load, "CHN", "USA", issue, period)


def both_shares(load, *, issue: str, period: str) -> dict:
    """The two shares, for the explanation."""
    return {
        "usa": _share(load, "RUS", "USA", issue, period),
        "china": _share(load, "RUS", "CHN", issue, period),
    }


def _vetoes(load, since: str, until: str):
    return alignment.veto_counts(load("vetoes"), since, until)["vetoes"]


def joined_share(load, *, since: str, until: str) -> float:
    """Joint vetoes in all of Russia's vetoes, per cent."""
    counts = _vetoes(load, since, until)
    return float(100 * counts["China and Russia"] / (counts["China and Russia"] + counts["Russia alone"]))


def joined_over_alone(load, *, since: str, until: str) -> float:
    """Joint vetoes over those of Russia alone: the wrong whole."""
    counts = _vetoes(load, since, until)
    return float(100 * counts["China and Russia"] / counts["Russia alone"])


def joined_over_all_vetoes(load, *, since: str, until: str) -> float:
    """Joint vetoes over everybody's."""
    counts = _vetoes(load, since, until)
    return float(100 * counts["China and Russia"] / counts.sum())


def joined_counts(load, *, since: str, until: str) -> dict:
    """The counts, for the explanation."""
    counts = _vetoes(load, since, until)
    together = int(counts["China and Russia"])
    alone = int(counts["China alone"])
    return {"together": together, "all": together + int(counts["Russia alone"]), "alone": alone or "none"}


def missing_number(load) -> str:
    """The texts that passed: no table of the course has them, and without them there is no share."""
    return "passed"


def _weights(load, year: int):
    return alignment.trade_dependence(load("trade"), load("country_panel")).loc[year]


def weight_ratio(load, *, year: int) -> float:
    """Weight of the trade in Russia over that in China."""
    return float(_weights(load, year)["ratio"])


def ratio_upside_down(load, *, year: int) -> float:
    """The division turned upside down."""
    return 1 / weight_ratio(load, year=year)


def weight_gap(load, *, year: int) -> float:
    """The difference, points."""
    weights = _weights(load, year)
    return float(weights["RUS"] - weights["CHN"])


def weights(load, *, year: int) -> dict:
    """Both weights, for the explanation."""
    row = _weights(load, year)
    return {"rus": float(row["RUS"]), "chn": float(row["CHN"])}


@lru_cache(maxsize=1)
def _pairs(load) -> pd.DataFrame:
    """Indicators of all pairs; the answer and its known mistakes share them, for they take a second."""
    return alignment.indicators_of_pairs(load)


def _rank(load, weights: dict, pair: str) -> int:
    ranking = alignment.composite(_pairs(load), weights)
    return int(ranking.at[pair, "rank"])


def rank_on_one(load, *, indicator: str) -> int:
    """Rank of China-Russia with all the weight on one indicator."""
    return _rank(load, {indicator: 1}, "China-Russia")


def rank_on_four(load, *, indicator: str) -> int:
    """Rank with four equal weights, trade left out."""
    return _rank(load, dict.fromkeys(["votes", "distance", "ukraine", "pact"], 1), "China-Russia")


def who_is_near(load, *, indicator: str) -> dict:
    """Ranks of two other pairs, for the explanation."""
    pairs = {"india": "India-Russia", "japan": "Japan-US"}
    return {name: _rank(load, {indicator: 1}, pair) for name, pair in pairs.items()}


def another_heap(load, *, year: int, first: str, second: str) -> dict:
    """The neighbouring columns of the same row."""
    kinds = _kinds(load, year, first, second)
    return {name: float(kinds[name]) for name in ("one_abstained", "opposed", "roll_calls")}


def by_the_other_measure(load, *, year: int, first: str, second: str) -> float:
    """The distance of ideal points in the same year."""
    return float(alignment.distance(load("ideal_points"), first, second)[year])


def one_of_the_two(load, *, issue: str, period: str) -> dict:
    """One share, the other not taken from it."""
    shares = both_shares(load, issue=issue, period=period)
    return {"the United States": shares["usa"], "China": shares["china"]}


def gap_in_per_cent(load, *, issue: str, period: str) -> float:
    """The gap divided by the smaller share: per cent for points."""
    shares = both_shares(load, issue=issue, period=period)
    return 100 * (shares["usa"] / shares["china"] - 1)


def alone_share(load, *, since: str, until: str) -> float:
    """The rest: what Russia cast alone, per cent."""
    return 100 - joined_share(load, since=since, until=until)


def russia_in_chinas(load, *, since: str, until: str) -> float:
    """Joint vetoes in all of China's, per cent: the two swapped."""
    counts = _vetoes(load, since, until)
    return float(100 * counts["China and Russia"] / (counts["China and Russia"] + counts["China alone"]))


def joint_count(load, *, since: str, until: str) -> dict:
    """Counts in place of a share."""
    counts = joined_counts(load, since=since, until=until)
    return {"together": counts["together"], "of Russia": counts["all"]}


def another_cell(load, *, year: int) -> dict:
    """Other cells of the same table: one of the two weights, or the ratio of another year."""
    row = weights(load, year=year)
    ratios = {one: weight_ratio(load, year=one) for one in (1992, 2000, 2008, 2012, 2022)}
    return {
        "the weight in Russia": row["rus"],
        "the weight in China": row["chn"],
        **{f"the ratio of {one}": ratio for one, ratio in ratios.items()},
    }


def ratio_in_ppp(load, *, year: int) -> float:
    """The ratio of the two economies in purchasing power: the other scale."""
    panel = load("country_panel").query("year == @year").set_index("iso3")["gdp_ppp_intl_bn"]
    return float(panel["CHN"] / panel["RUS"])


def rank_on_another(load, *, indicator: str) -> dict:
    """Rank of China-Russia with all the weight on another indicator."""
    pairs = _pairs(load)
    alone = {name: alignment.composite(pairs, {name: 1}) for name in pairs.columns if name != indicator}
    return {name: int(table.at["China-Russia", "rank"]) for name, table in alone.items()}


def _years_of_weights(load, years, columns) -> pd.DataFrame:
    rows = alignment.trade_dependence(load("trade"), load("country_panel")).loc[list(years)]
    found = {name: rows[column].to_numpy(dtype=float) for name, column in columns.items()}
    return pd.DataFrame({"year": rows.index.astype(str), **found})


def weights_in_years(load, *, first: int, second: int, third: int) -> pd.DataFrame:
    """Weight of the trade in both economies in three years, per cent of output."""
    return _years_of_weights(load, (first, second, third), {"in_russia": "RUS", "in_china": "CHN"})


def weights_as_ratio(load, *, first: int, second: int, third: int) -> dict:
    """The column `ratio` in the place of one of the two."""
    years = (first, second, third)
    return {
        "Russia": _years_of_weights(load, years, {"in_russia": "ratio", "in_china": "CHN"}),
        "China": _years_of_weights(load, years, {"in_russia": "RUS", "in_china": "ratio"}),
    }


def weights_by_partner_trade(load, *, first: int, second: int, third: int) -> pd.DataFrame:
    """Billion dollars in the place of per cent: one and the same number in both columns."""
    years = [first, second, third]
    total = alignment.goods_trade(load("trade")).loc[years].to_numpy(dtype=float)
    return pd.DataFrame({"year": [str(year) for year in years], "in_russia": total, "in_china": total})


def growth_of_weights(load, *, first: int, second: int, third: int) -> dict:
    """How many times the weights grew in the second stretch, for the explanation."""
    table = weights_in_years(load, first=first, second=second, third=third).set_index("year")
    grown = table.loc[str(third)] / table.loc[str(second)]
    return {"rus": float(grown["in_russia"]), "chn": float(grown["in_china"])}


# The graded sheet


def three_heaps(load, *, first: int, second: int, third: int):
    """Kinds of votes of China and Russia in three years, per cent."""
    kinds = alignment.kinds_of_votes(load("votes_yearly"), "CHN", "RUS").loc[[first, second, third]]
    return pd.DataFrame(
        {
            "year": kinds.index.astype(str),
            **{name: kinds[name].to_numpy(dtype=float) for name in ("identical", "one_abstained", "opposed")},
        }
    )


def share_with_china(load, *, year: int) -> float:
    """Identical votes with China, per cent."""
    return identical_share(load, year=year, first="CHN", second="RUS")


def nearer_to_beijing(load, *, year: int) -> float:
    """Russia's identical votes with China minus those with the United States, points."""
    return share_with_china(load, year=year) - identical_share(load, year=year, first="RUS", second="USA")


def two_shares(load, *, year: int) -> dict:
    """Both shares, for the explanation."""
    china = share_with_china(load, year=year)
    return {"china": china, "usa": china - nearer_to_beijing(load, year=year)}


def _distance(load, year: int) -> float:
    return float(alignment.distance(load("ideal_points"), "CHN", "RUS")[year])


def change_of_distance(load, *, first: int, last: int) -> float:
    """Later distance of the ideal points minus the earlier one."""
    return _distance(load, last) - _distance(load, first)


def change_reversed(load, *, first: int, last: int) -> float:
    """The sign the wrong way round."""
    return -change_of_distance(load, first=first, last=last)


def later_distance(load, *, first: int, last: int) -> float:
    """The later distance itself."""
    return _distance(load, last)


def two_distances(load, *, first: int, last: int) -> dict:
    """Both distances, for the explanation."""
    return {"before": _distance(load, first), "after": _distance(load, last)}


def hidden_vetoes(load) -> str:
    """Not at all: the table holds one row a vote that was cast."""
    return "not"
