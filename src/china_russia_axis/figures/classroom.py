"""Kept picture of a class: every scenario a thin line, the pool a thick one, the class's own range behind."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from china_russia_axis.figures import house
from china_russia_axis.figures.scenario import FUTURES, in_words

MOST_LINES = 200
"""More scenarios than this are drawn as every so-manieth of them; range and pools are of all."""

_NAMED = 3
_INK = "#222222"


def spread(gathered):
    """Chance of each future by year, as each scenario of a class has it, and as the class has it together.

    Parameters
    ----------
    gathered : scenario.gathering.Gathered
        A class with at least one scenario that counts.

    Returns
    -------
    house.Figure
        Five panels. Thin lines: scenarios, outliers dashed; grey band: eight in ten of the class; thick line:
        pool by geometric mean of odds; dotted: plain mean.
    """
    years, last = np.array(gathered.years), gathered.years[-1]
    figure, axes = house.new(
        alt=f"Five panels of lines, {years[0]} to {last}: each future as {_scenarios(gathered)} have it",
        source=_source(gathered),
        columns=len(FUTURES),
        width=9.6,
        height=3.6,
        sharey=True,
    )
    low, _, high = gathered.quantiles() * 100
    chosen = _chosen(len(gathered.counted))
    for place, (panel, name) in enumerate(zip(axes, FUTURES, strict=True)):
        panel.fill_between(years, low[:, place], high[:, place], color="#d9d9d9", linewidth=0)
        far = [one.answer for _, one in gathered.outliers[:MOST_LINES] if one.future == place]
        near = np.setdiff1d(chosen, far)
        panel.add_collection(_lines(years, gathered.shares[near, :, place], "-", "#888888"))
        dark = house.FUTURE_COLOURS["alliance"]
        panel.add_collection(_lines(years, gathered.shares[far, :, place], (0, (4, 2)), dark))
        panel.plot(years, gathered.geometric[:, place] * 100, color=_INK, linewidth=2.6)
        panel.plot(years, gathered.linear[:, place] * 100, color=_INK, linewidth=1.4, linestyle=":")
        panel.set(
            title=name, xlim=(years[0], last), ylim=(0, 100), xticks=[years[0], last], xlabel="Year (end)"
        )
    axes[0].set_ylabel("Chance (per cent)")
    figure.legend(handles=_legend(bool(gathered.outliers)), loc="outside upper left", ncols=5, fontsize=8)
    figure.sentence = sentence(gathered)
    return figure


def sentence(gathered) -> str:
    """Say what a class holds together at the end, how far it is apart, and who stands out."""
    year = gathered.headline_years[-1]
    at = gathered.years.index(year)
    pool, plain = (dict(zip(FUTURES, row[at], strict=True)) for row in (gathered.geometric, gathered.linear))
    low, _, high = gathered.quantiles()[:, at]
    likeliest = max(pool, key=pool.get)
    text = (
        f"{_scenarios(gathered)[0].upper()}{_scenarios(gathered)[1:]} pooled by geometric mean of odds: "
        f"in {year} the likeliest future is {likeliest} ({in_words(pool[likeliest])}; "
        f"plain mean {in_words(plain[likeliest])}), and alliance has {in_words(pool['alliance'])}."
    )
    if len(gathered.counted) > 1:
        widest = int(np.argmax(high - low))
        text += (
            f" They differ most about {FUTURES[widest]}: eight in ten lie between "
            f"{in_words(low[widest])} and {in_words(high[widest])}."
        )
    return f"{text} {_outliers(gathered)}".strip()


def _outliers(gathered) -> str:
    if not gathered.outliers:
        return ""
    named = [
        f"{one.label} ({FUTURES[far.future]} {in_words(far.share)} in {gathered.headline_years[far.year]}, "
        f"median {in_words(far.median)})"
        for one, far in gathered.outliers[:_NAMED]
    ]
    more = len(gathered.outliers) - len(named)
    return f"Far from the rest: {'; '.join(named)}{f'; and {more} more' if more else ''}."


def _scenarios(gathered) -> str:
    count = len(gathered.counted)
    return "one scenario" if count == 1 else f"{count:,} scenarios"


def _source(gathered) -> str:
    line = "Source: scenario files of a class, solved exactly by the scenario model of this course"
    count = len(gathered.counted)
    if count == 1:
        return f"{line}. Scenario {gathered.frame.hash[:10]}"
    drawn = len(_chosen(count))
    drawn = f" ({drawn} spread evenly, and the furthest, drawn as lines)" if drawn < count else ""
    return f"{line}. {count:,} scenarios{drawn}, together {gathered.fingerprint[:10]}"


def _chosen(count) -> np.ndarray:
    return np.unique(np.linspace(0, count - 1, min(count, MOST_LINES)).astype(int))


def _lines(years, shares, style, colour):
    segments = [np.column_stack([years, line * 100]) for line in shares]
    alpha = 0.25 if len(segments) > 60 else 0.6
    return LineCollection(segments, linewidths=0.7, linestyles=style, colors=colour, alpha=alpha)


def _legend(with_outliers) -> list:
    handles = [
        Line2D([], [], color="#888888", linewidth=0.9, label="one scenario"),
        Patch(color="#d9d9d9", label="eight in ten"),
        Line2D([], [], color=_INK, linewidth=2.6, label="pool (mean of odds)"),
        Line2D([], [], color=_INK, linewidth=1.4, linestyle=":", label="plain mean"),
    ]
    far = Line2D(
        [],
        [],
        color=house.FUTURE_COLOURS["alliance"],
        linewidth=0.9,
        linestyle="--",
        label="far from the rest",
    )
    return [*handles, far] if with_outliers else handles
