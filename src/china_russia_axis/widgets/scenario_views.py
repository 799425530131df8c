"""The further views of the scenario lab: each function asks the engine, and puts its answer in words.

The lab calls them with what its sliders say; the browser draws what they return. No number is made here that
a cell of a lesson could not get by the same call.
"""

from functools import cache
from math import isnan

from china_russia_axis import scenario as model
from china_russia_axis.figures import single_future
from china_russia_axis.figures.scenario import per_cent
from china_russia_axis.scenario import PARAMETERS, comparison, icons, questions, uncertainty
from china_russia_axis.widgets import scenario_texts as texts

DRAWS = uncertainty.COUNT
"""Draws behind an interval: as many as in a cell, so that both say the same."""

QUESTION_DRAWS = 64
"""Draws behind the interval of a question; each takes as long as a whole answer."""

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
        name: {end: getattr(closer, end)[:, place].round(5).tolist() for end in ("low", "high")}
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


def asked_spans(scenario, event, given, year) -> list:
    """90 % interval of the answer in either direction, in words; draws without an answer are left out.

    Returns
    -------
    list of str
        For "event, given", and for "given, event"; empty where nothing is uncertain or there is no answer.
    """

    @cache
    def tree(drawn):
        return questions.tree(drawn, event, given, by=year)

    answers = (lambda drawn: tree(drawn).event_if_given, lambda drawn: tree(drawn).given_if_event)
    found = [uncertainty.interval(scenario, answer, QUESTION_DRAWS) for answer in answers]
    return ["" if not each["low"] < each["high"] else texts.span(each["low"], each["high"]) for each in found]


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
        label = (
            texts.WORDING["tree_root"]
            if name == "root"
            else texts.branch(asked_last, happened=name.endswith("yes"))
        )
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
        "shown": f"{per_cent(before).removesuffix(' %')} → {per_cent(after)}",
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
    world = single_future.world(icons.histories(scenario, SINGLE_WORLDS), number, scenario.start_year)
    shocks = [{"name": name, "spans": [list(span) for span in spans]} for name, spans in world.shocks.items()]
    return {
        "number": world.number,
        "count": world.count,
        "path": list(world.path),
        "shocks": shocks,
        "sentence": single_future.told(world),
        "alt": single_future.alt(world),
    }
