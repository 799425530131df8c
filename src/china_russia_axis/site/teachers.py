"""The teachers' section: the door, plans, slides, syllabus, demo, answers, grading, role-play."""

from china_russia_axis import places
from china_russia_axis.site import course, markup, notebooks, sources
from china_russia_axis.teaching import role_play, slides

_FOLDER = "teachers"
_NAMES = ("syllabus", "live-demo", "questions-students-ask", "grading")
_NOTES = "role-play/teaching-notes.md"
_PACKS = {False: "role-play.html", True: "role-play-20-minutes.html"}

# Names in the bar at the side, where the title of a page alone does not say what it is.
_SHORT = {
    "syllabus": "Syllabus: one session to a term",
    "live-demo": "A demo in five minutes",
    "grading": "Grading: from zero to returned marks",
    "contributing": "Change a lesson (contributing)",
}
_FIVE_MINUTES = "With five minutes: choose a lesson, read its plan, open its slides."

_ROLE_PLAY = (
    '**To print:** <a href="../role-play/role-play.html">the whole pack</a> (case, cards, forms, notes), '
    'or <a href="../role-play/role-play-20-minutes.html">the 20-minute version</a>.'
)


def pages() -> dict:
    """Everything in ``lessons/teaching`` and beside the lessons; slides and print as files of their own."""
    home = places.checkout()
    files = {f"{_FOLDER}/index.md": _index((home / "lessons/teaching/README.md").read_text(encoding="utf-8"))}
    for name in _NAMES:
        text = (home / "lessons/teaching" / f"{name}.md").read_text(encoding="utf-8")
        files[f"{_FOLDER}/{name}.md"] = _linked(text, name)
    title, _, notes = _linked(role_play.filled("teaching-notes.md"), "role-play").partition("\n")
    files[f"{_FOLDER}/role-play.md"] = f"{title}\n\n{_ROLE_PLAY}\n{notes}"
    files[f"{_FOLDER}/plans/index.md"] = _plans()
    for lesson in course.lessons():
        plan = lesson.plan.read_text(encoding="utf-8")
        title, _, rest = _linked(plan, f"plans/{lesson.name}").partition("\n")
        files[f"{_FOLDER}/plans/{lesson.name}.md"] = f"{title}\n\n{_beside(lesson.name)}\n{rest}"
    files[f"{_FOLDER}/contributing.md"] = _linked(
        (home / "CONTRIBUTING.md").read_text(encoding="utf-8"), "contributing"
    )
    return {**files, **_slides(), **_printed()}


def _linked(text: str, name: str) -> str:
    return notebooks.relinked(text, f"{_FOLDER}/{name}.md", _routes())


def _routes() -> dict:
    """Links as the pages in ``lessons/`` write them, from wherever they lie."""
    found = {f"{name}.md": f"{_FOLDER}/{name}.md" for name in _NAMES}
    for start in ("", "../07-scenario-lab/"):
        found[f"{start}{_NOTES}"] = f"{_FOLDER}/role-play.md"
    found["classroom.md"] = f"{_FOLDER}/classroom.md"
    found["../../CONTRIBUTING.md"] = f"{_FOLDER}/contributing.md"
    for lesson in course.lessons():
        found[f"../{lesson.name}/plan.md"] = f"{_FOLDER}/plans/{lesson.name}.md"
    return found


def _index(text: str) -> str:
    # The bar at the side follows the order of these lists: what is needed first comes first.
    first = sources.toctree([_listed(name) for name in ("plans/index", *_NAMES, "role-play")], hidden=True)
    last = sources.toctree([_listed("contributing")], hidden=True)
    lead, mark, rest = _linked(text, "index").partition("\n")[2].strip().partition("\n## ")
    body = ["# For teachers", _FIVE_MINUTES, "## Plans and slides", _table("plans/"), lead, f"{mark}{rest}"]
    return "\n\n".join([*body, first, f"## More\n\n{sources.MORE}", last])


def _listed(name: str):
    path = f"{_FOLDER}/{name}"
    return (path, _SHORT[name]) if name in _SHORT else path


def _beside(name: str) -> str:
    """What else there is for the lesson of a plan."""
    ways = (
        (f"lessons/{name}.html", "the lesson"),
        (f"slides/{name}.html", "slides"),
        (f"slides/{name}-brief.html", "short slides"),
        (f"ledger.html#lesson={name[:2]}", "its claims with their verdicts"),
    )
    links = " · ".join(f'<a href="../../{address}">{words}</a>' for address, words in ways)
    return markup.raw(f'<p class="cra-ways">{links}</p>')


def _plans() -> str:
    names = [(f"{_FOLDER}/plans/{one.name}", f"{one.number} {one.title}") for one in course.briefs()]
    listed = sources.toctree(names, hidden=True)
    return markup.text("plans", table=_table(""), list=listed)


def _table(plans: str) -> str:
    up = "../" if plans else "../../"
    rows = ["| Lesson and plan | Slides |", "|---|---|"]
    for brief in course.briefs():
        start = f"{up}slides/{brief.name}"
        both = ", ".join(
            # Many links with the same words: whoever hears them hears the lesson too.
            f'<a href="{start}{end}.html" aria-label="{words} of lesson {brief.number}">{words}</a>'
            for end, words in (("", "slides"), ("-brief", "short slides"))
        )
        rows.append(f"| [{brief.number} {brief.title}]({plans}{brief.name}.md) | {both} |")
    return "\n".join(rows)


def _slides() -> dict:
    return {
        f"_extra/slides/{lesson.name}{'-brief' if brief else ''}.html": slides.of_lesson(lesson, brief)
        for lesson in course.lessons()
        for brief in (False, True)
    }


def _printed() -> dict:
    return {f"_extra/role-play/{name}": role_play.pack(pop_up) for pop_up, name in _PACKS.items()}
