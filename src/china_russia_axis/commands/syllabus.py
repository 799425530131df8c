"""``axis syllabus``: print a syllabus of any length, built from the plans."""

import sys


def register(subparsers) -> None:
    """Add ``syllabus`` to the parser of ``axis``."""
    parser = subparsers.add_parser(
        "syllabus",
        help="print a syllabus of any length, from the minutes in the plans",
        description="Prints Markdown. Without a length it takes every lesson once.",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--weeks", type=int, metavar="N", help="how many weeks there are")
    length.add_argument("--sessions", type=int, metavar="N", help="how many class hours there are")
    parser.add_argument("--per-week", type=int, default=1, metavar="N", help="class hours a week, else 1")
    parser.add_argument(
        "--minutes", type=int, default=75, metavar="M", help="length of a class hour, else 75"
    )
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Print the syllabus; 1 when no plan fits."""
    from china_russia_axis.teaching import CannotTeach, plans, syllabus

    units = plans.read_all()
    sessions, word = arguments.sessions, "Session"
    if arguments.weeks is not None:
        sessions = arguments.weeks * arguments.per_week
        word = "Week" if arguments.per_week == 1 else "Session"
    try:
        hours = syllabus.build(units, sessions, arguments.minutes)
    except CannotTeach as error:
        print(error, file=sys.stderr)
        return 1
    print(syllabus.as_markdown(units, hours, arguments.minutes, word), end="")
    return 0
