"""Forecasts written down before the evidence, kept, settled by rule, and scored.

>>> from china_russia_axis import forecasts
>>> forecasts.agreement().questions > 20
True
>>> int(forecasts.score_registry()["question_id"].nunique())
14
"""

from china_russia_axis.forecasts import calibration, pools, resolution, scores
from china_russia_axis.forecasts.book import (
    BOOK,
    FirstForecast,
    InvalidForecast,
    read_book,
    write_forecast,
)
from china_russia_axis.forecasts.calibration import corp, how_often_the_better_wins
from china_russia_axis.forecasts.class_books import (
    class_pool,
    gather_books,
    inspect_book,
    revisions,
    score_book,
)
from china_russia_axis.forecasts.forecasters import one_shock, started, updates
from china_russia_axis.forecasts.questions import FUTURES, QUESTIONS, ForecastQuestion
from china_russia_axis.forecasts.record import (
    agreement,
    as_entries,
    disagreements,
    essay_range,
    outcomes,
    registry,
    score_registry,
)
from china_russia_axis.forecasts.record import questions as questions_of_the_essay
from china_russia_axis.forecasts.scores import by_forecaster, by_question

__all__ = [
    "BOOK",
    "FUTURES",
    "QUESTIONS",
    "FirstForecast",
    "ForecastQuestion",
    "InvalidForecast",
    "agreement",
    "as_entries",
    "by_forecaster",
    "by_question",
    "calibration",
    "class_pool",
    "corp",
    "disagreements",
    "essay_range",
    "gather_books",
    "how_often_the_better_wins",
    "inspect_book",
    "one_shock",
    "outcomes",
    "pools",
    "questions_of_the_essay",
    "read_book",
    "registry",
    "resolution",
    "revisions",
    "score_book",
    "score_registry",
    "scores",
    "started",
    "updates",
    "write_forecast",
]
