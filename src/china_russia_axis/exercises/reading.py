"""Reading what a student gives: numbers in many spellings, keys of choices, names of countries.

Each reader returns a plain Python value or raises :class:`Unreadable` with a kind message. None of them
trusts the object it is given: only known types are looked into, so that nothing a student's code returns
can make the judge fail or fool it.
"""

import math
import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from string import ascii_lowercase

import numpy as np
import pandas as pd

from china_russia_axis.exercises.declarations import Question

_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "trillions": 1e12,
    "tn": 1e12,
}
# Words that may stand beside a number and change nothing.
_FILLERS = {"about", "around", "roughly", "the", "a", "in", "of", "us", "usd", "dollar", "dollars"}
_PER_CENT = re.compile(r"%|\b(per\s*cents?|percentages?|pct|points?|pp)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"[+-]?(?:\d{1,3}(?:[ '\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d[\d.,]*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE
)
_CONTAINERS = (list, tuple, set, frozenset, pd.Series, pd.Index, pd.DataFrame, np.ndarray)
_ISO3 = re.compile(r"[A-Z]{3}")
# A period is typed with whatever dash the keyboard or a word processor gives.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_LONGEST = 20_000
_PUNCTUATION = " .'\"[](){}"

# Names in daily use that the table of countries spells otherwise.
_OTHER_NAMES = {
    "america": "USA",
    "britain": "GBR",
    "burma": "MMR",
    "czech republic": "CZE",
    "dprk": "PRK",
    "drc": "COD",
    "egypt": "EGY",
    "emirates": "ARE",
    "england": "GBR",
    "great britain": "GBR",
    "holland": "NLD",
    "hong kong": "HKG",
    "iran": "IRN",
    "ivory coast": "CIV",
    "kingdom of saudi arabia": "SAU",
    "kyrgyzstan": "KGZ",
    "laos": "LAO",
    "moldova": "MDA",
    "north korea": "PRK",
    "people's republic of china": "CHN",
    "prc": "CHN",
    "republic of korea": "KOR",
    "russia": "RUS",
    "russian federation": "RUS",
    "slovakia": "SVK",
    "south korea": "KOR",
    "syria": "SYR",
    "taiwan": "TWN",
    "tanzania": "TZA",
    "the netherlands": "NLD",
    "turkey": "TUR",
    "türkiye": "TUR",
    "uae": "ARE",
    "uk": "GBR",
    "united arab emirates": "ARE",
    "united kingdom": "GBR",
    "united states": "USA",
    "united states of america": "USA",
    "us": "USA",
    "venezuela": "VEN",
    "viet nam": "VNM",
    "vietnam": "VNM",
    "west germany": "DEU",
}


class Unreadable(ValueError):
    """Raised for an answer that cannot be understood; the message names the remedy."""


def read(question: Question, answer, load):
    """A student's answer as a plain value: float, key of a choice, or frozenset of ISO codes."""
    _require_something(question, answer)
    if question.kind == "number":
        return number(answer, question.unit)
    if question.kind == "choice":
        return choice(answer, question)
    if question.kind == "countries":
        return countries(answer, load)
    return {"table": table, "function": function, "prose": prose}[question.kind](answer, question)


def show(question: Question, value) -> str:
    """How the judge understood an answer, in words."""
    if question.kind == "number":
        return f"{value:.15g} {question.unit}" if question.unit != "year" else f"the year {value:.15g}"
    if question.kind == "choice":
        return next(one.text for one in question.choices if one.key == value)
    if question.kind == "countries":
        return ", ".join(sorted(value)) or "no country"
    if question.kind == "table":
        return f"a table of {len(value)} rows"
    return f"{len(value.split())} words" if question.kind == "prose" else "a function"


def _require_something(question: Question, answer) -> None:
    remedy = f'Try cra.check("{question.id}", {example(question)}).'
    if answer is None:
        raise Unreadable(
            f"There is no answer yet: Python gave None. Does your function return a value? {remedy}"
        )
    if answer is ...:
        raise Unreadable(f"The three dots still stand where your answer goes. {remedy}")
    if callable(answer) and question.kind != "function":
        raise Unreadable("That is a function, not yet its value: call it, with brackets at the end.")


def _text(value) -> str:
    """The characters of a text, whatever a subclass has made of its methods."""
    return str.__str__(value)[:_LONGEST]


def example(question: Question) -> str:
    """A made-up answer in the right form, to show how one is written."""
    if question.kind == "number":
        return "1950" if question.unit == "year" else "12.3"
    if question.kind == "choice":
        return f'"{question.choices[0].key}"'
    if question.kind == "countries":
        return '["NOR", "Peru"]'
    return {"table": "your_table", "function": "your_function", "prose": '"Your text."'}[question.kind]


# ---------------------------------------------------------------------------------------------------
# Numbers


def number(answer, unit: str) -> float:
    """A number from a number, from a table with one cell, or from text such as ``"33,4 %"``.

    Parameters
    ----------
    answer : object
        What the student gave.
    unit : str
        The unit of the question. A text may give another scale: "240 million" is 0.24 where the unit is
        in billions.

    Raises
    ------
    Unreadable
        When no single finite number can be found.
    """
    one = _single(answer)
    kind = type(one)
    if kind is bool or issubclass(kind, np.bool_):
        raise Unreadable(f"That is {one}, true or false. This question asks for a number ({unit}).")
    if issubclass(kind, str):
        value = _number_in(_text(one), unit)
    elif kind in (int, float, Decimal, Fraction) or issubclass(kind, (np.integer, np.floating)):
        value = _as_float(one)
    elif issubclass(kind, (date, np.datetime64)):
        raise Unreadable("That is a date. If the year is asked for, give the year alone, such as 1950.")
    else:
        raise Unreadable(f"This question asks for one number ({unit}); yours is of the type {kind.__name__}.")
    if math.isnan(value):
        raise Unreadable(
            "That is NaN, a missing value: a cell of the table was empty. Look at the rows you used."
        )
    if math.isinf(value):
        raise Unreadable("That is infinite or far too large. Was something divided by zero?")
    return value


def _as_float(value) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf
    except (ValueError, ArithmeticError):
        return math.nan


def _single(answer):
    """The one value inside a container with one value; otherwise a message or the answer itself."""
    if type(answer) in _CONTAINERS or _is_array(answer):
        values = _flat(answer)
        if len(values) != 1:
            raise Unreadable(f"That holds {len(values)} values; asked for is one number. Which is it?")
        return _single(values[0])
    return answer


def _is_array(answer) -> bool:
    """Whether it is one of the columns without index that pandas gives, for instance from ``.unique()``."""
    kind = type(answer)
    return kind.__module__.startswith("pandas.") and issubclass(kind, pd.api.extensions.ExtensionArray)


def _flat(answer) -> list:
    is_array = type(answer) in (pd.Series, pd.Index, pd.DataFrame, np.ndarray) or _is_array(answer)
    return list(np.asarray(answer, dtype=object).ravel()) if is_array else list(answer)


def _number_in(text: str, unit: str) -> float:
    plain = text.replace("−", "-").replace("–", "-").replace("\u00a0", " ").replace("\u202f", " ")
    plain = re.sub(r"[$€¥£~≈=]", " ", plain).strip()
    if plain.casefold() in ("nan", "inf", "-inf"):
        return float(plain)
    found = [one for one in _NUMBER.finditer(plain)]
    if not found:
        raise Unreadable(f"There is no number in your text. Give a number ({unit}), such as 12.3.")
    if len(found) > 1:
        raise Unreadable("There are several numbers in your text. Give one.")
    rest = _PER_CENT.sub(" ", plain[: found[0].start()] + " " + plain[found[0].end() :])
    words = re.findall(r"[^\W\d_]+", rest.casefold())
    scale, known = 1.0, _FILLERS | set(re.findall(r"[^\W\d_]+", unit.casefold()))
    for word in words:
        if word in _SCALES:
            scale *= _SCALES[word] / _scale_of(unit)
        elif word not in known:
            raise Unreadable(f"I cannot place '{word[:40]}'. Give the number alone; its unit is {unit}.")
    return _figures(found[0].group()) * scale


def _scale_of(unit: str) -> float:
    words = re.findall(r"[^\W\d_]+", unit.casefold())
    return next((_SCALES[word] for word in words if word in _SCALES), 1.0)


def _figures(text: str) -> float:
    """Digits with any of the usual separators: 1,234.5 and 1.234,5 and 1 234,5 and 33,4."""
    digits = re.sub(r"[\s']", "", text).rstrip(".,")
    body, _, power = digits.casefold().partition("e")
    if "," in body and "." in body:
        decimal = max(body.rfind(","), body.rfind("."))
        body = re.sub(r"[.,]", "", body[:decimal]) + "." + body[decimal + 1 :]
    elif "," in body:
        # One comma before exactly three digits separates thousands (1,234); any other is a decimal comma.
        thousands = re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", body)
        body = body.replace(",", "" if thousands else ".")
    try:
        return float(f"{body}e{power}" if power else body)
    except ValueError:
        raise Unreadable("I cannot tell which number that is. Write it like 1234.5.") from None


# ---------------------------------------------------------------------------------------------------
# Choices


def letters(question: Question) -> dict:
    """The choices of a graded question by the letter of their place; in practice they have none."""
    if question.use != "graded":
        return {}
    return dict(zip(ascii_lowercase, question.choices, strict=False))


def choice(answer, question: Question) -> str:
    """The key of a choice, from its letter, the key in any spelling, the full text, or True and False."""
    keys = {one.key.casefold(): one.key for one in question.choices}
    by_letter = {letter: one.key for letter, one in letters(question).items()}
    remedy = f"Answer with one of: {', '.join(by_letter or keys.values())}."
    one = _single_word(answer, remedy)
    if type(one) is bool:
        one = next((word for word in (str(one), "yes" if one else "no") if word.casefold() in keys), str(one))
    if type(one) in (int, float):
        one = f"{_as_float(one):.15g}"
    if not issubclass(type(one), str):
        raise Unreadable(f"That is of the type {type(one).__name__}. {remedy}")
    one = _text(one)
    plain = _bare(one)
    if plain in by_letter:
        return by_letter[plain]
    if plain in keys:
        return keys[plain]
    texts = {_bare(one.text): one.key for one in question.choices}
    if plain in texts:
        return texts[plain]
    near = [] if by_letter else get_close_matches(plain[:200], keys, n=1, cutoff=0.7)
    hint = f"Did you mean {keys[near[0]]}? " if near else ""
    raise Unreadable(f"There is no choice '{one[:40]}'. {hint}{remedy}")


def _bare(text: str) -> str:
    """The words of a choice as a reader sees them, without the marks for italics and code."""
    return " ".join(re.sub(r"[*`]", "", text).split()).strip(" .()[]:'\"").casefold()


def _single_word(answer, remedy: str):
    if type(answer) in (list, tuple, set, frozenset):
        if len(answer) != 1:
            raise Unreadable(f"That holds {len(answer)} values; choose one. {remedy}")
        return next(iter(answer))
    return answer


# ---------------------------------------------------------------------------------------------------
# Tables, functions, prose


def table(answer, question: Question) -> dict:
    """Rows by their key from a DataFrame, a list of dictionaries, a Series or a dictionary.

    Returns
    -------
    dict
        Key (a tuple of texts in small letters, by ``question.key``) to a dictionary of the other columns:
        text, or float, which is NaN where a cell is empty or no number.

    Raises
    ------
    Unreadable
        When a column is missing, a key stands there twice, or it is no table.
    """
    frame = _as_frame(answer, question)
    known = {name.casefold(): name for name in question.columns}
    plain = [name.strip().casefold() if type(name) is str else name for name in frame.columns]
    frame = frame.set_axis(
        [known.get(one, name) for one, name in zip(plain, frame.columns, strict=True)], axis=1
    )
    missing = [name for name in question.columns if name not in frame.columns]
    if missing:
        has = ", ".join(map(str, frame.columns)) or "none"
        columns = "column" if len(missing) == 1 else "columns"
        raise Unreadable(f"The table needs the {columns} {' and '.join(missing)}; yours has: {has}.")
    twice = [name for name in question.columns if list(frame.columns).count(name) > 1]
    if twice:
        raise Unreadable(f"The column {' and '.join(twice)} stands there twice.")
    rows = {}
    # Column by column: a row taken as a whole would turn the whole numbers among fractions into fractions.
    cells = zip(*(list(frame[name]) for name in question.columns), strict=True)
    for values in cells:
        row = dict(zip(question.columns, values, strict=True))
        key = tuple(_cell(row[name], "text").casefold().translate(_DASHES) for name in question.key)
        if key in rows:
            raise Unreadable(f"The row {row_name(key)} stands there twice.")
        others = {name: kind for name, kind in question.columns.items() if name not in question.key}
        rows[key] = {name: _cell(row[name], kind) for name, kind in others.items()}
    return rows


def row_name(key: tuple) -> str:
    """A row of a table for a sentence: codes of countries in capitals, words as they are."""
    return ", ".join(part.upper() if _ISO3.fullmatch(part.upper()) else part for part in key)


def _as_frame(answer, question: Question) -> pd.DataFrame:
    kind, columns = type(answer), list(question.columns)
    if kind is dict and not any(type(value) in (list, tuple) for value in answer.values()):
        answer, kind = pd.Series(answer, dtype=object), pd.Series
    if kind is pd.Series:
        others = [name for name in columns if name not in question.key]
        parts = [tuple(one) if type(one) in (tuple, list) else (one,) for one in answer.index]
        if len(others) != 1 or any(len(one) != len(question.key) for one in parts):
            raise Unreadable(f"One column is too little: the table has {', '.join(columns)}.")
        keyed = pd.DataFrame(parts, columns=list(question.key), dtype=object)
        return keyed.assign(**{others[0]: list(answer)})
    if kind in (dict, list):
        try:
            answer = pd.DataFrame(answer)
        except (ValueError, TypeError, AttributeError):
            raise Unreadable("The columns of that table have different lengths or forms.") from None
    elif kind is not pd.DataFrame:
        raise Unreadable(f"This question asks for a table; yours is of the type {kind.__name__}.")
    named = {name for name in answer.index.names if name is not None}
    if named & set(answer.columns):
        return answer.reset_index(drop=True)
    return answer.reset_index() if named & set(question.columns) else answer


def _cell(value, kind: str):
    if kind == "number":
        try:
            return number(value, "")
        except Unreadable:
            return math.nan
    if issubclass(type(value), np.generic):
        value = value.item()
    if type(value) is float and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())[:200] if type(value) in (str, int, float, bool) else repr(value)[:200]


def function(answer, question: Question):
    """The function itself, or the values that a sandbox got from its calls: a list, one entry a call."""
    if callable(answer) or isinstance(answer, list):
        return answer
    raise Unreadable(f"This question asks for a function; yours is of the type {type(answer).__name__}.")


def prose(answer, question: Question) -> str:
    """A text within the number of words that the question asks for."""
    if not issubclass(type(answer), str):
        raise Unreadable(f"This question asks for a text; yours is of the type {type(answer).__name__}.")
    text = _text(answer).strip()
    fewest, most = question.words
    count = len(text.split())
    if count == 0:
        raise Unreadable("There is no text yet.")
    if count < fewest:
        raise Unreadable(f"That is {count} words; asked for are {fewest} to {most}. Say more.")
    if count > most:
        raise Unreadable(f"That is {count} words; asked for are {fewest} to {most}. Cut it.")
    return text


def from_plain(value):
    """Python objects from the plain JSON that a sandbox hands out (see ``grading/inside/values.py``)."""
    if isinstance(value, list):
        return [from_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"special"}:
        return float(value["special"]) if value["special"] in ("nan", "inf", "-inf") else math.nan
    if set(value) == {"set"} and isinstance(value["set"], list):
        items = [from_plain(item) for item in value["set"]]
        return {item for item in items if type(item) in (str, int, float, bool)}
    if set(value) == {"table"} and _is_plain_table(value["table"]):
        rows = [[from_plain(cell) for cell in row] for row in value["table"]["rows"]]
        return pd.DataFrame(rows, columns=value["table"]["columns"], dtype=object)
    if set(value) == {"series"} and _is_plain_series(value["series"]):
        index, values = (from_plain(value["series"][part]) for part in ("index", "values"))
        return pd.Series(values, index=pd.Index(index, dtype=object), dtype=object)
    return {str(name): from_plain(item) for name, item in value.items()}


def _is_plain_series(found) -> bool:
    if not isinstance(found, dict) or set(found) != {"index", "values"}:
        return False
    parts = list(found.values())
    return all(isinstance(part, list) for part in parts) and len(parts[0]) == len(parts[1])


def _is_plain_table(found) -> bool:
    if not isinstance(found, dict) or set(found) != {"columns", "rows"}:
        return False
    columns, rows = found["columns"], found["rows"]
    sound = (
        isinstance(columns, list) and isinstance(rows, list) and len(set(map(str, columns))) == len(columns)
    )
    return sound and all(isinstance(row, list) and len(row) == len(columns) for row in rows)


# ---------------------------------------------------------------------------------------------------
# Countries


def countries(answer, load) -> frozenset:
    """A set of ISO 3166-1 alpha-3 codes from codes or names, in a list, a set, a column or a text."""
    words = _words(answer)
    names = _names(load)
    codes = frozenset(names.values())
    if not words:
        raise Unreadable('There is no country in your answer yet. Write codes or names: ["NOR", "Peru"].')
    return frozenset(_code(part, names, codes) for word in words for part in _parts(word, names))


def _parts(word: str, names: dict) -> list[str]:
    """A name as it is (Trinidad and Tobago), or the names that "and" joins (China and Russia)."""
    return [word] if word.casefold() in names else " ".join(word.split()).split(" and ")


def _words(answer) -> list[str]:
    kind = type(answer)
    if issubclass(kind, str):
        pieces = re.split(r"[,;\n]", _text(answer))
        plain = [re.sub(r"^and\s+", "", piece.strip(_PUNCTUATION)) for piece in pieces]
        return [piece for piece in plain if piece]
    if kind is dict:
        answer = list(answer)
    elif kind is pd.DataFrame:
        for column in ("iso3", "country"):
            if column in answer.columns:
                return _words(answer[column])
        raise Unreadable("That is a whole table. Give its column of countries, for instance TABLE['iso3'].")
    elif kind not in _CONTAINERS and not _is_array(answer):
        raise Unreadable(
            f'This question asks for countries, as in ["NOR", "Peru"]; yours is of the type {kind.__name__}.'
        )
    words = _flat(answer)
    for word in words:
        if not issubclass(type(word), str):
            raise Unreadable(
                f'A country is of the type {type(word).__name__}. Write each as text, as in ["NOR", "Peru"].'
            )
    return [_text(word).strip()[:200] for word in words]


def _names(load) -> dict[str, str]:
    table = load("countries")
    names = {str(name).casefold(): code for name, code in zip(table["country"], table["iso3"], strict=True)}
    codes = set(table["iso3"])
    names.update({name: code for name, code in _OTHER_NAMES.items() if code in codes})
    return names


def _code(word: str, names: dict, codes: frozenset) -> str:
    plain = " ".join(word.split())
    if plain.upper() in codes:
        return plain.upper()
    folded = plain.casefold().removeprefix("the ")
    if plain.casefold() in names:
        return names[plain.casefold()]
    if folded in names:
        return names[folded]
    near = get_close_matches(folded, names, n=2, cutoff=0.6)
    if not near and _ISO3.fullmatch(plain.upper()):
        alike = get_close_matches(plain.upper(), sorted(codes), n=2)
        near = [name for name, code in sorted(names.items()) if code in alike][:2]
    unique = {names[name]: name.title() for name in near}
    options = " or ".join(f"{name} ({code})" for code, name in unique.items())
    remedy = f"Did you mean {options}?" if options else "cra.load('countries') lists the codes and names."
    raise Unreadable(f"I do not know the country '{plain[:60]}'. {remedy}")
