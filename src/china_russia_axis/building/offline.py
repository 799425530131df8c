"""Run inside the kernel that builds or checks a lesson: no network, and no warning unseen.

A lesson must run in a classroom without a network, so a connection to any other machine fails here,
at the lowest level that Python can watch. Loopback stays open: Jupyter itself speaks through it.
"""

import ipaddress
import sys
import warnings

_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_NAMING = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class NetworkBlocked(RuntimeError):
    """Raised when a lesson reaches for the network while it is built or tested."""


def block() -> None:
    """Refuse, from here to the end of this process, every connection that leaves the machine."""
    sys.addaudithook(_watch)


def warnings_are_errors() -> None:
    """Turn warnings that a student would see into errors."""
    for category in (UserWarning, FutureWarning, RuntimeWarning, SyntaxWarning):
        warnings.simplefilter("error", category)
    for category in (DeprecationWarning, PendingDeprecationWarning):
        # Libraries may still use what their own friends have announced to change; the course may not.
        warnings.filterwarnings("error", category=category, module=r"__main__|china_russia_axis")


def _watch(event: str, arguments: tuple) -> None:
    if event in _CONNECTING:
        address = arguments[1]
        # Anything but a pair (host, port, ...) is a socket of this machine, such as a file.
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in _NAMING:
        host = arguments[0]
    else:
        return
    if host is not None and not _is_here(host):
        raise NetworkBlocked(
            f"A lesson must run without a network, and this cell tries to reach '{_text(host)}'. "
            "Put what it needs into data/ and read it with cra.load()."
        )


def _text(host) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host)


def _is_here(host) -> bool:
    name = _text(host).split("%")[0]
    if name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
