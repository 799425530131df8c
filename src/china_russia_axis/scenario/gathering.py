"""A class of scenarios: every file of a folder read, solved together and pooled; nothing is lost.

Rules:

- Scenario files end in ``.toml``; codes stand in files that end in ``.txt``, one or many in a file. Folders
  in the folder are read too; links are not followed. Every other file is listed as left alone.
- Of two scenarios under one pseudonym (capitals and spaces do not matter) the newer one counts: by
  ``created``, one without a day before one with a day; on the same day the last by file name. The older one
  is listed with it.
- Scenarios that start or end elsewhere than most of the class answer another question, so they are listed
  apart.
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from china_russia_axis.scenario import exact, files, pooling, sharing
from china_russia_axis.scenario.core import Scenario
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem
from china_russia_axis.scenario.states import HEADLINE_YEARS, RELATIONSHIPS

QUANTILES = (0.1, 0.5, 0.9)
"""Spread of a class: eight in ten lie between the outer two."""

_LARGEST = 200_000
_DEEPEST = 6


@dataclass(frozen=True)
class Submission:
    """One scenario that could be read.

    Attributes
    ----------
    where : str
        File name inside the folder, with the number of the code where a file holds several.
    scenario : Scenario
    cautions : tuple of Problem
    """

    where: str
    scenario: Scenario
    cautions: tuple = ()

    @property
    def label(self) -> str:
        """Pseudonym as it is shown: printable, in one line, not too long."""
        return printable(self.scenario.author) or f"no pseudonym ({self.where})"

    @property
    def person(self) -> str:
        """Pseudonym as it is compared; empty where there is none."""
        return " ".join(unicodedata.normalize("NFKC", self.scenario.author).casefold().split())

    @property
    def frame(self) -> tuple:
        """Start and end: what must be alike for answers to be comparable."""
        return (
            self.scenario.start_year,
            self.scenario.horizon,
            tuple(self.scenario.start_state.items()),
        )


@dataclass(frozen=True)
class Unread:
    """A file, or a code in a file, that could not be read, with everything that is wrong with it."""

    where: str
    problems: tuple


@dataclass(frozen=True)
class Gathered:
    """A class: what counts, and what does not and why.

    Attributes
    ----------
    counted : tuple of Submission
        In the order of their labels.
    older : tuple of (Submission, Submission)
        A submission that does not count, and the newer one of the same pseudonym.
    apart : tuple of Submission
        Other start or end than most.
    unread : tuple of Unread
    left_alone : tuple of str
        Files that are neither ``.toml`` nor ``.txt``.
    """

    counted: tuple
    older: tuple
    apart: tuple
    unread: tuple
    left_alone: tuple

    @property
    def found(self) -> int:
        """Number of things found; the five lists add up to it."""
        return sum(map(len, (self.counted, self.older, self.apart, self.unread, self.left_alone)))

    @property
    def frame(self) -> Scenario:
        """A scenario with the start and the end of the class."""
        return self.counted[0].scenario

    @cached_property
    def shares(self) -> np.ndarray:
        """Chances of the five futures by year, shape (scenarios, years, 5): solved in one go."""
        every = {name: np.array([one.scenario.values[name] for one in self.counted]) for name in PARAMETERS}
        return exact.batch(self.frame, **every)

    @property
    def fingerprint(self) -> str:
        """One fingerprint of all scenarios that count, whatever their order."""
        hashes = sorted(one.scenario.hash for one in self.counted)
        return hashlib.sha256("\n".join(hashes).encode("ascii")).hexdigest()

    @property
    def years(self) -> range:
        """Years along the second axis of the shares."""
        return range(self.frame.start_year, self.frame.end_year + 1)

    @property
    def headline_years(self) -> tuple:
        """The headline years that the class reaches, or its last one."""
        inside = tuple(year for year in HEADLINE_YEARS if year in self.years[1:])
        return inside or (self.years[-1],)

    @cached_property
    def geometric(self) -> np.ndarray:
        """Pool by geometric mean of odds, shape (years, 5)."""
        return pooling.geometric_pool(self.shares)

    @cached_property
    def linear(self) -> np.ndarray:
        """Pool by plain mean, shape (years, 5)."""
        return pooling.linear_pool(self.shares)

    def quantiles(self, quantiles=QUANTILES) -> np.ndarray:
        """Quantiles of the class by year and future, shape (quantiles, years, 5)."""
        return np.quantile(self.shares, quantiles, axis=0)

    @cached_property
    def outliers(self) -> tuple:
        """Pairs of Submission and :class:`pooling.Outlier`; its year counts along ``headline_years``."""
        places = [self.years.index(year) for year in self.headline_years]
        found = pooling.outliers(self.shares[:, places])
        return tuple((self.counted[one.answer], one) for one in found)

    def as_dict(self) -> dict:
        """Everything as plain values, for JSON."""
        return {
            "counts": {
                "found": self.found,
                **{
                    name: len(getattr(self, name))
                    for name in ("counted", "older", "apart", "unread", "left_alone")
                },
            },
            "start_year": self.frame.start_year if self.counted else None,
            "horizon": self.frame.horizon if self.counted else None,
            "scenarios": [_entry(one) for one in self.counted],
            "older": [{**_entry(old), "newer": new.where} for old, new in self.older],
            "apart": [{**_entry(one), "differs": self.differs(one)} for one in self.apart],
            "unread": [{"where": one.where, "problems": list(map(str, one.problems))} for one in self.unread],
            "left_alone": list(self.left_alone),
            **(self._results() if self.counted else {}),
        }

    def differs(self, one) -> str:
        """How the start or the end of a submission differs from the class's, in words."""
        mine, ours = one.scenario, self.frame
        words = [
            f"{name} {getattr(mine, key)} instead of {getattr(ours, key)}"
            for name, key in (("start year", "start_year"), ("horizon", "horizon"))
            if getattr(mine, key) != getattr(ours, key)
        ]
        words += [
            f"{part} starts {value} instead of {ours.start_state[part]}"
            for part, value in mine.start_state.items()
            if value != ours.start_state[part]
        ]
        return ", ".join(words)

    def _results(self) -> dict:
        spread = self.quantiles()
        by_year = {}
        for place, year in enumerate(self.years):
            by_year[str(year)] = {
                future: {
                    "geometric": float(self.geometric[place, at]),
                    "linear": float(self.linear[place, at]),
                    **{
                        f"q{round(100 * q)}": float(row[place, at])
                        for q, row in zip(QUANTILES, spread, strict=True)
                    },
                }
                for at, future in enumerate(RELATIONSHIPS)
            }
        outliers = [
            {
                **_entry(one),
                "year": self.headline_years[far.year],
                "future": RELATIONSHIPS[far.future],
                "share": far.share,
                "median": far.median,
                "distance": far.distance,
            }
            for one, far in self.outliers
        ]
        return {"futures": by_year, "outliers": outliers}


def gather(folder) -> Gathered:
    """Read every scenario of a folder.

    Parameters
    ----------
    folder : path

    Returns
    -------
    Gathered

    Raises
    ------
    FileNotFoundError
        When there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. Name the folder that holds the class's files.")
    read, unread, left_alone = [], [], []
    for path in _files(folder):
        where = printable(path.relative_to(folder).as_posix(), 120)
        reason = _not_a_file(path)
        if reason:
            unread.append(Unread(where, (Problem(where, *reason),)))
        elif path.suffix.lower() == ".toml":
            _sort(where, files.inspect(path), read, unread)
        elif path.suffix.lower() == ".txt":
            _sort_codes(where, path, read, unread)
        else:
            left_alone.append(where)
    newest, older = _newest(read)
    counted, apart = _framed(newest)
    counted = sorted(counted, key=lambda one: (one.person == "", one.person, one.where))
    return Gathered(tuple(counted), tuple(older), tuple(apart), tuple(unread), tuple(left_alone))


def printable(text, longest=40) -> str:
    """A text in one line that neither a terminal nor a picture takes for a command."""
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _files(folder, depth=0):
    """Everything in a folder in the order of names; folders are opened, links to folders are not."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: _natural(entry.name))
    except OSError:
        yield Path(folder)
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
            if Path(entry.name).suffix.lower() in (".toml", ".txt"):
                yield Path(entry.path)
            yield from _files(entry.path, depth + 1)
        else:
            yield Path(entry.path)


def _not_a_file(path) -> tuple:
    """Rule and repair for what looks like a file and is none; empty for files."""
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return f"cannot be read ({error.strerror}).", "Look at its permissions."
    if stat.S_ISLNK(mode):
        return "is a link, and links are not followed.", "Put the file itself into the folder."
    if stat.S_ISDIR(mode):
        return (
            "is a folder, and no file.",
            "What is in it is read by itself; rename the folder to silence this.",
        )
    if not stat.S_ISREG(mode):
        return "is not a file.", "Put the file itself into the folder."
    return ()


def _sort(where, report, read, unread) -> None:
    if report.scenario is None:
        unread.append(Unread(where, report.problems))
    else:
        read.append(Submission(where, report.scenario, report.cautions))


def _sort_codes(where, path, read, unread) -> None:
    text, problem = _text(path)
    if problem:
        unread.append(Unread(where, (Problem(where, *problem),)))
        return
    reports = sharing.inspect_codes(text) or (sharing.inspect_code(text),)
    for number, report in enumerate(reports, 1):
        _sort(where if len(reports) == 1 else f"{where}, code {number}", report, read, unread)


def _text(path) -> tuple:
    """Text of a file in whatever encoding (a code is plain letters in all of them), or rule and repair."""
    try:
        if path.stat().st_size > _LARGEST:
            return "", ("is far larger than a list of codes.", "Keep the codes and take out the rest.")
        content = path.read_bytes()
    except OSError as error:
        return "", (f"cannot be read ({error.strerror}).", "Look at its permissions.")
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content.decode("utf-16" if wide else "utf-8", "replace"), ()


def _newest(read) -> tuple:
    """The newest of each pseudonym, and pairs of an older one and the newest."""
    by_person = {}
    for place, one in enumerate(read):
        by_person.setdefault(one.person or place, []).append(one)
    newest, older = [], []
    for ones in by_person.values():
        *before, last = sorted(ones, key=lambda one: (one.scenario.created or date.min, _natural(one.where)))
        newest.append(last)
        older += [(one, last) for one in before]
    return newest, older


def _framed(newest) -> tuple:
    """Those with the start and the end that most share, and the others; the course's own breaks a tie."""
    if not newest:
        return [], []
    shipped = Submission("", Scenario()).frame
    counts = Counter(one.frame for one in newest)
    frame = max(counts, key=lambda one: (counts[one], one == shipped, one))
    return [one for one in newest if one.frame == frame], [one for one in newest if one.frame != frame]


def _natural(name) -> tuple:
    """Order of names as people count: copy 2 before copy 10."""
    parts = re.split(r"(\d+)", name)
    return tuple(
        (len(part.lstrip("0")), part) if place % 2 else (0, part) for place, part in enumerate(parts)
    )


def _entry(one) -> dict:
    return {
        "pseudonym": one.label,
        "where": one.where,
        "title": printable(one.scenario.title, 80),
        "hash": one.scenario.hash,
        "cautions": list(map(str, one.cautions)),
    }
