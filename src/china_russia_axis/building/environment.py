"""Make the virtual environment ``.venv`` of this checkout; run by ``make`` with any Python.

It uses the standard library only, since it runs before anything is installed, and it is written for old
Pythons too, so that they can say kindly that they are too old:

    python3 src/china_russia_axis/building/environment.py [--test | --bench]
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
FOLDER = os.path.join(ROOT, ".venv")
OLDEST, NEWEST = (3, 11), (3, 13)
# Each purpose installs what the ones before it need, and something on top.
PURPOSES = ["lab", "test", "bench"]
LOCKS = {
    "lab": "requirements.txt",
    "test": os.path.join("tests", "requirements.txt"),
    "bench": os.path.join("benchmarks", "requirements.txt"),
}


def main(arguments):
    """Bring the environment up to date, and do nothing when it is."""
    purpose = ([name for name in PURPOSES if "--" + name in arguments] or ["lab"])[-1]
    mark = _mark(purpose)
    if _remembered(purpose) == mark and os.path.exists(_python()):
        return 0
    _require_python()
    if not os.path.exists(_python()):
        _create()
    print("Installing what the course needs (once; a minute or two) ...")
    _pip("install", "--require-hashes", "--requirement", os.path.join(ROOT, LOCKS[purpose]))
    # The course itself: its code stays in src/, so an edit counts at once.
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    for included in _up_to(purpose):
        with open(_stamp(included), "w") as file:
            file.write(_mark(included))
    print("Ready.")
    return 0


def _python():
    folder = "Scripts" if os.name == "nt" else "bin"
    return os.path.join(FOLDER, folder, "python.exe" if os.name == "nt" else "python")


def _require_python():
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(
            "The course needs Python 3.11, 3.12 or 3.13, and '%s' is %s.\n"
            "If another one is installed, name it: make lab PYTHON=python3.12"
            % (sys.executable, sys.version.split()[0])
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python cannot make virtual environments. On Debian and Ubuntu a package adds that:\n"
            "  sudo apt-get install python3-venv"
        )


def _create():
    print("Making .venv with Python %s ..." % sys.version.split()[0])
    if subprocess.call([sys.executable, "-m", "venv", "--clear", FOLDER]):
        sys.exit("The virtual environment could not be made; the lines above say why.")


def _pip(*arguments):
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    if subprocess.call([_python(), "-m", "pip"] + [arguments[0]] + quiet + list(arguments[1:]), cwd=ROOT):
        sys.exit(
            "The installation failed; the lines above say why. It needs the network once.\n"
            "To start afresh, delete the folder .venv and run the same command again."
        )


def _mark(purpose):
    # A renamed folder breaks the links inside an environment, so the place counts too.
    total = hashlib.sha256(ROOT.encode("utf-8"))
    for name in ["pyproject.toml"] + [LOCKS[included] for included in _up_to(purpose)]:
        with open(os.path.join(ROOT, name), "rb") as file:
            total.update(file.read())
    return total.hexdigest()


def _up_to(purpose):
    return PURPOSES[: PURPOSES.index(purpose) + 1]


def _stamp(purpose):
    return os.path.join(FOLDER, "made-for-" + purpose)


def _remembered(purpose):
    try:
        with open(_stamp(purpose)) as file:
            return file.read()
    except (IOError, OSError):
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
