"""No link is dead, every lesson and plan is reached from the front page, nothing comes from outside."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from china_russia_axis.building import lessons

OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
# What its list shows stands behind the # too, and is no name of a place; its own tests read it.
LISTED = re.compile(r"ledger\.html#lesson=\d\d$")
STANDALONE = ("slides/", "role-play/")


def target(page, address):
    """Path inside the site and anchor that an address leads to; None for one that leads out of it."""
    if OUTSIDE.match(address):
        return None
    parts = urlsplit(address)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return (page if not parts.path else path), unquote(parts.fragment)


def dead(pages, exists):
    """Every link, picture and file that leads nowhere."""
    found = []
    for name, page in pages.items():
        for address in [*page.links, *page.loads]:
            place = target(name, LISTED.sub("ledger.html", address))
            if place is None:
                continue
            path, anchor = place
            if not exists(path) or (anchor and path in pages and anchor not in pages[path].ids):
                found.append(f"{name}: {address}")
    return found


def test_no_link_is_dead(site, read_pages):
    assert dead(read_pages, lambda path: (site / path).exists()) == []


def test_a_dead_link_is_found(read):
    pages = {
        "a.html": read(
            '<a href="b.html">1</a><a href="b.html#x">2</a><a href="b.html#y">3</a><a href="#z">4</a>'
        ),
        "b.html": read(
            '<p id="x"><img src="c.png"><a href="https://example.org/">5</a><a href="d/">6</a></p>'
        ),
    }
    assert dead(pages, lambda path: path in ("a.html", "b.html")) == [
        "a.html: b.html#y",
        "a.html: #z",
        "b.html: d/",
        "b.html: c.png",
    ]


def test_no_page_loads_anything_from_outside(site, read_pages):
    outside = [
        f"{name}: {address}"
        for name, page in read_pages.items()
        for address in page.loads
        if OUTSIDE.match(address) and not address.startswith("data:")
    ]
    assert outside == []
    ours = [path for path in site.rglob("*") if "lite" not in path.relative_to(site).parts]
    for path in [path for path in ours if path.suffix in (".css", ".html")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:@import|url\()\s*["']?(?:https?:)?//""", text), path
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in ours if path.suffix == ".js")
    assert not re.search(r"""(?:fetch|importScripts|import)\(\s*["'`]https?:""", scripts)


def test_no_link_leads_to_the_machine_that_built_it(read_pages):
    for name, page in read_pages.items():
        for address in [*page.links, *page.loads]:
            assert not re.match(r"/|file:|https?://(?:localhost|127\.)", address), f"{name}: {address}"


def test_every_page_is_reached_from_the_front(read_pages):
    seen, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in read_pages:
            continue
        seen.add(name)
        waiting += [place[0] for address in read_pages[name].links if (place := target(name, address))]
    for lesson in lessons.find():
        for name in (f"lessons/{lesson.name}", f"teachers/plans/{lesson.name}", f"slides/{lesson.name}"):
            assert f"{name}.html" in seen, name
    assert set(read_pages) - seen == set()


def test_lessons_follow_each_other(read_pages):
    names = [lesson.name for lesson in lessons.find()]
    for name, after in zip(names, names[1:], strict=False):
        tags = read_pages[f"lessons/{name}.html"].tags
        assert ("link", {"rel": "next", "href": f"{after}.html"}) in [
            (tag, {key: given[key] for key in ("rel", "href") if key in given}) for tag, given in tags
        ]
        assert f"{name}.html" in read_pages[f"lessons/{after}.html"].links


def test_every_page_names_its_language_and_its_subject(site, read_pages):
    for name, page in read_pages.items():
        assert [given.get("lang") for tag, given in page.tags if tag == "html"] == ["en"], name
        title = re.search(r"<title>(.*?)</title>", (site / name).read_text(encoding="utf-8"), re.DOTALL)
        assert title and title[1].strip(), name
        if not name.startswith(STANDALONE):
            assert "#main-content" in page.links and "main-content" in page.ids, f"{name} has no skip link"


def test_no_name_of_a_place_stands_twice_on_a_page(read_pages):
    for name, page in read_pages.items():
        assert sorted({one for one in page.ids if page.ids.count(one) > 1}) == [], name


def test_every_picture_is_told_in_words(read_pages):
    for name, page in read_pages.items():
        for image in page.images:
            assert re.search(r"\w{3}", image.get("alt", "")), f"{name}: {image.get('src', '')[:60]}"
            assert not re.search(r"\.(?:png|svg|jpg)$", image["alt"]), f"{name}: {image['alt']}"


def test_every_figure_of_a_lesson_says_what_it_shows(site, every_lesson):
    import html

    from china_russia_axis.building import page
    from china_russia_axis.pages import gallery

    text = (site / "lessons" / f"{every_lesson.name}.html").read_text(encoding="utf-8")
    shown = gallery.figures([page.read(every_lesson)])
    assert shown
    for one in shown:
        assert f'alt="{html.escape(one.alt)}"' in text
        assert one.sentence in html.unescape(re.sub(r"<[^>]+>", "", text))
