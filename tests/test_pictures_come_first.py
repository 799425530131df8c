"""README, front page and each lesson open with a picture that a command built, told in words."""

import re

import pytest
from PIL import Image

from china_russia_axis import places
from china_russia_axis.pages import gallery
from china_russia_axis.site import course, front

FIRST_CELLS = 2


def figures_at_the_head(cells):
    """Pictures with alternative text and a sentence that holds a number, in the first cells of code."""
    code = [cell for cell in cells if cell.cell_type == "code"][:FIRST_CELLS]
    shown = [output.get("data", {}).get("text/html", "") for cell in code for output in cell.outputs]
    return [html for html in shown if re.search(_FIGURE, html, re.DOTALL)]


_FIGURE = r'<figure\b.*?<img alt="[^"]*\w{3}[^"]*"[^>]* src="data:image/png.*?<figcaption>[^<]*\d[^<]*'


def pictures_before_the_first_section(text):
    """Alternative text and address of each picture above the first ``##``."""
    return re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", text.partition("\n## ")[0])


def commands_that_write(path):
    """Targets of the Makefile whose recipe writes a file."""
    text = (places.checkout() / "Makefile").read_text(encoding="utf-8")
    recipes = re.findall(r"^([\w-]+):[^=\n]*\n((?:\t[^\n]*\n)+)", text, re.MULTILINE)
    return [name for name, recipe in recipes if re.search(rf" {re.escape(path)}$", recipe, re.MULTILINE)]


def test_every_lesson_shows_a_figure_in_its_first_two_cells(written):
    assert len(figures_at_the_head(written.notebook.cells)) >= 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("<figcaption>", "<p>"), ('<img alt="', '<img title="'), ("data:image/png", "lab.png")],
)
def test_a_figure_without_its_words_or_drawn_by_hand_does_not_count(old, new):
    cells = [one for one in course.written()[0].notebook.cells if one.cell_type == "code"]
    pages = [output.data["text/html"] for cell in cells[:2] for output in cell.outputs]
    (page,) = [one for one in pages if re.search(_FIGURE, one, re.DOTALL)]
    assert not re.search(_FIGURE, page.replace(old, new), re.DOTALL)


def test_the_readme_opens_with_a_picture_that_a_command_takes():
    readme = (places.checkout() / "README.md").read_text(encoding="utf-8")
    (picture,) = pictures_before_the_first_section(readme)
    words, path = picture
    assert len(words.split()) >= 8
    assert commands_that_write(path) == ["picture"]
    with Image.open(places.checkout() / path) as image:
        assert min(image.size) > 600


def test_a_picture_that_no_command_writes_is_found():
    assert commands_that_write("lessons/07-scenario-lab/drawn-by-hand.png") == []
    assert pictures_before_the_first_section("# A\n\nWords.\n\n## B\n\n![Late](late.png)\n") == []


def test_the_front_page_shows_pictures_before_its_list_of_contents():
    page = front.pages()["index.md"]
    assert 0 < page.index('class="cra-picture"') < page.index("## What stands behind it")


def test_the_pictures_of_the_front_page_are_built():
    files = front.pages()
    shown = re.findall(r'<img\b[^>]*src="([^"]+)"[^>]*alt="([^"]+)"', files["index.md"])
    assert len(shown) >= 4
    taken = (places.checkout() / "lessons/07-scenario-lab/lab.png").read_bytes()
    drawn = [one.png for one in gallery.figures(course.written())]
    for source, words in shown:
        assert len(words.split()) >= 3, source
        assert files[source] == taken or files[source] in drawn, source
