"""The explorer of events and the coding desk of lesson 01.

Neither holds any arithmetic: the explorer shows ``history.chronology``, the desk ``history.agreement``,
and tests call both. Pictures are short SVG strings, because a redraw of a plot would lag behind a slider.
"""

import html

import ipywidgets
import pandas as pd

from china_russia_axis import history
from china_russia_axis.figures import history as pictures
from china_russia_axis.widgets.panel import Panel

ANY = "any"
_WIDE = {"layout": ipywidgets.Layout(width="34rem"), "style": {"description_width": "7rem"}}
_LANE, _LEFT, _RIGHT = 26, 70, 610
_SHAPES = {
    "closer": "M0 -6L6 5H-6Z",
    "neutral": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
    "apart": "M0 6L6 -5H-6Z",
    "context": "M-4.5 -4.5H4.5V4.5H-4.5Z",
}


def explore(
    events: pd.DataFrame,
    more: pd.DataFrame | None = None,
    countries: pd.DataFrame | None = None,
    first: int = 1989,
    last: int = 2012,
) -> Panel:
    """Open the explorer: filter by years, category, actor and direction, choose an event and read it.

    Parameters
    ----------
    events : DataFrame
        The table ``events``.
    more : DataFrame, optional
        Rows that a switch adds, such as the table ``events_left_out``.
    countries : DataFrame, optional
        The table ``countries``, for the names of the actors; codes when left out.
    first, last : int
        First and last year.

    Returns
    -------
    Panel
        With the controls as its children; on a page without a kernel it shows its start position.
    """
    tables = {False: events, True: events if more is None else history.with_rows(events, more)}
    names = {} if countries is None else countries.set_index("iso3")["country"].to_dict()
    controls = _controls(tables[True], names, first, last)
    controls["added"].disabled = more is None
    controls["event"].options = options = _options(history.chronology(events, first, last))
    controls["event"].value = options[0][1] if options else None
    picture, page = ipywidgets.HTML(), ipywidgets.HTML()

    def chosen() -> pd.DataFrame:
        return history.chronology(tables[controls["added"].value], **read(controls))

    def show(_=None):
        rows = chosen()
        picture.value = draw(rows, controls["event"].value, first, last)
        page.value = tell(rows, controls["event"].value, names)

    def refilter(_):
        kept = controls["event"].value
        controls["event"].options = options = _options(chosen())
        values = [value for _, value in options]
        controls["event"].value = kept if kept in values else (values[0] if values else None)
        show()

    for name, control in controls.items():
        control.observe(show if name == "event" else refilter, names="value")
    show()
    return Panel(
        [*controls.values(), picture, page], title="Event explorer", static=picture.value + page.value
    )


def read(controls: dict) -> dict:
    """Turn the position of the controls into the arguments of ``history.chronology``."""
    first, last = controls["years"].value
    filters = {name: controls[name].value for name in ("category", "actor", "direction")}
    return {"first": first, "last": last} | {
        name: None if value == ANY else value for name, value in filters.items()
    }


def _controls(events: pd.DataFrame, names: dict, first: int, last: int) -> dict:
    rows = history.chronology(events, first, last)
    return {
        "years": ipywidgets.IntRangeSlider(
            value=(first, last), min=first, max=last, description="Years", **_WIDE
        ),
        "category": ipywidgets.Dropdown(
            options=[ANY, *sorted(rows["category"].unique())], value=ANY, description="Category", **_WIDE
        ),
        "actor": ipywidgets.Dropdown(
            options=[(ANY, ANY), *sorted((names.get(code, code), code) for code in history.actors_of(rows))],
            value=ANY,
            description="Actor",
            tooltip="A state or body that takes part",
            **_WIDE,
        ),
        "direction": ipywidgets.Dropdown(
            options=[ANY, *history.DIRECTIONS], value=ANY, description="Direction", **_WIDE
        ),
        "added": ipywidgets.Checkbox(value=False, description="with the events that were left out", **_WIDE),
        "event": ipywidgets.Select(
            options=[],
            rows=7,
            description="Event",
            tooltip="Choose an event to read it",
            layout=ipywidgets.Layout(width="48rem", max_width="100%"),
            style={"description_width": "7rem"},
        ),
    }


def _options(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return [
        (f"{history.when(row.date, row.date_precision)}: {row.title}", row.event_id)
        for row in rows.itertuples()
    ]


def draw(rows: pd.DataFrame, event_id, first: int, last: int) -> str:
    """Draw the events as marks on a time line in SVG, the chosen one ringed, with a sentence below."""
    sentence = html.escape(pictures.selection_in_words(rows))
    lanes = list(history.DIRECTIONS)
    base = 18 + _LANE * len(lanes)
    marks = "".join(_mark(row, lanes, row.event_id == event_id, first, last) for row in rows.itertuples())
    names = "".join(
        f'<text x="{_LEFT - 12}" y="{18 + _LANE * place + 4}" font-size="12" text-anchor="end" '
        f'fill="#222">{label}</text>'
        for place, label in enumerate(lanes)
    )
    ticks = "".join(
        f'<text x="{_x(year, first, last):.1f}" y="{base + 12}" font-size="11" text-anchor="middle" '
        f'fill="#444">{year}</text><path d="M{_x(year, first, last):.1f} 6V{base - 4}" stroke="#ddd"/>'
        for year in range(first, last + 1, max(1, round((last - first) / 8)))
    )
    return (
        f'<svg viewBox="0 0 620 {base + 20}" width="620" role="img" aria-label="{sentence}" '
        f'style="max-width:100%;background:#fff;font-family:sans-serif">{ticks}{names}{marks}</svg>'
        f"<p>{sentence}</p>"
    )


def _x(years: float, first: int, last: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (years - first) / (last + 1 - first)


def _mark(row, lanes: list, chosen: bool, first: int, last: int) -> str:
    x = _x(row.date.year + (row.date.day_of_year - 1) / 366, first, last)
    y = 18 + _LANE * lanes.index(row.direction)
    colour = pictures.DIRECTION_LOOKS[row.direction]["color"]
    ring = '<circle r="10" fill="none" stroke="#000" stroke-width="2"/>' if chosen else ""
    title = html.escape(f"{history.when(row.date, row.date_precision)}: {row.title}")
    return (
        f'<g transform="translate({x:.1f} {y})"><title>{title}</title>'
        f'<path d="{_SHAPES[row.direction]}" fill="{colour}" fill-opacity=".7"/>{ring}</g>'
    )


def tell(rows: pd.DataFrame, event_id, names: dict | None = None) -> str:
    """Tell one event: date, what happened, who, our label, the claims it bears on, and its source."""
    found = rows[rows["event_id"] == event_id]
    if found.empty:
        return "<p>No event is chosen. Widen the years, or set a filter back to any.</p>"
    row = found.iloc[0]
    text = {name: html.escape(str(row[name])) for name in ("title", "description", "source_title")}
    claims = row.get("claim_ids")
    bears = "none of the essay's" if pd.isna(claims) else html.escape(claims.replace(";", ", "))
    lines = {
        "Actors": html.escape(", ".join((names or {}).get(code, code) for code in row["actors"].split(";"))),
        "Our label": f"{row['direction']}: {history.DIRECTIONS[row['direction']]}",
        "Claims": bears,
        "Source": f'<a href="{html.escape(str(row["source_url"]), quote=True)}">{text["source_title"]}</a>, '
        f"{html.escape(str(row['source_publisher']))} (confidence {row['confidence']})",
    }
    rest = "".join(f"<li>{name}: {value}</li>" for name, value in lines.items())
    date = history.when(row["date"], row["date_precision"])
    return f"<p><strong>{date}: {text['title']}</strong><br>{text['description']}</p><ul>{rest}</ul>"


class CodingDesk(Panel):
    """The desk of a coder: labels to choose, ours hidden until every event has one.

    Attributes
    ----------
    codes : dict
        The labels given so far, by event id.
    revealed : bool
        Whether our labels were shown; from then on the student's stay as they are.
    """

    def __init__(self, sheet: pd.DataFrame, ours: pd.Series):
        self._sheet, self._ours, self.revealed = sheet, ours, False
        self._fields = {row.event_id: _field(number, row) for number, row in enumerate(sheet.itertuples(), 1)}
        self._button = ipywidgets.Button(
            description="Compare", tooltip="Show our labels beside yours", disabled=True
        )
        self._result = ipywidgets.HTML()
        boxes = [
            ipywidgets.VBox([ipywidgets.HTML(_question(number, row)), self._fields[row.event_id]])
            for number, row in enumerate(sheet.itertuples(), 1)
        ]
        super().__init__([*boxes, self._button, self._result], title="Coding desk", static=on_paper(sheet))
        for field in self._fields.values():
            field.observe(self._count, names="value")
        self._button.on_click(self._compare)
        self._count()

    @property
    def codes(self) -> dict:
        """The labels given so far, by event id."""
        return {event: field.value for event, field in self._fields.items() if field.value}

    def _count(self, _=None):
        done, all_of_them = len(self.codes), len(self._fields)
        self._button.disabled = done < all_of_them
        self._result.value = (
            f"<p>{done} of {all_of_them} coded. Our labels stay hidden until all have one.</p>"
        )

    def _compare(self, _=None):
        self.revealed = True
        for field in self._fields.values():
            field.disabled = True  # what is changed after looking is no longer blind
        self._button.disabled = True
        self._result.value = compared(self._sheet, self.codes, self._ours)


def coding_desk(events: pd.DataFrame, size: int = 10, draw: int = 1) -> CodingDesk:
    """Open the coding desk for a drawn sheet of events, with our labels hidden.

    Parameters
    ----------
    events : DataFrame
        From ``history.chronology``.
    size, draw : int
        As in ``history.coding_sheet``: how many events, and which draw.
    """
    return CodingDesk(history.coding_sheet(events, size, draw), history.labels(events))


def _question(number: int, row) -> str:
    date = html.escape(history.when(row.date, row.date_precision))
    title, description = html.escape(row.title), html.escape(row.description)
    return f"<p><strong>{number}. {title}</strong> ({date})<br>{description}</p>"


def _field(number: int, row) -> ipywidgets.Dropdown:
    options = [
        ("choose", ""),
        *[(f"{label}: {meaning}", label) for label, meaning in history.DIRECTIONS.items()],
    ]
    return ipywidgets.Dropdown(
        options=options,
        value="",
        description=f"Event {number}",
        tooltip=f"Your label for: {row.title}",
        **_WIDE,
    )


def on_paper(sheet: pd.DataFrame) -> str:
    """The sheet as a list with a line to write on, for a page without a kernel and for print."""
    items = "".join(
        f"<li>{html.escape(row.title)} ({html.escape(history.when(row.date, row.date_precision))}). "
        f"{html.escape(row.description)}<br>Your label: ______________</li>"
        for row in sheet.itertuples()
    )
    labels = "; ".join(f"{label}: {meaning}" for label, meaning in history.DIRECTIONS.items())
    return f"<p>Labels: {html.escape(labels)}.</p><ol>{items}</ol>"


def compared(sheet: pd.DataFrame, codes: dict, ours: pd.Series) -> str:
    """Both codings side by side, and their agreement in a sentence."""
    result = history.agreement(codes, ours)
    rows = "".join(
        f"<tr><td>{html.escape(row.title)}</td><td>{codes.get(row.event_id, '')}</td>"
        f"<td>{ours[row.event_id]}</td>"
        f"<td>{'same' if codes.get(row.event_id) == ours[row.event_id] else 'different'}</td></tr>"
        for row in sheet.itertuples()
    )
    head = "<tr><th>Event</th><th>You</th><th>Our coder</th><th></th></tr>"
    return (
        f"<p><strong>{html.escape(str(result))}.</strong> "
        "In brackets: kappa if any one event is left out.</p>"
        f"<table>{head}{rows}</table>"
        "<p>Where you differ, nobody has the answer in the back of the book: write your reason down.</p>"
    )
