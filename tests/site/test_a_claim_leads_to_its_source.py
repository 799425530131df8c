"""From a claim in the ledger its cell is one click away, and from the cell the table with its sources."""

import re

import pytest

from china_russia_axis.site import codebook, ledger, lessons


@pytest.fixture(scope="module")
def cells():
    """What stands on the lesson's page at and under the cell of each claim, up to the next cell."""
    pages = lessons.pages()
    found = {}
    for name, place in re.findall(
        r'href="(lessons/[^"#]+)\.html#(claim-C\d\d)"', ledger.pages()[ledger.PATH]
    ):
        text = pages[f"{name}.md"].partition(f'id="{place}"')[2]
        found[place.removeprefix("claim-")] = text.partition("{code-block}")[2].partition("{code-block}")[0]
    return found


def test_every_claim_leads_to_a_table_and_every_such_table_to_a_source(cells):
    pages = codebook.pages()
    assert len(cells) == 82
    for identifier, text in cells.items():
        tables = re.findall(r'href="\.\./(reference/codebook/\w+)\.html"', text)
        assert tables, f"{identifier} leads to no table"
        for table in tables:
            sources = pages[f"{table}.md"].partition("## Sources")[2].partition("## Doubts")[0]
            assert re.search(r"<li>\W*\w", sources), f"{identifier} leads to {table}, which names no source"


@pytest.mark.parametrize(
    ("source", "tables"),
    [
        ('cra.load("trade")', ("trade",)),
        ('line = cra.codebook.source_line("votes_yearly", "ideal_points")', ("ideal_points", "votes_yearly")),
        ('cra.claim("C58")', ("membership",)),
        ('print("trade")', ()),
        ("cra.scenario.Scenario()", ()),
    ],
)
def test_a_cell_names_the_tables_behind_it(source, tables):
    assert sorted(codebook.behind(source)) == list(tables)
