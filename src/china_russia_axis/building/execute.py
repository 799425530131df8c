"""Run a lesson from top to bottom and keep what a reader sees, in the same bytes every time."""

import asyncio
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat

from china_russia_axis.building import CannotBuild, kernel, source

# A picture that only lives with its kernel: the static fallback beside it is what the page keeps.
_LIVE = "application/vnd.jupyter.widget-view+json"
_LANGUAGE = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "pygments_lexer": "ipython3",
}
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
CELL_TIMEOUT = 120


@dataclass(frozen=True)
class Built:
    """An executed lesson: the text of its notebook file and how long its cells took."""

    text: str
    seconds: float


def build(text: str, name: str, folder: Path) -> Built:
    """Execute a lesson's source.

    Parameters
    ----------
    text : str
        The source, in any form that jupytext reads as MyST.
    name : str
        Number and slug of the lesson, for messages and for the notebook's own note of where it comes from.
    folder : Path
        Where the cells run; the folder in which the notebook will lie.

    Raises
    ------
    CannotBuild
        When a cell fails; the message names lesson, cell and error.
    """
    notebook = source.read(text)
    blank = source.read(text)
    start = time.perf_counter()
    _execute(notebook, name, folder)
    seconds = time.perf_counter() - start
    for cell, original in zip(notebook.cells, blank.cells, strict=True):
        cell["id"] = original["id"]
        cell["metadata"] = original["metadata"]
        if cell.cell_type == "code":
            # Cells run once each in their order, so the counts are the same every time. Without them
            # nbval takes a cell for one that never ran and compares nothing.
            cell["outputs"] = _settled(cell.outputs)
    notebook["metadata"] = {
        **blank.metadata,
        "course": {"lesson": name, "source": source.digest(source.normal_form(text))},
        "kernelspec": dict(source.KERNEL),
        "language_info": dict(_LANGUAGE),
    }
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    return Built(nbformat.writes(nbformat.from_dict(notebook)).rstrip("\n") + "\n", seconds)


def _execute(notebook, name: str, folder: Path) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    running = {}
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        on_cell_execute=lambda cell, cell_index: running.update(cell=cell),
    )
    kernel.warm_up()
    try:
        _in_a_loop_of_its_own(client)
    except CellExecutionError as error:
        complaint = f"{error.ename}: {_COLOURS.sub('', error.evalue)}"
    except CellTimeoutError:
        complaint = f"took longer than {CELL_TIMEOUT} seconds"
    except DeadKernelError:
        complaint = "the kernel died; is memory short?"
    else:
        return
    raise CannotBuild(_failure(name, running.get("cell"), complaint))


def _in_a_loop_of_its_own(client) -> None:
    # A thread of its own, because the caller's may run an event loop already, as a notebook's does.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(client.async_execute(env=kernel.environment()))).result()


def _failure(name: str, cell, complaint: str) -> str:
    if cell is None:
        return f"lessons/{name}/lesson.md: {complaint}"
    shown = "\n".join(f"    {line}" for line in cell.source.splitlines())
    return f"lessons/{name}/lesson.md, cell {cell['id']}:\n{shown}\n  {complaint}"


def _settled(outputs) -> list:
    """Outputs without live handles, and with printed text in one piece."""
    kept = []
    for output in outputs:
        if output.output_type == "stream":
            before = kept[-1] if kept else None
            # The kernel sends text in pieces whose borders depend on the clock.
            if before is not None and before.output_type == "stream" and before.name == output.name:
                before.text += output.text
            else:
                kept.append(output)
            continue
        if output.get("data", {}).pop(_LIVE, None):
            # The page keeps the fallback, and the note that a widget stands here.
            output.metadata["live"] = True
        kept.append(output)
    return kept
