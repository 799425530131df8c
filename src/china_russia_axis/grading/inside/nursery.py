"""The warm process inside the sandbox: it has loaded pandas once and forks for each submission.

It holds no key, no answer and no other submission, so a fork copies nothing worth stealing. Each child gets
namespaces, limits and a temporary folder of its own; when its first process ends, the kernel ends the rest.
Talks in lines of JSON over its standard streams: a job in, a line for each answer and a last line out.
"""

import json
import os
import select
import signal
import sys
import time
import traceback

from inside import child, kernel_calls, relay

_PAGE = os.sysconf("SC_PAGE_SIZE")


def main():
    """Serve jobs until the other side closes the line."""
    kernel_calls.die_with_parent()
    if os.geteuid() == 0 and os.environ.get("DROP_TO"):
        kernel_calls.become(int(os.environ.pop("DROP_TO")))
    child.warm_up()
    _tell({"ready": True})
    for line in sys.stdin.buffer:
        job = json.loads(line)
        try:
            _tell({"done": True, **_serve(job)})
        except Exception:  # noqa: BLE001 - the other side must hear of it, and decide
            _tell({"done": True, "broken": traceback.format_exc()[-600:]})
    os._exit(0)


def _tell(message):
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


def _serve(job):
    """Run one submission in a child and relay what it says; gives what ended it."""
    reading, writing = os.pipe()
    started = os.fork()
    if started == 0:
        os.close(reading)
        _in_the_child(job, writing)
    os.close(writing)
    try:
        ending = _relay(reading, job)
        if ending["ended"] == "itself":
            _wait_a_little_for(started)
        return ending
    finally:
        os.close(reading)
        _end_everything()


def _wait_a_little_for(child_number):
    """Let a child that has ended be counted in full before what is left is killed."""
    for _ in range(20):
        if os.waitpid(child_number, os.WNOHANG)[0]:
            return
        time.sleep(0.001)


def _in_the_child(job, channel):
    """Confine, fork once more to be the first process of the new namespace, confine again, run."""
    status, confined = 1, False
    try:
        kernel_calls.die_with_parent()
        os.setsid()
        uid, gid = os.geteuid(), os.getegid()
        kernel_calls.unshare(
            kernel_calls.NEW_USER
            | kernel_calls.NEW_MOUNTS
            | kernel_calls.NEW_PROCESSES
            | kernel_calls.NEW_IPC
        )
        kernel_calls.become_root_of_own_namespace(uid, gid)
        first = os.fork()
        if first:
            os.close(channel)
            os.waitpid(first, 0)
            os._exit(0)
        kernel_calls.die_with_parent()
        kernel_calls.keep_mounts_private()
        kernel_calls.empty_folder_over("/proc", read_only=True)
        kernel_calls.empty_folder_over("/tmp", size="32m")  # noqa: S108 - the sandbox's own
        os.chdir("/tmp")  # noqa: S108
        child.silence()
        channel = _only_keep(channel)
        limits = job["limits"]
        kernel_calls.limit(limits["memory"], limits["cpu_seconds"], limits["processes"], 32 << 20)
        kernel_calls.drop_every_capability()
        kernel_calls.refuse_dangerous_calls()
        confined = True
        os.write(channel, b'{"confined": true}\n')
        child.run(job, channel)
        status = 0
    except Exception as problem:  # noqa: BLE001 - whatever it is, student code must not run half confined
        if not confined:
            told = f"{type(problem).__name__}: {problem}"[:300]
            os.write(channel, json.dumps({"cannot_confine": told}).encode() + b"\n")
    finally:
        os._exit(status)


def _only_keep(channel):
    """Close every file but the three streams and the channel, which becomes number 3."""
    os.dup2(channel, 3)
    os.closerange(4, 4096)
    return 3


def _relay(reading, job):
    """Pass on answers until the child ends, a cell overstays, or a limit of memory or output is reached."""
    said = relay.Relay(job)
    while True:
        if ending := said.overdue():
            return ending
        if _memory_of_others() > job["limits"]["memory"]:
            return said.ended("memory")
        ready, _, _ = select.select([reading], [], [], min(said.left(), 0.2))
        if ready and (ending := said.take(os.read(reading, 65536), lambda one: _tell({"answer": one}))):
            return ending


def _others():
    """Numbers of all processes in the sandbox but this one and the first."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]


def _memory_of_others():
    """Bytes that a submission's processes hold in memory of their own."""
    # What a fork shares with this process counts in both, so each process may hold that much for nothing.
    return sum(max(0, _own_memory(number) - _own_memory("self")) for number in _others())


def _own_memory(process):
    try:
        with open(f"/proc/{process}/statm") as file:
            resident, shared = file.read().split()[1:3]
    except (OSError, ValueError):
        return 0  # gone meanwhile
    return (int(resident) - int(shared)) * _PAGE


def _end_everything():
    """Kill what the submission left, and wait until it is gone."""
    for _ in range(200):
        others = _others()
        if not others:
            return
        for number in others:
            try:
                os.kill(number, signal.SIGKILL)
            except OSError:
                continue
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass
        time.sleep(0.005)
    raise RuntimeError("a process of the submission could not be ended")


if __name__ == "__main__":
    main()
