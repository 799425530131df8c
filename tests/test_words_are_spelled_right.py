"""What people read is spelled right, and spelled the British way throughout.

Two lists that are kept elsewhere decide: the misspellings of ``codespell``, and the words of
``pyspellchecker``. Names and words of the field that neither knows stand in ``words.txt`` beside this file.
"""

import ast
import re
from functools import cache
from pathlib import Path

import codespell_lib
import pytest
from spellchecker import SpellChecker

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.building import prose

OWN = Path(__file__).with_name("words.txt")
LISTS = Path(codespell_lib.__file__).with_name("data")
# Right in British English too: a computer's program, the story of a war, the practice that one practises.
BOTH = {"story", "stories", "program", "programs", "practice", "practices", "license", "licensed", "writable"}
# What codespell takes for a slip, and the course means.
MEANT = {"bloc", "blocs", "lama"}


def pairs(name):
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return {
        wrong: right.split(",")[0].strip() for wrong, _, right in (line.partition("->") for line in lines)
    }


MISSPELLED = {wrong: right for wrong, right in pairs("dictionary.txt").items() if wrong not in MEANT}
AMERICAN = pairs("dictionary_en-GB_to_en-US.txt")
BRITISH = {american: british for british, american in AMERICAN.items() if american not in BOTH}


@cache
def english():
    return SpellChecker(language="en").word_frequency.dictionary


@cache
def own_words():
    lines = OWN.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def names():
    countries = cra.load("countries")
    cells = [cell for name in ("iso3", "country", "capital") for cell in countries[name].dropna()]
    return {part for cell in cells for part in parts(cell)}


def parts(text):
    """The words of a text; a word with a hyphen is cut there, and an ``'s`` at the end is taken off."""
    found = [part for word in prose.words(text) for part in word.split("-")]
    return [re.sub(r"['’]s?$", "", part) for part in found]


@cache
def texts():
    """Place and words of everything in prose: pages and sheets, then our own words in tables."""
    found = [
        (path.relative_to(places.checkout()).as_posix(), parts(" ".join(prose.paragraphs(path))))
        for path in prose.files()
    ]
    for place, text in prose.of_tables():
        # Here columns and addresses stand as they are, without the sign for code.
        plain = re.sub(r"\S*[_/=]\S*|`[^`]*`", "", text)
        found.append((place, parts(plain)))
    return found


def unknown(words, allowed):
    """Words that no list knows; capital letters make no difference."""
    allowed = {word.lower() for word in allowed}
    return sorted(
        word
        for word in dict.fromkeys(words)
        if len(word) > 1
        and word.lower() not in allowed
        and word.lower() not in english()
        and AMERICAN.get(word.lower()) not in english()
    )


def slips(words):
    return [
        f"{word}: {MISSPELLED[word.lower()]}" for word in dict.fromkeys(words) if word.lower() in MISSPELLED
    ]


def american(words):
    return [f"{word}: {BRITISH[word.lower()]}" for word in dict.fromkeys(words) if word.lower() in BRITISH]


def told(check):
    """What a check finds, with its place."""
    return [f"{place}: {one}" for place, words in texts() for one in check(words)]


def test_every_word_is_in_a_dictionary_or_in_our_list():
    allowed = names() | set(own_words())
    assert told(lambda words: unknown(words, allowed)) == [], "mend it, or add the word to tests/words.txt"
    assert len(texts()) > 500 and sum(len(words) for _, words in texts()) > 60_000


def test_no_word_is_a_known_misspelling():
    assert told(lambda words: slips(word for word in words if word not in names())) == []


def test_words_are_spelled_the_british_way():
    assert told(lambda words: american(word for word in words if word != "LICENSE")) == []


def docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return " ".join(ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, nodes))


def test_docstrings_hold_no_known_misspelling_and_no_american_spelling():
    found = []
    for path in sorted((places.checkout() / "src").rglob("*.py")):
        words = parts(re.sub(r"`[^`]*`|\S*[_/=.]\w\S*", "", docstrings(path)))
        found += [f"{path.name}: {one}" for one in [*slips(words), *american(words)]]
    assert found == []


def test_our_list_holds_each_word_once_in_order_and_none_that_is_not_used():
    used = {word for _, words in texts() for word in words}
    assert [word for word in own_words() if word not in used] == [], "take these out of tests/words.txt"
    needless = [word for word in own_words() if word in names() or not unknown([word], set())]
    assert needless == [], "a dictionary knows these: take them out of tests/words.txt"
    for block in OWN.read_text(encoding="utf-8").split("\n#")[1:]:
        words = [line for line in block.splitlines()[1:] if line]
        assert words == sorted(set(words), key=str.casefold), block.splitlines()[0]


@pytest.mark.parametrize(
    "text, check, word",
    [
        ("Their allaince holds.", lambda words: unknown(words, set()), "allaince"),
        ("They recieve aid.", slips, "recieve"),
        ("A new center of defense.", american, "center"),
        ("It was organized in 2001.", american, "organized"),
        ("A well-knwon case.", lambda words: unknown(words, set()), "knwon"),
    ],
)
def test_a_slip_is_caught(text, check, word):
    assert any(one.startswith(word) for one in check(parts(text)))


def test_code_and_addresses_are_no_prose():
    text = "Ask `cra.laod` at https://exmaple.org/qwrty and read [the page](wrngname.md).\n\n    codde = 1\n"
    assert unknown(parts(" ".join(prose.of_markdown(text))), set()) == []
