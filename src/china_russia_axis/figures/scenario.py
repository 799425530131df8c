"""Kept pictures of a scenario: futures by year as bands, in three years as bars, and as a hundred worlds.

The live lab draws the same numbers in the browser. These are for keeping, printing and grading. Colour and
hatch of a future are the same everywhere, so that a print in grey still tells them apart.
"""

import numpy as np
from matplotlib.patches import Rectangle

from china_russia_axis.figures import house

FUTURES = tuple(house.FUTURE_COLOURS)
"""The five futures, from furthest apart to closest."""

YEARS = (2028, 2033, 2043)
"""Years that the bars show, where the horizon reaches them."""

_NOUNS = {
    "rupture": "a rupture",
    "slower": "a slower relationship",
    "converging": "converging as before",
    "accelerated": "an accelerated relationship",
    "alliance": "an alliance",
}

WORDING = {
    **{f"noun_{name}": noun for name, noun in _NOUNS.items()},
    "likeliest": "In {year} the likeliest future is {future} ({chance}), with {extremes}.",
    "extreme": "{future} at {chance}",
    "extremes": "{first} and {second}",
    "likeliest_before": " In {year} it is {future} ({chance}).",
}
"""Sentences with gaps; the lab fills the same ones in the page."""


def per_cent(share: float) -> str:
    """Write a chance in whole per cents; what rounds to nothing or to everything is said to be near it.

    >>> per_cent(0.104), per_cent(0.003), per_cent(0.0), per_cent(0.997)
    ('10 %', '<1 %', '0 %', '>99 %')
    """
    rounded = f"{share * 100:.0f} %"
    if rounded == "0 %" and share > 0:
        return "<1 %"
    if rounded == "100 %" and share < 1 - 1e-12:
        return ">99 %"
    return rounded


def in_words(share: float) -> str:
    """Write a chance for a sentence: ``10 per cent``, ``less than 1 per cent``."""
    text = per_cent(share)
    return text.replace("<", "less than ").replace(">", "more than ").replace("%", "per cent")


def sentence(futures) -> str:
    """Say what the futures by year show: the likeliest at the end, the two extremes, and how it began.

    Parameters
    ----------
    futures : pandas.DataFrame
        Index year, one column for each future, chances from 0 to 1.
    """
    years = [year for year in YEARS if year in futures.index[:-1]][:1] + [futures.index[-1]]
    return told({year: futures.loc[year].to_dict() for year in years})


def told(shares) -> str:
    """As :func:`sentence`, from the chances of a few years.

    Parameters
    ----------
    shares : dict
        Year to a dict of chances by future, the first year first; only the first and the last one are told.
    """
    (first, early), *_ = shares.items()
    *_, (last, end) = shares.items()
    likeliest = max(end, key=end.get)
    others = [name for name in ("alliance", "rupture") if name != likeliest]
    told = [_named("extreme", name, end[name]) for name in others]
    extremes = told[0] if len(told) == 1 else WORDING["extremes"].format(first=told[0], second=told[1])
    text = _named("likeliest", likeliest, end[likeliest], year=last, extremes=extremes)
    if first != last:
        before = max(early, key=early.get)
        text += _named("likeliest_before", before, early[before], year=first)
    return text


def _named(sentence, name, share, **more) -> str:
    return WORDING[sentence].format(future=_NOUNS[name], chance=in_words(share), **more)


def source_line(scenario=None) -> str:
    """Foot of a picture: which model, and the fingerprint of the scenario where one is given."""
    line = "Source: scenario model of this course; exact answer, most effect sizes are assumptions"
    return line if scenario is None else f"{line}. Scenario {scenario.hash[:10]}"


def bands(futures, scenario=None):
    """Chance of each future by year, stacked from rupture at the bottom to alliance on top.

    Parameters
    ----------
    futures : pandas.DataFrame
        Answer of ``scenario.exact.futures``: index year, one column for each future, chances from 0 to 1.
    scenario : Scenario, optional
        Its fingerprint goes into the source line.

    Returns
    -------
    house.Figure
    """
    first, last = futures.index[0], futures.index[-1]
    figure, axes = house.new(
        alt=f"Five stacked bands, {first} to {last}: the chance of each future by year",
        source=source_line(scenario),
    )
    shares = futures[list(FUTURES)].to_numpy().T * 100
    layers = axes.stackplot(
        futures.index,
        shares,
        colors=[house.FUTURE_COLOURS[name] for name in FUTURES],
        edgecolor="#444444",
        linewidth=0.4,
    )
    for layer, name in zip(layers, FUTURES, strict=True):
        layer.set_hatch(house.FUTURE_HATCHES[name])
    _label_at_the_end(axes, last, futures.iloc[-1])
    axes.set(xlim=(first, last), ylim=(0, 100), xlabel="Year (end)", ylabel="Chance (per cent)")
    axes.set_xticks([first, *(year for year in YEARS if first < year <= last)])
    axes.set_title("Where the relationship may stand, year by year")
    axes.grid(False)
    figure.sentence = sentence(futures)
    return figure


def _label_at_the_end(axes, year, shares, gap=6.0):
    """Write each future's name and number beside its band, at least ``gap`` per cents apart."""
    tops = np.cumsum([shares[name] * 100 for name in FUTURES])
    middles = tops - [shares[name] * 50 for name in FUTURES]
    places = middles.copy()
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + gap)
    places[-1] = min(places[-1], 99)
    for at in range(len(places) - 2, -1, -1):
        places[at] = min(places[at], places[at + 1] - gap)
    for name, middle, place in zip(FUTURES, middles, places, strict=True):
        axes.annotate(
            f"{name} {per_cent(shares[name])}",
            xy=(1.0, middle),
            xytext=(1.03, place),
            xycoords=axes.get_yaxis_transform(),
            textcoords=axes.get_yaxis_transform(),
            va="center",
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": "#777777", "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0},
        )


def bars(futures, scenario=None):
    """Chance of each future in 2028, 2033 and 2043, as bars with their numbers.

    Parameters
    ----------
    futures : pandas.DataFrame
        Answer of ``scenario.exact.futures``.
    scenario : Scenario, optional
        Its fingerprint goes into the source line.

    Returns
    -------
    house.Figure
    """
    years = [year for year in YEARS if year in futures.index] or [futures.index[-1]]
    figure, axes = house.new(
        alt=f"Five horizontal bars for each of {', '.join(map(str, years))}: the chance of each future",
        source=source_line(scenario),
        columns=len(years),
        height=3.2,
        sharey=True,
        sharex=True,
        squeeze=False,
    )
    for panel, year in zip(axes[0], years, strict=True):
        shares = futures.loc[year, list(FUTURES)]
        drawn = panel.barh(FUTURES, shares * 100, color=[house.FUTURE_COLOURS[name] for name in FUTURES])
        for bar, name in zip(drawn, FUTURES, strict=True):
            bar.set(hatch=house.FUTURE_HATCHES[name], edgecolor="#444444", linewidth=0.4)
        panel.bar_label(drawn, [per_cent(share) for share in shares], padding=3)
        panel.set(xlim=(0, 115), xlabel="Chance (per cent)", title=str(year), xticks=(0, 25, 50, 75, 100))
        panel.grid(False, axis="y")
    figure.sentence = sentence(futures.loc[: years[-1]])
    return figure


def icons(worlds, scenario=None, year=None):
    """One hundred worlds as squares, grouped by future, the number of each beside its name.

    Parameters
    ----------
    worlds : sequence of int
        Answer of ``scenario.worlds``: place of each world's future in :data:`FUTURES`; usually a hundred.
    scenario : Scenario, optional
        Its fingerprint goes into the source line.
    year : int, optional
        Year shown, for the title and the sentence.

    Returns
    -------
    house.Figure
    """
    worlds = list(worlds)
    counts = {name: worlds.count(place) for place, name in reversed(list(enumerate(FUTURES)))}
    when = f" in {year}" if year else ""
    figure, axes = house.new(
        alt=f"{len(worlds)} squares{when}, one for each world, grouped by future",
        source=source_line(scenario),
        width=5.2,
        height=3.4,
    )
    _squares(axes, [name for name, count in counts.items() for _ in range(count)])
    for row, (name, count) in enumerate(counts.items()):
        axes.add_patch(_square(11.2, 8.4 - 1.7 * row, name))
        axes.text(12.5, 8.85 - 1.7 * row, f"{count}  {name}", va="center")
    rows = -(-len(worlds) // 10)
    axes.set(xlim=(0, 18.5), ylim=(min(0, 10 - rows), 10.1), aspect="equal")
    axes.set_title(f"{len(worlds)} worlds{when}")
    axes.set_axis_off()
    listed = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    figure.sentence = f"Of {len(worlds)} worlds{when}: {listed}."
    return figure


def _squares(axes, names):
    for place, name in enumerate(names):
        axes.add_patch(_square(place % 10, 9 - place // 10, name))


def _square(x, y, name):
    return Rectangle(
        (x, y),
        0.9,
        0.9,
        facecolor=house.FUTURE_COLOURS[name],
        hatch=house.FUTURE_HATCHES[name],
        edgecolor="#444444",
        linewidth=0.4,
    )
