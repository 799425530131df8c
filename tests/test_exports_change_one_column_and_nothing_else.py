"""An export fills one column of the platform's own file; every other byte and every open mark stay."""

import csv
import io

import prose_class
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose_class import BEST, PROSE

from china_russia_axis import cli
from china_russia_axis.grading import exports, marking, scales
from china_russia_axis.grading.platform_files import PlatformFile, PlatformFileError

NAMES = {"s01": "Jane Doe", "s02": "Zoë Müller", "s03": "Jane Doe-Smith", "s04": "Four Open"}


@pytest.fixture
def results(tmp_path):
    place = prose_class.gradebook(
        tmp_path / "results", {one: f"Text of {one} about it." for one in NAMES}, NAMES
    )
    desk = marking.Desk(place, PROSE, "One", lessons=prose_class.lessons(tmp_path))
    for code, student in desk.codes.items():
        if student != "s04":
            desk.save(code, BEST if student != "s02" else {"source": 1, "doubt": 0})
    return place


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Rivers (17),Rivers again (18),Final Score (read only)\r\n"
    "    Points Possible,,,,,14,10,(read only)\r\n"
    '"Doe, Jane",901,s01,jd@example.edu,"A, ""first""",,7,007\r\n'
    '"Müller, Zoë",902,,zm@example.edu,A,"3",,=1+1\r\n'
    "Doe-Smith Jane,903,,,A,5,,\r\n"
    '"Open, Four",904,s04,,A,,,\r\n'
    '"Visitor, A",905,x99,,A,1,,\r\n'
    '"Student, Test",906,,,A,,,\r\n'
    "\r\n"
)


def exported(tmp_path, text=CANVAS, encoding="utf-8", name="grades.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_canvas_is_filled_and_everything_else_is_the_same_byte_for_byte(tmp_path, results):
    path = exported(tmp_path, "\ufeff" + CANVAS)
    done = exports.fill(results, path, "canvas", column="Rivers")
    expected = (
        CANVAS.replace('"A, ""first""",,7', '"A, ""first""",14,7')
        .replace('A,"3",,=1+1', 'A,"11",,=1+1')
        .replace("Doe-Smith Jane,903,,,A,5", "Doe-Smith Jane,903,,,A,14")
    )
    assert done.content == ("\ufeff" + expected).encode()
    assert done.filled == {"s01": "14", "s02": "11", "s03": "14"}


def test_what_is_not_final_stays_as_it_is_and_is_named(tmp_path, results):
    done = exports.fill(results, exported(tmp_path), "canvas", column="Rivers (17)")
    assert done.open == {"s04": "99.26 not marked"}
    assert b'"Open, Four",904,s04,,A,,,\r\n' in done.content
    assert "s04: 99.26 not marked" in str(done)


def test_who_is_not_known_is_named_on_both_sides(tmp_path, results):
    text = CANVAS.replace("Doe-Smith Jane,903,,,A,5,,\r\n", "")
    done = exports.fill(results, exported(tmp_path, text), "canvas", column="Rivers")
    assert [line.split(" 905")[0] for line in done.unmatched] == ["Visitor, A"]
    assert done.without_row == ["s03"]


def test_a_student_in_two_rows_is_filled_in_none(tmp_path, results):
    text = CANVAS.replace('"Visitor, A",905,x99', '"Visitor, A",905,s01')
    done = exports.fill(results, exported(tmp_path, text), "canvas", column="Rivers")
    assert "s01" not in done.filled and any("s01 stands in 2 rows" in line for line in done.unmatched)


def test_other_points_on_the_platform_are_told(tmp_path, results):
    text = CANVAS.replace("Points Possible,,,,,14", "Points Possible,,,,,100")
    done = exports.fill(results, exported(tmp_path, text), "canvas", column="Rivers")
    assert any("100 points" in line and "14" in line for line in done.warnings)


MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",Notes\n'
    '"Participant 1","Jane Doe",s01@example.edu,Submitted,,14.00,Yes,"two\nlines"\n'
    '"Participant 2","Zoë Müller",zm@example.edu,Submitted,-,14.00,No,\n'
    '"Participant 3","Jane Doe-Smith",js@example.edu,"Submitted",4.00,14.00,Yes,'
)


def test_moodle_is_filled_without_a_last_line_end_and_a_locked_grade_stays(tmp_path, results):
    done = exports.fill(results, exported(tmp_path, MOODLE), "moodle")
    expected = MOODLE.replace("Submitted,,14.00", "Submitted,14,14.00").replace(
        '"Submitted",4.00', '"Submitted",14'
    )
    assert done.content.decode() == expected
    assert done.open == {"s02": "Moodle says that this grade cannot be changed"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_line_ends_and_delimiter_stay(tmp_path, results, encoding, end, delimiter):
    text = (
        end.join(delimiter.join(row) for row in (["ID number", "Vorname ä", "Note"], ["s02", "ö", ""])) + end
    )
    path = exported(tmp_path, text, encoding)
    done = exports.fill(results, path, "moodle", column="Note", comma=True)
    before, after = path.read_bytes(), done.content
    assert after == before.replace(
        f"ö{delimiter}".encode(encoding.replace("-sig", "").replace("16", "16-le")),
        f"ö{delimiter}11".encode(encoding.replace("-sig", "").replace("16", "16-le")),
    )
    assert after != before


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(["\r\n", "\n"])
)
def test_filling_nothing_gives_the_same_bytes_and_cells_are_read_as_csv_reads_them(
    tmp_path_factory, rows, end
):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["id", "b", "c"], *rows])
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(out.getvalue().encode())
    file = PlatformFile(path)
    assert file.filled({}, 1) == path.read_bytes()
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [[cell.value for cell in row] for row in file.rows] == kept
    if kept:
        changed = list(csv.reader(io.StringIO(file.filled({0: "x,y"}, 1).decode(), newline="")))
        first = next(number for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row))
        assert changed[first][1] == "x,y"


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        (CANVAS, "River", "more than one column"),
        (CANVAS, "Lakes", "no column"),
        ("", "Rivers", "empty"),
        ('ID,Rivers\ns01,"open', "Rivers", "never closed"),
        ("Kennung,Note\ns01,\n", "Note", "--id-column"),
    ],
)
def test_a_file_that_cannot_be_filled_gets_a_message(tmp_path, results, text, column, said):
    with pytest.raises(PlatformFileError, match=said):
        exports.fill(results, exported(tmp_path, text), "canvas", column=column)


def test_headings_in_another_language_are_named_by_the_teacher(tmp_path, results):
    path = exported(tmp_path, "Kennung,Note\ns01,\n")
    done = exports.fill(results, path, "moodle", column="Note", id_column="Kennung")
    assert done.content == b"Kennung,Note\ns01,14\n"


def test_the_command_writes_beside_the_export_and_never_over_it(tmp_path, results, capsys):
    path = exported(tmp_path)
    before = path.read_bytes()
    assert cli.main(["export", str(results), str(path), "--lms", "canvas", "--column", "Rivers"]) == 0
    assert path.read_bytes() == before and path.with_name("grades-filled.csv").exists()
    again = ["export", str(results), str(path), "--lms", "canvas", "--column", "Rivers", "--out", str(path)]
    assert cli.main(again) == 1
    assert path.read_bytes() == before and "stays as it was" in capsys.readouterr().err


def test_the_file_may_stand_before_or_behind_the_platform(tmp_path, results, capsys):
    path, out = exported(tmp_path), tmp_path / "out.csv"
    further = ["--column", "Rivers", "--out", str(out)]
    assert cli.main(["export", str(results), "--lms", "canvas", str(path), *further]) == 0
    assert b",14," in out.read_bytes()
    assert cli.main(["export", str(results), "--lms", "canvas", str(path), "--sheat", "99"]) == 2
    assert "--sheat" in capsys.readouterr().err


def test_the_anonymous_export_names_nobody_and_stays_the_same(results):
    text = exports.anonymous(results)
    assert text == exports.anonymous(results)
    assert not any(student in text or name in text for student, name in NAMES.items())
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len({row["pseudonym"] for row in rows}) == len(NAMES)
    waiting = [row for row in rows if row["state"] != "marked"]
    assert [row["mark"] for row in waiting] == [""]


def test_our_own_files_hold_no_formula(tmp_path, capsys):
    evil = "=HYPERLINK(1)"
    place = prose_class.gradebook(tmp_path / "results", {evil: "Text about the river."})
    assert cli.main(["feedback", str(place)]) == 0
    cells = [
        cell for row in csv.reader(io.StringIO((place / "marks.csv").read_text("utf-8-sig"))) for cell in row
    ]
    assert f"'{evil}" in cells and not any(cell[:1] in tuple("=+-@") for cell in cells)


# Scales of schools.

LETTERS = """
format = 1
name = "Letters"
rounding = "half up"
step = [
  { from_per_cent = 90, gives = "A" },
  { from_per_cent = 50, gives = "B" },
  { from_per_cent = 0, gives = "F" },
]
"""
LINE = 'format = 1\nname = "Six"\nrounding = "half up"\n[line]\nnone = 1.0\nall = 6.0\nstep = 0.5\n'


def scale(tmp_path, text):
    path = tmp_path / "scale.toml"
    path.write_text(text, encoding="utf-8")
    return scales.read(path)


@pytest.mark.parametrize(
    ("points", "gives"), [(20, "A"), (17.9, "A"), (17.89, "B"), (9.9, "B"), (9.89, "F"), (0, "F")]
)
def test_letters_follow_from_thresholds_and_the_rounding(tmp_path, points, gives):
    assert scale(tmp_path, LETTERS)(points, 20) == gives


@pytest.mark.parametrize(
    ("points", "gives"), [(0, "1"), (10, "6"), (5, "3.5"), (4.5, "3.5"), (4.4, "3"), (9, "5.5")]
)
def test_numbers_follow_a_line_and_the_rounding(tmp_path, points, gives):
    assert scale(tmp_path, LINE)(points, 10) == gives


def test_down_is_down_and_thirds_do_not_slip(tmp_path):
    down = scale(tmp_path, LINE.replace("half up", "down").replace("step = 0.5", "step = 1"))
    assert down(9.9, 10) == "5" and down(10, 10) == "6"
    assert scale(tmp_path, LINE)(1 / 3, 1 / 3) == "6"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LETTERS.replace('rounding = "half up"', ""), "rounding"),
        (LETTERS.replace("from_per_cent = 0,", "from_per_cent = 10,"), "last one from 0"),
        (LETTERS.replace("from_per_cent = 50", "from_per_cent = 95"), "steps fall"),
        (LINE.replace("step = 0.5", "step = 0"), "above 0"),
        (LINE + '\n[[step]]\nfrom_per_cent = 0\ngives = "A"\n', "either"),
        (LINE.replace("format = 1", "format = 7"), "format = 1"),
    ],
)
def test_a_scale_that_cannot_be_meant_is_refused(tmp_path, text, said):
    with pytest.raises(scales.ScaleError, match=said):
        scale(tmp_path, text)


def test_the_scale_is_applied_and_its_rule_told(tmp_path, results, capsys):
    path, letters = exported(tmp_path), tmp_path / "letters.toml"
    letters.write_text(LETTERS, encoding="utf-8")
    words = [
        "export",
        str(results),
        str(path),
        "--lms",
        "canvas",
        "--column",
        "Rivers",
        "--scale",
        str(letters),
    ]
    assert cli.main(words) == 0
    assert b',A,"B",,=1+1' in path.with_name("grades-filled.csv").read_bytes()
    assert "half up" in capsys.readouterr().out
