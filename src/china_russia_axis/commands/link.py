"""``axis link``: addresses that open a lesson on Binder, in Colab, or on a JupyterHub."""

import sys

_KINDS = {"binder": "Binder", "colab": "Colab", "nbgitpuller": "JupyterHub"}


def register(subparsers) -> None:
    """Add ``axis link``."""
    parser = subparsers.add_parser(
        "link",
        help="make links that open a lesson on Binder, in Colab or on a JupyterHub",
        description="For a copy of the course that lies on a server: axis link https://github.com/owner/name "
        "--lesson 07. Nothing is sent anywhere. Name one kind of link to get it alone.",
    )
    parser.add_argument("repository", metavar="REPOSITORY", help="address of the copy")
    parser.add_argument("--branch", default="main", help="main by default")
    parser.add_argument(
        "--lesson", metavar="NN", default="00", help="number or name of a lesson; 00 by default"
    )
    parser.add_argument(
        "--hub", metavar="ADDRESS", default="", help="the JupyterHub; nbgitpuller must be there"
    )
    for kind, label in _KINDS.items():
        parser.add_argument(f"--{kind}", action="append_const", dest="kinds", const=kind, help=f"for {label}")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Print the links; 1 when one that was asked for cannot be made."""
    from china_russia_axis.building import lessons
    from china_russia_axis.teaching import links

    (lesson,) = lessons.choose([arguments.lesson], lessons.find())
    typed = {
        "repository": arguments.repository,
        "branch": arguments.branch,
        "hub": arguments.hub,
        "path": f"notebooks/{lesson.notebook.name}",
    }
    asked = arguments.kinds or ["binder", "colab", *(["nbgitpuller"] if arguments.hub else [])]
    failures = 0
    for kind in asked:
        label = "" if len(asked) == 1 else f"{_KINDS[kind] + ':':12}"
        try:
            print(f"{label}{links.build(kind, typed)}")
        except links.BadLink as error:
            failures += 1
            print(f"{label}{error}", file=sys.stderr)
    return min(failures, 1)
