"""Pictures of the last lesson: one forecast beside others."""

import numpy as np

from china_russia_axis.figures import house
from china_russia_axis.figures.scenario import in_words

_LOOKS = {
    "even chances": ("|", "#777777"),
    "base rate": ("s", "#0072B2"),
    "essay": ("^", "#009E73"),
    "scenario": ("o", "#333333"),
}
_MINE = ("D", "#D55E00")
_STEP = 0.13


def beside(table, mine="mine", source="") -> house.Figure:
    """Forecasts of one question side by side, one row an outcome, one marker a forecaster.

    Parameters
    ----------
    table : pandas.DataFrame
        Answer of ``cra.capstone.beside``: index outcome, one column a forecaster, chances from 0 to 1.
    mine : str
        The column that the sentence is about; drawn last and largest.
    source : str
        Source line.

    Returns
    -------
    house.Figure
        Its sentence says where ``mine`` is furthest from the base rate.
    """
    names = [name for name in table if name != mine] + [mine]
    figure, axes = house.new(
        alt=f"Markers in {len(table)} rows, one an outcome: the chances of {len(names)} forecasters",
        source=source,
        height=0.62 * len(table) + 1.5,
    )
    rows = np.arange(len(table))
    for place, name in enumerate(names):
        marker, colour = _MINE if name == mine else _LOOKS.get(name, ("x", "#882255"))
        axes.plot(
            table[name] * 100,
            rows + _STEP * (place - (len(names) - 1) / 2),
            marker,
            color=colour,
            markersize=9 if name == mine else 7,
            label=name,
        )
    for row in rows[1:]:
        axes.axhline(row - 0.5, color="#dddddd", linewidth=0.8)
    axes.set_yticks(rows, table.index)
    axes.set(xlim=(-2, 102), ylim=(len(table) - 0.5, -0.5), xlabel="Chance (per cent)")
    axes.grid(False, axis="y")
    figure.legend(loc="outside upper center", ncols=len(names), fontsize=8)
    figure.sentence = told(table, mine)
    return figure


def told(table, mine="mine") -> str:
    """Say where a forecast is furthest from the base rate, and how much it moved in all."""
    if "base rate" not in table:
        likeliest = table[mine].idxmax()
        return f"“{mine}” calls {likeliest} likeliest, with {in_words(table.loc[likeliest, mine])}."
    gaps = table[mine] - table["base rate"]
    moved = gaps.abs().sum() * 50
    if moved < 0.5:
        return f"“{mine}” moved 0 points away from the base rate: it says the same."
    furthest = gaps.abs().idxmax()
    return (
        f"“{mine}” moved {moved:.0f} points away from the base rate. It is furthest from it at {furthest}: "
        f"{in_words(table.loc[furthest, mine])} against {in_words(table.loc[furthest, 'base rate'])}."
    )
