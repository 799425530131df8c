"""The engine runs in a browser: NumPy is all it imports, and its examples are true."""

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import china_russia_axis.scenario as package

MODULES = [f"{package.__name__}.{item.name}" for item in pkgutil.iter_modules(package.__path__)]


def test_importing_the_engine_and_solving_brings_in_nothing_but_numpy():
    code = (
        "import sys\n"
        "from china_russia_axis import scenario as sc\n"
        "from china_russia_axis.scenario import files\n"
        "s = files.loads(files.dumps(sc.Scenario())); sc.chances(s); sc.grouped(s); sc.derivatives(s)\n"
        "sc.probability(s, 'alliance', given='taiwan crisis ever')\n"
        "heavy = {'pandas', 'matplotlib', 'scipy', 'ipywidgets', 'pgmpy'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("name", [package.__name__, *MODULES])
def test_the_examples_in_its_help_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    found = [
        len(test.examples)
        for name in MODULES
        for test in doctest.DocTestFinder().find(importlib.import_module(name))
    ]
    assert sum(found) >= 6
