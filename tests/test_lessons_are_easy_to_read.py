"""Sentences and words are short enough for a reader whose first language is not English."""

from functools import cache

import pytest

from china_russia_axis import places
from china_russia_axis.building import lessons, prose, reading
from china_russia_axis.site import reading as reading_page

# Syllables as dictionaries of pronunciation have them.
SYLLABLES = {
    "a": 1, "war": 1, "trade": 1, "states": 1, "voted": 2, "scaled": 1, "tables": 2, "little": 2, "China": 2,
    "bloc": 1, "alliance": 3, "treaty": 2, "Moscow": 2, "Beijing": 2, "Washington": 3, "sanctions": 2,
    "membership": 3, "question": 2, "opinion": 3, "invasion": 3, "military": 4, "economy": 4, "exercise": 3,
    "dialogue": 3, "probability": 5, "being": 2, "client": 2, "earlier": 3, "opportunism": 5, "year's": 1,
    "judgement": 3, "purchasing": 3, "second-hand": 3, "NATO": 4,
}  # fmt: skip
KEPT = "Two states sign a treaty. Both keep it."


@cache
def level_of(lesson):
    return reading.of_lesson(lesson, reading.explained())


def misses(level):
    """The limits that a text does not keep."""
    found = []
    if level.plain_grade > reading.GRADE:
        found.append(f"grade {level.plain_grade:.1f}, at most {reading.GRADE:g}")
    if level.mean > reading.MEAN:
        found.append(f"{level.mean:.1f} words a sentence, at most {reading.MEAN:g}")
    if level.longest > reading.LONGEST:
        found.append(f"{level.longest} words, at most {reading.LONGEST}: {level.long_sentence}")
    return found


def test_every_lesson_keeps_the_limits(every_lesson):
    level = level_of(every_lesson)
    assert level.sentences > 60 and level.words > 900
    assert misses(level) == []


def test_no_text_of_a_sheet_has_an_endless_sentence(every_lesson):
    text = (every_lesson.folder / "exercises.md").read_text(encoding="utf-8")
    assert reading.long_sentences(text) == []


def test_the_limits_are_near_what_is_written(every_lesson):
    # A limit that nothing comes near holds nobody to anything.
    level = level_of(every_lesson)
    assert level.plain_grade > reading.GRADE - 4 and level.mean > reading.MEAN - 5


@pytest.mark.parametrize(
    "text, word",
    [
        (f"{KEPT} {'and so on ' * 14}.", "42 words"),
        ("Institutional considerations notwithstanding, multilateral organisations proliferated.", "grade"),
        ("One word after the other makes a sentence that is too long for its own good now.", "a sentence"),
    ],
)
def test_a_text_that_is_hard_to_read_is_caught(text, word):
    assert any(word in one for one in misses(reading.of_text(text))) and misses(reading.of_text(KEPT)) == []


def test_the_formula_is_that_of_flesch_and_kincaid():
    # By hand: 8 words in 2 sentences, 9 syllables.
    level = reading.of_text(KEPT)
    assert (level.sentences, level.words, level.mean, level.longest) == (2, 8, 4, 5)
    assert level.grade == pytest.approx(0.39 * 4 + 11.8 * 9 / 8 - 15.59)


def test_words_that_the_course_explains_do_not_count_as_hard():
    assert {"hazard", "verdict", "purchasing", "parity"} <= reading.explained()
    text = "The purchasing power parity is a ratio."
    with_terms = reading.of_text(text, reading.explained())
    assert with_terms.plain_grade < with_terms.grade == reading.of_text(text).plain_grade


def test_headings_tables_and_code_are_not_measured():
    shown = (
        "# Considerations\n\n| Parameter | Chance |\n|---|---|\n| a | b |\n\nIt is.\n\n```\nprint(1)\n```\n"
    )
    assert reading.of_text(shown).words == 2
    assert reading.of_text("Call `cra.load(name)` now.").words == 3
    with pytest.raises(ValueError, match="no sentence"):
        reading.of_text("# Only a heading\n")


@pytest.mark.parametrize("word, number", SYLLABLES.items())
def test_syllables_are_counted(word, number):
    # Counted by rule, not looked up; one too many or too few in a long word changes no grade.
    assert abs(reading.syllables(word) - number) <= (number > 2)


def test_syllables_are_right_on_the_whole():
    assert sum(map(reading.syllables, SYLLABLES)) == pytest.approx(sum(SYLLABLES.values()), rel=0.03)


def test_sentences_end_where_they_end():
    text = 'It was "over." Was it? In the U.S. it was, e.g. for Dr. Who! The end'
    assert prose.sentences(text) == [
        'It was "over."',
        "Was it?",
        "In the U.S. it was, e.g. for Dr. Who!",
        "The end",
    ]


def test_teachers_find_the_levels_on_a_page():
    ((path, text),) = reading_page.pages().items()
    assert path == "teachers/reading-level.md"
    for lesson in lessons.find():
        level = level_of(lesson)
        assert f"| {level.words:,} | {level.plain_grade:.1f} | {level.grade:.1f} | {level.mean:.1f} |" in text


def test_the_guide_for_contributors_names_the_limits():
    guide = (places.checkout() / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"grade {reading.GRADE:g} at most" in guide and f"no sentence over {reading.LONGEST}" in guide
    assert f"{reading.MEAN:g} words a sentence on average" in guide
