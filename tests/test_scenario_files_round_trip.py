"""A scenario file says everything, reads back the same, and has one fingerprint on every machine."""

import hashlib
import os
import random
import subprocess
import sys
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import checks, files, states
from china_russia_axis.scenario.core import Setting
from china_russia_axis.scenario.parameters import KINDS, PARAMETERS

EVERYTHING = settings(max_examples=25, deadline=None, derandomize=True, database=None)
WORDS = st.text(max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
DEFAULT_FINGERPRINT = "2dda7f10f6548024228e552e64e4268ec62f40911469b9d5a99bd7184ab2434d"


@st.composite
def any_setting(draw, name):
    of = PARAMETERS[name]
    low, value, high = sorted(
        draw(st.lists(st.floats(of.minimum, min(of.maximum, 5.0)), min_size=3, max_size=3))
    )
    kind, day = draw(st.sampled_from(KINDS[2:])), draw(DAYS)
    return Setting(name, value, low, high, kind, draw(WORDS), day, draw(WORDS))


@st.composite
def any_scenario(draw):
    changed = draw(st.lists(st.sampled_from(list(PARAMETERS)), max_size=6, unique=True))
    by = draw(st.integers(2030, 2033))
    chance = draw(st.floats(0, 0.5))
    return sc.Scenario(
        title=draw(WORDS),
        author=draw(WORDS),
        created=draw(st.none() | DAYS),
        start_year=draw(st.integers(2020, 2030)),
        horizon=draw(st.integers(13, 100)),
        seed=draw(st.integers(0, 2**53)),
        start_state={part: draw(st.sampled_from(values)) for part, values in states.PARTS.items()},
        settings=tuple(draw(any_setting(name)) for name in changed),
        checks=(
            checks.FiveFutures(by, 0.0, 0.0, 1 - chance, 0.0, chance),
            checks.Chance("alliance", by, chance, kind="forecast", source=draw(WORDS)),
            checks.Chance("slower", by, chance, given="taiwan war ever"),
            checks.Joint(("alliance", "setback ever"), by, chance),
        ),
    )


@pytest.mark.filterwarnings("ignore::china_russia_axis.scenario.problems.ScenarioCaution")
@given(scenario=any_scenario())
@EVERYTHING
def test_what_is_saved_reads_back_the_same(scenario):
    text = files.dumps(scenario)
    again = files.loads(text)
    assert again == scenario
    assert again.hash == scenario.hash
    assert files.dumps(again) == text


def test_a_file_on_disk_reads_back_the_same(tmp_path):
    for preset in sc.PRESETS.values():
        files.save(preset.scenario, tmp_path / "one.toml")
        assert files.load(tmp_path / "one.toml") == preset.scenario


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_reads_the_same(tmp_path):
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + files.dumps(sc.Scenario()).replace("\n", "\r\n").encode())
    assert files.load(path) == sc.Scenario()


def test_the_order_of_tables_and_keys_changes_nothing():
    head, *tables = files.dumps(sc.Scenario()).split("\n\n")
    shuffled = random.Random(5)
    shuffled.shuffle(tables)
    mixed = []
    for table in tables:
        lines = table.split("\n")
        start = next(place for place, line in enumerate(lines) if line.startswith("["))
        keys = lines[start + 1 :]
        shuffled.shuffle(keys)
        mixed.append("\n".join(lines[: start + 1] + keys))
    again = files.loads("\n\n".join([head, *mixed]))
    assert again == sc.Scenario()
    assert again.hash == sc.Scenario().hash


def test_renaming_a_file_or_its_title_changes_no_number(tmp_path):
    files.save(sc.Scenario(title="A"), tmp_path / "a.toml")
    files.save(sc.Scenario(title="B", author="somebody"), tmp_path / "b.toml")
    one, other = files.load(tmp_path / "a.toml"), files.load(tmp_path / "b.toml")
    assert one.hash == other.hash
    assert one != other
    assert (sc.chances(one) == sc.chances(other)).all()


def test_the_order_in_which_values_are_given_changes_nothing():
    one = sc.Scenario().with_values(drift_apart=0.03, formalise=0.1)
    assert one == sc.Scenario().with_values(formalise=0.1).with_values(drift_apart=0.03)


def test_the_fingerprint_moves_with_every_number_and_with_no_word():
    baseline = sc.Scenario()
    others = [
        baseline.with_values(**{name: 0.77 if name != "crisis_under_setback" else 1.77})
        for name in PARAMETERS
    ]
    others += [baseline.with_start(taiwan="war"), sc.Scenario(horizon=21), sc.Scenario(seed=1)]
    others += [sc.Scenario(start_year=2024), baseline]
    assert len({other.hash for other in others}) == len(PARAMETERS) + 5


def test_the_fingerprint_of_the_defaults_is_the_one_taken_elsewhere():
    """A change here means that numbers changed: every registered forecast then points to another model."""
    assert sc.Scenario().hash == DEFAULT_FINGERPRINT
    assert hashlib.sha256(sc.Scenario().canonical_text().encode()).hexdigest() == DEFAULT_FINGERPRINT


def test_the_fingerprint_does_not_depend_on_the_process():
    code = "from china_russia_axis.scenario import Scenario; print(Scenario().hash)"
    command = [sys.executable, "-X", "utf8=0", "-c", code]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    assert (
        subprocess.run(command, env=environment, capture_output=True, text=True).stdout.strip()
        == DEFAULT_FINGERPRINT
    )


def test_whole_numbers_and_minus_nought_read_as_plain_numbers():
    text = files.dumps(sc.Scenario().with_values(drift_apart=0.0)).replace("value = 0.0\n", "value = -0.0\n")
    assert files.loads(text).hash == sc.Scenario().with_values(drift_apart=0.0).hash
    assert files.dumps(files.loads(text)) == files.dumps(sc.Scenario().with_values(drift_apart=0.0))
    whole = files.dumps(sc.Scenario()).replace("value = 1.0", "value = 1")
    assert files.loads(whole) == sc.Scenario()


def test_a_written_file_is_plain_toml_with_every_part_and_its_provenance():
    document = tomllib.loads(files.dumps(sc.Scenario()))
    assert document["start_state"] == dict(states.START)
    assert list(document["parameters"]) == list(PARAMETERS)
    for name, table in document["parameters"].items():
        assert table["value"] == PARAMETERS[name].default
        assert set(table) == {"value", "low", "high", "kind", "source", "as_of", "note"}


def test_a_value_without_a_source_counts_as_set_by_hand():
    lines = ["format = 1", "[start_state]", *(f'{part} = "{value}"' for part, value in states.START.items())]
    text = "\n".join([*lines, "[parameters.formalise]", "value = 0.5"])
    with pytest.warns(sc.ScenarioCaution, match="27 of 28 are missing"):
        setting = files.loads(text).parameters["formalise"]
    assert (setting.value, setting.kind, setting.low, setting.high) == (0.5, "assumption", 0.02, 0.5)
    assert "set by hand" in setting.source
