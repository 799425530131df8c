"""Cohen's kappa is computed in a few lines of our own; scikit-learn is asked to check them."""

import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import china_russia_axis as cra
from china_russia_axis import blocs, history

LABELS = list(history.DIRECTIONS)


def codings(size, seed, kinds=4):
    draws = np.random.default_rng(seed).integers(0, kinds, (2, size))
    events = [f"E{number:03}" for number in range(size)]
    return tuple(pd.Series([LABELS[one] for one in row], index=events) for row in draws)


@pytest.mark.parametrize("seed", range(40))
def test_kappa_is_that_of_scikit_learn_on_random_codings(seed):
    one, two = codings(size=3 + seed, seed=seed, kinds=2 + seed % 3)
    if set(one) == set(two) and len(set(one)) == 1:
        pytest.skip("both gave one label: kappa is not defined")
    assert history.cohen_kappa(one, two) == pytest.approx(cohen_kappa_score(one, two), abs=1e-12)


@pytest.mark.parametrize("coder", [history.lazy_coder, history.mechanical_coder])
def test_kappa_is_that_of_scikit_learn_on_our_own_list(coder):
    listed = history.chronology(cra.load("events"), 1989, 2026)
    ours, theirs = history.labels(listed), coder(listed)
    assert history.cohen_kappa(ours, theirs) == pytest.approx(cohen_kappa_score(ours, theirs), abs=1e-12)


def test_every_part_of_an_agreement_can_be_checked_by_hand():
    one = dict(zip("ABCD", ["closer", "closer", "apart", "apart"], strict=True))
    two = dict(zip("ABCD", ["closer", "apart", "apart", "apart"], strict=True))
    found = history.agreement(one, two)
    assert (found.events, found.same, found.percent, found.expected) == (4, 3, 75, 50)
    assert found.kappa == pytest.approx(0.5)
    assert (found.lowest, found.highest) == (pytest.approx(0.0), pytest.approx(1.0))
    assert str(found) == "3 of 4 the same: 75 per cent, luck alone 50, kappa 0.50 (0.00 to 1.00)"


def test_the_brackets_are_the_kappas_with_one_event_left_out():
    one, two = codings(size=12, seed=3)
    without = [cohen_kappa_score(one.drop(event), two.drop(event)) for event in one.index]
    found = history.agreement(one, two)
    assert (found.lowest, found.highest) == (pytest.approx(min(without)), pytest.approx(max(without)))


def test_full_agreement_is_one_and_one_constant_coder_is_nought():
    one, _ = codings(size=20, seed=1)
    assert history.cohen_kappa(one, one) == pytest.approx(1)
    constant = pd.Series("closer", index=one.index)
    assert history.cohen_kappa(one, constant) == pytest.approx(0)


def test_two_coders_with_one_label_have_no_kappa_and_no_warning():
    constant = {"E001": "closer", "E002": "closer", "E003": "closer"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = history.agreement(constant, constant)
    assert found.percent == 100
    assert np.isnan(found.kappa)
    assert "kappa not defined" in str(found)


def test_the_order_of_events_and_of_coders_does_not_matter():
    one, two = codings(size=15, seed=5)
    assert history.cohen_kappa(one, two.sample(frac=1, random_state=2)) == history.cohen_kappa(two, one)


def test_events_that_one_coder_left_out_do_not_count():
    one, two = codings(size=10, seed=8)
    assert history.agreement(one, two.iloc[:4]).events == 4


def test_nothing_in_common_and_an_unknown_label_are_answered_kindly():
    with pytest.raises(ValueError, match="No event is coded by both"):
        history.agreement({"E001": "closer"}, {"E002": "closer"})
    with pytest.raises(blocs.UnknownName, match="There is: apart, closer, context, neutral"):
        history.agreement({"E001": "near"}, {"E001": "closer"})


def test_the_table_of_two_coders_adds_up_and_its_diagonal_is_the_agreement():
    one, two = codings(size=30, seed=11)
    table = history.confusion(one, two)
    assert table.to_numpy().sum() == 30
    assert np.trace(table.to_numpy()) == history.agreement(one, two).same
    assert (
        list(table.index)
        == list(table.columns)
        == [label for label in LABELS if label in set(one) | set(two)]
    )
