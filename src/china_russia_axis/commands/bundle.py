"""``axis bundle``: the course with all its packages, for computers without a network."""

from pathlib import Path


def register(subparsers) -> None:
    """Add ``axis bundle``."""
    parser = subparsers.add_parser(
        "bundle",
        help="pack the course with all its packages, for computers without a network",
        description="Write a folder for a USB stick: the course as committed, wheels of the pinned packages, "
        "and START-HERE.txt. Made once with a network; `make lab` in it needs none.",
    )
    parser.add_argument("--out", metavar="FOLDER", default="dist/china-russia-axis", help="a new folder")
    parser.add_argument(
        "--platform",
        metavar="KIND",
        action="append",
        help="linux_x86_64, linux_aarch64, win_amd64, macosx_arm64 or macosx_x86_64, may be repeated; "
        "all takes those for which all packages exist. This computer's kind by default",
    )
    parser.add_argument(
        "--python",
        metavar="3.12",
        action="append",
        help="for this Python; may be repeated. 3.11, 3.12 and 3.13 by default",
    )
    parser.add_argument("--zip", action="store_true", help="also as one zip file beside the folder")
    parser.set_defaults(run=run)


def run(arguments) -> None:
    """Make the bundle, and say where it is and how large."""
    from china_russia_axis.building import bundle

    kinds = _chosen(arguments.platform, list(bundle.KINDS), "platform") or [bundle.own_kind()]
    pythons = _chosen(arguments.python, list(bundle.PYTHONS), "python") or list(bundle.PYTHONS)
    out = bundle.make(
        Path(arguments.out).resolve(),
        kinds,
        pythons,
        lambda line: print(line, flush=True),
        whatever="all" in (arguments.platform or []),
    )
    print(
        f"{out}: {bundle.size(out) / 1e6:.0f} MB. Copy the folder to a stick; START-HERE.txt says the rest."
    )
    if arguments.zip:
        path = bundle.zipped(out)
        print(f"{path}: {path.stat().st_size / 1e6:.0f} MB.")


def _chosen(given: list | None, known: list, option: str) -> list:
    from china_russia_axis.building import CannotBuild

    given = list(dict.fromkeys(given or []))
    if "all" in given:
        return known
    for name in given:
        if name not in known:
            raise CannotBuild(f"There is no --{option} {name}. There is: {', '.join(known)}, all.")
    return given
