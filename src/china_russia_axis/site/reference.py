"""What one looks up: words, countries, how we know, and the gallery; the pages beside the notebooks."""

import re

from china_russia_axis.pages import shelf
from china_russia_axis.site import course, markup, notebooks, sources

_PAGES = {
    "glossary": "every word in bold, in one sentence, with the name that the field gives it",
    "countries": "who belonged where, on the eve of the essay and today",
    "how-we-know": "where every table comes from, how it was checked, and what speaks against it",
    "gallery": "every figure, with what it shows in words",
}


def pages() -> dict:
    """The pages beside the notebooks, with the pictures of the gallery."""
    files, lines = {}, []
    # From the sources, not from notebooks/: a page that waits for `axis pages` does not hold up the site.
    texts = shelf.texts(list(course.written()))
    for name, words in _PAGES.items():
        text = texts[f"{name}.md"]
        files[f"reference/{name}.md"] = notebooks.relinked(text, f"reference/{name}.md", course.routes())
        title = text.partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({name}.md): {words}")
    files["reference/gallery.md"] = _large(files["reference/gallery.md"], files)
    listed = sources.toctree([f"reference/{name}" for name in _PAGES], hidden=True)
    index = markup.text("reference", lines="\n".join(lines), list=listed)
    return {"reference/index.md": index, **files}


def _large(text: str, files: dict) -> str:
    """The gallery with the pictures of the lessons in place of the small ones."""
    shown = {one.thumbnail: one for one in course.figures()}

    def large(found) -> str:
        one = shown[found[1]]
        name = markup.kept(one.png, "_static/figures")
        files[name] = one.png
        return markup.raw(markup.picture(f"../{name}", one.alt, markup.png_size(one.png)))

    return re.sub(r"!\[.*?\]\((gallery/[^)]+)\)", large, text)
