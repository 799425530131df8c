"""The sandbox seen from outside: cells in, plain values out.

One sandbox is a bubblewrap container without network whose only process of ours is the *nursery*
(``inside/nursery.py``): it has loaded pandas and forks for each submission. What comes out is data; whether
it is right is decided elsewhere, by a process that never runs student code.
"""

import contextlib
import json
import math
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

PACKAGE = Path(__file__).resolve().parents[1]
INSIDE = Path(__file__).with_name("inside")
REFERENCE = "china_russia_axis_reference"
START_SECONDS = 60
_LONGEST_LINE = 1_000_000
_DEEPEST = 100

_WORDS = {
    "time": "it took too long and had to be ended",
    "memory": "it used more memory than is allowed",
    "output": "it sent more than is allowed",
    "noise": "it disturbed the line on which answers are sent",
    "itself": "it ended the program before giving an answer",
    "whole": "all boxes together took too long",
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
    whole_seconds : float
        Wall time of the whole submission, with everything that is tried again.
    cpu_seconds : int
        Processor time of the whole submission.
    memory : int
        Bytes, of one process and of all together.
    processes : int
        Processes and threads at once.
    """

    seconds: float = 10.0
    whole_seconds: float = 120.0
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
    source : str or tuple of str
        The student's code; several pieces (a box that was split or copied) run one after the other, and an
        error in one does not keep the next from running.
    calls : tuple of dict, optional
        For functions: keyword arguments of each call; the values come back in their place.
    """

    question: str
    name: str
    source: str | tuple
    calls: tuple = ()

    def as_message(self) -> dict:
        """The cell as the nursery takes it."""
        sources = [self.source] if isinstance(self.source, str) else list(self.source)
        message = {"question": self.question, "name": self.name, "sources": sources}
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
        end = time.monotonic() + self.limits.whole_seconds
        while len(replies) < len(cells):
            # What was answered runs again too, since a later cell may use its names; its first word stands.
            running = [cell for cell in cells if cell.question not in stopped]
            answers, ending = self._job(running, setup, end)
            replies = {**answers, **replies}
            missing = [cell.question for cell in running if cell.question not in replies]
            if ending["ended"] == "whole":
                replies.update({name: Reply(name, "stopped", error=_WORDS["whole"]) for name in missing})
            elif missing:
                culprit = ending.get("during") if ending.get("during") in missing else missing[0]
                stopped.add(culprit)
                replies[culprit] = Reply(culprit, "stopped", error=_WORDS[ending["ended"]])
        self._try_again(cells, replies, setup, end)
        return [replies[cell.question] for cell in cells]

    def _try_again(self, cells, replies, setup, end):
        """Run each cell that failed once more alone; the first one was alone already."""
        for cell in cells[1:]:
            if replies[cell.question].state != "answered" and time.monotonic() < end:
                answers, _ = self._job([cell], setup, end)
                if answers.get(cell.question, replies[cell.question]).state == "answered":
                    replies[cell.question] = answers[cell.question]

    def _job(self, cells, setup, end) -> tuple[dict, dict]:
        """One child's life: the replies it gave, and how it ended."""
        asked = {cell.question: cell for cell in cells}
        left = max(0.0, end - time.monotonic())
        self._send(self._message(cells, setup, left))
        replies, confined = {}, False
        deadline = time.monotonic() + left + START_SECONDS
        while True:
            line = self._receive(deadline)
            if line.get("done"):
                if "broken" in line or not confined:
                    raise SandboxBroken(tidy(line.get("broken") or "student code could not be confined"))
                return replies, line
            answer = line.get("answer")
            if not confined:
                # The first word comes before any code of the student's runs; later ones may be theirs.
                if answer != {"confined": True}:
                    raise SandboxBroken(tidy(answer.get("cannot_confine", "it was not confined")))
                confined = True
                continue
            take(answer, asked, replies)

    def _message(self, cells, setup, left) -> dict:
        """One job as a child takes it, with the seconds that are left for it."""
        return {
            "setup": setup,
            "seconds": self.limits.seconds,
            "whole_seconds": left,
            "limits": {
                "memory": self.limits.memory,
                "cpu_seconds": self.limits.cpu_seconds,
                "processes": self.limits.processes,
            },
            "cells": [cell.as_message() for cell in cells],
        }

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
        try:
            first = self._receive(time.monotonic() + START_SECONDS)
            if not first.get("ready"):
                raise SandboxBroken(f"the sandbox began with {first}")
        except BaseException:
            self._stop()
            raise

    def _stop(self):
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()  # the nursery ends by itself when the line is closed
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
            self._process.stderr.close()
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
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            raise SandboxBroken("the sandbox sent what is no message") from None

    def _last_words(self) -> str:
        self._process.kill()
        said = self._process.stderr.read().decode("utf-8", "replace").strip()
        return said[-300:] or "the sandbox ended without a word"


def take(answer: dict, asked: dict, replies: dict) -> None:
    """Take a message of a child into the replies: of questions that were asked, the first word on each."""
    reply = _reply(answer, asked)
    if reply:
        replies.setdefault(reply.question, reply)


def _reply(answer: dict, asked: dict) -> Reply | None:
    """Read one message of a child, which is data and may say anything."""
    question = answer.get("question")
    if not isinstance(question, str) or question not in asked:
        return None
    error = tidy(answer.get("error") or answer.get("after") or "")
    if "value" not in answer and "calls" not in answer:
        state = "stopped" if answer.get("limit") is True else "no value"
        return Reply(question, state, error=error or "the cell gave no value")
    value = answer.get("calls", []) if asked[question].calls else answer.get("value")
    return Reply(question, "answered", _clean(value), error)


def tidy(text) -> str:
    """One line of text without characters that a terminal obeys or a file refuses."""
    text = str(text).encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else " " for letter in text)[:400].strip()


def _clean(value, depth=0):
    """A value that can be written, compared and shown, whatever it was; its meaning stays."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 1_000:
        return math.inf
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(item, depth + 1) for name, item in value.items()}
    return value


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
        if Path(folder).is_symlink():
            command += ["--symlink", os.readlink(folder), folder]
    for folder in ("/course", "/course/src", "/course/inside"):
        command += ["--perms", "0755", "--dir", folder]
    for seen, shown in _windows():
        command += ["--ro-bind", str(seen), shown]
        for secret in secret_folders():
            if secret.is_relative_to(seen):
                command += ["--tmpfs", f"{shown}/{secret.relative_to(seen)}".removesuffix("/.")]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp"]  # noqa: S108
    command += ["--clearenv"]
    own = environment("/tmp")  # noqa: S108 - the sandbox's own
    own["PYTHONPATH"] = "/course/inside:/course/src:/libraries"
    if number:
        own["DROP_TO"] = str(number)
    for name, value in own.items():
        command += ["--setenv", name, value]
    python = f"/python/bin/python{sys.version_info[0]}.{sys.version_info[1]}"
    return [*command, python, "-s", "-B", "-P", "-m", "inside.nursery"]


def _windows() -> list[tuple[Path, str]]:
    """Folders and files of this computer that the sandbox sees, and under which name."""
    system = [Path(one) for one in ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin")]
    found = [(path, str(path)) for path in system if path.is_dir() and not path.is_symlink()]
    for file in ("/etc/ld.so.cache", "/etc/localtime"):
        found += [(Path(file), file)] if Path(file).exists() else []
    found += [(Path(sys.base_prefix).resolve(), "/python"), (libraries(), "/libraries")]
    found += [(PACKAGE, "/course/src/china_russia_axis"), (places.data(), "/course/data")]
    return [*found, (INSIDE, "/course/inside/inside")]


def libraries() -> Path:
    """Folder of the installed packages."""
    return Path(sysconfig.get_path("purelib")).resolve()


def secret_folders() -> list[Path]:
    """Folders that stay out of sight wherever they lie: answers, questions, and the rest of a checkout."""
    hidden = [libraries() / REFERENCE, PACKAGE.with_name(REFERENCE), places.lessons()]
    hidden.append(PACKAGE / "site")  # makes the website out of lessons and plans; no answer needs it
    if libraries() != PACKAGE.parent:
        # What an installation leaves of the course beside the one that runs: lessons with their questions.
        hidden.append(libraries() / PACKAGE.name)
    if (PACKAGE.parents[1] / "pyproject.toml").is_file():
        # In a system folder such as /usr/src. The package and the tables have windows of their own.
        hidden.append(PACKAGE.parents[1])
    return [path for path in hidden if path.is_dir()]


def environment(home: str) -> dict[str, str]:
    """The environment of student code: what Python needs, and nothing of the marker's."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": home,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": home,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
