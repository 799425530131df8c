"""``axis class``: every file of a class is read, counted or named with its reason; nothing is lost."""

import json
import os
import random
import xml.etree.ElementTree as ET
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import cli
from china_russia_axis import scenario as sc
from china_russia_axis.figures import classroom
from china_russia_axis.scenario import files, gathering, pooling, sharing

LISTS = ("counted", "older", "apart", "unread", "left_alone")


def scenario(author, crisis=0.06, **header):
    return sc.Scenario(author=author, **header).with_values(taiwan_crisis_per_year=crisis)


@pytest.fixture
def folder(tmp_path):
    """A class of eight with nearly everything that goes wrong."""
    inside = tmp_path / "class"
    (inside / "late" / "again.toml").mkdir(parents=True)
    for place, name in enumerate(["Heron", "lynx", "owl", "pike", "stork"]):
        files.save(scenario(name, 0.04 + place / 100), inside / f"{name}.toml")
    files.save(scenario("otter", 0.3), inside / "late" / "again.toml" / "otter.toml")
    code = sharing.to_code(scenario("newt"))
    other = sharing.to_code(scenario("crane"))
    (inside / "codes.txt").write_bytes(f"hi {code}\r\n{code[:-6]}\r\n{other}".encode("utf-16"))
    (inside / "empty.txt").write_text("")
    (inside / "broken.toml").write_text(files.dumps(scenario("broken")).replace("value = 0.06", "value = 6"))
    (inside / "half.toml").write_text(files.dumps(scenario("half"))[:3000].rpartition("=")[0])
    (inside / "empty.toml").write_text("")
    (inside / "latin.toml").write_bytes(files.dumps(scenario("Müller")).encode("latin-1"))
    (inside / "huge.toml").write_bytes(b"#" * 300_000)
    (inside / "huge.txt").write_bytes(b"#" * 300_000)
    (inside / "photo.jpg").write_bytes(b"\xff\xd8")
    (inside / "newer.toml").write_text(files.dumps(scenario("x")).replace("format = 1", "format = 2"))
    files.save(scenario("HERON ", 0.2, created=date(2026, 11, 3)), inside / "a heron.toml")
    files.save(scenario("late", start_year=2025), inside / "start.toml")
    files.save(scenario("far", horizon=30), inside / "far.toml")
    files.save(scenario("war").with_start(taiwan="war"), inside / "war.toml")
    return inside


def where(things):
    return sorted(one.where for one in things)


def test_the_counts_add_up_and_every_file_is_somewhere(folder):
    found = gathering.gather(folder)
    assert found.found == sum(len(getattr(found, name)) for name in LISTS)
    named = [*where(found.counted), *where(found.apart), *where(found.unread), *found.left_alone]
    named += [old.where for old, _ in found.older]
    files_named = {name.partition(", code")[0] for name in named}
    on_disk = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files_named - {"late/again.toml"} == on_disk
    assert len(named) == len(set(named)) == found.found


def test_each_goes_where_the_rules_say(folder):
    found = gathering.gather(folder)
    assert [one.label for one in found.counted] == [
        "crane", "HERON", "lynx", "newt", "otter", "owl", "pike", "stork",
    ]  # fmt: skip
    assert where(found.apart) == ["far.toml", "start.toml", "war.toml"]
    assert found.left_alone == ("photo.jpg",)
    assert where(found.unread) == [
        "broken.toml", "codes.txt, code 2", "empty.toml", "empty.txt", "half.toml", "huge.toml",
        "huge.txt", "late/again.toml", "latin.toml", "newer.toml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reason", "remedy"),
    [
        ("broken.toml", "between 0 and 1", "write 0.06"),
        ("codes.txt, code 2", "cut off", "Copy it again"),
        ("empty.toml", "is missing", "Add format = 1"),
        ("empty.txt", "no code", "axis scenario code"),
        ("half.toml", "not valid TOML", "cut off perhaps"),
        ("huge.toml", "far larger", "axis scenario new"),
        ("huge.txt", "far larger", "take out the rest"),
        ("late/again.toml", "is a folder", "read by itself"),
        ("latin.toml", "not a text in UTF-8", "Save it as UTF-8"),
        ("newer.toml", "version 2", "update the course"),
    ],
)
def test_what_cannot_be_read_is_named_with_reason_and_remedy(folder, name, reason, remedy):
    (one,) = (one for one in gathering.gather(folder).unread if one.where == name)
    said = " ".join(map(str, one.problems))
    assert reason in said and remedy in said


def test_how_a_start_or_an_end_differs_is_said(folder):
    found = gathering.gather(folder)
    assert [found.differs(one) for one in sorted(found.apart, key=lambda one: one.where)] == [
        "horizon 30 instead of 20",
        "start year 2025 instead of 2023",
        "taiwan starts war instead of calm",
    ]


def test_of_one_pseudonym_the_newest_counts_and_the_older_is_named(tmp_path):
    day = date(2026, 11, 3)
    files.save(scenario("Ada", 0.01), tmp_path / "z.toml")
    files.save(scenario(" ada", 0.02, created=day), tmp_path / "copy 10.toml")
    files.save(scenario("ADA", 0.03, created=day), tmp_path / "copy 9.toml")
    files.save(scenario("ada", 0.04, created=date(2026, 11, 2)), tmp_path / "later name.toml")
    found = gathering.gather(tmp_path)
    assert where(found.counted) == ["copy 10.toml"]
    assert sorted((old.where, new.where) for old, new in found.older) == [
        ("copy 9.toml", "copy 10.toml"),
        ("later name.toml", "copy 10.toml"),
        ("z.toml", "copy 10.toml"),
    ]


def test_without_a_pseudonym_nobody_is_taken_for_somebody_else(tmp_path):
    for name in ("a", "b"):
        files.save(sc.Scenario(), tmp_path / f"{name}.toml")
    found = gathering.gather(tmp_path)
    assert [one.label for one in found.counted] == ["no pseudonym (a.toml)", "no pseudonym (b.toml)"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
def test_links_and_pipes_are_named_and_never_followed(tmp_path):
    outside = tmp_path / "outside.toml"
    files.save(scenario("outsider"), outside)
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "link.toml").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    (folder / "nowhere.toml").symlink_to("missing")
    os.mkfifo(folder / "pipe.toml")
    found = gathering.gather(folder)
    assert not found.counted and where(found.unread) == ["link.toml", "nowhere.toml", "pipe.toml", "round"]
    assert "Put the file itself" in str(found.unread[0].problems[0])


def test_a_thousand_files_of_which_some_are_broken(tmp_path):
    dice = random.Random(7)
    broken = set(dice.sample(range(1000), 60))
    whole = {place: scenario(f"bird {place}", round(dice.uniform(0, 0.2), 3)) for place in range(1000)}
    for place, one in whole.items():
        content = files.dumps(one).encode()
        if place in broken:
            content = dice.choice(
                [
                    content[: content.rindex(b"=", 0, 3000)],
                    b"",
                    b"\xff\xfe\x00",
                    b"[" * 3000,
                    b"x = 0x" + b"f" * 20_000,
                ]
            )
        (tmp_path / f"{place}.toml").write_bytes(content)
    found = gathering.gather(tmp_path)
    assert {int(one.where[:-5]) for one in found.unread} == broken
    assert len(found.counted) == 940 and found.found == 1000
    assert found.shares.shape == (940, 21, 5)
    for one, shares in list(zip(found.counted, found.shares, strict=True))[::97]:
        np.testing.assert_allclose(shares, sc.chances(one.scenario), atol=1e-12)


SHARES = st.lists(st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(sum), min_size=1, max_size=9).map(
    lambda rows: np.array([[number / sum(row) for number in row] for row in rows])
)


@given(shares=SHARES)
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_a_pool_is_a_distribution_between_the_answers(shares):
    for pool in (pooling.geometric_pool(shares), pooling.linear_pool(shares)):
        assert pool.sum() == pytest.approx(1) and (pool >= 0).all()
        assert not pool[(shares == 0).all(axis=0)].any()
    np.testing.assert_allclose(pooling.geometric_pool(shares), pooling.geometric_pool(shares[::-1]))


def test_the_geometric_pool_of_two_futures_is_the_mean_of_odds():
    shares = np.array([[0.1, 0.9], [0.4, 0.6], [0.7, 0.3]])
    odds = np.prod(shares[:, 0] / shares[:, 1]) ** (1 / 3)
    assert pooling.geometric_pool(shares)[0] == pytest.approx(odds / (1 + odds))
    assert pooling.linear_pool(shares)[0] == pytest.approx(0.4)


def test_one_who_holds_a_future_impossible_has_no_veto():
    shares = np.array([[0.0, 1.0]] + [[0.5, 0.5]] * 9)
    assert 0.2 < pooling.geometric_pool(shares)[0] < 0.5


def test_an_outlier_is_named_by_pseudonym_and_the_rest_are_not(folder):
    found = gathering.gather(folder)
    assert [one.label for one, _ in found.outliers] == ["otter", "HERON"]
    (_, far), _ = found.outliers
    year, future = found.headline_years[far.year], sc.RELATIONSHIPS[far.future]
    own = sc.futures(scenario("otter", 0.3)).loc[year, future]
    assert far.share == pytest.approx(own) and far.distance > pooling.FAR


def test_a_small_or_a_close_class_has_no_outliers():
    close = np.full((9, 3, 5), 0.2) + np.linspace(0, 0.01, 9)[:, None, None]
    assert pooling.outliers(close) == ()
    assert pooling.outliers(np.eye(5)[:4, None]) == ()


def test_the_command_tells_all_of_it(folder, capsys):
    assert cli.main(["class", str(folder)]) == 0
    shown = capsys.readouterr().out
    found = gathering.gather(folder)
    assert f"{found.found} found: {len(found.counted)} counted" in shown
    for word in (
        "Heron: Heron.toml, newer is a heron.toml",
        "otter",
        "photo.jpg",
        "horizon 30 instead of 20",
    ):
        assert word in shown
    for one in found.unread:
        assert one.where in shown
    assert str(folder) not in shown


def test_the_command_gives_everything_as_json(folder, capsys):
    assert cli.main(["class", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["found"] == sum(told["counts"][name] for name in LISTS)
    for name, key in zip(LISTS, ("scenarios", *LISTS[1:]), strict=True):
        assert len(told[key]) == told["counts"][name]
    row = told["futures"]["2043"]["alliance"]
    assert row["q10"] <= row["q50"] <= row["q90"] and 0 < row["geometric"] < 1


def test_a_class_without_a_scenario_and_a_folder_that_is_not_there(tmp_path, capsys):
    assert cli.main(["class", str(tmp_path)]) == 1
    assert "put .toml files or codes" in capsys.readouterr().err
    assert cli.main(["class", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["counts"]["found"] == 0
    assert cli.main(["class", str(tmp_path / "none")]) == 1
    assert "Name the folder" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_picture_is_kept_and_never_written_over(folder, tmp_path, capsys, ending):
    out = tmp_path / f"class.{ending}"
    assert cli.main(["class", str(folder), "--out", str(out)]) == 0
    first = out.read_bytes()
    assert "otter" in capsys.readouterr().err
    assert cli.main(["class", str(folder), "--out", str(out)]) == 1
    assert "stays as it is" in capsys.readouterr().err and out.read_bytes() == first
    assert cli.main(["class", str(folder), "--out", str(tmp_path / "class.pdf")]) == 1
    assert ".png or .svg" in capsys.readouterr().err


def test_the_sentence_follows_the_class(folder):
    before = classroom.spread(gathering.gather(folder))
    (folder / "late" / "again.toml" / "otter.toml").unlink()
    found = gathering.gather(folder)
    after = classroom.spread(found)
    assert "otter" in before.sentence and "otter" not in after.sentence
    assert before.source != after.source and found.fingerprint[:10] in after.source
    assert f"{100 * found.geometric[-1, 4]:.0f} per cent" in after.sentence


def test_the_picture_has_a_line_for_everyone_and_the_pool_in_ink(folder):
    found = gathering.gather(folder)
    for place, panel in enumerate(classroom.spread(found).axes):
        thin = [line for lines in panel.collections[1:] for line in lines.get_segments()]
        assert len(thin) == len(found.counted)
        pool, plain = (line.get_ydata() / 100 for line in panel.lines)
        np.testing.assert_allclose(pool, found.geometric[:, place])
        np.testing.assert_allclose(plain, found.linear[:, place])


def test_a_pseudonym_that_is_an_attack_is_shown_and_does_nothing(tmp_path, capsys):
    for place in range(6):
        files.save(scenario(f"bird {place}"), tmp_path / f"{place}.toml")
    evil = "\x1b[2J<script>\n$\\frac{1}{0}$" + "\N{CJK UNIFIED IDEOGRAPH-718A}" + "x" * 500
    files.save(scenario(evil, 0.3), tmp_path / "6.toml")
    out = tmp_path / "class.svg"
    assert cli.main(["class", str(tmp_path), "--out", str(out)]) == 0
    shown = "".join(capsys.readouterr())
    assert "\x1b" not in shown and "<script>" in shown and "x" * 60 not in shown
    assert "<script>" in "".join(ET.parse(out).getroot().itertext())
    assert b"<script>" not in out.read_bytes()
