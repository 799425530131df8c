"""``axis slides``: a lesson as slides, one file a lesson, nothing loaded from anywhere."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``slides`` to the parser of ``axis``."""
    parser = subparsers.add_parser(
        "slides",
        help="turn built lessons into slides, one HTML file each",
        description="Arrow keys step, Home and End jump, c shows the code. Print it from the browser.",
    )
    parser.add_argument(
        "lessons", nargs="*", metavar="NN", help="numbers or names of lessons; all by default"
    )
    parser.add_argument("--out", metavar="FOLDER", required=True, help="write into this folder")
    parser.add_argument(
        "--brief", action="store_true", help="only parts, figures, predictions, questions and verdicts"
    )
    parser.add_argument("--replace", action="store_true", help="replace slides that are there")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Write the slides of the lessons asked for; 1 when one of them could not be written."""
    from china_russia_axis.building import lessons
    from china_russia_axis.teaching import CannotTeach, slides
    from china_russia_axis.teaching.output import write

    failures = 0
    for lesson in lessons.choose(arguments.lessons, lessons.find()):
        path = Path(arguments.out) / f"{lesson.name}{'-brief' if arguments.brief else ''}.html"
        try:
            print(write(path, slides.of_lesson(lesson, arguments.brief), arguments.replace))
        except CannotTeach as error:
            failures += 1
            print(error, file=sys.stderr)
    return min(failures, 1)
