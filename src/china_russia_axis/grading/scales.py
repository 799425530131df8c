"""From points to the marks of a school, by data: letters from thresholds, or numbers on a line.

::

    format = 1
    name = "Letters"
    rounding = "half up"      # or "half even", "down", "up"
    digits = 0                # digits of the per cent that are kept before it is compared

    [[step]]                  # the highest first, the last one from 0
    from_per_cent = 90
    gives = "A"

or, in place of the steps::

    [line]                    # straight from no points to all points
    none = 1.0
    all = 6.0
    step = 0.5                # rounded to this step, as the rounding above says
"""

import tomllib
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

FORMAT = 1
_ROUNDINGS = {
    "half up": ROUND_HALF_UP,
    "half even": ROUND_HALF_EVEN,
    "down": ROUND_FLOOR,
    "up": ROUND_CEILING,
}


class ScaleError(ValueError):
    """Raised for a scale that cannot be used; the message names place and remedy."""


@dataclass(frozen=True)
class Scale:
    """One scale; ``rule`` says in a sentence how it rounds."""

    name: str
    rounding: str
    digits: int
    steps: tuple = ()
    line: tuple = ()

    def __call__(self, points: float, most: float) -> str:
        """The school's mark for so many points out of ``most``."""
        # Decimal numbers from their written form: 89.5 per cent is not 89.49999.
        points, most = Decimal(str(round(points, 6))), Decimal(str(most))
        if not self.line:
            per_cent = self._round(100 * points / most, Decimal(1).scaleb(-self.digits))
            return next(gives for start, gives in self.steps if per_cent >= start)
        none, full, step = self.line
        return f"{self._round(none + (full - none) * points / most, step).normalize():f}"

    @property
    def rule(self) -> str:
        """How a mark is found, in a sentence."""
        if self.line:
            none, full, step = self.line
            return (
                f"{self.name}: a straight line from {none} (no points) to {full} (all points), "
                f"rounded to {step}, {self.rounding}."
            )
        steps = ", ".join(f"{gives} from {start}" for start, gives in self.steps)
        digits = f"{self.digits} digit{'' if self.digits == 1 else 's'}"
        return f"{self.name}: per cent of the points, {digits} after the point, {self.rounding}: {steps}."

    def _round(self, value: Decimal, step: Decimal) -> Decimal:
        # Twelve digits first, so that a third of a point does not decide by its last digit.
        ratio = (value / step).quantize(Decimal("1e-12"))
        return ratio.to_integral_value(_ROUNDINGS[self.rounding]) * step


def read(path: Path) -> Scale:
    """Read a scale.

    Raises
    ------
    ScaleError
        When the file cannot be read or does not keep to the format above.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise ScaleError(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScaleError(f"{path} is not valid TOML: {error}.") from None
    known = {"format", "name", "rounding", "digits", "step", "line"}
    unknown = sorted(set(content) - known)
    if content.get("format") != FORMAT or unknown:
        what = f"'{unknown[0]}' is no part of it" if unknown else f"write 'format = {FORMAT}' first"
        raise ScaleError(f"{path.name}: {what}.")
    if content.get("rounding") not in _ROUNDINGS:
        raise ScaleError(
            f"{path.name}: rounding must be one of {', '.join(_ROUNDINGS)}; nobody should guess it."
        )
    digits = content.get("digits", 0)
    if type(digits) is not int or not 0 <= digits <= 6:
        raise ScaleError(f"{path.name}: digits is {digits!r}; write a whole number from 0 to 6.")
    if ("step" in content) == ("line" in content):
        raise ScaleError(f"{path.name}: give either [[step]] entries or one [line].")
    name = str(content.get("name") or path.stem)
    if "line" in content:
        return Scale(name, content["rounding"], digits, line=_line(content["line"], path))
    return Scale(name, content["rounding"], digits, steps=_steps(content["step"], path))


def _line(entry, path: Path) -> tuple:
    if not isinstance(entry, dict) or set(entry) != {"none", "all", "step"}:
        raise ScaleError(f"{path.name}, [line]: give 'none', 'all' and 'step'.")
    none, full, step = (_number(entry[part], path) for part in ("none", "all", "step"))
    if step <= 0 or none == full:
        raise ScaleError(f"{path.name}, [line]: 'step' must be above 0, and 'none' and 'all' must differ.")
    return none, full, step


def _steps(entries, path: Path) -> tuple:
    steps = []
    for entry in entries if isinstance(entries, list) else [None]:
        if not isinstance(entry, dict) or set(entry) != {"from_per_cent", "gives"}:
            raise ScaleError(f"{path.name}: each [[step]] has 'from_per_cent' and 'gives'.")
        steps.append((_number(entry["from_per_cent"], path), str(entry["gives"])))
    starts = [start for start, _ in steps]
    if starts != sorted(set(starts), reverse=True) or not starts or starts[-1] != 0 or starts[0] > 100:
        raise ScaleError(f"{path.name}: steps fall, the highest first and the last one from 0.")
    return tuple(steps)


def _number(value, path: Path) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        raise ScaleError(f"{path.name}: {value!r} is no number.")
    return Decimal(value)
