"""The student's own forecasts: written down before the evidence, kept, and scored later."""

from china_russia_axis.forecasts.book import (
    BOOK,
    FirstForecast,
    InvalidForecast,
    read_book,
    write_forecast,
)
from china_russia_axis.forecasts.questions import QUESTIONS, ForecastQuestion

__all__ = [
    "BOOK",
    "QUESTIONS",
    "FirstForecast",
    "ForecastQuestion",
    "InvalidForecast",
    "read_book",
    "write_forecast",
]
