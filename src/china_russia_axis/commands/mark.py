"""``axis mark``: the marking page, in JupyterLab."""

import getpass
import json
import os
import subprocess
import sys
from pathlib import Path

_PAGE = "mark.ipynb"


def register(subparsers) -> None:
    """Add ``axis mark``."""
    parser = subparsers.add_parser(
        "mark",
        help="mark prose by rubric, names hidden",
        description="Open the marking page in JupyterLab: one question across all students, names hidden, "
        "saved at every step. A second marker runs the same command with another name and --sample.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of the gradebook")
    parser.add_argument("--question", default="", metavar="NN.K", help="may be left out where there is one")
    parser.add_argument(
        "--who", default="", metavar="NAME", help="name of the marker; your login if left out"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="only N texts, the same for every marker")
    parser.add_argument(
        "--class",
        dest="class_list",
        type=Path,
        metavar="CLASS.CSV",
        help="to see what each student was asked",
    )
    parser.add_argument("--no-open", action="store_true", help="write the page, and do not open JupyterLab")
    parser.set_defaults(run=run, passes_on=True)


def run(arguments) -> int:
    """Write the notebook with its one call and hand over to JupyterLab."""
    from china_russia_axis.commands import lab
    from china_russia_axis.grading import gradebook, marking, students

    if trouble := gradebook.missing(arguments.results):
        print(trouble, file=sys.stderr)
        return 1
    who = arguments.who or getpass.getuser()
    try:
        question = _question(arguments.results, arguments.question)
        if arguments.class_list:
            students.secret_of(arguments.class_list)
        desk = marking.Desk(arguments.results, question, who, arguments.sample)
        path = _write(arguments.results, _call(arguments, question, who))
    except (LookupError, ValueError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
        return 1
    done, every = desk.progress()
    print(f"{who} marks {question} {desk.title}: {done} of {every} texts done. The page is {path}.")
    command = lab.jupyter_command(arguments.results.resolve(), [_PAGE, *arguments.further])
    if arguments.no_open:
        print(f"To open it: {' '.join(command)}")
        return 0
    sys.stdout.flush()
    return subprocess.call(command, env=lab.jupyter_environment(), cwd=os.fspath(arguments.results))


def _question(results: Path, question: str) -> str:
    from china_russia_axis.grading import marking

    found = marking.questions_of_prose(results)
    if question or len(found) == 1:
        return question or found[0]["question"]
    listed = "\n".join(
        f"  {row['question']}  {row['title']}: {row['texts']} texts, {row['open']} unmarked" for row in found
    )
    raise LookupError(
        f"Say which question, with --question:\n{listed}" if found else "There is no prose here."
    )


def _call(arguments, question: str, who: str) -> str:
    """The one call of the page, with what differs from its defaults."""
    further = ""
    if arguments.sample is not None:
        further += f", sample={arguments.sample}"
    if arguments.class_list:
        place = os.path.relpath(arguments.class_list, arguments.results).replace(os.sep, "/")
        further += f", class_list={place!r}"
    return f"marking.page({question!r}, marker={who!r}{further})"


def _write(results: Path, call: str) -> Path:
    """Write the page; a notebook of that name that is not ours is left alone."""
    import nbformat

    path = results / _PAGE
    if path.exists():
        try:
            ours = json.loads(path.read_text(encoding="utf-8"))["metadata"]["course"]["page"] == "mark"
        except (ValueError, KeyError, TypeError):
            ours = False
        if not ours:
            raise ValueError(f"{path} is no marking page. Rename it and run the command again.")
    cells = [
        nbformat.v4.new_markdown_cell(
            "# Marking\n\nRun the cell (Shift+Enter). Everything is saved at once in the gradebook beside it."
        ),
        nbformat.v4.new_code_cell(f"from china_russia_axis.widgets import marking\n\n{call}"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=cells, metadata={"course": {"page": "mark"}, "kernelspec": kernel}
    )
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return path
