"""Cross-impact balances: a rival method on the same essay, without a single probability.

Experts name a few descriptors of the world, each with two or three states, and judge how strongly each state
of one promotes or hinders each state of another, from -3 to +3. A scenario picks one state for each
descriptor. It is consistent when every descriptor is in the state that the others together favour most
(Weimer-Jehle 2006). What comes out is a short list of worlds that hold together, not how likely they are.

:data:`ESSAY` holds our own judgements on the essay: every one of them is an assumption of this course.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from types import MappingProxyType

import numpy as np

from china_russia_axis.scenario.problems import Problem, ScenarioError, near

STRONGEST = 3
"""Largest judgement: 1 is a weak influence, 2 a moderate one, 3 a strong one; below 0 it hinders."""

_MOST = 20_000  # scenarios that are gone through one by one


@dataclass(frozen=True)
class Judgement:
    """How one state of a descriptor bears on the states of another.

    Attributes
    ----------
    source, state : str
        The descriptor that acts, and its state.
    target : str
        The descriptor acted upon.
    scores : tuple of int
        One for each state of the target, in their order; they sum to 0, as promoting one state means
        hindering others.
    reason : str
        Why, in one sentence.
    """

    source: str
    state: str
    target: str
    scores: tuple
    reason: str = ""


@dataclass(frozen=True, eq=False)
class CrossImpact:
    """Descriptors and judgements.

    Attributes
    ----------
    descriptors : mapping
        Name to the names of its states.
    judgements : tuple of Judgement
        A pair without a judgement has no direct influence.
    labels : mapping
        Name of a descriptor or ``name.state`` to words for people.
    kind : str
        Kind of evidence of every judgement.

    Raises
    ------
    ScenarioError
        When a judgement does not fit the descriptors; the error lists all that do not.
    """

    descriptors: MappingProxyType
    judgements: tuple
    labels: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))
    kind: str = "assumption"

    def __post_init__(self):
        problems = [problem for judgement in self.judgements for problem in _faults(self, judgement)]
        keys = [(item.source, item.state, item.target) for item in self.judgements]
        problems += [
            Problem(" ".join(key), "is judged twice.", "Leave one of the two out.")
            for key in dict.fromkeys(keys)
            if keys.count(key) > 1
        ]
        if problems:
            raise ScenarioError(problems)

    @cached_property
    def places(self) -> dict:
        """Slice of each descriptor's states among all states."""
        places, start = {}, 0
        for name, states in self.descriptors.items():
            places[name] = slice(start, start + len(states))
            start += len(states)
        return places

    @cached_property
    def matrix(self) -> np.ndarray:
        """Scores, from each state (rows) on each state (columns), shape (states, states)."""
        size = sum(map(len, self.descriptors.values()))
        matrix = np.zeros((size, size), int)
        for item in self.judgements:
            row = self.places[item.source].start + self.descriptors[item.source].index(item.state)
            matrix[row, self.places[item.target]] = item.scores
        matrix.flags.writeable = False
        return matrix

    @cached_property
    def scenarios(self) -> tuple:
        """Every combination of states, each a tuple in the order of the descriptors."""
        count = int(np.prod([len(states) for states in self.descriptors.values()]))
        if count > _MOST:
            rule = f"{count} scenarios are more than the {_MOST} that can be gone through."
            raise ScenarioError([Problem("descriptors", rule, "Leave out descriptors or states.")])
        return tuple(product(*self.descriptors.values()))

    def frame(self):
        """The judgement matrix as a table: descriptor and state down and across.

        Returns
        -------
        pandas.DataFrame
        """
        import pandas as pd

        pairs = [(name, state) for name, states in self.descriptors.items() for state in states]
        rows = pd.MultiIndex.from_tuples(pairs, names=["source", "state"])
        columns = pd.MultiIndex.from_tuples(pairs, names=["target", "state"])
        return pd.DataFrame(self.matrix, index=rows, columns=columns)

    def label(self, name, state=None) -> str:
        """Words for a descriptor, or for one of its states."""
        key = name if state is None else f"{name}.{state}"
        return self.labels.get(key, (state or name).replace("_", " "))


def balance(method, scenario):
    """What the states of a scenario together say about every descriptor.

    Parameters
    ----------
    method : CrossImpact
        The judgements.
    scenario : mapping or sequence
        A state for each descriptor.

    Returns
    -------
    pandas.DataFrame
        Index descriptor and state; columns score, chosen, favoured (one of the best states), and gap, by how
        much the chosen state of the descriptor falls short of the best.
    """
    import pandas as pd

    chosen = _chosen(method, scenario)
    scores = chosen @ method.matrix
    rows = []
    for name, states in method.descriptors.items():
        of, picked = scores[method.places[name]], chosen[method.places[name]] == 1
        gap = int(of.max() - of[picked][0])
        rows += [
            (name, state, int(score), bool(is_it), bool(score == of.max()), gap)
            for state, score, is_it in zip(states, of, picked, strict=True)
        ]
    columns = ["descriptor", "state", "score", "chosen", "favoured", "gap"]
    return pd.DataFrame(rows, columns=columns).set_index(["descriptor", "state"])


def inconsistency(method, scenarios=None) -> np.ndarray:
    """By how much the worst descriptor of each scenario falls short of what the others favour.

    Parameters
    ----------
    method : CrossImpact
        The judgements.
    scenarios : sequence, optional
        Every combination of states by default.

    Returns
    -------
    ndarray of int, shape (scenarios,)
        0 for a consistent scenario.
    """
    scenarios = method.scenarios if scenarios is None else scenarios
    chosen = np.stack([_chosen(method, scenario) for scenario in scenarios])
    return _gaps(method, chosen, chosen @ method.matrix).max(axis=1)


def consistent(method, tolerance=0):
    """Scenarios that hold together.

    Parameters
    ----------
    method : CrossImpact
        The judgements.
    tolerance : int
        Largest inconsistency that is let through; judgements are rough, so 1 is worth a look.

    Returns
    -------
    pandas.DataFrame
        A row a scenario, the most robust first. Columns: a state for each descriptor; inconsistency; support,
        the sum of the scores of all chosen states; survival, the share of all changes of one judgement by one
        point, up or down, after which the scenario is still let through.
    """
    import pandas as pd

    found = inconsistency(method)
    kept = [place for place, value in enumerate(found) if value <= tolerance]
    table = pd.DataFrame([method.scenarios[place] for place in kept], columns=list(method.descriptors))
    table["inconsistency"] = found[kept]
    chosen = [_chosen(method, method.scenarios[place]) for place in kept]
    table["support"] = [int(one @ method.matrix @ one) for one in chosen]
    table["survival"] = [_survival(method, one, tolerance) for one in chosen]
    order = table.sort_values(["inconsistency", "survival", "support"], ascending=[True, False, False])
    return order.reset_index(drop=True)


def succession(method, start) -> list:
    """Let every descriptor move to the state that the others favour, all at once, again and again.

    Parameters
    ----------
    method : CrossImpact
        The judgements.
    start : mapping or sequence
        A state for each descriptor.

    Returns
    -------
    list of tuple
        Scenarios from the start on; the last one has been there before. It repeats the one before it when the
        world has come to rest in a consistent scenario; else the worlds since then are a cycle.
    """
    path = [_tuple(method, start)]
    while path[-1] not in path[:-1]:
        path.append(_next(method, path[-1]))
    return path


def attractors(method):
    """Where succession ends from every possible start.

    Returns
    -------
    pandas.DataFrame
        A row an attractor, the widest first. Columns: scenarios (a tuple of them: one when the world comes to
        rest, several for a cycle), length, and basin, the share of all starts that end there. A basin is no
        probability.
    """
    import pandas as pd

    tally = {}
    for start in method.scenarios:
        path = succession(method, start)
        cycle = path[path.index(path[-1]) : -1]
        first = cycle.index(min(cycle))
        key = tuple(cycle[first:] + cycle[:first])
        tally[key] = tally.get(key, 0) + 1
    rows = [(key, len(key), count / len(method.scenarios)) for key, count in tally.items()]
    table = pd.DataFrame(rows, columns=["scenarios", "length", "basin"])
    return table.sort_values("basin", ascending=False, kind="stable", ignore_index=True)


def _next(method, scenario) -> tuple:
    scores = _chosen(method, scenario) @ method.matrix
    new = []
    for (name, states), state in zip(method.descriptors.items(), scenario, strict=True):
        of = dict(zip(states, scores[method.places[name]], strict=True))
        best = max(of.values())
        # Nothing moves without need: a state that ties with the best stays.
        new.append(state if of[state] == best else next(other for other in states if of[other] == best))
    return tuple(new)


def _gaps(method, chosen, scores) -> np.ndarray:
    """Shortfall of each descriptor, shape (scenarios, descriptors)."""
    parts = []
    for place in method.places.values():
        of, picked = scores[:, place], chosen[:, place]
        parts.append(of.max(axis=1) - (of * picked).sum(axis=1))
    return np.stack(parts, axis=1)


def _survival(method, chosen, tolerance) -> float:
    """Share of one-point changes of one judgement after which a scenario is still let through."""
    size = len(chosen)
    owner = np.repeat(np.arange(len(method.places)), [len(states) for states in method.descriptors.values()])
    foreign = owner[:, None] != owner[None, :]
    base, stays = chosen @ method.matrix, 0
    for change in (-1, 1):
        # Only judgements of chosen states reach the scores; the others leave the scenario as it is.
        scores = base + change * np.eye(size, dtype=int)
        gaps = _gaps(method, np.tile(chosen, (size, 1)), scores).max(axis=1)
        reach = foreign & (chosen[:, None] == 1)
        stays += (reach & (gaps <= tolerance)[None, :]).sum() + (foreign & (chosen[:, None] == 0)).sum()
    return float(stays / (2 * foreign.sum()))


def _tuple(method, scenario) -> tuple:
    """A scenario as a tuple, from a mapping or a sequence."""
    if hasattr(scenario, "keys"):
        missing = [name for name in method.descriptors if name not in scenario]
        if missing:
            rule = f"no state is given for {', '.join(missing)}."
            raise ScenarioError([Problem("scenario", rule, "Name a state for every descriptor.")])
        scenario = [scenario[name] for name in method.descriptors]
    scenario = tuple(scenario)
    if len(scenario) != len(method.descriptors):
        rule = f"{len(scenario)} states for {len(method.descriptors)} descriptors."
        raise ScenarioError([Problem("scenario", rule, "Name a state for every descriptor.")])
    for (name, states), state in zip(method.descriptors.items(), scenario, strict=True):
        if state not in states:
            rule = f"'{state}' is not a state of {name}.{near(state, states)}"
            raise ScenarioError([Problem(name, rule, f"Choose one of: {', '.join(states)}.")])
    return scenario


def _chosen(method, scenario) -> np.ndarray:
    """1 for each state of a scenario, 0 for the others, shape (states,)."""
    chosen = np.zeros(len(method.matrix), int)
    for (name, states), state in zip(method.descriptors.items(), _tuple(method, scenario), strict=True):
        chosen[method.places[name].start + states.index(state)] = 1
    return chosen


def _faults(method, item) -> list:
    where = f"{item.source} {item.state} {item.target}"
    for name in (item.source, item.target):
        if name not in method.descriptors:
            rule = f"there is no descriptor '{name}'.{near(name, method.descriptors)}"
            return [Problem(where, rule, f"The descriptors are {', '.join(method.descriptors)}.")]
    if item.source == item.target:
        return [Problem(where, "a descriptor does not act on itself.", "Leave the judgement out.")]
    states = method.descriptors[item.source]
    if item.state not in states:
        rule = f"'{item.state}' is not a state of {item.source}.{near(item.state, states)}"
        return [Problem(where, rule, f"Choose one of: {', '.join(states)}.")]
    size = len(method.descriptors[item.target])
    if len(item.scores) != size:
        rule = f"{len(item.scores)} scores for the {size} states of {item.target}."
        return [Problem(where, rule, "Write one score for each state.")]
    if any(score != int(score) or abs(score) > STRONGEST for score in item.scores):
        rule = f"{item.scores} holds a score that is no whole number from -3 to 3."
        return [Problem(where, rule, "Write for instance (2, -1, -1).")]
    if sum(item.scores):
        rule = f"{item.scores} sums to {sum(item.scores)}, and not to 0."
        return [Problem(where, rule, "What promotes one state hinders others: balance the scores.")]
    return []


_DESCRIPTORS = MappingProxyType(
    {
        "ukraine": ("setback", "stalemate", "settlement"),
        "taiwan": ("calm", "crisis", "war"),
        "washington": ("pressure", "to_moscow", "to_beijing"),
        "economy": ("strong", "weak"),
        "elsewhere": ("quiet", "active"),
        "west": ("united", "divided"),
        "relationship": ("apart", "converging", "alliance"),
    }
)

_LABELS = MappingProxyType(
    {
        "ukraine": "War in Ukraine",
        "ukraine.setback": "Russia near collapse",
        "taiwan": "Taiwan Strait",
        "washington": "US policy",
        "washington.pressure": "pressure on both",
        "washington.to_moscow": "turn toward Moscow",
        "washington.to_beijing": "thaw with Beijing",
        "economy": "China's economy",
        "elsewhere": "Russia elsewhere",
        "west": "The West",
        "relationship": "China and Russia",
    }
)

_J = Judgement
_JUDGEMENTS = (
    # On the war in Ukraine: setback, stalemate, settlement.
    _J("washington", "pressure", "ukraine", (0, 1, -1), "Arms keep Kyiv fighting, and neither side yields."),
    _J("washington", "to_moscow", "ukraine", (-2, 0, 2), "Without US arms Kyiv has to settle."),
    _J("west", "united", "ukraine", (1, 0, -1), "A united West can press Russia hard."),
    _J("west", "divided", "ukraine", (-1, 0, 1), "A divided West tires of the war."),
    _J(
        "relationship", "apart", "ukraine", (1, -1, 0), "Without Chinese goods Russia's war effort wears out."
    ),
    _J("relationship", "converging", "ukraine", (-1, 1, 0), "Chinese goods let Russia hold on, not win."),
    _J("relationship", "alliance", "ukraine", (-2, 1, 1), "An ally would not let Moscow collapse."),
    # On the Taiwan Strait: calm, crisis, war.
    _J("washington", "pressure", "taiwan", (-1, 1, 0), "Arms and visits bring replies from Beijing."),
    _J("washington", "to_beijing", "taiwan", (2, -1, -1), "A thaw gives Beijing a reason to wait."),
    _J("economy", "strong", "taiwan", (2, -1, -1), "A growing China has much to lose and time to wait."),
    _J("economy", "weak", "taiwan", (-1, 1, 0), "A weak economy makes nationalism tempting, and war costly."),
    _J("west", "united", "taiwan", (1, 0, -1), "Unity deters."),
    _J("west", "divided", "taiwan", (-1, 0, 1), "Division invites a test."),
    _J("relationship", "alliance", "taiwan", (-1, 0, 1), "An ally covers Beijing's back."),
    # On US policy: pressure on both, turn toward Moscow, thaw with Beijing.
    _J("ukraine", "stalemate", "washington", (1, 0, -1), "While the war lasts, both stay on the list."),
    _J("ukraine", "settlement", "washington", (-2, 1, 1), "With the war over, deals come within reach."),
    _J("taiwan", "calm", "washington", (-1, 0, 1), "Calm makes room for trade with Beijing."),
    _J("taiwan", "crisis", "washington", (2, 0, -2), "A crisis ends any thaw."),
    _J("taiwan", "war", "washington", (2, 1, -3), "War makes China the enemy, and Moscow worth courting."),
    _J("elsewhere", "active", "washington", (2, -2, 0), "Aggression closes the door to Moscow."),
    _J("west", "united", "washington", (1, -1, 0), "Allies hold Washington to pressure."),
    _J("west", "divided", "washington", (-1, 1, 0), "Without allies, deals look better."),
    _J(
        "relationship",
        "apart",
        "washington",
        (-2, 1, 1),
        "A rift invites Washington to court one of the two.",
    ),
    _J("relationship", "converging", "washington", (1, 0, -1), "Two partners are watched as one."),
    _J("relationship", "alliance", "washington", (3, -1, -2), "An alliance is answered by containment."),
    # On China's economy: strong, weak.
    _J("taiwan", "calm", "economy", (1, -1), "Calm keeps trade and capital flowing."),
    _J("taiwan", "crisis", "economy", (-1, 1), "A crisis drives capital out."),
    _J("taiwan", "war", "economy", (-3, 3), "War means sanctions and closed sea lanes."),
    _J("washington", "pressure", "economy", (-1, 1), "Export controls and tariffs slow growth."),
    _J("washington", "to_beijing", "economy", (1, -1), "A thaw opens markets."),
    # On Russian action elsewhere: quiet, active.
    _J("ukraine", "setback", "elsewhere", (2, -2), "Russia would have no forces left."),
    _J("ukraine", "stalemate", "elsewhere", (1, -1), "The war ties Russian forces down."),
    _J("ukraine", "settlement", "elsewhere", (-1, 1), "A settlement frees forces."),
    _J("taiwan", "crisis", "elsewhere", (-1, 1), "A busy Washington is a chance."),
    _J("taiwan", "war", "elsewhere", (-2, 2), "A war in Asia leaves Europe thinly guarded."),
    _J("washington", "to_moscow", "elsewhere", (2, -2), "Moscow would not spoil a bargain."),
    # On the West: united, divided.
    _J("ukraine", "setback", "west", (1, -1), "Success unites."),
    _J("ukraine", "settlement", "west", (-1, 1), "Peace terms divide."),
    _J("taiwan", "war", "west", (2, -2), "A great war closes ranks."),
    _J("washington", "pressure", "west", (1, -1), "Washington leads."),
    _J("washington", "to_moscow", "west", (-3, 3), "Europe would feel abandoned."),
    _J("elsewhere", "active", "west", (1, -1), "A new attack closes ranks."),
    _J("relationship", "alliance", "west", (2, -2), "One bloc makes another."),
    # On China and Russia: apart, converging, alliance.
    _J("ukraine", "setback", "relationship", (-2, 1, 1), "Beijing cannot let Moscow fall."),
    _J(
        "ukraine",
        "stalemate",
        "relationship",
        (-1, 2, -1),
        "Russia needs China, and China keeps its distance.",
    ),
    _J("ukraine", "settlement", "relationship", (1, 0, -1), "Moscow would have other partners again."),
    _J("taiwan", "calm", "relationship", (0, 1, -1), "Nothing calls for a formal bond."),
    _J("taiwan", "crisis", "relationship", (-2, 1, 1), "Beijing wants a friend at its back."),
    _J("taiwan", "war", "relationship", (-3, 0, 3), "War makes an ally worth its price."),
    _J("washington", "pressure", "relationship", (-2, 1, 1), "A common rival binds."),
    _J("washington", "to_moscow", "relationship", (3, -1, -2), "Moscow would have a choice again."),
    _J("washington", "to_beijing", "relationship", (1, 1, -2), "Beijing would not put a thaw at risk."),
    _J("economy", "weak", "relationship", (1, 0, -1), "A weak China cannot afford to lose Western markets."),
    _J("elsewhere", "active", "relationship", (0, -1, 1), "Two fights at once call for coordination."),
)

ESSAY = CrossImpact(_DESCRIPTORS, _JUDGEMENTS, _LABELS)
"""Our judgements on the essay's descriptors; all assumptions."""
