"""The lessons for the browser: all there, built without a network, nothing of a machine or of a grader."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from china_russia_axis import places
from china_russia_axis.exercises import sheets
from china_russia_axis.site import CannotBuildSite, builder, lite, wheels

NOTEBOOKS = places.checkout() / "notebooks"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
BLOCKED = """
import importlib.util, socket, sys
spec = importlib.util.spec_from_file_location("offline", sys.argv[1])
offline = importlib.util.module_from_spec(spec)
spec.loader.exec_module(offline)
offline.block()
import jupyterlite_core.app
socket.create_connection(("192.0.2.1", 9), timeout=2)
"""


@pytest.fixture(scope="module")
def folder(site):
    return site / "lite"


@pytest.fixture(scope="module")
def settings(folder):
    return json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]


@pytest.fixture(scope="module")
def own(folder):
    [path] = (folder / "pypi").glob("china_russia_axis-*.whl")
    with zipfile.ZipFile(path) as wheel:
        yield wheel


def test_every_notebook_and_page_is_there_as_it_is_in_the_course(folder):
    there = {path.relative_to(NOTEBOOKS) for path in NOTEBOOKS.rglob("*") if path.is_file()}
    there = {path for path in there if not any(part.startswith(".") for part in path.parts)}
    assert len([path for path in there if path.suffix == ".ipynb"]) >= 22
    for path in there:
        assert (folder / "files" / path).read_bytes() == (NOTEBOOKS / path).read_bytes(), path
    assert {
        path.relative_to(folder / "files") for path in (folder / "files").rglob("*") if path.is_file()
    } == there


def test_every_folder_is_listed_with_what_it_holds(folder):
    top = folder / "files"
    for place in [top, *(path for path in top.rglob("*") if path.is_dir())]:
        listing = folder / "api" / "contents" / place.relative_to(top) / "all.json"
        listed = json.loads(listing.read_text(encoding="utf-8"))["content"]
        assert {one["name"]: one["size"] for one in listed} == {
            path.name: None if path.is_dir() else path.stat().st_size for path in place.iterdir()
        }


def test_the_page_in_words_leads_to_every_lesson_and_sheet(site, read_pages):
    links = read_pages["lite.html"].links
    for path in [*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("exercises/*.ipynb")]:
        assert lite.address(path.relative_to(NOTEBOOKS).as_posix()) in links
    words = (site / "lite.html").read_text(encoding="utf-8")
    assert f"about {lite.MEGABYTES} MB" in words and lite.PYODIDE in words


def test_the_network_is_blocked_while_it_is_built():
    command = [str(builder.python()), "-I", "-c", BLOCKED, str(lite._OFFLINE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "NetworkBlocked" in done.stderr


def test_the_same_course_gives_the_same_bytes(folder, tmp_path):
    again = lite.build(tmp_path / "elsewhere" / "lite", builder.python(), tmp_path / "other stage")
    assert _digests(again) == _digests(folder)


def _digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_failing_build_says_why_and_leaves_nothing(tmp_path):
    with pytest.raises(CannotBuildSite, match=r"(?s)JupyterLite could not be built.*jupyterlite_core"):
        lite.build(tmp_path / "lite", sys.executable, tmp_path / "stage")
    assert not (tmp_path / "lite").exists()


def test_everything_but_the_standard_distribution_lies_in_the_site(folder, settings):
    kernel = settings["litePluginSettings"][KERNEL]
    assert kernel["pyodideUrl"] == f"https://cdn.jsdelivr.net/pyodide/v{lite.PYODIDE}/full/pyodide.js"
    assert kernel["disablePyPIFallback"] is True
    loaded = kernel["loadPyodideOptions"]["packages"]
    here = folder / "extensions" / "@jupyterlite" / "pyodide-kernel-extension" / "static"
    found = [(here / name).resolve() for name in loaded if name.endswith(".whl")]
    assert set(found) == set((folder / "pypi").glob("*.whl"))
    assert [name for name in loaded if not name.endswith(".whl")] == list(lite.PACKAGES)
    assert all(address.startswith("./") for address in kernel["pipliteUrls"])
    assert {one["name"] for one in settings["federated_extensions"]} >= {
        "@jupyter-widgets/jupyterlab-manager",
        "@jupyterlite/pyodide-kernel-extension",
        "anywidget",
    }


def test_nothing_tells_of_the_machine_that_built_it_or_names_another_address(folder):
    machine = (str(places.checkout()), str(builder.python().parent), str(folder.parent))
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [one for one in machine if one.encode() in content], path
    mine = [folder / "jupyter-lite.json", folder / "overrides.json", *(folder / "api").rglob("*.json")]
    mine += [*folder.glob("*/jupyter-lite.json"), *folder.glob("pypi/all.json")]
    for path in mine:
        addresses = re.findall(r"https?://[^\"'\s]+", path.read_text(encoding="utf-8"))
        assert [one for one in addresses if not one.startswith((lite.DISTRIBUTION, "http://127.0.0.1"))] == []
    for path in folder.rglob("*.html"):
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", path.read_text(encoding="utf-8")), path


def test_the_wheel_holds_the_tables_and_the_questions(own):
    names = set(own.namelist())
    for path in places.data().rglob("*"):
        if path.is_file():
            inside = f"china_russia_axis/_data/{path.relative_to(places.data()).as_posix()}"
            assert own.read(inside) == path.read_bytes()
    for path in places.lessons().glob("*/questions.toml"):
        assert f"china_russia_axis/_lessons/{path.parent.name}/questions.toml" in names
        assert sheets.source(path.parent.name).is_file()


def test_the_wheel_holds_the_answers_of_practice_and_nothing_that_only_graders_or_teachers_read(own):
    names = own.namelist()
    assert any(name.startswith("china_russia_axis_reference/") for name in names)
    assert not [name for name in names if name.endswith("/plan.md") or "/site/" in name]
    rubrics = [name for name in names if name.endswith("/rubric.toml")]
    # The rubric of the memo is part of lesson 10, which hands it out.
    assert rubrics == ["china_russia_axis/_lessons/10-your-forecast/rubric.toml"]
    text = b"\n".join(own.read(name) for name in names)
    for path in places.lessons().glob("0*/rubric.toml"):
        for question in tomllib.loads(path.read_text(encoding="utf-8")).values():
            for sample in _samples(question):
                assert sample.encode() not in text, path


def _samples(value):
    if isinstance(value, dict):
        return [one for name, part in value.items() for one in _samples(part) if name != "text"]
    if isinstance(value, list):
        return [one for part in value for one in _samples(part)]
    return [value] if isinstance(value, str) and len(value) > 80 else []


def test_wheels_of_libraries_are_those_of_the_lab_without_compiled_parts(folder):
    pinned = (places.checkout() / "requirements.txt").read_text(encoding="utf-8")
    for name in wheels.LIBRARIES:
        [path] = (folder / "pypi").glob(f"{name}-*-py3-none-any.whl")
        assert f"\n{name.replace('_', '-')}=={path.name.split('-')[1]} " in f"\n{pinned}"
        with zipfile.ZipFile(path) as wheel:
            assert wheel.testzip() is None
            assert not [one for one in wheel.namelist() if one.endswith((".so", ".pyd", ".dylib", ".pyc"))]


def test_jupyterlite_never_enters_the_environment_of_the_lab():
    named = ("jupyterlite", "jupyterlite-core", "jupyterlite-pyodide-kernel", "sphinx")
    for path in ("requirements.txt", "tests/requirements.txt", "benchmarks/requirements.txt"):
        text = (places.checkout() / path).read_text(encoding="utf-8")
        assert not [name for name in named if re.search(rf"^{name}==", text, re.MULTILINE)], path
    here = {path.name for path in (builder.python().parents[1]).glob("share/jupyter/labextensions/*")}
    assert "@jupyterlite" in here
    from importlib import metadata

    installed = {found.metadata["Name"].lower().replace("_", "-") for found in metadata.distributions()}
    assert installed.isdisjoint(named[:3])
