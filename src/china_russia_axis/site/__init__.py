r"""The website: pages staged from the course's own sources, then built by Sphinx into static files.

``axis site`` stages and builds. Staging runs in the lab's environment and reads lessons, built notebooks,
plans and tables; nothing is executed again. Sphinx runs as a process of its own from ``.venv-site``, so that
neither it nor JupyterLite ever enters the environment of the lab.

To add pages, write a module here with one function, and add one line to ``PARTS`` in ``sources.py``:

    def pages() -> dict[str, str | bytes]:
        return {"ledger.md": "# Title\n...", "_static/ledger.css": "...", "_extra/lite/index.html": "..."}

- A key is a path inside the folder that Sphinx reads. ``.md`` is MyST Markdown; a page whose text begins with
  ``---`` has front matter.
- ``_static/...`` is served under that very path; ``_extra/...`` is served from the top of the site without
  ``_extra``, for whole pages that Sphinx shall not touch, such as slides.
- Between Markdown pages link with Markdown, ``[words](../lessons/04-brics.md#two-scales)``: Sphinx checks it.
  To a file below ``_extra`` or ``_static``, and inside raw HTML, link with ``<a href="...">``, relative
  to the built page: a test checks it. Nothing is loaded from outside.
- Every page reaches the navigation by itself: those that no ``{toctree}`` of their own module names are
  listed under the page that the line in ``PARTS`` gives, visibly where that page holds ``<!-- more -->``. A
  third word in the line is a short title for that list.
- Wide tables go through :func:`markup.scrolling`, figures through :func:`markup.figure`, HTML blocks through
  :func:`markup.raw`, and what a reader must do to bring a page to life through :data:`markup.RUN`.
"""


class CannotBuildSite(RuntimeError):
    """Raised when the site cannot be built; the message says why and what to do."""
