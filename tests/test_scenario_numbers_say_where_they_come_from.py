"""Every parameter carries meaning, range and provenance, and no value poses as evidence that it is not."""

import pytest

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import horizons, presets
from china_russia_axis.scenario.parameters import GROUPS, HEADLINE, KINDS, PARAMETERS, SHOCK_SLIDERS

UNITS = {
    "per year",
    "per inauguration",
    "given a crisis",
    "given a war",
    "given the shock",
    "given a closer year",
    "multiplier",
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_it_says_what_it_means_and_where_it_comes_from(name):
    of = PARAMETERS[name]
    assert of.question.endswith("?") and 3 <= len(of.label) <= 32 and of.source
    assert of.kind in KINDS and of.group in GROUPS and of.unit in UNITS
    assert of.minimum <= of.low <= of.default <= of.high <= of.reach <= of.maximum
    assert of.low < of.high


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_range_without_a_source_belongs_to_an_assumption(name):
    if PARAMETERS[name].range_assumed:
        assert PARAMETERS[name].kind == "assumption"


def test_there_are_28_and_no_two_share_a_label_or_a_symbol():
    assert len(PARAMETERS) == len({of.label for of in PARAMETERS.values()}) == 28
    assert len({of.symbol for of in PARAMETERS.values()}) == 28


def test_the_sliders_are_the_four_that_move_and_the_four_shocks():
    assert set(SHOCK_SLIDERS) - set(HEADLINE) == {"opportunism_in_crisis"}
    assert set(HEADLINE) - set(SHOCK_SLIDERS) == {"war_given_crisis"}


def test_the_doubt_about_a_common_enemy_shows_with_the_number():
    assert "1.65 (.22-12.3)" in PARAMETERS["formalise_war"].note


def test_a_value_set_by_hand_loses_its_evidence_and_gets_it_back():
    moved = sc.Scenario().with_values(taiwan_crisis_per_year=0.2)
    setting = moved.parameters["taiwan_crisis_per_year"]
    assert (setting.kind, setting.high) == ("assumption", 0.2)
    assert "set by hand" in setting.source
    assert moved.with_values(taiwan_crisis_per_year=0.06) == sc.Scenario()


def test_moving_to_the_same_value_changes_nothing():
    assert sc.Scenario().with_values(formalise=0.06) == sc.Scenario()


@pytest.mark.parametrize("name", sc.PRESETS)
def test_a_preset_gives_its_reason_in_one_sentence_and_stays_within_the_sliders(name):
    preset = sc.PRESETS[name]
    assert preset.reason.endswith(".") and ". " not in preset.reason
    for parameter, value in preset.changes.items():
        assert PARAMETERS[parameter].minimum <= value <= PARAMETERS[parameter].reach
        assert value != PARAMETERS[parameter].default


def test_each_preset_does_what_its_name_says():
    chance = {
        name: dict(zip(sc.RELATIONSHIPS, sc.chances(of.scenario)[-1], strict=True))
        for name, of in sc.PRESETS.items()
    }
    by_2028 = {name: of.scenario for name, of in presets.PRESETS.items()}
    assert by_2028["baseline"].hash == sc.Scenario().hash
    assert sc.probability(by_2028["taiwan_war"], "taiwan war ever", by=2028) > 0.5
    assert sc.probability(by_2028["russian_collapse"], "setback ever", by=2028) > 0.5
    assert sc.probability(by_2028["reorientation"], "reorientation ever", by=2028) > 0.5
    assert all(
        sc.probability(by_2028["no_shocks"], f"{shock} ever") == 0 for shock in ("setback", "reorientation")
    )
    assert (
        chance["taiwan_war"]["alliance"]
        > chance["russian_collapse"]["alliance"]
        > chance["baseline"]["alliance"]
    )
    assert chance["reorientation"]["rupture"] > 3 * chance["baseline"]["rupture"]


def test_annual_and_horizon_chances_undo_each_other():
    for per_year in (0, 0.01, 0.12, 0.5, 1):
        for years in (1, 10, 20):
            within = sc.chance_within(per_year, years)
            assert sc.chance_per_year(within, years) == pytest.approx(per_year, rel=1e-6)
    assert round(sc.chance_within(0.12, 20), 2) == 0.92


def test_the_horizon_chance_of_a_crisis_is_what_the_model_says():
    within = horizons.over_horizon("taiwan_crisis_per_year", 0.06)
    assert within == pytest.approx(sc.probability(sc.Scenario(), "taiwan crisis ever"))


def test_the_horizon_chance_of_a_turn_counts_inaugurations():
    assert horizons.inaugurations() == [2025, 2029, 2033, 2037, 2041]
    within = horizons.over_horizon("reorientation_per_inauguration", 0.14)
    assert within == pytest.approx(1 - 0.86**5)
    assert within == pytest.approx(sc.probability(sc.Scenario(), "reorientation ever"))
    assert horizons.from_horizon("reorientation_per_inauguration", within) == pytest.approx(0.14)


def test_the_horizon_chance_of_a_collapse_is_a_ceiling_because_the_war_may_end():
    within = horizons.over_horizon("setback_per_year", 0.05)
    assert within > sc.probability(sc.Scenario(), "setback ever") + 0.3


def test_what_hangs_on_a_crisis_has_no_horizon_chance():
    assert horizons.over_horizon("war_given_crisis", 0.15) is None
    assert horizons.from_horizon("war_given_crisis", 0.15) is None
