"""What a notebook depends on, in one number: nothing is built again while that number stays."""

import hashlib
import json
import sys
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.building import kernel
from china_russia_axis.building.lessons import Lesson

_IGNORED = {"__pycache__", ".ipynb_checkpoints"}


def shared() -> str:
    """Fingerprint of everything that all lessons stand on: Python, pinned versions, code and tables."""
    total = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    root = places.checkout()
    for path in [root / "requirements.txt", *_files(root / "src"), *_files(root / "data")]:
        _add(total, path, root)
    return total.hexdigest()


def of(lesson: Lesson, base: str) -> str:
    """Fingerprint of one lesson: its own folder on top of what all lessons share."""
    total = hashlib.sha256(base.encode())
    for path in _files(lesson.folder):
        _add(total, path, lesson.folder)
    return total.hexdigest()


def is_current(lesson: Lesson, fingerprint: str) -> bool:
    """Whether the notebook is there, untouched, and built from exactly these inputs."""
    if not lesson.notebook.is_file():
        return False
    return _remembered().get(str(lesson.notebook)) == [fingerprint, _digest(lesson.notebook)]


def remember(built: dict[Lesson, str]) -> None:
    """Note which inputs each notebook was built from."""
    known = _remembered()
    known.update({str(lesson.notebook): [mark, _digest(lesson.notebook)] for lesson, mark in built.items()})
    (kernel.cache() / "fingerprints.json").write_text(json.dumps(known, indent=1), encoding="utf-8")


def _remembered() -> dict:
    try:
        return json.loads((kernel.cache() / "fingerprints.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and not _IGNORED.intersection(path.parts))
    return sorted(found)


def _add(total, path: Path, root: Path) -> None:
    total.update(path.relative_to(root).as_posix().encode())
    total.update(path.read_bytes())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
