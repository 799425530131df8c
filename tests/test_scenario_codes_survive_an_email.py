"""A scenario survives as a short code: in an e-mail, in a chat, read aloud; a slip is named."""

import random
import re
import warnings
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import checks, codebits, sharing, states
from china_russia_axis.scenario.core import Setting
from china_russia_axis.scenario.parameters import PARAMETERS

SOME = settings(max_examples=60, deadline=None, derandomize=True, database=None)
MINE = sc.Scenario(title="Storm", author="red panda", created=date(2026, 11, 3)).with_values(
    taiwan_crisis_per_year=0.12, war_given_crisis=0.3, setback_per_year=0.015
)
CODE = sharing.to_code(MINE)
NEWER = CODE.replace("CRA1", "CRA2")


@st.composite
def any_setting(draw, name):
    of = PARAMETERS[name]
    top = min(of.maximum, 5.0)
    number = st.floats(0.0, top) | st.integers(0, 100).map(lambda whole: whole / 100 * top)
    low, value, high = sorted(draw(st.lists(number, min_size=3, max_size=3)))
    if draw(st.booleans()):
        return Setting.default(name).moved(value)
    return Setting(name, value, low, high, "assumption", "mine", date(2023, 9, 1))


@st.composite
def any_scenario(draw):
    names = draw(st.lists(st.sampled_from(list(PARAMETERS)), unique=True))
    return sc.Scenario(
        title=draw(st.text(max_size=40)),
        author=draw(st.text(max_size=40)),
        created=draw(st.none() | st.dates()),
        start_year=draw(st.integers(1900, 2100)),
        horizon=draw(st.integers(1, 100)),
        seed=draw(st.integers(0, 2**53)),
        start_state={part: draw(st.sampled_from(values)) for part, values in states.PARTS.items()},
        settings=tuple(draw(any_setting(name)) for name in names),
    )


def problem(text):
    report = sharing.inspect_code(text)
    assert report.scenario is None and len(report.problems) == 1
    return str(report.problems[0])


@given(scenario=any_scenario())
@SOME
def test_any_scenario_keeps_its_fingerprint_its_title_and_its_pseudonym(scenario):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sc.ScenarioCaution)
        again = sc.from_code(sc.to_code(scenario))
    assert again.hash == scenario.hash
    assert (again.title, again.author, again.created) == (scenario.title, scenario.author, scenario.created)


def test_the_presets_come_back_whole():
    for preset in sc.PRESETS.values():
        assert sc.from_code(sc.to_code(preset.scenario)) == preset.scenario
        assert not sharing.left_out(preset.scenario)


def test_a_code_is_short_enough_to_be_read_aloud():
    assert len(sc.to_code(sc.Scenario())) < 25
    assert len(CODE) < 75
    moved = dict.fromkeys(list(PARAMETERS)[:5], 0.37)
    assert len(sc.to_code(sc.Scenario(author="heron").with_values(**moved))) < 65


def test_no_two_characters_of_a_code_look_alike():
    assert len(set(sharing.ALPHABET)) == 32 and not set("ILOU") & set(sharing.ALPHABET)
    assert re.fullmatch(rf"CRA1(-[{sharing.ALPHABET}]{{4}})*-[{sharing.ALPHABET}]{{1,4}}", CODE)


WRITTEN = {
    "small letters": CODE.lower(),
    "no dashes": CODE.replace("-", ""),
    "spaces for dashes": CODE.replace("-", " "),
    "long dashes": CODE.replace("-", " \N{EN DASH} "),
    "non-breaking hyphens": CODE.replace("-", "\N{NON-BREAKING HYPHEN}"),
    "a line break in the middle": CODE[:23] + "\r\n" + CODE[23:],
    "a line break in a group": CODE[:21] + "=\n" + CODE[21:],
    "a line for each group": CODE.replace("-", "-\n"),
    "a quoted reply": "> On Monday red panda wrote:\n> " + CODE[:30] + "\n> " + CODE[30:] + "\n>\n> Regards",
    "quotation marks": f"\N{LEFT DOUBLE QUOTATION MARK}{CODE}\N{RIGHT DOUBLE QUOTATION MARK}",
    "in the middle of a sentence": f"My CRA1 code: it is {CODE}, and yours? Uwe, 12 Main St",
    "words right after": CODE + " Greetings from Berlin",
    "written twice": f"{CODE}\n\nSent again:\n> {CODE}",
    "full-width letters": "".join(chr(ord(letter) + 0xFEE0) for letter in CODE),
    "O, I and L for digits": CODE.replace("0", "O").replace("1", "I", 2).replace("1", "l"),
    "Cyrillic letters that look the same": CODE.translate(str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ")),
    "letters that cannot be seen": "\N{ZERO WIDTH SPACE}".join(CODE),
    "bold in a chat": f"**{CODE}**",
}


@pytest.mark.parametrize("case", WRITTEN)
def test_it_is_read_the_same(case):
    assert sc.from_code(WRITTEN[case]).hash == MINE.hash


@pytest.mark.parametrize("place", [at for at, mark in enumerate(CODE) if at > 4 and mark != "-"])
def test_every_single_slip_is_named_with_what_was_probably_meant(place):
    dice = random.Random(place)
    here = CODE[place]
    other = dice.choice([symbol for symbol in sharing.ALPHABET if symbol != here])
    for typed in (other, "U", "?"):
        said = problem(CODE[:place] + typed + CODE[place + 1 :])
        assert f"'{typed}' in group" in said and f"should be '{here}'" in said and f"meant: {CODE}." in said
    assert CODE in problem(CODE[:place] + other + CODE[place:])
    left_out = problem(CODE[:place] + CODE[place + 1 :])
    assert "missing" in left_out and CODE in left_out


def test_two_swapped_characters_are_named():
    said = problem(CODE[:11] + CODE[12] + CODE[11] + CODE[13:])
    assert "swapped" in said and CODE in said


def test_a_slip_is_never_mended_in_silence():
    broken = CODE[:11] + ("2" if CODE[11] != "2" else "3") + CODE[12:]
    with pytest.raises(sc.ScenarioError, match="is mistyped"):
        sc.from_code(broken)


def test_many_slips_are_refused_without_a_guess():
    dice = random.Random(4)
    for _ in range(100):
        symbols = list(CODE)
        for place in dice.sample([at for at, mark in enumerate(CODE) if at > 4 and mark != "-"], 4):
            symbols[place] = dice.choice([symbol for symbol in sharing.ALPHABET if symbol != symbols[place]])
        said = problem("".join(symbols))
        assert "meant" not in said and ("more than one character" in said or "cut off" in said)


@pytest.mark.parametrize("end", range(5, len(CODE) - 2))
def test_a_code_cut_off_anywhere_says_so(end):
    said = problem(CODE[:end])
    assert "cut off" in said and "Copy it again" in said


def test_a_code_cut_off_inside_a_letter_says_where():
    said = problem(
        f"Dear all, {CODE[:26]}\n\nGreetings, Uwe from the third row at the window, with the others"
    )
    assert "cut off there" in said


def test_a_newer_code_asks_for_an_update():
    assert "update the course" in problem(NEWER)
    assert sharing.inspect_codes("The CRA 2023 report says so") == ()


def test_what_is_no_code_is_told_what_a_code_looks_like():
    assert "begins with CRA1" in problem("hello") and "axis scenario code" in problem("")
    assert "scenario file" in problem("format = 1\nstart_year = 2023")
    assert "beginning is missing or mistyped" in problem(CODE.replace("CRA1", "CRB1"))
    assert "beginning is missing or mistyped" in problem(CODE[5:])
    assert "is not a text" in problem(None)
    assert "far larger" in problem("CRA1-" * 100_000)


def test_two_different_codes_in_one_text_are_not_chosen_between():
    assert "2 codes of different scenarios" in problem(f"{CODE}\n{sc.to_code(sc.Scenario())}")


def test_each_code_of_a_list_gets_its_own_report():
    text = f"anna: {CODE}\nben: {CODE[:40]}\ncleo: {sc.to_code(sc.Scenario())}\ndan: {NEWER}"
    reports = sharing.inspect_codes(text)
    assert [report.scenario.hash if report.scenario else None for report in reports] == [
        MINE.hash,
        None,
        sc.Scenario().hash,
        None,
    ]


def test_codes_beyond_what_is_read_are_never_dropped_in_silence():
    *read, last = sharing.inspect_codes(f"{CODE}\n" * 501)
    assert len(read) == 500 and all(report.scenario for report in read)
    assert "the rest was not read" in str(last.problems[0])


def test_a_code_made_with_other_defaults_is_not_read_with_these(monkeypatch):
    monkeypatch.setattr(codebits, "_mark", lambda: 7)
    other = sc.to_code(MINE)
    monkeypatch.undo()
    assert "other defaults" in problem(other)


def test_what_a_code_leaves_behind_is_named():
    setting = Setting("formalise", 0.1, 0.02, 0.2, "survey", "a survey of ours", date(2024, 1, 1), "small")
    full = sc.Scenario(title="x" * 90, settings=(setting,), checks=(checks.Chance("alliance", 2030, 0.1),))
    assert sharing.left_out(full) == (
        "source and note of 1 parameter",
        "1 statement",
        "title beyond 60 characters",
    )
    again = sc.from_code(sc.to_code(full))
    assert again.hash == full.hash and len(again.title) == 60
    assert again.parameters["formalise"].kind == "assumption"
    assert "set by hand" in again.parameters["formalise"].source


def test_a_caution_comes_with_the_scenario():
    with pytest.warns(sc.ScenarioCaution, match="crisis_under_setback"):
        sc.from_code(sc.to_code(sc.Scenario().with_values(crisis_under_setback=0.5)))


@given(
    text=st.text(max_size=300) | st.text(alphabet=sharing.ALPHABET + "-", max_size=200).map("CRA1-".__add__)
)
@SOME
def test_any_text_at_all_gets_a_message(text):
    assert sharing.inspect_code(text).problems


@given(bits=st.text(alphabet="01", max_size=3000))
@SOME
def test_a_forged_code_that_adds_up_gets_a_report_all_the_same(bits):
    mark = format(codebits._mark(), "010b")
    bits = mark + bits + "0" * (-len(bits) % 5)
    body = "".join(sharing.ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    length = sharing._length_for(5 + len(body))
    report = sharing.inspect_code(sharing._grouped(length + sharing._check(length, body) + body))
    assert (report.scenario is None) == bool(report.problems)
    if report.scenario:
        assert sc.from_code(sc.to_code(report.scenario)).hash == report.scenario.hash
