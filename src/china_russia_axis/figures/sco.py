"""Figures about the SCO: a map of its circles, its weight, its growth, and who backs which sentence."""

import json
from functools import lru_cache

import pandas as pd
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from china_russia_axis import places
from china_russia_axis.figures import house

CIRCLE_LOOKS = {
    "member": {"facecolor": "#882255", "edgecolor": "#FFFFFF", "hatch": ""},
    "observer": {"facecolor": "#DDB3C8", "edgecolor": "#882255", "hatch": "////"},
    "partner": {"facecolor": "#F3E3EB", "edgecolor": "#882255", "hatch": "...."},
}
_NO_CIRCLE = {"facecolor": "#E4E4E0", "edgecolor": "#FFFFFF", "hatch": ""}
_GROUP_LOOKS = {"all members": "#882255", "without China": "#C080A0", "without China and India": "#E8CCD9"}
BORDERS = (
    "Borders as drawn by Natural Earth, by control and not by claim; Crimea, Kashmir and Taiwan are disputed."
)


@lru_cache(maxsize=1)
def outlines() -> tuple:
    """Read the outlines of states: (ISO code, tuple of rings of longitude and latitude) for each shape.

    Source: the file ``world_map`` of the codebook (Natural Earth, 1:110 million).
    """
    features = json.loads((places.data() / "world_map.geojson").read_text(encoding="utf-8"))["features"]
    shapes = []
    for feature in features:
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = tuple(tuple((x, y) for x, y, *_ in ring) for part in parts for ring in part)
        shapes.append((feature["properties"]["iso3"], rings))
    return tuple(shapes)


def circles(table: pd.DataFrame, on: str, *, source: str):
    """Draw the three circles of the SCO on a map.

    Parameters
    ----------
    table : DataFrame
        From ``sco.circles``.
    on : str
        The day, for title and sentence.
    source : str
        From ``cra.codebook.source_line("membership", "world_map")``.
    """
    figure, axis = house.new(
        alt="Map of Europe, Asia and Africa: members, observers and partners of the SCO",
        source=source,
        width=8.2,
        height=4.9,
    )
    circle_of = table.set_index("iso3")["circle"].to_dict()
    for code, rings in outlines():
        axis.add_patch(_shape(rings, CIRCLE_LOOKS.get(circle_of.get(code), _NO_CIRCLE)))
    present = [name for name in CIRCLE_LOOKS if name in set(circle_of.values())]
    handles = [Patch(**CIRCLE_LOOKS[name], label=name) for name in present]
    axis.legend(handles=handles, loc="lower left", frameon=True)
    axis.set(xlim=(-15, 182), ylim=(-12, 80), aspect=1.25)
    axis.set_axis_off()
    day = pd.Timestamp(on)
    axis.set_title(f"The SCO on {day.day} {day:%B %Y}")
    figure.sentence = f"{_listed(table, day)} {BORDERS}"
    return figure


def _shape(rings, look) -> PathPatch:
    points, codes = [], []
    for ring in rings:
        points += ring
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY]
    return PathPatch(Outline(points, codes), linewidth=0.4, **look)


def _listed(table: pd.DataFrame, day) -> str:
    parts = []
    for circle in CIRCLE_LOOKS:
        names = sorted(table.loc[table["circle"] == circle, "country"])
        if names:
            noun = circle if len(names) == 1 else f"{circle}s"
            parts.append(f"{len(names)} {noun} ({', '.join(names)})")
    listed = "; ".join(parts) or "no state with a status"
    return f"On {day.day} {day:%B %Y}: {listed}."


def weights(table: pd.DataFrame, year: int, *, source: str):
    """Draw the share of the world on three scales, with and without the two largest members.

    Parameters
    ----------
    table : DataFrame
        From ``sco.weights``.
    year : int
        Year of the weights.
    source : str
        From ``cra.codebook.source_line("country_panel", "membership")``.
    """
    titles = {"market": "output,\nmarket rates", "purchasing power": "output,\npurchasing power"}
    figure, axis = house.new(
        alt=f"Bars: share of the SCO in the world in {year}, all members and without China and India",
        source=source,
        width=7.6,
        height=3.9,
    )
    width = 0.27
    for place, (group, row) in enumerate(table.iterrows()):
        spots = [number + (place - 1) * width for number in range(len(row))]
        bars = axis.bar(
            spots, row, width, label=group, color=_GROUP_LOOKS[group], edgecolor="#882255", linewidth=0.6
        )
        axis.bar_label(bars, [f"{value:.0f}" for value in row], padding=2)
    axis.set_xticks(range(len(table.columns)), [titles.get(name, name) for name in table.columns])
    axis.set_ylabel("share of the world (%)")
    axis.legend()
    axis.grid(False, axis="x")
    whole, rest = table.iloc[0], table.iloc[-1]
    figure.sentence = (
        f"In {year} the members made {whole['market']:.0f} per cent of world output at market rates, "
        f"{whole['purchasing power']:.0f} at purchasing power, and held {whole['population']:.0f} per cent "
        f"of its people; without China and India {rest['market']:.0f}, {rest['purchasing power']:.0f} and "
        f"{rest['population']:.0f}."
    )
    return figure


def growth(table: pd.DataFrame, *, source: str):
    """Draw how many states stood in each circle at the end of each year, as stacked steps.

    Parameters
    ----------
    table : DataFrame
        From ``sco.sizes``.
    source : str
        From ``cra.codebook.source_line("membership")``.
    """
    figure, axis = house.new(
        alt="Stacked bars by year: members, observers and partners of the SCO",
        source=source,
        width=7.6,
        height=3.7,
    )
    below = pd.Series(0, index=table.index)
    for circle in table.columns:
        axis.bar(table.index, table[circle], 0.85, bottom=below, label=circle, **CIRCLE_LOOKS[circle])
        below = below + table[circle]
    axis.set(xlabel="year (end)", ylabel="states")
    axis.legend(loc="upper left")
    axis.grid(False, axis="x")
    first, last = table.iloc[0], table.iloc[-1]
    jumps = table["member"].diff().fillna(0)
    when = ", ".join(str(year) for year in jumps[jumps > 0].index)
    figure.sentence = (
        f"Members rose from {first['member']} in {table.index[0]} to {last['member']} in {table.index[-1]}, "
        f"with entries in {when or 'no year'}; observers and partners together rose from "
        f"{first.sum() - first['member']} to {last.sum() - last['member']}."
    )
    return figure


def backing(table: pd.DataFrame, *, source: str):
    """Draw who stands behind the Belt and Road sentence of each text: a grid with words, not only colours.

    Parameters
    ----------
    table : DataFrame
        From ``sco.backing``.
    source : str
        From ``cra.codebook.source_line("belt_and_road_wording", "documents")``.
    """
    figure, axis = house.new(
        alt="Grid: texts by date down, members across; each cell says backs or left out",
        source=source,
        width=8.0,
        height=3.6,
    )
    colours = {"backs": "#882255", "left out": "#FFFFFF", "": "#EDEDED"}
    signs = {"backs": ("✓", "#FFFFFF"), "left out": ("left out", "#222222"), "": ("", "#222222")}
    for y, (_, row) in enumerate(table.iterrows()):
        for x, word in enumerate(row):
            axis.add_patch(_cell(x, y, colours[word]))
            sign, ink = signs[word]
            axis.text(x + 0.5, y + 0.5, sign, ha="center", va="center", color=ink, fontsize=8)
    axis.set(xlim=(0, len(table.columns)), ylim=(len(table), 0))
    axis.set_xticks([x + 0.5 for x in range(len(table.columns))], table.columns)
    axis.set_yticks([y + 0.5 for y in range(len(table))], [f"{day:%Y-%m-%d}" for day in table.index])
    axis.tick_params(length=0)
    axis.grid(False)
    axis.set_title("Who backs the Belt and Road in texts of the SCO (grey: not yet a member)")
    counts = (table == "backs").sum(axis=1)
    left_out = (table == "left out").any()
    always = [name for name in table if left_out[name] and "backs" not in set(table[name])]
    figure.sentence = (
        f"States behind the sentence: {counts.iloc[0]} in {counts.index[0].year}, {counts.iloc[-1]} in "
        f"{counts.index[-1].year}. Left out whenever it was a member: {', '.join(always) or 'nobody'}."
    )
    return figure


def _cell(x, y, colour):
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), 1, 1, facecolor=colour, edgecolor="#882255", linewidth=0.6)
