"""Lesson 00's two pictures are computed from the claims table, and their sentences follow it."""

import china_russia_axis as cra
from china_russia_axis import argument
from china_russia_axis.figures import claims as pictures


def test_every_part_of_the_ledger_belongs_to_one_step():
    parts = [section for sections in argument.STEPS.values() for section in sections]
    assert sorted(parts) == sorted(set(cra.load("claims")["section"]))


def test_every_claim_is_counted_once():
    claims = cra.load("claims")
    assert argument.by_step(claims).to_numpy().sum() == len(claims)


def test_the_sentence_of_the_map_follows_the_data():
    claims = cra.load("claims")
    before = pictures.claims_map(claims, "").sentence
    assert str(len(claims)) in before
    altered = claims.assign(contestable=False)
    assert pictures.claims_map(altered, "").sentence != before
    assert pictures.claims_map(claims.iloc[:40], "").sentence != before


def test_the_sentence_of_the_bars_follows_the_data():
    claims = cra.load("claims")
    before = pictures.argument(argument.by_step(claims), "").sentence
    altered = claims.assign(type=claims["type"].replace({"fact": "judgement"}))
    altered.loc[0, "type"] = "fact"
    assert pictures.argument(argument.by_step(altered), "").sentence != before


def test_the_map_has_one_tile_a_claim():
    claims = cra.load("claims")
    axes = pictures.claims_map(claims, "").axes[0]
    assert sorted(text.get_text() for text in axes.texts) == sorted(claims["claim_id"].str[1:])
