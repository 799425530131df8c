"""Answers to the practice questions of lesson 04, computed from the tables."""

import pandas as pd

from china_russia_axis import blocs
from china_russia_axis_reference import key_of

_FIVE = "2011-04-14"


def _share(load, group, year, measure) -> float:
    return blocs.share_of_world(load("country_panel"), group, year, measure)


def _five(load) -> list[str]:
    return blocs.members(load("membership"), _FIVE)


def share_of_five(load, *, year: int, measure: str) -> float:
    """Share of the five in the world, per cent."""
    return _share(load, _five(load), year, measure)


def share_of_founders(load, *, year: int, measure: str) -> float:
    """The four of 2009 in place of the five: a slip about membership."""
    return _share(load, blocs.members(load("membership"), "2009-06-16"), year, measure)


def share_of_g7(load, *, year: int, measure: str) -> float:
    """The other group: a slip of the eye."""
    return _share(load, blocs.group_in(load("membership"), year, "G7"), year, measure)


def sum_of_five(load, *, year: int, measure: str) -> float:
    """The sum in billion dollars, not divided by the world."""
    rows = load("country_panel").query("year == @year").set_index("iso3")
    return float(rows.loc[_five(load), blocs.MEASURES[measure]].sum())


def both_scales(load, *, year: int, measure: str) -> dict:
    """The same share in purchasing power, for the explanation."""
    return {"ppp": share_of_five(load, year=year, measure="purchasing power")}


def scale_for_imports(load) -> str:
    """Market rates: what is bought abroad is paid in money changed at the bank, not at home prices."""
    return "market"


def full_members(load, *, on: str, reading: str = "members only") -> list[str]:
    """Members of BRICS on a day, under a reading."""
    return blocs.members(load("membership"), on, "BRICS", reading)


def how_many_members(load, *, on: str) -> dict:
    """Their number, for the explanation."""
    return {"count": len(full_members(load, on=on))}


def crossing(load, *, rule: str, reading: str) -> int:
    """Year from which BRICS stays ahead of the G7 in purchasing power."""
    shares = blocs.world_shares(
        load("country_panel"), load("membership"), rule=rule, reading=reading, measures=["purchasing power"]
    )
    return blocs.crossing_year(shares, "purchasing power")


def crossing_of_the_five(load, *, rule: str, reading: str) -> dict:
    """The year for the five alone and the difference, for the explanation."""
    five = crossing(load, rule="the five", reading="members only")
    return {"five": five, "gap": five - crossing(load, rule=rule, reading=reading)}


def share_without(load, *, year: int, measure: str, left_out: str) -> float:
    """Share of the five without one of them, per cent."""
    return _share(load, blocs.without(_five(load), left_out), year, measure)


def share_with_all(load, *, year: int, measure: str, left_out: str) -> float:
    """All five: nobody was taken out."""
    return share_of_five(load, year=year, measure=measure)


def china_alone(load, *, year: int, measure: str, left_out: str) -> float:
    """The one that was to be taken out."""
    return _share(load, [left_out], year, measure)


def g7_in_ppp(load, *, year: int, measure: str, left_out: str) -> dict:
    """The G7 on the same scale, for the explanation."""
    return {"g7": share_of_g7(load, year=year, measure=measure)}


def dollar_loss(load, *, start: int, end: int) -> dict:
    """Points that the dollar lost and share of the yuan, per cent of reported reserves."""
    reserves = blocs.reserve_shares(load("currency"))
    return {
        "loss": float(reserves.at[start, "USD"] - reserves.at[end, "USD"]),
        "yuan": float(reserves.at[end, "CNY"]),
        "rest": float(reserves.at[end, "rest"] - reserves.at[start, "rest"]),
    }


def yuan_part_of_loss(load, *, start: int, end: int) -> float:
    """Share of the yuan divided by the dollar's loss, per cent: an upper bound."""
    change = dollar_loss(load, start=start, end=end)
    return 100 * change["yuan"] / change["loss"]


def yuan_share(load, *, start: int, end: int) -> float:
    """The yuan's share of reserves itself."""
    return dollar_loss(load, start=start, end=end)["yuan"]


def loss_over_yuan(load, *, start: int, end: int) -> float:
    """The division turned upside down, per cent."""
    change = dollar_loss(load, start=start, end=end)
    return 100 * change["loss"] / change["yuan"]


def rest_part_of_loss(load, *, start: int, end: int) -> float:
    """All other currencies, per cent of the dollar's loss."""
    change = dollar_loss(load, start=start, end=end)
    return 100 * change["rest"] / change["loss"]


def careful_use(load) -> str:
    """A statement: the source is a party to the trade, gives no method, and nobody else has counted."""
    return "statement"


def gap_to_g7(load, *, year: int, measure: str) -> float:
    """Points between the G7 and the five: a gap in place of a share."""
    return share_of_g7(load, year=year, measure=measure) - share_of_five(load, year=year, measure=measure)


_PARTNERS_TO_TICK = (
    "BLR",
    "IDN",
    "KAZ",
    "TUR",
)  # of all who were invited as partners, the question offers these


def members_and_partners(load, *, on: str) -> list[str]:
    """Members, and with them those who were invited as partners."""
    table = blocs.status_on(load("membership"), on)
    near = set(table.loc[table["status"].str.contains("partner"), "iso3"])
    return sorted({*full_members(load, on=on), *(near & set(_PARTNERS_TO_TICK))})


def part_within_the_five(load, *, year: int, measure: str, left_out: str) -> float:
    """The four others in per cent of the five: the wrong whole."""
    return float(100 - blocs.within(load("country_panel"), _five(load), year, measure)[left_out])


def g7_share(load, *, year: int, measure: str, left_out: str) -> float:
    """The other group."""
    return share_of_g7(load, year=year, measure=measure)


def loss_in_points(load, *, start: int, end: int) -> float:
    """The dollar's loss itself, points."""
    return dollar_loss(load, start=start, end=end)["loss"]


def yuan_over_dollar(load, *, start: int, end: int) -> float:
    """The yuan in per cent of the dollar that is left: the wrong whole."""
    reserves = blocs.reserve_shares(load("currency")).loc[end]
    return float(100 * reserves["CNY"] / reserves["USD"])


def loss_without_the_yuan(load, *, start: int, end: int) -> float:
    """The rest of the loss, per cent."""
    return 100 - yuan_part_of_loss(load, start=start, end=end)


# The graded sheet


def part_of_the_five(load, *, country: str, year: int, measure: str) -> float:
    """Share of one member in the joint output of the five, per cent."""
    return float(blocs.within(load("country_panel"), _five(load), year, measure)[country])


def weight_of_one(load, *, country: str, year: int, measure: str) -> float:
    """Its share of the world: the wrong whole."""
    return _share(load, [country], year, measure)


def weight_in_the_world(load, *, country: str, year: int, measure: str) -> dict:
    """The same for the explanation."""
    return {"world": weight_of_one(load, country=country, year=year, measure=measure)}


def four_shares(load, *, year: int):
    """Shares of the world of both blocs on both scales, per cent."""
    return pd.DataFrame(
        [
            {"bloc": bloc, "scale": scale, "share": share(load, year=year, measure=scale)}
            for bloc, share in (("BRICS", share_of_five), ("G7", share_of_g7))
            for scale in ("market", "purchasing power")
        ]
    )


def leads(load, *, year: int) -> dict:
    """BRICS minus G7 on both scales, points."""
    scales = {"market": "market", "ppp": "purchasing power"}
    return {
        name: share_of_five(load, year=year, measure=scale) - share_of_g7(load, year=year, measure=scale)
        for name, scale in scales.items()
    }


def _oil(load, without=()) -> float:
    invited = blocs.members(load("membership"), "2023-08-31", reading="with all invited")
    return blocs.oil_share(load("energy_production"), blocs.without(invited, *without), 2022)


def oil_without_two(load, *, first: str, second: str) -> float:
    """Share of the invited group in the world's oil without two of them, per cent."""
    return _oil(load, (first, second))


def oil_without_first(load, *, first: str, second: str) -> float:
    """One of the two is still in."""
    return _oil(load, (first,))


def oil_of_the_two(load, *, first: str, second: str) -> float:
    """What was taken out, in place of what is left."""
    return _oil(load) - oil_without_two(load, first=first, second=second)


def oil_with_all(load, *, first: str, second: str) -> dict:
    """All eleven, for the explanation."""
    return {"all": _oil(load)}


def fault_of_the_chart(load) -> str:
    """Backcasting, as long as today's list crosses earlier than the list of each year."""
    first = crossing(load, rule="today", reading="members only")
    then = crossing(load, rule="as it was", reading="members only")
    return key_of({"backcasting": first < then, "none": first >= then})
