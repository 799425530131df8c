"""Figures about the ties of China and Russia: trade, energy, drills, breaks in trend, votes, wording.

Each function takes tables and returns a figure whose ``sentence`` is computed from what is drawn.
"""

import textwrap

import pandas as pd

from china_russia_axis import ties
from china_russia_axis.figures import house

_FORMATS = {
    "bilateral": ("the two alone", "#D55E00", ""),
    "trilateral": ("with a third", "#F4C9A0", "////"),
    "multilateral": ("with several", "#A9CBE2", "...."),
}
# Dark to pale, and a letter in every cell: nothing hangs on colour alone.
_VOTES = {"no": ("#0072B2", "N", "white"), "abstain": ("#D9D9D9", "a", "#222222"),
          "absent": ("#FFFFFF", "-", "#222222"), "yes": ("#F0A368", "Y", "#222222")}  # fmt: skip
_STANCES = {
    "supports": ("#A9CBE2", "+", "for it"),
    "opposes": ("#D55E00", "x", "against it"),
    "neutral": ("#E8E8E8", "o", "neither"),
    "silent": ("#FFFFFF", "0", "silent"),
    "mixed": ("#CBB3D9", "*", "more than one"),
}


def breaks(series: dict, *, source: str, first: int = 2012, at: int = 2022, leave_out=()):
    """Four panels: each indicator, the line through the years before a date, and the line carried on.

    Parameters
    ----------
    series : dict of Series
        From ``ties.indicators``.
    source : str
        From ``cra.codebook.source_line("trade", "meetings", "exercises", "votes_yearly")``.
    first, at, leave_out
        As in ``ties.trend_break``.
    """
    figure, axes = house.new(
        alt=f"{len(series)} panels of yearly points, with a trend line to {at - 1} carried on as dashes",
        source=textwrap.fill(source, 150), rows=2, columns=2, width=8.2, height=5.6, squeeze=False,
    )  # fmt: skip
    for axis, (name, one) in zip(axes.flat, series.items(), strict=False):
        table = ties.trend_break(one, max(first, int(one.index.min())), at, leave_out)
        before, after = table[table.index < at], table[table.index >= at]
        axis.fill_between(table.index, table["expected"] - table["usual"], table["expected"] + table["usual"],
                          color="#DDDDDD", linewidth=0)  # fmt: skip
        axis.plot(before.index, before["expected"], color="#555555", linewidth=1.2)
        axis.plot(table.loc[at - 1 :].index, table.loc[at - 1 :, "expected"], color="#555555", linestyle="--")
        fitted = before["fitted"]
        axis.plot(before.index[fitted], before["value"][fitted], "o", color="#0072B2", markersize=5)
        axis.plot(before.index[~fitted], before["value"][~fitted], "x", color="#0072B2", markersize=6)
        axis.plot(after.index, after["value"], "D", color="#D55E00", markersize=7)
        axis.axvline(at - 0.5, color="#222222", linewidth=0.8, linestyle=":")
        axis.set_title(_TITLES[name])
        axis.set_xlabel("year")
        axis.set_ylabel(_UNITS[name])
        axis.set_ylim(bottom=min(0.0, axis.get_ylim()[0]) if name != "votes" else 50)
    found = ties.breaks(series, first, at, leave_out)
    last = max(year for year in range(first, at) if year not in leave_out)
    parts = [
        f"{name} {row['value']:.0f} where the line gives {row['expected']:.0f} ({row['verdict']})"
        for name, row in found.iterrows()
    ]
    figure.sentence = f"Means of {at} and after, against the trend to {last}: {'; '.join(parts)}."
    return figure


_UNITS = {"trade": "billion dollars", "meetings": "meetings", "exercises": "exercises", "votes": "% of votes"}
_TITLES = {
    "trade": "Trade, as China reports it",
    "meetings": "Leaders met in person",
    "exercises": "Exercises on the list",
    "votes": "Identical votes in the UN",
}


def mirror(table: pd.DataFrame, *, source: str, first: int = 2000):
    """Two lines: the trade of the two as China reports it and as Russia does; below, the gap.

    Parameters
    ----------
    table : DataFrame
        From ``ties.mirror``.
    """
    rows = table[table.index >= first]
    figure, (upper, lower) = house.new(
        alt="Two lines by year, trade as each side reports it, and bars for the gap",
        source=source, rows=2, width=8.2, height=4.8, sharex=True, height_ratios=[3, 1],
    )  # fmt: skip
    for column, code, name in (
        ("china_usd_bn", "CHN", "China reports"),
        ("russia_usd_bn", "RUS", "Russia reports"),
    ):
        line = rows[column].dropna()
        upper.plot(line.index, line, label=name, **house.look(code))
    last = int(rows["russia_usd_bn"].last_valid_index())
    upper.axvline(last + 0.5, color="#222222", linewidth=0.8, linestyle=":")
    upper.text(last + 0.7, 5, "one reporter only", fontsize=8, color="#222222")
    upper.set_ylabel("billion dollars")
    upper.set_ylim(bottom=0)
    upper.legend(loc="upper left")
    gap = rows["gap_pct"].dropna()
    lower.bar(gap.index, gap, color="#888888", width=0.7)
    lower.axhline(0, color="#222222", linewidth=0.8)
    lower.set_ylabel("gap (%)")
    lower.set_xlabel("year")
    recent, china = gap.loc[gap.index >= 2010], rows["china_usd_bn"]
    figure.sentence = (
        f"As China reports it, trade goes from {china.iloc[0]:.0f} billion dollars in {china.index[0]} "
        f"to {china.iloc[-1]:.0f} in {china.index[-1]}, with a peak of {china.max():.0f} in "
        f"{china.idxmax()}. China reports up to {gap.max():.0f} % more than Russia ({gap.idxmax()}); "
        f"from 2010 on the gap stays between {recent.min():.0f} and {recent.max():+.0f} %. "
        f"Russia's last year in the table is {last}."
    )
    return figure


def energy(oil: pd.DataFrame, gas: pd.Series, *, source: str):
    """Two panels: crude oil to China from two suppliers, and gas through one pipeline.

    Parameters
    ----------
    oil : DataFrame
        From ``ties.crude_oil``; converted values are drawn hollow.
    gas : Series
        From ``ties.pipeline_gas``.
    """
    figure, (left, right) = house.new(
        alt="Lines of oil imports from Russia and Saudi Arabia, and bars of pipeline gas, by year",
        source=source, columns=2, width=8.2, height=3.6,
    )  # fmt: skip
    for code, name in (("RUS", "from Russia"), ("SAU", "from Saudi Arabia")):
        rows = oil[oil["from_iso3"] == code].set_index("year")
        line = rows["million_tonnes"].reindex(range(int(oil["year"].min()), int(oil["year"].max()) + 1))
        look = house.look(code) | {"markevery": 1}
        left.plot(line.index, line, label=name, **look)
        made = rows[rows["converted"]]["million_tonnes"]
        left.plot(made.index, made, linestyle="none", marker=look["marker"], color=look["color"],
                  markerfacecolor="white", markersize=9)  # fmt: skip
    left.set_title("Crude oil to China")
    left.set_ylabel("million tonnes a year")
    left.set_ylim(bottom=0)
    left.set_xlabel("year (hollow: converted)")
    left.legend(loc="lower right", fontsize=8)
    right.bar(gas.index, gas, color=house.look("RUS")["color"])
    right.set_title("Gas through Power of Siberia")
    right.set_ylabel("billion cubic metres")
    right.set_xlabel("year")
    rows = oil[(oil["from_iso3"] == "RUS") & ~oil["converted"]].set_index("year")["million_tonnes"]
    figure.sentence = (
        f"Russian crude for China goes from {rows.iloc[0]:.0f} million tonnes in {rows.index[0]} to "
        f"{rows.iloc[-1]:.0f} in {rows.index[-1]}; the largest step is {rows.diff().max():+.0f} in "
        f"{rows.diff().idxmax()}. Gas through the pipeline goes from {gas.iloc[0]:.0f} billion cubic "
        f"metres in {gas.index[0]} to {gas.iloc[-1]:.0f} in {gas.index[-1]}."
    )
    return figure


def exercises(counts: pd.DataFrame, *, source: str, clock: int = 2023):
    """Stacked bars by year: listed exercises with nobody else, with a third, with several.

    Parameters
    ----------
    counts : DataFrame
        From ``ties.exercises_by_year``.
    clock : int
        Years after this one are later than the essay.
    """
    figure, axis = house.new(
        alt="Stacked bars by year: listed joint exercises by who else took part",
        source=source, width=8.2, height=3.6,
    )  # fmt: skip
    bottom = pd.Series(0, index=counts.index)
    for name, (label, colour, hatch) in _FORMATS.items():
        if name in counts:
            axis.bar(counts.index, counts[name], bottom=bottom, label=label, facecolor=colour, hatch=hatch,
                     edgecolor="#444444", linewidth=0.5)  # fmt: skip
            bottom = bottom + counts[name]
    axis.axvline(clock + 0.5, color="#222222", linewidth=1.0, linestyle="--")
    axis.set_ylabel("exercises on the list")
    axis.set_xlabel(f"year (right of the dashes: later than {clock})")
    axis.legend(loc="upper left", fontsize=8)
    total = counts.sum(axis=1)
    known = total[total.index <= clock]
    early = int(known[known.index <= 2011].sum())
    figure.sentence = (
        f"The list has {int(known.sum())} exercises up to {clock}, {early} of them "
        f"before 2012; {int(known.iloc[-2:].sum())} fall in {known.index[-2]} and {known.index[-1]}. "
        f"{int(counts.loc[:clock, 'bilateral'].sum())} were held by the two alone."
    )
    return figure


def votes(table: pd.DataFrame, *, names: dict, source: str):
    """A grid: one row a state, one column a text of the General Assembly on Ukraine.

    Parameters
    ----------
    table : DataFrame
        From ``ties.votes_on_ukraine``.
    names : dict
        Country names by ISO code.
    """
    figure, axis = house.new(
        alt="A grid of votes: states by resolutions on Ukraine", source=source, width=8.2,
        height=1.1 + 0.34 * len(table),
    )  # fmt: skip
    for row, code in enumerate(table.index):
        for column, vote in enumerate(table.loc[code]):
            colour, letter, ink = _VOTES.get(vote, ("#FFFFFF", "", "#222222"))
            _cell(axis, row, column, colour, letter, ink)
    _grid(axis, [names.get(code, code) for code in table.index], list(table.columns))
    axis.set_xlabel("resolution (Y for, N against, a abstains, - absent)")
    china = table.loc["CHN"].value_counts()
    same = {code: int((table.loc[code] == table.loc["CHN"]).sum()) for code in table.index if code != "CHN"}
    nearest = max(same, key=same.get)
    figure.sentence = (
        f"Of {table.shape[1]} texts China abstained on {china.get('abstain', 0)}, voted against "
        f"{china.get('no', 0)} and for {china.get('yes', 0)}; it voted as Russia did {same['RUS']} times. "
        f"Of the states shown, {names.get(nearest, nearest)} voted most often as China did: "
        f"{same[nearest]} times."
    )
    return figure


def wording(table: pd.DataFrame, *, dates: dict, source: str):
    """A grid: one row a topic, one column a joint text; an empty cell means that nothing was read there.

    Parameters
    ----------
    table : DataFrame
        From ``ties.wording``.
    dates : dict
        Date of each text by its id.
    """
    figure, axis = house.new(
        alt="A grid of stances: topics by joint texts of China and Russia", source=source, width=8.2,
        height=1.5 + 0.36 * len(table),
    )  # fmt: skip
    for row, topic in enumerate(table.index):
        for column, found in enumerate(table.loc[topic]):
            if isinstance(found, str):
                colour, letter, _ = _STANCES[found if found in _STANCES else "mixed"]
                _cell(axis, row, column, colour, letter, "#111111")
    labels = [f"{pd.Timestamp(dates[one]):%b\n%Y}" for one in table.columns]
    _grid(axis, [ties.TOPICS[topic] for topic in table.index], labels)
    axis.set_xlabel(
        "joint text (+ for, x against, o neither, * more than one, 0 silent; empty: nothing read)"
    )
    filled = table.notna().sum()
    fullest = filled.idxmax()
    nato = [one for one in table.columns if table.at["nato", one] == "opposes"]
    figure.sentence = (
        f"{table.shape[1]} joint texts from {pd.Timestamp(dates[table.columns[0]]):%Y} to "
        f"{pd.Timestamp(dates[table.columns[-1]]):%Y}; of {table.size} cells {int(filled.sum())} are read. "
        f"Against NATO's growth or reach: {len(nato)} texts, the first of them from "
        f"{pd.Timestamp(dates[nato[0]]):%Y}. Most topics ({filled.max()}) were read in the text of "
        f"{pd.Timestamp(dates[fullest]):%B %Y}."
    )
    return figure


def _cell(axis, row, column, colour, letter, ink):
    axis.barh(row, 1, left=column - 0.5, height=1, facecolor=colour, edgecolor="#999999", linewidth=0.6)
    axis.text(column, row, letter, ha="center", va="center", fontsize=9, color=ink)


def _grid(axis, rows, columns):
    axis.set_yticks(range(len(rows)), rows)
    axis.set_xticks(range(len(columns)), columns, fontsize=8)
    axis.set_xlim(-0.5, len(columns) - 0.5)
    axis.set_ylim(len(rows) - 0.5, -0.5)
    axis.tick_params(length=0)
    axis.grid(visible=False)
