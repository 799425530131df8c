"""The essay's argument as a chain of six steps, each a set of parts of the claims ledger."""

import pandas as pd

STEPS = {
    "1 A long approach": ("opening", "history"),
    "2 Drivers before the war": ("2019 upgrade",),
    "3 The war binds": ("war", "no-limits statement"),
    "4 Two camps": ("blocs",),
    "5 Bodies as instruments": ("institutions", "BRICS", "SCO"),
    "6 What comes next": ("outlook", "shocks", "reversal"),
}
TYPES = ("fact", "causal", "judgement", "forecast")


def by_step(claims: pd.DataFrame) -> pd.DataFrame:
    """Number of claims of each type in each step of the argument.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``claims``, with ``section`` and ``type``.

    Returns
    -------
    pandas.DataFrame
        Six rows (steps, in order), four columns (types), whole numbers.
    """
    step_of = {section: step for step, sections in STEPS.items() for section in sections}
    counts = pd.crosstab(claims["section"].map(step_of), claims["type"])
    counts = counts.reindex(index=list(STEPS), columns=list(TYPES), fill_value=0)
    return counts.rename_axis(index="step", columns="type")
