"""``axis export``: marks into the file that Canvas or Moodle exported."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis export``."""
    parser = subparsers.add_parser(
        "export",
        help="fill the file that Canvas or Moodle exported",
        description="Read the file that you exported from the platform, fill one column, and keep every "
        "other byte. A mark that is not final leaves its cell as it is and is named.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of the gradebook")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE.CSV", help="exported from the platform")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--lms", choices=("canvas", "moodle"), help="the platform")
    how.add_argument(
        "--anonymous", action="store_true", help="every mark under pseudonyms, as a file of its own"
    )
    parser.add_argument("--sheet", default="", metavar="NN", help="may be left out where there is one")
    parser.add_argument("--column", default="", metavar="NAME", help="its name or the beginning of it")
    parser.add_argument("--id-column", default="", metavar="NAME", help="where the students' ids stand")
    parser.add_argument("--out", type=Path, metavar="FILE.CSV", help="FILE-filled.csv if left out")
    parser.add_argument("--scale", type=Path, metavar="SCALE.TOML", help="marks of your school")
    parser.add_argument("--late", type=Path, metavar="LATE.TOML", help="RESULTS/late.toml if left out")
    parser.add_argument("--decimal-comma", action="store_true", help="write 7,5 in place of 7.5")
    # The file may also stand behind an option, where argparse no longer expects it.
    parser.set_defaults(run=run, passes_on=True)


def run(arguments) -> int:
    """Write the filled file, and name everything that was not filled."""
    from china_russia_axis.grading import exports, gradebook, late, platform_files, reports, scales

    if trouble := gradebook.missing(arguments.results):
        print(trouble, file=sys.stderr)
        return 1
    behind = arguments.further
    if arguments.file is None and len(behind) == 1 and not behind[0].startswith("-"):
        arguments.file, behind = Path(behind[0]), []
    if behind:
        print(f"axis export does not know: {' '.join(behind)}", file=sys.stderr)
        return 2
    try:
        reports.write(arguments.results, [])  # Marks given on the marking page are in marks.csv from here on.
        policy = late.of(arguments.results, arguments.late)
        if arguments.anonymous:
            out = arguments.out or arguments.results / "anonymous.csv"
            out.write_text(exports.anonymous(arguments.results, policy), encoding="utf-8-sig", newline="")
            print(f"Marks under pseudonyms are in {out}. Their key stays in the gradebook.")
            return 0
        if arguments.file is None:
            raise platform_files.PlatformFileError(
                "Name the file that you exported from the platform: axis export RESULTS FILE.csv --lms canvas"
            )
        scale = scales.read(arguments.scale) if arguments.scale else None
        done = exports.fill(
            arguments.results,
            arguments.file,
            arguments.lms,
            sheet=arguments.sheet,
            column=arguments.column,
            id_column=arguments.id_column,
            policy=policy,
            scale=scale,
            comma=arguments.decimal_comma,
        )
        out = arguments.out or arguments.file.with_name(f"{arguments.file.stem}-filled.csv")
        if out.resolve() == arguments.file.resolve():
            raise platform_files.PlatformFileError("Give --out another name: your export stays as it was.")
        out.write_bytes(done.content)
    except (LookupError, ValueError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
        return 1
    print(done)
    if scale:
        print(scale.rule)
    print(f"To be imported: {out}")
    return 0
