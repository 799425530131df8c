"""The sandbox seen from outside: cells in, plain values out.

One sandbox is a bubblewrap container without network whose only process of ours is the *nursery*
(``inside/nursery.py``): it has loaded pandas and forks for each submission. What comes out is data; whether
it is right is decided elsewhere, by a process that never runs student code.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass, field
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.grading import isolation

SETUP = "import china_russia_axis as cra\nimport numpy as np\nimport pandas as pd\n"
"""Run before the first cell of every submission; a sheet shows the same lines."""

_PACKAGE = Path(__file__).resolve().parents[1]
_INSIDE = Path(__file__).with_name("inside")
_REFERENCE = "china_russia_axis_reference"
_START_SECONDS = 60
_LONGEST_LINE = 1_000_000

_WORDS = {
    "time": "it took too long and had to be ended",
    "memory": "it used more memory than is allowed",
    "output": "it sent more than is allowed",
    "noise": "it disturbed the line on which answers are sent",
    "itself": "it ended the program before giving an answer",
}


class SandboxBroken(RuntimeError):
    """Raised when the sandbox itself fails; no answer was lost by the student's doing."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    seconds : float
        Wall time of one cell.
    cpu_seconds : int
        Processor time of the whole submission.
    memory : int
        Bytes, of one process and of all together.
    processes : int
        Processes and threads at once.
    """

    seconds: float = 10.0
    cpu_seconds: int = 60
    memory: int = 2 << 30
    processes: int = 32


@dataclass(frozen=True)
class Cell:
    """One answer cell.

    Attributes
    ----------
    question : str
        Id of the question.
    name : str
        The name that the cell gives its answer to.
    source : str
        The student's code.
    calls : tuple of dict, optional
        For functions: keyword arguments of each call; the values come back in their place.
    """

    question: str
    name: str
    source: str
    calls: tuple = ()

    def as_message(self) -> dict:
        """The cell as the nursery takes it."""
        message = {"question": self.question, "name": self.name, "source": self.source}
        return {**message, "calls": list(self.calls)} if self.calls else message


@dataclass(frozen=True)
class Reply:
    """What came of one cell.

    Attributes
    ----------
    question : str
    state : str
        ``answered``, or ``no value`` where the cell gave none, or ``stopped`` where it had to be ended.
    value : object
        Plain JSON, see ``inside/values.py``; for a function a list with one entry a call.
    error : str
        Why there is no value, or what went wrong after it was there.
    """

    question: str
    state: str
    value: object = None
    error: str = ""


@dataclass
class Sandbox:
    """A running sandbox; use it in a ``with`` block.

    Raises
    ------
    SandboxBroken
        When it cannot be started, or fails by itself twice in a row.
    """

    limits: Limits = field(default_factory=Limits)
    _process: subprocess.Popen | None = None

    def __enter__(self):
        self._start()
        return self

    def __exit__(self, *_):
        self._stop()

    def run(self, cells: list[Cell], setup: str = SETUP) -> list[Reply]:
        """Run the answer cells of one submission.

        The cells run in order in one process. A cell that had to be ended takes nothing from the others:
        they run again without it. A cell that failed is tried once more alone, since it may have been
        spoilt by an earlier one.

        Parameters
        ----------
        cells : list of Cell
        setup : str
            Source that runs before the first cell.

        Returns
        -------
        list of Reply
            One for each cell, in the order of the cells.
        """
        replies = {}
        stopped = set()
        while len(replies) < len(cells):
            # What was answered runs again too, since a later cell may use its names; its first word stands.
            running = [cell for cell in cells if cell.question not in stopped]
            answers, ending = self._job(running, setup)
            replies = {**answers, **replies}
            missing = [cell.question for cell in running if cell.question not in replies]
            if missing:
                culprit = ending.get("during") if ending.get("during") in missing else missing[0]
                stopped.add(culprit)
                replies[culprit] = Reply(culprit, "stopped", error=_WORDS[ending["ended"]])
        self._try_again(cells, replies, setup)
        return [replies[cell.question] for cell in cells]

    def _try_again(self, cells, replies, setup):
        failed = [cell for cell in cells if replies[cell.question].state == "no value"]
        for cell in failed if len(cells) > 1 else []:
            answers, _ = self._job([cell], setup)
            if answers.get(cell.question, replies[cell.question]).state == "answered":
                replies[cell.question] = answers[cell.question]

    def _job(self, cells, setup) -> tuple[dict, dict]:
        """One child's life: the replies it gave, and how it ended."""
        asked = {cell.question for cell in cells}
        message = {
            "setup": setup,
            "seconds": self.limits.seconds,
            "limits": {
                "memory": self.limits.memory,
                "cpu_seconds": self.limits.cpu_seconds,
                "processes": self.limits.processes,
            },
            "cells": [cell.as_message() for cell in cells],
        }
        self._send(message)
        replies = {}
        calls = sum(1 + len(cell.calls) for cell in cells)
        deadline = time.monotonic() + calls * (self.limits.seconds + 4) + 20
        while True:
            line = self._receive(deadline)
            if "answer" in line:
                reply = _reply(line["answer"])
                # Only questions that were asked, and only the first word on each.
                if reply and reply.question in asked:
                    replies.setdefault(reply.question, reply)
                elif "cannot_confine" in line["answer"]:
                    raise SandboxBroken(str(line["answer"]["cannot_confine"])[:300])
            elif line.get("done"):
                if "broken" in line:
                    raise SandboxBroken(line["broken"])
                return replies, line

    def _start(self):
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin")},
            close_fds=True,
        )
        self._buffer = b""
        first = self._receive(time.monotonic() + _START_SECONDS)
        if not first.get("ready"):
            raise SandboxBroken(f"the sandbox began with {first}")

    def _stop(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                stream.close()
            self._process = None

    def _send(self, message):
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise SandboxBroken(self._last_words()) from None

    def _receive(self, deadline) -> dict:
        while b"\n" not in self._buffer:
            left = deadline - time.monotonic()
            ready = left > 0 and select.select([self._process.stdout], [], [], left)[0]
            if not ready:
                raise SandboxBroken("the sandbox fell silent")
            piece = os.read(self._process.stdout.fileno(), 65536)
            if not piece or len(self._buffer) > _LONGEST_LINE:
                raise SandboxBroken(self._last_words())
            self._buffer += piece
        line, self._buffer = self._buffer.split(b"\n", 1)
        return json.loads(line)

    def _last_words(self) -> str:
        self._process.kill()
        said = self._process.stderr.read().decode("utf-8", "replace").strip()
        return said[-300:] or "the sandbox ended without a word"


def _reply(answer: dict) -> Reply | None:
    """Read one message of a child, which is data and may say anything."""
    question = answer.get("question")
    if not isinstance(question, str):
        return None
    error = str(answer.get("error") or answer.get("after") or "")[:400]
    if "value" not in answer:
        return Reply(question, "no value", error=error or "the cell gave no value")
    value = answer["value"]
    if isinstance(value, dict) and set(value) == {"calls"}:
        value = value["calls"]
    return Reply(question, "answered", value, error)


def _command() -> list[str]:
    """Command line of bubblewrap: what the sandbox sees, read-only, and nothing else."""
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxBroken(f"bubblewrap is missing. {isolation.REMEDY}")
    number = isolation.unprivileged_user()
    command = [program, "--unshare-all", "--die-with-parent", "--new-session", "--hostname", "sandbox"]
    if number:
        # Started by root: without a user namespace of its own, so that the nursery can become nobody.
        command[1:2] = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    for folder in ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin"):
        path = Path(folder)
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), folder]
        elif path.is_dir():
            command += ["--ro-bind", folder, folder]
    for file in ("/etc/ld.so.cache", "/etc/localtime"):
        if Path(file).exists():
            command += ["--ro-bind", file, file]
    for folder in ("/course", "/course/src", "/course/inside"):
        command += ["--perms", "0755", "--dir", folder]
    libraries = Path(sysconfig.get_path("purelib"))
    command += ["--ro-bind", sys.base_prefix, "/python", "--ro-bind", str(libraries), "/libraries"]
    if (libraries / _REFERENCE).exists():
        command += ["--tmpfs", f"/libraries/{_REFERENCE}"]
    command += ["--ro-bind", str(_PACKAGE), "/course/src/china_russia_axis"]
    command += ["--ro-bind", str(places.data()), "/course/data"]
    command += ["--ro-bind", str(_INSIDE), "/course/inside/inside"]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp"]  # noqa: S108
    command += ["--clearenv"]
    for name, value in _environment(number).items():
        command += ["--setenv", name, value]
    python = f"/python/bin/python{sys.version_info[0]}.{sys.version_info[1]}"
    return [*command, python, "-s", "-B", "-P", "-m", "inside.nursery"]


def _environment(number) -> dict[str, str]:
    own = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/tmp",  # noqa: S108
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": "/course/inside:/course/src:/libraries",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": "/tmp",  # noqa: S108
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    return {**own, "DROP_TO": str(number)} if number else own
