"""The bloc selector: move the switches of lesson 04 and watch two bars.

It holds no arithmetic: every position is one call of ``blocs.weigh``, which tests call too. The picture
is a short SVG string, because a redraw of a plot would lag behind a slider.
"""

import html

import ipywidgets
import pandas as pd

from china_russia_axis import blocs
from china_russia_axis.figures import house
from china_russia_axis.widgets.panel import Panel

MEASURE_NAMES = {"market": "market exchange rates", "purchasing power": "purchasing power parity"}
RULE_NAMES = {
    "the five": "the five of 2011, in every year",
    "as it was": "as it was at the end of the year",
    "today": "the members at the end of 2025, in every year",
}
READING_NAMES = {
    "members only": "not counted",
    "with Saudi Arabia": "counted as a member",
}


def bloc_weights(panel: pd.DataFrame, membership: pd.DataFrame) -> Panel:
    """Open the selector of measure, membership rule, Saudi Arabia, China and year.

    Parameters
    ----------
    panel, membership : DataFrame
        The tables ``country_panel`` and ``membership``.

    Returns
    -------
    Panel
        With the controls as its children; on a page without a kernel it shows its start position.
    """
    years = panel.loc[(panel["iso3"] == blocs.WORLD) & panel["gdp_usd_bn"].notna(), "year"]
    controls = _controls(int(years.min()), int(years.max()))
    picture = ipywidgets.HTML()

    def show(_=None):
        position = read(controls)
        picture.value = draw(
            blocs.weigh(panel, membership, **position), controls["prediction"].value, **position
        )

    for control in controls.values():
        control.observe(show, names="value")
    show()
    static = picture.value
    return Panel([*controls.values(), picture], title="Bloc selector", static=static)


def read(controls: dict) -> dict:
    """Turn the position of the controls into the arguments of ``blocs.weigh``."""
    return {
        "measure": controls["measure"].value,
        "rule": controls["rule"].value,
        "reading": controls["reading"].value,
        "leave_out": () if controls["china"].value else ("CHN",),
        "year": controls["year"].value,
    }


def _controls(first: int, last: int) -> dict:
    wide = {"layout": ipywidgets.Layout(width="34rem"), "style": {"description_width": "10rem"}}
    return {
        "prediction": ipywidgets.BoundedFloatText(
            value=0,
            min=0,
            max=100,
            step=1,
            description="BRICS, I predict (%)",
            tooltip="BRICS share you expect",
            **wide,
        ),
        "measure": ipywidgets.Dropdown(
            options=_swap(MEASURE_NAMES), description="Scale", value="market", **wide
        ),
        "rule": ipywidgets.Dropdown(
            options=_swap(RULE_NAMES), description="Members", value="the five", **wide
        ),
        "reading": ipywidgets.Dropdown(
            options=_swap(READING_NAMES), description="Saudi Arabia", value="members only", **wide
        ),
        "china": ipywidgets.Checkbox(value=True, description="China counted", **wide),
        "year": ipywidgets.IntSlider(
            value=last, min=first, max=last, description="Year", continuous_update=True, **wide
        ),
    }


def _swap(names: dict) -> list:
    return [(shown, value) for value, shown in names.items()]


def read_aloud(weight: dict, *, measure: str, rule: str, reading: str, leave_out=(), year: int) -> str:
    """Say one position of the switches in a sentence."""
    who = "BRICS" + (" without China" if "CHN" in leave_out else "")
    if not weight["members"]:
        return f"At the end of {year} there was no BRICS to weigh; the first summit was in June 2009."
    lead = weight["lead_points"]
    since = f", and has stayed ahead since {weight['ahead_since']}" if weight["ahead_since"] else ""
    return (
        f"In {year}, at {MEASURE_NAMES[measure]}, {who} ({weight['members']} states) makes "
        f"{weight['brics_pct']:.1f} % of world output and the G7 {weight['g7_pct']:.1f} %: "
        f"{abs(lead):.1f} points {'ahead' if lead > 0 else 'behind'}{since}."
    )


def draw(weight: dict, prediction: float = 0, **position) -> str:
    """Draw one position as two bars in SVG, with the sentence below; a prediction above 0 becomes a line."""
    sentence = html.escape(read_aloud(weight, **position))
    rows = [("BRICS", weight["brics_pct"], 12), ("G7", weight["g7_pct"], 52)]
    bars = "".join(_bar(name, value, top) for name, value, top in rows)
    guess, verdict = "", ""
    if prediction > 0 and weight["members"]:
        x = _x(prediction)
        guess = f'<path d="M{x:.1f} 6V46" stroke="#000" stroke-width="2" stroke-dasharray="4 3"/>'
        verdict = (
            f" You predicted {prediction:.1f} %: {abs(prediction - weight['brics_pct']):.1f} points off."
        )
    ticks = "".join(
        f'<text x="{_x(share):.1f}" y="104" font-size="11" text-anchor="middle" fill="#444">{share} %</text>'
        f'<line x1="{_x(share):.1f}" x2="{_x(share):.1f}" y1="8" y2="90" stroke="#ddd"/>'
        for share in range(0, 80, 10)
    )
    return (
        f'<svg viewBox="0 0 620 110" width="620" role="img" aria-label="{sentence}" '
        f'style="max-width:100%;background:#fff;font-family:sans-serif">{ticks}{bars}{guess}</svg>'
        f"<p>{sentence}{verdict}</p>"
    )


def _x(share: float) -> float:
    return 70 + share * 7.4


def _bar(name: str, value: float, top: int) -> str:
    colour = house.look(name)["color"]
    return (
        f'<text x="62" y="{top + 19}" font-size="13" text-anchor="end" fill="#222">{name}</text>'
        f'<rect x="70" y="{top}" width="{_x(value) - 70:.1f}" height="28" fill="{colour}"/>'
        f'<text x="{_x(value) + 6:.1f}" y="{top + 19}" font-size="13" fill="#222">{value:.1f} %</text>'
    )
