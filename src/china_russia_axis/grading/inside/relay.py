"""Keeps account of what a child says while it runs: lines that are messages, how much, and how long it may.

Whoever runs a child feeds it here; the words that end a child are ``itself``, ``time``, ``whole``,
``memory``, ``output`` and ``noise``.
"""

import json
import time

LONGEST_LINE = 400_000
MOST_OUTPUT = 4_000_000
_GRACE = 0.2
_LEAST_GRACE = 0.5
_DEEPEST = 60


class Relay:
    """What one child has said so far.

    Parameters
    ----------
    job : dict
        As :func:`inside.child.run` takes it, with ``whole_seconds``.
    """

    def __init__(self, job):
        most_calls = max((len(cell.get("calls", [])) for cell in job["cells"]), default=0)
        # The cell's own alarm rings first; this is for code that does not hear it.
        self._patience = job["seconds"] * (1 + most_calls) + max(_LEAST_GRACE, _GRACE * job["seconds"])
        self._end = time.monotonic() + job["whole_seconds"]
        self._deadline = time.monotonic() + self._patience
        self._buffer, self._total, self._current = b"", 0, None

    def left(self):
        """Seconds until the child has had its time."""
        return max(0.0, min(self._deadline, self._end) - time.monotonic())

    def overdue(self):
        """How the child has to be ended by now; None while it may go on."""
        now = time.monotonic()
        if now >= self._end:
            return self.ended("whole")
        return self.ended("time") if now >= self._deadline else None

    def ended(self, how):
        """An ending in one of the words above, with the question during which it came."""
        return {"ended": how, "during": self._current}

    def take(self, piece, tell):
        """Take what the child wrote, empty at its end.

        Parameters
        ----------
        piece : bytes
        tell : callable
            Called with each answer, which is data and may say anything.

        Returns
        -------
        dict or None
            An ending, or None while the child may go on.
        """
        if not piece:
            return self.ended("itself")
        self._total += len(piece)
        if self._total > MOST_OUTPUT or len(self._buffer) > 2 * LONGEST_LINE:
            return self.ended("output")
        *lines, self._buffer = (self._buffer + piece).split(b"\n")
        for line in lines:
            message = _read(line)
            if message is None:
                return self.ended("noise")
            if message.get("begins"):
                self._current = message.get("question")
            else:
                self._current = None
                tell(message)
            self._deadline = time.monotonic() + self._patience
        return None


def _read(line):
    """Parse one line of the child, which may be anything; None when it is no message."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) and _is_shallow(message) else None


def _is_shallow(message):
    """Whether the other side can read it without going too deep."""
    layer, depth = [message], 0
    while layer and depth < _DEEPEST:
        inner = (one.values() if isinstance(one, dict) else one for one in layer)
        layer = [item for items in inner for item in items if isinstance(item, (dict, list))]
        depth += 1
    return not layer
