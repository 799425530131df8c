"""Glossary, countries, how we know and gallery are what their sources give, and say nothing of their own."""

import re
import shutil

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import blocs, cli
from china_russia_axis.building import lessons, page
from china_russia_axis.pages import countries, gallery, glossary, knowing, markdown, shelf

LIMIT = 2_000_000  # bytes of the gallery with its pictures


@pytest.fixture(scope="module")
def course():
    return [page.read(lesson) for lesson in lessons.find()]


@pytest.fixture(scope="module")
def tables():
    entries = cra.codebook.package()["resources"]
    return {
        entry["name"]: cra.load(entry["name"]) for entry in entries if entry.get("schema", {}).get("fields")
    }


@pytest.fixture(scope="module")
def texts(course):
    return shelf.texts(course)


@pytest.fixture
def folder(course, texts, tmp_path, monkeypatch):
    """A folder with every page, and the sources held still."""
    monkeypatch.setattr(shelf, "texts", lambda lessons: dict(texts))
    shelf.write(tmp_path, course)
    return tmp_path


def headings(text):
    return re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)


# --- built and checked ------------------------------------------------------------------------------


def test_no_page_of_the_course_is_stale(course):
    home = lessons.find()[0].notebook.parent
    assert shelf.stale(home, course) == [], "run: axis pages"


def test_the_same_sources_give_the_same_bytes(course, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    shelf.write(other, course)
    mine = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    mine |= {path.name: path.read_bytes() for path in folder.glob("gallery/*")}
    again = {path.name: path.read_bytes() for path in [*other.glob("*.*"), *other.glob("gallery/*")]}
    assert mine == again and len(mine) > len(shelf.NAMES)
    assert shelf.write(folder, course) == [], "what is fresh is not written again"


@pytest.mark.parametrize("name", shelf.NAMES)
def test_an_edited_page_is_stale_and_is_built_again(name, course, folder):
    before = (folder / name).read_bytes()
    (folder / name).write_bytes(before + b"mine\n")
    assert shelf.stale(folder, course) == [name] == shelf.write(folder, course)
    assert (folder / name).read_bytes() == before


def test_a_picture_of_another_figure_or_of_none_is_stale(course, folder):
    one, other = sorted(folder.glob("gallery/*.png"))[:2]
    shutil.copy(other, one)
    shutil.copy(other, one.with_name("99-old.png"))
    assert shelf.stale(folder, course) == [f"gallery/{one.name}", "gallery/99-old.png"]
    shelf.write(folder, course)
    assert shelf.stale(folder, course) == [] and not (folder / "gallery" / "99-old.png").exists()


def test_the_command_checks_writes_and_checks_again(monkeypatch, tmp_path, capsys):
    known = lessons.find(notebooks=tmp_path)[:1]
    shutil.copy(lessons.find()[0].notebook, tmp_path)
    monkeypatch.setattr(lessons, "find", lambda: known)
    assert cli.main(["pages", "--check"]) == 1
    assert "notebooks/glossary.md is not what its sources give. Run: axis pages" in capsys.readouterr().out
    assert cli.main(["pages"]) == 0 and cli.main(["pages", "--check"]) == 0
    assert "Every page is as its sources are." in capsys.readouterr().out


# --- links and words --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", shelf.NAMES)
def test_every_link_leads_to_a_file_and_a_heading(name, texts, course):
    places = {f"{lesson.name}.ipynb": [one.text for one in lesson.headings] for lesson in course}
    places |= {other: headings(text) for other, text in texts.items()}
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]*)\)", texts[name]):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        assert (file or name) in places, target
        known = {markdown.anchor(one).replace("(", "%28").replace(")", "%29") for one in places[file or name]}
        assert not anchor or anchor in known, target


@pytest.mark.parametrize("name", shelf.NAMES)
def test_a_page_has_one_title_and_names_no_machine(name, texts):
    assert len(re.findall(r"^# ", texts[name], re.MULTILINE)) == 1
    assert not re.search(r"(?<![\w/.:<])/(home|root|tmp|work)/|\bnan\b|NaT|None\b", texts[name])
    assert texts[name].endswith("\n") and "\r" not in texts[name]


def test_a_table_keeps_its_shape_whatever_its_cells_hold():
    shown = markdown.table(["a", "b"], [["x | y", "two\nlines"]])
    assert shown.splitlines()[-1] == "| x \\| y | two lines |"


# --- glossary ---------------------------------------------------------------------------------------


def test_the_glossary_is_sorted_and_leads_to_the_section(texts, course):
    words = headings(texts["glossary.md"])[1:]
    assert words == sorted(words, key=str.casefold) and len(words) == len(glossary.terms())
    bold = glossary.in_bold(course[0])
    assert f"00-start-here.ipynb#{markdown.anchor(bold['brier score'])}" in texts["glossary.md"]


# --- countries --------------------------------------------------------------------------------------


def test_every_organisation_of_the_table_is_explained(tables):
    named = set(tables["membership"]["organisation"]) | {"NATO"}
    assert named <= set(countries.ORGANISATIONS) | set(countries.OTHERS)
    assert not set(countries.ORGANISATIONS) & set(countries.OTHERS)


def test_members_are_counted_as_the_lessons_count_them(tables, texts):
    for name in ("BRICS", "SCO", "G7", "CSTO", "EAEU"):
        eve, today = (
            len(blocs.members(tables["membership"], day, name)) for day in ("2023-08-31", "2025-12-31")
        )
        assert re.search(
            rf"^\| {name} \|[^|]*\| \d{{4}} \| {eve} \| {today} \|", texts["countries.md"], re.MULTILINE
        )
    assert "| NATO | North Atlantic Treaty Organisation | 1949 | 31 | 32 |" in texts["countries.md"]


def test_a_country_shows_both_days_and_what_changed(texts):
    assert (
        "| Iran | `IRN` | Tehran | BRICS (invited), SCO | **BRICS, SCO** |" in texts["countries.md"]
        and "| China | `CHN` | Beijing | APEC, BRICS, G20, NDB, SCO | APEC, BRICS, G20, NDB, SCO |"
        in texts["countries.md"]
    )


def test_every_state_with_a_colour_or_a_standing_is_listed(tables):
    held = countries.statuses(tables)
    states = tables["countries"].query("kind == 'country'")["iso3"]
    assert set(held["iso3"]) & set(states) <= set(countries.met(tables))
    assert {"CHN", "RUS", "USA", "UKR", "TWN"} <= set(countries.met(tables))


def test_a_row_that_nobody_checked_counts_nowhere(tables):
    changed = dict(tables)
    changed["membership"] = tables["membership"].assign(verified=False)
    changed["nato_members"] = tables["nato_members"].assign(verified=False)
    assert countries.statuses(changed).empty


# --- how we know ------------------------------------------------------------------------------------


def test_every_table_stands_with_source_licence_and_each_doubt(texts):
    text = texts["how-we-know.md"]
    for entry in cra.codebook.package()["resources"]:
        section = text.partition(f"\n### {entry['name']}\n")[2].partition("\n### ")[0]
        assert section.count("*Doubt:*") == len(entry["doubts"]) > 0, entry["name"]
        for part in [*entry["doubts"], *(one["title"] for one in entry["sources"] + entry["licenses"])]:
            assert part in section, (entry["name"], part)


def test_rows_that_nobody_checked_are_counted(tables, texts):
    found = knowing.unchecked(tables)
    assert found.loc["trade", "not_verified"] == (~tables["trade"]["verified"]).sum() > 0
    total = f"{int(found['not_verified'].sum())} of {int(found['rows'].sum()):,} rows are not verified."
    assert total in texts["how-we-know.md"]
    changed = {**tables, "trade": tables["trade"].assign(verified=True)}
    assert total not in knowing.page(cra.codebook.package(), changed)


def test_what_is_disputed_follows_the_table(tables):
    before = knowing.page(cra.codebook.package(), tables)
    membership = tables["membership"].copy()
    laos = (membership["organisation"] == "SCO") & (membership["country"] == "Laos")
    changed = knowing.page(cra.codebook.package(), {**tables, "membership": membership[~laos]})
    assert "1 anew (Laos)" in before and "0 anew (none)" in changed
    assert "members only, 10; with Saudi Arabia, 11" in before
    plain = membership.assign(contested=False)
    assert "0 contested rows" in knowing.page(cra.codebook.package(), {**tables, "membership": plain})


def test_the_last_day_known_is_computed(tables):
    events = tables["events"].copy()
    events.loc[len(events)] = {**events.iloc[-1].to_dict(), "date": pd.Timestamp("2026-07-04")}
    page = knowing.page(cra.codebook.package(), {**tables, "events": events})
    assert "The last event in the chronology is of 4 July 2026." in page


# --- gallery ----------------------------------------------------------------------------------------


def test_every_picture_of_every_notebook_is_in_the_gallery(texts, course):
    pictures = sum(
        "image/png" in output.get("data", {})
        for one in course
        for cell in one.built
        for output in cell.outputs
    )
    shown = gallery.figures(course)
    assert len(shown) == pictures == texts["gallery.md"].count("\n![") > 30
    assert len({one.thumbnail for one in shown}) == len(shown), "two figures share one small picture"


def test_the_gallery_gives_the_same_facts_without_its_pictures(texts, course):
    for one in gallery.figures(course):
        assert gallery._plain(one.sentence) in texts["gallery.md"]
        assert gallery._plain(one.source) in texts["gallery.md"]
        assert f"![{gallery._plain(one.alt)}]({one.thumbnail})" in texts["gallery.md"]


def test_the_gallery_is_light():
    home = lessons.find()[0].notebook.parent
    sizes = [path.stat().st_size for path in [home / "gallery.md", *(home / "gallery").glob("*.png")]]
    assert sum(sizes) < LIMIT
