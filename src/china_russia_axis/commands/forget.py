"""``axis forget``: delete what is stored about one student."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis forget``."""
    parser = subparsers.add_parser(
        "forget",
        help="delete everything stored about a student",
        description="Delete marks, texts, readings, log lines and the feedback page of one student from "
        "RESULTS. The log keeps one line, without the name.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of the gradebook")
    parser.add_argument("student", metavar="STUDENT", help="id of the student")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Delete, write the tables anew, and say what lies elsewhere."""
    from china_russia_axis.grading import feedback, gradebook, reports

    if trouble := gradebook.missing(arguments.results):
        print(trouble, file=sys.stderr)
        return 1
    try:
        with gradebook.Gradebook(arguments.results) as book:
            files = book.forget(arguments.student)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    (arguments.results / feedback.FOLDER / feedback.file_of(arguments.student)).unlink(missing_ok=True)
    reports.write(arguments.results, [])
    print("Deleted from the gradebook, marks.csv, files.csv and the feedback pages.")
    print("Still to be deleted by you, or the next `axis grade` brings it back:")
    for row in files:
        print(f"  {Path(row['root']) / row['file']}")
    print("  the line in your class list, the sheet you released, exports and backups")
    return 0
