"""A small sheet of questions with its reference functions, for the tests of practice."""

import sys

import pandas as pd

from china_russia_axis.exercises import declarations, practice

SHEET = """
format = 1
lesson = "99"

[[question]]
id = "99.1"
version = 1
use = "practice"
kind = "number"
title = "A share"
prompt = "What share in {year}, by {measure}?"
unit = "per cent"
tolerance = { absolute = 0.2 }
reference = "share"
parameters = { year = 2023, measure = "market" }
why = "It was {answer} per cent, twice {half:.1f}."
facts = "half"
hints = ["First hint.", "Second hint.", "Third hint."]

[[question.mistakes]]
parameters = { measure = "parity" }
message = "That is the other scale."

[[question.mistakes]]
reference = "total"
message = "That is the sum."

[[question.mistakes]]
answer = 5
message = "That is the number of members."

[[question.mistakes]]
others = { year = [2001, 2002] }
message = "That is the share of {read}. Asked for is {year}."

[[question.mistakes]]
reference = "one_alone"
message = "That is {read:name} alone."

[[question]]
id = "99.2"
version = 1
use = "practice"
kind = "choice"
title = "A choice"
prompt = "Which?"
reference = "which"
hints = ["Look again.", "Look at the end."]

[[question.choices]]
key = "a"
text = "Both scales."
feedback = "One of them still lies below."

[[question.choices]]
key = "b"
text = "One scale."
feedback = "Each scale has its own question."

[[question]]
id = "99.3"
version = 1
use = "practice"
kind = "countries"
title = "Some countries"
prompt = "Who?"
reference = "who"
why = "They are {answer}."
hints = ["Look at the invitations.", "Count the days."]

[[question.mistakes]]
answer = ["BRA", "RUS", "IND", "CHN"]
message = "Those are the hosts."

[[question]]
id = "99.4"
version = 1
use = "practice"
kind = "number"
title = "A year"
prompt = "When?"
unit = "year"
tolerance = { absolute = 0 }
reference = "when"
why = "In {answer}."
hints = ["Not early.", "Not late."]

[[question]]
id = "99.5"
version = 1
use = "both"
kind = "number"
title = "Trade"
prompt = "How much?"
unit = "billion US dollars"
tolerance = { relative = 0.01 }
near = { relative = 0.1 }
reference = "trade"
why = "{answer}."
hints = ["Which table?", "Which year?"]

[[question]]
id = "99.6"
version = 1
use = "graded"
kind = "number"
title = "Handed in"
prompt = "How many?"
unit = "members"
tolerance = { absolute = 0 }
reference = "members"
why = "{answer}."
hints = []
"""

COUNTRIES = {
    "ARG": "Argentina",
    "BIH": "Bosnia and Herzegovina",
    "BRA": "Brazil",
    "CHN": "China",
    "EGY": "Egypt, Arab Rep.",
    "IND": "India",
    "IRN": "Iran, Islamic Rep.",
    "IRQ": "Iraq",
    "RUS": "Russian Federation",
    "SAU": "Saudi Arabia",
    "TTO": "Trinidad and Tobago",
}
SHARES = {2001: 8.0, 2002: 8.3, 2022: 25.7, 2023: 24.6}


def share(load, *, year, measure):
    """The answer to 99.1."""
    return 33.1 if measure == "parity" else SHARES[year]


def half(load, *, year, measure):
    """A further number for the reason of 99.1."""
    return {"half": share(load, year=year, measure=measure) / 2}


def one_alone(load, *, year, measure):
    """Two mistaken answers to 99.1, by the country that was read."""
    return {"CHN": 16.9, "IND": 3.4, "BRA": 0.15}


def total(load, *, year, measure):
    """A mistaken answer to 99.1."""
    return 26_000.0


def which(load):
    """The answer to 99.2."""
    return "b"


def who(load):
    """The answer to 99.3."""
    return ["ARG", "EGY", "IRN", "SAU"]


def when(load):
    """The answer to 99.4."""
    return 2011


def trade(load):
    """The answer to 99.5."""
    return 240.11


def members(load):
    """The answer to 99.6."""
    return 7


def load(name):
    """The one table that reading answers needs."""
    return pd.DataFrame({"iso3": list(COUNTRIES), "country": list(COUNTRIES.values())})


def install(monkeypatch):
    """Put the sheet in place of the course's questions; returns them by id, and forgets earlier attempts."""
    questions = {question.id: question for question in declarations.parse(SHEET)}
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", sys.modules[__name__])
    monkeypatch.setattr(declarations, "every", lambda folder=None: questions)
    practice.attempts.forget()
    return questions
