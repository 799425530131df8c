"""Pictures of forecasts: the computed sentence follows the data, and the picture stays the same."""

import pytest

import china_russia_axis as cra
from china_russia_axis import forecasts as fc
from china_russia_axis.figures import forecasts as pictures

BASE = cra.scenario.Scenario()
ENTRIES = cra.load("forecast_entries")
SCORES = fc.score_registry()


def essay(coder="both"):
    events = fc.calibration.two_outcome_events(ENTRIES, fc.outcomes(coder=coder))
    rows = events[events["forecaster"] == "essay"]
    return fc.corp(rows["chance"], rows["happened"], resamples=100)


def drawings(coder="both", reorientation="on", state="accelerated"):
    """Every picture, for one way of settling and one thing seen."""
    scores = fc.score_registry(coder=coder)
    table = fc.by_forecaster(scores)
    luck = fc.how_often_the_better_wins(int(table["shared"].max()))
    seen = {2023: {}, 2025: {"relationship": state}}
    shocked = fc.one_shock(BASE, reorientation=reorientation)
    return {
        "against": pictures.against_outcome(scores, ENTRIES),
        "scores": pictures.score_bars(table, luck),
        "reliability": pictures.reliability(essay(coder), "the essay"),
        "updates": pictures.updates(fc.updates(BASE, 2033, seen), 2033),
        "shock": pictures.shock(*shocked, "a US turn"),
    }


@pytest.mark.parametrize("name", ["against", "scores", "reliability", "updates", "shock"])
def test_other_data_make_another_sentence_and_the_same_data_the_same_picture(name):
    one, again = drawings()[name], drawings()[name]
    other = drawings("b", "off", "slower")[name]
    assert one.sentence == again.sentence != other.sentence
    assert one.png() == again.png()
    assert one.source.startswith("Source: ") and one.alt


def test_dots_stand_where_the_chances_are():
    figure = pictures.against_outcome(SCORES)
    drawn = {line.get_label(): sorted(line.get_xdata()) for line in figure.axes[0].lines}
    for name, rows in SCORES.groupby("forecaster"):
        assert drawn[name] == pytest.approx(sorted(rows["chance_of_it"] * 100))


def test_the_sentence_of_the_scores_names_every_rival_and_the_part_of_luck():
    table = fc.by_forecaster(SCORES)
    sentence = pictures.score_bars(table, 0.66).sentence
    for name in ("model", "essay", "base rate"):
        assert f"'{name}' {table.loc[name, 'brier']:.2f} on {table.loc[name, 'questions']:.0f}" in sentence
    assert "66 per cent" in sentence


def test_the_sentence_of_a_wide_band_says_that_it_convicts_nobody():
    assert "convict nobody" in pictures.reliability(essay()).sentence
    many = fc.corp([0.2, 0.8] * 400, [0, 1] * 400, resamples=50)
    assert "convict nobody" not in pictures.reliability(many).sentence


def test_a_shock_that_changes_nothing_shows_nothing():
    without, _ = fc.one_shock(BASE, reorientation="on")
    figure = pictures.shock(without, without, "nothing")
    assert "0 stand elsewhere in 2028" in figure.sentence
    assert all(bar.get_width() == 0 for panel in figure.axes for bar in panel.patches)


def test_a_students_own_revisions_are_drawn_by_the_same_function(tmp_path):
    for chances in ((10, 20, 40, 15, 15), (30, 15, 30, 10, 15)):
        numbers = dict(zip(fc.FUTURES, chances, strict=True))
        fc.write_forecast(fc.FirstForecast("F1", numbers), tmp_path)
    sentence = pictures.updates(fc.revisions(tmp_path, "F1"), 2033).sentence
    assert "made 2 times" in sentence and "up from 10 per cent to 30 per cent" in sentence
