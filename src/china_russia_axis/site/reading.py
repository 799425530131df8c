"""How hard each lesson is to read, as a page for teachers."""

from china_russia_axis.building import reading
from china_russia_axis.pages import markdown
from china_russia_axis.site import course

PATH = "teachers/reading-level.md"


def pages() -> dict:
    """Path inside the Sphinx folder and text."""
    terms = reading.explained()
    levels = {one.name: reading.of_lesson(one, terms) for one in course.lessons()}
    return {PATH: page({brief.title: levels[brief.name] for brief in course.briefs()})}


def page(levels: dict[str, reading.Level]) -> str:
    """The page.

    Parameters
    ----------
    levels : dict
        Title of each lesson, and its level.
    """
    rows = [
        [title, f"{level.words:,}", f"{level.plain_grade:.1f}", f"{level.grade:.1f}", f"{level.mean:.1f}",
         level.longest]
        for title, level in levels.items()
    ]  # fmt: skip
    header = ["Lesson", "Words", "Grade without terms", "Grade", "Words a sentence", "Longest sentence"]
    return markdown.join(
        "# How hard the lessons are to read",
        "The lessons are written so that a reader whose first language is not English gets through.\n"
        f"Each keeps to three limits: Flesch-Kincaid grade {reading.GRADE:g} at most, {reading.MEAN:g} words "
        f"a sentence at most on average, and no sentence of more than {reading.LONGEST} words.\n"
        "A test holds them to it.",
        markdown.table(header, rows),
        "*Grade* is the year of school in the United States in which a text can be followed, by the formula "
        "of Flesch and Kincaid: it knows the length of sentences and words, and nothing else.\n"
        "In the first of the two columns the words of the glossary count as short ones, since the lessons "
        "explain them.\n"
        "Syllables are counted by rule, and within two in a hundred of a dictionary of pronunciation.",
        "What the number misses: whether the argument is hard, whether a word is rare, and whether a table "
        "says more than its caption. Headings, tables, code and the sentences under figures are not counted.",
    )
