"""Answers to the practice questions of lesson 06, computed from the tables and the model."""

from datetime import timedelta

from china_russia_axis import security

DAYS_A_YEAR = 365.25


def _around(load, war: str):
    days = security.wars(load("events"))
    return security.before_and_after(load("nato_members"), {war: days[war]}).loc[war]


def years_since_accession(load, *, war: str) -> float:
    """Years from the last accession to the war."""
    return float(_around(load, war)["years_since"])


def years_until_each(load, *, war: str) -> dict:
    """Years from each war to the next accession: the wrong side."""
    days = security.wars(load("events"))
    table = security.before_and_after(load("nato_members"), days)
    return {name: float(years) for name, years in table["years_until"].items()}


def years_since_an_earlier_step(load, *, war: str) -> float:
    """Years from the last accession but one to the war."""
    day, before = _around(load, war)[["date", "before"]]
    dates = load("nato_members")["accession_date"]
    return float((day - dates[dates < before].max()).days / DAYS_A_YEAR)


def in_another_unit(load, *, war: str) -> dict:
    """The right time, in days or months."""
    years = years_since_accession(load, war=war)
    return {"days": years * DAYS_A_YEAR, "months": 12 * years}


def steps_around(load, *, war: str) -> dict:
    """The days on both sides and what a blind day shows, for the explanation."""
    row = _around(load, war)
    blind = security.any_day(load("nato_members"))
    return {
        "before": f"{row['before']:%B %Y}",
        "after": f"{row['after']:%B %Y}",
        "longer": float(100 * (blind > row["years_since"]).mean()),
    }


def who_began(load) -> str:
    """Nothing: the Western row of the picture begins in 2017 because no earlier text was read."""
    return "nothing"


def _change(load, state: str, first: int, last: int):
    return security.change(load("military_expenditure"), [state], first, last).loc[state]


def times_as_much(load, *, state: str, first: int, last: int) -> float:
    """Spending in the last year over that in the first, in constant dollars."""
    return float(_change(load, state, first, last)["times"])


def share_over_share(load, *, state: str, first: int, last: int) -> float:
    """The shares of output divided: the other panel."""
    row = _change(load, state, first, last)
    return float(row[f"share_{last}"] / row[f"share_{first}"])


def upside_down(load, *, state: str, first: int, last: int) -> float:
    """The first year over the last."""
    return 1 / times_as_much(load, state=state, first=first, last=last)


def what_came_on_top(load, *, state: str, first: int, last: int) -> dict:
    """The growth alone, in three measures."""
    row, times = _change(load, state, first, last), times_as_much(load, state=state, first=first, last=last)
    return {
        "in billions": float(row[f"bn_{last}"] - row[f"bn_{first}"]),
        "as a multiple of the start": times - 1,
        "in per cent": 100 * (times - 1),
    }


def one_end(load, *, state: str, first: int, last: int) -> dict:
    """The money of one year, not yet compared."""
    row = _change(load, state, first, last)
    return {year: float(row[f"bn_{year}"]) for year in (first, last)}


def both_panels(load, *, state: str, first: int, last: int) -> dict:
    """Money and shares, for the explanation."""
    row = _change(load, state, first, last)
    return {
        "start": float(row[f"bn_{first}"]),
        "end": float(row[f"bn_{last}"]),
        "share_start": float(row[f"share_{first}"]),
        "share_end": float(row[f"share_{last}"]),
    }


def _counts(load):
    return load("sanctions_counts").sort_values("as_of").iloc[:2]


def new_a_day(load) -> float:
    """New sanctions a day between the first two counts."""
    rows = _counts(load)
    added = rows["sanctions_on_russia"].iloc[1] - rows["sanctions_on_russia"].iloc[0]
    return float(added / (rows["as_of"].iloc[1] - rows["as_of"].iloc[0]).days)


def new_in_all(load) -> float:
    """The difference, not yet divided by the days."""
    rows = _counts(load)
    return float(rows["sanctions_on_russia"].iloc[1] - rows["sanctions_on_russia"].iloc[0])


def _days(rows) -> int:
    return (rows["as_of"].iloc[1] - rows["as_of"].iloc[0]).days


def all_a_day(load) -> dict:
    """Either count divided by the days: old ones included."""
    rows = _counts(load)
    ends = zip(("the first count", "the second count"), rows["sanctions_on_russia"], strict=True)
    return {name: float(count / _days(rows)) for name, count in ends}


def with_days_miscounted(load) -> dict:
    """The new ones over a day too many or too few."""
    new, days = new_in_all(load), _days(_counts(load))
    return {f"{other} days": new / other for other in (days - 1, days + 1)}


def new_a_week(load) -> float:
    """New sanctions a week."""
    return 7 * new_a_day(load)


def of_another_span(load) -> dict:
    """New sanctions a day between other counts."""
    rows = load("sanctions_counts").sort_values("as_of")
    spans = {
        "the second count to the third": rows.iloc[[1, 2]],
        "the first count to the third": rows.iloc[[0, 2]],
    }
    return {
        name: float(span["sanctions_on_russia"].diff().iloc[1] / _days(span)) for name, span in spans.items()
    }


def iran_a_day(load) -> float:
    """All sanctions on Iran divided by the days; none was new."""
    rows = _counts(load)
    return float(rows["sanctions_on_iran"].iloc[1] / _days(rows))


def days_between(load) -> dict:
    """The two counts and the days between them, for the explanation."""
    rows = _counts(load)
    return {
        "old": int(rows["sanctions_on_russia"].iloc[0]),
        "new": int(rows["sanctions_on_russia"].iloc[1]),
        "days": int((rows["as_of"].iloc[1] - rows["as_of"].iloc[0]).days),
    }


def one_measure_only(load) -> str:
    """Promises and packages cannot be compared across donors."""
    return "measure"


def rest_of_each(load, *, need: float, fear: float) -> float:
    """Points that each of two equal states holds at rest."""
    return float(security.resting_point((need, need), (fear, fear))[0])


def after_one_round(load, *, need: float, fear: float) -> float:
    """One answer only."""
    return float(security.answer(need, fear, need))


def stopped_early(load, *, need: float, fear: float) -> dict:
    """Points after the rounds of the box and of the printed line, short of rest."""
    points, reached = need, {}
    for rounds in range(1, 13):
        points = float(security.answer(need, fear, points))
        reached[rounds] = points
    return {rounds: reached[rounds] for rounds in (5, 12)}


def another_resting_point(load, *, need: float, fear: float) -> dict:
    """Points at rest with the fears of the boxes above, and of both states added up."""
    others = {
        "two states without any fear": 0.0,
        "two states with a fear of one half": 0.5,
        "two states with a fear of 0.9": 0.9,
    }
    found = {name: rest_of_each(load, need=need, fear=other) for name, other in others.items()}
    return {**found, "both states added up": 2 * rest_of_each(load, need=need, fear=fear)}


def answers_alone(load, *, need: float, fear: float) -> float:
    """What answers the other, without the need."""
    return rest_of_each(load, need=need, fear=fear) - need


def need_over_fear(load, *, need: float, fear: float) -> float:
    """The need divided by the fear: a common slip."""
    return need / fear


def part_of_answers(load, *, need: float, fear: float) -> dict:
    """How much of it is an answer, for the explanation."""
    rest = rest_of_each(load, need=need, fear=fear)
    return {"part": 100 * (rest - need) / rest, "needed": need}


def first_was_answering(load) -> str:
    """A state that comes down when the other does was answering."""
    return "answering"


def _joined(load, after, until) -> list[str]:
    table = load("nato_members")
    days = table["accession_date"]
    return sorted(table.loc[table["verified"] & (days > after) & (days <= until), "iso3"])


def _days_of_war(load, *names: str) -> list:
    days = security.wars(load("events"))
    return [days[name] for name in names]


def joined_between_wars(load, *, war: str, later: str) -> list[str]:
    """Who joined NATO between two wars."""
    return _joined(load, *_days_of_war(load, war, later))


def too_wide(load, *, war: str, later: str) -> dict:
    """Those in between and one round too many, or all of them."""
    first, last = _days_of_war(load, war, later)
    days = load("nato_members")["accession_date"]
    before, after = days[days <= first].max(), days[days > last]
    return {
        "those who joined after the second war, too": _joined(load, first, after.max()),
        "the round after the second war, too": _joined(load, first, after.min()),
        "the round before the first war, too": _joined(load, before - timedelta(days=1), last),
    }


def outside(load, *, war: str, later: str) -> dict:
    """Who joined last before the first war, and who after the second."""
    first, last = _days_of_war(load, war, later)
    days = load("nato_members")["accession_date"]
    before = days[days <= first].max()
    return {
        "before the first of the two wars": _joined(load, before - timedelta(days=1), first),
        "after the second of the two wars": _joined(load, last, days.max()),
        "next after the second of the two wars": _joined(load, last, days[days > last].min()),
    }


def members_at_both_wars(load, *, war: str, later: str) -> dict:
    """Names and counts, for the explanation."""
    first, last = _days_of_war(load, war, later)
    table = load("nato_members").set_index("iso3")["country"]
    return {
        "names": ", ".join(table[code] for code in joined_between_wars(load, war=war, later=later)),
        "before": len(security.members(load("nato_members"), first)),
        "after": len(security.members(load("nato_members"), last)),
    }


# The graded sheet


def nato_members_on(load, *, day: str) -> int:
    """Members of NATO on one day."""
    return len(security.members(load("nato_members"), day))


def last_to_join(load, *, day: str) -> dict:
    """Who joined last, for the explanation."""
    table = load("nato_members")
    rows = table[table["verified"] & (table["accession_date"] <= day)]
    latest = rows[rows["accession_date"] == rows["accession_date"].max()]
    founders = bool(latest["founder"].all())
    return {"who": "the founders" if founders else ", ".join(sorted(latest["country"]))}


def _spent(load, country: str, first: int, column: str) -> tuple[float, float]:
    rows = load("military_expenditure").query("iso3 == @country").set_index("year")[column]
    return float(rows[first]), float(rows[2023])


def times_since(load, *, country: str, first: int) -> float:
    """Spending in 2023 over that of an earlier year, at constant prices."""
    before, after = _spent(load, country, first, "constant_2023_usd_m")
    return after / before


def times_share(load, *, country: str, first: int) -> float:
    """The share of output in place of the money."""
    before, after = _spent(load, country, first, "share_of_gdp")
    return after / before


def shares_of_output(load, *, country: str, first: int) -> dict:
    """Both shares of output in per cent, for the explanation."""
    before, after = _spent(load, country, first, "share_of_gdp")
    return {"before": 100 * before, "after": 100 * after}


def joined_between(load, *, first: str, last: str) -> list[str]:
    """Who joined NATO between two days, both counted."""
    table = load("nato_members")
    return sorted(table.loc[table["verified"] & table["accession_date"].between(first, last), "iso3"])


def count_before_and_after(load, *, first: str, last: str) -> dict:
    """Members after the last day, and without those who joined between, for the explanation."""
    after = nato_members_on(load, day=last)
    return {"before": after - len(joined_between(load, first=first, last=last)), "after": after}


def what_an_order_shows(load) -> str:
    """Order: what comes first may be a reason, and may share one with what follows."""
    return "order"
