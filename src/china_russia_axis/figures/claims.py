"""Pictures of the claims ledger."""

import pandas as pd
from matplotlib.patches import Patch, Rectangle

from china_russia_axis.figures import house

# Fill and hatch, so that the four types differ in grey as well.
TYPE_LOOKS = {
    "fact": ("#CFE3F1", ""),
    "causal": ("#F7D9B0", "////"),
    "judgement": ("#EDEDED", "...."),
    "forecast": ("#E0CBE4", "xxxx"),
}


def claims_map(claims: pd.DataFrame, source: str) -> house.Figure:
    """One tile a claim, in the order of the essay, one row a part of it.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``claims``: one row a claim, with ``claim_id``, ``section``, ``type`` and ``contestable``.
    source : str
        Source line for the foot.

    Returns
    -------
    Figure
        Its sentence counts the claims, the types and the contestable ones.
    """
    sections = list(dict.fromkeys(claims["section"]))
    figure, axes = house.new(
        alt=f"{len(claims)} numbered tiles in {len(sections)} rows, one tile a claim, marked by type.",
        source=source,
        height=0.36 * len(sections) + 1.3,
    )
    for row, section in enumerate(sections):
        for column, claim in enumerate(claims[claims["section"] == section].itertuples()):
            _tile(axes, column, row, claim)
    _tidy(axes, claims, sections)
    figure.sentence = sentence(claims)
    return figure


def sentence(claims: pd.DataFrame) -> str:
    """What the map shows, in words."""
    counts = claims["type"].value_counts()
    parts = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in TYPE_LOOKS)
    contestable = int(claims["contestable"].sum())
    longest = claims["section"].value_counts().idxmax()
    return (
        f"The essay makes {len(claims)} claims ({parts}). {contestable} of them are contestable, "
        f"and the part called '{longest}' makes the most."
    )


def argument(counts: pd.DataFrame, source: str) -> house.Figure:
    """One bar a step of the argument, divided by type of claim.

    Parameters
    ----------
    counts : pandas.DataFrame
        From :func:`china_russia_axis.argument.by_step`: steps by types, whole numbers.
    source : str
        Source line for the foot.

    Returns
    -------
    Figure
        Its sentence names the steps with the largest and the smallest share of facts.
    """
    figure, axes = house.new(
        alt=f"{len(counts)} horizontal bars, one a step of the argument, divided by type of claim.",
        source=source,
        height=3.2,
    )
    start = counts.iloc[:, 0] * 0
    for kind, (colour, hatch) in TYPE_LOOKS.items():
        axes.barh(
            counts.index, counts[kind], left=start, color=colour, hatch=hatch, edgecolor="#999999", label=kind
        )
        start = start + counts[kind]
    axes.invert_yaxis()
    axes.set(xlabel="claims", title="What kind of claim carries each step?")
    axes.grid(axis="y", visible=False)
    axes.xaxis.get_major_locator().set_params(integer=True)
    figure.legend(*axes.get_legend_handles_labels(), ncols=4, loc="outside upper left", fontsize=8)
    figure.sentence = argument_sentence(counts)
    return figure


def argument_sentence(counts: pd.DataFrame) -> str:
    """What the bars show, in words."""
    share = counts["fact"] / counts.sum(axis="columns")
    top, bottom = share.idxmax(), share.idxmin()
    forecasts, all_claims = counts.loc[bottom, "forecast"], counts.loc[bottom].sum()
    return (
        f"Facts are {share[top]:.0%} of the claims in step '{top}' and {share[bottom]:.0%} "
        f"in step '{bottom}', where {forecasts} of {all_claims} claims are forecasts."
    )


def _tile(axes, column: int, row: int, claim) -> None:
    colour, hatch = TYPE_LOOKS[claim.type]
    edge, width = ("#111111", 2.0) if claim.contestable else ("#999999", 0.6)
    tile = Rectangle(
        (column, row), 0.9, 0.82, facecolor=colour, hatch=hatch, edgecolor="#BBBBBB", linewidth=0
    )
    frame = Rectangle((column, row), 0.9, 0.82, fill=False, edgecolor=edge, linewidth=width)
    axes.add_patch(tile)
    axes.add_patch(frame)
    axes.text(
        column + 0.45,
        row + 0.41,
        claim.claim_id[1:],
        ha="center",
        va="center",
        fontsize=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )


def _tidy(axes, claims: pd.DataFrame, sections: list) -> None:
    widest = claims["section"].value_counts().max()
    axes.set(
        xlim=(-0.1, widest), ylim=(len(sections), -0.15), xticks=[], title="Every claim of the essay, by part"
    )
    axes.set_yticks([row + 0.41 for row in range(len(sections))], sections)
    axes.tick_params(length=0)
    axes.grid(False)
    axes.spines[:].set_visible(False)
    kinds = [
        Patch(facecolor=colour, hatch=hatch * 2, edgecolor="#999999", label=kind)
        for kind, (colour, hatch) in TYPE_LOOKS.items()
    ]
    frame = Patch(fill=False, edgecolor="#111111", linewidth=2, label="contestable")
    axes.figure.legend(handles=[*kinds, frame], ncols=5, loc="outside upper left", fontsize=8)
