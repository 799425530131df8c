"""JupyterLab on loopback and Chromium, as plain functions: the browser tests and the benchmark share them."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from china_russia_axis.commands.lab import jupyter_command, jupyter_environment

IDLE = "Python 3 (ipykernel) | Idle"


def chromium() -> str:
    """Path of Chromium; a machine without it fails the tests rather than passing them over."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(path).is_file():
        raise FileNotFoundError(
            f"There is no Chromium at {path}, and the browser tests need it: run `apt-get install chromium`, "
            "or set CHROMIUM to the path of yours."
        )
    return path


@contextmanager
def jupyterlab(folder, notebook):
    """Serve a copy of one notebook; gives the address that opens it and the folder that it works in."""
    work = folder / "work"
    work.mkdir()
    shutil.copy(notebook, work / notebook.name)
    # No question about news, and no look at the network for it.
    _set(folder, "apputils-extension/notification", {"fetchNews": "false", "checkForUpdates": False})
    # Cells out of sight stay in the page, so that a test finds them without scrolling.
    _set(folder, "notebook-extension/tracker", {"windowingMode": "none"})
    port, token = _free_port(), secrets.token_hex(16)
    # The command of `axis lab`, so that what is tested and measured is what a student gets.
    further = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    command = jupyter_command(work, [*further, f"--IdentityProvider.token={token}"])
    own = {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    with (folder / "jupyter.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=work, env={**jupyter_environment(), **own}, stdout=log, stderr=log
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, folder / "jupyter.log")
            yield f"http://127.0.0.1:{port}/lab/tree/{notebook.name}?token={token}&reset", work
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _set(folder, name, settings):
    path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address, server, log, seconds=60):
    for _ in range(seconds * 4):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def headless():
    """Debian's Chromium without a screen and without calls home."""
    arguments = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()


def opened(browser, url):
    """Open a notebook in a new page and wait until its kernel is there."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(f"page error: {error}"))
    page.on("console", lambda message: message.type == "error" and page.faults.append(_told(message)))
    page.goto(url)
    page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for(timeout=60_000)
    # Asked to run before the kernel is there, JupyterLab opens a dialogue instead.
    page.get_by_text(IDLE).wait_for(timeout=60_000)
    return page


def _told(message) -> str:
    return f"console: {message.text} ({message.location.get('url', '')})"


def menu(page, *names):
    """Choose from a menu of JupyterLab."""
    for name in names:
        page.get_by_role("menuitem", name=name, exact=True).click()


def run_all(page, wanted):
    """Run every cell, wait for an output that matches ``wanted`` and for the kernel to be idle again."""
    menu(page, "Run", "Run All Cells")
    page.locator(wanted).first.wait_for(state="attached", timeout=90_000)
    page.get_by_text(IDLE).wait_for(timeout=90_000)


class Lab:
    """The scenario lab as a student meets it, through the page alone."""

    def __init__(self, page, root):
        self.page, self.root = page, root

    def unlock(self):
        """Pass the form by its visible button."""
        self.root.get_by_role("button", name="I only want to look").click()
        self.settle()
        return self

    def range(self, name):
        """The slider of a parameter."""
        return self.root.locator(f"input[type=range][data-parameter={name}]")

    def box(self, name):
        """The number box of a parameter."""
        return self.root.locator(f"input[data-box={name}]")

    def settle(self):
        """Wait until every request is answered and drawn."""
        self.page.wait_for_function(
            "root => root.dataset.sent > 0 && root.dataset.waiting === 'no'", arg=self.root.element_handle()
        )
        return self

    def values(self) -> dict:
        """Value of every slider as its number box shows it, in the unit of the model."""
        shown = self.root.evaluate(
            """root => [...root.querySelectorAll('input[data-box]')].map(
                 box => [box.dataset.box, Number(box.value), box.nextElementSibling.textContent])"""
        )
        return {name: round(value / 100, 6) if unit == "%" else value for name, value, unit in shown}

    def numbers(self) -> dict:
        """The whole per cents of the table: {2028: {"rupture": "1 %", ...}, ...}."""
        cells = self.root.evaluate(
            """root => [...root.querySelectorAll('.cra-lab-bars td[data-year]')].map(
                 cell => [cell.dataset.year, cell.dataset.future, cell.firstChild.textContent])"""
        )
        return self._by_year(cells)

    def spans(self) -> dict:
        """The intervals under the numbers, where shown: {2028: {"rupture": "<1 to 4 %", ...}, ...}."""
        cells = self.root.evaluate(
            """root => [...root.querySelectorAll('td[data-year] .cra-lab-span:not([hidden])')].map(
                 span => [span.parentNode.dataset.year, span.parentNode.dataset.future, span.textContent])"""
        )
        return self._by_year(cells)

    def tab(self, name):
        """Open one of the views."""
        self.root.get_by_role("tab", name=name, exact=True).click()
        return self.settle()

    @staticmethod
    def _by_year(cells) -> dict:
        table = {}
        for year, future, text in cells:
            table.setdefault(int(year), {})[future] = text
        return table
