"""Whatever is in a file, reading it ends in a scenario or in a message, and never in another exception."""

import os
import socket
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import checks, files

MANY = settings(max_examples=150, deadline=None, derandomize=True, database=None)
STATED = sc.Scenario(
    title='A "title" with \\ and\nlines',
    checks=(
        checks.Chance("alliance", 2033, 0.06),
        checks.Joint(("alliance", "setback ever"), 2033, 0.05),
        checks.FiveFutures(2028, 0.01, 0.07, 0.69, 0.21, 0.02),
    ),
)
WHOLE = files.dumps(STATED)
HEX = "0x" + "f" * 40_000
HOSTILE = [
    "\x00",
    '"',
    "'''",
    "]",
    "[[",
    "{",
    "nan",
    "1e999",
    "\n\n",
    "=",
    "#",
    "\\u0000",
    "[checks]",
    "HUGE",
    "\r",
]


def is_answered(report):
    """Either usable or refused with short messages; printing them works."""
    assert (report.scenario is None) == bool(report.problems)
    for problem in (*report.problems, *report.cautions):
        assert problem.field and problem.rule and problem.repair
        assert len(str(problem)) < 2000
        str(problem).encode("utf-8", "backslashreplace")
    if report.scenario is not None:
        assert sc.chances(report.scenario).shape == (report.scenario.horizon + 1, 5)


@pytest.mark.parametrize("start", range(0, 40))
def test_a_file_cut_off_at_any_place(start):
    for end in range(start, len(WHOLE), 40):
        report = files.inspect_text(WHOLE[:end])
        is_answered(report)
        # Only a cut inside what may be left out can pass: a number's last digits, and what follows 28 tables.
        assert report.problems or report.cautions or end > WHOLE.index("[parameters.rupture_heals]")


@given(st.data())
@MANY
def test_a_file_with_any_edit(data):
    text = WHOLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 30))
        text = text[:start] + data.draw(st.sampled_from(HOSTILE) | st.text(max_size=5)) + text[end:]
    is_answered(files.inspect_text(text.replace("HUGE", HEX)))


@given(st.data())
@MANY
def test_a_value_of_any_kind_in_any_place(data):
    lines = WHOLE.splitlines()
    place = data.draw(st.sampled_from([at for at, line in enumerate(lines) if " = " in line]))
    value = data.draw(
        st.sampled_from(
            ["nan", "-inf", "HUGE", "[]", "{}", "{a.b.c = 1}", "true", '""', "1979-05-27", "07:32:00"]
        )
        | st.integers().map(str)
        | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    )
    lines[place] = f"{lines[place].split(' = ')[0]} = {value}"
    is_answered(files.inspect_text("\n".join(lines).replace("HUGE", HEX)))


@given(content=st.binary(max_size=300))
@MANY
def test_any_bytes_at_all(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "odd.toml"
    path.write_bytes(content)
    assert files.inspect(path).problems


@pytest.mark.parametrize(
    "where", ["horizon", "title", "created", "start_state.ukraine", "parameters.formalise.value"]
)
def test_thousands_of_tables_in_tables(where):
    report = files.inspect_text(f"format = 1\n{where}.{'a.' * 3000}b = 1")
    is_answered(report)
    assert report.problems


@pytest.mark.parametrize(
    "lines",
    [
        ["format = NUMBER"],
        ["format = 1", "seed = NUMBER"],
        ["format = 1", "[parameters.formalise]", "value = NUMBER"],
        ["format = 1", "[[checks.chance]]", "event = 'alliance'", "by = NUMBER", "probability = 0.1"],
        ["format = 1", "[[checks.chance]]", "event = 'alliance'", "by = 2030", "probability = NUMBER"],
        [
            "format = 1",
            "[[checks.horizon]]",
            "parameter = 'drift_apart'",
            "years = NUMBER",
            "probability = 0.1",
        ],
    ],
)
def test_a_number_with_too_many_digits_to_be_shown(lines):
    report = files.inspect_text("\n".join(lines).replace("NUMBER", HEX))
    is_answered(report)
    assert any("far too large to be shown" in str(problem) for problem in report.problems)


@pytest.mark.parametrize("event", ["not " * 20_000 + "alliance", " or ".join(["alliance"] * 5000)])
def test_a_question_without_end(event):
    text = f"format = 1\n[[checks.chance]]\nevent = '{event}'\nby = 2030\nprobability = 0.1"
    (problem,) = files.inspect_text(text).problems
    assert "longer than the 500 characters" in str(problem) and "shorter question" in str(problem)


def test_a_name_that_no_file_can_have():
    assert "no name that a file can have" in str(files.inspect("a\0b.toml").problems[0])
    assert "cannot be read" in str(files.inspect("x" * 5000).problems[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_a_device_and_a_socket_are_never_waited_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.toml")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.toml")
        for name in ("pipe.toml", "socket.toml", "/dev/zero"):
            assert "is not a file" in str(files.inspect(name).problems[0])


def reference(text):
    try:
        return repr(sorted(tomllib.loads(text).items()))
    except (ValueError, RecursionError) as error:
        return type(error).__name__


def cut_apart(text):
    try:
        return repr(sorted(files._parsed(text).items()))
    except (ValueError, RecursionError) as error:
        return type(error).__name__


@given(st.data())
@MANY
def test_a_file_taken_apart_in_pieces_says_what_the_parser_says(data):
    pieces = WHOLE.split("\n\n")
    odd = [
        "[parameters.formalise]\nvalue = 1\n[checks]\nx = 1",
        'note = """',
        '"""',
        "format = 2",
        "\n",
        "a = [",
        "]",
    ]
    odd += [
        "[parameters]",
        "parameters.formalise.value = 3",
        "[[checks.chance]]\nby = 1",
        "[parameters.drift_apart]",
    ]
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(pieces)))
        piece = data.draw(st.sampled_from(odd) | st.sampled_from(pieces))
        pieces[place : place + data.draw(st.integers(0, 1))] = [piece]
    text = data.draw(st.sampled_from(["\n\n", "\n\n\n", "\r\n\r\n"])).join(pieces)
    assert cut_apart(text) == reference(text)
