"""All pages together: what they are built from, how they are written, and which of them are stale."""

from pathlib import Path

from china_russia_axis.pages import countries, gallery, glossary, knowing

NAMES = ("countries.md", "gallery.md", "glossary.md", "how-we-know.md")


def texts(lessons: list) -> dict[str, str]:
    """The text of every page, by file name.

    Parameters
    ----------
    lessons : list of china_russia_axis.building.page.Page
        The lessons, taken apart, in their order.
    """
    from china_russia_axis import codebook

    package = codebook.package()
    named = [entry["name"] for entry in package["resources"] if entry.get("schema", {}).get("fields")]
    tables = {name: codebook.load(name) for name in named}
    return {
        "countries.md": countries.page(tables),
        "gallery.md": gallery.page(gallery.figures(lessons)),
        "glossary.md": glossary.page(glossary.terms(), {lesson.name[:2]: lesson for lesson in lessons}),
        "how-we-know.md": knowing.page(package, tables),
    }


def stale(folder: Path, lessons: list) -> list[str]:
    """Files that differ from what would be built now, that are missing, or that no page shows.

    Small pictures are compared by the large ones that they were made from, not byte by byte, because
    another version of the drawing library packs the same picture in another way.

    Parameters
    ----------
    folder : Path
        Folder of the notebooks.
    lessons : list of china_russia_axis.building.page.Page
        The lessons, taken apart, in their order.
    """
    written = texts(lessons)
    found = [name for name, text in written.items() if _read(folder / name) != text.encode()]
    wanted = {one.thumbnail: one for one in gallery.figures(lessons)}
    found += [name for name, one in wanted.items() if gallery.mark_of(_read(folder / name)) != one.mark]
    return sorted(found + _strangers(folder, wanted))


def write(folder: Path, lessons: list) -> list[str]:
    """Write what is stale, and take away small pictures that no page shows.

    Returns
    -------
    list of str
        The files that have changed, from ``folder``.
    """
    changed, written = stale(folder, lessons), texts(lessons)
    wanted = {one.thumbnail: one for one in gallery.figures(lessons)}
    for name in changed:
        path = folder / name
        if name in written:
            path.write_bytes(written[name].encode())
        elif name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gallery.thumbnail(wanted[name]))
        else:
            path.unlink()
    return changed


def _strangers(folder: Path, wanted: dict) -> list[str]:
    kept = sorted((folder / gallery.FOLDER).glob("*.png"))
    return [name for path in kept if (name := f"{gallery.FOLDER}/{path.name}") not in wanted]


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
