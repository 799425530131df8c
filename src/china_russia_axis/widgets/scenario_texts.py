"""What the scenario lab says: every sentence with a number in it is made here, from the number.

Kept apart from the lab so that a teacher can read, mend or translate the wording in one place.
"""

from dataclasses import dataclass
from types import MappingProxyType

from china_russia_axis.figures.scenario import in_words, per_cent
from china_russia_axis.scenario import PARAMETERS, RELATIONSHIPS, chance_within
from china_russia_axis.widgets.scenario_wording import WORDING

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
OUTSIDE = WORDING["outside"]
ALL_ZERO = WORDING["all_zero"]
SAVED = "Saved as {name}, in the folder of this notebook."
EXISTS = "{name} exists already, so nothing was written. Try another name, for instance {other}."
NOT_WRITTEN = "{name} could not be written ({error}). Nothing was changed."
BAD_NAME = 'A file name is needed, such as my-scenario.toml: no folder, and none of / \\ : * ? " < > |.'
REFUSED = "{name} was not loaded and nothing was changed. To repair:\n{problems}"
LOADED = "Loaded {name}: {title}."
NOT_TAKEN = "The code was not taken over and nothing was changed. To repair:\n{problems}"
TAKEN = "Taken over: {title}."
NOTHING_KEPT = WORDING["nothing_kept"]
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
        return _say("factor_one" if value == 1 else "factor", value=f"{value:g}")
    return _say(
        saying(name),
        here=f"{number(value)} per cent",
        horizon=horizon,
        unit=PARAMETERS[name].unit,
        over=over_horizon is not None and in_words(over_horizon),
        ever=ever is not None and in_words(ever),
    )


_SAYINGS = {
    "war_given_crisis": "words_war",
    "opportunism_in_crisis": "words_opportunism",
    "setback_per_year": "words_setback",
}


def saying(name) -> str:
    """Which sentence of the wording a chance is told in."""
    by_unit = {"per year": "words_per_year", "per inauguration": "words_per_inauguration"}
    return _SAYINGS.get(name) or by_unit.get(PARAMETERS[name].unit, "words_other")


def _say(sentence, **gaps) -> str:
    return WORDING[sentence].format(**gaps)


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


IDLE = (
    (_WITHOUT_OPPORTUNISM, "idle_opportunism"),
    (_WITHOUT_TURN, "idle_turn"),
    (_WITHOUT_SETBACK, "idle_setback"),
    (_WITHOUT_WAR, "idle_war"),
    (_WITHOUT_CRISIS, "idle_crisis"),
)
"""Sliders that change nothing for one reason, and its sentence; where two apply, the later one is told."""


def idle(values) -> dict:
    """Sliders that change nothing now, and why: an input that looks impossible is explained, not refused."""
    no_war = values["war_given_crisis"] == 0
    applies = {
        "idle_opportunism": values["opportunism_in_crisis"] == 0
        and (values["opportunism_added_by_war"] == 0 or no_war),
        "idle_turn": values["reorientation_per_inauguration"] == 0,
        "idle_setback": values["setback_per_year"] == 0,
        "idle_war": no_war,
        "idle_crisis": values["taiwan_crisis_per_year"] == 0,
    }
    return {name: WORDING[why] for names, why in IDLE if applies[why] for name in names}


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


def bands_alt(scenario) -> str:
    """Alternative text of the bands."""
    return _say("bands_alt", first=scenario.start_year, last=scenario.end_year)


def change(shares, before, year) -> str:
    """Say what moved most against the start position."""
    if not before:
        return WORDING["at_start"]
    name = max(shares, key=lambda future: abs(shares[future] - before[future]))
    moved = shares[name] - before[name]
    if abs(moved) < 1e-12:
        return WORDING["at_start"]
    if abs(moved) < 0.005:
        return WORDING["no_whole_point"]
    points = round(abs(moved) * 100)
    return _say(
        "moved_most",
        future=name,
        year=year,
        way=WORDING["up" if moved > 0 else "down"],
        points=points,
        unit=WORDING["point" if points == 1 else "points"],
        chance=in_words(shares[name]),
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
    return _say("worlds", listed=listed, year=year)


def worlds_moved(moved, year) -> str:
    """How many of the hundred worlds differ from the start position."""
    which = {0: "worlds_none_moved", 1: "worlds_one_moved"}.get(moved, "worlds_moved")
    return _say(which, moved=moved, year=year)


def missing(names) -> str:
    """Which boxes are still empty."""
    readable = [name.replace("_", " ") for name in names]
    return _say("missing", listed=", ".join(readable))


def not_hundred(total, offer) -> str:
    """The five do not make 100; what they would be, rescaled."""
    listed = ", ".join(f"{name} {offer[name]}" for name in reversed(offer))
    return _say("not_hundred", total=f"{total:g}", listed=listed)


def compared(own, shares, without_shocks, year) -> str:
    """How a student's own numbers differ from the model's, in three sentences."""
    widest = max(shares, key=lambda name: abs(own[name] / 100 - shares[name]))
    return _say(
        "own_compared",
        year=year,
        own=f"{own['alliance']:g}",
        chance=in_words(shares["alliance"]),
        future=widest,
        own_widest=f"{own[widest]:g}",
        chance_widest=in_words(shares[widest]),
        own_without=f"{own['alliance_without_shocks']:g}",
        without=in_words(without_shocks),
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
    return last if first == last else _say("span", first=first.removesuffix(" %"), last=last)


def unknown(spans, year) -> str:
    """What we do not know about the extremes, in one sentence."""
    told = {name: _spelled(span(*spans[name])) for name in ("alliance", "rupture")}
    return _say("unknown", year=year, **told)


def _spelled(text) -> str:
    return text.replace("%", "per cent").replace("<", "less than ").replace(">", "more than ")


def held(names) -> str:
    """Which numbers are taken as known, and why."""
    if not names:
        return WORDING["held_none"]
    if len(names) == len(PARAMETERS):
        return WORDING["held_all"]
    more = _say("held_more", number=len(names) - 5) if len(names) > 5 else ""
    return _say("held", listed="; ".join(PARAMETERS[name].label for name in names[:5]), more=more)


def branch(name, happened) -> str:
    """Label of a branch of the tree."""
    return EVENTS[name].short if happened else EVENTS[name].without


def worlds_shown(count, chance) -> str:
    """A count of worlds; a group that is there but rounds to none is said to be there."""
    return "<1" if count == 0 and chance > 0 else f"{count:,}"


def tree_title(first, second, year) -> str:
    """What one direction of the tree asks."""
    return _say("tree_title", given=noun(first, year), event=noun(second, year))


def fraction(nodes, share) -> str:
    """The fraction that a direction of the tree comes to."""
    whole, part = nodes["yes"], nodes["yes_yes"]
    if share != share:
        return WORDING["tree_no_answer"]
    return _say("tree_fraction", part=part["shown"], whole=whole["shown"], chance=per_cent(share))


def tree_alt(nodes, first, year) -> str:
    """One direction of the tree for those who cannot see it."""
    shown = {name: node["shown"] for name, node in nodes.items()}
    labels = {f"label_{name}": node["label"] for name, node in nodes.items()}
    return _say("tree_alt", given=noun(first, year), **shown, **labels)


def asked(event, given, counts, tree, year) -> str:
    """Both directions of a question in words; a condition that cannot be gets a kind answer."""
    what, if_so = noun(event, year), noun(given, year)
    if event == given:
        return _say("asked_same", event=what)
    if tree.both + tree.given_only == 0:
        return _say("asked_never_given", given=if_so, **{"raise": _raise(given)})
    if tree.both + tree.event_only == 0:
        return _say("asked_never_event", event=what, **{"raise": _raise(event)})
    shares = {name: in_words(getattr(tree, name)) for name in ("event_if_given", "given_if_event")}
    conditions, events = counts["both"] + counts["given_only"], counts["both"] + counts["event_only"]
    if not conditions or not events:
        return _say("asked_rare", rare=what if conditions else if_so, event=what, given=if_so, **shares)
    numbers = {"conditions": conditions, "events": events, "both": counts["both"]}
    seen = {name: _seen_by(count) for name, count in numbers.items()}
    text = _say("asked", event=what, given=if_so, **seen, **shares)
    if abs(tree.event_if_given - tree.given_if_event) > 0.1:
        text += WORDING["asked_differ"]
    return text


def _seen_by(count) -> str:
    return _say("seen_by_one" if count == 1 else "seen_by", count=f"{count:,}")


def _raise(name) -> str:
    sliders = needed(name)
    if not sliders:
        return WORDING["raise_other"]
    return _say("raise", labels=" and ".join(f"'{PARAMETERS[each].label}'" for each in sliders))


def needed(name) -> tuple:
    """Sliders to be raised before an event can happen."""
    slider = EVENTS[name].slider
    if not slider:
        return ()
    return ("taiwan_crisis_per_year", slider) if slider in _WITHOUT_CRISIS else (slider,)


def also_title(given, year) -> str:
    """Caption of the list beside the tree."""
    return _say("also", given=noun(given, year))


def value(name, number_) -> str:
    """A parameter's value with its unit."""
    if PARAMETERS[name].is_chance:
        return _say("per_cent_value", value=number(number_))
    return _say("times_value", value=f"{number_:g}")


def points(change_) -> str:
    """A difference of two chances in points, with its sign: ``+3.2``, ``−0.4``, ``0``."""
    text = f"{change_ * 100:+.1f}".replace("-", "−")
    return "0" if text in ("+0.0", "−0.0") else text


def part(name, parameters) -> str:
    """A change, or a group of changes, as its label."""
    if name in PARAMETERS:
        return PARAMETERS[name].label
    if name in GROUPS:
        return _say("group_part", title=GROUPS[name]["title"], count=len(parameters))
    return WORDING["another_start"]


def compared_scenarios(future, before, after, parts, year) -> str:
    """What the difference between A and now comes to, and which change does most of it."""
    if not parts:
        return WORDING["nothing_changed"]
    text = _say("compared", future=future, year=year, before=in_words(before), after=in_words(after))
    if len(parts) == 1:
        return _say("compared_one", text=text, label=parts[0]["label"], points=points(parts[0]["share"]))
    listed = ", ".join(f"{each['label']} {points(each['share'])}" for each in parts[:4])
    rest = _say("compared_rest", number=len(parts) - 4) if len(parts) > 4 else ""
    return _say("compared_many", text=text, total=points(after - before), listed=listed, rest=rest)


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
