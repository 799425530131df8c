"""``axis site``: the website as static files, from what is built already."""

import sys
from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis site``."""
    parser = subparsers.add_parser(
        "site",
        help="build the website as static files",
        description="Lessons with outputs, plans, slides, reference. It needs .venv-site: run `make site`.",
    )
    parser.add_argument("--out", metavar="FOLDER", help="write here instead of .build/site/html")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Build the site; 1 when it cannot be built, with the reason."""
    from china_russia_axis.site import CannotBuildSite, builder

    out = Path(arguments.out) if arguments.out else builder.folder() / "html"
    try:
        builder.build(out.resolve())
    except CannotBuildSite as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Built: {out / 'index.html'}. Open it in a browser, or put the folder on any web server.")
    return 0
