"""The course in the browser with nothing installed: a JupyterLite site below ``lite/``, and the page to it.

The lessons are those of ``notebooks/``, byte for byte. What they import is there before their first cell:
Pyodide loads it while the kernel starts. NumPy, pandas, SciPy and matplotlib come from the standard Pyodide
distribution, the only other address that the page asks; everything else lies in the site (see
:mod:`china_russia_axis.site.wheels`).

The versions belong together. JupyterLite 0.6 runs Pyodide 0.27, and Pyodide 0.27.7 is the newest of which a
whole copy can be had for the tests; so what a reader gets is what has been run. To take a newer one, raise
``PYODIDE``, the group ``site`` in pyproject.toml and tests/site/pyodide.txt together.
"""

import html
import json
import mimetypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from china_russia_axis import places
from china_russia_axis.site import CannotBuildSite, course, markup, wheels

PYODIDE = "0.27.7"
DISTRIBUTION = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
"""The standard Pyodide distribution, the only address outside the site."""

MEGABYTES = 60
"""What a first visit loads from there at most; a test measures it. Compressed on its way it is less."""

PACKAGES = ("numpy", "pandas", "matplotlib", "scipy")

# From the script of the kernel's worker, lite/extensions/@jupyterlite/pyodide-kernel-extension/static/.
_TO_WHEELS = "../../../../pypi/"
_KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
_START = Path(__file__).with_name("start_lite.py")
_OFFLINE = Path(places.__file__).parent / "building" / "offline.py"
_APPS = ("lab", "notebooks", "tree", "edit")
# One day for all, so that one state of the course gives one state of the site. The list of files hides it.
_DAY, _EPOCH = "2026-01-01T00:00:00Z", "1767225600"
_SETTINGS = {
    "@jupyterlab/filebrowser-extension:browser": {"showLastModifiedColumn": False},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def pages() -> dict:
    """The page that leads into the lessons in the browser."""
    lessons = "".join(_line(one) for one in course.briefs())
    return {
        "lite.md": markup.text(
            "lite", lessons=markup.raw(f"<ul>{lessons}</ul>"), megabytes=str(MEGABYTES), pyodide=PYODIDE
        )
    }


def address(notebook: str, app: str = "lab") -> str:
    """Where a notebook opens, from the top of the site."""
    return f"lite/{app}/index.html?path={notebook}"


def build(out: Path, python: Path, stage: Path) -> Path:
    """Build the JupyterLite site anew.

    Parameters
    ----------
    out : Path
        Folder of the JupyterLite site; what it held is gone.
    python : Path
        The Python of ``.venv-site``, which has JupyterLite.
    stage : Path
        Folder for what JupyterLite reads; it is made anew and removed.

    Raises
    ------
    CannotBuildSite
        When JupyterLite or hatchling fails; the message is theirs.
    """
    for folder in (out, stage):
        shutil.rmtree(folder, ignore_errors=True)
    _lay_out(stage)
    made = stage / "made"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment |= {"SOURCE_DATE_EPOCH": _EPOCH, "JUPYTER_CONFIG_DIR": str(stage / "none")}
    done = subprocess.run(
        [str(python), "-I", str(_START), str(_OFFLINE), "build"],
        cwd=stage,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not (made / "lab" / "index.html").is_file():
        told = (done.stderr + done.stdout).strip().splitlines()[-40:]
        raise CannotBuildSite("JupyterLite could not be built:\n" + "\n".join(told))
    _add_notebooks(made)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, out)
    shutil.rmtree(stage)
    return out


def _lay_out(stage: Path) -> None:
    """Write what JupyterLite reads: wheels, front ends of widgets, and settings."""
    names = wheels.make(stage / "wheels")
    # The front end of ipywidgets is installed beside JupyterLite; anywidget's is the lab's own.
    lab = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    if not (lab / "anywidget").is_dir():
        raise CannotBuildSite(
            f"The front end of anywidget is not in {lab}. Make the lab's environment anew: delete the folder "
            ".venv and run `make env`."
        )
    shutil.copytree(lab / "anywidget", stage / "extensions" / "anywidget")
    _write(stage / "jupyter-lite.json", site_settings(names))
    _write(stage / "overrides.json", _SETTINGS)
    _write(stage / "jupyter_lite_config.json", _build_settings(stage))


def _add_notebooks(out: Path) -> None:
    """Copy what ``axis lab`` would lay out, and list each folder as a Jupyter server would.

    JupyterLite can do this itself with a Jupyter server at hand, which brings fifty packages for a list.
    """
    shutil.copytree(places.checkout() / "notebooks", out / "files", ignore=shutil.ignore_patterns(".*"))
    for folder in [out / "files", *(path for path in (out / "files").rglob("*") if path.is_dir())]:
        listing = out / "api" / "contents" / folder.relative_to(out / "files") / "all.json"
        listing.parent.mkdir(parents=True, exist_ok=True)
        inside = [_entry(path, out / "files") for path in sorted(folder.iterdir())]
        _write(listing, {**_entry(folder, out / "files"), "format": "json", "content": inside})


def _entry(path: Path, top: Path) -> dict:
    kind = "directory" if path.is_dir() else "notebook" if path.suffix == ".ipynb" else "file"
    place = path.relative_to(top).as_posix()
    return {
        "name": "" if place == "." else path.name,
        "path": "" if place == "." else place,
        "type": kind,
        "mimetype": mimetypes.guess_type(path.name)[0] if kind == "file" else None,
        "size": None if path.is_dir() else path.stat().st_size,
        "created": _DAY,
        "last_modified": _DAY,
        "writable": True,
        "format": None,
        "content": None,
    }


def site_settings(names: list[str]) -> dict:
    """What the page reads when it opens: where Pyodide is, and what it loads before the first cell."""
    kernel = {
        "pyodideUrl": f"{DISTRIBUTION}pyodide.js",
        # Nothing is ever asked of a package index.
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [*PACKAGES, *(_TO_WHEELS + name for name in names)]},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "The China-Russia Axis",
            "litePluginSettings": {_KERNEL: kernel},
        },
    }


def _build_settings(stage: Path) -> dict:
    return {
        "LiteBuildConfig": {
            "apps": list(_APPS),
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(stage / "made"),
            "cache_dir": str(stage / "cache"),
        },
        "PipliteAddon": {"piplite_urls": [str(stage / "wheels")]},
        "FederatedExtensionAddon": {"extra_labextensions_path": [str(stage / "extensions")]},
    }


def _line(brief) -> str:
    notebook = f"{brief.name}.ipynb"
    sheet = places.checkout() / "notebooks" / "exercises" / notebook
    title = html.escape(f"{brief.number} {brief.title}")

    def way(path, words):
        # Read out of its line, a link must still say which lesson it opens.
        return f'<a href="{path}" aria-label="{words}: {title}">{words}</a>'

    ways = [f'<a href="{address(notebook)}">{title}</a>']
    ways.append(way(address(notebook, "notebooks"), "on a small screen"))
    if sheet.is_file():
        ways.append(way(address(f"exercises/{notebook}"), "its graded sheet"))
    return f"<li>{' · '.join(ways)}</li>"


def _write(path: Path, settings: dict) -> None:
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
