"""Links for Binder, Colab and nbgitpuller have the documented forms, and bad input gets a clear answer."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from china_russia_axis.cli import main
from china_russia_axis.teaching import links

LAB = "notebooks/07-scenario-lab.ipynb"


def typed(repository="https://github.com/owner/name", branch="main", hub="https://hub.example.org", path=LAB):
    return {"repository": repository, "branch": branch, "hub": hub, "path": path}


def test_binder_builds_a_branch_and_opens_the_lesson_in_jupyterlab():
    link = urlsplit(links.build("binder", typed(branch="term/2027")))
    assert f"{link.scheme}://{link.netloc}" == "https://mybinder.org"
    assert link.path == "/v2/gh/owner/name/term/2027"
    assert parse_qs(link.query) == {"urlpath": [f"lab/tree/{LAB}"]}


@pytest.mark.parametrize(
    ("repository", "spec", "meant"),
    [
        ("https://gitlab.com/group/part/name.git", "gl/group%2Fpart%2Fname", "group/part/name"),
        (
            "https://git.example.org/name",
            "git/https%3A%2F%2Fgit.example.org%2Fname",
            "https://git.example.org/name",
        ),
    ],
)
def test_binder_takes_other_servers_as_one_escaped_word(repository, spec, meant):
    link = urlsplit(links.build("binder", typed(repository)))
    assert link.path == f"/v2/{spec}/main"
    assert unquote(spec.split("/")[1]) == meant


def test_colab_opens_the_file_on_github():
    link = links.build("colab", typed())
    assert link == f"https://colab.research.google.com/github/owner/name/blob/main/{LAB}"
    with pytest.raises(links.BadLink, match="GitHub only"):
        links.build("colab", typed("https://gitlab.com/owner/name"))
    with pytest.raises(links.BadLink, match="GitHub only"):
        links.build("colab_cell", typed("https://gitlab.com/owner/name"))


def test_colab_is_told_to_install_the_course_and_to_show_its_widgets():
    first, *rest = links.build("colab_cell", typed(branch="v2")).splitlines()
    assert first == '%pip install --quiet "china-russia-axis @ git+https://github.com/owner/name@v2"'
    assert rest == ["from google.colab import output", "output.enable_custom_widget_manager()"]


def test_a_hub_pulls_the_branch_and_opens_the_lesson_below_the_folder_of_the_clone():
    link = urlsplit(links.build("nbgitpuller", typed(hub="https://hub.example.org/school/hub/home")))
    assert link.path == "/school/hub/user-redirect/git-pull"
    assert parse_qs(link.query) == {
        "repo": ["https://github.com/owner/name"],
        "urlpath": [f"lab/tree/name/{LAB}"],
        "branch": ["main"],
    }


@pytest.mark.parametrize(
    "pasted",
    [
        "owner/name",
        " https://github.com/owner/name \n",
        "https://github.com/owner/name.git",
        "https://www.github.com/owner/name/",
        "http://GitHub.com/owner/name/tree/main/lessons",
    ],
)
def test_an_address_is_read_as_people_paste_it(pasted):
    assert links.repository(pasted) == links.Repository("https", "github.com", "owner/name")


def test_the_page_of_a_gitlab_project_leads_to_the_project():
    found = links.repository("https://gitlab.com/group/part/name/-/tree/main/lessons")
    assert found.address == "https://gitlab.com/group/part/name"


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("repository", "", "no_repository"),
        ("repository", "my course", "odd_repository"),
        ("repository", "https://github.com/owner", "odd_repository"),
        ("repository", "https://github.com/owner/..", "odd_repository"),
        ("repository", "https://github.com/owner/.git", "odd_repository"),
        ("repository", "https://github.com/owner/name?x=1", "odd_repository"),
        ("repository", "javascript:alert(1)", "odd_repository"),
        ("repository", "https://me:token@github.com/owner/name", "secret"),
        ("branch", "my branch", "odd_branch"),
        ("branch", "../main", "odd_branch"),
        ("branch", "main.lock", "odd_branch"),
        ("branch", "-main", "odd_branch"),
        ("hub", "", "no_hub"),
        ("hub", "hub.example.org", "odd_hub"),
        ("hub", "https://hub.example.org/?x", "odd_hub"),
    ],
)
def test_what_will_not_do_is_answered_with_what_will(field, text, kind):
    with pytest.raises(links.BadLink) as problem:
        links.build("nbgitpuller", typed(**{field: text}))
    assert str(problem.value) == links.MESSAGES[kind]


def test_an_empty_branch_is_main():
    assert links.build("binder", typed(branch="  ")) == links.build("binder", typed())


def test_the_command_prints_each_link_or_one(capsys):
    assert main(["link", "owner/name", "--lesson", "07", "--hub", "https://hub.example.org"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["Binder", "Colab", "JupyterHub"]
    assert main(["link", "owner/name", "--lesson", "07", "--colab"]) == 0
    assert capsys.readouterr().out.strip() == links.build("colab", typed())


def test_the_command_answers_bad_input_kindly(capsys):
    assert main(["link", "owner/name", "--nbgitpuller"]) == 1
    assert "JupyterHub" in capsys.readouterr().err
    assert main(["link", "nonsense"]) == 1
    assert "https://github.com/owner/name" in capsys.readouterr().err
    assert main(["link", "owner/name", "--lesson", "77"]) == 1
    assert "no lesson '77'" in capsys.readouterr().err
