"""Changes of the tables under which the verdicts of lesson 06 must change."""

import pandas as pd

from mutations import where, without


def no_sanctions_in_2014(events):
    return events[~((events["category"] == "sanctions") & (events["date"].dt.year == 2014))]


def ranked_in_2017(events):
    """The ranking of October 2022 is moved to the first strategy."""
    return events.assign(date=events["date"].mask(events["event_id"] == "E086", pd.Timestamp("2017-12-18")))


def ships_were_counted(steps):
    rows = steps[steps["step_id"].isin(["S01", "S02"])].assign(
        kind="counted",
        date=[pd.Timestamp("2012-06-02"), pd.Timestamp("2019-12-31")],
        step_id=["S98", "S99"],
    )
    return pd.concat([steps, rows], ignore_index=True)


def nothing_was_announced(steps):
    return steps[steps["kind"] != "announced"]


def nobody_announced_a_turn(events):
    return events[~events["claim_ids"].fillna("").str.contains("C25")]


def a_company_came_first(events):
    return events.assign(date=events["date"].mask(events["event_id"] == "E064", pd.Timestamp("2018-01-01")))


def colours_only_in_2022(points):
    return points[~((points["topic"] == "colour revolutions") & (points["doc_id"] < "CR2020"))].pipe(
        without("doc_id", "SCO2005")
    )


def no_words_before_the_invasion(points):
    """The text of February 2022 names nobody."""
    return points[~((points["doc_id"] == "CR2022") & (points["stance"] == "opposes"))]


def trade_jumps_in_2022(trade):
    return trade.assign(value_usd_bn=trade["value_usd_bn"].mask(trade["year"] == 2022, 900.0))


def trade_collapses_in_2022(trade):
    return trade.assign(value_usd_bn=trade["value_usd_bn"].mask(trade["year"] == 2022, 1.0))


def no_text_names_the_west(points):
    return points[~(points["doc_id"].str.startswith("CR") & (points["stance"] == "opposes"))]


def a_paper_before_the_war(documents):
    return documents.assign(
        date=documents["date"].mask(documents["doc_id"] == "CN2023U", pd.Timestamp("2022-02-10"))
    )


def fewer_than_on_iran(counts):
    return counts.assign(sanctions_on_russia=100)


def a_target_is_named(points):
    denied = (points["topic"] == "third parties") & (points["stance"] == "supports")
    return points[~denied]


def nobody_joined_since_2021(nato):
    return nato[nato["accession_year"] < 2021]


def everybody_spends_less(money):
    return money.assign(share_of_gdp=money["share_of_gdp"].mask(money["year"] > 2021, 0.001))


def the_four_were_never_invited(events):
    return events.assign(actors=events["actors"].str.replace(";NZL", ""))


def china_was_not_named(points):
    return where("topic", "view of China", "stance", "silent")(points)


def coercion_by_a_named_country(points):
    row = points["paraphrase"].str.contains("names no country")
    return points.assign(paraphrase=points["paraphrase"].mask(row, "Tools against coercion by China."))


def both_came_to_delhi(events):
    return events[events["event_id"] != "E107"]


def the_two_outweigh_the_rest(panel):
    ours = panel["iso3"].isin(["CHN", "RUS"])
    return panel.assign(gdp_usd_bn=panel["gdp_usd_bn"].mask(ours, 10 * panel["gdp_usd_bn"]))


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C23", {"events": no_sanctions_in_2014}, "partly"),
    ("C23", {"events": no_sanctions_in_2014, "membership": without("organisation", "G8")}, "contradicted"),
    ("C24", {"events": ranked_in_2017}, "supported"),
    ("C24", {"events": without("event_id", "E086")}, "contradicted"),
    ("C25", {"pacific_steps": ships_were_counted}, "supported"),
    (
        "C25",
        {"pacific_steps": nothing_was_announced, "events": nobody_announced_a_turn},
        "not testable",
    ),
    ("C26", {"events": a_company_came_first}, "supported"),
    ("C26", {"events": without("event_id", "E064")}, "contradicted"),
    ("C27", {"document_points": colours_only_in_2022}, "partly"),
    ("C27", {"document_points": without("topic", "colour revolutions")}, "contradicted"),
    ("C42", {"document_points": no_words_before_the_invasion, "trade": trade_jumps_in_2022}, "supported"),
    ("C42", {"document_points": no_text_names_the_west, "trade": trade_collapses_in_2022}, "contradicted"),
    ("C43", {"documents": a_paper_before_the_war}, "supported"),
    ("C43", {"document_points": without("topic", "nato")}, "contradicted"),
    ("C44", {"sanctions_counts": fewer_than_on_iran}, "partly"),
    (
        "C44",
        {"sanctions_counts": fewer_than_on_iran, "ukraine_aid": without("aid_type", "military")},
        "contradicted",
    ),
    (
        "C45",
        {"perspectives": where("perspective_id", "C45-Beijing-1", "position", "It may be our turn next.")},
        "supported",
    ),
    ("C46", {"document_points": a_target_is_named}, "supported"),
    ("C46", {"document_points": no_text_names_the_west}, "contradicted"),
    ("C47", {"nato_members": nobody_joined_since_2021}, "partly"),
    (
        "C47",
        {"nato_members": nobody_joined_since_2021, "military_expenditure": everybody_spends_less},
        "contradicted",
    ),
    ("C48", {"events": the_four_were_never_invited}, "partly"),
    (
        "C48",
        {"events": the_four_were_never_invited, "document_points": china_was_not_named},
        "contradicted",
    ),
    ("C49", {"documents": without("body", "Quad")}, "partly"),
    (
        "C49",
        {
            "documents": without("body", "Quad"),
            "pacific_steps": without("kind", "two-party agreement"),
            "security_arrangements": without("arrangement", "AUKUS", "Camp David"),
        },
        "contradicted",
    ),
    ("C50", {"document_points": coercion_by_a_named_country}, "supported"),
    ("C50", {"document_points": without("doc_id", "G72023")}, "not testable"),
    ("C54", {"events": both_came_to_delhi, "country_panel": the_two_outweigh_the_rest}, "supported"),
    ("C54", {"meetings": without("occasion", "G20")}, "contradicted"),
]
