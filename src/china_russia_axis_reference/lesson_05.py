"""Answers to the practice questions of lesson 05, computed from the tables."""

import pandas as pd

from china_russia_axis import blocs, sco
from china_russia_axis_reference import key_of, one_value

GIANTS = ("CHN", "IND")
LATEST = "2025-12-31"


def members_on(load, *, on: str) -> list[str]:
    """Members of the SCO on one day."""
    return blocs.members(load("membership"), on, sco.ORGANISATION)


def years_of_waiting(load, *, country: str) -> float:
    """Years from observer to member."""
    days = [
        pd.Timestamp(
            one_value(
                load("membership"), "start_date", organisation=sco.ORGANISATION, iso3=country, status=status
            )
        )
        for status in ("observer", "member")
    ]
    return (days[1] - days[0]).days / 365.25


def _share(load, leave_out, measure: str, year: int) -> float:
    group = [one for one in members_on(load, on=LATEST) if one not in leave_out]
    return blocs.share_of_world(load("country_panel"), group, year, measure)


def share_without(load, *, country: str, measure: str, year: int) -> float:
    """Share of world output that is left when one member is taken out, per cent."""
    return _share(load, (country,), measure, year)


def share_without_both(load, *, country: str, measure: str, year: int) -> float:
    """The same without China and India: a common slip."""
    return _share(load, GIANTS, measure, year)


def share_of_all(load, *, country: str, measure: str, year: int) -> dict:
    """Share of all members."""
    return {"all": _share(load, (), measure, year)}


def what_speaks_against_friendly(load) -> str:
    """Rival, as long as the list of ongoing rivals of China holds a member of the SCO."""
    rivalries = load("rivalries").query("ongoing_2020 and (iso3_a == 'CHN' or iso3_b == 'CHN')")
    rivals = set(rivalries["iso3_a"]) | set(rivalries["iso3_b"])
    members = set(members_on(load, on="2023-08-31")) - {"CHN"}
    return key_of({"rival": bool(rivals & members), "size": not rivals & members})


def pact_partners_outside(load, *, on: str) -> list[str]:
    """Pact partners of either that stand in no circle of the SCO."""
    partners = sco.pact_partners(load("security_arrangements"), load("membership"), on)
    return sorted(partners.index[partners["circle"] == ""])


def what_the_text_shows(load) -> str:
    """Words, as long as no text of the SCO binds members to help."""
    duties = sco.duties(load("documents"), load("document_points"))["duty"].any()
    return key_of({"words": not duties, "alliance": duties})


def what_could_be_refuted(load) -> str:
    """Dated: it names a day and an act."""
    return "dated"


def another_circle(load, *, on: str) -> list[str]:
    """The observers, for the members."""
    return observers_on(load, on=on)


def members_and_observers(load, *, on: str) -> list[str]:
    """Two circles taken for one."""
    return sorted([*members_on(load, on=on), *observers_on(load, on=on)])


def _first_day(load, status: str, **where) -> pd.Timestamp:
    rows = load("membership").query("organisation == @sco.ORGANISATION and status == @status")
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return pd.Timestamp(rows["start_date"].min())


def waited_of_others(load, *, country: str) -> dict:
    """The wait of the other members that were observers first."""
    rows = load("membership").query("organisation == @sco.ORGANISATION")
    both = set(rows.query("status == 'observer'")["iso3"]) & set(rows.query("status == 'member'")["iso3"])
    names = rows.set_index("iso3")["country"].to_dict()
    return {names[one]: years_of_waiting(load, country=one) for one in sorted(both - {country})}


def counted_both_ends(load, *, country: str) -> float:
    """The first and the last year both counted."""
    return years_of_waiting(load, country=country) + 1


def since_the_founding(load, *, country: str) -> float:
    """Years from the founding to the day as a member."""
    days = _first_day(load, "member", iso3=country) - _first_day(load, "member")
    return days.days / 365.25


def since_membership(load, *, country: str) -> float:
    """Years from the day as a member to the end of the table."""
    return (pd.Timestamp(LATEST) - _first_day(load, "member", iso3=country)).days / 365.25


def share_of_all_members(load, *, country: str, measure: str, year: int) -> float:
    """Nobody was taken out."""
    return _share(load, (), measure, year)


def share_of_the_one(load, *, country: str, measure: str, year: int) -> float:
    """The one that was to be taken out."""
    return blocs.share_of_world(load("country_panel"), [country], year, measure)


def _pact_partners(load, on: str, *circles: str) -> list[str]:
    partners = sco.pact_partners(load("security_arrangements"), load("membership"), on)
    return sorted(partners.index[partners["circle"].isin(circles)])


def not_members(load, *, on: str) -> list[str]:
    """Everybody but the members."""
    return _pact_partners(load, on, "", "observer", "partner")


def in_the_outer_circle(load, *, on: str) -> list[str]:
    """The partners: outer circle and outside are two things."""
    return _pact_partners(load, on, "partner")


def outside_the_two_inner(load, *, on: str) -> list[str]:
    """Outside, and the outer circle with them."""
    return _pact_partners(load, on, "", "partner")


# The graded sheet


def circle_sizes(load, *, first: int, second: int, third: int):
    """States in each circle at the end of three years."""
    sizes = sco.sizes(load("membership")).loc[[first, second, third]]
    return pd.DataFrame(
        {
            "year": sizes.index.astype(str),
            **{circle: sizes[circle].to_numpy(dtype=float) for circle in ("member", "observer", "partner")},
        }
    )


def part_of_china(load, *, on: str, year: int, measure: str) -> float:
    """Share of China in the output of the members of one day, per cent."""
    group = members_on(load, on=on)
    return float(blocs.within(load("country_panel"), group, year, measure)["CHN"])


def world_share_of_china(load, *, on: str, year: int, measure: str) -> float:
    """China in the world: the wrong whole."""
    return blocs.share_of_world(load("country_panel"), ["CHN"], year, measure)


def share_of_china(load, *, on: str, year: int, measure: str) -> dict:
    """The same for the explanation."""
    return {"world": world_share_of_china(load, on=on, year=year, measure=measure)}


def _circle(load, circle: str, on: str) -> list[str]:
    table = sco.circles(load("membership"), on).reset_index()
    return sorted(table.loc[table["circle"] == circle, "iso3"])


def observers_on(load, *, on: str) -> list[str]:
    """Observers of the SCO on one day."""
    return _circle(load, "observer", on)


def partners_on(load, *, on: str) -> list[str]:
    """Dialogue partners: the next circle."""
    return _circle(load, "partner", on)


def observers_who_joined(load, *, on: str) -> dict:
    """How many of them are members by the end of the table."""
    return {"joined": len(set(observers_on(load, on=on)) & set(members_on(load, on=LATEST))) or "none"}


def what_silence_shows(load) -> str:
    """No backing: the table records whose names stand in the sentence, and no reasons."""
    return "no backing"
