"""Sample sentences of the rubrics of lessons 06 to 10: each number in them is computed here."""

import re

import pytest

import china_russia_axis as cra
from china_russia_axis import places, rubrics

LESSONS = ("06", "07", "08", "09", "10")
COMPUTED = {
    ("06", "number", 2),
    ("06", "number", 1),
    ("06", "doubt", 2),
    ("06", "other_side", 2),
    ("07", "number", 2),
    ("07", "doubt", 2),
    ("07", "other_side", 2),
    ("08", "number", 2),
    ("08", "number", 1),
    ("09", "number", 2),
    ("09", "number", 1),
    ("09", "doubt", 2),
    ("10", "claims", 3),
    ("10", "claims", 2),
    ("10", "numbers", 3),
    ("10", "numbers", 2),
    ("10", "numbers", 1),
    ("10", "scenario", 3),
    ("10", "forecast", 3),
    ("10", "fairness", 3),
}
"""Samples whose numbers a test below computes."""

CHOSEN = {("10", "claims", 0), ("10", "forecast", 1), ("10", "change", 2), ("10", "change", 3)}
"""Samples whose numbers an imagined writer chose: chances, spans of time, and the boxes of the memo."""


@pytest.fixture(scope="module")
def baseline():
    return cra.scenario.Scenario()


def samples():
    for lesson in LESSONS:
        (path,) = places.lessons().glob(f"{lesson}-*/rubric.toml")
        for rubric in rubrics.read(path).values():
            for criterion in rubric.criteria:
                yield from (((lesson, criterion.key, one.points), one.sample) for one in criterion.levels)


def sample(*place):
    """The sample sentence of a level, by lesson, criterion and points."""
    assert place in COMPUTED
    return dict(samples())[place]


def per_cent(chance, digits=0):
    return f"{100 * chance:.{digits}f}"


def test_every_sample_with_a_figure_is_computed_or_of_its_writers_choice():
    figure = r"\d|\b(two|three|four|seven|ten|thirty|hundred|half|quarter)\b"
    found = {place for place, text in samples() if re.search(figure, text)}
    assert found <= COMPUTED | CHOSEN


def test_as_many_states_joined_nato_after_the_invasion_as_in_the_ten_years_before():
    days = cra.load("nato_members").query("verified")["accession_date"]
    after = days[days > "2022-02-24"]
    assert len(after) == 2 == days.between("2012-02-24", "2022-02-24").sum()
    assert f"{after.max():%B %Y}" == "March 2024" and len(days) > 30
    assert sample("06", "number", 2).startswith("From the invasion to March 2024 two states joined NATO")
    assert sample("06", "number", 1) == "NATO has more than thirty members."


def test_stockholm_spoke_of_a_shield_in_may_2022_and_joined_in_march_2024():
    told = cra.load("enlargement_tellings").query("capital == 'Stockholm' and telling == 'shield'")
    joined = cra.load("nato_members").set_index("iso3").loc["SWE", "accession_date"]
    assert f"{told['date'].min():%B %Y} and came in in {joined:%B %Y}" in sample("06", "doubt", 2)


def test_one_of_seven_members_gave_a_larger_share_in_2022_than_the_year_before():
    nato, money = cra.load("nato_members"), cra.load("military_expenditure")
    members = set(cra.security.members(nato, "2022-02-24")) & set(money["iso3"])
    share = cra.security.spending(money, sorted(members))
    assert (len(members), (share.loc[2022] > share.loc[2021]).sum()) == (7, 1)
    assert "of the seven in the table one gave a larger share" in sample("06", "other_side", 2)


def test_converging_leads_in_2033_and_in_nearly_every_draw(baseline):
    chances = cra.scenario.futures(baseline).loc[2033]
    text = sample("07", "number", 2)
    assert chances["converging"] > 0.5 and "more than the four other futures together" in text
    assert f"converging has {per_cent(chances['converging'])} per cent in 2033" in text
    said = cra.figures.sensitivity.ranges(cra.scenario.intervals(baseline)).sentence
    (draws,) = re.findall(r"converging as before in (\d+) per cent of the draws", said)
    assert f"likeliest in {draws} of a hundred draws for 2043" in text


def test_twice_the_drift_gives_points_to_accelerated(baseline):
    drift = cra.scenario.PARAMETERS["drift_closer"].default
    before = cra.scenario.futures(baseline).loc[2033]
    after = cra.scenario.futures(baseline.with_values(drift_closer=2 * drift)).loc[2033]
    text = sample("07", "doubt", 2)
    assert f"The {per_cent(before['converging'])} per cent" in text
    assert f"it is {per_cent(after['converging'])}, and the points go to accelerated" in text
    assert (after - before).idxmax() == "accelerated" and after.idxmax() == "converging"


def test_a_faster_model_puts_accelerated_first(baseline):
    numbers = cra.scenario.PARAMETERS
    faster = {name: one.high for name, one in numbers.items() if name.startswith("push_")}
    faster |= {"drift_closer": numbers["drift_closer"].high, "effect_fades": numbers["effect_fades"].low}
    trial = cra.scenario.futures(baseline.with_values(**faster))
    assert trial.loc[2033].idxmax() == trial.loc[2043].idxmax() == "accelerated"
    assert "put drift and pushes at the upper end" in sample("07", "other_side", 2)


def test_little_is_left_of_an_alliance_without_taiwan_and_its_bar_is_the_longest(baseline):
    without = cra.scenario.attribution.without(baseline, "taiwan crisis")
    left, whole = (cra.scenario.futures(one).loc[2043, "alliance"] for one in (without, baseline))
    assert f"from {per_cent(whole, 1)} to {per_cent(left, 1)} per cent" in sample("08", "number", 2)
    assert cra.scenario.tornado(baseline, "alliance", 2043).index[0] == "taiwan_crisis_per_year"
    assert sample("08", "number", 1) == "Taiwan has the longest bar in the tornado."


def test_talks_aid_and_sanctions_after_the_election_are_on_record():
    events = cra.load("events").set_index("event_id")
    coded = cra.load("forecast_resolutions").set_index("question_id").loc["Q13"]
    talks = [one for one in coded["events"].split(";") if one != "E120"]
    assert events.loc["E120", "title"] == "Trump wins the US presidential election"
    assert {f"{day:%B %Y}" for day in events.loc[talks, "date"]} == {"February 2025", "August 2025"}
    text, number = sample("09", "number", 2), cra.claim("C80").number
    assert len(talks) == 3 and "three talks" in text and "in February and August 2025" in text
    (aid,) = re.findall(r"aid: -(\d+) per cent", number)
    assert f"aid fell by {aid} per cent" in text
    assert "New American sanctions on Russia since: 1." in number
    assert f"{events.loc['E137', 'date']:%B %Y}" in sample("09", "doubt", 2)


def test_trade_went_down_in_2025():
    event = cra.load("events").set_index("event_id").loc["E143"]
    assert event["title"] == "Trade falls 6.9 percent in 2025" and event["verified"]
    assert sample("10", "claims", 3).startswith("Trade fell in 2025")
    assert sample("09", "number", 1) == "Trade between the two went down."


def test_memo_samples_quote_the_strong_memo_and_the_base_rate():
    memo = (places.lessons() / "10-your-forecast" / "sample-memos" / "strong.md").read_text(encoding="utf-8")
    row = r"^\| {} \|[^|]*\| (\d+) \((\d+)-(\d+)\) \|"
    most, low, high = re.search(row.format("converging"), memo, re.MULTILINE).groups()
    assert sample("10", "numbers", 3).startswith(
        f"Converging has {most} per cent in my scenario, {low} to {high}"
    )
    assert f"will win with {most} per cent" in sample("10", "numbers", 1)
    most, low, high = re.search(row.format("alliance"), memo, re.MULTILINE).groups()
    text = f"An alliance has {most} per cent in my scenario ({low} to {high})"
    assert sample("10", "numbers", 2).startswith(text)
    bases = cra.load("forecast_entries").query("forecaster == 'base rate' and question_id == 'F1'")
    base = bases.set_index("outcome").loc["converging"]
    mine = re.search(r"Converging goes down from (\d+) to (\d+)", memo)
    assert "slower 1, converging 9" in base["basis"] and mine[1] == per_cent(base["chance"])
    assert f"I go down from {mine[1]} to {mine[2]}, because ten" in sample("10", "forecast", 3)


def test_memo_samples_count_crises_vetoes_and_years_rightly():
    vetoes = cra.load("vetoes").query("verified and '2007-01-01' <= date <= '2023-08-31'")
    assert (vetoes["china"] & vetoes["russia"]).sum() < len(vetoes) / 2
    assert "both together cast fewer than half" in sample("10", "claims", 2)
    assert "four cases since 1950" in sample("10", "scenario", 3)
    assert "four crises in the 74 years 1950-2023" in cra.scenario.PARAMETERS["taiwan_crisis_per_year"].source
    days = cra.load("events").set_index("event_id")["date"]
    assert days["E018"].year == 2001 and 24.5 < (days["E144"] - days["E018"]).days / 365.25 < 25.5
    assert "treaty of 2001 has held for a quarter of a century" in sample("10", "fairness", 3)
