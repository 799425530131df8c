"""``axis demo-class``: from released sheets to returned marks with an artificial class."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis demo-class``."""
    parser = subparsers.add_parser(
        "demo-class",
        help="grade an artificial class and show what comes out",
        description="Make a class of artificial students, release sheets, fill them in well and badly, "
        "grade, mark a sample, and write feedback and an export.",
    )
    parser.add_argument("--out", type=Path, default=Path("demo-class"), metavar="FOLDER", help="a new folder")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Do it, and say what to look at."""
    from china_russia_axis.grading import demo_class, feedback

    try:
        results = demo_class.build(arguments.out)
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    group = demo_class.students_of()
    print("\nNow look at:")
    for student, trait in zip(group, demo_class.TRAITS, strict=True):
        print(f"  {student.id}  {trait.says}")
    pages = results / feedback.FOLDER
    print(f"  {results / 'marks.csv'}: a state for every mark; a failure is never a zero")
    print(
        f"  {pages / feedback.file_of(group[0].id)} and {feedback.file_of(group[1].id)}: what students read"
    )
    print(f"  {arguments.out / 'canvas-filled.csv'} beside {arguments.out / 'canvas.csv'}: one column filled")
    print(f"  axis mark {results} --class {arguments.out / 'class.csv'} --who 'Your name'")
    print(f"  axis similar {results}")
    return 0
