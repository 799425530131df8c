"""Figures about alignment: votes and distance, issues, vetoes, arms, trade, and the ranks of an index.

Each function takes tables and returns a figure whose ``sentence`` is computed from what is drawn.
"""

import textwrap

import pandas as pd

from china_russia_axis.figures import house

# What an author could look up in autumn 2023 ends with the votes of 2022.
LAST_KNOWN = 2022
_LATER = {"color": "#222222", "linewidth": 1.2, "linestyle": "--"}

# Pairs of the three powers, drawn in the look of the state that tells the pair apart from the two others.
_PAIR_LOOKS = {"China-Russia": "CHN", "Russia-US": "RUS", "China-US": "USA"}
_PAIR_NAMES = {"China-Russia": "China and Russia", "Russia-US": "Russia and US", "China-US": "China and US"}


def two_measures(table: pd.DataFrame, *, source: str):
    """Two panels, one pair: identical votes, and the distance of ideal points with its rough band.

    Parameters
    ----------
    table : DataFrame
        From ``alignment.two_measures``.
    source : str
        From ``cra.codebook.source_line("votes_yearly", "ideal_points")``.
    """
    same, gap = table["identical"].dropna(), table[["distance", "low", "high"]].dropna()
    figure, (left, right) = house.new(
        alt="Two panels by year: identical votes of China and Russia, and their distance on a scale",
        source=source,
        columns=2,
        width=8.2,
        height=3.8,
    )
    left.plot(same.index, same, **house.look("CHN"))
    left.set_ylim(0, 100)
    left.set_ylabel("identical votes (% of roll calls)")
    left.set_title("How often they vote alike")
    _mark(left, same.idxmax(), same.max(), f"most: {same.max():.0f} % in {same.idxmax()}")
    right.fill_between(gap.index, gap["low"], gap["high"], color="#F3CDB4", linewidth=0)
    right.plot(gap.index, gap["distance"], color="#D55E00", linestyle="--", linewidth=1.6)
    right.set_ylim(1.05 * gap["high"].max(), 0)
    right.set_ylabel("distance of ideal points (estimate)")
    right.set_title("How far apart they stand")
    nearest, least = gap["distance"].idxmin(), gap["distance"].min()
    _mark(right, nearest, least, f"least: {least:.2f} in {nearest}")
    for axis in (left, right):
        axis.axvline(LAST_KNOWN + 0.5, **_LATER)
        axis.set_xlabel("year (right of the dashed line: later than the essay)", fontsize=8)
    figure.sentence = _two_stories(same, gap)
    return figure


def _mark(axis, year, value, text):
    axis.plot(year, value, marker="o", color="#222222", markersize=6)
    axis.annotate(
        text, (year, value), xytext=(0.6, 0.42), textcoords="axes fraction", ha="center", fontsize=9,
        color="#222222", arrowprops={"arrowstyle": "-", "color": "#222222", "linewidth": 0.8, "shrinkB": 4},
    )  # fmt: skip


def _two_stories(same, gap) -> str:
    low, far, near = same.idxmin(), gap["distance"].idxmax(), gap["distance"].idxmin()
    return (
        f"Identical votes rise from {same.min():.0f} % in {low} to {same.max():.0f} % in {same.idxmax()} and "
        f"stand at {same.iloc[-1]:.0f} % in {same.index[-1]}. The estimated distance falls from "
        f"{gap['distance'].max():.2f} in {far} to {gap['distance'].min():.2f} in {near} "
        f"(rough 90 % band {gap['low'][near]:.2f} to {gap['high'][near]:.2f}). "
        f"By the first measure they were closest in {same.idxmax()}, by the second in {near}."
    )


def issues(tables: dict, names, *, source: str):
    """One panel an issue: identical votes by period for three pairs.

    Parameters
    ----------
    tables : dict
        ``alignment.by_issue`` of each pair, by name: ``China-Russia``, ``Russia-US``, ``China-US``.
    names : list of str
        Issues to draw, as the table names them.
    """
    figure, axes = house.new(
        alt=f"{len(names)} panels of lines, identical votes by period: {', '.join(names)}",
        source=source,
        columns=len(names),
        width=9.0,
        height=3.7,
        sharey=True,
        squeeze=False,
    )
    for axis, issue in zip(axes[0], names, strict=True):
        for pair, table in tables.items():
            line = table.loc[issue].dropna()
            look = {**house.look(_PAIR_LOOKS[pair]), "markevery": 1, "label": _PAIR_NAMES[pair]}
            axis.plot(range(len(line)), line, **look)
        axis.set_title(textwrap.fill(issue.capitalize(), 16), fontsize=9)
        axis.set_xticks(range(len(line)), [period[:4] for period in line.index], fontsize=8)
        axis.set_ylim(0, 100)
    axes[0][0].set_ylabel("identical votes (%)")
    handles, labels = axes[0][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=3, fontsize=9)
    axes[0][0].set_xlabel("first year of the period", fontsize=8)
    figure.sentence = " ".join(_of_issue(tables, issue) for issue in names)
    return figure


def _of_issue(tables, issue) -> str:
    ours = tables["China-Russia"].loc[issue].dropna()
    other = tables["Russia-US"].loc[issue].dropna()
    return (
        f"{issue.capitalize()}: China and Russia from {ours.iloc[0]:.0f} % in {ours.index[0]} to "
        f"{ours.iloc[-1]:.0f} % in {ours.index[-1]}, Russia and the United States from {other.iloc[0]:.0f} % "
        f"to {other.iloc[-1]:.0f} %."
    )


_CHINA, _RUSSIA, _US = (house.look(code) for code in ("CHN", "RUS", "USA"))
# Face, edge and marker: a veto together has the colours of both.
_VETO_LOOKS = {
    "China and Russia": (_CHINA["color"], _RUSSIA["color"], "D"),
    "Russia alone": (_RUSSIA["color"], _RUSSIA["color"], _RUSSIA["marker"]),
    "China alone": (_CHINA["color"], _CHINA["color"], _CHINA["marker"]),
    "United States alone": (_US["color"], _US["color"], _US["marker"]),
}


def veto_history(rows: pd.DataFrame, *, clock: str = "2023-08-31", source: str):
    """One row of marks a group: who vetoed together and who alone, and what was about Ukraine.

    Parameters
    ----------
    rows : DataFrame
        From ``alignment.joined``.
    clock : str
        A day to mark: what lies to its right is later than the essay.
    """
    day = pd.Timestamp(clock)
    figure, axis = house.new(
        alt="Rows of marks by date: vetoes of China and Russia together, of each alone, and of the US",
        source=source,
        width=8.6,
        height=3.0,
    )
    for place, (group, (fill, edge, marker)) in enumerate(_VETO_LOOKS.items()):
        part = rows[rows["group"] == group]
        for ukraine, face in ((False, fill), (True, "white")):
            dates = part[(part["topic"] == "Ukraine") == ukraine]["date"]
            # Vetoes of the same months would hide each other on one line.
            heights = [place + 0.16 * (number % 3 - 1) for number in range(len(dates))]
            style = {"marker": marker, "color": edge, "markerfacecolor": face, "markeredgewidth": 1.6}
            axis.plot(dates, heights, linestyle="none", markersize=6, **style)
    axis.axvline(day, **_LATER)
    axis.text(day, -0.62, "essay ", ha="right", va="center", fontsize=8)
    style = {"color": _RUSSIA["color"], "markerfacecolor": "white", "markeredgewidth": 1.6}
    axis.plot([], [], _RUSSIA["marker"], label="on Ukraine", **style)
    axis.legend(fontsize=8, loc="lower left")
    axis.set_yticks(range(len(_VETO_LOOKS)), list(_VETO_LOOKS))
    axis.set_ylim(len(_VETO_LOOKS) - 0.5, -0.8)
    axis.grid(axis="y", visible=False)
    axis.set_xlabel("year")
    figure.sentence = _who_vetoed(rows, day)
    return figure


def _who_vetoed(rows, day) -> str:
    counts = rows["group"].value_counts()
    before = rows[rows["date"] <= day]["group"].value_counts()
    parts = ", ".join(f"{name} {counts.get(name, 0)} ({before.get(name, 0)})" for name in _VETO_LOOKS)
    together = rows[rows["group"] == "China and Russia"]
    ukraine = rows[rows["topic"] == "Ukraine"]["group"].value_counts()
    alone = ukraine.get("Russia alone", 0)
    return (
        f"Vetoes from {rows['date'].min().year} to {rows['date'].max():%B %Y}, in brackets those up to the "
        f"essay: {parts}. The first together was in {together['date'].min().year}. On Ukraine Russia vetoed "
        f"{alone} times alone and {ukraine.get('China and Russia', 0) or 'never'} with China."
    )


def arms(table: pd.DataFrame, names: dict, *, source: str):
    """Bars by five-year period: Russia's deliveries to its customers.

    Parameters
    ----------
    table : DataFrame
        From ``alignment.arms_by_period``.
    names : dict
        Names of the recipients by ISO code.
    """
    figure, axis = house.new(
        alt=f"Bars by period: Russia's deliveries of arms to {' and '.join(names.values())}",
        source=source,
        width=7.8,
        height=3.4,
    )
    width, hatches = 0.8 / len(table.columns), ("", "////", "....")
    for place, code in enumerate(table.columns):
        where = [period + (place - (len(table.columns) - 1) / 2) * width for period in range(len(table))]
        colour = house.look(code)["color"]
        style = {"facecolor": colour if place == 0 else "white", "edgecolor": colour, "hatch": hatches[place]}
        axis.bar(where, table[code] / 1000, width=width * 0.92, label=names[code], **style)
    axis.set_xticks(range(len(table)), list(table.index))
    axis.set_ylabel("volume delivered (billion TIV)")
    axis.set_xlabel("five years")
    axis.legend(fontsize=9)
    axis.grid(axis="x", visible=False)
    figure.sentence = _customers(table, names)
    return figure


def _customers(table, names) -> str:
    parts = []
    for code in table.columns:
        peak, last = table[code].idxmax(), table.index[-1]
        drop = 100 * (1 - table.at[last, code] / table[code].max())
        parts.append(f"{names[code]} most in {peak}, and {drop:.0f} % less than that in {last}")
    largest = table.idxmax(axis=1)
    ahead = [f"{names[code]} in {(largest == code).sum()} of {len(table)} periods" for code in table.columns]
    return f"Russia delivered to {'; to '.join(parts)}. The larger customer was {', '.join(ahead)}."


def dependence(table: pd.DataFrame, *, source: str):
    """Two lines: the same trade beside the two economies.

    Parameters
    ----------
    table : DataFrame
        From ``alignment.trade_dependence``.
    """
    figure, axis = house.new(
        alt="Two lines by year: trade of China with Russia in per cent of each economy",
        source=source,
        width=7.4,
        height=3.6,
    )
    for code, name in (("RUS", "of Russia's output"), ("CHN", "of China's output")):
        axis.plot(table.index, table[code], **house.look(code))
        end = f"{table[code].iloc[-1]:.1f} %\n{name}"
        axis.annotate(
            end, (table.index[-1], table[code].iloc[-1]), xytext=(7, 0), textcoords="offset points",
            va="center", fontsize=9, color=house.ink(house.look(code)["color"]),
        )  # fmt: skip
    axis.axvline(LAST_KNOWN + 0.5, **_LATER)
    axis.set_ylim(0, 1.1 * table["RUS"].max())
    axis.set_xlabel("year (right of the dashed line: later than the essay)")
    axis.set_ylabel("their trade (% of output)")
    first, last = table.iloc[0], table.iloc[-1]
    figure.sentence = (
        f"In {table.index[0]} the trade of the two came to {first['RUS']:.1f} % of Russia's output and "
        f"{first['CHN']:.1f} % of China's; in {table.index[-1]} to {last['RUS']:.1f} % and "
        f"{last['CHN']:.1f} %. It weighed {first['ratio']:.1f} times as much in Russia as in China, and then "
        f"{last['ratio']:.1f} times."
    )
    return figure


def ranges(table: pd.DataFrame, *, highlight: str = "China-Russia", draws: int, source: str):
    """One line a pair: its middle rank over many draws of weights, and the span of nine draws in ten.

    Parameters
    ----------
    table : DataFrame
        From ``alignment.rank_ranges``.
    highlight : str
        The pair to draw in colour.
    draws : int
        How many rankings were computed, for the sentence.
    """
    figure, axis = house.new(
        alt=f"Dots with lines, ranks of {len(table)} pairs over {draws} rankings",
        source=source,
        width=7.8,
        height=0.9 + 0.27 * len(table),
    )
    for place, (name, row) in enumerate(table.iterrows()):
        ours = name == highlight
        colour = house.look("CHN")["color"] if ours else "#555555"
        axis.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=4 if ours else 2)
        axis.plot(
            row["median"], place, marker="o" if ours else "s", color=colour, markersize=8 if ours else 5
        )
    axis.set_yticks(range(len(table)), list(table.index), fontsize=9)
    axis.set_ylim(len(table) - 0.5, -0.5)
    axis.set_xlim(0.5, len(table) + 0.5)
    axis.set_xlabel("rank (1 is closest): the middle one, and the span of nine in ten")
    figure.sentence = _spans(table, highlight, draws)
    return figure


def _spans(table, highlight, draws) -> str:
    width = table["high"] - table["low"]
    ours, firm, loose = table.loc[highlight], width.idxmin(), width.idxmax()
    return (
        f"Over {draws} rankings {highlight} has the middle rank {ours['median']:.0f} of {len(table)} and "
        f"lies between {ours['low']:.0f} and {ours['high']:.0f} in nine of ten. The firmest place is that of "
        f"{firm} ({table.at[firm, 'low']:.0f} to {table.at[firm, 'high']:.0f}), the loosest that of "
        f"{loose} ({table.at[loose, 'low']:.0f} to {table.at[loose, 'high']:.0f})."
    )
