"""The course's library, imported in notebooks as ``cra``.

Importing it does no work: each name below is fetched from its module when it is first used.
"""

from importlib import import_module

__version__ = "0.1.0"

_MODULES = (
    "alignment",
    "argument",
    "blocs",
    "capstone",
    "claims",
    "codebook",
    "exercises",
    "figures",
    "forecasts",
    "history",
    "places",
    "scenario",
    "sco",
    "security",
    "ties",
    "widgets",
)
_NAMES = {
    "load": "codebook",
    "tables": "codebook",
    "columns": "codebook",
    "claim": "claims",
    "check": "exercises",
    "hint": "exercises",
    "progress": "exercises.card",
    "question": "exercises",
    "term": "pages.glossary",
}
__all__ = [*_MODULES, *_NAMES]


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"'cra' has no '{name}'. It has: {', '.join(sorted(__all__))}.")


def __dir__():
    return sorted(__all__)
