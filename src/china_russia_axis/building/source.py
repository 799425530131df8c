"""The text form of a lesson: MyST Markdown, read and written by jupytext, in one normal form."""

import hashlib
import re

import nbformat

FORMAT = "md:myst"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

# Without the version of jupytext in its head, a source stays the same when jupytext moves on.
_HEAD = {"notebook_metadata_filter": "-jupytext.text_representation.jupytext_version"}
# What a source may say about the whole notebook, and about a cell. Everything else is a trace of the
# program in which somebody edited.
_LESSON_KEYS = ("lesson",)
_CELL_KEYS = ("tags", "reason")

_NAMED = (
    (re.compile(r"""\bcra\.claim\(\s*["'](C\d+)["']"""), "claim"),
    (re.compile(r"""\bcra\.question\(\s*["']([\d.]+)["']"""), "question"),
)


def read(text: str) -> nbformat.NotebookNode:
    """A lesson's source as a notebook without outputs, each cell with its lasting id."""
    import jupytext

    notebook = jupytext.reads(text.replace("\r\n", "\n"), fmt=FORMAT)
    return clean(notebook)


def write(notebook: nbformat.NotebookNode) -> str:
    """The normal form of a lesson's source; outputs and the editor's traces are left out."""
    import jupytext

    notebook = clean(notebook)
    notebook.metadata["jupytext"] = dict(_HEAD)
    notebook.metadata["kernelspec"] = dict(KERNEL)
    return jupytext.writes(notebook, fmt=FORMAT)


def normal_form(text: str) -> str:
    """The same lesson in the form in which it is committed."""
    return write(read(text))


def clean(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy of a notebook that holds what its author wrote, and nothing else."""
    cells = []
    for cell in notebook.cells:
        make = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        metadata = {key: cell.metadata[key] for key in _CELL_KEYS if cell.metadata.get(key)}
        cells.append(make(cell.source, metadata=metadata))
    for cell, name in zip(cells, cell_ids(cells), strict=True):
        cell["id"] = name
    metadata = {key: notebook.metadata[key] for key in _LESSON_KEYS if key in notebook.metadata}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def cell_ids(cells) -> list[str]:
    """Ids that depend on nothing but the cells' text, so that they are the same at every build.

    A cell that shows claim C61 is called ``claim-C61``, one that asks question 04.2 ``question-04-2``.
    """
    seen, names = {}, []
    for cell in cells:
        name = _name(cell)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


def _name(cell) -> str:
    if cell.cell_type == "code":
        for pattern, kind in _NAMED:
            if found := pattern.search(cell.source):
                return f"{kind}-{found[1].replace('.', '-')}"
    return hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]


def digest(text: str) -> str:
    """Short fingerprint of a source, kept in its notebook to tell which text it was built from."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
