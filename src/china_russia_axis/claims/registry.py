"""Evidence a claim: who computes it, and what comes out.

A module ``evidence_04.py`` holds the claims whose home is lesson 04. Each function is registered under its
claim and takes ``load``, so that a test can hand in altered tables::

    @evidence("C63")
    def dozens_interested(load):
        ...
        return Evidence(number="...", verdict="supported", tables=("brics_interest_counts",))

The rule by which the verdict follows is stated in the function's docstring and, for readers, in the ledger.
"""

from dataclasses import dataclass
from importlib import import_module

_FUNCTIONS = {}


@dataclass(frozen=True)
class Evidence:
    """What the tables say about one claim.

    Attributes
    ----------
    number : str
        A sentence with the computed numbers.
    verdict : str
        Computed by a stated rule.
    tables : tuple of str
        Names of the tables it was computed from.
    best_case_for, best_case_against : str
        For judgements: the strongest reading on either side.
    """

    number: str
    verdict: str
    tables: tuple
    best_case_for: str = ""
    best_case_against: str = ""


def evidence(claim_id: str):
    """Register a function as the evidence of a claim."""

    def register(function):
        known = _FUNCTIONS.setdefault(claim_id, function)
        if known.__qualname__ != function.__qualname__:
            raise ValueError(f"{claim_id} has two functions: {known.__name__} and {function.__name__}.")
        return function

    return register


def evidence_for(claim_id: str, lesson: str, load) -> Evidence | None:
    """Compute the evidence of a claim, or None where its lesson has none.

    Parameters
    ----------
    claim_id, lesson : str
        As the ledger has them.
    load : callable
        Gives a table by name, like ``cra.load``.
    """
    module = f"{__package__}.evidence_{lesson}"
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        return None
    function = _FUNCTIONS.get(claim_id)
    return function(load) if function else None
