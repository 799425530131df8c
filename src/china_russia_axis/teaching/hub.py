"""How much memory a student needs on a shared server: measured, then rounded up for the recipes.

The measurements lie in ``lessons/teaching/jupyterhub/memory.csv``, as ``benchmarks/classroom_memory.py``
wrote them; the recipes and the page for teachers repeat them, and a test holds all of them equal.
"""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from china_russia_axis import places

SERVER = "JupyterLab"
"""The row of the server itself, with one student's browser connected."""

KERNELS = 2
"""Lessons that a student has open at once: the one of today and the one before."""

RESERVE = 0.25
"""What comes on top of what was measured: other versions, own experiments, the files in the cache."""

_STEP = 128


@dataclass(frozen=True)
class Row:
    """One process that was measured.

    Attributes
    ----------
    name : str
        Name of a lesson, or :data:`SERVER`.
    after, peak : int
        Resident memory at the end and at most, in MiB.
    """

    name: str
    after: int
    peak: int


def path() -> Path:
    """The file of measurements."""
    return places.lessons() / "teaching" / "jupyterhub" / "memory.csv"


def read() -> list[Row]:
    """Every row of the file, lessons first."""
    with path().open(encoding="utf-8", newline="") as file:
        return [Row(row["name"], int(row["after"]), int(row["peak"])) for row in csv.DictReader(file)]


def written(rows: list[Row]) -> str:
    """The rows as the text of the file."""
    return "name,after,peak\n" + "".join(f"{row.name},{row.after},{row.peak}\n" for row in rows)


def measured(rows: list[Row]) -> int:
    """MiB for one student: the server, and the hungriest lesson as often as lessons are open at once."""
    server = next(row.peak for row in rows if row.name == SERVER)
    return server + KERNELS * max(row.peak for row in rows if row.name != SERVER)


def limit(rows: list[Row]) -> int:
    """MiB to allow a student: measured plus the reserve, rounded up to the next 128."""
    return math.ceil(measured(rows) * (1 + RESERVE) / _STEP) * _STEP


def guarantee(rows: list[Row]) -> int:
    """MiB to keep free for each student: the server and one lesson as they stand after a run, rounded up."""
    server = next(row.after for row in rows if row.name == SERVER)
    return math.ceil((server + max(row.after for row in rows if row.name != SERVER)) / _STEP) * _STEP


def table(rows: list[Row]) -> str:
    """The measurements as a Markdown table."""
    lines = ["| process | after the run, MiB | at most, MiB |", "|---|---:|---:|"]
    return "\n".join(lines + [f"| {row.name} | {row.after} | {row.peak} |" for row in rows])
