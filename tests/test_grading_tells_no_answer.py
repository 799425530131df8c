"""What grading prints and writes names no right answer to those who did not find it."""

import sys

import graded_class as given
import pytest

from china_russia_axis import cli, places
from china_russia_axis.grading import students
from china_russia_axis.grading.gradebook import Gradebook

WRONG = {
    "99.21": "answer_99_21 = 1",
    "99.22": "answer_99_22 = 'uphill'",
    "99.23": "answer_99_23 = ['FRA', 'DEU']",
    "99.24": "answer_99_24 = {'FRA': 1, 'DEU': 2}",
    "99.25": "def answer_99_25(width, depth): return 1",
}


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """All that a run of the command over wrong answers prints and writes."""
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    monkeypatch.setattr(places, "lessons", lambda: given.FOLDER)
    listed = tmp_path / "class.csv"
    listed.write_text("student\ns001\ns002\n", encoding="utf-8")
    (tmp_path / "class.csv.secret").write_text(given.SECRET, encoding="utf-8")
    assert students.secret_of(listed) == given.SECRET
    given.hand_in(tmp_path / "in", given.sheet("s001", WRONG), "a.ipynb")
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--class", str(listed)]
    assert cli.main(command) == 0
    shown = capsys.readouterr()
    with Gradebook(tmp_path / "out") as book:
        marks = book.final_marks()
    tables = [(tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("marks.csv", "files.csv")]
    return "\n".join([shown.out, shown.err, *tables, *(row["message"] for row in marks)])


def test_no_right_answer_is_told(told):
    length = given.length_of_river(None, **given.asked("s001")["99.21"].parameters)
    answers = [f"{length:.2f}", f"{length:.1f}", "downhill", "KAZ", "MNG", "3645", "14350", "399.75"]
    assert [one for one in answers if one in told] == []
    assert given.SECRET not in told
    assert "5 marks: marked" in told and "1 handed in nothing for a sheet: s002" in told


def test_progress_is_told_once_at_the_end_where_nobody_watches(told):
    assert told.count("1 of 1 files judged") == 1
