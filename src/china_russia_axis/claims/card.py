"""A claim as a card: what it says, the verdict, the number and the doubt, never one without the other."""

import html
from dataclasses import dataclass, field

from china_russia_axis.claims import ledger, registry

SYMBOLS = {
    "supported": ("✓", "#009E73"),
    "partly": ("◐", "#B8860B"),
    "contradicted": ("✗", "#D55E00"),
    "not testable": ("∅", "#777777"),
    "since changed": ("↻", "#0072B2"),
    "open": ("…", "#777777"),
}
_CLOCKS = {
    "2023": "judged by what could be known in autumn 2023",
    "now": "judged by the record to May 2026",
}
_CAPITALS_SHOWN = 3


@dataclass(frozen=True)
class Claim:
    """One claim of the essay with its verdict. As the last value of a cell it shows itself as a card.

    Attributes
    ----------
    id, paraphrase, type, essay : str
        The claim in our words, its type, and where it stands in the essay.
    verdict, clock, confidence : str
        As the ledger states them.
    number : str
        A sentence computed from the tables; empty while the claim is open.
    computed_verdict : str
        What the rule gives on the tables as they are.
    doubt, reason : str
        What speaks against the verdict, and how it follows.
    """

    id: str
    paraphrase: str
    type: str
    essay: str
    verdict: str
    lesson: str
    clock: str = ""
    confidence: str = ""
    number: str = ""
    computed_verdict: str = ""
    doubt: str = ""
    reason: str = ""
    best_case_for: str = ""
    best_case_against: str = ""
    perspectives: tuple = field(default=(), repr=False)
    source: str = ""

    @property
    def is_open(self) -> bool:
        """Whether no lesson has judged the claim yet."""
        return self.verdict == "open"

    @property
    def disagreement(self) -> str:
        """What is said when the tables give another verdict than the ledger; empty when they agree."""
        if self.is_open or self.computed_verdict == self.verdict:
            return ""
        if not self.computed_verdict:
            return "No evidence is computed for this verdict, so it stands on nothing. Do not rely on it."
        return (
            f"The tables as they are now give another verdict: {self.computed_verdict}. "
            "Were the tables changed? Trust the computed one."
        )

    def _rows(self) -> list[tuple[str, str]]:
        """Label and text of each line of the card, for both forms."""
        if self.is_open:
            return [("Verdict", f"not judged yet: lesson {self.lesson}"), ("In the essay", self.essay)]
        rows = [
            ("Verdict", f"{self.verdict} (confidence {self.confidence}; {_CLOCKS[self.clock]})"),
            ("Careful", self.disagreement),
            ("Number", self.number),
            ("Doubt", self.doubt),
            ("How it follows", self.reason),
            ("Best case for it", self.best_case_for),
            ("Best case against it", self.best_case_against),
            *[(f"Seen from {capital}", position) for capital, position in self.perspectives],
            ("In the essay", self.essay),
        ]
        return [(label, text) for label, text in rows if text]

    def __repr__(self) -> str:
        symbol = SYMBOLS[self.verdict][0]
        lines = [f"{symbol} {self.id} ({self.type}): {self.paraphrase}"]
        lines += [f"  {label}: {text}" for label, text in self._rows()]
        return "\n".join(lines + ([f"  {self.source}"] if self.source else []))

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self._page(), "text/plain": repr(self)}

    def _page(self) -> str:
        symbol, colour = SYMBOLS[self.verdict]
        rows = "".join(
            f'<dt style="font-weight:bold;width:auto;float:none;display:block">{html.escape(label)}</dt>'
            '<dd style="margin:0 0 .3em 1em;width:auto;float:none;display:block">'
            f"{'<strong>' if label == 'Verdict' else ''}{html.escape(text)}"
            f"{'</strong>' if label == 'Verdict' else ''}</dd>"
            for label, text in self._rows()
        )
        source = f"<p><small>{html.escape(self.source)}</small></p>" if self.source else ""
        return (
            f'<div style="border-left:6px solid {colour};padding:.2em 1em;margin:.5em 0;max-width:50em">'
            f'<p><span aria-hidden="true">{symbol}</span> <strong>{html.escape(self.id)}</strong> '
            f"({html.escape(self.type)}): {html.escape(self.paraphrase)}</p><dl>{rows}</dl>{source}</div>"
        )


def claim(identifier, *, load=None) -> Claim:
    """One claim with its verdict, computed anew: ``cra.claim("C61")``.

    Parameters
    ----------
    identifier : str
        C01 to C82.
    load : callable, optional
        Gives a table by name; the course's own when left out.

    Returns
    -------
    Claim
        A card when it is the last value of a cell.

    Raises
    ------
    UnknownClaim
        When the ledger has no such claim; the message names the nearest.
    """
    if load is None:
        from china_russia_axis.codebook import load
    row = ledger.find(load("claims"), identifier)
    stated = {name: row[name] for name in ("paraphrase", "type", "lesson", "verdict", "clock", "confidence")}
    common = {"id": row["claim_id"], "essay": ledger.location(row["essay_location"]), **stated}
    if row["verdict"] == "open":
        return Claim(**common)
    evidence = registry.evidence_for(row["claim_id"], row["lesson"], load)
    if evidence is None:
        return Claim(**common, doubt=row["doubt"], reason=row["reason"])
    return Claim(
        **common,
        number=evidence.number,
        computed_verdict=evidence.verdict,
        doubt=row["doubt"],
        reason=row["reason"],
        best_case_for=evidence.best_case_for,
        best_case_against=evidence.best_case_against,
        perspectives=_perspectives(row["claim_id"], load),
        source=_source(evidence.tables),
    )


def _perspectives(claim_id: str, load) -> tuple:
    """Verified views of at most three capitals, one each, official ones first."""
    table = load("perspectives")
    table = table[(table["claim_id"] == claim_id) & table["verified"] & (table["confidence"] != "low")]
    table = table.sort_values("kind", kind="stable").drop_duplicates("capital").head(_CAPITALS_SHOWN)
    years = [_year(row, load) for row in table.itertuples()]
    capitals = [
        f"{capital} ({year})" if year else capital
        for capital, year in zip(table["capital"], years, strict=True)
    ]
    return tuple(zip(capitals, table["position"], strict=True))


def _year(row, load) -> int | None:
    """The year of the text or event behind a view, where the tables date it: a reader needs the clock."""
    if isinstance(row.event_id, str):
        events = load("events").set_index("event_id")["date"]
        return events[row.event_id].year if row.event_id in events else None
    if isinstance(row.doc_ids, str):
        dates = load("documents").set_index("doc_id")["date"]
        known = dates[dates.index.isin(row.doc_ids.split(";"))]
        return int(known.max().year) if len(known) else None
    return None


def _source(tables: tuple) -> str:
    from china_russia_axis.codebook import source_line

    return source_line(*tables)
