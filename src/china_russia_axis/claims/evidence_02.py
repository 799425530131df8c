"""Evidence of the claims judged in lesson 02: drills, trade, votes, texts and tests, 2012 to 2023."""

import re

import pandas as pd

from china_russia_axis import ties
from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

ESSAY = pd.Timestamp("2023-08-31")
# The last whole year that its author could know.
KNOWN = 2022
STATEMENT = "CR2022"
DRILL, PATROL = "Northern/Interaction 2023", "Joint naval patrol 3"
CLAIMED_MILES, CLAIMED_DRILLS = 2300, 20
# "Slightly fewer than a dozen" ships.
A_DOZEN = 12
# A distance within a fifth of the claimed one supports it, more than twice as much contradicts it.
NEAR, TWICE = 0.2, 2.0
# Closer to Moscow than this counts as close, in kilometres.
CLOSE_KM, FAR_KM = 250, 500
UPGRADE = pd.Timestamp("2019-06-05")
WARS = ("Chechnya", "Georgia", "Syria", "Ukraine")
CORE_ISSUES = ("Taiwan", "Xinjiang", "Tibet", "Hong Kong")
SEAS = ("South China Sea", "East China Sea")
MUTINY = pd.Timestamp("2023-06-24")


@evidence("C01")
def a_dozen_ships_and_twenty_drills(load) -> Evidence:
    """Supported if place, month, ships (9 to 12) and drills (about 20) are on record, partly if some are."""
    drills = looking.verified(load("exercises"))
    drill = drills[drills["name"] == DRILL]
    in_place = bool(drill["place"].str.contains("Sea of Japan").any()) and bool(
        (drill["start_date"].dt.strftime("%Y-%m") == "2023-07").any()
    )
    ships = _reported(load, DRILL, "ships")
    combat = _reported(load, DRILL, "combat exercises")
    ships_fit = bool(ships.between(A_DOZEN - 3, A_DOZEN).any())
    drills_fit = bool((combat.sub(CLAIMED_DRILLS).abs() <= 1).any())
    return Evidence(
        number=(
            f"Drills of that name in the Sea of Japan in July 2023: {int(in_place)}. Ships, as the two sides "
            f"gave them: {_list(ships) or 'none'} or more. Combat exercises: "
            f"{'about ' + _list(combat) if len(combat) else 'no number'}."
        ),
        verdict=looking.by_rule(
            ("contradicted", not in_place),
            ("supported", ships_fit and drills_fit),
            otherwise="partly",
        ),
        tables=("exercises", "exercise_reports"),
    )


@evidence("C02")
def a_patrol_of_2300_miles(load) -> Evidence:
    """Supported if a reported distance is near 2,300, contradicted if all are more than twice that."""
    miles = _reported(load, PATROL, "distance")
    near = (miles.sub(CLAIMED_MILES).abs() <= NEAR * CLAIMED_MILES).any()
    far = len(miles) > 0 and (miles > TWICE * CLAIMED_MILES).all()
    return Evidence(
        number=(
            f"Distances reported for the patrol, in nautical miles: more than {_list(miles) or 'none'}. "
            f"The essay has about {CLAIMED_MILES:,}."
        ),
        verdict=looking.by_rule(
            ("not testable", len(miles) == 0),
            ("supported", bool(near)),
            ("contradicted", bool(far)),
            otherwise="partly",
        ),
        tables=("exercise_reports",),
    )


@evidence("C03")
def close_to_alaska(load) -> Evidence:
    """Supported if an American source reports the ships near the Aleutians or Alaska, else not testable."""
    events = _bearing_on(load, "C03")
    seen = events[events["title"].str.contains("Aleutian|Alaska") & events["actors"].str.contains("USA")]
    ships = _reported(load, PATROL, "ships", side="USA")
    return Evidence(
        number=(
            f"American confirmations on record before the essay: {len(seen) or 'none'}. Ships counted there "
            f"by American officials: {_list(ships) or '0'}."
        ),
        verdict=looking.by_rule(("supported", len(seen) > 0), otherwise="not testable"),
        tables=("events", "exercise_reports"),
    )


@evidence("C04")
def a_sign_of_trust(load) -> Evidence:
    """Partly if the ministry spoke of trust before the patrol was over, supported if afterwards."""
    events = _bearing_on(load, "C04")
    trust = events[events["title"].str.contains("trust")]
    back = _events(load)
    back = back[back["claim_ids"].str.contains("C02", na=False) & back["title"].str.contains("patrol ends")]
    end = back["date"].max()
    both = trust[trust["date"] >= end] if len(back) else trust.iloc[:0]
    apart = (end - trust["date"].max()).days if len(trust) and len(back) else 0
    when = f", {abs(apart)} days {'before' if apart > 0 else 'after'} the return of the ships"
    return Evidence(
        number=(
            f"Remarks of the ministry on trust that are on record: {len(trust) or 'none'}"
            f"{when if len(trust) else ''}; after the return {len(both) or 'none'}."
        ),
        verdict=looking.by_rule(
            ("not testable", len(trust) == 0), ("supported", len(both) > 0), otherwise="partly"
        ),
        tables=("events",),
    )


@evidence("C05")
def built_over_decades_then_tightened(load) -> Evidence:
    """Supported if most indicators rose before 2022 and most stand above trend since, partly if some do."""
    table = ties.breaks(ties.indicators(load, until=KNOWN), leave_out=ties.PANDEMIC)
    whole = ties.breaks(ties.indicators(load), leave_out=ties.PANDEMIC)
    rising, above = int((table["slope"] > 0).sum()), int((table["verdict"] == "above").sum())
    half = len(table) / 2
    found = "; ".join(
        f"{name} {row['value']:.0f} against {row['expected']:.0f} expected ({row['verdict']})"
        for name, row in table.iterrows()
    )
    return Evidence(
        number=(
            f"{rising} of {len(table)} indicators were rising from 2012 to 2019, and {above} stand above "
            f"their trend in {KNOWN}: {found}. With 2023, which the essay could not know whole, "
            f"{int((whole['verdict'] == 'above').sum())} stand above."
        ),
        verdict=looking.by_rule(
            ("supported", rising > half and above > half),
            ("partly", rising > 0 and above > 0),
            otherwise="contradicted",
        ),
        tables=("trade", "meetings", "exercises", "votes_yearly"),
        best_case_for="Trade left its path, and drills and visits went on in a year of war.",
        best_case_against="Trade jumped in 2021 already; meetings and matching votes became fewer.",
    )


@evidence("C06")
def priority_because_of_a_shared_threat(load) -> Evidence:
    """Partly if texts to the essay show criticism of the West: stated motives are not motives."""
    points = looking.joint_texts(load, "China and Russia")
    points = points[(points["date"] >= pd.Timestamp("2012-01-01")) & (points["date"] <= ESSAY)]
    against = points[points["topic"].isin(["nato", "sanctions", "third parties", "colour revolutions"])]
    against = against[against["stance"] == "opposes"]["doc_id"].nunique()
    nobody = points[(points["topic"] == "third parties") & (points["stance"] == "supports")][
        "doc_id"
    ].nunique()
    return Evidence(
        number=(
            f"Of {points['doc_id'].nunique()} joint texts from 2012 to the essay, {against} speak against "
            f"NATO, sanctions, outside interference or a third power, and {nobody} say that the tie is "
            f"aimed at nobody."
        ),
        verdict=looking.by_rule(("contradicted", against == 0), otherwise="partly"),
        tables=("documents", "document_points"),
        best_case_for="The texts name the same adversary again and again, and by name since 2022.",
        best_case_against="Neighbours with a long border and goods to trade have reasons of their own.",
    )


@evidence("C22")
def forces_before_the_upgrade(load) -> Evidence:
    """Supported if trade, arms and energy, drills and pressure on both all date from before June 2019."""
    events = _bearing_on(load, "C22")
    deals = events[(events["date"] < UPGRADE) & events["category"].isin(["security", "economy"])]
    pressed = ties.pressure(looking.verified(load("events")))
    pressed = pressed[(pressed["date"] >= pd.Timestamp("2012-01-01")) & (pressed["date"] < UPGRADE)]
    both = {"China", "Russia"} <= set(pressed["against"].replace("both", "China")) | set(
        pressed["against"].replace("both", "Russia")
    )
    trade = ties.mirror(load("trade"))["china_usd_bn"]
    drills = looking.verified(load("exercises"))
    drills = drills[(drills["start_date"] < UPGRADE) & (drills["year"] >= 2012)]
    forces = [len(deals) > 0, both, trade.get(2018, 0) > trade.get(2012, 0), len(drills) > 0]
    return Evidence(
        number=(
            f"From 2012 to the upgrade of June 2019: {len(deals)} large deals or joint operations coded "
            f"for this claim, {len(pressed)} Western sanctions on one or both, {len(drills)} drills on the "
            f"list; trade {trade.get(2012, 0):.0f} billion dollars in 2012 and "
            f"{trade.get(2018, 0):.0f} in 2018."
        ),
        verdict=("contradicted", "partly", "partly", "partly", "supported")[sum(forces)],
        tables=("events", "trade", "exercises"),
        best_case_for="Gas, arms, drills and sanctions were all there before the ceremony.",
        best_case_against="Being there first is not pushing: trade fell for two years after Crimea.",
    )


@evidence("C28")
def china_did_not_condemn(load) -> Evidence:
    """Contradicted by a vote for a text on Ukraine or a record that condemns; partly if a war is missing."""
    votes = looking.verified(load("ukraine_votes"))
    votes = votes[(votes["iso3"] == "CHN") & (votes["date"] <= ESSAY)]["vote"].value_counts()
    records = looking.verified(load("backing"))
    records = records[(records["who"] == "CHN") & records["issue"].isin(WARS) & (records["date"] <= ESSAY)]
    condemns, wars = int((records["stance"] == "condemns").sum()), records["issue"].nunique()
    backs = records[records["stance"] == "backs"]["issue"].nunique()
    return Evidence(
        number=(
            f"Records on {wars} of {len(WARS)} wars: China condemns in {condemns or 'none'}, and took "
            f"Moscow's side at least once on {backs}. Of the Assembly's texts on Ukraine before the essay it "
            f"abstained on {votes.get('abstain', 0)}, voted against {votes.get('no', 0)} and for "
            f"{votes.get('yes', 0)}."
        ),
        verdict=looking.by_rule(
            ("contradicted", condemns + votes.get("yes", 0) > 0),
            ("partly", wars < len(WARS)),
            otherwise="supported",
        ),
        tables=("backing", "ukraine_votes"),
    )


@evidence("C29")
def russia_on_four_core_issues(load) -> Evidence:
    """Supported if the coolest record on each issue backs China, partly if some do, contradicted if none."""
    coolest, counts = _coolest(load, "RUS", CORE_ISSUES)
    full = [issue for issue in CORE_ISSUES if coolest.get(issue) == "backs"]
    rest = [f"{issue} ({coolest.get(issue, 'no record')})" for issue in CORE_ISSUES if issue not in full]
    return Evidence(
        number=(
            f"{counts} records on {len(coolest)} issues. Backed without reserve: {len(full)}, "
            f"{', '.join(full) or 'none'}. With reserve: {', '.join(rest) or 'none'}."
        ),
        verdict=looking.by_rule(
            ("supported", len(full) == len(CORE_ISSUES)), ("contradicted", not full), otherwise="partly"
        ),
        tables=("backing",),
    )


@evidence("C30")
def russia_on_two_seas(load) -> Evidence:
    """Supported if Russia backs China on both seas in some record, partly on one, contradicted on none."""
    records = looking.verified(load("backing"))
    records = records[(records["who"] == "RUS") & records["issue"].isin(SEAS) & (records["date"] <= ESSAY)]
    backed = sorted(records[records["stance"] == "backs"]["issue"].unique())
    drills = looking.verified(load("exercises"))
    drills = drills[drills["start_date"] <= ESSAY]
    there = {sea: int(drills["place"].str.contains(sea).sum()) for sea in SEAS}
    return Evidence(
        number=(
            f"Seas on which a record backs Beijing's side: {len(backed)} ({', '.join(backed) or 'none'}). "
            f"Listed drills and flights there before the essay: {there[SEAS[0]]} in the South China Sea, "
            f"{there[SEAS[1]]} in or over the East China Sea."
        ),
        verdict=("contradicted", "partly", "supported")[len(backed)],
        tables=("backing", "exercises"),
        best_case_for="Ships that train in a disputed sea say something without a word.",
        best_case_against="On both seas Moscow said that it keeps out of the dispute itself.",
    )


@evidence("C31")
def fastest_growing_partner(load) -> Evidence:
    """Supported if Russia comes first under all four definitions, partly under some, else contradicted."""
    partners = looking.verified(load("trade_partners"))
    table = ties.definitions(partners)
    leads = (table["rank"] == 1).fillna(False)
    firsts = int(leads.sum())
    ranks = "; ".join(
        f"{name}: {_ordinal(row['rank'])} of {row['of']}"
        + ("" if leads[name] else f", behind {row['first']}")
        for name, row in table.iterrows()
    )
    later = {year: ties.place(partners, period=year)["value"] for year in ("2023", "2024", "2025")}
    by_now = ", ".join(f"{value:+.1f} in {year}" for year, value in later.items() if value is not None)
    return Evidence(
        number=f"Russia's place: {ranks}. By the second clock its growth was, in per cent: {by_now}.",
        verdict=looking.by_rule(
            ("supported", firsts == len(table)), ("contradicted", firsts == 0), otherwise="partly"
        ),
        tables=("trade_partners",),
    )


@evidence("C32")
def a_strategic_choice(load) -> Evidence:
    """Supported if a record of the visit of March 2023 has the words, else not testable."""
    events = _bearing_on(load, "C32")
    said = events[events["title"].str.contains("strategic choice") & (events["date"].dt.year == 2023)]
    when = ", ".join(looking.day_in_words(day) for day in said["date"]) or "0 days"
    return Evidence(
        number=f"Records with these words: {len(said) or 'none'} ({when}).",
        verdict=looking.by_rule(("supported", len(said) > 0), otherwise="not testable"),
        tables=("events",),
    )


@evidence("C33")
def close_to_moscow(load) -> Evidence:
    """Supported within 250 kilometres of Moscow, partly within 500, contradicted beyond."""
    events = _bearing_on(load, "C33")
    found = [int(km) for text in events["description"] for km in re.findall(r"(\d+) km", text)]
    nearest = min(found, default=None)
    return Evidence(
        number=f"The column came within about {nearest} km of the capital."
        if found
        else "0 distances on record.",
        verdict=looking.by_rule(
            ("not testable", nearest is None),
            ("supported", (nearest or 0) <= CLOSE_KM),
            ("partly", (nearest or 0) <= FAR_KM),
            otherwise="contradicted",
        ),
        tables=("events",),
    )


@evidence("C34")
def basic_line_unchanged(load) -> Evidence:
    """Supported if China spoke for stability and joint drills went on before the essay, partly if one."""
    events = _bearing_on(load, "C34")
    events = events[events["date"] >= MUTINY]
    backing = events[events["direction"] == "closer"]
    drills = looking.verified(load("exercises"))
    since = drills[(drills["start_date"] >= MUTINY) & (drills["start_date"] <= ESSAY)]
    since = since[since["format"] == "bilateral"]
    # A step apart would be coded as such in the chronology.
    apart = _events(load)
    apart = apart[(apart["date"] >= MUTINY) & (apart["date"] <= ESSAY) & (apart["direction"] == "apart")]
    apart = apart[apart["actors"].str.contains("CHN") & apart["actors"].str.contains("RUS")]
    signs = (len(backing) > 0) + (len(since) > 0)
    return Evidence(
        number=(
            f"Between the revolt and the essay: {len(backing) or 'no'} official statement for stability in "
            f"Russia, {len(since) or 'no'} bilateral drills and patrols, {len(apart) or 'no'} step apart on "
            f"record."
        ),
        verdict=looking.by_rule(
            ("contradicted", len(apart) > 0 or signs == 0), ("partly", signs == 1), otherwise="supported"
        ),
        tables=("events", "exercises"),
        best_case_for="A day later the ministry spoke for stability; a month later the fleets sailed.",
        best_case_against="Beijing spoke only when the march was over, and of Russia rather than of Putin.",
    )


@evidence("C35")
def tactical_changes(load) -> Evidence:
    """Not testable unless an event records such a step; then partly, for its motive stays unseen."""
    steps = _bearing_on(load, "C35")
    views = looking.verified(load("expert_views"))
    views = views[views["claim_ids"].str.contains("C35", na=False) & (views["date"] <= ESSAY)]
    return Evidence(
        number=(
            f"Steps on record: {len(steps) or 'none'}. Scholars in China on record on the revolt before "
            f"the essay: {len(views)}; {int((views['stance'] == 'supports').sum())} see reasons for caution."
        ),
        verdict=looking.by_rule(("partly", len(steps) > 0), otherwise="not testable"),
        tables=("events", "expert_views"),
        best_case_for="Scholars in Beijing and Shanghai spoke of a fragile rule and of more care.",
        best_case_against="Caution that leaves no trace cannot be told from no change at all.",
    )


@evidence("C36")
def no_limits(load) -> Evidence:
    """Supported if the text attaches the words to the partnership, partly if to friendship alone."""
    points = looking.joint_texts(load, "China and Russia")
    points = points[(points["doc_id"] == STATEMENT) & points["paraphrase"].str.contains("no limits")]
    text = " ".join(points["paraphrase"])
    words = [word for word in ("partnership", "friendship") if word in text.lower()]
    return Evidence(
        number=(
            f"Points of the text that have the words: {len(points) or 'none'}. They stand beside: "
            f"{', '.join(words) or 'neither word'}."
        ),
        verdict=looking.by_rule(
            ("supported", "partnership" in words), ("partly", "friendship" in words), otherwise="contradicted"
        ),
        tables=("documents", "document_points"),
    )


@evidence("C37")
def many_complaints(load) -> Evidence:
    """Supported from three points that name the United States, NATO or AUKUS, partly from one."""
    points = ties.critical_points(looking.verified(load("document_points")), STATEMENT)
    topics = points["topic"].nunique()
    return Evidence(
        number=(
            f"Points that name the United States, NATO or AUKUS: {len(points) or 'none'}, on {topics} topics."
        ),
        verdict=looking.by_rule(
            ("supported", len(points) >= 3), ("partly", len(points) > 0), otherwise="contradicted"
        ),
        tables=("document_points",),
    )


@evidence("C38")
def state_media_on_a_new_era(load) -> Evidence:
    """Supported by state media of that month, partly if only title or later media have it, else open."""
    documents = looking.verified(load("documents"))
    title = documents[(documents["doc_id"] == STATEMENT) & documents["title"].str.contains("New Era")]
    voices = looking.verified(load("perspectives"))
    media = voices[(voices["claim_id"] == "C38") & voices["position"].str.contains("State television")]
    then = media[media["source_url"].str.contains(r"2022-?/?02")]
    return Evidence(
        number=(
            f"Texts with the words in the title: {len(title) or 'none'}. Pieces of Chinese state media "
            f"read on this point: {len(media) or 'none'}, of them from February 2022: {len(then) or 'none'}."
        ),
        verdict=looking.by_rule(
            ("supported", len(then) > 0),
            ("not testable", len(title) + len(media) == 0),
            otherwise="partly",
        ),
        tables=("documents", "perspectives"),
    )


@evidence("C39")
def strength_before_the_attack(load) -> Evidence:
    """Contradicted if the text came after the attack; else not testable, for a date shows no intention."""
    documents = looking.verified(load("documents"))
    text = documents.loc[documents["doc_id"] == STATEMENT, "date"].min()
    attack = _events(load)
    attack = attack[attack["claim_ids"].str.contains("C39", na=False) & (attack["category"] == "war")]
    days = (attack["date"].min() - text).days
    points = looking.verified(load("document_points"))
    help_ = points[(points["doc_id"] == STATEMENT) & (points["topic"] == "nato")]
    return Evidence(
        number=(
            f"Days from the statement to the attack: {days}. Points of the text that take Moscow's side on "
            f"NATO: {len(help_)}."
        ),
        verdict=looking.by_rule(("contradicted", days <= 0), otherwise="not testable"),
        tables=("documents", "events", "document_points"),
        best_case_for="Moscow got, within weeks of the attack, a text against NATO's growth.",
        best_case_against="The date was set by the Games, and the text never names Ukraine.",
    )


@evidence("C40")
def what_xi_knew(load) -> Evidence:
    """Supported as long as no record of high confidence says what he knew; contradicted once one does."""
    reports = _bearing_on(load, "C40")
    firm = reports[reports["confidence"] == "high"]
    last = looking.day_in_words(reports["date"].max()) if len(reports) else "none"
    return Evidence(
        number=(
            f"Reports on what Beijing knew: {len(reports) or 'none'}, of them {len(firm) or 'none'} of high "
            f"confidence. Last one: {last}."
        ),
        verdict=looking.by_rule(("contradicted", len(firm) > 0), otherwise="supported"),
        tables=("events",),
        best_case_for="The only report does not say that the two leaders spoke of it.",
        best_case_against="A report that was denied is still a report, and it cites intelligence.",
    )


@evidence("C41")
def passed_the_test(load) -> Evidence:
    """Supported if no indicator fell from 2018-19 to 2022, partly if some rose, contradicted if none."""
    table = ties.before_and_after(ties.indicators(load, until=KNOWN), after=(KNOWN,))
    rose = int((table["change"] >= 0).sum())
    parts = "; ".join(
        f"{name} {row['before']:.4g} to {row['after']:.4g}" for name, row in table.round(1).iterrows()
    )
    return Evidence(
        number=(f"{rose} of {len(table)} indicators did not fall from 2018-19 (mean) to {KNOWN}: {parts}."),
        verdict=looking.by_rule(
            ("supported", rose == len(table)), ("contradicted", rose == 0), otherwise="partly"
        ),
        tables=("trade", "meetings", "exercises", "votes_yearly"),
        best_case_for="Nothing was broken off: trade doubled, drills went on, and Xi came to Moscow.",
        best_case_against="Putin himself spoke of Chinese questions, and at the UN the two part more often.",
    )


def _events(load) -> pd.DataFrame:
    return looking.verified(load("events"))


def _bearing_on(load, claim: str) -> pd.DataFrame:
    """Verified events up to the essay that were coded for a claim."""
    events = _events(load)
    return events[events["claim_ids"].str.contains(claim, na=False) & (events["date"] <= ESSAY)]


def _reported(load, exercise: str, what: str, side: str = "") -> pd.Series:
    rows = looking.verified(load("exercise_reports"))
    rows = rows[(rows["exercise"] == exercise) & (rows["what"] == what)]
    return (rows[rows["side"] == side] if side else rows)["value"]


def _list(numbers: pd.Series) -> str:
    return ", ".join(f"{number:,.0f}" for number in sorted(numbers))


def _coolest(load, who: str, issues) -> tuple[dict, int]:
    records = looking.verified(load("backing"))
    records = records[(records["who"] == who) & records["issue"].isin(issues)]
    if records.empty:
        return {}, 0
    table = ties.stances(records).loc[who]
    return table["coolest"].to_dict(), int(table["records"].sum())


def _ordinal(rank) -> str:
    return "no figure" if pd.isna(rank) else {1: "1st", 2: "2nd", 3: "3rd"}.get(int(rank), f"{int(rank)}th")
