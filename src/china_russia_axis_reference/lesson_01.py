"""Answers to the practice questions of lesson 01, computed from the tables."""

from china_russia_axis import blocs, history


def passed(load, *, measure: str) -> int:
    """Year from which China's output stays larger than Russia's."""
    panel = load("country_panel")
    return history.ahead_since(history.compared(panel, measures=[measure])[measure].loc[:2012])


def lowest_year(load, *, measure: str) -> int:
    """Year of the lowest ratio: a slip of the eye in the figure."""
    return int(history.compared(load("country_panel"), measures=[measure])[measure].loc[:2012].idxmin())


def both_years(load, *, measure: str) -> dict:
    """The year on the other scale, for the explanation."""
    other = "market" if measure == "purchasing power" else "purchasing power"
    return {"other": passed(load, measure=other)}


def what_kappa_says(load) -> str:
    """A coder who never reads can share many labels with us and has a kappa of 0: it is luck."""
    return "luck"


def kappa(load, *, coder: str) -> float:
    """Kappa of a coder that follows a rule against our labels, on the whole list to 2012."""
    rows = history.chronology(load("events"))
    other = history.mechanical_coder(rows) if coder == "mechanical" else history.lazy_coder(rows)
    return history.cohen_kappa(history.labels(rows), other)


def kappa_with_left_out(load, *, coder: str) -> float:
    """The same with the events that were left out."""
    rows = history.chronology(history.with_rows(load("events"), load("events_left_out")))
    return history.cohen_kappa(history.labels(rows), history.mechanical_coder(rows))


def same_labels(load, *, coder: str) -> float:
    """Agreement in per cent, with luck still in it."""
    rows = history.chronology(history.with_rows(load("events"), load("events_left_out")))
    return history.agreement(history.labels(rows), history.mechanical_coder(rows)).percent


def agreement_of_both(load, *, coder: str) -> dict:
    """Per cent agreement with the left out rows and kappa without them, for the explanation."""
    return {"percent": same_labels(load, coder=coder), "before": kappa(load, coder=coder)}


def what_tiv_allows(load) -> str:
    """The unit weighs weapons by what they can do; prices paid are not in it."""
    return "volume"


def first_members(load, *, organisation: str) -> list[str]:
    """Members of an organisation on its first day."""
    return history.founders(load("membership"), organisation)[1]


def number_of_founders(load, *, organisation: str) -> dict:
    """Their number, for the explanation."""
    return {"count": len(first_members(load, organisation=organisation))}


def counting_rule(load) -> str:
    """With the Union as one partner China is far behind, so the verdict depends on who counts as one."""
    return "rule"


def _with_left_out(load, coder):
    rows = history.chronology(history.with_rows(load("events"), load("events_left_out")))
    return history.agreement(history.labels(rows), coder(rows))


def agreement_by_luck(load, *, coder: str) -> float:
    """What luck alone would give, per cent: the number in the middle of the line."""
    return _with_left_out(load, history.mechanical_coder).expected


def ends_of_the_bracket(load, *, coder: str) -> dict:
    """The two numbers in the brackets."""
    found = _with_left_out(load, history.mechanical_coder)
    return {"the lower": found.lowest, "the higher": found.highest}


def kappa_of_the_lazy(load, *, coder: str) -> float:
    """The coder of the line above."""
    return _with_left_out(load, history.lazy_coder).kappa


def last_year_behind(load, *, measure: str) -> int:
    """The last year in which Russia's output was the larger one: counted from the wrong end."""
    return passed(load, measure=measure) - 1


def years_of_the_names(load, *, measure: str) -> dict:
    """The years of the papers that are marked in the same picture."""
    years = history.names_of_the_tie(load("treaties"))["date"].dt.year
    # The year before the crossing has a name of its own, and its own message.
    return {int(year): int(year) for year in years if year != last_year_behind(load, measure=measure)}


def members_later(load, *, organisation: str) -> dict:
    """Members at the end of the year in which others had joined."""
    days = {"the end of 2017": "2017-12-31", "the end of 2023": "2023-12-31", "the end of 2025": "2025-12-31"}
    return {name: blocs.members(load("membership"), day, organisation) for name, day in days.items()}


def part_of_sales(load, *, period: str) -> float:
    """China's share of Russia's deliveries, per cent."""
    return float(history.arms_in_periods(load("arms_yearly")).at[period, "of_russia_pct"])


def part_of_purchases(load, *, period: str) -> dict:
    """The other share, for the explanation."""
    return {"purchases": russia_in_what_china_got(load, period=period)}


def russia_in_what_china_got(load, *, period: str) -> float:
    """Russia's share of deliveries to China: the two swapped."""
    return float(history.arms_in_periods(load("arms_yearly")).at[period, "share_pct"])


def volume_a_year(load, *, period: str) -> dict:
    """The two columns that hold a volume."""
    row = history.arms_in_periods(load("arms_yearly")).loc[period]
    return {name: float(row[name]) for name in ("from_russia", "all")}


# The graded sheet


def kappa_beyond(load, *, luck: float, agreed: int, all_events: int) -> float:
    """Kappa from counts of agreement and the agreement by luck in per cent."""
    return (agreed / all_events - luck / 100) / (1 - luck / 100)


def counts_to_try(load, *, luck: float) -> list[dict]:
    """Much agreement, some, and less than luck gives."""
    pairs = ((18, 20), (30, 48), (9, 40), (33, 60))
    return [{"agreed": agreed, "all_events": all_events} for agreed, all_events in pairs]


def russia_beside_china(load, *, year: int, measure: str) -> float:
    """Russia's output in per cent of China's."""
    return float(history.compared(load("country_panel"), measures=[measure])[measure].loc[year])


def china_beside_russia(load, *, year: int, measure: str) -> float:
    """The division turned upside down."""
    return 10_000 / russia_beside_china(load, year=year, measure=measure)


def russia_on_both(load, *, year: int, measure: str) -> dict:
    """Both scales, for the explanation."""
    scales = {"market": "market", "ppp": "purchasing power"}
    return {name: russia_beside_china(load, year=year, measure=scale) for name, scale in scales.items()}


def _arms(load, first: int, last: int):
    return load("arms_yearly").query("@first <= year <= @last").sum(numeric_only=True)


def share_of_arms(load, *, first: int, last: int) -> float:
    """Russia's part of the arms delivered to China, per cent."""
    volumes = _arms(load, first, last)
    return float(100 * volumes["russia_to_china_tiv"] / volumes["china_imports_tiv"])


def share_of_exports(load, *, first: int, last: int) -> float:
    """China's part of Russia's exports: the wrong whole."""
    volumes = _arms(load, first, last)
    return float(100 * volumes["russia_to_china_tiv"] / volumes["russia_exports_tiv"])


def mean_of_shares(load, *, first: int, last: int) -> float:
    """The mean of the yearly shares, per cent: every year weighs the same."""
    years = load("arms_yearly").query("@first <= year <= @last")
    return float(100 * (years["russia_to_china_tiv"] / years["china_imports_tiv"]).mean())


def volumes_of_arms(load, *, first: int, last: int) -> dict:
    """All deliveries, for the explanation."""
    return {"all": float(_arms(load, first, last)["china_imports_tiv"])}


def what_the_lazy_coder_says(load) -> str:
    """Base: a coder with one label agrees on exactly the events that have it."""
    return "base"
