"""The lessons in the browser as tests meet them: served on loopback, Pyodide from there or from nowhere."""

import functools
import http.server
import json
import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import get_pyodide
import pytest

from china_russia_axis.site import lite

_AT_REST = """() =>
  document.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status === "idle"
  && ![...document.querySelectorAll(".jp-InputPrompt")].some((one) => one.textContent.includes("*"))"""
_NOTEBOOKS_SHOW_ALL = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}


def pyodide() -> Path:
    """Folder with a copy of the standard distribution; the test is skipped where none can be had."""
    if not get_pyodide.there():
        pytest.skip(
            "There is no copy of Pyodide here, so no lesson was run in it. Fetch one and test again: "
            f"{Path(sys.executable).name} tests/site/get_pyodide.py"
        )
    return get_pyodide.FOLDER


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".mjs": "text/javascript",
    }

    def log_message(self, *_):
        pass

    def translate_path(self, path):
        name = unquote(urlsplit(path).path)
        if name.startswith("/pyodide/"):
            self.server.loaded.add(name)
            return os.fspath(get_pyodide.FOLDER / name.removeprefix("/pyodide/"))
        return super().translate_path(path)

    def do_GET(self):
        if urlsplit(self.path).path != "/lite/jupyter-lite.json":
            return super().do_GET()
        content = self.server.settings()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return self.wfile.write(content)


@contextmanager
def served(site: Path, own_pyodide: bool):
    """Serve a site; gives the server, which remembers what was loaded of Pyodide.

    Only the settings differ from what is published: cells out of sight stay in the page, and Pyodide, if
    ``own_pyodide``, comes from this very server.
    """
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(site))
    )
    server.address = f"http://127.0.0.1:{server.server_port}/"
    server.loaded = set()

    def settings() -> bytes:
        text = (site / "lite" / "jupyter-lite.json").read_text(encoding="utf-8")
        if own_pyodide:
            text = text.replace(lite.DISTRIBUTION, f"{server.address}pyodide/")
        read = json.loads(text)
        read["jupyter-config-data"].setdefault("settingsOverrides", {}).update(_NOTEBOOKS_SHOW_ALL)
        return json.dumps(read).encode()

    server.settings = settings
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def opened(browser, server, notebook: str, app: str = "lab", size: tuple = (1440, 1000)):
    """Open a notebook; requests to any other host fail, and their addresses are in ``page.outside``."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.outside, page.faults = [], []

    def home_only(route):
        if route.request.url.startswith((server.address, "data:", "blob:")):
            return route.continue_()
        page.outside.append(route.request.url)
        return route.abort()

    context.route("**/*", home_only)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(server.address + lite.address(notebook, app))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=120_000)
    return page


def status(page) -> str:
    """What the kernel is doing: unknown (until it is there), idle or busy."""
    return page.locator(".jp-Notebook-ExecutionIndicator").first.get_attribute("data-status")


def wait_until_idle(page, seconds: int = 300) -> None:
    """Wait until the kernel is there, and no cell is running or waiting."""
    page.wait_for_function(_AT_REST, timeout=seconds * 1000)
