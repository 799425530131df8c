"""Changes of the tables under which the verdicts of lesson 01 must change."""

import pandas as pd

from mutations import where, without


def nothing_before_1992(events):
    return events[events["date"] >= pd.Timestamp("1991-12-26")]


def nothing_between_them_later(events):
    closer = events["direction"] == "closer"
    return events[~closer | (events["date"] < pd.Timestamp("1991-12-26"))]


def russia_grew_instead(panel):
    late = (panel["iso3"] == "RUS") & (panel["year"] == 1999)
    return panel.assign(gdp_usd_bn=panel["gdp_usd_bn"].mask(late, panel["gdp_usd_bn"] * 20))


def russia_spent_more(military):
    late = (military["iso3"] == "RUS") & (military["year"] == 1999)
    name = "constant_2023_usd_m"
    return military.assign(**{name: military[name].mask(late, military[name] * 20)})


def sanctions_first(measures):
    return measures.assign(start_date=measures["start_date"] - pd.Timedelta(days=365))


def no_rows(table):
    return table.iloc[0:0]


def no_supplementary_agreement(borders):
    return borders[~borders["step"].isin(["supplementary agreement", "handover"])]


def france_supplies_most(yearly):
    return yearly.assign(china_imports_tiv=yearly["china_imports_tiv"] * 3)


def france_supplies_most_and_russia_sells_less(yearly):
    early = yearly["year"] < 1995
    name = "russia_to_china_tiv"
    return france_supplies_most(yearly.assign(**{name: yearly[name].mask(early, yearly[name] * 9)}))


def china_far_behind(rankings):
    china = rankings["partner_iso3"] == "CHN"
    return rankings.assign(total_usd_bn=rankings["total_usd_bn"].mask(china, rankings["total_usd_bn"] / 2))


def union_small(shares):
    return where("partner_iso3", "EUU", "share_pct", 5.0)(shares)


def one_exercise_only(exercises):
    return exercises[exercises["year"] == 2005]


def only_joint_vetoes(vetoes):
    return vetoes[vetoes["vetoed_by"] == "CHN;RUS"]


def never_together(vetoes):
    return vetoes[vetoes["vetoed_by"] != "CHN;RUS"]


def only_the_two_in_the_sco(membership):
    return membership[(membership["organisation"] != "SCO") | membership["iso3"].isin(["CHN", "RUS"])]


def nothing_practical(points):
    return points.assign(paraphrase="Nothing of the kind.")


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C10", {"events": nothing_between_them_later}, "contradicted"),
    ("C10", {"events": nothing_before_1992}, "supported"),
    ("C11", {"country_panel": russia_grew_instead}, "not testable"),
    (
        "C11",
        {"country_panel": russia_grew_instead, "military_expenditure": russia_spent_more},
        "contradicted",
    ),
    ("C11", {"document_points": without("topic", "multipolarity")}, "not testable"),
    ("C12", {"sanctions_1989": sanctions_first}, "supported"),
    ("C12", {"sanctions_1989": no_rows}, "contradicted"),
    ("C13", {"treaties": without("kind", "joint statement")}, "partly"),
    ("C13", {"treaties": without("kind", "joint statement", "treaty")}, "contradicted"),
    ("C14", {"border_agreements": no_supplementary_agreement}, "partly"),
    ("C14", {"border_agreements": no_rows}, "contradicted"),
    ("C15", {"arms_yearly": france_supplies_most}, "partly"),
    ("C15", {"arms_yearly": france_supplies_most_and_russia_sells_less}, "contradicted"),
    ("C16", {"partner_rankings": china_far_behind}, "contradicted"),
    ("C16", {"partner_shares": union_small}, "supported"),
    ("C17", {"exercises": one_exercise_only}, "partly"),
    ("C17", {"exercises": no_rows}, "contradicted"),
    ("C18", {"vetoes": only_joint_vetoes, "events": without("event_id", "E034")}, "supported"),
    ("C18", {"vetoes": never_together}, "contradicted"),
    ("C19", {"membership": only_the_two_in_the_sco}, "supported"),
    ("C19", {"membership": without("iso3", "RUS")}, "contradicted"),
    ("C21", {"document_points": without("topic", "multipolarity")}, "supported"),
    ("C21", {"document_points": nothing_practical}, "contradicted"),
]
