"""The explorer and the coding desk hold no arithmetic: what they show, functions that tests call give too."""

import re

import pytest

import china_russia_axis as cra
from china_russia_axis import history
from china_russia_axis.figures import history as figures
from china_russia_axis.widgets import chronology

NAMES = ("years", "category", "actor", "direction", "added", "event")


@pytest.fixture(scope="module")
def tables():
    return cra.load("events"), cra.load("events_left_out"), cra.load("countries")


@pytest.fixture
def opened(tables):
    panel = chronology.explore(*tables)
    *controls, picture, page = panel.children
    return panel, dict(zip(NAMES, controls, strict=True)), picture, page


def marks(picture):
    return picture.value.count('fill-opacity=".7"')


@pytest.mark.parametrize(
    "choice",
    [
        {"direction": "apart"},
        {"category": "security"},
        {"actor": "USA", "direction": "closer"},
        {"years": (1996, 2001)},
        {"years": (1992, 1992), "category": "economy"},
    ],
)
def test_every_choice_shows_what_the_function_selects(tables, opened, choice):
    _, controls, picture, _ = opened
    for name, value in choice.items():
        controls[name].value = value
    filters = {name: value for name, value in choice.items() if name != "years"}
    rows = history.chronology(tables[0], *choice.get("years", (1989, 2012)), **filters)
    assert marks(picture) == len(rows)
    assert [value for _, value in controls["event"].options] == rows["event_id"].tolist()
    assert figures.selection_in_words(rows) in picture.value


def test_a_choice_without_events_says_so_and_comes_back(opened):
    _, controls, picture, page = opened
    controls["actor"].value, controls["direction"].value = "USA", "apart"
    assert "0 events fit" in picture.value and "No event is chosen" in page.value
    controls["direction"].value = controls["actor"].value = chronology.ANY
    assert marks(picture) == 44 and "No event is chosen" not in page.value


def test_the_switch_adds_the_events_that_were_left_out(tables, opened):
    _, controls, picture, _ = opened
    controls["added"].value = True
    controls["direction"].value = "apart"
    assert marks(picture) == 2 + len(tables[1])
    assert "6 apart" in picture.value


def test_a_chosen_event_is_ringed_and_told_with_source_claims_and_names(tables, opened):
    _, controls, picture, page = opened
    controls["event"].value = "E034"
    row = tables[0].set_index("event_id").loc["E034"]
    assert picture.value.count("<circle") == 1
    for text in (row["description"], "C18, C28, C73", row["source_title"], row["source_url"], "Kazakhstan"):
        assert text.replace("'", "&#x27;") in page.value


def test_a_chosen_event_stays_chosen_while_it_fits(opened):
    _, controls, _, _ = opened
    controls["event"].value = "E034"
    controls["direction"].value = "apart"
    assert controls["event"].value == "E034"
    controls["direction"].value = "closer"
    assert controls["event"].value == "E001"


def test_an_added_event_bears_on_no_claim(opened):
    _, controls, _, page = opened
    controls["added"].value = True
    controls["event"].value = "L04"
    assert "none of the essay" in page.value


def test_what_the_tables_hold_is_escaped(tables):
    events = tables[0].assign(title="<script>x</script>", source_url='http://a.org/"><script>')
    panel = chronology.explore(events)
    assert "<script>" not in panel.fallback()
    assert "<script>" not in chronology.on_paper(history.coding_sheet(history.chronology(events)))


def test_every_control_has_a_name_and_the_picture_a_description(opened):
    panel, controls, picture, _ = opened
    assert all(control.description for control in controls.values())
    assert re.search(r'role="img" aria-label="44 events[^"]+"', picture.value)
    assert "run this cell" in panel.fallback() and "<svg" in panel.fallback()


# --- the desk ---------------------------------------------------------------------------------------


@pytest.fixture
def listed(tables):
    return history.chronology(tables[0])


@pytest.fixture
def desk(listed):
    return chronology.coding_desk(listed, size=10, draw=2)


def fields(desk):
    return [box.children[1] for box in desk.children[:-2]]


def code_all(desk, label="closer"):
    for field in fields(desk):
        field.value = label


def test_our_labels_stay_hidden_until_every_event_is_coded(desk, listed):
    button, result = desk.children[-2:]
    assert button.disabled and "0 of 10 coded" in result.value
    for field in fields(desk)[:-1]:
        field.value = "neutral"
    assert button.disabled and "9 of 10 coded" in result.value
    shown = result.value + "".join(box.children[0].value for box in desk.children[:-2]) + desk.fallback()
    assert "Our coder" not in shown
    assert "<td>" not in shown


def test_the_sheet_on_paper_holds_every_event_and_no_label(desk, listed):
    page = desk.fallback()
    sheet = history.coding_sheet(listed, 10, draw=2)
    assert page.count("Your label: ____") == 10
    assert all(title.replace("'", "&#x27;") in page for title in sheet["title"])


def test_the_comparison_is_that_of_the_function(desk, listed):
    code_all(desk)
    button, result = desk.children[-2:]
    button.click()
    expected = history.agreement(desk.codes, history.labels(listed))
    assert str(expected) in result.value
    assert result.value.count("<td>same</td>") == expected.same
    assert result.value.count("<td>different</td>") == 10 - expected.same


def test_after_looking_no_label_can_be_changed(desk):
    code_all(desk, "apart")
    desk.children[-2].click()
    assert desk.revealed and all(field.disabled for field in fields(desk)) and desk.children[-2].disabled
    assert set(desk.codes.values()) == {"apart"}


def test_codes_of_two_desks_can_be_compared(listed):
    one, two = (chronology.coding_desk(listed) for _ in range(2))
    code_all(one, "closer")
    code_all(two, "closer")
    assert history.agreement(one.codes, two.codes).percent == 100


def test_every_label_is_offered_with_its_meaning_and_every_field_named(desk):
    for number, field in enumerate(fields(desk), 1):
        assert field.description == f"Event {number}" and field.tooltip.startswith("Your label for: ")
        assert [value for _, value in field.options] == ["", *history.DIRECTIONS]
