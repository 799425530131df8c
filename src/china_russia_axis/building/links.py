"""Every link of the course that leads outside, with the day it was seen: the table ``data/links.csv``.

The day comes from what the tables say about themselves and is never made up: see :func:`gather`.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from china_russia_axis import codebook, places

NAME = "links"
READ, COPIED, NAMED = "read for a row", "copied from", "named only"
_COLUMNS = ("url", "date_seen", "basis", "cited_by")

_URL = re.compile(r"https?://[^\s<>\"'`\\|]+")
# Names that look like addresses and are none, this machine, and what is kept for examples.
_NO_LINK = re.compile(r"https?://(?:www\.w3\.org/\d|127\.0\.0\.1|localhost|192\.0\.2\.|([\w-]+\.)*example\.)")
# A pattern to be filled in, such as github.com/OWNER/NAME.
_GAP = re.compile(r"[{$]|\b(?:OWNER|HUB|BRANCH|ADDRESS)\b|\bowner/name\b")
# Answer to https although no other link of the course shows it.
_SAFE_TOO = (
    "blogspot.com",
    "dailymail.co.uk",
    "doi.org",
    "edition.cnn.com",
    "europarl.europa.eu",
    "foxnews.com",
    "international.gc.ca",
    "tagesspiegel.de",
)
# Registries of packages by the name before the last point: no file of the course holds an address of one.
_REGISTRIES = {"anaconda", "crates", "docker", "npmjs", "pypi", "pythonhosted", "rubygems"}
_READ_FOR_TEXT = {".md", ".toml", ".py", ".js", ".css", ".html", ".txt", ".yml", ".cff"}


@dataclass(frozen=True)
class Link:
    """An address outside the course.

    Attributes
    ----------
    url : str
        The address.
    date_seen : str
        Day by which somebody of the course read an archived copy of it (2026-11-23); empty when nobody
        says to have done so.
    basis : str
        ``read for a row``, ``copied from`` or ``named only``.
    cited_by : tuple of str
        Names of tables, and paths of files.
    """

    url: str
    date_seen: str
    basis: str
    cited_by: tuple


def gather() -> list[Link]:
    """Every link of the tables, their codebook, and the texts and code of the checkout, by address.

    A link has been seen on the day on which its table was compiled (``retrieved``, the latest where several
    tables cite it) in two cases: a verified row names it, or it is the public repository that the table was
    copied from. A publisher's address, a licence, and what only unverified rows name was not opened for the
    course as far as the tables say, and has no day.
    """
    days, bases, cited = {}, {}, {}
    for url, place, basis, day in [*_in_tables(), *_in_codebook(), *_in_files()]:
        cited.setdefault(url, set()).add(place)
        days[url] = max(days.get(url, ""), day)
        bases.setdefault(url, set()).add(basis)
    order = (READ, COPIED, NAMED)
    return [
        Link(url, days[url], next(one for one in order if one in bases[url]), tuple(sorted(cited[url])))
        for url in sorted(cited)
    ]


def as_csv(links: list[Link]) -> str:
    """The table, as it is committed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((link.url, link.date_seen, link.basis, "; ".join(link.cited_by)) for link in links)
    return text.getvalue()


def listed() -> list[Link]:
    """The links as the committed table has them."""
    cells = codebook.read_cells(places.data() / f"{NAME}.csv")
    rows = zip(*(cells[column] for column in _COLUMNS), strict=True)
    return [Link(url, day, basis, tuple(by.split("; "))) for url, day, basis, by in rows]


def write() -> tuple[int, int]:
    """Write the table anew; how many addresses came, and how many went."""
    path = places.data() / f"{NAME}.csv"
    before = {link.url for link in listed()} if path.is_file() else set()
    found = gather()
    path.write_text(as_csv(found), encoding="utf-8", newline="\n")
    now = {link.url for link in found}
    return len(now - before), len(before - now)


def faults(links: list[Link]) -> list[str]:
    """What is wrong with addresses as such: malformed, not safe although that is known, or a registry's."""
    safe = {_site(link.url) for link in links if link.url.startswith("https:")}
    return [complaint for link in links for complaint in _faults(link.url, safe)]


def in_text(text: str) -> list[str]:
    """Addresses in a text, without the stop or bracket that follows; patterns with gaps are none."""
    found = []
    for match in _URL.finditer(text):
        url = match[0]
        if _GAP.search(url) or _NO_LINK.match(url):
            continue
        url = url.rstrip(".,;:!?*")
        while url[-1:] in (")", "]") and url.count(url[-1]) > url.count("(" if url[-1] == ")" else "["):
            url = url[:-1].rstrip(".,;:!?*")
        if urlsplit(url).netloc:
            found.append(url)
    return found


def _faults(url: str, safe: set) -> Iterator[str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", host) or parts.username or re.search(r"[^!-~]", url):
        yield f"{url} is not a well-formed address."
    if parts.scheme == "http" and (_site(url) in safe or _ends(host, _SAFE_TOO)):
        yield f"{url} is http, and {host} answers to https."
    if _REGISTRIES.intersection(host.split(".")[-2:-1]):
        yield f"{url} is an address of a registry of packages."


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _ends(host: str, names: tuple) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _in_tables() -> Iterator[tuple]:
    for entry in codebook.package()["resources"]:
        if entry["format"] != "csv" or entry["name"] == NAME:
            continue
        cells = codebook.read_cells(places.data() / entry["path"])
        for row in cells.to_dict("records"):
            read = row.get("verified") == "true"
            for column, cell in row.items():
                if "://" not in cell:
                    continue
                for url in cell.split(";") if column.endswith("_url") else in_text(cell):
                    yield url.strip(), entry["name"], *((READ, entry["retrieved"]) if read else (NAMED, ""))


def _in_codebook() -> Iterator[tuple]:
    package = codebook.package()
    for entry in package["resources"]:
        for source in entry["sources"]:
            if url := source.get("path"):
                copied = _site(url) == "github.com"
                yield url, entry["name"], *((COPIED, entry["retrieved"]) if copied else (NAMED, ""))
        for licence in entry["licenses"]:
            if url := licence.get("path"):
                yield url, entry["name"], NAMED, ""
        said = json.dumps([entry[key] for key in ("description", "coverage", "doubts", "credit")])
        yield from ((url, entry["name"], NAMED, "") for url in in_text(said))
    yield from ((licence["path"], "datapackage.json", NAMED, "") for licence in package["licenses"])


def _in_files() -> Iterator[tuple]:
    home = places.checkout()
    for path in files():
        for url in in_text(path.read_text(encoding="utf-8")):
            yield url, path.relative_to(home).as_posix(), NAMED, ""


def files() -> list[Path]:
    """Files of the checkout whose text is searched: lessons, code, and what lies at the top."""
    home = places.checkout()
    found = [path for path in home.iterdir() if path.suffix in _READ_FOR_TEXT or path.name == "LICENSE"]
    for folder in (home / "lessons", home / "src"):
        found += [path for path in folder.rglob("*") if path.suffix in _READ_FOR_TEXT]
    here = Path(__file__).resolve()  # it holds patterns of addresses, and no link
    return sorted(path for path in found if path.is_file() and path.resolve() != here)
