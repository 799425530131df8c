"""A question is shown with a labelled input; its buttons ask the same judge; it reads without a kernel."""

import ast
import inspect

import ipywidgets
import practice_sheet
import pytest

import china_russia_axis as cra
from china_russia_axis.exercises import declarations, practice
from china_russia_axis.widgets import questions


@pytest.fixture(autouse=True)
def sheet(monkeypatch):
    from china_russia_axis import codebook

    monkeypatch.setattr(codebook, "load", practice_sheet.load)
    return practice_sheet.install(monkeypatch)


def inputs(panel):
    """Every widget in which a student answers."""
    kinds = (ipywidgets.Text, ipywidgets.RadioButtons, ipywidgets.Checkbox)
    found, queue = [], [panel]
    while queue:
        widget = queue.pop()
        queue += getattr(widget, "children", ())
        found += [widget] if isinstance(widget, kinds) else []
    return found


ANSWERS = [
    ("99.1", "24,6 %"),
    ("99.1", "0.246"),
    ("99.1", "70"),
    ("99.2", "a"),
    ("99.2", "b"),
    ("99.3", "Iran"),
]


@pytest.mark.parametrize(("identifier", "answer"), ANSWERS)
def test_the_check_button_says_what_the_plain_call_says(identifier, answer):
    panel = cra.question(identifier)
    inputs(panel)[0].value = answer
    panel.check_button.click()
    shown = panel.feedback.content
    practice.attempts.forget()
    assert shown == cra.check(identifier, answer).page()


def test_the_hint_button_says_what_the_plain_call_says():
    panel = cra.question("99.1")
    panel.hint_button.click()
    assert "First hint." in panel.feedback.content
    panel.hint_button.click()
    assert "Second hint." in panel.feedback.content


@pytest.mark.parametrize("identifier", ["99.1", "99.2", "99.3"])
def test_check_without_an_answer_asks_for_one(identifier):
    panel = cra.question(identifier)
    panel.check_button.click()
    assert "no answer yet" in panel.feedback.content
    assert cra.hint("99.1").message == "First hint."


@pytest.mark.parametrize("identifier", ["99.1", "99.2", "99.3", "99.4"])
def test_every_input_has_a_name_of_its_own(identifier):
    found = inputs(cra.question(identifier))
    names = [widget.description for widget in found]
    assert found and all(names) and len(set(names)) == len(names)


def test_a_choice_starts_without_a_choice():
    assert inputs(cra.question("99.2"))[0].value is None


def test_candidates_are_boxes_to_tick(sheet):
    text = practice_sheet.SHEET.replace(
        'title = "Some countries"', 'title = "S"\ncandidates = ["ARG", "EGY", "IRQ"]'
    )
    question = {one.id: one for one in declarations.parse(text)}["99.3"]
    panel = questions.QuestionPanel(question)
    boxes = inputs(panel)
    assert sorted(box.description for box in boxes) == ["Argentina", "Egypt, Arab Rep.", "Iraq"]
    for box in boxes:
        box.value = True
    assert panel.entry.answer() == ["ARG", "EGY", "IRQ"]
    assert "Choose from: Argentina, Egypt, Arab Rep., Iraq." in panel.fallback()


def test_feedback_is_announced_by_a_region_that_stays():
    script = questions.LiveText._esm
    assert 'setAttribute("aria-live", "polite")' in str(script)
    assert 'setAttribute("role", "status")' in str(script)


@pytest.mark.parametrize(
    ("identifier", "parts"),
    [
        ("99.1", ["What share in 2023, by market?", "Unit: per cent", "cra.check(&quot;99.1&quot;, 12.3)"]),
        ("99.2", ["Which?", "Both scales.", "One scale.", "cra.check(&quot;99.2&quot;, &quot;a&quot;)"]),
        ("99.3", ["Who?", "cra.check(&quot;99.3&quot;, [&quot;NOR&quot;, &quot;Peru&quot;])"]),
        ("99.4", ["When?", "cra.check(&quot;99.4&quot;, 1950)"]),
    ],
)
def test_without_a_kernel_the_question_and_the_plain_way_remain(identifier, parts):
    bundle = cra.question(identifier)._repr_mimebundle_()
    for part in parts:
        assert part in bundle["text/html"]
    assert bundle["text/plain"] == f"<Question {identifier}: run this cell to use it>"
    assert bundle["text/html"] == cra.question(identifier)._repr_mimebundle_()["text/html"]


def test_what_a_student_types_is_escaped():
    panel = cra.question("99.1")
    inputs(panel)[0].value = "12 <img src=x>"
    panel.check_button.click()
    assert "<img" not in panel.feedback.content


def test_the_widget_holds_no_arithmetic():
    tree = ast.parse(inspect.getsource(questions))
    operators = (ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.FloorDiv, ast.Mod)
    assert not [node for node in ast.walk(tree) if isinstance(node, operators)]
