"""``axis scenario new | run | check``: write a scenario file, solve one, find what is wrong with one."""

import json
import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``scenario`` and its three actions to the parser of ``axis``."""
    parser = subparsers.add_parser("scenario", help="write, solve and check scenario files")
    actions = parser.add_subparsers(dest="action", required=True, metavar="new | run | check")

    new = actions.add_parser("new", help="write the defaults, with provenance, to a new file")
    new.add_argument("file", metavar="FILE")
    new.add_argument("--preset", default="baseline", help="start from a preset, e.g. taiwan_war")
    new.set_defaults(run=_new)

    run = actions.add_parser("run", help="solve a scenario file exactly, year by year")
    run.add_argument("file", metavar="FILE")
    run.add_argument("--json", action="store_true", help="every year at full precision")
    run.set_defaults(run=_run)

    check = actions.add_parser("check", help="say everything that is wrong with a scenario file")
    check.add_argument("file", metavar="FILE")
    check.set_defaults(run=_check)


def _new(args) -> int:
    from china_russia_axis.scenario import PRESETS, files
    from china_russia_axis.scenario.problems import near

    if args.preset not in PRESETS:
        print(
            f"There is no preset '{args.preset}'.{near(args.preset, PRESETS)} Presets: {', '.join(PRESETS)}.",
            file=sys.stderr,
        )
        return 1
    path = Path(args.file)
    text = files.dumps(PRESETS[args.preset].scenario)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        print(
            f"{path} exists and stays as it is. Choose another name, or move it away first.",
            file=sys.stderr,
        )
        return 1
    except OSError as error:
        print(f"{path} cannot be written ({error.strerror}). Choose a folder that exists.", file=sys.stderr)
        return 1
    print(f"{path} holds every parameter with its range and source.")
    print(f"Edit a value, then: axis scenario run {path}")
    return 0


def _run(args) -> int:
    report = _inspected(args.file)
    if report.problems:
        return 1
    print(_as_json(report.scenario) if args.json else _as_table(report.scenario))
    return 0


def _check(args) -> int:
    from china_russia_axis.scenario import checks

    report = _inspected(args.file)
    if report.problems:
        return 1
    count = len(report.scenario.checks)
    print(f"Coherent: 28 parameters, {count} statement{'' if count == 1 else 's'} beside them.")
    for words, stated, model in checks.compared(report.scenario):
        answer = "the condition cannot happen" if model != model else f"{model:.3f}"
        print(f"  {words}: stated {stated:.3f}, model {answer}")
    return 0


def _inspected(name):
    from china_russia_axis.scenario import files
    from china_russia_axis.scenario.problems import ScenarioError

    report = files.inspect(name)
    if report.problems:
        print(ScenarioError(report.problems), file=sys.stderr)
    for caution in report.cautions:
        print(f"Caution: {caution}", file=sys.stderr)
    return report


def _as_json(scenario) -> str:
    from china_russia_axis.scenario import RELATIONSHIPS, chances

    years = range(scenario.start_year + 1, scenario.end_year + 1)
    rows = chances(scenario)[1:].tolist()
    return json.dumps(
        {
            str(year): dict(zip(RELATIONSHIPS, row, strict=True))
            for year, row in zip(years, rows, strict=True)
        },
        indent=1,
    )


def _as_table(scenario) -> str:
    from china_russia_axis.scenario import RELATIONSHIPS, chances

    head = f"{scenario.title}, chances in per cent (scenario {scenario.hash[:8]})"
    lines = [head, "year " + "".join(f"{name:>13}" for name in RELATIONSHIPS)]
    for year, row in enumerate(chances(scenario)[1:], scenario.start_year + 1):
        lines.append(f"{year} " + "".join(f"{_per_cent(chance):>13}" for chance in row))
    lines.append("Exact for these numbers; most of them are assumptions, and the file says which.")
    return "\n".join(lines)


def _per_cent(chance) -> str:
    # Whole per cents: the inputs do not carry more. A small chance is not none.
    return "<1" if 0 < chance < 0.005 else f"{100 * chance:.0f}"
