"""Many answers to one question: pools, spread and outliers of a class.

>>> geometric_pool([[0.2, 0.8], [0.8, 0.2]]).tolist()
[0.5, 0.5]

The geometric pool multiplies odds, so whoever is nearly certain pulls hard; the linear pool averages chances.
"""

from dataclasses import dataclass

import numpy as np

FLOOR = 1e-4
"""In the geometric pool a chance below one in ten thousand counts as that: one 0 must not veto a class."""

FEWEST = 5
"""With fewer answers nobody is called an outlier."""

FAR = 3.5
"""An outlier is more than this many robust standard deviations (1.4826 x MAD) from the median."""

NARROWEST = 0.02
"""The robust standard deviation counts as at least this: a class that agrees closely has no outliers."""


def geometric_pool(shares) -> np.ndarray:
    """Pool by the geometric mean of odds, made to sum to 1.

    Parameters
    ----------
    shares : array_like, shape (answers, ..., futures)
        Chances of each answer; they sum to 1 over the last axis.

    Returns
    -------
    ndarray, shape (..., futures)
        For two futures this is the geometric mean of odds; for more, the normalised geometric mean. A future
        that every answer holds impossible stays impossible.
    """
    shares = np.asarray(shares, float)
    possible = (shares > 0).any(axis=0)
    means = np.exp(np.log(np.maximum(shares, FLOOR)).mean(axis=0)) * possible
    return means / means.sum(axis=-1, keepdims=True)


def linear_pool(shares) -> np.ndarray:
    """Pool by the plain mean of chances, for comparison: shape (answers, ..., futures) to (..., futures)."""
    return np.asarray(shares, float).mean(axis=0)


@dataclass(frozen=True)
class Outlier:
    """The chance in which an answer is furthest from its class.

    Attributes
    ----------
    answer, year, future : int
        Places along the axes.
    share, median : float
        Its chance, and the median of the class.
    distance : float
        In robust standard deviations.
    """

    answer: int
    year: int
    future: int
    share: float
    median: float
    distance: float


def outliers(shares) -> tuple:
    """Answers far from the median of the class, the furthest first, each with its furthest chance.

    Parameters
    ----------
    shares : array_like, shape (answers, years, futures)

    Returns
    -------
    tuple of Outlier
    """
    shares = np.asarray(shares, float)
    if len(shares) < FEWEST:
        return ()
    median = np.median(shares, axis=0)
    deviation = np.maximum(1.4826 * np.median(abs(shares - median), axis=0), NARROWEST)
    distance = abs(shares - median) / deviation
    found = []
    for answer in np.flatnonzero(distance.max(axis=(1, 2)) > FAR).tolist():
        year, future = np.unravel_index(distance[answer].argmax(), median.shape)
        at = int(year), int(future)
        found.append(
            Outlier(answer, *at, float(shares[answer][at]), float(median[at]), float(distance[answer][at]))
        )
    return tuple(sorted(found, key=lambda one: (-one.distance, one.answer)))
