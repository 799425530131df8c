"""From text sources in ``lessons/`` to executed notebooks in ``notebooks/``, and back.

Only ``axis`` and the tests use this package; no lesson imports it.
"""


class CannotBuild(Exception):
    """What stands in the way, said to the person at the keyboard: the thing and the remedy."""
