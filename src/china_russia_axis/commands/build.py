"""``axis build``: notebooks from sources, and edits in notebooks back to sources."""

from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis build``."""
    parser = subparsers.add_parser(
        "build",
        help="build notebooks from lessons/, check them, or bring an edited notebook back",
        description="Build notebooks/ from lessons/. Only what changed is built.",
    )
    parser.add_argument(
        "lessons", nargs="*", metavar="NN", help="numbers or names of lessons; all by default"
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="fail when a notebook differs from its source")
    ways.add_argument("--format", action="store_true", help="put sources into their normal form")
    ways.add_argument(
        "--from-notebook",
        action="store_true",
        help="bring an edited notebook back to its source: NN, then its file if that lies elsewhere",
    )
    parser.add_argument("--again", action="store_true", help="build even what has not changed")
    parser.add_argument(
        "--lessons", dest="sources", type=Path, metavar="FOLDER", help="read sources from here"
    )
    parser.add_argument("--notebooks", type=Path, metavar="FOLDER", help="build into this folder")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Do what the switches say; 0 when all went well."""
    from china_russia_axis.building import lessons

    known = lessons.find(arguments.sources, arguments.notebooks)
    if arguments.from_notebook:
        return _bring_back(arguments, known)
    chosen = lessons.choose(arguments.lessons, known)
    if arguments.format:
        return _format(chosen)
    if arguments.check:
        return _check(chosen)
    return _build(chosen, known, arguments.again)


def _build(chosen, known, again: bool) -> int:
    from china_russia_axis.building import open_sheets, page, pipeline, rules

    failures = 0
    neighbours = frozenset(lesson.notebook.name for lesson in known)
    for outcome in pipeline.build(chosen, again=again):
        print(outcome, flush=True)
        failures += outcome.status == "failed"
        for complaint in rules.complaints(page.read(outcome.lesson, neighbours)):
            # Only the tests insist; here it is advice, so that a draft can be looked at.
            print(f"  rule: {complaint}")
    for name, status in open_sheets.build(chosen):
        print(f"{status:10} {name}", flush=True)
    return min(failures, 1)


def _check(chosen) -> int:
    from china_russia_axis.building import check, open_sheets

    reason = check.why_not_reference()
    if reason:
        print(f"Pictures are not compared, only text: {reason}.")
    verdicts = []
    for verdict in check.check(chosen, pictures=not reason):
        print(verdict, flush=True)
        verdicts.append(verdict)
    different = sum(bool(verdict.difference) for verdict in verdicts)
    count = len(verdicts)
    for name, status in open_sheets.build(chosen, check=True):
        print(f"{status:10} {name}", flush=True)
        count, different = count + 1, different + (status == "DIFFERS")
    print(f"{count - different} of {count} notebooks agree with their sources.")
    return 1 if different else 0


def _bring_back(arguments, known) -> int:
    from china_russia_axis.building import CannotBuild, bring_back, lessons

    if len(arguments.lessons) not in (1, 2):
        raise CannotBuild(
            "Name one lesson, and its notebook if it lies elsewhere: axis build --from-notebook 04 [FILE]"
        )
    number, *file = arguments.lessons
    (lesson,) = lessons.choose([number], known)
    print(bring_back.bring_back(lesson, Path(file[0]) if file else None))
    return 0


def _format(chosen) -> int:
    from china_russia_axis.building import source

    for lesson in chosen:
        text = lesson.source.read_text(encoding="utf-8")
        normal = source.normal_form(text)
        if normal != text:
            lesson.source.write_text(normal, encoding="utf-8", newline="\n")
        print(f"{'formatted' if normal != text else 'unchanged'}  {lesson.name}")
    return 0
