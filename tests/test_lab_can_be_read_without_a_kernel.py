"""A notebook that nobody has run shows the lab's start: a picture and its sentence, the same every time."""

import re
from pathlib import Path

import china_russia_axis as cra
from china_russia_axis.widgets import scenario_lab

HERE = Path(scenario_lab.__file__).parent


def test_the_lab_leaves_a_picture_and_its_sentence():
    bundle = scenario_lab.lab()._repr_mimebundle_()
    page = bundle["text/html"]
    assert re.search(r'<img alt="[^"]{20,}"', page)
    assert "In 2043 the likeliest future is converging as before (54 per cent)" in page
    assert "run this cell" in page


def test_the_text_forms_are_the_same_for_every_lab():
    one, other = (scenario_lab.lab()._repr_mimebundle_() for _ in range(2))
    assert one["text/html"] == other["text/html"]
    assert one["text/plain"] == other["text/plain"] == "<Scenario lab: run this cell to use it>"


def test_the_lab_loads_nothing_from_elsewhere():
    parts = ("scenario_lab.js", "scenario_lab_views.js", "scenario_lab.css")
    code = "\n".join((HERE / name).read_text(encoding="utf-8") for name in parts)
    addresses = set(re.findall(r"https?://[^\s\"']+", code))
    assert addresses == {"http://www.w3.org/2000/svg"}  # a name, not a place
    assert not re.search(r"\bimport\b|\bfetch\(|@import|url\((?!#)", code.replace("url(`", ""))


def test_the_static_call_in_the_lesson_gives_the_numbers_of_the_lab():
    lab = cra.widgets.scenario_lab.lab()
    futures = cra.scenario.futures(lab.scenario)
    assert futures["alliance"].tolist() == lab.answer()["futures"]["alliance"]
