"""Answers to the practice questions of lesson 06, computed from the tables and the model."""

from china_russia_axis import security


def _around(load, war: str):
    days = security.wars(load("events"))
    return security.before_and_after(load("nato_members"), {war: days[war]}).loc[war]


def years_since_accession(load, *, war: str) -> float:
    """Years from the last accession to the war."""
    return float(_around(load, war)["years_since"])


def years_until_accession(load, *, war: str) -> float:
    """Years from the war to the next accession: the wrong side."""
    return float(_around(load, war)["years_until"])


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


def all_a_day(load) -> float:
    """The second count divided by the days: old ones included."""
    rows = _counts(load)
    days = (rows["as_of"].iloc[1] - rows["as_of"].iloc[0]).days
    return float(rows["sanctions_on_russia"].iloc[1] / days)


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


def part_of_answers(load, *, need: float, fear: float) -> dict:
    """How much of it is an answer, for the explanation."""
    rest = rest_of_each(load, need=need, fear=fear)
    return {"part": 100 * (rest - need) / rest, "needed": need}


def first_was_answering(load) -> str:
    """A state that comes down when the other does was answering."""
    return "answering"


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
