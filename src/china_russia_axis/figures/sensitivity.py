"""Kept pictures of what we do not know and what the answer hangs on.

Everything here is an estimate of the model, and looks like one: hollow marks, dashed edges, pale bands. Each
function takes data that a function of ``scenario`` computed, and says in a sentence what it shows.
"""

from textwrap import fill

import numpy as np
from matplotlib.patches import Rectangle

from china_russia_axis.figures import house
from china_russia_axis.figures.scenario import FUTURES, YEARS, in_words, per_cent, source_line
from china_russia_axis.scenario.parameters import PARAMETERS

KIND_MARKS = {"data": "D", "survey": "S", "forecast": "F", "assumption": "A"}
"""Letter of each kind of evidence, shown beside the name of a number."""

_RISES, _FALLS, _GREY = "#E69F00", "#56B4E9", "#777777"
_EDGE = {"edgecolor": "#444444", "linewidth": 0.6}
_NOUNS = {
    "rupture": "a rupture",
    "slower": "a slower relationship",
    "converging": "a relationship converging as before",
    "accelerated": "an accelerated relationship",
    "alliance": "an alliance",
    "setback": "a Russian collapse",
    "setback ever": "a Russian collapse",
    "taiwan crisis": "a Taiwan crisis",
    "taiwan crisis ever": "a Taiwan crisis",
    "taiwan war": "a war over Taiwan",
    "taiwan war ever": "a war over Taiwan",
    "opportunism": "Russian aggression elsewhere",
    "opportunism ever": "Russian aggression elsewhere",
    "reorientation": "a US turn toward Moscow",
    "reorientation ever": "a US turn toward Moscow",
}
_KEY = "D data, S survey, F forecast, A assumption"


def noun(event) -> str:
    """Words for a future, a shock or an event, to stand in a sentence.

    >>> noun("taiwan crisis ever"), noun("(accelerated or alliance)")
    ('a Taiwan crisis', 'accelerated or alliance')
    """
    return _NOUNS.get(str(event), str(event).strip("()").replace(" ever", "").replace("taiwan", "Taiwan"))


def fan(intervals, future="alliance"):
    """Chance of each future by year, with its interval: five panels.

    Parameters
    ----------
    intervals : scenario.uncertainty.Intervals
        Answer of ``scenario.intervals``.
    future : str
        The sentence is about this one.

    Returns
    -------
    house.Figure
    """
    years = intervals.years
    figure, axes = _new(
        alt=f"Five panels, {years[0]} to {years[-1]}: the chance of each future with its interval",
        source=_drawn(intervals),
        columns=len(FUTURES),
        width=9.6,
        height=3.1,
        sharey=True,
    )
    for place, (panel, name) in enumerate(zip(axes, FUTURES, strict=True)):
        low, high, point, median = (
            getattr(intervals, part)[:, place] * 100 for part in ("low", "high", "point", "median")
        )
        panel.fill_between(
            years,
            low,
            high,
            facecolor=house.FUTURE_COLOURS[name],
            hatch=house.FUTURE_HATCHES[name],
            alpha=0.55,
            edgecolor="#444444",
            linestyle="--",
            linewidth=0.8,
        )
        panel.plot(years, point, color="#222222", linewidth=1.6)
        panel.plot(years, median, color="#222222", linewidth=1.0, linestyle=":")
        panel.set(title=name, xlim=(years[0], years[-1]), ylim=(0, 100), xticks=[years[0], years[-1]])
    axes[0].set_ylabel("Chance (per cent, estimate)")
    axes[len(FUTURES) // 2].set_xlabel(
        f"Line: at the values; dots: median; band: {intervals.level * 100:.0f} % of the draws"
    )
    figure.sentence = intervals_told(intervals, future)
    return figure


def ranges(intervals, future="alliance"):
    """Chance of each future in the headline years, as hollow points with their intervals.

    Parameters
    ----------
    intervals : scenario.uncertainty.Intervals
        Answer of ``scenario.intervals``.
    future : str
        The sentence is about this one.

    Returns
    -------
    house.Figure
    """
    years = [year for year in YEARS if year in intervals.years] or [int(intervals.years[-1])]
    figure, axes = _new(
        alt=f"Points with intervals for each of {', '.join(map(str, years))}: the chance of each future",
        source=_drawn(intervals),
        columns=len(years),
        height=3.2,
        sharey=True,
        sharex=True,
        squeeze=False,
    )
    for panel, year in zip(axes[0], years, strict=True):
        row = int(year - intervals.years[0])
        for place in range(len(FUTURES)):
            low, point, high = (getattr(intervals, part)[row, place] for part in ("low", "point", "high"))
            panel.plot([low * 100, high * 100], [place, place], color=_GREY, linestyle="--", linewidth=1.4)
            panel.plot(
                [low * 100, high * 100], [place, place], "|", color=_GREY, markersize=9, markeredgewidth=1.4
            )
            panel.plot(point * 100, place, "o", markerfacecolor="white", markeredgecolor="#222222")
            panel.text(high * 100 + 3, place, _span(low, high), va="center", fontsize=8)
        panel.set(title=str(year), xlim=(0, 130), xlabel="Chance (per cent, estimate)", xticks=(0, 50, 100))
        panel.grid(False, axis="y")
    axes[0][0].set_yticks(range(len(FUTURES)), FUTURES)
    figure.sentence = intervals_told(intervals, future)
    return figure


def intervals_told(intervals, future="alliance") -> str:
    """Say how uncertain one chance is in the last year, and whether the likeliest future is in doubt."""
    column, level = FUTURES.index(future), f"{intervals.level * 100:.0f} per cent"
    low, point, high = (getattr(intervals, part)[-1, column] for part in ("low", "point", "high"))
    text = f"In {intervals.years[-1]} the chance of {noun(future)} is {in_words(point)} at the values, and "
    text += f"{_between(low, high)} in {level} of the draws from our ranges."
    likeliest = int(intervals.point[-1].argmax())
    share = (intervals.sample[:, -1].argmax(axis=1) == likeliest).mean()
    return f"{text} The likeliest future is {noun(FUTURES[likeliest])} in {in_words(share)} of the draws."


def tornado(table, future="alliance", year=2043, scenario=None, most=12):
    """One number at a time through its range: the widest swings on top.

    Parameters
    ----------
    table : pandas.DataFrame
        Answer of ``scenario.tornado``.
    future, year
        As asked there.
    scenario : Scenario, optional
        Its fingerprint goes into the source line.
    most : int
        Bars.

    Returns
    -------
    house.Figure
    """
    shown = table.head(most).iloc[::-1]
    figure, axes = _new(
        alt=f"{len(shown)} horizontal bars around the chance of {noun(future)} in {year}, the widest on top",
        source=f"{source_line(scenario)}. {_KEY}",
        width=8.2,
        height=1.2 + 0.3 * len(shown),
    )
    point = table["point"].iloc[0] * 100
    for place, row in enumerate(shown.itertuples()):
        for end, hatch, colour in ((row.at_low, "//", _FALLS), (row.at_high, "", _RISES)):
            axes.barh(place, end * 100 - point, left=point, color=colour, hatch=hatch, height=0.7, **_EDGE)
        if row.shape == "bends":  # the ends are then not the extremes
            axes.plot([row.least * 100, row.most * 100], [place, place], "|-", color="#222222", linewidth=1)
    axes.axvline(point, color="#222222", linewidth=1, linestyle="--")
    axes.set_yticks(range(len(shown)), [_marked(row) for row in shown.itertuples()])
    axes.set(xlabel=f"Chance of {noun(future)} in {year} (per cent, estimate)", title=_ONE)
    bars = [Rectangle((0, 0), 1, 1, facecolor=_FALLS, hatch="//", **_EDGE), Rectangle((0, 0), 1, 1)]
    bars[1].set(facecolor=_RISES, **_EDGE)
    axes.legend(bars, ["at the low end of its range", "at the high end"], loc="lower right")
    axes.grid(False, axis="y")
    figure.sentence = tornado_told(table, future, year)
    return figure


_ONE = "One number at a time, the others held"


def tornado_told(table, future="alliance", year=2043) -> str:
    """Say which number swings the chance most, how far, and how few do half as much."""
    top = table.iloc[0]
    if top["swing"] < 0.0005:
        return f"No single number moves the chance of {noun(future)} in {year} within its range."
    half = int((table["swing"] >= top["swing"] / 2).sum())
    assumed = int((table["kind"].head(half) == "assumption").sum())
    ends = _between(top["least"], top["most"])
    text = f"“{top['label']}” swings the chance of {noun(future)} in {year} most, {ends}; "
    others = (
        f"with it, {half} of {len(table)} numbers swing it at least half as far"
        if half > 1
        else "no other comes near"
    )
    return f"{text}{others}{f', {assumed} of them assumptions' if half > 1 else ''}."


def heatmap(table, future="alliance", year=2043, scenario=None):
    """Two numbers at once: the chance as colour, with lines of equal chance.

    Parameters
    ----------
    table : pandas.DataFrame
        Answer of ``scenario.heatmap``.
    future, year
        As asked there.
    scenario : Scenario, optional
        Its values are marked, its fingerprint goes into the source line.

    Returns
    -------
    house.Figure
    """
    down, across = table.index.name, table.columns.name
    figure, axes = _new(
        alt=f"Heat map: the chance of {noun(future)} in {year} over {_words(down)} and {_words(across)}",
        source=source_line(scenario),
        width=6.6,
        height=4.6,
    )
    x, y, shares = table.columns.to_numpy(), table.index.to_numpy(), table.to_numpy() * 100
    mesh = axes.pcolormesh(x, y, shares, cmap="cividis", shading="nearest", vmin=0)
    if np.ptp(shares) > 0.01:
        lines = axes.contour(x, y, shares, colors="white", linewidths=1, linestyles="--")
        axes.clabel(lines, fmt=lambda value: f"{value:g} %", fontsize=8)
    if scenario is not None:
        axes.plot(
            scenario.values[across],
            scenario.values[down],
            "o",
            markerfacecolor="white",
            markeredgecolor="black",
        )
    figure.colorbar(mesh, ax=axes, label=f"Chance of {noun(future)} in {year} (per cent, estimate)")
    axes.set(xlabel=_axis(across), ylabel=_axis(down), title="Two numbers at once, the others held")
    axes.grid(False)
    figure.sentence = heatmap_told(table, future, year)
    return figure


def heatmap_told(table, future="alliance", year=2043) -> str:
    """Say where the chance is least and most, and whether the two numbers work together."""
    shares = table.to_numpy()
    if np.ptp(shares) < 0.0005:
        still = in_words(shares.max())
        return f"The chance of {noun(future)} in {year} stays at {still} wherever the two stand."
    corners = shares[[0, 0, -1, -1], [0, -1, 0, -1]]
    down, across = _words(table.index.name), _words(table.columns.name)
    text = f"The chance of {noun(future)} in {year} lies {_between(shares.min(), shares.max())}."
    extra = corners[3] - corners[1] - corners[2] + corners[0]
    alone = max(abs(corners[1] - corners[0]), abs(corners[2] - corners[0]))
    if abs(extra) < 0.005:
        return f"{text} {down} and {across} add up, and do no more together than apart."
    more = "more" if extra * (corners[3] - corners[0]) > 0 else "less"
    return (
        f"{text} Raised together, {down} and {across} do {more} than the sum of each alone, by "
        f"{abs(extra) * 100:.0f} points (the stronger alone: {alone * 100:.0f} points)."
    )


def sobol(table, future="alliance", year=2043, scenario=None, most=10):
    """Shares in what we do not know: first-order and total indices with intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        Answer of ``scenario.sobol``.
    future, year
        As asked there.
    scenario : Scenario, optional
        Its fingerprint goes into the source line.
    most : int
        Numbers shown.

    Returns
    -------
    house.Figure
    """
    shown = table.head(most).iloc[::-1]
    figure, axes = _new(
        alt=f"Two bars with intervals for each of {len(shown)} numbers: their share in the variance",
        source=f"{source_line(scenario)}; 90 % bootstrap intervals. {_KEY}",
        width=8.2,
        height=1.2 + 0.42 * len(shown),
    )
    looks = {"total": (0.2, "white", "//"), "first": (-0.2, _RISES, "")}
    for name, (shift, colour, hatch) in looks.items():
        places = np.arange(len(shown)) + shift
        words = {"first": "by itself (first order)", "total": "with others (total)"}[name]
        axes.barh(places, shown[name] * 100, height=0.38, color=colour, hatch=hatch, label=words, **_EDGE)
        axes.hlines(
            places, shown[f"{name}_low"] * 100, shown[f"{name}_high"] * 100, color="#222222", linewidth=1
        )
    labels = [_marked(row) for row in shown.itertuples()] if "label" in shown else list(shown.index)
    axes.set_yticks(range(len(shown)), labels)
    axes.set(xlabel=f"Share in the variance of the chance of {noun(future)} in {year} (per cent, estimate)")
    axes.set_title("Where our ignorance comes from")
    axes.legend(loc="lower right")
    axes.grid(False, axis="y")
    figure.sentence = sobol_told(table, future, year)
    return figure


def sobol_told(table, future="alliance", year=2043) -> str:
    """Say which number owns the largest share, and how much all do by themselves."""
    if table["total"].isna().all():
        return f"The chance of {noun(future)} in {year} does not vary over our ranges: nothing to share out."
    top, alone = table.iloc[0], table["first"].sum()
    name = f"“{top.get('label', table.index[0])}”"
    span = _between(max(top["total_low"], 0), top["total_high"])
    text = (
        f"{name} accounts for {in_words(top['total'])} ({span}) of what we do not know about the chance of "
        f"{noun(future)} in {year}."
    )
    if len(table) == 1:
        return text
    few = int((table["total"].cumsum() < 0.8 * table["total"].sum()).sum()) + 1
    return (
        f"{text} The numbers by themselves explain {in_words(min(alone, 1))}, the rest is how they work "
        f"together; {few} of {len(table)} carry four fifths of all."
    )


def attributions(table, future="alliance", year=2043, scenario=None):
    """Three attributions side by side: what went before, what would be missed, what we do not know.

    Parameters
    ----------
    table : pandas.DataFrame
        Answer of ``scenario.attributions``.
    future, year
        As asked there.
    scenario : Scenario, optional
        Its fingerprint goes into the source line.

    Returns
    -------
    house.Figure
    """
    from china_russia_axis.scenario.attribution import explained

    figure, axes = _new(
        alt=f"Three panels of bars for four shocks: three attributions of {noun(future)} in {year}",
        source=source_line(scenario),
        columns=3,
        width=9.2,
        height=3.0,
        sharey=True,
    )
    panels = (
        (table["posterior"], f"Had happened,\ngiven {noun(future)}", "//"),
        (-table["change"] / table["chance"], "Would be missed\nwithout the shock", ""),
        (table["share"], "Share of what\nwe do not know", ".."),
    )
    for panel, (shares, title, hatch) in zip(axes, panels, strict=True):
        shares = shares.iloc[::-1] * 100
        bars = panel.barh(range(len(shares)), shares.fillna(0), color="#F4D9A8", hatch=hatch, **_EDGE)
        numbers = ["none" if value != value else _signed(value / 100) for value in shares]
        panel.bar_label(bars, numbers, padding=3 if panel is not axes[2] else 10, fontsize=9)
        panel.axvline(0, color="#444444", linewidth=0.8)
        least = min(0, shares.min()) if shares.notna().any() else 0
        panel.set(title=title, xlim=(1.2 * least - (35 if least else 0), 130), xlabel="Per cent (estimate)")
        panel.grid(False, axis="y")
    axes[2].hlines(
        range(len(table)), table["share_low"][::-1] * 100, table["share_high"][::-1] * 100, color="#222222"
    )
    axes[0].set_yticks(range(len(table)), [_capital(noun(shock)) for shock in table.index[::-1]])
    figure.sentence = explained(table, future, year)
    return figure


def comparison(found, future="alliance", year=None):
    """Two scenarios: the futures under each, and who contributes what to the difference.

    Parameters
    ----------
    found : scenario.comparison.Comparison
        Answer of ``scenario.compare``.
    future : str
        Whose difference is shared out.
    year : int, optional
        The last common year by default.

    Returns
    -------
    house.Figure
    """
    year = int(found.years[-1]) if year is None else year
    source = source_line(found.first).replace("Scenario", "Scenarios")
    figure, (left, right) = _new(
        alt=f"Left: five futures in {year} under two scenarios. Right: bars, what each change contributes",
        source=f"{source} and {found.second.hash[:10]}",
        columns=2,
        width=9.2,
        height=3.4,
    )
    rows = found.outcomes([year]).loc[year]
    for place, name in enumerate(FUTURES):
        first, second = rows.loc[name, "first"] * 100, rows.loc[name, "second"] * 100
        left.annotate("", (second, place), (first, place), arrowprops={"arrowstyle": "->", "color": _GREY})
        left.plot(first, place, "o", markerfacecolor="white", markeredgecolor="#222222")
        left.plot(
            second,
            place,
            "s",
            markersize=9,
            markerfacecolor=house.FUTURE_COLOURS[name],
            markeredgecolor="#222222",
        )
    left.set_yticks(range(len(FUTURES)), FUTURES)
    left.set(
        xlim=(-3, 103), xlabel="Chance (per cent, estimate)", title=f"In {year}: first (o) to second (square)"
    )
    parts = found.contributions(future, year).iloc[::-1]
    words = [_part(name, found.parts[name]) for name in parts.index]
    shares = parts["contribution"] * 100
    colours = [_RISES if value > 0 else _FALLS for value in shares]
    bars = right.barh(range(len(parts)), shares, color=colours, **_EDGE)
    right.bar_label(bars, [f"{value:+.1f}" for value in shares], padding=3)
    right.set_yticks(range(len(parts)), words)
    right.margins(x=0.25)
    right.axvline(0, color="#444444", linewidth=0.8)
    right.set(xlabel="Points (estimate)", title=f"What moves “{future}”")
    for panel in (left, right):
        panel.grid(False, axis="y")
    figure.sentence = comparison_told(found, future, year)
    return figure


def comparison_told(found, future="alliance", year=None) -> str:
    """Say how far apart two scenarios are in one chance, and which change contributes most."""
    year = int(found.years[-1]) if year is None else year
    row = found.outcomes([year]).loc[(year, future)]
    parts = found.contributions(future, year)
    ends = f"{in_words(row['first'])} to {in_words(row['second'])}"
    text = f"The chance of {noun(future)} in {year} goes from {ends}."
    if parts.empty:
        return f"{text} The two have the same values and the same start."
    name, top = parts.index[0], parts["contribution"].iloc[0]
    words = _part(name, found.parts[name])
    if abs(top) < 0.0005:
        return f"{text} No change contributes a tenth of a point."
    text += f" “{words}” contributes most, {top * 100:+.1f} points of {row['change'] * 100:+.1f}"
    spread = parts["last"].iloc[0] - parts["alone"].iloc[0]
    if len(parts) > 1 and abs(spread) > 0.01:
        alone, last = (parts[part].iloc[0] * 100 for part in ("alone", "last"))
        text += f" ({alone:+.1f} if it is changed first, {last:+.1f} if last)"
    return f"{text}."


def tree(branches, year=2043, scenario=None, count=1000):
    """A conditional question as a tree of worlds, in both directions side by side.

    Parameters
    ----------
    branches : scenario.questions.Tree
        Answer of ``scenario.tree``.
    year : int
        Asked about there.
    scenario : Scenario, optional
        Its fingerprint goes into the source line.
    count : int
        Worlds.

    Returns
    -------
    house.Figure
    """
    event, given = noun(branches.event), noun(branches.given)
    worlds = branches.worlds(count)
    figure, axes = _new(
        alt=f"Two trees of {count:,} worlds: {given} first, then {event}; and the other way round",
        source=source_line(scenario),
        columns=2,
        width=9.2,
        height=3.8,
    )
    both, neither = worlds["both"], worlds["neither"]
    first = (both, worlds["given_only"], worlds["event_only"], neither)
    second = (both, worlds["event_only"], worlds["given_only"], neither)
    for panel, leaves, root, leaf in zip(axes, (first, second), (given, event), (event, given), strict=True):
        _tree(panel, leaves, root, leaf, count)
        panel.set_title(f"First {root}, then {leaf}")
    figure.sentence = tree_told(branches, year, count)
    return figure


def tree_told(branches, year=2043, count=1000) -> str:
    """Say both directions of a conditional question in whole worlds."""
    event, given, worlds = noun(branches.event), noun(branches.given), branches.worlds(count)
    with_event = worlds["both"] + worlds["event_only"]
    with_given = worlds["both"] + worlds["given_only"]
    text = f"Of {count:,} worlds up to {year}, {with_given} have {given} and {with_event} have {event}"
    if not with_event or not with_given:
        return f"{text}, so one of the two questions has no answer."
    return (
        f"{text}. Of the {with_event} with {event}, {worlds['both']} have {given} "
        f"({in_words(branches.given_if_event)}); of the {with_given} with {given}, {worlds['both']} have "
        f"{event} ({in_words(branches.event_if_given)})."
    )


def _tree(axes, leaves, root, leaf, count):
    """One tree, from left to right: all, two branches, four leaves; thick lines where many worlds go."""
    yes_yes, yes_no, no_yes, no_no = leaves
    stems = (((yes_yes + yes_no), root, 3.0), ((no_yes + no_no), f"without {root}", 1.0))
    ends = (
        (yes_yes, leaf, 3.5),
        (yes_no, f"without {leaf}", 2.5),
        (no_yes, leaf, 1.5),
        (no_no, f"without {leaf}", 0.5),
    )
    for number, _, height in stems:
        _branch(axes, (0.0, 2.0), (1.2, height), number / count)
    for place, (number, _, height) in enumerate(ends):
        _branch(axes, (1.2, stems[place // 2][2]), (2.4, height), number / count)
    box = {"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": "#444444", "linestyle": "--"}
    axes.text(0, 2, f"{count:,}\nworlds", ha="center", va="center", bbox=box, fontsize=9)
    for x, nodes in ((1.2, stems), (2.45, ends)):
        for number, words, height in nodes:
            side = "center" if x < 2 else "left"
            axes.text(x, height, f"{number}\n{words}", ha=side, va="center", bbox=box, fontsize=8)
    axes.set(xlim=(-0.3, 3.7), ylim=(0, 4))
    axes.set_axis_off()


def _branch(axes, start, end, share):
    axes.plot(
        *zip(start, end, strict=True),
        color="#BBBBBB",
        linewidth=0.8 + 12 * share,
        solid_capstyle="butt",
        zorder=0,
    )


def discovery(found):
    """The box of inputs in which a future is likely, in its two weightiest inputs.

    Parameters
    ----------
    found : scenario.discovery.Discovery
        Answer of ``scenario.discover``.

    Returns
    -------
    house.Figure
    """
    figure, axes = _new(
        alt=f"Draws of two inputs; crosses where {noun(found.future)} is likely; a dashed box around many",
        source=f"{source_line(found.scenario)}; draws from our ranges, not used to find the box",
        width=6.8,
        height=4.4,
    )
    draws = found.draws
    names = list(found.limits.index[:2])
    if names:
        other = names[1] if len(names) > 1 else None
        x = draws[names[0]]
        y = draws[other] if other else draws["chance"] * 100
        for case, mark, colour in ((False, ".", "#C8C8C8"), (True, "x", "#A0522D")):
            on = draws["case"] == case
            axes.plot(
                x[on], y[on], mark, color=colour, markersize=3 if not case else 4, linestyle="none", alpha=0.7
            )
        axes.margins(0.02)
        sides = [
            _sides(found.limits.loc[name], axes.get_xlim() if name == names[0] else axes.get_ylim())
            for name in names
        ]
        sides = sides if other else [*sides, axes.get_ylim()]
        (left, right), (low, high) = sides
        axes.add_patch(
            Rectangle(
                (left, low),
                right - left,
                high - low,
                fill=False,
                edgecolor="black",
                linestyle="--",
                linewidth=1.6,
            )
        )
        axes.set(xlabel=_axis(names[0]), ylabel=_axis(other) if other else "Chance (per cent, estimate)")
    else:
        axes.text(0.5, 0.5, "No box holds", ha="center", transform=axes.transAxes)
        axes.set_axis_off()
    axes.set_title(f"Crosses: chance of {noun(found.future)} of {in_words(found.threshold)} or more")
    figure.sentence = discovery_told(found)
    return figure


def discovery_told(found) -> str:
    """Say which inputs make the box, how many cases it holds and how pure it is, and what it is not."""
    start = f"The chance of {noun(found.future)} in {found.year} is {in_words(found.threshold)} or more in "
    start += f"{in_words(found.base)} of the draws"
    if found.limits.empty:
        return f"{start}, and no combination of inputs gathers them better than chance."
    sides = " and ".join(_side_told(row) for row in found.limits.itertuples())
    return (
        f"{start}, but in {in_words(found.density)} of those with {sides}; that box holds "
        f"{in_words(found.coverage)} of all such draws. It describes, and does not say what causes what."
    )


def cross_impact(method, table):
    """Scenarios that hold together, one a row, one descriptor a column.

    Parameters
    ----------
    method : scenario.cross_impact.CrossImpact
        Descriptors and judgements.
    table : pandas.DataFrame
        Answer of ``scenario.cross_impact.consistent``.

    Returns
    -------
    house.Figure
    """
    names = list(method.descriptors)
    figure, axes = _new(
        alt=f"A table of {len(table)} scenarios and {len(names)} descriptors, each cell a state",
        source=f"Source: {len(method.judgements)} judgements of ours, each an {method.kind}; no chances",
        width=9.6,
        height=1.1 + 0.42 * max(len(table), 1),
    )
    shades = ("#FFFFFF", "#E3E3E3", "#C4C4C4")
    for row in range(len(table)):
        for column, name in enumerate(names):
            state = table[name].iloc[row]
            shade = shades[method.descriptors[name].index(state) % len(shades)]
            axes.add_patch(Rectangle((column, -row), 1, -0.9, facecolor=shade, linestyle="--", **_EDGE))
            axes.text(
                column + 0.5, -row - 0.45, method.label(name, state), ha="center", va="center", fontsize=8
            )
    axes.set_title("Worlds that hold together", pad=24)
    axes.set(xlim=(-0.02, len(names) + 0.02), ylim=(-max(len(table), 1), 0))
    axes.set_xticks(np.arange(len(names)) + 0.5, [method.label(name) for name in names], fontsize=8.5)
    axes.xaxis.tick_top()
    axes.set_yticks(-np.arange(len(table)) - 0.45, [str(row + 1) for row in range(len(table))])
    axes.tick_params(length=0)
    axes.grid(False)
    for side in axes.spines.values():
        side.set_visible(False)
    figure.sentence = cross_impact_told(method, table)
    return figure


def cross_impact_told(method, table, descriptor="relationship") -> str:
    """Say how many scenarios hold together, and which states of one descriptor are among them."""
    last = descriptor if descriptor in method.descriptors else list(method.descriptors)[-1]
    text = f"Of {len(method.scenarios)} combinations, {len(table)} hold together"
    if table.empty:
        return f"{text}."
    tally = table[last].value_counts().reindex(list(method.descriptors[last]), fill_value=0)
    listed = ", ".join(f"{method.label(last, state)} in {count}" for state, count in tally.items() if count)
    missing = [method.label(last, state) for state, count in tally.items() if not count]
    text += f"; {method.label(last)}: {listed}"
    text += f", and none with {' or '.join(missing)}." if missing else "."
    return f"{text} This says what fits together, not how likely it is."


def _new(width=7.2, **rest):
    """As ``house.new``, with a source line broken where the picture ends."""
    figure, axes = house.new(width=width, **rest)
    figure.foot.set_text(fill(figure.source, int(17 * width)))
    return figure, axes


def _words(name) -> str:
    """Label of a parameter between quotation marks; another name as it is."""
    return f"“{PARAMETERS[name].label}”" if name in PARAMETERS else name


def _axis(name) -> str:
    """Label of a parameter with its unit."""
    of = PARAMETERS[name]
    return of.label if of.unit in of.label.lower() else f"{of.label} ({of.unit})"


def _drawn(intervals) -> str:
    return f"{source_line(intervals.scenario)}; {len(intervals.sample)} draws from our 90 % ranges"


def _span(low, high) -> str:
    """``3-26 %``, or one number where both ends round to it."""
    ends = [per_cent(low), per_cent(high)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0].removesuffix(' %')}-{ends[1]}"


def _between(low, high) -> str:
    """``between 3 and 26 per cent``, or one number where both ends round to it."""
    ends = [in_words(low), in_words(high)]
    if ends[0] == ends[1]:
        return f"at {ends[0]}"
    return f"between {ends[0].removesuffix(' per cent')} and {ends[1]}"


def _signed(share) -> str:
    return per_cent(abs(share)) if share >= 0 else f"-{per_cent(-share)}"


def _marked(row) -> str:
    return f"{row.label} ({KIND_MARKS[row.kind]})"


def _capital(text) -> str:
    return text[:1].upper() + text[1:]


def _part(name, members) -> str:
    if name in PARAMETERS:
        return PARAMETERS[name].label
    return f"{name} ({len(members)} numbers)" if members else f"another {name}"


def _sides(row, limits) -> tuple:
    """Sides of the box, open ones at the frame of the picture."""
    low = limits[0] if row["low"] != row["low"] else row["low"]
    high = limits[1] if row["high"] != row["high"] else row["high"]
    return low, high


def _side_told(row) -> str:
    name = _words(row.Index)
    if row.low != row.low:
        return f"{name} at most {row.high:.2g}"
    if row.high != row.high:
        return f"{name} at least {row.low:.2g}"
    return f"{name} from {row.low:.2g} to {row.high:.2g}"
