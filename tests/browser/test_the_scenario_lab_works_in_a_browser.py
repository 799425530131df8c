"""The lesson's lab in a real browser: moved by mouse and by keyboard, and read from the page alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from real_jupyterlab import IDLE, Lab, menu, run_all

from china_russia_axis import scenario as model
from china_russia_axis.scenario import files

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
    lab.root.get_by_text("Save and load").click()
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
    lab.root.get_by_text("Save and load").click()
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
    lab.root.get_by_text("Save and load").click()
    lab.root.get_by_label("or one from your computer").set_input_files(tmp_path / "mine.toml")
    lab.root.get_by_text("Loaded mine.toml: Mine.").wait_for()
    lab.settle()
    assert lab.values() == pytest.approx(dict(wanted.values))


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


def theme(page, name):
    if page.locator(f"body[data-jp-theme-name='{name}']").count():
        return
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")


def serious(page, selector) -> list:
    """Faults that axe-core calls serious or critical inside the elements of a selector."""
    found = Axe().run(page, context={"include": [[selector]]}).response["violations"]
    return [
        (fault["id"], fault["help"], [node["html"][:160] for node in fault["nodes"]][:5])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


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
        keep(f"lab-{name.split()[-1].lower()}", lab.root)
    finally:
        theme(lab.page, "JupyterLab Light")


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
