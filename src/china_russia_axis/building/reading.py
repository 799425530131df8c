"""How hard the lessons are to read: length of sentences and of words, counted with stated rules."""

import re
from dataclasses import dataclass

from china_russia_axis import places
from china_russia_axis.building import prose, source
from china_russia_axis.building.lessons import Lesson

GRADE, MEAN, LONGEST = 7.0, 16.0, 40
"""What a lesson stays below: school year of Flesch and Kincaid, words a sentence, words in any sentence."""


@dataclass(frozen=True)
class Level:
    """How hard a text is to read.

    Attributes
    ----------
    sentences, words : int
        How many were counted.
    grade : float
        School year, counted as in the United States, of Flesch and Kincaid.
    plain_grade : float
        The same with each word of the glossary's terms taken as one of one syllable.
    mean, longest : float, int
        Words a sentence, on average and at most.
    long_sentence : str
        The longest sentence.
    """

    sentences: int
    words: int
    grade: float
    plain_grade: float
    mean: float
    longest: int
    long_sentence: str


def of_lesson(lesson: Lesson, terms: frozenset = frozenset()) -> Level:
    """The level of a lesson's prose: paragraphs and points of lists, without headings, tables and code."""
    cells = source.read(lesson.source.read_text(encoding="utf-8")).cells
    return of_text("\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown"), terms)


def of_text(text: str, terms: frozenset = frozenset()) -> Level:
    """The level of a text in Markdown.

    Parameters
    ----------
    text : str
        Markdown; headings and tables are left out, since they hold no sentences.
    terms : frozenset of str
        Words in small letters that the course explains: they weigh one syllable in ``plain_grade``.

    Raises
    ------
    ValueError
        When there is no sentence.

    Notes
    -----
    Flesch-Kincaid grade: 0.39 words / sentences + 11.8 syllables / words - 15.59 (Kincaid, Fishburne, Rogers
    and Chissom, 1975). A sentence ends at a full stop, a question or exclamation mark, or with its paragraph;
    a piece of code counts as one word of one syllable, a word with a hyphen as one word.
    """
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "|"))]
    counted = [
        (sentence, found)
        for paragraph in prose.of_markdown("\n".join(lines))
        for sentence in prose.sentences(paragraph)
        if (found := prose.words(sentence.replace(prose.CODE, "it")))
    ]
    if not counted:
        raise ValueError("There is no sentence to measure.")
    words = [word for _, found in counted for word in found]
    mean = len(words) / len(counted)
    sentence, longest = max(counted, key=lambda pair: len(pair[1]))
    weighed = [1 if word.lower() in terms else syllables(word) for word in words]
    return Level(
        len(counted),
        len(words),
        _grade(mean, sum(map(syllables, words)) / len(words)),
        _grade(mean, sum(weighed) / len(words)),
        mean,
        len(longest),
        sentence,
    )


def long_sentences(text: str, most: int = LONGEST) -> list[str]:
    """Sentences of a text in Markdown with more words than ``most``; headings and tables are left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "|"))]
    return [
        sentence
        for paragraph in prose.of_markdown("\n".join(lines))
        for sentence in prose.sentences(paragraph)
        if len(prose.words(sentence.replace(prose.CODE, "it"))) > most
    ]


def explained() -> frozenset:
    """Words in small letters that the course explains: those of the glossary's terms."""
    import tomllib

    text = (places.lessons() / "glossary.toml").read_text(encoding="utf-8")
    terms = [entry["term"] for entry in tomllib.loads(text)["term"]]
    return frozenset(word.lower() for term in terms for word in prose.words(term))


def syllables(word: str) -> int:
    """Syllables of an English word, counted by its groups of vowels; one at least.

    Abbreviations in capital letters are spoken letter by letter: NATO counts as four.
    """
    if "-" in word:
        return sum(syllables(part) for part in word.split("-"))
    if len(word) > 1 and word.isupper():
        return len(word)
    plain = re.sub(r"['’]s?$", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", plain))
    # A silent e: "scale", "scales", "scaled"; "tables" and "counted" speak it.
    silent = r"[^aeiouyl]e$|[aeiouy]l(?:e|es|ed)$|[^aeioutdyl]ed$|[^aeiouyscxzghl]es$"
    count -= bool(re.search(silent, plain))
    # Vowels that stand together and are spoken apart: "be-ing", "sci-ence", "earli-er".
    apart = r"i[ao](?!us|n)|[^tcsgx]ia|[^tcsgxr]ie[nt]|[lrvpy]ier|eing|[^e]yi|iu|[^q]u[ao]|eo(?!p)|isms?$"
    count += len(re.findall(apart, plain))
    return max(1, count)


def _grade(words_a_sentence: float, syllables_a_word: float) -> float:
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59
