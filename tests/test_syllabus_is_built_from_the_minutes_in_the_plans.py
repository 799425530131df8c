"""A syllabus holds what the plans hold, minute by minute; the committed pages follow the plans."""

import shutil

import pytest

from china_russia_axis import cli, places
from china_russia_axis.building import lessons
from china_russia_axis.teaching import CannotTeach, pages, plans, syllabus

TABLE = "| Minutes | What | How |\n|---|---|---|\n"


def write_lesson(folder, name, needs="", first=20):
    """A lesson of two steps an hour, with one question that students ask."""
    home = folder / name
    home.mkdir(parents=True)
    (home / "lesson.md").write_text(f"# Title of {name}\n\n*Time: about 33 minutes. Part 1 takes 30.*\n")
    steps = "".join(
        f"## The {length}-minute plan\n\n{TABLE}| {first} | Begin | a |\n| {length - first} | Go on | b |\n\n"
        for length in (50, 75)
    )
    asked = "## Answers students ask\n\n*Why {0}?*\nBecause of {0}.\nReally.\n\n*And then?*\nNothing.\n"
    (home / "plan.md").write_text(f"# Plan\n\nFor the teacher. {needs}\n\n{steps}{asked.format(name)}")
    return home


@pytest.fixture
def small(tmp_path):
    """A course of three lessons: 08 needs 07, and 07 needs 00."""
    write_lesson(tmp_path, "00-start")
    write_lesson(tmp_path, "07-lab", "Students need lesson 00; lessons 01 to 06 help.")
    write_lesson(tmp_path, "08-drives", "Students need lesson 07 (hazards).")
    (tmp_path / "teaching").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def units():
    return plans.read_all()


def test_the_committed_pages_hold_what_the_plans_hold():
    differing = [path.name for path in pages.different(places.checkout() / "lessons")]
    assert differing == [], "run: axis teaching"


def test_a_page_that_was_edited_or_outrun_by_a_plan_is_caught(tmp_path):
    taught = shutil.copytree(places.checkout() / "lessons", tmp_path / "lessons")
    pages.rewrite(taught)
    plan = taught / "04-brics" / "plan.md"
    text = plan.read_text(encoding="utf-8")
    assert text.count("The puzzle") >= 2
    plan.write_text(text.replace("The puzzle", "The riddle of two scales"), encoding="utf-8")
    assert [path.name for path in pages.different(taught)] == ["syllabus.md"]
    assert pages.rewrite(taught) == [taught / "teaching" / "syllabus.md"]
    assert "The riddle of two scales" in (taught / "teaching" / "syllabus.md").read_text(encoding="utf-8")
    assert pages.different(taught) == []


@pytest.mark.parametrize("minutes", [50, 75, 90])
@pytest.mark.parametrize("sessions", [1, 3, 6, None, 20])
def test_every_hour_is_filled_by_the_steps_of_its_plan(units, sessions, minutes):
    hours = syllabus.build(units, sessions, minutes)
    assert len(hours) == (sessions or len(units))
    for hour in hours:
        assert sum(step.minutes for step in hour.steps) + hour.spare == minutes
        if hour.unit:
            assert hour.steps == hour.unit.steps[hour.length]
    names = [hour.unit.name for hour in hours if hour.unit]
    assert len(set(names)) == len(names) and len(names) == min(len(hours), len(units))
    order = [unit.name for unit in units]
    assert names == sorted(names, key=order.index)


def test_what_a_lesson_needs_is_taught_before_or_set_as_homework(units):
    for sessions in range(1, len(units) + 1):
        known = set()
        for hour in syllabus.build(units, sessions, 75):
            known |= {plan.number for plan in hour.before}
            assert set(hour.unit.needs) <= known, hour
            known.add(hour.unit.number)


def test_needs_of_needs_come_too_and_only_once(small):
    every = plans.read_all(small)
    only_last = syllabus.build([every[2]] + every[:2], 1, 75)
    assert [plan.number for plan in only_last[0].before] == ["00"], "07 comes first, so 00 alone is at home"
    hours = [syllabus.Session(1, every[2], 75, 0, syllabus._at_home([every[2]], every)[every[2].name])]
    assert [plan.number for plan in hours[0].before] == ["00", "07"]
    page = syllabus.as_markdown(every, hours, 75)
    assert "lesson 00, about 33 minutes; lesson 07, about 33 minutes" in page
    assert "about 66 minutes alone" in page


def test_the_whole_course_sets_no_homework(units):
    assert not any(hour.before for hour in syllabus.build(units, None, 75))


def test_hours_beyond_the_course_are_open_and_said_to_be(small):
    every = plans.read_all(small)
    page = syllabus.as_markdown(every, syllabus.build(every, 5, 60), 60, "Week")
    assert "| 4 | open: for what ran over | open | nothing |" in page
    assert "| 1 | 00: Title of 00-start | 50 and 10 to spare | nothing |" in page
    assert "Not in it" not in page


def test_what_is_left_out_is_named(small):
    every = plans.read_all(small)
    page = syllabus.as_markdown(every, syllabus.build(every, 1, 50), 50)
    assert "## Session 1: Title of 07-lab\n\n- 20 min: Begin\n- 30 min: Go on\n" in page
    assert "Not in it, for reading on: 00: Title of 00-start; 08: Title of 08-drives." in page


def test_a_plan_whose_minutes_do_not_add_up_is_named(small):
    plan = small / "07-lab" / "plan.md"
    plan.write_text(plan.read_text().replace("| 30 | Go on", "| 31 | Go on"))
    with pytest.raises(CannotTeach, match="50-minute plan in 07-lab/plan.md has 51 minutes"):
        plans.read_all(small)


def test_a_lesson_without_minutes_is_named(small):
    (small / "08-drives" / "lesson.md").write_text("# Title\n")
    with pytest.raises(CannotTeach, match="08-drives/lesson.md does not state its minutes"):
        plans.read_all(small)


def test_the_folder_of_the_teacher_is_no_lesson():
    assert (places.checkout() / "lessons" / "teaching" / "README.md").is_file()
    assert all(lesson.number.isdigit() for lesson in lessons.find())
    assert all(unit.number.isdigit() or unit.number == "role-play" for unit in plans.read_all())


def test_answers_are_collected_from_every_plan_and_the_rest_is_kept(small):
    page = small / "teaching" / "questions-students-ask.md"
    page.write_text("# Mine\n\n*Why?*\nBy hand.\n", encoding="utf-8")
    assert len(pages.rewrite(small)) == 2
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Mine\n\n*Why?*\nBy hand.\n\n<!--")
    assert "### 07: Title of 07-lab\n\n*Why 07-lab?*\nBecause of 07-lab.\nReally.\n\n*And then?*" in text
    assert pages.rewrite(small) == []
    page.unlink()
    with pytest.raises(CannotTeach, match="questions-students-ask.md is missing"):
        pages.wanted(small)


def test_every_plan_has_answers(units):
    assert [unit.name for unit in units if not unit.answers] == []


def test_the_command_prints_a_syllabus(capsys, units):
    assert cli.main(["syllabus", "--weeks", "6", "--minutes", "75"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("# Syllabus: 6 sessions of 75 minutes\n") and "| Week | Unit |" in shown
    assert cli.main(["syllabus", "--weeks", "2", "--per-week", "2", "--minutes", "50"]) == 0
    assert capsys.readouterr().out.count("\n## Session ") == 4
    assert cli.main(["syllabus"]) == 0
    assert f"# Syllabus: {len(units)} sessions" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minutes", "40"], "axis role-play --pop-up"),
        (["--weeks", "0"], "give a number from 1 to 60"),
        (["--sessions", "400"], "give a number from 1 to 60"),
    ],
)
def test_what_no_plan_fits_gets_a_remedy(arguments, said, capsys):
    assert cli.main(["syllabus", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_the_check_names_the_remedy(tmp_path, monkeypatch, capsys):
    shutil.copytree(places.checkout() / "lessons", tmp_path / "lessons")
    monkeypatch.setattr(places, "checkout", lambda: tmp_path)
    assert cli.main(["teaching"]) == 0
    capsys.readouterr()
    assert cli.main(["teaching", "--check"]) == 0
    page = tmp_path / "lessons" / "teaching" / "syllabus.md"
    page.write_text(page.read_text(encoding="utf-8").replace("75", "57"), encoding="utf-8")
    assert cli.main(["teaching", "--check"]) == 1
    assert "syllabus.md differs from the plans. Run: axis teaching" in capsys.readouterr().out
    assert cli.main(["teaching"]) == 0
    assert "written    lessons/teaching/syllabus.md" in capsys.readouterr().out
