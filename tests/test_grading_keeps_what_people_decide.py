"""A mark that a person gave stays, with its reason and its name; nothing is changed without a trace."""

import csv
import sys

import graded_class as given
import pytest
from test_grading_survives_every_fault import FULL

from china_russia_axis import cli
from china_russia_axis.grading.gradebook import Gradebook, Mark
from china_russia_axis.grading.reports import harmless

WHO = ("the tutor was wrong", "R. Teacher")


@pytest.fixture
def graded(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    given.hand_in(tmp_path / "in", given.sheet("s001", {"99.22": "answer_99_22 = 'uphill'"}), "a--s001.ipynb")
    given.run(tmp_path / "in", tmp_path / "out", given.group(2))
    return tmp_path


def again(folder, **answers):
    given.hand_in(folder / "in", given.sheet("s001", answers), "a--s001.ipynb")
    given.run(folder / "in", folder / "out", given.group(2))
    return given.marks_in(folder / "out")["s001"]


def test_an_override_stays_when_the_machine_marks_again(graded):
    with Gradebook(graded / "out") as book:
        book.override("s001", "99-rivers", "99.22", 0.5, *WHO)
        book.override("s002", "99-rivers", "99.21", 2, "told me so aloud", "R. Teacher")
    marks = again(graded)
    assert marks == {**FULL, "99.22": ("marked", 0.5)}
    with Gradebook(graded / "out") as book:
        row = next(one for one in book.final_marks() if one["mark"] == 0.5)
        assert row["by"] == "R. Teacher" and row["reason"] == "override: the tutor was wrong"
        log = [one["what"] for one in book.rows("SELECT what FROM log ORDER BY rowid")]
        assert "override: 0 (marked) becomes 0.5: the tutor was wrong" in log
        assert any(line.startswith("0 (marked) became 1 (marked)") for line in log)
        book.withdraw("s001", "99-rivers", "99.22", "it was right after all", "R. Teacher")
    marks = given.marks_in(graded / "out")
    assert marks["s001"] == FULL and marks["s002"]["99.21"] == ("marked", 2.0)


@pytest.mark.parametrize(
    ("question", "mark", "said", "complaint"),
    [
        ("99.22", 2, WHO, "not between 0 and the 1 points"),
        ("99.22", -1, WHO, "not between"),
        ("99.22", float("nan"), WHO, "not between"),
        ("99.22", 1, (" ", "R. Teacher"), "Give a reason"),
        ("99.22", 1, ("because", ""), "Say who"),
        ("99.77", 1, WHO, "no mark of s001 on question 99.77"),
    ],
)
def test_an_override_outside_its_points_or_without_a_reason_is_refused(
    graded, question, mark, said, complaint
):
    with Gradebook(graded / "out") as book, pytest.raises((LookupError, ValueError), match=complaint):
        book.override("s001", "99-rivers", question, mark, *said)
    assert given.marks_in(graded / "out")["s001"]["99.22"] == ("marked", 0.0)


def test_prose_that_a_person_marked_stays_marked_until_the_text_changes(graded):
    with Gradebook(graded / "out") as book:
        book.mark_by_person(
            Mark("s001", "99-rivers", "99.26", "marked", 3, 4, "good", "Well said.", "R. Teacher")
        )
    assert again(graded)["99.26"] == ("marked", 3.0)
    changed = again(graded, **{"99.26": "Another text about a river of many words."})
    assert changed["99.26"] == ("needs a look", None)


def test_appeals_are_kept_and_the_command_line_tells_all(graded, capsys):
    out = str(graded / "out")
    place = ["--student", "s001", "--question", "99.22"]
    said = ["--why", "rivers flow uphill on maps", "--who", "R. Teacher"]
    assert cli.main(["amend", out, "--appeal", *place, *said]) == 0
    assert cli.main(["amend", out, "--mark", "1", *place, *said]) == 0
    assert cli.main(["amend", out, "--log"]) == 0
    shown = capsys.readouterr().out
    assert "s001 99.22  appeal: rivers flow uphill on maps" in shown
    assert "override: 0 (marked) becomes 1" in shown
    with (graded / "out" / "marks.csv").open(encoding="utf-8-sig") as file:
        (row,) = [
            one for one in csv.DictReader(file) if one["student"] == "s001" and one["question"] == "99.22"
        ]
    assert (row["mark"], row["state"], row["by"]) == ("1.0", "marked", "R. Teacher")
    assert cli.main(["amend", out, "--mark", "7", *place, *said]) == 1
    assert "not between" in capsys.readouterr().err
    assert cli.main(["amend", str(graded), "--log"]) == 1
    assert "Run axis grade first" in capsys.readouterr().err


def test_an_absent_mark_is_empty_and_never_a_zero(graded):
    with (graded / "out" / "marks.csv").open(encoding="utf-8-sig") as file:
        rows = {(one["student"], one["question"]): one for one in csv.DictReader(file)}
    assert rows["s002", "99.21"]["state"] == "not handed in" and rows["s002", "99.21"]["mark"] == ""
    assert rows["s001", "99.26"]["state"] == "not marked" and rows["s001", "99.26"]["mark"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_of_a_table_is_a_formula(text):
    assert harmless(text) == f"'{text}"


def test_other_cells_stay_as_they_are():
    assert [harmless(one) for one in ("x=1", -1.5, 0, None)] == ["x=1", -1.5, 0, ""]
