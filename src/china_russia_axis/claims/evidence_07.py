"""Evidence of the claims judged in lesson 07: alliance plans, the likeliest path, and shocks."""

import pandas as pd

from china_russia_axis.alignment import goods_trade
from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

# Duties in treaties, from weak to strong. Up to "consult" there is no alliance.
MORE_THAN_CONSULTING = ("assist", "defend")
END_OF_2023 = pd.Timestamp("2023-12-31")
LAST_CHANGE_OF_RANK = pd.Timestamp("2019-06-05")
# The two earlier shocks whose following years can be looked at.
SHOCKS = {"Crimea": 2014, "the invasion of Ukraine": 2022}


@evidence("C08")
def no_plan_for_an_alliance(load) -> Evidence:
    """Contradicted by any joint text to 2023 that backs an alliance; supported if one of 2023 rejects it."""
    points = looking.joint_texts(load, "China and Russia")
    points = points[(points["topic"] == "alliance") & (points["date"] <= END_OF_2023)]
    duty = points["obligation_strength"].isin(MORE_THAN_CONSULTING)
    backing = points[(points["stance"] == "supports") | duty]
    rejecting = points[points["stance"] == "opposes"]
    recent = rejecting[rejecting["date"].dt.year == END_OF_2023.year]
    return Evidence(
        number=(
            f"Joint texts to the end of 2023 that were read on this point: {points['doc_id'].nunique()}. "
            f"{backing['doc_id'].nunique() or 'None'} of them backs an alliance or a duty of defence, "
            f"{rejecting['doc_id'].nunique()} speak against alliances or blocs, "
            f"{recent['doc_id'].nunique() or 'none'} of these in 2023."
        ),
        verdict=looking.by_rule(
            ("contradicted", len(backing) > 0), ("supported", len(recent) > 0), otherwise="partly"
        ),
        tables=("documents", "document_points"),
        best_case_for="The text of 2023 says it in plain words; by the second clock, later ones repeat it.",
        best_case_against="By the second clock Russia took on a duty of defence elsewhere within a year.",
    )


@evidence("C69")
def more_convergence_is_likeliest(load) -> Evidence:
    """Supported if all four indicators moved closer after 2023, partly if some, contradicted if none."""
    indicators = [_trade_moved(load), _meetings_moved(load), _positions_moved(load), _exercises_moved(load)]
    closer = sum(moved for moved, _ in indicators)
    return Evidence(
        number=(
            f"{closer} of {len(indicators)} indicators moved closer after 2023. "
            f"{'; '.join(text for _, text in indicators)}."
        ),
        verdict=looking.by_rule(
            ("supported", closer == len(indicators)), ("partly", closer > 0), otherwise="contradicted"
        ),
        tables=("trade", "meetings", "ideal_points", "exercises"),
        best_case_for="Nothing on record since 2023 looks like a turn away; trade rebounded in early 2026.",
        best_case_against="Continuing is not converging: trade after 2023 stopped growing at its old pace.",
    )


@evidence("C71")
def no_need_for_an_upgrade(load) -> Evidence:
    """Contradicted once a treaty or a duty of defence is added after 2019, supported until then."""
    treaties = looking.verified(load("treaties"))
    treaties = treaties[treaties["date"] > LAST_CHANGE_OF_RANK]
    kinds = treaties["kind"].value_counts()
    points = looking.joint_texts(load, "China and Russia")
    points = points[points["date"] > LAST_CHANGE_OF_RANK]
    duties = points[points["obligation_strength"].isin(MORE_THAN_CONSULTING)]["doc_id"].nunique()
    added = kinds.get("treaty", 0)
    return Evidence(
        number=(
            f"Since the last change of rank in June {LAST_CHANGE_OF_RANK.year} the tables hold "
            f"{kinds.get('joint statement', 0)} joint statements, {added or 'no'} new treaty and "
            f"{duties or 'no'} joint text with a duty of defence."
        ),
        verdict=looking.by_rule(("contradicted", added + duties > 0), otherwise="supported"),
        tables=("treaties", "documents", "document_points"),
    )


@evidence("C74")
def shocks_might_bring_them_together(load) -> Evidence:
    """Trade grew faster after both earlier shocks: supported; after one: partly; after none: contradicted.

    After means in the year of the shock and the next; faster means than the mean of all other years.
    """
    growth = goods_trade(load("trade")).pct_change(fill_method=None).mul(100).loc[2001:2025].dropna()
    touched = {year + step for year in SHOCKS.values() for step in (0, 1)}
    usual = growth[~growth.index.isin(touched)].mean()
    after = {name: growth.reindex([year, year + 1]).mean() for name, year in SHOCKS.items()}
    parts = " and ".join(
        f"{mean:+.0f} per cent a year after {name} ({SHOCKS[name]} and the year after)"
        for name, mean in after.items()
    )
    return Evidence(
        number=(
            f"Trade grew by {parts}, against {usual:+.0f} per cent in the other years from "
            f"{growth.index.min()} to {growth.index.max()}."
        ),
        verdict=("contradicted", "partly", "supported")[sum(mean > usual for mean in after.values())],
        tables=("trade",),
    )


@evidence("C75")
def a_defeat_might_bring_military_help(load) -> Evidence:
    """Not testable until an act of war with Russia and Ukraine follows the essay; from then on, open."""
    events = looking.after_essay(load)
    trigger = looking.with_actors(events[events["category"] == "war"], "RUS", "UKR")
    reports = looking.verified(load("military_aid_allegations"))
    lethal = reports[reports["matter"].str.startswith("lethal", na=False)]
    return Evidence(
        number=(
            f"{len(events)} events are on record between the essay and {looking.last_day(events)}; "
            f"{len(trigger) or 'none'} is a turn of the war in Ukraine. {len(reports)} statements on Chinese "
            f"military help are on record, {len(lethal)} of them about lethal arms."
        ),
        verdict=looking.by_rule(("open", len(trigger) > 0), otherwise="not testable"),
        tables=("events", "military_aid_allegations"),
    )


@evidence("C76")
def a_taiwan_crisis_might_make_beijing_lean(load) -> Evidence:
    """Not testable until a military event or act of war after the essay involves Taiwan; then open."""
    events = looking.after_essay(load)
    about = looking.with_actors(events, "TWN")
    trigger = about[about["category"].isin(["war", "security"])]
    mild = events[events["claim_ids"].str.contains("C76", na=False)]
    return Evidence(
        number=(
            f"{len(events)} events are on record between the essay and {looking.last_day(events)}. Taiwan is "
            f"among the actors in {len(about)}, in {len(trigger) or 'none'} of a military kind. "
            f"{len(mild)} milder tests were coded."
        ),
        verdict=looking.by_rule(("open", len(trigger) > 0), otherwise="not testable"),
        tables=("events",),
    )


@evidence("C77")
def russia_might_strike_elsewhere(load) -> Evidence:
    """Not testable until an act of war with Taiwan in it is on record; from then on, open."""
    events = looking.after_essay(load)
    wars, trigger = events[events["category"] == "war"], looking.wars_over_taiwan(events)
    return Evidence(
        number=(
            f"{len(wars)} of {len(events)} events between the essay and {looking.last_day(events)} are acts "
            f"of war, {len(trigger) or 'none'} of them over Taiwan: the situation has not come about."
        ),
        verdict=looking.by_rule(("open", len(trigger) > 0), otherwise="not testable"),
        tables=("events",),
    )


def _trade_moved(load) -> tuple[bool, str]:
    totals = goods_trade(load("trade"))
    last = int(totals.index.max())
    before, after = totals[2023], totals[last]
    return after > before, f"Trade: {before:.0f} billion dollars in 2023, {after:.0f} in {last}"


def _meetings_moved(load) -> tuple[bool, str]:
    meetings = looking.verified(load("meetings"))
    years = meetings.loc[meetings["format"] == "in person", "date"].dt.year
    before, after = _two_and_two(years)
    return after > before, f"leaders' meetings in person: {before} in 2022-23, {after} in 2024-25"


def _positions_moved(load) -> tuple[bool, str]:
    points = load("ideal_points").pivot_table(index="year", columns="iso3", values="ideal_point")
    distance = (points["CHN"] - points["RUS"]).abs().dropna()
    last = int(distance.index.max())
    before, after = distance[2023], distance[last]
    return after < before, f"distance in UN votes: {before:.2f} in 2023, {after:.2f} in {last}"


def _exercises_moved(load) -> tuple[bool, str]:
    # A list of the main exercises and no census, so the count is weak evidence; the ledger's doubt says so.
    before, after = _two_and_two(looking.verified(load("exercises"))["year"])
    return after > before, f"main joint exercises on the list: {before} in 2022-23, {after} in 2024-25"


def _two_and_two(years: pd.Series) -> tuple[int, int]:
    return int(years.isin([2022, 2023]).sum()), int(years.isin([2024, 2025]).sum())
