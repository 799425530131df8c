"""What tests of the website share: one build of it, served on loopback, and a browser that stays at home.

Nothing here is skipped: without ``.venv-site`` the build fails and says `make site`; without Chromium the
browser says what to install.
"""

import functools
import http.server
import os
import sys
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from real_jupyterlab import headless  # noqa: E402

from china_russia_axis.site import builder  # noqa: E402


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """Folder of the site, built from an empty stage, once for all who test at the same time."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-site"
    out, lock = shared / "html", shared / "building"
    try:
        shared.mkdir()
        lock.touch()
        # Made first: whoever comes next waits until this is gone.
    except FileExistsError:
        while lock.exists() or not (out / "index.html").is_file():
            if (shared / "failed").exists():
                raise builder.CannotBuildSite((shared / "failed").read_text(encoding="utf-8")) from None
            time.sleep(0.2)
        return out
    try:
        builder.build(out, shared / "stage")
    except Exception as error:
        (shared / "failed").write_text(str(error), encoding="utf-8")
        raise
    finally:
        lock.unlink()
    return out


class _Page(HTMLParser):
    """What a page loads, where it leads, and what can be led to."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.loads, self.links, self.images = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and given.get("href") is not None:
            self.links.append(given["href"])
        if tag == "link" and given.get("rel") not in ("next", "prev", "search", "index", "canonical"):
            self.loads.append(given["href"])
        if tag == "link" and given.get("rel") in ("next", "prev", "search", "index"):
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed", "track", "input"):
            self.loads += [given[name] for name in ("src", "srcset", "poster") if given.get(name)]
        if tag == "object" and given.get("data"):
            self.loads.append(given["data"])
        if tag == "img":
            self.images.append(given)


@pytest.fixture(scope="session")
def read():
    """Reads a page's text into what it loads and where it leads."""
    return _Page


@pytest.fixture(scope="session")
def read_pages(site):
    """Every page of the site, read, by its path."""
    return {
        path.relative_to(site).as_posix(): _Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if not in_lite(path, site)
    }


def in_lite(path: Path, site: Path) -> bool:
    """Whether a file is JupyterLite's, which other tests look at."""
    return "lite" in path.relative_to(site).parts


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(site):
    """Address of the site on loopback."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    """One Chromium for the tests of a module."""
    with headless() as chromium:
        yield chromium


@pytest.fixture
def visit(browser, served):
    """Open a page of the site; every request beyond it is refused and recorded, and so is every fault.

    Gives ``page`` (of Playwright), and the lists ``outside`` and ``faults``.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    found = SimpleNamespace(page=page, outside=[], faults=[])

    def home_only(route):
        if route.request.url.startswith((served, "data:", "blob:")):
            return route.continue_()
        found.outside.append(route.request.url)
        return route.abort()

    context.route("**/*", home_only)
    page.on("pageerror", lambda error: found.faults.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            message.type == "error" and found.faults.append(f"{page.url}: {message.text} {message.location}")
        ),
    )

    def go(name, width=None):
        if width:
            page.set_viewport_size({"width": width, "height": 900})
        page.goto(served + name)
        return found

    yield go
    context.close()
