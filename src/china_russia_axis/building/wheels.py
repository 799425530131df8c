"""Which of the pinned packages a folder of wheels holds, for this computer or for another kind.

``environment.py`` runs this file as a script, with a Python in which nothing is installed yet; so it needs
the standard library and what every pip brings along, and nothing of the course.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

try:
    from packaging import markers, tags, utils
except ImportError:  # a fresh environment has pip alone
    from pip._vendor.packaging import markers, tags, utils

_ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))? \\\n"
    r"(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Pin:
    """One exact version out of a ``requirements.txt``.

    Attributes
    ----------
    name, version : str
        As they stand there.
    marker : str
        Where it is needed; empty for everywhere.
    hashes : str
        The lines with its hashes.
    """

    name: str
    version: str
    marker: str
    hashes: str

    def holds(self, environment: dict | None = None) -> bool:
        """Whether a computer needs it; this one by default."""
        return not self.marker or markers.Marker(self.marker).evaluate(environment)

    def line(self) -> str:
        """The entry without its marker, hashes and all."""
        return f"{self.name}=={self.version} \\\n{self.hashes.rstrip()}\n"


def pins(text: str) -> list[Pin]:
    """Every entry of a ``requirements.txt`` with hashes."""
    return [
        Pin(found["name"], found["version"], found["marker"] or "", found["hashes"])
        for found in _ENTRY.finditer(text)
    ]


def missing(
    wanted: list[Pin], folder: Path, environment: dict | None = None, accepted: list | None = None
) -> list[Pin]:
    """What a computer needs and the folder has no wheel for.

    Parameters
    ----------
    wanted : list of Pin
        All pins.
    folder : Path
        Folder of wheels.
    environment : dict, optional
        Values of markers on that computer; this one's by default.
    accepted : list of Tag, optional
        The wheels that it can use; this computer's by default.
    """
    fitting = set(tags.sys_tags() if accepted is None else accepted)
    there = {
        (name, str(version)) for name, version, fits in map(_read, folder.glob("*.whl")) if fits & fitting
    }
    return [
        pin
        for pin in wanted
        if pin.holds(environment) and (utils.canonicalize_name(pin.name), pin.version) not in there
    ]


def _read(wheel: Path) -> tuple:
    try:
        name, version, _, fits = utils.parse_wheel_filename(wheel.name)
    except utils.InvalidWheelFilename:
        return "", "", frozenset()
    return name, version, fits


def main(lock: str, folder: str) -> int:
    """Say what is missing for this computer; 1 when something is."""
    wanted = pins(Path(lock).read_text(encoding="utf-8"))
    lacking = missing(wanted, Path(folder))
    if not lacking:
        return 0
    names = [f"{pin.name} {pin.version}" for pin in lacking]
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    computer = f"Python {sys.version_info[0]}.{sys.version_info[1]}, {next(tags.platform_tags())}"
    print(
        f"The folder wheels has no package for this computer ({computer}) of: {', '.join(names[:8])}{more}.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
