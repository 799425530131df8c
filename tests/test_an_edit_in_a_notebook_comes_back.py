"""An edit made in JupyterLab reaches the source, and no text is ever lost on the way."""

import shutil

import nbformat
import pytest

from china_russia_axis.building import CannotBuild, bring_back, execute, lessons


@pytest.fixture
def taught(sample, tmp_path):
    shutil.copytree(sample.folder, tmp_path / "course")
    (found,) = lessons.find(tmp_path / "course" / "lessons", tmp_path / "course" / "notebooks")
    nbformat.write(sample.notebook, found.notebook)
    return found


def edit(path, old="Twice, then.", new="Two times, then.", target=None):
    """Do to a notebook what JupyterLab does when somebody edits, runs and saves it."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
        cell.metadata["editable"] = True
        if cell.cell_type == "code":
            cell.metadata["execution"] = {"iopub.execute_input": "2026-11-24T04:00:00Z"}
            cell["execution_count"] = 99
    notebook.metadata["language_info"] = {"name": "python", "version": "3.12.1"}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {}}
    nbformat.write(notebook, target or path)


def test_the_edit_and_nothing_else_reaches_the_source(taught, sample):
    edit(taught.notebook)
    change = bring_back.bring_back(taught)
    after = taught.source.read_text(encoding="utf-8")
    assert after == sample.text.replace("Twice, then.", "Two times, then.")
    assert (change.added, change.removed) == (1, 1)
    assert change.backup.read_text(encoding="utf-8") == sample.text


def test_a_notebook_that_was_only_run_changes_nothing(taught, sample):
    edit(taught.notebook, new="Twice, then.")
    with pytest.raises(CannotBuild, match="nothing to do"):
        bring_back.bring_back(taught)
    assert taught.source.read_text(encoding="utf-8") == sample.text


def test_an_edit_in_the_students_folder_is_found(taught):
    work = taught.notebook.parent.parent / "work"
    work.mkdir()
    edit(taught.notebook, target=work / taught.notebook.name)
    assert bring_back.bring_back(taught).notebook.parent == work


def test_two_different_edits_are_not_guessed_between(taught, sample):
    work = taught.notebook.parent.parent / "work"
    work.mkdir()
    edit(taught.notebook, target=work / taught.notebook.name)
    edit(taught.notebook, new="Thrice, then.")
    with pytest.raises(CannotBuild, match="different edits"):
        bring_back.bring_back(taught)
    assert taught.source.read_text(encoding="utf-8") == sample.text
    assert bring_back.bring_back(taught, work / taught.notebook.name).added == 1


def test_when_the_source_moved_on_both_texts_are_kept(taught, sample):
    newer = sample.text.replace("Two readers", "Three readers")
    taught.source.write_text(newer, encoding="utf-8")
    edit(taught.notebook)
    for _ in range(2):
        with pytest.raises(CannotBuild, match="could undo another change"):
            bring_back.bring_back(taught)
    assert taught.source.read_text(encoding="utf-8") == newer
    (beside,) = taught.folder.glob("lesson-from-notebook-*.md")
    assert "Two times, then." in beside.read_text(encoding="utf-8")


def test_the_way_there_and_back_again_changes_nothing(taught, sample):
    edit(taught.notebook)
    bring_back.bring_back(taught)
    text = taught.source.read_text(encoding="utf-8")
    taught.notebook.write_text(
        execute.build(text, taught.name, taught.notebook.parent).text, encoding="utf-8"
    )
    with pytest.raises(CannotBuild, match="nothing to do"):
        bring_back.bring_back(taught)


def test_what_is_no_notebook_is_refused_kindly(taught):
    with pytest.raises(CannotBuild, match="is not a notebook"):
        bring_back.bring_back(taught, taught.source)
    with pytest.raises(CannotBuild, match="There is no file"):
        bring_back.bring_back(taught, taught.folder / "gone.ipynb")
