"""The sentences of the scenario lab, with gaps for what is computed.

They stand here once. ``scenario_texts`` fills them in Python, ``scenario_words.js`` in the page, and a test
compares both on a thousand scenarios. Whoever translates the lab begins here.
"""

from types import MappingProxyType

from china_russia_axis.figures.scenario import WORDING as TOLD
from china_russia_axis.figures.single_future import WORDING as ONE_WORLD

WORDING = MappingProxyType(
    {
        **TOLD,
        **ONE_WORLD,
        # What a slider says.
        "factor": "factor {value}",
        "factor_one": "factor {value}: no effect",
        "words_war": "{here} in a crisis; a war in {horizon} years: {ever}",
        "words_opportunism": "{here} in a crisis; at least once in {horizon} years: {ever}",
        "words_setback": "{here} a year, {over} in {horizon} years; {ever} as the war may end first",
        "words_per_year": "{here} a year, {over} in {horizon} years",
        "words_per_inauguration": "{here} at each inauguration, {over} in {horizon} years",
        "words_other": "{here} {unit}",
        # Why a slider changes nothing.
        "idle_opportunism": "There is no opportunism, so this changes nothing now.",
        "idle_turn": "No US turn can begin, so this changes nothing now.",
        "idle_setback": "No Russian collapse can begin, so this changes nothing now.",
        "idle_war": "No crisis can become a war, so this changes nothing now.",
        "idle_crisis": "No Taiwan crisis can begin, so this changes nothing now.",
        # Against the start position.
        "at_start": "This is the start position.",
        "no_whole_point": "Against the start position, no future moves by a whole point.",
        "moved_most": "Against the start position, {future} in {year} moves most: {way} {points} {unit} "
        "to {chance}.",
        "up": "up",
        "down": "down",
        "point": "point",
        "points": "points",
        # The hundred worlds.
        "worlds": "100 squares, grouped: {listed} in {year}.",
        "worlds_none_moved": "All 100 worlds stand in {year} where they stand at the start position.",
        "worlds_one_moved": "1 of the 100 worlds stands elsewhere in {year} than at the start position.",
        "worlds_moved": "{moved} of the 100 worlds stand elsewhere in {year} than at the start position.",
        # Bands.
        "bands_alt": "Stacked bands of five futures, {first} to {last}.",
        # The student's own numbers.
        "missing": "Still empty: {listed}. A rough number is better than none.",
        "outside": "A chance lies between 0 and 100 per cent.",
        "all_zero": "All five are zero, and something has to happen. Give the likeliest future the most.",
        "not_hundred": "Your five numbers make {total}, not 100. "
        "Change one, or take them rescaled: {listed}.",
        "own_compared": "For an alliance in {year} you wrote {own} per cent; the model at its start says "
        "{chance}. You differ most on {future}: you {own_widest}, the model {chance_widest}. "
        "For an alliance without any shock you wrote {own_without} per cent; the model says {without}.",
        # What we do not know.
        "span": "{first} to {last}",
        "unknown": "What we do not know: with every number drawn from its range, the chance of an alliance "
        "in {year} is {alliance} and that of a rupture {rupture}, in nine draws out of ten. "
        "A wrong model is not in it.",
        "held_none": "All numbers are drawn from their ranges; none is taken as known.",
        "held_all": "Every number is taken as known, so no interval is left. Put one back to its default.",
        "held": "Taken as known, because a number that you set by hand means 'what if it were so?': "
        "{listed}{more}.",
        "held_more": " and {number} more",
        # Questions.
        "tree_title": "Given {given}: is there {event}?",
        "tree_no_answer": "No world here: no answer",
        "tree_fraction": "{part} of {whole}: {chance}",
        "tree_alt": "A tree of 1,000 worlds. {yes} see {given}: of these {yes_yes} {label_yes_yes}, {yes_no} "
        "{label_yes_no}. {no} do not: of these {no_yes} {label_no_yes}, {no_no} {label_no_no}.",
        "tree_root": "worlds",
        "asked_same": "Both choices are the same, {event}. Given that it is so, it is so: choose another.",
        "asked_never_given": "With these numbers no world sees {given}, "
        "so there is nothing to count. {raise}",
        "asked_never_event": "With these numbers no world sees {event}: the answer is 0 per cent, and turned "
        "round there is nothing to count. {raise}",
        "asked_rare": "Fewer than one world in 1,000 sees {rare}. Exactly: given {given}, the chance of "
        "{event} is {event_if_given}; given {event}, the chance of {given} is {given_if_event}.",
        "asked": "Of 1,000 worlds {conditions} {given}, and of these {both} {event} as well: "
        "{event_if_given}. Turned round: {events} {event}, and of these {both} {given}: {given_if_event}.",
        "asked_differ": " The same worlds stand on top of both fractions; only the group below differs.",
        "seen_by_one": "{count} sees",
        "seen_by": "{count} see",
        "raise_other": "Ask about another future, or move a slider.",
        "raise": "Raise {labels} above 0 to ask.",
        "also": "Given {given}, and in all worlds",
        # Comparison.
        "per_cent_value": "{value} %",
        "times_value": "× {value}",
        "another_start": "Another start",
        "group_part": "{title} ({count})",
        "nothing_changed": "The sliders stand where A stands. Move one, and the difference is shared out "
        "here.",
        "compared": "From A to now {future} in {year} goes from {before} to {after}",
        "compared_one": "{text}, all of it by one change: {label} ({points} points).",
        "compared_many": "{text}, {total} points. Shared out over every order of the changes: "
        "{listed}{rest}.",
        "compared_rest": ", and {number} more",
        "nothing_kept": "Nothing is kept as A yet, so nothing was changed.",
        # A number that makes no sense, where no kernel can say more about it.
        "refused_chance": "{label} stays as it was: a chance lies between 0 and 100 per cent.",
        "refused_factor": "{label} stays as it was: a factor is 0 or more, and 1 means no effect.",
    }
)
"""Name of a sentence and its words; a gap in braces is filled with text that is ready to be read."""
