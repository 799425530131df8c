"""``axis class FOLDER``: gather the scenarios of a class into one answer and one picture."""

import json
import sys

_MOST_NAMED = 20


def register(subparsers) -> None:
    """Add ``class`` to the parser of ``axis``."""
    parser = subparsers.add_parser(
        "class",
        help="gather the scenario files and codes of a class",
        description="Reads every .toml file and every code in a .txt file, and leaves them as they are.",
    )
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("--out", metavar="FILE.png|.svg", help="draw the class into a new file")
    parser.add_argument("--json", action="store_true", help="everything, at full precision")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Print the pool, the spread and everything that does not count; 1 when nothing could be gathered."""
    from china_russia_axis.commands.scenario import keep, room_for
    from china_russia_axis.scenario import gathering

    if arguments.out and not room_for(arguments.out):
        return 1
    gathered = gathering.gather(arguments.folder)
    print(json.dumps(gathered.as_dict(), indent=1) if arguments.json else report(gathered))
    if not gathered.counted:
        print(
            "No scenario to gather: put .toml files or codes in .txt files into the folder.", file=sys.stderr
        )
        return 1
    if arguments.out:
        from china_russia_axis.figures import classroom

        return keep(classroom.spread(gathered), arguments.out)
    return 0


def report(gathered) -> str:
    """Tell what was gathered, what was not and why, and what follows from it."""
    parts = [_counts(gathered)]
    if gathered.counted:
        parts += [_table(gathered), _outliers(gathered)]
    parts += [
        _listed(
            "Older, so not counted (of one pseudonym the newest by `created` counts, else the last by name):",
            [f"{old.label}: {old.where}, newer is {new.where}" for old, new in gathered.older],
        ),
        _listed(
            "Apart, so not pooled (they start or end elsewhere than most):",
            [f"{one.label}: {gathered.differs(one)} ({one.where})" for one in gathered.apart],
        ),
        _listed(
            "To repair:",
            [_to_repair(one) for one in gathered.unread],
        ),
        _listed("Left alone (neither .toml nor .txt):", gathered.left_alone),
        _listed(
            "Counted, with a caution:",
            [f"{one.label}: {one.cautions[0]}" for one in gathered.counted if one.cautions],
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def _counts(gathered) -> str:
    return (
        f"{gathered.found} found: {len(gathered.counted)} counted, {len(gathered.older)} older, "
        f"{len(gathered.apart)} apart, {len(gathered.unread)} to repair, "
        f"{len(gathered.left_alone)} left alone."
    )


def _table(gathered) -> str:
    from china_russia_axis.scenario import RELATIONSHIPS

    spread = gathered.quantiles()
    lines = [f"Per cent  {'':12}   pool   mean    10 %    median    90 %"]
    for year in gathered.headline_years:
        at = gathered.years.index(year)
        for place, name in enumerate(RELATIONSHIPS):
            low, middle, high = (f"{100 * row[at, place]:.0f}" for row in spread)
            pool, mean = (f"{100 * row[at, place]:.0f}" for row in (gathered.geometric, gathered.linear))
            lines.append(f"{year}      {name:12}{pool:>7}{mean:>7}{low:>8}{middle:>10}{high:>8}")
    lines.append(
        "pool: geometric mean of odds, made to sum to 1; mean: plain mean; then the class's quantiles."
    )
    return "\n".join(lines)


def _outliers(gathered) -> str:
    from china_russia_axis.scenario import RELATIONSHIPS, pooling

    if len(gathered.counted) < pooling.FEWEST:
        return f"Fewer than {pooling.FEWEST} scenarios: nobody is called an outlier."
    head = (
        f"Far from the rest (more than {pooling.FAR:g} robust standard deviations, 1.4826 x MAD and at least "
        f"{100 * pooling.NARROWEST:.0f} points, from the median): "
    )
    if not gathered.outliers:
        return head + "nobody."
    return _listed(
        head.rstrip(),
        [
            f"{one.label}: {RELATIONSHIPS[far.future]} {100 * far.share:.0f} per cent in "
            f"{gathered.headline_years[far.year]}, median {100 * far.median:.0f}"
            for one, far in gathered.outliers
        ],
    )


def _listed(head, lines) -> str:
    if not lines:
        return ""
    more = len(lines) - _MOST_NAMED
    tail = [f"  and {more} more: --json lists all"] if more > 0 else []
    return "\n".join([head, *(f"  {line}" for line in lines[:_MOST_NAMED]), *tail])


def _to_repair(one) -> str:
    problem, *further = one.problems
    # The field of a whole file is the file, which is named already.
    field = "" if problem.field in (one.where, one.where.rpartition("/")[2], "file") else f"{problem.field}: "
    more = f" (and {len(further)} more: axis scenario check)" if further else ""
    return f"{one.where}: {field}{problem.rule} {problem.repair}{more}"
