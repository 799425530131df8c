"""Verdicts are computed: alter the tables, and the number or the verdict changes, and the card says so."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis.claims import registry

JUDGED = list(cra.load("claims").query("verdict != 'open'")["claim_id"])


def altered(**changes):
    """A loader whose named tables went through a change."""

    def load(name):
        table = cra.load(name)
        return changes[name](table) if name in changes else table

    return load


def event_after(**values):
    """Add one event after the essay."""

    def change(events):
        row = events[events["after_essay"]].iloc[[-1]].assign(event_id="E999", verified=True, **values)
        return pd.concat([events, row], ignore_index=True)

    return change


def without(column, *values):
    return lambda table: table[~table[column].isin(values)]


def where(column, value, target, new):
    """Write ``new`` into column ``target`` of the rows whose ``column`` is ``value``."""
    return lambda table: table.assign(**{target: table[target].mask(table[column] == value, new)})


def war_over_taiwan(events):
    return event_after(category="war", actors="CHN;USA;TWN")(events)


def only_china_and_russia(membership):
    return membership[(membership["organisation"] != "BRICS") | membership["iso3"].isin(["CHN", "RUS"])]


def south_africa_from_the_start(membership):
    rows = (membership["iso3"] == "ZAF") & (membership["organisation"] == "BRICS")
    joined = rows & (membership["status"] == "member")
    first = membership.loc[membership["organisation"] == "BRICS", "start_date"].dropna().min()
    changed = membership.assign(start_date=membership["start_date"].mask(joined, first))
    return changed[~(rows & (membership["status"] == "invited"))]


def iran_never_invited(membership):
    return membership[(membership["iso3"] != "IRN") | (membership["organisation"] != "BRICS")]


def halved_in_2023(panel):
    recent = (panel["year"] >= 2010) & panel["iso3"].isin(["BRA", "RUS", "IND", "CHN", "ZAF"])
    columns = {name: panel[name].mask(recent, panel[name] / 4) for name in ("gdp_usd_bn", "gdp_ppp_intl_bn")}
    return panel.assign(**columns)


def ten_interested(counts):
    return counts.assign(
        interested_total=counts["interested_total"].mask(counts["interested_total"] > 10, 10)
    )


def one_new_treaty(treaties):
    row = treaties.iloc[[-1]].assign(date=pd.Timestamp("2025-01-01"), kind="treaty", verified=True)
    return pd.concat([treaties, row], ignore_index=True)


def trade_always_growing(trade):
    return trade.assign(value_usd_bn=1.2 ** (trade["year"].astype(float) - 1990))


def trade_doubled_in_2014_and_15(trade):
    factor = trade["year"].map({2014: 2.0, 2015: 4.0}).fillna(1.0)
    return trade.assign(value_usd_bn=trade["value_usd_bn"] * factor)


# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C09", {"events": war_over_taiwan}, "open"),
    ("C75", {"events": event_after(category="war", actors="RUS;UKR")}, "open"),
    ("C76", {"events": event_after(category="security", actors="CHN;TWN")}, "open"),
    ("C77", {"events": war_over_taiwan}, "open"),
    ("C20", {"membership": only_china_and_russia}, "supported"),
    ("C20", {"membership": without("iso3", "CHN")}, "contradicted"),
    ("C58", {"membership": south_africa_from_the_start}, "supported"),
    ("C58", {"membership": without("iso3", "ZAF")}, "contradicted"),
    ("C59", {"documents": without("body", "Brazil", "South Africa", "India")}, "supported"),
    ("C59", {"country_panel": halved_in_2023}, "contradicted"),
    ("C60", {"membership": iran_never_invited}, "contradicted"),
    ("C60", {"membership": without("iso3", "ETH")}, "partly"),
    ("C61", {"country_panel": halved_in_2023}, "contradicted"),
    ("C62", {"documents": without("body", "BRICS")}, "contradicted"),
    ("C63", {"brics_interest_counts": ten_interested}, "contradicted"),
    ("C08", {"document_points": where("doc_id", "CR2023", "stance", "supports")}, "contradicted"),
    ("C08", {"documents": without("doc_id", "CR2023")}, "partly"),
    ("C71", {"treaties": one_new_treaty}, "contradicted"),
    ("C71", {"document_points": where("doc_id", "CR2024", "obligation_strength", "defend")}, "contradicted"),
    ("C69", {"trade": without("year", 2024, 2025, 2026), "meetings": lambda table: table.iloc[:0]}, "partly"),
    ("C74", {"trade": trade_doubled_in_2014_and_15}, "supported"),
]


@pytest.mark.parametrize("claim_id", JUDGED)
def test_the_ledger_states_what_the_tables_give(claim_id):
    claim = cra.claim(claim_id)
    assert claim.computed_verdict == claim.verdict
    assert claim.disagreement == ""


@pytest.mark.parametrize("claim_id", JUDGED)
def test_the_doubt_stands_wherever_the_number_stands(claim_id):
    claim = cra.claim(claim_id)
    assert any(character.isdigit() for character in claim.number)
    forms = claim._repr_mimebundle_()
    assert claim.number in forms["text/plain"]
    assert claim.doubt in forms["text/plain"]
    assert "<dt" in forms["text/html"] and "Doubt" in forms["text/html"] and "Number" in forms["text/html"]


@pytest.mark.parametrize(("claim_id", "changes", "verdict"), MUTATIONS)
def test_altered_tables_give_another_verdict_and_the_card_says_so(claim_id, changes, verdict):
    claim = cra.claim(claim_id, load=altered(**changes))
    assert claim.computed_verdict == verdict
    assert claim.number != cra.claim(claim_id).number or verdict == "open"
    if verdict != claim.verdict:
        assert f"another verdict: {verdict}" in repr(claim)
        assert f"another verdict: {verdict}" in claim._repr_mimebundle_()["text/html"]


def test_every_verdict_has_a_mutation_or_cannot_change():
    assert set(JUDGED) - {claim for claim, _, _ in MUTATIONS} == {"C70"}


def test_the_number_of_a_claim_that_nothing_refutes_still_follows_the_tables():
    turned = altered(events=where("direction", "closer", "direction", "apart"))
    claim = cra.claim("C70", load=turned)
    assert claim.computed_verdict == "not testable"
    assert claim.number != cra.claim("C70").number


def test_more_trade_alone_moves_one_indicator_of_convergence():
    growing = cra.claim("C69", load=altered(trade=trade_always_growing))
    before = int(cra.claim("C69").number.split()[0])
    assert int(growing.number.split()[0]) == before + 1


@pytest.mark.parametrize("claim_id", JUDGED)
def test_rows_that_were_not_verified_change_nothing(claim_id):
    def load(name):
        table = cra.load(name)
        return table[table["verified"]] if "verified" in table and name != "claims" else table

    assert cra.claim(claim_id, load=load).number == cra.claim(claim_id).number


def test_a_verdict_without_evidence_is_not_shown_as_sound(monkeypatch):
    cra.claim("C63")
    monkeypatch.delitem(registry._FUNCTIONS, "C63")
    claim = cra.claim("C63")
    assert claim.number == ""
    assert "stands on nothing" in repr(claim)


def test_an_open_claim_says_which_lesson_will_judge_it():
    waiting = cra.load("claims").query("verdict == 'open'")["claim_id"]
    for claim_id in waiting.iloc[[0, -1]]:
        claim = cra.claim(claim_id)
        assert f"not judged yet: lesson {claim.lesson}" in repr(claim)
        assert claim.number == ""


def test_a_card_escapes_what_the_tables_hold():
    def load(name):
        table = cra.load(name)
        return where("claim_id", "C63", "doubt", "<script>x</script>")(table) if name == "claims" else table

    page = cra.claim("C63", load=load)._repr_mimebundle_()["text/html"]
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_verdict_is_told_by_words_and_not_by_colour_alone():
    forms = cra.claim("C63")._repr_mimebundle_()
    assert "supported (confidence medium" in forms["text/html"]
    assert forms["text/plain"].startswith("✓ C63")


def test_perspectives_are_few_and_verified():
    table = cra.load("perspectives")
    verified = set(table[table["verified"]]["position"])
    for claim_id in JUDGED:
        seen = cra.claim(claim_id).perspectives
        assert len(seen) <= 3
        assert len({capital.split(" (")[0] for capital, _ in seen}) == len(seen)
        assert {position for _, position in seen} <= verified


def test_a_perspective_carries_its_year_where_the_tables_date_it():
    capitals = [capital for capital, _ in cra.claim("C59").perspectives]
    assert "Pretoria (2023)" in capitals


def test_one_claim_has_one_evidence_function():
    with pytest.raises(ValueError, match="two functions"):

        @registry.evidence("C09")
        def another(load):
            return None
