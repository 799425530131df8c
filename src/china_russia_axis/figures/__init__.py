"""Figures of the course: each function takes data and returns a :class:`Figure`.

A figure never loads data and never shows itself; a notebook shows the last value of a cell.
"""

import logging
import sys
from importlib import import_module

if sys.platform == "emscripten":
    # In a browser each start of Python makes the list of fonts anew, and says so in red in the lesson.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

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
