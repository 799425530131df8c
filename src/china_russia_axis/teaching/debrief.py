"""The debrief of the role-play: what each team set in the lab, and each forecast before and after.

Files of students are read and never changed; what cannot be read is named.
"""

from pathlib import Path

import pandas as pd

from china_russia_axis.teaching.role_play import SLIDERS

ASKED = {"F1": "alliance", "F2": "yes"}
"""Outcome that the debrief follows, by question of the forecast book."""


def teams(gathered) -> pd.DataFrame:
    """What each team set, and what follows.

    Parameters
    ----------
    gathered : Gathered
        Scenarios of a folder, from ``scenario.gathering.gather``.

    Returns
    -------
    pandas.DataFrame
        One row a team, first the model's own; columns :data:`SLIDERS`, then the chance of an alliance in 2033
        and 2043, all from 0 to 1. Chances that a team's years do not reach are missing.
    """
    from china_russia_axis.scenario import Scenario

    # The lab saves no pseudonym, so a team is known by the name of its file.
    named = {one.label if one.person else Path(one.where).stem: one.scenario for one in gathered.counted}
    rows = {"the model": Scenario()} | named
    return pd.DataFrame.from_dict({name: _row(scenario) for name, scenario in rows.items()}, orient="index")


def _row(scenario) -> dict:
    from china_russia_axis.scenario import futures

    table = futures(scenario)["alliance"]
    values = {name: scenario.values[name] for name in SLIDERS}
    return values | {f"alliance {year}": table.get(year, float("nan")) for year in (2033, 2043)}


def before_and_after(rows: pd.DataFrame) -> pd.DataFrame:
    """First and last forecast of everybody who wrote at least two on the same question.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of forecast books, as ``forecasts.read_book`` gives them, in the order written.

    Returns
    -------
    pandas.DataFrame
        Columns ``question_id``, ``forecaster``, ``before``, ``after`` and ``change``, in per cent and points.
    """
    wanted = rows[rows["question_id"].map(ASKED) == rows["outcome"]]
    found = []
    for (question, person), group in wanted.groupby(["question_id", "forecaster"], sort=True):
        first, last = float(group["per_cent"].iloc[0]), float(group["per_cent"].iloc[-1])
        if len(group) > 1:
            found.append((question, person, first, last, last - first))
    return pd.DataFrame(found, columns=["question_id", "forecaster", "before", "after", "change"])


def moved(table: pd.DataFrame, question: str) -> str:
    """One sentence on how a class moved on one question; empty when nobody wrote twice."""
    change = table.loc[table["question_id"] == question, "change"]
    if change.empty:
        return ""
    up, down = int((change > 0).sum()), int((change < 0).sum())
    what = {"F1": "an alliance at the end of 2033", "F2": "a Taiwan crisis or war by the end of 2033"}[
        question
    ]
    return (
        f"{question}, {what}: {up} of {len(change)} went up, {down} down, {len(change) - up - down} stayed; "
        f"the middle one moved by {change.median():+.0f} points."
    )


def report(folder) -> str:
    """The whole debrief of one folder as text.

    Raises
    ------
    FileNotFoundError
        When there is no such folder.
    """
    from china_russia_axis.scenario import gathering

    gathered = gathering.gather(folder)
    books, problems = _books(Path(folder))
    table = before_and_after(books)
    parts = [
        _teams_as_text(gathered),
        _forecasts_as_text(table),
        "\n".join(problems + [f"{one.where}: {one.problems[0]}" for one in gathered.unread]),
    ]
    return "\n\n".join(part for part in parts if part)


def _books(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    from china_russia_axis.forecasts.book import COLUMNS
    from china_russia_axis.forecasts.class_books import inspect_book

    tables, problems = [], []
    for path in sorted(folder.rglob("*.csv")):
        book = inspect_book(path)
        tables.append(book.rows)
        problems += [f"{path.relative_to(folder).as_posix()}: {one}" for one in book.problems]
    tables = [table for table in tables if len(table)]
    return (pd.concat(tables) if tables else pd.DataFrame(columns=list(COLUMNS))), problems


def _teams_as_text(gathered) -> str:
    from china_russia_axis.scenario import PARAMETERS

    if not gathered.counted:
        return "No scenario of a team yet: put the .toml files that the lab saved into the folder."
    table = teams(gathered)
    labels = [PARAMETERS[name].label for name in SLIDERS] + list(table.columns[len(SLIDERS) :])
    width = max(map(len, table.index))
    lines = ["What each team believes (per cent; * = moved away from the model):"]
    for name, label in zip(table.columns, labels, strict=True):
        lines.append(f"  {label}")
        for team, value in table[name].items():
            mark = "*" if abs(value - table[name].iloc[0]) > 1e-9 else " "
            shown = "-" if pd.isna(value) else f"{100 * value:.0f}"
            lines.append(f"    {team:{width}} {shown:>4} {mark}".rstrip())
    return "\n".join(lines)


def _forecasts_as_text(table: pd.DataFrame) -> str:
    if table.empty:
        return (
            "No forecast was written twice: put the files my-forecasts.csv into the folder, each in a folder "
            "of its own."
        )
    lines = [f"Forecasts before and after ({', '.join(f'{q}: {o}' for q, o in ASKED.items())}; per cent):"]
    lines += [
        f"  {row.question_id} {row.forecaster}: {row.before:.0f} -> {row.after:.0f} ({row.change:+.0f})"
        for row in table.itertuples()
    ]
    lines += [sentence for question in ASKED if (sentence := moved(table, question))]
    if (table.loc[table["question_id"] == "F2", "change"] > 0).any():
        lines.append("The game began with a crisis because its writers said so. What else made F2 rise?")
    return "\n".join(lines)
