"""What is judged and what is open, lesson by lesson."""

import pandas as pd

from china_russia_axis.claims.ledger import VERDICTS


def rows(claims: pd.DataFrame) -> list[dict]:
    """The ledger in short, for other programs: claim_id, verdict, lesson, cell (None while open)."""
    return [
        {
            "claim_id": row.claim_id,
            "verdict": row.verdict,
            "lesson": row.lesson,
            "cell": None if pd.isna(row.cell) else row.cell,
        }
        for row in claims.itertuples()
    ]


def progress(claims: pd.DataFrame) -> pd.DataFrame:
    """How many claims of each lesson have which verdict.

    Returns
    -------
    DataFrame
        One row a lesson, one column a verdict that occurs, and ``claims`` for the sum.
    """
    counts = pd.crosstab(claims["lesson"], claims["verdict"])
    counts = counts[[verdict for verdict in VERDICTS if verdict in counts]]
    return counts.assign(claims=counts.sum(axis=1)).rename_axis(columns=None)


def report(claims: pd.DataFrame) -> str:
    """The ledger for a reader in a terminal: each lesson, its claims and what is still open."""
    parts = []
    for lesson, group in claims.groupby("lesson"):
        waiting = int((group["verdict"] == "open").sum())
        state = f"{waiting} of {len(group)} still open" if waiting else f"all {len(group)} judged"
        parts.append(f"Lesson {lesson}: {state}")
        for row in group.itertuples():
            clock = "" if pd.isna(row.clock) else f" (clock: {row.clock})"
            parts.append(f"  {row.claim_id}  {row.verdict + clock:28} {_short(row.paraphrase)}")
    waiting = int((claims["verdict"] == "open").sum())
    parts.append(f"{len(claims)} claims, {len(claims) - waiting} judged, {waiting} open")
    return "\n".join(parts)


def _short(text: str, width: int = 78) -> str:
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + " …"
