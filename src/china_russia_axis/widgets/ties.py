"""The partner selector: choose what "fastest-growing partner" shall mean, and see where Russia stands.

It holds no arithmetic: every position is one call of ``ties.growth`` and one of ``ties.place``, which tests
call too. The picture is a short SVG string, because a redraw of a plot would lag behind a slider.
"""

import html

import ipywidgets
import pandas as pd

from china_russia_axis import ties
from china_russia_axis.figures import house
from china_russia_axis.widgets.panel import Panel

UNIT_NAMES = {"per cent": "growth in per cent", "added": "billions added"}
# The picture shows no more bars than fit; Russia is shown wherever it stands.
MOST_BARS = 10


def partner_growth(partners: pd.DataFrame) -> Panel:
    """Open the selector of period, unit, size, groups and currency.

    Parameters
    ----------
    partners : DataFrame
        The table ``trade_partners``.

    Returns
    -------
    Panel
        With the controls as its children; on a page without a kernel it shows its start position.
    """
    controls = _controls()
    picture = ipywidgets.HTML()

    def show(_=None):
        position = read(controls)
        table = ties.growth(partners, **position)
        found = ties.place(partners, **position)
        picture.value = draw(table, found, controls["prediction"].value, **position)

    for control in controls.values():
        control.observe(show, names="value")
    show()
    return Panel([*controls.values(), picture], title="Partner selector", static=picture.value)


def read(controls: dict) -> dict:
    """Turn the position of the controls into the arguments of ``ties.growth``."""
    names = ("period", "unit", "minimum", "groups", "currency")
    return {name: controls[name].value for name in names}


def _controls() -> dict:
    wide = {"layout": ipywidgets.Layout(width="34rem"), "style": {"description_width": "11rem"}}
    periods = [(said[0].upper() + said[1:], name) for name, said in ties.PERIODS.items()]
    units = [(shown, name) for name, shown in UNIT_NAMES.items()]
    money = [(shown, name) for name, (_, shown) in ties.CURRENCIES.items()]
    return {
        "prediction": ipywidgets.BoundedIntText(
            value=0,
            min=0,
            max=20,
            description="Russia's place, I predict",
            tooltip="0: no prediction",
            **wide,
        ),
        "period": ipywidgets.Dropdown(options=periods, value="2022", description="When", **wide),
        "unit": ipywidgets.Dropdown(options=units, value="per cent", description="Fastest by", **wide),
        "minimum": ipywidgets.IntSlider(
            value=0, min=0, max=300, step=10, description="Smallest partner (bn)", **wide
        ),
        "groups": ipywidgets.Checkbox(value=False, description="Groups of states count too", **wide),
        "currency": ipywidgets.Dropdown(options=money, value="USD", description="Counted in", **wide),
    }


def read_aloud(found: dict, *, period, unit, minimum, groups, currency) -> str:
    """Say one position of the selector in a sentence."""
    money = ties.CURRENCIES[currency][1]
    who = "states and groups of states" if groups else "states"
    size = f" with trade of {minimum} billion {money} or more" if minimum else ""
    when = ties.PERIODS[period]
    if not found["of"]:
        return f"No partner has a figure {when} in {money}{size}."
    if found["rank"] is None:
        return (
            f"Russia has no figure {when} in {money} that fits; {found['of']} other {who}{size} have one. "
            "Nothing follows about its place."
        )
    value, best = (_amount(found[one], unit, money) for one in ("value", "best"))
    ahead = "nobody is ahead" if found["rank"] == 1 else f"{found['first']} leads with {best}"
    return f"Russia is number {found['rank']} of {found['of']} {who}{size} {when}: {value}, and {ahead}."


def _amount(value: float, unit: str, money: str) -> str:
    return f"{value:+.1f} %" if unit == "per cent" else f"{value:+.0f} billion {money}"


def draw(table: pd.DataFrame, found: dict, prediction: int = 0, **position) -> str:
    """Draw one position as bars in SVG, with the sentence below; a prediction above 0 is compared."""
    sentence = html.escape(read_aloud(found, **position))
    column = ties.UNITS[position["unit"]]
    rows = table[(table["rank"] <= MOST_BARS) | (table["partner_iso3"] == "RUS")]
    widest = max(1.0, float(rows[column].abs().max())) if len(rows) else 1.0
    bars = "".join(
        _bar(row.rank, row.partner, getattr(row, column), row.partner_iso3, 10 + 24 * line, widest, position)
        for line, row in enumerate(rows.itertuples())
    )
    height = 20 + 24 * max(1, len(rows))
    verdict = ""
    if prediction and found["rank"]:
        hit = "right" if prediction == found["rank"] else f"{abs(prediction - found['rank'])} off"
        verdict = f" You predicted place {prediction}: {hit}."
    return (
        f'<svg viewBox="0 0 640 {height}" width="640" role="img" aria-label="{sentence}" '
        f'style="max-width:100%;background:#fff;font-family:sans-serif">'
        f'<line x1="300" x2="300" y1="4" y2="{height - 4}" stroke="#888"/>{bars}</svg>'
        f"<p>{sentence}{verdict}</p>"
    )


def _bar(rank, name, value, code, top, widest, position) -> str:
    length = abs(value) / widest * (230 if value >= 0 else 90)
    left = 300 if value >= 0 else 300 - length
    colour = house.look("RUS")["color"] if code == "RUS" else "#BBBBBB"
    weight = "bold" if code == "RUS" else "normal"
    shown = f"{value:+.1f} %" if position["unit"] == "per cent" else f"{value:+.0f} bn"
    return (
        f'<text x="198" y="{top + 14}" font-size="12" font-weight="{weight}" text-anchor="end" fill="#222">'
        f"{rank}. {html.escape(name)}</text>"
        f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="18" fill="{colour}"/>'
        f'<text x="{306 + (length if value >= 0 else 0):.1f}" y="{top + 14}" font-size="12" fill="#222">'
        f"{shown}</text>"
    )
