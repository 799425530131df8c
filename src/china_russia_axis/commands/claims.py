"""``axis claims``: the ledger of claims and its gaps, for people or as JSON."""

import json

from china_russia_axis import places
from china_russia_axis.claims import cells, gaps


def register(subparsers) -> None:
    """Add the command to the parser of ``axis``."""
    parser = subparsers.add_parser(
        "claims", help="list the claims of the essay, their verdicts, and what is still open"
    )
    parser.add_argument(
        "--json", action="store_true", help="print a list of claim_id, verdict, lesson and cell"
    )
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Print the ledger."""
    from china_russia_axis.codebook import load

    claims = load("claims")
    if arguments.json:
        print(json.dumps(gaps.rows(claims), indent=1))
        return 0
    print(gaps.report(claims))
    for complaint in cells.complaints(claims, places.lessons()):
        print(f"Amiss: {complaint}")
    return 0
