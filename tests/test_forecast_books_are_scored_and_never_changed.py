"""A book is read line by line: the good lines count, the broken ones are named, and no file is touched."""

import csv
import json
from datetime import UTC, datetime

import pytest

from china_russia_axis import cli
from china_russia_axis import forecasts as fc
from china_russia_axis.widgets import forecast as widget

EVEN = dict.fromkeys(fc.FUTURES, 20)
QUESTIONS = fc.questions_of_the_essay()
EARLY = datetime(2024, 5, 1, tzinfo=UTC)


def write(folder, question, numbers, who="heron", now=EARLY):
    folder.mkdir(exist_ok=True)
    return fc.write_forecast(
        fc.FirstForecast(question, numbers, who, "why", QUESTIONS[question]), folder, now
    )


def yes(chance):
    return {"yes": chance, "no": 100 - chance}


def test_a_book_says_what_is_resolved_open_void_and_ambiguous(tmp_path):
    for question in ("F2", "Q05", "Q09", "Q21"):
        write(tmp_path, question, yes(30))
    found = fc.score_book(tmp_path)
    fate = found.forecasts.set_index("question_id")["status"].to_dict()
    assert fate == {"F2": "open", "Q05": "resolved", "Q09": "ambiguous", "Q21": "void"}
    mine = found.scores.query("forecaster == 'heron'")
    assert mine["brier"].tolist() == pytest.approx([0.18]) and found.problems == ()
    assert (
        "1 resolved, 1 open, 1 void, 1 ambiguous" in found.sentence and "0.18 on 1 question" in found.sentence
    )


def test_the_last_forecast_counts_and_the_first_can_be_asked_for(tmp_path):
    write(tmp_path, "Q05", yes(90))
    write(tmp_path, "Q05", yes(10), now=datetime(2024, 6, 1, tzinfo=UTC))
    for latest, chance in ((True, 0.9), (False, 0.1)):
        scores = fc.score_book(tmp_path, latest=latest).scores.query("forecaster == 'heron'")
        assert scores["chance_of_it"].tolist() == pytest.approx([chance])
    assert fc.revisions(tmp_path, "Q05")["yes"].tolist() == pytest.approx([0.9, 0.1])


def test_two_forecasts_within_a_second_are_two_forecasts(tmp_path):
    write(tmp_path, "F1", EVEN)
    write(tmp_path, "F1", EVEN | {"rupture": 10, "slower": 30})
    assert fc.inspect_book(tmp_path / fc.BOOK).problems == ()
    assert fc.revisions(tmp_path, "F1")["slower"].tolist() == pytest.approx([0.2, 0.3])


def test_what_is_written_after_the_answer_is_called_practice(tmp_path):
    write(tmp_path, "Q05", yes(1), now=datetime(2026, 11, 1, tzinfo=UTC))
    found = fc.score_book(tmp_path)
    assert found.forecasts["hindsight"].tolist() == [True] and "practice, not foresight" in found.sentence


def test_the_form_takes_a_question_of_the_essay_too(tmp_path):
    panel = widget.form(QUESTIONS["Q05"], str(tmp_path))
    boxes = [child.children[0] for child in panel.children if hasattr(child, "children")]
    boxes[0].value, boxes[1].value = 25, 75
    panel.children[-1].click()
    assert fc.score_book(tmp_path).forecasts["question_id"].tolist() == ["Q05"]


def test_no_book_and_an_empty_one_are_answered_kindly(tmp_path):
    found = fc.score_book(tmp_path)
    assert found.forecasts.empty and "is not there" in found.problems[0]
    assert "no forecast to score yet" in found.sentence
    assert fc.revisions(tmp_path).empty


HEAD = "written_at,forecaster,question_id,version,outcome,per_cent,reason\n"
GOOD = "2024-05-01T00:00:00+00:00,owl,Q05,1,yes,20,r\n2024-05-01T00:00:00+00:00,owl,Q05,1,no,80,r\n"
STAMP = "2024-05-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("only,three,cells", "line 4: 3 cells instead of 7"),
        (f"{STAMP},elk,Q99,1,yes,20,r", "line 4: there is no question 'Q99'"),
        (f"{STAMP},elk,Q05,1,perhaps,20,r", "line 4: 'perhaps' is no outcome of Q05. Write one of yes, no"),
        (f'{STAMP},elk,Q05,1,yes,"20,5",r', "line 4: '20,5' is no number from 0 to 100"),
        (f"{STAMP},elk,Q05,1,yes,nan,r", "line 4: 'nan' is no number"),
        (f"{STAMP},elk,Q05,1,yes,120,r", "line 4: '120' is no number"),
        ("yesterday,elk,Q05,1,yes,20,r", "line 4: 'yesterday' is no time"),
        (f"{STAMP},,Q05,1,yes,20,r", "line 4: the pseudonym is empty"),
        (f"{STAMP},elk,Q05,1,yes,20,r", "line 4: the forecast of 'elk' on Q05 is left out. Give one number"),
        (f"{STAMP},elk,Q05,1,yes,20,r\n{STAMP},elk,Q05,1,no,20,r", "line 4-5: the forecast of 'elk'"),
    ],
)
def test_a_broken_line_is_named_with_the_remedy_and_the_rest_still_counts(tmp_path, line, message):
    book = tmp_path / fc.BOOK
    text = HEAD + GOOD + line + "\n"
    book.write_text(text, encoding="utf-8")
    found = fc.score_book(tmp_path)
    assert any(message in problem for problem in found.problems), found.problems
    assert found.scores.query("forecaster == 'owl'")["chance_of_it"].tolist() == [0.8]
    assert book.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no forecast book"),
        (b"my shopping list\nmilk\n", "is no forecast book"),
        (HEAD.encode("utf-16"), "UTF-8"),
        (b"x" * 1_000_001, "too large"),
        ((HEAD + '"' + "x" * 200_000).encode(), "cannot be read"),
    ],
)
def test_a_file_that_is_no_book_is_named(tmp_path, content, message):
    (tmp_path / fc.BOOK).write_bytes(content)
    before = csv.field_size_limit(131_072)  # Python's own; other libraries raise it for everybody
    try:
        found = fc.inspect_book(tmp_path / fc.BOOK)
    finally:
        csv.field_size_limit(before)
    assert found.rows.empty and message in found.problems[0]


def classroom(tmp_path):
    write(tmp_path / "a", "Q05", yes(20), "heron")
    write(tmp_path / "b", "Q05", yes(50), "owl")
    write(tmp_path / "b", "F1", EVEN, "owl")
    (tmp_path / "copy.csv").write_bytes((tmp_path / "a" / fc.BOOK).read_bytes())
    (tmp_path / "notes.csv").write_text("hello\n", encoding="utf-8")
    return tmp_path


def test_a_class_is_pooled_and_duplicates_and_broken_files_are_named(tmp_path):
    found = fc.gather_books(classroom(tmp_path))
    assert found.files == 2 and set(found.entries["forecaster"]) == {"heron", "owl"}
    pooled = found.pool.set_index(["question_id", "outcome"])
    # Odds 1/4 and 1: the geometric mean is 1/2.
    assert pooled.loc[("Q05", "yes"), "chance"] == pytest.approx(1 / 3)
    assert pooled.loc[("Q05", "yes"), ["members", "lowest", "highest"]].tolist() == [2, 0.2, 0.5]
    assert "copy.csv is the same as a/my-forecasts.csv; it counts once." in found.problems
    assert any(text.startswith("notes.csv is no forecast book") for text in found.problems)
    assert {"heron", "owl", "class", "uniform"} <= set(found.scores["forecaster"])


def test_one_pseudonym_in_two_books_counts_once_with_the_latest_forecast(tmp_path):
    write(tmp_path / "a", "Q05", yes(20))
    write(tmp_path / "b", "Q05", yes(60), now=datetime(2025, 1, 1, tzinfo=UTC))
    found = fc.gather_books(tmp_path)
    assert found.pool["chance"].tolist() == pytest.approx([0.6, 0.4])
    assert any("stands in a/my-forecasts.csv, b/my-forecasts.csv" in text for text in found.problems)


def test_a_student_who_calls_herself_the_model_is_told_apart(tmp_path):
    write(tmp_path, "Q18", yes(20), "model")
    names = fc.score_book(tmp_path).scores["forecaster"]
    assert {"model", "model (student)"} <= set(names) and not names.duplicated().any()


def test_a_folder_without_books_gets_a_remedy(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(FileNotFoundError, match="Put each student's my-forecasts.csv into it"):
            fc.gather_books(folder)


def test_the_command_lists_scores_and_gathers(tmp_path, capsys):
    folder = str(classroom(tmp_path))
    assert cli.main(["forecast", "list"]) == 0
    shown = capsys.readouterr().out
    assert "kappa" in shown and all(question in shown for question in QUESTIONS)
    assert cli.main(["forecast", "score", folder + "/a"]) == 0
    assert "(came: no)" in capsys.readouterr().out
    assert cli.main(["forecast", "class", folder]) == 0
    said = capsys.readouterr()
    assert "33%" in said.out and "notes.csv" in said.err and "Nothing was changed" in said.err


def test_the_command_speaks_json(tmp_path, capsys):
    folder = str(classroom(tmp_path))
    assert cli.main(["forecast", "list", "--json"]) == 0
    assert {row["question_id"] for row in json.loads(capsys.readouterr().out)} == set(QUESTIONS)
    for action, folder_name in (("score", folder + "/a"), ("class", folder)):
        assert cli.main(["forecast", action, folder_name, "--json"]) == 0
        assert set(json.loads(capsys.readouterr().out)) == {"rows", "problems", "scores"}


def test_the_command_answers_a_wrong_folder_and_a_broken_book(tmp_path, capsys):
    assert cli.main(["forecast", "score", str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert cli.main(["forecast", "class", str(tmp_path)]) == 1
    assert "no forecast book" in capsys.readouterr().err
    (tmp_path / fc.BOOK).write_text("milk\n", encoding="utf-8")
    assert cli.main(["forecast", "score", str(tmp_path)]) == 1
    assert "is no forecast book" in capsys.readouterr().err


def test_new_rows_are_coded_by_a_command_that_writes_only_when_asked(tmp_path, monkeypatch, capsys):
    import shutil

    from china_russia_axis import places

    folder = tmp_path / "data"
    shutil.copytree(places.data(), folder)
    monkeypatch.setattr(places, "data", lambda: folder)
    assert cli.main(["forecast", "settle"]) == 0
    assert "Every coding stands" in capsys.readouterr().out
    path = folder / "forecast_resolutions.csv"
    sealed = path.read_bytes()
    path.write_bytes(sealed.replace(b"Q05,2026-05-20,no,no,no", b"Q05,2026-05-20,yes,yes,yes"))
    assert cli.main(["forecast", "settle"]) == 0
    assert "Q05: yes becomes no" in capsys.readouterr().out and path.read_bytes() != sealed
    assert cli.main(["forecast", "settle", "--write"]) == 0
    assert path.read_bytes() == sealed
