"""Figures about blocs: who belongs, how heavy, on which scale.

Each function takes tables and returns a figure whose ``sentence`` is computed from what is drawn.
"""

import textwrap

import pandas as pd

from china_russia_axis.figures import house

MEASURE_TITLES = {
    "market": "At market exchange rates",
    "purchasing power": "At purchasing power parity",
    "population": "By population",
}
_SHARE_OF = {"market": "world output", "purchasing power": "world output", "population": "world population"}

# Members dark, invitations hatched, partners pale: the order survives a print in grey.
_STATUS_LOOKS = {
    "member": {"facecolor": "#D55E00", "edgecolor": "#D55E00", "hatch": ""},
    "invited": {"facecolor": "#F6D5B8", "edgecolor": "#D55E00", "hatch": "////"},
    "partner": {"facecolor": "#A9CBE2", "edgecolor": "#0072B2", "hatch": ""},
    "partner invited": {"facecolor": "#FFFFFF", "edgecolor": "#0072B2", "hatch": "...."},
    "declined": {"facecolor": "#FFFFFF", "edgecolor": "#777777", "hatch": ""},
}
_STATUS_NAMES = {
    "member": "member",
    "invited": "invited to join",
    "partner": "partner",
    "partner invited": "invited as partner",
    "declined": "declined",
}
_PLURALS = {"member": "members", "partner": "partners", "invited as partner": "invited as partners"}


def shares(table: pd.DataFrame, *, source: str):
    """Two lines a panel, one panel a measure: the blocs' shares of the world, year by year.

    Parameters
    ----------
    table : DataFrame
        From ``blocs.world_shares``; two blocs, any measures.
    source : str
        From ``cra.codebook.source_line("country_panel", "membership")``.
    """
    measures = list(dict.fromkeys(table["measure"]))
    blocs = list(dict.fromkeys(table["bloc"]))
    figure, axes = house.new(
        alt=f"{len(measures)} panels of lines, shares of the world by year: {', '.join(blocs)}",
        source=source,
        columns=len(measures),
        width=8.2,
        height=3.9,
        sharey=True,
        squeeze=False,
    )
    for axis, measure in zip(axes[0], measures, strict=True):
        ends = []
        for bloc in blocs:
            line = _line(table, bloc, measure)
            axis.plot(line.index, line, **house.look(bloc))
            ends.append((float(line.iloc[-1]), f"{bloc} {line.iloc[-1]:.0f} %", house.look(bloc)["color"]))
        _label_ends(axis, int(table["year"].max()), ends)
        _mark_crossing(axis, table, measure, blocs)
        axis.set_title(MEASURE_TITLES[measure])
        axis.set_xlabel("year")
        axis.set_ylim(0, 1.08 * table["share_pct"].max())
    axes[0][0].set_ylabel(f"share of {_SHARE_OF[measures[0]]} (%)")
    figure.sentence = " ".join(_race(table, measure, *blocs) for measure in measures)
    return figure


def _line(table, bloc, measure) -> pd.Series:
    rows = table[(table["bloc"] == bloc) & (table["measure"] == measure)]
    return rows.set_index("year")["share_pct"].sort_index()


def _label_ends(axis, last, ends, gap=4.2):
    """Write each line's name and last value at its right end, moved apart where two ends are close."""
    top = None
    for value, text, colour in sorted(ends, reverse=True):
        height = value if top is None else min(value, top - gap)
        axis.annotate(
            text,
            (last, height),
            xytext=(6, 0),
            textcoords="offset points",
            color=house.ink(colour),
            va="center",
            fontsize=9,
        )
        top = height


def _ahead_since(table, measure, first, second):
    lead = _line(table, first, measure) - _line(table, second, measure)
    lead = lead.dropna()
    behind = lead.index[~(lead > 0)]
    later = lead.index[lead.index > behind.max()] if len(behind) else lead.index
    return int(later.min()) if len(later) else None


def _mark_crossing(axis, table, measure, blocs):
    if len(blocs) != 2:
        return
    year = _ahead_since(table, measure, *blocs)
    if year is None or year == table["year"].min():
        return
    axis.axvline(year, color="#555555", linewidth=0.8, linestyle=":")
    height = 0.97 * axis.get_ylim()[1]
    axis.annotate(
        f"{blocs[0]} ahead\nsince {year}", (year, height), xytext=(-4, 0), textcoords="offset points",
        ha="right", va="top", fontsize=8, color="#555555",
    )  # fmt: skip


def _race(table, measure, first, second) -> str:
    one, two = _line(table, first, measure), _line(table, second, measure)
    start, end = one.index[0], one.index[-1]
    lead = one.iloc[-1] - two.iloc[-1]
    place = f"{abs(lead):.1f} points {'ahead' if lead > 0 else 'behind'}"
    since = _ahead_since(table, measure, first, second)
    tail = f", and has been ahead since {since}" if since else ""
    return (
        f"{MEASURE_TITLES[measure]}, {first} goes from {one.iloc[0]:.1f} % of {_SHARE_OF[measure]} in "
        f"{start} to {one.iloc[-1]:.1f} % in {end} and the {second} from {two[start]:.1f} % to "
        f"{two.iloc[-1]:.1f} %: "
        f"{first} is {place}{tail}."
    )


def timeline(membership: pd.DataFrame, *, source: str, clock: str = "2023-08-31", until: str = "2025-12-31"):
    """One bar a country and status: who was invited, joined, declined or became a partner, and when.

    Parameters
    ----------
    membership : DataFrame
        Rows of one organisation from the table ``membership``.
    source : str
        From ``cra.codebook.source_line("membership")``.
    clock : str
        A day to mark: what lies to its right is later than the essay.
    until : str
        The last day the table knows.
    """
    day, last = pd.Timestamp(clock), pd.Timestamp(until)
    rows = membership.assign(
        start=pd.to_datetime(membership["start_date"]),
        end=pd.to_datetime(membership["end_date"]).fillna(last),
    )
    rows = rows[rows["start"] <= last]
    order = rows.groupby("country")["start"].min().reset_index().sort_values(["start", "country"])["country"]
    places = {country: place for place, country in enumerate(order)}
    figure, axis = house.new(
        alt="Bars by country, 2009 to 2025: times as member, invited or partner of BRICS",
        source=source,
        width=8.2,
        height=1.4 + 0.22 * len(places),
    )
    for row in rows.itertuples():
        style = _STATUS_LOOKS[row.status]
        if row.status == "declined":
            axis.plot(
                row.start, places[row.country], marker="x", color="#444444", markersize=7, linestyle="none"
            )
            continue
        axis.barh(
            places[row.country], row.end - row.start, left=row.start, height=0.7, linewidth=0.7, **style
        )
    axis.axvline(day, color="#222222", linewidth=1.2, linestyle="--")
    axis.text(day, -0.9, f"{day.day} {day:%B %Y} ", ha="right", va="bottom", fontsize=8, color="#222222")
    axis.set_yticks(list(places.values()), list(places))
    axis.set_ylim(len(places) - 0.4, -1.0)
    axis.set_xlim(pd.Timestamp("2009-01-01"), last)
    axis.tick_params(axis="y", labelsize=8, length=0)
    axis.grid(axis="y", visible=False)
    axis.set_xlabel("year")
    _status_legend(figure, axis, rows["status"].unique())
    figure.sentence = f"{_head_count(rows, day)} {_head_count(rows, last)}"
    return figure


def _status_legend(figure, axis, present):
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles = [
        Patch(label=_STATUS_NAMES[status], linewidth=0.7, **look)
        for status, look in _STATUS_LOOKS.items()
        if status in present and status != "declined"
    ]
    if "declined" in present:
        handles.append(Line2D([], [], marker="x", color="#444444", linestyle="none", label="declined"))
    axis.legend(handles=handles, loc="lower left", fontsize=8, handlelength=2.2)


def _head_count(rows, day) -> str:
    now = rows[(rows["start"] <= day) & (rows["end"] >= day)]
    # Who has declined says so once; it stays true, so it is counted and named last.
    parts = []
    for status, name in _STATUS_NAMES.items():
        countries = sorted(now.loc[now["status"] == status, "country"])
        if countries:
            names = f" ({', '.join(countries)})" if len(countries) <= 2 else ""
            label = name if len(countries) == 1 else _PLURALS.get(name, name)
            parts.append(f"{len(countries)} {label}{names}")
    return f"On {day.day} {day:%B %Y}: {', '.join(parts) or 'nobody'}."


def choices(table: pd.DataFrame, *, source: str, year: int = 2023):
    """One row a membership rule and measure: BRICS and the G7 as two dots, and the lead between them.

    Parameters
    ----------
    table : DataFrame
        From ``blocs.every_choice``.
    source : str
        From ``cra.codebook.source_line("country_panel", "membership")``.
    """
    figure, axis = house.new(
        alt=f"Pairs of dots, BRICS and the G7, {len(table)} ways to count",
        source=source,
        height=0.9 + 0.45 * len(table),
    )
    table = table.sort_values("measure", kind="stable").reset_index(drop=True)
    for place, row in table.iterrows():
        axis.plot([row["brics_pct"], row["g7_pct"]], [place, place], color="#bbbbbb", linewidth=2, zorder=1)
        for bloc, value in (("BRICS", row["brics_pct"]), ("G7", row["g7_pct"])):
            axis.plot(value, place, linestyle="none", zorder=2, **_dot(bloc))
        axis.annotate(
            f"{row['lead_points']:+.0f}", ((row["brics_pct"] + row["g7_pct"]) / 2, place), xytext=(0, 4),
            textcoords="offset points", ha="center", fontsize=8, color="#444444",
        )  # fmt: skip
    names = [f"{row.rule} ({row.members}), {row.measure}" for row in table.itertuples()]
    axis.set_yticks(range(len(names)), names)
    axis.set_ylim(len(names) - 0.5, -0.6)
    axis.set_xlim(0, 1.1 * table[["brics_pct", "g7_pct"]].to_numpy().max())
    axis.set_xlabel(f"share of world output in {year} (%)")
    axis.set_title("The number is the lead of BRICS, in points")
    axis.grid(axis="y", visible=False)
    _bloc_legend(axis)
    figure.sentence = _which_choice_matters(table, year)
    return figure


def _dot(bloc) -> dict:
    look = house.look(bloc)
    return {"color": look["color"], "marker": look["marker"], "markersize": 8}


def _bloc_legend(axis):
    for bloc in ("BRICS", "G7"):
        axis.plot([], [], linestyle="none", label=bloc, **_dot(bloc))
    axis.legend(loc="lower left", fontsize=9)


def _which_choice_matters(table, year) -> str:
    low, high = table.loc[table["lead_points"].idxmin()], table.loc[table["lead_points"].idxmax()]
    lead = table.pivot(index="rule", columns="measure", values="lead_points")
    by_measure = lead.max(axis=1) - lead.min(axis=1)
    by_rule = lead.max(axis=0) - lead.min(axis=0)
    return (
        f"In {year} the lead of BRICS over the G7 runs from {low['lead_points']:+.1f} points "
        f"({low['rule']}, {low['measure']}) to {high['lead_points']:+.1f} "
        f"({high['rule']}, {high['measure']}). "
        f"Changing the measure moves it by {by_measure.min():.1f} to {by_measure.max():.1f} points, "
        f"changing the membership rule by {by_rule.min():.1f} to {by_rule.max():.1f}."
    )


def with_and_without(whole: pd.DataFrame, part: pd.DataFrame, *, left_out: str = "China", source: str):
    """One panel a measure: BRICS, and BRICS without one member.

    Parameters
    ----------
    whole, part : DataFrame
        From ``blocs.world_shares``; the second with ``leave_out``.
    left_out : str
        Name of the member that ``part`` leaves out.
    """
    measures = list(dict.fromkeys(whole["measure"]))
    figure, axes = house.new(
        alt=f"Two lines a panel: BRICS with and without {left_out}, shares of world output by year",
        source=source,
        columns=len(measures),
        width=8.2,
        height=3.6,
        sharey=True,
        squeeze=False,
    )
    sentences = []
    for axis, measure in zip(axes[0], measures, strict=True):
        full, rest = _line(whole, "BRICS", measure), _line(part, "BRICS", measure)
        axis.plot(full.index, full, **house.look("BRICS"))
        axis.plot(
            rest.index,
            rest,
            color="#7A3B00",
            linestyle="--",
            marker="o",
            markerfacecolor="white",
            markevery=5,
        )
        ends = [
            (float(full.iloc[-1]), f"BRICS {full.iloc[-1]:.0f} %", house.look("BRICS")["color"]),
            (float(rest.iloc[-1]), f"without\n{left_out} {rest.iloc[-1]:.0f} %", "#7A3B00"),
        ]
        _label_ends(axis, int(full.index[-1]), ends)
        axis.set_title(MEASURE_TITLES[measure])
        axis.set_xlabel("year")
        axis.set_ylim(0, 1.12 * whole["share_pct"].max())
        sentences.append(_rise(full, rest, measure, left_out))
    axes[0][0].set_ylabel(f"share of {_SHARE_OF[measures[0]]} (%)")
    figure.sentence = " ".join(sentences)
    return figure


def _rise(full, rest, measure, left_out) -> str:
    start, end = full.index[0], full.index[-1]
    peak = rest.idxmax()
    summit = f"after a peak of {rest.max():.1f} % in {peak}" if peak != end else "its highest point"
    return (
        f"{MEASURE_TITLES[measure]}, BRICS gains {full.iloc[-1] - full.iloc[0]:.1f} points from {start} "
        f"to {end}; without {left_out} it goes from {rest.iloc[0]:.1f} % to {rest.iloc[-1]:.1f} %, {summit}."
    )


def oil(by_member: pd.Series, *, undecided: str = "SAU", names=None, year: int = 2022, source: str):
    """One stacked bar: what each member adds to the bloc's share of world oil, the undecided one hatched.

    Parameters
    ----------
    by_member : Series
        Per cent of world oil by ISO code, from ``blocs.oil_by_member``.
    undecided : str
        ISO code of the country whose membership is contested.
    names : dict
        Country names by ISO code.
    """
    names = names or {}
    settled = by_member.drop(undecided, errors="ignore").sort_values(ascending=False)
    extra = float(by_member.get(undecided, 0.0))
    figure, axis = house.new(
        alt="A stacked bar: shares of world oil production by member, one of them undecided",
        source=source,
        width=8.2,
        height=2.1,
    )
    left = 0.0
    for place, (country, value) in enumerate(settled.items()):
        shade = "#F0A368" if place % 2 == 0 else "#F8D0AE"
        axis.barh(0, value, left=left, color=shade, edgecolor="white", height=0.6)
        if value >= 2:
            label = f"{_narrow(names.get(country, country))}\n{value:.0f}"
            axis.text(left + value / 2, 0, label, ha="center", va="center", fontsize=8)
        left += value
    axis.barh(
        0,
        extra,
        left=left,
        facecolor="white",
        edgecolor=house.look(undecided)["color"],
        hatch="////",
        height=0.6,
    )
    label = f"{names.get(undecided, undecided)}?\n{extra:.0f}"
    plate = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    axis.text(left + extra / 2, 0, label, ha="center", va="center", fontsize=8, bbox=plate)
    axis.set_yticks([])
    axis.set_xlim(0, max(50.0, 1.05 * (left + extra)))
    axis.set_xlabel(f"share of world oil production in {year} (%)")
    figure.sentence = (
        f"Without {names.get(undecided, undecided)} the group produced {left:.1f} % of the world's oil in "
        f"{year}, with it {left + extra:.1f} %: one undecided country adds {extra:.1f} points."
    )
    return figure


def _narrow(name) -> str:
    return textwrap.fill(str(name), 9, break_long_words=False)


_CURRENCIES = {
    "USD": ("dollar", "#333333", "-.", "^"),
    "EUR": ("euro", "#56B4E9", "-", "o"),
    "JPY": ("yen", "#CC79A7", "--", "s"),
    "rest": ("all others, yuan included", "#888888", ":", "D"),
}


def reserves(table: pd.DataFrame, *, source: str):
    """Lines: currencies' shares of central banks' reserves; the yuan as points, the only years known.

    Parameters
    ----------
    table : DataFrame
        From ``blocs.reserve_shares``.
    """
    figure, axis = house.new(
        alt="Lines by currency, shares of reported reserves by year; the yuan as single points",
        source=source,
        width=8.2,
        height=4.4,
    )
    ends = []
    for currency, (name, colour, line, marker) in _CURRENCIES.items():
        values = table[currency].dropna()
        axis.plot(values.index, values, color=colour, linestyle=line, marker=marker, markersize=3.5)
        ends.append((float(values.iloc[-1]), f"{name} {values.iloc[-1]:.1f} %", colour))
    yuan = table["CNY"].dropna()
    axis.plot(yuan.index, yuan, color=house.look("CHN")["color"], marker="o", linestyle="none", markersize=6)
    ends.append((float(yuan.iloc[-1]), f"yuan {yuan.iloc[-1]:.1f} % (points)", house.look("CHN")["color"]))
    _label_ends(axis, int(table.index[-1]), ends, gap=3.8)
    axis.set_ylim(-1.5, 80)
    axis.set_xlabel("end of year")
    axis.set_ylabel("share of reported reserves (%)")
    figure.sentence = _who_gained(table)
    return figure


def _who_gained(table) -> str:
    dollar, yuan = table["USD"].dropna(), table["CNY"].dropna()
    peak, end = dollar.idxmax(), dollar.index[-1]
    change = {one: table.at[end, one] - table.at[peak, one] for one in ("EUR", "JPY", "rest")}
    return (
        f"The dollar fell from its peak of {dollar.max():.1f} % in {peak} to {dollar.iloc[-1]:.1f} % in "
        f"{end}, by {dollar.max() - dollar.iloc[-1]:.1f} points; in {dollar.index[0]} it stood at "
        f"{dollar.iloc[0]:.1f} %. "
        f"Since {peak} the euro moved by {change['EUR']:+.1f} points, the yen by {change['JPY']:+.1f}, "
        f"all others by {change['rest']:+.1f}. The yuan was at {yuan.iloc[-1]:.1f} % in {yuan.index[-1]}."
    )


def interest(counts: pd.DataFrame, *, source: str, clock: str = "2023-08-31"):
    """Dots by date: how many states were said to be interested in BRICS, and by whom.

    Parameters
    ----------
    counts : DataFrame
        The table ``brics_interest_counts``, or the rows of one clock.
    clock : str
        A day to mark: statements below the line are later than the essay.
    """
    rows = counts.assign(day=pd.to_datetime(counts["date"])).sort_values("day")
    figure, axis = house.new(
        alt="Dots by date and speaker: states said to be interested in BRICS",
        source=source,
        width=8.2,
        height=3.8,
    )
    axis.set_xlim(0, 1.2 * float(rows[["formal", "interested_total"]].max().max()))
    names = [f"{row.day.day} {row.day:%b %Y}, {_surname(row.who)}" for row in rows.itertuples()]
    for place, row in enumerate(rows.itertuples()):
        for value, marker, filled in ((row.formal, "s", True), (row.interested_total, "o", False)):
            if pd.notna(value):
                face = "#D55E00" if filled else "white"
                axis.plot(value, place, marker=marker, markersize=8, color="#D55E00", markerfacecolor=face)
                beside = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}
                axis.annotate(f"{value:.0f}", (value, place), fontsize=8, **beside)
    before = int((rows["day"] <= pd.Timestamp(clock)).sum())
    if 0 < before < len(rows):
        axis.axhline(before - 0.5, color="#222222", linewidth=1.2, linestyle="--")
        axis.annotate(
            "later than the essay", (axis.get_xlim()[1], before - 0.45), fontsize=8, ha="right", va="top"
        )
    axis.plot([], [], "s", color="#D55E00", label="formal requests")
    axis.plot([], [], "o", color="#D55E00", markerfacecolor="white", label="interested in some form")
    axis.set_yticks(range(len(names)), names)
    axis.set_ylim(len(names) - 0.5, -0.5)
    axis.set_xlabel("number of states, as stated")
    axis.legend(loc="lower left", fontsize=8)
    said = rows["interested_total"].dropna()
    asked = rows["formal"].dropna()
    formal = (
        f"; formal requests, where somebody counted them, {asked.min():.0f} to {asked.max():.0f}"
        if len(asked)
        else ""
    )
    figure.sentence = (
        f"{len(rows)} statements between {rows['day'].min():%B %Y} and {rows['day'].max():%B %Y} "
        f"name {said.min():.0f} to {said.max():.0f} interested states{formal}."
    )
    return figure


def _surname(who: str) -> str:
    return str(who).split(",")[0].split()[-1]
