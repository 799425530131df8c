"""How fast is the scenario model? Each answer beside its peers and the random-number floor, in one run.

A time is the median of repeated runs. A peer runs at a small size, and its time is scaled to the size of our
answer; the table says how small. Peers get their best case: networks are built, models compiled and tables
prepared before the clock starts, while ours starts from the numbers of a scenario each time.

    make bench                                   # installs the peers first
    .venv/bin/python benchmarks/scenario.py [repeats]
"""

import importlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from random import Random

import numpy as np

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import questions, sampling, sensitivity, states, uncertainty

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import scenario_oracle as oracle

WORLDS, YEARS, BASE_DRAWS = 1_000_000, 20, 1024
BASELINE = sc.Scenario()
LAST_FLAGS = ("EU20", "ET20", "EO20", "EW20")


def main(repeats=30):
    """Measure everything and print the table."""
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {os.cpu_count()} processors")
    print(f"{'':58}{'median ms':>11}{'aim':>8}{'ratio':>9}")
    exact_answers(repeats)
    many_worlds(repeats)
    sobol_indices(repeats)
    show("Import of the engine beyond NumPy", import_time(), aim=50)


def exact_answers(repeats):
    ours = median(lambda: sc.chances(BASELINE), repeats)
    flags = median(lambda: questions.history(BASELINE), repeats)
    span = np.linspace(0, 0.3, 31)
    show("Exact, 20 years", ours, aim=0.5)
    bayes_network("  pgmpy, the same 20 years", ours, without_flags, [[f"R{year}"] for year in range(1, 21)])
    show("Exact, 20 years with the four flags", flags, aim=1)
    bayes_network("  pgmpy, flags and futures of the last year alone", flags, whole, [[*LAST_FLAGS, "R20"]])
    show("Exact, all 28 derivatives", median(lambda: sc.derivatives(BASELINE), repeats))
    both = {"taiwan_crisis_per_year": span, "setback_per_year": span[:, None]}
    show("Exact, a map of 31 x 31 scenarios", median(lambda: sc.batch(BASELINE, **both), repeats))


def many_worlds(repeats):
    rng = np.random.default_rng(1)
    block = np.empty(sampling._BLOCK)
    blocks = WORLDS * YEARS // len(block)
    floor = median(lambda: rng.random(WORLDS * YEARS), repeats)
    in_blocks = median(lambda: [rng.random(out=block) for _ in range(blocks)], repeats)
    counts = median(lambda: sc.sample_counts(BASELINE, WORLDS), repeats)
    paths = median(lambda: sc.sample_paths(BASELINE, WORLDS), repeats)
    show("A million worlds, 20 years, by counts", counts, aim=10)
    show("Random-number floor: rng.random, 20 million at once", floor)
    show("  the same number in blocks that stay in cache", in_blocks)
    show("A million worlds, 20 years, path by path", paths, aim=3 * floor)
    print(f"{'  paths over floor; over the floor in blocks':77}{paths / floor:9.2f}{paths / in_blocks:9.2f}")
    peer("plain Python loop", plain_python, 20_000, paths)
    peer("mesa", mesa_agents, 2_000, paths, needs="mesa")
    peer("PyMC, compiled", pymc_draws, 5_000, paths, needs="pymc")


def sobol_indices(repeats):
    names = uncertainty.uncertain(BASELINE)
    sets = BASE_DRAWS * (len(names) + 2)
    drawn = uncertainty.draws(BASELINE, sets)

    def indices():
        sensitivity._two_samples.cache_clear()  # a first answer draws its samples; later ones keep them
        return sensitivity.sobol(BASELINE, count=BASE_DRAWS)

    ours = median(indices, repeats)
    show(f"Sobol indices of {len(names)} numbers, N = {BASE_DRAWS}, with intervals", ours, aim=500)
    show(f"  of which {sets:,} exact solutions", median(lambda: sc.batch(BASELINE, **drawn), repeats))
    salib("  SALib on the same function and solver", names, ours)


def median(action, repeats, budget=4.0) -> float:
    """Milliseconds: the median of ``repeats`` runs, or of as many as fit into some seconds, 5 at least."""
    action()
    times, began = [], time.perf_counter()
    while len(times) < 5 or (len(times) < repeats and time.perf_counter() - began < budget):
        start = time.perf_counter()
        action()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def show(name, milliseconds, aim=None, ratio=None) -> None:
    aim, ratio = "" if aim is None else f"{aim:.4g}", "" if ratio is None else f"{ratio:.1f}x"
    print(f"{name:58}{milliseconds:11.2f}{aim:>8}{ratio:>9}", flush=True)


def peer(name, prepare, count, ours, needs=None) -> None:
    """Paths of a peer at a small size, scaled to a million worlds."""
    if not available(needs):
        print(f"  {name}: not installed; make bench installs it")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        measured = median(prepare(count), repeats=5) * WORLDS / count
    show(f"  {name} ({count:,} worlds, scaled)", measured, ratio=measured / ours)


def available(module) -> bool:
    if module is None:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(module)
    except ImportError:
        return False
    return True


def plain_python(count):
    """Walk each world through the joint chain with ``random`` and ``bisect``."""
    rows, start, random = cumulative_rows(), states.index_of(BASELINE.start_state), Random(1)

    def run():
        tally = [[0] * 5 for _ in range(YEARS)]
        for _ in range(count):
            place = start
            for year in range(YEARS):
                place = bisect_right(rows[year][place], random.random())
                tally[year][place % 5] += 1
        return tally

    return run


def mesa_agents(count):
    """One agent a world; the model tells all agents to take their step."""
    import mesa

    rows, start = cumulative_rows(), states.index_of(BASELINE.start_state)

    class World(mesa.Agent):
        def __init__(self, model):
            super().__init__(model)
            self.place = start

        def live(self):
            self.place = bisect_right(rows[self.model.year][self.place], self.random.random())

    class Model(mesa.Model):
        def __init__(self):
            super().__init__(rng=1)
            self.year = 0
            World.create_agents(self, count)

        def step(self):
            self.agents.do("live")
            self.year += 1

    def run():
        model = Model()
        for _ in range(YEARS):
            model.step()
        return model

    return run


def pymc_draws(count):
    """Twenty categorical variables in a row, each one vector of all worlds, compiled once."""
    import pymc as pm
    import pytensor.tensor as pt

    matrices = by_year(sampling._joint(BASELINE))
    with pm.Model():
        place, futures = pt.constant(np.full(count, states.index_of(BASELINE.start_state))), []
        for year in range(YEARS):
            place = pm.Categorical(f"year_{year}", p=pt.constant(matrices[year])[place], shape=(count,))
            futures.append(place % 5)
    return pm.compile([], futures)


def by_year(tables) -> list:
    """For each of the twenty years its table: that of ordinary or that of inauguration years."""
    ordinary, inauguration = tables
    years = range(BASELINE.start_year + 1, BASELINE.end_year + 1)
    return [inauguration if states.is_inauguration_year(year) else ordinary for year in years]


def cumulative_rows() -> list:
    """Cumulated chances as plain lists by year; the last is 1, so that every number finds its place."""
    joint = (matrix.tolist() for matrix in sampling._joint(BASELINE))
    return by_year([[[*accumulate(row[:-1]), 1.0] for row in matrix] for matrix in joint])


def whole():
    """The model as a Bayesian network, flags and all."""
    return oracle.network(oracle.Model(), YEARS)


def without_flags():
    """The same without the nodes that remember what has ever happened."""
    net = whole()
    net.remove_nodes_from([node for node in net.nodes if node.startswith("E")])
    return net


def bayes_network(name, ours, build, queries) -> None:
    """Ask pgmpy for the same exact chances, year by year in the order that suits it best."""
    if not available("pgmpy"):
        print(f"{name}: not installed; make bench installs it")
        return
    net = build()
    measured = median(lambda: [oracle.asked(net, query) for query in queries], repeats=5)
    show(name, measured, ratio=measured / ours)


def salib(name, names, ours) -> None:
    """SALib's own samples and analysis around our solver."""
    if not available("SALib"):
        print(f"{name}: not installed; make bench installs it")
        return
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sample

    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0, 1]] * len(names)}
    spreads = uncertainty.spreads(BASELINE)

    def run():
        box = sample.sample(problem, BASE_DRAWS, calc_second_order=False, seed=1)
        drawn = {name: spreads[name].quantile(box[:, place]) for place, name in enumerate(names)}
        chance = sc.batch(BASELINE, **drawn)[:, -1, 4]
        return analysis.analyze(problem, chance, calc_second_order=False, num_resamples=200, seed=1)

    measured = median(run, repeats=5)
    show(name, measured, ratio=measured / ours)


def import_time(repeats=9) -> float:
    """Milliseconds that a fresh Python needs for the engine once NumPy is there."""
    code = (
        "import time, numpy; start = time.perf_counter(); import china_russia_axis.scenario; "
        "print(time.perf_counter() - start)"
    )
    with tempfile.TemporaryDirectory() as folder:
        # Compiled modules are kept, as everywhere unless somebody has switched that off.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def run():
            command = [sys.executable, "-c", code]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            return 1e3 * float(done.stdout)

        run()
        return statistics.median(run() for _ in range(repeats))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
