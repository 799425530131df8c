"""The course with everything it needs, for computers without a network: ``axis bundle``.

A bundle is the checkout as committed, a folder ``wheels`` with the pinned packages for the computers named,
and ``START-HERE.txt``. ``environment.py`` finds the wheels by itself.
"""

import io
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from packaging import tags

from china_russia_axis import places
from china_russia_axis.building import CannotBuild, wheels

PYTHONS = ("3.11", "3.12", "3.13")
NAME = "china-russia-axis"
_GLIBC = ("2_5", "2_12", "2_17", "2_24", "2_26", "2_27", "2_28")
_TEXT = Path(__file__).with_name("start_here.txt")


@dataclass(frozen=True)
class Kind:
    """A kind of computer.

    Attributes
    ----------
    label : str
        For people.
    platforms : tuple of str
        Its wheels, those that run on the oldest systems first.
    os_name, sys_platform, system, machine : str
        What Python says about it.
    """

    label: str
    platforms: tuple
    os_name: str
    sys_platform: str
    system: str
    machine: str

    def environment(self, python: str) -> dict:
        """Values of the markers in a ``requirements.txt``."""
        return {
            "os_name": self.os_name,
            "sys_platform": self.sys_platform,
            "platform_system": self.system,
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "python_version": python,
            "python_full_version": f"{python}.0",
        }

    def accepted(self, python: str) -> list:
        """The wheels that its Python can use."""
        version, number = tuple(map(int, python.split("."))), f"cp{python.replace('.', '')}"
        names = [name for platform_name in self.platforms for name in _older(platform_name)]
        return [
            *tags.cpython_tags(version, platforms=names),
            *tags.compatible_tags(version, interpreter=number, platforms=names),
        ]


def _linux(machine: str) -> Kind:
    names = tuple(f"manylinux_{number}_{machine}" for number in _GLIBC) + (f"manylinux2014_{machine}",)
    return Kind(f"Linux, {machine}", names, "posix", "linux", "Linux", machine)


def _mac(label: str, machine: str, *versions: str) -> Kind:
    names = tuple(f"macosx_{version}_{machine}" for version in versions)
    return Kind(label, names, "posix", "darwin", "Darwin", machine)


KINDS = {
    "linux_x86_64": _linux("x86_64"),
    "linux_aarch64": _linux("aarch64"),
    "win_amd64": Kind("Windows, 64 bit", ("win_amd64",), "nt", "win32", "Windows", "AMD64"),
    "macosx_arm64": _mac("macOS, Apple silicon", "arm64", "11_0", "12_0", "14_0"),
    "macosx_x86_64": _mac("macOS, Intel", "x86_64", "10_15", "12_0", "14_0"),
}


def own_kind() -> str:
    """Name of this computer's kind.

    Raises
    ------
    CannotBuild
        When it is none of those known.
    """
    for name, kind in KINDS.items():
        if (kind.sys_platform, kind.machine) == (sys.platform, platform.machine()):
            return name
    raise CannotBuild(
        f"This computer ({sys.platform}, {platform.machine()}) is of no kind that a bundle can be made for. "
        f"Name one of these: --platform {', '.join(KINDS)}."
    )


def make(out: Path, kinds: list[str], pythons: list[str], say=print, whatever: bool = False) -> Path:
    """Put the course, its packages and the sheet to start from into a new folder.

    Parameters
    ----------
    out : Path
        The folder; it must not exist, and appears when all of it is there.
    kinds : list of str
        Names in :data:`KINDS`.
    pythons : list of str
        Such as ``["3.12"]``.
    say : callable
        Takes a line about what is done now.
    whatever : bool
        Leave out a kind of computer whose packages cannot be had, instead of giving up.

    Raises
    ------
    CannotBuild
        When the folder exists, git has no checkout, or a package cannot be had; nothing is left behind.
    """
    if out.exists():
        raise CannotBuild(f"{out} is there already, and stays as it is. Choose another folder: --out FOLDER")
    draft = out.with_name(out.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        say("Copying the course as committed ...")
        _copy_course(draft)
        if _uncommitted():
            say("There are changes that are not committed; they are left out.")
        served = [kind for kind in kinds if _fetch_all(draft / "wheels", kind, pythons, say, whatever)]
        if not served:
            raise CannotBuild("There is no kind of computer for which all packages can be had.")
        sheet = _TEXT.read_text(encoding="utf-8").replace("<computers>", _listed(served, pythons))
        # Notepad of old Windows wants its own line ends.
        (draft / "START-HERE.txt").write_text(sheet, encoding="utf-8", newline="\r\n")
        draft.replace(out)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return out


def _copy_course(folder: Path) -> None:
    command = ["git", "archive", "--format=tar", "HEAD"]
    try:
        done = subprocess.run(command, cwd=places.checkout(), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotBuild(
            "A bundle is made from a git checkout of the course, with git installed. Here git says: "
            f"{getattr(error, 'stderr', b'').decode(errors='replace').strip() or error}"
        ) from error
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as course:
        course.extractall(folder, filter="data")


def _uncommitted() -> bool:
    command = ["git", "status", "--porcelain"]
    done = subprocess.run(command, cwd=places.checkout(), capture_output=True, check=False)
    return bool(done.stdout.strip())


def _fetch_all(folder: Path, kind: str, pythons: list[str], say, whatever: bool) -> bool:
    before = set(folder.glob("*"))
    try:
        for python in pythons:
            say(f"Fetching packages for {KINDS[kind].label}, Python {python} ...")
            fetch(folder, kind, python)
    except CannotBuild as error:
        if not whatever:
            raise
        say(f"Left out. {error}")
        for path in set(folder.glob("*")) - before:
            path.unlink()
        return False
    return True


def fetch(folder: Path, kind: str, python: str) -> None:
    """Download the pinned packages for one kind of computer and one Python, and see that all are there.

    Raises
    ------
    CannotBuild
        When one cannot be had; the message names it.
    """
    pinned = wheels.pins((places.checkout() / "requirements.txt").read_text(encoding="utf-8"))
    target, environment = KINDS[kind], KINDS[kind].environment(python)
    folder.mkdir(parents=True, exist_ok=True)

    def lacking() -> list:
        return wheels.missing(pinned, folder, environment, target.accepted(python))

    reason = _download(lacking(), folder, target, python)
    for pin in lacking():
        # One that cannot be had stops pip before it fetches any: one by one, only that one is named.
        reason = _download([pin], folder, target, python) or reason
    if names := ", ".join(f"{pin.name} {pin.version}" for pin in lacking()):
        raise CannotBuild(
            f"For {target.label}, Python {python}, these packages are not there: {names}. {reason}".strip()
        )


def _download(wanted: list, folder: Path, target: Kind, python: str) -> str:
    """Have pip fetch some pins; what it says when it cannot."""
    with tempfile.TemporaryDirectory() as scratch:
        # pip would ask this computer which packages another one needs; so the list is made here.
        lock = Path(scratch) / "requirements.txt"
        lock.write_text("".join(pin.line() for pin in wanted), encoding="utf-8")
        command = _command(lock, folder, target, python)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return said[-1] if done.returncode and said else ""


def _command(lock: Path, folder: Path, target: Kind, python: str) -> list:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command += ["--implementation", "cp", "--python-version", python]
    for name in target.platforms:
        command += ["--platform", name]
    return [*command, "--dest", str(folder), "--requirement", str(lock)]


def zipped(folder: Path) -> Path:
    """The folder as one zip file beside it; macOS, Windows and Linux open it without further tools."""
    return Path(shutil.make_archive(str(folder), "zip", folder.parent, folder.name))


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _older(platform_name: str) -> list[str]:
    """The names by which a wheel for this or an older system of its kind may go."""
    parts = platform_name.split("_", 3)
    if parts[0] == "macosx":
        return list(tags.mac_platforms((int(parts[1]), int(parts[2])), parts[3]))
    return [platform_name]


def _listed(kinds: list[str], pythons: list[str]) -> str:
    computers = "".join(f"  - {KINDS[kind].label}\n" for kind in kinds)
    return f"{computers}  with Python {', '.join(pythons[:-1])}{' or ' if pythons[1:] else ''}{pythons[-1]}"
