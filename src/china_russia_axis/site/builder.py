"""Sphinx as a process of its own: from staged pages to static files, warnings as errors, no network."""

import os
import shutil
import subprocess
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.site import CannotBuildSite, lite, sources

_START = Path(__file__).with_name("start_sphinx.py")
_OFFLINE = places.__file__.replace("places.py", "building/offline.py")


def folder() -> Path:
    """Where stages and builds lie; git ignores it."""
    return places.checkout() / ".build" / "site"


def python() -> Path:
    """The Python of the site's environment.

    Raises
    ------
    CannotBuildSite
        When that environment is not there.
    """
    home = places.checkout() / ".venv-site"
    path = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not path.exists():
        raise CannotBuildSite(
            "The website is built by Sphinx in an environment of its own, .venv-site, which is not there. "
            "Make it and build the site: make site"
        )
    return path


def build(out: Path, stage: Path | None = None, parts: tuple = sources.PARTS) -> Path:
    """Build the whole site anew and put it in place of an older one.

    Parameters
    ----------
    out : Path
        Folder of the site. What it holds is replaced, if it is a site; while a build fails, it stays.
    stage : Path, optional
        Folder for the pages that Sphinx reads.
    parts : tuple of tuple of str
        What the site is made of; see :data:`sources.PARTS`.

    Raises
    ------
    CannotBuildSite
        When the environment is missing, the folder holds something else, or Sphinx has found a fault.
    """
    interpreter = python()
    if out.exists() and (not out.is_dir() or any(out.iterdir())) and not (out / "searchindex.js").is_file():
        raise CannotBuildSite(
            f"{out} holds something that is no site, and stays as it is. Choose another folder."
        )
    stage = stage or folder() / "source"
    sources.stage(stage, parts)
    draft = out.with_name(out.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    sphinx(interpreter, stage, draft)
    # A template that the theme leaves among its files, and a folder that stays empty.
    (draft / "_static" / "webpack-macros.html").unlink(missing_ok=True)
    shutil.rmtree(draft / "_sources", ignore_errors=True)
    lite.build(draft / "lite", interpreter, stage.with_name(stage.name + "-lite"))
    shutil.rmtree(out, ignore_errors=True)
    draft.replace(out)
    return out


def sphinx(interpreter: Path, stage: Path, out: Path) -> None:
    """Run Sphinx on a stage; every fault that it finds is named, then the build fails."""
    # Everything is read anew: what was read once would keep its warnings to itself.
    options = ["-b", "html", "-q", "-n", "-W", "--keep-going", "-E", "-j", "2"]
    trees = stage.with_name(stage.name + "-read")
    command = [interpreter, "-I", _START, _OFFLINE, *options, "-d", trees, stage, out]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    shutil.rmtree(trees, ignore_errors=True)
    if done.returncode:
        shutil.rmtree(out, ignore_errors=True)
        said = (done.stderr + done.stdout).strip().replace(f"{stage}{os.sep}", "")
        raise CannotBuildSite(f"Sphinx has found faults in the pages:\n{said}")
