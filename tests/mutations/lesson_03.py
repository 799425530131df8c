"""Changes of the tables under which the verdicts of lesson 03 must change."""

from mutations import where, without


def members_follow_the_pair(votes):
    """From 2018 on everybody votes with everybody."""
    late = votes["year"] >= 2018
    return votes.assign(n_same=votes["n_same"].mask(late, votes["n_joint"]))


def nothing_for_a_new_order(points):
    return points[points["topic"] != "multipolarity"]


def nobody_joined_later(membership):
    """Only those who were there on the first day of their body."""
    first = membership[membership["status"] == "member"].groupby("organisation")["start_date"].min()
    return membership[membership["start_date"] == membership["organisation"].map(first)]


def china_always_joins(vetoes):
    """Every veto of Russia alone becomes one of both."""
    return vetoes.assign(vetoed_by=vetoes["vetoed_by"].replace("RUS", "CHN;RUS"))


def china_never_joins(vetoes):
    return vetoes[vetoes["vetoed_by"] != "CHN;RUS"]


def washington_casts_them_all(vetoes):
    return vetoes.assign(vetoed_by="USA")


def _human_rights(table, states, shares):
    rows = (table["issue_code"] == "hr") & (table["iso3_a"].isin(states)) & (table["iso3_b"] == "USA")
    late = rows & (table["period_start"] == 2014)
    return table.assign(same_share=table["same_share"].mask(late, shares))


def china_agrees_less_on_human_rights(table):
    return _human_rights(table, ["CHN"], 0.0)


def both_agree_more_on_human_rights(table):
    return _human_rights(table, ["CHN", "RUS"], 0.9)


def every_text_against_nato(points):
    ours = points["doc_id"].str.startswith("CR")
    return points.assign(
        topic=points["topic"].mask(ours, "nato"),
        stance=points["stance"].mask(ours, "opposes"),
        verified=points["verified"] | ours,
    )


def publics_that_dislike_each_other(polls):
    return polls.assign(value=polls["value"].where(polls["unit"] != "percent", 20.0))


def china_votes_like_russia(votes):
    return where("iso3", "CHN", "vote", "no")(votes)


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C07", {"votes_yearly": members_follow_the_pair}, "supported"),
    (
        "C07",
        {"document_points": nothing_for_a_new_order, "membership": nobody_joined_later},
        "contradicted",
    ),
    ("C51", {"vetoes": china_always_joins}, "supported"),
    ("C51", {"vetoes": china_never_joins}, "contradicted"),
    ("C52", {"vetoes": china_always_joins}, "supported"),
    ("C52", {"vetoes": washington_casts_them_all}, "contradicted"),
    ("C53", {"votes_by_issue": china_agrees_less_on_human_rights}, "supported"),
    ("C53", {"votes_by_issue": both_agree_more_on_human_rights}, "contradicted"),
    ("C72", {"document_points": every_text_against_nato}, "supported"),
    ("C72", {"document_points": without("topic", "nato", "third parties")}, "contradicted"),
    ("C73", {"polls": publics_that_dislike_each_other}, "supported"),
    ("C73", {"ukraine_votes": china_votes_like_russia}, "contradicted"),
]
