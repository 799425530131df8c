"""Nothing that student code can reach in the sandbox holds an answer, a mark, a secret or another's work."""

import inspect
import json
import sys
from pathlib import Path

import graded_class as given
import pytest

from china_russia_axis import places
from china_russia_axis.exercises import declarations, keys, variants
from china_russia_axis.grading import isolation, reports
from china_russia_axis.grading.sandbox import SETUP, Cell, Limits, Sandbox

# Walked inside: every file of the sandbox with its size, as far as it can be read.
WALK = """
import os
found = []
for place, folders, names in os.walk("/"):
    if place.startswith(("/proc", "/sys", "/dev", "/usr", "/python", "/libraries")):
        folders[:] = []
        continue
    found += [os.path.join(place, name) for name in names]
"""
# Every module of the course that can be imported, what it holds that is a plain value, and what its
# functions give that need nothing or nothing but `load`.
PROBE = """
import contextlib, importlib, inspect, io, pkgutil
import china_russia_axis
def plain(value):
    if isinstance(value, float):
        return value
    if isinstance(value, (list, tuple, set, frozenset)) and 0 < len(value) < 60:
        return sorted(map(str, value))
    return None
def needs(function):
    try:
        parameters = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return ["?"]
    return [one.name for one in parameters if one.default is one.empty and one.kind in (0, 1, 3)]
found, failed, seen = [], [], set()
for info in pkgutil.walk_packages(china_russia_axis.__path__, "china_russia_axis."):
    if info.name.endswith("__main__"):
        continue
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            module = importlib.import_module(info.name)
    except BaseException as error:
        failed.append(info.name)
        continue
    for name, value in list(vars(module).items()):
        if name.startswith("__"):
            continue
        if inspect.isfunction(value) and value.__module__ == info.name:
            if any(part in info.name for part in (".commands", ".building", ".inside")):
                continue
            wants = needs(value)
            if wants not in ([], ["load"], ["loader"]):
                continue
            try:
                value = value(*([china_russia_axis.load] if wants else []))
            except BaseException:
                continue
        value = plain(value)
        if value is not None and repr(value) not in seen:
            seen.add(repr(value))
            found.append([f"{info.name}.{name}", value])
"""


@pytest.fixture(scope="module")
def box():
    with Sandbox(Limits(seconds=60, whole_seconds=120)) as box:
        yield box


def told(box, source, name="found"):
    (reply,) = box.run([Cell("99.1", name, source)])
    assert reply.state == "answered" and not reply.error, reply
    return reply.value


def test_isolation_is_in_force_on_this_machine():
    found = isolation.strongest()
    assert found.is_safe, f"Student code cannot be isolated here. {found.words}"


def test_the_files_of_the_sandbox_are_the_package_and_the_tables(box):
    files = told(box, WALK + "\nfound = [name for name in found if not name.endswith('.pyc')]")
    strays = [
        name
        for name in files
        if not name.startswith(("/course/src/china_russia_axis/", "/course/data/", "/course/inside/inside/"))
    ]
    assert set(strays) <= {"/etc/ld.so.cache", "/etc/localtime"}
    assert not [name for name in files if name.endswith((".toml", ".md", ".sqlite", ".secret", ".ipynb"))]


def test_no_library_brings_the_answers(box):
    source = """
import glob, os, sys
tops = {"/libraries", *sys.path, *glob.glob("/usr/lib/python*"), *glob.glob("/usr/local/lib/python*")} - {""}
found = [place for top in sorted(tops) for place, folders, names in os.walk(top)
         if ("china_russia_axis_reference" in place or "_lessons" in place) and names]
"""
    assert told(box, source) == []
    (reply,) = box.run([Cell("99.1", "x", "import china_russia_axis_reference.lesson_04 as x")])
    assert reply.state == "no value" and "No module named" in reply.error


@pytest.mark.parametrize("place", [places.checkout(), Path(__file__).parent, Path.home(), Path("/work")])
def test_this_computer_is_not_there(box, place):
    assert told(box, f"import os\nfound = os.path.exists({str(place)!r})") is False


def test_the_environment_and_the_memory_of_the_nursery_hold_no_secret(box):
    names = told(box, "import os\nfound = sorted(os.environ)")
    assert set(names) <= {
        *("HOME", "LANG", "MPLBACKEND", "MPLCONFIGDIR", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"),
        *("MKL_NUM_THREADS", "PATH", "PWD", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "PYTHONPATH", "TZ"),
        "LC_CTYPE",
    }
    secret = variants.new_secret()
    box.run([Cell("99.1", "x", f"x = '{secret}'")])
    search = f"""
import gc
half = "{secret[:20]}"
texts = [one for one in gc.get_objects() if isinstance(one, (list, tuple, dict))]
words = [w for one in texts for w in (one.values() if isinstance(one, dict) else one) if isinstance(w, str)]
found = sum(half in word and len(word) < 200 and word != half for word in words)
"""
    assert told(box, search) == 0, "what one submission held is seen by the next"


@pytest.fixture(scope="module")
def held(box):
    """What the package holds or gives away: a value, as text, to the name that has it."""
    return {repr(value): name for name, value in told(box, PROBE)}


def test_no_name_in_the_package_gives_a_graded_answer(held):
    graded = [one for one in declarations.every().values() if one.use in ("graded", "both")]
    answers = {(one.id, repr(value)) for one in graded for value in _answers(one) if _is_telling(value)}
    assert {place: held[place[1]] for place in answers if place[1] in held} == {}


def test_the_probe_finds_what_the_package_holds(held):
    assert len(held) > 100
    columns = sorted(reports.MARK_COLUMNS)
    assert held[repr(columns)] == "china_russia_axis.grading.reports.MARK_COLUMNS"


def _answers(question):
    """The answer of every variant, as the probe writes values."""
    from china_russia_axis import codebook

    for parameters in question.variants or ({},):
        one = question.with_parameters(**parameters) if parameters else question
        if one.kind == "number":
            yield float(keys.expected(one, codebook.load))
        elif one.kind == "countries":
            yield sorted(keys.expected(one, codebook.load))


def _is_telling(value) -> bool:
    """Whether a value says something: numbers of one or two digits, and years, stand everywhere."""
    if isinstance(value, list):
        return len(value) > 1
    return not value.is_integer() and len(f"{value:.10g}".replace(".", "").lstrip("-0")) > 2


def test_questions_cannot_be_judged_inside(box, monkeypatch):
    monkeypatch.setitem(sys.modules, "china_russia_axis_reference.lesson_99", given)
    source = f"""
from china_russia_axis.exercises import declarations, judge, keys
(one, *_) = declarations.parse({(given.FOLDER / "99-rivers" / "questions.toml").read_text()!r})
try:
    found = judge.judge(one, 5, cra.load).state
except keys.NoReference as error:
    found = str(error)
"""
    assert "has no answers" in told(box, source)


def test_the_setup_of_a_sheet_is_the_setup_of_the_sandbox():
    from china_russia_axis.exercises import sheets

    assert sheets.SETUP.split() == SETUP.split()


def test_messages_to_the_sandbox_hold_answers_of_students_and_arguments_alone():
    message = Cell("99.25", "answer_99_25", "def f(): ...", tuple(given.widths_and_depths(None))).as_message()
    assert set(message) == {"question", "name", "sources", "calls"}
    assert str(given.rate_of_flow(None, width=41.0, depth=13.0)) not in json.dumps(message)
    assert "load" not in inspect.signature(Sandbox.run).parameters
