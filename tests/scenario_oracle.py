"""The scenario model read a second time, from its text alone: nothing here comes from the engine.

The text gives each part's chances in words and formulas. They are written down again as plain functions of
plain states, then solved in two ways: by stepping every combination of states, and as a Bayesian network
with pgmpy, whose authors know nothing of our model.
"""

import warnings
from itertools import product

WORDS = {
    "W": ["off", "on"],
    "U": ["open", "window", "closed"],
    "T": ["calm", "crisis", "war"],
    "O": ["no", "yes"],
    "R": ["rupture", "slower", "converging", "accelerated", "alliance"],
}
SYMBOLS = {
    "hT": "taiwan_crisis_per_year",
    "g": "war_given_crisis",
    "xT": "taiwan_crisis_ends",
    "xTw": "taiwan_war_ends",
    "oT": "opportunism_in_crisis",
    "oTw": "opportunism_added_by_war",
    "hU": "setback_per_year",
    "cU": "ukraine_war_ends",
    "xU": "setback_window_ends",
    "hW": "reorientation_per_inauguration",
    "xW": "reorientation_ends",
    "mWU": "setback_under_reorientation",
    "mUT": "crisis_under_setback",
    "b": "drift_closer",
    "d": "drift_apart",
    "qU": "push_setback",
    "qT": "push_crisis",
    "qTw": "push_war",
    "qO": "push_opportunism",
    "sW": "pull_reorientation",
    "gamma": "formalise",
    "gammaU": "formalise_setback",
    "gammaT": "formalise_crisis",
    "gammaTw": "formalise_war",
    "gammaO": "formalise_opportunism",
    "lamA": "alliance_lapses",
    "rho": "effect_fades",
    "lamR": "rupture_heals",
}
# The model's own table of defaults, typed from its text.
DEFAULTS = {
    "hT": 0.06,
    "g": 0.15,
    "xT": 0.5,
    "xTw": 0.3,
    "oT": 0.10,
    "oTw": 0.30,
    "hU": 0.05,
    "cU": 0.15,
    "xU": 0.25,
    "hW": 0.14,
    "xW": 0.5,
    "mWU": 0.5,
    "mUT": 1,
    "b": 0.03,
    "d": 0.02,
    "qU": 0.40,
    "qT": 0.25,
    "qTw": 0.50,
    "qO": 0.35,
    "sW": 0.12,
    "gamma": 0.06,
    "gammaU": 0.05,
    "gammaT": 0.10,
    "gammaTw": 0.35,
    "gammaO": 0.10,
    "lamA": 0.02,
    "rho": 0.15,
    "lamR": 0.10,
}
START = {"W": "off", "U": "open", "T": "calm", "R": "converging"}


class Model:
    """The text, with one set of numbers under its own letters."""

    def __init__(self, **numbers):
        for letter, number in {**DEFAULTS, **numbers}.items():
            setattr(self, letter, float(number))

    def turn(self, old, year):
        if year not in range(1789, 2200, 4):
            return {old: 1.0}
        if old == "off":
            return {"on": self.hW, "off": 1 - self.hW}
        ends = self.xW * (1 - self.hW)
        return {"off": ends, "on": 1 - ends}

    def ukraine(self, old, turn):
        h = self.hU if turn == "off" else 1 - (1 - self.hU) ** self.mWU
        if old == "closed":
            return {"closed": 1.0}
        if old == "open":
            window = (1 - self.cU) * h
            return {"closed": self.cU, "window": window, "open": 1 - self.cU - window}
        opened = (1 - self.cU) * self.xU * (1 - h)
        return {"closed": self.cU, "open": opened, "window": 1 - self.cU - opened}

    def taiwan(self, old, ukraine):
        h = 1 - (1 - self.hT) ** self.mUT if ukraine == "window" else self.hT
        calm = {"calm": 1 - h, "crisis": h * (1 - self.g), "war": h * self.g}
        stays = {"calm": 0, "crisis": 1 - self.g, "war": self.g}
        crisis = {state: (1 - self.xT) * stays[state] + self.xT * calm[state] for state in calm}
        war = {state: (1 - self.xTw) * (state == "war") + self.xTw * crisis[state] for state in calm}
        return {"calm": calm, "crisis": crisis, "war": war}[old]

    def opportunism(self, taiwan):
        yes = {"calm": 0, "crisis": self.oT, "war": 1 - (1 - self.oT) * (1 - self.oTw)}[taiwan]
        return {"yes": yes, "no": 1 - yes}

    def relationship(self, old, ukraine, taiwan, opportunism, turn):
        active = {
            "U": ukraine == "window",
            "T": taiwan in ("crisis", "war"),
            "Tw": taiwan == "war",
            "O": opportunism == "yes",
        }
        no_push, no_form = 1 - self.b, 1 - self.gamma
        for shock in (shock for shock, on in active.items() if on):
            no_push *= 1 - getattr(self, "q" + shock)
            no_form *= 1 - getattr(self, "gamma" + shock)
        up, form = 1 - no_push, 1 - no_form
        down = 1 - (1 - self.d) * (1 - (self.sW if turn == "on" else 0))
        pu, pd = up * (1 - down), down * (1 - up)
        p0 = 1 - pu - pd
        higher = {
            "rupture": pu + p0 * self.lamR,
            "slower": pu + p0 * self.rho,
            "converging": pu,
            "accelerated": pu * form,
            "alliance": 0,
        }[old]
        lower = {
            "rupture": 0,
            "slower": pd,
            "converging": pd,
            "accelerated": pd + p0 * self.rho,
            "alliance": pd + p0 * self.lamA,
        }[old]
        names, place = WORDS["R"], WORDS["R"].index(old)
        chances = {old: 1 - higher - lower}
        if place < 4:
            chances[names[place + 1]] = higher
        if place > 0:
            chances[names[place - 1]] = lower
        return chances


def letters(values):
    """The model's letters for a mapping of parameter names."""
    return {letter: values[name] for letter, name in SYMBOLS.items()}


def stepped(model, years, start=START, start_year=2023):
    """Chances of every (W, U, T, R) after each year, by going through all combinations in plain Python."""
    now = {(start["W"], start["U"], start["T"], start["R"]): 1.0}
    history = [now]
    for year in range(start_year + 1, start_year + years + 1):
        after = dict.fromkeys(product(*(WORDS[part] for part in "WUTR")), 0.0)
        for (w0, u0, t0, r0), chance in now.items():
            for w, p1 in model.turn(w0, year).items():
                for u, p2 in model.ukraine(u0, w).items():
                    for t, p3 in model.taiwan(t0, u).items():
                        for o, p4 in model.opportunism(t).items():
                            for r, p5 in model.relationship(r0, u, t, o, w).items():
                                after[w, u, t, r] += chance * p1 * p2 * p3 * p4 * p5
        now = after
        history.append(now)
    return history


def futures(states):
    """The five futures, from rupture to alliance."""
    return [sum(chance for state, chance in states.items() if state[3] == name) for name in WORDS["R"]]


def network(model, years, start=START, start_year=2023):
    """The model as a Bayesian network in pgmpy: W1, U1, T1, O1, R1, W2, ... and four "ever" nodes a year."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pgmpy warns about its own modules
        from pgmpy.factors.discrete import TabularCPD
        from pgmpy.models import DiscreteBayesianNetwork
    net = DiscreteBayesianNetwork()

    def add(name, parents, chances):
        """One node; ``chances`` gives a mapping from the parents' states."""
        words = _words(name)
        rows = [chances(*states) for states in product(*(_words(parent) for parent in parents))]
        table = [[row.get(word, 0.0) for row in rows] for word in words]
        states = {item: _words(item) for item in (name, *parents)}
        net.add_node(name)
        net.add_edges_from((parent, name) for parent in parents)
        sizes = [len(_words(parent)) for parent in parents]
        net.add_cpds(TabularCPD(name, len(words), table, parents or None, sizes or None, state_names=states))

    for part, state in start.items():
        add(f"{part}0", [], lambda state=state: {state: 1.0})
    for flag, raised in _raised(start).items():
        add(f"{flag}0", [], lambda raised=raised: {"ever" if raised else "never": 1.0})
    for k in range(1, years + 1):
        add(f"W{k}", [f"W{k - 1}"], lambda old, year=start_year + k: model.turn(old, year))
        add(f"U{k}", [f"U{k - 1}", f"W{k}"], model.ukraine)
        add(f"T{k}", [f"T{k - 1}", f"U{k}"], model.taiwan)
        add(f"O{k}", [f"T{k}"], model.opportunism)
        add(f"R{k}", [f"R{k - 1}", f"U{k}", f"T{k}", f"O{k}", f"W{k}"], model.relationship)
        for part in "UTOW":
            add(f"E{part}{k}", [f"E{part}{k - 1}", f"{part}{k}"], _ever(part))
    net.check_model()
    return net


def asked(net, names):
    """Joint chances of some nodes, by variable elimination from the first year to the last."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pgmpy.inference import VariableElimination
    # Year by year: the default order runs out of memory after a few years.
    order = sorted(
        (name for name in net.nodes if name not in names), key=lambda name: int(name.lstrip("EWUTOR"))
    )
    answer = VariableElimination(net).query(list(names), elimination_order=order, show_progress=False)
    return {
        states: float(answer.get_value(**dict(zip(names, states, strict=True))))
        for states in product(*(_words(name) for name in names))
    }


def _words(name):
    return ["never", "ever"] if name.startswith("E") else WORDS[name[0]]


def _shock(part, state):
    return {"U": state == "window", "T": state in ("crisis", "war"), "O": state == "yes", "W": state == "on"}[
        part
    ]


def _raised(start):
    return {f"E{part}": part in start and _shock(part, start[part]) for part in "UTOW"}


def _ever(part):
    return lambda before, state: {"ever" if before == "ever" or _shock(part, state) else "never": 1.0}
