"""How much memory does a student take on a shared server? Every lesson's kernel, and JupyterLab itself.

Each built notebook is run from top to bottom in a kernel of its own. "After" is the resident memory of that
process when the last cell is done, "at most" its highest value since it started. JupyterLab is the command of
`axis lab`, with one browser that has opened lesson 07 and run it. Linux only: it reads /proc.

    .venv/bin/python benchmarks/classroom_memory.py            # prints the table
    .venv/bin/python benchmarks/classroom_memory.py --write    # and writes it where the recipes read it
"""

import re
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient

from china_russia_axis import places
from china_russia_axis.teaching import hub

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))
import real_jupyterlab as real


def main(arguments):
    """Measure, print, and write if asked."""
    if not Path("/proc/self/status").exists():
        sys.exit("This benchmark reads /proc, which only Linux has.")
    rows = [lesson(path) for path in sorted((places.checkout() / "notebooks").glob("[0-9]*.ipynb"))]
    rows.append(server(places.checkout() / "notebooks" / "07-scenario-lab.ipynb"))
    print(hub.table(rows))
    print(
        f"\none student: {hub.measured(rows)} MiB (server and {hub.KERNELS} lessons open); "
        f"limit with {hub.RESERVE:.0%} reserve: {hub.limit(rows)} MiB, guarantee: {hub.guarantee(rows)} MiB"
    )
    if "--write" in arguments:
        hub.path().write_text(hub.written(rows), encoding="utf-8")
        print(f"Written: {hub.path().relative_to(places.checkout())}. Tests name the pages that repeat it.")


def lesson(path) -> hub.Row:
    """Run a notebook in a folder that is thrown away, and look at its kernel before that ends."""
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            nbformat.read(path, as_version=4), timeout=300, resources={"metadata": {"path": folder}}
        )
        with client.setup_kernel():
            for number, cell in enumerate(client.nb.cells):
                client.execute_cell(cell, number)
            return memory(path.stem, client.km.provisioner.pid)


def server(path) -> hub.Row:
    """JupyterLab with one browser connected, without its kernel."""
    with tempfile.TemporaryDirectory() as folder:
        before = set(psutil.Process().children())
        with real.jupyterlab(Path(folder), path) as (url, _), real.headless() as browser:
            page = real.opened(browser, url)
            real.run_all(page, ".cra-lab")
            started = set(psutil.Process().children()) - before
            (process,) = [one for one in started if "jupyterlab" in " ".join(one.cmdline())]
            return memory(hub.SERVER, process.pid)


def memory(name, pid) -> hub.Row:
    """Resident memory of a process, now and at most, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    now, most = (int(re.search(rf"{key}:\s+(\d+) kB", status)[1]) for key in ("VmRSS", "VmHWM"))
    return hub.Row(name, round(now / 1024), round(most / 1024))


if __name__ == "__main__":
    main(sys.argv[1:])
