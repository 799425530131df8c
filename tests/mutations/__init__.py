"""Changes of the tables under which a verdict must change: what the lessons share, one module a lesson."""

import pandas as pd

import china_russia_axis as cra


def altered(**changes):
    """A loader whose named tables went through a change."""

    def load(name):
        table = cra.load(name)
        return changes[name](table) if name in changes else table

    return load


def event_after(**values):
    """Add one event after the essay."""

    def change(events):
        row = events[events["after_essay"]].iloc[[-1]].assign(event_id="E999", verified=True, **values)
        return pd.concat([events, row], ignore_index=True)

    return change


def without(column, *values):
    return lambda table: table[~table[column].isin(values)]


def where(column, value, target, new):
    """Write ``new`` into column ``target`` of the rows whose ``column`` is ``value``."""
    return lambda table: table.assign(**{target: table[target].mask(table[column] == value, new)})


def war_over_taiwan(events):
    return event_after(category="war", actors="CHN;USA;TWN")(events)
