"""The wheels that a browser needs and the standard Pyodide distribution lacks, made without a network.

The course's own is built by hatchling from this checkout, with tables and question sheets, and without what
no lesson reads. The others are libraries of pure Python, packed anew from the lab's environment: so the
browser runs the very versions that the lab's requirements pin. The same sources give the same bytes.
"""

import base64
import fnmatch
import hashlib
import os
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.site import CannotBuildSite

LIBRARIES = ("anywidget", "comm", "ipywidgets", "psygnal", "typing_extensions")
"""What ``ipywidgets`` and ``anywidget`` need beyond the standard distribution."""

# Answers that only a grader uses, and pages that only a teacher reads; the practice answers stay, since
# `cra.check` computes them in the page, and lesson 10 reads its own rubric.
LEFT_OUT = (
    "china_russia_axis/site/*",
    "china_russia_axis/_lessons/*.md",
    "china_russia_axis/_lessons/0*/rubric.toml",
    "china_russia_axis/_lessons/*.png",
)
LEFT_IN = ("*/lesson.md", "*/exercises.md", "*/memo-template.md", "*/peer-review.md", "*/sample-memos/*.md")

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_EPOCH = "315532800"  # The same day in seconds, for hatchling.
_PACKED = (".py", ".pyi", ".json", ".js", ".css", ".typed", ".txt", ".md", "")
_NOT_PACKED = ("RECORD", "WHEEL", "INSTALLER", "REQUESTED", "direct_url.json")


def make(folder: Path) -> list[str]:
    """Write every wheel into a folder; returns their file names, the course's own last."""
    folder.mkdir(parents=True, exist_ok=True)
    return [*(repacked(name, folder).name for name in LIBRARIES), own(folder).name]


def own(folder: Path) -> Path:
    """Build the course's wheel; its name carries a digest, so that no browser keeps an older one.

    Parameters
    ----------
    folder : Path
        Where it goes; no wheel of the course lies there yet.

    Raises
    ------
    CannotBuildSite
        When hatchling fails; the message is hatchling's.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH}
    done = subprocess.run(
        command, cwd=places.checkout(), env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotBuildSite(f"The course's wheel cannot be built:\n{done.stderr.strip()}")
    whole = next(folder.glob("china_russia_axis-*.whl"))
    with zipfile.ZipFile(whole) as wheel:
        files = {name: wheel.read(name) for name in wheel.namelist() if _needed(name)}
    whole.unlink()
    return _write(files, folder, *whole.name.split("-")[:2], digest=True)


def repacked(name: str, folder: Path) -> Path:
    """Pack an installed library of pure Python as a wheel; compiled copies of its modules are left out."""
    found = metadata.distribution(name)
    files = {
        path.as_posix(): path.locate().read_bytes()
        for path in found.files or ()
        if ".." not in path.parts and "__pycache__" not in path.parts and path.suffix in _PACKED
    }
    home = next(path.split("/")[0] for path in files if path.endswith(".dist-info/METADATA"))
    files[f"{home}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: china-russia-axis\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    return _write(files, folder, *home.removesuffix(".dist-info").rsplit("-", 1))


def _needed(name: str) -> bool:
    left_out = any(fnmatch.fnmatchcase(name, pattern) for pattern in LEFT_OUT)
    return not left_out or any(fnmatch.fnmatchcase(name, pattern) for pattern in LEFT_IN)


def _write(files: dict, folder: Path, name: str, version: str, digest: bool = False) -> Path:
    home = next(path.split("/")[0] for path in files if path.endswith(".dist-info/METADATA"))
    kept = {
        path: content
        for path, content in sorted(files.items())
        if not (path.startswith(home) and Path(path).name in _NOT_PACKED and Path(path).name != "WHEEL")
    }
    record = "".join(f"{path},{_digest(content)},{len(content)}\n" for path, content in kept.items())
    kept[f"{home}/RECORD"] = f"{record}{home}/RECORD,,\n".encode()
    # A build number begins with a digit.
    number = f"0{hashlib.sha256(record.encode()).hexdigest()[:12]}-" if digest else ""
    target = folder / f"{name}-{version}-{number}py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as wheel:
        for path, content in kept.items():
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.external_attr = 0o644 << 16
            wheel.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target


def _digest(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
