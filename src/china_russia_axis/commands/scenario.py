"""``axis scenario``: write, solve, check, share, compare and draw scenario files."""

import json
import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``scenario`` and its actions to the parser of ``axis``."""
    parser = subparsers.add_parser("scenario", help="write, solve, check, share, compare and draw scenarios")
    names = "new | run | check | code | from-code | compare | picture"
    actions = parser.add_subparsers(dest="action", required=True, metavar=names)

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

    code = actions.add_parser(
        "code", help="print a short code of a scenario file, to be pasted or read aloud"
    )
    code.add_argument("file", metavar="FILE")
    code.set_defaults(run=_code)

    from_code = actions.add_parser("from-code", help="write the scenario of a code to a new file")
    from_code.add_argument("code", metavar="CODE", nargs="+", help="the code, or - to read it from a pipe")
    from_code.add_argument("--out", metavar="FILE", required=True)
    from_code.set_defaults(run=_from_code)

    compare = actions.add_parser(
        "compare", help="say how two scenarios differ, and what makes the difference"
    )
    compare.add_argument("first", metavar="A")
    compare.add_argument("second", metavar="B")
    compare.add_argument("--future", default="alliance", help="whose difference is taken apart")
    compare.add_argument("--out", metavar="FILE.png|.svg", help="draw the comparison into a new file")
    compare.set_defaults(run=_compare)

    picture = actions.add_parser("picture", help="draw a scenario into a new file")
    picture.add_argument("file", metavar="FILE")
    picture.add_argument("--view", choices=_VIEWS, default="bands")
    picture.add_argument("--out", metavar="FILE.png|.svg", required=True)
    picture.set_defaults(run=_picture)


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
    if not _written(path, files.dumps(PRESETS[args.preset].scenario)):
        return 1
    print(f"{path} holds every parameter with its range and source.")
    print(f"Edit a value, then: axis scenario run {path}")
    return 0


def _written(path, content) -> bool:
    """Write a new file, or say why not; what exists stays as it is."""
    try:
        with path.open("xb") as file:
            file.write(content.encode("utf-8"))
    except (OSError, ValueError) as error:
        print(_not_written(path, error), file=sys.stderr)
        return False
    return True


def _not_written(path, error) -> str:
    if isinstance(error, FileExistsError):
        return f"{path} exists and stays as it is. Choose another name, or move it away first."
    reason = getattr(error, "strerror", None) or error
    return f"{path} cannot be written ({reason}). Choose a folder that exists."


def room_for(name) -> bool:
    """Say whether a new picture can have this name, before it is drawn."""
    path, said = Path(name), ""
    if path.suffix.lower() not in (".png", ".svg"):
        said = f"{path.name}: a picture is kept as .png or .svg. Let the name end in one of them."
    elif path.exists():
        said = _not_written(path, FileExistsError())
    if said:
        print(said, file=sys.stderr)
    return not said


def keep(figure, name) -> int:
    """Write a picture and say what it shows."""
    from china_russia_axis.figures import house

    try:
        path = figure.save(name)
    except house.CannotKeep as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}: {figure.sentence}", file=sys.stderr)
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


def _code(args) -> int:
    from china_russia_axis.scenario import sharing

    report = _inspected(args.file)
    if report.problems:
        return 1
    print(sharing.to_code(report.scenario))
    lost = sharing.left_out(report.scenario)
    if lost:
        print(f"A code carries numbers. Not in it: {', '.join(lost)}. The file keeps them.", file=sys.stderr)
    return 0


def _from_code(args) -> int:
    from china_russia_axis.scenario import files, sharing

    text = " ".join(args.code)
    if text == "-":
        text = sys.stdin.buffer.read(1_000_000).decode("utf-8", "replace")
    report = _told(sharing.inspect_code(text))
    path = Path(args.out)
    if report.problems or not _written(path, files.dumps(report.scenario)):
        return 1
    print(f"{path} holds '{report.scenario.title}', scenario {report.scenario.hash[:8]}.")
    return 0


def _compare(args) -> int:
    from china_russia_axis.scenario import ScenarioError, comparison

    if args.out and not room_for(args.out):
        return 1
    reports = [_inspected(args.first), _inspected(args.second)]
    if any(report.problems for report in reports):
        return 1
    try:
        found = comparison.compare(*(report.scenario for report in reports))
        print(_compared(found, found.contributions(args.future), args.future))
    except ScenarioError as error:
        print(error, file=sys.stderr)
        return 1
    if not args.out:
        return 0
    from china_russia_axis.figures import sensitivity as pictures

    return keep(pictures.comparison(found, args.future), args.out)


def _compared(found, contributions, future) -> str:
    first, second = (f"'{one.title}' ({one.hash[:8]})" for one in (found.first, found.second))
    lines = [f"From {first} to {second}."]
    lines += [f"  {name}: {one} -> {other}" for name, (one, other) in found.start().items()]
    for name, row in found.parameters().iterrows():
        lines.append(f"  {name}: {_with_range(row, 'first')} -> {_with_range(row, 'second')}")
    if len(lines) == 1:
        lines.append("  No number differs.")
    lines.append("Chances, per cent:")
    for (year, name), row in found.outcomes().iterrows():
        change = f"{100 * row['change']:+.1f}"
        lines.append(
            f"  {year} {name:12}{_per_cent(row['first']):>5} -> {_per_cent(row['second']):>3}  {change:>6}"
        )
    if len(contributions):
        lines.append(f"What makes the difference in {future}, {found.years[-1]} (points; they add up to it):")
        points = (100 * contributions["contribution"]).items()
        lines += [f"  {part:34}{share:+6.1f}" for part, share in points]
    return "\n".join(lines)


def _with_range(row, side) -> str:
    return f"{row[side]:g} ({row[f'{side}_low']:g} to {row[f'{side}_high']:g}, {row[f'{side}_kind']})"


def _picture(args) -> int:
    if not room_for(args.out):
        return 1
    report = _inspected(args.file)
    if report.problems:
        return 1
    return keep(_VIEWS[args.view](report.scenario), args.out)


def _bands(scenario):
    from china_russia_axis.figures import scenario as pictures
    from china_russia_axis.scenario import futures

    return pictures.bands(futures(scenario), scenario)


def _bars(scenario):
    from china_russia_axis.figures import scenario as pictures
    from china_russia_axis.scenario import futures

    return pictures.bars(futures(scenario), scenario)


def _icons(scenario):
    from china_russia_axis.figures import scenario as pictures
    from china_russia_axis.scenario import worlds

    return pictures.icons(worlds(scenario, scenario.end_year), scenario, scenario.end_year)


def _fan(scenario):
    from china_russia_axis.figures import sensitivity as pictures
    from china_russia_axis.scenario import intervals

    return pictures.fan(intervals(scenario))


def _ranges(scenario):
    from china_russia_axis.figures import sensitivity as pictures
    from china_russia_axis.scenario import intervals

    return pictures.ranges(intervals(scenario))


def _tornado(scenario):
    from china_russia_axis.figures import sensitivity as pictures
    from china_russia_axis.scenario import tornado

    table = tornado(scenario, "alliance", scenario.end_year)
    return pictures.tornado(table, "alliance", scenario.end_year, scenario)


_VIEWS = {
    "bands": _bands,
    "bars": _bars,
    "icons": _icons,
    "fan": _fan,
    "ranges": _ranges,
    "tornado": _tornado,
}


def _inspected(name):
    from china_russia_axis.scenario import files

    return _told(files.inspect(name))


def _told(report):
    """Print what is wrong or doubtful, and hand the report on."""
    from china_russia_axis.scenario.problems import ScenarioError

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
