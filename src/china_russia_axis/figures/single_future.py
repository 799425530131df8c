"""One possible future at a time: what a single world goes through, as a line of regimes with its shocks.

Bands of chances are easily read as borders, and no world follows the middle of them. A single world wanders.
"""

from dataclasses import dataclass
from types import MappingProxyType

from china_russia_axis.figures import house
from china_russia_axis.figures.scenario import FUTURES, YEARS, source_line

SHOCKS = MappingProxyType(
    {
        "setback": ("Russian collapse", "ukraine", 1),
        "crisis": ("Taiwan crisis", "taiwan", 1),
        "war": ("war over Taiwan", "taiwan", 2),
        "opportunism": ("Russian opportunism", "opportunism", 1),
        "reorientation": ("US turn", "reorientation", 1),
    }
)
"""Rows under the line: words, and the part of a history that has this value while the shock lasts."""

WORDING = {
    "one_stays": "World {number} starts {first} as {regime} and stays so",
    "one_moves": "World {number} starts {first} as {regime}; {later}",
    "one_later": "{regime} from {year}",
    "one_shocks": ". What happened: {listed}.",
    "one_no_shock": ". No shock happens.",
    "one_end": " In {last} it stands at {regime}; {others}.",
    "one_alike": "{alike} of the {count} worlds end there",
    "one_alone": "no other world ends there",
    "one_years": "{first} to {last}",
    "one_alt": "World {number}: a line through five regimes, {first} to {last}, with the shocks below",
    "and": " and ",
}
"""Sentences with gaps; the lab fills the same ones in the page."""


@dataclass(frozen=True)
class World:
    """One world among many.

    Attributes
    ----------
    number : int
        From 1 on.
    years : range
        From the start year to the last.
    path : tuple of int
        Place of the regime in each year, 0 for rupture.
    shocks : dict
        Name in :data:`SHOCKS` to pairs of first and last year.
    alike, count : int
        How many worlds end in the same regime, and how many there are.
    """

    number: int
    years: range
    path: tuple
    shocks: dict
    alike: int
    count: int


def world(histories, number, start_year) -> World:
    """Pick one world.

    Parameters
    ----------
    histories : dict of ndarray, each of shape (years, worlds)
        Answer of ``scenario.icons.histories``.
    number : int
        From 1 to the number of worlds; counting goes on at the other end.
    start_year : int
        Year of the first row.
    """
    paths = histories["relationship"]
    place = (int(number) - 1) % paths.shape[1]
    years = range(start_year, start_year + len(paths))
    path = tuple(paths[:, place].tolist())
    shocks = {
        name: _runs(histories[part][:, place] == value, years) for name, (_, part, value) in SHOCKS.items()
    }
    return World(place + 1, years, path, shocks, int((paths[-1] == path[-1]).sum()), paths.shape[1])


def told(world) -> str:
    """The story of one world: its regimes, the shocks, and how common its end is."""
    (begin, first), *later = _steps(world)
    steps = ", ".join(_say("one_later", regime=regime, year=year) for year, regime in later)
    which = "one_moves" if later else "one_stays"
    story = _say(which, number=world.number, first=begin, regime=first, later=steps)
    happened = [f"{SHOCKS[name][0]} {_listed(spans)}" for name, spans in world.shocks.items() if spans]
    story += _say("one_shocks" if happened else "one_no_shock", listed=", ".join(happened))
    others = _say("one_alike" if world.alike > 1 else "one_alone", alike=world.alike, count=world.count)
    return story + _say("one_end", last=world.years[-1], regime=FUTURES[world.path[-1]], others=others)


def alt(world) -> str:
    """Kind of picture."""
    return _say("one_alt", number=world.number, first=world.years[0], last=world.years[-1])


def _say(sentence, **gaps) -> str:
    return WORDING[sentence].format(**gaps)


def line(world, scenario=None):
    """One world as a line through the five regimes, with the years of its shocks below.

    Parameters
    ----------
    world : World
    scenario : Scenario, optional
        Its fingerprint goes into the source line.

    Returns
    -------
    house.Figure
    """
    source = source_line(scenario).replace("exact answer", "one draw, no forecast")
    figure, axes = house.new(alt=alt(world), source=source, height=4.4)
    axes.step(world.years, world.path, where="mid", color="#222222", linewidth=1)
    for place, name in enumerate(FUTURES):
        years = [year for year, at in zip(world.years, world.path, strict=True) if at == place]
        axes.bar(
            years,
            0.7,
            width=0.86,
            bottom=place - 0.35,
            color=house.FUTURE_COLOURS[name],
            hatch=house.FUTURE_HATCHES[name],
            edgecolor="#444444",
            linewidth=0.4,
            zorder=3,
        )
    rows = {name: -1.4 - 0.8 * place for place, name in enumerate(SHOCKS)}
    for name, spans in world.shocks.items():
        bars = [(first - 0.43, last - first + 0.86) for first, last in spans]
        axes.broken_barh(bars, (rows[name] - 0.25, 0.5), color="#444444", zorder=3)
    axes.set_yticks([*range(len(FUTURES)), *rows.values()], [*FUTURES, *(SHOCKS[name][0] for name in rows)])
    first, last = world.years[0], world.years[-1]
    axes.set_xticks([first, *(year for year in YEARS if first < year <= last)])
    axes.set(xlim=(first - 0.6, last + 0.6), ylim=(-5.2, 4.6))
    axes.set(xlabel="Year (end)", ylabel="Shocks and regime")
    axes.set_title(f"World {world.number} of {world.count}: one possible future")
    figure.sentence = told(world)
    return figure


def _runs(on, years) -> tuple:
    """First and last year of every unbroken run of True."""
    runs = []
    for year, now in zip(years, on, strict=True):
        if now and runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        elif now:
            runs.append([year, year])
    return tuple(map(tuple, runs))


def _steps(world) -> list:
    """First year and name of every stretch in one regime."""
    pairs = list(zip(world.years, world.path, strict=True))
    new = [at == 0 or place != pairs[at - 1][1] for at, (_, place) in enumerate(pairs)]
    return [(year, FUTURES[place]) for (year, place), begins in zip(pairs, new, strict=True) if begins]


def _listed(spans) -> str:
    return WORDING["and"].join(
        f"{first}" if first == last else _say("one_years", first=first, last=last) for first, last in spans
    )
