"""What the scenario lab says: every sentence with a number in it is made here, from the number.

Kept apart from the lab so that a teacher can read, mend or translate the wording in one place.
"""

from dataclasses import dataclass
from types import MappingProxyType

from china_russia_axis.figures.scenario import in_words, per_cent
from china_russia_axis.scenario import PARAMETERS, RELATIONSHIPS, chance_within

TITLE = "Scenario lab"

VISIBLE = (
    "taiwan_crisis_per_year",
    "war_given_crisis",
    "setback_per_year",
    "reorientation_per_inauguration",
    "opportunism_in_crisis",
)
"""The essay's four shocks, and war given a crisis; every other slider is folded away."""

GROUPS = {
    "shocks": {
        "title": "More about the shocks",
        "text": "What a war adds, and how one shock bears on another.",
    },
    "endings": {"title": "How long a shock lasts", "text": "The chance that it is over within a year."},
    "response": {
        "title": "What the two capitals do about it",
        "text": "How hard a shock pushes or pulls. All of these are assumptions.",
    },
    "structure": {
        "title": "What happens in quiet years",
        "text": "The relationship moves without a shock, too.",
    },
}

MEANINGS = {
    "alliance": "a formal defence pact",
    "accelerated": "far closer than in 2023, without a pact",
    "converging": "growing closer step by step, as in 2023",
    "slower": "still partners, but less and less comes of it",
    "rupture": "an open break",
}

NOT_UNDERSTOOD = "The lab did not understand that. Run the cell again to get a fresh lab."
UNEXPECTED = "Something went wrong, and nothing was changed. Please report it: {error}"
UNEXPECTED_VIEW = "This view could not be computed; the futures stand. Please report it: {error}"
OUTSIDE = "A chance lies between 0 and 100 per cent."
ALL_ZERO = "All five are zero, and something has to happen. Give the likeliest future the most."
SAVED = "Saved as {name}, in the folder of this notebook."
EXISTS = "{name} exists already, so nothing was written. Try another name, for instance {other}."
NOT_WRITTEN = "{name} could not be written ({error}). Nothing was changed."
BAD_NAME = 'A file name is needed, such as my-scenario.toml: no folder, and none of / \\ : * ? " < > |.'
REFUSED = "{name} was not loaded and nothing was changed. To repair:\n{problems}"
LOADED = "Loaded {name}: {title}."
NOT_TAKEN = "The code was not taken over and nothing was changed. To repair:\n{problems}"
TAKEN = "Taken over: {title}."
NOTHING_KEPT = "Nothing is kept as A yet, so nothing was changed."
KEPT = "Kept as {name}, in the folder of this notebook. It says: {sentence}"
NOTHING_TO_COMPARE = "Nothing is kept as A yet: press 'Keep this as A' under Compare, then move a slider."
OTHER_YEARS = (
    "{name} is sound, but does not cover {first} to {last} as this lab does, so nothing was changed. "
    "Give it to lab() in a cell of its own."
)


def number(value) -> str:
    """Write a chance in per cents with no more digits than it has: ``2.3``, ``15``."""
    return f"{value * 100:.3g}"


def ends(parameter) -> list:
    """Both ends of a slider, as written beside it."""
    if parameter.is_chance:
        return ["0 %", f"{number(parameter.reach)} %"]
    return [f"{parameter.minimum:g}", f"{parameter.reach:g}"]


def range_of(parameter, setting) -> str:
    """Plausible range of a slider, in one line."""
    if parameter.is_chance:
        span = f"{number(setting.low)} to {number(setting.high)} %"
    else:
        span = f"{setting.low:g} to {setting.high:g}"
    return f"Plausible: {span}. Where from?"


def provenance(parameter, setting) -> str:
    """Value that the course takes, the kind of evidence, and its source."""
    value = f"{number(parameter.default)} %" if parameter.is_chance else f"{parameter.default:g}"
    whose = " The range is our assumption." if parameter.range_assumed else ""
    return f"The course takes {value}: {setting.source}.{whose}"


def words(name, value, horizon, over_horizon, ever) -> str:
    """Annual and horizon chance of one slider.

    Parameters
    ----------
    name : str
        Parameter.
    value : float
        Its value.
    horizon : int
        Years.
    over_horizon : float or None
        Chance of at least one occasion within the horizon, if every occasion stays open.
    ever : float or None
        The model's own chance within the horizon, where the occasions hang on something else.
    """
    if not PARAMETERS[name].is_chance:
        return f"factor {value:g}" + (": no effect" if value == 1 else "")
    here, years = f"{number(value)} per cent", f"in {horizon} years"
    if name == "war_given_crisis":
        return f"{here} in a crisis; a war {years}: {in_words(ever)}"
    if name == "opportunism_in_crisis":
        return f"{here} in a crisis; at least once {years}: {in_words(ever)}"
    if name == "setback_per_year":
        return f"{here} a year, {in_words(over_horizon)} {years}; {in_words(ever)} as the war may end first"
    unit = {"per year": "a year", "per inauguration": "at each inauguration"}.get(PARAMETERS[name].unit)
    if unit:
        return f"{here} {unit}, {in_words(over_horizon)} {years}"
    return f"{here} {PARAMETERS[name].unit}"


# Which sliders change nothing while another stands at zero. A test moves each of them and looks.
_WITHOUT_CRISIS = (
    "war_given_crisis",
    "opportunism_in_crisis",
    "opportunism_added_by_war",
    "crisis_under_setback",
    "taiwan_crisis_ends",
    "taiwan_war_ends",
    "push_crisis",
    "push_war",
    "push_opportunism",
    "formalise_crisis",
    "formalise_war",
    "formalise_opportunism",
)
_WITHOUT_WAR = ("opportunism_added_by_war", "taiwan_war_ends", "push_war", "formalise_war")
_WITHOUT_SETBACK = (
    "ukraine_war_ends",
    "setback_window_ends",
    "setback_under_reorientation",
    "crisis_under_setback",
    "push_setback",
    "formalise_setback",
)
_WITHOUT_TURN = ("reorientation_ends", "setback_under_reorientation", "pull_reorientation")
_WITHOUT_OPPORTUNISM = ("push_opportunism", "formalise_opportunism")


def idle(values) -> dict:
    """Sliders that change nothing now, and why: an input that looks impossible is explained, not refused."""
    reasons = {}
    no_war = values["war_given_crisis"] == 0
    if values["opportunism_in_crisis"] == 0 and (values["opportunism_added_by_war"] == 0 or no_war):
        reasons |= dict.fromkeys(
            _WITHOUT_OPPORTUNISM, "There is no opportunism, so this changes nothing now."
        )
    if values["reorientation_per_inauguration"] == 0:
        reasons |= dict.fromkeys(_WITHOUT_TURN, "No US turn can begin, so this changes nothing now.")
    if values["setback_per_year"] == 0:
        reasons |= dict.fromkeys(
            _WITHOUT_SETBACK, "No Russian collapse can begin, so this changes nothing now."
        )
    if no_war:
        reasons |= dict.fromkeys(_WITHOUT_WAR, "No crisis can become a war, so this changes nothing now.")
    if values["taiwan_crisis_per_year"] == 0:
        reasons |= dict.fromkeys(_WITHOUT_CRISIS, "No Taiwan crisis can begin, so this changes nothing now.")
    return reasons


def finding(name, most, low, high, year) -> dict:
    """How far a slider moves the futures between the ends of its plausible range.

    Parameters
    ----------
    name : str
        Parameter.
    most : float
        Largest move of any future in any of the three years.
    low, high : float
        Chance of an alliance in ``year`` at both ends.
    year : int

    Returns
    -------
    dict
        ``finding`` for a slider that moves next to nothing, to be shown at once; ``reach`` for the others, to
        be shown on demand.
    """
    points = f"{most * 100:.1f} points"
    if most < 0.02:
        text = f"A finding: over its whole plausible range this slider moves no future by more than {points}."
        return {"finding": text}
    text = (
        f"Over its plausible range, an alliance in {year} goes from {per_cent(low)} to {per_cent(high)}, "
        f"and no future moves by more than {points}."
    )
    return {"reach": text}


def change(shares, before, year) -> str:
    """Say what moved most against the start position."""
    if not before:
        return "This is the start position."
    name = max(shares, key=lambda future: abs(shares[future] - before[future]))
    moved = shares[name] - before[name]
    if abs(moved) < 1e-12:
        return "This is the start position."
    if abs(moved) < 0.005:
        return "Against the start position, no future moves by a whole point."
    points = round(abs(moved) * 100)
    return (
        f"Against the start position, {name} in {year} moves most: {'up' if moved > 0 else 'down'} {points} "
        f"{'point' if points == 1 else 'points'} to {in_words(shares[name])}."
    )


def event_list() -> list:
    """The choices of a question, in two groups."""
    groups = (
        ("Futures", FUTURES),
        ("Shocks", tuple(name for name in EVENTS if name not in FUTURES)),
    )
    return [
        {
            "title": title,
            "events": [{"name": name, "label": _label(EVENTS[name])} for name in names],
        }
        for title, names in groups
    ]


def _label(event) -> str:
    text = event.noun.replace(" in {year}", "").replace(" by {year}", "")
    return text[0].upper() + text[1:]


def worlds(counts, year) -> str:
    """Alternative text of the hundred worlds."""
    listed = ", ".join(f"{counts[name]} {name}" for name in reversed(counts) if counts[name])
    return f"100 squares, grouped: {listed} in {year}."


def worlds_moved(moved, year) -> str:
    """How many of the hundred worlds differ from the start position."""
    if not moved:
        return f"All 100 worlds stand in {year} where they stand at the start position."
    return (
        f"{moved} of the 100 worlds {'stands' if moved == 1 else 'stand'} elsewhere in {year} "
        "than at the start position."
    )


def missing(names) -> str:
    """Which boxes are still empty."""
    readable = [name.replace("_", " ") for name in names]
    return f"Still empty: {', '.join(readable)}. A rough number is better than none."


def not_hundred(total, offer) -> str:
    """The five do not make 100; what they would be, rescaled."""
    listed = ", ".join(f"{name} {offer[name]}" for name in reversed(offer))
    return f"Your five numbers make {total:g}, not 100. Change one, or take them rescaled: {listed}."


def compared(own, shares, without_shocks, year) -> str:
    """How a student's own numbers differ from the model's, in three sentences."""
    widest = max(shares, key=lambda name: abs(own[name] / 100 - shares[name]))
    return (
        f"For an alliance in {year} you wrote {own['alliance']:g} per cent; the model at its start says "
        f"{in_words(shares['alliance'])}. You differ most on {widest}: you {own[widest]:g}, the model "
        f"{in_words(shares[widest])}. For an alliance without any shock you wrote "
        f"{own['alliance_without_shocks']:g} per cent; the model says {in_words(without_shocks)}."
    )


@dataclass(frozen=True)
class Asked:
    """An event to ask about: its words in a list, on a branch of the tree and on the branch without it.

    Attributes
    ----------
    noun : str
        With ``{year}`` where the year goes; follows "see" in a sentence.
    short, without : str
        Label of the branch with the event, and of the one without.
    slider : str
        Parameter that is to be raised when the event cannot happen; empty for the five futures.
    """

    noun: str
    short: str
    without: str
    slider: str = ""


EVENTS = MappingProxyType(
    {
        "alliance": Asked("an alliance in {year}", "alliance", "no alliance"),
        "accelerated": Asked("an accelerated relationship in {year}", "accelerated", "not accelerated"),
        "converging": Asked("a relationship converging as before in {year}", "converging", "not converging"),
        "slower": Asked("a slower relationship in {year}", "slower", "not slower"),
        "rupture": Asked("a rupture in {year}", "rupture", "no rupture"),
        "accelerated or alliance": Asked(
            "an accelerated relationship or an alliance in {year}", "accelerated or alliance", "neither"
        ),
        "slower or rupture": Asked(
            "a slower relationship or a rupture in {year}", "slower or rupture", "neither"
        ),
        "alliance ever": Asked(
            "an alliance at some time by {year}", "alliance at some time", "never an alliance"
        ),
        "taiwan crisis ever": Asked(
            "a Taiwan crisis by {year}", "Taiwan crisis", "no Taiwan crisis", "taiwan_crisis_per_year"
        ),
        "taiwan war ever": Asked(
            "a war over Taiwan by {year}", "war over Taiwan", "no war over Taiwan", "war_given_crisis"
        ),
        "setback ever": Asked(
            "a Russian collapse in Ukraine by {year}",
            "Russian collapse",
            "no Russian collapse",
            "setback_per_year",
        ),
        "opportunism ever": Asked(
            "Russian opportunism by {year}", "Russian opportunism", "no opportunism", "opportunism_in_crisis"
        ),
        "reorientation ever": Asked(
            "a US turn toward Moscow by {year}", "US turn", "no US turn", "reorientation_per_inauguration"
        ),
        "not taiwan crisis ever and not setback ever and not reorientation ever": Asked(
            "none of the four shocks by {year}", "no shock", "a shock"
        ),
    }
)
"""What the question view offers, in the engine's words. No crisis, no opportunism: the last is all four."""

FUTURES = (*RELATIONSHIPS, "accelerated or alliance", "slower or rupture", "alliance ever")
"""Events that are futures; the others are shocks."""

SHOCKS = (
    "taiwan crisis ever",
    "taiwan war ever",
    "setback ever",
    "opportunism ever",
    "reorientation ever",
)
"""Shocks that are listed beside the one asked about."""

READY = (
    {
        "title": "Given an alliance, which shocks had happened?",
        "event": "taiwan crisis ever",
        "given": "alliance",
    },
    {
        "title": "Given a Taiwan crisis, what then?",
        "event": "alliance",
        "given": "taiwan crisis ever",
    },
)
"""Questions that are one click away."""

PICTURES = MappingProxyType(
    {
        "bands": "All futures by year",
        "bars": "Three years in bars",
        "worlds": "One hundred worlds",
        "intervals": "What we do not know: three years",
        "fan": "What we do not know: by year",
        "single": "The one future shown",
        "question": "The question asked, as a tree",
        "compare": "Comparison with A",
    }
)
"""Pictures that can be kept."""


def noun(name, year) -> str:
    """An event as it stands in a sentence."""
    return EVENTS[name].noun.format(year=year)


def span(low, high) -> str:
    """An interval in whole per cents: ``3 to 22 %``, ``<1 to 4 %``, ``12 %`` when both ends round alike."""
    first, last = per_cent(low), per_cent(high)
    return last if first == last else f"{first.removesuffix(' %')} to {last}"


def unknown(spans, year) -> str:
    """What we do not know about the extremes, in one sentence."""
    alliance, rupture = (span(*spans[name]).replace("%", "per cent") for name in ("alliance", "rupture"))
    alliance, rupture = (
        text.replace("<", "less than ").replace(">", "more than ") for text in (alliance, rupture)
    )
    return (
        f"What we do not know: with every number drawn from its range, the chance of an alliance in {year} "
        f"is {alliance} and that of a rupture {rupture}, in nine draws out of ten. "
        "A wrong model is not in it."
    )


def held(names) -> str:
    """Which numbers are taken as known, and why."""
    if not names:
        return "All numbers are drawn from their ranges; none is taken as known."
    if len(names) == len(PARAMETERS):
        return "Every number is taken as known, so no interval is left. Put one back to its default."
    labels = [PARAMETERS[name].label for name in names[:5]]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (
        f"Taken as known, because a number that you set by hand means 'what if it were so?': "
        f"{'; '.join(labels)}{more}."
    )


def branch(name, happened) -> str:
    """Label of a branch of the tree."""
    return EVENTS[name].short if happened else EVENTS[name].without


def worlds_shown(count, chance) -> str:
    """A count of worlds; a group that is there but rounds to none is said to be there."""
    return "<1" if count == 0 and chance > 0 else f"{count:,}"


def tree_title(first, second, year) -> str:
    """What one direction of the tree asks."""
    return f"Given {noun(first, year)}: is there {noun(second, year)}?"


def fraction(nodes, share) -> str:
    """The fraction that a direction of the tree comes to."""
    whole, part = nodes["yes"], nodes["yes_yes"]
    if share != share:
        return "No world here: no answer"
    return f"{part['shown']} of {whole['shown']}: {per_cent(share)}"


def tree_alt(nodes, first, year) -> str:
    """One direction of the tree for those who cannot see it."""
    return (
        f"A tree of 1,000 worlds. {nodes['yes']['shown']} see {noun(first, year)}: of these "
        f"{nodes['yes_yes']['shown']} {nodes['yes_yes']['label']}, {nodes['yes_no']['shown']} "
        f"{nodes['yes_no']['label']}. {nodes['no']['shown']} do not: of these {nodes['no_yes']['shown']} "
        f"{nodes['no_yes']['label']}, {nodes['no_no']['shown']} {nodes['no_no']['label']}."
    )


def asked(event, given, counts, tree, year) -> str:
    """Both directions of a question in words; a condition that cannot be gets a kind answer."""
    what, if_so = noun(event, year), noun(given, year)
    if event == given:
        return f"Both choices are the same, {what}. Given that it is so, it is so: choose another."
    if tree.both + tree.given_only == 0:
        return f"With these numbers no world sees {if_so}, so there is nothing to count. {_raise(given)}"
    if tree.both + tree.event_only == 0:
        return (
            f"With these numbers no world sees {what}: the answer is 0 per cent, and turned round there is "
            f"nothing to count. {_raise(event)}"
        )
    conditions, events = counts["both"] + counts["given_only"], counts["both"] + counts["event_only"]
    if not conditions or not events:
        rare = if_so if not conditions else what
        text = f"Fewer than one world in 1,000 sees {rare}. Exactly: "
        text += f"given {if_so}, the chance of {what} is {in_words(tree.event_if_given)}; "
        return text + f"given {what}, the chance of {if_so} is {in_words(tree.given_if_event)}."
    both = _seen_by(counts["both"])
    text = (
        f"Of 1,000 worlds {_seen_by(conditions)} {if_so}, and of these {both} {what} as well: "
        f"{in_words(tree.event_if_given)}. Turned round: {_seen_by(events)} {what}, and of these {both} "
        f"{if_so}: {in_words(tree.given_if_event)}."
    )
    if abs(tree.event_if_given - tree.given_if_event) > 0.1:
        text += " The same worlds stand on top of both fractions; only the group below differs."
    return text


def _seen_by(count) -> str:
    return f"{count:,} {'sees' if count == 1 else 'see'}"


def _raise(name) -> str:
    slider = EVENTS[name].slider
    if not slider:
        return "Ask about another future, or move a slider."
    needed = ("taiwan_crisis_per_year", slider) if slider in _WITHOUT_CRISIS else (slider,)
    labels = " and ".join(f"'{PARAMETERS[each].label}'" for each in needed)
    return f"Raise {labels} above 0 to ask."


def also_title(given, year) -> str:
    """Caption of the list beside the tree."""
    return f"Given {noun(given, year)}, and in all worlds"


def value(name, number_) -> str:
    """A parameter's value with its unit."""
    return f"{number(number_)} %" if PARAMETERS[name].is_chance else f"× {number_:g}"


def points(change_) -> str:
    """A difference of two chances in points, with its sign: ``+3.2``, ``−0.4``, ``0``."""
    text = f"{change_ * 100:+.1f}".replace("-", "−")
    return "0" if text in ("+0.0", "−0.0") else text


def part(name, parameters) -> str:
    """A change, or a group of changes, as its label."""
    if name in PARAMETERS:
        return PARAMETERS[name].label
    if name in GROUPS:
        return f"{GROUPS[name]['title']} ({len(parameters)})"
    return "Another start"


def compared_scenarios(future, before, after, parts, year) -> str:
    """What the difference between A and now comes to, and which change does most of it."""
    if not parts:
        return "The sliders stand where A stands. Move one, and the difference is shared out here."
    text = f"From A to now {future} in {year} goes from {in_words(before)} to {in_words(after)}"
    if len(parts) == 1:
        return f"{text}, all of it by one change: {parts[0]['label']} ({points(parts[0]['share'])} points)."
    listed = ", ".join(f"{each['label']} {points(each['share'])}" for each in parts[:4])
    rest = "" if len(parts) <= 4 else f", and {len(parts) - 4} more"
    total = points(after - before)
    return f"{text}, {total} points. Shared out over every order of the changes: {listed}{rest}."


def left_out(parts) -> str:
    """What a code does not carry."""
    return f"A code leaves out: {', '.join(parts)}. A file keeps everything." if parts else ""


def _cautions() -> list:
    assumed = sum(parameter.kind == "assumption" for parameter in PARAMETERS.values())
    return [
        f"{assumed} of the {len(PARAMETERS)} numbers are assumptions, among them every effect size. "
        "The badge beside a slider says which is which. "
        "The answer is exact for the numbers given; that does not make it true.",
        "A future here is a regime, a level: where the relationship stands in that year. "
        "Pace is a rate: how fast it moves. 'Accelerated' is a level that was reached, not a speed.",
        "A small chance each year adds up: "
        f"{number(0.12)} per cent a year is {in_words(chance_within(0.12, 20))} in 20 years.",
        "A chance in 2043 is not a chance by 2043: an alliance may form and lapse before.",
        "Opportunism alone moves the futures by less than 2 points over its plausible range: "
        "it needs a crisis first, and the crisis does most of the pushing.",
        "With no chance of a crisis, the chance of a war given a crisis has nothing to act on. "
        "Such a slider stays where it is, and the lab says beneath it that it changes nothing.",
        "The hundred worlds use the same dice every time, so only the worlds that your move touches change. "
        "They are a draw: expect counts a few worlds off the exact chances.",
        "The edge of a band is not a border of what is possible. Step through single futures to see how the "
        "world may wander; none of them is a forecast.",
        "An interval covers what we do not know about the numbers. It does not cover a model that leaves out "
        "what will matter, and it is as wide as our ranges, most of which are assumptions too.",
    ]


def for_browser(year) -> dict:
    """Every fixed text of the lab; ``year`` is the last one shown."""
    return {
        "title": TITLE,
        "file": "my-scenario.toml",
        "bands": "Chance of each future at the end of each year (per cent)",
        "bands_unknown": "Chance of each future; in grey, where its edge may lie (90 % interval)",
        "bars": "The same in whole per cents",
        "tick": "The upright line on a bar marks the start position.",
        "icons": "One hundred worlds",
        "predict_title": "First, your own numbers",
        "predict": f"How likely is each future at the end of {year}, in per cent? The five add up to 100.",
        "predict_without": "And a guess about the model: if none of the four shocks could happen, "
        f"how likely would an alliance be in {year}?",
        "silent": "No answer: the kernel is busy or has stopped. Your values stay. "
        "If it has stopped, run the cell again.",
        "cautions": _cautions(),
        "knowing": "How sure are the numbers?",
        "known": "as if we knew",
        "unknown": "what we do not know",
        "bars_unknown": "Whole per cents; below each, the 90 % interval",
        "tree": "Counts are whole worlds; the per cents are taken before rounding. Branches are as wide as "
        "their share of the 1,000. In the table below, the upright line marks the chance in all worlds.",
        "single": "One world at a time, with the dice of the hundred worlds: what could happen once, "
        "and no forecast. The edges of the bands hide how such a world wanders.",
        "compare": "Keep the present position as A. Then move a slider, choose a ready-made scenario, or "
        "load somebody else's file or code: here you see what differs, and which change contributes what.",
        "shapley": "Changes work together, so each one's contribution is its mean over every order in which "
        "the changes can be made (Shapley value); the contributions add up to the whole difference. "
        "More than eight changes are taken in groups.",
        "copied": "Copied. Paste it wherever you like.",
        "copy_yourself": "The code is selected: press Ctrl+C, or Cmd+C on a Mac, to copy it.",
        "picture": "The picture goes into the folder of this notebook, with its sentence, its source and the "
        "fingerprint of the scenario. Nothing is overwritten.",
    }
