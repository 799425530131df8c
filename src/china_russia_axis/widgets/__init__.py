"""Widgets of the course. A widget holds no arithmetic: each one calls functions that tests call too."""

from importlib import import_module

_MODULES = (
    "alignment",
    "blocs",
    "capstone",
    "chronology",
    "forecast",
    "panel",
    "questions",
    "scenario_lab",
    "sco",
    "security",
    "ties",
)


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"cra.widgets has no '{name}'. It has: {', '.join(_MODULES)}.")
