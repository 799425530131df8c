"""Changes of the tables under which the verdicts of lesson 04 must change."""

from mutations import without


def only_china_and_russia(membership):
    return membership[(membership["organisation"] != "BRICS") | membership["iso3"].isin(["CHN", "RUS"])]


def south_africa_from_the_start(membership):
    rows = (membership["iso3"] == "ZAF") & (membership["organisation"] == "BRICS")
    joined = rows & (membership["status"] == "member")
    first = membership.loc[membership["organisation"] == "BRICS", "start_date"].dropna().min()
    changed = membership.assign(start_date=membership["start_date"].mask(joined, first))
    return changed[~(rows & (membership["status"] == "invited"))]


def iran_never_invited(membership):
    return membership[(membership["iso3"] != "IRN") | (membership["organisation"] != "BRICS")]


def halved_in_2023(panel):
    recent = (panel["year"] >= 2010) & panel["iso3"].isin(["BRA", "RUS", "IND", "CHN", "ZAF"])
    columns = {name: panel[name].mask(recent, panel[name] / 4) for name in ("gdp_usd_bn", "gdp_ppp_intl_bn")}
    return panel.assign(**columns)


def ten_interested(counts):
    return counts.assign(
        interested_total=counts["interested_total"].mask(counts["interested_total"] > 10, 10)
    )


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C20", {"membership": only_china_and_russia}, "supported"),
    ("C20", {"membership": without("iso3", "CHN")}, "contradicted"),
    ("C58", {"membership": south_africa_from_the_start}, "supported"),
    ("C58", {"membership": without("iso3", "ZAF")}, "contradicted"),
    ("C59", {"documents": without("body", "Brazil", "South Africa", "India")}, "supported"),
    ("C59", {"country_panel": halved_in_2023}, "contradicted"),
    ("C60", {"membership": iran_never_invited}, "contradicted"),
    ("C60", {"membership": without("iso3", "ETH")}, "partly"),
    ("C61", {"country_panel": halved_in_2023}, "contradicted"),
    ("C62", {"documents": without("body", "BRICS")}, "contradicted"),
    ("C63", {"brics_interest_counts": ten_interested}, "contradicted"),
]
