"""The rules for lessons that nbval leaves open; each rule takes a page and gives a list of complaints.

Rules on the source come first, rules on the outputs of the built notebook after them. A test holds every
lesson to every rule, and shows for every rule a lesson that breaks it.
"""

import ast
import io
import math
import re
import tokenize

from china_russia_axis.building import page as pages
from china_russia_axis.building import source
from china_russia_axis.building.page import Page

PROMISE = "By the end of this lesson you can"
ACHIEVED = "What you can do now"
SET_UP = "import china_russia_axis as cra"
LONGEST_CELL, LONG_CELL, MOST_CELLS = 25, 12, 60
MOST_IGNORED = 2

_IGNORING = {"nbval-ignore-output", "nbval-skip", "nbval-raises-exception", "raises-exception"}
_UNSEEN = re.compile(r"^(understand|know|learn|appreciate|be aware|grasp|familiari[sz]e)\b", re.IGNORECASE)
_ABSOLUTE = re.compile(
    r"(?<![\w/.:<])/(home|root|tmp|usr|opt|var|mnt|work|Users|private)/\w|\b[A-Za-z]:\\\w|file://"
)
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")


# --- the text ---------------------------------------------------------------------------------------


def source_is_in_normal_form(page: Page) -> list[str]:
    """The source is written the way jupytext writes it, so that only edits show up as changes."""
    if page.text == source.normal_form(page.text):
        return []
    return [f"the source is not in its normal form; run: axis build --format {page.name[:2]}"]


def one_main_heading(page: Page) -> list[str]:
    """There is one heading of level 1, and the lesson opens with it."""
    main = [heading.text for heading in page.headings if heading.level == 1]
    if len(main) != 1:
        return [f"there are {len(main)} headings of level 1: {main}"]
    return [] if page.headings[0].level == 1 else [f"'{page.headings[0].text}' stands before the title"]


def headings_go_down_step_by_step(page: Page) -> list[str]:
    """No heading is more than one level below the one before it."""
    pairs = zip(page.headings, page.headings[1:], strict=False)
    return [
        f"'{here.text}' (level {here.level}) follows '{before.text}' (level {before.level})"
        for before, here in pairs
        if here.level > before.level + 1
    ]


def minutes_are_stated(page: Page) -> list[str]:
    """The opening says how many minutes the lesson takes."""
    return [] if re.search(r"\b\d+ minutes\b", page.opening()) else ["the opening states no minutes"]


def objectives_come_back_as_achievements(page: Page) -> list[str]:
    """What the opening promises is what the end lists, and each point can be observed."""
    promised = pages.items(pages.after(PROMISE, page.opening()))
    achieved = pages.items(page.section(ACHIEVED))
    if not promised:
        return [f"the opening has no list after '{PROMISE}'"]
    complaints = [f"nobody can observe '{point}'" for point in promised if _UNSEEN.match(point)]
    if promised != achieved:
        complaints.append(f"the list under '## {ACHIEVED}' is {achieved}, the promise is {promised}")
    return complaints


def says_what_its_measures_miss(page: Page) -> list[str]:
    """A section says what the measures, the model or the list miss."""
    titles = [heading.text for heading in page.headings if heading.level == 2]
    found = any(re.search(r"\bmiss(es)?\b", title) for title in titles)
    return [] if found else ["no section says what the measures miss"]


def a_term_is_defined_once(page: Page) -> list[str]:
    """Bold defines a term, so no term is bold twice; a label such as "Stop and write." is no term."""
    terms = [text.lower() for text in page.bold() if not text.rstrip().endswith((".", ":", "?", "!"))]
    return [
        f"'{term}' is in bold {terms.count(term)} times"
        for term in dict.fromkeys(terms)
        if terms.count(term) > 1
    ]


def images_have_alternative_text(page: Page) -> list[str]:
    """Every image in the text says what it shows to those who do not see it."""
    complaints = [
        f"the image {image.attrs['src']} has no alternative text"
        for image in page.inline("image")
        if not image.content.strip()
    ]
    for cell in page.cells:
        if cell.cell_type == "markdown":
            tags = re.findall(r"<img\b[^>]*>", cell.source)
            complaints += [
                f"{tag} has no alternative text" for tag in tags if not re.search(r'alt="[^"]+"', tag)
            ]
    return complaints


def links_lead_somewhere(page: Page) -> list[str]:
    """Every relative link leads to a file of the course, every inner link to a heading."""
    complaints = []
    anchors = {re.sub(r"[*_`]", "", heading.text).replace(" ", "-") for heading in page.headings}
    targets = [link.attrs["href"] for link in page.inline("link_open")]
    targets += [image.attrs["src"] for image in page.inline("image")]
    for target in targets:
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            if not target.startswith(("https://", "mailto:")):
                complaints.append(f"the link {target} is neither relative nor https")
        elif path and path not in page.neighbours and not (page.home / path).exists():
            complaints.append(f"the link {target} leads nowhere from the notebook's folder")
        elif not path and anchor not in anchors:
            complaints.append(f"no heading is called {target}")
    return complaints


# --- the code ---------------------------------------------------------------------------------------


def cells_are_few_and_short(page: Page) -> list[str]:
    """No cell is over 25 lines, nine in ten have 12 at most, and there are 60 cells at most."""
    lengths = [len(cell.source.splitlines()) for cell in page.code]
    complaints = [
        f"cell {cell['id']} has {length} lines, more than {LONGEST_CELL}"
        for cell, length in zip(page.code, lengths, strict=True)
        if length > LONGEST_CELL
    ]
    if lengths and (ninth := sorted(lengths)[math.ceil(0.9 * len(lengths)) - 1]) > LONG_CELL:
        complaints.append(f"one cell in ten has {ninth} lines or more; {LONG_CELL} is the limit")
    if len(page.cells) > MOST_CELLS:
        complaints.append(f"there are {len(page.cells)} cells, more than {MOST_CELLS}")
    return complaints


def one_set_up_line(page: Page) -> list[str]:
    """The only import of the lesson is the course's own."""
    imports = [
        ast.unparse(node)
        for cell in page.code
        for node in ast.walk(ast.parse(_plain(cell.source)))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return [] if imports == [SET_UP] else [f"the imports are {imports}; the only one may be '{SET_UP}'"]


def no_result_is_hidden(page: Page) -> list[str]:
    """No line ends in a semicolon: it hides a result, and then no test compares it."""
    return [
        f"a line of cell {cell['id']} ends in a semicolon"
        for cell in page.code
        if _closing_semicolon(cell.source)
    ]


def cells_are_plain_python(page: Page) -> list[str]:
    """No cell calls the shell or a magic, so that the lesson runs in the browser too."""
    return [
        f"cell {cell['id']} has a line that is not Python: {line.strip()}"
        for cell in page.code
        for line in cell.source.splitlines()
        if line.lstrip().startswith(("!", "%", "?")) or line.rstrip().endswith("?")
    ]


def ignored_outputs_are_few_and_explained(page: Page) -> list[str]:
    """A tag that keeps nbval from comparing says why, and there are two at most."""
    ignored, complaints = 0, []
    for cell in page.code:
        tags = _IGNORING.intersection(cell.metadata.get("tags", []))
        comments = re.findall(r"#\s*(?:NBVAL|PYTEST_VALIDATE)_\w+", cell.source)
        ignored += bool(tags or comments)
        if comments:
            complaints.append(f"cell {cell['id']} has the comment {comments[0]}; use a tag and a reason")
        if tags and len(str(cell.metadata.get("reason", "")).split()) < 3:
            complaints.append(f"cell {cell['id']} has the tag {', '.join(sorted(tags))} and no reason")
    if ignored > MOST_IGNORED:
        complaints.append(f"{ignored} cells are not compared; {MOST_IGNORED} is the limit")
    return complaints


# --- the outputs ------------------------------------------------------------------------------------


def no_output_is_empty(page: Page) -> list[str]:
    """A cell that ends in an expression or prints has an output, and the output holds something."""
    complaints = []
    for cell in page.built:
        if cell.execution_count is None:
            # nbval compares nothing in a cell that seems never to have run.
            complaints.append(f"cell {cell['id']} was never run")
        if not cell.outputs and _speaks(cell.source):
            complaints.append(f"cell {cell['id']} should show something, and its output is empty")
        complaints += [
            f"cell {cell['id']} has an empty output" for output in cell.outputs if not _holds(output)
        ]
    return complaints


def every_figure_says_what_it_shows(page: Page) -> list[str]:
    """A picture comes with alternative text and a sentence that holds a number."""
    complaints = []
    for cell, output in _outputs(page):
        data = output.get("data", {})
        html = data.get("text/html", "")
        if not any(kind.startswith("image/") for kind in data) and "<img" not in html:
            continue
        if not re.search(r'<img\b[^>]*\balt="[^"]*\w[^"]*"', html):
            complaints.append(f"the picture of cell {cell['id']} has no alternative text")
        caption = re.search(r"<figcaption>(.*?)</figcaption>", html, re.DOTALL)
        sentence = re.sub(r"<small>.*?</small>|<[^>]+>", "", caption[1], flags=re.DOTALL) if caption else ""
        if not re.search(r"\d", sentence):
            complaints.append(
                f"the picture of cell {cell['id']} has no sentence with a number: '{sentence.strip()}'"
            )
    return complaints


def every_widget_has_a_static_fallback(page: Page) -> list[str]:
    """A widget leaves a picture or a line on a page that runs no kernel."""
    return [
        f"the widget of cell {cell['id']} leaves nothing behind when its kernel is gone"
        for cell, output in _outputs(page)
        if _is_live(output) and not output.data.get("text/html", "").strip()
    ]


def every_widget_follows_a_static_call(page: Page) -> list[str]:
    """Before a widget, a cell of the same section shows a result that tests compare.

    Practice questions need none: their fallback is the question itself.
    """
    numbers = {cell["id"]: number for number, cell in enumerate(page.cells)}
    static, complaints = set(), []
    for cell in page.built:
        section = page.section_of(numbers.get(cell["id"], -1))
        live = [output for output in cell.outputs if _is_live(output)]
        if live and not cell["id"].startswith("question-") and section not in static:
            complaints.append(
                f"no static result stands before the widget of cell {cell['id']} in its section"
            )
        if any(not _is_live(output) for output in cell.outputs):
            static.add(section)
    return complaints


def no_warning_and_no_error_is_shown(page: Page) -> list[str]:
    """Nothing is written to the error stream, and a cell fails only where its tag and reason say so."""
    complaints = []
    for cell, output in _outputs(page):
        if output.output_type == "stream" and output.name == "stderr":
            complaints.append(f"cell {cell['id']} writes to the error stream: {output.text.strip()[:80]}")
        if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
            complaints.append(f"cell {cell['id']} shows an error: {output.ename}")
    return complaints


def nothing_depends_on_this_machine(page: Page) -> list[str]:
    """No absolute path and no memory address stands in the source or in an output."""
    texts = [(cell["id"], cell.source) for cell in page.cells]
    texts += [(cell["id"], text) for cell, output in _outputs(page) for text in _texts(output)]
    complaints = []
    for name, text in texts:
        if found := _ABSOLUTE.search(text):
            complaints.append(f"cell {name} holds an absolute path: {found[0]}")
        if found := _ADDRESS.search(text):
            complaints.append(f"cell {name} holds a memory address: {found[0]}")
    return complaints


def notebook_holds_the_source(page: Page) -> list[str]:
    """The cells of the notebook are those of the source, under the same ids."""
    if page.notebook is None:
        return [f"there is no notebook; run: axis build {page.name[:2]}"]
    mine = [(cell["id"], cell.cell_type, cell.source) for cell in page.cells]
    built = [(cell.get("id"), cell.cell_type, cell.source) for cell in page.notebook.cells]
    return [] if mine == built else [f"the notebook differs from its source; run: axis build {page.name[:2]}"]


RULES = (
    source_is_in_normal_form,
    one_main_heading,
    headings_go_down_step_by_step,
    minutes_are_stated,
    objectives_come_back_as_achievements,
    says_what_its_measures_miss,
    a_term_is_defined_once,
    images_have_alternative_text,
    links_lead_somewhere,
    cells_are_few_and_short,
    one_set_up_line,
    no_result_is_hidden,
    cells_are_plain_python,
    ignored_outputs_are_few_and_explained,
    no_output_is_empty,
    every_figure_says_what_it_shows,
    every_widget_has_a_static_fallback,
    every_widget_follows_a_static_call,
    no_warning_and_no_error_is_shown,
    nothing_depends_on_this_machine,
    notebook_holds_the_source,
)


def complaints(page: Page) -> list[str]:
    """Everything that the rules find in a page."""
    return [complaint for rule in RULES for complaint in rule(page)]


def _outputs(page: Page) -> list:
    return [(cell, output) for cell in page.built for output in cell.outputs]


def _is_live(output) -> bool:
    return bool(output.get("metadata", {}).get("live"))


def _holds(output) -> bool:
    return (
        output.output_type == "error" or any(text.strip() for text in _texts(output)) or _has_picture(output)
    )


def _has_picture(output) -> bool:
    return any(kind.startswith("image/") and data for kind, data in output.get("data", {}).items())


def _texts(output) -> list[str]:
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return ["\n".join([output.evalue, *output.traceback])]
    texts = [text for kind, text in output.data.items() if kind.startswith("text/")]
    # A picture inside a page is no text.
    return [re.sub(r"data:image/[^\"']*", "", text) for text in texts]


def _speaks(code: str) -> bool:
    body = pages.statements(code)
    if not body:
        return False
    printing = any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "display")
        for statement in body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
    )
    return printing or isinstance(body[-1], ast.Expr)


def _plain(code: str) -> str:
    """The cell without lines that are not Python; another rule complains about those."""
    lines = [line for line in code.splitlines() if not line.lstrip().startswith(("!", "%", "?"))]
    text = "\n".join(lines)
    return text if pages.statements(text) else ""


def _closing_semicolon(code: str) -> bool:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return code.rstrip().endswith(";")
    ends = (tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER)
    return any(
        token.string == ";" and following.type in ends
        for token, following in zip(tokens, tokens[1:], strict=False)
    )
