"""What stands between student code and the computer is tried, named, and called safe only where it is."""

import sys

import graded_class as given
import pytest

from china_russia_axis import cli
from china_russia_axis.commands import doctor
from china_russia_axis.grading import isolation, sandbox


@pytest.fixture
def afresh():
    isolation.strongest.cache_clear()
    yield
    isolation.strongest.cache_clear()


def test_a_machine_without_bubblewrap_is_told_what_to_do(afresh, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(isolation.shutil, "which", lambda name: None)
    found = isolation.strongest()
    assert not found.is_safe and "bubblewrap is missing" in found.words and "WSL2" in found.words
    (tmp_path / "in").mkdir()
    with pytest.raises(isolation.NotIsolated):
        given.run(tmp_path / "in", tmp_path / "out", given.group(1))
    assert cli.main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 1
    assert "bubblewrap is missing" in capsys.readouterr().err
    assert not (tmp_path / "out").exists(), "nothing ran and nothing was written"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_never_called_safe(afresh, monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    found = isolation.strongest()
    assert not found.is_safe and "cannot isolate" in found.words


def test_a_bubblewrap_that_does_not_confine_is_not_safe(afresh, monkeypatch):
    def refused(self):
        raise sandbox.SandboxBroken("the kernel refused 'unshare': Operation not permitted")

    monkeypatch.setattr(sandbox.Sandbox, "_start", refused)
    found = isolation.strongest()
    assert not found.is_safe and "refused 'unshare'" in found.words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            isolation.Isolation("bubblewrap", True, "in force"),
            "note  student code, for those who grade: in force",
        ),
        (isolation.Isolation("none", False, "missing"), "NOT SAFE, axis grade will not start. missing"),
    ],
)
def test_the_doctor_names_what_is_in_force(monkeypatch, capsys, found, words):
    monkeypatch.setattr(doctor, "_CHECKS", {})
    monkeypatch.setattr(isolation, "strongest", lambda: found)
    assert cli.main(["doctor"]) == 0
    assert words in capsys.readouterr().out


def test_a_confinement_that_fails_inside_runs_nothing(monkeypatch):
    """The first word of a child says that it is confined; without it no answer is believed."""
    lines = iter([{"answer": {"cannot_confine": "no namespace"}}, {"done": True}])
    box = sandbox.Sandbox()
    monkeypatch.setattr(box, "_send", lambda message: None)
    monkeypatch.setattr(box, "_receive", lambda deadline: next(lines))
    with pytest.raises(sandbox.SandboxBroken, match="no namespace"):
        box.run([sandbox.Cell("99.1", "x", "x = 1")])


def test_a_child_that_says_nothing_is_not_believed(monkeypatch):
    box = sandbox.Sandbox()
    monkeypatch.setattr(box, "_send", lambda message: None)
    monkeypatch.setattr(box, "_receive", lambda deadline: {"done": True, "ended": "itself"})
    with pytest.raises(sandbox.SandboxBroken, match="could not be confined"):
        box.run([sandbox.Cell("99.1", "x", "x = 1")])
