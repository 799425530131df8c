"""A forecast beside others: base rate, even chances, the essay read literally, a scenario, one's own."""

import pandas as pd

from china_russia_axis.capstone.problems import MemoError

OTHERS = ("even chances", "base rate", "essay")
_IN_THE_TABLE = {"uniform": "even chances"}


def beside(entries, question="F1", **more) -> pd.DataFrame:
    """Forecasts of one question side by side.

    Parameters
    ----------
    entries : DataFrame
        The table ``forecast_entries``.
    question : str
        Such as ``"F1"``.
    **more : mapping or Series
        Further forecasts by name, outcome to chance (0 to 1): ``mine={...}``.

    Returns
    -------
    DataFrame
        Index outcome, one column a forecaster, chances from 0 to 1. The registry's own model stays out: the
        scenario that is given takes its place.

    Raises
    ------
    MemoError
        When nobody has forecast the question, or a forecast lacks an outcome.
    """
    rows = entries[(entries["question_id"] == question) & (entries["forecaster"] != "model")]
    if rows.empty:
        raise MemoError(f"The table of forecasts has none for a question '{question}'. Try F1.")
    names = rows["forecaster"].replace(_IN_THE_TABLE)
    table = rows.assign(forecaster=names).pivot(index="outcome", columns="forecaster", values="chance")
    table = table.loc[list(dict.fromkeys(rows["outcome"]))]
    table = table[[name for name in OTHERS if name in table]].rename_axis(columns=None)
    for name, chances in more.items():
        chances = dict(chances)
        missing = [outcome for outcome in table.index if outcome not in chances]
        if missing:
            raise MemoError(f"The forecast '{name}' gives no chance for {', '.join(missing)}.")
        table[name.replace("_", " ")] = [float(chances[outcome]) for outcome in table.index]
    return table
