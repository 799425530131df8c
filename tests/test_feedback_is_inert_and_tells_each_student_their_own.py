"""A feedback page runs nothing, loads nothing, names nobody else, and says where each mark stands."""

import re
from html.parser import HTMLParser

import prose_class
import pytest
from prose_class import BEST, PROSE

from china_russia_axis.grading import feedback, late, marking
from china_russia_axis.grading.gradebook import Gradebook

EVIL = (
    "</blockquote><script>alert(1)</script><img src=x onerror=alert(2)> & \u202egnp.exe \x07"
    '"><a href="javascript:alert(3)">here</a>'
)
TEXTS = {"s01": EVIL, "s02": "The river of the second student.", "<b>s03</b>": "A third one."}
NAMES = {"s01": "Jane <script>alert(4)</script> Doe", "s02": "Second Person", "<b>s03</b>": "Third Person"}


class Page(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.open, self.loose = [], "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.loose.append(tag)

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def place(tmp_path):
    return prose_class.gradebook(tmp_path / "results", TEXTS, NAMES), prose_class.lessons(tmp_path)


def read(place, student="s01", levels=None, comment="", marker="One"):
    desk = marking.Desk(place[0], PROSE, marker, lessons=place[1])
    code = next(code for code, name in desk.codes.items() if name == student)
    desk.save(code, levels or BEST, comment)


def page(place, student="s01", policy=None):
    return feedback.page(place[0], student, policy, place[1])


def test_what_people_wrote_stays_text(place):
    read(place, comment=f"Well. {EVIL}")
    parsed = Page(page(place))
    assert not parsed.loose and not parsed.open
    assert {tag for tag, _ in parsed.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "footer", "section", "h1", "h2", "h3"),
        *("p", "strong", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "div", "span"),
        "blockquote",
    }
    assert not any(name.startswith("on") for _, attributes in parsed.tags for name in attributes)
    assert "<script>alert(1)</script>" in parsed.text, "the student's words are shown as they were typed"
    assert "\u202e" not in parsed.text and "\x07" not in parsed.text


def test_nothing_is_loaded_and_scripts_are_forbidden(place):
    text = page(place)
    parsed = Page(text)
    assert not any({"src", "href", "srcset", "data", "action"} & set(attrs) for _, attrs in parsed.tags)
    style = re.search(r"<style>(.*?)</style>", text, re.S)[1]
    assert "url(" not in style and "@import" not in style
    assert "default-src 'none'" in text


def test_no_other_student_stands_on_a_page(place):
    read(place, "s02", comment="Words for the second student.")
    text = page(place)
    for foreign in ("s02", "Second Person", "Third Person", TEXTS["s02"], "Words for the second"):
        assert foreign not in text
    assert "Words for the second" in page(place, "s02")


def test_reasons_for_the_teacher_and_markers_names_stay_inside(place):
    with Gradebook(place[0]) as book:
        book.override("s01", prose_class.SHEET, "99.21", 1, "inner reason", "Head of Studies")
    read(place, marker="Marker Q")
    text = page(place)
    assert "inner reason" not in text and "Head of Studies" not in text and "Marker Q" not in text
    assert "set this mark by hand" in text


def test_states_are_words_and_no_state_is_a_zero(place):
    parsed = Page(page(place))
    assert "not marked yet" in parsed.text and "not final" in parsed.text
    read(place)
    parsed = Page(page(place))
    assert "not marked yet" not in parsed.text and "14" in parsed.text and "final" in parsed.text


def test_levels_and_comments_are_told_once_the_mark_stands(place):
    read(place, levels={"source": 2, "doubt": 1}, comment="Ask the gauge.")
    text = Page(page(place)).text
    assert "strong" in text and "thin" in text and "Ask the gauge." in text
    read(place, levels={"source": 0, "doubt": 1}, comment="No.", marker="Two")
    text = Page(page(place)).text
    assert "your teacher still looks at this" in text
    assert "strong" not in text and "Ask the gauge." not in text, "no mark is told before it stands"


def test_being_late_is_told_with_the_mark_before_and_after(place, tmp_path):
    rules = tmp_path / "late.toml"
    rules.write_text(
        'format = 1\n[[sheet]]\nsheet = "99"\ndue = 1970-01-11T00:00:00+00:00\ngrace_minutes = 0\n'
        "per_cent_a_day = 10\ncap_per_cent = 50\n"
    )
    read(place)
    text = Page(page(place, policy=late.read(rules))).text
    assert "2 days late" in text and "14 points become 11.2" in text


def test_each_page_has_a_name_that_every_disk_holds(place):
    written = feedback.write(place[0], lessons=place[1])
    assert len(written) == 3 and all(path.parent == place[0] / "feedback" for path in written)
    names = [feedback.file_of(one) for one in ("s01", "../s01", "..", "a/b", "a_b", "con", "ä", "x" * 300)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[\w@-][\w.@-]*\.html", name, re.ASCII) and len(name) < 90 for name in names)


def test_somebody_unknown_has_no_page(place):
    with pytest.raises(LookupError, match="nobody"):
        page(place, "nobody")


@pytest.mark.browser
def test_a_browser_runs_nothing_asks_for_nothing_and_finds_no_barrier(place, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    read(place, comment=EVIL)
    path = tmp_path / "page.html"
    path.write_text(page(place), encoding="utf-8")
    with headless() as browser:
        shown = browser.new_page()
        asked, dialogs = [], []
        shown.on("request", lambda request: asked.append(request.url))
        shown.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        shown.goto(path.as_uri())
        shown.wait_for_load_state("networkidle")
        assert asked == [path.as_uri()] and dialogs == []
        shown.close()
        # The checker is itself a script, which the page forbids: it looks at the page without that line.
        free = browser.new_context(bypass_csp=True).new_page()
        free.goto(path.as_uri())
        found = Axe().run(free)
        assert found.violations_count == 0, found.generate_report()
        free.emulate_media(media="print")
        assert free.evaluate("getComputedStyle(document.body).maxWidth") == "none"


def headless():
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).with_name("browser")))
    import real_jupyterlab

    return real_jupyterlab.headless()
