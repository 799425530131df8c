"""A questions.toml that does not keep to the format is refused, with file, question and remedy named."""

import re

import practice_sheet
import pytest

from china_russia_axis.exercises import declarations, judge
from china_russia_axis.exercises.declarations import DeclarationError, parse


def swapped(old, new):
    assert old in practice_sheet.SHEET
    return practice_sheet.SHEET.replace(old, new, 1)


BROKEN = [
    (swapped("format = 1", "format = 2"), "this version reads 1"),
    (swapped('lesson = "99"', "lesson = 99.5"), "two digits in quotes"),
    (swapped("format = 1", "format = "), "not valid TOML"),
    (swapped('kind = "number"', 'kind = "table"'), "'columns' is missing"),
    (swapped('kind = "number"', 'kind = "numbers"'), "must be one of number, choice, countries"),
    (swapped('id = "99.1"', 'id = "98.1"'), "looks like 99.1"),
    (swapped('id = "99.1"', 'id = "99.01"'), "looks like 99.1"),
    (swapped('id = "99.2"', 'id = "99.1"'), "two questions have the id 99.1"),
    (swapped("version = 1\nuse", 'version = "1"\nuse'), "'version' must be a int"),
    (swapped('use = "practice"', 'use = "homework"'), "must be one of practice, graded, both"),
    (swapped('unit = "per cent"', 'units = "per cent"'), "'unit' is missing"),
    (swapped('title = "A share"', 'title = "A share"\nhint = "x"'), "Did you mean 'hints'?"),
    (swapped("tolerance = { absolute = 0.2 }", "tolerance = { points = 2 }"), "tolerance must be"),
    (swapped("tolerance = { absolute = 0.2 }", "tolerance = { absolute = -1 }"), "tolerance must be"),
    (swapped("tolerance = { absolute = 0.2 }", "tolerance = { absolute = inf }"), "tolerance must be"),
    (swapped("near = { relative = 0.1 }", "near = { relative = 0.1, absolute = 1 }"), "near must be"),
    (swapped("in {year}", "in {month}"), "{month} is no parameter"),
    (swapped('"First hint.", "Second hint.", "Third hint."', '"One."'), "at least two hints"),
    (swapped('why = "They are {answer}."\n', ""), "'why' is missing"),
    (swapped("answer = 5\n", ""), "a mistake has a message and either"),
    (swapped("answer = 5\n", 'answer = 5\nreference = "total"\n'), "a mistake has a message and either"),
    (swapped('message = "That is the sum."', ""), "mistake without a message"),
    (swapped("[2001, 2002]", "2001"), "others names one parameter with a list"),
    (swapped("others = { year =", "others = { month ="), "others names month, no parameter"),
    (swapped('feedback = "One of them still lies below."', ""), "key, text and feedback"),
    (swapped('key = "b"', 'key = "A"'), "each with its own key"),
]


@pytest.mark.parametrize(("text", "complaint"), BROKEN, ids=[complaint for _, complaint in BROKEN])
def test_a_broken_declaration_is_refused(text, complaint):
    with pytest.raises(DeclarationError, match=re.escape(complaint)):
        parse(text, "99-test/questions.toml")


def test_a_refusal_names_file_and_question():
    with pytest.raises(DeclarationError, match="99-test/questions.toml, question 99.1"):
        parse(BROKEN[9][0], "99-test/questions.toml")


def test_texts_have_their_parameters_filled_in():
    first = parse(practice_sheet.SHEET)[0]
    assert first.prompt == "What share in 2023, by market?"
    assert first.reason({"answer": "24.6", "half": 12.34}) == "It was 24.6 per cent, twice 12.3."


def test_a_variant_changes_texts_and_answer_together(monkeypatch):
    first = practice_sheet.install(monkeypatch)["99.1"]
    other = first.with_parameters(year=2022)
    assert other.prompt == "What share in 2022, by market?"
    assert (other.id, other.hints) == (first.id, first.hints)
    said = [[one.message for one in question.mistakes] for question in (first, other)]
    assert said[1] == [one.replace("for is 2023", "for is 2022") for one in said[0]] != said[0]
    assert judge.judge(other, 25.7, practice_sheet.load).state == "right"
    assert judge.judge(other, 24.6, practice_sheet.load).state == "nearly"
    assert other.with_parameters(year=2023) == first


def test_a_variant_needs_a_parameter_that_exists():
    with pytest.raises(DeclarationError, match="no parameter month"):
        parse(practice_sheet.SHEET)[0].with_parameters(month=5)


def test_the_documented_examples_are_valid():
    """The format is documented in the module; its pieces, put together, load."""
    pieces = re.findall(r"::\n\n(.*?)(?=\n\S|\Z)", declarations.__doc__, re.DOTALL)
    common, *by_kind = (re.sub(r"^    ", "", piece, flags=re.MULTILINE) for piece in pieces[:7])
    head = common.replace('kind = "number"', "kind = KIND")
    for kind, piece in zip(declarations.KINDS, by_kind, strict=True):
        own = head.replace("KIND", f'"{kind}"')
        if kind == "prose":  # it has no reference, and gives its reason itself
            own = re.sub(r"^(reference|why) = .*\n", "", own, flags=re.MULTILINE)
        loaded = parse(own + "\n" + piece)
        assert loaded[0].kind == kind
        assert loaded[0].id == "04.2"


def test_a_sheet_in_the_folder_of_another_lesson_is_refused(tmp_path):
    folder = tmp_path / "04-brics"
    folder.mkdir()
    (folder / "questions.toml").write_text(practice_sheet.SHEET, encoding="utf-8")
    with pytest.raises(DeclarationError, match="another lesson"):
        declarations.every(tmp_path)


def test_an_id_taken_by_another_lesson_is_refused(tmp_path):
    for slug in ("99-one", "99-two"):
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "questions.toml").write_text(practice_sheet.SHEET, encoding="utf-8")
    with pytest.raises(DeclarationError, match="the id 99.1 is taken"):
        declarations.every(tmp_path)
