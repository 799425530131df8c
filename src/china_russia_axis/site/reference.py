"""What one looks up: words, countries, how we know, and the gallery; built by ``axis pages``, shown here."""

from china_russia_axis import places
from china_russia_axis.site import course, markup, notebooks

_PAGES = {
    "glossary": "every word in bold, in one sentence, with the name that the field gives it",
    "countries": "who belonged where, on the eve of the essay and today",
    "how-we-know": "where every table comes from, how it was checked, and what speaks against it",
    "gallery": "every figure, small, with what it shows in words",
}


def pages() -> dict:
    """The pages beside the notebooks, and the small pictures of the gallery."""
    home = places.checkout() / "notebooks"
    files, lines = {}, []
    for name, words in _PAGES.items():
        text = (home / f"{name}.md").read_text(encoding="utf-8")
        files[f"reference/{name}.md"] = notebooks.relinked(text, f"reference/{name}.md", course.routes())
        title = text.partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({name}.md): {words}")
    for path in sorted((home / "gallery").glob("*.png")):
        files[f"reference/gallery/{path.name}"] = path.read_bytes()
    return {"reference/index.md": markup.text("reference", lines="\n".join(lines)), **files}
