"""The ledger of claims, and the evidence behind each verdict: ``cra.claim("C61")``.

The ledger (table ``claims``) states a verdict, a doubt and the rule. The evidence is never stored: a function
a claim computes the number and the verdict from the other tables each time a card is shown, and the card says
so when the two disagree.
"""

from importlib import import_module

_MODULES = ("card", "cells", "gaps", "ledger", "registry")
_NAMES = {"claim": "card", "Claim": "card", "evidence_for": "registry", "progress": "gaps", "rows": "gaps"}


def __getattr__(name):
    if name in _MODULES or name.startswith("evidence_") and name[9:].isdigit():
        return import_module(f"{__name__}.{name}")
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"cra.claims has no '{name}'. It has: {', '.join((*_NAMES, *_MODULES))}.")
