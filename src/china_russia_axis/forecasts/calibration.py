"""Calibration: whether what was given 30 per cent came three times in ten.

CORP (Dimitriadis, Gneiting and Jordan 2021) answers without bins: isotonic regression, which pools adjacent
violators, gives the event frequency that rises with the forecast and fits best. The mean Brier score (of yes:
0 to 1) then splits into miscalibration - discrimination + uncertainty.
"""

from dataclasses import dataclass

import numpy as np

SEED = 2023
"""Seed of every resampling here, so that a figure stays the same."""


@dataclass(frozen=True)
class Calibration:
    """A reliability curve and what the score is made of.

    Attributes
    ----------
    chances : ndarray, shape (n,)
        The forecasts, sorted.
    happened : ndarray, shape (n,)
        1 where the event came, in the same order.
    frequencies : ndarray, shape (n,)
        Recalibrated chances: the frequency of the event among forecasts pooled with this one.
    low, high : ndarray, shape (n,)
        Consistency band: where the frequencies of a perfectly calibrated forecaster would lie.
    brier, miscalibration, discrimination, uncertainty : float
        ``brier = miscalibration - discrimination + uncertainty``.
    level : float
        Share of resamples within the band at each forecast.
    """

    chances: np.ndarray
    happened: np.ndarray
    frequencies: np.ndarray
    low: np.ndarray
    high: np.ndarray
    brier: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    level: float

    @property
    def questions(self) -> int:
        """Number of forecasts."""
        return len(self.chances)

    @property
    def outside(self) -> int:
        """Forecasts whose frequency lies outside the band: what small numbers alone do not explain."""
        return int(((self.frequencies < self.low - 1e-9) | (self.frequencies > self.high + 1e-9)).sum())


def corp(chances, happened, level: float = 0.9, resamples: int = 1000, seed: int = SEED) -> Calibration:
    """Reliability by isotonic regression, with a band for luck and a split of the score.

    Parameters
    ----------
    chances : array_like, shape (n,)
        Chances of yes, 0 to 1.
    happened : array_like, shape (n,)
        True or 1 where it came.
    level : float
        Width of the band.
    resamples, seed : int
        The band comes from drawing outcomes as if the forecasts were right, this many times.

    Returns
    -------
    Calibration

    Raises
    ------
    ValueError
        When there is no forecast, or a number is no chance.
    """
    chances, happened = np.asarray(chances, float), np.asarray(happened, float)
    if chances.size == 0 or chances.shape != happened.shape:
        raise ValueError("Give as many chances as outcomes, and at least one of each.")
    if not ((chances >= 0) & (chances <= 1)).all():
        raise ValueError("Every chance has to be a number from 0 to 1.")
    order = np.argsort(chances, kind="stable")
    chances, happened = chances[order], happened[order]
    frequencies = recalibrated(chances, happened)
    low, high = _band(chances, level, resamples, seed)
    score, best = np.mean((chances - happened) ** 2), np.mean((frequencies - happened) ** 2)
    plain = np.mean((happened.mean() - happened) ** 2)
    parts = (float(part) for part in (score, score - best, plain - best, plain))
    return Calibration(chances, happened, frequencies, low, high, *parts, level)


def recalibrated(chances, happened) -> np.ndarray:
    """Event frequencies that never fall as the forecast rises, as close to the outcomes as possible.

    Parameters
    ----------
    chances, happened : ndarray, shape (n,)
        Chances in rising order; equal ones share one frequency.

    Returns
    -------
    ndarray, shape (n,)
    """
    from scipy.optimize import isotonic_regression

    _, groups, sizes = np.unique(chances, return_inverse=True, return_counts=True)
    means = np.bincount(groups, weights=happened) / sizes
    return isotonic_regression(means, weights=sizes).x[groups]


def _band(chances, level, resamples, seed):
    draws = np.random.default_rng(seed).random((resamples, len(chances))) < chances
    curves = np.array([recalibrated(chances, draw.astype(float)) for draw in draws])
    edge = (1 - level) / 2
    return np.quantile(curves, edge, axis=0), np.quantile(curves, 1 - edge, axis=0)


def too_extreme(chances, times: float = 2.0) -> np.ndarray:
    """The same forecasts with log-odds ``times`` as large: 60 per cent becomes 69, 90 becomes 99."""
    chances = np.asarray(chances, float)
    yes, no = chances**times, (1 - chances) ** times
    return yes / (yes + no)


def how_often_the_better_wins(questions: int, times: float = 2.0) -> float:
    """Chance that a calibrated forecaster beats one too extreme, by mean Brier score.

    The questions have true chances spread evenly from 0 to 1. One forecaster knows them; the other has
    log-odds ``times`` as large. Everything else is luck, and luck decides surprisingly often. No random
    numbers: the law of the difference on one question is laid on a fine grid and added up.

    Parameters
    ----------
    questions : int
        How many questions both answer.
    times : float
        How much too extreme the worse one is.

    Returns
    -------
    float
        .62 at 10 questions, .78 at 40, .965 at 200; and .25 at a single one, where the bolder usually wins.

    Raises
    ------
    ValueError
        When there is no question, or the two forecasters are the same.
    """
    if questions < 1 or times == 1:
        raise ValueError("A contest needs at least one question and two different forecasters.")
    # The grid of the sum has about the same length whatever the number of questions.
    step = questions / 1_000_000
    start, law = _law_of_the_difference(times, step)
    length = questions * (len(law) - 1) + 1
    size = 2 ** int(np.ceil(np.log2(length)))
    total = np.fft.irfft(np.fft.rfft(law, size) ** questions, size)[:length]
    # Place `zero` stands for a difference of nothing, which counts half.
    zero = -questions * start
    return min(1.0, float(total[zero + 1 :].sum() + total[zero] / 2))


def _law_of_the_difference(times, step, places=200_000):
    """Score of the worse minus the better on one question: first grid place, and mass at each place."""
    true = (np.arange(places) + 0.5) / places
    said = too_extreme(true, times)
    gaps = np.concatenate([(said - 1) ** 2 - (true - 1) ** 2, said**2 - true**2]) / step
    masses = np.concatenate([true, 1 - true]) / places
    below = np.floor(gaps).astype(int)
    start = int(below.min())
    # Split between the two neighbouring places, which keeps the mean.
    upper = np.bincount(below - start + 1, masses * (gaps - below))
    lower = np.bincount(below - start, masses * (1 - gaps + below), len(upper))
    return start, upper + lower


def two_outcome_events(entries, outcomes):
    """Chances of yes and what came, of all settled yes-or-no questions of a table of entries.

    Parameters
    ----------
    entries : DataFrame
        As in :func:`~china_russia_axis.forecasts.scores.by_question`.
    outcomes : mapping or Series
        What came, by ``question_id``.

    Returns
    -------
    DataFrame
        ``question_id``, ``forecaster``, ``chance`` of yes and ``happened``.
    """
    rows = entries[entries["outcome"] == "yes"]
    came = rows["question_id"].map(dict(outcomes))
    rows = rows.assign(happened=came == "yes")[came.isin(["yes", "no"])]
    return rows[["question_id", "forecaster", "chance", "happened"]].reset_index(drop=True)
