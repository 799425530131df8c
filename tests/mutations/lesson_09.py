"""Changes of the tables under which the verdicts of lesson 09 must change."""


def coded(question, first, second, outcome):
    """Both codings and the outcome of one question, replaced."""

    def change(table):
        here = table["question_id"] == question
        new = {"coding_a": first, "coding_b": second, "outcome": outcome}
        return table.assign(**{name: table[name].mask(here, value) for name, value in new.items()})

    return change


def one_fearful_expert(views):
    fearful = views["claim_ids"].fillna("").str.contains("C79") & (views["stance"] == "supports")
    return views[~fearful | (views["view_id"] == "V01")]


def no_fearful_expert(views):
    fearful = views["claim_ids"].fillna("").str.contains("C79") & (views["stance"] == "supports")
    return views[~fearful]


def cold_publics(polls):
    return polls.assign(value=polls["value"] / 4)


def no_doubting_voice(views):
    return views[~(views["claim_ids"].fillna("").str.contains("C82") & (views["stance"] == "supports"))]


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C78", {"forecast_resolutions": coded("Q10", "yes", "yes", "yes")}, "contradicted"),
    ("C78", {"forecast_resolutions": coded("Q10", "no", "yes", "ambiguous")}, "partly"),
    ("C79", {"expert_views": one_fearful_expert}, "partly"),
    ("C79", {"expert_views": no_fearful_expert}, "contradicted"),
    ("C80", {"forecast_resolutions": coded("Q12", "no", "no", "no")}, "partly"),
    ("C80", {"forecast_resolutions": coded("Q11", "no", "no", "no")}, "not testable"),
    ("C81", {"forecast_resolutions": coded("Q15", "yes", "yes", "yes")}, "supported"),
    ("C81", {"forecast_resolutions": coded("Q15", "no", "yes", "ambiguous")}, "partly"),
    ("C82", {"polls": cold_publics}, "supported"),
    ("C82", {"expert_views": no_doubting_voice}, "contradicted"),
]
