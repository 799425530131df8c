"""Answers to the practice questions of lesson 00, computed from the tables."""


def contestable_count(load) -> int:
    """Number of contestable claims."""
    return int(load("claims")["contestable"].sum())


def contestable_share(load) -> float:
    """Contestable claims, per cent of all claims."""
    return 100 * contestable_count(load) / len(load("claims"))


def contestable_among_facts(load) -> float:
    """Contestable claims among the claims of type fact, per cent."""
    facts = load("claims").query("type == 'fact'")
    return float(100 * facts["contestable"].mean())


def counts(load) -> dict:
    """Both numbers that the explanation names."""
    return {"contestable": contestable_count(load), "all_claims": len(load("claims"))}


def type_of_claim(load, *, claim: str) -> str:
    """Type of one claim, as coded in the ledger."""
    return load("claims").set_index("claim_id").loc[claim, "type"]


def events_between(load, *, first: str, last: str) -> int:
    """Events with a date from the first to the last day, both counted."""
    return int(load("events")["date"].between(first, last).sum())


def what_refutes_c70(load) -> str:
    """Nothing: the claim lists every direction as possible, so no course of events contradicts it."""
    return "nothing"


def brier_score(load, *, closer: float, same: float, apart: float, happened: str) -> float:
    """Brier score over three outcomes, 0 (perfect) to 2 (certain and wrong)."""
    chances = {"closer": closer, "same": same, "apart": apart}
    return sum((chance - (name == happened)) ** 2 for name, chance in chances.items())


def sum_of_misses(load, *, closer: float, same: float, apart: float, happened: str) -> float:
    """The misses added without squaring: a common slip."""
    chances = {"closer": closer, "same": same, "apart": apart}
    return sum(abs(chance - (name == happened)) for name, chance in chances.items())


def what_one_forecast_shows(load) -> str:
    """Little: calibration is a property of many forecasts, not of one."""
    return "many"


def contestable_beside_the_others(load) -> float:
    """Contestable claims, per cent of those that are not: the wrong whole."""
    count = contestable_count(load)
    return 100 * count / (len(load("claims")) - count)


def share_of_facts(load) -> float:
    """Claims of type fact, per cent of all: the colour of the tile and not its frame."""
    return float(100 * (load("claims")["type"] == "fact").mean())


def all_over_contestable(load) -> float:
    """The division turned upside down, per cent."""
    return 10_000 / contestable_share(load)


def other_stretches(load, *, first: str, last: str) -> dict:
    """Stretches of time that begin or end a month or more off."""
    stretches = {
        "1 July to 1 August": ("2023-07-01", first),
        "1 August to 30 September": (first, "2023-09-30"),
        "1 August to the end of the year": (first, "2023-12-31"),
        "1 January to 31 August": ("2023-01-01", last),
    }
    return {name: events_between(load, first=one, last=two) for name, (one, two) in stretches.items()}


def events_from(load, *, first: str, last: str) -> int:
    """Events from the first day to the end of the table."""
    return int((load("events")["date"] >= first).sum())


def square_of_one_miss(load, *, closer: float, same: float, apart: float, happened: str) -> float:
    """The miss of the outcome that happened, squared, without the others."""
    return (1 - {"closer": closer, "same": same, "apart": apart}[happened]) ** 2


def mean_of_squares(load, *, closer: float, same: float, apart: float, happened: str) -> float:
    """The squares divided by their number."""
    return brier_score(load, closer=closer, same=same, apart=apart, happened=happened) / 3


def score_in_per_cents(load, *, closer: float, same: float, apart: float, happened: str) -> float:
    """The score of chances that were left in per cent."""
    return 10_000 * brier_score(load, closer=closer, same=same, apart=apart, happened=happened)


# The graded sheet


def brier_of_per_cents(load, *, closer: int, same: int, apart: int, happened: str) -> float:
    """Brier score over three outcomes of a forecast in per cent."""
    return brier_score(load, closer=closer / 100, same=same / 100, apart=apart / 100, happened=happened)


def misses_of_per_cents(load, *, closer: int, same: int, apart: int, happened: str) -> float:
    """The misses added without squaring."""
    return sum_of_misses(load, closer=closer / 100, same=same / 100, apart=apart / 100, happened=happened)


def best_and_worst(load, *, closer: int, same: int, apart: int, happened: str) -> dict:
    """What even chances would have scored, for the explanation."""
    return {"even": brier_score(load, closer=1 / 3, same=1 / 3, apart=1 / 3, happened=happened)}


def events_before_and_after(load, *, first: str, last: str) -> dict:
    """Events in all, for the explanation."""
    return {"all": len(load("events"))}


def which_can_lose(load) -> str:
    """Dated: it names a day and an act, so a course of events can contradict it."""
    return "dated"
