"""The builder of links on the website says the same as `axis link`, sends nothing, and explains bad input."""

import itertools
import re

import pytest
import real_jupyterlab

from china_russia_axis.site import classroom
from china_russia_axis.teaching import links

KINDS = ("binder", "colab", "colab_cell", "nbgitpuller")
REPOSITORIES = (
    "",
    "owner/name",
    "https://github.com/Owner/name.git ",
    "http://WWW.github.com/owner/name/tree/main/x",
    "https://gitlab.com/group/part/name/-/blob/main/README.md",
    "https://git.example.org:8443/~me/name.git/",
    "https://git.example.org/name",
    "https://github.com/owner",
    "https://github.com/owner/.git",
    "https://github.com/../name",
    "https://me:word@github.com/owner/name",
    "git@github.com:owner/name.git",
    "javascript:alert(1)",
    "owner/name\u00a0",
    "öwner/name",
    "https://github.com/owner/name with space",
)
BRANCHES = ("", "main", "term/2027", "v1.0+x", "-x", "a..b", "a b", "x.lock", "/main", "é")
HUBS = (
    "",
    "https://hub.example.org",
    "http://127.0.0.1:8000/a/hub/home/",
    "hub.example.org",
    "https://h/?q",
    "https://h/hubs",
)
PATHS = ("notebooks/07-scenario-lab.ipynb", "a folder/ä (1)!.ipynb")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("links")
    for name, content in classroom.pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    text = (folder / "teachers/classroom.md").read_text(encoding="utf-8")
    body = re.search(r"`{6}\{raw\} html\n(.*?)\n`{6}", text, re.DOTALL)[1]
    (folder / "teachers/page.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8">{body}', "utf-8"
    )
    with real_jupyterlab.headless() as browser:
        page = browser.new_page()
        page.faults, page.asked = [], []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((folder / "teachers/page.html").as_uri())
        yield page
        assert page.faults == []
        assert all(url.startswith("file:") for url in page.asked), "nothing is sent"


def said(kind, typed):
    try:
        return links.build(kind, typed)
    except links.BadLink as error:
        return f"! {error}"


def test_page_and_command_make_the_same_links_and_the_same_answers(page):
    names = ("repository", "branch", "hub", "path")
    cases = [
        dict(zip(names, case, strict=True)) for case in itertools.product(REPOSITORIES, BRANCHES, HUBS, PATHS)
    ]
    shown = page.evaluate(
        """([kinds, cases]) => cases.map(typed => kinds.map(kind => {
             try { return craLinks.build(kind, typed); }
             catch (error) {
               if (error instanceof craLinks.BadLink) return `! ${error.message}`;
               throw error;
             }
           }))""",
        [KINDS, cases],
    )
    for typed, texts in zip(cases, shown, strict=True):
        assert texts == [said(kind, typed) for kind in KINDS], typed
    made = {text for texts in shown for text in texts if not text.startswith("!")}
    assert len(made) > 100, "the cases must reach beyond refusals"


def test_typing_an_address_gives_the_links_and_leaves_out_the_hub(page):
    page.get_by_label("Address of your copy").fill("owner/name")
    page.get_by_label("Lesson", exact=True).select_option(PATHS[0])
    shown = page.locator("[data-link] output").all_text_contents()
    typed = {"repository": "owner/name", "branch": "", "hub": "", "path": PATHS[0]}
    assert shown == [said(kind, typed).removeprefix("! ") for kind in KINDS]
    assert page.locator("[data-link=binder] a").get_attribute("href") == shown[0]
    assert page.locator("[data-link=nbgitpuller] button").is_disabled()


def test_bad_input_is_named_at_its_field_and_no_link_is_left(page):
    field = page.get_by_label("Address of your copy")
    field.fill("my course")
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator("#link-repository-said").text_content() == links.MESSAGES["odd_repository"]
    assert page.locator("[data-link] a[href]").count() == 0
    field.fill("owner/name")
    assert page.locator("#link-repository-said").text_content() == ""
    page.get_by_label("Branch").fill("a b")
    assert page.locator("#link-branch-said").text_content() == links.MESSAGES["odd_branch"]
    page.get_by_label("Branch").fill("")
    page.get_by_label("Address of your JupyterHub").fill("nonsense")
    assert page.locator("#link-hub-said").text_content() == links.MESSAGES["odd_hub"]
    assert page.locator("#link-repository-said").text_content() == ""


def test_a_link_is_copied_or_selected_to_be_copied(page):
    page.get_by_label("Address of your copy").fill("owner/name")
    page.get_by_role("button", name="Copy: Colab", exact=True).click()
    page.wait_for_function("() => document.getElementById('link-copied').textContent")
    told = page.locator("#link-copied").text_content()
    assert "copied" in told or page.evaluate("() => getSelection().toString()").startswith("https://colab")
