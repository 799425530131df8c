"""``axis release NN``: one graded sheet for each student, with numbers of its own."""

from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis release``."""
    parser = subparsers.add_parser(
        "release",
        help="make a graded sheet for each student of a class",
        description="Make a sheet for each student. The secret of the class is kept beside the class list; "
        "keep it to yourself and do not lose it: sheets made with it can only be graded with it.",
    )
    parser.add_argument("lesson", metavar="NN", help="number or name of the lesson")
    parser.add_argument(
        "--class", dest="class_list", type=Path, required=True, metavar="CLASS.CSV", help="column 'student'"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the sheets go")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Write what is not there yet, and say what is."""
    from china_russia_axis.grading import release, students

    group = students.read_class(arguments.class_list)
    secret = students.secret_of(arguments.class_list, create=True)
    made, kept = release.release(arguments.lesson, group, secret, arguments.out)
    print(
        f"{len(made)} sheets made in {arguments.out}"
        + (f", {len(kept)} were there already." if kept else ".")
    )
    print(
        f"The secret of the class is in {arguments.class_list.name}{students.SECRET_ENDING}: keep it private."
    )
    return 0
