"""A class without installations: ways, recipes, and a builder of links that works in the page alone."""

import html
import json
import re
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.site import course, markup, notebooks
from china_russia_axis.teaching import links

_HERE = Path(__file__).parent
_PAGE = "teachers/classroom"
_STATIC = "_static/classroom"
_BUILDER = "<!-- link builder -->"
_FILE = re.compile(r"\[`([\w./-]+)`\]\(([\w./-]+\.(?:yaml|sh|csv|ipynb))\)")

_FIELDS = (
    ("repository", "Address of your copy of the course", "url", "https://github.com/owner/name"),
    ("branch", "Branch", "text", "main"),
    ("hub", "Address of your JupyterHub, if you have one", "url", "https://hub.example.org"),
)
_ROWS = (
    ("binder", "Binder"),
    ("colab", "Colab"),
    ("colab_cell", "First box to run in Colab"),
    ("nbgitpuller", "JupyterHub (nbgitpuller)"),
)


def pages() -> dict:
    """The page of ``lessons/teaching/classroom.md`` with the builder in it, and the recipes as files."""
    home = places.lessons() / "teaching"
    text = (home / "classroom.md").read_text(encoding="utf-8")
    files = {f"_extra/recipes/{Path(path).name}": (home / path).read_bytes() for path in recipes(text)}
    # A recipe is a file to download, not a page.
    text = _FILE.sub(r'<a href="../recipes/\1" download><code>\1</code></a>', text)
    routes = {f"{name}.md": f"teachers/{name}.md" for name in ("README", "grading")}
    routes["README.md"] = "teachers/index.md"
    text = notebooks.relinked(text, f"{_PAGE}.md", routes).replace(_BUILDER, markup.raw(builder()))
    return {
        f"{_PAGE}.md": text,
        f"{_STATIC}/data.js": f"window.craLinkData = {json.dumps(data())};\n",
        f"{_STATIC}/classroom.js": (_HERE / "classroom.js").read_text(encoding="utf-8"),
        f"{_STATIC}/classroom.css": (_HERE / "classroom.css").read_text(encoding="utf-8"),
        **files,
    }


def recipes(text: str) -> list[str]:
    """Files that the page hands out, by path beside it."""
    return [path for _, path in _FILE.findall(text)]


def data() -> dict:
    """What the builder in the page shares with the one in Python."""
    return {
        "patterns": links.PATTERNS,
        "messages": links.MESSAGES,
        "binder": links.BINDER,
        "colab": links.COLAB,
    }


def builder() -> str:
    """The form, hidden until its script runs."""
    place = markup.to_top(f"{_PAGE}.md") + _STATIC
    return f"""\
<link rel="stylesheet" href="{place}/classroom.css">
<noscript><p>The form needs JavaScript. Without it: <code>axis link ADDRESS --lesson 07</code>.</p></noscript>
<div id="link-builder" hidden>
<form aria-label="Links for a class" autocomplete="off" novalidate>
{"".join(map(_field, _FIELDS))}
<div><label for="link-path">Lesson</label><select id="link-path" name="path">{_lessons()}</select></div>
</form>
<ul class="cra-link-rows">
{"".join(map(_row, _ROWS))}
</ul>
<p id="link-copied" role="status"></p>
</div>
<script defer src="{place}/data.js"></script>
<script defer src="{place}/classroom.js"></script>"""


def _field(field: tuple) -> str:
    name, label, mode, example = field
    return (
        f'<div><label for="link-{name}">{label}</label><input id="link-{name}" name="{name}" type="text" '
        f'inputmode="{mode}" placeholder="{example}" spellcheck="false" autocapitalize="off" '
        f'aria-describedby="link-{name}-said"><p id="link-{name}-said" class="cra-link-said" role="status">'
        "</p></div>\n"
    )


def _row(row: tuple) -> str:
    kind, label = row
    link = "" if kind == "colab_cell" else f'<a hidden target="_blank" rel="noopener">Open {label}</a>'
    return (
        f'<li data-link="{kind}" data-name="{label}"><strong id="link-name-{kind}">{label}</strong>'
        f'<output aria-labelledby="link-name-{kind}" aria-live="off"></output>'
        f'<button type="button" disabled aria-label="Copy: {label}">Copy</button>{link}</li>\n'
    )


def _lessons() -> str:
    titles = {brief.name: f"{brief.number} {brief.title}" for brief in course.briefs()}
    return "".join(
        f'<option value="notebooks/{one.notebook.name}">{html.escape(titles[one.name])}</option>'
        for one in course.lessons()
    )
