"""Statements that a scenario's writer holds true, and the rules that hold them together.

A file may state chances beside its parameters: of an event, of one event given another, of two together, of
a hazard over several years, of the five futures. They change no number. They are compared with each other
(incoherent ones are refused, with a repair) and with the model (a difference is shown, and is no error).
"""

from dataclasses import dataclass
from itertools import permutations

from china_russia_axis.scenario import horizons, questions
from china_russia_axis.scenario.events import event
from china_russia_axis.scenario.parameters import PARAMETERS
from china_russia_axis.scenario.problems import Problem, ScenarioError, near
from china_russia_axis.scenario.states import RELATIONSHIPS
from china_russia_axis.scenario.validation import of_number, shown

ROUNDING = 0.005
"""People state chances in whole per cents, so two routes to one chance may differ by half of one."""

_EXACT = 1e-9


@dataclass(frozen=True)
class Chance:
    """Chance of an event by a year, perhaps given another event."""

    event: str
    by: int
    probability: float
    given: str = ""
    kind: str = "assumption"
    source: str = ""


@dataclass(frozen=True)
class Joint:
    """Chance of two events together by a year."""

    events: tuple
    by: int
    probability: float

    def __post_init__(self):
        object.__setattr__(self, "events", tuple(self.events))


@dataclass(frozen=True)
class OverYears:
    """Chance that a hazard strikes at least once in so many years from the start."""

    parameter: str
    years: int
    probability: float


@dataclass(frozen=True)
class FiveFutures:
    """Chances of the five futures in a year."""

    year: int
    rupture: float
    slower: float
    converging: float
    accelerated: float
    alliance: float

    def chances(self) -> dict:
        """The five chances by name."""
        return {name: getattr(self, name) for name in RELATIONSHIPS}

    def rescaled(self, decimals=4) -> "FiveFutures":
        """The same five divided by their sum: offered to a writer, never done silently.

        Rounded so that they still sum to 1: the largest remainders are rounded up.
        """
        unit = 10**decimals
        total = sum(self.chances().values())
        exact = {name: chance / total * unit for name, chance in self.chances().items()}
        whole = {name: int(chance) for name, chance in exact.items()}
        by_remainder = sorted(exact, key=lambda name: exact[name] - whole[name], reverse=True)
        for name in by_remainder[: unit - sum(whole.values())]:
            whole[name] += 1
        return FiveFutures(self.year, **{name: units / unit for name, units in whole.items()})


TABLES = {"chance": Chance, "joint": Joint, "horizon": OverYears, "futures": FiveFutures}
"""Name of each kind of statement in a file: ``[[checks.chance]]`` and so on."""


def ordered(statements) -> tuple:
    """Statements in the order in which a file holds them: by kind, then as given."""
    kinds = list(TABLES.values())
    return tuple(sorted(statements, key=lambda statement: kinds.index(type(statement))))


def problems(scenario) -> list:
    """Everything wrong with the statements of a scenario: each by itself, then each against the others."""
    alone = {field: _alone(field, check, scenario) for field, check in _named(scenario)}
    sound = [(field, check) for field, check in _named(scenario) if not alone[field]]
    together = (_implications, _repeated, _pairs, _horizons)
    found = [problem for rule in together for problem in rule(scenario, sound)]
    return [problem for ones in alone.values() for problem in ones] + found


def compared(scenario) -> list:
    """Statement, stated chance and the model's chance, for every statement but the hazards'."""
    rows = []
    for _, check in _named(scenario):
        if isinstance(check, Chance):
            words = f"{check.event} given {check.given}" if check.given else check.event
            model = questions.probability(scenario, check.event, check.given or None, check.by)
            rows.append((f"{words}, {check.by}", check.probability, model))
        elif isinstance(check, Joint):
            both = event(check.events[0]) & event(check.events[1])
            model = questions.probability(scenario, both, by=check.by)
            rows.append((f"{' and '.join(check.events)}, {check.by}", check.probability, model))
        elif isinstance(check, FiveFutures):
            for name, stated in check.chances().items():
                rows.append(
                    (f"{name}, {check.year}", stated, questions.probability(scenario, name, by=check.year))
                )
    return rows


def _named(scenario) -> list:
    """Each statement with its place in the file: checks.chance 1, checks.chance 2, checks.joint 1, ..."""
    names = {of: name for name, of in TABLES.items()}
    count = dict.fromkeys(TABLES, 0)
    named = []
    for check in scenario.checks:
        name = names[type(check)]
        count[name] += 1
        named.append((f"checks.{name} {count[name]}", check))
    return named


def _of(named, kind) -> list:
    return [(field, check) for field, check in named if isinstance(check, kind)]


def _alone(field, check, scenario) -> list:
    if isinstance(check, FiveFutures):
        return _year(field, "year", check.year, scenario) + _five(field, check)
    found = of_number(f"{field}.probability", check.probability)
    if isinstance(check, OverYears):
        return found + _hazard(field, check)
    found += _year(field, "by", check.by, scenario)
    if isinstance(check, Joint):
        return found + [problem for text in check.events for problem in _event(f"{field}.events", text)]
    found += _event(f"{field}.event", check.event)
    return found + (_event(f"{field}.given", check.given) if check.given else [])


def _year(field, key, year, scenario) -> list:
    whole = isinstance(year, int) and not isinstance(year, bool)
    if whole and scenario.start_year <= year <= scenario.end_year:
        return []
    rule = f"{shown(year)} is not a year from {scenario.start_year} to {scenario.end_year}."
    return [
        Problem(f"{field}.{key}", rule, f"Write for instance {scenario.end_year}, or lengthen the horizon.")
    ]


def _event(field, text) -> list:
    try:
        event(text)
    except ScenarioError as error:
        return [Problem(field, problem.rule, problem.repair) for problem in error.problems]
    return []


def _hazard(field, check) -> list:
    if check.parameter not in PARAMETERS:
        rule = f"the model has no parameter {shown(check.parameter)}.{near(check.parameter, PARAMETERS)}"
        return [
            Problem(f"{field}.parameter", rule, "Name a parameter whose unit is a year or an inauguration.")
        ]
    if PARAMETERS[check.parameter].unit not in ("per year", "per inauguration"):
        rule = f"{check.parameter} is {PARAMETERS[check.parameter].unit}, so it has no chance over years."
        return [
            Problem(f"{field}.parameter", rule, "Name a parameter whose unit is a year or an inauguration.")
        ]
    if not isinstance(check.years, int) or isinstance(check.years, bool) or not 1 <= check.years <= 100:
        return [
            Problem(
                f"{field}.years", f"{shown(check.years)} is not a number of years.", "Write for instance 10."
            )
        ]
    return []


def _five(field, check) -> list:
    found = [
        problem
        for name, chance in check.chances().items()
        for problem in of_number(f"{field}.{name}", chance)
    ]
    total = 0 if found else sum(check.chances().values())
    if found or abs(total - 1) <= _EXACT:
        return found
    if total == 0:
        return [
            Problem(field, "the five futures are all 0, and they must sum to 1.", "One of them must happen.")
        ]
    offer = ", ".join(f"{name} = {chance}" for name, chance in check.rescaled().chances().items())
    return [
        Problem(field, f"the five futures sum to {total:.6g}, not to 1.", f"Rescaled they would be: {offer}.")
    ]


def _marginals(named) -> list:
    """Every stated chance of one event by one year: field, event, year, chance."""
    stated = [
        (field, event(check.event), check.by, check.probability)
        for field, check in _of(named, Chance)
        if not check.given
    ]
    for field, check in _of(named, FiveFutures):
        stated += [
            (f"{field}.{name}", event(name), check.year, chance) for name, chance in check.chances().items()
        ]
    return stated


def _implications(scenario, named) -> list:
    """What implies something cannot be likelier than it: war over Taiwan, say, and crisis or war."""
    stated = _marginals(named)
    if len(stated) < 2:
        return []
    flags = tuple(sorted(frozenset().union(*(what.flags() for _, what, _, _ in stated))))
    possible = questions.history(_open_world(scenario), flags) > 0
    truth = [
        what.holds(flags).ravel()[possible[by - scenario.start_year].ravel()] for _, what, by, _ in stated
    ]
    found = []
    for one, other in permutations(range(len(stated)), 2):
        (field, first, by, high), (_, second, year, low) = stated[one], stated[other]
        if by == year and high > low + _EXACT and _implies(truth[one], truth[other]):
            rule = (
                f"P({first}) = {high:g} is above P({second}) = {low:g} in {by}, "
                "and the first implies the second."
            )
            repair = f"Lower the first to {low:g} or less, or raise the second."
            found.append(Problem(field, rule, repair))
    return found


def _open_world(scenario):
    """A scenario with the same start in which everything that the model allows can happen."""
    middle = {name: 0.5 if parameter.is_chance else 1.0 for name, parameter in PARAMETERS.items()}
    return scenario.with_values(**middle)


def _implies(first, second) -> bool:
    """True when no possible history has the first without the second, and some history has the first."""
    return bool(first.any() and not (first & ~second).any())


def _repeated(scenario, named) -> list:
    found, seen = [], {}
    for field, what, by, chance in _marginals(named):
        other, before = seen.setdefault((str(what), by), (field, chance))
        if abs(before - chance) > ROUNDING + _EXACT:
            rule = f"P({what}) in {by} is stated as {before:g} in {other} and as {chance:g} here."
            found.append(Problem(field, rule, "Keep one of the two."))
    return found


def _pairs(scenario, named) -> list:
    """Two events together: between their bounds, and the same by every route."""
    single = {(str(what), by): chance for _, what, by, chance in _marginals(named)}
    found, seen = [], {}
    for field, first, second, by, chance, route in _routes(named, single):
        found += _bounds(field, first, second, by, chance, single)
        other, before, way = seen.setdefault((frozenset([first, second]), by), (field, chance, route))
        if abs(before - chance) > ROUNDING + _EXACT:
            rule = (
                f"joint = conditional x marginal does not hold for '{first}' and '{second}' in {by}: "
                f"{way} gives {before:.3g} ({other}), {route} gives {chance:.3g}."
            )
            found.append(Problem(field, rule, f"Make the joint {chance:.3g}, or change one of the factors."))
    return found


def _routes(named, single) -> list:
    """Every way in which the chance of two events together is stated or follows."""
    routes = []
    for field, check in _of(named, Joint):
        first, second = (str(event(text)) for text in check.events)
        routes.append((field, first, second, check.by, check.probability, "the stated joint"))
    for field, check in _of(named, Chance):
        if not check.given:
            continue
        first, second = str(event(check.event)), str(event(check.given))
        marginal = single.get((second, check.by))
        if marginal is not None:
            route = f"P({first} | {second}) x P({second}) = {check.probability:g} x {marginal:g}"
            routes.append((field, first, second, check.by, check.probability * marginal, route))
    return routes


def _bounds(field, first, second, by, joint, single) -> list:
    """Frechet's bounds: no more than either event, no less than their sum minus 1."""
    chances = [single[what, by] for what in (first, second) if (what, by) in single]
    upper = min(chances, default=1)
    lower = max(0, sum(chances) - 1) if len(chances) == 2 else 0
    if lower - ROUNDING - _EXACT <= joint <= upper + ROUNDING + _EXACT:
        return []
    rule = (
        f"'{first}' and '{second}' together have {joint:.3g} in {by}, outside the Frechet bounds "
        f"{lower:.3g} to {upper:.3g} that their own chances leave."
    )
    return [
        Problem(
            field, rule, f"Choose a number from {lower:.3g} to {upper:.3g}, or change the single chances."
        )
    ]


def _horizons(scenario, named) -> list:
    """An annual chance and one over several years are one number said twice."""
    found = []
    for field, check in _of(named, OverYears):
        value = scenario.values[check.parameter]
        implied = horizons.over_horizon(check.parameter, value, scenario.start_year, check.years)
        if abs(implied - check.probability) <= ROUNDING + _EXACT:
            continue
        unit = PARAMETERS[check.parameter].unit
        rule = (
            f"{check.parameter} = {value:g} {unit} makes {implied:.3g} in {check.years} years, "
            f"not {check.probability:g}."
        )
        fitting = horizons.from_horizon(check.parameter, check.probability, scenario.start_year, check.years)
        repair = f"Write probability = {implied:.3g} here"
        repair += f", or {check.parameter} = {fitting:.3g}." if fitting is not None else "."
        found.append(Problem(field, rule, repair))
    return found
