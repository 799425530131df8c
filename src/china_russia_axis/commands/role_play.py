"""``axis role-play``: the printable pack of the crisis exercise, and its debrief."""

import sys
from pathlib import Path

FILES = {False: "role-play.html", True: "role-play-20-minutes.html"}


def register(subparsers) -> None:
    """Add ``role-play`` to the parser of ``axis``."""
    parser = subparsers.add_parser(
        "role-play",
        help="write the crisis role-play of lesson 07 for print, or debrief it",
        description="One HTML file with case, cards, injects, forms and notes; it loads nothing.",
    )
    ways = parser.add_mutually_exclusive_group(required=True)
    ways.add_argument("--out", metavar="FOLDER", help="write the pack into this folder")
    ways.add_argument("--card", metavar="CAPITAL", help="print one card as Markdown")
    ways.add_argument(
        "--debrief",
        metavar="FOLDER",
        help="compare the scenarios and forecast books that teams saved into this folder",
    )
    parser.add_argument("--pop-up", action="store_true", help="with --out: the 20-minute version")
    parser.add_argument("--replace", action="store_true", help="with --out: replace a pack that is there")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Write, print or compare; 1 when it cannot be done, with the reason."""
    from china_russia_axis.teaching import CannotTeach, debrief, role_play
    from china_russia_axis.teaching.output import write

    try:
        if arguments.debrief:
            print(debrief.report(arguments.debrief))
        elif arguments.card:
            print(role_play.briefing(arguments.card.strip().capitalize()).as_markdown(), end="")
        else:
            path = Path(arguments.out) / FILES[arguments.pop_up]
            print(write(path, role_play.pack(arguments.pop_up), arguments.replace))
    except CannotTeach as error:
        print(error, file=sys.stderr)
        return 1
    return 0
