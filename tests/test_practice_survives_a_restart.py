"""Practice answers outlive the kernel in the student's folder, merge, and are kept there alone."""

import ast
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import practice_sheet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_russia_axis as cra
from china_russia_axis.building import desk, execute, kernel
from china_russia_axis.exercises import declarations, keys, practice, progress

ANSWERS = """
import china_russia_axis as cra
print(cra.check("04.4", 3), cra.check("04.4", 4), cra.hint("04.4"))
print(cra.check("04.4", 5), cra.check("04.4", 3))
print(cra.check("04.2", "population"), cra.check("04.3", "China"), cra.hint("04.1"))
"""


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    """The folder that ``axis lab`` opens, as the working folder."""
    (tmp_path / "course").mkdir()
    desk.lay_out(tmp_path / "course", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def sheet(monkeypatch):
    from china_russia_axis import codebook

    monkeypatch.setattr(codebook, "load", practice_sheet.load)
    yield practice_sheet.install(monkeypatch)
    practice.attempts.forget()


def check(identifier, answer):
    return cra.check(identifier, answer, load=practice_sheet.load)


def restart():
    """What is left of a kernel after a restart: nothing."""
    practice.attempts.forget()


def fresh_process(code, folder):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def kept(folder):
    return progress.read(folder).records


# ---------------------------------------------------------------------------------------------------
# After a restart


def test_a_fresh_process_knows_what_was_answered(desktop):
    (desktop / "exercises").mkdir()
    fresh_process(ANSWERS, desktop / "exercises")
    told = fresh_process(
        "import china_russia_axis as cra\n"
        "print(cra.question('04.4').feedback.content, cra.question('04.2').feedback.content)\n"
        "print(cra.progress())",
        desktop,
    )
    assert "the year 3. It was not right yet (3 tries" in told
    assert "Population. It was not right yet (one try" in told
    assert "Next: try 04." in told


def test_running_a_notebook_again_after_a_restart_prints_the_same(desktop):
    assert fresh_process(ANSWERS, desktop) == fresh_process(ANSWERS, desktop)


def test_the_same_wrong_answer_gets_the_same_hint_after_a_restart(desktop, sheet):
    check("99.1", 70)
    assert check("99.1", 71).message == "Second hint."
    restart()
    assert check("99.1", 71).message == "Second hint."
    restart()
    assert check("99.1", 70).message == "First hint."
    assert check("99.1", 72).message.startswith("Third hint.")


def test_answering_again_what_was_answered_is_no_further_try(desktop, sheet):
    for _ in range(3):
        check("99.1", 70)
        check("99.1", "70 per cent")
        restart()
    assert kept(desktop)["99.1"].tries == 1


@pytest.mark.parametrize("answer", [70, 33.1, 0.246, 2460, 24.0])
def test_a_question_shown_again_never_tells_an_answer_that_was_not_found(desktop, sheet, answer):
    check("99.1", answer)
    check("99.2", "a")
    restart()
    number, choice = (cra.question(name).feedback.content for name in ("99.1", "99.2"))
    assert f"{answer:g} per cent" in number and "Try again" in number
    assert "24.6" not in number and "Answered right" not in number + choice
    assert "Both scales" in choice and "One scale" not in choice


def test_a_right_answer_stays_right_whatever_comes_later(desktop, sheet, monkeypatch):
    monkeypatch.setattr(progress, "today", lambda: "2026-09-01")
    check("99.1", 24.6)
    restart()
    assert cra.question("99.1").feedback.content == (
        "<p>Answered right on 2026-09-01: 24.6 per cent. Try again if you like.</p>"
    )
    monkeypatch.setattr(progress, "today", lambda: "2026-09-02")
    check("99.1", 70)
    restart()
    shown = cra.question("99.1").feedback.content
    assert "Answered right on 2026-09-01. Your latest answer, 70 per cent, was not." in shown
    assert kept(desktop)["99.1"].status == "right"


def test_a_question_not_answered_yet_stands_there_as_ever(desktop, sheet):
    assert cra.question("99.1").feedback.content == ""
    check("99.1", "seven")
    cra.hint("99.1")
    restart()
    assert cra.question("99.1").feedback.content == ""


def test_a_question_with_a_new_version_is_asked_afresh(desktop, sheet):
    check("99.4", 2011)
    text = practice_sheet.SHEET.replace('id = "99.4"\nversion = 1', 'id = "99.4"\nversion = 2')
    sheet.update({one.id: one for one in declarations.parse(text)})
    restart()
    assert cra.question("99.4").feedback.content == ""
    assert check("99.4", 1999).message == "Not early."
    assert kept(desktop)["99.4"].version == 2


MORE = """
format = 1
lesson = "99"

[[question]]
id = "99.8"
version = 1
use = "practice"
kind = "prose"
title = "A text"
prompt = "Judge it."
words = [2, 50]
rubric = "claim"
why = "A strong answer names a number."
hints = ["What is measured?", "By whom?"]

[[question]]
id = "99.9"
version = 1
use = "practice"
kind = "table"
title = "A table"
prompt = "Which shares?"
columns = { country = "text", share = "number" }
key = ["country"]
tolerance = { absolute = 0.5 }
reference = "shares"
why = "China leads."
hints = ["Sort them.", "Divide."]
"""


def test_a_text_stands_in_its_box_again(desktop, sheet):
    sheet.update({one.id: one for one in declarations.parse(MORE)})
    text = "Seven members, says the table,\nbut <b>who</b> counts?"
    check("99.8", text)
    restart()
    panel = cra.question("99.8")
    assert panel.entry.answer() == text
    assert "Your text stands in the box" in panel.feedback.content and "strong" not in panel.feedback.content
    assert kept(desktop)["99.8"].status == "written"


def test_a_table_in_another_order_is_no_further_try(desktop, sheet, monkeypatch):
    sheet.update({one.id: one for one in declarations.parse(MORE)})
    monkeypatch.setattr(practice_sheet, "shares", lambda load: {"CHN": 17.0, "IND": 3.4}, raising=False)
    check("99.9", {"CHN": 17, "IND": 9})
    check("99.9", {"IND": 9, "CHN": 17})
    restart()
    assert "a table of 2 rows. It was partly right (one try" in cra.question("99.9").feedback.content


def test_what_a_student_typed_is_escaped(desktop, sheet):
    (desktop / progress.FILE).write_text(
        progress.as_text({"99.1": progress.Record(state="not yet", answer="<img src=x>", answers=("x",))})
    )
    assert "<img" not in cra.question("99.1").feedback.content


def test_the_file_holds_days_and_no_times_and_can_be_read_by_people(desktop, sheet):
    check("99.1", 70)
    check("99.3", ["IRN"])
    lines = (desktop / progress.FILE).read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if '"99.1"' in line]
    assert '"answer": "70 per cent"' in line and ":" not in line.rpartition('"last": ')[2]
    assert "delete this file" in lines[1]


def test_deleting_the_file_begins_afresh(desktop, sheet):
    check("99.1", 70)
    check("99.1", 71)
    (desktop / progress.FILE).unlink()
    assert check("99.1", 71).message == "First hint."


# ---------------------------------------------------------------------------------------------------
# Kept in the student's folder and nowhere else


def test_nothing_is_written_outside_the_students_folder(tmp_path, monkeypatch, sheet):
    monkeypatch.chdir(tmp_path)
    assert progress.folder() is None
    check("99.1", 24.6)
    cra.hint("99.2")
    assert not list(tmp_path.iterdir())
    assert "99.1" in practice.attempts.memory.records()[0]


def test_a_build_neither_writes_nor_shows_answers(desktop):
    lesson = "```{code-cell}\nimport china_russia_axis as cra\n```\n\n```{code-cell}\n%s\n```\n"
    text = lesson % 'print(cra.check("04.4", 3))\ncra.question("04.4")'
    first = execute.build(text, "99-sample", desktop).text
    assert not (desktop / progress.FILE).exists()
    fresh_process('import china_russia_axis as cra\ncra.check("04.4", 7); cra.check("04.4", 8)', desktop)
    before = (desktop / progress.FILE).read_bytes()
    assert execute.build(text, "99-sample", desktop).text == first
    assert (desktop / progress.FILE).read_bytes() == before


def test_nbval_runs_notebooks_in_the_kernel_that_keeps_nothing(desktop, monkeypatch):
    monkeypatch.setenv(progress.SWITCH, kernel.environment()[progress.SWITCH])
    assert progress.folder() is None


def test_the_static_page_of_a_question_does_not_depend_on_what_was_answered(desktop, sheet):
    before = cra.question("99.1")._repr_mimebundle_()["text/html"]
    check("99.1", 24.6)
    restart()
    assert cra.question("99.1")._repr_mimebundle_()["text/html"] == before


def test_where_no_answers_are_installed_nothing_is_kept(desktop, sheet, monkeypatch):
    def absent(*_, **__):
        raise keys.NoReference("The answers are not here.")

    monkeypatch.setattr(keys, "expected", absent)
    assert check("99.1", 24.6).state == "unreadable"
    assert not (desktop / progress.FILE).exists()


def test_a_working_folder_that_is_gone_is_no_fault(desktop, sheet, monkeypatch):
    def gone():
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert check("99.1", 24.6).right


# ---------------------------------------------------------------------------------------------------
# Two kernels


def test_two_notebooks_at_once_merge_and_lose_nothing(desktop):
    code = """
import sys
from pathlib import Path
from china_russia_axis.exercises import progress
me = sys.argv[1]
for number in range(1, 41):
    for name in (f"{me}.{number}", "10.1"):
        answers = (f"{me} {number % 15}",)
        progress.add(Path("."), {name: progress.Record(state="not yet", answer="x", answers=answers)})
"""
    both = [subprocess.Popen([sys.executable, "-c", code, me], cwd=desktop) for me in ("01", "02")]
    assert [one.wait() for one in both] == [0, 0]
    records = kept(desktop)
    assert len(records) == 81
    assert set(records["10.1"].answers) == {f"{me} {number}" for me in ("01", "02") for number in range(15)}
    assert sorted(path.name for path in desktop.iterdir()) == [
        ".course.json",
        ".my-progress.lock",
        "my-progress.json",
    ]


def test_a_second_kernel_goes_on_with_the_hints_of_the_first(desktop, sheet):
    check("99.1", 70)
    other = progress.Record(state="not yet", answer="71", answers=("71",), hinted=("71",), last="2026-01-01")
    progress.add(desktop, {"99.1": other})
    assert check("99.1", 72).message.startswith("Third hint.")


texts = st.text(max_size=4)
days = st.sampled_from(["2026-01-01", "2026-05-05", "2026-11-26"])
records = st.builds(
    progress.Record,
    version=st.integers(1, 2),
    state=st.sampled_from(progress.STATES),
    answer=texts,
    answers=st.lists(texts, max_size=4, unique=True).map(tuple),
    hinted=st.lists(texts, max_size=4, unique=True).map(tuple),
    hints=st.integers(0, 4),
    first=days,
    last=days,
    right_on=st.one_of(st.just(""), days),
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(records, records)
def test_merging_keeps_everything_of_both(one, other):
    both = progress.merged(one, other)
    assert progress.merged(both, other) == both
    assert both.version == max(one.version, other.version)
    for record in (one, other):
        if record.version == both.version:
            assert set(record.answers) <= set(both.answers) and set(record.hinted) <= set(both.hinted)
            assert both.hints >= record.hints and both.last >= record.last
            assert both.right_on or not record.right_on


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.dictionaries(st.from_regex(r"\A[0-9]{2}\.[1-9][0-9]?\Z"), records, max_size=4))
def test_what_is_written_is_read_back(records):
    found = progress.parse(progress.as_text(records).encode("utf-8", "replace"))
    assert found.trouble == ""
    assert found.records == records


# ---------------------------------------------------------------------------------------------------
# Files that cannot be used


def whole(questions="{}", form=1, course=progress.COURSE):
    return f'{{"course": "{course}", "format": {form}, "questions": {questions}}}'.encode()


FILES = {
    "cut off": (b'{"course": "china-russia-axis", "form', "not valid JSON"),
    "not text": (b"\xff\xfe\x00\x01", "not valid JSON"),
    "nested without end": (b"[" * 200_000, "not valid JSON"),
    "a number without end": (b"9" * 10_000, "not valid JSON"),
    "foreign": (b'{"milk": 2}', "not written by this course"),
    "a list": (b"[1, 2]", "not written by this course"),
    "another course": (whole(course="another"), "not written by this course"),
    "newer": (whole(form=2), "newer edition"),
    "no format": (whole(form='"one"'), "does not keep to the format"),
    "questions as a list": (whole("[]"), "does not keep to the format"),
    "huge": (b" " * progress.LARGEST + b"{}", "far too large"),
    "a state that is none": (whole('{"99.1": {"version": 1, "state": "best"}}'), "1 of its 1 entries"),
    "a state that is a list": (whole('{"99.1": {"state": []}}'), "1 of its 1 entries"),
    "hints without end": (whole('{"99.1": {"hints": 1e999}}'), "1 of its 1 entries"),
    "answers as text": (whole('{"99.1": {"answers": "abc"}}'), "1 of its 1 entries"),
    "a day that is none": (whole('{"99.1": {"last": "2026-13-45"}}'), "1 of its 1 entries"),
    "a field too many": (whole('{"99.1": {"mark": 10}}'), "1 of its 1 entries"),
    "an id that is none": (whole('{"../../x": {"version": 1}}'), "1 of its 1 entries"),
}


@pytest.mark.parametrize(("content", "why"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read_is_kept_aside_and_named(desktop, sheet, content, why):
    (desktop / progress.FILE).write_bytes(content)
    assert cra.question("99.1").feedback.content == ""
    assert (desktop / progress.FILE).read_bytes() == content, "looking changes nothing"
    verdict = check("99.1", 24.6)
    assert verdict.right and why in verdict.note and "my-progress-set-aside.json" in verdict.note
    assert (desktop / "my-progress-set-aside.json").read_bytes() == content
    assert kept(desktop)["99.1"].status == "right"
    assert check("99.1", 24.6).note == "", "it is said once"


def test_a_second_broken_file_does_not_take_the_place_of_the_first(desktop, sheet):
    for content in (b"one", b"two"):
        (desktop / progress.FILE).write_bytes(content)
        check("99.1", 24.6)
    assert (desktop / "my-progress-set-aside.json").read_bytes() == b"one"
    assert (desktop / "my-progress-set-aside-2.json").read_bytes() == b"two"


def test_sound_entries_of_a_damaged_file_go_on(desktop, sheet):
    entries = (
        '{"99.2": {"version": 1, "state": "right", "answers": ["b"], "right_on": "2026-09-01"}, "99.1": 7}'
    )
    (desktop / progress.FILE).write_bytes(whole(entries))
    check("99.4", 2011)
    assert set(kept(desktop)) == {"99.2", "99.4"}
    assert (desktop / "my-progress-set-aside.json").read_bytes() == whole(entries)


def test_a_folder_in_place_of_the_file_is_kept_aside(desktop, sheet):
    (desktop / progress.FILE).mkdir()
    assert "it is no file" in check("99.1", 24.6).note
    assert (desktop / "my-progress-set-aside.json").is_dir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_place_of_the_file_does_not_hang(desktop, sheet):
    os.mkfifo(desktop / progress.FILE)
    assert "it is no file" in check("99.1", 24.6).note


def test_an_empty_file_holds_nothing_and_is_no_trouble(desktop, sheet):
    (desktop / progress.FILE).write_bytes(b"")
    assert check("99.1", 24.6).note == ""


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_folder_that_cannot_be_written_gets_a_word_and_loses_nothing(desktop, sheet, monkeypatch, number):
    check("99.2", "b")
    before = (desktop / progress.FILE).read_bytes()

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(progress.os, "replace", refuse)
        verdict = check("99.1", 70)
        assert verdict.message == "First hint." and os.strerror(number) in verdict.note
        assert check("99.1", 71).note == "", "it is said once"
        assert "(2 tries" in cra.question("99.1").feedback.content, "the kernel remembers"
    assert (desktop / progress.FILE).read_bytes() == before
    check("99.4", 2011)
    assert set(kept(desktop)) == {"99.1", "99.2", "99.4"} and kept(desktop)["99.1"].tries == 2
    assert not list(desktop.glob(".my-progress.json.*")), "no draft is left behind"


def test_a_lock_that_is_never_given_back_costs_patience_and_no_answer(desktop, sheet, monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_taken", lambda lock, file: False)
    assert "another notebook is writing it" in check("99.1", 24.6).note
    monkeypatch.undo()


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
        ).map(lambda found: whole(json.dumps({"99.1": found, "99.2": {"answers": found, "state": found}}))),
    )
)
def test_no_content_is_too_strange_to_be_read(content):
    found = progress.parse(content)
    assert all(isinstance(record, progress.Record) for record in found.records.values())


# ---------------------------------------------------------------------------------------------------
# Anywhere Python runs


def test_the_store_needs_the_standard_library_alone():
    tree = ast.parse(Path(progress.__file__).read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.partition(".")[0])
    assert names <= set(sys.stdlib_module_names)


def test_in_the_browser_answers_are_kept_without_locks(tmp_path, monkeypatch, sheet):
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "emscripten")
        patched.setitem(sys.modules, "fcntl", None)
        patched.setitem(sys.modules, "msvcrt", None)
        check("99.1", 24.6)
    assert kept(tmp_path)["99.1"].status == "right"
