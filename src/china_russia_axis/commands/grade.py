"""``axis grade``: marks for everything that was handed in."""

import contextlib
import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis grade``."""
    parser = subparsers.add_parser(
        "grade",
        help="grade a folder or zip file of sheets",
        description="Run every answer in a sandbox and enter marks, with their state, into RESULTS. "
        "A run that was stopped goes on; a second run judges only what changed.",
    )
    parser.add_argument("handed_in", type=Path, metavar="SUBMISSIONS", help="folder or zip file")
    parser.add_argument("--out", type=Path, required=True, metavar="RESULTS", help="folder of the gradebook")
    parser.add_argument("--class", dest="class_list", type=Path, metavar="CLASS.CSV", help="the class list")
    parser.add_argument("--at-once", type=int, metavar="N", help="sandboxes at the same time")
    parser.add_argument("--again", action="store_true", help="judge everything anew")
    parser.add_argument(
        "--without-isolation",
        action="store_true",
        help="run student code with your own rights, after a warning and your consent in words",
    )
    parser.add_argument("--consent", default="", metavar="WORDS", help="that consent, where nobody can type")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Grade, write marks.csv, and say what needs a person."""
    from china_russia_axis.grading import files, grade, isolation, reports, students

    group = grade.Class()
    try:
        consent = _consent(arguments)
        if arguments.class_list:
            listed = tuple(students.read_class(arguments.class_list))
            group = grade.Class(listed, students.secret_of(arguments.class_list))
        found = grade.grade(
            arguments.handed_in,
            arguments.out,
            group,
            at_once=arguments.at_once,
            tell=_progress,
            again=arguments.again,
            consent=consent,
        )
    except (students.ClassListError, files.CannotOpen, isolation.NotIsolated) as error:
        print(error, file=sys.stderr)
        return 1
    print(reports.write(arguments.out, found))
    return 0


def _consent(arguments) -> str:
    """The words with which somebody agrees to go without isolation; empty where nobody asked for that."""
    from china_russia_axis.grading import isolation

    if not arguments.without_isolation:
        if arguments.consent:
            raise isolation.ConsentMissing("--consent belongs to --without-isolation; nothing was run.")
        return ""
    print(isolation.warning(), file=sys.stderr)
    words = arguments.consent
    if not words and sys.stdin.isatty():
        print(f"To agree, type: {isolation.CONSENT}", file=sys.stderr)
        with contextlib.suppress(EOFError):
            words = input("> ")
    isolation.require_consent(words)
    return words


def _progress(done: int, every: int, result) -> None:
    if sys.stderr.isatty() or done == every:
        end = "\n" if done == every else ""
        print(f"\r{done} of {every} files judged", end=end, file=sys.stderr, flush=True)
