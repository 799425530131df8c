"""Slides hold the words, figures and results of their lesson, once each, in one file that loads nothing."""

import base64
import hashlib
import html
import re

import nbformat
import pytest
from markdown_it import MarkdownIt

from china_russia_axis import cli
from china_russia_axis.building import lessons
from china_russia_axis.teaching import CannotTeach, slides


@pytest.fixture(scope="module")
def built():
    """Page, deck and notebook of a lesson, made once."""
    known = {}

    def of(lesson):
        if lesson.name not in known:
            notebook = nbformat.read(lesson.notebook, as_version=4)
            heading = slides._heading(lesson, notebook)
            deck = slides.deck(notebook, heading, lesson.notebook.parent)
            known[lesson.name] = slides.of_lesson(lesson), deck, notebook
        return known[lesson.name]

    return of


def deck_of(*cells, home="."):
    """The slides of a notebook made of these cells."""
    from pathlib import Path

    notebook = nbformat.v4.new_notebook(cells=list(cells))
    return slides.deck(notebook, slides.Heading("77", "A title", 20, (50, 75), {"1": 9}), Path(home))


def text(source):
    return nbformat.v4.new_markdown_cell(source)


def code(source, *outputs):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs))


def shows(**data):
    return nbformat.v4.new_output(
        "execute_result", data={name.replace("_", "/"): v for name, v in data.items()}
    )


def prints(words):
    return nbformat.v4.new_output("stream", name="stdout", text=words)


def words(page):
    """Text of a page without tags, spaces made single."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def squeezed(page):
    return re.sub(r"\s", "", words(page))


def figures(notebook):
    """Picture data of every figure in the outputs, in order, each once."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found += re.findall(r'<img\b[^>]*\bsrc="([^"]*)"', output.get("data", {}).get("text/html", ""))
    return list(dict.fromkeys(found))


def test_the_title_names_lesson_and_minutes(every_lesson, built):
    page, deck, notebook = built(every_lesson)
    title = deck[0]
    assert title.kind == "title" and f"lesson {every_lesson.number}" in title.parts[0]
    head = re.search(r"^# (.+)$", notebook.cells[0].source, re.MULTILINE)[1].strip()
    assert head in words(title.parts[0])
    alone = re.search(r"\*Time: about (\d+) minutes", "\n".join(cell.source for cell in notebook.cells))[1]
    assert f"About {alone} minutes alone; 50 or 75 minutes in class" in words(title.parts[0])


def test_every_figure_is_there_once_with_alt_and_sentence(every_lesson, built):
    page, deck, notebook = built(every_lesson)
    wanted = figures(notebook)
    assert re.findall(r'<img\b[^>]*\bsrc="([^"]*)"', page) == wanted
    sheets = [slide for slide in deck if slide.kind == "figure"]
    assert len(sheets) == len(wanted)
    for slide in sheets:
        shown = "".join(slide.parts)
        assert shown.count("<img") == 1 and re.search(r'alt="[^"]*\w[^"]*"', shown)
        caption = re.search(r"<figcaption>(.*?)<small>", shown, re.DOTALL)
        assert re.search(r"\d", caption[1])


def test_a_slide_has_one_heading_or_one_figure_at_most(every_lesson, built):
    page, deck, notebook = built(every_lesson)
    for slide in deck:
        shown = "".join(slide.parts)
        assert shown.count("<h2") + shown.count("<h3") + shown.count("<h1") + shown.count("<figure") <= 1
    source = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heads = re.findall(r"^## (.+?)[ \t]*$", source, re.MULTILINE)
    found = [
        words(re.sub(r'<span class="chip">.*?</span>', "", h)) for h in re.findall(r"<h2>.*?</h2>", page)
    ]
    assert found == [words(MarkdownIt().renderInline(head)) for head in heads]


def test_no_word_of_the_lesson_is_lost(every_lesson, built):
    page, _, notebook = built(every_lesson)
    shown = squeezed(page)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for token in MarkdownIt("commonmark").enable("table").parse(cell.source):
                sentence = (
                    MarkdownIt("commonmark").renderInline(token.content) if token.type == "inline" else ""
                )
                if sentence and not token.content.startswith("*Time:") and "<img" not in sentence:
                    assert squeezed(sentence) in shown, sentence
        for output in cell.get("outputs", []):
            for line in output.get("text", "").splitlines():
                assert re.sub(r"\s", "", line) in shown, line
            table = output.get("data", {}).get("text/html", "")
            if "<table" in table and "<img" not in table:
                for cell_text in re.findall(r"<td[^>]*>(.*?)</td>", table, re.DOTALL):
                    assert squeezed(cell_text) in shown


def test_nothing_is_loaded_from_anywhere(every_lesson, built):
    page, _, _ = built(every_lesson)
    assert not re.search(r"<(?:link|iframe|object|embed|video|audio|base|form)\b", page)
    assert not re.search(r"url\(|@import", page)
    assert page.count("<script") == 1
    for name, address in re.findall(r'\b(src|srcset|href|action|poster|data)="([^"]*)"', page):
        # A link may lead to a source; nothing is fetched for it.
        allowed = r"https?://" if name == "href" else "data:image/"
        assert re.match(allowed, address), address
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'") and f"script-src 'sha256-{known}'" in policy
    assert "http" not in policy


def test_code_is_there_and_marked_as_code(every_lesson, built):
    page, _, notebook = built(every_lesson)
    listings = [
        html.unescape(found) for found in re.findall(r'<pre class="code"[^>]*>(.*?)</pre>', page, re.DOTALL)
    ]
    assert listings == [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_no_slide_is_empty_while_code_is_hidden(every_lesson, built):
    for slide in built(every_lesson)[1]:
        shown = re.sub(r'<pre class="code".*?</pre>', "", "".join(slide.parts), flags=re.DOTALL)
        assert words(shown) or "<img" in shown, slide


def test_brief_slides_keep_what_a_class_looks_at(every_lesson, built):
    page, deck, notebook = built(every_lesson)
    short = slides.of_lesson(every_lesson, brief=True)
    count = short.count('<section class="slide')
    assert count == len(slides.core(deck)) < len(deck)
    assert re.findall(r'<img\b[^>]*\bsrc="([^"]*)"', short) == figures(notebook)
    for kept in (
        r"<h2>.*?</h2>",
        r"<blockquote>.*?</blockquote>",
        r">Verdict</dt>",
        r"<strong>Question [\d.]+",
    ):
        assert re.findall(kept, short, re.DOTALL) == re.findall(kept, page, re.DOTALL), kept
    assert "By the end of this lesson you can" in short and f'id="slide-{count}"' in short


def test_slides_are_the_same_on_every_run(built):
    lesson = lessons.choose(["07"], lessons.find())[0]
    assert slides.of_lesson(lesson) == built(lesson)[0]


def test_a_part_shows_its_minutes():
    deck = deck_of(text("# A title\n\nHello.\n\n## 1 First\n\nWords.\n\n## 2 Second\n\nMore."))
    assert [slide.section for slide in deck] == ["Opening", "Opening", "1 First", "2 Second"]
    assert "about 9 minutes" in deck[2].parts[0] and "minutes" not in deck[3].parts[0]


def test_long_text_runs_over_several_slides_and_a_list_stays_with_its_sentence():
    lines = "\n\n".join(f"Sentence number {n} stands here alone." for n in range(30))
    points = "You can\n\n" + "\n".join(f"- point {n}" for n in range(6))
    deck = deck_of(text(f"{lines}\n\n{points}"))
    assert len(deck) >= 5 and all(slide.lines <= slides._LINES for slide in deck)
    last = "".join(deck[-1].parts)
    assert "You can" in last and "point 5" in last


def test_printed_lines_are_cut_into_sheets_and_none_is_lost():
    deck = deck_of(code("for", prints("\n".join(f"line {n}" for n in range(60)))))
    shown = [re.findall(r"line \d+", "".join(slide.parts)) for slide in deck]
    assert sum(shown, []) == [f"line {n}" for n in range(60)] and max(map(len, shown)) < 16
    wide = deck_of(code("x", prints("word " * 60)))
    assert 'class="result wrap"' in "".join(wide[-1].parts)


def test_a_long_table_repeats_its_head():
    rows = "".join(f"<tr><th>{n}</th><td>cell {n}</td></tr>" for n in range(30))
    table = f"<div><table><thead><tr><th>name</th></tr></thead><tbody>{rows}</tbody></table></div>"
    deck = deck_of(code("t", shows(text_html=table, text_plain="t")))
    parts = ["".join(slide.parts) for slide in deck[1:]]
    assert len(parts) >= 3 and all(part.count("<thead>") == 1 == part.count("</table>") for part in parts)
    assert re.findall(r"cell \d+", "".join(parts)) == [f"cell {n}" for n in range(30)]


def test_what_a_cell_prints_cannot_act_on_the_page():
    evil = "<p onclick='x()'>a</p><script>alert(1)</script><style>body{display:none}</style>"
    deck = deck_of(
        text("<script>alert(2)</script> and <b>bold</b>"),
        code("1", shows(text_html=evil, text_plain="a"), prints("<script>alert(3)</script>")),
    )
    page = "".join(part for slide in deck for part in slide.parts)
    assert "<script" not in page and "<style" not in page and "alert(1)" not in page
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in page and "&lt;b&gt;" in page


def test_a_widget_that_begins_with_a_picture_shown_before_does_not_repeat_it():
    picture = '<img alt="Two lines" src="data:image/png;base64,AA=="><figcaption>2 up.</figcaption>'
    picture = f"<figure>{picture}</figure>"
    live = shows(text_html=picture + "<p><em>Lab: to use it, run this cell (Shift+Enter).</em></p>")
    live.metadata["live"] = True
    deck = deck_of(code("figure", shows(text_html=picture)), code("lab", live))
    page = "".join(part for slide in deck for part in slide.parts)
    assert page.count("<img") == 1 and "that you have seen: Two lines." in page
    assert "Live in the notebook: Lab." in page and "run this cell" not in page


def test_a_picture_in_the_text_travels_inside_the_page(tmp_path):
    (tmp_path / "ruler.png").write_bytes(b"abc")
    deck = deck_of(text("![A ruler](ruler.png)"), home=tmp_path)
    assert '<img src="data:image/png;base64,YWJj" alt="A ruler"' in "".join(deck[-1].parts)
    for gone in ("missing.png", "https://example.org/x.png"):
        with pytest.raises(CannotTeach, match="is not a file beside the lesson"):
            deck_of(text(f"![A]({gone})"), home=tmp_path)


def test_a_link_to_a_notebook_becomes_its_words_and_a_source_stays_a_link():
    page = "".join(
        deck_of(text("See [lesson 04](04-brics.ipynb) and [it](https://example.org/a)."))[-1].parts
    )
    assert "See lesson 04 and" in page and 'href="https://example.org/a"' in page and "ipynb" not in page


def test_slides_that_are_there_are_replaced_only_when_asked(tmp_path, capsys):
    page = tmp_path / "new" / "07-scenario-lab.html"
    assert cli.main(["slides", "07", "--out", str(page.parent)]) == 0
    assert "07-scenario-lab.html written" in capsys.readouterr().out
    page.write_text("mine")
    assert cli.main(["slides", "07", "--out", str(page.parent)]) == 1
    assert "exists and stays as it is" in capsys.readouterr().err and page.read_text() == "mine"
    assert cli.main(["slides", "7", "--out", str(page.parent), "--replace"]) == 0
    assert "replaced" in capsys.readouterr().out and "<!DOCTYPE html>" in page.read_text(encoding="utf-8")


def test_a_lesson_that_is_not_built_or_not_there_gets_a_remedy(tmp_path, capsys, sample):
    missing = lessons.Lesson(sample.lesson.folder, tmp_path / "01-sample.ipynb")
    with pytest.raises(CannotTeach, match="is not built yet. Build it first: axis build 01"):
        slides.of_lesson(missing)
    assert cli.main(["slides", "77", "--out", str(tmp_path)]) == 1
    assert "There is no lesson '77'" in capsys.readouterr().err
