"""The sentence under each figure about the ties follows the data: alter them, and it changes."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis import ties
from china_russia_axis.figures import ties as figures

SOURCE = "Source: a test"


def votes_of_china(vote):
    table = cra.load("ukraine_votes")
    return table.assign(vote=table["vote"].mask(table["iso3"] == "CHN", vote))


def draw_votes(table):
    names = table.set_index("iso3")["country"].to_dict()
    return figures.votes(ties.votes_on_ukraine(table, ["RUS", "CHN", "IND"]), names=names, source=SOURCE)


def draw_wording(points):
    documents = cra.load("documents")
    dates = documents.set_index("doc_id")["date"].to_dict()
    return figures.wording(ties.wording(documents, points), dates=dates, source=SOURCE)


def test_the_panels_of_the_break_name_what_came_and_what_was_expected():
    series = ties.indicators(cra.load)
    figure = figures.breaks(series, source=SOURCE)
    assert "trade 215 where the line gives 128 (above)" in figure.sentence
    calm = series | {"trade": series["trade"].where(series["trade"].index < 2022, 128.0)}
    assert "(on trend)" in figures.breaks(calm, source=SOURCE).sentence.split(";")[0]


def test_the_mirror_names_peak_gap_and_the_last_year_of_the_second_witness():
    table = ties.mirror(cra.load("trade"))
    sentence = figures.mirror(table, source=SOURCE).sentence
    assert "a peak of 245 in 2024" in sentence and "Russia's last year in the table is 2021" in sentence
    shorter = table.assign(russia_usd_bn=table["russia_usd_bn"].where(table.index < 2015))
    assert "Russia's last year in the table is 2014" in figures.mirror(shorter, source=SOURCE).sentence


def test_energy_names_the_largest_step_between_years_in_one_unit():
    oil, gas = ties.crude_oil(cra.load("energy_flows")), ties.pipeline_gas(cra.load("energy_flows"))
    assert "largest step is +21 in 2023" in figures.energy(oil, gas, source=SOURCE).sentence
    flat = oil.assign(million_tonnes=oil["million_tonnes"].mask(oil["year"] == 2024, 150.0))
    assert "largest step is +43 in 2024" in figures.energy(flat, gas, source=SOURCE).sentence


def test_the_bars_of_exercises_count_what_is_on_the_list():
    exercises = cra.load("exercises")
    sentence = figures.exercises(ties.exercises_by_year(exercises), source=SOURCE).sentence
    assert "47 exercises up to 2023" in sentence and "12 fall in 2022 and 2023" in sentence
    fewer = exercises[exercises["year"] != 2022]
    changed = figures.exercises(ties.exercises_by_year(fewer), source=SOURCE).sentence
    assert "41 exercises up to 2023" in changed and "6 fall in 2022 and 2023" in changed


def test_the_grid_of_votes_counts_chinas_votes():
    assert "China abstained on 5, voted against 2 and for 0" in draw_votes(cra.load("ukraine_votes")).sentence
    assert "it voted as Russia did 7 times" in draw_votes(votes_of_china("no")).sentence


def test_the_grid_of_topics_counts_the_texts_against_nato():
    points = cra.load("document_points")
    assert (
        "Against NATO's growth or reach: 3 texts, the first of them from 2016"
        in draw_wording(points).sentence
    )
    later = points[points["doc_id"] != "CR2016"]
    assert "2 texts, the first of them from 2022" in draw_wording(later).sentence


@pytest.mark.parametrize("vote", ["yes", "no", "abstain", "absent"])
def test_every_vote_has_a_letter_so_that_the_grid_can_be_read_in_grey(vote):
    letters = [figures._VOTES[one][1] for one in figures._VOTES]
    assert len(set(letters)) == len(letters)
    written = [text.get_text() for text in draw_votes(votes_of_china(vote)).axes[0].texts]
    assert written.count(figures._VOTES[vote][1]) >= 7


def test_a_converted_value_is_drawn_hollow():
    oil, gas = ties.crude_oil(cra.load("energy_flows")), ties.pipeline_gas(cra.load("energy_flows"))
    figure = figures.energy(oil, gas, source=SOURCE)
    hollow = [
        line
        for line in figure.axes[0].lines
        if line.get_markerfacecolor() == "white" and len(line.get_xdata())
    ]
    assert [list(map(int, line.get_xdata())) for line in hollow] == [[2018]]


def test_every_figure_has_units_on_its_axes():
    series = ties.indicators(cra.load)
    for axis in figures.breaks(series, source=SOURCE).axes:
        assert axis.get_xlabel() and axis.get_ylabel()


def test_a_year_without_a_figure_leaves_a_gap_in_the_line():
    oil, gas = ties.crude_oil(cra.load("energy_flows")), ties.pipeline_gas(cra.load("energy_flows"))
    lines = {line.get_label(): line for line in figures.energy(oil, gas, source=SOURCE).axes[0].lines}
    saudi = pd.Series(lines["from Saudi Arabia"].get_ydata(), index=lines["from Saudi Arabia"].get_xdata())
    assert pd.isna(saudi[2022])
