"""Verdicts are computed: alter the tables, and the number or the verdict changes, and the card says so."""

import pkgutil
from importlib import import_module

import mutations
import pytest
from mutations import altered, where
from mutations.lesson_07 import trade_always_growing

import china_russia_axis as cra
from china_russia_axis.claims import registry

JUDGED = list(cra.load("claims").query("verdict != 'open'")["claim_id"])


MUTATIONS = [
    mutation
    for module in pkgutil.iter_modules(mutations.__path__)
    for mutation in import_module(f"mutations.{module.name}").MUTATIONS
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
    def load(name):
        table = cra.load(name)
        return where("claim_id", "C10", "verdict", "open")(table) if name == "claims" else table

    assert "not judged yet: lesson 01" in repr(cra.claim("C10", load=load))


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
