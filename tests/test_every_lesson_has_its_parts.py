"""A lesson opens with a title, objectives and minutes, and ends with what it taught and missed."""

import pytest

from china_russia_axis.building import rules

PARTS = [
    rules.source_is_in_normal_form,
    rules.one_main_heading,
    rules.headings_go_down_step_by_step,
    rules.minutes_are_stated,
    rules.objectives_come_back_as_achievements,
    rules.says_what_its_measures_miss,
    rules.a_term_is_defined_once,
    rules.images_have_alternative_text,
    rules.links_lead_somewhere,
]


@pytest.mark.parametrize("rule", PARTS, ids=lambda rule: rule.__name__)
def test_every_lesson_keeps_the_rule(written, rule):
    assert rule(written) == []


@pytest.mark.parametrize("rule", PARTS, ids=lambda rule: rule.__name__)
def test_the_sample_keeps_the_rule(sample, rule):
    assert rule(sample.page()) == []


BREAKS = [
    (rules.source_is_in_normal_form, "```{code-cell}\n", "```{code-cell} ipython3\n"),
    (rules.source_is_in_normal_form, "# A sample", "\n# A sample"),
    (rules.source_is_in_normal_form, "  name: python3\n", "  name: python3\n  env: mine\n"),
    (rules.one_main_heading, "## 1 Doubling", "# 1 Doubling"),
    (rules.one_main_heading, "# A sample", "## A sample"),
    (rules.headings_go_down_step_by_step, "### A closer look", "#### A closer look"),
    (rules.minutes_are_stated, "about 5 minutes", "a while"),
    (rules.objectives_come_back_as_achievements, "By the end of this lesson you can", "You will"),
    (rules.objectives_come_back_as_achievements, "## What you can do now", "## Goodbye"),
    (rules.objectives_come_back_as_achievements, "- say how often a quantity", "- tell how often a quantity"),
    (rules.objectives_come_back_as_achievements, "- name what", "- understand what"),
    (rules.says_what_its_measures_miss, "## What this picture misses", "## What this picture shows"),
    (rules.a_term_is_defined_once, "Twice, then.", "Twice, a **doubling** each."),
    (rules.images_have_alternative_text, "![A ruler]", "![]"),
    (rules.images_have_alternative_text, "![A ruler](ruler.png)", '<img src="ruler.png">'),
    (rules.links_lead_somewhere, "(01-sample.ipynb)", "(02-sample.ipynb)"),
    (rules.links_lead_somewhere, "(#What-this-picture-misses)", "(#What-it-misses)"),
    (rules.links_lead_somewhere, "(ruler.png)", "(rule.png)"),
    (rules.links_lead_somewhere, "(ruler.png)", "(http://example.org/ruler.png)"),
]


@pytest.mark.parametrize(("rule", "old", "new"), BREAKS, ids=lambda part: getattr(part, "__name__", None))
def test_a_lesson_that_breaks_the_rule_is_caught(sample, rule, old, new):
    assert rule(sample.page((old, new)))


def test_a_label_in_bold_is_no_term(sample):
    label = "> **Stop and write.** Why?\n\n"
    assert rules.a_term_is_defined_once(sample.page(("## What this", 2 * label + "## What this"))) == []


def test_every_rule_has_a_lesson_that_breaks_it():
    # The other rules are tested beside this file, in the tests on cells and on outputs.
    from test_every_cell_is_short_and_plain import CELLS
    from test_every_output_can_be_trusted import OUTPUTS

    assert {rule for rule, _, _ in BREAKS} == set(PARTS)
    assert {*PARTS, *CELLS, *OUTPUTS} == set(rules.RULES)
