"""Evidence of the claims judged in lesson 03: votes, vetoes, shared views and mutual wariness."""

import pandas as pd

from china_russia_axis import alignment, blocs
from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

ESSAY = pd.Timestamp("2023-08-31")
# The first joint veto of the table opens the years that the essay's sentence is about.
SINCE = "2007-01-01"
XI_BECAME_LEADER = pd.Timestamp("2012-11-15")
PAIR = {"CHN", "RUS"}
# Votes of members: five years before the first joint veto ended, and the last five known to the essay.
EARLY, LATE = range(2003, 2008), range(2018, 2023)
# A text that criticises a third party, by the topic under which it was coded.
AGAINST_OTHERS = ("nato", "third parties")
# The last period of issue votes that has as many roll calls an issue as the first.
FIRST_PERIOD, LAST_PERIOD = "1991-1999", "2014-2021"


@evidence("C07")
def push_together_for_a_new_balance(load) -> Evidence:
    """Three signs: joint texts, growth of both bodies, members' votes nearer the pair. All: supported."""
    texts = _joint_texts(load)
    texts = texts[(texts["topic"] == "multipolarity") & (texts["stance"] == "supports")]
    count = texts["doc_id"].nunique()
    sizes = {name: _first_and_last_size(load, name) for name in ("SCO", "BRICS")}
    grown = all(last > first for first, last in sizes.values())
    moved = {name: _members_votes(load, code) for name, code in {"China": "CHN", "Russia": "RUS"}.items()}
    nearer = all(late > early for early, late in moved.values())
    signs = (count > 0) + grown + nearer
    grew = "; ".join(f"{name} {first} to {last} members" for name, (first, last) in sizes.items())
    voted = "; ".join(
        f"with {name} {early:.0f} to {late:.0f} per cent" for name, (early, late) in moved.items()
    )
    return Evidence(
        number=(
            f"{signs} of 3 signs. Joint texts before the essay for a world with several centres: {count}. "
            f"From the first summit to August 2023: {grew}. Identical votes of the other members, mean of "
            f"{EARLY[0]}-{EARLY[-1]} against {LATE[0]}-{LATE[-1]}: {voted}."
        ),
        verdict=("contradicted", "partly", "partly", "supported")[signs],
        tables=("documents", "document_points", "membership", "votes_yearly"),
        best_case_for="The texts ask for it since 1997, and both bodies had grown and had more applicants.",
        best_case_against="More members are not more followers: they vote with the pair less often.",
    )


@evidence("C51")
def coordinate_against_washington(load) -> Evidence:
    """Supported if China joined more than half of Russia's vetoes from 2007 to the essay, partly if some."""
    counts = _vetoes_up_to_the_essay(load)
    together, alone = counts["China and Russia"], counts["Russia alone"]
    china = counts["China alone"]
    votes = load("votes_yearly")
    agreement = {name: _last_known(alignment.identical(votes, name, "USA")) for name in ("CHN", "RUS")}
    return Evidence(
        number=(
            f"From 2007 to the essay China joined {together} of Russia's {together + alone} vetoes and cast "
            f"{china or 'none'} without Russia. In 2022 the identical votes with the United States came to "
            f"{agreement['CHN']:.0f} per cent for China and {agreement['RUS']:.0f} for Russia."
        ),
        verdict=looking.by_rule(
            ("contradicted", together == 0), ("supported", together > alone), otherwise="partly"
        ),
        tables=("vetoes", "votes_yearly"),
        best_case_for="In those years China never vetoed without Russia: no habit that grows by itself.",
        best_case_against="Russia vetoed alone more often than with China, and always alone on Ukraine.",
    )


@evidence("C52")
def vetoes_paralyse_the_council(load) -> Evidence:
    """Supported if the two together cast most vetoes from 2007 on, partly if either had a hand in most."""
    counts = _vetoes_up_to_the_essay(load)
    total = int(counts.sum())
    either = total - counts["United States alone"]
    together = counts["China and Russia"]
    years = (ESSAY - pd.Timestamp(SINCE)).days / 365.25
    return Evidence(
        number=(
            f"From 2007 to the essay {total} texts failed by a veto, {total / years:.1f} a year: {together} "
            f"by both, {counts['Russia alone']} by Russia alone, {counts['China alone'] or 'none'} by China "
            f"alone, {counts['United States alone']} by the United States alone."
        ),
        verdict=looking.by_rule(
            ("supported", together > total / 2), ("partly", either > total / 2), otherwise="contradicted"
        ),
        tables=("vetoes",),
    )


@evidence("C53")
def other_bodies_are_arenas(load) -> Evidence:
    """Both agree less with Washington on human rights than in the 1990s: supported; one: partly; else no."""
    table = load("votes_by_issue")
    change = {}
    for name, code in {"China": "CHN", "Russia": "RUS"}.items():
        shares = alignment.by_issue(table, code, "USA").loc["human rights"]
        change[name] = (shares[FIRST_PERIOD], shares[LAST_PERIOD])
    falls = sum(late < early for early, late in change.values())
    parts = "; ".join(f"{name} {early:.0f} to {late:.0f}" for name, (early, late) in change.items())
    votes = load("ukraine_votes").query("resolution == 'ES-11/3' and iso3 in ['CHN', 'RUS', 'USA']")
    council = ", ".join(f"{row.country} {row.vote}" for row in votes.itertuples())
    return Evidence(
        number=(
            f"Identical votes with the United States on human rights, per cent, {FIRST_PERIOD} against "
            f"{LAST_PERIOD}: {parts}. A case before the essay, the vote of 7 April 2022 to suspend Russia "
            f"from the Human Rights Council: {council}."
        ),
        verdict=("contradicted", "partly", "supported")[falls],
        tables=("votes_by_issue", "ukraine_votes"),
        best_case_for="The vote on Russia's seat in the Human Rights Council split the Assembly in two.",
        best_case_against="China and the United States agreed even less in the 1990s: the arena is old.",
    )


@evidence("C72")
def same_view_of_a_hostile_west(load) -> Evidence:
    """Share of joint texts from 2012 to the essay that criticise a third party: all, some, none."""
    texts = _joint_texts(load)
    texts = texts[texts["date"] >= XI_BECAME_LEADER]
    critical = texts[texts["topic"].isin(AGAINST_OTHERS) & (texts["stance"] == "opposes")]
    total, count = texts["doc_id"].nunique(), critical["doc_id"].nunique()
    last = critical["date"].max()
    latest = critical[critical["date"] == last]["topic"].size
    return Evidence(
        number=(
            f"{count} of {total} joint texts of the two from November 2012 to the essay criticise NATO or "
            f"another third party in the parts that were read; the last, of {looking.day_in_words(last)}, "
            f"in {latest} places."
            if count
            else f"None of {total} joint texts criticises a third party in the parts that were read: 0."
        ),
        verdict=("contradicted" if not count else "supported" if count == total else "partly"),
        tables=("documents", "document_points"),
        best_case_for="The texts grew sharper: no names in 2016, NATO in 2022, Washington too in 2023.",
        best_case_against="A negotiated text shows what both can sign, not what either leader thinks.",
    )


@evidence("C73")
def wary_of_each_other(load) -> Evidence:
    """Two signs, distance in acts over Ukraine and publics that dislike the other: both, one or neither."""
    vetoes = alignment.joined(load("vetoes"))
    vetoes = vetoes[(vetoes["date"] <= ESSAY) & (vetoes["topic"] == "Ukraine")]
    alone = int((vetoes["group"] == "Russia alone").sum())
    joint = int((vetoes["group"] == "China and Russia").sum())
    same, texts = alignment.same_on_ukraine(load("ukraine_votes"), "CHN", "RUS", "2014-01-01", ESSAY)
    acts = alone > joint and 2 * same < texts
    russians, chinese = _good_opinion(load, "RUS", "CHN"), _good_opinion(load, "CHN", "RUS")
    publics = russians < 50 and chinese < 50
    return Evidence(
        number=(
            f"On Ukraine, up to the essay: {alone} vetoes by Russia alone and {joint or 'none'} with China; "
            f"identical votes on {same} of {texts} texts of the Assembly. Latest polls before the essay: "
            f"{russians:.0f} per cent of Russians thought well of China, {chinese:.0f} per cent of Chinese "
            "of Russia."
        ),
        verdict=("contradicted", "partly", "supported")[acts + publics],
        tables=("vetoes", "ukraine_votes", "polls"),
        best_case_for="China kept its distance from the war: no veto, and few votes beside Moscow.",
        best_case_against="The publics like each other, and no leader voices distrust in our sources.",
    )


def _joint_texts(load) -> pd.DataFrame:
    points = looking.joint_texts(load, "China and Russia")
    return points[~points["after_essay"]]


def _first_and_last_size(load, organisation: str) -> tuple[int, int]:
    membership = load("membership")
    rows = membership[(membership["organisation"] == organisation) & (membership["status"] == "member")]
    days = pd.to_datetime(rows["start_date"]).min(), ESSAY
    return tuple(len(blocs.members(membership, day, organisation)) for day in days)


def _members_votes(load, code: str) -> tuple[float, float]:
    """Mean identical votes of the other members of both bodies with one of the pair, early and late."""
    votes, membership = load("votes_yearly"), load("membership")
    bodies = [set(blocs.members(membership, ESSAY, body)) for body in ("SCO", "BRICS")]
    others = sorted(set.union(*bodies) - PAIR)
    shares = pd.DataFrame({one: alignment.identical(votes, one, code) for one in others})
    return tuple(float(shares.loc[shares.index.isin(years)].mean().mean()) for years in (EARLY, LATE))


def _vetoes_up_to_the_essay(load) -> pd.Series:
    return alignment.veto_counts(load("vetoes"), SINCE, ESSAY)["vetoes"]


def _last_known(shares: pd.Series) -> float:
    return float(shares[shares.index < ESSAY.year].iloc[-1])


def _good_opinion(load, polled: str, about: str) -> float:
    """The latest verified share before the essay that thinks well of the other, per cent."""
    polls = looking.verified(load("polls"))
    polls = polls[(polls["polled_in"] == polled) & (polls["about"] == about)]
    answers = polls["answer"].str.contains(r"\bgood\b|favourable", case=False, na=False)
    polls = polls[answers & (polls["unit"] == "percent")]
    ended = pd.to_datetime(polls["fieldwork_end"])
    return float(polls[ended <= ESSAY].assign(day=ended).sort_values("day")["value"].iloc[-1])
