"""Make the virtual environments of this checkout, ``.venv`` and ``.venv-site``; run by ``make``.

It uses the standard library only, since it runs before anything is installed, and it is written for old
Pythons too, so that they can say kindly that they are too old:

    python3 src/china_russia_axis/building/environment.py [--test | --bench] [--site]

``--site`` makes the environment that builds the website, and nothing else unless another purpose is named.
Where a folder ``wheels`` lies in the checkout, as ``make bundle`` puts it there, the lab is made from it and
the network is not asked.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
FOLDER, SITE_FOLDER = os.path.join(ROOT, ".venv"), os.path.join(ROOT, ".venv-site")
WHEELS = os.path.join(ROOT, "wheels")
OLDEST, NEWEST = (3, 11), (3, 13)
# Each purpose installs what the ones before it need, and something on top.
PURPOSES = ["lab", "test", "bench"]
LOCKS = {
    "lab": "requirements.txt",
    "test": os.path.join("tests", "requirements.txt"),
    "bench": os.path.join("benchmarks", "requirements.txt"),
    "site": os.path.join("src", "china_russia_axis", "site", "requirements.txt"),
}


def main(arguments):
    """Bring the environments asked for up to date, and do nothing with those that are."""
    for purpose in _asked(arguments):
        if _remembered(purpose) != _mark(purpose) or not os.path.exists(_python(purpose)):
            _make(purpose)
    return 0


def _asked(arguments):
    named = [name for name in PURPOSES if "--" + name in arguments]
    site = ["site"] if "--site" in arguments else []
    return named[-1:] + site or ["lab"]


def _make(purpose):
    _require_python()
    is_new = not os.path.exists(_python(purpose))
    if is_new:
        _create(_folder(purpose))
    if _from_wheels(purpose):
        _require_wheels(purpose, is_new)
        print("Installing what the course needs from the folder wheels (once; a minute or two) ...")
    elif purpose == "site":
        print("Installing what builds the website (once; a minute) ...")
    else:
        print("Installing what the course needs (once; a minute or two) ...")
    _pip(purpose, "install", "--require-hashes", "--requirement", os.path.join(ROOT, LOCKS[purpose]))
    if purpose != "site":
        # The course itself: its code stays in src/, so an edit counts at once.
        _pip(purpose, "install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    for included in _up_to(purpose):
        with open(_stamp(included), "w") as file:
            file.write(_mark(included))
    print("Ready.")


def _folder(purpose):
    return SITE_FOLDER if purpose == "site" else FOLDER


def _python(purpose):
    folder = "Scripts" if os.name == "nt" else "bin"
    return os.path.join(_folder(purpose), folder, "python.exe" if os.name == "nt" else "python")


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


def _create(folder):
    print("Making %s with Python %s ..." % (os.path.basename(folder), sys.version.split()[0]))
    if subprocess.call([sys.executable, "-m", "venv", "--clear", folder]):
        sys.exit("The virtual environment could not be made; the lines above say why.")


def _from_wheels(purpose):
    # The stick holds what students need. Tools for tests, benchmarks and the website come from the network.
    return purpose == "lab" and os.path.isdir(WHEELS)


def _require_wheels(purpose, is_new):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wheels.py")
    if subprocess.call([_python(purpose), "-I", script, os.path.join(ROOT, LOCKS[purpose]), WHEELS]):
        if is_new:
            # Kept, it would hold on to this Python when another one is named.
            shutil.rmtree(_folder(purpose), ignore_errors=True)
        sys.exit(
            "Nothing is installed yet. START-HERE.txt says for which computers the folder was made.\n"
            "Use a Python that is named there (make lab PYTHON=python3.12), ask for a copy made for this\n"
            "computer, or rename the folder wheels and run the same command with a network."
        )


def _pip(purpose, *arguments):
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    command = [_python(purpose), "-m", "pip"] + [arguments[0]] + quiet
    settings = dict(os.environ)
    if _from_wheels(purpose):
        command += ["--no-index", "--find-links", WHEELS]
        # No setting of this computer may lead pip elsewhere.
        settings = {name: value for name, value in settings.items() if not name.startswith("PIP_")}
        settings["PIP_CONFIG_FILE"] = os.devnull
    if subprocess.call(command + list(arguments[1:]), cwd=ROOT, env=settings):
        sys.exit(
            "The installation failed; the lines above say why. %s\n"
            "To start afresh, delete the folder %s and run the same command again."
            % (
                "It uses the folder wheels alone." if _from_wheels(purpose) else "It needs the network once.",
                os.path.basename(_folder(purpose)),
            )
        )


def _mark(purpose):
    # A renamed folder breaks the links inside an environment, so the place counts too.
    total = hashlib.sha256(ROOT.encode("utf-8"))
    described = [] if purpose == "site" else ["pyproject.toml"]
    for name in described + [LOCKS[included] for included in _up_to(purpose)]:
        with open(os.path.join(ROOT, name), "rb") as file:
            total.update(file.read())
    return total.hexdigest()


def _up_to(purpose):
    # The site's environment stands beside the others and includes none of them.
    return ["site"] if purpose == "site" else PURPOSES[: PURPOSES.index(purpose) + 1]


def _stamp(purpose):
    return os.path.join(_folder(purpose), "made-for-" + purpose)


def _remembered(purpose):
    try:
        with open(_stamp(purpose)) as file:
            return file.read()
    except (IOError, OSError):
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
