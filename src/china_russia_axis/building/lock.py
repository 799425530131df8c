"""Write requirements.txt and tests/requirements.txt anew from the ranges in pyproject.toml (``make lock``).

Both hold exact versions with hashes for Python 3.11 to 3.13; the second holds only what tests add.
"""

import re
import subprocess
import sys

from china_russia_axis import places

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
    """Compile both files; a version that still fits its range stays unless ``--upgrade`` is given."""
    root = places.checkout()
    lab, test = root / "requirements.txt", root / "tests" / "requirements.txt"
    kept = _compile(["lab"], lab.read_text(encoding="utf-8"))
    everything = _compile(["lab", "test"], kept + test.read_text(encoding="utf-8"))
    # The same version may carry other words about Python and system once tests are added: it is the same.
    known = {entry.split()[0] for entry in _ENTRY.findall(kept)}
    added = [entry for entry in _ENTRY.findall(everything) if entry.split()[0] not in known]
    lab.write_text(kept, encoding="utf-8", newline="\n")
    test.write_text("-r ../requirements.txt\n" + "".join(added), encoding="utf-8", newline="\n")


def _compile(extras: list[str], before: str) -> str:
    draft = places.checkout() / ".build" / "draft.txt"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text(before.replace("-r ../requirements.txt\n", ""), encoding="utf-8")
    chosen = [f"--extra={extra}" for extra in extras]
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        *chosen,
        *_OPTIONS,
        *sys.argv[1:],
    ]
    subprocess.run([*command, "--quiet", "--output-file", str(draft)], cwd=places.checkout(), check=True)
    return draft.read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
