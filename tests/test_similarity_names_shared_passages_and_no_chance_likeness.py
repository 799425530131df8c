"""Shared passages are named with both versions; equal numbers, handed-out text and common code are not."""

import graded_class
import prose_class
import pytest

from china_russia_axis.grading import similarity
from china_russia_axis.grading.gradebook import Gradebook

LOOP = """\
answer_99_21 = 0
for tributary in ["a", "b", "c"]:
    length = len(tributary) * 17
    if length > 3 and tributary != "b":
        answer_99_21 = answer_99_21 + length / 2
"""
RENAMED = """\
answer_99_21 = 0   # my own idea
for x in ["a", "b", "c"]:
    y = len(x) * 99

    if y > 5 and x != "b":
        answer_99_21 = (answer_99_21 + y / 8)
"""
OTHER = """\
import math

def area(r):
    return math.pi * r ** 2
answer_99_21 = max(area(one) for one in range(12) if one % 5) - min(3, 4)
"""
ESSAY = "The old river carries more water in spring than the towns below it can use in a whole dry year."


def pairs(answers, handed_out=None, question="99.21"):
    return similarity.compare({question: answers}, handed_out or {})


def test_renaming_comments_and_other_numbers_hide_nothing():
    (pair,) = pairs(
        {name: similarity.code(text) for name, text in zip("abc", (LOOP, RENAMED, OTHER), strict=True)}
    )
    assert (pair.first, pair.second) == ("a", "b") and pair.share > 0.5
    (passage,) = pair.passages
    assert "tributary" in passage.first and 'x != "b"' in passage.second


def test_equal_numbers_are_no_likeness():
    one, two = similarity.code("answer_99_21 = 1234.5678"), similarity.code("answer_99_21 = 1234.5678")
    assert pairs({"a": one, "b": two}) == []


def test_code_that_a_third_of_the_class_wrote_is_how_one_does_it():
    answers = {f"s{n:02d}": similarity.code(LOOP) for n in range(4)}
    answers |= {f"t{n:02d}": similarity.code(f"answer_99_21 = {n} + {'-' * n}3") for n in range(8)}
    assert pairs(answers) == []
    few = {name: answers[name] for name in answers if name not in ("s02", "s03")}
    assert [(pair.first, pair.second) for pair in pairs(few)] == [("s00", "s01")]


def test_prose_that_many_share_is_still_named():
    answers = {f"s{n}": similarity.prose(ESSAY) for n in range(4)}
    assert len(pairs(answers)) == 6


def test_handed_out_words_do_not_count():
    answers = {name: similarity.prose(f"{ESSAY} Says {name}.") for name in "ab"}
    assert pairs(answers)
    given = {"99.21": similarity.prose(ESSAY)}
    assert pairs(answers, given) == []
    own = "All of us went there by boat in May and saw it rise."
    (pair,) = pairs({name: similarity.prose(f"{ESSAY} {own}") for name in "ab"}, given)
    assert pair.passages[0].first == own.rstrip(".")


def test_short_agreement_in_words_is_no_likeness():
    one = similarity.prose("I think that the river is long and wide.")
    two = similarity.prose("We found that the river is long but shallow.")
    assert pairs({"a": one, "b": two}) == []


@pytest.mark.parametrize(
    "text", ["", "x = (", "'open", "\x00", "   y\n x", "def", "é = 'ü'\r\n\x0cz = 1", "a" * 5000]
)
def test_broken_code_is_compared_as_far_as_it_goes(text):
    written = similarity.code(text)
    assert len(written.pieces) == len(written.places)
    assert pairs({"a": written, "b": similarity.code(LOOP)}) == []


def test_files_are_read_where_they_were_graded_and_missing_ones_named(tmp_path):
    lessons = prose_class.lessons(tmp_path)
    folder = tmp_path / "handed-in"
    for student, words in {"s001": ESSAY, "s002": ESSAY.replace("old", "wild"), "s003": "No."}.items():
        graded_class.hand_in(folder, graded_class.sheet(student, {"99.26": words}), f"{student}.ipynb")
    with Gradebook(tmp_path / "results") as book:
        for student in ("s001", "s002", "s003", "s004"):
            line = {**prose_class.submission(student), "root": str(folder)}
            book.record(line, prose_class.machine_marks(), {})
    found, missing = similarity.of(tmp_path / "results", "99-rivers", lessons)
    assert [(pair.first, pair.second) for pair in found] == [("s001", "s002")]
    assert missing == ["s004.ipynb"]
    report = similarity.report(found, missing)
    assert "never a finding" in report and "equal numbers are no evidence" in report
    assert "carries more water" in report and "NOT COMPARED  s004.ipynb" in report
