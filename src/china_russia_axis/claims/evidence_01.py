"""Evidence of the claims judged in lesson 01: how China and Russia came closer, 1989 to 2012."""

import pandas as pd

from china_russia_axis import alignment, history
from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

# The Cold War has no agreed last day; the latest one in use is the end of the Soviet Union.
END_OF_SOVIET_UNION = "E006"
XI_BECAME_LEADER = pd.Timestamp("2012-11-15")
MAIN_SOURCE, BEFORE_XI = 50.0, "2012-01/2012-07"
PAIR = {"CHN", "RUS"}
# What the founding texts of both bodies say they are for, by the topic under which a point was coded.
WORLD_ORDER = "multipolarity"
PRACTICAL = r"terror|trust|confidence|development|growth"


@evidence("C10")
def after_the_cold_war(load) -> Evidence:
    """Supported if no step came before the Soviet Union ended, partly if some, contradicted if all did."""
    events = looking.verified(load("events"))
    end = events.loc[events["event_id"] == END_OF_SOVIET_UNION, "date"].min()
    steps = history.between_them(history.chronology(events, last=2012, direction="closer"))
    before, after = steps[steps["date"] < end], steps[steps["date"] >= end]
    first = steps.iloc[0]
    return Evidence(
        number=(
            f"The first step on record is of {history.when(first['date'], first['date_precision'])}, "
            f"{(end - first['date']).days / 30.44:.0f} months before the Soviet Union ended. Steps closer "
            f"before that day: {len(before)}; after it, to 2012: {len(after)}."
        ),
        verdict=looking.by_rule(
            ("supported", before.empty), ("contradicted", after.empty), otherwise="partly"
        ),
        tables=("events",),
    )


@evidence("C11")
def russia_had_lost_weight(load) -> Evidence:
    """A motive cannot be measured, its background can.

    Output and military spending both shrank beside China's, and a joint text asks for another order:
    partly. Only some of the three: not testable. Neither loss: contradicted.
    """
    output = history.compared(load("country_panel"))["market"].loc[1992:1999]
    money = history.military_compared(load("military_expenditure")).loc[1992:1999]
    losses = sum(bool(series.iloc[-1] < series.iloc[0]) for series in (output, money))
    texts = looking.joint_texts(load, "China and Russia")
    texts = texts[(texts["date"].dt.year <= 1999) & (texts["topic"] == "multipolarity")]
    asked = texts.loc[texts["stance"] == "supports", "doc_id"].nunique()
    return Evidence(
        number=(
            f"Russia in per cent of China, 1992 and 1999: output at market rates {output.iloc[0]:.0f} and "
            f"{output.iloc[-1]:.0f}, military spending {money.iloc[0]:.0f} and {money.iloc[-1]:.0f}. Joint "
            f"texts of those years that ask for a world with several centres: {asked}."
        ),
        verdict=looking.by_rule(
            ("contradicted", losses == 0), ("partly", losses == 2 and asked > 0), otherwise="not testable"
        ),
        tables=("country_panel", "military_expenditure", "documents", "document_points"),
        best_case_for="The loss was steep, and Yeltsin himself complained of illusions about equal ties.",
        best_case_against="The thaw was begun by a superpower, before anything had been lost.",
    )


@evidence("C12")
def china_was_under_sanctions(load) -> Evidence:
    """A motive cannot be measured, the order of dates can.

    No sanctions: contradicted. Sanctions after the first step closer: partly. Sanctions before every
    step: supported, as far as dates can show.
    """
    measures = looking.verified(load("sanctions_1989"))
    steps = history.between_them(history.chronology(load("events"), last=2012, direction="closer"))
    if measures.empty:
        return Evidence("0 measures on record.", "contradicted", ("sanctions_1989", "events"))
    known = measures[measures["start_precision"] == "day"]
    first_step, first_measure = steps["date"].min(), known["start_date"].min()
    over = measures[measures["end_date"] <= pd.Timestamp("1990-12-31")]
    gap = (first_measure - first_step).days
    order = f"{gap} days before" if gap > 0 else f"{-gap} days after"
    stayed = " and ".join(sorted(set(measures["kind"]) - set(over["kind"]))) or "nothing"
    return Evidence(
        number=(
            f"{len(measures)} measures on record; {len(over)} of them had ended by December 1990, and what "
            f"stayed was about {stayed}. The first step towards Moscow came {order} the first measure."
        ),
        verdict=looking.by_rule(("partly", gap > 0), otherwise="supported"),
        tables=("sanctions_1989", "events"),
        best_case_for="The bans that lasted were those on arms, and arms are what Moscow then sold.",
        best_case_against="The summit came first, most measures ended soon, and Deng denied isolation.",
    )


@evidence("C13")
def upgraded_step_by_step(load) -> Evidence:
    """Supported if texts named the tie anew in both decades, partly if in one, contradicted if in none."""
    ties = history.names_of_the_tie(load("treaties"), 1990, 2009)
    decades = ties["date"].dt.year // 10 * 10
    counts = {decade: int((decades == decade).sum()) for decade in (1990, 2000)}
    named = ", ".join(f"{row.date:%Y}" for row in ties.itertuples()) or "none"
    return Evidence(
        number=(
            f"Texts that gave the tie a new name: {counts[1990]} in the 1990s and {counts[2000]} in the "
            f"2000s ({named})."
        ),
        verdict=("contradicted", "partly", "supported")[sum(count > 0 for count in counts.values())],
        tables=("treaties",),
    )


@evidence("C14")
def borders_settled(load) -> Evidence:
    """Supported if nothing was open at the end of 2009, partly if less than in 1990, else contradicted."""
    borders = looking.verified(load("border_agreements"))
    then, at_end = (history.open_sections(borders, day) for day in ("1990-12-31", "2009-12-31"))
    agreements = borders[borders["step"].str.contains("agreement")]
    days = ", ".join(
        f"{row.date:%Y}{' (by the Soviet Union)' if row.signed_for_moscow == 'SUN' else ''}"
        for row in agreements.itertuples()
    )
    return Evidence(
        number=(
            f"Sections without an agreement: {len(then)} at the end of 1990, {len(at_end)} at the end of "
            f"2009. Agreements: {days or 'none'}; {borders['area_km2'].sum():.0f} square kilometres were "
            "handed over in the end."
        ),
        verdict=looking.by_rule(
            ("supported", not at_end), ("partly", len(at_end) < len(then)), otherwise="contradicted"
        ),
        tables=("border_agreements",),
    )


@evidence("C15")
def main_source_of_arms(load) -> Evidence:
    """Two halves: over half of China's arms in every period to 2009, and more a year than in 1992-94."""
    periods = history.arms_in_periods(load("arms_yearly"))
    shares, volume = periods["share_pct"], periods["from_russia"]
    main = bool((shares.loc[:"2005-2009"] > MAIN_SOURCE).all())
    grew = bool(volume["2005-2009"] > volume["1992-1994"])
    parts = "; ".join(
        f"{period} {share:.0f} per cent of {whole:.0f}"
        for period, share, whole in zip(periods.index, shares, periods["all"], strict=True)
    )
    return Evidence(
        number=f"Russia's share of arms delivered to China, and the volume a year in million TIV: {parts}.",
        verdict=("contradicted", "partly", "supported")[main + grew],
        tables=("arms_yearly",),
    )


@evidence("C16")
def largest_trading_partner(load) -> Evidence:
    """Partly if China was ahead of every state but not of the Union as one; both: supported; neither: not."""
    values = history.partners(load("partner_rankings"), "RUS", BEFORE_XI)
    second = values.drop("CHN").idxmax()
    lead = history.lead(values, "CHN", second)
    union, china = (
        history.published_share(load("partner_shares"), "RUS", code, BEFORE_XI) for code in ("EUU", "CHN")
    )
    names = load("partner_rankings").set_index("partner_iso3")["partner"]
    return Evidence(
        number=(
            f"January to July 2012, Russian customs: China {values['CHN']:.1f} billion dollars, "
            f"{lead:+.1f} per cent against {names[second].iloc[0]}. Counted as one, the European Union had "
            f"{union:.0f} per cent of Russia's trade and China {china:.1f}."
        ),
        verdict=looking.by_rule(
            ("contradicted", lead <= 0), ("supported", china > union), otherwise="partly"
        ),
        tables=("partner_rankings", "partner_shares"),
    )


@evidence("C17")
def exercised_regularly(load) -> Evidence:
    """Regular: never more than two years between exercises up to Xi. Some exercises: partly. None: no."""
    exercises = looking.verified(load("exercises"))
    by_year = history.exercises_by_year(exercises[exercises["start_date"] < XI_BECAME_LEADER])
    total, alone = int(by_year.sum().sum()), int(by_year["the two alone"].sum())
    gap = history.longest_gap(by_year)
    return Evidence(
        number=(
            f"{total} joint exercises are listed from 2003 to November 2012, {alone} of them by the two "
            f"alone; the longest wait from one year with an exercise to the next was {gap} years."
        ),
        verdict=looking.by_rule(
            ("contradicted", total == 0), ("supported", gap <= 2 and total > 2), otherwise="partly"
        ),
        tables=("exercises",),
    )


@evidence("C18")
def spoke_up_for_each_other(load) -> Evidence:
    """Supported if most of their vetoes were joint and no refusal is on record, partly if some were."""
    counts = alignment.veto_counts(load("vetoes"), "1991-01-01", XI_BECAME_LEADER)["vetoes"]
    together = int(counts["China and Russia"])
    alone = int(counts["Russia alone"] + counts["China alone"])
    refusals = history.about(load("events"), "C18")
    refusals = refusals[(refusals["direction"] == "apart") & (refusals["date"] < XI_BECAME_LEADER)]
    told = "; ".join(f"{row.title} ({row.date:%Y})" for row in refusals.itertuples()) or "none"
    return Evidence(
        number=(
            f"Vetoes from 1991 to November 2012: {together} together, {alone} by one of the two without "
            f"the other. Refusals on record: {told}."
        ),
        verdict=looking.by_rule(
            ("contradicted", together == 0),
            ("supported", together > alone and refusals.empty),
            otherwise="partly",
        ),
        tables=("vetoes", "events"),
        best_case_for="Every Chinese veto from 2007 to 2012 was cast together with Russia.",
        best_case_against="From 1990 to 2006 they never vetoed together, and over Georgia China held back.",
    )


@evidence("C19")
def the_two_created_the_sco(load) -> Evidence:
    """Supported if the two alone were the first members, partly if among others, contradicted if not both."""
    membership = load("membership")
    day, first = history.founders(membership, "SCO")
    others = sorted(set(first) - PAIR)
    names = membership.drop_duplicates("iso3").set_index("iso3")["country"]
    roots_day, roots = history.founders(membership, "Shanghai Five")
    return Evidence(
        number=(
            f"{len(first)} members on the first day, {looking.day_in_words(day)}: the two and "
            f"{', '.join(names[code] for code in others) or 'nobody else'}. Its forerunner of "
            f"{looking.day_in_words(roots_day)} had {len(roots)}."
        ),
        verdict=looking.by_rule(
            ("contradicted", not set(first) >= PAIR), ("partly", bool(others)), otherwise="supported"
        ),
        tables=("membership",),
    )


@evidence("C21")
def founded_for_closer_work(load) -> Evidence:
    """Founding texts speak of practical work only: supported; also of world order: partly; only that: no."""
    points = pd.concat([looking.joint_texts(load, body) for body in ("SCO", "BRICS")])
    points = points[points["doc_id"].isin(["SCO2001", "SCO2002C", "SCO2002D", "BR2008", "BR2009"])]
    practical = points[points["paraphrase"].str.contains(PRACTICAL, case=False)]
    order = points[(points["topic"] == WORLD_ORDER) & (points["stance"] == "supports")]
    texts = points["doc_id"].nunique()
    return Evidence(
        number=(
            f"Of {texts} founding texts, {practical['doc_id'].nunique()} name trust, security or growth "
            f"as a purpose, and {order['doc_id'].nunique()} back another order of the world."
        ),
        verdict=looking.by_rule(
            ("contradicted", practical.empty), ("partly", not order.empty), otherwise="supported"
        ),
        tables=("documents", "document_points"),
        best_case_for="The texts begin with borders, terrorism and growth, and name no opponent.",
        best_case_against="Both bodies asked for another world order from their first texts on.",
    )
