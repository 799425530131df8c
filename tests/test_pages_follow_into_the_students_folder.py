"""``axis lab`` brings the pages, keeps them up to date, and touches none that the student has written in."""

from pathlib import Path

import pytest

from china_russia_axis.building import desk
from china_russia_axis.commands import lab

PICTURE = "gallery/04-one.png"


@pytest.fixture
def folders(tmp_path):
    course, work = tmp_path / "my course" / "notebooks", tmp_path / "my course" / "work"
    (course / "gallery").mkdir(parents=True)
    for name in ("glossary.md", "gallery.md", PICTURE):
        (course / name).write_text(f"first edition of {name}", encoding="utf-8")
    return course, work


def renew(course, *names):
    for name in names:
        (course / name).write_text(f"second edition of {name}", encoding="utf-8")


def test_pages_and_their_pictures_are_copied_and_pages_alone_are_named(folders):
    course, work = folders
    done = desk.lay_out(course, work)
    assert (done.copied, done.updated, done.newer) == (["gallery.md", "glossary.md"], [], [])
    assert all(
        (work / name).read_bytes() == (course / name).read_bytes() for name in ("glossary.md", PICTURE)
    )
    assert desk.lay_out(course, work) == desk.Desk()


def test_a_page_left_untouched_follows_the_course(folders):
    course, work = folders
    desk.lay_out(course, work)
    renew(course, "glossary.md", PICTURE)
    done = desk.lay_out(course, work)
    assert (done.copied, done.updated, done.newer) == ([], ["glossary.md"], [])
    assert "second edition" in (work / "glossary.md").read_text(encoding="utf-8")
    assert "second edition" in (work / PICTURE).read_text(encoding="utf-8")
    assert lab._report(done) == ["Brought up to date: glossary.md"]
    assert sorted(path.name for path in work.iterdir()) == [
        ".course.json",
        "gallery",
        "gallery.md",
        "glossary.md",
    ]


def test_a_page_with_notes_of_the_student_stays_and_the_update_is_announced(folders):
    course, work = folders
    desk.lay_out(course, work)
    (work / "glossary.md").write_text("my notes", encoding="utf-8")
    assert desk.lay_out(course, work) == desk.Desk()
    renew(course, "glossary.md")
    for _ in range(2):
        done = desk.lay_out(course, work)
        assert (done.copied, done.updated, done.newer) == ([], [], ["glossary.md"])
        assert (work / "glossary.md").read_text(encoding="utf-8") == "my notes"
    (line,) = lab._report(done)
    assert "Yours is untouched; rename it" in line and "reset" not in line


def test_the_remedy_that_is_named_works(folders):
    course, work = folders
    desk.lay_out(course, work)
    (work / "glossary.md").write_text("my notes", encoding="utf-8")
    renew(course, "glossary.md")
    (work / "glossary.md").rename(work / "glossary-mine.md")
    assert desk.lay_out(course, work).copied == ["glossary.md"]
    assert (work / "glossary-mine.md").read_text(encoding="utf-8") == "my notes"


def test_a_page_whose_origin_is_unknown_is_left_alone(folders):
    course, work = folders
    work.mkdir()
    (work / "glossary.md").write_text("a file of the student by chance", encoding="utf-8")
    assert desk.lay_out(course, work).newer == ["glossary.md"]
    (work / ".course.json").write_text("{", encoding="utf-8")
    desk.lay_out(course, work)
    assert "by chance" in (work / "glossary.md").read_text(encoding="utf-8")


def test_after_a_damaged_marker_untouched_pages_follow_again(folders):
    course, work = folders
    desk.lay_out(course, work)
    (work / ".course.json").write_text("{", encoding="utf-8")
    desk.lay_out(course, work)
    renew(course, "glossary.md")
    assert desk.lay_out(course, work).updated == ["glossary.md"]


def test_a_page_that_left_the_course_stays_with_the_student(folders):
    course, work = folders
    desk.lay_out(course, work)
    (course / "glossary.md").unlink()
    assert desk.lay_out(course, work) == desk.Desk() and (work / "glossary.md").exists()


def test_a_page_opens_to_be_read_and_not_to_be_edited(tmp_path, monkeypatch):
    settings_utils = pytest.importorskip("jupyterlab_server.settings_utils")
    from jupyterlab.commands import get_app_dir

    schemas = Path(get_app_dir()) / "schemas"
    plugin = "@jupyterlab/docmanager-extension:plugin"

    def viewers(environment):
        monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", environment)
        found, _ = settings_utils.get_settings(str(tmp_path), str(schemas), str(tmp_path), schema_name=plugin)
        return found["schema"]["properties"]["defaultViewers"]["default"]

    assert viewers(str(tmp_path)) == {}
    assert viewers(lab.jupyter_environment()["JUPYTER_CONFIG_PATH"]) == {"markdown": "Markdown Preview"}
