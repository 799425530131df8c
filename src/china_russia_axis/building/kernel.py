"""The kernel that lessons are built and checked in: offline, strict, and the same everywhere."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from china_russia_axis import places

# Written into an IPython profile of its own, so that a personal profile changes nothing.
_PROFILE = """\
c = get_config()  # noqa
c.Application.log_level = "ERROR"
c.HistoryManager.enabled = False
c.IPKernelApp.exec_lines = [
    "from china_russia_axis.building import offline",
    "offline.block()",
    "offline.warnings_are_errors()",
    "del offline",
]
"""


def cache() -> Path:
    """Folder for what a build remembers; git ignores it, and it may be deleted at any time."""
    folder = places.checkout() / ".build"
    folder.mkdir(exist_ok=True)
    _put(folder / ".gitignore", "*\n")
    return folder


def environment() -> dict[str, str]:
    """Environment variables for a kernel that gives the same outputs wherever and whenever it runs."""
    profile = cache() / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    _put(profile / "ipython_kernel_config.py", _PROFILE)
    fixed = {
        "IPYTHONDIR": str(profile.parent),
        "MPLCONFIGDIR": str(cache() / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "",
        # Nobody answers questions in a build: no practice answer is read or kept.
        "CHINA_RUSSIA_AXIS_PROGRESS": "off",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        # One thread adds up in one order; several may not.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    without = {"PYTHONSTARTUP", "PYTHONINSPECT"}
    return {**{key: value for key, value in os.environ.items() if key not in without}, **fixed}


def warm_up() -> None:
    """Let matplotlib list the fonts once, so that its note about that lands in no lesson."""
    folder = cache() / "matplotlib"
    if not list(folder.glob("fontlist*.json")):
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, env=environment(), capture_output=True, check=False)


def _put(path: Path, text: str) -> None:
    """Write a small file once, safely when two processes or two threads do so at the same moment."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)
