"""Finding what was handed in: a folder or a zip file, in any shape that a learning platform gives it.

Nothing in a zip file is believed: no member leaves the temporary folder, and a file that unpacks to far more
than a class hands in is refused before it fills the disk.
"""

import re
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

MOST_BYTES = 4 * 1024**3
MOST_FILES = 20_000
_IGNORED = {".ipynb_checkpoints", "__MACOSX", ".DS_Store", "Thumbs.db"}


class CannotOpen(ValueError):
    """Raised for a folder or zip file that cannot be used; the message says why."""


@contextmanager
def opened(path: Path):
    """Give the folder to grade: the folder itself, or a temporary one with what a zip file holds.

    Raises
    ------
    CannotOpen
    """
    if path.is_dir():
        yield path
    elif path.is_file() and zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory() as folder:
            _unpack(path, Path(folder))
            yield Path(folder)
    else:
        what = "is neither a folder nor a zip file" if path.exists() else "does not exist"
        raise CannotOpen(f"{path} {what}. Name the folder or the zip file that holds what was handed in.")


def handed_in(folder: Path) -> list[Path]:
    """Every file of a folder in a fixed order, except the traces of editors and systems."""
    found = [
        path
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink())
        and not path.is_dir()
        and not _IGNORED.intersection(path.relative_to(folder).parts)
    ]
    return sorted(found)


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise CannotOpen(f"{path.name} holds {len(members):,} files; {MOST_FILES:,} is the limit.")
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise CannotOpen(f"{path.name} would unpack to more than {MOST_BYTES / 1e9:.0f} GB.")
            left = MOST_BYTES
            for member in members:
                left -= _take(archive, member, folder, left, path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise CannotOpen(f"{path.name} is damaged or encrypted ({error}). Download it again.") from None


def _take(archive, member, folder: Path, left: int, path: Path) -> int:
    target = _free(folder / _safe(member.filename))
    target.parent.mkdir(parents=True, exist_ok=True)
    taken = 0
    with archive.open(member) as source, target.open("xb") as copy:
        # A zip file may lie about sizes, so what is written is counted.
        while piece := source.read(1 << 20):
            taken += len(piece)
            if taken > left:
                raise CannotOpen(f"{path.name} unpacks to more than {MOST_BYTES / 1e9:.0f} GB.")
            copy.write(piece)
    stamp = member.date_time
    if stamp >= (1980, 1, 2, 0, 0, 0):
        _set_time(target, stamp)
    return taken


def _set_time(target: Path, stamp: tuple) -> None:
    import os
    from datetime import datetime

    try:
        seconds = datetime(*stamp).timestamp()
    except ValueError:
        return
    os.utime(target, (seconds, seconds))


def _safe(name: str) -> Path:
    """A member's name without drive, root and steps upward, each part short enough for any disk."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    kept = [re.sub(r'[\x00-\x1f<>:"|?*]', "_", part)[-150:] for part in parts if part not in ("/", "..", ".")]
    return Path(*kept) if kept else Path("without-a-name")


def _free(target: Path) -> Path:
    number = 2
    free = target
    while free.exists():
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return free
