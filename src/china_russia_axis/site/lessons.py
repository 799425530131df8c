"""The lessons with their outputs, and their graded sheets without answers."""

from html import escape

from china_russia_axis.site import CannotBuildSite, codebook, course, lite, markup, notebooks, sources


def pages() -> dict:
    """A page for each lesson and each sheet, their lists, and the pictures that they show."""
    files = {
        "lessons/index.md": markup.text("lessons", lessons=_lessons()),
        "lessons/sheets/index.md": markup.text("sheets", sheets=_sheets()),
    }
    for lesson, read in zip(course.lessons(), course.written(), strict=True):
        if read.notebook is None:
            raise CannotBuildSite(
                f"notebooks/{lesson.notebook.name} is not built yet. Build it: axis build {lesson.number}"
            )
        files.update(_page(read.notebook, f"lessons/{lesson.name}.md", _ways(lesson), _data))
        sheet = course.sheet(lesson)
        if sheet is not None:
            files.update(_page(sheet, f"lessons/sheets/{lesson.name}.md", _of(lesson)))
    return files


def _page(notebook, path: str, opening: str, below=None) -> dict:
    made = notebooks.page(notebook, path, course.routes(), opening, below)
    return {path: made.text, **made.pictures}


def _ways(lesson) -> str:
    brief = next(one for one in course.briefs() if one.name == lesson.name)
    ways = [
        f"Lesson {lesson.number}, about {brief.minutes} minutes",
        "To answer and to move sliders, run it "
        f'<a href="../{lite.address(lesson.notebook.name)}">in this browser</a> (about {lite.MEGABYTES} MB '
        f'at first) or <a href="../{markup.RUN}.html">on your computer</a>',
        f'<a href="../slides/{lesson.name}.html">slides</a>',
        f'<a href="../teachers/plans/{lesson.name}.html">plan for teachers</a>',
    ]
    if course.sheet(lesson) is not None:
        ways.append(f'<a href="sheets/{lesson.name}.html">graded sheet</a>')
    return markup.raw(f'<p class="cra-ways">{" · ".join(ways)}</p>')


def _data(source: str) -> str:
    """Way from a cell to its tables in the codebook, where each has its sources and doubts."""
    names = codebook.behind(source)
    links = ", ".join(f'<a href="../reference/codebook/{name}.html">{name}</a>' for name in names)
    return markup.raw(f'<p class="cra-data">Data: {links}</p>') if names else ""


def _of(lesson) -> str:
    return markup.raw(
        f'<p class="cra-ways">Belongs to <a href="../{lesson.name}.html">lesson {lesson.number}</a></p>'
    )


def _lessons() -> str:
    rows = [_entry(brief) for brief in course.briefs()]
    names = [(f"lessons/{brief.name}", f"{brief.number} {brief.title}") for brief in course.briefs()]
    listed = sources.toctree([*names, "lessons/sheets/index"], hidden=True)
    return "\n\n".join([*rows, "## [Graded sheets](sheets/index.md)", listed])


def _entry(brief) -> str:
    objectives = "\n".join(f"- {one};" for one in brief.objectives).removesuffix(";")
    first = next((_first(one, brief) for one in course.figures() if one.lesson == brief.name), "")
    title = f"## [{brief.number} {brief.title}]({brief.name}.md)"
    minutes = f"About {brief.minutes} minutes alone. At the end you can"
    return "\n\n".join([title, first, minutes, f"{objectives}."])


def _first(shown, brief) -> str:
    """The picture that a lesson begins with; the lesson itself holds it, with its sentence."""
    source = f"../{markup.kept(shown.png, '_static/figures')}"
    width, height = markup.png_size(shown.png)
    return markup.raw(
        f'<a class="cra-first" href="{brief.name}.html"><img class="dark-light" src="{source}" '
        f'alt="{escape(shown.alt)}" width="{width}" height="{height}"></a>'
    )


def _sheets() -> str:
    known = zip(course.lessons(), course.briefs(), strict=True)
    with_sheet = [brief for lesson, brief in known if course.sheet(lesson) is not None]
    return sources.toctree(
        [(f"lessons/sheets/{one.name}", f"{one.number} {one.title}") for one in with_sheet]
    )
