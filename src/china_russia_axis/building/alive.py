"""Ask the web whether links still answer: only when somebody says so, one at a time and without haste."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT, PAUSE = 15, 2.0
"""Seconds to wait for an answer, and between two questions to the same site."""
_WHO = "Mozilla/5.0 (compatible; link check of a university course; one question at a time)"
# Answers of sites that want no programs; the page may well be there.
_REFUSED = (401, 403, 405, 406, 429, 451, 503, 999)


@dataclass(frozen=True)
class Answer:
    """What a site answered.

    Attributes
    ----------
    url : str
        The address asked.
    state : str
        ``there``, ``moved``, ``gone``, ``refused`` or ``no answer``.
    detail : str
        New address, number of the answer, or the reason.
    """

    url: str
    state: str
    detail: str = ""


def ask(url: str, timeout: float = TIMEOUT) -> Answer:
    """Ask for one page, first for its head alone.

    Parameters
    ----------
    url : str
        Address with http or https.
    timeout : float
        Seconds to wait.
    """
    answer = _ask(url, "HEAD", timeout)
    # Some sites know no HEAD and say that the page is missing.
    return answer if answer.state in ("there", "moved", "no answer") else _ask(url, "GET", timeout)


def ask_all(urls: Iterable[str], pause: float = PAUSE, asking: Callable = ask) -> Iterator[Answer]:
    """Ask for many pages, one after another, with a pause before a site is asked again.

    Parameters
    ----------
    urls : iterable of str
        Addresses.
    pause : float
        Seconds between two questions to one site.
    asking : callable
        What asks for one.
    """
    last = {}
    for url in urls:
        host = urlsplit(url).netloc
        if host in last:
            time.sleep(max(0.0, last[host] + pause - time.monotonic()))
        yield asking(url)
        last[host] = time.monotonic()


def _ask(url: str, method: str, timeout: float) -> Answer:
    try:
        request = urllib.request.Request(url, method=method, headers={"User-Agent": _WHO})
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            arrived = reply.geturl()
        return Answer(url, "there") if arrived == url else Answer(url, "moved", arrived)
    except urllib.error.HTTPError as error:
        return Answer(url, "refused" if error.code in _REFUSED else "gone", str(error.code))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(url, "no answer", str(getattr(error, "reason", error)))
