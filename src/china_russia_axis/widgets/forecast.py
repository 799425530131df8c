"""A form for writing down a forecast; it calls :mod:`china_russia_axis.forecasts` for everything it says."""

import html

import ipywidgets

from china_russia_axis.forecasts import (
    QUESTIONS,
    FirstForecast,
    ForecastQuestion,
    InvalidForecast,
    write_forecast,
)
from china_russia_axis.forecasts.book import problem
from china_russia_axis.widgets.panel import Panel


def tally(question_id: str | ForecastQuestion, per_cent: dict) -> str:
    """The line under the boxes: ready to be saved, or what is still to be mended."""
    complaint = problem(question_id, per_cent)
    return complaint or "The numbers add up to 100: ready to be saved."


def form(question_id: str | ForecastQuestion, folder: str = ".") -> Panel:
    """A form with one box for each outcome, a pseudonym, a reason, and a button that saves.

    Parameters
    ----------
    question_id : str or ForecastQuestion
        One of ``cra.forecasts.QUESTIONS``, or a question of ``cra.forecasts.questions_of_the_essay()``.
    folder : str
        Where the forecast book lies.

    Returns
    -------
    Panel
    """
    question = QUESTIONS[question_id] if isinstance(question_id, str) else question_id
    boxes = {name: _box(name) for name in question.outcomes}
    pseudonym = ipywidgets.Text(value="me", description="Pseudonym", style={"description_width": "9em"})
    reason = ipywidgets.Textarea(
        description="Main reason",
        rows=2,
        style={"description_width": "9em"},
        layout={"width": "36em", "max_width": "100%"},
    )
    save = ipywidgets.Button(description="Save my forecast", button_style="primary", layout={"width": "12em"})
    line = ipywidgets.HTML()

    def numbers() -> dict:
        return {name: box.value for name, box in boxes.items()}

    def say(text: str) -> None:
        line.value = f'<p role="status" aria-live="polite" style="margin:0.3em 0">{html.escape(text)}</p>'

    def on_change(_) -> None:
        say(tally(question_id, numbers()))

    def on_save(_) -> None:
        try:
            forecast = FirstForecast(question.question_id, numbers(), pseudonym.value, reason.value, question)
            book = write_forecast(forecast, folder)
            say(f"Saved to {book.name} in your folder. You may save again later: the first one stays.")
        except InvalidForecast as error:
            say(f"Not saved yet. {error}")

    for box in boxes.values():
        box.observe(on_change, names="value")
    save.on_click(on_save)
    on_change(None)
    head = ipywidgets.HTML(f"<strong>{html.escape(question.text)}</strong>")
    rule = ipywidgets.HTML(_rule(question))
    rows = [
        ipywidgets.HBox([boxes[name], ipywidgets.HTML(html.escape(question.outcomes[name]))])
        for name in boxes
    ]
    return Panel(
        [head, *rows, rule, line, pseudonym, reason, save],
        title=f"Forecast {question.question_id}",
        static=_static(question),
    )


def _box(name: str) -> ipywidgets.Widget:
    return ipywidgets.BoundedFloatText(
        value=0,
        min=0,
        max=100,
        step=1,
        description=f"{name}, per cent",
        style={"description_width": "12em"},
        layout={"width": "19em"},
    )


def _static(question) -> str:
    items = "".join(
        f"<li><b>{html.escape(name)}</b>: {html.escape(meaning)}</li>"
        for name, meaning in question.outcomes.items()
    )
    return f"<p><strong>{html.escape(question.text)}</strong></p><ul>{items}</ul>{_rule(question)}"


def _rule(question) -> str:
    rule = html.escape(question.rule)
    return f'<p style="max-width:45em;line-height:1.4"><em>Resolution rule:</em> {rule}</p>'
