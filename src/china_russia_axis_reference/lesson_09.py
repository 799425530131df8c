"""Answers to the practice questions of lesson 09, computed from the registry and the scenario engine."""

from china_russia_axis import scenario
from china_russia_axis.forecasts import calibration, forecasters, scores
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


def brier_of(load, *, chance: int, came: str) -> float:
    """Brier score of a yes-or-no forecast, both outcomes added."""
    return scores.brier({"yes": chance / 100, "no": 1 - chance / 100}, came)


def half_a_brier(load, *, chance: int, came: str) -> float:
    """One outcome only: a common slip."""
    return brier_of(load, chance=chance, came=came) / 2


def no_square(load, *, chance: int, came: str) -> float:
    """The distance without its square: a common slip."""
    return abs(chance / 100 - (came == "yes"))


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


def points_of_alliance(load, *, year: int) -> float:
    """The alliance alone: a common slip."""
    return _moved(year, "alliance")


def points_moved_at_the_peak(load, *, year: int) -> dict:
    """The same in 2033."""
    return {"peak": _moved(2033, "accelerated", "alliance")}


# The graded sheet


def skill_over_base_rate(load, *, base: float, chance: float, came: str) -> float:
    """Skill of one forecast against somebody who always says the base rate."""
    mine = scores.brier({"yes": chance, "no": 1 - chance}, came)
    reference = scores.brier({"yes": base / 100, "no": 1 - base / 100}, came)
    return float(scores.skill(mine, reference))


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
