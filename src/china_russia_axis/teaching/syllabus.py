"""A syllabus of any length, built from the minutes in the plans: change a plan, and the syllabus follows."""

from dataclasses import dataclass

from china_russia_axis.teaching import CannotTeach
from china_russia_axis.teaching.plans import LENGTHS, Plan

SHAPES = {"One session": 1, "Three sessions": 3, "Six weeks": 6, "A term": None}
"""The lengths on the committed page; None takes every unit there is, once."""

# Which unit enters next when there is room for one more. The lab first, because it stands alone; then the
# start and one lesson of evidence; then the score and the memo, so that the thread of forecasts closes.
_PRIORITY = ("07", "04", "00", "02", "09", "10", "03", "role-play", "08", "06", "05", "01")
_LONGEST = 60


@dataclass(frozen=True)
class Session:
    """One class hour of a syllabus.

    Attributes
    ----------
    number : int
        1 for the first.
    unit : Plan or None
        What is taught; None for an open hour.
    length : int
        Minutes of the plan that is followed, 0 for an open hour.
    spare : int
        Minutes of the hour that the plan leaves.
    before : tuple of Plan
        Lessons that students work through alone before this hour, because it needs them and no hour has them.
    """

    number: int
    unit: Plan | None
    length: int
    spare: int
    before: tuple = ()

    @property
    def steps(self) -> tuple:
        """The steps of the hour."""
        return self.unit.steps[self.length] if self.unit else ()


def build(units: list[Plan], sessions: int | None, minutes: int) -> list[Session]:
    """Put units into class hours.

    Parameters
    ----------
    units : list of Plan
        What there is, in the order of the course.
    sessions : int or None
        How many hours there are; None for one hour a unit.
    minutes : int
        Length of each hour.

    Returns
    -------
    list of Session
        As many as asked for: hours beyond the last unit are open.

    Raises
    ------
    CannotTeach
        When the number of hours is not from 1 to 60, or no plan fits into the minutes.
    """
    if sessions is not None and not 1 <= sessions <= _LONGEST:
        raise CannotTeach(f"{sessions} sessions: give a number from 1 to {_LONGEST}.")
    if minutes < min(LENGTHS):
        raise CannotTeach(
            f"{minutes} minutes are too few: plans are written for {LENGTHS[0]} and {LENGTHS[1]} minutes. "
            "For 20 minutes there is the pop-up role-play: axis role-play --pop-up --out FOLDER"
        )
    chosen = _chosen(units, len(units) if sessions is None else sessions)
    at_home = _at_home(chosen, units)
    hours = []
    for number, unit in enumerate(chosen, 1):
        length = unit.fitting(minutes)
        hours.append(Session(number, unit, length, minutes - length, at_home[unit.name]))
    wanted = len(chosen) if sessions is None else sessions
    return hours + [Session(number, None, 0, minutes) for number in range(len(chosen) + 1, wanted + 1)]


def _chosen(units: list[Plan], count: int) -> list[Plan]:
    rank = {number: place for place, number in enumerate(_PRIORITY)}
    by_rank = sorted(units, key=lambda unit: rank.get(unit.number, len(rank)))
    first = {unit.name for unit in by_rank[:count]}
    return [unit for unit in units if unit.name in first]


def _at_home(chosen: list[Plan], units: list[Plan]) -> dict:
    """What each chosen unit needs that is not taught before it, needs of needs included, once each."""
    by_number = {unit.number: unit for unit in units}
    known, before = set(), {}
    for unit in chosen:
        missing, open_ends = [], list(unit.needs)
        while open_ends:
            number = open_ends.pop(0)
            if number in by_number and number not in known:
                known.add(number)
                missing.append(by_number[number])
                open_ends += by_number[number].needs
        before[unit.name] = tuple(sorted(missing, key=lambda plan: plan.number))
        known.add(unit.number)
    return before


def left_out(units: list[Plan], hours: list[Session]) -> list[Plan]:
    """Units that no hour has, in the order of the course."""
    taught = {hour.unit.name for hour in hours if hour.unit}
    return [unit for unit in units if unit.name not in taught]


def as_markdown(units: list[Plan], hours: list[Session], minutes: int, word: str = "Session") -> str:
    """The syllabus as a page: a table, then every hour step by step."""
    parts = [
        f"# Syllabus: {_many(len(hours), 'session')} of {minutes} minutes",
        "Built from the plans of the lessons, minute by minute; the plans say how each step is done.",
        "\n".join(
            [
                f"| {word} | Unit | Minutes | Before class, alone |",
                "|---|---|---|---|",
                *[
                    f"| {hour.number} | {_unit(hour)} | {_minutes(hour)} | {_before(hour)} |"
                    for hour in hours
                ],
            ]
        ),
        _totals(hours, minutes),
    ]
    for hour in hours:
        if hour.unit:
            lines = [f"- {step.minutes} min: {step.what}" for step in hour.steps]
            parts.append(f"## {word} {hour.number}: {hour.unit.title}\n\n" + "\n".join(lines))
    parts.append(_omitted(left_out(units, hours)))
    return "\n\n".join(part for part in parts if part) + "\n"


def page(units: list[Plan]) -> str:
    """The committed page: four shapes, each with both lengths of the class hour side by side."""
    parts = [
        "# Syllabus: one session, three, six weeks, a term",
        "<!-- Built by `axis teaching` from the plans of the lessons. Edit the plans, then run it again. -->",
        "Every number of minutes below is read from the plans, so this page cannot promise more than a plan "
        "holds.\n"
        "For another length: `axis syllabus --weeks 8 --minutes 75`, or `--sessions 2 --minutes 90`.\n"
        "*Before class* is the time that a student alone needs for the notebook.",
    ]
    for name, sessions in SHAPES.items():
        parts.append(_shape(name, sessions, units))
    return "\n\n".join(parts) + "\n"


def _shape(name: str, sessions: int | None, units: list[Plan]) -> str:
    short, long = (build(units, sessions, minutes) for minutes in LENGTHS)
    rows = [
        f"| {one.number} | {_linked(one)} | {_listed(one)} | {_listed(other)} | {_before(one)} |"
        for one, other in zip(short, long, strict=True)
    ]
    table = "\n".join(
        [
            f"| Session | Unit | {LENGTHS[0]} minutes | {LENGTHS[1]} minutes | Before class, alone |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )
    totals = f"{_totals(short, LENGTHS[0])}\n{_totals(long, LENGTHS[1])}"
    return "\n\n".join(
        part for part in (f"## {name}", table, totals, _omitted(left_out(units, short))) if part
    )


def _unit(hour: Session) -> str:
    return f"{hour.unit.number}: {_cell(hour.unit.title)}" if hour.unit else "open: for what ran over"


def _linked(hour: Session) -> str:
    if not hour.unit:
        return _unit(hour)
    file = "teaching-notes.md" if hour.unit.number == "role-play" else "plan.md"
    return f"[{_unit(hour)}](../{hour.unit.name}/{file})"


def _listed(hour: Session) -> str:
    steps = "; ".join(f"{step.minutes} {_cell(step.what)}" for step in hour.steps)
    return steps + (f"; {hour.spare} to spare" if hour.unit and hour.spare else "")


def _minutes(hour: Session) -> str:
    return f"{hour.length}" + (f" and {hour.spare} to spare" if hour.spare else "") if hour.unit else "open"


def _before(hour: Session) -> str:
    return "; ".join(f"lesson {plan.number}, about {plan.alone} minutes" for plan in hour.before) or "nothing"


def _totals(hours: list[Session], minutes: int) -> str:
    home = sum(plan.alone for hour in hours for plan in hour.before)
    alone = f", and about {home} minutes alone before class" if home else ""
    return f"{_many(len(hours), 'session')} of {minutes}: {len(hours) * minutes} minutes in class{alone}."


def _omitted(plans: list[Plan]) -> str:
    if not plans:
        return ""
    names = "; ".join(f"{plan.number}: {plan.title}" for plan in plans)
    return f"Not in it, for reading on: {names}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
