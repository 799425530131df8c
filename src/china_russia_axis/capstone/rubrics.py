"""Reading ``rubric.toml``: the criteria by which a memo is marked, and their levels."""

import tomllib

import pandas as pd

from china_russia_axis import places
from china_russia_axis.capstone.problems import MemoError


def rubric(lesson: str = "10-your-forecast") -> pd.DataFrame:
    """The rubric as a table: one row a level of a criterion, the best level first.

    Parameters
    ----------
    lesson : str
        Name of the lesson's folder.

    Returns
    -------
    DataFrame
        Columns ``criterion`` (its key), ``title``, ``points``, ``level``, ``describes`` and ``sample``.
    """
    path = places.lessons() / lesson / "rubric.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return pd.DataFrame(
        [
            {
                "criterion": one["key"],
                "title": one["title"],
                "points": level["points"],
                "level": level["title"],
                "describes": level["describes"],
                "sample": level["sample"],
            }
            for one in content["criterion"]
            for level in one["level"]
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
    MemoError
        When a criterion is missing or unknown, or has a level that the rubric does not have.
    """
    table, marks = rubric(), dict(marks)
    levels = table.groupby("criterion", sort=False)["points"].agg(list).to_dict()
    missing, unknown = (
        [one for one in levels if one not in marks],
        [one for one in marks if one not in levels],
    )
    if missing or unknown:
        raise MemoError(
            f"Give points for each of {', '.join(levels)}; missing: {', '.join(missing) or 'none'}, "
            f"unknown: {', '.join(map(str, unknown)) or 'none'}."
        )
    for one, points in marks.items():
        if points not in levels[one]:
            raise MemoError(
                f"'{one}' has {points!r} points; the rubric gives {', '.join(map(str, levels[one]))}."
            )
    return int(sum(marks.values())), sum(max(points) for points in levels.values())
