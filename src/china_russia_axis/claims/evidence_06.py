"""Evidence of the claims judged in lesson 06: the other side, its measures, its words and its new ties."""

import pandas as pd

from china_russia_axis import blocs, security
from china_russia_axis.alignment import goods_trade
from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

ESSAY = pd.Timestamp("2023-08-31")
UPGRADE = pd.Timestamp("2019-06-05")
CRIMEA = pd.Timestamp("2014-03-18")
INVASION = pd.Timestamp("2022-02-24")
STATEMENT = pd.Timestamp("2022-02-04")
# Kyiv 2014 is the last change of power that C27 is about.
REVOLUTIONS_END = pd.Timestamp("2014-12-31")
VETOES = 5
ASIAN_GUESTS = {"JPN", "KOR", "AUS", "NZL"}


@evidence("C23")
def crimea_cost_ties_and_brought_sanctions(load) -> Evidence:
    """Supported with sanctions on Russia and a lost seat in 2014, partly with one of the two, else not."""
    events = looking.verified(load("events"))
    punished = events[(events["category"] == "sanctions") & events["actors"].str.contains("RUS")]
    in_2014 = punished[punished["date"].dt.year == 2014].sort_values("date")
    seats = looking.verified(load("membership"))
    lost = seats[(seats["iso3"] == "RUS") & (pd.to_datetime(seats["end_date"]).dt.year == 2014)]
    days = " and ".join(looking.day_in_words(day) for day in in_2014["date"])
    bodies = ", ".join(lost["organisation"]) or "none"
    return Evidence(
        number=(
            f"{looking.some(len(in_2014), 'round')} of Western sanctions on Russia in 2014 on our list "
            f"({days or 'no day'}), and {len(punished[punished['date'] < '2014-01-01']) or 'none'} on it in "
            f"the years before. Bodies in which Russia lost its seat that year: {bodies}."
        ),
        verdict=("contradicted", "partly", "supported")[(len(in_2014) > 0) + (len(lost) > 0)],
        tables=("events", "membership"),
    )


@evidence("C24")
def beijing_first_among_rivals(load) -> Evidence:
    """Supported if a text ranked China first before June 2019, partly if one did later, else contradicted."""
    events = looking.verified(load("events"))
    ranked = events[events["title"].str.contains("ranks China") & (events["date"] <= ESSAY)]["date"]
    texts = looking.verified(load("documents"))
    early = texts[(texts["body"] == "United States") & (texts["date"] < UPGRADE)]
    points = looking.verified(load("document_points"))
    points = points[points["doc_id"].isin(early["doc_id"])]
    alike = points[points["paraphrase"].str.contains("[Bb]oth powers|named together")]["doc_id"].nunique()
    when = looking.day_in_words(ranked.min()) if len(ranked) else "no day"
    return Evidence(
        number=(
            f"First text on record that gives China the single first place: {when}. American strategies from "
            f"before the upgrade of June 2019 that were read: {len(early)}; {alike} of them put China and "
            "Russia side by side."
        ),
        verdict=looking.by_rule(
            ("contradicted", ranked.empty), ("supported", (ranked < UPGRADE).any()), otherwise="partly"
        ),
        tables=("events", "documents", "document_points"),
    )


@evidence("C25")
def forces_toward_the_pacific(load) -> Evidence:
    """Counts of ships by year that grow: supported. Announcements alone: partly. Neither: not testable."""
    steps = looking.verified(load("pacific_steps"))
    steps = steps[steps["date"] < "2021-01-01"]
    counted = steps[(steps["kind"] == "counted") & steps["value"].notna()].sort_values("date")["value"]
    goals = steps[steps["kind"] == "announced"]
    events = looking.verified(load("events"))
    announced = events[events["claim_ids"].fillna("").str.contains("C25")]
    stated = steps[(steps["kind"] == "stated") & steps["value"].notna()]["value"]
    start = f"about {stated.iloc[0]:.0f} per cent" if len(stated) else "a share not on record"
    aim = f"{goals['value'].iloc[0]:.0f} per cent" if len(goals) else "no goal on record"
    return Evidence(
        number=(
            f"Announcements on record: {len(announced)} events. The share of ships in the Pacific was put at "
            f"{start} in 2012 and the goal for 2020 at {aim}. Counts by year that would show what moved: "
            f"{len(counted)}."
        ),
        verdict=looking.by_rule(
            ("supported", len(counted) > 1 and counted.iloc[-1] > counted.iloc[0]),
            ("partly", len(announced) + len(goals) > 0),
            otherwise="not testable",
        ),
        tables=("pacific_steps", "events"),
    )


@evidence("C26")
def a_trade_war_on_companies(load) -> Evidence:
    """Supported if the first measure hit a company, partly if goods came first, else contradicted."""
    events = looking.verified(load("events"))
    measures = events[events["claim_ids"].fillna("").str.split(";").map(lambda ids: "C26" in ids)]
    measures = measures.sort_values("date")
    goods = measures["title"].str.contains("goods|tariff", case=False)
    firms = measures[~goods]
    listing = "; ".join(f"{looking.day_in_words(row.date)}, {row.title}" for row in measures.itertuples())
    return Evidence(
        number=f"Measures on our list, {len(measures)} in all, in order: {listing or 'none'}.",
        verdict=looking.by_rule(
            ("contradicted", firms.empty), ("supported", not goods.iloc[:1].any()), otherwise="partly"
        ),
        tables=("events",),
    )


@evidence("C27")
def western_hands_in_colour_revolutions(load) -> Evidence:
    """Two signs: texts of both bodies up to 2014, and later words on their own ground. Both, one, none."""
    texts = security.against_colour_revolutions(load("documents"), load("document_points"), ESSAY)
    early = texts[texts["date"] <= REVOLUTIONS_END]
    suspicion = early["body"].nunique() >= 2
    at_home = texts[texts["paraphrase"].str.contains("their borders|[Pp]olice")]
    named = texts[texts["paraphrase"].str.contains("[Cc]olour revolution")]
    since = f", since {named['date'].min().year}" if len(named) else ""
    return Evidence(
        number=(
            f"{len(texts)} texts before the essay speak against a change of power backed from outside, "
            f"{len(early)} of them by 2014. {len(named)} use the term colour revolution{since}; "
            f"{len(at_home)} speak of their own borders or police."
        ),
        verdict=("contradicted", "partly", "supported")[suspicion + (len(at_home) > 0)],
        tables=("documents", "document_points"),
        best_case_for="The first texts came within months of Kyrgyzstan, a neighbour and member of the SCO.",
        best_case_against="To forbid interference is also an old rule, useful whatever one fears at home.",
    )


@evidence("C42")
def the_reaction_drove_them_together(load) -> Evidence:
    """Nearer afterwards and not before: supported; nearer, but it began before: partly; else contradicted."""
    views = security.views_of_the_other(load("documents"), load("document_points"), ESSAY)
    joint = views[views["direction"] == "China and Russia on the West"]
    strong = joint[joint["level"] == 2]
    before, after = strong[strong["date"] < INVASION], strong[strong["date"] >= INVASION]
    trade = goods_trade(load("trade"))
    growth = 100 * (trade[2022] / trade[2021] - 1)
    earlier = 100 * (trade[2021] / trade[2020] - 1)
    nearer = growth > 0 or len(after) > 0
    first = looking.day_in_words(before["date"].min()) if len(before) else "no day"
    return Evidence(
        number=(
            f"Joint texts that name the West in criticism: {len(before)} before the invasion (first "
            f"{first}), {len(after)} after it and before the essay. Trade in dollars grew {growth:.0f} per "
            f"cent in 2022, after {earlier:.0f} per cent in 2021."
        ),
        verdict=looking.by_rule(
            ("contradicted", not nearer), ("supported", before.empty and growth > earlier), otherwise="partly"
        ),
        tables=("documents", "document_points", "trade"),
        best_case_for="The text of 2023 goes further: it names Washington, and NATO's ties in Asia.",
        best_case_against="Words and trade were on their way before anybody had reacted to the invasion.",
    )


@evidence("C43")
def legitimate_worries_and_a_way_out(load) -> Evidence:
    """Backing of Moscow's demand and a step before the war: supported; a later one: partly; else no."""
    points = looking.joint_texts(load, "China and Russia")
    points = points[points["date"].between(STATEMENT, ESSAY)]
    backing = points[points["paraphrase"].str.contains("supports Russia's demand")]
    texts = looking.verified(load("documents"))
    papers = texts[(texts["body"] == "China") & (texts["kind"] == "position paper")]
    papers = papers[papers["date"].between(STATEMENT, ESSAY)].sort_values("date")
    early = papers[papers["date"] < INVASION]
    months = (papers["date"].iloc[0] - INVASION).days / 30.44 if len(papers) else float("nan")
    when = f"the first {months:.0f} months after the invasion began" if months > 0 else "none after it"
    return Evidence(
        number=(
            f"Points in which China backs Russia's demand for guarantees: {len(backing)}. Chinese papers on "
            f"ending the war: {len(papers)}, {when}; before it: {len(early) or 'none'} on our list."
        ),
        verdict=looking.by_rule(
            ("contradicted", backing.empty), ("supported", len(early) > 0), otherwise="partly"
        ),
        tables=("documents", "document_points"),
        best_case_for="The paper of 2023 asks for a ceasefire and talks, and Kyiv called it important.",
        best_case_against="It came a year late and asks for no withdrawal; no step to prevent war is listed.",
    )


@evidence("C44")
def weapons_and_sanctions_without_precedent(load) -> Evidence:
    """Arms from both sides of the Atlantic, and more sanctions than on Iran: both, one or none."""
    arms = security.aid(load("ukraine_aid"), "allocations", "military").dropna()
    given = bool(len(arms)) and bool((arms.iloc[0] > 0).all()) and arms.shape[1] == 2
    counts = load("sanctions_counts").sort_values("as_of")
    first, latest = counts.iloc[0], counts[counts["as_of"] <= ESSAY].iloc[-1]
    most = latest["sanctions_on_russia"] > latest["sanctions_on_iran"]
    said = (
        f"Military aid allocated by {looking.day_in_words(arms.index[0])}: "
        + ", ".join(f"{name} {value:.1f} billion euros" for name, value in arms.iloc[0].items())
        if len(arms)
        else "No military aid on record: 0"
    )
    return Evidence(
        number=(
            f"{said}. Sanctions on Russia: {first['sanctions_on_russia']:,} on "
            f"{looking.day_in_words(first['as_of'])}, {latest['sanctions_on_russia']:,} on "
            f"{looking.day_in_words(latest['as_of'])}, beside {latest['sanctions_on_iran']:,} on Iran, the "
            "other state in the table."
        ),
        verdict=("contradicted", "partly", "supported")[given + bool(most)],
        tables=("ukraine_aid", "sanctions_counts"),
    )


@evidence("C45")
def as_unbending_over_taiwan(load) -> Evidence:
    """What Beijing says: the likeness (supported), its denial alone (not testable), nothing: not testable."""
    said = looking.verified(load("perspectives"))
    said = said[said["claim_id"] == "C45"]
    beijing = said[said["capital"] == "Beijing"]
    denied = beijing["position"].str.contains("cannot be compared|not alike")
    others = sorted(said[said["capital"] != "Beijing"]["capital"])
    return Evidence(
        number=(
            f"Chinese statements found on Ukraine and Taiwan: {len(beijing)}; denials among them "
            f"that the two are alike: {int(denied.sum())}. Others who draw the parallel: {len(others)} "
            f"({', '.join(others) or 'nobody'})."
        ),
        verdict=looking.by_rule(("supported", bool((~denied).any())), otherwise="not testable"),
        tables=("perspectives",),
        best_case_for="Tokyo and Taipei link the two cases aloud, so Beijing has reason to prepare for it.",
        best_case_against="Beijing rejects the comparison, and a fear that nobody voices leaves no record.",
    )


@evidence("C46")
def threat_makes_both_sides_close_ranks(load) -> Evidence:
    """Both sides gain ties and speak of threat: partly while one denies a target, else supported."""
    ties = security.new_ties(load, "2021-01-01", ESSAY)["side"].value_counts()
    west, pair = (int(ties.get(side, 0)) for side in ("Washington and allies", "China and Russia"))
    views = security.views_of_the_other(load("documents"), load("document_points"), ESSAY)
    strong = views[(views["level"] == 2) & (views["date"] >= "2021-01-01")]
    facing = strong["direction"].nunique()
    joint = looking.joint_texts(load, "China and Russia")
    joint = joint[joint["date"].between("2021-01-01", ESSAY)]
    denies = joint[(joint["topic"] == "third parties") & (joint["stance"] == "supports")]
    both = west > 0 and pair > 0 and facing == len(security.SPEAKERS)
    return Evidence(
        number=(
            f"From January 2021 to the essay: {west} new members and agreements on the side of Washington "
            f"and {pair} on that of China and Russia. {len(strong)} readings of texts call the other a "
            f"threat or criticise it by name; {denies['doc_id'].nunique()} joint texts of the two say "
            "that they are aimed at nobody."
        ),
        verdict=looking.by_rule(
            ("contradicted", not both), ("partly", len(denies) > 0), otherwise="supported"
        ),
        tables=("nato_members", "security_arrangements", "pacific_steps", "documents", "document_points"),
    )


@evidence("C47")
def nato_larger_and_livelier(load) -> Evidence:
    """New members by the essay, and a larger share of output in most members listed: both, one, none."""
    nato, money = load("nato_members"), load("military_expenditure")
    before, after = (len(security.members(nato, day)) for day in (INVASION, ESSAY))
    listed = [one for one in security.members(nato, INVASION) if one in set(money["iso3"])]
    share = security.spending(money, listed)
    up = {year: int((share.loc[year] > share.loc[2021]).sum()) for year in (2022, 2024)}
    return Evidence(
        number=(
            f"Members: {before} when the invasion began, {after} at the essay, "
            f"{len(security.members(nato, '2025-12-31'))} now. Of {len(listed)} members in the spending "
            f"table {up[2022]} gave a larger share of output in 2022 than in 2021, and {up[2024]} in 2024."
        ),
        verdict=("contradicted", "partly", "supported")[(after > before) + (2 * up[2024] > len(listed))],
        tables=("nato_members", "military_expenditure"),
    )


@evidence("C48")
def nato_looks_to_the_pacific(load) -> Evidence:
    """Two signs: summit texts since 2019 all speak of China; Asian guests at two summits. Both, one, none."""
    views = security.views_of_the_other(load("documents"), load("document_points"), ESSAY)
    texts = looking.verified(load("documents"))
    nato = texts[(texts["body"] == "NATO") & (texts["date"] <= ESSAY)]
    about = views[views["doc_id"].isin(nato["doc_id"]) & (views["direction"].str.endswith("on China"))]
    levels = list(about.sort_values("date")["level"])
    points = looking.verified(load("document_points"))
    guests = points[points["doc_id"].isin(nato["doc_id"]) & points["paraphrase"].str.contains("Japan, New")]
    events = looking.verified(load("events"))
    events = events[events["date"] <= ESSAY]
    invited = [set(actors.split(";")) >= ASIAN_GUESTS for actors in events["actors"]]
    summits = int(sum(invited)) + guests["doc_id"].nunique()
    speaks = len(levels) > 1 and len(levels) == len(nato) and levels[-1] > levels[0]
    return Evidence(
        number=(
            f"{len(levels)} of {len(nato)} NATO texts from 2019 to the essay speak of China, "
            f"{levels.count(2)} as a challenge. Summits with the leaders of Japan, South Korea, Australia "
            f"and New Zealand as guests: {summits}."
        ),
        verdict=("contradicted", "partly", "supported")[speaks + (summits > 1)],
        tables=("documents", "document_points", "events"),
    )


@evidence("C49")
def old_and_new_arrangements_in_asia(load) -> Evidence:
    """Kinds (two, three, few parties) with a step from March 2021 to the essay: three, some, none."""
    since = pd.Timestamp("2021-03-01")
    arrangements = looking.verified(load("security_arrangements"))
    arrangements = arrangements[arrangements["date_verified"] & (arrangements["side"] == "USA bloc")]
    three = arrangements[arrangements["date"].between(since, ESSAY)]
    steps = looking.verified(load("pacific_steps"))
    two = steps[(steps["kind"] == "two-party agreement") & steps["date"].between(since, ESSAY)]
    texts = looking.verified(load("documents"))
    few = texts[(texts["body"] == "Quad") & texts["date"].between(since, ESSAY)]
    counts = {"two": len(two), "three": len(three), "four": len(few)}
    kinds = sum(count > 0 for count in counts.values())
    names = ", ".join(three.sort_values("date")["arrangement"])
    return Evidence(
        number=(
            f"Steps from March 2021 to the essay on our lists: {counts['two']} with one other state, "
            f"{counts['three']} of three ({names or 'none'}), {counts['four']} text of the Quad's four."
        ),
        verdict=looking.by_rule(("contradicted", kinds == 0), ("supported", kinds == 3), otherwise="partly"),
        tables=("security_arrangements", "pacific_steps", "documents"),
    )


@evidence("C50")
def lessons_of_sanctions_for_china(load) -> Evidence:
    """A G7 text that aims its tools at China by name: supported; tools without a name: partly; none: open."""
    points = looking.joint_texts(load, "G7")
    points = points[points["date"] <= ESSAY]
    tools = points[points["topic"] == "sanctions"]
    unnamed = tools["paraphrase"].str.contains("names no country")
    said = looking.verified(load("perspectives"))
    lesson = said[(said["claim_id"] == "C50") & said["position"].str.contains("wrong thing")]
    return Evidence(
        number=(
            f"G7 texts read up to the essay: {points['doc_id'].nunique()}, with {len(tools)} point on tools "
            f"against coercion, {int(unnamed.sum())} of them without the name of a country. Statements of a "
            f"host that draw a lesson from Russia for others: {len(lesson)}."
        ),
        verdict=looking.by_rule(
            ("not testable", tools.empty), ("supported", bool((~unnamed).any())), otherwise="partly"
        ),
        tables=("documents", "document_points", "perspectives"),
        best_case_for="A platform against coercion in the year after the sanctions on Russia says enough.",
        best_case_against="The same text wants stable ties with China, and no plan has been published.",
    )


@evidence("C54")
def the_twenty_as_a_key_place(load) -> Evidence:
    """Signs: meetings there, both at the next summit, more weight than in the Council. All, some, none."""
    meetings = looking.verified(load("meetings"))
    met = meetings[(meetings["occasion"] == "G20") & (pd.to_datetime(meetings["date"]) <= ESSAY)]
    events = looking.verified(load("events"))
    missed = events[events["title"].str.contains("both miss the G20") & (events["date"] > ESSAY)]
    group = blocs.members(load("membership"), ESSAY, "G20")
    weight = blocs.within(load("country_panel"), group, 2022, "market")[["CHN", "RUS"]].sum()
    council = 100 * 2 / VETOES
    signs = (len(met) > 1) + missed.empty + (weight > council)
    return Evidence(
        number=(
            f"{signs} of 3 signs. The two leaders met at {len(met)} summits of the G20 on our list, the last "
            f"in {pd.to_datetime(met['date']).max().year if len(met) else 'no year'}. Both stayed away from "
            f"the next after the essay: {'no' if missed.empty else 'yes'}. Their share of the output of the "
            f"{len(group)} states was {weight:.0f} per cent in 2022, of the vetoes in the Security Council "
            f"{council:.0f}."
        ),
        verdict=("contradicted", "partly", "partly", "supported")[signs],
        tables=("meetings", "events", "membership", "country_panel"),
        best_case_for="In the Assembly they are two of some 190; in the G20 a quarter of the output.",
        best_case_against="Beijing itself wants the G20 for the economy, and not for security.",
    )
