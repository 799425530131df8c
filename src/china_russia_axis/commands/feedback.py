"""``axis feedback``: one page for each student."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis feedback``."""
    parser = subparsers.add_parser(
        "feedback",
        help="write a feedback page for each student",
        description="Write RESULTS/feedback/STUDENT.html for every student: marks, messages, rubric levels.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of the gradebook")
    parser.add_argument("--late", type=Path, metavar="LATE.TOML", help="RESULTS/late.toml if left out")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Write the pages, and say where they are."""
    from china_russia_axis.grading import feedback, gradebook, late, reports

    if trouble := gradebook.missing(arguments.results):
        print(trouble, file=sys.stderr)
        return 1
    try:
        reports.write(arguments.results, [])  # Marks given on the marking page are in marks.csv from here on.
        pages = feedback.write(arguments.results, late.of(arguments.results, arguments.late))
    except late.PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(pages)} pages are in {arguments.results / feedback.FOLDER}, one a student.")
    return 0
