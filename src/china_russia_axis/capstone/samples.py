"""Three memos of ours, at three levels, to be marked before one's own is written."""

from china_russia_axis import places
from china_russia_axis.capstone.problems import require_one_of

LEVELS = ("strong", "middling", "weak")


def sample(level: str) -> str:
    """Text of a sample memo, with the rubric applied to it at its end.

    Parameters
    ----------
    level : str
        ``strong``, ``middling`` or ``weak``.

    Raises
    ------
    MemoError
        When there is no sample of that name.
    """
    require_one_of(level, LEVELS, "sample memo")
    folder = places.lessons() / "10-your-forecast" / "sample-memos"
    return (folder / f"{level}.md").read_text(encoding="utf-8")
