"""``axis amend``: what a person decides about marks, each with a reason, each kept in the log."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis amend``."""
    parser = subparsers.add_parser(
        "amend",
        help="override a mark, note an appeal, or say whose file a file is",
        description="Change what RESULTS holds by hand. Every change needs a reason and a name and is kept "
        "in the log; a mark given here stays when the machine grades again.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of the gradebook")
    act = parser.add_mutually_exclusive_group(required=True)
    act.add_argument("--mark", type=float, metavar="POINTS", help="points in place of the machine's")
    act.add_argument("--withdraw", action="store_true", help="take the override of a mark back")
    act.add_argument("--appeal", action="store_true", help="note that the student asks for another look")
    act.add_argument("--file", metavar="FILE", help="a file that belongs to --student; then grade again")
    act.add_argument("--log", action="store_true", help="show every change so far")
    parser.add_argument("--student", default="", metavar="ID")
    parser.add_argument("--sheet", default="", metavar="NN")
    parser.add_argument("--question", default="", metavar="NN.K")
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason")
    parser.add_argument("--who", default="", metavar="NAME", help="who decides")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Enter the decision, write marks.csv anew, and say what was done."""
    from china_russia_axis.grading import gradebook, reports

    if trouble := gradebook.missing(arguments.results):
        print(trouble, file=sys.stderr)
        return 1
    try:
        with gradebook.Gradebook(arguments.results) as book:
            if arguments.log:
                _show(book)
                return 0
            print(_decide(book, arguments))
    except (LookupError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    reports.write(arguments.results, [])
    return 0


def _decide(book, arguments) -> str:
    said = (arguments.why, arguments.who)
    if arguments.file is not None:
        book.settle_owner(arguments.file, arguments.student, *said)
        return f"{arguments.file} belongs to {arguments.student}. Grade again to enter its marks."
    sheet = book.sheet_named(arguments.sheet or arguments.question[:2])
    place = (arguments.student, sheet, arguments.question)
    if arguments.mark is not None:
        book.override(*place, arguments.mark, *said)
        return f"{arguments.student} has {arguments.mark:g} points on question {arguments.question}."
    if arguments.withdraw:
        book.withdraw(*place, *said)
        return "Withdrawn: the machine's mark counts again."
    book.appeal(*place, *said)
    return "Noted. Decide with --mark."


def _show(book) -> None:
    for row in book.rows("SELECT * FROM log ORDER BY rowid"):
        where = " ".join(row[name] for name in ("student", "question") if row[name])
        print(f"{row['at']}  {row['who']}  {where}  {row['what']}")
