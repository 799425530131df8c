"""The site is built from a clean stage and without a network, and every fault in a page stops it."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from china_russia_axis import cli
from china_russia_axis.site import CannotBuildSite, builder, sources


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Builds a small site of the pages given, with the real theme."""

    def make(pages, name="html"):
        monkeypatch.setitem(
            sys.modules, "china_russia_axis.site.small", SimpleNamespace(pages=lambda: dict(pages))
        )
        return builder.build(tmp_path / name, tmp_path / "stage", (("small", "index"),))

    return make


def test_the_site_holds_its_pages_and_leaves_no_draft(site):
    for name in ("index", "search", "run", "explorer", "lessons/07-scenario-lab", "teachers/index"):
        assert (site / f"{name}.html").is_file(), name
    assert (site / "slides" / "07-scenario-lab.html").is_file()
    assert not site.with_name("html.draft").exists()
    # Neither sources nor what was read of them is published.
    assert (
        not [path for path in site.rglob("*.md") if "lite" not in path.relative_to(site).parts]
        and not (site / "_sources").exists()
        and not list(site.rglob("*.doctree"))
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[gone](nowhere.md)", "nowhere.md"),
        ("[gone](#no-such-heading)", "no-such-heading"),
        ("![picture](nowhere.png)", "nowhere.png"),
        ("```{nonsense}\n```", "nonsense"),
        ("### Two levels down", "header level"),
    ],
)
def test_a_fault_in_a_page_stops_the_build_and_is_named(made, text, says):
    with pytest.raises(CannotBuildSite, match="(?s)Sphinx has found faults.*other.md") as error:
        made({"index.md": "# Home\n", "other.md": f"# Other\n\n{text}\n"})
    assert says in str(error.value)


def test_all_faults_are_named_at_once(made):
    with pytest.raises(CannotBuildSite) as error:
        made({"index.md": "# Home\n\n[a](one.md) [b](two.md)\n", "other.md": "# Other\n\n[c](three.md)\n"})
    assert all(name in str(error.value) for name in ("one.md", "two.md", "three.md"))


def test_a_build_that_fails_leaves_the_site_that_was_there(made, tmp_path):
    out = made({"index.md": "# Home\n\nThe first site.\n"})
    with pytest.raises(CannotBuildSite):
        made({"index.md": "# Home\n\n[gone](nowhere.md)\n"})
    assert "The first site." in (out / "index.html").read_text(encoding="utf-8")
    made({"index.md": "# Home\n\nThe second site.\n"})
    assert "The second site." in (out / "index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html", "stage"]


def test_a_folder_with_something_else_in_it_is_left_alone(made, tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "thesis.txt").write_text("mine")
    with pytest.raises(CannotBuildSite, match="is no site, and stays as it is"):
        made({"index.md": "# Home\n"})
    assert (tmp_path / "html" / "thesis.txt").read_text() == "mine"


def test_sphinx_runs_with_every_connection_refused(tmp_path):
    stage = tmp_path / "stage"
    stage.mkdir()
    (stage / "index.md").write_text("# Home\n")
    reaching = "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=2)\n"
    (stage / "conf.py").write_text(f"extensions = ['myst_parser']\n{reaching}")
    with pytest.raises(CannotBuildSite, match="NetworkBlocked.*192.0.2.1"):
        builder.sphinx(builder.python(), stage, tmp_path / "html")


def test_without_the_sites_environment_the_command_says_what_to_run(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(builder.places, "checkout", lambda: tmp_path)
    assert cli.main(["site", "--out", str(tmp_path / "html")]) == 1
    assert "make site" in capsys.readouterr().err


def test_sphinx_stays_out_of_the_lab():
    command = [sys.executable, "-c", "import sphinx"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "ModuleNotFoundError" in done.stderr


def test_a_stage_keeps_nothing_of_the_one_before(tmp_path, monkeypatch):
    def stage(pages):
        monkeypatch.setitem(sys.modules, "china_russia_axis.site.small", SimpleNamespace(pages=lambda: pages))
        return sources.stage(tmp_path, (("small", "index"),))

    assert "index.md" in stage({"index.md": "# A\n", "old.md": "# B\n"})
    assert stage({"index.md": "# A\n", "old.md": "# B\n"}) == []
    assert sorted(stage({"index.md": "# A\n"})) == ["index.md", "old.md"]
    assert not (tmp_path / "old.md").exists()


def gathered(monkeypatch, **modules):
    for name, pages in modules.items():
        monkeypatch.setitem(
            sys.modules, f"china_russia_axis.site.{name}", SimpleNamespace(pages=lambda pages=pages: pages)
        )
    return lambda *parts: sources.gather(parts)


def test_pages_that_no_list_names_are_listed_by_themselves(monkeypatch):
    own = "# Own\n\n```{toctree}\n:hidden:\n\n/own/one\nShort </own/two>\n```\n"
    gather = gathered(
        monkeypatch,
        small={"index.md": "# Home\n", "a.md": "# A\n\n<!-- more -->\n"},
        other={"own/index.md": own, "own/one.md": "# 1\n", "own/two.md": "# 2\n", "_static/x.css": ""},
    )
    staged = gather(("small", "index"), ("other", "a"))
    assert staged.listed == {"index": ["a"], "a": ["own/index"]}
    assert ":hidden:\n\n/a\n" in staged.files["index.md"]
    assert ":maxdepth: 1\n\n/own/index\n" in staged.files["a.md"] and "more" not in staged.files["a.md"]


def test_a_short_title_serves_the_list_and_an_empty_list_loses_its_heading(monkeypatch):
    gather = gathered(
        monkeypatch,
        small={"index.md": "# Home\n", "a.md": "# A\n\nWords.\n\n## Others\n\n<!-- more -->\n"},
        other={"b.md": "# A long title\n", "c.md": "# C\n"},
    )
    staged = gather(("small", "index"), ("other", "index", "Short"))
    assert "/a\nShort </b>\n/c\n" in staged.files["index.md"]
    assert staged.files["a.md"] == "# A\n\nWords.\n\n"


def test_two_pages_of_one_name_and_a_section_without_a_page_are_refused(monkeypatch):
    gather = gathered(monkeypatch, small={"index.md": "# Home\n"}, other={"index.md": "# Another\n"})
    with pytest.raises(CannotBuildSite, match="index.md is given twice.*site/other.py"):
        gather(("small", "index"), ("other", "index"))
    with pytest.raises(CannotBuildSite, match="there is no nowhere.md"):
        gathered(monkeypatch, small={"index.md": "# Home\n", "a.md": "# A\n"})(("small", "nowhere"))
