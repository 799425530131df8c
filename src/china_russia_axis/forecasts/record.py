"""The registry: questions with rules, two codings each, and what forecasters said. Rows are only ever added.

``registry()`` is the whole of it on one page. The tables hold it; the rules compute it again, and a test
compares the two, so that no outcome is typed in by hand.
"""

import pandas as pd

from china_russia_axis import codebook
from china_russia_axis.forecasts import resolution, rules, scores
from china_russia_axis.forecasts.questions import MEANINGS, QUESTIONS, ForecastQuestion

RESERVED = ("uniform", "base rate", "essay", "model", "class")
"""Names of the registry's forecasters; a student who chose one is told apart by a suffix."""

_YES_NO = {"yes": "yes", "no": "no"}


def registry(load=codebook.load) -> pd.DataFrame:
    """Every question with its two codings, its outcome and its status.

    Parameters
    ----------
    load : callable
        Gives a table by name; ``cra.load`` by default.

    Returns
    -------
    DataFrame
        Index ``question_id``: the columns of ``forecast_questions`` and ``forecast_resolutions``, ``asked``
        (condition and question in one sentence) and ``status`` (open, resolved, void, ambiguous).
    """
    questions = load("forecast_questions").set_index("question_id")
    coded = load("forecast_resolutions").set_index("question_id")
    table = questions.join(coded)
    return table.assign(asked=_asked(table), status=[resolution.status(one) for one in table["outcome"]])


def _asked(table) -> list:
    pairs = zip(table["condition"], table["text"], strict=True)
    return [text if pd.isna(condition) else f"{condition}, {text}" for condition, text in pairs]


def outcomes(load=codebook.load, coder: str = "both") -> pd.Series:
    """What came, by question.

    Parameters
    ----------
    load : callable
        Gives a table by name.
    coder : str
        ``both``: the registry's outcome, *ambiguous* where they differ; ``a`` (strict) or ``b`` (lenient): as
        if this coder alone had decided.
    """
    columns = {"both": "outcome", "a": "coding_a", "b": "coding_b"}
    if coder not in columns:
        raise ValueError(f"There is no coder '{coder}'. Ask for both, a or b.")
    return load("forecast_resolutions").set_index("question_id")[columns[coder]]


def agreement(load=codebook.load) -> resolution.Agreement:
    """Agreement of the two coders on all questions that have closed: to be read before any score."""
    coded = load("forecast_resolutions")
    return resolution.agreement(coded["coding_a"], coded["coding_b"])


def disagreements(load=codebook.load) -> pd.DataFrame:
    """The questions on which the coders differ, with what each of them saw."""
    table = registry(load)
    columns = ["asked", "coding_a", "coding_b", "seen_by_a", "seen_by_b"]
    return table.loc[table["outcome"] == "ambiguous", columns]


def score_registry(load=codebook.load, coder: str = "both", entries=None) -> pd.DataFrame:
    """Score every forecaster of the registry on every settled question.

    Parameters
    ----------
    load : callable
        Gives a table by name.
    coder : str
        As in :func:`outcomes`.
    entries : DataFrame, optional
        Further forecasts, as :func:`as_entries` gives them; they are scored beside the registry's.

    Returns
    -------
    DataFrame
        As :func:`~china_russia_axis.forecasts.scores.by_question`.
    """
    known = load("forecast_entries")
    if entries is not None:
        known = pd.concat([known, entries], ignore_index=True)
    return scores.by_question(known, outcomes(load, coder))


def essay_range(load=codebook.load, coder: str = "both") -> pd.DataFrame:
    """Brier score of the essay's words on yes-or-no questions at both ends of their range.

    Returns
    -------
    DataFrame
        Index ``question_id``: ``low``, ``high`` (chance of yes), ``came``, ``best`` and ``worst`` Brier score
        that the words allow. Far apart means that the words said little.
    """
    rows = load("forecast_entries").query("forecaster == 'essay' and outcome == 'yes'")
    rows = rows.set_index("question_id")[["low", "high"]]
    came = outcomes(load, coder).reindex(rows.index)
    rows = rows.assign(came=came)[came.isin(["yes", "no"])]
    ends = pd.DataFrame(
        {
            end: [
                scores.brier({"yes": low, "no": 1 - low}, what)
                for low, what in zip(rows[end], rows["came"], strict=True)
            ]
            for end in ("low", "high")
        },
        index=rows.index,
    )
    return rows.assign(best=ends.min(axis=1), worst=ends.max(axis=1))


def settled(load=codebook.load) -> pd.DataFrame:
    """Code every question again by rule: what ``forecast_resolutions`` should hold.

    Before a question closes, a coder who has not seen it happen writes ``open``.
    """
    load = rules.once(load)
    as_of = rules.last_day(load)
    rows = []
    for question in load("forecast_questions").itertuples():
        first, second = rules.codings(question.question_id, load)
        early = as_of < question.closes
        answers = ["open" if early and one.answer != "yes" else one.answer for one in (first, second)]
        rows.append(
            {
                "question_id": question.question_id,
                "as_of": as_of,
                "coding_a": answers[0],
                "coding_b": answers[1],
                "outcome": resolution.settle(*answers, question.closes, as_of),
                "seen_by_a": first.number,
                "seen_by_b": second.number,
                "events": ";".join(dict.fromkeys(first.events + second.events)) or None,
                "tables": ";".join(dict.fromkeys(first.tables + second.tables)),
            }
        )
    return pd.DataFrame(rows)


def questions(load=codebook.load) -> dict:
    """The registry's questions in the form in which a student's book takes them, by id."""
    found = {}
    table = load("forecast_questions")
    for row in table.assign(asked=_asked(table)).itertuples():
        found[row.question_id] = QUESTIONS.get(row.question_id) or ForecastQuestion(
            question_id=row.question_id,
            version=1,
            text=row.asked,
            outcomes=MEANINGS if row.kind == "five futures" else _YES_NO,
            rule=f"Coder A: {row.rule_a} Coder B: {row.rule_b}",
            closes=row.closes.year,
        )
    return found


def as_entries(book: pd.DataFrame, latest: bool = True) -> pd.DataFrame:
    """Turn rows of a forecast book into entries that can be scored beside the registry's.

    Parameters
    ----------
    book : DataFrame
        Answer of ``read_book``.
    latest : bool
        Keep the last forecast of each question and pseudonym; else the first one.

    Returns
    -------
    DataFrame
        ``question_id``, ``forecaster``, ``outcome``, ``chance`` (0 to 1), ``written_at``.
    """
    keys = ["forecaster", "question_id"]
    book = book.sort_values("written_at", kind="stable")
    edge = book.groupby(keys)["written_at"].transform("max" if latest else "min")
    kept = book[book["written_at"] == edge]
    # Two saves within one second: the later one counts.
    kept = kept.drop_duplicates([*keys, "outcome"], keep="last" if latest else "first")
    table = kept[["question_id", "forecaster", "outcome"]].copy()
    taken = table["forecaster"].isin(RESERVED)
    table["forecaster"] = table["forecaster"].mask(taken, table["forecaster"] + " (student)")
    table["chance"] = kept["per_cent"].astype(float) / 100
    table["written_at"] = kept["written_at"]
    return table.reset_index(drop=True)
