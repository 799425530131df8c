"""CSV files that a learning platform exported: find a cell, replace it, and keep every other byte.

A library that reads CSV and writes it again changes quotes, line ends and numbers that look like others; so a
file is cut into cells with their places here, and only the places that are filled are written anew.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class PlatformFileError(ValueError):
    """Raised for a file that cannot be filled; the message names the file and the remedy."""


@dataclass(frozen=True)
class Cell:
    """One cell: its value, and where it stands in the text, quotes included."""

    value: str
    start: int
    end: int


class PlatformFile:
    """A file as it was read; :meth:`filled` gives its bytes with some cells replaced.

    Attributes
    ----------
    header : list of str
    rows : list of list of Cell
        Without the header; empty lines are left out.
    delimiter : str
    """

    def __init__(self, path: Path):
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise PlatformFileError(f"{path} cannot be read: {error.strerror}.") from None
        self.name = path.name
        self._mark = next((mark for mark in _MARKS if raw.startswith(mark)), b"")
        self._text, self._encoding = _decoded(raw[len(self._mark) :], self._mark)
        self.delimiter = _delimiter(self._text)
        lines = _lines(self._text, self.delimiter, self.name)
        if not lines:
            raise PlatformFileError(f"{self.name} is empty. Export it again.")
        self.header = [cell.value for cell in lines[0]]
        self.rows = [line for line in lines[1:] if any(cell.value.strip() for cell in line)]

    def column(self, name: str) -> int:
        """Place of a column: by its whole name, or by its beginning where only one begins so.

        Raises
        ------
        PlatformFileError
            When there is none or more than one; the message lists the columns.
        """
        # Canvas adds its own number to the name of an assignment: "Lesson 04 (4711)".
        exact = [
            place
            for place, title in enumerate(self.header)
            if name.strip() in (title.strip(), re.sub(r"\s*\(\d+\)$", "", title.strip()))
        ]
        begins = [
            place
            for place, title in enumerate(self.header)
            if title.strip().casefold().startswith(name.strip().casefold())
        ]
        found = exact or begins
        if len(found) != 1 or not name.strip():
            how = "no column" if not found else "more than one column"
            raise PlatformFileError(f"{self.name} has {how} '{name}'. Its columns: {'; '.join(self.header)}.")
        return found[0]

    def filled(self, values: dict[int, str], column: int) -> bytes:
        """The bytes of the file with one column filled.

        Parameters
        ----------
        values : dict
            Place of a row in :attr:`rows` to its new value.
        column : int
        """
        pieces, at = [], 0
        for place in sorted(values):
            cell = self.rows[place][column]
            pieces += [self._text[at : cell.start], self._written(cell, values[place])]
            at = cell.end
        text = "".join([*pieces, self._text[at:]])
        return self._mark + text.encode(self._encoding)

    def _written(self, cell: Cell, value: str) -> str:
        quoted = self._text[cell.start : cell.start + 1] == '"'
        if quoted or self.delimiter in value or '"' in value or "\n" in value:
            return '"' + value.replace('"', '""') + '"'
        return value


def _decoded(raw: bytes, mark: bytes) -> tuple[str, str]:
    for encoding in [_MARKS[mark]] if mark else ["utf-8", "latin-1"]:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    # Latin-1 gives each byte back as it was, whatever the file really is.
    return raw.decode("latin-1"), "latin-1"


def _delimiter(text: str) -> str:
    first, quoted, counts = text, False, dict.fromkeys(",;\t", 0)
    for letter in first:
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in "\r\n":
            break
        elif not quoted and letter in counts:
            counts[letter] += 1
    return max(counts, key=counts.get)


def _lines(text: str, delimiter: str, name: str) -> list[list[Cell]]:
    lines, line, at, size = [], [], 0, len(text)
    while at < size:
        cell, at = _cell(text, at, delimiter, name)
        line.append(cell)
        if at < size and text[at] == delimiter:
            at += 1
            if at == size:
                line.append(Cell("", at, at))
            continue
        if text.startswith("\r\n", at):
            at += 2
        elif at < size:
            at += 1
        lines.append(line)
        line = []
    return lines + [line] if line else lines


def _cell(text: str, at: int, delimiter: str, name: str) -> tuple[Cell, int]:
    start, size = at, len(text)
    if at < size and text[at] == '"':
        while True:
            at = text.find('"', at + 1)
            if at < 0:
                line = text.count("\n", 0, start) + 1
                raise PlatformFileError(f"{name}, line {line}: a quote is opened and never closed.")
            if text.startswith('""', at):
                at += 1
                continue
            at += 1
            break
        value = text[start + 1 : at - 1].replace('""', '"')
        tail = at
        while at < size and text[at] not in (delimiter, "\r", "\n"):
            at += 1
        return Cell(value + text[tail:at], start, at), at
    while at < size and text[at] not in (delimiter, "\r", "\n"):
        at += 1
    return Cell(text[start:at], start, at), at
