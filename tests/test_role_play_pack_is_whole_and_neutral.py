"""The printable pack holds what a class needs, loads nothing, invents nobody and replaces nothing unasked."""

import re

import pytest

from china_russia_axis import cli, scenario
from china_russia_axis.forecasts import QUESTIONS
from china_russia_axis.teaching import CannotTeach, plans, role_play

LEADERS = ("Xi", "Putin", "Trump", "Biden", "Vance", "Lai", "Tsai", "Kishida", "Takaichi", "Modi", "Lavrov")


@pytest.fixture(scope="module")
def pack():
    return role_play.pack()


@pytest.fixture(scope="module")
def short():
    return role_play.pack(pop_up=True)


def sheets(page):
    return re.findall(r'<p class="for">(.*?)</p>', page)


def test_the_pack_holds_every_sheet(pack):
    assert [name.partition(",")[0] for name in sheets(pack)] == [
        "Teaching notes",
        "The case",
        "What the texts say",
        *[f"Card: {capital}" for capital in role_play.CAPITALS],
        "Inject 1: the first day",
        "Inject 2: the third day",
        "Inject 3: the tenth day",
        "Decision form",
        "Debrief",
        "Rubric",
    ]
    assert pack.count('<section class="sheet"') == 15 and "break-before: page" in pack


def test_the_short_pack_holds_what_twenty_minutes_need(short):
    names = sheets(short)
    assert sum(name.startswith("Inject") for name in names) == 1
    assert sum(name.startswith("Card") for name in names) == 6
    assert "The 20-minute pop-up" in short and "The 75-minute plan" not in short
    assert not any(name.startswith("Rubric") for name in names)


def test_minutes_add_up_in_every_version():
    (unit,) = [unit for unit in plans.read_all() if unit.number == "role-play"]
    assert sorted(unit.steps) == [20, 50, 75]
    for length, steps in unit.steps.items():
        assert sum(step.minutes for step in steps) == length
        assert any("numbers" in step.what.lower() for step in steps), "forecasts come before and after"
    assert {step.what for step in unit.steps[75]} >= {"Round 1", "Round 2", "Round 3", "Back to the lab"}


@pytest.mark.parametrize("name", ["pack", "short"])
def test_nothing_is_loaded_from_anywhere(name, request):
    page = request.getfixturevalue(name)
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|link|iframe|object|embed|img|video|audio|form|input)\b", page)
    assert not re.search(r"url\(|@import|\ssrc=", page)
    # Links lead to sources; nothing else names an address.
    assert set(re.findall(r'(\w+)="https?:', page)) == {"href"}


@pytest.mark.parametrize("name", ["case.md", "injects.md", "decision-form.md"])
def test_no_real_person_does_anything(name):
    text = role_play.filled(name)
    assert [leader for leader in LEADERS if re.search(rf"\b{leader}\b", text)] == []


def test_every_inject_is_marked_as_made_up():
    injects = role_play._injects()
    assert len(injects) == 3
    for _, text in injects:
        assert "For the exercise:" in text and "Made up for the exercise" in text and "*Decide:*" in text


def test_the_case_is_a_crisis_as_the_forecast_question_means_it():
    case = role_play.filled("case.md")
    assert "both sides call it a crisis" in case
    assert "a crisis that both sides call one" in QUESTIONS["F2"].rule
    assert "made up for the exercise" in case and "No real person appears" in case


def test_numbers_in_the_texts_are_those_of_the_model():
    base, said = scenario.Scenario(), role_play.numbers()
    table = scenario.futures(base)
    assert said["alliance_2043"] == f"{100 * table.loc[2043, 'alliance']:.0f} per cent"
    assert said["closer_2033"] == f"{100 * table.loc[2033, ['accelerated', 'alliance']].sum():.0f} per cent"
    assert said["crisis_2033"] == f"{100 * (1 - (1 - 0.06) ** 10):.0f} per cent"
    tree = scenario.tree(base, "alliance", "taiwan crisis ever", by=2043)
    assert said["alliance_given_crisis_2043"] == f"{100 * tree.event_if_given:.0f} per cent"
    crisis = scenario.futures(base.with_start(taiwan="crisis"))
    assert said["alliance_2043_from_crisis"] == f"{100 * crisis.loc[2043, 'alliance']:.0f} per cent"
    for name in ("case.md", "debrief.md", "teaching-notes.md"):
        raw = (role_play.folder() / name).read_text(encoding="utf-8")
        assert re.search(r"\{\{\w+\}\}", raw) and "{{" not in role_play.filled(name)
    for name in role_play.SLIDERS:
        row = f"| {scenario.PARAMETERS[name].label} | {said[name]} |"
        assert row in role_play.filled("debrief.md")


def test_a_number_that_nobody_computes_is_named(tmp_path, monkeypatch):
    (tmp_path / "case.md").write_text("It is {{anyone_s_guess}}.")
    monkeypatch.setattr(role_play, "folder", lambda: tmp_path)
    with pytest.raises(CannotTeach, match="case.md asks for {{anyone_s_guess}}"):
        role_play.filled("case.md")


def test_texts_are_verified_points_on_taiwan_and_on_duties(pack):
    texts = role_play.texts()
    assert {"CR2001T", "CR2024", "CD2023"} <= set(texts["doc_id"])
    assert texts["date"].is_monotonic_increasing and texts["location"].str.contains("Art. 9").any()
    assert all(paraphrase[:30].replace("'", "&#x27;") in pack for paraphrase in texts["paraphrase"])


def test_a_pack_that_is_there_is_replaced_only_when_asked(tmp_path, capsys):
    page = tmp_path / "new" / "role-play.html"
    assert cli.main(["role-play", "--out", str(page.parent)]) == 0
    assert "role-play.html written" in capsys.readouterr().out
    page.write_text("my notes", encoding="utf-8")
    assert cli.main(["role-play", "--out", str(page.parent)]) == 1
    assert "exists and stays as it is" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "my notes"
    assert cli.main(["role-play", "--out", str(page.parent), "--replace"]) == 0
    assert "replaced" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == role_play.pack()
    assert cli.main(["role-play", "--out", str(page.parent), "--pop-up"]) == 0
    assert (page.parent / "role-play-20-minutes.html").is_file()


def test_a_folder_that_is_a_file_gets_a_remedy(tmp_path, capsys):
    (tmp_path / "taken").write_text("x")
    assert cli.main(["role-play", "--out", str(tmp_path / "taken")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_the_pack_is_the_same_on_every_run(pack):
    assert role_play.pack() == pack
