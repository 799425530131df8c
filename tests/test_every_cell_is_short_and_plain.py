"""Cells are few, short and plain Python, set up by one line, and hide nothing from the tests."""

import pytest

from china_russia_axis.building import rules

CELLS = [
    rules.cells_are_few_and_short,
    rules.one_set_up_line,
    rules.no_result_is_hidden,
    rules.cells_are_plain_python,
    rules.ignored_outputs_are_few_and_explained,
]


@pytest.mark.parametrize("rule", CELLS, ids=lambda rule: rule.__name__)
def test_every_lesson_keeps_the_rule(written, rule):
    assert rule(written) == []


@pytest.mark.parametrize("rule", CELLS, ids=lambda rule: rule.__name__)
def test_the_sample_keeps_the_rule(sample, rule):
    assert rule(sample.page()) == []


def tagged(*tags, reason=""):
    return "".join(f"```{{code-cell}}\n:tags: [{tag}]\n{reason}\n2023 - 1989\n```\n\n" for tag in tags)


END, PRINT = "## What this picture misses", 'print(f"doublings: {doublings(1, 4)}")'
BREAKS = [
    (rules.cells_are_few_and_short, PRINT, "\n".join(["1"] * 26)),
    (rules.cells_are_few_and_short, END, "```{code-cell}\n" + "1\n" * 13 + "```\n\n" + END),
    (rules.cells_are_few_and_short, END, "Text.\n\n+++\n\n" * 61 + END),
    (rules.one_set_up_line, PRINT, "import numpy as np\n" + PRINT),
    (rules.one_set_up_line, PRINT, "from math import log\n" + PRINT),
    (rules.one_set_up_line, "import china_russia_axis as cra", "import china_russia_axis"),
    (rules.one_set_up_line, "import china_russia_axis as cra", "cra = None"),
    (rules.no_result_is_hidden, PRINT, PRINT + ";"),
    (rules.no_result_is_hidden, PRINT, PRINT + ";  # quiet"),
    (rules.cells_are_plain_python, PRINT, "!ls"),
    (rules.cells_are_plain_python, PRINT, "%matplotlib inline\n" + PRINT),
    (rules.cells_are_plain_python, PRINT, "print?"),
    (rules.ignored_outputs_are_few_and_explained, END, tagged("nbval-ignore-output") + END),
    (
        rules.ignored_outputs_are_few_and_explained,
        END,
        tagged("raises-exception", reason=":reason: just so") + END,
    ),
    (rules.ignored_outputs_are_few_and_explained, PRINT, "# NBVAL_IGNORE_OUTPUT\n" + PRINT),
    (
        rules.ignored_outputs_are_few_and_explained,
        END,
        tagged(*["nbval-ignore-output"] * 3, reason=":reason: it shows the day on which it ran") + END,
    ),
]


@pytest.mark.parametrize(("rule", "old", "new"), BREAKS, ids=lambda part: getattr(part, "__name__", None))
def test_a_lesson_that_breaks_the_rule_is_caught(sample, rule, old, new):
    assert rule(sample.page((old, new)))


def test_a_semicolon_inside_a_text_hides_nothing(sample):
    assert rules.no_result_is_hidden(sample.page((PRINT, 'print("one; two;")'))) == []


def test_two_ignored_outputs_with_a_reason_are_allowed(sample):
    cells = tagged(*["nbval-ignore-output"] * 2, reason=":reason: it shows the day on which it ran")
    assert rules.ignored_outputs_are_few_and_explained(sample.page((END, cells + END))) == []
