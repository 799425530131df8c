"""From whatever a student's cell leaves behind to plain JSON: data with no behaviour of its own.

An object that claims to equal everything, a number that lies about itself, a table with a hostile column:
each is either one of the exact types below or it is called unreadable. A subclass is not its parent here.
"""

import itertools
import math

LONGEST_TEXT = 20_000
MOST_ITEMS = 5_000
DEEPEST = 6


class Unreadable(ValueError):
    """Raised for a value that no question asks for; the message is for the student."""


def plain(value, depth=0):
    """Turn a value into JSON types.

    Parameters
    ----------
    value : object
        A number, text, truth value, None, list, tuple, set, dictionary, or a NumPy or pandas object made of
        these.

    Returns
    -------
    object
        Numbers, texts, truth values, None, lists and dictionaries with texts as keys. Numbers that JSON does
        not know become ``{"special": "nan"}`` (or inf, -inf), sets ``{"set": [...]}``, tables
        ``{"table": {"columns": ..., "rows": ...}}``, columns ``{"series": {"index": ..., "values": ...}}``.

    Raises
    ------
    Unreadable
        For any other type, for more than 5,000 items, for texts of more than 20,000 letters.
    """
    if depth > DEEPEST:
        raise Unreadable("the answer is nested too deeply")
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        if value.bit_length() > 1_000:
            raise Unreadable("the number has more than 300 digits")
        return value
    if kind is float:
        return value if math.isfinite(value) else {"special": repr(value)}
    if kind is str:
        if len(value) > LONGEST_TEXT:
            raise Unreadable(f"the text has {len(value):,} letters; {LONGEST_TEXT:,} is the limit")
        return value.encode("utf-8", "replace").decode("utf-8")
    if kind in (list, tuple, range, type({}.keys()), type({}.values())):
        _require_few(len(value))
        return _items(list(value), depth)
    if kind in (set, frozenset):
        return {"set": _items(sorted(value, key=repr), depth)}
    if kind is dict:
        _require_few(len(value))
        return {_key(key): plain(item, depth + 1) for key, item in value.items()}
    return _of_library(value, kind, depth)


def _of_library(value, kind, depth):
    """NumPy and pandas objects, recognised by the very class of a library that is already loaded."""
    import datetime
    import decimal
    import fractions

    import numpy
    import pandas

    if kind.__module__ == "numpy" and issubclass(kind, numpy.generic):
        return plain(numpy.generic.item(value), depth + 1)
    if kind is numpy.ndarray:
        _require_few(value.size)
        return plain(numpy.ndarray.tolist(value), depth + 1)
    if kind in (decimal.Decimal, fractions.Fraction):
        return plain(float(value), depth + 1)
    if kind is pandas.Timestamp or kind in (datetime.date, datetime.datetime):
        return value.isoformat()
    if value is pandas.NA or value is pandas.NaT:
        return None
    if kind is pandas.Index:
        return plain(pandas.Index.tolist(value), depth + 1)
    if kind.__module__.startswith("pandas.") and issubclass(kind, pandas.api.extensions.ExtensionArray):
        # Its length is its own word; what only poses as an array may go on without end.
        return _items(list(itertools.islice(value, MOST_ITEMS + 1)), depth)
    if kind is pandas.Series:
        _require_few(value.size)
        parts = {"index": list(value.index), "values": pandas.Series.tolist(value)}
        return {"series": {name: _items(part, depth + 1) for name, part in parts.items()}}
    if kind is pandas.DataFrame:
        return _table(value, depth)
    raise Unreadable(f"the answer is of type {kind.__name__[:60]!r}")


def _table(frame, depth):
    import pandas

    _require_few(frame.size)
    named = [name for name in frame.index.names if name is not None]
    if set(named) & set(frame.columns):
        # The column of the same name counts, as made from ``dict(year=years, china=column_by_year)``.
        frame = pandas.DataFrame.reset_index(frame, drop=True)
    elif named or not isinstance(frame.index, pandas.RangeIndex):
        frame = pandas.DataFrame.reset_index(frame)
    columns = [str(name)[:200] for name in frame.columns]
    cells = [frame.iloc[:, place].tolist() for place in range(len(columns))]
    rows = [[plain(cell, depth + 2) for cell in row] for row in zip(*cells, strict=True)]
    return {"table": {"columns": columns, "rows": rows}}


def _items(value, depth):
    _require_few(len(value))
    return [plain(item, depth + 1) for item in value]


def _key(key):
    key = plain(key)
    if type(key) is float and key.is_integer():
        key = int(key)
    if type(key) not in (str, int, float, bool):
        raise Unreadable("a dictionary needs texts or numbers as keys")
    return str(key)[:200]


def _require_few(count):
    if count > MOST_ITEMS:
        raise Unreadable(f"the answer has {count:,} items; {MOST_ITEMS:,} is the limit")
