"""The model in the page gives what the engine gives: numbers to 1e-12, sentences to the letter.

The lab draws from it while a slider moves, and the website has nothing else. A thousand scenarios are drawn
at random, with sliders at their ends as often as students put them there.
"""

import random

import pytest
import real_jupyterlab

from china_russia_axis import scenario as model
from china_russia_axis.widgets import scenario_lab, scenario_page, scenario_views
from china_russia_axis.widgets import scenario_texts as texts

SCENARIOS, OF_VIEWS = 1000, 120
YEARS = list(model.HEADLINE_YEARS)
EXACT = 1e-12


def drawn_values(dice) -> dict:
    """Some sliders moved, or all of them; one move in four goes to an end."""
    names = list(model.PARAMETERS)
    values = {}
    for name in names if dice.random() < 0.3 else dice.sample(names, dice.randint(0, 4)):
        of = model.PARAMETERS[name]
        ends = [of.minimum, of.reach]
        anywhere = round(dice.uniform(*ends), dice.choice([2, 3, 6]))
        values[name] = dice.choice(ends) if dice.random() < 0.25 else anywhere
    return values


@pytest.fixture(scope="module")
def scenarios():
    dice = random.Random(1376)
    return [model.Scenario().with_values(**drawn_values(dice)) for _ in range(SCENARIOS)]


@pytest.fixture(scope="module")
def page():
    base = model.Scenario()
    with real_jupyterlab.headless() as browser:
        page = browser.new_page()
        page.add_script_tag(
            content=scenario_lab.script("engine", "words", "answers")
            + "\nwindow.model = { fixed, general, start: (page) => { window.page = answering(page); } };"
        )
        page.evaluate("page => model.start(page)", scenario_page.page(base, YEARS))
        yield page
        page.close()


def assert_same(found, expected, tolerance, at=""):
    """Equal in every key and word, and in numbers up to the tolerance."""
    if isinstance(expected, dict):
        expected = {str(key): value for key, value in expected.items()}
        assert found.keys() == expected.keys(), at
        for key, value in expected.items():
            assert_same(found[key], value, tolerance, f"{at}.{key}")
    elif isinstance(expected, (list, tuple)):
        assert len(found) == len(expected), at
        for place, (one, other) in enumerate(zip(found, expected, strict=True)):
            assert_same(one, other, tolerance, f"{at}[{place}]")
    elif isinstance(expected, float):
        assert abs(found - expected) <= tolerance, (at, found, expected)
    else:
        assert found == expected, at


def test_a_thousand_scenarios_get_the_same_numbers_worlds_and_sentences(page, scenarios):
    start = scenario_lab.answer_of(model.Scenario())
    values = [dict(scenario.values) for scenario in scenarios]
    found = page.evaluate("([all, start]) => all.map((each) => page.answer(each, start))", [values, start])
    for each, scenario in zip(found, scenarios, strict=True):
        expected = scenario_lab.answer_of(scenario, start)
        del expected["hash"]  # only Python makes fingerprints
        assert_same(each, expected, EXACT)


def test_intervals_are_the_same(page, scenarios):
    some = scenarios[:OF_VIEWS]
    found = page.evaluate("all => all.map(page.unknown)", [dict(each.values) for each in some])
    for each, scenario in zip(found, some, strict=True):
        expected = scenario_views.unknown(scenario, YEARS)
        edges = each.pop("edges"), expected.pop("edges")
        assert_same(each, expected, EXACT)
        assert_same(*edges, 6e-6)  # Python rounds what only says where a line goes


def test_single_futures_are_the_same(page, scenarios):
    for number, scenario in enumerate(scenarios[:OF_VIEWS], 1):
        found = page.evaluate(
            "([values, number]) => page.single(values, number)", [dict(scenario.values), number]
        )
        assert_same(found, scenario_views.single(scenario, number), EXACT)


def test_questions_are_answered_the_same_both_ways(page, scenarios):
    dice = random.Random(7)
    names = list(texts.EVENTS)
    for scenario in scenarios[:OF_VIEWS]:
        asked = {"event": dice.choice(names), "given": dice.choice(names), "year": dice.choice(YEARS)}
        found = page.evaluate(
            "([values, asked]) => page.question(values, asked)", [dict(scenario.values), asked]
        )
        assert_same(found, scenario_views.asked(scenario, **asked), EXACT)


def test_comparisons_share_out_the_same(page, scenarios):
    dice = random.Random(8)
    for first, second in zip(scenarios[:OF_VIEWS], scenarios[OF_VIEWS : 2 * OF_VIEWS], strict=True):
        future = dice.choice(model.RELATIONSHIPS)
        both = [dict(first.values), dict(second.values), future]
        found = page.evaluate("([kept, now, future]) => page.compared(kept, now, future)", both)
        assert_same(found, scenario_views.compared(first, second, future), EXACT)


@pytest.mark.parametrize(
    "start_state", [{"taiwan": "war"}, {"ukraine": "window", "relationship": "alliance"}]
)
def test_another_start_and_other_dice_are_followed(page, start_state):
    scenario = model.Scenario().with_start(**start_state).with_header(seed=5, start_year=2026, horizon=9)
    years = scenario_lab._headlines(scenario)
    page.evaluate("page => model.start(page)", scenario_page.page(scenario, years))
    found = page.evaluate("values => page.answer(values, null)", dict(scenario.values))
    page.evaluate("page => model.start(page)", scenario_page.page(model.Scenario(), YEARS))
    expected = scenario_lab.answer_of(scenario)
    del expected["hash"]
    assert_same(found, expected, EXACT)


def test_numbers_are_written_as_python_writes_them(page):
    dice = random.Random(9)
    numbers = [0.0, 0.5, 1.5, 2.5, 12.5, 99.5, 100.0, 0.125, 12.25, 1e-5, 123456789.0, -0.04, -2.5]
    numbers += [dice.choice([-1, 1]) * 10 ** dice.uniform(-9, 9) for _ in range(300)]
    numbers += [dice.randint(0, 4000) / 8 for _ in range(300)]  # ties, which Python rounds to the even digit
    found = page.evaluate(
        "all => all.map(x => [model.fixed(x, 0), model.fixed(x, 1), model.general(x, 3), model.general(x)])",
        numbers,
    )
    for number, written in zip(numbers, found, strict=True):
        assert written == [f"{number:.0f}", f"{number:.1f}", f"{number:.3g}", f"{number:g}"], number
