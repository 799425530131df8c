"""A memo of two pages, filled with what can be computed, and with blanks for what cannot.

The words around the numbers come from ``lessons/10-your-forecast/memo-template.md``: braces there are filled
in by this module, ``[write: ...]`` is for the student. Lines that begin with ``>`` or ``|`` are computed, so
that :func:`~china_russia_axis.capstone.checking.check` can compute them again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.capstone.problems import MemoError

FILE = "my-memo.md"
CLAIMS = 3
FORECAST_YEAR = 2033
YEARS = (2028, 2033, 2043)
_LONGEST_NAME = 40
_MARKS = "|<>`*_#[]{}"


@dataclass(frozen=True)
class Memo:
    """A memo as Markdown. As the last value of a cell it shows itself.

    Attributes
    ----------
    text : str
        The whole memo.
    """

    text: str

    def save(self, folder=".", name: str = FILE) -> Path:
        """Write the memo to a file; one of that name is left alone, and a number is added to the new one.

        Parameters
        ----------
        folder : path
            The working folder by default.
        name : str
            Ends in ``.md``.

        Returns
        -------
        pathlib.Path
            The file written.

        Raises
        ------
        MemoError
            When the folder is missing or cannot be written to.
        """
        wanted = Path(folder) / name
        if wanted.suffix != ".md":
            raise MemoError(f"A memo is kept as text: let the name end in .md, such as {FILE}, not {name!r}.")
        number, path = 1, wanted
        while True:
            try:
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    file.write(self.text)
                return path
            except FileExistsError:
                number += 1
                path = wanted.with_name(f"{wanted.stem}-{number}.md")
            except OSError as error:
                raise MemoError(
                    f"{wanted.name} could not be written ({error.strerror}). "
                    "Is there such a folder, and is it yours?"
                ) from None

    def _repr_mimebundle_(self, include=None, exclude=None):
        # Inside a notebook the memo's headings rank below the lesson's own.
        shown = re.sub(r"^#", "###", self.text, flags=re.MULTILINE)
        return {"text/markdown": shown, "text/plain": self.text}


def memo(claims, scenario, forecast, author="", load=None) -> Memo:
    """Fill in the memo: verdicts, numbers, doubts and sources, the five futures, and the forecast.

    Parameters
    ----------
    claims : sequence of str
        Three claims, such as ``["C31", "C52", "C08"]``.
    scenario : Scenario or str
        Yours, or its code (``CRA1-...``).
    forecast : FirstForecast, mapping, or sequence of FirstForecast
        Your answer to F1, as per cent by future; further questions may follow in a sequence.
    author : str
        A pseudonym; that of the forecast when left out.
    load : callable, optional
        Gives a table by name; the course's own when left out.

    Returns
    -------
    Memo
        ``.text`` is Markdown; ``.save()`` keeps it.

    Raises
    ------
    MemoError
        When a claim, the scenario, the forecast or the pseudonym cannot be used; it says what to do.
    """
    from china_russia_axis import codebook

    load = load or codebook.load
    scenario = _scenario(scenario)
    forecasts = _forecasts(forecast)
    cards = _cards(claims, load)
    name = _author(author, forecasts)
    fields = {f"claim_{place}": _claim(card) for place, card in enumerate(cards, 1)}
    fields |= {"author": name, "scenario": _scenario_told(scenario)}
    fields["forecast"] = _forecast_told(scenario, forecasts, load)
    text = template()
    for field, words in fields.items():
        text = text.replace(f"{{{field}}}", words)
    return Memo(text)


def template() -> str:
    """The memo with nothing filled in, as ``memo-template.md`` has it."""
    return (places.lessons() / "10-your-forecast" / "memo-template.md").read_text(encoding="utf-8")


# --- what was given ---------------------------------------------------------------------------------


def _cards(claims, load) -> list:
    from china_russia_axis.claims import claim, ledger

    if isinstance(claims, str) or not hasattr(claims, "__iter__"):
        raise MemoError(f'Give the claims as a list, such as ["C31", "C52", "C08"], not {claims!r}.')
    try:
        cards = [claim(one, load=load) for one in claims]
    except ledger.UnknownClaim as error:
        raise MemoError(str(error.args[0])) from None
    ids = [card.id for card in cards]
    if len(ids) != CLAIMS or len(set(ids)) != CLAIMS:
        raise MemoError(
            f"A memo tests {CLAIMS} different claims; you gave {len(ids)}: {', '.join(ids) or 'none'}. "
            "cra.capstone.choose(claims) lists those that a table can test."
        )
    waiting = [card for card in cards if not card.number]
    if waiting:
        raise MemoError(
            f"{waiting[0].id} has no number: lesson {waiting[0].lesson} has not judged it. "
            "Choose another claim."
        )
    return cards


def _scenario(given):
    from china_russia_axis.scenario import Scenario, ScenarioError, from_code, to_code

    if isinstance(given, str):
        try:
            given = from_code(given)
        except ScenarioError as error:
            raise MemoError(f"The scenario code cannot be read. {error}") from None
    if not isinstance(given, Scenario):
        raise MemoError(
            f"The scenario is a {type(given).__name__}. Give one made with cra.scenario.Scenario(), "
            "cra.scenario.load(...), or its code in quotation marks."
        )
    if not given.start_year < FORECAST_YEAR <= given.end_year:
        raise MemoError(
            f"The scenario runs from {given.start_year} to {given.end_year}, and the memo needs "
            f"{FORECAST_YEAR}. Give it a longer horizon."
        )
    # The numbers of the memo are those that its code gives, so that a reader can compute them again.
    return from_code(to_code(given.with_header(title="", author="")))


def _forecasts(given) -> list:
    from china_russia_axis.forecasts import FirstForecast, InvalidForecast

    if isinstance(given, Mapping):
        try:
            given = FirstForecast("F1", dict(given))
        except InvalidForecast as error:
            raise MemoError(f"The forecast of F1 cannot be scored yet. {error}") from None
    forecasts = (
        [given] if isinstance(given, FirstForecast) else list(given or []) if _many(given) else [given]
    )
    if not forecasts or not all(isinstance(one, FirstForecast) for one in forecasts):
        raise MemoError(
            "Give the forecast as chances in per cent, such as "
            '{"rupture": 2, "slower": 15, "converging": 60, "accelerated": 18, "alliance": 5}.'
        )
    questions = [one.question_id for one in forecasts]
    if questions.count("F1") != 1 or len(set(questions)) < len(questions):
        raise MemoError(
            f"The memo needs one answer to F1, and at most one to each other question; you gave "
            f"{', '.join(questions)}."
        )
    return sorted(forecasts, key=lambda one: one.question_id)


def _many(given) -> bool:
    return given is None or isinstance(given, (list, tuple))


def _author(author, forecasts) -> str:
    name = "".join(letter for letter in str(author or forecasts[0].forecaster) if letter not in _MARKS)
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise MemoError(
            f'Choose a pseudonym of 1 to {_LONGEST_NAME} letters, such as author="paper crane", '
            "and not your name."
        )
    return name


# --- what is computed -------------------------------------------------------------------------------


def _claim(card) -> str:
    from china_russia_axis.claims.card import _CLOCKS

    return "\n".join(
        [
            f"> **{card.id}** ({card.type}): {card.paraphrase}",
            ">",
            f"> - *{card.computed_verdict}* (confidence {card.confidence}; {_CLOCKS[card.clock]}). "
            f"{card.number}",
            f"> - Doubt: {card.doubt}",
            f"> - {card.source}",
        ]
    )


def _scenario_told(scenario) -> str:
    from china_russia_axis.scenario import to_code

    return "\n".join(
        [
            f"> - Code: `{to_code(scenario)}`, begins at the end of {scenario.start_year}.",
            f"> - {_changes(scenario)}",
            f"> - {_effect(scenario)}",
        ]
    )


def _course(scenario):
    """The course's numbers over the same years."""
    from china_russia_axis.scenario import Scenario

    return Scenario().with_header(start_year=scenario.start_year, horizon=scenario.horizon)


def _changes(scenario) -> str:
    from china_russia_axis.scenario import PARAMETERS, compare

    found = compare(_course(scenario), scenario)
    changed = [
        f"{row.label} from {_value(row['first'], name)} to {_value(row['second'], name)}"
        for name, row in found.parameters().iterrows()
        if row.change
    ]
    ranges = len(found.parameters()) - len(changed)
    changed += [f"the range alone of {ranges} more"] if ranges else []
    changed += [
        f"{part} begins as {now} instead of {before}" for part, (before, now) in found.start().items()
    ]
    untouched = "The course's own numbers, none changed."
    return f"Changed, of {len(PARAMETERS)} numbers: {'; '.join(changed)}." if changed else untouched


def _value(value, name) -> str:
    from china_russia_axis.scenario import PARAMETERS

    return f"{value * 100:g} %" if PARAMETERS[name].is_chance else f"{value:g}"


def _effect(scenario) -> str:
    from china_russia_axis.scenario import compare

    found = compare(_course(scenario), scenario)
    row = found.outcomes([FORECAST_YEAR]).loc[(FORECAST_YEAR, "alliance")]
    text = (
        f"An alliance in {FORECAST_YEAR}: {_per_cent(row['first'])} per cent with the course's numbers, "
        f"{_per_cent(row['second'])} with these."
    )
    parts = found.contributions("alliance", FORECAST_YEAR)
    if len(parts) > 1:
        shares = "; ".join(
            f"{_part(name)} {points * 100:+.1f}" for name, points in parts["contribution"].items()
        )
        text += f" In points: {shares}."
    return text


def _part(name) -> str:
    from china_russia_axis.scenario import PARAMETERS

    return PARAMETERS[name].label if name in PARAMETERS else f"{name} together"


def _forecast_told(scenario, forecasts, load) -> str:
    from china_russia_axis.forecasts import QUESTIONS
    from china_russia_axis.scenario import RELATIONSHIPS, intervals

    years = [year for year in YEARS if scenario.start_year < year <= scenario.end_year]
    found = intervals(scenario)
    base = _base_rate(load)
    mine = forecasts[0].per_cent
    lines = [
        "| Future, per cent at the end of | " + " | ".join(map(str, years)) + " | base rate | mine, 2033 |",
        "|---" * (len(years) + 3) + "|",
    ]
    for place, name in enumerate(RELATIONSHIPS):
        cells = [_with_interval(found, year, place) for year in years]
        lines.append(f"| {name} | {' | '.join(cells)} | {_per_cent(base[name])} | {mine[name]:g} |")
    question = QUESTIONS["F1"]
    lines += [
        "",
        f"> - In brackets: where {found.level * 10:.0f} in 10 draws from the scenario's ranges lie.",
        f"> - Base rate: {_basis(load)}.",
        f"> - Settled by the rule of F1 (version {question.version}) at the end of {question.closes}.",
    ]
    return "\n".join([*lines, *[_answer_told(one) for one in forecasts[1:]]])


def _base_rate(load) -> dict:
    from china_russia_axis.capstone.neighbours import beside

    return beside(load("forecast_entries"), "F1")["base rate"].to_dict()


def _basis(load) -> str:
    entries = load("forecast_entries")
    rows = entries[(entries["question_id"] == "F1") & (entries["forecaster"] == "base rate")]
    return str(rows["basis"].iloc[0]).rstrip(".")


def _with_interval(found, year, place) -> str:
    row = int(year - found.years[0])
    low, point, high = (getattr(found, part)[row, place] for part in ("low", "point", "high"))
    ends = dict.fromkeys((_per_cent(low), _per_cent(high)))
    return f"{_per_cent(point)} ({'-'.join(ends)})"


def _answer_told(one) -> str:
    from china_russia_axis.forecasts import QUESTIONS

    answers = ", ".join(f"{name} {value:g}" for name, value in one.per_cent.items())
    return f"> - {one.question_id}: {QUESTIONS[one.question_id].text} Mine, per cent: {answers}."


def _per_cent(share) -> str:
    """Whole per cents; what would round to nothing or to everything is said to be near it.

    >>> _per_cent(0.104), _per_cent(0.003), _per_cent(0.0)
    ('10', '<1', '0')
    """
    rounded = f"{share * 100:.0f}"
    if rounded == "0" and share > 0:
        return "<1"
    if rounded == "100" and share < 1 - 1e-12:
        return ">99"
    return rounded
