"""Settle a question: two coders, their agreement first, and a rule for what they do not agree on.

A question is settled once it has closed and both coders say the same. If they differ it is *ambiguous*, and
nobody is scored on it: a forecaster should not lose to the wording. A conditional question whose condition
failed is *void*. Everything else is *open*.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from china_russia_axis.forecasts.scores import NOT_RESOLVED

AT_ANY_TIME = "yes"
"""The one answer that settles a question before it closes: what has happened cannot unhappen."""


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree.

    Attributes
    ----------
    questions : int
        Questions that both coded.
    share : float
        Share on which they agree, 0 to 1.
    by_chance : float
        Share to be expected if each drew from his own frequencies blindly.
    kappa : float
        Cohen's kappa: the part of the possible agreement beyond chance that was reached. 1 is full, 0 is
        chance; NaN where both used one and the same answer throughout, which says nothing.
    """

    questions: int
    share: float
    by_chance: float
    kappa: float


def agreement(first, second) -> Agreement:
    """Per cent agreement and Cohen's kappa of two coders.

    Parameters
    ----------
    first, second : sequence of str
        Their answers to the same questions; a pair with ``open`` or an empty answer is left out.

    Examples
    --------
    >>> agreement(["yes", "no", "no", "yes"], ["yes", "no", "yes", "yes"]).kappa
    0.5
    """
    pairs = pd.DataFrame({"first": list(first), "second": list(second)})
    pairs = pairs[pairs.notna().all(axis=1) & (pairs != "open").all(axis=1) & (pairs != "").all(axis=1)]
    if pairs.empty:
        return Agreement(0, np.nan, np.nan, np.nan)
    share = float((pairs["first"] == pairs["second"]).mean())
    shares = [pairs[name].value_counts(normalize=True) for name in pairs]
    by_chance = float(shares[0].mul(shares[1], fill_value=0).sum())
    kappa = (share - by_chance) / (1 - by_chance) if by_chance < 1 - 1e-12 else np.nan
    return Agreement(len(pairs), share, by_chance, float(kappa))


def settle(coding_a: str, coding_b: str, closes, as_of) -> str:
    """What stands in the registry, from two codings and two dates.

    Parameters
    ----------
    coding_a, coding_b : str
        An outcome of the question, ``void`` or ``open``.
    closes, as_of : date-like
        Last day of the question, and last day of the record that was read.

    Returns
    -------
    str
        An outcome, or ``open``, ``void`` or ``ambiguous``.

    Examples
    --------
    >>> settle("yes", "no", "2025-12-31", "2026-05-20")
    'ambiguous'
    >>> settle("no", "no", "2033-12-31", "2026-05-20")
    'open'
    """
    happened = coding_a == coding_b == AT_ANY_TIME
    if happened:
        return AT_ANY_TIME
    if pd.Timestamp(as_of) < pd.Timestamp(closes) or "open" in (coding_a, coding_b):
        return "open"
    return coding_a if coding_a == coding_b else "ambiguous"


def status(outcome: str) -> str:
    """``open``, ``void``, ``ambiguous`` or ``resolved``."""
    return outcome if outcome in NOT_RESOLVED else "resolved"
