"""The codebook as pages: one lists all tables, and one a table says what is in it and how far to trust it."""

import ast
import html
import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from china_russia_axis import codebook, places
from china_russia_axis.pages import markdown
from china_russia_axis.site import course, markup, sources, tables
from china_russia_axis.site.tables import Cell, Column, plain

PATH = "reference/codebook.md"
_DATA = "_static/data"
_FIRST_ROWS, _LONGEST = 5, 160


@dataclass(frozen=True)
class Use:
    """Where a table is used: numbers of the lessons that name it in a cell, and claims judged with it."""

    lessons: tuple = ()
    claims: tuple = ()


def pages() -> dict:
    """Path inside the Sphinx folder and text or bytes: the list, a page a table, and the files."""
    entries = codebook.package()["resources"]
    records = {entry["name"]: _records(entry) for entry in entries}
    use = uses()
    names = {brief.number: (brief.name, brief.title) for brief in course.briefs()}
    files = {PATH: index(entries, records, use), **tables.assets()}
    for entry in entries:
        name = entry["name"]
        files[f"reference/codebook/{name}.md"] = table_page(entry, records[name], use[name], names)
        files[f"{_DATA}/{entry['path']}"] = (places.data() / entry["path"]).read_bytes()
    files[f"{_DATA}/datapackage.json"] = (places.data() / "datapackage.json").read_bytes()
    return files


def uses() -> dict[str, Use]:
    """For each table the lessons that load or cite it, those where its claims are judged, and the claims."""
    known = [entry["name"] for entry in codebook.package()["resources"]]
    lessons, claims = {name: set() for name in known}, {name: [] for name in known}
    for written in course.written():
        for cell in written.notebook.cells:
            if cell.cell_type == "code":
                for name in _named(cell.source) & set(known):
                    lessons[name].add(written.name[:2])
    for identifier, lesson, read in _evidence():
        for name in read:
            lessons[name].add(lesson)
            claims[name].append(identifier)
    return {name: Use(tuple(sorted(lessons[name])), tuple(claims[name])) for name in known}


def index(entries: list, records: dict, use: dict) -> str:
    """The list of all tables.

    Parameters
    ----------
    entries : list of dict
        As ``datapackage.json`` has them.
    records : dict
        Cells of each table as text; None for what is no table.
    use : dict
        Where each is used.
    """
    rows = sum(len(one) for one in records.values() if one is not None)
    doubts = sum(len(entry["doubts"]) for entry in entries)
    marked = [one for one in records.values() if one is not None and "verified" in one]
    checked = sum(int((one["verified"] == "true").sum()) for one in marked)
    listed = sources.toctree([f"reference/codebook/{entry['name']}" for entry in entries], hidden=True)
    top = markup.to_top(PATH)
    return "\n\n".join(
        [
            tables.ALONE,
            "# Data codebook",
            f"{len(entries)} tables with {rows:,} rows, and {doubts} doubts about them.\n"
            f"{len(marked)} of the tables say row by row whether a row was checked: {checked:,} of "
            f"{sum(map(len, marked)):,} rows were. The others stay out of figures and verdicts.\n"
            "Each name leads to the meaning of every column, to the sources, and to the file.",
            markup.raw(
                f'<p>For programs: <a href="{top}{_DATA}/datapackage.json">datapackage.json</a>, a '
                "Frictionless Data Package, describes all of them and lies beside the files.</p>"
            ),
            markup.raw(_listing(entries, records, use)),
            listed,
        ]
    )


def table_page(entry: dict, records: pd.DataFrame | None, use: Use, lessons: dict) -> str:
    """The page of one table.

    Parameters
    ----------
    entry : dict
        Its entry in ``datapackage.json``.
    records : DataFrame or None
        Its cells as text; None for what is no table.
    use : Use
        Where it is used.
    lessons : dict
        By number: name of the page, and title.
    """
    parts = [tables.ALONE, f"# {_text(entry['title'])}", markup.raw(_head(entry, records))]
    if records is not None:
        parts += [
            "## Columns",
            markup.raw(_columns(entry, records)),
            "## The first rows",
            markup.raw(_first_rows(entry, records)),
        ]
    parts += ["## Sources", markup.raw(_sources(entry, records)), "## Doubts", markup.raw(_doubts(entry))]
    parts += ["## Where it is used", markup.raw(_used(use, lessons))]
    if records is not None:
        parts += ["In a notebook:", markup.code(f'cra.load("{entry["name"]}")')]
    return "\n\n".join(parts) + "\n"


def last_date(entry: dict, records: pd.DataFrame | None) -> str:
    """The last day or year in any column of dates; empty where the table has none."""
    if records is None:
        return ""
    dated = [field["name"] for field in entry["schema"]["fields"] if field["type"] in ("date", "year")]
    # A year sorts before its days, so "2025-03-01" wins over "2025".
    return max((value for name in dated for value in records[name]), default="")


# --- what is read -----------------------------------------------------------------------------------


def _records(entry: dict) -> pd.DataFrame | None:
    return codebook.read_cells(places.data() / entry["path"]) if entry["format"] == "csv" else None


def behind(source: str) -> tuple[str, ...]:
    """Tables that a cell loads or cites, or that the verdict of a claim which it shows is computed from.

    Parameters
    ----------
    source : str
        A cell, as Python.

    Returns
    -------
    tuple of str
        Names of tables in the order of ``datapackage.json``, each once.
    """
    named = _named(source)
    judged = {name for identifier, _, read in _evidence() if identifier in named for name in read}
    return tuple(
        entry["name"] for entry in codebook.package()["resources"] if entry["name"] in named | judged
    )


def _named(source: str) -> set[str]:
    """Words that a cell hands to the course's functions, such as ``cra.load("trade")``."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    own = [call for call in calls if ast.unparse(call.func).startswith("cra.")]
    given = [argument for call in own for argument in call.args]
    return {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}


@cache
def _evidence() -> tuple:
    """Claim, home lesson, and the tables that its verdict is computed from."""
    from china_russia_axis.claims import registry

    rows = []
    for row in codebook.load("claims").itertuples():
        found = registry.evidence_for(row.claim_id, row.lesson, codebook.load)
        rows.append((row.claim_id, row.lesson, () if found is None else found.tables))
    return tuple(rows)


# --- the list ---------------------------------------------------------------------------------------


def _listing(entries: list, records: dict, use: dict) -> str:
    numbers = sorted({number for one in use.values() for number in one.lessons})
    columns = [
        Column("table", "Table"),
        Column("title", "What it holds"),
        Column("rows", "Rows"),
        Column("last", "Last date"),
        Column("checked", "Rows checked", (("all", "all rows"), ("some", "some rows"), ("no", "not by row"))),
        Column("source", "Source"),
        Column("licence", "Licence"),
        Column("lesson", "Lessons", tuple((number, number) for number in numbers)),
    ]
    rows = {
        entry["name"]: _line(entry, records[entry["name"]], use[entry["name"]])
        for entry in sorted(entries, key=lambda entry: entry["name"])
    }
    return tables.listing("tables", "The tables of the course", columns, rows, PATH)


def _line(entry: dict, records: pd.DataFrame | None, use: Use) -> list[Cell]:
    name = html.escape(entry["name"])
    checked, kind = _checked(records)
    return [
        Cell(f'<a href="codebook/{name}.html"><code>{name}</code></a>', entry["name"]),
        plain(entry["title"]),
        plain(f"{len(records):,}", len(records)) if records is not None else plain(""),
        plain(last_date(entry, records)),
        plain(checked, {"all": 0, "some": 1, "no": 2}[kind], (kind,)),
        plain(entry["credit"]),
        Cell("; ".join(_linked(licence) for licence in entry["licenses"]), entry["licenses"][0]["title"]),
        plain(", ".join(use.lessons), None, use.lessons),
    ]


def _checked(records: pd.DataFrame | None) -> tuple[str, str]:
    """How many rows were verified, in words and as a kind."""
    if records is None or "verified" not in records:
        return "not marked row by row", "no"
    number = int((records["verified"] == "true").sum())
    kind = "all" if number == len(records) else "some"
    return f"{number:,} of {len(records):,}", kind


# --- one table --------------------------------------------------------------------------------------


def _head(entry: dict, records: pd.DataFrame | None) -> str:
    size = entry["bytes"] / 1000
    top = markup.to_top(f"reference/codebook/{entry['name']}")
    lines = {
        "Name": f"<code>{html.escape(entry['name'])}</code>",
        "A row": html.escape(entry["description"]),
        "Rows": "" if records is None else f"{len(records):,}",
        "Checked": "" if records is None else _checked_sentence(records),
        "Coverage": html.escape(entry["coverage"]),
        "Last date": last_date(entry, records),
        "Licence": "; ".join(_linked(licence) for licence in entry["licenses"]),
    }
    items = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in lines.items() if text)
    path = html.escape(entry["path"])
    return (
        f'<link rel="stylesheet" href="{top}_static/tables/tables.css">'
        f'<p><a href="{top}{_DATA}/{path}" download>Download {path}</a> ({size:,.1f} kB, '
        f"{html.escape(entry['mediatype'])}, {html.escape(entry['encoding'].upper())}). "
        f'<a href="../codebook.html">All tables</a>.</p><dl class="cra-facts">{items}</dl>'
    )


def _checked_sentence(records: pd.DataFrame) -> str:
    if "verified" not in records:
        return "This table is taken over from its source and is not marked row by row."
    good = int((records["verified"] == "true").sum())
    left = len(records) - good
    if not left:
        return f"All {markdown.plural(good, 'row')} verified, none unverified."
    return f"{good:,} verified, {left:,} unverified; those stay out of figures and verdicts."


def _columns(entry: dict, records: pd.DataFrame) -> str:
    rows = "".join(_column(field, records[field["name"]]) for field in entry["schema"]["fields"])
    header = "".join(
        f'<th scope="col">{label}</th>'
        for label in ("Column", "Type", "Unit", "Meaning", "Values", "Missing")
    )
    keys = ", ".join(f"<code>{html.escape(name)}</code>" for name in entry["schema"].get("primaryKey", []))
    note = "<p>An empty cell is a missing value. " + (f"A row is named by {keys}." if keys else "") + "</p>"
    table = f'<table class="cra-columns"><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>'
    return note + markup.scrolling(table, f"Columns of {entry['name']}")


def _column(field: dict, values: pd.Series) -> str:
    empty = int((values == "").sum())
    missing = f"{empty:,} of {len(values):,}" if empty else "none"
    cells = (field["type"], field.get("unit", ""), field["description"], _values(field, values), missing)
    return (
        f'<tr><th scope="row"><code>{html.escape(field["name"])}</code></th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )


def _values(field: dict, values: pd.Series) -> str:
    """The allowed values, or from where to where the values reach."""
    allowed = field.get("constraints", {}).get("enum")
    if allowed:
        return "; ".join(map(str, allowed))
    filled = values[values != ""]
    if filled.empty:
        return ""
    if field["type"] in ("date", "year"):
        return f"{filled.min()} to {filled.max()}"
    if field["type"] in ("number", "integer"):
        ordered = filled.iloc[filled.astype(float).argsort()]
        return f"{ordered.iloc[0]} to {ordered.iloc[-1]}"
    return "true; false" if field["type"] == "boolean" else f"{filled.nunique():,} different"


def _first_rows(entry: dict, records: pd.DataFrame) -> str:
    first = records.head(_FIRST_ROWS)
    cut = bool((first.map(len) > _LONGEST).to_numpy().any())
    header = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in first)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_short(cell))}</td>" for cell in row) + "</tr>"
        for row in first.itertuples(index=False)
    )
    note = f"<p>The first {len(first)} of {len(records):,}, as they stand in the file"
    note += "; … marks a text that goes on there.</p>" if cut else ".</p>"
    table = f'<table class="cra-sample"><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>'
    return note + markup.scrolling(table, f"First rows of {entry['name']}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _sources(entry: dict, records: pd.DataFrame | None) -> str:
    items = "".join(
        f"<li>{_linked(source)}; table compiled {html.escape(entry['retrieved'])}</li>"
        for source in entry["sources"]
    )
    return f"<ul>{items}</ul>{_row_by_row(records)}"


def _row_by_row(records: pd.DataFrame | None) -> str:
    if records is None or "source_url" not in records:
        return ""
    filled = records["source_url"][records["source_url"] != ""]
    addresses = markdown.plural(filled.nunique(), "different address", "different addresses")
    return (
        f"<p>{len(filled):,} of {len(records):,} rows carry the address of their own source in the column "
        f"<code>source_url</code>, with {addresses} between them.</p>"
    )


def _doubts(entry: dict) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(doubt)}</li>" for doubt in entry["doubts"]) + "</ul>"


def _used(use: Use, lessons: dict) -> str:
    if not use.lessons and not use.claims:
        return "<p>No cell of a lesson names it; it is there for your own questions.</p>"
    named = "".join(_lesson(*lessons[number]) for number in use.lessons)
    judged = ", ".join(f'<a href="../../ledger.html#{one}">{one}</a>' for one in use.claims)
    said = f"<p>Claims judged with it: {judged}.</p>" if judged else "<p>No claim is judged with it.</p>"
    return f"<p>Lessons that load it, cite it, or judge a claim with it:</p><ul>{named}</ul>{said}"


def _lesson(name: str, title: str) -> str:
    return f'<li><a href="../../lessons/{name}.html">{name[:2]} {html.escape(title)}</a></li>'


def _linked(item: dict) -> str:
    path = item.get("path", "")
    title = html.escape(item["title"])
    if not path.startswith(("https://", "http://")):
        return title
    return f'<a href="{html.escape(path)}">{title}</a>'


def _text(words: str) -> str:
    """Plain text inside Markdown: what would be read as a mark is escaped."""
    return re.sub(r"([\\`*_{}\[\]<>$#|~&])", r"\\\1", words)
