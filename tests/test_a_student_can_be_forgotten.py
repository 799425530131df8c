"""``axis forget`` deletes one student and leaves everybody else, and a line without the name."""

import prose_class
import pytest
from prose_class import BEST, PROSE, SHEET

from china_russia_axis import cli
from china_russia_axis.grading import feedback, marking
from china_russia_axis.grading.gradebook import FILE, Gradebook

TEXTS = {"jdoe77": "Only jdoe77 wrote of the otters.", "other1": "Words of another student about it."}
NAMES = {"jdoe77": "Jane Forgotten", "other1": "Other Person"}


@pytest.fixture
def results(tmp_path):
    place = prose_class.gradebook(tmp_path / "results", TEXTS, NAMES)
    desk = marking.Desk(place, PROSE, "One", lessons=prose_class.lessons(tmp_path))
    for code in desk.codes:
        desk.save(code, BEST, "Read with pleasure.")
    with Gradebook(place) as book:
        book.override("jdoe77", SHEET, "99.21", 1, "an appeal of Jane Forgotten", "Head")
        book.set_state("/handed-in", "other1.ipynb", "graded", "the sheet was made for jdoe77")
    feedback.write(place)
    return place


def test_nothing_of_the_student_is_left_in_the_folder(results, capsys):
    assert cli.main(["forget", str(results), "jdoe77"]) == 0
    for path in results.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert not any(word in held for word in (b"jdoe77", b"Forgotten", b"otters")), path.name
    assert "jdoe77.ipynb" in capsys.readouterr().out, "what lies elsewhere is named"


def test_everybody_else_is_untouched(results):
    before = prose_class.mark_of(results, "other1")
    cli.main(["forget", str(results), "jdoe77"])
    assert prose_class.mark_of(results, "other1") == before and before["mark"] == 4
    assert (results / "feedback" / "other1.html").exists()
    assert not (results / "feedback" / "jdoe77.html").exists()


def test_the_log_says_that_somebody_was_forgotten(results):
    cli.main(["forget", str(results), "jdoe77"])
    with Gradebook(results) as book:
        last = book.rows("SELECT * FROM log ORDER BY rowid")[-1]
    assert "records of one student were deleted" in last["what"] and last["student"] == ""


def test_somebody_unknown_and_a_folder_without_gradebook_get_a_message(results, tmp_path, capsys):
    before = (results / FILE).stat().st_size
    assert cli.main(["forget", str(results), "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
    assert (results / FILE).stat().st_size == before
    assert cli.main(["forget", str(tmp_path / "none"), "jdoe77"]) == 1
    assert not (tmp_path / "none").exists()
