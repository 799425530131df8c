"""Evidence of the claims judged in lesson 05: the SCO, its members, its texts, and what it may become."""

import pandas as pd

from china_russia_axis import blocs, sco
from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

END_OF_AUGUST_2023 = pd.Timestamp("2023-08-31")
FOUNDING_TEXTS = {"SCO": ("SCO2001", "SCO2002C", "SCO2002D"), "BRICS": ("BR2008", "BR2009")}
BODIES = ("BRICS", "SCO")
# The initiator, and the member that the claim itself leaves out.
BESIDE_THE_QUESTION = {"CHN", "IND"}
AXIS = {"CHN", "RUS"}


@evidence("C55")
def most_promising_venues(load) -> Evidence:
    """Supported if both bodies grew and both bind to help, partly if they only grew, else contradicted."""
    before, after = (_everybody(load, day) for day in ("2011-12-31", END_OF_AUGUST_2023))
    grew = all(after[body] > before[body] for body in BODIES)
    binding = [body for body in BODIES if _duties(load, body)]
    counts = " and ".join(f"{body} {before[body]} to {after[body]}" for body in BODIES)
    return Evidence(
        number=(
            f"States with some status, end of 2011 to the essay: {counts} (invited states counted). Bodies "
            f"whose texts read here bind members to help each other: {', '.join(binding) or 'neither'}."
        ),
        verdict=looking.by_rule(
            ("contradicted", not grew), ("supported", len(binding) == len(BODIES)), otherwise="partly"
        ),
        tables=("membership", "documents", "document_points"),
        best_case_for="No other body brings the two together with so many large states outside the West.",
        best_case_against="What binds states to the two is bilateral: arms, energy, loans and treaties.",
    )


@evidence("C56")
def set_up_to_keep_the_west_out(load) -> Evidence:
    """Supported if founding texts show both aims, keeping out and remaking the order; partly if one."""
    points = looking.verified(load("document_points"))
    excluding, remaking = [], []
    for body, texts in FOUNDING_TEXTS.items():
        said = points[points["doc_id"].isin(texts)]
        if len(said[(said["topic"] == "third parties") & (said["stance"] == "opposes")]):
            excluding.append(body)
        if len(said[(said["topic"] == "multipolarity") & (said["stance"] == "supports")]):
            remaking.append(body)
    open_words = points[
        points["doc_id"].isin(sum(FOUNDING_TEXTS.values(), ()))
        & (points["topic"] == "third parties")
        & (points["stance"] == "supports")
    ]
    return Evidence(
        number=(
            "Bodies whose founding texts ask for another order: "
            f"{', '.join(remaking) or 'none'}; whose founding texts turn against others: "
            f"{', '.join(excluding) or 'none'}. {len(open_words)} passages there say that it is aimed "
            "at nobody."
        ),
        verdict=looking.by_rule(
            ("supported", bool(excluding) and bool(remaking)),
            ("partly", bool(excluding) or bool(remaking)),
            otherwise="contradicted",
        ),
        tables=("document_points", "documents"),
        best_case_for="No developed Western state was ever invited, and both texts ask for another order.",
        best_case_against="Founding texts name trust and trade; other members deny the aim to this day.",
    )


@evidence("C57")
def built_to_grow(load) -> Evidence:
    """Supported if members and other statuses grew in both bodies up to the essay, partly if some did."""
    first = {"BRICS": "2009-12-31", "SCO": "2001-12-31"}
    grew, parts = [], []
    for body in BODIES:
        start, end = (_counts(load, body, day) for day in (first[body], END_OF_AUGUST_2023))
        grew += [end[0] > start[0], end[1] > start[1]]
        parts.append(f"{body} {start[0]} to {end[0]} members and {start[1]} to {end[1]} other states")
    return Evidence(
        number=f"From the first year to the essay: {'; '.join(parts)}.",
        verdict=looking.by_rule(("supported", all(grew)), ("partly", any(grew)), otherwise="contradicted"),
        tables=("membership",),
    )


@evidence("C64")
def states_friendly_to_them(load) -> Evidence:
    """Supported if no member is a rival of China or Russia; partly if some are; contradicted if half are."""
    members = set(blocs.members(load("membership"), END_OF_AUGUST_2023, "SCO")) - AXIS
    rivalries = load("rivalries")
    rivalries = rivalries[rivalries["ongoing_2020"]]
    pairs = zip(rivalries["iso3_a"], rivalries["iso3_b"], strict=True)
    rivals = {other for pair in pairs for other in pair if set(pair) & AXIS and other in members}
    texts = load("belt_and_road_wording")
    out = texts[texts["verified"] & ~texts["backs"] & texts["iso3"].isin(members)]["iso3"].nunique()
    return Evidence(
        number=(
            f"Members beside the two: {len(members)}. Of these {len(rivals)} on the list of their ongoing "
            f"strategic rivals ({_names(load, rivals)}), {out} left out of a sentence that backs China's "
            "initiative."
        ),
        verdict=looking.by_rule(
            ("supported", not rivals), ("contradicted", len(rivals) * 2 >= len(members)), otherwise="partly"
        ),
        tables=("membership", "rivalries", "belt_and_road_wording"),
        best_case_for="All but one of the members work with both without open quarrel.",
        best_case_against="India and Pakistan came in together: friends of theirs need not be friends.",
    )


@evidence("C65")
def all_but_india_in_the_belt_and_road(load) -> Evidence:
    """Supported if every other member backs it in the last text before the essay, partly if most do."""
    texts = looking.verified(load("belt_and_road_wording"))
    documents = looking.verified(load("documents"))[["doc_id", "date", "after_essay"]]
    rows = texts.merge(documents, on="doc_id")
    last = rows[~rows["after_essay"]]
    last = last[last["date"] == last["date"].max()]
    asked = last[~last["iso3"].isin(BESIDE_THE_QUESTION)]
    out = set(asked.loc[~asked["backs"], "iso3"])
    later = rows[rows["after_essay"]]
    later = later[later["date"] == later["date"].max()]
    india = "is left out" if not last.loc[last["iso3"] == "IND", "backs"].any() else "backs it too"
    return Evidence(
        number=(
            f"In the text of {looking.day_in_words(last['date'].max())} {int(asked['backs'].sum())} of "
            f"{len(asked)} members beside China and India back the initiative; left out: {_names(load, out)}"
            f". India {india}. By the second clock {int(later['backs'].sum())} states back it."
        ),
        verdict=looking.by_rule(
            ("supported", not out), ("partly", asked["backs"].mean() > 0.5), otherwise="contradicted"
        ),
        tables=("belt_and_road_wording", "documents"),
    )


@evidence("C66")
def iran_in_belarus_waiting(load) -> Evidence:
    """Supported if Iran was a member from July 2023 and Belarus on record as joining, but no member yet."""
    spells = load("membership")
    spells = spells[(spells["organisation"] == "SCO") & (spells["status"] == "member")].set_index("iso3")
    start = pd.to_datetime(spells["start_date"])
    events = looking.verified(load("events"))
    events = events[~events["after_essay"] & events["claim_ids"].fillna("").str.contains("C66")]
    belarus = events[(events["title"] + events["description"]).str.contains("Belarus")]
    iran_joined, belarus_joined = start.get("IRN"), start.get("BLR")
    iran_right = iran_joined is not None and (iran_joined.year, iran_joined.month) == (2023, 7)
    waiting = len(belarus) > 0 and (belarus_joined is None or belarus_joined > END_OF_AUGUST_2023)
    return Evidence(
        number=(
            f"Iran became a member on {_day(iran_joined)}. Steps of Belarus on record before the essay: "
            f"{len(belarus)}; it became a member on {_day(belarus_joined)}."
        ),
        verdict=("contradicted", "partly", "supported")[iran_right + waiting],
        tables=("membership", "events"),
    )


@evidence("C67")
def the_nearest_military_partners(load) -> Evidence:
    """Supported if every pact partner of either, as of 2023, is a member once Iran and Belarus are in."""
    membership = load("membership")
    partners = sco.pact_partners(load("security_arrangements"), membership, END_OF_AUGUST_2023)
    inside = set(blocs.members(membership, "2024-12-31", "SCO"))
    outside = set(partners.index) - inside
    return Evidence(
        number=(
            f"Before the essay {len(partners)} states were bound to Russia or China by a defence pact. "
            f"With Iran and Belarus in, {len(partners) - len(outside)} of them are members; outside: "
            f"{_names(load, outside)}."
        ),
        verdict=looking.by_rule(
            ("supported", not outside), ("contradicted", len(outside) == len(partners)), otherwise="partly"
        ),
        tables=("security_arrangements", "membership"),
        best_case_for="Belarus hosts Russian forces and Iran exercises with both at sea.",
        best_case_against="One pact partner with a large army, North Korea, stays outside.",
    )


@evidence("C68")
def a_counterweight_one_day(load) -> Evidence:
    """Not testable until a text of the SCO binds members to help each other; from then on, open."""
    checks = sco.counterweight(load("documents"), load("document_points"), load("exercises"))
    duties = sco.duties(load("documents"), load("document_points"))
    binding = int(duties["duty"].sum())
    return Evidence(
        number=(
            f"{int(checks['met'].sum())} of {len(checks)} marks of a counterweight are met; texts that bind "
            f"members to help each other: {binding or 'none'} of {duties['doc_id'].nunique()} read, the last "
            f"of {looking.day_in_words(duties['date'].max())}."
        ),
        verdict=looking.by_rule(("open", binding > 0), otherwise="not testable"),
        tables=("documents", "document_points", "exercises"),
        best_case_for="Words on military cooperation have grown, and centres against threats are planned.",
        best_case_against="When a member was struck, the answer was a text, and one member stayed out.",
    )


def _counts(load, body: str, on) -> tuple[int, int]:
    """Members, and all other states with a status, on one day."""
    status = blocs.status_on(load("membership"), on, body)
    members = int((status["status"] == "member").sum())
    return members, len(status) - members


def _everybody(load, on) -> dict:
    return {body: sum(_counts(load, body, on)) for body in BODIES}


def _duties(load, body: str) -> int:
    points = looking.joint_texts(load, body)
    return int((points["obligation_strength"].isin(sco.DUTIES_OF_HELP) & ~points["after_essay"]).sum())


def _names(load, codes) -> str:
    table = load("countries").set_index("iso3")["country"]
    return ", ".join(sorted(str(table[code]) for code in codes)) or "none"


def _day(when) -> str:
    return "no day on record" if when is None or pd.isna(when) else looking.day_in_words(when)
