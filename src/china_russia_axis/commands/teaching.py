"""``axis teaching``: rewrite the built pages in lessons/teaching, or say which differ."""

import sys


def register(subparsers) -> None:
    """Add ``teaching`` to the parser of ``axis``."""
    parser = subparsers.add_parser(
        "teaching",
        help="rewrite lessons/teaching/syllabus.md and the collected answers from the plans",
        description="What is written by hand in those pages stays as it is.",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page differs")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Write the pages, or with ``--check`` only compare; 1 when one differs or cannot be built."""
    from china_russia_axis import places
    from china_russia_axis.teaching import CannotTeach, pages

    # The pages belong to a checkout; an installed package has nothing to commit them to.
    lessons = places.checkout() / "lessons"
    try:
        if arguments.check:
            differing = pages.different(lessons)
            for path in differing:
                print(f"lessons/teaching/{path.name} differs from the plans. Run: axis teaching")
            return min(len(differing), 1)
        changed = pages.rewrite(lessons)
    except CannotTeach as error:
        print(error, file=sys.stderr)
        return 1
    for path in changed:
        print(f"written    lessons/teaching/{path.name}")
    if not changed:
        print("Every page agrees with the plans already.")
    return 0
