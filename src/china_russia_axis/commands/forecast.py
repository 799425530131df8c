"""``axis forecast list | score | class | settle``: the registry, a book, a class, and new codings."""

import json
import sys


def register(subparsers) -> None:
    """Add ``forecast`` and its actions to the parser of ``axis``."""
    parser = subparsers.add_parser("forecast", help="list the forecast questions, score a book, pool a class")
    actions = parser.add_subparsers(dest="action", required=True, metavar="list | score | class | settle")

    listing = actions.add_parser("list", help="every question, how it was settled, and the coders' agreement")
    listing.set_defaults(run=_list)

    score = actions.add_parser("score", help="what became of the forecasts in my-forecasts.csv")
    score.add_argument(
        "folder", metavar="FOLDER", nargs="?", default=".", help="the working folder if left out"
    )
    score.set_defaults(run=_score)

    group = actions.add_parser("class", help="gather the books of a class, pool and score them")
    group.add_argument("folder", metavar="FOLDER", help="holds the books, in folders or under any name")
    group.set_defaults(run=_class)

    settle = actions.add_parser("settle", help="after new rows in data/: code every question again by rule")
    settle.add_argument("--write", action="store_true", help="write the new codings; then run axis data seal")
    settle.set_defaults(run=_settle)

    for action in (listing, score, group):
        action.add_argument("--json", action="store_true", help="print the rows as JSON")


def _list(args) -> int:
    from china_russia_axis import forecasts

    table = forecasts.registry()
    if args.json:
        columns = ["asked", "claim_id", "kind", "closes", "coding_a", "coding_b", "outcome", "status"]
        print(_as_json(table[columns].reset_index()))
        return 0
    for row in table.itertuples():
        print(f"{row.Index:4} {row.outcome:12} {row.asked}")
    agreed = forecasts.agreement()
    counts = ", ".join(f"{count} {status}" for status, count in table["status"].value_counts().items())
    print(f"{len(table)} questions: {counts}. As of {table['as_of'].max():%d %B %Y}.")
    print(
        f"The two coders agree on {agreed.share:.0%} of {agreed.questions} closed questions "
        f"(kappa {agreed.kappa:.2f}); where they differ, nobody is scored."
    )
    return 0


def _score(args) -> int:
    from pathlib import Path

    from china_russia_axis import forecasts

    if not Path(args.folder).is_dir():
        print(
            f"There is no folder '{args.folder}'. Name the one that holds {forecasts.BOOK}.", file=sys.stderr
        )
        return 1
    scored = forecasts.score_book(args.folder)
    if args.json:
        print(_as_json(scored.forecasts, problems=scored.problems, scores=scored.scores))
    else:
        print(scored.sentence)
        for row in scored.forecasts.itertuples():
            came = f" (came: {row.came})" if row.came else ""
            print(f"{row.question_id:4} {row.status:10} {row.likeliest} {row.per_cent:g} %{came}  {row.text}")
    return _complain(scored.problems)


def _class(args) -> int:
    from china_russia_axis import forecasts

    gathered = forecasts.gather_books(args.folder)
    if args.json:
        print(_as_json(gathered.pool, problems=gathered.problems, scores=gathered.scores))
    else:
        print(gathered.sentence)
        for row in gathered.pool.itertuples():
            spread = f"{row.lowest:.0%} to {row.highest:.0%} among {row.members}"
            print(f"{row.question_id:4} {row.outcome:12} {row.chance:>4.0%}  ({spread})")
        if len(gathered.scores):
            print("Mean Brier scores (0 is best; few questions, so pool the class and rank nobody):")
            means = gathered.scores.groupby("forecaster")["brier"].agg(["mean", "size"]).sort_values("mean")
            for name, row in means.iterrows():
                print(f"  {row['mean']:.2f} on {row['size']:.0f}  {name}")
    _complain(gathered.problems)
    return 0


def _settle(args) -> int:
    from china_russia_axis import places
    from china_russia_axis.codebook import load
    from china_russia_axis.forecasts import record

    fresh, known = record.settled(), load("forecast_resolutions")
    before = known.set_index("question_id")["outcome"]
    for row in fresh.itertuples():
        if before.get(row.question_id) != row.outcome:
            print(f"{row.question_id}: {before.get(row.question_id, 'new')} becomes {row.outcome}")
    if (
        fresh.astype(object)
        .where(fresh.notna(), None)
        .equals(known.astype(object).where(known.notna(), None))
    ):
        print("Every coding stands as the tables have it.")
    elif args.write:
        path = places.data() / "forecast_resolutions.csv"
        fresh.to_csv(path, index=False, lineterminator="\n", date_format="%Y-%m-%d")
        print(f"Written to data/{path.name}. Now run: axis data seal")
    else:
        print(
            "The codings differ from data/forecast_resolutions.csv. "
            "To keep them: axis forecast settle --write"
        )
    return 0


def _complain(problems) -> int:
    for text in problems:
        print(f"Amiss: {text}", file=sys.stderr)
    if problems:
        print("Nothing was changed in any file.", file=sys.stderr)
    return 1 if problems else 0


def _as_json(rows, **more) -> str:
    def plain(table):
        return json.loads(table.to_json(orient="records", date_format="iso"))

    if not more:
        return json.dumps(plain(rows), indent=1)
    tables = {
        name: plain(value) if hasattr(value, "to_json") else list(value) for name, value in more.items()
    }
    return json.dumps({"rows": plain(rows), **tables}, indent=1)
