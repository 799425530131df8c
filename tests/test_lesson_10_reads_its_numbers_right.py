"""Sentences of lesson 10 that lean on a number, and the functions behind its cells."""

import re

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis.capstone import MemoError
from china_russia_axis.widgets import capstone as widgets


@pytest.fixture(scope="module")
def course():
    return cra.forecasts.started(cra.scenario.Scenario(), 2025)


@pytest.fixture(scope="module")
def mine(course):
    """The example of part 2."""
    return course.with_values(taiwan_crisis_per_year=0.04, war_given_crisis=0.10, drift_apart=0.04)


@pytest.fixture(scope="module")
def claims():
    return cra.load("claims")


# --- the puzzle


def test_the_two_memos_say_the_two_sides_of_the_same_numbers(course):
    told = cra.capstone.two_tones(cra.scenario.futures(course))
    alarmed = [int(one) for one in re.findall(r"(?:to|In) (\d+) ", told["alarmed"])]
    calm = [int(one) for one in re.findall(r"In (\d+) ", told["calm"])]
    assert len(alarmed) == len(calm) == 2
    assert [one + other for one, other in zip(alarmed, calm, strict=True)] == [100, 100]


def test_the_eleven_is_a_growth_from_next_to_nothing(course):
    futures = cra.scenario.futures(course)
    assert "multiplies by 11" in cra.capstone.two_tones(futures)["alarmed"]
    assert futures.loc[2028, "alliance"] < 0.01


def test_another_future_changes_both_memos(course):
    before = cra.capstone.two_tones(cra.scenario.futures(course))
    other = cra.scenario.futures(course.with_values(taiwan_crisis_per_year=0.2))
    after = cra.capstone.two_tones(other)
    assert before["alarmed"] != after["alarmed"] and before["calm"] != after["calm"]
    none = other.assign(alliance=0.0)
    assert "multiplies by more than can be said" in cra.capstone.two_tones(none)["alarmed"]


# --- part 1: claims


def test_the_best_claims_to_begin_with_are_some_and_not_many(claims):
    found = cra.capstone.choose(claims, type="fact", contestable=True, confidence="high")
    assert 5 <= len(found) <= 12 and {"C31", "C65"} <= set(found.index)


def test_choosing_is_a_filter_and_nothing_else(claims):
    assert len(cra.capstone.choose(claims, verdict=None)) == len(claims) == 82
    tested = cra.capstone.choose(claims)
    untested = claims[claims["verdict"].isin(["not testable", "open"])]
    assert len(tested) + len(untested) == 82 and not set(tested.index) & set(untested["claim_id"])
    parts = [cra.capstone.choose(claims, verdict=None, contestable=one) for one in (True, False)]
    assert sum(map(len, parts)) == 82
    partly = cra.capstone.choose(claims, verdict="partly", type="judgement", confidence="low")
    assert (partly["verdict"] == "partly").all() and (partly["type"] == "judgement").all()


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"type": "facts"}, "Did you mean 'fact'"),
        ({"verdict": "true"}, "There is no verdict 'true'"),
        ({"confidence": "hi"}, "There is no confidence 'hi'"),
    ],
)
def test_a_word_that_the_ledger_does_not_use_is_refused(claims, wish, message):
    with pytest.raises(MemoError, match=message):
        cra.capstone.choose(claims, **wish)


def test_behind_a_claim_stand_its_tables():
    found = cra.capstone.behind("c52")
    assert list(found.index) == ["vetoes"]
    assert found.loc["vetoes", "rows"] == len(cra.load("vetoes"))
    assert found.loc["vetoes", "first_doubt"] == cra.load("vetoes").attrs["doubts"][0]


def test_a_claim_that_nobody_judged_has_no_tables():
    def load(name):
        table = cra.load(name)
        return table.assign(lesson="99") if name == "claims" else table

    with pytest.raises(MemoError, match="lesson 99 has not judged it yet"):
        cra.capstone.behind("C52", load=load)


def test_the_number_by_hand_is_the_number_on_the_card():
    vetoes = cra.load("vetoes").query("verified and '2007-01-01' <= date <= '2023-08-31'")
    both = (vetoes["china"] & vetoes["russia"]).sum()
    alone = (vetoes["russia"] & ~vetoes["china"]).sum()
    number = cra.claim("C52").number
    assert f"{len(vetoes)} texts failed" in number
    assert both == 14  # "fourteen texts together"
    assert f"{both} by both" in number and f"{alone} by Russia alone" in number


def test_no_table_here_counts_what_the_council_passed():
    assert "do not hold the number of texts that passed" in cra.claim("C52").doubt
    assert "drafts dropped" in cra.load("vetoes").attrs["doubts"][-1]


# --- part 3: base rates


def test_one_class_says_4_another_11_and_the_last_0():
    table = cra.capstone.beside(cra.load("forecast_entries"))
    assert round(100 * table.loc["alliance", "base rate"]) == 4
    rates = cra.load("alliance_base_rates").query("population == 'major powers' and condition == 'all'")
    periods = zip(rates["period_start"], rates["period_end"], strict=True)
    within = {
        span: cra.scenario.chance_within(one, 8) for span, one in zip(periods, rates["hazard"], strict=True)
    }
    assert round(100 * within[1817, 2018]) == 11 and within[1990, 2018] == 0


def test_forecasts_stand_side_by_side(course):
    futures = cra.scenario.futures(course).loc[2033]
    table = cra.capstone.beside(cra.load("forecast_entries"), scenario=futures, mine=futures)
    assert list(table.columns) == ["even chances", "base rate", "essay", "scenario", "mine"]
    assert list(table.index) == list(cra.scenario.RELATIONSHIPS)
    assert table.sum().round(6).eq(1).all()
    with pytest.raises(MemoError, match="gives no chance for rupture"):
        cra.capstone.beside(cra.load("forecast_entries"), mine={"alliance": 1.0})
    with pytest.raises(MemoError, match="none for a question 'F9'"):
        cra.capstone.beside(cra.load("forecast_entries"), "F9")


def test_even_chances_lose_the_same_whatever_comes_and_win_what_nobody_expected(course):
    chances = {"rupture": 0.02, "slower": 0.18, "converging": 0.58, "accelerated": 0.18, "alliance": 0.04}
    table = cra.capstone.beside(
        cra.load("forecast_entries"), scenario=cra.scenario.futures(course).loc[2033], mine=chances
    )
    losses = pd.DataFrame(
        {
            name: {came: cra.forecasts.scores.brier(table[name].to_dict(), came) for came in table.index}
            for name in table
        }
    )
    assert losses["even chances"].round(6).eq(0.8).all()
    for came in ("rupture", "alliance"):
        assert losses.loc[came].idxmin() == "even chances"
    assert losses.loc["converging"].idxmax() == "even chances"


def test_the_sentence_of_the_picture_follows_the_forecast():
    entries = cra.load("forecast_entries")
    base = cra.capstone.beside(entries)["base rate"]
    near = cra.capstone.beside(entries, mine=base)
    assert "moved 0 points" in cra.figures.capstone.beside(near).sentence
    far = cra.capstone.beside(entries, mine={**dict.fromkeys(base.index, 0.0), "alliance": 1.0})
    said = cra.figures.capstone.beside(far).sentence
    assert "furthest from it at alliance: 100 per cent against 4 per cent" in said
    assert f"moved {100 - 100 * base['alliance']:.0f} points" in said
    assert "calls alliance likeliest" in cra.figures.capstone.told(far.drop(columns="base rate"))


# --- part 4: signposts


def test_the_war_is_the_stronger_sign_though_it_is_seen_less_often(mine):
    signs = cra.capstone.signposts(mine)
    war, crisis, turn = signs.loc[
        ["a war over Taiwan", "a Taiwan crisis", "a US turn toward Moscow"]
    ].itertuples()
    assert war.with_it < crisis.with_it and crisis.with_it > 0.5
    assert war.without_it < crisis.without_it / 3
    assert war.ratio > 3 * crisis.ratio
    assert turn.ratio == pytest.approx(1, abs=0.25) and turn.after == pytest.approx(turn.before, abs=0.01)


def test_odds_after_are_odds_before_times_the_ratio(mine):
    for future in ("alliance", "rupture", "accelerated or alliance"):
        for row in cra.capstone.signposts(mine, future).itertuples():
            assert cra.capstone.updated(row.before, row.ratio) == pytest.approx(row.after, abs=1e-9)


def test_news_that_says_nothing_moves_nothing_and_certainty_stays():
    assert cra.capstone.updated(0.3, 1) == pytest.approx(0.3)
    assert cra.capstone.updated(0, 50) == 0 and cra.capstone.updated(1, 0.1) == 1
    assert cra.capstone.updated(0.5, 3) == pytest.approx(0.75)


@pytest.mark.parametrize(("chance", "ratio"), [(4, 2), (-0.1, 2), (0.4, 0), (0.4, -1), (float("nan"), 1)])
def test_a_chance_in_per_cent_or_an_empty_ratio_is_refused(chance, ratio):
    with pytest.raises(MemoError):
        cra.capstone.updated(chance, ratio)


# --- the widgets


def test_the_chooser_shows_what_the_function_chooses(claims):
    panel = widgets.claim_chooser(claims)
    *boxes, listing = panel.children
    start = cra.capstone.choose(claims, type="fact", confidence="high", contestable=True)
    assert f"{len(start)} of 82 claims fit" in listing.value
    kind = boxes[0]
    kind.value = "forecast"
    wish = {"type": "forecast", "verdict": "tested", "confidence": "high", "contestable": True}
    found = cra.capstone.choose(claims, **wish)
    assert widgets.read_aloud(found, 82) in listing.value
    for box in boxes:
        box.value = widgets.EVERY if widgets.EVERY in box.options else box.value
    boxes[3].value = None
    assert "82 of 82 claims fit" in listing.value and 'scope="row"' in listing.value


def test_every_box_of_the_chooser_has_a_name(claims):
    *boxes, _ = widgets.claim_chooser(claims).children
    assert [box.description for box in boxes] == ["Type", "Verdict", "Confidence", "Contestable"]


def test_nothing_fits_is_said_with_a_remedy(claims):
    assert "Set one of the four boxes back" in widgets.read_aloud(claims.iloc[:0], 82)


def test_the_buttons_keep_the_memo_and_bring_the_sheets(tmp_path, course):
    chances = {"rupture": 2, "slower": 18, "converging": 58, "accelerated": 18, "alliance": 4}
    memo = cra.capstone.memo(["C31", "C52", "C08"], course, chances, "paper crane")
    buttons, line = widgets.keep(memo, str(tmp_path)).children
    save, bring = buttons.children
    save.click()
    assert "Saved as my-memo.md" in line.value
    save.click()
    assert "Saved as my-memo-2.md" in line.value
    assert (tmp_path / "my-memo.md").read_text(encoding="utf-8") == memo.text
    bring.click()
    assert "peer-review.md" in line.value and (tmp_path / "memo-sheets" / "peer-review.md").exists()
    bring.click()
    assert "nothing was changed" in line.value
    buttons, line = widgets.keep(memo, str(tmp_path / "nowhere")).children
    for button in buttons.children:
        button.click()
        assert "Not done." in line.value
