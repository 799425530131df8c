"""``axis addresses``: list every link that leads outside, and ask the web about them only when told to."""


def register(subparsers) -> None:
    """Add ``axis addresses``."""
    parser = subparsers.add_parser(
        "addresses",
        help="list every link that leads outside; with --check, ask the web whether they answer",
        description="Writes data/links.csv anew. With --check it goes online instead and asks for each page, "
        "one at a time: about half an hour. It changes nothing then; what it finds is yours to judge.",
    )
    parser.add_argument("--check", action="store_true", help="go online and ask for each page")
    parser.add_argument("--only", default="", metavar="TEXT", help="with --check: addresses that hold TEXT")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """List the links, or check them; 1 when a page is gone."""
    from china_russia_axis.building import links

    if arguments.check:
        return _check([link.url for link in links.listed() if arguments.only in link.url])
    from china_russia_axis import places, sealing

    came, went = links.write()
    sealing.seal(places.data())
    found = links.listed()
    seen = sum(bool(link.date_seen) for link in found)
    print(f"{len(found)} links, {came} new, {went} gone from the list; {seen} with the day they were seen.")
    faults = links.faults(found)
    print(*faults, sep="\n", end="\n" if faults else "")
    return min(len(faults), 1)


def _check(urls: list) -> int:
    from china_russia_axis.building import alive

    counted = {}
    for answer in alive.ask_all(urls):
        counted[answer.state] = counted.get(answer.state, 0) + 1
        if answer.state != "there":
            print(f"{answer.state:10} {answer.url} {answer.detail}".rstrip(), flush=True)
    said = ", ".join(f"{number} {state}" for state, number in sorted(counted.items()))
    print(f"{len(urls)} asked: {said or 'none'}.")
    return min(counted.get("gone", 0), 1)
