"""A teacher adds rows to a table, checks them, and seals the table again; mistakes are named kindly."""

import json
import shutil

import pytest

import china_russia_axis as cra
from china_russia_axis import cli, places, sealing

# Chinese customs for a year that the course does not know yet; the numbers are made up.
NEW_ROW = (
    "2031,chinese_customs,CHN,exports_plus_imports,250.5,A newspaper,https://example.org/trade,high,true,\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Copy the tables to a folder that a test may change, and let the course read from there."""
    folder = tmp_path / "data"
    shutil.copytree(places.data(), folder)
    monkeypatch.setattr(places, "data", lambda: folder)
    return folder


def append(folder, text, name="trade"):
    with open(folder / f"{name}.csv", "a", encoding="utf-8", newline="") as file:
        file.write(text)


def codebook(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def entry(folder, name="trade"):
    return next(one for one in codebook(folder)["resources"] if one["name"] == name)


def test_the_tables_as_published_need_no_mending(folder):
    before = (folder / "datapackage.json").read_bytes()
    assert sealing.check(folder) == []
    assert sealing.seal(folder) == []
    assert (folder / "datapackage.json").read_bytes() == before


def test_a_new_row_is_noticed_sealed_and_loaded(folder):
    before = entry(folder)
    append(folder, NEW_ROW)
    (problem,) = sealing.check(folder)
    assert "data/trade.csv is not as it was sealed" in problem and "axis data seal" in problem
    assert sealing.seal(folder) == ["trade"]
    after = entry(folder)
    assert after["rows"] == before["rows"] + 1
    assert after["bytes"] == before["bytes"] + len(NEW_ROW)
    assert after["hash"] != before["hash"]
    assert sealing.check(folder) == []
    assert sealing.seal(folder) == []
    trade = cra.load("trade")
    assert trade.loc[trade["year"] == 2031, "value_usd_bn"].tolist() == [250.5]
    assert cra.tables().loc["trade", "rows"] == len(trade)


def test_sealing_changes_nothing_but_the_seal(folder):
    before = codebook(folder)
    append(folder, NEW_ROW)
    sealing.seal(folder)
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    after = json.loads(text)
    for package in (before, after):
        for one in package["resources"]:
            for key in ("hash", "bytes", "rows"):
                one.pop(key, None)
    assert after == before


def test_what_a_spreadsheet_program_adds_is_taken_out(folder):
    path = folder / "trade.csv"
    published = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + published.replace(b"\n", b"\r\n"))
    assert len(sealing.check(folder)) == 1
    assert sealing.seal(folder) == []
    assert path.read_bytes() == published


def test_commas_and_line_breaks_inside_a_cell_are_one_row(folder):
    before = entry(folder)["rows"]
    append(folder, NEW_ROW.replace("A newspaper", '"A newspaper, in two\nlines"'))
    sealing.seal(folder)
    assert entry(folder)["rows"] == before + 1 == len(cra.load("trade"))


MISTAKES = [
    ("a word for a number", ("250.5", "about 250"), "column value_usd_bn: 'about 250' is not a number"),
    ("a comma for a point", (",250.5,", ',"250,5",'), "column value_usd_bn: '250,5' is not a number"),
    ("half a year", ("2031", "2031.5"), "column year: '2031.5' is not a year"),
    ("a spreadsheet's truth", ("true", "TRUE"), "column verified: 'TRUE' is not true or false"),
    ("an unknown series", ("chinese_customs", "customs"), "column series: 'customs' is none of"),
    ("an unknown country", (",CHN,", ",CHX,"), "column reporter_iso3: 'CHX' is"),
    ("a negative value", ("250.5", "-250.5"), "column value_usd_bn: '-250.5' is below 0"),
    ("nothing where something must be", ("A newspaper", ""), "column source_title: '' must be filled"),
    ("a row that is there already", ("2031", "2024"), "year 2024 stands there twice"),
    ("a comma too many", ("true,", "true,,,,"), "data/trade.csv cannot be read"),
]


@pytest.mark.parametrize("what, slip, complaint", MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_a_mistake_is_named_with_its_place(folder, what, slip, complaint):
    row = entry(folder)["rows"] + 2
    assert NEW_ROW.replace(*slip, 1) != NEW_ROW
    append(folder, NEW_ROW.replace(*slip, 1))
    sealing.seal(folder)  # a fresh seal does not hide a mistake
    problems = sealing.check(folder)
    assert any(complaint in problem for problem in problems), problems
    if "cannot be read" not in complaint:
        assert any(f"data/trade.csv, row {row}" in problem for problem in problems), problems


def test_several_mistakes_in_one_column_are_counted(folder):
    for year in ("soon", "later", "2033"):
        append(folder, NEW_ROW.replace("2031", year))
    problems = sealing.check(folder)
    assert any("column year: 'soon' is not a year (and 1 more)." in problem for problem in problems), problems


def test_a_date_must_be_a_date(folder):
    path = folder / "membership.csv"
    path.write_bytes(path.read_bytes().replace(b"2009-06-16", b"16.6.2009", 1))
    assert any("column start_date: '16.6.2009' is not a date such as" in one for one in sealing.check(folder))


def test_a_renamed_column_is_named(folder):
    path = folder / "trade.csv"
    path.write_bytes(path.read_bytes().replace(b"value_usd_bn", b"value", 1))
    problems = sealing.check(folder)
    assert any("data/trade.csv, row 1: the columns should be" in problem for problem in problems), problems


def test_a_missing_and_an_undescribed_file_are_named(folder):
    (folder / "trade.csv").rename(folder / "trade_2031.csv")
    problems = sealing.check(folder)
    assert any("data/trade.csv is missing" in problem for problem in problems)
    assert any("data/trade_2031.csv is not described" in problem for problem in problems)
    with pytest.raises(FileNotFoundError, match="data/trade.csv is missing"):
        sealing.seal(folder)


def test_a_folder_without_a_codebook_is_named(tmp_path):
    for step in (sealing.check, sealing.seal):
        with pytest.raises(FileNotFoundError, match="no codebook"):
            step(tmp_path)


def test_the_command_line_takes_the_same_steps(folder, capsys):
    assert cli.main(["data", "check"]) == 0
    append(folder, NEW_ROW)
    assert cli.main(["data", "check"]) == 1
    assert "data/trade.csv is not as it was sealed" in capsys.readouterr().out
    assert cli.main(["data", "seal"]) == 0
    assert "trade" in capsys.readouterr().out
    assert cli.main(["data", "check"]) == 0


def test_the_contributor_guide_names_the_step():
    guide = (places.checkout() / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "axis data check" in guide and "axis data seal" in guide
