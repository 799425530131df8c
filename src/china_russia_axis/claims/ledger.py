"""Reading the ledger: one claim by its id, and where it stands in the essay, in words."""

import re
from difflib import get_close_matches

import pandas as pd

VERDICTS = ("supported", "partly", "contradicted", "not testable", "since changed", "open")


class UnknownClaim(LookupError):
    """Raised for an id that the ledger does not list; the message names the nearest ones."""


def find(claims: pd.DataFrame, identifier) -> dict:
    """One row of the ledger as a dictionary; empty cells are empty strings.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.
    identifier : str
        Such as ``"C61"``; small letters and a missing nought are forgiven.

    Raises
    ------
    UnknownClaim
        When the ledger has no such claim.
    """
    ids = list(claims["claim_id"])
    name = _tidy(identifier)
    if name not in ids:
        near = get_close_matches(name, ids, n=3, cutoff=0.6)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise UnknownClaim(f"There is no claim '{identifier}'. {hint}They run from {ids[0]} to {ids[-1]}.")
    row = claims[claims["claim_id"] == name].iloc[0]
    return {column: "" if pd.isna(value) else value for column, value in row.items()}


def location(text: str) -> str:
    """Where a claim stands in the essay: "p12s3" is "paragraph 12, sentence 3"."""
    places = re.findall(r"p(\d+)s(\d+)", text)
    return " and ".join(f"paragraph {paragraph}, sentence {sentence}" for paragraph, sentence in places)


def _tidy(identifier) -> str:
    name = str(identifier).strip().upper()
    number = re.fullmatch(r"C?(\d{1,2})", name)
    return f"C{int(number[1]):02d}" if number else name
