"""The front page: what the course is, in pictures, and four doors."""

from html import escape

from china_russia_axis import places
from china_russia_axis.site import course, markup

_LAB = "07-scenario-lab"

# Lesson and number of its figure: what a visitor sees before reading anything.
_PICTURES = (("04-brics", 0), ("07-scenario-lab", 0), ("03-measuring-alignment", 0))

_DOORS = (
    (
        "I want to learn",
        "lessons/index.html",
        "Eleven lessons with data, pictures and questions. Read them, or run them in your browser.",
    ),
    (
        "I teach",
        "teachers/index.html",
        "Plans for 50 and 75 minutes, slides, a syllabus of any length, a role-play, hard questions.",
    ),
    (
        "I grade",
        "teachers/grading.html",
        "A sheet for each student, marks in minutes, feedback pages, and your own gradebook filled in.",
    ),
    (
        "I am just curious",
        "explorer.html",
        "Guess first, then move a chance and watch five futures. Nothing to install, nothing to sign up for.",
    ),
)


def pages() -> dict:
    """The front page and its pictures."""
    known = course.lessons()
    files = {"_static/lab.png": (places.lessons() / _LAB / "lab.png").read_bytes()}
    shown = [_lab(files["_static/lab.png"])]
    for name, number in _PICTURES:
        one = [figure for figure in course.figures() if figure.lesson == name][number]
        source = markup.kept(one.png, "_static/figures")
        files[source] = one.png
        shown.append(
            f'<a class="cra-picture" href="lessons/{name}.html">'
            + markup.figure(source, one.alt, one.sentence, one.source, markup.png_size(one.png))
            + f"<span>Lesson {name[:2]}: {escape(one.title)}</span></a>"
        )
    index = markup.text(
        "index",
        doors=markup.raw(f'<ul class="cra-doors">{"".join(_door(*door) for door in _DOORS)}</ul>'),
        pictures=markup.raw(f'<div class="cra-pictures">{"".join(shown)}</div>'),
        number=str(len(known)),
    )
    return {"index.md": index, **files}


def _door(name: str, address: str, words: str) -> str:
    return f'<li><a href="{address}"><strong>{name}</strong><span>{words}</span></a></li>'


def _lab(content: bytes) -> str:
    alt = "Sliders for four shocks on the left, five futures by year as coloured bands on the right"
    sentence = "The lab of lesson 07: set the chance of four shocks, and read five futures by year."
    picture = markup.figure("_static/lab.png", alt, sentence, size=markup.png_size(content))
    return (
        f'<a class="cra-picture" href="explorer.html">{picture}<span>Try it: the scenario explorer</span></a>'
    )
