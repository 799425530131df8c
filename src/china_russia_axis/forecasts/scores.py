"""Scores of a forecast against what came: Brier, logarithmic, and ranked for the ordered futures.

All three are proper: who reports what she believes has the best score to expect. All three are losses: 0 is
best, more is worse. A forecast is a mapping from outcome to chance (0 to 1), in the order of the outcomes.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from china_russia_axis.forecasts.questions import FUTURES

FLOOR = 0.01
"""A chance below this counts as this in the logarithmic score: one 0 that happens would cost infinitely."""

NOT_RESOLVED = ("open", "void", "ambiguous")
"""Outcomes of a question that nobody can be scored on."""


def brier(chances, outcome: str) -> float:
    """Brier score over all outcomes: squared distance between the forecast and what came.

    The form of Brier's paper of 1950: 0 is perfect, 2 is certain and wrong. A yes-or-no question answered
    with one half scores .5, five futures answered with a fifth each score .8.

    Parameters
    ----------
    chances : mapping of str to float
        Chance of each outcome, 0 to 1, together 1.
    outcome : str
        What came.

    Examples
    --------
    >>> round(brier({"yes": 0.7, "no": 0.3}, "yes"), 2)
    0.18
    """
    _require(chances, outcome)
    return float(sum((chance - (name == outcome)) ** 2 for name, chance in chances.items()))


def brier_of_yes(chance: float, happened: bool) -> float:
    """Brier score of a yes-or-no question in the form most often printed: (chance - 0 or 1) squared.

    Half of :func:`brier` for the same forecast: 0 is perfect, 1 is certain and wrong, one half scores .25.
    """
    return float((chance - bool(happened)) ** 2)


def logarithmic(chances, outcome: str, floor: float = FLOOR) -> float:
    """Logarithmic score: minus the natural logarithm of the chance given to what came.

    Chances below ``floor`` (.01 by default) count as ``floor``; :func:`was_clipped` says when that happened.
    Clipping is a mercy, and it costs a little: below the floor the score no longer rewards honesty.
    """
    _require(chances, outcome)
    return -math.log(max(chances[outcome], floor))


def was_clipped(chances, outcome: str, floor: float = FLOOR) -> bool:
    """True where the logarithmic score was softened, because less than ``floor`` was given to what came."""
    return chances[outcome] < floor


def ranked(chances, outcome: str) -> float:
    """Ranked probability score: as Brier, and near misses cost less than far ones.

    For ordered outcomes such as the five futures: chances are added up from the first outcome on, and the
    squared distances are averaged over the steps between outcomes. 0 is perfect, 1 is certain of the wrong
    end. With two outcomes it equals :func:`brier_of_yes`.
    """
    _require(chances, outcome)
    names = list(chances)
    reached = np.cumsum([chances[name] for name in names])[:-1]
    came = np.arange(len(names) - 1) >= names.index(outcome)
    return float(np.mean((reached - came) ** 2))


def skill(score: float, reference: float) -> float:
    """Share of the reference's loss that a forecaster saved: 1 is perfect, 0 no better, negative worse.

    NaN where the reference was perfect: then nobody can do better.
    """
    return 1 - score / reference if reference > 0 else math.nan


@dataclass(frozen=True)
class Difference:
    """Two forecasters on the questions that both answered.

    Attributes
    ----------
    questions : int
        How many questions both answered and time has settled.
    score, reference : float
        Mean Brier score of each on those.
    skill : float
        See :func:`skill`.
    wins : int
        Questions on which the forecaster scored better than the reference.
    """

    questions: int
    score: float
    reference: float
    skill: float
    wins: int


def by_question(entries: pd.DataFrame, outcomes) -> pd.DataFrame:
    """Score every forecast on every question that is settled.

    Parameters
    ----------
    entries : DataFrame
        Columns ``question_id``, ``forecaster``, ``outcome`` and ``chance`` (0 to 1); the table
        ``forecast_entries``, or what :func:`~china_russia_axis.forecasts.as_entries` makes of a book.
    outcomes : mapping or Series
        What came, by ``question_id``; ``open``, ``void`` and ``ambiguous`` questions are left out.

    Returns
    -------
    DataFrame
        One row a question and forecaster: ``came``, ``chance_of_it``, ``brier``, ``log``, ``clipped`` and
        ``ranked`` (NaN for questions with two outcomes).
    """
    outcomes = dict(outcomes)
    rows = []
    for (question, forecaster), group in entries.groupby(["question_id", "forecaster"], sort=False):
        came = outcomes.get(question, "open")
        if came in NOT_RESOLVED:
            continue
        chances = dict(zip(group["outcome"], group["chance"], strict=True))
        if set(chances) == set(FUTURES):
            chances = {name: chances[name] for name in FUTURES}
        rows.append({"question_id": question, "forecaster": forecaster, **_scored(chances, came)})
    return pd.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS = ("question_id", "forecaster", "came", "chance_of_it", "brier", "log", "clipped", "ranked")


def _scored(chances: dict, came: str) -> dict:
    return {
        "came": came,
        "chance_of_it": chances[came],
        "brier": brier(chances, came),
        "log": logarithmic(chances, came),
        "clipped": was_clipped(chances, came),
        "ranked": ranked(chances, came) if len(chances) > 2 else math.nan,
    }


def by_forecaster(scores: pd.DataFrame, reference: str = "uniform") -> pd.DataFrame:
    """Mean scores of each forecaster, and the skill against a reference on the questions of both.

    Parameters
    ----------
    scores : DataFrame
        Answer of :func:`by_question`.
    reference : str
        The forecaster to be beaten.

    Returns
    -------
    DataFrame
        Index forecaster, the best skill first: ``questions``, ``brier``, ``log``, ``ranked``, ``shared``
        (questions that the reference answered too), ``brier_of_reference`` and ``skill`` on those.
        Means over different questions are not comparable; the skill is, as far as small numbers allow.
    """
    means = scores.groupby("forecaster", sort=False).agg(
        questions=("brier", "size"), brier=("brier", "mean"), log=("log", "mean"), ranked=("ranked", "mean")
    )
    against = [difference(scores, name, reference) for name in means.index]
    means["shared"] = [one.questions for one in against]
    means["brier_of_reference"] = [one.reference for one in against]
    means["skill"] = [one.skill for one in against]
    return means.sort_values("skill", ascending=False, kind="stable")


def difference(scores: pd.DataFrame, forecaster: str, reference: str) -> Difference:
    """Compare two forecasters on the questions that both answered; NaN scores where there are none."""
    wide = scores.pivot_table(index="question_id", columns="forecaster", values="brier")
    if forecaster not in wide or reference not in wide:
        return Difference(0, math.nan, math.nan, math.nan, 0)
    both = wide[[forecaster, reference]] if forecaster != reference else wide[[forecaster]]
    both = both.dropna()
    one, other = (float(both[name].mean()) for name in (forecaster, reference))
    wins = int((both[forecaster] < both[reference]).sum())
    return Difference(len(both), one, other, skill(one, other), wins)


def _require(chances, outcome: str) -> None:
    if outcome not in chances:
        raise ValueError(f"'{outcome}' is none of the outcomes: {', '.join(chances)}.")
    values = list(chances.values())
    if not all(0 <= value <= 1 for value in values) or abs(sum(values) - 1) > 1e-4:
        raise ValueError(
            f"The chances {dict(chances)} are no forecast: each has to lie between 0 and 1, together 1."
        )
