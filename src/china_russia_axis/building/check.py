"""Compare each notebook with a fresh build of its source."""

import difflib
import json
import platform
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from china_russia_axis import places
from china_russia_axis.building import CannotBuild, pipeline
from china_russia_axis.building.lessons import Lesson

# These decide how an output looks; their pinned versions on Linux and Python 3.11 are the reference.
_DECISIVE = ("ipython", "ipywidgets", "jupytext", "matplotlib", "nbformat", "numpy", "pandas", "pillow")
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]+")
_SHOWN = 12


@dataclass(frozen=True)
class Verdict:
    """Whether one notebook is what its source builds; ``difference`` is empty when it is."""

    lesson: Lesson
    difference: str = ""

    def __str__(self) -> str:
        if not self.difference:
            return f"agrees     {self.lesson.name}"
        return f"DIFFERS    {self.lesson.name}\n{self.difference}"


def why_not_reference() -> str:
    """Why bytes of pictures cannot be compared here; empty in the reference environment."""
    if sys.version_info[:2] != (3, 11) or sys.platform != "linux" or platform.machine() != "x86_64":
        return f"this is Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    pins = _pins((places.checkout() / "requirements.txt").read_text(encoding="utf-8"))
    for name in _DECISIVE:
        if _installed(name) not in pins[name]:
            return (
                f"{name} is {_installed(name)} here and {' or '.join(sorted(pins[name]))} in requirements.txt"
            )
    return ""


def check(lessons: list[Lesson], *, pictures: bool):
    """Build every lesson anew, beside the notebook, and compare.

    Parameters
    ----------
    lessons : list of Lesson
    pictures : bool
        Compare every byte. Otherwise PNG pictures are left out: their bytes depend on library versions.

    Yields
    ------
    Verdict
    """
    for lesson, result in pipeline.execute_all(lessons):
        if isinstance(result, CannotBuild):
            yield Verdict(lesson, str(result))
        elif not lesson.notebook.is_file():
            yield Verdict(lesson, f"notebooks/{lesson.notebook.name} is missing. {_remedy(lesson)}")
        else:
            kept = lesson.notebook.read_bytes().decode("utf-8")
            yield Verdict(lesson, _difference(lesson, kept, result.text, pictures))


def without_pictures(text: str) -> str:
    """A notebook's text with each PNG picture replaced by a word."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                data["image/png"] = "picture"
            if "text/html" in data:
                page = data["text/html"]
                page = page if isinstance(page, str) else "".join(page)
                data["text/html"] = _PICTURE.sub("picture", page).splitlines(keepends=True)
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)


def _difference(lesson: Lesson, kept: str, fresh: str, pictures: bool) -> str:
    if kept == fresh:
        return ""
    try:
        plain_kept, plain_fresh = without_pictures(kept), without_pictures(fresh)
    except (ValueError, KeyError) as error:
        return f"  The notebook cannot be read ({error}). {_remedy(lesson)}"
    if plain_kept == plain_fresh:
        return f"  Only pictures differ (or the file's layout). {_remedy(lesson)}" if pictures else ""
    lines = difflib.unified_diff(
        plain_kept.splitlines(), plain_fresh.splitlines(), "notebook", "fresh build", n=1
    )
    shown = [f"    {line[:160]}" for line in lines][: 3 * _SHOWN]
    return "\n".join([*shown, f"  {_remedy(lesson)}"])


def _remedy(lesson: Lesson) -> str:
    return (
        f"To build it: axis build {lesson.number}. "
        f"If you edited the notebook and want to keep that: axis build --from-notebook {lesson.number}"
    )


def _pins(text: str) -> dict[str, set[str]]:
    pins = {}
    for name, number in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, flags=re.MULTILINE):
        pins.setdefault(name, set()).add(number)
    return pins


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
