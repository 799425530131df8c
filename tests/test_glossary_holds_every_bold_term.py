"""Every word in bold stands in the glossary, and every word of the glossary in bold in its lesson."""

import re
import tomllib
from collections import Counter

import pytest

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.building import lessons, page, rules
from china_russia_axis.pages import glossary

WORDS = glossary.terms()


@pytest.fixture(scope="module")
def course():
    return {lesson.number: page.read(lesson) for lesson in lessons.find()}


def test_a_lesson_defines_what_the_glossary_says_it_does(written):
    mine = {one.term.casefold() for one in WORDS if one.lesson == written.name[:2]}
    bold = set(glossary.in_bold(written))
    assert bold - mine == set(), "in bold and not in lessons/glossary.toml under this lesson"
    assert mine - bold == set(), "in lessons/glossary.toml under this lesson and not in bold there"


def test_no_two_lessons_define_the_same_word(course):
    counts = Counter(word for lesson in course.values() for word in glossary.in_bold(lesson))
    assert [word for word, number in counts.items() if number > 1] == []


def test_no_word_stands_twice_in_the_glossary():
    counts = Counter(one.term.casefold() for one in WORDS)
    assert [word for word, number in counts.items() if number > 1] == []


def test_every_word_has_its_parts_and_kin_that_exists():
    known = {one.term for one in WORDS}
    for one in WORDS:
        assert one.standard.strip() and re.fullmatch(r"\d\d", one.lesson), one.term
        assert 1 <= len(re.findall(r"[.!?](?= |$)", one.meaning)) <= 3 and one.meaning.endswith("."), one.term
        assert set(one.see) <= known - {one.term}, f"{one.term} sends the reader to a word that is not there"


def test_bold_in_the_glossary_means_what_the_rule_for_lessons_means(sample):
    broken = sample.page(("\n## ", "\nOf **one word** and **one word**.\n**Stop.**\n\n## "))
    assert "one word" in glossary.in_bold(broken) and "stop." not in glossary.in_bold(broken)
    assert rules.a_term_is_defined_once(broken) == ["'one word' is in bold 2 times"]


def test_a_word_is_shown_by_any_of_its_names():
    assert cra.term("Hazard") == cra.term("hazard rate") == cra.term(" hazard ")
    shown = cra.term("hazard")
    assert shown.meaning in repr(shown) and shown.meaning in shown._repr_html_()
    assert "lesson 07" in repr(shown) and "lesson 07" in shown._repr_html_()


@pytest.mark.parametrize(("typed", "meant"), [("hazzard", "hazard"), ("bier score", "Brier score")])
def test_an_unknown_word_is_answered_with_the_nearest(typed, meant):
    with pytest.raises(LookupError, match=f"{typed}.*Did you mean '{meant}'"):
        cra.term(typed)


@pytest.mark.parametrize("typed", ["", "xylophone", None, 7])
def test_what_is_no_word_gets_an_answer_too(typed):
    with pytest.raises(LookupError, match="The page glossary.md"):
        cra.term(typed)


def test_a_broken_entry_is_named(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text('[[term]]\nterm = "hazard"\nmeans = "a chance"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="glossary.toml, hazard: missing standard.*unknown means"):
        glossary.terms(path)


def test_the_file_reads_without_the_course():
    with (places.lessons() / "glossary.toml").open("rb") as file:
        assert len(tomllib.load(file)["term"]) == len(WORDS)
