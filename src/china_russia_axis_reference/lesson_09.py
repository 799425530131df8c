"""Answers to the practice questions of lesson 09, computed from the registry and the scenario engine."""

import math

from china_russia_axis import scenario
from china_russia_axis.forecasts import agreement, calibration, forecasters, scores
from china_russia_axis_reference import key_of


def which_rule_is_sound(load) -> str:
    """Trade: a source, a threshold and a day."""
    return "trade"


def kappa_of(load, *, agree: int, all: int) -> float:
    """Agreement beyond chance when chance gives a half."""
    return (agree / all - 0.5) / 0.5


def share_of(load, *, agree: int, all: int) -> float:
    """Plain share: a common slip."""
    return agree / all


def above_chance(load, *, agree: int, all: int) -> float:
    """The distance from chance, not yet divided."""
    return share_of(load, agree=agree, all=all) - 0.5


def of_the_registry(load, *, agree: int, all: int) -> dict:
    """Kappa and share of the two coders of the registry."""
    found = agreement()
    return {"kappa": float(found.kappa), "share": float(found.share)}


def what_is_missing(load, *, agree: int, all: int) -> dict:
    """What is missing to complete agreement."""
    return {
        "the share on which they differ": 1 - share_of(load, agree=agree, all=all),
        "what is missing to complete agreement": 1 - kappa_of(load, agree=agree, all=all),
    }


def over_the_wrong_whole(load, *, agree: int, all: int) -> dict:
    """The share over chance, and the distance over the share."""
    share = share_of(load, agree=agree, all=all)
    return {"chance": share / 0.5, "the share of agreement": (share - 0.5) / share}


def brier_of(load, *, chance: int, came: str) -> float:
    """Brier score of a yes-or-no forecast, both outcomes added."""
    return scores.brier({"yes": chance / 100, "no": 1 - chance / 100}, came)


def half_a_brier(load, *, chance: int, came: str) -> dict:
    """One outcome only, for either answer: a common slip."""
    return {answer: brier_of(load, chance=chance, came=answer) / 2 for answer in ("yes", "no")}


def no_square(load, *, chance: int, came: str) -> dict:
    """The distances without their squares: a common slip."""
    distance = abs(chance / 100 - (came == "yes"))
    return {"one of them": distance, "both added": 2 * distance}


def chances_squared(load, *, chance: int, came: str) -> float:
    """The squares of the two chances, as if each were a distance."""
    return (chance / 100) ** 2 + (1 - chance / 100) ** 2


def another_score(load, *, chance: int, came: str) -> dict:
    """Skill, the logarithmic score, and what even chances cost."""
    score, even = brier_of(load, chance=chance, came=came), brier_of(load, chance=50, came=came)
    said = chance / 100 if came == "yes" else 1 - chance / 100
    return {
        "the skill against even chances": float(scores.skill(score, even)),
        "the logarithmic score": -math.log(said),
        "the logarithmic score with its sign turned": math.log(said),
        "what even chances cost": even,
    }


def why_first_and_last(load) -> str:
    """Coding, as long as the coders differ on 2025 and the model was almost sure."""
    coded = load("forecast_resolutions").set_index("question_id").loc["Q02"]
    entries = load("forecast_entries").query("forecaster == 'model' and question_id == 'Q02'")
    sure = entries["chance"].max() > 0.7
    differ = coded["coding_a"] != coded["coding_b"]
    return key_of({"coding": differ and sure, "luck": not (differ and sure)})


def what_ten_questions_say(load) -> str:
    """Noise, as long as the better forecaster trails in more than a third of the cases after ten."""
    trails = 1 - calibration.how_often_the_better_wins(10)
    return key_of({"noise": trails > 1 / 3, "fine": trails <= 1 / 3})


def what_the_missing_path_means(load) -> str:
    """List: an outcome that is left out lends its chance to the others."""
    return "list"


def _closer(table, year: int, *futures: str) -> float:
    return float(table.loc[year, list(futures)].sum())


def _moved(year: int, *futures: str) -> float:
    without, with_it = forecasters.one_shock(scenario.Scenario(), 2025, reorientation="on")
    return 100 * (_closer(without, year, *futures) - _closer(with_it, year, *futures))


def points_moved(load, *, year: int) -> float:
    """Points by which a US turn lowers the chance of accelerated or alliance."""
    return _moved(year, "accelerated", "alliance")


def one_future_alone(load, *, year: int) -> dict:
    """One of the two futures: a common slip."""
    return {name: _moved(year, name) for name in ("accelerated", "alliance")}


def _both(year: int) -> tuple[float, float]:
    worlds = forecasters.one_shock(scenario.Scenario(), 2025, reorientation="on")
    return tuple(100 * _closer(table, year, "accelerated", "alliance") for table in worlds)


def level_of_one_world(load, *, year: int) -> dict:
    """How likely the two futures are in one of the two tables."""
    return dict(zip(("without", "with"), _both(year), strict=True))


def part_of_the_level(load, *, year: int) -> float:
    """The fall in per cent of what was there without the turn."""
    without, with_it = _both(year)
    return 100 * (without - with_it) / without


def worlds_elsewhere(load, *, year: int) -> float:
    """Worlds that stand at another future because of the turn, in a hundred."""
    without, with_it = forecasters.one_shock(scenario.Scenario(), 2025, reorientation="on")
    return float(50 * (without.loc[year] - with_it.loc[year]).abs().sum())


def points_moved_at_the_peak(load, *, year: int) -> dict:
    """The same in 2033."""
    return {"peak": _moved(2033, "accelerated", "alliance")}


# The graded sheet


def skill_over_base_rate(load, *, base: float, chance: float, came: str) -> float:
    """Skill of one forecast against somebody who always says the base rate."""
    mine = scores.brier({"yes": chance, "no": 1 - chance}, came)
    reference = scores.brier({"yes": base / 100, "no": 1 - base / 100}, came)
    return float(scores.skill(mine, reference))


def skill_against(load, *, reference_chance: float, chance: float, came: str) -> float:
    """Skill of one forecast against a fixed chance."""
    return skill_over_base_rate(load, base=reference_chance, chance=chance, came=came)


def chances_to_try(load, *, reference_chance: float) -> list[dict]:
    """Even chances, a bold forecast with either answer, and the two ends."""
    return [
        {"chance": 0.9, "came": "yes"},
        {"chance": 0.9, "came": "no"},
        {"chance": 0.5, "came": "yes"},
        {"chance": 0.2, "came": "no"},
        {"chance": 1.0, "came": "no"},
    ]


def ends_of_skill(load, *, reference_chance: float) -> dict:
    """The best and the worst there is, for the explanation."""
    ends = {"best": 0.0, "worst": 1.0}
    return {
        name: skill_against(load, reference_chance=reference_chance, chance=chance, came="no")
        for name, chance in ends.items()
    }


def forecasts_to_try(load, *, base: float) -> list[dict]:
    """Bold and cautious forecasts, with either outcome."""
    return [
        {"chance": 0.6, "came": "yes"},
        {"chance": 0.05, "came": "no"},
        {"chance": 0.9, "came": "yes"},
        {"chance": 0.45, "came": "no"},
    ]


def _fractions(chances: dict) -> dict:
    return {name: chance / 100 for name, chance in chances.items()}


def brier_over_five(load, *, came: str, **chances: float) -> float:
    """Brier score over the five futures."""
    return float(scores.brier(_fractions(chances), came))


def only_what_came(load, *, came: str, **chances: float) -> float:
    """One of the five squares."""
    return (1 - chances[came] / 100) ** 2


def misses_unsquared(load, *, came: str, **chances: float) -> float:
    """Distances added as they are."""
    return sum(abs(chance - (name == came)) for name, chance in _fractions(chances).items())


def ranked_over_five(load, *, came: str, **chances: float) -> dict:
    """The ranked score, for the explanation."""
    return {"ranked": float(scores.ranked(_fractions(chances), came))}


def _luck(all: int, yes_a: int, yes_b: int) -> float:
    return (yes_a * yes_b + (all - yes_a) * (all - yes_b)) / all**2


def kappa_from_counts(load, *, agree: int, all: int, yes_a: int, yes_b: int) -> float:
    """Agreement beyond the luck of two coders with these habits."""
    luck = _luck(all, yes_a, yes_b)
    return (agree / all - luck) / (1 - luck)


def plain_agreement(load, *, agree: int, all: int, yes_a: int, yes_b: int) -> float:
    """The share itself."""
    return agree / all


def kappa_with_even_luck(load, *, agree: int, all: int, yes_a: int, yes_b: int) -> float:
    """Luck taken as a half."""
    return (agree / all - 0.5) / 0.5


def luck_from_counts(load, *, agree: int, all: int, yes_a: int, yes_b: int) -> dict:
    """Agreement by luck in per cent, for the explanation."""
    return {"luck": 100 * _luck(all, yes_a, yes_b)}


def how_an_if_is_settled(load) -> str:
    """Void: a conditional forecast is scored only where its condition came."""
    return "void"
