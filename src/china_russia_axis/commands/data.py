"""``axis data``: put a changed table under the codebook's seal, and check the seals."""


def register(subparsers) -> None:
    """Add ``axis data seal`` and ``axis data check``."""
    parser = subparsers.add_parser("data", help="seal changed tables in the codebook, or check the seals")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    seal = actions.add_parser(
        "seal", help="write row counts, sizes and hashes of data/ into the codebook, and list its links anew"
    )
    seal.set_defaults(run=run, action="seal")
    check = actions.add_parser("check", help="say which tables differ from the codebook")
    check.set_defaults(run=run, action="check")


def run(arguments) -> int:
    """Seal or check the tables of this checkout; 1 when a table differs from its seal."""
    from china_russia_axis import places, sealing
    from china_russia_axis.building import links

    if arguments.action == "seal":
        links.write()
        changed = sealing.seal(places.data())
        print(f"Sealed: {', '.join(changed)}." if changed else "No table has changed since it was sealed.")
        return 0
    problems = sealing.check(places.data())
    for problem in problems:
        print(problem)
    print(f"{len(problems)} to mend." if problems else "Every table keeps to the codebook and to its seal.")
    return min(len(problems), 1)
