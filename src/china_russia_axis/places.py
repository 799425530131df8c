"""Where the course keeps its tables and lessons, in a checkout and in an installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def _folder(name: str) -> Path:
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _CHECKOUT / name


def data() -> Path:
    """Folder of the tables and their codebook, ``datapackage.json``."""
    return _folder("data")


def lessons() -> Path:
    """Folder of the lesson sources, one folder a lesson."""
    return _folder("lessons")


def checkout() -> Path:
    """Top folder of the checkout; building and testing happen only there.

    Raises
    ------
    FileNotFoundError
        When the package runs from an installed wheel.
    """
    if not (_CHECKOUT / "pyproject.toml").is_file():
        raise FileNotFoundError(
            "This command needs a checkout of the course, and the package runs from an installed wheel. "
            "Clone the repository and run `make env` there."
        )
    return _CHECKOUT
