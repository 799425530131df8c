"""A mark that a person gave stands until a person changes it, and every change leaves a line."""

import json
import math
import tomllib

import prose_class
import pytest
from prose_class import BEST, PROSE, SHEET

from china_russia_axis import rubrics
from china_russia_axis.commands import mark as command
from china_russia_axis.forecasts import resolution
from china_russia_axis.grading import marking
from china_russia_axis.grading.gradebook import Gradebook
from china_russia_axis.widgets import marking as widget

CLASS = {f"s{number:02d}": f"The river is long, says text {number}." for number in range(1, 9)}


@pytest.fixture
def place(tmp_path):
    results = prose_class.gradebook(tmp_path / "results", CLASS)
    return results, prose_class.lessons(tmp_path)


def desk(place, marker="Marker One", sample=None):
    return marking.Desk(place[0], PROSE, marker, sample, place[1])


def code_of(one, student):
    return next(code for code, name in one.codes.items() if name == student)


def graded_again(results, student, text, points=None):
    with Gradebook(results) as book:
        book.record(prose_class.submission(student), prose_class.machine_marks(points), {PROSE: text})


def test_a_complete_reading_becomes_the_mark(place):
    one = desk(place)
    one.save(code_of(one, "s01"), {"source": 2, "doubt": 1}, "Look again at the gauge.")
    mark = prose_class.mark_of(place[0], "s01")
    assert (mark["state"], mark["mark"], mark["by"]) == ("marked", 3.0, "Marker One")
    assert mark["message"] == "Look again at the gauge."


def test_half_a_reading_is_kept_and_gives_no_mark(place):
    one = desk(place)
    one.save(code_of(one, "s01"), {"source": 2})
    assert prose_class.mark_of(place[0], "s01")["state"] == "not marked"
    assert desk(place).text(code_of(one, "s01")).levels == {"source": 2}
    assert desk(place).text(code_of(one, "s01")).state == "begun"


def test_marking_again_by_machine_changes_nothing(place):
    one = desk(place)
    one.save(code_of(one, "s01"), BEST, "Good.")
    before = prose_class.mark_of(place[0], "s01")
    graded_again(place[0], "s01", CLASS["s01"], {"99.21": 0})
    assert prose_class.mark_of(place[0], "s01") == before
    assert prose_class.mark_of(place[0], "s01", "99.21")["mark"] == 0


def test_another_text_asks_for_another_look_and_keeps_the_reading(place):
    one = desk(place)
    one.save(code_of(one, "s01"), BEST)
    graded_again(place[0], "s01", "The river is short after all.")
    assert prose_class.mark_of(place[0], "s01")["state"] == "needs a look"
    text = desk(place).text(code_of(one, "s01"))
    assert (text.state, text.levels) == ("changed", BEST)
    desk(place).save(code_of(one, "s01"), {"source": 0, "doubt": 0})
    assert prose_class.mark_of(place[0], "s01")["mark"] == 0.0


def test_the_same_person_may_change_a_mark_and_both_stand_in_the_log(place):
    one = desk(place)
    one.save(code_of(one, "s01"), BEST)
    one.save(code_of(one, "s01"), {"source": 1, "doubt": 2})
    with Gradebook(place[0]) as book:
        lines = [row["what"] for row in book.rows("SELECT * FROM log WHERE student = 's01' ORDER BY rowid")]
    assert any("source 2" in line for line in lines) and any("source 1" in line for line in lines)
    assert any("4 (marked) became 3 (marked)" in line for line in lines)


def test_an_override_stays_when_prose_is_read_again(place):
    with Gradebook(place[0]) as book:
        book.override("s01", SHEET, PROSE, 2, "an appeal", "Head")
    one = desk(place)
    one.save(code_of(one, "s01"), BEST)
    assert prose_class.mark_of(place[0], "s01")["mark"] == 2


@pytest.mark.parametrize("levels", [{"source": 3}, {"source": True}, {"source": "2"}, {"taste": 1}])
def test_a_level_that_does_not_exist_is_refused_and_nothing_is_saved(place, levels):
    one = desk(place)
    with pytest.raises(ValueError):
        one.save(code_of(one, "s01"), levels)
    assert one.text(code_of(one, "s01")).state == "open"


@pytest.mark.parametrize("name", ["", "  ", "judge", "Judge"])
def test_nobody_marks_without_a_name_or_as_the_machine(place, name):
    with pytest.raises(ValueError, match="who marks"):
        desk(place, name)


def test_names_are_hidden_and_the_order_stays(tmp_path):
    texts = {f"anna{n}": f"I, Doe{n} Anna, and anna{n}, think so." for n in range(9)}
    names = {student: f"Doe{n} Anna" for n, student in enumerate(texts)}
    place = (prose_class.gradebook(tmp_path / "results", texts, names), prose_class.lessons(tmp_path))
    first, again = desk(place).texts(), desk(place, "Somebody else").texts()
    shown = json.dumps([one.__dict__ for one in first])
    assert not any(student in shown or names[student] in shown for student in texts)
    assert [one.code for one in first] == [one.code for one in again]
    assert list(desk(place).codes.values()) != sorted(texts)


def test_the_shared_sample_is_the_same_for_everybody(place):
    one, two = desk(place, "One", 3), desk(place, "Two", 3)
    assert len(one.codes) == 3 and one.codes == two.codes
    assert set(desk(place, "One", 5).codes) > set(one.codes)


def test_two_markers_within_a_level_give_their_mean(place):
    one, two = desk(place, "One"), desk(place, "Two")
    one.save(code_of(one, "s01"), {"source": 2, "doubt": 1})
    two.save(code_of(two, "s01"), {"source": 1, "doubt": 1})
    mark = prose_class.mark_of(place[0], "s01")
    assert (mark["state"], mark["mark"], mark["by"]) == ("marked", 2.5, "One and Two")


def test_two_markers_further_apart_need_a_look_until_one_settles_it(place):
    one, two = desk(place, "One"), desk(place, "Two")
    code = code_of(one, "s01")
    one.save(code, {"source": 2, "doubt": 1})
    two.save(code, {"source": 0, "doubt": 1})
    mark = prose_class.mark_of(place[0], "s01")
    assert mark["state"] == "needs a look" and "2 levels apart on 'A source'" in mark["reason"]
    desk(place, "Three").save(code, {"source": 1, "doubt": 1}, settles=True)
    mark = prose_class.mark_of(place[0], "s01")
    assert (mark["state"], mark["mark"], mark["by"]) == ("marked", 2.0, "Three")
    assert desk(place, "Two").text(code).levels == {"source": 0, "doubt": 1}


def test_a_marker_never_sees_what_another_gave(place):
    one = desk(place, "One")
    one.save(code_of(one, "s01"), BEST, "secret words")
    text = desk(place, "Two").text(code_of(one, "s01"))
    assert (text.levels, text.comment, text.state) == ({}, "", "open")


def test_agreement_is_that_of_the_course_and_only_on_what_both_read(place):
    one, two = desk(place, "One"), desk(place, "Two", 4)
    given = {"One": [], "Two": []}
    for number, code in enumerate(one.codes):
        one.save(code, {"source": number % 3, "doubt": 1})
    for number, code in enumerate(two.codes):
        two.save(code, {"source": (number + number % 2) % 3, "doubt": 1})
    for code in two.codes:
        given["One"].append(str(one.text(code).levels["source"]))
        given["Two"].append(str(two.text(code).levels["source"]))
    source, doubt = one.agreement()
    expected = resolution.agreement(given["One"], given["Two"])
    assert source["texts"] == 4
    assert (source["per_cent"], source["kappa"]) == (100 * expected.share, expected.kappa)
    assert doubt["per_cent"] == 100 and math.isnan(doubt["kappa"])
    assert "kappa undefined" in one.agreement_in_words()


def test_a_marker_alone_is_told_that_there_is_no_agreement_to_measure(place):
    one = desk(place)
    one.save(code_of(one, "s01"), BEST)
    assert one.agreement() == []
    assert "cannot be measured" in one.agreement_in_words() and "kappa" not in one.agreement_in_words()


def test_comments_are_kept_for_other_texts_and_other_markers(place):
    one = desk(place)
    one.keep_comment("Name the gauge.")
    one.keep_comment("Say the year.")
    assert one.keep_comment("Say the year.") == ["Say the year.", "Name the gauge."]
    assert desk(place, "Two").bank() == ["Say the year.", "Name the gauge."]
    assert one.drop_comment("Name the gauge.") == ["Say the year."]


def test_the_mean_is_scaled_to_the_points_of_the_question():
    rubric = rubrics.parse(tomllib.loads(prose_class.RUBRIC))["river"]
    assert marking.decide([BEST], rubric) == (4.0, "")
    assert marking.decide([BEST, {"source": 1, "doubt": 1}], rubric) == (3.0, "")
    assert marking.decide([BEST, {"source": 0, "doubt": 2}], rubric)[1] != ""


# The page.


def test_the_page_saves_each_step_and_says_what_is_missing(place):
    page = widget.page(PROSE, "One", str(place[0]), lessons=place[1])
    code = page.now["code"]
    shown = page.answer({"do": "save", "code": code, "levels": {"source": 2}, "comment": ""})
    assert "still without a level: A doubt" in shown["said"]
    shown = page.answer({"do": "save", "code": code, "levels": BEST, "comment": "Good."})
    assert "4 of 4 points" in shown["said"] and shown["done"] == 1
    shown = page.answer({"do": "next"})
    assert shown["code"] != code and shown["levels"] == {}
    again = widget.page(PROSE, "One", str(place[0]), lessons=place[1])
    assert again.now["done"] == 1 and again.now["code"] != code


@pytest.mark.parametrize(
    "message",
    [
        {"do": "save", "code": "none", "levels": BEST},
        {"do": "save", "code": None},
        {"do": "save", "levels": 7},
        {"do": "save", "levels": {"source": 99}},
        {"do": "go", "to": "far"},
        {"do": "go", "to": 10**9},
        {"do": "nothing"},
        {},
    ],
)
def test_the_page_answers_every_message(place, message):
    page = widget.page(PROSE, "One", str(place[0]), lessons=place[1])
    shown = page.answer(message)
    assert shown["done"] == 0 and 0 <= shown["at"] < len(CLASS)


def test_the_page_without_a_kernel_shows_no_text_and_no_name(place):
    page = widget.page(PROSE, "One", str(place[0]), lessons=place[1])
    static = page.fallback()
    assert "0 of 8" in static and "river is long" not in static and "s01" not in static


def test_each_text_stands_under_what_its_writer_was_asked(place):
    told = widget.page(PROSE, "One", str(place[0]), lessons=place[1]).now["prompt"]
    assert told == "Judge the river."


def test_the_command_never_overwrites_a_notebook_of_somebody_else(place, capsys):
    (place[0] / "mark.ipynb").write_text('{"cells": []}')
    with pytest.raises(ValueError, match="Rename it"):
        command._write(place[0], "call()")
    assert (place[0] / "mark.ipynb").read_text() == '{"cells": []}'
