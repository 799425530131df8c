"""A row with a cell too few or too many, or a file that is no table, is named and never read as if whole."""

import shutil

import pytest

import china_russia_axis as cra
from china_russia_axis import places, sealing


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Copy the tables to a folder that a test may damage, and let the course read from there."""
    folder = tmp_path / "data"
    shutil.copytree(places.data(), folder)
    monkeypatch.setattr(places, "data", lambda: folder)
    return folder


def change(folder, row, new):
    """Rewrite one line of the table of trade; row 1 is the header."""
    path = folder / "trade.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[row - 1] = new(lines[row - 1])
    path.write_bytes("\n".join(lines).encode())


DAMAGE = [
    ("the last cell is gone", 6, lambda line: line.rsplit(",", 1)[0], "row 6 has 9 cells"),
    ("most cells are gone", 6, lambda line: line[:10], "row 6 has 2 cells"),
    ("a cell too many", 6, lambda line: line + ",more", "row 6 has 11 cells"),
    # pandas alone takes the first cell of such a file for an index, and shifts every column.
    ("a cell too many in the first row", 2, lambda line: line + ",more", "row 2 has 11 cells"),
    ("a quotation mark without its partner", 6, lambda line: '"' + line, "is a quotation mark missing"),
]


@pytest.mark.parametrize("what, row, new, complaint", DAMAGE, ids=[damage[0] for damage in DAMAGE])
def test_loading_and_checking_name_the_row(folder, what, row, new, complaint):
    change(folder, row, new)
    with pytest.raises(cra.codebook.DamagedTable, match=f"data/trade.csv cannot be read: {complaint}"):
        cra.load("trade")
    sealing.seal(folder)  # a fresh seal does not hide it
    (problem,) = sealing.check(folder)
    assert f"data/trade.csv cannot be read: {complaint}" in problem


def test_a_file_in_another_encoding_is_named(folder):
    path = folder / "countries.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", "replace"))
    with pytest.raises(cra.codebook.DamagedTable, match="data/countries.csv cannot be read.*UTF-8"):
        cra.load("countries")
    sealing.seal(folder)
    # One sentence about the list of codes, not one about every table that uses a code.
    assert sealing.check(folder) == ["data/countries.csv cannot be read: it is not saved as UTF-8."]


def test_a_blank_line_is_no_row_and_moves_no_number(folder):
    rows = len(cra.load("trade"))
    change(folder, 5, lambda line: "\n" + line)
    assert len(cra.load("trade")) == rows
    assert list(cra.load("trade").index) == list(range(rows))
    change(folder, 9, lambda line: line.replace(line.split(",")[0], "soon", 1))
    with pytest.raises(cra.codebook.DamagedTable, match="data/trade.csv, row 9, column year: 'soon'"):
        cra.load("trade")
