"""Figures about the other side: NATO's steps and how they were told, money, words, and the race of a model.

Each function takes tables and returns a figure whose ``sentence`` is computed from what is drawn.
"""

import pandas as pd

from china_russia_axis import security
from china_russia_axis.figures import house

_LATER = {"color": "#222222", "linewidth": 1.2, "linestyle": "--"}
_ESSAY = pd.Timestamp(security.ESSAY)
_TELLINGS = {"shield": ("^", "#009E73", "white"), "sword": ("v", "#D55E00", "#D55E00")}


def staircase(steps: pd.DataFrame, tellings: pd.DataFrame, wars: dict, *, source: str):
    """NATO's members as a staircase since 1990, what was said about the steps, and Russia's wars.

    Parameters
    ----------
    steps : DataFrame
        From ``security.rounds_of_accession``, since 1949.
    tellings : DataFrame
        The table ``enlargement_tellings``.
    wars : dict
        From ``security.wars``: a day by name.
    """
    first = pd.Timestamp("1990-01-01")
    before, since = steps[steps.index < first], steps[steps.index >= first]
    start = int(before["members"].iloc[-1])
    end = max(since.index.max(), *wars.values(), *tellings["date"]) + pd.Timedelta(days=500)
    figure, axis = house.new(
        alt="A staircase of members of NATO from 1990 on, with marks for what capitals said and three wars",
        source=source,
        width=8.4,
        height=4.4,
    )
    days = [first, *since.index, end]
    counts = [start, *since["members"], since["members"].iloc[-1]]
    axis.step(days, counts, where="post", color=house.look("NATO")["color"], linewidth=2.2)
    for name, day in wars.items():
        axis.axvline(day, color=house.look("RUS")["color"], linestyle=":", linewidth=1.4)
        axis.text(day, start - 2.6, f" war: {name}", fontsize=8, rotation=90, va="bottom", ha="right")
    told = tellings[tellings["verified"].astype(bool)]
    for telling, (marker, edge, face) in _TELLINGS.items():
        rows = told[told["telling"] == telling]
        # Words of the same weeks would hide each other at one height.
        pile = rows["date"].dt.year.groupby(rows["date"].dt.year).cumcount()
        side = 1 if telling == "shield" else -1
        height = [
            _members_on(steps, day) + side * (1.3 + 1.4 * place)
            for day, place in zip(rows["date"], pile, strict=True)
        ]
        style = {"marker": marker, "color": edge, "markerfacecolor": face, "markeredgewidth": 1.6}
        axis.plot(rows["date"], height, linestyle="none", markersize=9, label=f"told as a {telling}", **style)
    axis.axvline(_ESSAY, **_LATER)
    axis.set_ylim(start - 3, since["members"].max() + 3)
    axis.set_yticks(range(16, int(since["members"].max()) + 1, 4))
    axis.set_ylabel("members of NATO")
    axis.set_xlabel("year (right of the dashed line: later than the essay)")
    axis.legend(fontsize=9, loc="upper left")
    figure.sentence = _staircase_sentence(since, start, told, wars)
    return figure


def _members_on(steps, day) -> int:
    return int(steps[steps.index <= day]["members"].iloc[-1])


def _staircase_sentence(since, start, told, wars) -> str:
    counts = told["telling"].value_counts()
    swords = told[told["telling"] == "sword"]["capital"].unique()
    shields = told[told["telling"] == "shield"]["capital"].unique()
    largest = since["joined"].idxmax()
    openings = ", ".join(f"{name} in {day:%B %Y}" for name, day in wars.items())
    return (
        f"NATO had {start} members in 1990 and {int(since['members'].iloc[-1])} from "
        f"{since.index.max():%B %Y}; the largest step was {since['joined'].max()} states in "
        f"{largest:%B %Y}. Of the words listed, "
        f"{counts.get('shield', 0)} tell a step as a shield ({', '.join(shields)}) and "
        f"{counts.get('sword', 0)} as a sword ({', '.join(swords)}). Russia's wars in the list: {openings}."
    )


def spending(money: pd.DataFrame, share: pd.DataFrame, names: dict, *, source: str):
    """Two panels of the same spending: billions of constant dollars, and per cent of output.

    Parameters
    ----------
    money, share : DataFrame
        From ``security.spending``, the same states in the same order.
    names : dict
        Names by ISO code, in the order in which they are told.
    """
    last_known = _ESSAY.year - 1
    figure, (left, right) = house.new(
        alt=f"Two panels of lines by year, military spending of {', '.join(names.values())}",
        source=source,
        columns=2,
        width=8.8,
        height=3.9,
    )
    for axis, table in ((left, money), (right, share)):
        for code, name in names.items():
            axis.plot(table.index, table[code], label=name, **house.look(code))
        axis.axvline(last_known + 0.5, **_LATER)
        axis.set_xlabel("year (right of the dashed line: later)", fontsize=8)
    left.set_yscale("log")
    left.set_yticks([25, 50, 100, 250, 500, 1000], ["25", "50", "100", "250", "500", "1,000"])
    left.set_ylabel("billion dollars of 2023 (log scale)")
    left.set_title("What it buys")
    right.set_ylim(0, None)
    right.set_ylabel("per cent of output")
    right.set_title("What it costs at home")
    figure.legend(*left.get_legend_handles_labels(), loc="outside upper center", ncols=5, fontsize=9)
    figure.sentence = " ".join(_of_state(money, share, code, name) for code, name in names.items())
    return figure


def _of_state(money, share, code, name) -> str:
    bn, part = money[code].dropna(), share[code].dropna()
    return (
        f"{name}: {bn.iloc[0]:.0f} billion in {bn.index[0]}, {bn.iloc[-1]:.0f} in {bn.index[-1]} "
        f"({bn.iloc[-1] / bn.iloc[0]:.1f} times as much), and {part.iloc[0]:.1f} then {part.iloc[-1]:.1f} "
        "per cent of output."
    )


def words(views: pd.DataFrame, *, source: str):
    """Three rows of marks by date: how strongly each text speaks about the other side.

    Parameters
    ----------
    views : DataFrame
        From ``security.views_of_the_other``.
    """
    rows = list(security.SPEAKERS)
    looks = dict(zip(rows, (house.look("NATO"), house.look("USA"), house.look("CHN")), strict=True))
    figure, axis = house.new(
        alt="Three rows of marks by date: texts of NATO and Washington on Russia and China, and the reverse",
        source=source,
        width=8.6,
        height=3.1,
    )
    for place, direction in enumerate(rows):
        part = views[views["direction"] == direction]
        for level, (face, size) in {0: ("white", 5), 1: ("#BBBBBB", 8), 2: (None, 11)}.items():
            ours = part[part["level"] == level]
            colour = looks[direction]["color"]
            axis.plot(
                ours["date"], [place] * len(ours), linestyle="none", marker="o", markersize=size,
                color=colour, markerfacecolor=face or colour, markeredgewidth=1.4,
            )  # fmt: skip
    for label, (face, size) in zip(
        security.LEVELS.values(), (("white", 5), ("#BBBBBB", 8), ("#444444", 11)), strict=True
    ):
        axis.plot([], [], "o", color="#444444", markersize=size, markerfacecolor=face, label=label)
    axis.axvline(_ESSAY, **_LATER)
    axis.set_yticks(range(len(rows)), rows, fontsize=9)
    axis.set_ylim(len(rows) - 0.4, -0.6)
    axis.grid(axis="y", visible=False)
    axis.set_xlabel("year of the text (right of the dashed line: later than the essay)")
    figure.legend(*axis.get_legend_handles_labels(), loc="outside upper right", ncols=3, fontsize=8)
    figure.sentence = " ".join(_of_direction(views, direction) for direction in rows)
    return figure


def _of_direction(views, direction) -> str:
    part = views[(views["direction"] == direction) & (views["date"] <= _ESSAY)]
    strong = part[part["level"] == 2]
    if strong.empty:
        return f"{direction}: none of {len(part)} texts up to the essay in the strongest words."
    first = strong.iloc[0]
    return (
        f"{direction}: {len(strong)} of {len(part)} texts up to the essay in the strongest words, the first "
        f"that was read in {first['date']:%B %Y}."
    )


def races(examples: dict, *, rounds: int = 16, restraint: int = 8, source: str):
    """One panel a pair of states: arms by round, answering each other, and then one of them holding still.

    Parameters
    ----------
    examples : dict
        Arguments ``need`` and ``fear`` of ``security.race`` by name.
    rounds, restraint : int
        As in ``security.race``.
    """
    figure, axes = house.new(
        alt=f"{len(examples)} panels of two lines by round: {', '.join(examples)}",
        source=source,
        columns=len(examples),
        width=8.2,
        height=3.4,
        sharey=True,
        squeeze=False,
    )
    held = {name: security.race(**one, rounds=rounds, restraint=restraint) for name, one in examples.items()}
    for axis, (name, table) in zip(axes[0], held.items(), strict=True):
        axis.plot(table.index, table["first"], color="#882255", linestyle="-", marker="o", label="first")
        axis.plot(table.index, table["second"], color="#117733", linestyle="--", marker="s", label="second")
        axis.axvline(restraint - 0.5, **_LATER)
        axis.set_title(name.capitalize())
        axis.set_xlabel("round (right of the dashed line: the second holds still)", fontsize=8)
    axes[0][0].set_ylim(0, 1.15 * max(table.to_numpy().max() for table in held.values()))
    axes[0][0].set_ylabel("arms (points of the model)")
    axes[0][0].legend(fontsize=9, loc="lower right")
    figure.sentence = " ".join(_of_race(name, table, restraint) for name, table in held.items())
    return figure


def _of_race(name, table, restraint) -> str:
    turn, end = table.loc[restraint - 1], table.iloc[-1]
    return (
        f"{name.capitalize()}: {turn['first']:.0f} and {turn['second']:.0f} points before the second holds "
        f"still, {end['first']:.0f} and {end['second']:.0f} at the end."
    )
