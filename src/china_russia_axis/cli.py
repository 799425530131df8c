"""The command line: ``axis lab``, ``axis build``, ``axis claims`` and their friends.

Every module in ``commands`` has a function ``register(subparsers)`` that adds its parsers and gives each
``set_defaults(run=function)``; the function takes the parsed arguments and returns an exit status or None.
"""

import argparse
import importlib
import os
import pkgutil
import sys

from china_russia_axis import __version__, commands
from china_russia_axis.building import CannotBuild


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    argv = sys.argv[1:] if argv is None else list(argv)
    parser = _parser(argv)
    arguments, further = parser.parse_known_args(argv)
    if further and not getattr(arguments, "passes_on", False):
        parser.error(f"unrecognized arguments: {' '.join(further)}")
    arguments.further = further
    if not hasattr(arguments, "run"):
        parser.print_help()
        return 0
    try:
        status = arguments.run(arguments) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader has seen enough (`axis claims | head`); nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (CannotBuild, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(argv: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="axis", description="The China-Russia Axis: a course in notebooks.")
    parser.add_argument("--version", action="version", version=f"axis {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND")
    modules = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    by_command = {commands.OTHER_NAMES.get(name, name): name for name in modules}
    if argv and argv[0] in by_command:
        # The command asked for is all that needs reading.
        by_command = {argv[0]: by_command[argv[0]]}
    for name in by_command.values():
        importlib.import_module(f"{commands.__name__}.{name}").register(subparsers)
    return parser
