"""Which isolation this machine offers to student code, found out by trying, and said in plain words."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

REMEDY = (
    "Install bubblewrap (on Debian and Ubuntu: apt-get install bubblewrap). On macOS and Windows, grade in "
    "WSL2, in a Linux container or virtual machine, or in a throw-away job of your school's server."
)

CONSENT = "student code may do here whatever I may do"
"""What a marker has to type, or name in full, before student code runs without isolation."""

WITHOUT = "made without isolation"
"""How every mark is signed that was made so."""

# Run in a process as student code gets it without isolation; PROBE is a file of the marker's.
_ATTEMPTS = """
import os, socket, subprocess, sys
def works(attempt):
    try:
        attempt()
    except OSError:
        return False
    return True
found = {
    "files": works(lambda: open(PROBE).close()),
    "permissions": works(lambda: os.utime(PROBE)),
    "network": works(lambda: socket.socket().close()),
    "processes": works(lambda: subprocess.run([sys.executable, "-c", ""], check=False)),
}
"""
_GAPS = {
    "files": "read, change and delete every file that you can: answers, other submissions, your own letters",
    "permissions": "find out which files exist, and change their times and permissions",
    "network": "use the network, and send away what it has read",
    "processes": "start programs that go on when grading is over",
    "memory": "use up the memory of this computer",
}


@dataclass(frozen=True)
class Isolation:
    """What stands between student code and this computer.

    Attributes
    ----------
    name : str
        ``bubblewrap`` or ``none``.
    is_safe : bool
        True only for real isolation: no network, no files but the course's, limits on everything.
    words : str
        What is in force, or what is missing and what to do.
    """

    name: str
    is_safe: bool
    words: str


class NotIsolated(RuntimeError):
    """Raised when student code would have to run without isolation; the message says what to do."""


@lru_cache(maxsize=1)
def strongest() -> Isolation:
    """The strongest isolation that works here; it is tried, not guessed."""
    if not sys.platform.startswith("linux"):
        return Isolation("none", False, f"This system cannot isolate student code. {REMEDY}")
    program = shutil.which("bwrap")
    if program is None:
        return Isolation("none", False, f"bubblewrap is missing. {REMEDY}")
    problem = _tried()
    if problem:
        return Isolation("none", False, f"bubblewrap is there but does not work: {problem} {REMEDY}")
    return Isolation(
        "bubblewrap",
        True,
        "bubblewrap: student code has no network, sees the course's package and tables and nothing else, "
        "writes only into memory of its own, and is limited in time, memory, processes and output.",
    )


def require() -> Isolation:
    """The strongest isolation.

    Raises
    ------
    NotIsolated
        When there is none.
    """
    found = strongest()
    if not found.is_safe:
        raise NotIsolated(found.words)
    return found


class ConsentMissing(NotIsolated):
    """Raised when student code is to run without isolation and nobody has agreed in full words."""


def require_consent(words: str) -> None:
    """See that somebody agreed in full words to run student code without isolation.

    Raises
    ------
    ConsentMissing
    """
    if " ".join(words.split()) != CONSENT:
        raise ConsentMissing(
            f'Nothing was run. To grade without isolation, agree in these words: "{CONSENT}". Without a '
            f'keyboard: --without-isolation --consent "{CONSENT}". {REMEDY}'
        )


@lru_cache(maxsize=1)
def gaps() -> tuple[str, ...]:
    """What student code could do here without isolation; each is tried, and open when nothing is known."""
    from china_russia_axis.grading.open_box import OpenBox
    from china_russia_axis.grading.sandbox import Cell, SandboxBroken

    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.txt"
        probe.touch()
        source = f"PROBE = {str(probe)!r}\n{_ATTEMPTS}"
        try:
            with OpenBox() as box:
                (reply,) = box.run([Cell("trial", "found", source)])
        except (SandboxBroken, OSError, subprocess.SubprocessError):
            return tuple(_GAPS)
    if not isinstance(reply.value, dict):
        return tuple(_GAPS)
    found = {**reply.value, "memory": "memory" not in box.in_force}
    return tuple(name for name in _GAPS if found.get(name, True))


def if_agreed() -> str:
    """What the doctor says of going without isolation."""
    open_here = ", ".join(gaps())
    return (
        f"      axis grade --without-isolation asks for consent in words; open would then be: {open_here}.\n"
        "      That is no isolation and not safe."
    )


def warning() -> str:
    """What stands open, and what is in force all the same, when student code runs here without isolation."""
    lines = ["NOT SAFE: without isolation student code runs with your rights. Tried just now, it can here"]
    lines += [f"  - {_GAPS[name]}" for name in gaps()]
    closed = [name for name in _GAPS if name not in gaps()]
    lines += [f"What this system refused in the trial: {', '.join(closed)}."] if closed else []
    lines += [
        "In force all the same: each submission in a process and an empty folder of its own, without your"
    ]
    lines += [
        "environment; limits of time and output; another process judges. Every mark will say that it was"
    ]
    lines += [f"{WITHOUT}. Do this only with submissions that you have read, or whose authors you trust."]
    if strongest().is_safe:
        lines += ["Real isolation WORKS on this computer: leave out --without-isolation and you have it."]
    return "\n".join(lines)


def _tried() -> str:
    """Why a sandbox cannot be started here; empty when it can."""
    from china_russia_axis.grading.sandbox import Cell, Sandbox, SandboxBroken

    try:
        with Sandbox() as box:
            (reply,) = box.run([Cell("trial", "x", "x = 1 + 1")])
    except (SandboxBroken, OSError, subprocess.SubprocessError) as error:
        return f"{error}."
    return "" if reply.value == 2 else f"{reply.error or reply.state}."


def unprivileged_user() -> int:
    """Number of the user that student code becomes when the grader is root."""
    return 65534 if hasattr(os, "geteuid") and os.geteuid() == 0 else 0
