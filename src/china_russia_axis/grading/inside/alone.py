"""One submission in a process of its own where no sandbox can be had; a new one, since Windows cannot fork.

What the system offers against harm is put in force, and the first line out says what that was. It is less
than a sandbox: nothing here may be called safe.
"""

import contextlib
import json
import os
import site
import sys

from inside import child

_REFERENCE = "china_russia_axis_reference"


def main():
    """Take one job from the standard input, and answer on what was the standard output."""
    job = json.loads(sys.stdin.buffer.readline())
    channel = os.dup(1)
    # As an interpreter has them that was started in the usual way.
    site.setquit()
    site.sethelper()
    sys.modules[_REFERENCE] = None
    child.warm_up()
    child.silence()
    in_force = [*_limited(job["limits"]), *_confined(job["readable"], job["writable"])]
    os.write(channel, json.dumps({"ready": True, "in_force": in_force}).encode() + b"\n")
    child.run(job, channel)
    os._exit(0)


def _limited(limits):
    """Set the limits that this system has; gives the names of those that it is known to keep."""
    try:
        import resource
    except ImportError:
        return []  # Windows
    wanted = {
        "memory": ("RLIMIT_AS", limits["memory"]),
        "processor time": ("RLIMIT_CPU", limits["cpu_seconds"]),
        "size of files": ("RLIMIT_FSIZE", 32 << 20),
        "open files": ("RLIMIT_NOFILE", 64),
        "": ("RLIMIT_CORE", 0),
    }
    kept = []
    for name, (limit, value) in wanted.items():
        with contextlib.suppress(AttributeError, OSError, ValueError):
            resource.setrlimit(getattr(resource, limit), (value, value))
            kept.append(name)
    # macOS takes a limit of memory and does not keep it.
    return [name for name in kept if name and (name != "memory" or sys.platform.startswith("linux"))]


def _confined(readable, writable):
    """Use what Linux offers a process that may not have a namespace; gives the names of what it accepted."""
    if not sys.platform.startswith("linux"):
        return []
    from inside import kernel_calls

    kernel_calls.die_with_parent()
    accepted = []
    steps = {
        "Landlock": lambda: kernel_calls.see_only(readable, writable),
        "no rights of root": kernel_calls.drop_every_capability,
        "filter of system calls": lambda: kernel_calls.refuse_dangerous_calls(processes=False),
    }
    if not readable:
        del steps["Landlock"]
    for name, step in steps.items():
        with contextlib.suppress(OSError):
            step()
            accepted.append(name)
    return accepted


if __name__ == "__main__":
    main()
