"""Changes of the tables under which the verdicts of lesson 02 must change."""

import pandas as pd

from mutations import where, without


def drill_elsewhere(exercises):
    named = exercises["name"] == "Northern/Interaction 2023"
    return exercises.assign(place=exercises["place"].mask(named, "Baltic Sea"))


def short_patrol(reports):
    return where("what", "distance", "value", 2300.0)(reports)


def no_distance(reports):
    return without("what", "distance")(reports)


def votes_alike_since_2022(votes):
    return votes.assign(same_share=votes["same_share"].mask(votes["year"] >= 2022, 0.95))


def no_drills_before_the_upgrade(exercises):
    return exercises[~exercises["year"].between(2012, 2019)]


def no_meetings_before_the_pandemic(meetings):
    return meetings[~meetings["date"].dt.year.isin([2018, 2019])]


def china_votes_for_one_text(votes):
    one = (votes["iso3"] == "CHN") & (votes["resolution"] == "ES-11/1")
    return votes.assign(vote=votes["vote"].mask(one, "yes"))


def stance(issue, new):
    return where("issue", issue, "stance", new)


def remark_at_the_end_of_august(events):
    return where("event_id", "E102", "date", pd.Timestamp("2023-08-31"))(events)


def column_stops_far_away(events):
    text = events["description"].str.replace("200 km", "400 km")
    return events.assign(description=text)


def event_of_july_2023(**values):
    def change(events):
        row = events[events["event_id"] == "E102"].assign(event_id="E998", claim_ids="", **values)
        return pd.concat([events, row], ignore_index=True)

    return change


def no_drills_in_summer_2023(exercises):
    return exercises[exercises["start_date"] < pd.Timestamp("2023-06-24")]


def partnership_without_limits(points):
    text = points["paraphrase"].str.replace("Friendship is said", "Partnership is said")
    return points.assign(paraphrase=text)


def media_of_february_2022(voices):
    rows = voices["position"].str.contains("State television")
    return voices.assign(source_url=voices["source_url"].mask(rows, "https://example.org/2022-02/04"))


def statement_after_the_attack(documents):
    return where("doc_id", "CR2022", "date", pd.Timestamp("2022-03-04"))(documents)


def another_title(documents):
    return where("doc_id", "CR2022", "title", "Joint Statement")(documents)


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C01", {"exercise_reports": without("what", "combat exercises")}, "partly"),
    ("C01", {"exercises": drill_elsewhere}, "contradicted"),
    ("C02", {"exercise_reports": short_patrol}, "supported"),
    ("C02", {"exercise_reports": no_distance}, "not testable"),
    ("C03", {"events": without("event_id", "E103")}, "not testable"),
    ("C04", {"events": remark_at_the_end_of_august}, "supported"),
    ("C04", {"events": without("event_id", "E102")}, "not testable"),
    ("C05", {"votes_yearly": votes_alike_since_2022}, "supported"),
    ("C06", {"document_points": without("stance", "opposes")}, "contradicted"),
    ("C22", {"exercises": no_drills_before_the_upgrade}, "partly"),
    ("C28", {"ukraine_votes": china_votes_for_one_text}, "contradicted"),
    ("C28", {"backing": stance("Georgia", "condemns")}, "contradicted"),
    ("C28", {"backing": without("issue", "Georgia")}, "partly"),
    ("C29", {"backing": stance("Hong Kong", "backs")}, "supported"),
    ("C29", {"backing": without("stance", "backs")}, "contradicted"),
    ("C30", {"backing": stance("East China Sea", "backs")}, "supported"),
    ("C30", {"backing": stance("South China Sea", "neutral")}, "contradicted"),
    ("C31", {"trade_partners": without("partner_iso3", "IRQ", "TJK", "ASN")}, "supported"),
    ("C31", {"trade_partners": without("partner_iso3", "RUS")}, "contradicted"),
    ("C32", {"events": without("event_id", "E091")}, "not testable"),
    ("C33", {"events": column_stops_far_away}, "partly"),
    ("C34", {"exercises": no_drills_in_summer_2023}, "partly"),
    ("C34", {"events": event_of_july_2023(direction="apart")}, "contradicted"),
    ("C35", {"events": lambda events: where("event_id", "E101", "claim_ids", "C35")(events)}, "partly"),
    ("C36", {"document_points": partnership_without_limits}, "supported"),
    ("C36", {"document_points": without("point_id", "CR2022-02")}, "contradicted"),
    ("C37", {"document_points": without("point_id", "CR2022-08")}, "partly"),
    ("C38", {"perspectives": media_of_february_2022}, "supported"),
    ("C38", {"documents": another_title, "perspectives": without("claim_id", "C38")}, "not testable"),
    ("C39", {"documents": statement_after_the_attack}, "contradicted"),
    ("C40", {"events": where("event_id", "E077", "confidence", "high")}, "contradicted"),
    (
        "C41",
        {"votes_yearly": votes_alike_since_2022, "meetings": no_meetings_before_the_pandemic},
        "supported",
    ),
]
