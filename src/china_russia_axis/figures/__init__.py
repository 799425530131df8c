"""Figures of the course: each function takes data and returns a :class:`Figure`.

A figure never loads data and never shows itself; a notebook shows the last value of a cell.
"""

from importlib import import_module

_MODULES = (
    "alignment",
    "base_rates",
    "blocs",
    "capstone",
    "claims",
    "classroom",
    "forecasts",
    "history",
    "house",
    "scenario",
    "sco",
    "security",
    "sensitivity",
    "ties",
)


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"cra.figures has no '{name}'. It has: {', '.join(_MODULES)}.")
