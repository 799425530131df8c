"""Files come renamed, twice, in zip files, on a neighbour's sheet: each mark reaches the right student."""

import json
import os
import stat
import sys
import zipfile

import graded_class as given
import pytest
from test_grading_survives_every_fault import FULL

from china_russia_axis.grading import files, grade, students
from china_russia_axis.grading.gradebook import Gradebook

WRONG = {"99.22": 'answer_99_22 = "uphill"'}
HALF = {**FULL, "99.22": ("marked", 0.0)}


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def class_of(*rows):
    return grade.Class(tuple(students.Student(*row) for row in rows), given.SECRET)


def graded(folder, group, results=None):
    results = results or folder.parent / "out"
    found = given.run(folder, results, group)
    return {one.file: one for one in found}, given.marks_in(results)


def test_a_renamed_file_is_known_by_its_sheet(folder):
    given.hand_in(folder, given.sheet("s001"), "final FINAL (2).ipynb")
    found, marks = graded(folder, given.group(1))
    assert found["final FINAL (2).ipynb"].state == "graded" and marks["s001"] == FULL


@pytest.mark.parametrize(
    "name",
    [
        "doejane_4711_99_final.ipynb",
        "doejane_LATE_4711_99_99-rivers--a1-1.ipynb",
        "Jane Doe_4711_assignsubmission_file_/work.ipynb",
        "Jane Doe_4711_assignsubmission_file_work.ipynb",
        "Doe, Jane/sheet.ipynb",
    ],
)
def test_a_sheet_without_metadata_is_known_by_what_the_platform_writes(folder, name):
    sheet = given.sheet("a1")
    del sheet["metadata"]["course"]
    given.hand_in(folder, sheet, name)
    found, marks = graded(folder, class_of(("a1", "Jane Doe"), ("a2", "John Roe"), ("a3", "Jane Roe")))
    assert found[name].state == "graded" and marks["a1"] == FULL


def test_a_zip_file_as_a_platform_gives_it(folder):
    inner = folder / "mine.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep/down/sheet.ipynb", json.dumps(given.sheet("s002")))
        archive.writestr("../../escape.ipynb", json.dumps(given.sheet("s003")))
    outer = folder / "submissions.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("no001student_1_2_99-rivers.ipynb", json.dumps(given.sheet("s001")))
        archive.write(inner, "no002student_3_4_mine.zip")
        archive.writestr("__MACOSX/._x.ipynb", "rubbish")
    found = given.run(outer, folder.parent / "out", given.group(3))
    assert {one.file for one in found} == {
        "no001student_1_2_99-rivers.ipynb",
        "no002student_3_4_mine.zip/deep/down/sheet.ipynb",
        "no002student_3_4_mine.zip/escape.ipynb",
    }
    marks = given.marks_in(folder.parent / "out")
    assert marks["s001"] == marks["s002"] == FULL
    # Handed in by the second student on the sheet of the third: a person looks, and nobody else is marked.
    assert marks["s003"] == dict.fromkeys(FULL, ("not handed in", None))


def test_a_zip_file_that_lies_or_is_damaged_is_refused_or_named(folder):
    with pytest.raises(files.CannotOpen, match="does not exist"):
        given.run(folder / "none", folder.parent / "out", given.group(1))
    (folder / "s001.zip").write_bytes(b"PK\x03\x04 but no more")
    bomb = folder / "s002.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("99-rivers--s002.ipynb", " " * 60_000_000)
    given.hand_in(folder, given.sheet("s003"), "good.ipynb")
    found, marks = graded(folder, given.group(3))
    assert found["s001.zip"].state == "not a sheet"
    assert "MB" in found["s002.zip/99-rivers--s002.ipynb"].reason
    assert set(marks["s001"].values()) == set(marks["s002"].values()) == {("needs a look", None)}
    assert marks["s003"] == FULL


def test_hostile_names_and_links_in_a_zip_file_are_files_like_others(folder):
    link = zipfile.ZipInfo("99-rivers--s002.ipynb")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    mine = json.dumps(given.sheet("s001"))
    others = [
        "C:\\x\\..\\..\\up.ipynb",
        "CON.ipynb",
        "\u00e9" * 255 + ".ipynb",
        "x" * 250 + "\n\u202e\x1b[2J.ipynb",
    ]
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a/" * 600 + "99-rivers--s003.ipynb", json.dumps(given.sheet("s003")))
        for name in others:
            archive.writestr(name, mine)
    found, marks = graded(folder, given.group(3))
    assert len(found) == 6 and all(name.isprintable() for name in found)
    assert found["all.zip/99-rivers--s002.ipynb"].reason.startswith("It is no notebook")
    assert marks["s001"] == marks["s003"] == FULL
    assert set(marks["s002"].values()) == {("needs a look", None)}
    assert sorted(one.state for one in found.values() if one.student == "s001") == [
        "graded",
        *["replaced"] * 3,
    ]


def test_one_student_cannot_fill_the_disk(folder, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES_OF_ONE", 1_000_000)
    with zipfile.ZipFile(folder / "s001.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.ipynb", " " * 100_000)
    given.hand_in(folder, given.sheet("s002"), "good.ipynb")
    found, marks = graded(folder, given.group(2))
    assert list(found) == ["good.ipynb", "s001.zip"] and found["s001.zip"].state == "not a sheet"
    assert marks["s002"] == FULL


def test_of_two_files_the_later_counts_and_both_are_named(folder):
    early = given.hand_in(folder, given.sheet("s001", WRONG), "z-early.ipynb")
    late = given.hand_in(folder, given.sheet("s001"), "a-late.ipynb")
    os.utime(early, (1_000_000, 1_000_000))
    os.utime(late, (2_000_000, 2_000_000))
    found, marks = graded(folder, given.group(1))
    assert marks["s001"] == FULL
    assert found["z-early.ipynb"].state == "replaced" and "a-late.ipynb" in found["z-early.ipynb"].reason
    late.unlink()
    found, marks = graded(folder, given.group(1))
    assert marks["s001"] == HALF, "what lies in the folder counts"
    with Gradebook(folder.parent / "out") as book:
        rows = {row["file"]: row["state"] for row in book.rows("SELECT * FROM submissions")}
    assert rows == {"z-early.ipynb": "graded", "a-late.ipynb": "gone"}


def test_a_later_download_replaces_only_where_it_is_later(folder):
    results = folder.parent / "out"
    first = given.hand_in(folder, given.sheet("s001", WRONG), "99-rivers--s001.ipynb")
    given.hand_in(folder, given.sheet("s002"), "99-rivers--s002.ipynb")
    os.utime(first, (1_000_000, 1_000_000))
    graded(folder, given.group(2))
    second = folder.parent / "second"
    given.hand_in(second, given.sheet("s001"), "new.ipynb")
    old = given.hand_in(second, given.sheet("s002", WRONG), "old.ipynb")
    os.utime(old, (1_000, 1_000))
    found, marks = graded(second, given.group(2), results)
    assert marks == {"s001": FULL, "s002": FULL}
    assert (found["new.ipynb"].state, found["old.ipynb"].state) == ("graded", "replaced")


def test_a_folder_that_was_moved_is_not_judged_again(folder):
    results = folder.parent / "out"
    given.hand_in(folder, given.sheet("s001"), "99-rivers--s001.ipynb")
    _, marks = graded(folder, given.group(1))
    moved = folder.rename(folder.parent / "moved")
    found, again = graded(moved, given.group(1), results)
    assert again == marks and not any(one.is_new for one in found.values())
    with Gradebook(results) as book:
        assert len(book.rows("SELECT * FROM submissions")) == 1


def test_nobody_can_replace_the_marks_of_another(folder):
    mine = given.hand_in(folder, given.sheet("s001"), "no001student_1_2_sheet.ipynb")
    os.utime(mine, (1_000_000, 1_000_000))
    # A later file of the second student, made out for the first, with wrong answers.
    given.hand_in(folder, given.sheet("s001", WRONG), "no002student_3_4_sheet.ipynb")
    # And one without a word of the platform's.
    given.hand_in(folder, given.sheet("s001", WRONG), "by s003.ipynb")
    found, marks = graded(folder, given.group(3))
    assert marks["s001"] == FULL
    other = found["no002student_3_4_sheet.ipynb"]
    assert other.student == "s002" and other.state == "needs a look" and "made for s001" in other.reason
    assert "names s003" in found["by s003.ipynb"].reason or found["by s003.ipynb"].state == "replaced"


def test_copied_answers_are_wrong_answers(folder):
    different = next(
        name
        for name in (f"s{number:03d}" for number in range(2, 40))
        if given.asked(name)["99.21"].parameters != given.asked("s001")["99.21"].parameters
    )
    given.hand_in(folder, given.sheet(different, given.right("s001")), "copied.ipynb")
    _, marks = graded(folder, given.group(40))
    assert marks[different] == {**FULL, "99.21": ("marked", 0.0)}


def test_a_missing_or_unknown_id_waits_for_a_person_who_settles_it(folder):
    nameless = given.sheet("s001")
    del nameless["metadata"]["course"]
    given.hand_in(folder, nameless, "work.ipynb")
    stranger = given.sheet("s001")
    stranger["metadata"]["course"]["student"] = "=cmd|'/c calc'!A0"
    given.hand_in(folder, stranger, "other work.ipynb")
    found, marks = graded(folder, given.group(2))
    assert found["work.ipynb"].reason == "nothing says whose it is"
    assert "not in the class list" in found["other work.ipynb"].reason
    assert all(mark[0] != "marked" for one in marks.values() for mark in one.values())
    table = (folder.parent / "out" / "marks.csv").read_text(encoding="utf-8-sig")
    assert "\n'=cmd" in table and "\n=cmd" not in table
    with Gradebook(folder.parent / "out") as book:
        with pytest.raises(LookupError, match="no student 's009'"):
            book.settle_owner("work.ipynb", "s009", "she said so", "R. Teacher")
        book.settle_owner("work.ipynb", "s001", "she said so", "R. Teacher")
    found, marks = graded(folder, given.group(2))
    assert marks["s001"] == FULL and found["work.ipynb"].state == "graded"


def test_the_open_copy_waits_for_a_person(folder):
    from china_russia_axis.exercises import sheets

    copy = json.loads(json.dumps(sheets.build("99", folder=given.FOLDER)))
    given.box(copy, "99.22")["source"] = 'answer_99_22 = "downhill"'
    given.hand_in(folder, copy, "s001.ipynb")
    found, marks = graded(folder, given.group(1))
    assert "open copy" in found["s001.ipynb"].reason
    assert marks["s001"]["99.22"] == ("needs a look", 1.0)


def test_a_class_without_a_list_is_graded_by_the_ids_of_its_sheets(folder):
    sheet = json.loads(json.dumps(given.sheets.build("99", "x7", folder=given.FOLDER)))
    given.box(sheet, "99.22")["source"] = 'answer_99_22 = "downhill"'
    given.hand_in(folder, sheet, "a.ipynb")
    _, marks = graded(folder, grade.Class())
    assert marks["x7"]["99.22"] == ("marked", 1.0)


def test_names_in_file_names_are_whole_words():
    listed = [
        students.Student("7", "Ann Lee"),
        students.Student("17", "Anna Lee"),
        students.Student("zhang-wei", "张伟"),
        students.Student("b1", "Jo Doe-Smith"),
        students.Student("b2", "Jo Doe"),
    ]

    def named(text):
        return [one.id for one in students.named_in(text, listed)]

    assert named("leeanna_3_4_x.ipynb") == ["17"]
    assert named("99-rivers--7.ipynb") == ["7"]
    assert named("homework 7.ipynb") == named("unrelated.ipynb") == []
    assert named("Jo Doe-Smith_3_assignsubmission_file_") == ["b1"]
    assert named("张伟_3_assignsubmission_file_") == ["zhang-wei"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name\nx\n", "column 'student'"),
        ("student\na\n\nA\n", "stands in line"),
        ("student,name\n,x\n", "line 2: the id is empty"),
        ("", "column 'student'"),
    ],
)
def test_a_class_list_that_cannot_be_used_says_why(tmp_path, text, complaint):
    path = tmp_path / "class.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(students.ClassListError, match=complaint):
        students.read_class(path)


def test_a_class_list_may_come_from_any_spreadsheet(tmp_path):
    path = tmp_path / "class.csv"
    path.write_bytes("\ufeffstudent;name\r\na1;Zoë\r\n".encode())
    assert students.read_class(path) == [students.Student("a1", "Zoë")]


def test_the_secret_of_a_class_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "class.csv"
    with pytest.raises(students.ClassListError, match="not beside"):
        students.secret_of(path)
    secret = students.secret_of(path, create=True)
    assert students.secret_of(path, create=True) == secret and len(secret) == 64
    assert (tmp_path / "class.csv.secret").stat().st_mode & 0o077 == 0
