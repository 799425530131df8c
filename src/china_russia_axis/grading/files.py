"""Finding what was handed in: a folder, a zip file or one notebook, in any shape a platform gives it.

Nothing in a zip file is believed: no member leaves the temporary folder, and a file that unpacks to far more
than a class hands in is refused before it fills the disk.
"""

import os
import re
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

MOST_BYTES = 4 * 1024**3
MOST_BYTES_OF_ONE = 256 * 1024**2
MOST_FILES = 20_000
LARGEST = 25 * 1024 * 1024
_IGNORED = {".ipynb_checkpoints", "__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}

# What a platform puts before the name of a file: "doejane_LATE_17_23_", "Jane Doe_17_assignsubmission_".
_CANVAS = re.compile(r"^([^_/]+)(?:_LATE)?_(\d+)_(\d+)_[^/]+$", re.IGNORECASE)
_MOODLE = re.compile(r"^([^/]+)_(\d+)_assignsubmission_[^/]*$")


class CannotOpen(ValueError):
    """Raised for a folder or zip file that cannot be used; the message says why."""


@dataclass(frozen=True)
class HandedIn:
    """One file that was handed in.

    Attributes
    ----------
    name : str
        Path within what was handed in, printable; a file in a zip file is named ``work.zip/sheet.ipynb``.
    path : Path
        Where it lies now.
    received : float
        When it was last changed, as the file or the zip file says; seconds since 1970.
    """

    name: str
    path: Path
    received: float = 0.0

    @property
    def by_platform(self) -> str:
        """The words with which a platform says who handed it in; empty for a file that says so by itself."""
        for part in PurePosixPath(self.name).parts:
            moodle, canvas = _MOODLE.match(part), _CANVAS.match(part)
            if moodle:
                return f"{moodle[1]} {moodle[2]}"
            if canvas:
                return f"{canvas[1]} {canvas[2]}"
        return ""


@contextmanager
def opened(path: Path):
    """Give every file that was handed in, in the order of their names; zip files in it are unpacked too.

    Raises
    ------
    CannotOpen
    """
    with tempfile.TemporaryDirectory() as scratch:
        if path.is_dir():
            found = _in_folder(path)
        elif path.suffix.lower() == ".ipynb" and path.is_file():
            found = [_handed(path, path.name)]
        elif path.is_file() and zipfile.is_zipfile(path):
            top = Path(scratch) / "top"
            _unpack(path, top, MOST_BYTES)
            found = _in_folder(top)
        else:
            what = "is neither a folder nor a zip file nor a notebook" if path.exists() else "does not exist"
            raise CannotOpen(f"{path} {what}. Name the folder or the zip file that holds what was handed in.")
        yield sorted(_with_zips_opened(found, Path(scratch)), key=lambda one: one.name)


def _in_folder(folder: Path) -> list[HandedIn]:
    """Every entry that is no folder, except the traces of editors and systems; links are not followed."""
    found = []
    for place, folders, names in os.walk(folder):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if name not in _IGNORED and name not in links]
        for name in (*names, *links):
            if name not in _IGNORED and not name.startswith("._"):
                path = here / name
                found.append(_handed(path, path.relative_to(folder).as_posix()))
    return found


def _handed(path: Path, name: str) -> HandedIn:
    try:
        received = path.lstat().st_mtime
    except OSError:
        received = 0.0
    return HandedIn(printable(name), path, received)


def _with_zips_opened(found: list[HandedIn], scratch: Path) -> list[HandedIn]:
    """Students hand in zip files too: what is in them counts, under the name of the zip file."""
    result = []
    for number, one in enumerate(found):
        if one.path.suffix.lower() != ".zip" or one.path.is_symlink() or not zipfile.is_zipfile(one.path):
            result.append(one)
            continue
        inner = scratch / f"inner-{number}"
        try:
            _unpack(one.path, inner, MOST_BYTES_OF_ONE)
        except CannotOpen:
            shutil.rmtree(inner, ignore_errors=True)
            result.append(one)  # named as no sheet, for a person to look at
            continue
        result += [
            HandedIn(f"{one.name}/{each.name}", each.path, each.received) for each in _in_folder(inner)
        ]
    return result


def printable(name: str) -> str:
    """A name that can be stored and shown, whatever bytes the disk holds."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in name)


def _unpack(path: Path, folder: Path, most: int) -> None:
    folder.mkdir()
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise CannotOpen(f"{path.name} holds {len(members):,} files; {MOST_FILES:,} is the limit.")
            left = most
            for member in members:
                left -= _take(archive, member, folder)
                if left < 0:
                    raise CannotOpen(f"{path.name} unpacks to more than {most / 1e6:,.0f} MB.")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise CannotOpen(f"{path.name} is damaged or encrypted ({error}). Download it again.") from None


def _take(archive, member, folder: Path) -> int:
    target = _free(folder / _safe(member.filename), folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    taken = 0
    with archive.open(member) as source, target.open("xb") as copy:
        # A zip file may lie about sizes, so what is written is counted; of a giant the beginning is enough,
        # and it is refused later by name.
        while taken <= LARGEST and (piece := source.read(1 << 20)):
            taken += len(piece)
            copy.write(piece)
    _set_time(target, member.date_time)
    return taken


def _set_time(target: Path, stamp: tuple) -> None:
    try:
        seconds = datetime(*stamp).timestamp()
        os.utime(target, (seconds, seconds))
    except (ValueError, OverflowError, OSError):
        return  # A zip file without times: the order of names decides.


def _safe(name: str) -> Path:
    """A member's name without drive, root and steps upward, each part short enough for any disk."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    kept = [_safe_part(part) for part in parts if part not in ("/", "..", ".")]
    return Path(*kept) if kept else Path("without-a-name")


def _safe_part(part: str) -> str:
    part = re.sub(r'[\x00-\x1f<>:"|?*]', "_", part)
    while len(part.encode("utf-8", "replace")) > 200:
        part = part[20:]
    return part.encode("utf-8", "replace").decode("utf-8")


def _free(target: Path, folder: Path) -> Path:
    """A name that is not taken: two members may have the same, and one may be a folder of another."""
    blocked = any(parent.is_file() for parent in target.parents)
    base = folder if blocked else target.parent
    free = base / target.name
    number = 2
    while free.exists():
        free = base / f"{target.stem}-{number}{target.suffix}"
        number += 1
    return free
