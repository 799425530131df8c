"""The sentence of each figure is computed: alter the data, and it changes."""

import pytest

import china_russia_axis as cra
from china_russia_axis import alignment
from china_russia_axis.figures import alignment as figures

SOURCE = "Source: test"
NAMES = (
    "votes_yearly",
    "ideal_points",
    "votes_by_issue",
    "vetoes",
    "arms_customers",
    "trade",
    "country_panel",
)


def loaded():
    return {name: cra.load(name) for name in NAMES}


def two_measures(tables):
    both = alignment.two_measures(tables["votes_yearly"], tables["ideal_points"], "CHN", "RUS")
    return figures.two_measures(both, source=SOURCE)


def issues(tables):
    pairs = {
        pair: alignment.by_issue(tables["votes_by_issue"], *alignment.PAIRS[pair])
        for pair in ("China-Russia", "Russia-US", "China-US")
    }
    return figures.issues(pairs, ["human rights", "nuclear weapons"], source=SOURCE)


def veto_history(tables):
    return figures.veto_history(alignment.joined(tables["vetoes"]), source=SOURCE)


def arms(tables):
    table = alignment.arms_by_period(tables["arms_customers"], "CHN", "IND")
    return figures.arms(table, {"CHN": "China", "IND": "India"}, source=SOURCE)


def dependence(tables):
    table = alignment.trade_dependence(tables["trade"], tables["country_panel"])
    return figures.dependence(table, source=SOURCE)


def ranges(tables):
    pairs = alignment.indicators_of_pairs(lambda name: tables.get(name, cra.load(name)))
    drawn = alignment.drawn_ranks(pairs.drop(columns="trade"), draws=200)
    return figures.ranges(alignment.rank_ranges(drawn), draws=len(drawn), source=SOURCE)


def _russia_moves(tables):
    points = tables["ideal_points"]
    points.loc[points["iso3"] == "RUS", ["ideal_point", "low", "high"]] += 1


def _more_identical_votes(tables):
    votes = tables["votes_yearly"]
    votes["n_same"] = votes["n_joint"]


def _agree_on_everything(tables):
    tables["votes_by_issue"]["same_share"] = 1.0


def _no_joint_veto_before_2011(tables):
    vetoes = tables["vetoes"]
    tables["vetoes"] = vetoes[~(vetoes["year"].isin([2007, 2008]))]


def _half_to_china(tables):
    customers = tables["arms_customers"]
    last = (customers["iso3"] == "CHN") & (customers["period_start"] == 2020)
    customers.loc[last, "tiv"] /= 2


def _double_trade(tables):
    tables["trade"]["value_usd_bn"] *= 2


CASES = [
    (two_measures, _russia_moves),
    (two_measures, _more_identical_votes),
    (issues, _agree_on_everything),
    (veto_history, _no_joint_veto_before_2011),
    (arms, _half_to_china),
    (dependence, _double_trade),
    (ranges, _russia_moves),
]


@pytest.mark.parametrize(("draw", "alter"), CASES)
def test_altered_data_alter_the_sentence(draw, alter):
    tables = loaded()
    before = draw(tables).sentence
    alter(tables)
    after = draw(tables).sentence
    assert before and after and before != after


@pytest.mark.parametrize("draw", dict.fromkeys(draw for draw, _ in CASES))
def test_every_figure_is_drawn_with_units_source_and_a_description(draw):
    figure = draw(loaded())
    assert figure.png()[:4] == b"\x89PNG"
    assert figure.source == SOURCE and figure.alt
    labels = [label for axis in figure.axes for label in (axis.get_xlabel(), axis.get_ylabel())]
    assert any(word in label for label in labels for word in ("%", "year", "TIV", "rank"))


def test_the_opening_sentence_names_the_closest_year_of_each_measure():
    tables = loaded()
    same = alignment.identical(tables["votes_yearly"], "CHN", "RUS")
    gap = alignment.distance(tables["ideal_points"], "CHN", "RUS")
    assert two_measures(tables).sentence.endswith(
        f"By the first measure they were closest in {same.idxmax()}, by the second in {gap.idxmin()}."
    )


def test_an_estimate_is_drawn_with_its_band_and_dashed():
    axis = two_measures(loaded()).axes[1]
    assert axis.collections, "the band is missing"
    assert axis.lines[0].get_linestyle() == "--"
    low, high = axis.get_ylim()
    assert low > high, "up must mean closer"


def test_vetoes_on_ukraine_are_told_apart_by_a_hollow_mark():
    faces = {
        line.get_markerfacecolor() for line in veto_history(loaded()).axes[0].lines if len(line.get_xdata())
    }
    assert "white" in faces and len(faces) > 1


def test_the_pair_of_the_essay_is_the_only_one_in_colour():
    lines = ranges(loaded()).axes[0].lines
    colours = [line.get_color() for line in lines]
    assert colours.count("#D55E00") == 2
