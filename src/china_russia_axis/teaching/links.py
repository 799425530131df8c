"""Links that open a lesson of somebody's copy of the course: on Binder, in Colab, on a JupyterHub.

Pure text in, text out: nothing is looked up and nothing is sent. The page for teachers on the website has the
same builder in JavaScript (``links.js``), from the same :data:`PATTERNS` and :data:`MESSAGES`; a test in a
browser holds both equal. The forms of the addresses are those that BinderHub, Colab and nbgitpuller document:

- ``https://mybinder.org/v2/gh/OWNER/NAME/BRANCH?urlpath=lab/tree/PATH``, ``gl/`` with the project's path as
  one escaped word for gitlab.com, and ``git/`` with an escaped address for any other server;
- ``https://colab.research.google.com/github/OWNER/NAME/blob/BRANCH/PATH``, for GitHub only;
- ``https://HUB/hub/user-redirect/git-pull?repo=ADDRESS&urlpath=lab/tree/NAME/PATH&branch=BRANCH``.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

BINDER = "https://mybinder.org"
COLAB = "https://colab.research.google.com"

PATTERNS = {
    "owned": r"^([A-Za-z0-9_-]+)/([A-Za-z0-9._-]+)$",
    "address": r"^(https?)://([A-Za-z0-9.-]+(?::[0-9]+)?)/([A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)/*$",
    "secret": r"^[a-z]+://[^/]*@",
    "branch": r"^[A-Za-z0-9._+-]+(?:/[A-Za-z0-9._+-]+)*$",
    "odd_branch": r"^[-.]|\.\.|/\.|\.$|\.lock$",
    "hub": r"^(https?)://([A-Za-z0-9.-]+(?::[0-9]+)?)((?:/[A-Za-z0-9._~-]+)*)/*$",
}
"""Regular expressions that mean the same in Python and in JavaScript."""

MESSAGES = {
    "no_repository": "Type the address of your copy of the course, such as https://github.com/owner/name.",
    "odd_repository": "This is no address of a repository. It looks like https://github.com/owner/name, "
    "without spaces.",
    "secret": "This address holds a name or password before the @. A link is passed on: leave them out.",
    "odd_branch": "A branch has letters, digits, dots, dashes and slashes, such as main.",
    "no_hub": "For a JupyterHub, type its address, such as https://hub.example.org.",
    "odd_hub": "This is no address of a hub. It looks like https://hub.example.org, without ? and #.",
    "colab_github": "Colab opens notebooks from GitHub only, and this copy lies elsewhere.",
}


class BadLink(ValueError):
    """Raised when no link can be made; the message says what to type instead."""

    def __init__(self, kind: str):
        super().__init__(MESSAGES[kind])


@dataclass(frozen=True)
class Repository:
    """Where a copy of the course lies.

    Attributes
    ----------
    scheme, host : str
        Such as ``https`` and ``github.com``.
    path : str
        Such as ``owner/name``.
    """

    scheme: str
    host: str
    path: str

    @property
    def address(self) -> str:
        """The address for ``git clone``."""
        return f"{self.scheme}://{self.host}/{self.path}"

    @property
    def name(self) -> str:
        """The folder into which git clones it."""
        return self.path.rpartition("/")[2]


def repository(text: str) -> Repository:
    """Read an address as people paste it: with ``.git``, with a branch behind it, or as ``owner/name``.

    Raises
    ------
    BadLink
        When it is none, or holds a password.
    """
    text = _trimmed(text)
    if not text:
        raise BadLink("no_repository")
    if re.search(PATTERNS["secret"], text):
        raise BadLink("secret")
    if re.search(PATTERNS["owned"], text):
        text = f"https://github.com/{text}"
    found = re.search(PATTERNS["address"], text)
    if not found:
        raise BadLink("odd_repository")
    scheme, host, path = found[1], re.sub(r"^www\.", "", found[2].lower()), found[3]
    parts = path.split("/-/")[0].split("/")
    if host == "github.com":
        # Behind owner and name stands what the reader looked at.
        scheme, parts = "https", parts[:2]
    parts[-1] = re.sub(r"\.git$", "", parts[-1])
    if (len(parts) < 2 and host in ("github.com", "gitlab.com")) or any(
        not part.strip(".") for part in parts
    ):
        raise BadLink("odd_repository")
    return Repository(scheme, host, "/".join(parts))


def branch(text: str) -> str:
    """The branch, ``main`` when none is named."""
    text = _trimmed(text) or "main"
    if not re.search(PATTERNS["branch"], text) or re.search(PATTERNS["odd_branch"], text):
        raise BadLink("odd_branch")
    return text


def hub(text: str) -> str:
    """The address of a JupyterHub, without what comes after a login."""
    text = _trimmed(text)
    if not text:
        raise BadLink("no_hub")
    found = re.search(PATTERNS["hub"], text)
    if not found:
        raise BadLink("odd_hub")
    base = re.sub(r"/hub(?:/.*)?$", "", found[3])
    return f"{found[1]}://{found[2].lower()}{base}"


def binder(place: Repository, at: str, path: str) -> str:
    """Link that builds the course on mybinder.org and opens a notebook in JupyterLab.

    Parameters
    ----------
    place : Repository
        The copy of the course.
    at : str
        Its branch.
    path : str
        The notebook, from the top of the repository.
    """
    if place.host == "github.com":
        spec = f"gh/{place.path}"
    elif place.host == "gitlab.com":
        spec = f"gl/{_word(place.path)}"
    else:
        spec = f"git/{_word(place.address)}"
    return f"{BINDER}/v2/{spec}/{at}?urlpath={_word(f'lab/tree/{path}')}"


def colab(place: Repository, at: str, path: str) -> str:
    """Link that opens one notebook in Colab; parameters as in :func:`binder`."""
    if place.host != "github.com":
        raise BadLink("colab_github")
    return f"{COLAB}/github/{place.path}/blob/{at}/{path}"


def colab_cell(place: Repository, at: str) -> str:
    """What the first box of a notebook in Colab has to run."""
    return (
        f'%pip install --quiet "china-russia-axis @ git+{place.address}@{at}"\n'
        "from google.colab import output\n"
        "output.enable_custom_widget_manager()"
    )


def nbgitpuller(server: str, place: Repository, at: str, path: str) -> str:
    """Link that brings the copy into a student's folder on a hub and opens a notebook there.

    Parameters
    ----------
    server : str
        The hub, as :func:`hub` gives it.
    place, at, path
        As in :func:`binder`.
    """
    asked = {"repo": place.address, "urlpath": f"lab/tree/{place.name}/{path}", "branch": at}
    query = "&".join(f"{name}={_word(value)}" for name, value in asked.items())
    return f"{server}/hub/user-redirect/git-pull?{query}"


def build(kind: str, typed: dict) -> str:
    """One link from what somebody typed.

    Parameters
    ----------
    kind : str
        ``binder``, ``colab``, ``colab_cell`` or ``nbgitpuller``.
    typed : dict
        ``repository``, ``branch``, ``hub`` and ``path``, each as text.

    Raises
    ------
    BadLink
        When something typed will not do; the message says what will.
    """
    place, at = repository(typed["repository"]), branch(typed["branch"])
    if kind == "colab_cell":
        colab(place, at, typed["path"])  # refuses what Colab cannot open
        return colab_cell(place, at)
    if kind == "nbgitpuller":
        return nbgitpuller(hub(typed["hub"]), place, at, typed["path"])
    return {"binder": binder, "colab": colab}[kind](place, at, typed["path"])


def _trimmed(text: str) -> str:
    return text.strip(" \t\r\n\u00a0")


def _word(text: str) -> str:
    """As JavaScript's ``encodeURIComponent``."""
    return quote(text, safe="-_.!~*'()")
