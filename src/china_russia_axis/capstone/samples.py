"""Three memos of ours at three levels, and the sheets that a student takes along."""

import re
from pathlib import Path

import pandas as pd

from china_russia_axis import places
from china_russia_axis.capstone.memos import Memo
from china_russia_axis.capstone.problems import MemoError, require_one_of

LEVELS = ("strong", "middling", "weak")
FOLDER = "memo-sheets"
"""Folder in the student's own into which the sheets are brought."""

_MARKS = "## The rubric applied"
_MARK = re.compile(r"^\| (\w+) \| (\d+) \| (.+) \|$", re.MULTILINE)


def sample(level: str) -> Memo:
    """A sample memo without its marks, to be marked by the reader first.

    Parameters
    ----------
    level : str
        ``strong``, ``middling`` or ``weak``.

    Returns
    -------
    Memo

    Raises
    ------
    MemoError
        When there is no sample of that name.
    """
    return Memo(_whole(level).split(_MARKS)[0].rstrip() + "\n")


def sample_marks(level: str) -> pd.DataFrame:
    """The rubric applied to a sample memo.

    Returns
    -------
    DataFrame
        Index ``criterion``; columns points and why.
    """
    rows = _MARK.findall(_whole(level).split(_MARKS)[1])
    table = pd.DataFrame(rows, columns=["criterion", "points", "why"]).set_index("criterion")
    return table.astype({"points": int})


def bring(folder=".") -> list[Path]:
    """Copy template, review form, rubric and samples into the folder; what lies there already stays.

    Parameters
    ----------
    folder : path
        The working folder by default; the sheets go into :data:`FOLDER` in it.

    Returns
    -------
    list of pathlib.Path
        The files that are new.

    Raises
    ------
    MemoError
        When the folder cannot be written to.
    """
    home = places.lessons() / "10-your-forecast"
    sheets = [home / name for name in ("memo-template.md", "peer-review.md", "rubric.toml")]
    sheets += [home / "sample-memos" / f"{level}.md" for level in LEVELS]
    target, new = Path(folder) / FOLDER, []
    try:
        target.mkdir(exist_ok=True)
        for sheet in sheets:
            name = f"sample-{sheet.name}" if sheet.parent.name == "sample-memos" else sheet.name
            try:
                with (target / name).open("xb") as file:
                    file.write(sheet.read_bytes())
            except FileExistsError:
                continue
            new.append(target / name)
    except OSError as error:
        raise MemoError(
            f"The sheets could not be written ({error.strerror}). Is there such a folder, and is it yours?"
        ) from None
    return new


def _whole(level: str) -> str:
    require_one_of(level, LEVELS, "sample memo")
    folder = places.lessons() / "10-your-forecast" / "sample-memos"
    return (folder / f"{level}.md").read_text(encoding="utf-8")
