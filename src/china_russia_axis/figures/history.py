"""Figures about the years 1989 to 2012: a coded list of events, sanctions, two economies, arms, trade.

Each function takes tables and returns a figure whose ``sentence`` is computed from what is drawn.
"""

import textwrap

import pandas as pd

from china_russia_axis import history
from china_russia_axis.figures import house

SCALES = {"market": "At market exchange rates", "purchasing power": "At purchasing power parity"}
_SCALE_LOOKS = {
    "market": {"color": "#0072B2", "linestyle": "-", "marker": "s", "markevery": 4},
    "purchasing power": {"color": "#333333", "linestyle": "--", "marker": "o", "markevery": 4},
}

# Shape and height tell the labels apart as well as colour does.
DIRECTION_LOOKS = {
    "closer": {"color": "#D55E00", "marker": "^", "height": 3},
    "neutral": {"color": "#777777", "marker": "o", "height": 2},
    "apart": {"color": "#0072B2", "marker": "v", "height": 1},
    "context": {"color": "#333333", "marker": "s", "height": 0},
}

_KIND_LOOKS = {
    "arms": {"facecolor": "#D55E00", "hatch": ""},
    "money": {"facecolor": "#A9CBE2", "hatch": ""},
    "contacts": {"facecolor": "#FFFFFF", "hatch": "...."},
    "money and contacts": {"facecolor": "#A9CBE2", "hatch": "...."},
}


def reversal(ratios: pd.DataFrame, ties: pd.DataFrame, *, source: str):
    """Draw Russia's output in per cent of China's, and the days on which the two named their tie.

    Parameters
    ----------
    ratios : DataFrame
        From ``history.compared``.
    ties : DataFrame
        From ``history.names_of_the_tie``.
    source : str
        From ``cra.codebook.source_line("country_panel", "treaties")``.
    """
    figure, axis = house.new(
        alt="Two falling lines: Russia's output in per cent of China's, with the texts they signed",
        source=source,
        width=8.2,
        height=4.4,
    )
    for measure in ratios:
        axis.plot(ratios.index, ratios[measure], label=SCALES[measure], **_SCALE_LOOKS[measure])
    axis.axhline(100, color="#999999", linewidth=1)
    axis.annotate("equal size", (ratios.index[-1], 100), xytext=(0, 3), textcoords="offset points",
                  ha="right", fontsize=8, color="#555555")  # fmt: skip
    top = 1.12 * float(ratios.max().max())
    _number_the_ties(axis, ties, top)
    axis.set_ylim(0, top)
    axis.set_xlim(ratios.index[0] - 0.5, ratios.index[-1] + 0.7)
    axis.set_xlabel("year")
    axis.set_ylabel("Russia's output, China's = 100 (%)")
    axis.legend(loc="upper right", bbox_to_anchor=(1.0, 0.62), fontsize=9)
    figure.sentence = f"{' '.join(_fall(ratios[one], one) for one in ratios)} {_signed(ties)}"
    return figure


def _number_the_ties(axis, ties, top):
    for number, row in enumerate(ties.itertuples(), start=1):
        year = row.date.year + (row.date.month - 0.5) / 12
        axis.axvline(year, color="#D55E00", linewidth=0.9, linestyle=":")
        circle = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": "#D55E00"}
        axis.text(year, 0.95 * top, str(number), fontsize=8, ha="center", va="center", bbox=circle)
    key = [
        f"{number}  {_short(row.title)} ({row.date:%Y})" for number, row in enumerate(ties.itertuples(), 1)
    ]
    axis.text(0.985, 0.9, "\n".join(key), transform=axis.transAxes, ha="right", va="top", fontsize=8,
              bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.9})  # fmt: skip


def _short(title: str) -> str:
    name = title.split(";")[0].split("(")[0].split(": ")[-1].strip()
    return name[0].upper() + name[1:]


def _fall(ratio, measure) -> str:
    ratio = ratio.dropna()
    since = history.ahead_since(ratio)
    place = f"China has been ahead since {since}" if since else "Russia is ahead at the end"
    low = ratio.idxmin()
    bottom = f"with its lowest point of {ratio.min():.0f} % in {low}"
    return (
        f"{SCALES[measure]}, Russia's output goes from {ratio.iloc[0]:.0f} % of China's in "
        f"{ratio.index[0]} to {ratio.iloc[-1]:.0f} % in {ratio.index[-1]}, "
        f"{'its lowest point' if low == ratio.index[-1] else bottom}; {place}."
    )


def _signed(ties) -> str:
    if ties.empty:
        return "No text in the table names their tie."
    names = ", ".join(f"{_short(row.title)} ({row.date:%Y})" for row in ties.itertuples())
    return f"{len(ties)} texts of the time give the tie a name: {names}."


def timeline(events: pd.DataFrame, *, source: str):
    """One mark an event, in a row for each label.

    Parameters
    ----------
    events : DataFrame
        From ``history.chronology``.
    source : str
        From ``cra.codebook.source_line("events")``.
    """
    figure, axis = house.new(
        alt="Marks on a time line, one an event, in a row for each label",
        source=source,
        width=8.2,
        height=2.5,
    )
    used = [label for label in DIRECTION_LOOKS if label in set(events["direction"])]
    for label in used:
        look, rows = DIRECTION_LOOKS[label], events[events["direction"] == label]
        axis.plot(rows["date"], [used.index(label)] * len(rows), linestyle="none", marker=look["marker"],
                  color=look["color"], markersize=9, alpha=0.65)  # fmt: skip
    axis.set_yticks(range(len(used)), used)
    axis.set_ylim(len(used) - 0.5, -0.5)
    axis.set_xlabel("year")
    axis.grid(axis="y", visible=False)
    figure.sentence = selection_in_words(events)
    return figure


def selection_in_words(events: pd.DataFrame) -> str:
    """Say how many events are shown and how they are labelled, and what that does not mean."""
    if events.empty:
        return "0 events fit this choice."
    counts = events["direction"].value_counts()
    parts = ", ".join(f"{counts[label]} {label}" for label in DIRECTION_LOOKS if label in counts)
    years = f"{events['date'].dt.year.min()} to {events['date'].dt.year.max()}"
    noun = "event was" if len(events) == 1 else "events were"
    return (
        f"{len(events)} {noun} chosen, {years}, and labelled by one coder: {parts}. "
        "The numbers describe the list, not the relationship."
    )


def sanctions(measures: pd.DataFrame, *, until: str = "1993-12-31", source: str):
    """One bar a measure of 1989: when it began, and when it ended.

    Parameters
    ----------
    measures : DataFrame
        The table ``sanctions_1989``.
    until : str
        The right edge of the picture.
    source : str
        From ``cra.codebook.source_line("sanctions_1989")``.
    """
    from matplotlib.dates import DateFormatter, YearLocator
    from matplotlib.patches import Patch

    edge = pd.Timestamp(until)
    rows = measures[measures["verified"].astype(bool)]
    rows = rows.assign(end=rows["end_date"].fillna(edge)).sort_values(["end", "start_date"])
    figure, axis = house.new(
        alt="Bars by measure: Western and Japanese sanctions on China after June 1989",
        source=source,
        width=8.2,
        height=1.2 + 0.38 * len(rows),
    )
    for place, row in enumerate(rows.itertuples()):
        axis.barh(place, row.end - row.start_date, left=row.start_date, height=0.6, edgecolor="#333333",
                  linewidth=0.7, **_KIND_LOOKS[row.kind])  # fmt: skip
        if pd.isna(row.end_date):
            axis.annotate("no end on record →", (edge, place), xytext=(-6, 0), textcoords="offset points",
                          ha="right", va="center", fontsize=8, color="white", weight="bold")  # fmt: skip
    axis.set_yticks(range(len(rows)), [f"{row.imposed_by}: {row.kind}" for row in rows.itertuples()])
    axis.set_ylim(len(rows) - 0.4, -0.6)
    axis.set_xlim(pd.Timestamp("1989-01-01"), edge)
    axis.xaxis.set_major_locator(YearLocator())
    axis.xaxis.set_major_formatter(DateFormatter("%Y"))
    axis.grid(axis="y", visible=False)
    axis.set_xlabel("year")
    handles = [Patch(label=kind, edgecolor="#333333", **look) for kind, look in _KIND_LOOKS.items()]
    axis.legend(handles=[one for one in handles if one.get_label() in set(rows["kind"])], loc="upper right",
                fontsize=8)  # fmt: skip
    figure.sentence = _ended(rows)
    return figure


def _ended(rows) -> str:
    over, lasting = rows[rows["end_date"].notna()], rows[rows["end_date"].isna()]
    months = history.months_in_force(over, over["end_date"].max()) if len(over) else pd.Series(dtype=int)
    ended = f"{len(over)} ended after {months.min()} to {months.max()} months" if len(over) else "0 ended"
    kinds = " and ".join(sorted(set(lasting["kind"])))
    rest = f"; {len(lasting)} have no end on record ({kinds})" if len(lasting) else "; 0 lasted"
    return f"Of {len(rows)} measures that followed the crackdown, {ended}{rest}."


def arms(yearly: pd.DataFrame, *, last: int = 2012, source: str):
    """One bar a year: deliveries of arms to China, and the part that came from Russia.

    Parameters
    ----------
    yearly : DataFrame
        The table ``arms_yearly``.
    last : int
        Last year to draw.
    source : str
        From ``cra.codebook.source_line("arms_yearly")``.
    """
    rows = yearly[yearly["year"] <= last]
    figure, axis = house.new(
        alt="Stacked bars by year: arms delivered to China, from Russia and from others",
        source=source,
        width=8.2,
        height=3.7,
    )
    others = rows["china_imports_tiv"] - rows["russia_to_china_tiv"]
    axis.bar(rows["year"], rows["russia_to_china_tiv"], color=house.look("RUS")["color"], label="from Russia")
    axis.bar(rows["year"], others, bottom=rows["russia_to_china_tiv"], color="white", edgecolor="#333333",
             hatch="////", linewidth=0.7, label="from all others")  # fmt: skip
    axis.set_xlabel("year of delivery")
    axis.set_ylabel("volume (million\ntrend-indicator values)")
    axis.set_xticks(range(int(rows["year"].min()), last + 1, 4))
    axis.grid(axis="x", visible=False)
    axis.legend(loc="upper left", fontsize=9)
    figure.sentence = _volume(rows.set_index("year"))
    return figure


def _volume(rows) -> str:
    russia, share = rows["russia_to_china_tiv"], 100 * rows["russia_to_china_tiv"] / rows["china_imports_tiv"]
    first, last, peak = russia.index[0], russia.index[-1], russia.idxmax()
    return (
        f"Russia's deliveries to China: {russia[first]:.0f} million in {first}, a peak of "
        f"{russia[peak]:.0f} in {peak} and {russia[last]:.0f} in {last}. Its share of all deliveries to "
        f"China runs from {share.min():.0f} % ({share.idxmin()}) to {share.max():.0f} % ({share.idxmax()}), "
        f"and is {share[last]:.0f} % in {last}."
    )


def partners(windows: dict, union: float, china: float, *, names: dict, source: str):
    """Bars of Russia's largest partners in two windows of one year, and the European Union as one.

    Parameters
    ----------
    windows : dict
        Series from ``history.partners`` by the name of the window; the last is set beside the Union.
    union, china : float
        Published shares in all trade of the last window, per cent.
    names : dict
        Names of partners by code.
    source : str
        From ``cra.codebook.source_line("partner_rankings", "partner_shares")``.
    """
    figure, axes = house.new(
        alt="Bars: Russia's trade with China, the Netherlands and Germany, then the European Union as one",
        source=source,
        columns=2,
        width=8.2,
        height=3.4,
        gridspec_kw={"width_ratios": [3, 2]},
    )
    labels, place = [], 0
    for window, values in windows.items():
        for code, value in values.items():
            axes[0].barh(place, value, **_partner_look(code))
            axes[0].text(value + 0.6, place, f"{value:.1f}", va="center", fontsize=9)
            labels.append(f"{names.get(code, code)}, {window}")
            place += 1
    axes[0].set_yticks(range(place), labels)
    axes[0].invert_yaxis()
    axes[0].set_xlim(0, 62)
    axes[0].set_xlabel("trade with Russia (billion dollars)")
    for place, (name, value, code) in enumerate([("China", china, "CHN"), ("European\nUnion", union, "EUU")]):
        axes[1].bar(place, value, **_partner_look(code))
        axes[1].text(place, value + 1, f"{value:.1f}", ha="center", fontsize=9)
        axes[1].annotate(name, (place, 0), xytext=(0, -5), textcoords="offset points", ha="center", va="top")
    axes[1].set_xticks([])
    axes[1].set_ylim(0, 62)
    axes[1].set_ylabel(f"share of Russia's trade (%)\n{list(windows)[-1]}")
    figure.sentence = f"{' '.join(_first_place(names, *one) for one in windows.items())} " + (
        f"Counted as one, the European Union makes {union:.0f} % of Russia's trade, China {china:.1f} %."
    )
    return figure


def _partner_look(code) -> dict:
    if code == "EUU":  # many states, so no colour of a state
        return {"facecolor": "white", "edgecolor": "#333333", "hatch": "////"}
    return {"color": house.look(code)["color"]}


def _first_place(names, window, values) -> str:
    first, second = values.sort_values(ascending=False).index[:2]
    lead = history.lead(values, first, second)
    return f"{window}: {names.get(first, first)} is first, {lead:.1f} % ahead of {names.get(second, second)}."


def exercises(by_year: pd.DataFrame, *, source: str):
    """Stacked bars: joint exercises a year, of the two alone and with others.

    Parameters
    ----------
    by_year : DataFrame
        From ``history.exercises_by_year``.
    source : str
        From ``cra.codebook.source_line("exercises")``.
    """
    figure, axis = house.new(
        alt="Stacked bars by year: listed joint exercises", source=source, width=8.2, height=2.5
    )
    bottom = 0
    looks = {
        "the two alone": {"color": "#882255"},
        "with others": {"color": "white", "hatch": "////", "edgecolor": "#333333"},
    }
    for kind, look in looks.items():
        seen = by_year[kind].where(by_year[kind] > 0)  # a bar of no height would still draw its edge
        axis.bar(by_year.index, seen, bottom=bottom, label=kind, **look)
        bottom = bottom + by_year[kind]
    axis.set_xticks(list(by_year.index))
    axis.set_yticks(range(int(bottom.max()) + 2))
    axis.set_xlabel("year")
    axis.set_ylabel("exercises")
    axis.legend(loc="upper left", fontsize=9)
    axis.grid(axis="x", visible=False)
    total, alone = int(bottom.sum()), int(by_year["the two alone"].sum())
    empty = [str(year) for year in by_year.index[bottom == 0]]
    figure.sentence = textwrap.shorten(
        f"{total} exercises are listed from {by_year.index[0]} to {by_year.index[-1]}, {alone} of them by "
        f"the two alone; years without any: {', '.join(empty) or 'none'}.", width=400)  # fmt: skip
    return figure
