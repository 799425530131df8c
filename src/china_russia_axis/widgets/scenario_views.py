"""The further views of the scenario lab: each function asks the engine, and puts its answer in words.

The lab calls them with what its sliders say; the browser draws what they return. No number is made here that
a cell of a lesson could not get by the same call.
"""

from math import isnan

from china_russia_axis import scenario as model
from china_russia_axis.figures.scenario import per_cent
from china_russia_axis.scenario import PARAMETERS, comparison, icons, questions, states, uncertainty
from china_russia_axis.widgets import scenario_texts as texts

DRAWS = 128
"""Draws behind an interval in the live lab: half of what a cell takes, so that the picture keeps up."""

WORLDS = 1000
"""Worlds of the tree of a question."""

SINGLE_WORLDS = 100
"""Single futures to step through: the hundred worlds of the icons."""


def unknown(scenario, years) -> dict:
    """What we do not know: the 90 % interval of each headline number, and of each edge between two bands.

    Parameters
    ----------
    scenario : Scenario
    years : sequence of int
        Headline years.

    Returns
    -------
    dict
        ``spans`` (year to future to low and high), ``shown`` (the same in words), ``edges`` (for each future
        but the lowest: low and high by year of the chance of it or a closer one), ``held`` and ``sentence``.
    """
    found = uncertainty.intervals(scenario, DRAWS)
    closer = found.at_least()
    spans = {}
    for year in years:
        row = year - scenario.start_year
        pairs = zip(found.low[row].tolist(), found.high[row].tolist(), strict=True)
        spans[str(year)] = dict(zip(model.RELATIONSHIPS, map(list, pairs), strict=True))
    edges = {
        name: {"low": closer.low[:, place].tolist(), "high": closer.high[:, place].tolist()}
        for place, name in enumerate(model.RELATIONSHIPS)
        if place
    }
    held = tuple(name for name, fitted in uncertainty.spreads(scenario).items() if fitted.held)
    last = str(years[-1])
    return {
        "spans": spans,
        "shown": {
            year: {name: texts.span(*span) for name, span in row.items()} for year, row in spans.items()
        },
        "edges": edges,
        "sentence": texts.unknown(spans[last], last),
        "held": texts.held(held),
    }


def asked(scenario, event, given, year) -> dict:
    """A conditional question in both directions, counted in a thousand worlds.

    Parameters
    ----------
    scenario : Scenario
    event, given : str
        Keys of ``scenario_texts.EVENTS``.
    year : int

    Returns
    -------
    dict
        ``trees`` (two, each with counts and labels of its seven groups), ``sentence``, ``also`` (what else
        follows from the condition) and ``possible``.

    Raises
    ------
    ScenarioError
        When the model has no such event or no such year.
    """
    tree = questions.tree(scenario, event, given, by=year)
    counts = tree.worlds(WORLDS)
    chances = {name: getattr(tree, name) for name in counts}
    turned = {"event_only": "given_only", "given_only": "event_only"}
    return {
        "event": event,
        "given": given,
        "year": year,
        "possible": not isnan(tree.event_if_given),
        "trees": [
            _tree(given, event, counts, chances, tree.event_if_given, year),
            _tree(
                event, given, _renamed(counts, turned), _renamed(chances, turned), tree.given_if_event, year
            ),
        ],
        "sentence": texts.asked(event, given, counts, tree, year),
        "also": _also(scenario, event, given, year),
    }


def _renamed(numbers, names) -> dict:
    return {names.get(name, name): number for name, number in numbers.items()}


def _tree(first, second, counts, chances, share, year) -> dict:
    """One direction: a thousand worlds split by the first event, then by the second."""
    groups = {
        "root": ("both", "event_only", "given_only", "neither"),
        "yes": ("both", "given_only"),
        "no": ("event_only", "neither"),
        "yes_yes": ("both",),
        "yes_no": ("given_only",),
        "no_yes": ("event_only",),
        "no_no": ("neither",),
    }
    nodes = {}
    for name, members in groups.items():
        count, chance = (sum(numbers[each] for each in members) for numbers in (counts, chances))
        asked_last = second if "_" in name else first
        label = "worlds" if name == "root" else texts.branch(asked_last, happened=name.endswith("yes"))
        nodes[name] = {"count": count, "shown": texts.worlds_shown(count, chance), "label": label}
    nodes["root"]["shown"] = texts.worlds_shown(WORLDS, 1)
    return {
        "nodes": nodes,
        "title": texts.tree_title(first, second, year),
        "fraction": texts.fraction(nodes, share),
        "alt": texts.tree_alt(nodes, first, year),
    }


def _also(scenario, event, given, year) -> dict:
    """The answers beside the one asked for: all five futures, or all the shocks, under the same condition."""
    names = model.RELATIONSHIPS[::-1] if event in texts.FUTURES else texts.SHOCKS
    rows = []
    for name in names:
        tree = questions.tree(scenario, name, given, by=year)
        if isnan(tree.event_if_given):
            return {"title": "", "rows": []}
        rows.append(
            {
                "label": texts.EVENTS[name].noun.format(year=year),
                "share": tree.event_if_given,
                "shown": per_cent(tree.event_if_given),
                "all": tree.both + tree.event_only,
                "all_shown": per_cent(tree.both + tree.event_only),
            }
        )
    return {"title": texts.also_title(given, year), "rows": rows}


def compared(kept, now, future) -> dict:
    """What sets the present scenario apart from the one kept as A, and which change contributes what.

    Parameters
    ----------
    kept, now : Scenario
        Over the same years.
    future : str
        The future whose difference is shared out.

    Returns
    -------
    dict
        ``parameters``, ``outcomes``, ``parts`` (rows to be drawn), ``future``, ``years`` and ``sentence``.
    """
    found = comparison.compare(kept, now)
    years, last = found.headline_years, int(found.years[-1])
    rows = {year: year - int(found.years[0]) for year in years}
    outcomes = [
        {
            "future": name,
            "cells": [_outcome(found, rows[year], place) | {"year": year} for year in years],
        }
        for place, name in reversed(list(enumerate(model.RELATIONSHIPS)))
    ]
    place = model.RELATIONSHIPS.index(future)
    shares = [
        {"part": part, "label": texts.part(part, names), "share": float(share)}
        for (part, names), share in zip(found.parts.items(), found.shares[:, -1, place], strict=True)
    ]
    shares.sort(key=lambda row: -abs(row["share"]))
    widest = max((abs(row["share"]) for row in shares), default=0) or 1
    for row in shares:
        row |= {"points": texts.points(row["share"]), "length": row["share"] / widest}
    before, after = float(found.first_chances[-1, place]), float(found.second_chances[-1, place])
    return {
        "future": future,
        "last": last,
        "years": list(years),
        "parameters": _changed(kept, now),
        "outcomes": outcomes,
        "parts": shares,
        "sentence": texts.compared_scenarios(future, before, after, shares, last),
    }


def _outcome(found, row, place) -> dict:
    before, after = float(found.first_chances[row, place]), float(found.second_chances[row, place])
    return {
        "first": before,
        "second": after,
        "shown": f"{per_cent(before)} → {per_cent(after)}",
        "points": texts.points(after - before),
    }


def _changed(kept, now) -> list:
    return [
        {
            "name": name,
            "label": PARAMETERS[name].label,
            "first": texts.value(name, kept.values[name]),
            "second": texts.value(name, now.values[name]),
        }
        for name in PARAMETERS
        if kept.values[name] != now.values[name]
    ]


def single(scenario, number) -> dict:
    """One possible future: what a single world goes through, with the dice of the hundred worlds.

    Parameters
    ----------
    scenario : Scenario
    number : int
        From 1 to 100.

    Returns
    -------
    dict
        ``path`` (place of the regime by year), ``shocks`` (spans of years), ``sentence`` and ``alt``.
    """
    number = (int(number) - 1) % SINGLE_WORLDS + 1
    went = {part: rows[:, number - 1] for part, rows in icons.histories(scenario, SINGLE_WORLDS).items()}
    years = range(scenario.start_year, scenario.end_year + 1)
    seen = {
        "setback": went["ukraine"] == states.UKRAINE.index("window"),
        "crisis": went["taiwan"] == states.TAIWAN.index("crisis"),
        "war": went["taiwan"] == states.TAIWAN.index("war"),
        "opportunism": went["opportunism"] == 1,
        "reorientation": went["reorientation"] == states.REORIENTATION.index("on"),
    }
    shocks = [
        {"name": name, "title": texts.HAPPENED[name], "spans": _runs(on, years)} for name, on in seen.items()
    ]
    path = went["relationship"].tolist()
    ends = model.worlds(scenario, count=SINGLE_WORLDS).tolist()
    return {
        "number": number,
        "count": SINGLE_WORLDS,
        "path": path,
        "shocks": shocks,
        "sentence": texts.single(number, _steps(path, years), shocks, ends.count(path[-1]), years[-1]),
        "alt": texts.single_alt(number, years),
    }


def _runs(on, years) -> list:
    """First and last year of every unbroken run of True."""
    runs = []
    for year, now in zip(years, on, strict=True):
        if now and runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        elif now:
            runs.append([year, year])
    return runs


def _steps(path, years) -> list:
    """First year and place of every stretch in one regime."""
    return [
        (year, place)
        for at, (year, place) in enumerate(zip(years, path, strict=True))
        if at == 0 or place != path[at - 1]
    ]
