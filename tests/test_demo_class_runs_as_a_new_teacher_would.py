"""``axis demo-class`` goes from released sheets to returned marks, and each trait comes out as it should."""

import csv

import pytest

from china_russia_axis import cli
from china_russia_axis.grading import demo_class, marking


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The class, built once, with what the command printed."""
    out = tmp_path_factory.mktemp("teacher") / "class"
    lines = []
    demo_class.build(out, lines.append)
    return out, "\n".join(lines)


@pytest.fixture(scope="module")
def marks(shown):
    with (shown[0] / "results" / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["student"], row["question"]): row for row in rows}


def state(marks, student, question="04.21"):
    row = marks[student, question]
    return row["state"], row["mark"] and float(row["mark"])


def test_each_trait_comes_out_as_it_should(marks):
    assert state(marks, "s01") == ("marked", 2.0)
    assert state(marks, "s03") == ("marked", 2.0) and state(marks, "s03", "04.22") == ("marked", 0.0)
    assert state(marks, "s04") == ("marked", 0.0)
    assert state(marks, "s05") == ("marked", 0.0) and marks["s05", "04.21"]["reason"] == "nearly"
    assert state(marks, "s06") == ("marked", 0.0) and marks["s06", "04.21"]["reason"] == "left blank"
    assert state(marks, "s07") == ("not marked", "")
    assert state(marks, "s07", "04.22") == ("marked", 3.0), "the loop costs the other answers nothing"
    assert state(marks, "s08") == ("marked", 2.0)
    assert state(marks, "s09")[0] == "needs a look"
    assert state(marks, "s12") == ("not handed in", "")


def test_two_texts_are_marked_as_a_sample_and_the_others_wait(shown, marks):
    assert state(marks, "s01", "04.25") == ("marked", 6.0)
    assert state(marks, "s02", "04.25") == ("marked", 1.5)
    assert {state(marks, f"s{n:02d}", "04.25")[0] for n in (3, 4, 5, 7, 8, 9, 10, 11)} == {"not marked"}
    (question,) = marking.questions_of_prose(shown[0] / "results")
    assert (question["texts"], question["open"]) == (10, 8)


def test_feedback_and_export_are_there(shown):
    out, said = shown
    assert len(list((out / "results" / "feedback").glob("s*.html"))) == len(demo_class.TRAITS)
    before = (out / "canvas.csv").read_bytes().split(b"\r\n")
    after = (out / "canvas-filled.csv").read_bytes().split(b"\r\n")
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 3 and all(
        f",{points},".encode() in line for points, line in zip((14, 9.5, 0), changed, strict=True)
    )
    assert "s07: 04.21 not marked; 04.25 not marked" in said
    assert "2 days late" in (out / "results" / "feedback" / "s11.html").read_text(encoding="utf-8")


def test_the_students_are_plainly_artificial():
    names = [one.name for one in demo_class.students_of()]
    assert names == [f"Student {number:02d}" for number in range(1, 13)]


def test_likeness_is_found_where_it_was_put(shown, capsys):
    assert cli.main(["similar", str(shown[0] / "results")]) == 0
    found = [line for line in capsys.readouterr().out.splitlines() if "runs in common" in line]
    assert len(found) == 1 and found[0].startswith("s01 and s10")


def test_the_marking_page_is_written_with_one_call(shown, capsys):
    results = shown[0] / "results"
    words = [
        "mark",
        str(results),
        "--who",
        "New teacher",
        "--class",
        str(shown[0] / "class.csv"),
        "--no-open",
    ]
    assert cli.main(words) == 0
    assert "0 of 10 texts done" in capsys.readouterr().out
    text = (results / "mark.ipynb").read_text(encoding="utf-8")
    assert text.count("marking.page(") == 1 and "../class.csv" in text and str(results) not in text


def test_a_folder_that_holds_something_is_left_alone(shown, capsys):
    before = sorted(path.name for path in shown[0].rglob("*"))
    assert cli.main(["demo-class", "--out", str(shown[0])]) == 1
    assert "not empty" in capsys.readouterr().err
    assert sorted(path.name for path in shown[0].rglob("*")) == before
