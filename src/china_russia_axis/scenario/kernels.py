"""One year of the model, equation by equation, for one set of numbers or for many at once.

The year runs in this order, and each part sees the new value of the parts before it:
reorientation, ukraine, taiwan, opportunism, relationship.

Every function takes ``values``, a mapping from parameter name to a number; or, for many sets of numbers,
from every parameter name to an array of shape (batch,). Results carry the batch as their last axis: the same
cell of all sets lies side by side in memory and is worked on in one sweep.
Complex numbers pass through, which is what makes exact derivatives possible.
"""

from typing import NamedTuple

import numpy as np

from china_russia_axis.scenario.states import CONTEXTS


class Year(NamedTuple):
    """The transition of one year in its factors; for many sets of numbers the batch is the last axis.

    Attributes
    ----------
    reorientation : ndarray, shape (2, 2)
        US turn in an inauguration year, old (rows) to new (columns); in other years it stays.
    ukraine : ndarray, shape (2, 3, 3)
        By this year's US turn.
    taiwan : ndarray, shape (3, 3, 3)
        By this year's Ukraine.
    opportunism : ndarray, shape (18, 2)
        Chance of no and of Russian aggression elsewhere, given the new context.
    closer, stay, apart : ndarray, shape (18, 2, 5)
        Chance of moving one step closer, of staying and of moving one step apart, given the new context,
        opportunism and the old relationship. Nothing moves two steps in a year.
    """

    reorientation: np.ndarray
    ukraine: np.ndarray
    taiwan: np.ndarray
    opportunism: np.ndarray
    closer: np.ndarray
    stay: np.ndarray
    apart: np.ndarray

    @property
    def inauguration(self) -> np.ndarray:
        """Chance of each new context (columns) given the old one (rows) when a president takes office."""
        return self._contexts(self.reorientation)

    @property
    def ordinary(self) -> np.ndarray:
        """The same in any other year, when the US turn stays as it is: shape (18, 18)."""
        no_turn = np.eye(2).reshape(2, 2, *(1,) * (self.reorientation.ndim - 2))
        return self._contexts(no_turn)

    def _contexts(self, turn) -> np.ndarray:
        # Axes: old reorientation, ukraine, taiwan, then new reorientation, ukraine, taiwan.
        # Each part's row is given the new value of the parts before it.
        turn = turn[:, None, None, :, None, None]
        war = np.swapaxes(self.ukraine, 0, 1)[None, :, None, :, :, None]
        strait = np.swapaxes(self.taiwan, 0, 1)[None, None, :, None, :, :]
        joint = turn * (war * strait)
        return joint.reshape(CONTEXTS, CONTEXTS, *joint.shape[6:])


def year(values) -> Year:
    """Build the transition of one year from the 28 numbers."""
    return Year(
        reorientation(values),
        ukraine(values),
        taiwan(values),
        _by_context(opportunism(values)),
        *steps(values),
    )


def under(hazard, multiplier):
    """Hazard under a cross-impact: the chance of getting through the year is raised to a power.

    >>> under(0.5, 2)
    0.75
    """
    return 1 - (1 - hazard) ** multiplier


def reorientation(values) -> np.ndarray:
    """US turn toward Moscow in an inauguration year, shape (2, 2): off, on."""
    starts = values["reorientation_per_inauguration"]
    # A turn is dropped only if the new president does not turn as well.
    ends = values["reorientation_ends"] * (1 - starts)
    return _table(values, [[1 - starts, starts], [ends, 1 - ends]])


def ukraine(values) -> np.ndarray:
    """War in Ukraine, shape (2, 3, 3): this year's US turn, then open, window, closed from and to."""
    setback = values["setback_per_year"]
    shielded = under(setback, values["setback_under_reorientation"])
    return _table(values, [_ukraine_rows(values, setback), _ukraine_rows(values, shielded)])


def _ukraine_rows(values, setback) -> list:
    ends, lasts = values["ukraine_war_ends"], 1 - values["ukraine_war_ends"]
    # The window closes when the danger passes and no new setback follows in the same year.
    passes = values["setback_window_ends"] * (1 - setback)
    return [
        [lasts * (1 - setback), lasts * setback, ends],
        [lasts * passes, lasts * (1 - passes), ends],
        [0, 0, 1],
    ]


def taiwan(values) -> np.ndarray:
    """Taiwan Strait, shape (3, 3, 3): this year's Ukraine, then calm, crisis, war from and to."""
    usual = _taiwan_rows(values, values["taiwan_crisis_per_year"])
    tempted = _taiwan_rows(values, under(values["taiwan_crisis_per_year"], values["crisis_under_setback"]))
    return _table(values, [usual, tempted, usual])


def _taiwan_rows(values, breaks_out) -> list:
    escalates = values["war_given_crisis"]
    # A crisis that ends leaves the calm year's risk of a new one; a war that ends leaves a crisis.
    calm = [1 - breaks_out, breaks_out * (1 - escalates), breaks_out * escalates]
    crisis = _mix(values["taiwan_crisis_ends"], calm, [0, 1 - escalates, escalates])
    war = _mix(values["taiwan_war_ends"], crisis, [0, 0, 1])
    return [calm, crisis, war]


def _mix(ends, after, before) -> list:
    return [ends * new + (1 - ends) * old for new, old in zip(after, before, strict=True)]


def opportunism(values) -> np.ndarray:
    """Russian aggression elsewhere, shape (3, 2): calm, crisis, war; then no, yes."""
    crisis = values["opportunism_in_crisis"]
    war = either(crisis, values["opportunism_added_by_war"])
    return _table(values, [[1, 0], [1 - crisis, crisis], [1 - war, war]])


def either(*chances):
    """Chance that at least one of several independent causes acts (a noisy OR).

    >>> either(0.5, 0.5)
    0.75
    """
    none = 1
    for chance in chances:
        none = none * (1 - chance)
    return 1 - none


def response(values) -> tuple:
    """Pressure closer, pressure apart, and the chance that a further step is a formal alliance.

    Returns
    -------
    up : ndarray, shape (1, 3, 3, 2)
        By ukraine, taiwan, opportunism. A war counts as a crisis too.
    down : ndarray, shape (2, 1, 1, 1)
        By reorientation.
    formal : ndarray, shape (1, 3, 3, 2)
        By ukraine, taiwan, opportunism.
    """
    up = _any_shock(values, "drift_closer", "push")
    formal = _any_shock(values, "formalise", "formalise")
    down = _table(
        values, [values["drift_apart"], either(values["drift_apart"], values["pull_reorientation"])]
    )
    return up[None], down[:, None, None, None], formal[None]


def _any_shock(values, quiet, effect) -> np.ndarray:
    """Noisy OR over the quiet chance and the active shocks, shape (3, 3, 2)."""
    setback, crisis = 1 - values[f"{effect}_setback"], 1 - values[f"{effect}_crisis"]
    war, opportunism = 1 - values[f"{effect}_war"], 1 - values[f"{effect}_opportunism"]
    by_ukraine = _table(values, [1, setback, 1])
    by_taiwan = _table(values, [1, crisis, crisis * war])
    by_opportunism = _table(values, [1, opportunism])
    none = by_ukraine[:, None, None] * by_taiwan[:, None] * by_opportunism
    return 1 - (1 - values[quiet]) * none


def steps(values) -> tuple:
    """Chance of one step closer, of staying, and of one step apart, each of shape (18, 2, 5).

    A step closer needs pressure closer and none apart, a step apart the reverse; any other year is quiet. In
    a quiet year effects fade, ruptures heal and alliances lapse.
    """
    up, down, formal = response(values)
    heals, fades, lapses = values["rupture_heals"], values["effect_fades"], values["alliance_lapses"]
    # Sums of products, never differences: no rounding can make a probability negative.
    rise, fall, quiet = up * (1 - down), down * (1 - up), up * down + (1 - up) * (1 - down)
    zero = 0 * quiet
    closer = (rise + quiet * heals, rise + quiet * fades, rise, rise * formal, zero)
    apart = (zero, fall, fall, fall + quiet * fades, fall + quiet * lapses)
    stay = (
        fall + quiet * (1 - heals),
        quiet * (1 - fades),
        quiet,
        rise * (1 - formal) + quiet * (1 - fades),
        rise + quiet * (1 - lapses),
    )
    return tuple(_by_relationship(chances) for chances in (closer, stay, apart))


def _by_relationship(chances) -> np.ndarray:
    array = np.stack(chances, axis=4)
    return array.reshape(CONTEXTS, 2, len(chances), *array.shape[5:])


def _by_context(by_taiwan) -> np.ndarray:
    batch = by_taiwan.shape[2:]
    return np.broadcast_to(by_taiwan, (2, 3, 3, 2, *batch)).reshape(CONTEXTS, 2, *batch)


def _table(values, cells) -> np.ndarray:
    """Array of nested lists whose cells are numbers or arrays over the batch; the batch goes last."""
    return np.array(_filled(cells, 0 * values["drift_closer"]))


def _filled(cells, zero):
    return [_filled(cell, zero) for cell in cells] if isinstance(cells, list) else cells + zero
