"""``axis data``: put a changed table under the codebook's seal, and check the seals."""


def register(subparsers) -> None:
    """Add ``axis data seal`` and ``axis data check``."""
    parser = subparsers.add_parser("data", help="seal changed tables in the codebook, or check the seals")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    seal = actions.add_parser("seal", help="write row counts, sizes and hashes of data/ into the codebook")
    seal.set_defaults(run=run, action="seal")
    check = actions.add_parser("check", help="say which tables differ from the codebook")
    check.set_defaults(run=run, action="check")


def run(arguments) -> int:
    """Seal or check the tables of this checkout; 1 when a table differs from its seal."""
    from china_russia_axis import places, sealing

    found = getattr(sealing, arguments.action)(places.data())
    for line in found or []:
        print(line)
    if arguments.action == "check":
        print("Every table agrees with the codebook." if not found else f"{len(found)} differences.")
        return 1 if found else 0
    print("The codebook is up to date.")
    return 0
