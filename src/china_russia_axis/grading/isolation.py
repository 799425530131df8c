"""Which isolation this machine offers to student code, found out by trying, and said in plain words."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache

REMEDY = (
    "Install bubblewrap (on Debian and Ubuntu: apt-get install bubblewrap). On macOS and Windows, grade in "
    "WSL2, in a Linux container or virtual machine, or in a throw-away job of your school's server."
)


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
