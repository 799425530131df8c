"""Which lessons there are, and where each one's source and notebook lie."""

from dataclasses import dataclass
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.building import CannotBuild


@dataclass(frozen=True)
class Lesson:
    """One lesson: its folder of sources and the notebook built from it."""

    folder: Path
    notebook: Path

    @property
    def name(self) -> str:
        """Number and slug, such as ``04-brics``."""
        return self.folder.name

    @property
    def number(self) -> str:
        """The two digits that order the lessons."""
        return self.name[:2]

    @property
    def source(self) -> Path:
        """The text that teachers edit."""
        return self.folder / "lesson.md"

    @property
    def plan(self) -> Path:
        """The teacher's plan."""
        return self.folder / "plan.md"


def find(lessons: Path | None = None, notebooks: Path | None = None) -> list[Lesson]:
    """Every lesson with a source, in the order of their numbers.

    Parameters
    ----------
    lessons, notebooks : Path, optional
        Folders to read from and to build into; those of the checkout by default.
    """
    lessons = lessons or places.checkout() / "lessons"
    notebooks = notebooks or places.checkout() / "notebooks"
    sources = sorted(lessons.glob("[0-9][0-9]-*/lesson.md"))
    return [Lesson(path.parent, notebooks / f"{path.parent.name}.ipynb") for path in sources]


def choose(wanted: list[str], among: list[Lesson]) -> list[Lesson]:
    """The lessons with the given numbers or names; all of them when none is given.

    Raises
    ------
    CannotBuild
        When a number or name belongs to no lesson.
    """
    if not wanted:
        return among
    chosen = []
    for name in wanted:
        found = [lesson for lesson in among if name == lesson.name or name.zfill(2) == lesson.number]
        if not found:
            names = ", ".join(lesson.name for lesson in among) or "none"
            raise CannotBuild(f"There is no lesson '{name}'. There are: {names}.")
        chosen += found
    return list(dict.fromkeys(chosen))
