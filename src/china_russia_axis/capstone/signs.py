"""Signposts: which news speaks for a future, and by how much a forecast has to follow it.

News that is as likely with the future as without it tells nothing, however loud it is. The ratio of the two
chances is what counts: odds after the news are odds before it, times the ratio.
"""

import pandas as pd

from china_russia_axis.capstone.problems import MemoError

NEWS = {
    "taiwan war ever": "a war over Taiwan",
    "opportunism ever": "Russia strikes during a Taiwan crisis",
    "taiwan crisis ever": "a Taiwan crisis",
    "setback ever": "a Russian collapse in Ukraine",
    "reorientation ever": "a US turn toward Moscow",
}


def signposts(scenario, future="alliance", by=2033) -> pd.DataFrame:
    """How strongly each shock of the model, once seen, speaks for one future.

    Parameters
    ----------
    scenario : Scenario
    future : str
        An event of the model, such as ``"alliance"`` or ``"rupture"``.
    by : int
        Year in which the future holds, and by which the news has come.

    Returns
    -------
    DataFrame
        Index news, the strongest sign first: ``with_it`` and ``without_it`` (chance of the news in worlds
        with and without the future, 0 to 1), ``ratio``, ``before`` and ``after`` (chance of the future before
        and after the news).
    """
    from china_russia_axis.scenario import event, probability

    future = event(future)
    before = probability(scenario, future, by=by)
    rows = {}
    for name, words in NEWS.items():
        with_it, without_it = (probability(scenario, name, given, by) for given in (future, ~future))
        ratio = with_it / without_it if without_it else float("nan")
        rows[words] = [with_it, without_it, ratio, before, probability(scenario, future, name, by)]
    columns = ["with_it", "without_it", "ratio", "before", "after"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("news")
    return table.sort_values("ratio", ascending=False, kind="stable")


def updated(chance, ratio) -> float:
    """The chance after a piece of news.

    Parameters
    ----------
    chance : float
        Before the news, 0 to 1.
    ratio : float
        How many times as likely the news is in worlds with the future as in worlds without it, above 0.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    MemoError
        When a number is out of its range.

    Examples
    --------
    >>> round(updated(0.1, 4), 2)
    0.31
    """
    if not 0 <= chance <= 1:
        raise MemoError(f"The chance is {chance!r}; write it as a fraction from 0 to 1, such as 0.1.")
    if not ratio > 0:
        raise MemoError(f"The ratio is {ratio!r}; it has to be above 0. News that says nothing has ratio 1.")
    if chance == 1:
        return 1.0
    odds = chance / (1 - chance) * ratio
    return odds / (1 + odds)
