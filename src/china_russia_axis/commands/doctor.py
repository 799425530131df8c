"""``axis doctor``: is everything in place on this computer? One line a finding, with its remedy."""

import sys
from importlib.metadata import PackageNotFoundError, version

_NEEDED = ("anywidget", "ipywidgets", "jupyterlab", "jupytext", "matplotlib", "nbclient", "numpy", "pandas")


def register(subparsers) -> None:
    """Add ``axis doctor``."""
    parser = subparsers.add_parser("doctor", help="check that the course works on this computer")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Print every finding; 1 when something must be mended."""
    ailments = 0
    for name, check in _CHECKS.items():
        complaint = check()
        ailments += bool(complaint)
        print(f"{'MEND' if complaint else 'ok  '}  {name}{': ' + complaint if complaint else ''}")
    for name, tell in _NOTES.items():
        print(f"note  {name}: {tell()}")
    print("Everything is in place." if not ailments else f"{ailments} to mend.")
    return min(ailments, 1)


def _python() -> str:
    return (
        ""
        if sys.version_info >= (3, 11)
        else f"this is {sys.version.split()[0]}, the course needs 3.11 or newer"
    )


def _packages() -> str:
    missing = []
    for name in _NEEDED:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    return f"missing: {', '.join(missing)}; run: make env" if missing else ""


def _tables() -> str:
    from china_russia_axis import places, sealing

    problems = sealing.check(places.data())
    more = f" ({len(problems) - 1} more: axis data check)" if len(problems) > 1 else ""
    return problems[0] + more if problems else ""


def _notebooks() -> str:
    from china_russia_axis.building import lessons

    missing = [lesson.number for lesson in lessons.find() if not lesson.notebook.is_file()]
    return f"not built: {', '.join(missing)}; run: axis build" if missing else ""


def _work() -> str:
    from china_russia_axis import places

    folder = places.checkout()
    try:
        probe = folder / ".can-write"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"{folder} cannot be written to ({error.strerror}); copy the course into a folder of your own"
    return ""


def _kernel() -> str:
    import tempfile
    from pathlib import Path

    from china_russia_axis.building import CannotBuild, execute

    text = "# Check\n\n```{code-cell}\nimport china_russia_axis as cra\ncra.tables()\n```\n"
    with tempfile.TemporaryDirectory() as folder:
        try:
            execute.build(text, "check", Path(folder))
        except CannotBuild as error:
            return str(error)
    return ""


def _isolation() -> str:
    from china_russia_axis.grading import isolation

    found = isolation.strongest()
    if found.is_safe:
        return found.words
    return f"NOT SAFE, axis grade will not start. {found.words}\n{isolation.if_agreed()}"


# What only some need, such as those who grade: said, and nothing to mend for the others.
_NOTES = {"student code, for those who grade": _isolation}

_CHECKS = {
    "Python is new enough": _python,
    "packages are installed": _packages,
    "tables are as published": _tables,
    "every lesson has its notebook": _notebooks,
    "the folder can be written to": _work,
    "a notebook runs": _kernel,
}
