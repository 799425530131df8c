"""``axis pages``: glossary, countries, how we know and gallery, built from their sources."""


def register(subparsers) -> None:
    """Add ``axis pages``."""
    parser = subparsers.add_parser(
        "pages",
        help="build glossary, countries, how we know and gallery, or check them",
        description="Build the pages of reference beside the notebooks. Build the notebooks first.",
    )
    parser.add_argument("--check", action="store_true", help="fail when a page differs from its sources")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Write or check the pages; 1 when a page is stale and was only to be checked."""
    from china_russia_axis.building import lessons, page
    from china_russia_axis.pages import shelf

    known = lessons.find()
    pages = [page.read(lesson) for lesson in known]
    folder = known[0].notebook.parent
    if not arguments.check:
        changed = shelf.write(folder, pages)
        print(f"Built: {', '.join(changed)}." if changed else "Every page is as its sources are.")
        return 0
    stale = shelf.stale(folder, pages)
    for name in stale:
        print(f"notebooks/{name} is not what its sources give. Run: axis pages")
    print(f"{len(stale)} to build." if stale else "Every page is as its sources are.")
    return min(len(stale), 1)
