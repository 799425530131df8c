"""Changes of the tables under which the verdicts of lesson 05 must change."""

import pandas as pd

from mutations import where, without


def bound_to_help(points):
    rows = points[points["doc_id"].isin(["SCO2023", "BR2023"])].assign(obligation_strength="assist")
    others = points[~points["doc_id"].isin(["SCO2023", "BR2023"])]
    return pd.concat([others, rows], ignore_index=True)


def turned_against_others(points):
    founding = points["doc_id"].isin(["SCO2001", "SCO2002C", "SCO2002D"])
    return points.assign(
        stance=points["stance"].mask(founding & (points["topic"] == "third parties"), "opposes")
    )


def founders_only(membership):
    late = (membership["organisation"] == "SCO") & (pd.to_datetime(membership["start_date"]) > "2001-12-31")
    return membership[~late]


def iran_backs(wording):
    return wording.assign(backs=wording["backs"] | (wording["iso3"] == "IRN"))


def all_left_out(wording):
    return wording.assign(backs=False)


def iran_in_2021(membership):
    row = (membership["organisation"] == "SCO") & (membership["iso3"] == "IRN")
    row &= membership["status"] == "member"
    start = membership["start_date"].mask(row, pd.Timestamp("2021-09-17"))
    return membership.assign(start_date=start)


def rivals_everywhere(rivalries):
    rows = (
        rivalries[rivalries["ongoing_2020"]].head(4).assign(iso3_a="CHN", iso3_b=["KAZ", "KGZ", "PAK", "UZB"])
    )
    return pd.concat([rivalries, rows], ignore_index=True)


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C55", {"document_points": bound_to_help}, "supported"),
    ("C55", {"membership": founders_only}, "contradicted"),
    ("C56", {"document_points": turned_against_others}, "supported"),
    ("C56", {"document_points": without("topic", "multipolarity")}, "contradicted"),
    ("C57", {"membership": founders_only}, "partly"),
    ("C64", {"rivalries": without("rivalry", "China-India")}, "supported"),
    ("C64", {"rivalries": rivals_everywhere}, "contradicted"),
    ("C65", {"belt_and_road_wording": iran_backs}, "supported"),
    ("C65", {"belt_and_road_wording": all_left_out}, "contradicted"),
    ("C66", {"membership": iran_in_2021}, "partly"),
    ("C67", {"security_arrangements": without("arrangement", "CHN-PRK", "CSTO")}, "supported"),
    ("C67", {"security_arrangements": without("arrangement", "CSTO", "RUS-BLR")}, "contradicted"),
    ("C68", {"document_points": where("doc_id", "SCO2025", "obligation_strength", "defend")}, "open"),
]
