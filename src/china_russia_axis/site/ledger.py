"""The ledger of claims as a page: each claim with its verdict, the number behind it, and the doubt."""

import html
from pathlib import Path

from china_russia_axis.claims import card, ledger
from china_russia_axis.site import course, markup, tables
from china_russia_axis.site.tables import Cell, Column, plain

PATH = "ledger.md"
_STYLE = Path(__file__).with_name("ledger.css")
_TYPES = ("fact", "causal", "judgement", "forecast")
_CLOCKS = {"2023": "known by autumn 2023", "now": "known later, by May 2026"}
_MEANINGS = {
    "supported": "The record bears the claim out.",
    "partly": "A part of it holds, or it holds by one way of counting and not by another.",
    "contradicted": "The record says otherwise.",
    "not testable": "Its condition has not come about, or nothing could refute it.",
    "since changed": "True in autumn 2023, and no longer.",
    "open": "Read, and not judged yet.",
}


def pages() -> dict:
    """Path inside the Sphinx folder and text: the page, its script and its style."""
    from china_russia_axis.codebook import load

    claims = load("claims")
    cards = [card.claim(identifier) for identifier in claims["claim_id"]]
    names = {brief.number: (brief.name, brief.title) for brief in course.briefs()}
    return {
        PATH: page(cards, names),
        "_static/tables/ledger.css": _STYLE.read_text(encoding="utf-8"),
        **tables.assets(),
    }


def page(cards: list, lessons: dict) -> str:
    """The page.

    Parameters
    ----------
    cards : list of china_russia_axis.claims.Claim
        Every claim, in the order of the essay.
    lessons : dict
        By number: name of the page, and title.
    """
    return "\n\n".join(
        [
            tables.ALONE,
            "# Claims ledger",
            f"The essay, taken apart into {len(cards)} claims, in our words and in its order.\n"
            "Each has a verdict that a stated rule gives on our tables, the number behind it, and the doubt "
            "that remains.\n"
            "A verdict is ours, and it can be wrong: follow the lesson, read the cell, and argue.",
            "## The verdicts, counted",
            summary(cards),
            markup.raw(f'<div class="cra-counts">{_sums(cards)}{_by_type(cards)}</div>'),
            "## Claim by claim",
            "Filter, or sort by a column; the address then leads to what you see, so that you can share it.\n"
            "A claim known by autumn 2023 is judged by what its author could have known; the others by what "
            "came after.\n"
            "The same ledger as a table to download, with the rule behind each verdict: "
            "[`claims`](reference/codebook/claims.md).",
            markup.raw(
                '<link rel="stylesheet" href="_static/tables/ledger.css">\n'
                f'<div class="cra-ledger">\n{_table(cards, lessons)}\n</div>'
            ),
        ]
    )


def counts(cards: list) -> dict[str, int]:
    """How many claims have which verdict, in the order of the ledger; "open" only where some are."""
    found = {verdict: sum(one.verdict == verdict for one in cards) for verdict in ledger.VERDICTS}
    return {verdict: number for verdict, number in found.items() if number or verdict != "open"}


def summary(cards: list) -> str:
    """The counts in a sentence."""
    found = counts(cards)
    said = ", ".join(f"{number or 'none'} {verdict}" for verdict, number in found.items())
    early = sum(one.clock == "2023" for one in cards)
    late = sum(one.clock == "now" for one in cards)
    return (
        f"Of {len(cards)} claims: {said}.\n"
        f"{early} are judged by what could be known in autumn 2023, {late} by the record to May 2026."
    )


def _sums(cards: list) -> str:
    found = counts(cards)
    most = max(found.values(), default=0) or 1
    rows = "".join(
        f'<tr><th scope="row"><span data-show="verdict={verdict.replace(" ", "+")}">'
        f"{_sign(verdict)} {verdict}</span> <small>{_MEANINGS[verdict]}</small></th>"
        f'<td class="cra-number">{number}</td>'
        f'<td class="cra-bars"><span class="cra-bar" style="width:{100 * number / most:.1f}%"></span>'
        "</td></tr>"
        for verdict, number in found.items()
    )
    return (
        '<table class="cra-claims-sum"><caption>Claims by verdict</caption><thead><tr>'
        '<th scope="col">Verdict, and what it means</th><th scope="col" class="cra-number">Claims</th>'
        '<th scope="col">As a bar</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _by_type(cards: list) -> str:
    verdicts = list(counts(cards))
    heads = "".join(f'<th scope="col" class="cra-number">{verdict}</th>' for verdict in verdicts)
    rows = ""
    for kind in _TYPES:
        own = [one.verdict for one in cards if one.type == kind]
        cells = "".join(f'<td class="cra-number">{own.count(verdict)}</td>' for verdict in verdicts)
        rows += (
            f'<tr><th scope="row"><span data-show="type={kind}">{kind}</span></th>{cells}'
            f'<td class="cra-number">{len(own)}</td></tr>'
        )
    table = (
        '<table class="cra-claims-sum cra-types"><caption>Claims by type and verdict</caption><thead><tr>'
        f'<th scope="col">Type</th>{heads}<th scope="col" class="cra-number">all</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    return markup.scrolling(table, "Claims by type and verdict")


def _table(cards: list, lessons: dict) -> str:
    homes = sorted({one.lesson for one in cards})
    columns = [
        Column("id", "No."),
        Column("claim", "Claim"),
        Column("verdict", "Verdict", tuple((verdict, verdict) for verdict in counts(cards))),
        Column("type", "Type", tuple((kind, kind) for kind in _TYPES)),
        Column("lesson", "Lesson", tuple((number, f"{number} {lessons[number][1]}") for number in homes)),
        Column("clock", "Clock", tuple(_CLOCKS.items())),
        Column("number", "What was found"),
        Column("doubt", "Doubt"),
        Column("sides", "Best case on each side"),
    ]
    rows = {one.id: _cells(one, lessons) for one in cards}
    return tables.listing("claims", "The claims of the essay, in its order", columns, rows, PATH)


def _cells(one, lessons: dict) -> list[Cell]:
    name, title = lessons[one.lesson]
    verdict = list(ledger.VERDICTS).index(one.verdict)
    clock = _CLOCKS.get(one.clock, "")
    return [
        Cell(f'<a href="#{html.escape(one.id)}">{html.escape(one.id)}</a>'),
        Cell(
            f'<span class="cra-claim">{html.escape(one.paraphrase)}</span>'
            f"<small>In the essay: {html.escape(one.essay)}</small>",
            one.paraphrase,
        ),
        Cell(
            f'<span class="cra-verdict" style="--verdict:{card.SYMBOLS[one.verdict][1]}">'
            f"<strong>{_sign(one.verdict)} {html.escape(one.verdict)}</strong>{_confidence(one)}</span>",
            verdict,
            (one.verdict,),
        ),
        plain(one.type, _TYPES.index(one.type), (one.type,)),
        Cell(
            f'<a href="lessons/{name}.html#claim-{one.id}">{html.escape(f"{one.lesson} {title}")}</a>',
            one.lesson,
            (one.lesson,),
        ),
        plain(clock, list(_CLOCKS).index(one.clock) if clock else "", (one.clock,)),
        Cell(html.escape(one.number) + _warning(one), one.number),
        plain(one.doubt),
        Cell(_sides(one)),
    ]


def _sign(verdict: str) -> str:
    return f'<span aria-hidden="true">{card.SYMBOLS[verdict][0]}</span>'


def _confidence(one) -> str:
    return f"<small>{html.escape(one.confidence)} confidence</small>" if one.confidence else ""


def _warning(one) -> str:
    return f"<p><strong>{html.escape(one.disagreement)}</strong></p>" if one.disagreement else ""


def _sides(one) -> str:
    sides = (("For it", one.best_case_for), ("Against it", one.best_case_against))
    return "".join(f"<p><strong>{side}:</strong> {html.escape(text)}</p>" for side, text in sides if text)
