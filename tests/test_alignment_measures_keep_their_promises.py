"""Measures of alignment are symmetric, bounded, right at both extremes, and say what is missing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_russia_axis as cra
from china_russia_axis import alignment

TABLES = {
    name: cra.load(name) for name in ("votes_yearly", "ideal_points", "votes_by_issue", "ukraine_votes")
}
VOTES = st.lists(st.sampled_from("yna"), min_size=1, max_size=30)


@pytest.mark.parametrize("pair", alignment.PAIRS.values(), ids=alignment.PAIRS)
def test_the_order_of_a_pair_does_not_matter(pair):
    there, back = pair, pair[::-1]
    votes, points, ukraine = TABLES["votes_yearly"], TABLES["ideal_points"], TABLES["ukraine_votes"]
    assert alignment.kinds_of_votes(votes, *there).equals(alignment.kinds_of_votes(votes, *back))
    assert alignment.distance_band(points, *there).equals(alignment.distance_band(points, *back))
    assert alignment.same_on_ukraine(ukraine, *there) == alignment.same_on_ukraine(ukraine, *back)
    turned = alignment.indicators_of_pairs(cra.load, pairs={"turned": back, "pair": there})
    assert turned.loc["turned"].equals(turned.loc["pair"])


@pytest.mark.parametrize("pair", alignment.PAIRS.values(), ids=alignment.PAIRS)
def test_the_three_kinds_of_votes_make_a_hundred(pair):
    kinds = alignment.kinds_of_votes(TABLES["votes_yearly"], *pair)
    shares = kinds[["identical", "one_abstained", "opposed"]]
    assert shares.sum(axis=1).to_numpy() == pytest.approx(100)
    assert ((shares >= -1e-9) & (shares <= 100)).all(axis=None)


def test_the_kinds_of_votes_agree_with_the_shares_of_the_source():
    rows = TABLES["votes_yearly"].query("iso3_a == 'CHN' and iso3_b == 'RUS'").set_index("year")
    kinds = alignment.kinds_of_votes(TABLES["votes_yearly"], "CHN", "RUS")
    half = kinds["identical"] + kinds["one_abstained"] / 2
    assert (100 * rows["same_share"] - kinds["identical"]).abs().max() < 0.01
    assert (100 * rows["half_share"] - half).abs().max() < 0.01


def test_the_published_findings_come_out():
    same = alignment.identical(TABLES["votes_yearly"], "RUS", "CHN")
    gap = alignment.distance(TABLES["ideal_points"], "RUS", "CHN")
    assert [round(same[year]) for year in (1993, 2006, 2023)] == [39, 82, 68]
    assert gap[1995] == pytest.approx(2.95, abs=0.006) and gap[2024] == pytest.approx(0.26, abs=0.006)


def test_a_state_is_at_no_distance_from_itself():
    assert (alignment.distance(TABLES["ideal_points"], "CHN", "CHN") == 0).all()


def test_the_band_holds_the_distance_and_never_goes_below_nought():
    for pair in alignment.PAIRS.values():
        band = alignment.distance_band(TABLES["ideal_points"], *pair)
        assert (band["low"] <= band["distance"]).all() and (band["distance"] <= band["high"]).all()
        assert (band["low"] >= 0).all()


@given(first=VOTES)
def test_a_state_agrees_wholly_with_itself(first):
    assert alignment.compare(first, first) == {"identical": 100, "half_credit": 100, "opposed": 0}


@given(pairs=st.lists(st.tuples(st.sampled_from("yna"), st.sampled_from("yna")), min_size=1, max_size=30))
def test_the_three_measures_keep_their_order_and_their_bounds(pairs):
    first, second = zip(*pairs, strict=True)
    measures = alignment.compare(first, second)
    assert measures == alignment.compare(second, first)
    assert 0 <= measures["identical"] <= measures["half_credit"]
    assert measures["half_credit"] + measures["opposed"] <= 100 + 1e-9


def test_votes_that_cannot_be_compared_are_refused():
    with pytest.raises(ValueError, match="as many votes"):
        alignment.compare("yy", "y")
    with pytest.raises(ValueError, match="as many votes"):
        alignment.compare("", "")
    with pytest.raises(ValueError, match="'x' is no vote"):
        alignment.compare("yx", "yy")


def test_an_unknown_pair_is_named_with_the_partners_that_there_are():
    with pytest.raises(alignment.UnknownPair, match="no pair BRA and IND.*BRA is there with: CHN, RUS, USA"):
        alignment.identical(TABLES["votes_yearly"], "BRA", "IND")
    with pytest.raises(alignment.UnknownPair, match="no ideal points of TWN"):
        alignment.distance(TABLES["ideal_points"], "TWN", "CHN")


def test_what_the_source_marks_as_unusable_is_left_out():
    shares = alignment.by_issue(TABLES["votes_by_issue"], "CHN", "RUS")
    assert shares.loc["colonialism"].notna().tolist() == [True, True, True, False, False]


def test_opposed_calls_agree_with_the_yearly_count():
    calls = alignment.opposed_calls(TABLES["votes_by_issue"], "RUS", "CHN").loc["all recorded votes"]
    yearly = (
        TABLES["votes_yearly"].query("iso3_a == 'CHN' and iso3_b == 'RUS'").set_index("year")["n_opposed"]
    )
    for period, number in calls.items():
        first, last = map(int, period.split("-"))
        assert number == yearly.loc[first:last].sum()


def test_every_veto_is_counted_once():
    vetoes = cra.load("vetoes")
    counts = alignment.veto_counts(vetoes)["vetoes"]
    assert counts.sum() == len(vetoes)
    assert alignment.joined(vetoes)["group"].ne("others").all()
    assert counts["China and Russia"] == (vetoes["china"] & vetoes["russia"]).sum()


def test_both_ends_of_a_span_of_days_count():
    vetoes = cra.load("vetoes")
    assert alignment.veto_counts(vetoes, "2007-01-12", "2007-01-12")["vetoes"].sum() == 1


def test_a_row_that_nobody_verified_counts_nowhere():
    vetoes, ukraine = cra.load("vetoes"), TABLES["ukraine_votes"]
    assert alignment.veto_counts(vetoes.assign(verified=False))["vetoes"].sum() == 0
    rows = ukraine.assign(verified=ukraine["resolution"] != "ES-11/1")
    assert len(alignment.on_ukraine(rows, "CHN", "RUS")) == 7


def test_an_absent_state_is_not_compared():
    same, texts = alignment.same_on_ukraine(TABLES["ukraine_votes"], "IRN", "CHN")
    assert (same, texts) == (5, 5)


def test_the_same_trade_stands_beside_both_economies():
    weight = alignment.trade_dependence(cra.load("trade"), cra.load("country_panel"))
    panel = cra.load("country_panel").pivot(index="year", columns="iso3", values="gdp_usd_bn")
    dollars = [(weight[code] * panel[code] / 100).dropna() for code in ("CHN", "RUS")]
    assert dollars[0].to_numpy() == pytest.approx(dollars[1].to_numpy())
    assert dollars[0].to_numpy() == pytest.approx(
        alignment.goods_trade(cra.load("trade")).loc[dollars[0].index].to_numpy()
    )


def test_a_share_without_a_total_says_which_periods_there_are():
    with pytest.raises(LookupError, match="no total for WLD in 2021; the table has 2023"):
        alignment.share_of_all_trade(cra.load("partner_rankings"), "RUS", "CHN", "2021")


def test_pacts_are_read_from_three_lists_and_begin_with_their_year():
    from china_russia_axis.alignment import tables

    pact = {pair: tables.has_pact(cra.load, *pair) for pair in alignment.PAIRS.values()}
    assert {"-".join(pair) for pair, has in pact.items() if has} == {
        "BLR-RUS", "KAZ-RUS", "CHN-PRK", "GBR-USA", "JPN-USA", "KOR-USA",
    }  # fmt: skip
    assert tables.has_pact(cra.load, "PRK", "RUS", 2024) and not tables.has_pact(cra.load, "PRK", "RUS", 2023)
    assert tables.has_pact(cra.load, "CHN", "RUS", 1960) and not tables.has_pact(cra.load, "CHN", "RUS", 1985)


@settings(max_examples=5, deadline=None)
@given(year=st.integers(1995, 2023))
def test_indicators_stay_within_their_bounds(year):
    table = alignment.indicators_of_pairs(cra.load, year)
    assert table[["votes", "ukraine"]].stack().between(0, 100).all()
    assert (table["distance"] >= 0).all() and table["pact"].isin([0, 1]).all()
    assert set(table.columns) <= set(alignment.INDICATORS)
