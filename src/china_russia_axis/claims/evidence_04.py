"""Evidence of the claims judged in lesson 04: BRICS, its members, its weight and the dollar."""

import pandas as pd

from china_russia_axis import blocs
from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

# "Dozens" means at least two dozens; one dozen and more would be "partly".
DOZENS, A_DOZEN = 24, 12
# A bloc of economic heavyweights: a fifth of world output or more, on both scales.
HEAVY = 20.0
INVITATION = pd.Timestamp("2023-08-24")
YEAR_OF_ESSAY = 2023
# Reserve shares before the euro (1999) are not comparable: its forerunners were counted one by one.
FIRST_YEAR_OF_RESERVES = 2000
FOUNDERS_CLAIMED = {"CHN", "RUS"}
FIVE_CLAIMED = {"BRA", "RUS", "IND", "CHN", "ZAF"}
NAMED_BY_ESSAY = {"EGY", "IRN", "SAU"}


@evidence("C20")
def the_two_created_brics(load) -> Evidence:
    """Supported if the two alone sat at the first summit, partly if they sat among others."""
    first = _first_summit(load("membership"))
    founders = set(blocs.members(load("membership"), first))
    others = founders - FOUNDERS_CLAIMED
    return Evidence(
        number=(
            f"The first summit, on {looking.day_in_words(first)}, had {len(founders)} members: "
            f"{_names(load, founders)}. That makes {len(others)} co-founders beside the two."
        ),
        verdict=looking.by_rule(
            ("contradicted", not founders >= FOUNDERS_CLAIMED),
            ("partly", bool(others)),
            otherwise="supported",
        ),
        tables=("membership",),
    )


@evidence("C58")
def at_first_five(load) -> Evidence:
    """Supported if the five all sat at the first summit, partly if they were the group on the eve of 2023."""
    membership = load("membership")
    first = _first_summit(membership)
    founders, five = set(blocs.members(membership, first)), set(_five(load))
    joined = _full_members(membership)
    joined = joined[joined["iso3"].isin(five - founders)]
    later = "; ".join(
        f"{one.country} on {looking.day_in_words(one.start_date)}" for one in joined.itertuples()
    )
    return Evidence(
        number=(
            f"{len(founders)} members at the first summit in {first.year}, {len(five)} on the eve of the "
            f"invitations of August 2023. Joined in between: {later or 'nobody'}."
        ),
        verdict=looking.by_rule(
            ("supported", founders == FIVE_CLAIMED),
            ("partly", five == FIVE_CLAIMED),
            otherwise="contradicted",
        ),
        tables=("membership",),
    )


@evidence("C59")
def a_bloc_of_heavyweights(load) -> Evidence:
    """Contradicted unless heavy on both scales; partly if another member said it is aimed at nobody."""
    panel, five = load("country_panel"), _five(load)
    year = _last_year(panel)
    market = blocs.share_of_world(panel, five, year, "market")
    parity = blocs.share_of_world(panel, five, year, "purchasing power")
    dissent = _members_who_said_it_targets_nobody(load)
    return Evidence(
        number=(
            f"In {year} the five made {market:.1f} per cent of world output at market rates and "
            f"{parity:.1f} at purchasing power. Other members who said before the essay that the group is "
            f"aimed at nobody: {', '.join(dissent) or 'none on record'}."
        ),
        verdict=looking.by_rule(
            ("contradicted", min(market, parity) < HEAVY), ("partly", bool(dissent)), otherwise="supported"
        ),
        tables=("country_panel", "membership", "documents", "document_points"),
        best_case_for="Joint texts of the two speak of one-sided conduct, and the group's weight is real.",
        best_case_against="Other members deny the aim: that is a stage for the two, not yet a bloc.",
    )


@evidence("C60")
def six_invited(load) -> Evidence:
    """Contradicted unless the three named were invited that day; partly unless they were six in all."""
    membership = load("membership")
    status = blocs.status_on(membership, INVITATION)
    invited = set(status.loc[status["status"] == "invited", "iso3"])
    last = blocs.status_on(membership, pd.to_datetime(membership["start_date"]).max())
    now = last[last["iso3"].isin(invited)]["status"].value_counts()
    later = ", ".join(f"{name} {count}" for name, count in now.items())
    return Evidence(
        number=(
            f"{len(invited)} states were invited on {looking.day_in_words(INVITATION)}: "
            f"{_names(load, invited)}. Their status by the second clock: {later or 'none'}."
        ),
        verdict=looking.by_rule(
            ("contradicted", not invited >= NAMED_BY_ESSAY),
            ("partly", len(invited) != 6),
            otherwise="supported",
        ),
        tables=("membership",),
    )


@evidence("C61")
def weight_is_rising(load) -> Evidence:
    """Supported if the share of the five rose on both scales since the first summit, partly if on one."""
    panel, five = load("country_panel"), _five(load)
    start, end = _first_summit(load("membership")).year, _last_year(panel)
    market = _change(panel, five, start, end, "market")
    parity = _change(panel, five, start, end, "purchasing power")
    rises = (market[1] > market[0]) + (parity[1] > parity[0])
    without = blocs.without(five, "CHN")
    rest = [_change(panel, without, start, end, measure) for measure in ("market", "purchasing power")]
    return Evidence(
        number=(
            f"Share of the five in world output, {start} to {end}: {market[0]:.1f} to {market[1]:.1f} per "
            f"cent at market rates, {parity[0]:.1f} to {parity[1]:.1f} at purchasing power. Without China: "
            f"{rest[0][0]:.1f} to {rest[0][1]:.1f} and {rest[1][0]:.1f} to {rest[1][1]:.1f}."
        ),
        verdict=("contradicted", "partly", "supported")[rises],
        tables=("country_panel", "membership"),
    )


@evidence("C62")
def away_from_the_dollar(load) -> Evidence:
    """Supported if joint texts before the essay show both halves, partly if one, contradicted if none."""
    points = looking.joint_texts(load, "BRICS")
    points = points[~points["after_essay"]]
    money = points[(points["topic"] == "dollar/payments") & (points["stance"] == "supports")]
    chains = points[points["paraphrase"].str.contains("supply chain", case=False)]
    texts = {"money": money["doc_id"].nunique(), "chains": chains["doc_id"].nunique()}
    reserves = blocs.reserve_shares(load("currency"))
    known = reserves.loc[FIRST_YEAR_OF_RESERVES : YEAR_OF_ESSAY - 1]
    dollar, yuan = known["USD"].dropna(), known["CNY"].dropna()
    return Evidence(
        number=(
            f"BRICS texts before the essay that back less dependence on the dollar: {texts['money']}; "
            f"that speak of supply chains: {texts['chains']}. Share of reported reserves: dollar "
            f"{dollar.iloc[0]:.0f} per cent in {dollar.index[0]} and {dollar.iloc[-1]:.0f} in "
            f"{dollar.index[-1]}; yuan {yuan.iloc[-1]:.1f} in {yuan.index[-1]}."
        ),
        verdict=("contradicted", "partly", "supported")[sum(count > 0 for count in texts.values())],
        tables=("documents", "document_points", "currency"),
        best_case_for="A bank of their own and lending in local currencies were in the texts for a decade.",
        best_case_against="The group's own reserve pool is counted in dollars.",
    )


@evidence("C63")
def dozens_interested(load) -> Evidence:
    """Supported if the last official count before the essay names 24 states or more, partly from 12."""
    counts = looking.verified(load("brics_interest_counts"))
    counts = counts[~counts["after_essay"] & counts["interested_total"].notna()]
    if counts.empty:
        return Evidence("No official count from before the essay.", "open", ("brics_interest_counts",))
    last = counts.sort_values("date").iloc[-1]
    total = int(last["interested_total"])
    formal = "an unknown number" if pd.isna(last["formal"]) else int(last["formal"])
    return Evidence(
        number=(
            f"{total} states by the count of {last['who']} on {looking.day_in_words(last['date'])}, "
            f"{formal} of them with a formal request."
        ),
        verdict=looking.by_rule(
            ("supported", total >= DOZENS), ("partly", total >= A_DOZEN), otherwise="contradicted"
        ),
        tables=("brics_interest_counts",),
    )


def _full_members(membership: pd.DataFrame) -> pd.DataFrame:
    return membership[(membership["organisation"] == "BRICS") & (membership["status"] == "member")]


def _first_summit(membership: pd.DataFrame) -> pd.Timestamp:
    return pd.to_datetime(_full_members(membership)["start_date"]).min()


def _five(load) -> list[str]:
    """The members on the eve of the invitations of August 2023."""
    return blocs.members(load("membership"), INVITATION - pd.Timedelta(days=1))


def _names(load, codes) -> str:
    table = load("membership").drop_duplicates("iso3").set_index("iso3")["country"]
    return ", ".join(sorted(table[code] for code in codes)) or "none"


def _last_year(panel: pd.DataFrame) -> int:
    world = panel[(panel["iso3"] == blocs.WORLD) & (panel["year"] <= YEAR_OF_ESSAY)]
    return int(world.dropna(subset=["gdp_usd_bn", "gdp_ppp_intl_bn"])["year"].max())


def _change(panel, group, start: int, end: int, measure: str) -> tuple[float, float]:
    return tuple(blocs.share_of_world(panel, group, year, measure) for year in (start, end))


def _members_who_said_it_targets_nobody(load) -> list[str]:
    said = []
    for member in ("Brazil", "India", "South Africa"):
        points = looking.joint_texts(load, member)
        points = points[(points["topic"] == "third parties") & (points["stance"] == "supports")]
        if len(points[~points["after_essay"]]):
            said.append(member)
    return said
