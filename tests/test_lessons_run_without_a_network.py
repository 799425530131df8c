"""The kernel that builds and checks lessons refuses the network, says why, and leaves loopback open."""

import subprocess
import sys

import pytest

from china_russia_axis.building import CannotBuild, execute

REASON = "A lesson must run without a network, and this cell tries to reach '{}'"
# 192.0.2.1 is reserved for documentation: nobody is there.
REACHING = {
    "a web page": ("import urllib.request; urllib.request.urlopen('http://192.0.2.1/')", "192.0.2.1"),
    "a table": ("import pandas; pandas.read_csv('http://example.org/a.csv')", "example.org"),
    "a socket": ("import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)", "192.0.2.1"),
    "a name": ("import socket; socket.gethostbyname('example.org')", "example.org"),
    "a datagram": (
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "192.0.2.1",
    ),
    "a socket of IPv6": (
        "import socket; socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))",
        "2001:db8::1",
    ),
}


def cell(code):
    return f"# Title\n\n```{{code-cell}}\n{code}\n```\n"


@pytest.mark.parametrize("way", REACHING)
def test_a_connection_fails_for_that_reason(tmp_path, way):
    code, host = REACHING[way]
    with pytest.raises(CannotBuild) as caught:
        execute.build(cell(code), "01-sample", tmp_path)
    assert f"NetworkBlocked: {REASON.format(host)}" in str(caught.value)
    assert "cra.load()" in str(caught.value)


def test_the_guard_cannot_be_caught_as_a_failed_connection(tmp_path):
    # Code that falls back when a connection fails would hide that it tried.
    code = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 80))\nexcept OSError:\n    pass"
    with pytest.raises(CannotBuild, match="NetworkBlocked"):
        execute.build(cell(code), "01-sample", tmp_path)


def test_loopback_stays_open(tmp_path):
    code = (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname()).close()\n"
        "socket.create_connection(('localhost', server.getsockname()[1])).close()\n"
        "server.close()\nprint('open')"
    )
    assert '"open' in execute.build(cell(code), "01-sample", tmp_path).text


def test_nbval_uses_the_same_kernel(tmp_path, pytestconfig):
    """A notebook that passes in an open kernel fails under nbval, for that reason."""
    import nbformat

    code = "import socket\nsocket.gethostbyname('example.org')"
    made = nbformat.v4.new_code_cell(code, execution_count=1)
    notebook = nbformat.v4.new_notebook(
        cells=[made], metadata={"kernelspec": {"name": "python3", "display_name": "x"}}
    )
    nbformat.write(notebook, tmp_path / "reaching.ipynb")
    run = nbval(pytestconfig, tmp_path / "reaching.ipynb")
    assert run.returncode == 1
    assert REASON.format("example.org") in run.stdout


def nbval(pytestconfig, notebook):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(pytestconfig.inipath),
        "-p",
        "no:cacheprovider",
        str(notebook),
    ]
    return subprocess.run(command, cwd=pytestconfig.rootpath, capture_output=True, text=True, check=False)
