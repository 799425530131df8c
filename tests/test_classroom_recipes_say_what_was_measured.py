"""Recipes for hubs and Binder can be parsed, name what exists, and repeat the memory that was measured."""

import os
import re
import shutil
import subprocess

import nbformat
import pytest
import yaml

from china_russia_axis import places
from china_russia_axis.site import classroom
from china_russia_axis.teaching import hub, links

ROOT = places.checkout()
TEACHING = ROOT / "lessons" / "teaching"
PAGE = (TEACHING / "classroom.md").read_text(encoding="utf-8")
VALUES = yaml.safe_load((TEACHING / "jupyterhub" / "values.yaml").read_text(encoding="utf-8"))
LITTLEST = TEACHING / "jupyterhub" / "littlest.sh"
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
BINDER = yaml.safe_load((ROOT / ".binder" / "environment.yml").read_text(encoding="utf-8"))
ROWS = hub.read()


def test_every_lesson_and_the_server_were_measured():
    lessons = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
    assert [row.name for row in ROWS] == [*lessons, hub.SERVER]
    for row in ROWS:
        assert 50 < row.after <= row.peak < 2000, row


def test_the_file_of_measurements_is_as_the_benchmark_writes_it():
    assert hub.path().read_text(encoding="utf-8") == hub.written(ROWS)


def test_a_limit_leaves_the_reserve_above_what_was_measured():
    rows = [hub.Row("00", 100, 120), hub.Row("07", 200, 240), hub.Row(hub.SERVER, 100, 110)]
    assert hub.measured(rows) == 110 + 2 * 240
    assert hub.limit(rows) == 768  # 590 and a quarter are 737.5, and the next 128 is 768
    assert hub.guarantee(rows) == 384
    assert hub.limit(ROWS) >= hub.measured(ROWS) * (1 + hub.RESERVE)


def test_the_page_repeats_the_measurements():
    told = re.search(r"<!-- memory -->\n(.*?)<!-- end of memory -->", PAGE, re.DOTALL)[1]
    assert hub.table(ROWS) in told
    everybody, most = (round(30 * each(ROWS) / 1024) for each in (hub.measured, hub.limit))
    for words in (
        f"about {hub.measured(ROWS)} MiB",
        f"at most {hub.limit(ROWS)} MiB",
        f"{hub.guarantee(ROWS)} MiB kept free",
        f"about {everybody} GiB",
        f"no more than {most} GiB",
    ):
        assert words in told, words


def test_both_recipes_give_a_student_the_memory_that_was_measured():
    memory = VALUES["singleuser"]["memory"]
    assert memory == {"limit": f"{hub.limit(ROWS)}M", "guarantee": f"{hub.guarantee(ROWS)}M"}
    assert f"limits.memory {hub.limit(ROWS)}M" in LITTLEST.read_text(encoding="utf-8")


def test_both_recipes_end_what_stands_idle():
    assert VALUES["cull"] == {"enabled": True, "timeout": 3600, "every": 600}
    script = LITTLEST.read_text(encoding="utf-8")
    assert "services.cull.timeout 3600" in script and "services.cull.every 600" in script
    kernels = VALUES["singleuser"]["extraFiles"]["kernels"]["data"]["MappingKernelManager"]
    assert kernels["cull_idle_timeout"] < VALUES["cull"]["timeout"]


def test_the_values_name_no_server_and_no_secret():
    assert VALUES["singleuser"]["image"] == {"name": "REGISTRY/china-russia-axis", "tag": "TAG"}
    assert set(VALUES) == {"singleuser", "cull"}
    assert VALUES["singleuser"]["networkPolicy"]["egressAllowRules"]["cloudMetadataServer"] is False


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("script", [LITTLEST, ROOT / ".binder" / "postBuild"], ids=["littlest", "postBuild"])
def test_scripts_are_sound_shell(script):
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_script_for_one_server_asks_for_the_address_before_it_does_anything():
    done = subprocess.run(["bash", LITTLEST], capture_output=True, text=True, env={"PATH": os.defpath})
    assert done.returncode and "bash littlest.sh https://github.com/owner/name main" in done.stderr


def test_binder_gets_the_packages_of_conda_with_a_python_that_it_can_read():
    def packages(described):
        return [line for line in described["dependencies"] if isinstance(line, str)]

    python, *named = packages(BINDER)
    # Exactly one "=" and two numbers: repo2docker looks for that, and otherwise takes its own old Python.
    assert re.fullmatch(r"python =3\.(11|12|13)", python)
    assert set(named) - set(packages(CONDA)) == {"nbgitpuller >=1.2"}
    assert set(packages(CONDA)) - set(named) == {"python >=3.11"}
    assert BINDER["channels"] == CONDA["channels"]


def test_binder_installs_the_course_where_no_folder_of_a_student_hides_it():
    script = (ROOT / ".binder" / "postBuild").read_text(encoding="utf-8")
    assert script.startswith("#!/bin/bash\n")
    assert "pip install --no-deps --no-build-isolation .\n" in script and "-e" not in script.split()
    mode = subprocess.run(
        ["git", "ls-files", "--stage", ".binder/postBuild"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()[:1]
    assert mode in (["100755"], []), "repo2docker runs it; an unpacked copy has no index to ask"


def test_the_lab_without_code_is_the_lab_alone():
    notebook = nbformat.read(TEACHING / "voila" / "scenario-lab.ipynb", as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) == 1 and code[0].outputs == []
    assert code[0].source == "import china_russia_axis as cra\n\ncra.widgets.scenario_lab.lab()"


def test_the_page_hands_out_every_recipe_and_shows_the_box_for_colab():
    handed = classroom.recipes(PAGE)
    assert handed == ["jupyterhub/littlest.sh", "jupyterhub/values.yaml", "voila/scenario-lab.ipynb"]
    place = links.repository("https://github.com/owner/name")
    assert links.colab_cell(place, "main") in PAGE


def test_the_website_has_the_page_with_its_form_and_the_recipes_as_files():
    pages = classroom.pages()
    assert "<form" in pages["teachers/classroom.md"] and "<noscript>" in pages["teachers/classroom.md"]
    for path in classroom.recipes(PAGE):
        name = path.rpartition("/")[2]
        assert pages[f"_extra/recipes/{name}"] == (TEACHING / path).read_bytes()
        assert f'href="../recipes/{name}"' in pages["teachers/classroom.md"]
