"""Practice that answers: ``cra.question("04.2")``, ``cra.check("04.2", answer)``, ``cra.hint("04.2")``.

``cra.progress()`` shows what was answered so far, and makes a file of it that can be handed in.

A graded sheet ends with ``cra.exercises.rehearse("04", globals())``: which answers can be read.

Questions are data (:mod:`~china_russia_axis.exercises.declarations` documents the format), answers are
computed from the tables, and one judge serves the widget, the plain call and the graded sheet.
"""

from importlib import import_module

_MODULES = (
    "card",
    "declarations",
    "hand_in",
    "judge",
    "keys",
    "practice",
    "progress",
    "reading",
    "rehearsal",
    "sheets",
    "variants",
)
_NAMES = {
    "check": "practice",
    "every": "declarations",
    "hint": "practice",
    "question": "practice",
    "rehearse": "rehearsal",
}


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"cra.exercises has no '{name}'. It has: {', '.join((*_NAMES, *_MODULES))}.")
