"""A progress card says what is right, tried and untouched; a student hands it in, a teacher gathers them."""

import csv
import io
import json
import re
import sys
import zipfile
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_russia_axis as cra
from china_russia_axis import cli
from china_russia_axis.commands import progress as command
from china_russia_axis.exercises import card, declarations, hand_in, practice, progress
from china_russia_axis.grading import files, progress_cards

DAY = "2026-11-26"
HOSTILE = '=HYPERLINK("x")<script>alert(1)</script>&</script>'


def record(*answers, right=False, hints=0):
    return progress.Record(
        state="right" if right else "not yet",
        answer="fifty-five of them",
        answers=answers,
        hints=hints,
        first=DAY,
        last=DAY,
        right_on=DAY if right else "",
    )


RECORDS = {
    "00.1": record("1", "2", right=True, hints=1),
    "00.2": record("fact", right=True),
    "04.2": record("population", "purchasing power", hints=2),
    "04.1": progress.Record(hints=1, first=DAY, last=DAY),
}


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    """A student's folder with a few answers in it, as the working folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / progress.MARK).write_text("{}")
    progress.add(folder, RECORDS)
    monkeypatch.chdir(folder)
    practice.attempts.forget()
    return folder


def handed(name, records=RECORDS, day=DAY):
    """The text of a card."""
    asked = {key: one for key, one in declarations.every().items() if one.use != "graded"}
    return hand_in.page(card.Card(records, card.lines(asked, records), "", ""), name, day)


class Page(HTMLParser):
    """Tags of a page, and the text outside of scripts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self._within = [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._within = tag

    def handle_endtag(self, tag):
        self._within = ""

    def handle_data(self, data):
        if self._within not in ("script", "style"):
            self.text += data


# ---------------------------------------------------------------------------------------------------
# The card


def test_a_card_counts_right_tried_and_untouched_in_each_lesson(desktop):
    shown = cra.progress()
    lines = {line.lesson: line for line in shown.lines}
    asked = [one for one in declarations.every().values() if one.use != "graded"]
    assert sum(line.questions for line in shown.lines) == len(asked)
    assert (lines["00"].right, lines["00"].tried, lines["00"].tries) == (2, 0, 3)
    assert (lines["04"].right, lines["04"].tried) == (0, 1), "a hint alone is no try"
    assert lines["05"].untouched == lines["05"].questions
    assert shown.summary == f"2 of {len(asked)} questions right, 1 tried and not right yet."


def test_without_a_file_a_card_says_that_nothing_is_answered_yet(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    practice.attempts.forget()
    shown = repr(cra.progress())
    assert shown.startswith("Nothing answered yet.") and 'cra.question("00.1")' in shown
    assert "forgotten when the kernel stops" in shown and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("answered", "step"),
    [
        ({"04.2": record("a")}, "try 04.2 again"),
        ({"04.2": record("a"), "00.1": record("1")}, "try 00.1 again"),
        ({"04.1": record("a", right=True)}, "question 04.2, in lesson 04"),
        ({"04.1": progress.Record(hints=1)}, "question 00.1, in lesson 00"),
    ],
)
def test_the_next_step_is_what_is_not_right_yet_then_what_is_begun(tmp_path, answered, step):
    progress.add(tmp_path, answered)
    assert cra.progress(tmp_path).next_step.startswith(step)


def test_when_all_is_right_the_card_says_so(tmp_path):
    asked = [name for name, one in declarations.every().items() if one.use != "graded"]
    versions = {name: one.version for name, one in declarations.every().items()}
    whole = {
        name: progress.Record(versions[name], "right", "x", ("x",), right_on=DAY, last=DAY) for name in asked
    }
    progress.add(tmp_path, whole)
    shown = cra.progress(tmp_path)
    assert shown.next_step.startswith("all are right")
    assert not any(line.tried or line.untouched for line in shown.lines)


def test_a_card_can_be_heard_as_well_as_seen(desktop):
    page = Page(cra.progress().page())
    names = [tag for tag, _ in page.tags]
    assert names.count("caption") == 1
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    signs = [attributes for tag, attributes in page.tags if tag == "span"]
    assert signs and all(one.get("aria-hidden") == "true" for one in signs)


def test_a_file_that_cannot_be_read_is_named_on_the_card_and_left_alone(desktop):
    (desktop / progress.FILE).write_bytes(b"{")
    assert "cannot be read" in repr(cra.progress())
    assert (desktop / progress.FILE).read_bytes() == b"{"


# ---------------------------------------------------------------------------------------------------
# Handing in


def test_what_is_handed_in_comes_back_as_it_was(desktop):
    said = cra.progress().hand_in("Blue  Heron\n")
    (path,) = desktop.glob("progress-*.html")
    assert path.name == "progress-blue-heron.html" and path.name in said and "proves nothing" in said
    found = hand_in.parse(path.read_bytes())
    assert found.name == "Blue Heron"
    assert found.questions["00.1"] == hand_in.Entry(1, "right", 2, 1, DAY, DAY)
    assert {key: one.status for key, one in found.questions.items()} == {
        key: one.status for key, one in RECORDS.items()
    }


def test_a_card_is_one_file_that_loads_and_runs_nothing(desktop):
    text = handed("heron")
    tags = Page(text).tags
    assert not [found for tag, found in tags if {"src", "href", "onload", "onclick"} & set(found)]
    assert [found["type"] for tag, found in tags if tag == "script"] == ["application/json"]
    assert "default-src 'none'" in text and "http" not in text.replace("http-equiv", "")


def test_a_card_says_that_it_is_a_statement_and_holds_no_answers(desktop):
    text = handed("heron")
    assert "owner's own statement" in Page(text).text
    assert "fifty-five of them" not in text and "population" not in text


def test_a_name_can_break_neither_the_page_nor_the_facts():
    text = handed(HOSTILE)
    page = Page(text)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert HOSTILE in page.text
    assert hand_in.parse(text.encode()).name == HOSTILE


@pytest.mark.parametrize("name", ["", "  ", "\n\x1b\u202e", None, 5])
def test_a_card_needs_a_name(desktop, name):
    with pytest.raises(hand_in.CannotHandIn, match="name or a pseudonym"):
        cra.progress().hand_in(name)
    assert not list(desktop.glob("progress-*"))


def test_control_characters_never_stand_in_a_name():
    assert hand_in.clean_name("he\x1b[2Jro\u202en\t x" + "y" * 100) == ("he[2Jron x" + "y" * 100)[:60]


def test_a_later_card_takes_the_place_of_the_earlier_and_of_nobody_elses(desktop):
    cra.progress().hand_in("heron")
    cra.progress().hand_in("heron")
    assert len(list(desktop.glob("progress-*"))) == 1
    (desktop / "progress-owl.html").write_text("my notes on owls")
    cra.progress().hand_in("owl")
    assert (desktop / "progress-owl.html").read_text() == "my notes on owls"
    assert hand_in.parse((desktop / "progress-owl-2.html").read_bytes()).name == "owl"
    cra.progress().hand_in("OWL")
    assert hand_in.parse((desktop / "progress-owl-3.html").read_bytes()).name == "OWL"


def test_without_an_answer_there_is_nothing_to_hand_in(tmp_path):
    with pytest.raises(hand_in.CannotHandIn, match="nothing to hand in yet"):
        cra.progress(tmp_path).hand_in("heron")


def test_a_card_that_cannot_be_written_gets_a_word(desktop, monkeypatch):
    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(progress.os, "replace", refuse)
    with pytest.raises(hand_in.CannotHandIn, match="Read-only file system"):
        cra.progress().hand_in("heron")


def test_the_command_shows_and_hands_in(desktop, capsys, monkeypatch):
    assert cli.main(["progress"]) == 0
    assert "questions right" in capsys.readouterr().out
    assert cli.main(["progress", "--hand-in", "--name", "heron"]) == 0
    assert (desktop / "progress-heron.html").is_file()
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert cli.main(["progress", "--hand-in"]) == 1
    assert "--name" in capsys.readouterr().err


# ---------------------------------------------------------------------------------------------------
# A class


@pytest.fixture
def handed_in(tmp_path):
    """A class of four with nearly everything that goes wrong."""
    folder = tmp_path / "class"
    (folder / "sub").mkdir(parents=True)
    more = {**RECORDS, "04.2": record("a", "b", "c", right=True), "04.3": record("x", right=True)}
    (folder / "heron.html").write_text(handed("heron", more), encoding="utf-8")
    (folder / "sub" / "old.html").write_text(handed("Heron", day="2026-10-01"), encoding="utf-8")
    (folder / "owl.txt").write_text(handed("owl"), encoding="utf-8")
    (folder / "=cmd.html").write_text(handed(HOSTILE), encoding="utf-8")
    text = handed("pike")
    broken = {
        "cut.html": text[:-900],
        "page.html": "<html>my essay</html>",
        "two.html": text + text,
        "negative.html": text.replace('"tries": 2', '"tries": -2'),
        "huge-number.html": text.replace('"tries": 2', f'"tries": {"9" * 9000}'),
        "contradiction.html": text.replace('"status": "tried"', '"status": "untouched"'),
        "state.html": text.replace('"status": "tried"', '"status": ["right"]'),
        "id.html": text.replace('"04.2"', '"=1+1"'),
        "format.html": text.replace('"format": 1', '"format": 2'),
        "nameless.html": text.replace('"name": "pike"', '"name": "\\u202e"'),
        "day.html": text.replace(f'"day": "{DAY}"', '"day": "=today()"'),
        "deep.html": hand_in._OPEN + "[" * 100_000 + "</script>",
        "large.html": text + " " * hand_in.LARGEST,
        "bytes.html": b"\xff\xfe" + text.encode("utf-16-le"),
        "my-progress.json": progress.as_text(RECORDS),
    }
    for name, content in broken.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "linked.html").symlink_to(tmp_path / "class" / "heron.html")
    (folder / "essay.docx").write_bytes(b"PK")
    return folder, {*broken, "linked.html"}


def test_every_file_is_counted_or_named_and_nothing_is_lost(handed_in):
    folder, broken = handed_in
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    gathered = progress_cards.gather(folder)
    assert {one.name for one in gathered.counted} == {"heron", "owl", HOSTILE}
    assert {name for name, _ in gathered.broken} == broken
    assert all(why for _, why in gathered.broken)
    assert gathered.older == [("sub/old.html", "heron.html")]
    assert gathered.left_alone == ["essay.docx"]
    assert gathered.found == len([path for path in folder.rglob("*") if not path.is_dir()])
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_zip_file_says_what_its_folder_says(handed_in, tmp_path):
    folder, _ = handed_in
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in ("heron.html", "owl.txt", "cut.html", "sub/old.html"):
            archive.write(folder / name, name)
        archive.writestr("../../out.html", handed("crane"))
    gathered = progress_cards.gather(tmp_path / "class.zip")
    assert [one.name for one in gathered.counted] == ["crane", "heron", "owl"]
    assert [name for name, _ in gathered.broken] == ["cut.html"]
    assert not (tmp_path.parent / "out.html").exists()


def test_two_people_of_one_name_are_told_apart_where_the_platform_says_who(tmp_path):
    for number in (17, 18):
        folder = tmp_path / f"Jane Doe_{number}_assignsubmission_file"
        folder.mkdir()
        (folder / "progress-jane.html").write_text(handed("Jane"), encoding="utf-8")
    assert len(progress_cards.gather(tmp_path).counted) == 2


def test_the_questions_that_the_class_found_hard_come_first(handed_in):
    hardest = progress_cards.gather(handed_in[0]).hardest()
    assert [one.question for one in hardest] == ["04.2", "00.1"]
    assert (hardest[0].answered, hardest[0].right) == (3, 1)
    assert hardest[0].tries == pytest.approx((3 + 2 + 2) / 3)


def test_questions_of_another_edition_are_named_and_not_counted(tmp_path):
    records = {**RECORDS, "77.1": record("x"), "00.2": progress.Record(9, "right", "x", ("x",), right_on=DAY)}
    (tmp_path / "heron.html").write_text(handed_with(records), encoding="utf-8")
    gathered = progress_cards.gather(tmp_path)
    assert gathered.strays == [("heron.html", "00.2, 77.1")]
    assert {line.lesson: line.right for _, line in gathered.rows()}["00"] == 1


def handed_with(records):
    """A card with facts that this edition would not write."""
    facts = {key: hand_in._facts(one) for key, one in records.items()}
    whole = {"card": hand_in.KIND, "format": 1, "name": "heron", "day": DAY, "questions": facts}
    return f"{hand_in._OPEN}{json.dumps(whole)}</script>"


def test_no_cell_of_the_table_is_a_formula(handed_in, tmp_path):
    progress_cards.write(progress_cards.gather(handed_in[0]), tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    lessons = {one.lesson for one in declarations.every().values() if one.use != "graded"}
    assert tuple(header) == progress_cards.COLUMNS and len(rows) == 3 * len(lessons)
    assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell)]
    assert {row[0] for row in rows} == {"heron", "owl", f"'{HOSTILE}"}
    by_lesson = {row[2]: row for row in rows if row[0] == "heron"}
    assert by_lesson["04"][4:8] == ["2", "0", str(int(by_lesson["04"][3]) - 2), "4"]


def test_the_command_gathers_and_never_overwrites(handed_in, tmp_path, capsys):
    folder, broken = handed_in
    table = tmp_path / "table.csv"
    assert cli.main(["progress", str(folder), "--out", str(table)]) == 0
    said = capsys.readouterr().out
    assert "3 cards counted, 1 older" in said and "proves nothing" in said
    assert all(name in said for name in broken)
    assert table.is_file()
    assert cli.main(["progress", str(folder), "--out", str(table)]) == 1
    assert "stays as it is" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "does not exist"),
        (["--out", "x.csv"], "--out needs the FOLDER"),
        ([".", "--hand-in"], "Either gather"),
        (["."], "No card counts"),
    ],
)
def test_the_command_answers_kindly(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["progress", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_nothing_on_the_terminal_is_a_control_character(tmp_path):
    (tmp_path / "a\x1b[2J.html").write_text("<html>", encoding="utf-8")
    (tmp_path / "b.html").write_text(
        handed("heron").replace('"heron"', '"her\\u001b[2Jon"'), encoding="utf-8"
    )
    said = command.report(progress_cards.gather(tmp_path))
    assert all(one.isprintable() for one in said.replace("\n", ""))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ),
    st.sampled_from(["name", "day", "questions", "entry", "tries", "whole"]),
)
def test_no_card_is_too_strange_to_be_named(value, where):
    entry = dict(version=1, status="tried", tries=1, hints=0, right_on="", last=DAY)
    entry = value if where == "entry" else {**entry, "tries": value} if where == "tries" else entry
    facts = {"card": hand_in.KIND, "format": 1, "name": "x", "day": DAY, "questions": {"04.2": entry}}
    facts = value if where == "whole" else {**facts, where: value} if where in facts else facts
    text = f"{hand_in._OPEN}{json.dumps(facts)}</script>"
    try:
        found = hand_in.parse(text.encode("utf-8", "replace"))
    except hand_in.NoCard as error:
        assert str(error)
    else:
        assert found.name and all(1 <= one.tries <= 999 for one in found.questions.values())


def test_a_folder_is_asked_for_by_name(tmp_path):
    with pytest.raises(files.CannotOpen, match="Name the folder or the zip file"):
        progress_cards.gather(tmp_path / "nowhere")
