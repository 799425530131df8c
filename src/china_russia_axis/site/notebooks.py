"""A built notebook as a page: its text, its code, and the outputs that it holds; nothing runs again."""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from china_russia_axis.site import markup

_LINK = re.compile(r"(\]\()([^)#\s]*)(#[^)\s]*)?(\))")
_PICTURES = "_static/figures"


@dataclass
class Written:
    """A page of MyST and the pictures that it shows, by path inside the Sphinx folder."""

    text: str
    pictures: dict = field(default_factory=dict)


def page(notebook, path: str, routes: dict, opening: str = "", below=None) -> Written:
    """The page of a notebook.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook.
    path : str
        Where the page will lie inside the Sphinx folder.
    routes : dict
        Targets of links as written in the notebook, and the pages that they lead to.
    opening : str, optional
        MyST put under the title.
    below : callable, optional
        Gives MyST to stand under a cell, from the cell's code.
    """
    written = Written("")
    parts, heading = [], ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = markup.last_heading(cell.source) or heading
            parts.append(relinked(cell.source, path, routes))
        elif cell.cell_type == "code":
            # The ledger leads to the cell that shows a claim.
            if cell.id.startswith("claim-"):
                parts.append(markup.raw(f'<span id="{cell.id}"></span>'))
            parts.append(markup.code(cell.source))
            parts += [_output(output, path, written, heading) for output in cell.get("outputs", [])]
            if below:
                parts.append(below(cell.source))
    text = "\n\n".join(part for part in parts if part.strip())
    if opening:
        title, _, rest = text.partition("\n")
        text = f"{title}\n\n{opening}\n{rest}"
    written.text = text + "\n"
    return written


def relinked(text: str, path: str, routes: dict) -> str:
    """Markdown whose links lead to pages of the site.

    A target that ``routes`` does not name stays as it is, and Sphinx then says that it leads nowhere.
    """

    def link(found) -> str:
        target, anchor = found[2], found[3] or ""
        if re.match(r"[a-z]+:", target):
            return found[0]
        if target in routes:
            target = markup.to_top(path) + routes[target]
        place = f"#{markup.slug(unquote(anchor[1:]))}" if anchor else ""
        return f"{found[1]}{target}{place}{found[4]}"

    # A file name makes a poor title: "syllabus.md" reads as "syllabus".
    text = re.sub(r"\[([\w-]+)\.md\]\(", lambda found: f"[{found[1].replace('-', ' ')}](", text)
    return _LINK.sub(link, text)


def _output(output, path: str, written: Written, heading: str) -> str:
    if output.output_type == "stream":
        return _printed(output.text)
    data = output.get("data", {})
    if "text/html" in data:
        return markup.raw(f'<div class="cra-output">{_html(data["text/html"], path, written, heading)}</div>')
    if "text/markdown" in data:
        return markup.raw(
            f'<div class="cra-output cra-paper">{_markdown(data["text/markdown"], heading)}</div>'
        )
    return _printed(data.get("text/plain", ""))


def _printed(text: str) -> str:
    return markup.raw(f'<pre class="cra-output cra-printed">{html.escape(text.rstrip())}</pre>')


def _markdown(text: str, heading: str) -> str:
    from markdown_it import MarkdownIt

    shown = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    # A text shown as an example has no place in the outline of the page.
    shown = re.sub(r"<h[1-6]>(.*?)</h[1-6]>", r'<p class="cra-heading"><strong>\1</strong></p>', shown)
    return _tables(shown, heading)


def _html(text: str, path: str, written: Written, heading: str) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(
        r'<img alt="([^"]*)"[^>]*? src="(data:image/png;base64,[^"]*)"[^>]*>', _keep(path, written), text
    )
    text = text.replace('<figure style="margin:0">', '<figure class="cra-figure">')
    return live(_tables(text, heading), path)


def _keep(path: str, written: Written):
    def keep(found) -> str:
        content = markup.decoded(found[2])
        name = markup.kept(content, _PICTURES)
        written.pictures[name] = content
        source = markup.to_top(path) + name
        return markup.picture(source, html.unescape(found[1]), markup.png_size(content))

    return keep


def _tables(text: str, heading: str) -> str:
    """Tables that scroll in themselves, named after the heading that they stand under."""
    text = text.replace('<table border="1" class="dataframe">', '<table class="dataframe">')
    # pandas leaves the corners of a table empty: no heading for anything.
    text = re.sub(r"<th[^>]*></th>", "<td></td>", text)
    name = f"Table, {heading}" if heading else "Table"
    return re.sub(
        r"<table\b.*?</table>", lambda found: markup.scrolling(found[0], name), text, flags=re.DOTALL
    )


def live(text: str, path: str) -> str:
    """What a widget leaves on a page, said for a reader who has no kernel under it."""
    text = re.sub(r"<p>Or answer in a cell of your own.*?</p>", "", text, flags=re.DOTALL)
    top = markup.to_top(path)

    def say(found) -> str:
        title, purpose = found[1], found[2]
        if re.match(r"(?:Question|Forecast) ", title):
            purpose = "answer it"
        elsewhere = ""
        if title == "Scenario lab":
            elsewhere = f', or open the <a href="{top}explorer.html">scenario explorer</a>'
        run = f'<a href="{top}{markup.RUN}.html">run the lesson</a>'
        return f'<p class="cra-live">{title}: to {purpose}, {run}{elsewhere}.</p>'

    return re.sub(r"<p><em>([^<]*?): to ([^<]*?), run this cell[^<]*</em></p>", say, text)
