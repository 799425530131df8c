"""The scenario model: from the essay's sentences to chances that a student can move.

>>> from china_russia_axis import scenario
>>> baseline = scenario.Scenario()
>>> scenario.futures(baseline).loc[2043].round(3).tolist()
[0.042, 0.11, 0.543, 0.205, 0.1]

The engine needs NumPy alone; pandas is fetched when a table is asked for.
"""

from importlib import import_module

from china_russia_axis.scenario.core import Scenario, Setting
from china_russia_axis.scenario.counts import sample_counts
from china_russia_axis.scenario.events import EVENTS, event
from china_russia_axis.scenario.exact import batch, chances, derivatives, distributions, futures
from china_russia_axis.scenario.files import load, save
from china_russia_axis.scenario.horizons import chance_per_year, chance_within
from china_russia_axis.scenario.icons import grouped, paths, worlds
from china_russia_axis.scenario.parameters import DEFAULTS, HEADLINE, PARAMETERS, SHOCK_SLIDERS
from china_russia_axis.scenario.presets import PRESETS
from china_russia_axis.scenario.problems import ScenarioCaution, ScenarioError
from china_russia_axis.scenario.questions import by_year, probability, tree
from china_russia_axis.scenario.sampling import sample_paths
from china_russia_axis.scenario.sharing import from_code, to_code
from china_russia_axis.scenario.states import HEADLINE_YEARS, RELATIONSHIPS

__all__ = [
    "DEFAULTS",
    "EVENTS",
    "HEADLINE",
    "HEADLINE_YEARS",
    "PARAMETERS",
    "PRESETS",
    "RELATIONSHIPS",
    "SHOCK_SLIDERS",
    "Scenario",
    "ScenarioCaution",
    "ScenarioError",
    "Setting",
    "attributions",
    "batch",
    "by_year",
    "chance_per_year",
    "chance_within",
    "chances",
    "compare",
    "derivatives",
    "discover",
    "distributions",
    "event",
    "from_code",
    "futures",
    "grouped",
    "heatmap",
    "interval",
    "intervals",
    "load",
    "paths",
    "probability",
    "sample_counts",
    "sample_paths",
    "save",
    "sobol",
    "to_code",
    "tornado",
    "tree",
    "worlds",
]

# Fetched when first used, so that the engine alone stays quick to import. A module is named for itself.
_LATER = {
    "attribution": "attribution",
    "attributions": "attribution",
    "compare": "comparison",
    "comparison": "comparison",
    "cross_impact": "cross_impact",
    "discover": "discovery",
    "discovery": "discovery",
    "heatmap": "sensitivity",
    "interval": "uncertainty",
    "intervals": "uncertainty",
    "sensitivity": "sensitivity",
    "sobol": "sensitivity",
    "tornado": "sensitivity",
    "uncertainty": "uncertainty",
}


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(f"cra.scenario has no '{name}'. It has: {', '.join(__dir__())}.")
    module = import_module(f"{__name__}.{_LATER[name]}")
    return module if name == _LATER[name] else getattr(module, name)


def __dir__():
    return sorted({*__all__, *_LATER})
