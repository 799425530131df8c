"""A kept picture carries its sentence, its source and its scenario, drawn and as text, in the same bytes."""

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from china_russia_axis import scenario as model
from china_russia_axis.figures import house
from china_russia_axis.figures import scenario as pictures

SVG = "{http://www.w3.org/2000/svg}"
WAR = model.PRESETS["taiwan_war"].scenario


@pytest.fixture
def figure():
    return pictures.bands(model.futures(WAR), WAR)


def drawn_text(path):
    return " ".join("".join(text.itertext()) for text in ET.parse(path).iter(f"{SVG}text"))


def test_a_png_holds_its_words_as_text(figure, tmp_path):
    with Image.open(figure.save(tmp_path / "kept.png")) as picture:
        assert picture.text == {
            "Title": figure.alt,
            "Description": figure.sentence,
            "Source": figure.source,
        }
    assert WAR.hash[:10] in figure.source


def test_an_svg_holds_its_words_as_text(figure, tmp_path):
    root = ET.parse(figure.save(tmp_path / "kept.svg")).getroot()
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == figure.alt
    assert root.findtext(f"{SVG}desc") == f"{figure.sentence} {figure.source}"


def test_the_words_are_drawn_at_the_foot(figure, tmp_path):
    text = drawn_text(figure.save(tmp_path / "kept.svg"))
    for word in (*figure.sentence.split(), *figure.source.split()):
        assert word in text


def test_the_foot_stays_inside_the_picture_and_off_the_axes(figure):
    figure.sentence = "A sentence that goes on. " * 12
    with figure._words_at_the_foot():
        figure.draw_without_rendering()
        foot = figure.foot.get_window_extent()
        lowest = min(axes.get_tightbbox().y0 for axes in figure.axes)
        assert foot.y0 >= 0 and foot.x1 <= figure.bbox.x1 and foot.y1 <= lowest


def test_keeping_a_picture_leaves_it_as_it_was(figure, tmp_path):
    before = figure.png(), tuple(figure.get_size_inches())
    figure.save(tmp_path / "kept.png")
    figure.save(tmp_path / "kept.svg")
    assert (figure.png(), tuple(figure.get_size_inches())) == before


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_bytes_are_the_same_twice_and_in_another_process(figure, tmp_path, ending):
    first = figure.save(tmp_path / f"one.{ending}").read_bytes()
    assert figure.save(tmp_path / f"two.{ending}").read_bytes() == first
    code = (
        "import sys; from china_russia_axis import scenario as model\n"
        "from china_russia_axis.figures import scenario as pictures\n"
        "war = model.PRESETS['taiwan_war'].scenario\n"
        "pictures.bands(model.futures(war), war).save(sys.argv[1])"
    )
    other = tmp_path / f"other.{ending}"
    subprocess.run([sys.executable, "-c", code, str(other)], check=True)
    assert other.read_bytes() == first


def test_other_numbers_make_another_file(figure, tmp_path):
    calm = pictures.bands(model.futures(model.Scenario()), model.Scenario())
    for ending in ("png", "svg"):
        one, two = (picture.save(tmp_path / f"kept.{ending}").read_bytes() for picture in (figure, calm))
        assert one != two


def test_words_that_a_picture_cannot_hold_do_no_harm(figure, tmp_path):
    figure.sentence = (
        "Red \x1b[31m panda & <b>\N{CJK UNIFIED IDEOGRAPH-718A}\N{CJK UNIFIED IDEOGRAPH-732B}</b> \ud800 $x_1"
    )
    assert "<b>\N{CJK UNIFIED IDEOGRAPH-718A}" in ET.parse(
        figure.save(tmp_path / "kept.svg")
    ).getroot().findtext(f"{SVG}desc")
    with Image.open(figure.save(tmp_path / "kept.png")) as picture:
        assert "\N{CJK UNIFIED IDEOGRAPH-718A}" in picture.text["Description"]


@pytest.mark.parametrize("name", ["kept", "kept.pdf", "kept.toml"])
def test_another_ending_is_refused_with_the_two_that_work(figure, tmp_path, name):
    with pytest.raises(house.CannotKeep, match=r"\.png or \.svg"):
        figure.save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(figure, tmp_path):
    with pytest.raises(house.CannotKeep, match="Choose a folder that exists"):
        figure.save(tmp_path / "none" / "kept.png")
