"""No text of the course repeats eight words in a row of the essay that it discusses.

The essay is not in the repository. ``essay_fingerprints.txt`` holds a shortened hash of every run of
eight words in it, from which the words cannot be read. A canary sentence of our own is hashed among
them, so that a test can show that the list and the search work.
"""

import hashlib
import json
import re
import subprocess
import unicodedata
from pathlib import Path

from china_russia_axis import places

RUN = 8
DIGITS = 12
SEARCHED = {".md", ".csv", ".json", ".py", ".toml", ".txt", ".ipynb", ".cff", ".yml", ".js", ".html", ".svg"}
LIST = Path(__file__).with_name("essay_fingerprints.txt")
# Reversed, or this file would find itself.
CANARY = "canal frozen the beside lanterns nine counted heron grey quick the once"
# Names, titles and lists of eight words or more that anybody must write as they are.
ALLOWED = (
    "director of the China Power Project at the Center for Strategic and International Studies",
    "of Brazil, Russia, India, China and South Africa",
)


def words(text: str) -> list:
    """Letters only, in lower case: numbers, stops and line breaks do not hide a borrowed run."""
    plain = unicodedata.normalize("NFKD", text).replace("\u2019", "").replace("'", "")
    return re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def fingerprint(run: list) -> str:
    """First digits of the sha256 of a run of words."""
    return hashlib.sha256(" ".join(run).encode()).hexdigest()[:DIGITS]


def fingerprints(text: str) -> dict:
    """Fingerprint of every run of eight words, and the run itself."""
    found = words(text)
    runs = (found[start : start + RUN] for start in range(len(found) - RUN + 1))
    return {fingerprint(run): " ".join(run) for run in runs}


def known() -> set:
    """The fingerprints of the essay, and of the canary."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def borrowed(text: str, listed: set) -> list:
    """Runs of the text that stand in the list, other than names that are allowed."""
    allowed = set().union(*(fingerprints(name) for name in ALLOWED))
    runs = fingerprints(text)
    return [runs[one] for one in runs.keys() & (listed - allowed)]


def text_of(path: Path) -> str:
    """What a reader can read in a file: for a notebook the cells and their words, without pictures."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    # Pictures inside HTML are long runs of letters that only cost time.
    return re.sub(r"base64,[A-Za-z0-9+/=\s]+", " ", "\n".join(strings(json.loads(text)["cells"])))


def strings(part):
    """Every string in a notebook except encoded pictures."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        if part and all(isinstance(one, str) for one in part):
            yield "".join(part)
        else:
            for one in part:
                yield from strings(one)
    elif isinstance(part, dict):
        for key, one in part.items():
            if not key.startswith("image/png"):
                yield from strings(one)


def files() -> list:
    """Every text file that is, or is about to be, in the repository."""
    root = places.checkout()
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
    paths = [root / name for name in listed.split("\0") if name]
    return [path for path in paths if path.suffix in SEARCHED and path != LIST and path.is_file()]


def test_no_file_repeats_eight_words_in_a_row_of_the_essay():
    listed, found = known(), {}
    for path in files():
        runs = borrowed(text_of(path), listed)
        if runs:
            found[path.name] = runs
    assert not found, f"Say it in your own words: {found}"


def test_the_search_covers_tables_lessons_notebooks_and_code():
    kinds = {path.suffix for path in files()}
    assert {".csv", ".md", ".py", ".toml"} <= kinds


def test_the_list_holds_fingerprints_of_the_whole_essay_and_nothing_else():
    listed = known()
    assert 1_200 < len(listed) < 1_500
    assert all(re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", one) for one in listed)


def test_a_borrowed_sentence_is_found_whatever_its_stops_and_capitals():
    canary = " ".join(reversed(CANARY.split()))
    assert borrowed(canary, known())
    disguised = "x,1999," + canary.upper().replace(" ", ",\n", 3).replace("NINE", "“Nine”")
    assert borrowed(disguised, known())


def test_a_borrowed_sentence_is_found_in_a_notebook(tmp_path):
    canary = " ".join(reversed(CANARY.split()))
    first, second = canary[:40], canary[40:]
    cell = {"cell_type": "markdown", "metadata": {}, "source": [first, second]}
    notebook = tmp_path / "page.ipynb"
    notebook.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert borrowed(text_of(notebook), known())


def test_own_words_on_the_same_matter_pass():
    own = "Once, beside a canal that had frozen over, a grey heron was counting lanterns."
    assert not borrowed(own, known())


def test_an_allowed_name_passes_but_not_what_is_wrapped_round_it():
    sentence = "Our own neutral sentence about the weather in town."
    listed = set(fingerprints(f"{ALLOWED[0]}. {sentence}"))
    assert not borrowed(ALLOWED[0], listed)
    assert borrowed(f"{ALLOWED[0]}. {sentence}", listed)
