"""``axis lab`` opens the course; ``axis reset`` puts a fresh copy of a notebook beside the old one."""

import os
import subprocess
import sys
from pathlib import Path

_SETTINGS = Path(__file__).with_name("jupyter")
_PROMPT_ANSWERS = "china_russia_axis.prompt_answers.PromptAnswers"


def register(subparsers) -> None:
    """Add ``axis lab`` and ``axis reset``."""
    lab = subparsers.add_parser(
        "lab",
        help="open the course in JupyterLab",
        description="Copy the notebooks and pages you do not have yet into work/ and open JupyterLab there. "
        "What you add is passed on to JupyterLab: axis lab --no-browser --port 8899",
    )
    lab.set_defaults(run=open_lab, passes_on=True)
    reset = subparsers.add_parser("reset", help="put a fresh copy of a notebook beside yours")
    reset.add_argument("lesson", metavar="NN", help="number or name of the lesson")
    reset.set_defaults(run=put_fresh_copy)


def open_lab(arguments) -> int:
    """Lay out the student's folder and hand over to JupyterLab."""
    from china_russia_axis import places
    from china_russia_axis.building import desk

    course, work = places.checkout() / "notebooks", places.checkout() / "work"
    done = desk.lay_out(course, work)
    for line in _report(done):
        print(line, flush=True)
    command = jupyter_command(work, arguments.further)
    environment = jupyter_environment()
    os.chdir(work)
    if os.name == "posix":
        # JupyterLab takes this process over, so Ctrl-C and a window's close button reach it directly.
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def put_fresh_copy(arguments) -> None:
    """Say where the fresh copy is and that the old one is untouched."""
    from china_russia_axis import places
    from china_russia_axis.building import desk

    root = places.checkout()
    path = desk.fresh_copy(arguments.lesson, root / "notebooks", root / "work")
    print(f"A fresh copy is in {path.relative_to(root).as_posix()}. Your own notebook is untouched.")


def jupyter_command(work: Path, further: list[str]) -> list[str]:
    """Command line that opens JupyterLab in the student's folder.

    Parameters
    ----------
    work : Path
        The student's folder, the only one that JupyterLab shows.
    further : list of str
        Arguments for JupyterLab, as given to ``axis lab``.
    """
    from china_russia_axis.building import desk

    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={work}"]
    command.append(f"--ServerApp.kernel_websocket_connection_class={_PROMPT_ANSWERS}")
    if (work / desk.FIRST).exists() and not any(text.endswith(".ipynb") for text in further):
        # A default address, unlike a file's name, is also the one that is printed for --no-browser.
        command.append(f"--LabApp.default_url=/lab/tree/{desk.FIRST}")
    if _is_root():
        command.append("--allow-root")
    if not _has_screen() and "--no-browser" not in further:
        command.append("--no-browser")
    if _can_encrypt():
        command.append("--KernelManager.transport_encryption=auto")
    return command + further


def jupyter_environment() -> dict[str, str]:
    """Environment in which JupyterLab asks no server for news, updates or extensions."""
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    settings = os.pathsep.join([str(_SETTINGS), *([before] if before else [])])
    return {**os.environ, "JUPYTER_CONFIG_PATH": settings, "JUPYTER_PREFER_ENV_PATH": "1"}


def _report(done) -> list[str]:
    lines = []
    if done.copied:
        lines.append(f"Copied into work/: {', '.join(done.copied)}")
    if done.updated:
        lines.append(f"Brought up to date: {', '.join(done.updated)}")
    for name in done.newer:
        if not name.endswith(".ipynb"):
            lines.append(
                f"The course has a newer edition of {name}. Yours is untouched; rename it, and the next "
                "axis lab brings the new one."
            )
            continue
        number = Path(name).name[:2]
        lines.append(
            f"The course has a newer edition of {name}. Yours is untouched; for the new one beside it: "
            f"axis reset {number}"
        )
    return lines


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _can_encrypt() -> bool:
    try:
        import zmq
        from jupyter_client import KernelManager
    except ImportError:
        return False
    return zmq.has("curve") and hasattr(KernelManager, "transport_encryption")
