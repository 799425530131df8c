"""How dear is grading? The same submissions graded by us, by nbgrader and by plain nbclient, in one run.

Every submission answers the five questions of ``tests/graded`` rightly. The peers get the same answers with
test cells that ask the same. CPU seconds are those of all processes together, kernels and sandboxes included;
memory is the largest sum over all of them that was seen at one moment (proportional set size, twenty looks
a second). The peers grade one submission after the other, as they do; ours takes all processors.

    make bench                                               # installs the peers first
    .venv/bin/python benchmarks/grading.py [submissions] [--peer PYTHON_THAT_HAS_NBGRADER]
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "tests"))
import graded_class as given  # noqa: E402

TESTS = {
    "99.21": "assert abs(answer_99_21 - {length}) <= 0.5",
    "99.22": 'assert answer_99_22 == "downhill"',
    "99.23": 'assert len(answer_99_23) == 3 and "VNM" in answer_99_23',
    "99.24": "assert len(answer_99_24) == 3 and abs(answer_99_24.max() - 6311.25) <= 0.5",
    "99.25": "assert abs(answer_99_25(41.0, 13.0) - 399.75) <= 0.001",
}
NBGRADER = """c = get_config()
c.CourseDirectory.course_id = "bench"
c.ExecutePreprocessor.timeout = 60
c.ClearSolutions.code_stub = {"python": "..."}
"""


def main(submissions, peer):
    """Measure everything and print the table."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"{'':34}{'CPU s each':>11}{'wall s each':>12}{'wall s':>9}{'cores':>7}{'memory MB':>11}")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        own = {count: ours(top, count) for count in (submissions, 2 * submissions, 4 * submissions)}
        show(f"ours, {submissions}", submissions, own[submissions])
        show(f"ours, {2 * submissions}", 2 * submissions, own[2 * submissions])
        show(f"ours, {4 * submissions}", 4 * submissions, own[4 * submissions])
        show("ours, again, nothing changed", submissions, ours(top, submissions))
        peers = {
            "plain nbclient": plain(top, submissions),
            "nbgrader autograde": nbgrader(top, submissions, peer),
        }
    for name, found in peers.items():
        if found is None:
            print(f"{name}: not installed here; `make bench` installs it")
            continue
        show(name, submissions, found)
        ratio = found["cpu"] / own[submissions]["cpu"]
        print(f"{'':34}{ratio:.0f} times our CPU seconds, start of our sandboxes included")


def show(name, count, found):
    """Print one line of the table."""
    cpu, wall = found["cpu"] / count, found["wall"] / count
    print(
        f"{name:34}{cpu:11.3f}{wall:12.3f}{found['wall']:9.1f}{found['cpu'] / found['wall']:7.2f}"
        f"{found['memory'] / 1e6:11.0f}"
    )


def ours(top, count):
    """The course's own grader, in a process of its own."""
    folder = top / f"ours-{count}"
    for number in range(1, count + 1):
        student = f"s{number:03d}"
        if not (folder / f"{student}.ipynb").exists():
            given.hand_in(folder, given.sheet(student), f"{student}.ipynb")
    results = top / f"results-{count}"
    found = measured([sys.executable, given.__file__, str(folder), str(results), str(count)])
    marks = given.marks_in(results)
    fair = {name: ("marked", float(points)) for name, points in given.KINDS.items()}
    assert len(marks) == count and all(fair.items() <= one.items() for one in marks.values())
    return found


def plain(top, count):
    """A notebook with asserts run by nbclient, in a new kernel each."""
    folder = top / "plain"
    for number in range(1, count + 1):
        notebook = with_tests(f"s{number:03d}")
        given.hand_in(folder, notebook, f"s{number:03d}.ipynb")
    code = (
        "import sys, nbformat, nbclient\nfrom pathlib import Path\n"
        f"for path in sorted(Path({str(folder)!r}).glob('*.ipynb')):\n"
        "    nbclient.NotebookClient(nbformat.read(path, 4), timeout=60, kernel_name='python3').execute()\n"
    )
    return measured([sys.executable, "-c", code])


def nbgrader(top, count, peer):
    """``nbgrader autograde``, after the assignment was made and the submissions were laid out."""
    if subprocess.run([peer, "-c", "import nbgrader"], capture_output=True).returncode:
        return None
    course = top / "course"
    given.hand_in(course / "source" / "rivers", with_tests("s001"), "rivers.ipynb")
    (course / "nbgrader_config.py").write_text(NBGRADER, encoding="utf-8")
    command = [peer, "-m", "nbgrader"]
    run([*command, "generate_assignment", "rivers", "--create"], course)
    released = json.loads((course / "release" / "rivers" / "rivers.ipynb").read_text(encoding="utf-8"))
    for number in range(1, count + 1):
        student = f"s{number:03d}"
        answers = given.right("s001")
        notebook = json.loads(json.dumps(released))
        for cell in notebook["cells"]:
            name = (
                cell["metadata"]
                .get("nbgrader", {})
                .get("grade_id", "")
                .replace("answer-", "")
                .replace("-", ".")
            )
            if name in answers and cell["metadata"]["nbgrader"]["solution"]:
                cell["source"] = answers[name]
        given.hand_in(course / "submitted" / student / "rivers", notebook, "rivers.ipynb")
    found = measured([*command, "autograde", "rivers"], course)
    graded = list((course / "autograded").glob("*/rivers/rivers.ipynb"))
    assert len(graded) == count, f"nbgrader graded {len(graded)} of {count}"
    return found


def with_tests(student):
    """A right sheet with a test cell after each answer, as the peers want it."""
    notebook = given.sheet(student)
    length = given.length_of_river(None, **given.asked(student)["99.21"].parameters)
    cells = []
    for cell in notebook["cells"]:
        name = cell["metadata"].pop("course", {}).get("question")
        if cell.get("id") == "rehearsal" or name == "99.26":
            continue
        cells.append(cell)
        if name:
            cell["metadata"]["nbgrader"].update(grade=False, points=0)
            cell["metadata"]["nbgrader"].pop("points")
            cell["source"] = f"### BEGIN SOLUTION\n{cell['source']}\n### END SOLUTION"
            cells.append(test_cell(name, TESTS[name].format(length=length)))
    return {**notebook, "cells": cells}


def test_cell(name, source):
    """A cell with a test and with nbgrader's metadata."""
    metadata = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False}
    metadata.update(grade_id=f"test-{name.replace('.', '-')}", points=given.KINDS[name], cell_type="code")
    cell = {"cell_type": "code", "id": f"test-{name.replace('.', '-')}", "metadata": {"nbgrader": metadata}}
    return {**cell, "source": source, "outputs": [], "execution_count": None}


def run(command, folder):
    """Run a step that is not measured."""
    found = subprocess.run(command, cwd=folder, env=environment(command[0]), capture_output=True, text=True)
    if found.returncode:
        raise SystemExit(found.stderr[-2000:])


def environment(peer=sys.executable):
    """The environment of every command: this checkout's package, and one thread for each process."""
    path = f"{Path(peer).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), "OMP_NUM_THREADS": "1", "PATH": path}


def measured(command, folder=None):
    """CPU and wall seconds of a command with all its children, and their largest memory."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(command[0]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    seen = {"memory": 0, "cpu": {}}
    watcher = threading.Thread(target=watch, args=(process, seen), daemon=True)
    watcher.start()
    said = process.communicate()[1]
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{command[:4]} failed:\n{said[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu + sum(seen["cpu"].values()), "wall": wall, "memory": seen["memory"]}


def watch(process, seen):
    """Note the largest memory of a process and all below it, and the CPU seconds of sandboxes.

    bubblewrap leaves its container without waiting for it, so its CPU seconds do not reach its parent; they
    are read from the process that stays in it, which waits for its own children.
    """
    while process.poll() is None:
        family = below(process.pid)
        seen["memory"] = max(seen["memory"], sum(memory_of(number) for number in family))
        for number in filter(is_nursery, family):
            seen["cpu"][number] = max(cpu_of(number), seen["cpu"].get(number, 0))
        time.sleep(0.05)


def is_nursery(number):
    """Whether a process is the one that forks for each submission."""
    try:
        words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
        parent = int(Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[1])
        return (
            b"inside.nursery" in words
            and b"bwrap" in Path(f"/proc/{parent}/comm").read_bytes()
            and (b"bwrap" not in words[0])
        )
    except (OSError, IndexError):
        return False


def cpu_of(number):
    """CPU seconds of a process and of the children it waited for."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def below(number):
    """Numbers of a process and of all that it started, and they in turn."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [number]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def memory_of(number):
    """Memory of one process in bytes; what it shares is divided among those who share it."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("submissions", nargs="?", type=int, default=20)
    parser.add_argument("--peer", default=sys.executable)
    arguments = parser.parse_args()
    given.install(sys.modules)
    main(arguments.submissions, arguments.peer)
