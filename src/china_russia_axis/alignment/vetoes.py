"""The Security Council and Ukraine: who vetoed alone, who together, and who voted how on the war.

A veto is a vote of a permanent member against a draft. Drafts that nobody tabled for fear of a veto leave
no trace here. The table begins in 1990.
"""

import pandas as pd

GROUPS = {
    "China and Russia": frozenset({"CHN", "RUS"}),
    "Russia alone": frozenset({"RUS"}),
    "China alone": frozenset({"CHN"}),
    "United States alone": frozenset({"USA"}),
}


def joined(vetoes: pd.DataFrame) -> pd.DataFrame:
    """Verified vetoes with the group that cast each: a key of :data:`GROUPS`, or ``others``."""
    rows = vetoes[vetoes["verified"].astype(bool)]
    names = {members: name for name, members in GROUPS.items()}
    groups = [names.get(frozenset(codes.split(";")), "others") for codes in rows["vetoed_by"]]
    return rows.assign(group=groups)


def veto_counts(vetoes: pd.DataFrame, first: str = "1990-01-01", last: str = "2100-01-01") -> pd.DataFrame:
    """Count vetoes by who cast them, between two days.

    Parameters
    ----------
    vetoes : DataFrame
        The table ``vetoes``.
    first, last : str or date
        First and last day that count.

    Returns
    -------
    DataFrame
        One row a group of :data:`GROUPS`; columns ``vetoes`` and ``on_ukraine`` (how many of them were
        about Ukraine).
    """
    rows = joined(vetoes)
    rows = rows[rows["date"].between(pd.Timestamp(first), pd.Timestamp(last))]
    ukraine = rows[rows["topic"] == "Ukraine"]
    counts = [one["group"].value_counts().reindex(list(GROUPS), fill_value=0) for one in (rows, ukraine)]
    return pd.DataFrame({"vetoes": counts[0], "on_ukraine": counts[1]}).rename_axis("cast by")


def on_ukraine(ukraine_votes: pd.DataFrame, *states: str) -> pd.DataFrame:
    """Votes of some states on the General Assembly's texts on Ukraine, one row a text, oldest first."""
    rows = ukraine_votes[ukraine_votes["verified"].astype(bool)]
    table = rows.pivot(index=["date", "resolution", "title"], columns="iso3", values="vote")
    return table[list(states)].reset_index().rename_axis(columns=None)


def same_on_ukraine(
    ukraine_votes: pd.DataFrame, first: str, second: str, since="2022-01-01", until="2023-08-31"
):
    """Identical votes on the texts on Ukraine between two days: how many, and of how many.

    Returns
    -------
    tuple of int
        The number of identical votes, and the number of texts on which both voted or abstained.
    """
    rows = on_ukraine(ukraine_votes, first, second)
    rows = rows[rows["date"].between(pd.Timestamp(since), pd.Timestamp(until))]
    rows = rows[~rows[[first, second]].isin(["absent"]).any(axis=1)]
    return int((rows[first] == rows[second]).sum()), len(rows)
