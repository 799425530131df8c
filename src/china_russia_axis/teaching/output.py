"""Writing a file for a teacher: what stands there already is never replaced without a word."""

from pathlib import Path

from china_russia_axis.teaching import CannotTeach


def write(path: Path, text: str, replace: bool = False) -> str:
    """Write a file and say so in one line.

    Parameters
    ----------
    path : pathlib.Path
        Its folder is made when it is missing.
    text : str
        Content.
    replace : bool
        Replace a file of that name.

    Returns
    -------
    str
        What was done.

    Raises
    ------
    CannotTeach
        When the file exists and is not to be replaced, or cannot be written.
    """
    there = path.exists()
    if there and not replace:
        raise CannotTeach(
            f"{path} exists and stays as it is. Choose another folder, or replace it with --replace."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if replace else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise CannotTeach(f"{path} cannot be written ({error.strerror}). Choose another folder.") from None
    return f"{path} {'replaced' if there else 'written'}. Open it in a browser."
