"""Add rows to the tables by a documented step: ``axis data check``, then ``axis data seal``.

The codebook ``data/datapackage.json`` holds the hash, size and row count of every table: its seal. Whoever
adds rows checks that they keep to the codebook, then seals the table again.
"""

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pandas as pd

from china_russia_axis import codebook

CODEBOOK = "datapackage.json"
# What a spreadsheet program adds on saving, and the tables of the course do without.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BROKEN_SEAL = (
    "data/{path} is not as it was sealed. If the change is yours, run axis data seal; "
    "if not, git checkout -- data/{path} brings the published table back."
)


def seal(folder: str | Path) -> list[str]:
    """Write the hash, size and row count of every table into the codebook.

    Line endings of Windows and the mark that a spreadsheet program puts before the first letter are taken
    out of the tables first, because the hash must be the same on every machine. What the rows say is not
    judged here: that is what :func:`check` is for.

    Parameters
    ----------
    folder : str or Path
        The folder of the tables, with ``datapackage.json``.

    Returns
    -------
    list of str
        Names of the tables whose seal has changed, in the order of the codebook.

    Raises
    ------
    FileNotFoundError
        When the codebook, or a file that it describes, is missing.
    """
    folder = Path(folder)
    package = _codebook(folder)
    changed = []
    for entry in package["resources"]:
        path = folder / entry["path"]
        if not path.is_file():
            raise FileNotFoundError(f"data/{entry['path']} is missing, and the codebook describes it.")
        _tidy(path)
        fresh = _seal_of(path)
        if {key: entry.get(key) for key in fresh} != fresh:
            entry.update(fresh)
            changed.append(entry["name"])
    if changed:
        text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
        (folder / CODEBOOK).write_text(text, encoding="utf-8", newline="\n")
    return changed


def check(folder: str | Path) -> list[str]:
    """Say in plain words where the tables differ from the codebook.

    Parameters
    ----------
    folder : str or Path
        The folder of the tables, with ``datapackage.json``.

    Returns
    -------
    list of str
        One sentence a problem; empty when every table keeps to the codebook and to its seal.

    Raises
    ------
    FileNotFoundError
        When the codebook is missing.
    """
    folder = Path(folder)
    entries = _codebook(folder)["resources"]
    known = _known_codes(folder, entries)
    problems = _undescribed(folder, entries)
    for entry in entries:
        path = folder / entry["path"]
        if not path.is_file():
            problems.append(f"data/{entry['path']} is missing, and the codebook describes it.")
            continue
        if _is_table(entry):
            problems += _in_table(entry, path, known)
        fresh = _seal_of(path)
        if {key: entry.get(key) for key in fresh} != fresh:
            problems.append(_BROKEN_SEAL.format(path=entry["path"]))
    return problems


def _codebook(folder: Path) -> dict:
    path = folder / CODEBOOK
    if not path.is_file():
        raise FileNotFoundError(f"There is no codebook {CODEBOOK} in the folder {folder.name}.")
    return json.loads(path.read_text(encoding="utf-8"))


def _is_table(entry: dict) -> bool:
    return bool(entry.get("schema", {}).get("fields"))


def _tidy(path: Path) -> None:
    if path.suffix != ".csv":
        return
    found = path.read_bytes()
    tidy = found.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    if tidy != found:
        path.write_bytes(tidy)


def _seal_of(path: Path) -> dict:
    content = path.read_bytes()
    fresh = {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
    if path.suffix == ".csv":
        text = content.decode("utf-8", errors="replace")
        fresh["rows"] = _count_rows(text)
    return fresh


def _count_rows(text: str) -> int | None:
    try:
        return sum(1 for row in csv.reader(io.StringIO(text, newline="")) if row) - 1
    except csv.Error:  # an open quotation mark swallows the rest of the file
        return None


def _undescribed(folder: Path, entries: list) -> list[str]:
    described = {entry["path"] for entry in entries} | {CODEBOOK}
    strangers = sorted(path.name for path in folder.iterdir() if path.name not in described)
    return [
        f"data/{name} is not described in {CODEBOOK}. Add its entry, or take the file out of data/."
        for name in strangers
        if not name.startswith(".")
    ]


def _known_codes(folder: Path, entries: list) -> set[str]:
    paths = [folder / entry["path"] for entry in entries if entry["name"] == "countries"]
    if not paths or not paths[0].is_file():
        return set()
    try:
        return set(codebook.read_cells(paths[0]).get("iso3", ()))
    except ValueError:  # said where the table itself is checked
        return set()


def _in_table(entry: dict, path: Path, known: set[str]) -> list[str]:
    place = f"data/{entry['path']}"
    try:
        table = codebook.read_cells(path)
    except ValueError as error:
        return [f"{place} cannot be read: {error}."]
    fields = entry["schema"]["fields"]
    wanted, found = [field["name"] for field in fields], list(table.columns)
    if found != wanted:
        return [f"{place}, row 1: the columns should be {', '.join(wanted)}, and are {', '.join(found)}."]
    problems = []
    for field in fields:
        problems += _in_column(place, table[field["name"]], field, known)
    return problems + _repeated_keys(place, table, entry["schema"].get("primaryKey", []))


def _in_column(place: str, text: pd.Series, field: dict, known: set[str]) -> list[str]:
    rules = field.get("constraints", {})
    filled = text != ""
    if rules.get("required") and not filled.all():
        return [_problem(place, text, ~filled, "must be filled")]
    values = codebook._convert(text.where(filled), field["type"]) if field["type"] != "string" else text
    wrong = filled & _not_of_type(values, field["type"])
    if wrong.any():
        return [_problem(place, text, wrong, f"is not {codebook._KINDS[field['type']]}")]
    broken = ((rows & filled, complaint) for rows, complaint in _broken_rules(text, values, rules, known))
    return [_problem(place, text, rows, complaint) for rows, complaint in broken if rows.any()]


def _not_of_type(values: pd.Series, kind: str) -> pd.Series:
    if kind in ("integer", "year"):
        return values.isna() | (values % 1 != 0)
    return values.isna()


def _broken_rules(text: pd.Series, values: pd.Series, rules: dict, known: set[str]):
    if "enum" in rules:
        allowed = [str(one) for one in rules["enum"]]
        yield ~text.isin(allowed), f"is none of {', '.join(allowed)}"
    if "minimum" in rules:
        yield values < _limit(values, rules["minimum"]), f"is below {rules['minimum']}"
    if "maximum" in rules:
        yield values > _limit(values, rules["maximum"]), f"is above {rules['maximum']}"
    if "pattern" in rules:
        pattern = re.compile(rules["pattern"])
        yield ~text.map(lambda cell: bool(pattern.fullmatch(cell))), f"does not look like {rules['pattern']}"
    if rules.get("unique"):
        yield text.duplicated(), "stands there twice"
    if known and _holds_codes(str(text.name)):
        yield ~text.isin(known), "is a code that data/countries.csv does not list"


def _limit(values: pd.Series, limit):
    return pd.Timestamp(limit) if pd.api.types.is_datetime64_any_dtype(values) else float(limit)


def _holds_codes(column: str) -> bool:
    return column.startswith("iso3") or column.endswith("_iso3")


def _repeated_keys(place: str, table: pd.DataFrame, key: str | list) -> list[str]:
    key = [key] if isinstance(key, str) else list(key)
    twice = table.duplicated(key) if key else pd.Series(False, index=table.index)
    if not twice.any():
        return []
    row = twice.idxmax()
    cells = ", ".join(f"{name} {table.loc[row, name]}" for name in key)
    return [f"{place}, row {row + 2}: {cells} stands there twice{_further(twice)}."]


def _problem(place: str, text: pd.Series, wrong: pd.Series, complaint: str) -> str:
    row = wrong.idxmax()
    # The header is row 1 of the file, so the first record is row 2.
    return f"{place}, row {row + 2}, column {text.name}: '{text[row]}' {complaint}{_further(wrong)}."


def _further(wrong: pd.Series) -> str:
    more = int(wrong.sum()) - 1
    return f" (and {more} more)" if more else ""
