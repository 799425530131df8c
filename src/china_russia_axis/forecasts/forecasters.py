"""Forecasters of the registry: the model, the essay read literally, the base rate, and even chances.

None of the four wrote anything down in 2023. The entries were made for this course in 2026, from what could
be known on the day they are dated, by people who knew what came: that is a benchmark, not a feat.
"""

from dataclasses import dataclass

import pandas as pd

from china_russia_axis.forecasts import rules
from china_russia_axis.forecasts.questions import FUTURES

WRITTEN_ON = "2026-11-26"
ESSAY = "2023-09-01"
LATER = "2026-05-20"
LAST_STATE = 2025
"""The year at whose end the model starts for students' questions (F1 and on)."""

COLUMNS = (
    "question_id", "forecaster", "as_if_on", "outcome", "chance", "low", "high", "written_on",
    "scenario_hash", "basis",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A verbal probability of the essay, read as a range.

    Attributes
    ----------
    low, high : float
        The range.
    words : str
        Which word was read, and by which convention.
    """

    low: float
    high: float
    words: str

    @property
    def point(self) -> float:
        """Middle of the range."""
        return (self.low + self.high) / 2


LIKELY = Reading(0.55, 0.80, "'most likely' read as the 'likely' (55 to 80 per cent) of US directive ICD 203")
FAR_LESS = Reading(0.05, 0.20, "'far less likely' read as the 'very unlikely' (5 to 20 per cent) of ICD 203")
NO_PLAN = Reading(0.01, 0.05, "'no plans' read as the 'almost no chance' (1 to 5 per cent) of ICD 203")
COULD = Reading(
    0.05, 0.55, "'could', 'might' or 'may' (no convention gives them a number) read as 5 to 55 per cent"
)
READINGS = {
    "Q04": LIKELY, "Q05": LIKELY, "Q06": LIKELY, "Q07": LIKELY, "Q08": LIKELY,
    "Q09": COULD, "Q10": FAR_LESS, "Q12": COULD, "Q13": COULD, "Q14": COULD, "Q15": COULD, "Q17": COULD,
    "Q19": COULD, "Q20": COULD, "Q21": COULD, "Q22": NO_PLAN, "Q23": COULD, "Q24": COULD, "Q25": NO_PLAN,
    "Q27": FAR_LESS, "F3": LIKELY, "F4": LIKELY,
}  # fmt: skip
"""How each yes-or-no question is answered by the essay's words. Its triggers come with an *if*: no entry."""

SPLIT_OF_REVERSAL = 0.8
"""Part of a reversal that is read as slower rather than rupture: ours, the essay does not say."""


def entries(load, scenario=None) -> pd.DataFrame:
    """All four forecasters' answers, as the table ``forecast_entries`` keeps them.

    Parameters
    ----------
    load : callable
        Gives a table by name, like ``cra.load``.
    scenario : Scenario, optional
        The model's numbers; the baseline by default.
    """
    load = rules.once(load)
    questions = load("forecast_questions").set_index("question_id")
    rows, model = [], _Model(scenario)
    for question, kind in questions["kind"].items():
        outcomes = FUTURES if kind == "five futures" else ("yes", "no")
        for forecaster in (_uniform, _base_rate, _essay, model):
            rows += forecaster(question, outcomes, load)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(question, forecaster, chances, basis, low=None, high=None, scenario_hash=None):
    day = LATER if question.startswith("F") else ESSAY
    for outcome, chance in chances.items():
        edges = [edge.get(outcome) if edge else None for edge in (low, high)]
        kept = [None if value is None else round(float(value), 5) for value in (chance, *edges)]
        yield (question, forecaster, day, outcome, *kept, WRITTEN_ON, scenario_hash, basis)


def _yes(chance) -> dict:
    return {"yes": chance, "no": 1 - chance}


def _uniform(question, outcomes, load):
    return _rows(question, "uniform", dict.fromkeys(outcomes, 1 / len(outcomes)), "even chances")


# ---------------------------------------------------------------------------------------------------
# The essay


def _essay(question, outcomes, load):
    if question in READINGS:
        reading = READINGS[question]
        low = {"yes": reading.low, "no": 1 - reading.high}
        high = {"yes": reading.high, "no": 1 - reading.low}
        return _rows(question, "essay", _yes(reading.point), reading.words, low, high)
    return _rows(question, "essay", *_essay_on_futures()) if outcomes == FUTURES else ()


def _essay_on_futures():
    """Five numbers from three phrases; *accelerated* gets what they leave."""
    chances = {
        "rupture": FAR_LESS.point * (1 - SPLIT_OF_REVERSAL),
        "slower": FAR_LESS.point * SPLIT_OF_REVERSAL,
        "converging": LIKELY.point,
        "alliance": NO_PLAN.point,
    }
    chances = {name: chances.get(name, 1 - sum(chances.values())) for name in FUTURES}
    basis = f"{LIKELY.words}; reversal: {FAR_LESS.words}; alliance: {NO_PLAN.words}; accelerated: the rest"
    low = {"converging": LIKELY.low, "alliance": NO_PLAN.low}
    high = {"converging": LIKELY.high, "alliance": NO_PLAN.high}
    return chances, basis, low, high


# ---------------------------------------------------------------------------------------------------
# Base rates


def smoothed(times: int, of: int) -> float:
    """Base rate with half a case added on either side (Jeffreys), so that never is not impossible."""
    return (times + 0.5) / (of + 1)


def _base_rate(question, outcomes, load):
    found = _BASES[question](load) if question in _BASES else None
    return _rows(question, "base rate", *found) if found else ()


def _share_of_years(values, until, words):
    known = values.loc[:until].dropna()
    times = int(known.sum())
    years = f"{int(known.index.min())}-{int(known.index.max())}"
    return _yes(smoothed(times, len(known))), f"{words} in {times} of {len(known)} years, {years}"


def _trade(until):
    def base(load):
        growth = rules.trade_growth(load).dropna()
        return _share_of_years(growth > 0, until, "trade grew")

    return base


def _votes(load):
    return _share_of_years(rules.distance(load).diff().dropna() < 0, 2022, "the distance fell")


def _meetings(until):
    def base(load):
        return _share_of_years(
            rules.pace(load)["meetings"].drop("before").ge(2), until, "two meetings or more"
        )

    return base


def _futures(load):
    """Coder A's rule, applied to every year of which the pace before 2023 is made."""
    coded = [rules.strict_future(load, year).answer for year in rules.BEFORE]
    total = len(coded) + len(FUTURES) / 2
    chances = {name: (coded.count(name) + 0.5) / total for name in FUTURES}
    counts = ", ".join(f"{name} {coded.count(name)}" for name in FUTURES if name in coded)
    return (
        chances,
        f"coder A's rule on {rules.BEFORE[0]}-{rules.BEFORE[-1]}: {counts}; half a case added to each",
    )


def _turned(load):
    chances, basis = _futures(load)
    return _yes(chances["rupture"] + chances["slower"]), basis


def _taiwan(years):
    def base(load):
        yearly = smoothed(4, 74)
        return _yes(
            1 - (1 - yearly) ** years
        ), f"4 crises in 74 years, 1950-2023; chance within {years} years"

    return base


def _pact(years):
    def base(load):
        rates = load("alliance_base_rates")
        row = rates[(rates["population"] == "major powers") & (rates["condition"] == "all")].iloc[0]
        basis = (
            f"{row['events']} defence pacts in {row['dyad_years']} dyad-years of major powers, "
            f"{row['period_start']}-{row['period_end']}; chance within {years} years"
        )
        return _yes(1 - (1 - row["hazard"]) ** years), basis

    return base


# From autumn 2023 to the end of 2025 is read as two years, 2024 and 2025, as the model does.
_BASES = {
    "F1": _futures, "F2": _taiwan(8), "F3": _trade(2025), "F4": _meetings(2025),
    "Q01": _futures, "Q02": _futures, "Q03": _futures, "Q04": _trade(2022), "Q05": _trade(2022),
    "Q06": _votes, "Q07": _meetings(2022), "Q08": _meetings(2022), "Q10": _turned, "Q18": _taiwan(2),
    "Q22": _pact(2), "Q25": _pact(10), "Q26": _taiwan(5), "Q27": _turned,
}  # fmt: skip


# ---------------------------------------------------------------------------------------------------
# The model

_SHOCK = "taiwan crisis ever or setback ever"
_NO_SHOCK = "not taiwan crisis ever and not setback ever"
# Question to event, condition and year.
_EVENTS = {
    "Q09": ("accelerated or alliance", _NO_SHOCK, 2025), "Q10": ("rupture or slower", None, 2025),
    "Q16": ("setback ever", None, 2025), "Q18": ("taiwan crisis ever", None, 2025),
    "Q19": ("accelerated or alliance", "taiwan crisis ever", 2025),
    "Q20": ("opportunism ever", "taiwan war ever", 2025), "Q21": ("alliance", "taiwan war ever", 2025),
    "Q22": ("alliance ever", None, 2025), "Q23": ("accelerated or alliance", _SHOCK, 2025),
    "Q25": ("alliance ever", None, 2033), "Q26": ("taiwan crisis ever", None, 2028),
    "Q27": ("rupture or slower", None, 2028),
}  # fmt: skip
_YEARS = {"Q01": 2024, "Q02": 2025, "Q03": 2028, "F1": 2033}
# The two judgements that the model multiplies for its American turn; it gives them in words.
_ASSUMED = {
    "Q11": (0.40, "the model's assumption: the election as seen from autumn 2023"),
    "Q14": (0.35, "the model's assumption: a turn, given that he wins"),
}


class _Model:
    """Exact answers of the scenario model, where it has one."""

    def __init__(self, scenario):
        from china_russia_axis.scenario import Scenario

        self.then = scenario or Scenario()
        self.later = started(self.then, LAST_STATE)

    def __call__(self, question, outcomes, load):
        found = self._answer(question)
        if not found:
            return ()
        chances, basis, scenario = found
        return _rows(question, "model", chances, basis, scenario_hash=scenario.hash[:10])

    def _answer(self, question):
        from china_russia_axis.scenario import futures, probability

        scenario = self.later if question.startswith("F") else self.then
        if question in _YEARS:
            year = _YEARS[question]
            return futures(scenario).loc[year].to_dict(), f"the five futures of {year}", scenario
        if question in _ASSUMED:
            chance, basis = _ASSUMED[question]
            return _yes(chance), basis, scenario
        if question == "F2":
            event, given, year = "taiwan crisis ever", None, 2033
        elif question == "Q17":
            chance = scenario.values["push_setback"]
            return _yes(chance), "its push_setback reads: China gives substantial military aid", scenario
        elif question in _EVENTS:
            event, given, year = _EVENTS[question]
        else:
            return None
        condition = f", given {given}" if given else ""
        return _yes(probability(scenario, event, given, year)), f"{event} by {year}{condition}", scenario


def started(scenario, year: int, end: int = 2043, **state):
    """The same numbers, begun at the end of ``year`` in a state that was seen.

    Parameters
    ----------
    scenario : Scenario
    year : int
        The year that is known.
    end : int
        Last year of the new horizon.
    **state
        ``relationship``, ``ukraine``, ``taiwan``, ``reorientation``; what is not named stays as at the start.

    Examples
    --------
    >>> from china_russia_axis import scenario
    >>> seen = started(scenario.Scenario(), 2025, relationship="accelerated")
    >>> seen.start_year, seen.start_state["relationship"], seen.end_year
    (2025, 'accelerated', 2043)
    """
    from dataclasses import replace

    return replace(
        scenario, start_year=year, horizon=end - year, start_state={**scenario.start_state, **state}
    )


def updates(scenario, target: int, seen: dict) -> pd.DataFrame:
    """How the forecast of one year changes as earlier years become known.

    Parameters
    ----------
    scenario : Scenario
    target : int
        The year forecast.
    seen : dict
        Year to a dict of what was seen at its end, as in :func:`started`: ``{2023: {}, 2024: {}, 2025:
        {"relationship": "accelerated"}}``.

    Returns
    -------
    DataFrame
        Index ``known`` (the last year known), one column for each future.
    """
    from china_russia_axis.scenario import futures

    rows = {
        year: futures(started(scenario, year, target, **state)).loc[target] for year, state in seen.items()
    }
    return pd.DataFrame(rows).T[list(FUTURES)].rename_axis("known")


def one_shock(scenario, year: int = 2025, end: int = 2043, **shock) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Futures by year without and with one shock that was seen at the end of ``year``.

    Parameters
    ----------
    scenario : Scenario
    year, end : int
        Year of the shock, and last year of the view.
    **shock
        One part of the state, as in :func:`started`: ``reorientation="on"``.

    Returns
    -------
    without, with_it : DataFrame
        Index year, one column for each future: the same start but for the shock.
    """
    from china_russia_axis.scenario import futures

    if not shock:
        raise ValueError('Name the shock, for example reorientation="on" or taiwan="crisis".')
    return tuple(futures(started(scenario, year, end, **state)) for state in ({}, shock))
