"""A composite index: normalise the indicators, weigh them, add them up, and ask how firm the ranks are.

The steps and the words follow the Handbook on Constructing Composite Indicators of the OECD and the Joint
Research Centre (2008). Each step is a choice, and none is a fact:

- *normalisation* puts unlike units on one scale: ``min-max`` (0 the lowest, 100 the highest of those
  compared), ``z-score`` (how many standard deviations from the mean) or ``rank`` (0 last, 100 first);
- *weights*, shares of one hundred; those given are divided by their sum;
- *aggregation*: ``arithmetic`` lets a strong indicator pay for a weak one; ``geometric`` does so less, and
  one zero makes the whole product zero.

Who is compared is a choice too: all three normalisations look at those in the table, and a row that lacks
an indicator with a weight above nought is left out before anything is computed.
"""

import numpy as np
import pandas as pd

NORMALISATIONS = ("min-max", "z-score", "rank")
AGGREGATIONS = ("arithmetic", "geometric")

# Indicators in which a small number means close.
SMALLER_IS_CLOSER = ("distance",)

# A frozen stream (NEP 19): the same draws under every version of NumPy.
_SEED = 2023


class UnusableIndicator(ValueError):
    """Raised for weights or choices from which no index can be computed; the message says what to change."""


def normalise(table: pd.DataFrame, how: str = "min-max") -> pd.DataFrame:
    """Put every indicator on one scale on which more means closer.

    Parameters
    ----------
    table : DataFrame
        One row a pair (or year), one column an indicator, without gaps.
    how : str
        One of :data:`NORMALISATIONS`.

    Returns
    -------
    DataFrame
        ``min-max`` and ``rank`` from 0 to 100, ``z-score`` with mean 0 and standard deviation 1. An
        indicator that is the same for all tells nobody apart: it becomes 50, or 0 as a z-score.
    """
    _require(how, NORMALISATIONS, "normalisation")
    signs = [-1.0 if name in SMALLER_IS_CLOSER else 1.0 for name in table.columns]
    values = table.astype(float) * signs
    if how == "rank":
        last = max(len(values) - 1, 1)
        return (100 * (values.rank(method="average") - 1) / last) if len(values) > 1 else values * 0 + 50.0
    if how == "z-score":
        spread = values.std(ddof=0)
        return ((values - values.mean()) / spread.where(spread > 0)).fillna(0.0)
    span = values.max() - values.min()
    return (100 * (values - values.min()) / span.where(span > 0)).fillna(50.0)


def composite(
    table: pd.DataFrame, weights: dict, normalisation: str = "min-max", aggregation: str = "arithmetic"
) -> pd.DataFrame:
    """Compute the index and the ranks under one set of choices.

    Parameters
    ----------
    table : DataFrame
        One row a pair (or year), one column an indicator; gaps allowed.
    weights : dict
        Weight of each indicator, 0 or more, in any unit. An indicator that is not named weighs nothing.
    normalisation, aggregation : str
        One of :data:`NORMALISATIONS` and one of :data:`AGGREGATIONS`.

    Returns
    -------
    DataFrame
        Columns ``index`` and ``rank`` (1 is closest; equal values share the better rank), closest first.
        ``.attrs["left_out"]`` names the rows that lack an indicator in use.

    Raises
    ------
    UnusableIndicator
        When a weight is negative or names no indicator, all weights are 0, nothing is left to compare, or
        a geometric mean is asked of z-scores, half of which are negative.
    """
    shares = _shares(table, weights)
    _require(aggregation, AGGREGATIONS, "aggregation")
    if aggregation == "geometric" and normalisation == "z-score":
        raise UnusableIndicator(
            "A geometric mean needs numbers above nought, and z-scores fall on both sides: "
            "choose min-max or rank, or add arithmetically."
        )
    used = table[list(shares.index)].dropna()
    if used.empty:
        raise UnusableIndicator("No row has all the indicators in use: set one more weight to 0.")
    index = _add_up(normalise(used, normalisation).to_numpy(), shares.to_numpy()[None, :], aggregation)[:, 0]
    result = pd.DataFrame({"index": index}, index=used.index)
    # Rounded, so that two equal sums do not differ in their sixteenth digit.
    result["rank"] = result["index"].round(9).rank(ascending=False, method="min").astype(int)
    result = result.sort_values(["rank"], kind="stable")
    result.attrs["left_out"] = [name for name in table.index if name not in used.index]
    return result


def _shares(table: pd.DataFrame, weights: dict) -> pd.Series:
    unknown = [name for name in weights if name not in table.columns]
    if unknown:
        raise UnusableIndicator(
            f"There is no indicator {unknown[0]!r}. There is: {', '.join(map(str, table.columns))}."
        )
    if any(weight < 0 for weight in weights.values()):
        raise UnusableIndicator("A weight is 0 or more; to turn an indicator round, change its meaning.")
    used = pd.Series({name: float(weight) for name, weight in weights.items() if weight > 0})
    if used.empty:
        raise UnusableIndicator("All weights are 0: give at least one indicator some weight.")
    return used / used.sum()


def _add_up(scores: np.ndarray, shares: np.ndarray, aggregation: str) -> np.ndarray:
    """Scores (rows x indicators) under several sets of shares (sets x indicators): rows x sets."""
    if aggregation == "arithmetic":
        return scores @ shares.T
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(scores)
        # Nought to the power of a weight is nought; a weight of 0 has been taken out before.
        return np.exp(np.where(np.isneginf(logs), -1e9, logs) @ shares.T)


def drawn_ranks(
    table: pd.DataFrame,
    draws: int = 2000,
    normalisations=NORMALISATIONS,
    aggregation: str = "arithmetic",
    seed: int = _SEED,
) -> pd.DataFrame:
    """Rank the rows under many weights drawn at random, each with every normalisation.

    Every way of sharing one hundred points among the indicators is equally likely. Rows with a gap are left
    out, as in :func:`composite`.

    Returns
    -------
    DataFrame
        One row a draw and normalisation, one column a pair (or year): its rank, 1 closest.
    """
    used = table.dropna()
    if used.empty:
        raise UnusableIndicator("No row has all the indicators: leave out a column with gaps.")
    raw = np.random.RandomState(seed).standard_exponential((draws, used.shape[1]))
    shares = raw / raw.sum(axis=1, keepdims=True)
    parts = []
    for how in normalisations:
        index = _add_up(normalise(used, how).to_numpy(), shares, aggregation)
        ranks = pd.DataFrame(index.T, columns=used.index).round(9).rank(axis=1, ascending=False, method="min")
        parts.append(ranks.astype(int))
    return pd.concat(parts, keys=list(normalisations), names=["normalisation", "draw"])


def rank_ranges(ranks: pd.DataFrame) -> pd.DataFrame:
    """Sum up drawn ranks: the middle one, the span of nine in ten, and how often each row is first.

    Parameters
    ----------
    ranks : DataFrame
        From :func:`drawn_ranks`.

    Returns
    -------
    DataFrame
        One row a pair; ``low`` and ``high`` (5th and 95th percentile), ``median``, ``first_pct`` (per cent
        of draws at rank 1) and ``usual_pct`` (per cent of draws that keep the commonest rank).
    """
    table = pd.DataFrame(
        {
            "median": ranks.median(),
            "low": ranks.quantile(0.05),
            "high": ranks.quantile(0.95),
            "first_pct": 100 * (ranks == 1).mean(),
            "usual_pct": [100 * ranks[name].value_counts(normalize=True).max() for name in ranks],
        }
    )
    return table.sort_values(["median", "low"], kind="stable")


def share_ahead(ranks: pd.DataFrame, first, second) -> float:
    """Share of draws, in per cent, in which ``first`` ranks above ``second``; ties count for neither."""
    for name in (first, second):
        if name not in ranks:
            raise UnusableIndicator(f"{name!r} is not among those ranked: {', '.join(map(str, ranks))}.")
    return float(100 * (ranks[first] < ranks[second]).mean())


def shares_of_first(ranks: pd.DataFrame) -> pd.Series:
    """Share of draws in which each row comes first, in per cent, the largest first; the rest left out.

    A first place that two rows share counts for both, so the sum may exceed 100.
    """
    shares = 100 * (ranks == 1).mean()
    return shares[shares > 0].sort_values(ascending=False, kind="stable")


def _require(name: str, known: tuple, kind: str) -> None:
    if name not in known:
        raise UnusableIndicator(f"There is no {kind} {name!r}. There is: {', '.join(known)}.")
