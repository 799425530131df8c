'''Questions as data: the format of ``lessons/NN-slug/questions.toml``.

One declaration serves the practice in a lesson and, later, the graded sheet. It holds everything a reader
may see. It holds no answer: the answer is computed from the tables by a *reference function* in the
package ``china_russia_axis_reference``, so that a grading sandbox can leave the answers out.

The file
--------
::

    format = 1                     # of this file; a later format gets another number
    lesson = "04"

    [[question]]
    id = "04.2"                    # lesson, point, running number; never used again for another question
    version = 1                    # raise it when a change makes old answers wrong
    use = "practice"               # practice | graded | both
    kind = "number"                # number | choice | countries | table | function | prose
    title = "The weight of the five"        # a few words; also the name that a screen reader announces
    prompt = "What share of world output did the five have in {year}, at {measure} rates?"
    points = 1                     # optional, 1
    minutes = 2                    # optional, 2: what a reader needs; a test sums them in the plan
    reference = "share_of_five"    # a function in china_russia_axis_reference/lesson_04.py
    parameters = { year = 2023, measure = "market" }      # its keyword arguments; optional
    why = "The five had {answer} per cent, and China alone {china}."     # shown once the answer is right
    facts = "facts_on_five"        # optional: a function like the reference that returns a dict for `why`
    hints = [                      # at least two, from gentle to leading, none of them with the answer
        "Which column holds output at market exchange rates?",
        "Divide the sum over the five by the row WLD of the same year, times 100.",
    ]

Variants. ``question.with_parameters(year=2015)`` is the same question with other parameters, in its texts and
in its answer; a graded sheet draws them from a student's id (see ``variants.py`` beside this file). So write
no number into a text that a parameter could change. ``variants`` lists what may be drawn: a table of lists,
such as ``{ year = [2012, 2014], measure = ["market", "parity"] }``, means every combination; a list of tables
means these sets. Variants are fair when they take the same steps; all need an answer, and no two the same.

Text. ``prompt``, ``hints``, ``why`` and every ``message`` and ``feedback`` may name a parameter in braces
(``{year}``), so the text of a variant follows its numbers; ``{country:name}`` writes a country's name for its
code. ``why`` may name ``{answer}`` and each key of
``facts`` too; a number takes a format (``{gap:.1f}``). Backticks set code, single asterisks stress, an empty
line ends a paragraph; there is no other markup, and everything is escaped.

kind = "number"
~~~~~~~~~~~~~~~
::

    unit = "per cent"              # required; what the number counts. "year" for a year
    tolerance = { absolute = 0.5 } # required: absolute (in the unit) or relative (0.02 is 2 per cent)
    near = { absolute = 3 }        # optional: what still counts as close. Without it: four times the
                                   # tolerance or 5 per cent, whichever is wider; one year for unit = "year"
    decimals = 1                   # optional: digits of {answer} in `why`

    [[question.mistakes]]          # a common wrong answer with its own message, as many as you like:
    parameters = { measure = "purchasing power" }    # (a) the same function with other arguments
    message = "That is the share at purchasing power. The question asks for market rates."

    [[question.mistakes]]
    reference = "sum_of_five"      # (b) another function, with the question's parameters
    message = "That is the sum in billion dollars, not yet a share."

    [[question.mistakes]]
    others = { year = [2001, 2023] }                 # (c) each of these in place of the question's own
    message = "That is the share of {read}. Which year is asked for?"

    [[question.mistakes]]
    answer = 24                    # (d) a literal value; only for what no table can move
    message = "..."

``{read}`` in a message says which of several was read instead (``{read:name}`` makes a country of a code). A
reference may give several, too: a dictionary of what was read to its value. Where two of them have the same
value, both are named.

The judge finds some slips by itself, so they need no declaration: a fraction for per cent and other factors
of 100, 1000 and so on; a wrong sign; what is missing to 100 per cent; the neighbouring year (when
``parameters`` has a ``year``, the function is called with the year before and after); a number close to the
answer.

kind = "choice"
~~~~~~~~~~~~~~~
::

    [[question.choices]]           # two or more; the reference function returns the key of the right one
    key = "a"
    text = "BRICS passed the G7 on both scales."
    feedback = "Look at market rates once more: which line is higher in 2023?"

    [[question.choices]]
    key = "b"
    text = "BRICS passed the G7 at purchasing power only."
    feedback = "The two scales answer different questions."       # of the right choice: shown as its reason

``why`` may be left out: the feedback of the right choice takes its place. Every choice has its own feedback,
so ``mistakes`` are not allowed here. Choices are shown in the order of the file.

kind = "countries"
~~~~~~~~~~~~~~~~~~
::

    candidates = ["ARG", "EGY", "IRN", "SAU"]   # optional: shown as boxes to tick; without it a line to type

The reference function returns ISO 3166-1 alpha-3 codes (list or set). Students may write codes or names.
``mistakes`` are declared as for numbers (``answer = ["EGY", "IRN"]``), and match when the set is the same.
The judge says by itself when one country is missing, one too many, or one swapped, and when just those are
ticked that do not belong.

kind = "table"
~~~~~~~~~~~~~~
::

    columns = { country = "text", share = "number" }   # in their order; types text, number
    key = ["country"]              # columns that tell the rows apart; rows may come in any order
    tolerance = { absolute = 0.5 } # for its number columns

The reference function returns a DataFrame with these columns. Students give a DataFrame, a list of
dictionaries, or, for one key and one value, a Series or a dictionary. The part of the rows that is right is
the part of the points. ``mistakes`` are declared as for numbers and match when all rows are the same. The
judge says by itself when two columns or two rows are swapped, or a column is 100 or 1000 times too small or
too large. A slip with a name costs no less than one without.

kind = "function"
~~~~~~~~~~~~~~~~~
::

    arguments = ["per_year", "years"]      # names of the arguments that the student's function takes
    calls = "some_calls"           # a function beside the reference: a list of dictionaries of arguments
    tolerance = { absolute = 0.001 }

The reference function takes ``load``, the parameters and the arguments. The student's function is called with
each set of arguments; the part of the calls that is right is the part of the points.

kind = "prose"
~~~~~~~~~~~~~~
::

    words = [80, 200]              # fewest and most words
    rubric = "claim"               # a rubric in the lesson's rubric.toml
    why = "A strong answer names ..."      # shown in practice after the student has written

A person marks it by the rubric. There is no reference and no tolerance.

Reference functions
-------------------
::

    def share_of_five(load, *, year, measure):
        """Share of the five in world output, per cent."""
        panel = load("country_panel")
        ...
        return float(share)

They take ``load`` (a function like ``cra.load``, so that tests can hand in altered tables) and the parameters
by name, and return the value: a number in the question's unit, the key of a choice, or a list of ISO codes.
They compute it from ``data/`` and never store it. A choice that no table can settle returns its key, and the
docstring says why it is right.

What the tests ask of every declaration
---------------------------------------
It loads; its id is unique; its reference computes; the reference is judged right; each declared mistake gets
its own message and is not right; hints and messages do not contain the answer; a lesson has five to eight
practice questions; and altering the tables alters the reference of a number question.
'''

import math
import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import product
from pathlib import Path

from china_russia_axis import places

FORMAT = 1
KINDS = ("number", "choice", "countries", "table", "function", "prose")
COLUMN_TYPES = ("text", "number")
USES = ("practice", "graded", "both")

_COMMON = {
    "id": str,
    "version": int,
    "use": str,
    "kind": str,
    "title": str,
    "prompt": str,
    "hints": list,
}
_OPTIONAL = {
    "points": int,
    "minutes": int,
    "parameters": dict,
    "variants": (dict, list),
    "why": str,
    "facts": str,
}
_OF_KIND = {
    "number": {"reference": str, "unit": str, "tolerance": dict},
    "choice": {"reference": str, "choices": list},
    "countries": {"reference": str},
    "table": {"reference": str, "columns": dict, "key": list, "tolerance": dict},
    "function": {"reference": str, "arguments": list, "calls": str, "tolerance": dict},
    "prose": {"words": list, "rubric": str},
}
_OPTIONAL_OF_KIND = {
    "number": {"near": dict, "decimals": int, "mistakes": list},
    "choice": {},
    "countries": {"candidates": list, "mistakes": list},
    "table": {"mistakes": list},
    "function": {},
    "prose": {},
}
_READ = "read"  # the name in a message for what was read instead; the judge fills it in
_PLACE = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


class DeclarationError(ValueError):
    """Raised for a questions.toml that does not keep to the format; names file, question and remedy."""


class UnknownQuestion(LookupError):
    """Raised for a question id that no lesson declares; the message names the nearest ones."""


@dataclass(frozen=True)
class Choice:
    """One answer to pick, with what is said to the student who picks it."""

    key: str
    text: str
    feedback: str


@dataclass(frozen=True)
class Mistake:
    """A common wrong answer: computed (``reference``, ``parameters``, ``others``) or literal (``answer``)."""

    message: str
    reference: str | None = None
    parameters: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)
    answer: object = None

    def says(self, read: list) -> str:
        """The message to a student who read one of these instead; several names are joined by *or*."""
        parts = _PLACE.split(self.message)
        for place in range(1, len(parts), 3):
            names = [fill(f"{{{_READ}:{parts[place + 1] or ''}}}", {_READ: one}) for one in read]
            parts[place : place + 2] = [" or ".join(dict.fromkeys(names)), ""]
        return "".join(parts)


@dataclass(frozen=True)
class Question:
    """One declared question. Texts have their parameters filled in; only ``why`` waits for the answer."""

    id: str
    version: int
    use: str
    kind: str
    title: str
    prompt: str
    hints: tuple
    lesson: str
    reference: str = ""
    points: int = 1
    minutes: int = 2
    parameters: dict = field(default_factory=dict)
    variants: tuple = ()
    why: str = ""
    facts: str = ""
    unit: str = ""
    tolerance: dict = field(default_factory=dict)
    near: dict = field(default_factory=dict)
    decimals: int | None = None
    choices: tuple = ()
    candidates: tuple = ()
    mistakes: tuple = ()
    columns: dict = field(default_factory=dict)
    key: tuple = ()
    arguments: tuple = ()
    calls: str = ""
    words: tuple = ()
    rubric: str = ""
    entry: dict = field(default_factory=dict, repr=False, compare=False)

    def with_parameters(self, **changes) -> "Question":
        """The same question with other parameters, in its texts as in its answer: a variant.

        Raises
        ------
        DeclarationError
            When the question has no such parameter.
        """
        unknown = sorted(set(changes) - set(self.parameters))
        if unknown:
            raise DeclarationError(f"Question {self.id} has no parameter {', '.join(unknown)}.")
        changed = {**self.entry, "parameters": {**self.parameters, **changes}}
        return _filled(changed, self.lesson, f"question {self.id}")

    def reason(self, facts: dict) -> str:
        """What is said once the answer is right, with the computed ``facts`` filled in."""
        return fill(self.why, {**self.parameters, **facts})


def fill(text: str, values: dict, kept: str = "") -> str:
    """Put values into ``{name}``, ``{name:.1f}`` or ``{code:name}``; one without value raises KeyError.

    The name ``kept`` stays as it stands, for a value that is known later.
    """

    def put(found):
        if found[1] == kept:
            return found[0]
        value, form = values[found[1]], found[2] or ""
        return _country_name(value) if form == "name" else format(value, form)

    return _PLACE.sub(put, text)


def _country_name(code: str) -> str:
    path = places.data() / "countries.csv"
    return _country_names(path, path.stat().st_mtime).get(code, code)


@lru_cache(maxsize=2)
def _country_names(path: Path, modified: float) -> dict[str, str]:
    from china_russia_axis.codebook import load

    table = load("countries")
    return dict(zip(table["iso3"], table["country"], strict=True))


def parse(text: str, where: str = "questions.toml") -> list[Question]:
    """Read the text of one questions.toml.

    Raises
    ------
    DeclarationError
        When the text does not keep to the format above.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{where} is not valid TOML: {error}.") from None
    if content.get("format") != FORMAT:
        raise DeclarationError(f"{where}: format is {content.get('format')!r}; this version reads {FORMAT}.")
    lesson = content.get("lesson")
    if not re.fullmatch(r"\d\d", str(lesson)):
        raise DeclarationError(f'{where}: lesson is {lesson!r}; write two digits in quotes, like "04".')
    questions = [_question(entry, lesson, where) for entry in content.get("question", [])]
    ids = [question.id for question in questions]
    for one in ids:
        if ids.count(one) > 1:
            raise DeclarationError(f"{where}: two questions have the id {one}. Give one a new number.")
    return questions


def read(path: Path) -> list[Question]:
    """Read one questions.toml; see :func:`parse`. Its folder must begin with the number of its lesson."""
    name = f"{path.parent.name}/{path.name}"
    questions = parse(path.read_text(encoding="utf-8"), name)
    strays = [one.id for one in questions if not path.parent.name.startswith(f"{one.lesson}-")]
    if strays:
        raise DeclarationError(f"{name}: {', '.join(strays)} belong to another lesson than the folder.")
    return questions


def every(folder: Path | None = None) -> dict[str, Question]:
    """All declared questions by id, in the order of the lessons.

    Parameters
    ----------
    folder : Path, optional
        The folder of the lessons; the course's own when left out.
    """
    found = {}
    for path in sorted((folder or places.lessons()).glob("*/questions.toml")):
        for question in read(path):
            if found.setdefault(question.id, question) is not question:
                raise DeclarationError(
                    f"{path.parent.name}: the id {question.id} is taken by another lesson."
                )
    return found


def find(identifier, folder: Path | None = None) -> Question:
    """One question by its id.

    Raises
    ------
    UnknownQuestion
        When there is none; the message names the nearest ids.
    """
    questions = every(folder)
    name = identifier if isinstance(identifier, str) else str(identifier)
    if name.strip() in questions:
        return questions[name.strip()]
    near = get_close_matches(name, questions, n=3, cutoff=0.5)
    if near:
        remedy = f"Did you mean {' or '.join(near)}?"
    elif questions:
        remedy = f"There are {len(questions)}, from {min(questions)} to {max(questions)}."
    else:
        remedy = "No lesson declares questions yet."
    raise UnknownQuestion(f"There is no question '{name}'. {remedy}")


def _question(entry: dict, lesson: str, where: str) -> Question:
    name = f"{where}, question {entry.get('id', '(without id)')}"
    kind = entry.get("kind")
    if kind not in KINDS:
        raise DeclarationError(f"{name}: kind is {kind!r}; it must be one of {', '.join(KINDS)}.")
    required = {**_COMMON, **_OF_KIND[kind]}
    allowed = {**required, **_OPTIONAL, **_OPTIONAL_OF_KIND[kind]}
    for key in required:
        if key not in entry:
            raise DeclarationError(f"{name}: '{key}' is missing.")
    for key, value in entry.items():
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1, cutoff=0.6)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise DeclarationError(f"{name}: '{key}' is no part of a {kind} question.{hint}")
        types = allowed[key] if isinstance(allowed[key], tuple) else (allowed[key],)
        if type(value) not in types:
            words = " or ".join(one.__name__ for one in types)
            raise DeclarationError(f"{name}: '{key}' must be a {words}, not {value!r}.")
    _require_values(entry, lesson, name)
    return _filled(entry, lesson, name)


def _require_values(entry: dict, lesson: str, name: str) -> None:
    if not re.fullmatch(rf"{lesson}\.[1-9]\d*", entry["id"]):
        raise DeclarationError(f"{name}: an id of this lesson looks like {lesson}.1.")
    if entry["use"] not in USES:
        raise DeclarationError(f"{name}: use is {entry['use']!r}; it must be one of {', '.join(USES)}.")
    if entry["use"] != "graded" and len(entry["hints"]) < 2:
        raise DeclarationError(f"{name}: practice needs at least two hints, from gentle to leading.")
    if entry["kind"] != "choice" and not entry.get("why"):
        raise DeclarationError(f"{name}: 'why' is missing: what is said once the answer is right.")
    for key in ("tolerance", "near"):
        _require_margin(entry, key, name)
    if entry["kind"] == "table":
        _require_columns(entry, name)
    if entry["kind"] == "prose":
        words = entry["words"]
        if len(words) != 2 or not all(type(one) is int for one in words) or not 0 < words[0] < words[1]:
            raise DeclarationError(f"{name}: words must be [FEWEST, MOST], such as [80, 200].")
    for parameters in _variants(entry, name):
        unknown = set(parameters) - set(entry.get("parameters", {}))
        if unknown:
            raise DeclarationError(f"{name}: variants name {', '.join(sorted(unknown))}, no parameter.")


def _require_columns(entry: dict, name: str) -> None:
    if not entry["columns"] or not set(entry["columns"].values()) <= set(COLUMN_TYPES):
        raise DeclarationError(f"{name}: each column has a type: {' or '.join(COLUMN_TYPES)}.")
    if not entry["key"] or not set(entry["key"]) <= set(entry["columns"]):
        raise DeclarationError(f"{name}: the key names one or more of the columns.")


def _variants(entry: dict, name: str) -> tuple:
    """Every set of parameters that may be drawn, from either way to list them."""
    given = entry.get("variants", [])
    if isinstance(given, list):
        if not all(isinstance(one, dict) and one for one in given):
            raise DeclarationError(f"{name}: variants as a list holds tables of parameters.")
        return tuple(given)
    if not all(isinstance(values, list) and values for values in given.values()):
        raise DeclarationError(f"{name}: each parameter in variants has a list of values.")
    return tuple(dict(zip(given, values, strict=True)) for values in product(*given.values()))


def _require_margin(entry: dict, key: str, name: str) -> None:
    margin = entry.get(key)
    if margin is None:
        return
    sound = set(margin) in ({"absolute"}, {"relative"})
    if not sound or not all(type(one) in (int, float) and 0 <= one < math.inf for one in margin.values()):
        raise DeclarationError(f"{name}: {key} must be {{ absolute = NUMBER }} or {{ relative = NUMBER }}.")


def _filled(entry: dict, lesson: str, name: str) -> Question:
    values = entry.get("parameters", {})

    def text(part, kept=""):
        try:
            return fill(part, values, kept).strip()
        except KeyError as error:
            raise DeclarationError(f"{name}: {{{error.args[0]}}} is no parameter of the question.") from None

    mistakes = []
    for one in entry.get("mistakes", []):
        _require_mistake(one, values, name)
        mistakes.append(Mistake(**{**one, "message": text(one["message"], kept=_READ)}))
    choices = []
    for one in entry.get("choices", []):
        if set(one) != {"key", "text", "feedback"} or not all(isinstance(part, str) for part in one.values()):
            raise DeclarationError(f"{name}: each choice has key, text and feedback, all in quotes.")
        choices.append(Choice(one["key"], text(one["text"]), text(one["feedback"])))
    if entry["kind"] == "choice" and len({one.key.casefold() for one in choices}) < max(2, len(choices)):
        raise DeclarationError(f"{name}: give at least two choices, each with its own key.")
    filled = {
        "prompt": text(entry["prompt"]),
        "hints": tuple(text(hint) for hint in entry["hints"]),
        "mistakes": tuple(mistakes),
        "choices": tuple(choices),
        "variants": _variants(entry, name),
    }
    for part in ("candidates", "key", "arguments", "words"):
        filled[part] = tuple(entry.get(part, ()))
    return Question(**{**entry, **filled, "lesson": lesson, "entry": entry})


def _require_mistake(mistake: dict, parameters: dict, name: str) -> None:
    if "message" not in mistake:
        raise DeclarationError(f"{name}: a mistake without a message.")
    unknown = set(mistake) - {"message", "reference", "parameters", "others", "answer"}
    ways = set(mistake) & {"reference", "parameters", "others", "answer"}
    if unknown or not ways or ("answer" in ways and len(ways) > 1):
        raise DeclarationError(
            f"{name}: a mistake has a message and either an answer, or parameters, others and/or a reference."
        )
    others = mistake.get("others")
    sound = (
        isinstance(others, dict)
        and len(others) == 1
        and all(isinstance(values, list) and values for values in others.values())
    )
    if "others" in mistake and not sound:
        raise DeclarationError(
            f"{name}: others names one parameter with a list, such as {{ year = [2001] }}."
        )
    unknown = sorted(set(others or {}) - set(parameters))
    if unknown:
        raise DeclarationError(f"{name}: others names {unknown[0]}, no parameter of the question.")
