"""Score a student's book, and gather those of a class: nothing in a file is ever changed.

A broken line is named with its number and a remedy, and the rest of the book still counts. A class is pooled,
because ten questions say little about one person and a little more about thirty.
"""

import csv
import hashlib
import io
import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from china_russia_axis import codebook
from china_russia_axis.forecasts import pools, record, resolution, scores
from china_russia_axis.forecasts.book import BOOK, COLUMNS, problem

LARGEST = 1_000_000
"""Bytes of a book: some ten thousand forecasts. What is larger is no student's book."""

POOL = "class"
"""Name of the pooled forecaster."""


@dataclass(frozen=True)
class ReadBook:
    """What a file holds.

    Attributes
    ----------
    rows : DataFrame
        The good rows, as ``read_book`` gives them.
    problems : tuple of str
        One sentence for each thing that could not be read, with line and remedy.
    """

    rows: pd.DataFrame
    problems: tuple


@dataclass(frozen=True)
class ScoredBook:
    """A student's forecasts and what became of them.

    Attributes
    ----------
    forecasts : DataFrame
        One row a question and pseudonym, the latest forecast: ``text``, ``likeliest``, ``per_cent`` given to
        it, ``closes``, ``status`` (open, resolved, void, ambiguous), ``came``, and ``hindsight``: true
        where it was written after the question had closed, which makes it practice and no forecast.
    scores : DataFrame
        As ``scores.by_question``: the student and the registry's forecasters on the student's questions.
    problems : tuple of str
        What could not be read.
    sentence : str
        The whole in one or two sentences.
    """

    forecasts: pd.DataFrame
    scores: pd.DataFrame
    problems: tuple
    sentence: str

    def _repr_html_(self) -> str:
        import html

        notes = "".join(f"<li>{html.escape(text)}</li>" for text in self.problems)
        table = self.forecasts.to_html(index=False, border=0)
        return f"<p>{html.escape(self.sentence)}</p>{table}" + (f"<ul>{notes}</ul>" if notes else "")

    def __repr__(self) -> str:
        return "\n".join([self.sentence, *self.problems])


@dataclass(frozen=True)
class ClassBook:
    """The books of a class.

    Attributes
    ----------
    entries : DataFrame
        The latest forecast of every pseudonym on every question: ``question_id``, ``forecaster``,
        ``outcome``, ``chance``, ``written_at``, ``file``.
    pool : DataFrame
        The class as one forecaster (normalised geometric mean): ``question_id``, ``forecaster``, ``outcome``,
        ``chance``, ``members``, and ``lowest`` and ``highest`` chance that a member gave.
    scores : DataFrame
        Everybody, the pool and the registry's forecasters on settled questions.
    files : int
        Books that were read.
    problems : tuple of str
        Broken files and lines, and duplicates, each with what was done.
    """

    entries: pd.DataFrame
    pool: pd.DataFrame
    scores: pd.DataFrame
    files: int
    problems: tuple

    @property
    def sentence(self) -> str:
        """The class in one or two sentences."""
        people = self.entries["forecaster"].nunique()
        asked = self.entries["question_id"].nunique()
        text = f"{_many(self.files, 'book')}, {_many(people, 'pseudonym')}, {_many(asked, 'question')}"
        settled = self.scores["question_id"].nunique()
        text += f"; {settled or 'none'} of them settled."
        if self.problems:
            text += f" {_many(len(self.problems), 'thing')} to look at."
        return text


def inspect_book(path: str | Path, load=codebook.load) -> ReadBook:
    """Read a forecast book line by line and say what is wrong with it.

    Parameters
    ----------
    path : path
        The file.
    load : callable
        Gives the table of questions.
    """
    path = Path(path)
    broken = _unreadable(path)
    if broken:
        return ReadBook(_no_rows(), (broken,))
    asked, good, problems = record.questions(load), [], []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for cells in reader:
            row, complaint = _row(cells, asked)
            if complaint:
                problems.append(f"{path.name}, line {reader.line_num}: {complaint}")
            elif row:
                good.append({**row, "line": reader.line_num})
    table = pd.DataFrame(good, columns=[*COLUMNS, "line"])
    kept = []
    # A forecast is a run of lines, one for each outcome; the same second may hold two of them.
    table["run"] = table.groupby(["written_at", "forecaster", "question_id", "outcome"]).cumcount()
    keys = ["written_at", "forecaster", "question_id", "run"]
    for (_, forecaster, question, _), group in table.groupby(keys, sort=False):
        complaint = problem(asked[question], dict(zip(group["outcome"], group["per_cent"], strict=True)))
        if complaint:
            lines = "-".join(dict.fromkeys(str(line) for line in (group["line"].min(), group["line"].max())))
            left_out = f"the forecast of '{forecaster}' on {question} is left out"
            problems.append(f"{path.name}, line {lines}: {left_out}. {complaint}")
        else:
            kept.append(group)
    rows = pd.concat(kept) if kept else table.iloc[:0]
    return ReadBook(rows[list(COLUMNS)].reset_index(drop=True), tuple(problems))


def score_book(folder: str | Path = ".", load=codebook.load, latest: bool = True) -> ScoredBook:
    """Say what became of the forecasts in ``my-forecasts.csv``, and score what can be scored.

    Parameters
    ----------
    folder : path
        Where the book lies.
    load : callable
        Gives a table by name.
    latest : bool
        Score the last forecast on each question; else the first one.

    Returns
    -------
    ScoredBook
        Also for a missing or broken book: then its ``problems`` name the remedy.
    """
    book = inspect_book(Path(folder) / BOOK, load)
    entries = record.as_entries(book.rows, latest)
    table = record.registry(load)
    rows = [
        _fate(table.loc[question], question, forecaster, group)
        for (question, forecaster), group in entries.groupby(["question_id", "forecaster"], sort=False)
    ]
    columns = [
        "question_id",
        "forecaster",
        "text",
        "likeliest",
        "per_cent",
        "closes",
        "status",
        "came",
        "hindsight",
    ]
    forecasts = pd.DataFrame(rows, columns=columns)
    scored = _beside_the_registry(entries, load)
    return ScoredBook(forecasts, scored, book.problems, _sentence(forecasts, scored))


def revisions(folder: str | Path = ".", question_id: str = "F1", load=codebook.load) -> pd.DataFrame:
    """Every forecast that the book holds on one question, the oldest first.

    Returns
    -------
    DataFrame
        Index ``written_at``, one column for each outcome, chances from 0 to 1; empty where there is none.
    """
    rows = inspect_book(Path(folder) / BOOK, load).rows
    rows = rows[rows["question_id"] == question_id].reset_index(drop=True)
    rows["run"] = rows.groupby(["written_at", "forecaster", "outcome"]).cumcount()
    wide = rows.pivot(index=["written_at", "run"], columns="outcome", values="per_cent") / 100
    return wide.droplevel("run").reindex(columns=list(record.questions(load)[question_id].outcomes))


def gather_books(folder: str | Path, load=codebook.load) -> ClassBook:
    """Read every forecast book in a folder and below, pool the class, and score it.

    Rules: two files with the same content count once; a pseudonym that stands in several files is one person,
    whose latest forecast counts; what is broken is named and left out.

    Parameters
    ----------
    folder : path
        Holds the books, in folders or under any name that ends in ``.csv``.
    load : callable
        Gives a table by name.

    Raises
    ------
    FileNotFoundError
        When the folder is missing or holds no book.
    """
    folder = Path(folder)
    paths = sorted(path for path in folder.rglob("*.csv") if path.is_file()) if folder.is_dir() else []
    if not paths:
        raise FileNotFoundError(
            f"There is no forecast book in '{folder}'. Put each student's {BOOK} into it, in folders of "
            "their own or under names such as heron.csv."
        )
    seen, tables, problems = {}, [], []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        content = _fingerprint(path)
        if content in seen:
            problems.append(f"{name} is the same as {seen[content]}; it counts once.")
            continue
        seen[content] = name
        book = inspect_book(path, load)
        problems += [text.replace(path.name, name, 1) for text in book.problems]
        if len(book.rows):
            tables.append(book.rows.assign(file=name))
    rows = pd.concat(tables, ignore_index=True) if tables else _no_rows().assign(file=[])
    for forecaster, files in rows.groupby("forecaster")["file"].unique().items():
        if len(files) > 1:
            problems.append(
                f"The pseudonym '{forecaster}' stands in {', '.join(files)}: taken as one person, whose "
                "latest forecast counts. If they are two, let one of them choose another pseudonym."
            )
    entries = record.as_entries(rows)
    pool = class_pool(entries)
    scored = _beside_the_registry(pd.concat([entries, pool], ignore_index=True), load)
    return ClassBook(entries, pool, scored, len(tables), tuple(problems))


def class_pool(entries: pd.DataFrame, extremising: float = 1.0) -> pd.DataFrame:
    """Pool everybody's latest forecast on each question: normalised geometric mean of the chances.

    Parameters
    ----------
    entries : DataFrame
        As :func:`~china_russia_axis.forecasts.as_entries` gives them.
    extremising : float
        See :func:`~china_russia_axis.forecasts.pools.geometric`.
    """
    rows = []
    for question, group in entries.groupby("question_id", sort=False):
        names = list(dict.fromkeys(group["outcome"]))
        wide = group.pivot(index="forecaster", columns="outcome", values="chance")[names]
        pooled = pools.geometric(wide, extremising=extremising)
        for name, chance in zip(names, pooled, strict=True):
            spread = (len(wide), wide[name].min(), wide[name].max())
            rows.append((question, POOL, name, chance, *spread))
    columns = ["question_id", "forecaster", "outcome", "chance", "members", "lowest", "highest"]
    return pd.DataFrame(rows, columns=columns)


def _beside_the_registry(entries, load) -> pd.DataFrame:
    known = load("forecast_entries")
    known = known[known["question_id"].isin(entries["question_id"])]
    together = pd.concat([entries, known], ignore_index=True) if len(entries) else known
    return scores.by_question(together, record.outcomes(load))


def _fate(question, question_id, forecaster, group) -> tuple:
    top = group.loc[group["chance"].idxmax()]
    came = question["outcome"]
    status = resolution.status(came)
    return (
        question_id,
        forecaster,
        question["asked"],
        top["outcome"],
        round(100 * top["chance"], 1),
        question["closes"].date().isoformat(),
        status,
        came if status == "resolved" else "",
        pd.Timestamp(group["written_at"].iloc[0][:10]) > question["closes"],
    )


def _sentence(forecasts, scored) -> str:
    if forecasts.empty:
        return f"There is no forecast to score yet. Lesson 00 shows how to write one into {BOOK}."
    counts = forecasts["status"].value_counts()
    parts = [f"{counts[name]} {name}" for name in ("resolved", "open", "void", "ambiguous") if name in counts]
    text = f"{_many(len(forecasts), 'forecast')}: {', '.join(parts)}."
    people = [name for name in forecasts["forecaster"].unique() if name in set(scored["forecaster"])]
    for name in people:
        against = scores.difference(scored, name, "uniform")
        text += (
            f" '{name}' has a mean Brier score of {against.score:.2f} on "
            f"{_many(against.questions, 'question')}, and even chances would have {against.reference:.2f}."
        )
    late = int(forecasts["hindsight"].sum())
    if late:
        text += f" {late} written after the question had closed: practice, not foresight."
    if people:
        text += " So few questions say more about luck than about skill."
    elif "open" in counts:
        text += (
            f" The next answer is due after {forecasts.loc[forecasts['status'] == 'open', 'closes'].min()}."
        )
    return text


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _fingerprint(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # named when it is read as a book
        return str(path)


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _unreadable(path: Path) -> str:
    """Why the file as a whole is no book, in one sentence; empty when it is one."""
    name = path.name
    if not path.is_file():
        return f"{name} is not there. Save a forecast with the form of lesson 00, and it is begun."
    if path.stat().st_size > LARGEST:
        return f"{name} is too large for a forecast book ({path.stat().st_size:,} bytes). Is it another file?"
    try:
        text = path.read_text(encoding="utf-8-sig")
        header, *_ = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    except UnicodeDecodeError:
        return (
            f"{name} is not saved as UTF-8. Open it in the program that saved it, and save it as CSV UTF-8."
        )
    except (csv.Error, OSError) as error:
        return f"{name} cannot be read ({error}). Ask for a fresh copy of the file."
    if tuple(header) != COLUMNS:
        return f"{name} is no forecast book: its first line should read {','.join(COLUMNS)}."
    return ""


def _row(cells: list, asked: dict) -> tuple[dict, str]:
    """One line as a row, and what is wrong with it."""
    if not any(cell.strip() for cell in cells):
        return {}, ""
    if len(cells) != len(COLUMNS):
        return {}, f"{len(cells)} cells instead of {len(COLUMNS)}. Is a comma or a quotation mark missing?"
    row = dict(zip(COLUMNS, cells, strict=True))
    if row["question_id"] not in asked:
        return {}, f"there is no question '{row['question_id']}'. There are: {', '.join(asked)}."
    if row["outcome"] not in asked[row["question_id"]].outcomes:
        known = ", ".join(asked[row["question_id"]].outcomes)
        return {}, f"'{row['outcome']}' is no outcome of {row['question_id']}. Write one of {known}."
    if not row["forecaster"].strip():
        return {}, "the pseudonym is empty. Write one into the second cell."
    try:
        datetime.fromisoformat(row["written_at"])
    except ValueError:
        return {}, f"'{row['written_at']}' is no time such as 2026-01-02T12:00:00+00:00."
    try:
        row["per_cent"] = float(row["per_cent"])
    except ValueError:
        row["per_cent"] = math.nan
    if not 0 <= row["per_cent"] <= 100:
        return {}, f"'{cells[COLUMNS.index('per_cent')]}' is no number from 0 to 100. Write it with a point."
    return row, ""
