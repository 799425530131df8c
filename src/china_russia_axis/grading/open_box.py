"""Where no sandbox can be had: a process of its own for each submission, with the rights of whoever grades.

This is no isolation. Student code may do whatever its marker may do, but for what the system happens to
refuse (Linux often has Landlock and a filter of system calls). It runs only after consent, see ``isolation``.
What is kept everywhere: answers are data and another process judges them, no answer lies where the course is
imported from, and time and output are limited.
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.grading import sandbox
from china_russia_axis.grading.inside.relay import MOST_OUTPUT, Relay

_LOOKS_A_SECOND = 5
_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_PROGRAM = ("-m", "inside.alone")


class OpenBox(sandbox.Sandbox):
    """Takes the place of a sandbox and isolates nothing; use it in a ``with`` block.

    Attributes
    ----------
    in_force : tuple of str
        What the system kept to in the last process: limits and, on Linux, confinement.
    """

    in_force: tuple = ()

    def _start(self):
        """Copy the course without its answers to where student code will import it from."""
        self._top = Path(tempfile.mkdtemp(prefix="axis-"))
        without_answers = shutil.ignore_patterns("__pycache__", "_lessons", "_data")
        shutil.copytree(sandbox.PACKAGE, self._course / "src" / sandbox.PACKAGE.name, ignore=without_answers)
        shutil.copytree(sandbox.INSIDE, self._course / "inside" / "inside", ignore=without_answers)
        shutil.copytree(places.data(), self._course / "data")

    def _stop(self):
        shutil.rmtree(self._top, ignore_errors=True)

    @property
    def _course(self) -> Path:
        return self._top / "course"

    def _job(self, cells, setup, end) -> tuple[dict, dict]:
        """One process's life: the replies it gave, and how it ended."""
        asked = {cell.question: cell for cell in cells}
        job = self._message(cells, setup, max(0.0, end - time.monotonic()))
        work = Path(tempfile.mkdtemp(dir=self._top))
        with tempfile.TemporaryFile() as complaints:
            process = self._started(work, complaints)
            try:
                pieces = _pieces_of(process.stdout)
                _ask(process.stdin, {**job, "readable": self._readable(), "writable": [str(work), *_DEVICES]})
                return self._heard(process, pieces, job, asked, complaints)
            finally:
                _end(process)
                shutil.rmtree(work, ignore_errors=True)

    def _started(self, work: Path, complaints) -> subprocess.Popen:
        # The Python below a virtual environment, so that nothing is imported that is not named here.
        python = getattr(sys, "_base_executable", None) or sys.executable
        own_group = (
            {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
            if os.name == "nt"
            else {"start_new_session": True}
        )
        return subprocess.Popen(
            [python, "-S", "-s", "-B", "-P", "-X", "utf8", *_PROGRAM],
            cwd=work,
            env=self._environment(work),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            **own_group,
        )

    def _environment(self, work: Path) -> dict[str, str]:
        """The whole environment of student code: nothing of the marker's."""
        paths = [self._course / "inside", self._course / "src", *_libraries()]
        own = {**sandbox.environment(str(work)), "PYTHONPATH": os.pathsep.join(map(str, paths))}
        # Without it Windows starts no Python.
        kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        return {**kept, **own, "TMPDIR": str(work), "TEMP": str(work), "TMP": str(work)}

    def _readable(self) -> list[str]:
        """What Linux may let student code read; empty where the answers would be among it."""
        system = [Path(sys.base_prefix).resolve(), *map(Path, _SYSTEM)]
        answers = sandbox.secret_folders()
        # A library folder is opened entry by entry, so that an installed course stays out of sight.
        shown = [
            one
            for top in _libraries()
            for one in top.iterdir()
            if not one.name.startswith(sandbox.PACKAGE.name)
        ]
        if any(secret.is_relative_to(place) for secret in answers for place in (*system, *shown)):
            return []
        return [str(one) for one in (*system, *shown, self._course)]

    def _heard(self, process, pieces, job, asked, complaints) -> tuple[dict, dict]:
        replies = {}

        def tell(answer):
            sandbox.take(answer, asked, replies)

        self.in_force, early = _readiness(process, pieces, complaints)
        said = Relay(job)
        ending = said.take(early, tell) if early else None
        while ending is None:
            ending = said.overdue()
            with contextlib.suppress(queue.Empty):
                piece = pieces.get(timeout=min(said.left(), 1 / _LOOKS_A_SECOND))
                ending = ending or said.take(piece, tell)
                continue
            if process.poll() is not None:
                ending = ending or said.ended("itself")  # what it left behind still holds the line
        return replies, ending


def _libraries() -> list[Path]:
    found = (Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib"))
    return list(dict.fromkeys(found))


def _ask(stdin, job: dict) -> None:
    with contextlib.suppress(OSError), stdin:  # what is amiss is told by its silence
        stdin.write(json.dumps(job).encode() + b"\n")


def _pieces_of(stream) -> queue.SimpleQueue:
    """What comes out of a process in pieces, the last one empty; a thread, since Windows cannot select."""
    pieces = queue.SimpleQueue()

    def listen():
        total = 0
        with stream:
            while total <= 2 * MOST_OUTPUT and (piece := os.read(stream.fileno(), 65536)):
                total += len(piece)
                pieces.put(piece)
        pieces.put(b"")

    threading.Thread(target=listen, daemon=True).start()
    return pieces


def _readiness(process, pieces, complaints) -> tuple[tuple, bytes]:
    """Wait until a process is ready to run student code; gives what is in force, and what came after that."""
    first, deadline = b"", time.monotonic() + sandbox.START_SECONDS
    while b"\n" not in first:
        try:
            piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise sandbox.SandboxBroken("the process for student code fell silent") from None
        if not piece:
            process.wait(sandbox.START_SECONDS)
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip()[-300:]
            raise sandbox.SandboxBroken(sandbox.tidy(said) or "the process for student code did not start")
        first += piece
    first, early = first.split(b"\n", 1)
    return tuple(json.loads(first)["in_force"]), early


def _end(process) -> None:
    """End a process and what it started, as far as the system lets that be found."""
    if os.name == "nt":
        words = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(words, capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
