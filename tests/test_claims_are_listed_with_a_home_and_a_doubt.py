"""The ledger lists every claim of the essay once, with a home lesson, and no verdict without a doubt."""

import json
import re

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis.claims import gaps, ledger

SENTENCES_OF_THE_ESSAY = 61


@pytest.fixture(scope="module")
def claims():
    return cra.load("claims")


def test_there_are_eighty_two_claims_in_the_order_of_the_essay(claims):
    assert list(claims["claim_id"]) == [f"C{number:02d}" for number in range(1, 83)]
    first = [tuple(map(int, re.match(r"p(\d+)s(\d+)", place).groups())) for place in claims["essay_location"]]
    assert first == sorted(first)


def test_every_sentence_of_the_essay_is_covered(claims):
    places = {place for cell in claims["essay_location"] for place in cell.split(";")}
    assert len(places) == SENTENCES_OF_THE_ESSAY


def test_every_claim_has_one_of_ten_home_lessons(claims):
    assert set(claims["lesson"]) <= {f"{number:02d}" for number in range(10)}
    elsewhere = claims.dropna(subset=["also_in"])
    for row in elsewhere.itertuples():
        assert row.lesson not in row.also_in.split(";"), row.claim_id


def test_a_verdict_comes_with_clock_confidence_doubt_reason_and_cell(claims):
    judged = claims[claims["verdict"] != "open"]
    for column in ("clock", "confidence", "doubt", "reason", "cell"):
        assert judged[column].notna().all(), column


def test_an_open_claim_claims_nothing(claims):
    waiting = claims[claims["verdict"] == "open"]
    for column in ("clock", "confidence", "doubt", "reason", "cell"):
        assert waiting[column].isna().all(), column


def test_a_verdict_is_a_rule_and_its_number_is_not_stored(claims):
    judged = claims[claims["verdict"] != "open"]
    for row in judged.itertuples():
        text = f"{row.doubt} {row.reason}"
        stored = [
            number for number in re.findall(r"\d+(?:\.\d+)?", text) if not 1985 <= float(number) <= 2026
        ]
        assert not [number for number in stored if number != "24"], f"{row.claim_id}: {stored}"


def test_every_event_that_a_claim_names_exists_and_names_it_back(claims):
    events = cra.load("events").set_index("event_id")["claim_ids"]
    for row in claims.dropna(subset=["events"]).itertuples():
        for event in row.events.split(";"):
            assert event in events.index, f"{row.claim_id} names {event}"


def test_an_unknown_claim_names_the_near_ones(claims):
    with pytest.raises(ledger.UnknownClaim, match="Did you mean C8"):
        ledger.find(claims, "C83")
    with pytest.raises(ledger.UnknownClaim, match="from C01 to C82"):
        ledger.find(claims, "the dollar")


@pytest.mark.parametrize("spelling", ["C08", "c08", " C8 ", "8", 8])
def test_a_claim_is_found_in_any_spelling(claims, spelling):
    assert ledger.find(claims, spelling)["claim_id"] == "C08"


def test_the_place_in_the_essay_is_said_in_words():
    assert ledger.location("p12s3") == "paragraph 12, sentence 3"
    assert ledger.location("p3s3;p3s4") == "paragraph 3, sentence 3 and paragraph 3, sentence 4"


def test_the_short_ledger_is_plain_json(claims):
    rows = json.loads(json.dumps(gaps.rows(claims)))
    assert len(rows) == 82
    assert set(rows[0]) == {"claim_id", "verdict", "lesson", "cell"}
    assert rows[60] == {"claim_id": "C61", "verdict": "supported", "lesson": "04", "cell": "claim-C61"}
    without_cell = claims.assign(cell=claims["cell"].where(claims["claim_id"] != "C61"))
    assert gaps.rows(without_cell)[60]["cell"] is None


def test_the_report_counts_what_is_open(claims):
    report = gaps.report(claims)
    waiting = int((claims["verdict"] == "open").sum())
    assert f"{82 - waiting} judged, {waiting} open" in report
    assert all(claim in report for claim in claims["claim_id"])
    assert gaps.progress(claims)["claims"].sum() == 82
    one_open = claims.assign(verdict=claims["verdict"].where(claims["claim_id"] != "C10", "open"))
    assert f"{81 - waiting} judged, {waiting + 1} open" in gaps.report(one_open)
    assert "Lesson 01: 1 of 11 still open" in gaps.report(one_open)


def test_the_command_prints_the_ledger_in_both_forms(capsys):
    import argparse

    from china_russia_axis.commands import claims as command

    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    arguments = parser.parse_args(["claims", "--json"])
    assert arguments.run(arguments) == 0
    assert [row["claim_id"] for row in json.loads(capsys.readouterr().out)][:2] == ["C01", "C02"]
    arguments = parser.parse_args(["claims"])
    assert arguments.run(arguments) == 0
    assert "Lesson 04" in capsys.readouterr().out


def test_the_ledger_is_typed(claims):
    assert claims["contestable"].dtype == bool
    assert int(claims["contestable"].sum()) == 22
    assert int(claims["core"].sum()) == 60
    assert pd.api.types.is_datetime64_any_dtype(claims["date_from"])
