"""Build lessons, two at a time, and report what was done."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from china_russia_axis.building import CannotBuild, execute, fingerprints
from china_russia_axis.building.lessons import Lesson

# Each lesson runs in a kernel process of its own; these threads only wait for them.
AT_ONCE = 2
SECONDS = 10


@dataclass(frozen=True)
class Outcome:
    """What became of one lesson: ``built``, ``unchanged`` or ``failed``."""

    lesson: Lesson
    status: str
    message: str = ""
    seconds: float = 0.0

    def __str__(self) -> str:
        if self.status == "failed":
            return f"FAILED     {self.lesson.name}\n{self.message}"
        if self.status == "unchanged":
            return f"unchanged  {self.lesson.name}"
        slow = f"; a lesson may take {SECONDS} s on a quiet machine" if self.seconds > SECONDS else ""
        return f"built      {self.lesson.name} ({self.seconds:.1f} s{slow})"


def execute_all(lessons: Iterable[Lesson]):
    """Execute lessons in parallel and give each with its result, in order.

    Yields
    ------
    lesson : Lesson
    result : execute.Built or CannotBuild
    """
    lessons = list(lessons)
    for lesson in lessons:
        lesson.notebook.parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from zip(lessons, pool.map(_attempt, lessons), strict=True)


def build(lessons: list[Lesson], *, again: bool = False):
    """Bring notebooks up to date with their sources.

    Parameters
    ----------
    lessons : list of Lesson
    again : bool
        Build even what has not changed.

    Yields
    ------
    Outcome
        One a lesson, as soon as it is known. A lesson that fails stops no other.
    """
    base = fingerprints.shared()
    marks = {lesson: fingerprints.of(lesson, base) for lesson in lessons}
    stale = [lesson for lesson in lessons if again or not fingerprints.is_current(lesson, marks[lesson])]
    for lesson in lessons:
        if lesson not in stale:
            yield Outcome(lesson, "unchanged")
    for lesson, result in execute_all(stale):
        if isinstance(result, CannotBuild):
            yield Outcome(lesson, "failed", str(result))
            continue
        lesson.notebook.write_text(result.text, encoding="utf-8", newline="\n")
        fingerprints.remember({lesson: marks[lesson]})
        yield Outcome(lesson, "built", seconds=result.seconds)


def _attempt(lesson: Lesson):
    try:
        return execute.build(lesson.source.read_text(encoding="utf-8"), lesson.name, lesson.notebook.parent)
    except CannotBuild as error:
        return error
