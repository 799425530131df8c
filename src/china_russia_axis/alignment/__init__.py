"""How close are two states? Measures of alignment, and an index that puts several together.

========  ==================================================================================
module    what it holds
========  ==================================================================================
votes     identical votes, half credit, opposed votes, distance of ideal points, by issue
vetoes    who vetoed alone and who together, the texts on Ukraine
ties      deliveries of arms in five-year periods, trade beside the two economies
index     normalise, weigh and add up indicators; how ranks move with the choices
tables    the indicators of pairs of states, and of China and Russia year by year
========  ==================================================================================

All functions take tables (``cra.load("votes_yearly")``, ...) and return tables, series or numbers. The
order in which a pair is named never matters. Everything here can be called as ``cra.alignment.name``.
"""

from china_russia_axis.alignment.index import (
    AGGREGATIONS,
    NORMALISATIONS,
    UnusableIndicator,
    composite,
    drawn_ranks,
    normalise,
    rank_ranges,
    share_ahead,
    shares_of_first,
)
from china_russia_axis.alignment.tables import INDICATORS, PAIRS, indicators_by_year, indicators_of_pairs
from china_russia_axis.alignment.ties import arms_by_period, goods_trade, share_of_all_trade, trade_dependence
from china_russia_axis.alignment.vetoes import joined, on_ukraine, same_on_ukraine, veto_counts
from china_russia_axis.alignment.votes import (
    UnknownPair,
    by_issue,
    compare,
    distance,
    distance_band,
    identical,
    kinds_of_votes,
    opposed_calls,
    two_measures,
)

__all__ = [
    "AGGREGATIONS",
    "INDICATORS",
    "NORMALISATIONS",
    "PAIRS",
    "UnknownPair",
    "UnusableIndicator",
    "arms_by_period",
    "by_issue",
    "compare",
    "composite",
    "distance",
    "distance_band",
    "drawn_ranks",
    "goods_trade",
    "identical",
    "indicators_by_year",
    "indicators_of_pairs",
    "joined",
    "kinds_of_votes",
    "normalise",
    "on_ukraine",
    "opposed_calls",
    "rank_ranges",
    "same_on_ukraine",
    "share_ahead",
    "share_of_all_trade",
    "shares_of_first",
    "trade_dependence",
    "two_measures",
    "veto_counts",
]
