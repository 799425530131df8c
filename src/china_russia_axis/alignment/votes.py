"""Measures of agreement in the General Assembly: identical votes, half credit, opposed votes, ideal points.

A roll call can be answered with yes, no or abstain. The measures differ in what they make of that:

================  =============================================================================
identical votes   only the same answer counts; abstain beside no is as bad as yes beside no
half credit       1 for the same answer, one half when exactly one abstains, 0 for yes beside no
opposed votes     yes beside no alone
ideal points      each state gets a place on a line, estimated from all votes of all states; the
                  distance of two states follows from how they stand to what divides the Assembly
================  =============================================================================

Source of the votes and ideal points: Voeten, Strezhnev and Bailey; Bailey, Strezhnev and Voeten (2017).
"""

import pandas as pd

ANSWERS = {"y": "yes", "n": "no", "a": "abstain"}

# The width of an interval from the 5th to the 95th percentile of a normal distribution, in standard errors.
_WIDTH_OF_90 = 2 * 1.6449


class UnknownPair(LookupError):
    """Raised for a pair or a state that a table does not hold; the message says what it holds."""


def rows_of_pair(table: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Rows of one pair in a table with ``iso3_a`` and ``iso3_b``, in whichever order it is named.

    Raises
    ------
    UnknownPair
        When the table has no such pair; the message names the partners it has for the first state.
    """
    one, two = sorted([first, second])
    rows = table[(table["iso3_a"] == one) & (table["iso3_b"] == two)]
    if rows.empty:
        raise UnknownPair(
            f"The table has no pair {first} and {second}. {first} is there with: {_partners(table, first)}."
        )
    return rows


def _partners(table: pd.DataFrame, state: str) -> str:
    pairs = table[(table["iso3_a"] == state) | (table["iso3_b"] == state)]
    return ", ".join(sorted({*pairs["iso3_a"], *pairs["iso3_b"]} - {state})) or "nobody"


def kinds_of_votes(votes: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """How two states' votes fell, year by year, in per cent of the roll calls in which both took part.

    Parameters
    ----------
    votes : DataFrame
        The table ``votes_yearly``. It holds pairs with China, Russia or the United States in them.
    first, second : str
        ISO 3166-1 alpha-3 codes, in any order.

    Returns
    -------
    DataFrame
        Index ``year``; columns ``identical``, ``one_abstained``, ``opposed`` (per cent, together 100) and
        ``roll_calls`` (how many).
    """
    rows = rows_of_pair(votes, first, second).set_index("year").sort_index()
    joint = rows["n_joint"].astype(float)
    identical_pct, opposed = 100 * rows["n_same"] / joint, 100 * rows["n_opposed"] / joint
    return pd.DataFrame(
        {
            "identical": identical_pct.astype(float),
            "one_abstained": (100 - identical_pct - opposed).astype(float),
            "opposed": opposed.astype(float),
            "roll_calls": rows["n_joint"].astype(int),
        }
    )


def identical(votes: pd.DataFrame, first: str, second: str) -> pd.Series:
    """Identical votes of two states by year, in per cent; see :func:`kinds_of_votes`."""
    return kinds_of_votes(votes, first, second)["identical"]


def distance(points: pd.DataFrame, first: str, second: str) -> pd.Series:
    """Distance of two states' ideal points by year, in points of the scale.

    Parameters
    ----------
    points : DataFrame
        The table ``ideal_points``.
    first, second : str
        ISO codes, in any order.

    Returns
    -------
    Series
        Years in which both states have an estimate. The scale has no natural unit.
    """
    return distance_band(points, first, second)["distance"]


def distance_band(points: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Distance of two ideal points by year, with a rough band that holds 90 of 100 cases.

    The source gives an interval for each state, none for a difference. The band treats the two errors as
    independent and normal, so it is rough; it never goes below 0.

    Returns
    -------
    DataFrame
        Index ``year``; columns ``distance``, ``low``, ``high``, in points of the scale.
    """
    one, two = _estimates(points, first), _estimates(points, second)
    gap = (one["ideal_point"] - two["ideal_point"]).abs()
    errors = [(state["high"] - state["low"]) / _WIDTH_OF_90 for state in (one, two)]
    half = (errors[0] ** 2 + errors[1] ** 2) ** 0.5 * _WIDTH_OF_90 / 2
    band = pd.DataFrame({"distance": gap, "low": (gap - half).clip(lower=0), "high": gap + half})
    return band.dropna().astype(float).sort_index()


def _estimates(points: pd.DataFrame, state: str) -> pd.DataFrame:
    rows = points[points["iso3"] == state]
    if rows.empty:
        known = ", ".join(sorted(points["iso3"].unique()))
        raise UnknownPair(f"The table has no ideal points of {state}. It has: {known}.")
    return rows.set_index("year")[["ideal_point", "low", "high"]]


def two_measures(votes: pd.DataFrame, points: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Both measures of one pair side by side.

    Returns
    -------
    DataFrame
        Index ``year``; columns ``identical`` (per cent), ``distance``, ``low`` and ``high`` (points of
        the scale). A year that only one source has is empty in the other's columns.
    """
    both = [identical(votes, first, second), distance_band(points, first, second)]
    return pd.concat(both, axis=1).sort_index()


def by_issue(table: pd.DataFrame, first: str, second: str, share: str = "same_share") -> pd.DataFrame:
    """Agreement of a pair by issue and period, in per cent; what the source marks as unusable is left out.

    Parameters
    ----------
    table : DataFrame
        The table ``votes_by_issue``: China, Russia and the United States.
    share : str
        ``same_share`` for identical votes, ``half_share`` for half credit.

    Returns
    -------
    DataFrame
        Rows issues (``all recorded votes`` is one of them), columns periods such as ``1991-1999``.
    """
    rows = rows_of_pair(table, first, second)
    rows = rows[rows["usable"].astype(bool)]
    period = rows["period_start"].astype(str) + "-" + rows["period_end"].astype(str)
    shares = rows.assign(period=period, share=100 * rows[share].astype(float))
    return shares.pivot(index="issue", columns="period", values="share")


def opposed_calls(table: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Roll calls in which one of a pair said yes and the other no, by issue and period.

    The table holds shares; the counts follow from them: what is neither identical nor half is opposed.

    Parameters
    ----------
    table : DataFrame
        The table ``votes_by_issue``: China, Russia and the United States.

    Returns
    -------
    DataFrame
        Rows issues, columns periods such as ``1991-1999``, numbers of roll calls; empty where the source
        marks a period as unusable. A roll call may carry several issues.
    """
    same, half = (by_issue(table, first, second, share) for share in ("same_share", "half_share"))
    joint = by_issue(table.assign(joint=table["n_joint"] / 100), first, second, "joint")
    opposed = (100 - same - 2 * (half - same)) / 100 * joint
    return opposed.round().astype("Int64")


def compare(first, second) -> dict:
    """Three measures of two states' votes on the same questions, in per cent.

    Parameters
    ----------
    first, second : str or list
        Votes in the same order: ``"yyna"``, or a list of ``yes``, ``no`` and ``abstain``.

    Returns
    -------
    dict
        ``identical``, ``half_credit`` and ``opposed``.

    Raises
    ------
    ValueError
        When there are no votes, not as many of one as of the other, or a vote that is none.
    """
    pairs = list(zip(_votes(first), _votes(second), strict=False))
    if not pairs or len(first) != len(second):
        raise ValueError(
            f"Compare as many votes of one state as of the other; here are {len(first)} and {len(second)}."
        )
    same = sum(one == two for one, two in pairs)
    opposed = sum({one, two} == {"yes", "no"} for one, two in pairs)
    half = same + (len(pairs) - same - opposed) / 2
    shares = {"identical": same, "half_credit": half, "opposed": opposed}
    return {name: 100 * number / len(pairs) for name, number in shares.items()}


def _votes(votes) -> list[str]:
    read = [ANSWERS.get(vote, vote) for vote in votes]
    for vote in read:
        if vote not in ANSWERS.values():
            raise ValueError(f"{vote!r} is no vote; write y, n or a (yes, no, abstain).")
    return read
