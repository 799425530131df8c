"""The lesson's lab in a real browser: moved by mouse and by keyboard, and read from the page alone."""

import pytest
from accessible import reachable, serious, stops, theme
from real_jupyterlab import IDLE, Lab, menu, run_all

from china_russia_axis import scenario as model
from china_russia_axis.scenario import files, sharing
from china_russia_axis.widgets import scenario_views

pytestmark = pytest.mark.browser

VISIBLE = (
    "taiwan_crisis_per_year",
    "war_given_crisis",
    "setback_per_year",
    "reorientation_per_inauguration",
    "opportunism_in_crisis",
)


STICKS_OUT = """root => [...root.querySelectorAll('*')]
    .filter(e => e.checkVisibility() && !e.closest('svg') && !e.classList.contains('cra-lab-hidden'))
    .filter(e => e.getBoundingClientRect().right > root.getBoundingClientRect().right + 0.5)
    .map(e => e.outerHTML)"""

OVERLAPPING_LABELS = """root => {
    const texts = [...root.querySelectorAll('.cra-lab-bands text')];
    const cross = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    return texts.filter((one, i) => texts.some((other, j) => j > i
        && cross(one.getBoundingClientRect(), other.getBoundingClientRect()))).map(e => e.textContent);
}"""


def agrees(text, share) -> bool:
    """True when a whole per cent as shown is the chance, rounded."""
    if text.startswith("<"):
        return 0 < share <= 0.005
    if text.startswith(">"):
        return 0.995 <= share < 1
    return abs(float(text.removesuffix("%")) - share * 100) <= 0.5 + 1e-9


def assert_shows_the_engine(lab):
    """Numbers and bands on the page are the engine's, for the values on the page."""
    values = lab.values()
    futures = model.futures(model.Scenario().with_values(**values))
    shown = lab.numbers()
    assert sorted(shown) == [2028, 2033, 2043]
    for year, row in shown.items():
        assert sorted(row) == sorted(model.RELATIONSHIPS)
        for name, text in row.items():
            assert agrees(text, futures.loc[year, name]), (values, year, name, text, futures.loc[year, name])
    for name, height in band_heights(lab).items():
        assert height == pytest.approx(futures.loc[2043, name], abs=0.002), name


def band_heights(lab) -> dict:
    """Share of the picture's height that each band takes at its right end."""
    drawn = "b => [b.dataset.future, b.getAttribute('d')]"
    paths = lab.root.evaluate(f"root => [...root.querySelectorAll('.cra-lab-band')].map({drawn})")
    heights = {}
    for name, path in paths:
        points = [tuple(map(float, point.split(","))) for point in path.strip("MZ").split("L")]
        right = max(x for x, _ in points)
        edge = [y for x, y in points if x == right]
        heights[name] = max(edge) - min(edge)
    total = sum(heights.values())
    return {name: height / total for name, height in heights.items()}


def drag(lab, name, share, steps=40):
    """Take the thumb of a slider and pull it to a share of the track."""
    slider = lab.range(name)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    least, most, now = (float(slider.evaluate(f"s => s.{key}")) for key in ("min", "max", "value"))
    middle = box["y"] + box["height"] / 2
    at = box["x"] + 8 + (box["width"] - 16) * (now - least) / (most - least)
    mouse = lab.page.mouse
    mouse.move(at, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * share, middle, steps=steps)
    mouse.up()
    lab.settle()


def test_the_lab_hides_its_answer_until_own_numbers_are_written(lab, keep):
    own = {"alliance": 20, "accelerated": 30, "converging": 30, "slower": 10, "rupture": 5}
    write = lab.root.get_by_role("button", name="Write down and unlock")
    assert not lab.root.locator(".cra-lab-body").is_visible()
    write.click()
    lab.root.get_by_text("Still empty").wait_for()
    for name, number in own.items():
        lab.root.locator(f"input[id$=own-{name}]").fill(str(number))
    lab.root.locator("input[id$=own-alliance_without_shocks]").fill("5")
    write.click()
    lab.root.get_by_text("Your five numbers make 95, not 100").wait_for()
    assert not lab.root.locator(".cra-lab-body").is_visible()
    keep("lab-predict", lab.root)
    lab.root.get_by_role("button", name="Take the rescaled numbers").click()
    write.click()
    lab.root.locator(".cra-lab-body").wait_for()
    lab.settle()
    yours = lab.root.locator("td.cra-lab-yours")
    assert yours.count() == 5 and yours.first.is_visible()
    assert lab.root.locator("td[data-yours=alliance]").inner_text() == "21 %"
    assert (
        "For an alliance in 2043 you wrote 21 per cent" in lab.root.locator(".cra-lab-compared").inner_text()
    )
    keep("lab-predicted", lab.root)


def test_looking_without_numbers_is_allowed_and_shows_no_column_for_them(lab, keep):
    lab.unlock()
    assert lab.root.locator(".cra-lab-body").is_visible()
    assert not lab.root.locator("td.cra-lab-yours").first.is_visible()
    assert_shows_the_engine(lab)
    keep("lab-start", lab.root)


def test_every_slider_has_a_name_of_its_own(lab):
    lab.unlock()
    for fold in lab.root.locator(".cra-lab-more details.cra-lab-fold > summary").all():
        fold.click()
    names = {parameter.label for parameter in model.PARAMETERS.values()}
    assert len(names) == len(model.PARAMETERS)
    for name in names:
        assert lab.root.get_by_role("slider", name=name, exact=True).count() == 1, name


@pytest.mark.parametrize("name", VISIBLE)
def test_the_keyboard_moves_a_slider_to_both_ends(lab, name):
    lab.unlock()
    slider, seen = lab.range(name), []
    slider.focus()
    for key, edge in (("Home", "min"), ("End", "max")):
        lab.page.keyboard.press(key)
        lab.settle()
        assert lab.values()[name] == float(slider.get_attribute(edge))
        assert_shows_the_engine(lab)
        said = slider.get_attribute("aria-valuetext")
        assert said == lab.root.locator(f"[data-slider={name}] .cra-lab-words").inner_text().replace(
            "%", "per cent"
        )
        seen.append((said, str(lab.numbers())))
    assert seen[0] != seen[1]


def test_arrow_and_page_keys_move_a_slider_and_nothing_else(lab):
    lab.unlock()
    slider = lab.range("taiwan_crisis_per_year")
    slider.focus()
    active = "() => document.querySelector('.jp-Cell.jp-mod-active')?.innerText.slice(0, 80)"
    before = lab.page.evaluate(active)
    values = [lab.values()["taiwan_crisis_per_year"]]
    for key in ("ArrowRight", "ArrowUp", "PageUp", "ArrowLeft", "ArrowDown", "PageDown"):
        lab.page.keyboard.press(key)
        lab.settle()
        values.append(lab.values()["taiwan_crisis_per_year"])
    steps = [round(later - earlier, 6) for earlier, later in zip(values, values[1:], strict=False)]
    assert steps[:2] == [0.005, 0.005] and steps[3:5] == [-0.005, -0.005]
    assert steps[2] > 0.005 and steps[5] == -steps[2]
    assert slider.evaluate("s => s === document.activeElement")
    assert lab.page.evaluate(active) == before
    assert_shows_the_engine(lab)


def test_the_mouse_drags_a_slider_to_both_ends_without_a_backlog(lab):
    lab.unlock()
    for share, edge in ((1.02, "max"), (-0.02, "min")):
        drag(lab, "war_given_crisis", share)
        assert lab.values()["war_given_crisis"] == float(lab.range("war_given_crisis").get_attribute(edge))
        assert_shows_the_engine(lab)
    counts = lab.root.evaluate("root => ({...root.dataset})")
    assert counts["mostInFlight"] == "1"
    assert counts["sent"] == counts["answered"]


def test_a_number_can_be_typed_and_nonsense_changes_nothing(lab):
    lab.unlock()
    box = lab.box("taiwan_crisis_per_year")
    box.fill("12.5")
    box.press("Enter")
    lab.settle()
    assert lab.values()["taiwan_crisis_per_year"] == 0.125
    assert_shows_the_engine(lab)
    before = lab.numbers()
    box.fill("250")
    box.press("Enter")
    lab.root.get_by_text("a probability lies between 0 and 1").wait_for()
    box.blur()
    assert lab.values()["taiwan_crisis_per_year"] == 0.125
    assert lab.numbers() == before


def test_a_folded_slider_moves_the_numbers(lab):
    lab.unlock()
    lab.root.get_by_text("What the two capitals do about it").click()
    before = lab.numbers()
    lab.range("push_war").focus()
    lab.page.keyboard.press("Home")
    lab.settle()
    assert lab.values()["push_war"] == 0
    assert lab.numbers() != before
    assert_shows_the_engine(lab)


def test_a_slider_without_effect_says_why(lab):
    lab.unlock()
    note = lab.root.locator("[data-slider=war_given_crisis] .cra-lab-idle")
    assert not note.is_visible()
    lab.range("taiwan_crisis_per_year").focus()
    lab.page.keyboard.press("Home")
    lab.settle()
    assert note.inner_text() == "No Taiwan crisis can begin, so this changes nothing now."


@pytest.mark.parametrize("name", list(model.PRESETS))
def test_presets_set_their_values_and_reset_leads_back(lab, name):
    lab.unlock()
    preset = model.PRESETS[name]
    button = lab.root.get_by_role("button", name=preset.label, exact=True)
    button.click()
    lab.settle()
    assert lab.values() == pytest.approx(dict(preset.scenario.values))
    assert button.get_attribute("aria-pressed") == "true"
    assert lab.root.get_by_text(preset.reason).is_visible()
    assert_shows_the_engine(lab)
    lab.root.get_by_role("button", name="Reset").click()
    lab.settle()
    assert lab.values() == pytest.approx(dict(model.DEFAULTS))


def test_the_hundred_worlds_follow_the_year_chosen(lab):
    lab.unlock()
    for year in (2028, 2033, 2043):
        lab.root.get_by_role("radio", name=str(year)).check()
        expected = [f"{count} {name}" for name, count in model.grouped(model.Scenario(), year).items()]
        shown = lab.root.locator(".cra-lab-counts li").all_inner_texts()
        assert sorted(text.strip() for text in shown) == sorted(expected)
        fills = lab.root.locator(".cra-lab-icons rect").evaluate_all(
            "all => all.map(r => r.getAttribute('fill'))"
        )
        changes = sum(one != other for one, other in zip(fills, fills[1:], strict=False))
        assert len(fills) == 100 and changes == len(set(fills)) - 1  # grouped, never scattered


def test_the_sentence_is_read_aloud_when_the_move_is_over(lab):
    lab.unlock()
    lab.range("taiwan_crisis_per_year").focus()
    lab.page.keyboard.press("End")
    lab.settle()
    sentence = lab.root.locator(".cra-lab-sentence").inner_text()
    aloud = lab.root.locator("[aria-live=polite]")
    aloud.get_by_text(sentence).or_(aloud.filter(has_text=sentence)).first.wait_for(state="attached")


def test_a_scenario_is_saved_loaded_and_never_overwritten(lab):
    lab.unlock()
    folder = lab.page.folder
    lab.root.get_by_role("button", name="Taiwan war").click()
    lab.settle()
    values = lab.values()
    lab.root.get_by_text("Save, load and share").click()
    lab.root.get_by_label("Save these values as").fill("war")
    save = lab.root.get_by_role("button", name="Save", exact=True)
    save.click()
    lab.root.get_by_text("Saved as war.toml").wait_for()
    written = (folder / "war.toml").read_bytes()
    assert dict(files.load(folder / "war.toml").values) == pytest.approx(values)
    lab.root.get_by_role("button", name="Reset").click()
    lab.settle()
    save.click()
    lab.root.get_by_text("war.toml exists already, so nothing was written").wait_for()
    assert (folder / "war.toml").read_bytes() == written
    lab.root.get_by_label("Load a file of this folder").fill("war.toml")
    lab.root.get_by_role("button", name="Load", exact=True).click()
    lab.root.get_by_text("Loaded war.toml").wait_for()
    lab.settle()
    assert lab.values() == values
    assert_shows_the_engine(lab)


def test_a_broken_file_changes_nothing_and_says_what_to_repair(lab, tmp_path, keep):
    lab.unlock()
    before = lab.values(), lab.numbers()
    text = files.dumps(model.Scenario()).replace("value = 0.06\n", "value = 6\n", 1)
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    lab.root.get_by_text("Save, load and share").click()
    lab.root.get_by_label("or one from your computer").set_input_files(tmp_path / "broken.toml")
    lab.root.get_by_text("broken.toml was not loaded and nothing was changed").wait_for()
    message = lab.root.locator("[data-message=files]").inner_text()
    assert "taiwan_crisis_per_year" in message and "0.06" in message
    assert (lab.values(), lab.numbers()) == before
    keep("lab-broken-file", lab.root)


def test_a_file_from_the_computer_is_loaded(lab, tmp_path):
    lab.unlock()
    wanted = model.Scenario(title="Mine").with_values(setback_per_year=0.2)
    files.save(wanted, tmp_path / "mine.toml")
    lab.root.get_by_text("Save, load and share").click()
    lab.root.get_by_label("or one from your computer").set_input_files(tmp_path / "mine.toml")
    lab.root.get_by_text("Loaded mine.toml: Mine.").wait_for()
    lab.settle()
    assert lab.values() == pytest.approx(dict(wanted.values))


def know(lab, name):
    """Turn the switch between "as if we knew" and "what we do not know"."""
    lab.root.get_by_role("radio", name=name).check()
    return lab.settle()


def assert_shows_the_intervals(lab):
    scenario = model.Scenario().with_values(**lab.values())
    expected = scenario_views.unknown(scenario, (2028, 2033, 2043))
    assert lab.spans() == {int(year): row for year, row in expected["shown"].items()}
    assert lab.root.locator(".cra-lab-unknown").inner_text() == expected["sentence"]
    assert lab.root.locator(".cra-lab-held").inner_text() == expected["held"]


def test_every_headline_number_carries_its_interval_when_asked(lab, keep):
    lab.unlock()
    assert lab.spans() == {}
    know(lab, "what we do not know")
    assert_shows_the_engine(lab)
    assert_shows_the_intervals(lab)
    keep("lab-unknown", lab.root)
    for key in ("Home", "End"):
        for name in ("taiwan_crisis_per_year", "war_given_crisis"):
            lab.range(name).focus()
            lab.page.keyboard.press(key)
            lab.settle()
        assert_shows_the_engine(lab)
        assert_shows_the_intervals(lab)
        assert "Taiwan crisis; War, given a crisis" in lab.root.locator(".cra-lab-held").inner_text()
    know(lab, "as if we knew")
    assert lab.spans() == {} and not lab.root.locator(".cra-lab-unknown").is_visible()


def test_a_drag_with_intervals_leaves_no_backlog(lab):
    lab.unlock()
    know(lab, "what we do not know")
    for share in (1.02, -0.02):
        drag(lab, "setback_per_year", share)
        assert_shows_the_intervals(lab)
    counts = lab.root.evaluate("root => ({...root.dataset})")
    assert counts["mostInFlight"] == "1" and counts["sent"] == counts["answered"]


def test_the_tabs_are_reached_by_keyboard(lab):
    lab.unlock()
    lab.root.get_by_role("tab", name="All futures").focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"):
        lab.page.keyboard.press(key)
        seen.append(lab.root.locator("[role=tab][aria-selected=true]").inner_text())
        assert lab.root.locator("[role=tabpanel]:visible").count() == 1
        assert lab.root.locator("[role=tab]:focus").inner_text() == seen[-1]
    views = ["One future", "Questions", "Compare", "All futures", "Compare", "All futures", "Compare"]
    assert seen == views
    lab.settle()


def shown_tree(lab, place) -> dict:
    nodes = lab.root.locator(f"[data-tree='{place}'] [data-node]")
    return dict(nodes.evaluate_all("all => all.map(n => [n.dataset.node, n.textContent])"))


def assert_shows_the_question(lab, event, given, year=2043):
    scenario = model.Scenario().with_values(**lab.values())
    tree = model.tree(scenario, event, given, by=year)
    counts = tree.worlds(1000)
    shown = shown_tree(lab, 0)
    for node, branch in {
        "yes_yes": "both",
        "yes_no": "given_only",
        "no_yes": "event_only",
        "no_no": "neither",
    }.items():
        assert shown[node].replace("<1", "0") == str(counts[branch]), (node, shown)
    turned = shown_tree(lab, 1)
    assert [turned[node] for node in ("yes_yes", "yes_no", "no_yes", "no_no")] == [
        shown[node] for node in ("yes_yes", "no_yes", "yes_no", "no_no")
    ]
    for place, share in enumerate((tree.event_if_given, tree.given_if_event)):
        text = lab.root.locator(f"[data-fraction='{place}']").inner_text()
        if share == share:
            assert agrees(text.split(": ")[1].split(" (")[0], share), (text, share)
        else:
            assert text == "No world here: no answer"


def test_a_question_is_answered_both_ways_round_and_follows_the_sliders(lab, keep):
    lab.unlock().tab("Questions")
    assert_shows_the_question(lab, "alliance", "taiwan crisis ever")
    keep("lab-question", lab.root)
    lab.root.get_by_role("button", name="Given an alliance, which shocks had happened?").click()
    lab.settle()
    assert_shows_the_question(lab, "taiwan crisis ever", "alliance")
    rows = lab.root.locator(".cra-lab-also tbody tr").all_inner_texts()
    assert len(rows) == 5 and "US turn toward Moscow" in rows[-1]
    lab.root.get_by_label("How often").select_option("taiwan war ever")
    lab.root.get_by_label("By the end of").select_option("2033")
    lab.settle()
    for key in ("End", "Home"):
        lab.range("war_given_crisis").focus()
        lab.page.keyboard.press(key)
        lab.settle()
        assert_shows_the_question(lab, "taiwan war ever", "alliance", 2033)
    lab.root.get_by_role("button", name="Turn round").click()
    lab.settle()
    said = lab.root.locator(".cra-lab-asked").inner_text()
    assert "no world sees a war over Taiwan by 2033" in said and "Raise 'Taiwan crisis'" in said
    assert_shows_the_question(lab, "alliance", "taiwan war ever", 2033)


def test_a_question_carries_its_interval_once_the_sliders_rest(lab):
    lab.unlock().tab("Questions")
    know(lab, "what we do not know")
    spans = scenario_views.asked_spans(model.Scenario(), "alliance", "taiwan crisis ever", 2043)
    for place, span in enumerate(spans):
        lab.root.locator(f"[data-fraction='{place}']", has_text=f"({span})").wait_for()
    lab.range("push_war").evaluate("s => { s.value = 0; s.dispatchEvent(new Event('input')); }")
    lab.settle()
    moved = model.Scenario().with_values(push_war=0)
    span = scenario_views.asked_spans(moved, "alliance", "taiwan crisis ever", 2043)[0]
    assert span != spans[0]
    lab.root.locator("[data-fraction='0']", has_text=f"({span})").wait_for()


def test_single_futures_are_stepped_through_and_stay_what_they_are(lab, keep):
    lab.unlock().tab("One future")
    seen = []
    for number in (1, 2, 3):
        world = scenario_views.single(model.Scenario(), number)
        lab.root.get_by_text(f"World {number} of 100", exact=True).wait_for()
        seen.append(lab.root.locator(".cra-lab-story").inner_text())
        assert seen[-1] == world["sentence"]
        spans = lab.root.locator(".cra-lab-happened").evaluate_all(
            "all => all.map(r => [r.dataset.shock, Number(r.dataset.from), Number(r.dataset.to)])"
        )
        assert spans == [[each["name"], *span] for each in world["shocks"] for span in each["spans"]]
        keep(f"lab-single-{number}", lab.root)
        lab.root.get_by_role("button", name="Another possible future").click()
        lab.settle()
    lab.root.get_by_role("button", name="The one before").click()
    lab.settle()
    assert lab.root.locator(".cra-lab-story").inner_text() == seen[-1]
    fills = lab.root.locator(".cra-lab-cell").evaluate_all("all => all.map(r => r.getAttribute('fill'))")
    names = [model.RELATIONSHIPS[place] for place in scenario_views.single(model.Scenario(), 3)["path"]]
    assert [fill.rstrip(")").rsplit("-", 1)[1] for fill in fills] == names


def test_two_scenarios_are_compared_and_the_contributions_add_up(lab, keep):
    lab.unlock().tab("Compare")
    lab.root.get_by_role("button", name="Keep this as A").click()
    lab.settle()
    assert "where A stands" in lab.root.locator(".cra-lab-contrast").inner_text()
    lab.root.get_by_role("button", name="No shocks").click()
    lab.settle()
    now = model.PRESETS["no_shocks"].scenario
    for future in ("alliance", "rupture"):
        lab.root.get_by_label("Share out the difference in").select_option(future)
        lab.settle()
        found = model.compare(model.Scenario(), now).contributions(future, 2043)["contribution"]
        texts = lab.root.locator("[data-table=parts] td .cra-lab-number").all_inner_texts()
        points = [float(text.replace("−", "-")) for text in texts]
        assert points == pytest.approx(sorted(found * 100, key=lambda share: -abs(share)), abs=0.051)
    assert lab.root.locator("[data-table=numbers] tbody tr").count() == 4
    row = lab.root.locator("[data-table=outcomes] tbody tr").first.inner_text()
    assert "10 → <1 %" in row and "−9.7" in row
    keep("lab-compare", lab.root)
    lab.root.get_by_role("button", name="Move the sliders back to A").click()
    lab.settle()
    assert lab.values() == pytest.approx(dict(model.DEFAULTS))


def test_a_code_is_shown_and_one_with_line_breaks_is_taken_over(lab):
    lab.unlock()
    lab.root.get_by_text("Save, load and share").click()
    lab.settle()
    code = lab.root.get_by_label("These values as a code")
    assert code.input_value() == sharing.to_code(model.Scenario())
    wanted = model.PRESETS["russian_collapse"].scenario
    theirs = sharing.to_code(wanted)
    broken = f"hello,\nmine is\n  {theirs[:12].lower()}\n{theirs[12:]}\n"
    paste = lab.root.get_by_label("Paste a code")
    paste.fill(broken)
    lab.root.get_by_role("button", name="Take it over").click()
    lab.root.get_by_text("Taken over: Russian collapse").wait_for()
    lab.settle()
    assert lab.values() == pytest.approx(dict(wanted.values))
    assert code.input_value() == theirs
    assert_shows_the_engine(lab)
    before = lab.values(), lab.numbers()
    paste.fill(theirs[:-6])
    lab.root.get_by_role("button", name="Take it over").click()
    lab.root.get_by_text("The code was not taken over and nothing was changed").wait_for()
    assert "cut off" in lab.root.locator("[data-message=code]").inner_text()
    assert (lab.values(), lab.numbers()) == before
    lab.root.get_by_role("button", name="Copy").click()
    said = lab.root.locator("[data-message=copied]")
    said.filter(has_text="Copied.").or_(said.filter(has_text="press Ctrl+C")).wait_for()


def test_a_picture_is_kept_and_never_overwritten(lab):
    lab.unlock()
    lab.root.get_by_text("Keep a picture").click()
    which = lab.root.get_by_label("Picture", exact=True)
    stem = f"-{model.Scenario().hash[:10]}"
    for name in which.locator("option").evaluate_all("all => all.map(o => o.value)"):
        which.select_option(name)
        for format in ("PNG", "SVG"):
            lab.root.get_by_role("button", name=format).click()
            lab.settle()
            said = lab.root.locator("[data-message=picture]").inner_text()
            if name == "compare":
                assert "Nothing is kept as A yet" in said
            else:
                assert f"Kept as scenario-{name}{stem}.{format.lower()}" in said
                assert (lab.page.folder / f"scenario-{name}{stem}.{format.lower()}").stat().st_size > 5000
    which.select_option("bands")
    first = (lab.page.folder / f"scenario-bands{stem}.svg").read_bytes()
    lab.root.get_by_role("button", name="SVG").click()
    lab.root.get_by_text(f"Kept as scenario-bands{stem}-2.svg").wait_for()
    assert (lab.page.folder / f"scenario-bands{stem}.svg").read_bytes() == first
    assert b"In 2043 the likeliest future" in first and model.Scenario().hash[:10].encode() in first


def test_every_view_is_readable_at_360_pixels(lab, keep):
    lab.unlock().tab("Compare")
    lab.root.get_by_role("button", name="Keep this as A").click()
    lab.root.get_by_role("button", name="Reorientation").click()
    know(lab, "what we do not know")
    lab.root.evaluate("root => { root.style.width = '360px'; }")
    for name in ("One future", "Questions", "Compare", "All futures"):
        lab.tab(name)
        assert lab.root.evaluate(STICKS_OUT) == [], name
        keep(f"lab-narrow-{name.lower().replace(' ', '-')}", lab.root)
    lab.root.evaluate("root => { root.style.width = ''; }")


def test_the_lab_is_readable_at_360_pixels(lab, keep):
    lab.unlock()
    lab.root.evaluate("root => { root.style.width = '360px'; }")
    lab.page.wait_for_function(
        "root => root.querySelector('.cra-lab-bands').getAttribute('width') < 360",
        arg=lab.root.element_handle(),
    )
    assert lab.root.evaluate(STICKS_OUT) == []
    assert lab.root.evaluate(OVERLAPPING_LABELS) == []
    keep("lab-narrow", lab.root)
    lab.root.evaluate("root => { root.style.width = ''; }")


@pytest.mark.parametrize("name", ["JupyterLab Light", "JupyterLab Dark"])
def test_no_serious_accessibility_fault(lab, keep, name):
    theme(lab.page, name)
    try:
        assert serious(lab.page, ".cra-lab:not([data-old])") == []
        lab.unlock()
        for fold in lab.root.locator("details > summary").all():
            if fold.is_visible():
                fold.click()
        assert serious(lab.page, ".cra-lab:not([data-old])") == []
        know(lab, "what we do not know")
        lab.tab("Compare").root.get_by_role("button", name="Keep this as A").click()
        lab.settle().root.get_by_role("button", name="Taiwan war").click()
        for view in ("All futures", "One future", "Questions", "Compare"):
            lab.tab(view)
            assert serious(lab.page, ".cra-lab:not([data-old])") == [], view
        keep(f"lab-{name.split()[-1].lower()}", lab.root)
    finally:
        theme(lab.page, "JupyterLab Light")


def test_the_tab_key_reaches_every_control_once_and_leaves_again(lab):
    lab.unlock()
    for fold in lab.root.locator("details > summary").all():
        if fold.is_visible():
            fold.press("Enter")
    wanted = reachable(lab.root)
    lab.page.evaluate("place => document.querySelectorAll('*')[place].focus()", wanted[0])
    forth = stops(lab.root)
    assert [stop["place"] for stop in forth] == wanted
    assert [stop["markup"] for stop in forth if not stop["seen"]] == []
    assert len(forth) > 2 * len(VISIBLE)


def test_arrows_choose_a_view_and_escape_does_no_harm(lab):
    lab.unlock()
    before = lab.values(), lab.numbers()
    tabs = lab.root.get_by_role("tab")
    tabs.first.focus()
    seen = []
    for _ in range(tabs.count()):
        seen.append(lab.page.evaluate("document.activeElement.textContent"))
        assert lab.root.get_by_role("tab", selected=True).inner_text().strip() == seen[-1].strip()
        lab.page.keyboard.press("Escape")
        lab.page.keyboard.press("ArrowRight")
    assert len(set(seen)) == tabs.count()
    lab.range("taiwan_crisis_per_year").press("Escape")
    assert lab.root.locator(".cra-lab-body").is_visible() and (lab.values(), lab.numbers()) == before


def test_no_serious_accessibility_fault_in_the_other_outputs_of_the_lesson(opened):
    assert serious(opened, ".jp-OutputArea-output") == []


def test_nothing_was_logged_as_an_error(opened):
    assert opened.faults == []


def test_a_stopped_kernel_is_said_and_no_value_is_lost(lab):
    lab.unlock()
    page = lab.page
    lab.box("setback_per_year").fill("9")
    lab.box("setback_per_year").press("Enter")
    lab.settle()
    menu(page, "Kernel", "Shut Down Kernel")
    page.get_by_text("No Kernel | ").or_(page.get_by_text("| Unknown")).first.wait_for()
    lab.range("taiwan_crisis_per_year").focus()
    page.keyboard.press("End")
    lab.root.get_by_text("If it has stopped, run the cell again.").wait_for(timeout=20_000)
    lost = lab.values()
    assert (lost["taiwan_crisis_per_year"], lost["setback_per_year"]) == (0.3, 0.09)
    assert_shows_the_engine(lab)  # drawn by the page itself
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+Enter")  # JupyterLab starts a kernel for it
    page.get_by_text(IDLE).wait_for()
    run_all(page, ".cra-lab:not([data-sent])")
    page.locator(".cra-lab").first.evaluate("root => { root.dataset.fresh = 'yes'; }")
    fresh = Lab(page, page.locator(".cra-lab[data-fresh]")).unlock()
    assert fresh.values() == pytest.approx(dict(model.DEFAULTS))
    fresh.root.get_by_role("button", name="Bring back my last values").click()
    fresh.settle()
    assert fresh.values() == lost
    assert_shows_the_engine(fresh)
