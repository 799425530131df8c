"""Kept pictures of a scenario: the sentence follows the numbers, and a print in grey still reads."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from china_russia_axis import scenario as model
from china_russia_axis.figures import house
from china_russia_axis.figures import scenario as pictures

BASELINE = model.Scenario()
WAR = model.PRESETS["taiwan_war"].scenario


def drawings(scenario):
    """All three pictures of a scenario."""
    futures = model.futures(scenario)
    worlds = pictures.icons(model.worlds(scenario, 2043), scenario, 2043)
    return pictures.bands(futures, scenario), pictures.bars(futures, scenario), worlds


@pytest.mark.parametrize("place", [0, 1, 2])
def test_other_numbers_make_another_sentence(place):
    assert drawings(BASELINE)[place].sentence != drawings(WAR)[place].sentence


def test_the_sentence_names_the_likeliest_future_and_both_extremes():
    futures = model.futures(BASELINE)
    sentence = pictures.sentence(futures)
    for name in ("converging", "alliance", "rupture"):
        assert f"{futures.loc[2043, name] * 100:.0f} per cent" in sentence
    assert (
        f"In 2028 it is converging as before ({futures.loc[2028, 'converging'] * 100:.0f} per cent)"
        in sentence
    )


@pytest.mark.parametrize("scenario", [BASELINE, WAR, model.PRESETS["no_shocks"].scenario])
def test_every_future_has_its_colour_and_hatch(scenario):
    bands, bars, _ = drawings(scenario)
    layers = bands.axes[0].collections
    assert [layer.get_hatch() or "" for layer in layers] == list(house.FUTURE_HATCHES.values())
    for panel in bars.axes:
        assert [to_hex(bar.get_facecolor()).upper() for bar in panel.patches] == list(
            house.FUTURE_COLOURS.values()
        )


@pytest.mark.parametrize("scenario", [BASELINE, WAR, *(preset.scenario for preset in model.PRESETS.values())])
def test_labels_beside_the_bands_do_not_overlap(scenario):
    figure = pictures.bands(model.futures(scenario), scenario)
    figure.draw_without_rendering()
    # Of the text alone: the extent of an annotation counts its line to the band, too.
    boxes = sorted((Text.get_window_extent(text) for text in figure.axes[0].texts), key=lambda box: box.y0)
    assert len(boxes) == 5
    for below, above in zip(boxes, boxes[1:], strict=False):
        assert above.y0 >= below.y1 - 2


def test_bars_show_the_chances():
    futures = model.futures(BASELINE)
    for panel, year in zip(pictures.bars(futures).axes, pictures.YEARS, strict=True):
        widths = [bar.get_width() for bar in panel.patches]
        assert widths == pytest.approx((futures.loc[year] * 100).tolist())


def test_icons_are_grouped_and_counted():
    figure = pictures.icons(model.worlds(BASELINE, 2043), year=2043)
    squares = [to_hex(square.get_facecolor()) for square in figure.axes[0].patches][:100]
    assert (
        sum(one != other for one, other in zip(squares, squares[1:], strict=False)) == len(set(squares)) - 1
    )
    for name, count in model.grouped(BASELINE, 2043).items():
        assert f"{count} {name}" in figure.sentence


def test_pictures_are_the_same_twice_and_name_their_scenario():
    for one, other in zip(drawings(BASELINE), drawings(BASELINE), strict=True):
        assert one.png() == other.png()
        assert BASELINE.hash[:10] in one.source


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.003, "<1 %"), (0.005, "<1 %"), (0.104, "10 %"), (0.996, ">99 %"), (1, "100 %")],
)
def test_small_and_large_chances_are_not_rounded_away(share, text):
    assert pictures.per_cent(share) == text
