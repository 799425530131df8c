"""The index desk of lesson 03: give weights to indicators, choose a normalisation, and watch the ranks move.

It holds no arithmetic: every position is one call of ``alignment.composite``, which tests call too. The
picture is a short SVG string, because a redraw of a plot would lag behind a slider.
"""

import html

import ipywidgets
import pandas as pd

from china_russia_axis import alignment
from china_russia_axis.figures import house
from china_russia_axis.widgets.panel import Panel

NAMES = {
    "votes": "Identical votes",
    "distance": "Ideal points",
    "ukraine": "Texts on Ukraine",
    "pact": "Defence pact",
    "trade": "Trade",
    "trade_rus": "Trade / Russia's economy",
    "trade_chn": "Trade / China's economy",
    "arms": "Arms",
}
_ROW = 20
_WIDE = {"layout": ipywidgets.Layout(width="34rem"), "style": {"description_width": "13rem"}}


def index_weights(table: pd.DataFrame, highlight, weights: dict | None = None, shown: int = 16) -> Panel:
    """Open the desk: a slider for the weight of each indicator, normalisation, aggregation, a prediction.

    Parameters
    ----------
    table : DataFrame
        From ``alignment.indicators_of_pairs`` or ``alignment.indicators_by_year``.
    highlight : str or int
        The pair or year to colour, and to predict the rank of.
    weights : dict, optional
        Where the sliders start; 25 for every indicator when left out.
    shown : int
        How many ranks to draw.

    Returns
    -------
    Panel
        With the controls as its children; on a page without a kernel it shows its start position.
    """
    weights = weights or {name: 25 for name in table.columns}
    controls = _controls(table, highlight, weights)
    picture = ipywidgets.HTML()

    def show(_=None):
        picture.value = draw(table, highlight, controls["prediction"].value, shown=shown, **read(controls))

    for control in controls.values():
        control.observe(show, names="value")
    show()
    return Panel([*controls.values(), picture], title="Index desk", static=picture.value)


def read(controls: dict) -> dict:
    """Turn the position of the controls into the arguments of ``alignment.composite``."""
    choices = ("prediction", "normalisation", "aggregation")
    return {
        "weights": {name: control.value for name, control in controls.items() if name not in choices},
        "normalisation": controls["normalisation"].value,
        "aggregation": controls["aggregation"].value,
    }


def _controls(table: pd.DataFrame, highlight, weights: dict) -> dict:
    sliders = {
        name: ipywidgets.IntSlider(
            value=weights.get(name, 0),
            min=0,
            max=100,
            step=5,
            description=NAMES.get(name, name),
            tooltip=f"Weight of: {alignment.INDICATORS.get(name, name)}",
            **_WIDE,
        )
        for name in table.columns
    }
    return {
        "prediction": ipywidgets.BoundedIntText(
            value=0,
            min=0,
            max=len(table),
            description=f"Rank of {highlight}, I predict",
            tooltip="The rank you expect, 1 is closest; 0 for no prediction",
            **_WIDE,
        ),
        **sliders,
        "normalisation": ipywidgets.Dropdown(
            options=alignment.NORMALISATIONS, description="Normalisation", value="min-max", **_WIDE
        ),
        "aggregation": ipywidgets.Dropdown(
            options=alignment.AGGREGATIONS, description="Aggregation", value="arithmetic", **_WIDE
        ),
    }


def read_aloud(result: pd.DataFrame, highlight, prediction: int = 0) -> str:
    """Say one ranking in two sentences: who is first, where the highlighted one stands, who is missing."""
    first = [str(name) for name in result.index[result["rank"] == 1]]
    opening = f"Closest: {' and '.join(first)}." if len(first) <= 3 else f"{len(first)} share the first rank."
    left_out = result.attrs.get("left_out", [])
    gone = f" Left out for want of data: {', '.join(map(str, left_out))}." if left_out else ""
    if highlight not in result.index:
        return f"{opening} {highlight} has no rank: an indicator in use is missing.{gone}"
    rank = int(result.at[highlight, "rank"])
    sharing = int((result["rank"] == rank).sum()) - 1
    tie = f", shared with {sharing} {'other' if sharing == 1 else 'others'}" if sharing else ""
    verdict = ""
    if prediction:
        missed = abs(prediction - rank)
        verdict = f" You predicted {prediction}: {'exactly right' if not missed else f'{missed} off'}."
    return f"{opening} {highlight} is number {rank} of {len(result)}{tie}.{verdict}{gone}"


def draw(table: pd.DataFrame, highlight, prediction: int = 0, *, shown: int = 16, **choices) -> str:
    """Draw one ranking as bars in SVG with the sentence below, or say why there is none."""
    try:
        result = alignment.composite(table, **choices)
    except alignment.UnusableIndicator as problem:
        return f"<p>{html.escape(str(problem))}</p>"
    sentence = html.escape(read_aloud(result, highlight, prediction))
    rows = result.head(shown)
    low = min(0.0, float(result["index"].min()))
    span = max(float(result["index"].max()) - low, 1e-9)
    bars = "".join(
        _bar(place, name, row, (row["index"] - low) / span, name == highlight)
        for place, (name, row) in enumerate(rows.iterrows())
    )
    height = 8 + _ROW * len(rows)
    return (
        f'<svg viewBox="0 0 620 {height}" width="620" role="img" aria-label="{sentence}" '
        f'style="max-width:100%;background:#fff;font-family:sans-serif">{bars}</svg><p>{sentence}</p>'
    )


def _bar(place: int, name, row, part: float, ours: bool) -> str:
    top = 4 + _ROW * place
    fill = house.look("CHN")["color"] if ours else "#9AA5B1"
    weight = "bold" if ours else "normal"
    label = html.escape(f"{int(row['rank'])}  {name}")
    return (
        f'<text x="172" y="{top + 13}" font-size="12" text-anchor="end" font-weight="{weight}" '
        f'fill="#222">{label}</text>'
        f'<rect x="180" y="{top + 2}" width="{1 + 370 * part:.1f}" height="{_ROW - 5}" fill="{fill}"/>'
        f'<text x="{188 + 370 * part:.1f}" y="{top + 13}" font-size="12" font-weight="{weight}" '
        f'fill="#222">{row["index"]:.1f}</text>'
    )
