"""What a code holds, as bits: the differences of a scenario from the defaults, written short and read back.

Numbers as people choose them (whole per cents, tenths of them) take 9 to 12 bits; any other number is kept to
its last digit. Nothing here knows about letters, groups or typing errors: ``sharing`` does.
"""

import hashlib
import struct
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from china_russia_axis.scenario import states
from china_russia_axis.scenario.core import Scenario, Setting
from china_russia_axis.scenario.parameters import PARAMETERS

LONGEST_WORDS = 60
"""Characters of a title or a pseudonym that a code carries."""

_NAMES = tuple(PARAMETERS)
_EPOCH = date(2020, 1, 1).toordinal()
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -"
_MARK = 10


class Damaged(ValueError):
    """Raised when bits cannot be what :func:`written` wrote."""


class OtherDefaults(ValueError):
    """Raised when bits were written by an edition of the course with other defaults."""


def written(scenario) -> str:
    """Write everything that moves a number, and the words about it, as a text of 0 and 1."""
    bits = _Writer()
    bits.number(_mark(), _MARK)
    _write_words(bits, scenario)
    _write_frame(bits, scenario)
    changed = [
        setting
        for setting in scenario.settings
        if _numbers(setting) != _numbers(Setting.default(setting.name))
    ]
    bits.number(len(changed), 5)
    for setting in changed:
        bits.number(_NAMES.index(setting.name), 5)
        bits.decimal(setting.value)
        moved = Setting.default(setting.name).moved(float(setting.value))
        for end in ("low", "high"):
            bits.optional(getattr(setting, end), bits.decimal, unless=getattr(moved, end))
    return "".join(bits.parts)


def read(text) -> Scenario:
    """Read a scenario from the bits of :func:`written`; zeros may follow.

    Raises
    ------
    Damaged
        When they are not such bits.
    OtherDefaults
        When they say what differs from other defaults than these.
    ScenarioError
        When a number makes no sense in a scenario.
    """
    bits = _Reader(text)
    if bits.number(_MARK) != _mark():
        raise OtherDefaults
    parts = {**_read_words(bits), **_read_frame(bits)}
    settings = [_read_setting(bits) for _ in range(bits.number(5))]
    if len({setting.name for setting in settings}) < len(settings):
        raise Damaged
    return Scenario(**parts, settings=tuple(settings))


def _read_setting(bits) -> Setting:
    place = bits.number(5)
    if place >= len(_NAMES):
        raise Damaged
    default = Setting.default(_NAMES[place])
    moved = default.moved(bits.decimal())
    low, high = (bits.optional(bits.decimal, otherwise=end) for end in (moved.low, moved.high))
    if (low, high) == (moved.low, moved.high):
        return moved
    # A range that somebody chose is no longer what the source says.
    words = f"range set by hand; the course ships {default.low:g} to {default.high:g}"
    source = f"value and {words}" if moved is not default else words
    return replace(moved, low=low, high=high, kind="assumption", source=source, note="")


def _numbers(setting) -> tuple:
    return tuple(float(number) + 0.0 for number in (setting.value, setting.low, setting.high))


@cache
def _mark() -> int:
    """Ten bits that tell the defaults of one edition from those of another."""
    digest = hashlib.sha256(Scenario().canonical_text().encode("ascii")).digest()
    return int.from_bytes(digest[:2]) >> (16 - _MARK)


def _write_words(bits, scenario) -> None:
    shipped = Scenario()
    if (scenario.title, scenario.author, scenario.created) == (shipped.title, shipped.author, None):
        bits.number(0, 1)
        return
    bits.number(1, 1)
    bits.optional(scenario.title, bits.text, unless=shipped.title)
    bits.optional(scenario.author, bits.text, unless="")
    bits.optional(scenario.created, lambda day: bits.signed(day.toordinal() - _EPOCH), unless=None)


def _read_words(bits) -> dict:
    if not bits.number(1):
        return {}
    title = bits.optional(bits.text, otherwise=Scenario().title)
    author = bits.optional(bits.text, otherwise="")
    day = bits.optional(bits.signed, otherwise=None)
    try:
        created = None if day is None else date.fromordinal(day + _EPOCH)
    except (ValueError, OverflowError):
        raise Damaged from None
    return {"title": title, "author": author, "created": created}


def _write_frame(bits, scenario) -> None:
    frame = (scenario.start_year, scenario.horizon, scenario.seed, states.index_of(scenario.start_state))
    if frame == _shipped_frame():
        bits.number(0, 1)
        return
    bits.number(1, 1)
    for number, shipped in zip(frame, _shipped_frame(), strict=True):
        bits.optional(number, bits.whole, unless=shipped)


def _read_frame(bits) -> dict:
    if not bits.number(1):
        return {}
    start_year, horizon, seed, start = (
        bits.optional(bits.whole, otherwise=shipped) for shipped in _shipped_frame()
    )
    if start >= states.STATES:
        raise Damaged
    state = {}
    for part, values in reversed(states.PARTS.items()):
        start, place = divmod(start, len(values))
        state[part] = values[place]
    return {"start_year": start_year, "horizon": horizon, "seed": seed, "start_state": state}


def _shipped_frame() -> tuple:
    return states.START_YEAR, states.HORIZON, states.SEED, states.index_of(states.START)


class _Writer:
    """Bits written one thing after the other; each method has its mirror in :class:`_Reader`."""

    def __init__(self):
        self.parts = []

    def number(self, number, width):
        self.parts.append(f"{number:0{width}b}")

    def optional(self, thing, write, unless):
        self.number(thing != unless, 1)
        if thing != unless:
            write(thing)

    def whole(self, number):
        """Four bits at a time, and whether more follow."""
        while number >= 16:
            self.number(16 + number % 16, 5)
            number //= 16
        self.number(number, 5)

    def signed(self, number):
        self.whole(2 * number if number >= 0 else -2 * number - 1)

    def decimal(self, number):
        number = float(number) + 0.0
        _, digits, exponent = Decimal(repr(number)).as_tuple()
        digits = int("".join(map(str, digits)))
        hundredths, thousandths = (_scaled(digits, exponent + places) for places in (2, 3))
        if hundredths is not None and hundredths < 2**7:
            self.number(0, 2)
            self.number(hundredths, 7)
        elif thousandths is not None and thousandths < 2**10:
            self.number(1, 2)
            self.number(thousandths, 10)
        elif -8 < exponent <= 0 and digits < 2**36:
            self.number(2, 2)
            self.number(-exponent, 3)
            self.whole(digits)
        else:
            self.number(3, 2)
            self.number(int.from_bytes(struct.pack(">d", number)), 64)

    def text(self, text):
        if len(text) > LONGEST_WORDS:
            text = text[: LONGEST_WORDS - 1] + "\N{HORIZONTAL ELLIPSIS}"
        plain = all(letter in _PLAIN for letter in text)
        letters = [_PLAIN.index(letter) for letter in text] if plain else text.encode("utf-8")
        self.number(not plain, 1)
        self.whole(len(letters))
        for letter in letters:
            self.number(letter, 6 if plain else 8)


def _scaled(digits, exponent):
    """``digits * 10**exponent`` where that is a whole number, else None; huge ones do not matter."""
    if exponent >= 0:
        return digits * 10 ** min(exponent, 20)
    whole, rest = divmod(digits, 10 ** min(-exponent, 400))
    return None if rest else whole


class _Reader:
    def __init__(self, bits):
        self.bits, self.place = bits, 0

    def number(self, width):
        taken = self.bits[self.place : self.place + width]
        if len(taken) < width:
            raise Damaged
        self.place += width
        return int(taken, 2)

    def optional(self, read, otherwise):
        return read() if self.number(1) else otherwise

    def whole(self):
        number = 0
        for shift in range(0, 64, 4):
            part = self.number(5)
            number += part % 16 << shift
            if part < 16:
                return number
        raise Damaged

    def signed(self):
        number = self.whole()
        return -(number + 1) // 2 if number % 2 else number // 2

    def decimal(self):
        kind = self.number(2)
        if kind == 0:
            return self.number(7) / 100
        if kind == 1:
            return self.number(10) / 1000
        if kind == 2:
            places = self.number(3)
            # Whole numbers divided round as the decimal text does, so the very number comes back.
            return self.whole() / 10**places
        return struct.unpack(">d", self.number(64).to_bytes(8))[0] + 0.0

    def text(self):
        width = 8 if self.number(1) else 6
        letters = [self.number(width) for _ in range(self.whole())]
        try:
            return (
                "".join(_PLAIN[letter] for letter in letters)
                if width == 6
                else bytes(letters).decode("utf-8")
            )
        except UnicodeDecodeError:
            raise Damaged from None
