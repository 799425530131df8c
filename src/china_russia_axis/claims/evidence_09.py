"""Evidence of the claims judged in lesson 09, by the second clock: a turn away, America, and mistrust."""

from china_russia_axis.claims import looking
from china_russia_axis.claims.registry import Evidence, evidence

# Named experts before "some" is more than one voice.
SOME = 2
PUBLIC = ("good", "favourable", "very good + mostly good", "somewhat or very favourable")
TURNED_AWAY, TRUMP_ELECTED, AID_FALLS, OFFER, SUPPORT_FADES = "Q10", "Q11", "Q12", "Q13", "Q15"


@evidence("C78")
def a_turn_away_is_less_likely(load) -> Evidence:
    """Contradicted once both coders see a turn away by the last closed date; partly if one does."""
    coded = _coded(load, TURNED_AWAY)
    events = looking.after_essay(load)
    between = looking.with_actors(events, "CHN", "RUS")
    apart = between[between["direction"] == "apart"]
    return Evidence(
        number=(
            f"By the end of 2025 the strict coder answers {coded['coding_a']} and the lenient coder "
            f"{coded['coding_b']} to the question whether the two stand further apart. Events between them "
            f"since the essay that were coded apart: {len(apart) or 'none'} of {len(between)}."
        ),
        verdict=_by_coders(coded, {"no": "supported", "yes": "contradicted"}),
        tables=("forecast_resolutions", "events"),
        best_case_for="Nothing on record looks like a turn, through an election that was to bring one.",
        best_case_against="A path that was not taken once may still have been likely; one draw shows little.",
    )


@evidence("C79")
def some_specialists_fear(load) -> Evidence:
    """Supported if two or more named Chinese experts said so before the essay, partly if one did."""
    views = looking.verified(load("expert_views"))
    views = views[views["claim_ids"].fillna("").str.contains("C79") & (views["side"] == "CHN")]
    before = views[views["after_essay"].eq(False) & (views["kind"] == "expert")]
    fearing = before[before["stance"] == "supports"]["name"].nunique()
    others = before[before["stance"] != "supports"]["name"].nunique()
    return Evidence(
        number=(
            f"Chinese experts on record before the essay who say that Russia puts itself first: {fearing}; "
            f"with a mixed or another view: {others}."
        ),
        verdict=looking.by_rule(
            ("supported", fearing >= SOME), ("partly", fearing > 0), otherwise="contradicted"
        ),
        tables=("expert_views",),
    )


@evidence("C80")
def the_american_path(load) -> Evidence:
    """Not testable until the trigger comes; then supported if aid fell and talks came, partly if one did."""
    trigger, aid, offer = (_coded(load, question) for question in (TRUMP_ELECTED, AID_FALLS, OFFER))
    held = [coded["outcome"] == "yes" for coded in (aid, offer)]
    events = looking.after_essay(load)
    came = events.loc[events["event_id"].isin(str(trigger["events"]).split(";")), "date"].min()
    events = events[(events["category"] == "sanctions") & (events["date"] > came)]
    events = looking.with_actors(events, "USA", "RUS")
    return Evidence(
        number=(
            f"The trigger came: {trigger['outcome']}. Less aid: {aid['outcome']}. {aid['seen_by_a']} An "
            f"offer of talks: {offer['outcome']}. {offer['seen_by_b']} New American sanctions on Russia "
            f"since: {len(events) or 'none'}."
        ),
        verdict=looking.by_rule(
            ("not testable", trigger["outcome"] != "yes"),
            ("supported", all(held)),
            ("partly", any(held)),
            otherwise="contradicted",
        ),
        tables=("forecast_resolutions", "events", "ukraine_aid"),
        best_case_for="Aid stopped almost at once, and the presidents met within the year.",
        best_case_against="New sanctions followed the talks: an offer, and then the opposite of one.",
    )


@evidence("C81")
def moscow_less_ready(load) -> Evidence:
    """Not testable until the trigger comes; then contradicted if both coders see no fading of support."""
    trigger, fades = _coded(load, TRUMP_ELECTED), _coded(load, SUPPORT_FADES)
    verdict = _by_coders(fades, {"yes": "supported", "no": "contradicted"})
    return Evidence(
        number=(
            f"The trigger came: {trigger['outcome']}. Does Russian support for China fade? Strict coder "
            f"{fades['coding_a']}, lenient coder {fades['coding_b']}. {fades['seen_by_a']}"
        ),
        verdict="not testable" if trigger["outcome"] != "yes" else verdict,
        tables=("forecast_resolutions", "documents", "document_points", "events"),
        best_case_for="The claim says could, and the offer from Washington was short and shaky.",
        best_case_against="Support on Taiwan was restated in the very year of the American offer.",
    )


@evidence("C82")
def mistrust_remains(load) -> Evidence:
    """Supported if experts of both sides and both publics show mistrust, partly if only some do."""
    views = looking.verified(load("expert_views"))
    views = views[views["claim_ids"].fillna("").str.contains("C82") & (views["stance"] == "supports")]
    views = views[views["kind"] == "expert"]
    experts = {side: views[views["side"] == side]["name"].nunique() for side in ("CHN", "RUS")}
    warm = {side: _liking(load, side, other) for side, other in (("RUS", "CHN"), ("CHN", "RUS"))}
    signs = [*(count > 0 for count in experts.values()), *(share < 50 for share in warm.values())]
    return Evidence(
        number=(
            f"Voices of mistrust on record: {experts['CHN']} Chinese, {experts['RUS']} Russian. In the "
            f"last verified poll of each: {warm['RUS']:.0f} per cent of Russians think well of China, "
            f"{warm['CHN']:.0f} per cent of Chinese of Russia."
        ),
        verdict=looking.by_rule(("supported", all(signs)), ("partly", any(signs)), otherwise="contradicted"),
        tables=("expert_views", "polls"),
        best_case_for="Those who know the other side best write most openly about their doubts.",
        best_case_against="The publics like each other better than almost anybody else.",
    )


def _coded(load, question: str) -> dict:
    table = load("forecast_resolutions").set_index("question_id")
    return table.loc[question].to_dict()


def _by_coders(coded: dict, verdicts: dict) -> str:
    """The verdict that both coders give; partly where they differ."""
    return verdicts.get(coded["coding_a"], "open") if coded["coding_a"] == coded["coding_b"] else "partly"


def _liking(load, polled: str, about: str) -> float:
    """Share that thinks well of the other country, in the last verified poll that asks for it."""
    polls = looking.verified(load("polls"))
    polls = polls[(polls["polled_in"] == polled) & (polls["about"] == about) & polls["answer"].isin(PUBLIC)]
    return float(polls.sort_values("fieldwork_end")["value"].iloc[-1])
