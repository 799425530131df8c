"""The fear desk of lesson 06: two states, a need and a fear each, and a switch for restraint.

It holds no arithmetic: every position is one call of ``security.race`` and of ``security.describe``, which
tests call too. The picture is a short SVG string, because a redraw of a plot would lag behind a slider.
"""

import html

import ipywidgets

from china_russia_axis import security
from china_russia_axis.widgets.panel import Panel

ROUNDS = 16
RESTRAINT = 8
# Heights of the picture in points: the lowest one that holds both lines, or the last.
_TOPS = (25, 50, 100)
_WIDE = {"layout": ipywidgets.Layout(width="34rem"), "style": {"description_width": "13rem"}}
_LOOKS = {"first": ("#882255", ""), "second": ("#117733", "6 4")}


def fear_desk(need=(10, 10), fear=(0.5, 0.5)) -> Panel:
    """Open the desk: four sliders, a box for restraint, and a prediction.

    Parameters
    ----------
    need, fear : pair of float
        Where the sliders start.

    Returns
    -------
    Panel
        With the controls as its children; on a page without a kernel it shows its start position.
    """
    controls = _controls(need, fear)
    picture = ipywidgets.HTML()

    def show(_=None):
        picture.value = draw(prediction=controls["prediction"].value, **read(controls))

    for control in controls.values():
        control.observe(show, names="value")
    show()
    return Panel([*controls.values(), picture], title="Fear desk", static=picture.value)


def read(controls: dict) -> dict:
    """Turn the position of the controls into the arguments of ``security.race``."""
    return {
        "need": (controls["need_first"].value, controls["need_second"].value),
        "fear": (controls["fear_first"].value, controls["fear_second"].value),
        "restraint": RESTRAINT if controls["restraint"].value else None,
    }


def _controls(need, fear) -> dict:
    controls = {
        "prediction": ipywidgets.BoundedFloatText(
            value=0,
            min=0,
            max=security.CEILING,
            step=1,
            description="First at the end, I predict",
            tooltip="Points you expect the first state to hold after the last round; 0 for no prediction",
            **_WIDE,
        )
    }
    for place, who in enumerate(("first", "second")):
        controls[f"need_{who}"] = ipywidgets.IntSlider(
            value=int(need[place]),
            min=0,
            max=40,
            description=f"Need of the {who}",
            tooltip=f"Points that the {who} would hold if the other held nothing",
            **_WIDE,
        )
        controls[f"fear_{who}"] = ipywidgets.FloatSlider(
            value=float(fear[place]),
            min=0,
            max=1.2,
            step=0.1,
            readout_format=".1f",
            description=f"Fear of the {who}",
            tooltip=f"Points that the {who} adds for every point that the other holds",
            **_WIDE,
        )
    controls["restraint"] = ipywidgets.Checkbox(
        value=False,
        description=f"The second holds still from round {RESTRAINT} on",
        tooltip="The second holds its need alone, whatever the first holds",
        **_WIDE,
    )
    return controls


def draw(need, fear, restraint=None, prediction: float = 0) -> str:
    """Draw one race as two lines in SVG, with the sentence below."""
    position = {"need": need, "fear": fear, "rounds": ROUNDS, "restraint": restraint}
    held = security.race(**position)
    sentence = html.escape(security.describe(**position))
    most = held.to_numpy().max()
    top = next((one for one in _TOPS if most <= one), _TOPS[-1])
    lines = "".join(_line(held[name], top, *look, name) for name, look in _LOOKS.items())
    ticks = "".join(
        f'<line x1="60" x2="500" y1="{_y(value, top):.1f}" y2="{_y(value, top):.1f}" stroke="#ddd"/>'
        f'<text x="54" y="{_y(value, top) + 4:.1f}" font-size="11" text-anchor="end" '
        f'fill="#444">{value}</text>'
        for value in range(0, top + 1, top // 5)
    )
    turn = (
        f'<path d="M{_x(restraint - 0.5):.1f} 10V210" stroke="#222" stroke-dasharray="4 3"/>'
        if restraint is not None
        else ""
    )
    verdict = ""
    if prediction:
        missed = abs(prediction - held["first"].iloc[-1])
        verdict = (
            " You predicted the first exactly." if missed < 0.5 else f" You were {missed:.0f} points off."
        )
    return (
        f'<svg viewBox="0 0 620 236" width="620" role="img" aria-label="{sentence}" '
        f'style="max-width:100%;background:#fff;font-family:sans-serif">{ticks}{turn}{lines}'
        f'<text x="280" y="231" font-size="11" text-anchor="middle" fill="#444">round 0 to {ROUNDS}; arms in '
        f"points{', cut off at ' + str(top) if most > top else ''}</text></svg><p>{sentence}{verdict}</p>"
    )


def _x(number: float) -> float:
    return 60 + 440 * number / ROUNDS


def _y(value: float, top: int) -> float:
    return 210 - 200 * min(float(value), top) / top


def _line(values, top: int, colour: str, dashes: str, name: str) -> str:
    points = " ".join(f"{_x(number):.1f},{_y(value, top):.1f}" for number, value in values.items())
    # The two names would cover each other where both lines end at one height.
    shift = -4 if name == "first" else 12
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5" '
        f'stroke-dasharray="{dashes}"/><text x="506" y="{_y(values.iloc[-1], top) + shift:.1f}" '
        f'font-size="12" fill="{colour}">the {name}</text>'
    )
