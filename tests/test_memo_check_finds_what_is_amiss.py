"""The check of a memo finds blanks, lengths, altered lines, numbers without an owner, and no more."""

import re

import pytest

import china_russia_axis as cra
from china_russia_axis.capstone import MemoError, checking
from china_russia_axis.forecasts import FirstForecast

CHANCES = {"rupture": 2.5, "slower": 17.5, "converging": 58, "accelerated": 18, "alliance": 4}
PROSE = "Trade has slowed, and so I expect a little less than before. " * 4


@pytest.fixture(scope="module")
def memo():
    course = cra.forecasts.started(cra.scenario.Scenario(), 2025)
    forecast = [FirstForecast("F1", CHANCES, "paper crane"), FirstForecast("F4", {"yes": 80, "no": 20})]
    return cra.capstone.memo(["C31", "C52", "C08"], course.with_values(drift_apart=0.04), forecast)


@pytest.fixture(scope="module")
def written(memo):
    """The memo with every blank filled by the same harmless sentences."""
    return re.sub(r"\[write: [^\]]*\]", PROSE, memo.text)


def test_a_memo_fresh_from_the_notebook_has_blanks_and_nothing_else(memo):
    found = cra.capstone.check(memo)
    assert found.words == 0 and len(found.blanks) == 12
    assert len(found.complaints) == 1 and "12 blanks" in found.complaints[0]
    assert not found.ready


def test_a_written_memo_is_ready(written):
    found = cra.capstone.check(written)
    assert found.ready and "Ready to be handed in" in repr(found)
    assert found.complaints == []


def test_windows_line_ends_and_a_file_make_no_difference(written, tmp_path):
    path = tmp_path / "my-memo.md"
    path.write_bytes(b"\xef\xbb\xbf" + written.replace("\n", "\r\n").encode())
    assert cra.capstone.check(path) == cra.capstone.check(written) == cra.capstone.check(str(path))


def test_words_are_counted_without_what_is_computed(written):
    more = written.replace("## 2 Three", "Three more words.\n\n## 2 Three")
    assert cra.capstone.check(more).words == cra.capstone.check(written).words + 3
    boxed = written.replace("## 2 Three", "> Words in a box\n\n## 2 Three")
    assert cra.capstone.check(boxed).words == cra.capstone.check(written).words


def test_too_few_and_too_many_words_are_told(memo, written):
    short = re.sub(r"\[write: [^\]]*\]", "Yes.", memo.text)
    assert "are few" in repr(cra.capstone.check(short))
    long = written.replace("## 2 Three", PROSE * 12 + "\n\n## 2 Three")
    said = repr(cra.capstone.check(long))
    assert "are many" in said and "pages in print" in said


def test_two_pages_are_two_pages():
    line = "word " * (checking.LETTERS // 5)
    text = "\n\n".join([line] * 10)
    one_block = checking.pages(" ".join([line] * 55))
    assert one_block == pytest.approx(1, abs=0.05)
    assert checking.pages(text) == pytest.approx(15 / checking.LINES, abs=0.01)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("*partly* (confidence high", "*supported* (confidence high"),
        ("14 by both", "41 by both"),
        ("Drift apart from 2 % to 4 %", "Drift apart from 2 % to 3 %"),
        ("| rupture | <1 (<1)", "| rupture | 5 (<1)"),
        ("Base rate: coder A", "Base rate: coder B"),
        ("> - Doubt: Texts show", "> - Doubt: Few texts show"),
    ],
)
def test_a_computed_line_that_was_altered_is_found(written, old, new):
    assert old in written
    found = cra.capstone.check(written.replace(old, new))
    assert len(found.changed) == 1 and not found.unreadable
    assert "Not as computed now: 1 line" in repr(found)


def test_a_line_that_was_deleted_is_found(written):
    without = "\n".join(line for line in written.splitlines() if not line.startswith("> - Base rate"))
    assert len(cra.capstone.check(without).changed) == 1


def test_data_that_changed_since_are_noticed(written):
    def load(name):
        table = cra.load(name)
        return table[table["russia"]] if name == "vetoes" else table

    assert any("failed by a veto" in line for line in cra.capstone.check(written, load=load).changed)


def test_changed_chances_are_taken_as_the_writers_own_while_they_add_up(written):
    other = written.replace("| 58 |", "| 56 |").replace("| 4 | 4 |", "| 4 | 6 |")
    assert other != written
    assert cra.capstone.check(other).ready
    wrong = cra.capstone.check(written.replace("| 58 |", "| 56 |"))
    assert "add up to 98" in repr(wrong) and not wrong.ready


@pytest.mark.parametrize(
    ("sentence", "unowned"),
    [
        ("I say 44 per cent.", ("44",)),
        ("From 44.5 to 12, and 44.5 again.", ("44.5",)),
        ("In 2033 or 1996, by lesson 8, claim C77 and question F3.", ()),
        ("I take 58, from 76.", ()),
        ("By 58% at most.", ()),
        ("Between 48-99.", ("48", "99")),
    ],
)
def test_numbers_without_an_owner_are_listed(written, sentence, unowned):
    text = written.replace("## 2 Three", f"{sentence}\n\n## 2 Three")
    found = cra.capstone.check(text).unowned
    assert set(unowned) <= set(found) if sentence.startswith("Between") else found == unowned


def test_a_number_of_ones_own_has_an_owner_once_it_is_listed(written):
    text = written.replace("## 2 Three", "I say 44 per cent.\n\n## 2 Three")
    assert cra.capstone.check(text).unowned == ("44",)
    assert cra.capstone.check(f"{text}| 44 | my judgement |\n").unowned == ()


def test_claims_that_no_table_can_test_are_counted():
    course = cra.forecasts.started(cra.scenario.Scenario(), 2025)
    one = cra.capstone.memo(["C31", "C52", "C77"], course, CHANCES, "paper hat")
    three = cra.capstone.memo(["C70", "C75", "C77"], course, CHANCES, "paper hat")
    assert "No table can test" not in repr(cra.capstone.check(one))
    assert "No table can test C70 and C75 and C77" in repr(cra.capstone.check(three))


@pytest.mark.parametrize(
    "text", ["", "\n", "only\nprose", "> **C99** x\n`CRA1-1`\n", "| alliance | x | 1..2 |\n"]
)
def test_a_text_that_is_no_memo_gets_a_sentence_and_no_crash(text):
    found = cra.capstone.check(text)
    assert found.unreadable and not found.ready


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(MemoError, match=r"my-mem\.md cannot be read"):
        cra.capstone.check(tmp_path / "my-mem.md")
    picture = tmp_path / "memo.md"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(MemoError, match="not plain text"):
        cra.capstone.check(picture)
    with pytest.raises(MemoError, match="not a int"):
        cra.capstone.check(4)
    with pytest.raises(MemoError, match="cannot be read"):
        cra.capstone.check(tmp_path)
