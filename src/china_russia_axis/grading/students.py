"""The class list and the secret of a class, and whose file a file is."""

import csv
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from china_russia_axis.exercises import variants

SECRET_ENDING = ".secret"


class ClassListError(ValueError):
    """Raised for a class list or secret that cannot be used; the message names line and remedy."""


@dataclass(frozen=True)
class Student:
    """One line of the class list: an id, and what else a platform may call the same person."""

    id: str
    name: str = ""
    other: str = ""


def read_class(path: Path) -> list[Student]:
    """Read a class list: CSV with the columns ``student`` and, if you like, ``name`` and ``other``.

    ``student`` is the id that sheets are made for; ``other`` is what the learning platform calls the person.

    Raises
    ------
    ClassListError
        When the file is no such list, an id is empty, or stands there twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
        first = text.split("\n", 1)[0]
        # Spreadsheets in many countries write semicolons.
        rows = list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ","))
    except FileNotFoundError:
        raise ClassListError(f"There is no class list {path}.") from None
    except (UnicodeDecodeError, csv.Error):
        raise ClassListError(f"{path} is not CSV in UTF-8. Save it as 'CSV UTF-8'.") from None
    except OSError as error:
        raise ClassListError(f"The class list {path} cannot be read ({error.strerror}).") from None
    if not rows or "student" not in rows[0]:
        raise ClassListError(f"{path} needs a first line with the column 'student', then a line a student.")
    students, seen = [], {}
    for number, row in enumerate(rows, start=2):
        one = Student(*((row.get(column) or "").strip() for column in ("student", "name", "other")))
        if not one.id:
            raise ClassListError(f"{path}, line {number}: the id is empty.")
        if seen.setdefault(one.id.casefold(), number) != number:
            first = seen[one.id.casefold()]
            raise ClassListError(f"{path}: the id {one.id} stands in line {first} and in line {number}.")
        students.append(one)
    return students


def secret_of(class_list: Path, create: bool = False) -> str:
    """The secret of a class, kept in a file beside its list (``class.csv`` and ``class.csv.secret``).

    Parameters
    ----------
    class_list : Path
    create : bool
        Make one where there is none.

    Raises
    ------
    ClassListError
        When there is none, or the file does not hold one.
    """
    path = class_list.with_name(class_list.name + SECRET_ENDING)
    if not path.exists() and create:
        # Readable by its owner only, from its first byte on.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(variants.new_secret() + "\n")
    try:
        secret = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise ClassListError(
            f"The secret of the class, {path.name}, is not beside {class_list.name}. Sheets made with it "
            "can only be graded with it: copy it there from where you ran `axis release`."
        ) from None
    except UnicodeDecodeError:
        secret = ""
    if not re.fullmatch(r"[0-9a-f]{64}", secret):
        raise ClassListError(f"{path.name} does not hold a secret of 64 hexadecimal digits. Was it edited?")
    return secret


def named_in(text: str, students: list[Student]) -> list[Student]:
    """The students whose id, name or other name stands in a text, such as a file's path, as words of its own.

    Where one name is part of another that stands there too (Jane Doe, Jane Doe-Smith), only the longer one
    is meant.
    """
    plain = _plain(text)
    found = {}
    for one in students:
        fitting = [_plain(word) for word in (one.id, one.name, one.other) if _stands_in(word, text, plain)]
        if fitting:
            found[one] = max(fitting, key=len)
    return [
        one
        for one, words in found.items()
        if not any(set(words.split()) < set(other.split()) for other in found.values())
    ]


def _stands_in(word: str, text: str, plain: str) -> bool:
    parts = _plain(word).split()
    if not parts or not all(part in plain for part in parts):
        return False
    if len(word) < 3 and word.isascii():
        # An id as short as "7" stands in every second file name; only the place where sheets carry it counts.
        return re.search(rf"--{re.escape(word)}(\.|$)", text) is not None
    # Platforms write "Doe, Jane" as doejane or "Jane Doe"; the parts may stand in any order.
    if len(parts) > 1 and any(
        re.search(rf"(?<!\w){re.escape(joined)}(?![^\W\d])", plain)
        for joined in ("".join(parts), "".join(parts[::-1]))
    ):
        return True
    return all(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", plain) for part in parts)


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", plain).strip()
