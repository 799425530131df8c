"""The Shanghai Cooperation Organisation: who stands in which status, what its texts promise, who backs what.

Membership and weight come from :mod:`china_russia_axis.blocs`, which serves any organisation; here is what is
particular to this one. All functions take tables (``cra.load("membership")``, ...) and return tables.
"""

import pandas as pd

from china_russia_axis import blocs

ORGANISATION = "SCO"

STATUSES = {
    "member": ("member",),
    "observer": ("observer",),
    "partner": ("dialogue partner", "partner"),
}
"""Three circles. In September 2025 observers and dialogue partners became one status, partner."""

# Duties in treaties from which on an organisation is an alliance.
DUTIES_OF_HELP = ("assist", "defend")


def circles(membership: pd.DataFrame, on: str) -> pd.DataFrame:
    """Look up which circle each state stands in on one day.

    Parameters
    ----------
    membership : DataFrame
        The table ``membership``.
    on : str or date
        The day, such as ``"2023-08-31"``.

    Returns
    -------
    DataFrame
        Columns iso3, country, circle (a key of :data:`STATUSES`), since.
    """
    rows = blocs.status_on(membership, on, ORGANISATION)
    circle_of = {status: circle for circle, names in STATUSES.items() for status in names}
    rows = rows.assign(circle=rows["status"].map(circle_of))
    return rows[["iso3", "country", "circle", "start_date"]].rename(columns={"start_date": "since"})


def sizes(membership: pd.DataFrame, first: int = 2001, last: int = 2025) -> pd.DataFrame:
    """Count the states in each circle at the end of each year.

    Returns
    -------
    DataFrame
        Index year, one column a circle, numbers of states.
    """
    counts = {
        year: circles(membership, f"{year}-12-31")["circle"].value_counts() for year in range(first, last + 1)
    }
    table = pd.DataFrame(counts).T.reindex(columns=list(STATUSES)).fillna(0).astype(int)
    return table.rename_axis(index="year", columns="circle")


def weights(panel: pd.DataFrame, membership: pd.DataFrame, on: str, year: int) -> pd.DataFrame:
    """Weigh the members of one day on three scales: all, without China, without China and India.

    Parameters
    ----------
    panel, membership : DataFrame
        The tables ``country_panel`` and ``membership``.
    on : str
        The day that fixes the members.
    year : int
        The year of the weights.

    Returns
    -------
    DataFrame
        Index group, one column a measure of ``blocs.MEASURES``, per cent of the world.
    """
    everybody = blocs.members(membership, on, ORGANISATION)
    groups = {
        "all members": everybody,
        "without China": [one for one in everybody if one != "CHN"],
        "without China and India": [one for one in everybody if one not in ("CHN", "IND")],
    }
    rows = {
        name: {measure: blocs.share_of_world(panel, group, year, measure) for measure in blocs.MEASURES}
        for name, group in groups.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("group")


def backing(wording: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Arrange who stands behind the Belt and Road sentence of each text.

    Parameters
    ----------
    wording, documents : DataFrame
        The tables ``belt_and_road_wording`` and ``documents``.

    Returns
    -------
    DataFrame
        Index date of the text, one column a member: "backs", "left out", or "" where it was no member yet.
    """
    rows = wording[wording["verified"]].merge(documents[["doc_id", "date"]], on="doc_id")
    words = rows["backs"].map({True: "backs", False: "left out"})
    table = rows.assign(word=words).pivot(index="date", columns="iso3", values="word").fillna("")
    return table.sort_index().rename_axis(columns="member")


def duties(documents: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """List what the organisation's texts say about alliance, military cooperation and attacks on members.

    Returns
    -------
    DataFrame
        Columns doc_id, date, topic, stance, duty (True where members would have to help), paraphrase.
    """
    texts = documents[documents["verified"] & (documents["body"] == ORGANISATION)]
    rows = points[
        points["verified"] & points["topic"].isin(["alliance", "military cooperation", "third parties"])
    ]
    rows = rows.merge(texts[["doc_id", "date"]], on="doc_id").sort_values(["date", "topic"])
    rows = rows.assign(duty=rows["obligation_strength"].isin(DUTIES_OF_HELP))
    return rows[["doc_id", "date", "topic", "stance", "duty", "paraphrase"]].reset_index(drop=True)


def counterweight(documents: pd.DataFrame, points: pd.DataFrame, exercises: pd.DataFrame) -> pd.DataFrame:
    """Check the SCO against what a military counterweight would have.

    Returns
    -------
    DataFrame
        Index criterion; columns met (True or False) and evidence (a sentence with the count).
    """
    said = duties(documents, points)
    help_owed = said[said["duty"]]
    ready = said[(said["topic"] == "military cooperation") & (said["stance"] == "supports")]
    attacked = said[
        said["paraphrase"].str.contains("strike", case=False) & (said["topic"] == "third parties")
    ]
    offers = said[said["doc_id"].isin(attacked["doc_id"]) & (said["topic"] == "alliance")]
    offers = offers[(offers["stance"] == "supports") | offers["duty"]]
    drills = exercises[exercises["verified"] & (exercises["with_whom"].fillna("") == ORGANISATION)]
    rows = {
        "a duty to help a member": (
            len(help_owed) > 0,
            f"{len(help_owed)} of {said['doc_id'].nunique()} texts read hold one",
        ),
        "words for more military cooperation": (
            len(ready) > 0,
            f"{ready['doc_id'].nunique()} texts, the last of {ready['date'].max():%Y}",
        ),
        "exercises of its own": (
            len(drills) > 0,
            f"{len(drills)} on our list, the last in {drills['year'].max()}",
        ),
        "words when a member is struck": (
            len(attacked) > 0,
            f"{attacked['doc_id'].nunique()} texts condemn strikes on a member",
        ),
        "an offer of help when a member is struck": (
            len(offers) > 0,
            f"{offers['doc_id'].nunique()} of these {attacked['doc_id'].nunique()} texts hold one",
        ),
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["met", "evidence"])
    return table.rename_axis("criterion")


def pact_partners(arrangements: pd.DataFrame, membership: pd.DataFrame, on: str) -> pd.DataFrame:
    """List the states bound to Russia or China by a defence pact on one day, and their place in the SCO.

    Parameters
    ----------
    arrangements, membership : DataFrame
        The tables ``security_arrangements`` and ``membership``.
    on : str
        The day, such as ``"2023-08-31"``.

    Returns
    -------
    DataFrame
        Index iso3; columns bound_to, pact (short name), circle ("" where the state is outside the SCO).
    """
    rows = arrangements[arrangements["verified"] & (arrangements["obligation"] == "defence pact")]
    rows = rows[rows["side"].isin(["China", "Russia"]) & (pd.to_datetime(rows["date"]) <= pd.Timestamp(on))]
    partners = {}
    for pact in rows.itertuples():
        for state in _bound(pact.arrangement, membership, on) - {"CHN", "RUS"}:
            known = partners.setdefault(state, {"bound_to": set(), "pact": set()})
            known["bound_to"].add(pact.side)
            known["pact"].add(pact.arrangement)
    circle_of = circles(membership, on).set_index("iso3")["circle"]
    table = pd.DataFrame(
        {
            state: {name: ", ".join(sorted(words)) for name, words in known.items()}
            | {"circle": circle_of.get(state, "")}
            for state, known in partners.items()
        }
    ).T
    return table.sort_index().rename_axis("iso3")


def _bound(arrangement: str, membership: pd.DataFrame, on: str) -> set:
    """States in an arrangement: "CHN-PRK" names them, the name of an organisation stands for its members."""
    if arrangement in set(membership["organisation"]):
        return set(blocs.members(membership, on, arrangement))
    return {part for part in arrangement.split("-") if len(part) == 3}
