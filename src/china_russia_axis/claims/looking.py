"""Looks at the tables that several pieces of evidence share."""

import pandas as pd


def verified(table: pd.DataFrame) -> pd.DataFrame:
    """Rows that were checked against a source; the others stay out of every verdict."""
    return table[table["verified"]]


def after_essay(load) -> pd.DataFrame:
    """Verified events after the essay, with the set of actors in each row."""
    events = verified(load("events"))
    events = events[events["after_essay"]]
    return events.assign(actors=[frozenset(actors.split(";")) for actors in events["actors"]])


def last_day(events: pd.DataFrame) -> str:
    """The last day on record, as "20 May 2026"."""
    return day_in_words(events["date"].max())


def with_actors(events: pd.DataFrame, *codes: str) -> pd.DataFrame:
    """Events in which all of the given actors take part."""
    return events[[set(codes) <= actors for actors in events["actors"]]]


def wars_over_taiwan(events: pd.DataFrame) -> pd.DataFrame:
    """Acts of war in which Taiwan takes part."""
    return with_actors(events[events["category"] == "war"], "TWN")


def joint_texts(load, body: str) -> pd.DataFrame:
    """What the texts of one body say: verified points joined with the date and kind of their text."""
    documents = verified(load("documents"))
    documents = documents[documents["body"] == body]
    points = verified(load("document_points"))
    columns = ["doc_id", "date", "kind", "after_essay"]
    return points.merge(documents[columns], on="doc_id", how="inner")


def some(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "no texts", "1 text", "3 texts"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def by_rule(*cases: tuple[str, bool], otherwise: str) -> str:
    """The verdict of the first case that holds, as ``by_rule(("partly", some), otherwise="supported")``."""
    return next((verdict for verdict, holds in cases if holds), otherwise)


def day_in_words(day) -> str:
    """A date as "24 August 2023"."""
    day = pd.Timestamp(day)
    return f"{day.day} {day:%B %Y}"
