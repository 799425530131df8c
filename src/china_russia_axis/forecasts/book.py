"""The forecast book: a table in the student's own folder to which rows are added and never changed.

Changing one's mind is allowed: a later row stands beside the earlier one, and both are scored.
"""

import csv
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from china_russia_axis.forecasts.questions import QUESTIONS, ForecastQuestion

BOOK = "my-forecasts.csv"
COLUMNS = ("written_at", "forecaster", "question_id", "version", "outcome", "per_cent", "reason")


class InvalidForecast(ValueError):
    """Raised for a forecast that cannot be scored; the message says why and how to mend it."""


@dataclass(frozen=True)
class FirstForecast:
    """One answered question.

    Parameters
    ----------
    question_id : str
        One of :data:`QUESTIONS`.
    per_cent : dict of str to float
        Chance of each outcome, 0 to 100; together 100.
    forecaster : str
        A pseudonym, never a real name.
    reason : str
        One sentence; to be read again when the answer is known.
    question : ForecastQuestion, optional
        The question itself, for one that is not in :data:`QUESTIONS`:
        ``cra.forecasts.questions_of_the_essay()["Q01"]``.

    Raises
    ------
    InvalidForecast
        When an outcome is missing or unknown, a number is not between 0 and 100, or the sum is not 100.
    """

    question_id: str
    per_cent: dict
    forecaster: str = "me"
    reason: str = ""
    question: ForecastQuestion | None = None

    def __post_init__(self):
        question = self.question or QUESTIONS.get(self.question_id)
        if question is None or question.question_id != self.question_id:
            raise InvalidForecast(
                f"There is no question '{self.question_id}'. There are: {', '.join(QUESTIONS)}."
            )
        if not self.forecaster.strip():
            raise InvalidForecast(
                "The pseudonym is empty. Choose one that you will recognise in a year's time."
            )
        object.__setattr__(self, "question", question)
        complaint = problem(question, self.per_cent)
        if complaint:
            raise InvalidForecast(complaint)


def problem(question: str | ForecastQuestion, per_cent: dict) -> str:
    """What keeps the numbers from being a forecast, in one sentence; empty when nothing does.

    Parameters
    ----------
    question : str or ForecastQuestion
        One of :data:`QUESTIONS`, or a question itself.
    per_cent : dict of str to float
        Chance of each outcome, 0 to 100.
    """
    asked = QUESTIONS[question] if isinstance(question, str) else question
    outcomes = list(asked.outcomes)
    missing = [name for name in outcomes if name not in per_cent]
    unknown = [name for name in per_cent if name not in outcomes]
    if missing or unknown:
        return (
            f"Give one number for each of {', '.join(outcomes)}; "
            f"missing: {', '.join(missing) or 'none'}, unknown: {', '.join(unknown) or 'none'}."
        )
    for name in outcomes:
        value = per_cent[name]
        if not isinstance(value, (int, float)) or not math.isfinite(value) or not 0 <= value <= 100:
            return f"'{name}' is {value!r}; it has to be a number from 0 to 100."
    total = sum(per_cent.values())
    if abs(total - 100) > 0.01:
        gap = 100 - total
        return (
            f"The numbers add up to {total:g}, not to 100: {'add' if gap > 0 else 'take away'} {abs(gap):g}."
        )
    return ""


def write_forecast(forecast: FirstForecast, folder: str | Path = ".", now: datetime | None = None) -> Path:
    """Add a forecast to the book in ``folder``; what stands there already is left alone.

    Parameters
    ----------
    forecast : FirstForecast
        What to write.
    folder : path
        Where the book lies; the working folder by default.
    now : datetime, optional
        Time of writing; the present by default.

    Returns
    -------
    pathlib.Path
        The book.

    Raises
    ------
    InvalidForecast
        When the file there is not a forecast book, or cannot be written.
    """
    book = Path(folder) / BOOK
    written_at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    version = forecast.question.version
    rows = [
        (written_at, forecast.forecaster, forecast.question_id, version, outcome, value, forecast.reason)
        for outcome, value in forecast.per_cent.items()
    ]
    try:
        is_new = not book.exists() or book.stat().st_size == 0
        if not is_new:
            read_book(folder)
        with book.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow(COLUMNS)
            writer.writerows(rows)
    except OSError as error:
        raise InvalidForecast(
            f"{BOOK} could not be written ({error.strerror}). Is the folder read-only, or the disk full?"
        ) from None
    return book


def read_book(folder: str | Path = ".") -> pd.DataFrame:
    """All forecasts in the book, the oldest first; an empty table when there is no book yet.

    Raises
    ------
    InvalidForecast
        When the file is not a forecast book.
    """
    book = Path(folder) / BOOK
    if not book.exists():
        return pd.DataFrame(columns=list(COLUMNS))
    try:
        table = pd.read_csv(book, encoding="utf-8", keep_default_na=False)
    except (ValueError, UnicodeDecodeError):
        table = pd.DataFrame()
    if tuple(table.columns) != COLUMNS:
        raise InvalidForecast(
            f"{BOOK} is not a forecast book any more: its first line should read {','.join(COLUMNS)}. "
            "Nothing was changed. Rename the file, and a fresh book is begun."
        )
    return table
