"""What the site is made of: one line a module; see the package's docstring for what a module gives."""

import importlib
import re
from dataclasses import dataclass
from pathlib import Path

from china_russia_axis.site import CannotBuildSite

# One line a module: its name, the page under which its pages are listed ("index" is the bar at the top), and,
# if the title of its first page is long, a short one for that list.
PARTS = (
    ("front", "index"),
    ("lessons", "index"),
    ("explorer", "index", "Explorer"),
    ("ledger", "index", "Claims"),
    ("teachers", "index", "Teachers"),
    ("classroom", "teachers/index"),
    ("reference", "index"),
    ("codebook", "reference/index"),
    ("links", "reference/index"),
    ("reading", "teachers/index"),
    ("accessibility", "reference/index"),
    ("running", "index", "Run it"),
    ("lite", "run"),
)

MORE = "<!-- more -->"
"""Where a page shows the list of what other modules put under it; without it the list is hidden."""

# While nothing is put there, the heading above goes too.
_EMPTY = re.compile(rf"(?:^## [^\n]*\n+)?{MORE}\n*", re.MULTILINE)

THEME = Path(__file__).with_name("theme")
_TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Staged:
    """All pages of the site by path, and for each section the pages listed there."""

    files: dict
    listed: dict


def gather(parts: tuple = PARTS) -> Staged:
    """The pages of every module, each section with its navigation at the end.

    Parameters
    ----------
    parts : tuple of tuple of str
        Names of modules in this package, the section of each, and perhaps a short title.

    Raises
    ------
    CannotBuildSite
        When two modules give the same page, or a section has no page of its own.
    """
    files, listed = {}, {}
    for name, section, *short in parts:
        given = importlib.import_module(f"{__package__}.{name}").pages()
        for path, content in given.items():
            if files.get(path, content) != content:
                raise CannotBuildSite(f"The page {path} is given twice, the second time by site/{name}.py.")
        names = _unlisted(given, section)
        if short and names:
            names[0] = (names[0], short[0])
        listed.setdefault(section, []).extend(names)
        files.update(given)
    for section, names in listed.items():
        page = f"{section}.md"
        if page not in files:
            raise CannotBuildSite(f"site/sources.py names the section {section}, and there is no {page}.")
        if MORE in files[page]:
            files[page] = files[page].replace(MORE, toctree(names))
        else:
            files[page] = files[page].rstrip("\n") + "\n\n" + toctree(names, hidden=True)
    for path, text in files.items():
        if isinstance(text, str) and MORE in text:
            files[path] = _EMPTY.sub("", text)
    return Staged(files, listed)


def toctree(names: list, hidden: bool = False) -> str:
    """A list of pages for Sphinx's navigation.

    Parameters
    ----------
    names : list of str or (str, str)
        Path of a page from the top of the stage, without ending; with a shorter title, where there is one.
    hidden : bool
        Only in the navigation, not on the page.
    """
    options = ":hidden:\n" if hidden else ":maxdepth: 1\n"
    lines = "".join(f"/{name}\n" if isinstance(name, str) else f"{name[1]} </{name[0]}>\n" for name in names)
    return f"```{{toctree}}\n{options}\n{lines}```\n"


def stage(folder: Path, parts: tuple = PARTS) -> list[str]:
    """Write the pages and the theme into a folder, and take away what belongs to neither.

    Returns
    -------
    list of str
        The files that have changed.
    """
    files = {**_theme(), **gather(parts).files}
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    changed = []
    # Sphinx wants it, also where no module gives a page of its own making.
    (folder / "_extra").mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        target = folder / path
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            changed.append(path)
    for found in sorted(folder.rglob("*")):
        if found.is_file() and found.relative_to(folder).as_posix() not in contents:
            found.unlink()
            changed.append(found.relative_to(folder).as_posix())
    return changed


def _theme() -> dict:
    files = [path for path in THEME.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(THEME).as_posix(): path.read_bytes() for path in files}


def _unlisted(given: dict, section: str) -> list[str]:
    """Pages of a module that no list of its own names, in its order."""
    named = set()
    for text in given.values():
        if isinstance(text, str):
            for block in _TOCTREE.findall(text):
                lines = [line.strip() for line in block.splitlines() if not line.startswith(":")]
                named |= {re.sub(r"^.*<(.*)>$", r"\1", line).strip("/") for line in lines}
    pages = [path.removesuffix(".md") for path in given if path.endswith(".md") and path[0] != "_"]
    return [name for name in pages if name not in named and name != section]
