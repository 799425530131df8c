"""Choosing claims: which of the ledger's can a table test, and which table that is."""

import pandas as pd

from china_russia_axis.capstone.problems import MemoError, require_one_of
from china_russia_axis.claims import ledger, registry

TESTED = ("supported", "partly", "contradicted", "since changed")
"""Verdicts that a table gave: what carries one of them can be tested."""

_COLUMNS = ["claim_id", "type", "contestable", "verdict", "confidence", "paraphrase"]


def choose(claims, type=None, verdict="tested", confidence=None, contestable=None) -> pd.DataFrame:
    """Claims that fit a wish.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.
    type : str, optional
        ``fact``, ``causal``, ``judgement`` or ``forecast``; every type when left out.
    verdict : str, optional
        One of the five verdicts; ``tested`` (the default) means all but *not testable*, None means all.
    confidence : str, optional
        ``high``, ``medium`` or ``low``.
    contestable : bool, optional
        True: only claims against which the record can be read; False: only the others.

    Returns
    -------
    DataFrame
        Index ``claim_id``; columns type, contestable, verdict, confidence, paraphrase.

    Raises
    ------
    MemoError
        When a word is none that the ledger uses.
    """
    wanted = pd.Series(True, index=claims.index)
    if type is not None:
        require_one_of(type, dict.fromkeys(claims["type"]), "type of claim")
        wanted &= claims["type"] == type
    if verdict == "tested":
        wanted &= claims["verdict"].isin(TESTED)
    elif verdict is not None:
        require_one_of(verdict, ("tested", *ledger.VERDICTS), "verdict")
        wanted &= claims["verdict"] == verdict
    if confidence is not None:
        require_one_of(confidence, ("high", "medium", "low"), "confidence")
        wanted &= claims["confidence"].eq(confidence).fillna(False).astype(bool)
    if contestable is not None:
        wanted &= claims["contestable"] == bool(contestable)
    return claims.loc[wanted, _COLUMNS].set_index("claim_id")


def behind(identifier, load=None) -> pd.DataFrame:
    """The tables from which a claim's number is computed.

    Parameters
    ----------
    identifier : str
        Such as ``"C52"``.
    load : callable, optional
        Gives a table by name; the course's own when left out.

    Returns
    -------
    DataFrame
        Index ``table``; columns title, rows, coverage and ``first_doubt``, the first thing that the codebook
        says against the table.

    Raises
    ------
    UnknownClaim
        When the ledger has no such claim.
    MemoError
        When no lesson has judged it yet.
    """
    from china_russia_axis import codebook

    load = load or codebook.load
    row = ledger.find(load("claims"), identifier)
    found = registry.evidence_for(row["claim_id"], row["lesson"], load)
    if found is None:
        raise MemoError(
            f"{row['claim_id']} has no table behind it: lesson {row['lesson']} has not judged it yet. "
            "Choose another claim."
        )
    entries = [codebook.describe(name) for name in found.tables]
    return pd.DataFrame(
        {
            "title": [entry["title"] for entry in entries],
            "rows": [entry.get("rows") for entry in entries],
            "coverage": [entry.get("coverage", "") for entry in entries],
            "first_doubt": [next(iter(entry.get("doubts", [])), "") for entry in entries],
        },
        index=pd.Index(found.tables, name="table"),
    )
