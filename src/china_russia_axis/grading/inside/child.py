"""Runs the answer cells of one submission and hands out each value the moment it is there.

A crash, an endless loop or a wish to leave costs the question in which it happens, never the ones before.
"""

import _thread
import builtins
import contextlib
import json
import os
import re
import signal
import sys
import threading

from inside import relay, values

_LONGEST_ERROR = 300
_TOO_LONG = "it took longer than"
_MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
# Kept here before any code of a student's runs, so that a careless one can spoil only its own names.
_dumps, _write, _trace, _profile = json.dumps, os.write, sys.settrace, sys.setprofile
_live_builtins = builtins.__dict__
_sound_builtins = dict(_live_builtins)


class _TimeIsUp(BaseException):
    """Not an Exception, so that a careless `except Exception` in a cell does not swallow it."""


def run(job, channel):
    """Run the cells of one submission in their order.

    Parameters
    ----------
    job : dict
        ``setup`` (source run before everything), ``seconds`` (for each cell), ``cells``: a list of dicts with
        ``question``, ``name``, ``sources`` and, for functions, ``calls`` (a list of keyword arguments).
    channel : int
        File descriptor that takes one line of JSON for each question, and one when a cell begins.
    """
    shared = {"__name__": "__main__", "__builtins__": __builtins__, "display": lambda *_, **__: None}
    _execute(job["setup"], shared, job["seconds"])
    for cell in job["cells"]:
        _say(channel, {"question": cell["question"], "begins": True})
        _say(channel, {"question": cell["question"], **_answer(cell, shared, job["seconds"])})


def _answer(cell, shared, seconds):
    shared.pop(cell["name"], None)
    errors = [_execute(source, shared, seconds) for source in cell["sources"]]
    _live_builtins.update(_sound_builtins)
    error = next((one for one in errors if one), "")
    if cell["name"] not in shared:
        return {"error": error or f"the cell gives no value to the name '{cell['name']}'", **_limit(error)}
    try:
        # What was assigned before an error counts: the answer stands, whatever came after it.
        return {**_value(cell, shared[cell["name"]], seconds), "after": error}
    except values.Unreadable as problem:
        return {"error": str(problem)}
    except BaseException as problem:  # noqa: BLE001 - a hostile object may raise anything
        return {"error": f"the answer could not be read ({type(problem).__name__})"[:_LONGEST_ERROR]}


def _limit(error):
    """Say when a limit and not the code itself ended a cell."""
    return {"limit": True} if error.startswith((_TOO_LONG, "MemoryError")) else {}


def _value(cell, found, seconds):
    if "calls" not in cell:
        return {"value": values.plain(found)}
    if not callable(found):
        raise values.Unreadable("a function was asked for, and the name holds something else")
    return {"calls": [_called(found, arguments, seconds) for arguments in cell["calls"]]}


def _called(function, arguments, seconds):
    box = {}
    error = _limited(lambda: box.update(value=function(**arguments)), seconds)
    _live_builtins.update(_sound_builtins)
    if error or "value" not in box:
        return {"error": error or "it ended the program"}
    try:
        return {"value": values.plain(box["value"])}
    except values.Unreadable as problem:
        return {"error": str(problem)}


def _execute(source, shared, seconds):
    try:
        code = _compiled(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as problem:
        return _told(problem)
    return _limited(lambda: exec(code, shared), seconds)  # noqa: S102 - this is the place to do it


def _compiled(source):
    """Compile a cell; lines for the notebook alone (``%time``, ``!ls``) are left out where they disturb."""
    try:
        return compile(source, "your answer", "exec")
    except SyntaxError:
        without = _MAGIC.sub(r"\1pass", source)
        if without == source:
            raise
        return compile(without, "your answer", "exec")


def _limited(act, seconds):
    """Do something for so many seconds at most; what went wrong in one line, empty when nothing did."""

    def ring(*_):
        raise _TimeIsUp

    stop = _set_alarm(ring, seconds)
    try:
        act()
    except _TimeIsUp:
        return f"{_TOO_LONG} {seconds:g} seconds"
    except SystemExit:
        return ""
    except BaseException as problem:  # noqa: BLE001 - student code may raise anything
        return _told(problem)
    finally:
        try:  # noqa: SIM105 - any call of a Python function here is one that a tracer left behind sees
            _profile(None)
            _trace(None)
        except BaseException:  # noqa: BLE001, S110 - what it raised has ended it
            pass
        with contextlib.suppress(BaseException):
            stop()
    return ""


def _set_alarm(ring, seconds):
    """Let ``ring`` be called in so many seconds; gives a function that calls it off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return lambda: signal.setitimer(signal.ITIMER_REAL, 0)
    # Windows has no alarm: a second thread interrupts the first, as Ctrl-C would.
    signal.signal(signal.SIGINT, ring)
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.daemon = True
    timer.start()

    def stop():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        timer.cancel()

    return stop


def _told(problem):
    try:
        where = f" in line {problem.lineno}" if isinstance(problem, SyntaxError) else ""
        return f"{type(problem).__name__}{where}: {problem}"[:_LONGEST_ERROR]
    except BaseException:  # noqa: BLE001 - an exception whose text raises
        return "an error that cannot be shown"


def _say(channel, message):
    line = _dumps(message).encode() + b"\n"
    if len(line) > relay.LONGEST_LINE:
        line = _dumps({"question": message["question"], "error": "the answer is too large"}).encode() + b"\n"
    while line:
        line = line[_write(channel, line) :]


def silence():
    """Send what cells print nowhere, and give them nothing to read."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - they stay open as long as the process lives
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115


def warm_up():
    """Load what nearly every answer needs, before anybody's clock runs."""
    import numpy  # noqa: F401
    import pandas

    import china_russia_axis  # noqa: F401

    pandas.DataFrame({"a": [1, 2]}).groupby("a").sum()
    sys.dont_write_bytecode = True
