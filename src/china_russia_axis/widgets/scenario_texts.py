"""What the scenario lab says: every sentence with a number in it is made here, from the number.

Kept apart from the lab so that a teacher can read, mend or translate the wording in one place.
"""

from china_russia_axis.figures.scenario import in_words, per_cent
from china_russia_axis.scenario import PARAMETERS, chance_within

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
OUTSIDE = "A chance lies between 0 and 100 per cent."
ALL_ZERO = "All five are zero, and something has to happen. Give the likeliest future the most."
SAVED = "Saved as {name}, in the folder of this notebook."
EXISTS = "{name} exists already, so nothing was written. Try another name, for instance {other}."
NOT_WRITTEN = "{name} could not be written ({error}). Nothing was changed."
BAD_NAME = 'A file name is needed, such as my-scenario.toml: no folder, and none of / \\ : * ? " < > |.'
REFUSED = "{name} was not loaded and nothing was changed. To repair:\n{problems}"
LOADED = "Loaded {name}: {title}."
OTHER_YEARS = (
    "{name} is sound, but it does not cover {first} to {last} as this lab does, so nothing was changed. "
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
    ]


def for_browser(year) -> dict:
    """Every fixed text of the lab; ``year`` is the last one shown."""
    return {
        "title": TITLE,
        "file": "my-scenario.toml",
        "bands": "Chance of each future at the end of each year (per cent)",
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
    }
