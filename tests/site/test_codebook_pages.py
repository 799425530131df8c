"""The data codebook on the site: every table and every column, where it is from, and the table itself."""

import html
import json
import re

import pandas as pd
import pytest
from axe_findings import serious

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.site import codebook, course

LIST = "reference/codebook.html"
ENTRIES = cra.codebook.package()["resources"]
NAMES = [entry["name"] for entry in ENTRIES]


@pytest.fixture(scope="module")
def files():
    return codebook.pages()


@pytest.fixture(scope="module")
def lessons():
    return {brief.number: (brief.name, brief.title) for brief in course.briefs()}


def bare(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def rows_below(page, heading):
    """Text of the cells of the table below a heading."""
    part = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", part, re.DOTALL)
    return [[bare(cell).strip() for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows]


def test_the_list_names_every_table_once(files):
    page = files["reference/codebook.md"]
    assert sorted(re.findall(r'<tr role="row" id="(\w+)">', page)) == sorted(NAMES)
    for entry in ENTRIES:
        row = bare(re.search(rf'<tr role="row" id="{entry["name"]}">(.*?)</tr>', page)[1])
        for words in (entry["title"], entry["credit"], entry["licenses"][0]["title"]):
            assert words in row
        if "rows" in entry:
            assert f"{entry['rows']:,}" in row


@pytest.mark.parametrize("entry", ENTRIES, ids=NAMES)
def test_a_page_holds_every_column_source_and_doubt(entry, files):
    page = files[f"reference/codebook/{entry['name']}.md"]
    fields = entry.get("schema", {}).get("fields", [])
    rows = {row[0]: row for row in rows_below(page, "Columns")[1:]}
    assert list(rows) == [field["name"] for field in fields]
    for field in fields:
        name, kind, unit, meaning, *_ = rows[field["name"]]
        assert (kind, unit, meaning) == (field["type"], field.get("unit", ""), field["description"])
    text = bare(page)
    for words in [*entry["doubts"], *(source["title"] for source in entry["sources"])]:
        assert words in text
    assert text.count(f"table compiled {entry['retrieved']}") == len(entry["sources"])
    for item in [*entry["sources"], *entry["licenses"]]:
        if "path" in item:
            assert f'href="{html.escape(item["path"])}"' in page


@pytest.mark.parametrize("name", ["trade", "membership", "claims", "country_panel"])
def test_missing_values_and_first_rows_are_those_of_the_file(name, files):
    page = files[f"reference/codebook/{name}.md"]
    # Read by pandas, as a check from outside the course's own reader.
    frame = pd.read_csv(places.data() / f"{name}.csv", dtype=str, keep_default_na=False)
    for row in rows_below(page, "Columns")[1:]:
        empty = int((frame[row[0]] == "").sum())
        assert row[5] == (f"{empty:,} of {len(frame):,}" if empty else "none")
    header, *rows = rows_below(page, "The first rows")
    assert header == list(frame.columns) and len(rows) == 5
    for row, (_, wanted) in zip(rows, frame.head().iterrows(), strict=True):
        for cell, whole in zip(row, wanted, strict=True):
            assert whole.strip() == cell or (cell.endswith(" …") and whole.startswith(cell[:-2]))


def test_rows_that_were_not_verified_are_counted(files):
    for entry in ENTRIES:
        if "schema" in entry and "verified" in [field["name"] for field in entry["schema"]["fields"]]:
            good = int(cra.load(entry["name"])["verified"].sum())
            left = entry["rows"] - good
            said = bare(files[f"reference/codebook/{entry['name']}.md"])
            assert (f"{good:,} verified, {left:,} unverified" if left else "none unverified") in said


@pytest.mark.parametrize("entry", ENTRIES, ids=NAMES)
def test_the_file_on_the_site_is_the_table_of_the_course(entry, files):
    assert files[f"_static/data/{entry['path']}"] == (places.data() / entry["path"]).read_bytes()
    assert f"_static/data/{entry['path']}" in files[f"reference/codebook/{entry['name']}.md"]


def test_the_package_for_programs_names_files_that_lie_beside_it(files):
    package = json.loads(files["_static/data/datapackage.json"])
    assert all(f"_static/data/{entry['path']}" in files for entry in package["resources"])


def test_uses_are_read_from_cells_and_from_evidence():
    use = codebook.uses()
    assert "04" in use["brics_interest"].lessons and "C63" in use["brics_interest_counts"].claims
    claims = cra.load("claims").set_index("claim_id")
    for name, one in use.items():
        assert {claims.loc[identifier, "lesson"] for identifier in one.claims} <= set(one.lessons), name
    named = {name for name in NAMES if f'cra.load("{name}")' in (places.lessons() / "02-crimea-to-no-limits"
             / "lesson.md").read_text(encoding="utf-8")}  # fmt: skip
    assert named and all("02" in use[name].lessons for name in named)


def test_what_stands_in_a_table_is_never_read_as_html(lessons):
    evil = "<script>alert(1)</script> `````` [x](y) $a$"
    entry = {
        **next(entry for entry in ENTRIES if entry["name"] == "trade"),
        "title": evil,
        "description": evil,
        "doubts": [evil],
        "coverage": evil,
        "sources": [{"title": evil, "path": 'https://example.org/"><script>'}],
        "licenses": [{"title": evil, "path": "javascript:alert(1)"}],
        "schema": {"fields": [{"name": "x", "type": "string", "description": evil, "unit": evil}]},
    }
    page = codebook.table_page(entry, pd.DataFrame({"x": [evil]}), codebook.Use(), lessons)
    heading, _, rest = page.partition("\n\n```")
    assert "\\<script\\>" in heading and "<script" not in rest and "javascript:" not in page
    assert page.count(html.escape(evil)) >= 6
    listed = codebook.index([entry], {"trade": None}, {"trade": codebook.Use()})
    assert "<script>alert" not in listed and "javascript:" not in listed


def test_the_last_date_is_the_last_in_any_column_of_dates():
    entry = {"schema": {"fields": [{"name": "day", "type": "date"}, {"name": "year", "type": "year"}]}}
    rows = pd.DataFrame({"day": ["2020-05-01", "", "2019-01-01"], "year": ["2018", "2020", ""]})
    assert codebook.last_date(entry, rows) == "2020-05-01"
    assert codebook.last_date({"schema": {"fields": []}}, rows) == ""


@pytest.mark.browser
def test_the_list_is_sorted_and_filtered(visit):
    found = visit(LIST)
    page = found.page
    rows = ".cra-rows tbody tr:not([hidden])"
    page.locator(".cra-rows thead button", has_text=re.compile("^Rows$")).click()
    numbers = page.locator(rows).evaluate_all(
        "rows => rows.map(row => +row.cells[2].dataset.key).filter(Boolean)"
    )
    assert numbers == sorted(numbers) and len(numbers) == len(ENTRIES) - 1
    page.locator(".cra-finder [name=lesson]").select_option("04")
    shown = set(page.locator(rows).evaluate_all("rows => rows.map(row => row.id)"))
    assert shown == {name for name, one in codebook.uses().items() if "04" in one.lessons}
    page.locator(".cra-finder [name=words]").fill("membership")
    assert page.locator(rows).count() < len(shown) and found.faults == []


@pytest.mark.browser
def test_a_table_can_be_downloaded(visit):
    page = visit("reference/codebook/trade.html").page
    with page.expect_download() as got:
        page.get_by_role("link", name="Download trade.csv").click()
    assert got.value.suggested_filename == "trade.csv"
    with open(got.value.path(), "rb") as file:
        assert file.read() == (places.data() / "trade.csv").read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_wide_tables_scroll_in_themselves(visit, width, scheme):
    for name in (LIST, "reference/codebook/expert_surveys.html", "reference/codebook/world_map.html"):
        found = visit(name, width)
        found.page.emulate_media(color_scheme=scheme)
        assert serious(found.page) == []
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width
        assert found.outside == []
