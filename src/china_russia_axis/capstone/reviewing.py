"""The rubric of the memo as the lesson shows it: a table of levels, and a sum of points."""

import pandas as pd

from china_russia_axis import rubrics

LESSON, KEY = "10", "memo"


def rubric() -> pd.DataFrame:
    """The rubric as a table: one row a level of a criterion, the best level first.

    Returns
    -------
    DataFrame
        Columns ``criterion`` (its key), ``title``, ``points``, ``level``, ``describes`` and ``sample``.
    """
    return pd.DataFrame(
        [
            {
                "criterion": one.key,
                "title": one.title,
                "points": level.points,
                "level": level.title,
                "describes": level.describes,
                "sample": level.sample,
            }
            for one in rubrics.find(LESSON, KEY).criteria
            for level in one.levels
        ]
    )


def total(marks) -> tuple[int, int]:
    """Add up the points of one memo.

    Parameters
    ----------
    marks : mapping or Series of str to int
        Points for every criterion of the rubric.

    Returns
    -------
    points, most : int

    Raises
    ------
    RubricError
        When a criterion is missing or unknown, or has a level that the rubric does not have.
    """
    found = rubrics.find(LESSON, KEY)
    return found.add(dict(marks)), found.points
