"""Tables with their codebook: ``cra.load("trade")``, ``cra.tables()``, ``cra.columns("trade")``.

The codebook is ``data/datapackage.json``, a Frictionless Data Package: for each table its source,
licence, coverage and known doubts, and for each column its meaning, unit, type and allowed values.
"""

import csv
import json
from difflib import get_close_matches
from functools import cache

import pandas as pd

from china_russia_axis import places

# Titles and paraphrases are whole sentences: a notebook that cuts them after 50 letters hides the point.
pd.set_option("display.max_colwidth", 160)

_TRUTH = {"true": True, "false": False}
_KINDS = {
    "integer": "a whole number",
    "year": "a year",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date such as 2023-08-24",
}


class UnknownTable(LookupError):
    """Raised for a table that the codebook does not list; the message names the nearest ones."""


class DamagedTable(ValueError):
    """Raised for a table that does not keep to its codebook; the message names row and column."""


@cache
def _read_package(path: str, modified: float) -> dict:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def package() -> dict:
    """The whole codebook as it stands in ``data/datapackage.json``."""
    path = places.data() / "datapackage.json"
    return _read_package(str(path), path.stat().st_mtime)


def describe(name: str) -> dict:
    """Codebook entry of one table.

    Raises
    ------
    UnknownTable
        When the codebook has no such table.
    """
    entries = {entry["name"]: entry for entry in package()["resources"]}
    if name not in entries:
        near = get_close_matches(str(name), entries, n=3, cutoff=0.4)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownTable(f"There is no table '{name}'.{hint} cra.tables() lists all {len(entries)}.")
    return entries[name]


def load(name: str) -> pd.DataFrame:
    """Read one table, typed from the codebook.

    Parameters
    ----------
    name : str
        A name that ``cra.tables()`` lists.

    Returns
    -------
    pandas.DataFrame
        One row a record. ``.attrs`` holds ``name``, ``title``, ``source`` (one line for a figure),
        ``sources``, ``licence``, ``retrieved``, ``coverage`` and ``doubts``.

    Raises
    ------
    UnknownTable
        When the codebook has no such table.
    DamagedTable
        When a cell, a column or the whole file does not keep to the codebook.
    """
    entry = describe(name)
    fields = entry.get("schema", {}).get("fields")
    if not fields:
        raise UnknownTable(f"'{name}' is not a table but a {entry['format']} file; see cra.tables().")
    raw = _read_text(entry)
    _require_columns(entry, raw, fields)
    columns = {field["name"]: _typed(entry, raw[field["name"]], field) for field in fields}
    frame = pd.DataFrame(columns).reset_index(drop=True)
    frame.attrs = _attributes(entry)
    return frame


def source_line(*names: str) -> str:
    """One line that names the sources of the given tables, for the foot of a figure."""
    lines = dict.fromkeys(_short_source(describe(name)) for name in names)
    return "Source: " + "; ".join(lines)


def tables() -> pd.DataFrame:
    """Every table of the course: what one row is, how many there are, which years, from where."""
    rows = [
        {
            "table": entry["name"],
            "title": entry["title"],
            "rows": entry.get("rows"),
            "coverage": entry.get("coverage", ""),
            "source": _short_source(entry),
        }
        for entry in package()["resources"]
    ]
    return pd.DataFrame(rows).set_index("table")


def columns(name: str) -> pd.DataFrame:
    """Meaning, unit, type and allowed values of each column of a table."""
    rows = [
        {
            "column": field["name"],
            "meaning": field["description"],
            "unit": field.get("unit", ""),
            "type": field["type"],
            "allowed values": ", ".join(map(str, field.get("constraints", {}).get("enum", []))),
        }
        for field in describe(name)["schema"]["fields"]
    ]
    return pd.DataFrame(rows).set_index("column")


def read_cells(path) -> pd.DataFrame:
    """Read a table as it stands in its file: every cell as text, the empty ones too.

    Read as text because "NA" is a continent and a broken number must be nameable, and row by row because
    a row with a cell too few or too many must be nameable too.

    Parameters
    ----------
    path : Path
        A CSV file with a header.

    Returns
    -------
    pandas.DataFrame
        Strings. The index counts the records of the file, blank lines included: record 0 is row 2.

    Raises
    ------
    ValueError
        When the file is no table in UTF-8; the message names the row where there is one.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except UnicodeDecodeError:
        raise ValueError("it is not saved as UTF-8") from None
    except csv.Error as error:
        raise ValueError(f"is a quotation mark missing? {error}") from None
    if not header:
        raise ValueError("it is empty")
    for number, row in enumerate(rows, start=2):
        if row and len(row) != len(header):
            raise ValueError(f"row {number} has {len(row)} cells, and the header has {len(header)}")
    filled = {record: row for record, row in enumerate(rows) if row}
    return pd.DataFrame(list(filled.values()), index=list(filled), columns=header, dtype=str)


def _read_text(entry: dict) -> pd.DataFrame:
    try:
        return read_cells(places.data() / entry["path"])
    except FileNotFoundError:
        raise DamagedTable(f"data/{entry['path']} is missing. {_remedy(entry)}") from None
    except ValueError as error:
        raise DamagedTable(f"data/{entry['path']} cannot be read: {error}. {_remedy(entry)}") from None


def _require_columns(entry: dict, raw: pd.DataFrame, fields: list) -> None:
    wanted = [field["name"] for field in fields]
    if list(raw.columns) != wanted:
        missing = [name for name in wanted if name not in raw.columns] or "none"
        extra = [name for name in raw.columns if name not in wanted] or "none"
        raise DamagedTable(
            f"data/{entry['path']}, row 1 (the header): missing columns {missing}, unknown columns {extra}, "
            f"or another order. {_remedy(entry)}"
        )


def _typed(entry: dict, text: pd.Series, field: dict) -> pd.Series:
    kind, empty = field["type"], text == ""
    if field.get("constraints", {}).get("required") and empty.any():
        raise _damage(entry, text, field, empty, "is empty, and this column must be filled")
    if kind == "string":
        return text.mask(empty)
    values = _convert(text.mask(empty), kind)
    broken = values.isna() & ~empty
    if broken.any():
        raise _damage(entry, text, field, broken, f"is not {_KINDS[kind]}")
    if kind in ("integer", "year"):
        whole = values.dropna() % 1 == 0
        if not whole.all():
            raise _damage(
                entry, text, field, ~whole.reindex(values.index, fill_value=True), f"is not {_KINDS[kind]}"
            )
        return values.astype("Int64" if empty.any() else "int64")
    if kind == "boolean":
        return values.astype("boolean" if empty.any() else "bool")
    return values


def _convert(text: pd.Series, kind: str) -> pd.Series:
    if kind == "boolean":
        return text.map(_TRUTH)
    if kind == "date":
        return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    return pd.to_numeric(text, errors="coerce")


def _damage(entry: dict, text: pd.Series, field: dict, broken: pd.Series, complaint: str) -> DamagedTable:
    first = broken.idxmax()
    # The header is row 1 of the file, so the first record is row 2.
    place = f"data/{entry['path']}, row {first + 2}, column {field['name']}"
    return DamagedTable(f"{place}: '{text[first]}' {complaint}. {_remedy(entry)}")


def _remedy(entry: dict) -> str:
    return f"To get the published table back: git checkout -- data/{entry['path']}"


def _attributes(entry: dict) -> dict:
    return {
        "name": entry["name"],
        "title": entry["title"],
        "source": source_line(entry["name"]),
        "sources": entry["sources"],
        "licence": "; ".join(licence["title"] for licence in entry.get("licenses", [])),
        "retrieved": entry.get("retrieved", ""),
        "coverage": entry.get("coverage", ""),
        "doubts": entry.get("doubts", []),
    }


def _short_source(entry: dict) -> str:
    return entry.get("credit") or "; ".join(source["title"] for source in entry["sources"])
