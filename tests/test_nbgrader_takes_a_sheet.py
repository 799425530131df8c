"""A graded sheet can be released and collected with nbgrader too.

The last test runs nbgrader itself and needs an installation of it, which the course does not: set
CRA_NBGRADER to its command, such as ``/home/me/nbgrader-env/bin/nbgrader``. Without it the test is skipped.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from china_russia_axis import places
from china_russia_axis.exercises import sheets

SHEETS = sorted(path.parent.name for path in places.lessons().glob("[0-9][0-9]-*/exercises.md"))
NBGRADER = os.environ.get("CRA_NBGRADER") or shutil.which("nbgrader")


@pytest.mark.parametrize("lesson", SHEETS)
def test_answer_cells_keep_to_schema_3(lesson):
    notebook = sheets.build(lesson)
    marked = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    points = {question.id: question.points for question in sheets.questions(lesson)}
    assert [one.points for one in marked] == list(points.values())
    assert len({one.grade_id for one in marked}) == len(marked)
    for one in marked:
        assert one.schema_version == 3 and one.grade and one.solution and not one.locked and not one.task
        assert one.cell_type in ("code", "markdown")


@pytest.mark.skipif(NBGRADER is None, reason="nbgrader is optional; CRA_NBGRADER names its command")
def test_nbgrader_releases_and_collects_a_sheet(tmp_path):
    course = tmp_path / "course"
    source = course / "source" / "04"
    source.mkdir(parents=True)
    nbformat.write(sheets.build("04"), source / "04-brics.ipynb")
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'sample'\n")
    _run(course, "generate_assignment", "04")
    released = course / "release" / "04" / "04-brics.ipynb"
    notebook = json.loads(released.read_text(encoding="utf-8"))
    answer = next(
        cell for cell in notebook["cells"] if cell["metadata"].get("course", {}).get("question") == "04.21"
    )
    answer["source"] = ["answer_04_21 = 12.5"]
    handed_in = course / "submitted" / "s01" / "04" / "04-brics.ipynb"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text(json.dumps(notebook), encoding="utf-8")
    _run(course, "autograde", "04")
    collected = course / "autograded" / "s01" / "04" / "04-brics.ipynb"
    assert "answer_04_21 = 12.5" in collected.read_text(encoding="utf-8")


def _run(course: Path, *words: str) -> None:
    # nbgrader looks for its own helpers (alembic) on the path.
    path = os.pathsep.join([str(Path(NBGRADER).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(places.checkout() / "src")}
    done = subprocess.run(
        [NBGRADER, *words], cwd=course, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
