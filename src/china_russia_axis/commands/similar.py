"""``axis similar``: which sheets share passages; nothing leaves this machine."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis similar``."""
    parser = subparsers.add_parser(
        "similar",
        help="name pairs of sheets that share passages",
        description="Compare code and prose of one sheet on this machine and show the shared passages. "
        "Likeness is a reason to read, never a finding.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of the gradebook")
    parser.add_argument("--sheet", default="", metavar="NN", help="may be left out where there is one")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="show at most N pairs")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Print the report."""
    from china_russia_axis.grading import exports, gradebook, similarity

    if trouble := gradebook.missing(arguments.results):
        print(trouble, file=sys.stderr)
        return 1
    try:
        with gradebook.Gradebook(arguments.results) as book:
            sheet = exports.sheet_of(book, arguments.sheet)
        print(similarity.report(*similarity.of(arguments.results, sheet), arguments.most))
    except (LookupError, ValueError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
        return 1
    return 0
