"""What a page needs to compute the lab's answers by itself: the model's plan, its draws and its wording.

``scenario_answers.js`` takes it. In JupyterLab it lets a slider answer at once, before the kernel does; on
the website there is no kernel at all.
"""

import base64

import numpy as np

from china_russia_axis import scenario as model
from china_russia_axis.figures import single_future
from china_russia_axis.scenario import horizons, states, uncertainty
from china_russia_axis.widgets import scenario_texts as texts
from china_russia_axis.widgets import scenario_views as views


def page(scenario, years) -> dict:
    """Everything ``scenario_answers.js`` takes, ready to be sent.

    Parameters
    ----------
    scenario : Scenario
        Where the sliders start.
    years : sequence of int
        Headline years.

    Returns
    -------
    dict
        Its intervals hold for a scenario that :func:`moves_only`: only Python can fit another range.
    """
    return {
        "plan": {
            "start_year": scenario.start_year,
            "horizon": scenario.horizon,
            "seed": scenario.seed,
            "start_state": [states.PARTS[part].index(value) for part, value in scenario.start_state.items()],
        },
        "futures": list(model.RELATIONSHIPS),
        "headline_years": years,
        "years": list(range(scenario.start_year, scenario.end_year + 1)),
        "parameters": {name: _parameter(name, scenario) for name in model.PARAMETERS},
        "draws": _draws(),
        "words": dict(texts.WORDING),
        "idle": [[list(names), why] for names, why in texts.IDLE],
        "groups": {name: {"title": group["title"]} for name, group in texts.GROUPS.items()},
        "events": {name: _event(name) for name in texts.EVENTS},
        "future_events": list(texts.FUTURES),
        "shock_events": list(texts.SHOCKS),
        "shocks": {
            name: {"words": words, "part": part, "value": value}
            for name, (words, part, value) in single_future.SHOCKS.items()
        },
    }


def moves_only(scenario) -> bool:
    """Whether a scenario is the course's with nothing but sliders moved: no range of its own."""
    course = model.Scenario().with_values(**scenario.values)
    return all(
        (one.low, one.high, one.kind) == (other.low, other.high, other.kind)
        for one, other in zip(scenario.settings, course.settings, strict=True)
    )


def _parameter(name, scenario) -> dict:
    of = model.PARAMETERS[name]
    return {
        "label": of.label,
        "group": of.group,
        "default": of.default,
        "kind": of.kind,
        "is_chance": of.is_chance,
        "unit": of.unit,
        "saying": texts.saying(name),
        "occasions": horizons.occasions(name, scenario.start_year, scenario.horizon),
    }


def _event(name) -> dict:
    asked = texts.EVENTS[name]
    needed = list(texts.needed(name))
    return {"noun": asked.noun, "short": asked.short, "without": asked.without, "needed": needed}


def _draws() -> dict:
    """The draws behind every interval, one row a draw, as the bytes of 64-bit numbers."""
    drawn = uncertainty.draws(model.Scenario(), views.DRAWS)
    numbers = np.stack(list(drawn.values()), axis=1).astype("<f8")
    return {
        "names": list(drawn),
        "count": len(numbers),
        "base64": base64.b64encode(numbers.tobytes()).decode("ascii"),
    }
