"""One style, and one look a country over all figures; no difference hangs on colour alone."""

import ast
import importlib
import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import china_russia_axis as cra
from china_russia_axis.building import lessons
from china_russia_axis.figures import house
from china_russia_axis.pages import gallery

MODULES = sorted(path for path in Path(house.__file__).parent.glob("*.py") if path.name != "house.py")
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
LOOKS = {code: house.look(code) for code in house._LOOKS}
BLOCS = ("BRICS", "SCO", "G7", "NATO")
COUNTRIES = tuple(code for code in LOOKS if code not in BLOCS)
# The blocs are drawn beside each other, and NATO beside states.
TOGETHER = sorted(
    {
        *itertools.combinations(COUNTRIES, 2),
        *itertools.combinations(BLOCS, 2),
        ("RUS", "NATO"),
        ("USA", "NATO"),
        ("CHN", "NATO"),
    }
)
# Distances in CIELAB (1976): about 2 can just be seen side by side.
APART = 12
# Seeing without the cones for long, middle or short waves, in linear RGB: G. M. Machado, M. M. Oliveira and
# L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
# Transactions on Visualization and Computer Graphics 15 (2009), severity 1.
EYES = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]


def seen(colour, eye):
    """Where a colour lies in CIELAB for an eye: lightness, green to red, blue to yellow."""
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    x, y, z = TO_XYZ @ np.clip(np.array(EYES[eye]) @ linear, 0, 1) / [0.95047, 1, 1.08883]
    x, y, z = (np.cbrt(one) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, eye):
    return float(np.linalg.norm(seen(one, eye) - seen(other, eye)))


# --- one look a country -----------------------------------------------------------------------------


def names_of_states():
    table = cra.load("countries")
    names = table[table["iso3"].isin(COUNTRIES) & (table["kind"] == "country")]["country"]
    return re.compile(rf"\b({'|'.join([*names, 'United States', 'US', *COUNTRIES])})\b")


def own_colours(code):
    """Lines on which a module gives a state a colour of its own, by name in a table or by label in a call."""
    states, found = names_of_states(), []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Dict):
            pairs = [
                (key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None
            ]
        elif isinstance(node, ast.Call):
            words = {one.arg: one.value for one in node.keywords if one.arg}
            pairs = [
                (words["label"], one) for name, one in words.items() if "color" in name and "label" in words
            ]
        else:
            continue
        for key, value in pairs:
            name = re.sub(r"without .*", "", ast.unparse(key))  # a group without a state is a group
            if states.search(name) and HEX.search(ast.unparse(value)):
                found.append(value.lineno)
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_figure_gives_a_state_a_colour_of_its_own(module):
    assert own_colours(module.read_text(encoding="utf-8")) == [], "use house.look"


@pytest.mark.parametrize(
    "code",
    [
        'looks = {"CHN": "#FF0000"}',
        'looks = {"Russia alone": ("#0072B2", "s")}',
        'axis.bar(x, y, color="#0072B2", label="from Russia")',
        'axis.plot(x, y, markerfacecolor="#D55E00", label=f"China, {year}")',
    ],
)
def test_a_colour_of_its_own_would_be_found(code):
    assert own_colours(code) == [1]
    assert own_colours(re.sub(r'\("#\w+", "s"\)|"#\w+"', 'house.look("CHN")["color"]', code)) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_figure_is_begun_in_the_house_style(module):
    code = module.read_text(encoding="utf-8")
    assert not re.search(r"\bpyplot\b|\bplt\.|rcParams|style\.use|rc_context", code)
    if "_LOOKS" not in code or "def " in code:
        assert not re.search(r"MatplotlibFigure|matplotlib\.figure", code), "house.new begins a figure"


def test_every_country_has_one_look_wherever_it_is_asked_for():
    assert all(house.look(code) == house.look(code) for code in LOOKS)
    before = house.look("CHN")
    house.look("CHN")["color"] = "#000000"
    assert house.look("CHN") == before, "a figure that changes its copy changes no other figure"


# --- told apart without colour ----------------------------------------------------------------------


@pytest.mark.parametrize("pair", TOGETHER, ids="-".join)
@pytest.mark.parametrize("eye", EYES)
def test_looks_used_together_differ_in_colour_for_every_eye(pair, eye):
    one, other = (LOOKS[code]["color"] for code in pair)
    assert distance(one, other, eye) >= APART


@pytest.mark.parametrize("pair", TOGETHER, ids="-".join)
def test_looks_used_together_differ_in_grey(pair):
    one, other = (LOOKS[code] for code in pair)
    grey = abs(seen(one["color"], "all cones")[0] - seen(other["color"], "all cones")[0])
    # Where grey alone is not enough, both the marker and the dashes differ.
    assert grey >= 20 or (
        one["marker"] != other["marker"] and dashes_differ(one["linestyle"], other["linestyle"])
    )


def dashes(style):
    named = {"-": (), "--": (3.7, 1.6), "-.": (6.4, 1.6, 1, 1.6), ":": (1, 1.65)}
    return named[style] if isinstance(style, str) else tuple(style[1])


def dashes_differ(one, other):
    one, other = dashes(one), dashes(other)
    # A third longer or shorter in some part is seen in a line of usual width.
    return len(one) != len(other) or any(
        max(a, b) / min(a, b) > 4 / 3 for a, b in zip(one, other, strict=True)
    )


def test_the_measure_knows_what_readers_confuse():
    red, green = "#C00000", "#4D6B00"
    assert distance(red, green, "all cones") > 60 and distance(red, green, "protanopia") < 25
    blue, teal = "#0072B2", "#00858B"
    assert distance(blue, teal, "all cones") > 30 and distance(blue, teal, "tritanopia") < APART
    assert all(np.allclose(np.sum(eye, axis=1), 1, atol=2e-6) for eye in EYES.values()), "white stays white"
    assert distance("#FFFFFF", "#000000", "deuteranopia") == pytest.approx(100, abs=1)
    assert not dashes_differ("--", (0, (4, 1.6))) and dashes_differ("-", "--")


@pytest.mark.parametrize("eye", EYES)
def test_neighbouring_futures_differ_for_every_eye_and_by_hatch(eye):
    names = list(house.FUTURE_COLOURS)
    for one, other in itertools.pairwise(names):
        assert distance(house.FUTURE_COLOURS[one], house.FUTURE_COLOURS[other], eye) >= APART
    assert len(set(house.FUTURE_HATCHES.values())) == len(names)
    tones = [seen(colour, "all cones")[0] for colour in house.FUTURE_COLOURS.values()]
    assert min(abs(one - other) for one, other in itertools.pairwise(tones)) >= APART, "in grey too"


def drawn(look):
    """What a look draws: its colours in order, and its marks, dashes, hatches and letters."""
    colours, marks, left = [], [], [look]
    while left:
        one = left.pop(0)
        if isinstance(one, dict):
            left = [
                part for name, value in one.items() for part in ([value] if name != "markevery" else [])
            ] + left
        elif isinstance(one, tuple | list):
            left = [*one, *left]
        elif isinstance(one, str) and HEX.fullmatch(one):
            colours.append(one)
        elif not isinstance(one, str) or len(one) <= 5:  # longer ones are words for a legend
            marks.append(one)
    return colours, marks


def confused(looks):
    """Pairs of a module's looks that differ neither in marks nor, for every eye and in grey, in colour."""
    found = []
    for one, other in itertools.combinations(looks, 2):
        (colours, marks), (others, other_marks) = drawn(looks[one]), drawn(looks[other])
        if marks != other_marks:
            continue
        pairs = list(zip(colours, others, strict=True))
        apart = min(max(distance(*pair, eye) for pair in pairs) for eye in EYES)
        grey = max(abs(seen(a, "all cones")[0] - seen(b, "all cones")[0]) for a, b in pairs)
        if apart < APART or grey < APART:
            found.append((one, other))
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_looks_of_one_module_differ_in_more_than_colour(module):
    held = vars(importlib.import_module(f"china_russia_axis.figures.{module.stem}"))
    tables = {name: one for name, one in held.items() if isinstance(one, dict) and not name.startswith("__")}
    looks = {
        name: one for name, one in tables.items() if one and all(drawn(look)[0] for look in one.values())
    }
    assert {name: found for name, one in looks.items() if (found := confused(one))} == {}


def test_looks_that_differ_in_colour_alone_would_be_found():
    assert confused({"a": ("#D55E00", "o"), "b": ("#0072B2", "o")}) == [("a", "b")], "the same in grey"
    assert confused({"a": ("#C00000", ""), "b": ("#4D6B00", "")}) == [("a", "b")]
    assert confused({"a": ("#D55E00", "o"), "b": ("#0072B2", "s")}) == []
    assert (
        confused({"a": {"facecolor": "#D55E00", "hatch": "////"}, "b": {"facecolor": "#D55E00", "hatch": ""}})
        == []
    )


# --- words that can be read ---


def test_words_in_a_series_colour_are_dark_enough_and_keep_its_hue():
    for look in LOOKS.values():
        ink = house.ink(look["color"])
        assert house.contrast(ink, "#FFFFFF") >= house.READABLE
        if ink != look["color"]:
            one, other = seen(ink, "all cones")[1:], seen(look["color"], "all cones")[1:]
            assert abs(np.angle(complex(*one) / complex(*other), deg=True)) < 12
    assert house.ink("#333333") == "#333333", "dark enough stays as it is"
    assert house.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert house.contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=1e-3)


def small_or_pale(code):
    """Lines that set words in less than 8 points, or in a colour that white swallows."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        given = {one.arg: ast.unparse(one.value) for one in node.keywords}
        if re.fullmatch(r"[\d.]+", size := given.get("fontsize", "")) and float(size) < 8:
            found.append(node.lineno)
        writes = isinstance(node.func, ast.Attribute) and node.func.attr in ("text", "annotate", "set_title")
        colour = given.get("color", "").strip("'")
        pale = HEX.fullmatch(colour) and house.contrast(colour, "#FFFFFF") < house.READABLE
        if writes and (pale or (".look(" in colour and ".ink(" not in colour)):
            found.append(node.lineno)
    return found


@pytest.mark.parametrize("module", [*MODULES, Path(house.__file__)], ids=lambda path: path.stem)
def test_words_in_figures_are_large_and_dark_enough(module):
    assert small_or_pale(module.read_text(encoding="utf-8")) == []


def test_small_or_pale_words_would_be_found():
    assert small_or_pale('axis.text(0, 0, "x", fontsize=7)') == [1]
    assert small_or_pale('axis.text(0, 0, "x", color="#AAAAAA")') == [1]
    assert small_or_pale('axis.annotate("x", (0, 0), color=house.look("CHN")["color"])') == [1]
    assert small_or_pale('axis.annotate("x", (0, 0), color=house.ink(house.look("CHN")["color"]))') == []


# --- every figure speaks ----------------------------------------------------------------------------


def test_every_figure_has_a_sentence_words_and_a_source(written):
    for shown in gallery.figures([written]):
        where = f"{shown.lesson}, cell {shown.cell}"
        assert re.search(r"\d", shown.sentence) and shown.sentence.rstrip().endswith((".", "?")), where
        assert len(shown.alt.split()) >= 5, where
        assert re.match(r"Source: \w", shown.source), where


def test_no_figure_repeats_the_words_of_another(written):
    figures = gallery.figures([written])
    assert len({(one.alt, one.sentence) for one in figures}) == len(figures)


COLOURED = re.compile(
    r"\b(blue|orange|green|red|purple|brown|yellow|pink) (line|bar|dot|band|mark|curve|point|area)s?\b",
    re.IGNORECASE,
)


def test_no_text_points_by_colour_alone(written):
    texts = [cell.source for cell in written.cells if cell.cell_type == "markdown"]
    questions = lessons.find()[0].folder.parent / written.name / "questions.toml"
    texts += [questions.read_text(encoding="utf-8")] if questions.is_file() else []
    assert [found[0] for text in texts for found in COLOURED.finditer(text)] == []
