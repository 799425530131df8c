"""A map of the SCO that moves through the years: one slider, one picture, one sentence."""

import html

import ipywidgets
import pandas as pd

from china_russia_axis import sco
from china_russia_axis.figures import sco as pictures
from china_russia_axis.widgets.panel import Panel

_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _BOTTOM, _TOP = -15.0, 182.0, -12.0, 80.0
_FILLS = {"member": "#882255", "observer": "#DDB3C8", "partner": "#F3E3EB"}


def growing_map(membership: pd.DataFrame, first: int = 2001, last: int = 2025) -> Panel:
    """Open the map with a slider for the year.

    Parameters
    ----------
    membership : DataFrame
        The table ``membership``.
    first, last : int
        Years; each is shown as it stood on 31 December.
    """
    slider = ipywidgets.IntSlider(
        value=last,
        min=first,
        max=last,
        description="End of the year",
        style={"description_width": "8rem"},
        layout={"width": "34rem"},
    )
    picture = ipywidgets.HTML()

    def show(_=None):
        picture.value = draw(sco.circles(membership, f"{slider.value}-12-31"), slider.value)

    slider.observe(show, names="value")
    show()
    return Panel([slider, picture], title="Map of the SCO", static=picture.value)


def draw(table: pd.DataFrame, year: int) -> str:
    """Draw the map as SVG, with the numbers in words under it.

    Parameters
    ----------
    table : DataFrame
        From ``sco.circles``.
    year : int
        Shown in the sentence.
    """
    circle_of = table.set_index("iso3")["circle"].to_dict()
    paths = "".join(_path(line, circle_of.get(code)) for code, line in _lines())
    counts = table["circle"].value_counts()
    words = ", ".join(f"{counts.get(name, 0)} {name}s" for name in _FILLS)
    members = ", ".join(sorted(table.loc[table["circle"] == "member", "country"]))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" style="max-width:100%" width="{_WIDTH}" role="img" '
        f'aria-label="Map of the SCO at the end of {year}: {words}">{paths}</svg>'
        f"<p>{_legend()}</p>"
        f"<p><strong>End of {year}: {words}.</strong> Members: {html.escape(members)}. "
        f"<small>{pictures.BORDERS}</small></p>"
    )


def _legend() -> str:
    return " ".join(
        f'<svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" fill="{fill}" '
        f'stroke="#882255"/></svg> {name}&emsp;'
        for name, fill in _FILLS.items()
    )


def _path(line: str, circle: str | None) -> str:
    fill, stroke = _FILLS.get(circle, "#E4E4E0"), "#882255" if circle else "#FFFFFF"
    return f'<path d="{line}" fill="{fill}" stroke="{stroke}" stroke-width="0.6"/>'


def _lines() -> list:
    """Outlines as SVG paths: longitude and latitude, stretched as on the kept map."""
    lines = []
    for code, rings in pictures.outlines():
        parts = [
            "M" + "L".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in ring) + "Z"
            for ring in rings
            if any(_LEFT < x < _RIGHT and _BOTTOM < y < _TOP for x, y in ring)
        ]
        if parts:
            lines.append((code, "".join(parts)))
    return lines


def _x(longitude: float) -> float:
    return _WIDTH * (longitude - _LEFT) / (_RIGHT - _LEFT)


def _y(latitude: float) -> float:
    return _HEIGHT * (_TOP - latitude) / (_TOP - _BOTTOM)
