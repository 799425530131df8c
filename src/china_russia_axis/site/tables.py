"""Tables that a reader can sort and filter: whole without JavaScript, cards where there is little room."""

import html
from dataclasses import dataclass
from pathlib import Path

from china_russia_axis.site import markup

_HERE = Path(__file__).parent
_STATIC = "_static/tables"

ALONE = "---\nhtml_theme.sidebar_secondary.remove: true\n---"
"""Front matter of a page with a broad table: no outline beside it."""


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes
    ----------
    name : str
        Short name: it stands in the address of a filtered page.
    label : str
        What is read above the column.
    choices : dict
        Value and label of each choice by which the rows can be filtered; empty for none.
    """

    name: str
    label: str
    choices: tuple = ()


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes
    ----------
    page : str
        HTML; what comes from a table is escaped by :func:`plain`.
    key : str or number, optional
        By what the column is sorted; the text itself when left out.
    values : tuple of str
        The choices that the row belongs to.
    """

    page: str
    key: str | float | None = None
    values: tuple = ()


def plain(text, key=None, values: tuple = ()) -> Cell:
    """A cell of plain text."""
    return Cell(html.escape(str(text)), key, values)


def assets() -> dict:
    """Script and style, by path inside the Sphinx folder."""
    return {
        f"{_STATIC}/tables.{ending}": (_HERE / f"tables.{ending}").read_text(encoding="utf-8")
        for ending in ("js", "css")
    }


def listing(noun: str, caption: str, columns: list[Column], rows: dict, path: str) -> str:
    """A table with its filters, as HTML.

    Parameters
    ----------
    noun : str
        What a row is, in the plural: "claims".
    caption : str
        What the table is.
    columns : list of Column
        The first names its row.
    rows : dict
        Anchor of each row and its cells, one a column.
    path : str
        The page that it is for, to find script and style from there.
    """
    place = markup.to_top(path) + _STATIC
    heads = "".join(
        f'<th role="columnheader" scope="col" data-name="{column.name}">{html.escape(column.label)}</th>'
        for column in columns
    )
    body = "\n".join(_row(anchor, cells, columns) for anchor, cells in rows.items())
    # Each part says its role once more: a table that is laid out as cards would lose it.
    return f"""\
<link rel="stylesheet" href="{place}/tables.css">
<div class="cra-listing" data-noun="{html.escape(noun)}">
<form class="cra-finder" aria-label="Filter the {html.escape(noun)}" hidden>
<label>Words <input type="search" name="words" autocomplete="off" spellcheck="false"></label>
{"".join(_choice(column) for column in columns if column.choices)}
<button type="reset">Show all</button>
</form>
<p class="cra-count" role="status">{len(rows)} {html.escape(noun)}</p>
<table role="table" class="cra-rows">
<caption>{html.escape(caption)}</caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{body}
</tbody>
</table>
</div>
<script defer src="{place}/tables.js"></script>"""


def _choice(column: Column) -> str:
    options = "".join(
        f'<option value="{html.escape(value)}">{html.escape(label)}</option>'
        for value, label in column.choices
    )
    return (
        f'<label>{html.escape(column.label)} <select name="{column.name}">'
        f'<option value="">all</option>{options}</select></label>\n'
    )


def _row(anchor: str, cells: list[Cell], columns: list[Column]) -> str:
    first, *others = [
        _attributes(cell, column) + f">{cell.page}" for cell, column in zip(cells, columns, strict=True)
    ]
    named = f'<th role="rowheader" scope="row"{first}</th>'
    rest = "".join(f'<td role="cell"{other}</td>' for other in others)
    return f'<tr role="row" id="{html.escape(anchor)}">{named}{rest}</tr>'


def _attributes(cell: Cell, column: Column) -> str:
    key = "" if cell.key is None else f' data-key="{html.escape(str(cell.key))}"'
    values = f' data-values="{html.escape("|".join(cell.values))}"' if cell.values else ""
    return f' data-label="{html.escape(column.label)}"{key}{values}'
