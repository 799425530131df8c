"""Whatever is handed in, every question gets its fair mark or says why it has none, and the batch goes on.

Each fault is one student of one class, graded in one run. `FAULTS` says what the student did and which marks
differ from full ones. Where an attack must fail, the right answer is given only because it failed.
"""

import json
import os
import sys
from pathlib import Path

import graded_class as given
import pytest

RIGHT = 'answer_99_22 = "downhill"\n'
ZERO, STOPPED, LOOK = ("marked", 0.0), ("not marked", None), ("needs a look", None)
FULL = {name: ("marked", float(points)) for name, points in given.KINDS.items()} | {"99.26": STOPPED}
CHECKOUT = Path(__file__).parents[1]
DAEMON = "86399.1357"


def choice(source, **other):
    """A student who writes this into the box of 99.22, and right answers into the others."""
    return {"99.22": source, **other}


def unless(attack: str) -> str:
    """Give the right answer only where an attack is refused."""
    body = "\n".join(f"    {line}" for line in attack.splitlines())
    refused = "(OSError, ImportError, MemoryError, RuntimeError, AttributeError)"
    return f"try:\n{body}\nexcept {refused}:\n    {RIGHT}"


LIBC = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"

# Name: (answers written, marks that differ from full ones).
FAULTS = {
    "perfect": ({}, {}),
    "half right": (
        {"99.21": "answer_99_21 = 1", "99.23": "answer_99_23 = ['KAZ']"},
        {"99.21": ZERO, "99.23": ZERO},
    ),
    "part of a table": (
        {"99.24": "answer_99_24 = {'CHN': 6311, 'RUS': 3646, 'IND': 1}"},
        {"99.24": ("marked", 2.0)},
    ),
    "part of a function": (
        {"99.25": "def answer_99_25(width, depth):\n    return 1 / depth * 0"},
        {"99.25": ZERO},
    ),
    "untouched": (dict.fromkeys([*given.KINDS, "99.26"]), dict.fromkeys([*given.KINDS, "99.26"], ZERO)),
    "syntax error": (choice("answer_99_22 = = 'downhill'"), {"99.22": ZERO}),
    "error before the answer": (choice("1 / 0\n" + RIGHT), {"99.22": ZERO}),
    "error after the answer": (choice(RIGHT + "1 / 0"), {}),
    "endless loop after the answer": (choice(RIGHT + "while True: pass"), {}),
    "endless loop before the answer": (choice("while True: pass\n" + RIGHT), {"99.22": STOPPED}),
    "endless loop that swallows": (
        choice("while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
        {"99.22": STOPPED},
    ),
    "endless loop in C": (choice("sum(iter(int, 1))\n" + RIGHT), {"99.22": STOPPED}),
    "alarm switched off": (
        choice("import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"),
        {"99.22": STOPPED},
    ),
    "endless loop in a function": (
        {
            "99.25": "def answer_99_25(width, depth):\n    while width > 20: pass\n"
            "    return width * depth * 0.75"
        },
        {"99.25": ("marked", 1.3333)},
    ),
    "8 GB after the answer": (choice(RIGHT + "x = bytearray(8 << 30)"), {}),
    "8 GB before the answer": (choice("x = bytearray(8 << 30)\n" + RIGHT), {"99.22": STOPPED}),
    "8 GB bit by bit": (
        choice(RIGHT + "x = []\nwhile True: x.append(bytearray(1 << 26))"),
        {},
    ),
    "ends itself before the answer": (choice("import os\nos._exit(0)\n" + RIGHT), {"99.22": STOPPED}),
    "aborts": (choice("import os\nos.abort()\n" + RIGHT), {"99.22": STOPPED}),
    "kills its own process": (choice("import os\nos.kill(os.getpid(), 9)\n" + RIGHT), {}),
    "kills its parent": (choice(unless("import os\nos.kill(os.getppid() or -1, 9)")), {}),
    "segmentation fault": (choice("import ctypes\nctypes.string_at(0)"), {"99.22": STOPPED}),
    "sys.exit after the answer": (choice(RIGHT + "import sys\nsys.exit()"), {}),
    "input after the answer": (choice(RIGHT + "input()"), {}),
    "endless recursion": (choice("def f(): f()\nf()\n" + RIGHT), {"99.22": ZERO}),
    "prints 200 MB": (choice("for _ in range(200): print('x' * 1_000_000)\n" + RIGHT), {}),
    "warns": (choice("import warnings\nwarnings.warn('careful')\n" + RIGHT), {}),
    "notebook words": (choice("%matplotlib inline\n!ls\ndisplay(3)\n" + RIGHT), {}),
    "opens a connection": (
        choice(unless("import socket\nsocket.create_connection(('127.0.0.1', 9), 1)")),
        {},
    ),
    "opens a socket of the system": (
        choice(unless("import socket\nsocket.socket(socket.AF_UNIX)")),
        {},
    ),
    "reads the answers": (choice(unless("import china_russia_axis_reference")), {}),
    "asks the judge": (
        choice(
            unless("cra.exercises.keys.expected(cra.exercises.declarations.find('99.22'), cra.load)").replace(
                "(OSError,", "(LookupError, OSError,"
            )
        ),
        {},
    ),
    "reads the checkout": (choice(unless(f"open({str(CHECKOUT / 'pyproject.toml')!r})")), {}),
    "reads passwords": (choice(unless("open('/etc/passwd')")), {}),
    "reads other processes": (choice(unless("open('/proc/1/environ')")), {}),
    "writes into the course": (choice(unless("open('/course/src/china_russia_axis/x.py', 'w')")), {}),
    "writes a giant file": (
        choice(unless("with open('/tmp/x', 'wb') as f:\n    for _ in range(1024): f.write(bytes(1 << 20))")),
        {},
    ),
    "writes many files": (choice(unless("for n in range(10**5): open(f'/tmp/{n}', 'w').close()")), {}),
    "fork bomb after the answer": (
        choice(RIGHT + "import os\nfor _ in range(60):\n    try: os.fork()\n    except OSError: pass"),
        {},
    ),
    "fork bomb": (
        choice("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"),
        {"99.22": STOPPED},
    ),
    "ten thousand threads": (
        choice(
            unless(
                "import threading, time\nfor _ in range(10**4):\n"
                "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
            )
        ),
        {},
    ),
    "threads that never rest": (
        choice(
            "import threading\ndef spin():\n    while True: pass\n"
            "for _ in range(4): threading.Thread(target=spin, daemon=True).start()\n" + RIGHT
        ),
        {},
    ),
    "detached process": (
        choice(
            "import subprocess, os\nif os.fork() == 0:\n    os.setsid()\n"
            f"    subprocess.Popen(['sleep', '{DAEMON}'], start_new_session=True)\n    os._exit(0)\n" + RIGHT
        ),
        {},
    ),
    "new user namespace": (
        choice(LIBC + "if libc.unshare(0x10000000) != 0:\n    " + RIGHT),
        {},
    ),
    "mounts": (
        choice(LIBC + "if libc.mount(b'none', b'/tmp', b'proc', 0, None) != 0:\n    " + RIGHT),
        {},
    ),
    "breaks builtins": (
        choice(
            RIGHT
            + "import builtins\nfor name in ('len', 'isinstance', 'print', 'open', 'callable', 'type'):\n"
            "    setattr(builtins, name, None)"
        ),
        {},
    ),
    "breaks pandas": ({"99.21": "pd.Series = None\nanswer_99_21 = 1"}, {"99.21": ZERO}),
    "breaks the line": (
        choice(RIGHT + "import json, os\njson.dumps = os.write = json.loads = None"),
        {},
    ),
    "equals everything": (
        {
            "99.21": "class Yes(float):\n    def __eq__(self, o): return True\n"
            "    def __sub__(self, o): return 0\n    __rsub__ = __sub__\nanswer_99_21 = Yes(1)",
            "99.22": "class Yes(str):\n    def __eq__(self, o): return True\n"
            "    def __hash__(self): return 0\nanswer_99_22 = Yes('x')",
        },
        {"99.21": ZERO, "99.22": ZERO},
    ),
    "claims marks on the line": (
        {
            "99.21": "answer_99_21 = 1",
            "99.22": RIGHT + "import json, os\nfor said in ({'question': '99.21', 'value': 1, 'mark': 99, "
            "'share': 1.0}, {'done': True, 'ended': 'itself'}, {'confined': True}, {'cannot_confine': 'x'}, "
            "{'answer': {'question': '99.21'}}, {'question': '12.1', 'value': 1}, {'question': [1]}):\n"
            "    os.write(3, json.dumps(said).encode() + b'\\n')",
        },
        {"99.21": ZERO},
    ),
    "noise on the line": (
        choice("import os\nos.write(3, bytes(range(256)) * 40)\n" + RIGHT),
        {"99.22": STOPPED},
    ),
    "flood on the line": (
        choice('import os\nwhile True: os.write(3, b\'{"question": "99.22"}\\n\' * 100)'),
        {"99.22": ZERO},
    ),
    "depth on the line": (
        choice("import os\nos.write(3, b'[' * 3000 + b']' * 3000 + b'\\n')\n" + RIGHT),
        {"99.22": STOPPED},
    ),
    "closes the line": (choice(RIGHT + "import os\nos.closerange(0, 64)"), {"99.22": STOPPED}),
    "stops its ears": (
        choice(
            "import signal\nfor number in signal.valid_signals() - {9, 19}:\n"
            "    signal.signal(number, signal.SIG_IGN)\nwhile True: pass"
        ),
        {"99.22": STOPPED},
    ),
    "traces the runner": (choice(RIGHT + "import sys\nsys.settrace(lambda *_: sys.exit())"), {}),
    "traces the runner and does not return": (
        choice(
            RIGHT
            + "import sys\ndef wait(*_):\n    while True: pass\nsys.setprofile(wait)\nsys.settrace(wait)"
        ),
        {},
    ),
    "takes the runner apart through its frames": (
        choice(
            RIGHT + "import sys\nframe = sys._getframe()\nwhile frame := frame.f_back:\n"
            "    frame.f_globals.clear()"
        ),
        {"99.22": STOPPED},
    ),
    "takes the runner apart through the collector": (
        choice(
            RIGHT + "import gc\nfor one in gc.get_objects():\n"
            "    if type(one) is dict and 'question' in one: one.clear()"
        ),
        {"99.22": STOPPED},
    ),
    "seeks the judge in memory": (
        {
            "99.22": "import gc, sys\nseen = [*sys.modules, *(getattr(one, '__module__', '') for one in "
            "gc.get_objects() if callable(one))]\nif not any('_reference' in str(name) or "
            "str(name).startswith('china_russia_axis.grading') for name in seen):\n    " + RIGHT
        },
        {},
    ),
    "fills the shared memory": (
        choice(
            unless(
                "for n in range(200):\n    with open(f'/dev/shm/{n}', 'wb') as f: f.write(bytes(30 << 20))"
            )
        ),
        {},
    ),
    "codes for the terminal": (
        choice("print('\\x1b[2J\\x1b]0;x\\x07')\nanswer_99_22 = '\\x1b[2J\\x1b]0;x\\x07downhill'"),
        {"99.22": ZERO},
    ),
    "a zero byte in the code": (choice(RIGHT + "\x00"), {"99.22": ZERO}),
    "writing turned around": (choice("# \u202e\u2066 uphill\n" + RIGHT), {}),
    "lies about its class": (
        choice(
            "class Word:\n    __class__ = str\n    __str__ = lambda self: 'downhill'\nanswer_99_22 = Word()"
        ),
        {"99.22": ZERO},
    ),
    "poses as an array without end": (
        {
            "99.23": "class Endless(pd.api.extensions.ExtensionArray):\n    def __len__(self): return 3\n"
            "    def __iter__(self):\n        while True: yield 'VNM'\n"
            "Endless.__module__ = 'pandas.arrays'\nanswer_99_23 = Endless()"
        },
        {"99.23": ZERO},
    ),
    "a repr without end": (
        {
            "99.23": "class Endless:\n    def __repr__(self):\n        while True: pass\n"
            "answer_99_23 = {Endless(), Endless()}"
        },
        {"99.23": STOPPED},
    ),
    "a value that is too long": (choice("answer_99_22 = 'downhill' * 10**6"), {"99.22": ZERO}),
    "a number without end": ({"99.21": "answer_99_21 = 10 ** 5000"}, {"99.21": ZERO}),
    "a number that is none": ({"99.21": "answer_99_21 = float('nan')"}, {"99.21": ZERO}),
    "a value in itself": (choice("answer_99_22 = []\nanswer_99_22.append(answer_99_22)"), {"99.22": ZERO}),
    "half a letter": (choice("answer_99_22 = '\\ud800'"), {"99.22": ZERO}),
    "half a letter in an error": (choice("raise ValueError('\\ud800\\x1b[2J\\x00')"), {"99.22": ZERO}),
    "an error that cannot be told": (
        choice("class E(Exception):\n    def __str__(self): raise E\nraise E"),
        {"99.22": ZERO},
    ),
    "a formula": (choice('answer_99_22 = \'=HYPERLINK("http://x","y")\''), {"99.22": ZERO}),
    "a hostile repr": (
        {"99.24": "class T(dict):\n    def items(self): raise SystemExit\nanswer_99_24 = T(CHN=1)"},
        {"99.24": ZERO},
    ),
    "two answers in one box": (
        {"99.21": None, "99.22": RIGHT + "answer_99_21 = 5"},
        {"99.21": ZERO},
    ),
}


# Faults of the file: each takes the sheet as JSON and gives what is saved instead: JSON or bytes.


def _copied(notebook):
    notebook["cells"].append(dict(given.box(notebook, "99.22")))
    return notebook


def _copied_and_edited(notebook):
    notebook["cells"].append({**given.box(notebook, "99.22"), "source": 'answer_99_22 = "uphill"'})
    return notebook


def _split(notebook):
    cell = given.box(notebook, "99.22")
    place = notebook["cells"].index(cell)
    halves = ['word = "down"\n', "answer_99_22 = word + 'hill'"]
    notebook["cells"][place : place + 1] = [{**cell, "source": half} for half in halves]
    return notebook


def _deleted(notebook):
    notebook["cells"].remove(given.box(notebook, "99.22"))
    return notebook


def _without_metadata(notebook):
    del notebook["metadata"]["course"]
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


def _one_box_without_metadata(notebook):
    given.box(notebook, "99.22")["metadata"] = {}
    return notebook


def _in_the_next_cell(notebook):
    given.box(notebook, "99.22")["source"] = "answer_99_22 = ..."
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": RIGHT})
    return notebook


def _as_markdown(notebook):
    given.box(notebook, "99.22")["cell_type"] = "markdown"
    return notebook


def _other_cells_edited(notebook):
    for cell in notebook["cells"]:
        if "course" not in cell["metadata"]:
            cell["source"] = "raise SystemExit\nanswer_99_21 = answer_99_23 = 1"
    return notebook


def _needs_its_own_cell(notebook):
    notebook["cells"].insert(2, {"cell_type": "code", "metadata": {}, "source": "mine = 'downhill'"})
    given.box(notebook, "99.22")["source"] = "answer_99_22 = mine"
    return notebook


def _old_version(notebook):
    given.box(notebook, "99.21")["metadata"]["course"]["version"] = 1
    return notebook


def _odd_types(notebook):
    notebook["cells"] += [None, 5, [], {}, {"cell_type": 7, "metadata": 7, "source": [7, None, {}]}]
    notebook["cells"] += [{"metadata": {"course": {"question": {"99.22": 1}, "version": []}}, "source": 1}]
    for cell in notebook["cells"]:
        if isinstance(cell, dict) and isinstance(cell.get("source"), str):
            cell["source"] = cell["source"].splitlines(keepends=True)
    return notebook


def _full_of_nothing(notebook):
    """Long runs of blanks, on which a careless pattern takes hours."""
    for filling in (
        "\n" * 90_000,
        " " * 90_000,
        "a " * 45_000,
        "import " + "a" * 90_000 + "!",
        "\t\n" * 45_000,
    ):
        notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": filling})
    given.box(notebook, "99.22")["source"] = RIGHT + "\n" * 90_000
    return notebook


def _hundred_thousand_cells(notebook):
    more = [{"cell_type": "code", "metadata": {}, "source": f"x{n} = {n}"} for n in range(100_000)]
    return {**notebook, "cells": [*notebook["cells"], *more]}


def _deep_but_readable(notebook):
    """JSON that can be read and is deeper than a careless function goes."""
    text = json.dumps({**notebook, "x": 0, "cells": [*notebook["cells"], "HERE"]})
    return text.replace('"HERE"', "[" * 900 + "]" * 900).encode()


def _encoded(encoding):
    return lambda notebook: json.dumps(notebook, ensure_ascii=False).encode(encoding)


def _accented(notebook):
    given.box(notebook, "99.22")["source"] = "# à propos\n" + RIGHT
    return json.dumps(notebook, ensure_ascii=False).encode("cp1252")


FILE_FAULTS = {
    "a cell copied": (_copied, {}),
    "a cell copied and edited": (_copied_and_edited, {"99.22": ("needs a look", 0.0)}),
    "a cell split": (_split, {}),
    "a cell deleted": (_deleted, {"99.22": LOOK}),
    "one box lost its metadata": (_one_box_without_metadata, {}),
    # Prose has nothing but its metadata to be known by.
    "everything lost its metadata": (_without_metadata, {"99.26": LOOK}),
    "answered in a cell of its own": (_in_the_next_cell, {}),
    "a box turned into text": (_as_markdown, {}),
    "all other cells edited": (_other_cells_edited, {}),
    "a box needs a cell that does not run": (_needs_its_own_cell, {"99.22": LOOK}),
    "an old version of a question": (_old_version, {"99.21": LOOK}),
    "odd types everywhere": (_odd_types, {}),
    "full of nothing": (_full_of_nothing, {}),
    "a hundred thousand cells": (_hundred_thousand_cells, {}),
    "deep but readable": (_deep_but_readable, {}),
    "UTF-8 with a mark": (_encoded("utf-8-sig"), {}),
    "UTF-16": (_encoded("utf-16"), {}),
    "an old encoding": (_accented, {}),
    "padded with zeros": (lambda notebook: json.dumps(notebook).encode() + bytes(4096), {}),
    "truncated": (lambda notebook: json.dumps(notebook).encode()[:3000], dict.fromkeys(FULL, LOOK)),
    "empty": (lambda notebook: b"", dict.fromkeys(FULL, LOOK)),
    "30 MB": (
        lambda notebook: json.dumps({**notebook, "x": "x" * 30_000_000}).encode(),
        dict.fromkeys(FULL, LOOK),
    ),
    "too deep": (lambda notebook: b'{"cells":' + b"[" * 200_000, dict.fromkeys(FULL, LOOK)),
    "another notebook": (lambda notebook: {"cells": [], "metadata": {}}, dict.fromkeys(FULL, LOOK)),
    "a zip under another name": (lambda notebook: b"PK\x03\x04 and so on", dict.fromkeys(FULL, LOOK)),
    "no such sheet": (
        lambda notebook: {**notebook, "metadata": {"course": {"sheet": "../../etc", "student": "x"}}},
        dict.fromkeys(FULL, LOOK),
    ),
}

EVERY = {**FAULTS, **FILE_FAULTS}
IDS = {name: f"s{number:03d}" for number, name in enumerate(EVERY, start=1)}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """One run over a class in which every student commits another fault: (marks, results, folder)."""
    top = tmp_path_factory.mktemp("faults")
    (top / "secret.txt").write_text("not for students")
    given.install(sys.modules)
    for name, (what, _) in EVERY.items():
        student = IDS[name]
        saved = what(given.sheet(student)) if callable(what) else given.sheet(student, what)
        saved = saved if isinstance(saved, bytes) else json.dumps(saved).encode()
        path = top / "in" / f"99-rivers--{student}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(saved)
    results = given.run(top / "in", top / "out", given.group(len(EVERY)))
    yield given.marks_in(top / "out"), results, top
    del sys.modules["china_russia_axis_reference.lesson_99"]


@pytest.mark.parametrize("fault", list(EVERY))
def test_every_fault_gets_its_fair_mark(graded, fault):
    marks, _, _ = graded
    assert marks[IDS[fault]] == {**FULL, **EVERY[fault][1]}


def test_no_file_is_missing_and_none_is_there_twice(graded):
    marks, results, _ = graded
    assert len(results) == len({one.file for one in results}) == len(EVERY) == len(marks)


def test_a_detached_process_is_gone(graded):
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes())
        except OSError:
            continue
    assert lines and not any(DAEMON.encode() in line for line in lines)


def test_no_table_for_the_teacher_holds_a_formula_or_a_control_character(graded):
    _, _, top = graded
    for name in ("marks.csv", "files.csv"):
        text = (top / "out" / name).read_text(encoding="utf-8-sig")
        assert all(letter.isprintable() or letter in "\r\n" for letter in text)
        cells = [cell for line in text.splitlines() for cell in line.split(",")]
        assert not any(cell.lstrip('"')[:1] in tuple("=+@") for cell in cells)


def test_a_second_run_judges_nothing_anew(graded):
    marks, _, top = graded
    again = given.run(top / "in", top / "out", given.group(len(EVERY)))
    assert not [one.file for one in again if one.is_new]
    assert given.marks_in(top / "out") == marks


def test_links_pipes_and_other_files_are_named_and_not_read(tmp_path):
    given.install(sys.modules)
    folder = tmp_path / "in"
    outside = given.hand_in(tmp_path, given.sheet("s001"), "outside.ipynb")
    folder.mkdir()
    (folder / "99-rivers--s001.ipynb").symlink_to(outside)
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "99-rivers--s002.ipynb")
    (folder / "s003.docx").write_bytes(b"not a notebook")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / os.fsdecode(b"s004-\xff\xfe.ipynb")).write_text("{")
    results = given.run(folder, tmp_path / "out", given.group(4))
    states = {one.file: one.state for one in results}
    assert states == {
        "99-rivers--s001.ipynb": "not graded",
        "99-rivers--s002.ipynb": "not graded",
        "linked": "not a sheet",
        "s003.docx": "not a sheet",
        "s004-\\xff\\xfe.ipynb": "not graded",
    }
    assert not [one for one in results if one.is_new]
