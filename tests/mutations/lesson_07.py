"""Changes of the tables under which the verdicts of lesson 07 must change."""

import pandas as pd

from mutations import event_after, war_over_taiwan, where, without


def one_new_treaty(treaties):
    row = treaties.iloc[[-1]].assign(date=pd.Timestamp("2025-01-01"), kind="treaty", verified=True)
    return pd.concat([treaties, row], ignore_index=True)


def trade_always_growing(trade):
    return trade.assign(value_usd_bn=1.2 ** (trade["year"].astype(float) - 1990))


def trade_doubled_in_2014_and_15(trade):
    factor = trade["year"].map({2014: 2.0, 2015: 4.0}).fillna(1.0)
    return trade.assign(value_usd_bn=trade["value_usd_bn"] * factor)


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C75", {"events": event_after(category="war", actors="RUS;UKR")}, "open"),
    ("C76", {"events": event_after(category="security", actors="CHN;TWN")}, "open"),
    ("C77", {"events": war_over_taiwan}, "open"),
    ("C08", {"document_points": where("doc_id", "CR2023", "stance", "supports")}, "contradicted"),
    ("C08", {"documents": without("doc_id", "CR2023")}, "partly"),
    ("C71", {"treaties": one_new_treaty}, "contradicted"),
    ("C71", {"document_points": where("doc_id", "CR2024", "obligation_strength", "defend")}, "contradicted"),
    ("C69", {"trade": without("year", 2024, 2025, 2026), "meetings": lambda table: table.iloc[:0]}, "partly"),
    ("C74", {"trade": trade_doubled_in_2014_and_15}, "supported"),
]
