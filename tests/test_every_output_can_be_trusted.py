"""Outputs are there, say what pictures show, survive without a kernel, and name no machine."""

import pytest
from nbformat.v4 import new_output

from china_russia_axis.building import rules

OUTPUTS = [
    rules.no_output_is_empty,
    rules.every_figure_says_what_it_shows,
    rules.every_widget_has_a_static_fallback,
    rules.every_widget_follows_a_static_call,
    rules.no_warning_and_no_error_is_shown,
    rules.nothing_depends_on_this_machine,
    rules.notebook_holds_the_source,
]
SET_UP, FIGURE, FUNCTION, PRINTED, WIDGET, LOOP = range(6)


@pytest.mark.parametrize("rule", OUTPUTS, ids=lambda rule: rule.__name__)
def test_every_lesson_keeps_the_rule(written, rule):
    assert rule(written) == []


@pytest.mark.parametrize("rule", OUTPUTS, ids=lambda rule: rule.__name__)
def test_the_sample_keeps_the_rule(sample, rule):
    assert rule(sample.page()) == []


def clear(cells):
    cells[PRINTED].outputs = []


def never_run(cells):
    cells[PRINTED].execution_count = None


def blank(cells):
    cells[PRINTED].outputs[0].text = " \n"


def picture_without_page(cells):
    del cells[FIGURE].outputs[0].data["text/html"]


def picture_without_alternative_text(cells):
    page = cells[FIGURE].outputs[0].data["text/html"]
    cells[FIGURE].outputs[0].data["text/html"] = page.replace('alt="One line, 2020 to 2022"', 'alt=""')


def sentence_without_number(cells):
    page = cells[FIGURE].outputs[0].data["text/html"]
    changed = page.replace("From 2020 to 2022 the line rose from 1 to 4.", "The line rose.")
    assert changed != page
    cells[FIGURE].outputs[0].data["text/html"] = changed


def picture_in_a_page_of_its_own(cells):
    cells[PRINTED].outputs = [
        new_output("display_data", {"text/html": '<img alt="A line" src="data:image/png;x">'})
    ]


def bare_widget(cells):
    del cells[WIDGET].outputs[0].data["text/html"]


def widget_first_in_its_section(cells):
    cells[PRINTED].outputs = []


def warning(cells):
    cells[PRINTED].outputs.append(new_output("stream", name="stderr", text="FutureWarning: later"))


def error(cells):
    cells[PRINTED].outputs.append(new_output("error", ename="KeyError", evalue="x", traceback=[]))


def says(text):
    def change(cells):
        cells[PRINTED].outputs[0].text = text

    change.__name__ = f"prints_{text}"
    return change


def another_cell(cells):
    cells[PRINTED].source = "print(2)"


def another_name(cells):
    cells[PRINTED]["id"] = "abc"


BREAKS = [
    (rules.no_output_is_empty, clear),
    (rules.no_output_is_empty, never_run),
    (rules.no_output_is_empty, blank),
    (rules.every_figure_says_what_it_shows, picture_without_page),
    (rules.every_figure_says_what_it_shows, picture_without_alternative_text),
    (rules.every_figure_says_what_it_shows, sentence_without_number),
    (rules.every_figure_says_what_it_shows, picture_in_a_page_of_its_own),
    (rules.every_widget_has_a_static_fallback, bare_widget),
    (rules.every_widget_follows_a_static_call, widget_first_in_its_section),
    (rules.no_warning_and_no_error_is_shown, warning),
    (rules.no_warning_and_no_error_is_shown, error),
    (rules.nothing_depends_on_this_machine, says("read from /home/lin/data.csv")),
    (rules.nothing_depends_on_this_machine, says("read from C:\\data\\votes.csv")),
    (rules.nothing_depends_on_this_machine, says("<object at 0x7f12ab34cd56>")),
    (rules.notebook_holds_the_source, another_cell),
    (rules.notebook_holds_the_source, another_name),
]


@pytest.mark.parametrize(("rule", "change"), BREAKS, ids=lambda part: part.__name__)
def test_a_notebook_that_breaks_the_rule_is_caught(sample, rule, change):
    assert rule(sample.page(outputs=change))


def test_an_absolute_path_in_the_source_is_caught(sample):
    broken = sample.page(("Twice, then.", "Twice: see /tmp/notes.txt."))
    assert rules.nothing_depends_on_this_machine(broken)


def test_a_web_address_is_no_path_of_a_machine(sample):
    linked = sample.page(("Twice, then.", "Twice: see <https://example.org/home/data>."))
    assert rules.nothing_depends_on_this_machine(linked) == []


def test_a_missing_notebook_is_named(sample):
    page = sample.page()
    page.notebook = None
    assert "axis build 01" in rules.notebook_holds_the_source(page)[0]


def test_the_rules_see_what_the_sample_shows(sample):
    # A rule on pictures or widgets would pass over a notebook without any.
    cells = sample.page().built
    assert "image/png" in cells[FIGURE].outputs[0].data
    assert cells[WIDGET].outputs[0].metadata["live"]
    assert not cells[FUNCTION].outputs and cells[LOOP].outputs
