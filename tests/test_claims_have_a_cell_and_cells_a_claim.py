"""Every verdict is shown by a cell of its home lesson, and every such cell shows a claim of the ledger."""

import json
import re
import shutil

import pytest

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.claims import cells

LESSON = """# A lesson

```{code-cell} ipython3
cra.claim("C63")
```
"""


@pytest.fixture(scope="module")
def claims():
    return cra.load("claims")


@pytest.fixture
def lessons(tmp_path):
    """A copy of the lessons' sources, to be damaged."""
    folder = tmp_path / "lessons"
    for source in places.lessons().glob("*/lesson.md"):
        (folder / source.parent.name).mkdir(parents=True)
        shutil.copy(source, folder / source.parent.name / "lesson.md")
    return folder


def test_nothing_is_amiss_between_ledger_and_lessons(claims):
    assert cells.complaints(claims, places.lessons()) == []


def test_every_claim_of_the_essay_is_judged(claims):
    assert len(claims) == 82
    assert list(claims.loc[claims["verdict"] == "open", "claim_id"]) == []


def test_a_built_notebook_carries_the_cell_under_its_name(claims):
    built = {path.name[:2]: path for path in (places.checkout() / "notebooks").glob("[0-9][0-9]-*.ipynb")}
    for row in claims.dropna(subset=["cell"]).itertuples():
        if row.lesson not in built:
            continue
        notebook = json.loads(built[row.lesson].read_text(encoding="utf-8"))
        found = [cell for cell in notebook["cells"] if cell["id"] == row.cell]
        assert len(found) == 1, f"{built[row.lesson].name} has no cell {row.cell}"
        assert f'cra.claim("{row.claim_id}")' in "".join(found[0]["source"])


def test_removing_the_cell_of_a_claim_is_noticed(claims, lessons):
    removed = 0
    home = claims.set_index("claim_id")["lesson"]
    for source in lessons.glob("*/lesson.md"):
        text = source.read_text(encoding="utf-8")
        # A claim may be shown in other lessons too; its home is where it has to stand.
        at_home = [claim for claim in cells.shown_in(text) if home[claim] == source.parent.name[:2]]
        for claim in at_home:
            without = re.sub(rf"""cra\.claim\(['"]{claim}['"]\)""", "None", text)
            source.write_text(without, encoding="utf-8")
            found = cells.complaints(claims, lessons)
            assert any(claim in one and "no cell" in one for one in found), claim
            removed += 1
        source.write_text(text, encoding="utf-8")
    assert removed == 82


def test_a_cell_without_a_claim_is_noticed(claims, lessons):
    source = next(lessons.glob("00-*/lesson.md"))
    text = source.read_text(encoding="utf-8")
    source.write_text(text + LESSON.replace("C63", "C99"), encoding="utf-8")
    assert "Lesson 00 shows C99, which the ledger does not list." in cells.complaints(claims, lessons)


def test_a_claim_shown_twice_in_a_lesson_is_noticed(claims, lessons):
    source = next(lessons.glob("00-*/lesson.md"))
    text = source.read_text(encoding="utf-8")
    source.write_text(text + LESSON.replace("C63", "C70"), encoding="utf-8")
    assert "Lesson 00 shows C70 more than once." in cells.complaints(claims, lessons)


def test_a_verdict_in_a_lesson_that_is_not_written_is_noticed(claims, lessons):
    shutil.rmtree(next(lessons.glob("00-*")))
    found = cells.complaints(claims, lessons)
    assert "C09 (lesson 00) has a verdict, but its lesson is not written." in found


def test_an_open_claim_in_a_written_lesson_is_noticed(claims, lessons):
    opened = claims.assign(verdict=claims["verdict"].where(claims["claim_id"] != "C10", "open"))
    assert "C10 (lesson 01) is open, but its lesson is written." in cells.complaints(opened, lessons)


def test_a_wrong_cell_name_is_noticed(claims):
    renamed = claims.assign(cell=claims["cell"].where(claims["claim_id"] != "C09", "claim-C90"))
    found = cells.complaints(renamed, places.lessons())
    assert "C09 (lesson 00) must name the cell claim-C09, not claim-C90." in found


def test_a_claim_named_in_prose_is_no_cell():
    assert cells.shown_in('Write `cra.claim("C63")` to see it.\n') == []
    assert cells.shown_in(LESSON) == ["C63"]
