"""Write the requirements of the lab, of tests, of benchmarks and of the site anew (``make lock``).

They hold exact versions with hashes for Python 3.11 to 3.13, within the ranges of pyproject.toml; each file
holds only what it adds to the one before it. The site's stands alone, as its environment does.
"""

import re
import subprocess
import sys

from china_russia_axis import places

# An extra in pyproject.toml, the file with its versions, and the line that includes the file below it.
_LAYERS = {
    "lab": ("requirements.txt", ""),
    "test": ("tests/requirements.txt", "-r ../requirements.txt\n"),
    "bench": ("benchmarks/requirements.txt", "-r ../tests/requirements.txt\n"),
}
# A dependency group in pyproject.toml, and the file with its versions.
_ALONE = {"site": "src/china_russia_axis/site/requirements.txt"}
_OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--fork-strategy=fewest",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
]
_ENTRY = re.compile(r"^[A-Za-z0-9].*?(?=^[A-Za-z0-9]|\Z)", flags=re.MULTILINE | re.DOTALL)


def main() -> None:
    """Compile the files, each on top of those before; ``--upgrade`` takes newer versions than they hold."""
    extras, pinned = [], ""
    for extra, (name, include) in _LAYERS.items():
        extras.append(extra)
        path = places.checkout() / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        wanted = ["pyproject.toml", *(f"--extra={one}" for one in extras)]
        everything = _compile(wanted, pinned + before.replace(include, ""))
        # With more packages the same version may carry other words about Python and system: it is the same.
        known = {entry.split()[0] for entry in _ENTRY.findall(pinned)}
        added = "".join(entry for entry in _ENTRY.findall(everything) if entry.split()[0] not in known)
        path.write_text(include + added, encoding="utf-8", newline="\n")
        pinned += added
    for group, name in _ALONE.items():
        path = places.checkout() / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        text = _compile([f"--group=pyproject.toml:{group}"], before)
        path.write_text(text, encoding="utf-8", newline="\n")


def _compile(wanted: list[str], before: str) -> str:
    draft = places.checkout() / ".build" / "draft.txt"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text(before, encoding="utf-8")
    command = [sys.executable, "-m", "uv", "pip", "compile", *wanted, *_OPTIONS, *sys.argv[1:]]
    subprocess.run([*command, "--quiet", "--output-file", str(draft)], cwd=places.checkout(), check=True)
    return draft.read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
