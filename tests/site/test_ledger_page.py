"""The claims ledger on the site: each claim once with its verdict, sorted and filtered by hand or by link."""

import html
import re
from collections import Counter
from dataclasses import replace

import pytest
from axe_findings import serious

import china_russia_axis as cra
from china_russia_axis.claims import card
from china_russia_axis.site import course, ledger

PAGE = "ledger.html"
ROWS = ".cra-rows tbody tr"


@pytest.fixture(scope="module")
def claims():
    return cra.load("claims").set_index("claim_id")


@pytest.fixture(scope="module")
def cards(claims):
    return [card.claim(identifier) for identifier in claims.index]


@pytest.fixture(scope="module")
def lessons():
    return {brief.number: (brief.name, brief.title) for brief in course.briefs()}


@pytest.fixture(scope="module")
def text(cards, lessons):
    return ledger.page(cards, lessons)


def rows_of(text):
    """Text of each cell by the anchor of its row."""
    rows = re.findall(r'<tr role="row" id="([^"]+)">(.*?)</tr>', text, re.DOTALL)
    return {anchor: re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for anchor, row in rows}


def bare(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def shown(page):
    return page.locator(f"{ROWS}:not([hidden])").evaluate_all("rows => rows.map(row => row.id)")


def test_every_claim_stands_once_with_the_verdict_of_the_ledger(text, claims):
    rows = rows_of(text)
    assert re.findall(r'<tr role="row" id="(C\d\d)"', text) == list(claims.index)
    for identifier, cells in rows.items():
        row = claims.loc[identifier]
        assert re.search(r"<strong>(?:<span.*?</span>)? ?(.*?)</strong>", cells[2])[1] == row["verdict"]
        assert row["paraphrase"] in bare(cells[1])
        assert (cells[3], bare(cells[7])) == (row["type"], row["doubt"])
        assert cells[5] == {"2023": "known by autumn 2023", "now": "known later, by May 2026"}[row["clock"]]


def test_the_number_and_both_sides_are_the_computed_ones(text, cards):
    rows = rows_of(text)
    assert any(one.best_case_for for one in cards)
    for one in cards:
        assert one.number in bare(rows[one.id][6])
        for side in (one.best_case_for, one.best_case_against):
            assert side in bare(rows[one.id][8])


def test_the_counts_are_counted(cards, claims):
    found = ledger.counts(cards)
    judged = Counter(claims["verdict"])
    assert found == {verdict: judged[verdict] for verdict in found} and sum(found.values()) == len(claims)
    altered = [replace(cards[0], verdict="since changed"), *cards[1:]]
    assert ledger.counts(altered)["since changed"] == found["since changed"] + 1
    assert f"{found['since changed'] + 1} since changed" in ledger.summary(altered)
    assert "open" not in found and ledger.counts([replace(cards[0], verdict="open")])["open"] == 1


def test_a_verdict_that_the_tables_do_not_give_is_marked(cards, lessons):
    altered = replace(cards[0], computed_verdict="contradicted")
    assert altered.disagreement in bare(ledger.page([altered], lessons))


def test_what_stands_in_a_table_is_never_read_as_html(cards, lessons):
    evil = '<img src=x onerror=alert(1)> ```` & "quoted" {raw}'
    names = ("paraphrase", "number", "doubt", "essay", "best_case_for", "best_case_against")
    page = ledger.page([replace(cards[0], **dict.fromkeys(names, evil))], lessons)
    assert "<img" not in page and html.escape(evil) in page
    block = re.findall(r"^(`{6,})\{raw\} html\n(.*?)^\1$", page, re.MULTILINE | re.DOTALL)[-1][1]
    assert block.count(html.escape(evil)) >= len(names)


def test_each_claim_leads_to_the_cell_that_shows_it(site, read_pages, claims):
    links = {link for link in read_pages[PAGE].links if "#claim-C" in link}
    assert {link.partition("#claim-")[2] for link in links} == set(claims.index)
    for link in links:
        target, _, anchor = link.partition("#")
        assert anchor in read_pages[target].ids, link


@pytest.mark.browser
def test_it_reads_whole_without_scripts(browser, served):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 900})
    page = context.new_page()
    page.goto(served + PAGE)
    assert page.locator(ROWS).count() == 82
    assert page.locator(ROWS).last.is_visible() and not page.locator(".cra-finder").is_visible()
    assert page.locator(".cra-rows button").count() == 0
    context.close()


@pytest.mark.browser
def test_every_column_sorts_both_ways_by_keyboard(visit):
    found = visit(PAGE)
    page = found.page
    heads = page.locator(".cra-rows thead th")
    for place in range(heads.count()):
        head, button = heads.nth(place), heads.nth(place).locator("button")
        values = f"""([...document.querySelectorAll("{ROWS}")].map(row => row.cells[{place}])
            .map(cell => cell.dataset.key ?? cell.textContent.trim()).filter(Boolean))"""
        order = """(values => JSON.stringify(values) === JSON.stringify([...values].sort(
            new Intl.Collator("en", {numeric: true}).compare)))"""
        button.focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert page.evaluate(f"{order}({values})")
        page.keyboard.press("Space")
        assert head.get_attribute("aria-sort") == "descending"
        assert page.evaluate(f"{order}({values}.reverse())")
        assert page.locator(".cra-rows [aria-sort]").count() == 1
    # Claims without a best case stay at the end in either direction.
    assert page.locator(ROWS).last.locator("td").last.inner_text() == ""
    assert page.locator(ROWS).count() == 82 and found.faults == []


@pytest.mark.browser
def test_filters_add_up_and_the_count_is_told(visit, claims):
    page = visit(PAGE).page
    finder = page.locator(".cra-finder")
    finder.locator("[name=verdict]").select_option("partly")
    finder.locator("[name=lesson]").select_option("02")
    wanted = claims[(claims["verdict"] == "partly") & (claims["lesson"] == "02")]
    assert shown(page) == list(wanted.index)
    assert page.locator(".cra-count[role=status]").inner_text() == f"{len(wanted)} of 82 claims"
    finder.locator("[name=type]").select_option("fact")
    assert shown(page) == list(wanted[wanted["type"] == "fact"].index)
    finder.locator("[name=words]").fill("no such words")
    assert shown(page) == [] and "Take a filter away" in page.locator(".cra-count").inner_text()
    finder.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == 82 and page.locator(".cra-count").inner_text() == "82 claims"
    finder.locator("[name=words]").fill("ALASKA patrol")
    assert shown(page) == ["C03"]
    finder.locator("[name=words]").fill("")
    finder.locator("[name=clock]").select_option("now")
    assert shown(page) == list(claims[claims["clock"] == "now"].index)


@pytest.mark.browser
def test_a_link_leads_to_a_filter_and_an_order(visit, claims):
    page = visit(PAGE).page
    page.locator(".cra-finder [name=verdict]").select_option("not testable")
    button = page.locator(".cra-rows thead button", has_text="Lesson")
    button.click()
    button.click()
    address, before = page.url, shown(page)
    assert before == list(
        claims[claims["verdict"] == "not testable"]
        .sort_values("lesson", ascending=False, kind="stable")
        .index
    )
    again = visit(f"{PAGE}?again#{address.partition('#')[2]}").page
    assert shown(again) == before
    assert again.locator(".cra-finder [name=verdict]").input_value() == "not testable"
    assert again.locator("[aria-sort=descending]").inner_text().startswith("Lesson")


@pytest.mark.browser
def test_a_plan_leads_to_the_claims_of_its_lesson_and_they_are_in_sight(visit, claims):
    page = visit("teachers/plans/04-brics.html", 360).page
    page.get_by_role("link", name="its claims").click()
    page.wait_for_function("document.querySelector('.cra-count')?.textContent.includes(' of 82')")
    assert shown(page) == list(claims[claims["lesson"] == "04"].index)
    box = page.locator(".cra-count").bounding_box()
    assert 0 < box["y"] < page.viewport_size["height"]


@pytest.mark.browser
@pytest.mark.parametrize(
    "place", ["verdict=nonsense", "sort=nonsense&order=down", "lesson=%3Cb%3E", "%E0=%A4"]
)
def test_a_broken_link_shows_all(visit, place):
    found = visit(f"{PAGE}#{place}")
    assert len(shown(found.page)) == 82 and found.faults == []
    assert found.page.locator("[aria-sort]").count() == 0


@pytest.mark.browser
def test_it_works_from_a_file(browser, site, claims):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / PAGE).as_uri() + "#verdict=contradicted")
    assert shown(page) == list(claims[claims["verdict"] == "contradicted"].index)
    page.locator(".cra-finder [name=verdict]").select_option("supported")
    assert page.url.endswith("#verdict=supported") and faults == []
    context.close()


@pytest.mark.browser
def test_a_link_to_a_claim_shows_it_whatever_was_filtered(visit):
    page = visit(f"{PAGE}#verdict=contradicted").page
    page.evaluate("location.hash = 'C61'")
    page.wait_for_function("!document.getElementById('C61').hidden")
    assert page.locator("#C61").is_visible() and len(shown(page)) == 82


@pytest.mark.browser
def test_a_counted_verdict_leads_to_its_claims(visit, claims):
    page = visit(PAGE).page
    page.locator(".cra-claims-sum a", has_text="contradicted").click()
    page.wait_for_function(f"document.querySelectorAll('{ROWS}:not([hidden])').length < 82")
    assert shown(page) == list(claims[claims["verdict"] == "contradicted"].index)
    assert page.url.endswith("#verdict=contradicted")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(visit, width, scheme):
    found = visit(PAGE, width)
    found.page.emulate_media(color_scheme=scheme)
    assert serious(found.page) == []
    cut = found.page.locator(f"{ROWS} > *").evaluate_all(
        "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"
    )
    assert cut == [] and found.outside == []


@pytest.mark.browser
def test_a_row_is_a_card_where_there_is_little_room_and_stays_a_row_of_a_table(visit):
    page = visit(PAGE, 360).page
    first = page.locator(ROWS).first
    assert first.evaluate("row => getComputedStyle(row).display") == "block"
    # The accessibility tree still holds a table with its cells.
    assert page.get_by_role("table", name="The claims of the essay").get_by_role("row").count() == 83
    assert page.get_by_role("columnheader").filter(has_text="Doubt").count() == 1
    page.set_viewport_size({"width": 1440, "height": 900})
    assert first.evaluate("row => getComputedStyle(row).display") == "table-row"
