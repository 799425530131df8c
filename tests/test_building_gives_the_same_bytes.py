"""A notebook is what its source builds, byte for byte, and only what changed is built again."""

import shutil

import nbformat
import pytest

from china_russia_axis.building import CannotBuild, check, execute, fingerprints, lessons, pipeline, source


@pytest.fixture
def course(sample, tmp_path):
    """A course of the sample lesson and a broken one, in a folder with a space."""
    root = tmp_path / "my course"
    shutil.copytree(sample.folder / "lessons", root / "lessons")
    broken = root / "lessons" / "02-broken" / "lesson.md"
    broken.parent.mkdir()
    broken.write_text("# Broken\n\n```{code-cell}\n1 / 0\n```\n", encoding="utf-8")
    return lessons.find(root / "lessons", root / "notebooks")


def test_the_notebook_is_what_its_source_builds(every_lesson):
    pictures = not check.why_not_reference()
    (verdict,) = check.check([every_lesson], pictures=pictures)
    assert verdict.difference == ""


def test_two_builds_in_a_row_give_the_same_bytes(sample):
    again = execute.build(sample.text, sample.lesson.name, sample.lesson.notebook.parent)
    once_more = execute.build(sample.text, sample.lesson.name, sample.lesson.notebook.parent)
    assert again.text == once_more.text
    assert nbformat.reads(again.text, as_version=4) == sample.notebook


def test_a_built_notebook_is_valid_and_holds_no_trace_of_its_run(sample):
    nbformat.validate(sample.notebook)
    assert "widgets" not in sample.notebook.metadata
    text = nbformat.writes(sample.notebook)
    assert "widget-view" not in text and "iopub" not in text and "model_id" not in text


def test_only_what_changed_is_built(course):
    first, broken = pipeline.build(course)
    assert (first.status, broken.status) == ("built", "failed")
    assert [outcome.status for outcome in pipeline.build(course[:1])] == ["unchanged"]
    lesson = course[0]
    lesson.source.write_text(
        lesson.source.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8"
    )
    assert [outcome.status for outcome in pipeline.build(course[:1])] == ["built"]
    lesson.notebook.write_text("{}", encoding="utf-8")
    assert [outcome.status for outcome in pipeline.build(course[:1])] == ["built"]


def test_a_failing_cell_is_named_and_stops_no_other_lesson(course):
    outcomes = {outcome.lesson.name: outcome for outcome in pipeline.build(course)}
    assert outcomes["01-sample"].status == "built"
    message = outcomes["02-broken"].message
    assert "lessons/02-broken/lesson.md, cell" in message
    assert "1 / 0" in message and "ZeroDivisionError: division by zero" in message


def test_a_warning_stops_the_build(course):
    course[1].source.write_text("# Broken\n\n```{code-cell}\nimport warnings\nwarnings.warn('soon')\n```\n")
    with pytest.raises(CannotBuild, match="UserWarning: soon"):
        execute.build(course[1].source.read_text(), "02-broken", course[0].source.parent)


def test_what_the_lessons_stand_on_is_part_of_the_fingerprint(course):
    assert fingerprints.of(course[0], "one state of code and data") != fingerprints.of(course[0], "another")
    assert fingerprints.shared() == fingerprints.shared()


def test_the_check_shows_what_differs(course):
    lesson = course[0]
    list(pipeline.build([lesson]))
    built = lesson.notebook.read_text(encoding="utf-8")
    lesson.notebook.write_text(built.replace("doublings: 2", "doublings: 3"), encoding="utf-8")
    (verdict,) = check.check([lesson], pictures=False)
    assert "doublings: 3" in verdict.difference and "axis build 01" in verdict.difference


def test_pictures_are_compared_in_the_reference_environment_only(course):
    lesson = course[0]
    list(pipeline.build([lesson]))
    changed = nbformat.read(lesson.notebook, as_version=4)
    data = changed.cells[2].outputs[0].data
    data["image/png"] = data["image/png"][:-40] + "A" * 40
    lesson.notebook.write_text(nbformat.writes(changed) + "\n", encoding="utf-8")
    (strict,) = check.check([lesson], pictures=True)
    (lenient,) = check.check([lesson], pictures=False)
    assert "picture" in strict.difference and lenient.difference == ""


def test_cell_ids_come_from_the_source():
    text = "```{code-cell}\ncra.claim('C61')\n```\n\n```{code-cell}\ncra.claim(\"C61\")\n```\n\n"
    text += "```{code-cell}\ncra.question('04.2')\n```\n\nWords.\n\n+++\n\nWords.\n"
    names = [cell["id"] for cell in source.read(text).cells]
    assert names[:3] == ["claim-C61", "claim-C61-2", "question-04-2"]
    assert names[4] == f"{names[3]}-2"
    assert names == [cell["id"] for cell in source.read(text).cells]


def test_the_normal_form_is_stable_and_is_jupytexts_own(sample):
    import jupytext

    assert source.normal_form(sample.text) == sample.text
    assert jupytext.writes(jupytext.reads(sample.text, fmt=source.FORMAT), fmt=source.FORMAT) == sample.text


def test_a_lesson_builds_inside_a_running_event_loop(tmp_path):
    import asyncio

    async def call():
        return execute.build("# Title\n\n```{code-cell}\n1 + 1\n```\n", "01-sample", tmp_path)

    assert '"2"' in asyncio.run(call()).text
