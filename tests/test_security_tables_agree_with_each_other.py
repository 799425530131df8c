"""The security tables hold together: what can be computed twice comes out the same twice."""

from math import exp, log, sqrt

import pytest

import china_russia_axis as cra

Z = 1.959963984540054
PERIODS = (1995, 2000, 2005, 2010, 2015, 2020)


def five_years(column, first):
    table = cra.load("arms_yearly")
    return table.loc[table.year.between(first, first + 4), column].sum()


# --- votes


def test_shares_of_identical_votes_follow_from_the_counts():
    table = cra.load("votes_yearly")
    assert (table.n_same / table.n_joint - table.same_share).abs().max() < 5.1e-5


def test_half_credit_counts_what_is_neither_the_same_nor_opposed():
    table = cra.load("votes_yearly")
    half = (table.n_same + (table.n_joint - table.n_same - table.n_opposed) / 2) / table.n_joint
    assert (half - table.half_share).abs().max() < 5.1e-5


def test_no_pair_agrees_or_disagrees_more_often_than_it_votes():
    table = cra.load("votes_yearly")
    assert (table.n_same + table.n_opposed <= table.n_joint).all()
    assert (table.n_contested <= table.n_joint).all()
    # A unanimous roll call is one on which every pair agrees.
    agreed = table.same_share_contested * table.n_contested + (table.n_joint - table.n_contested)
    assert (agreed - table.n_same).abs().max() < 0.02


def test_each_pair_of_states_stands_once_in_alphabetical_order():
    for name in ("votes_yearly", "votes_by_issue", "disputes"):
        table = cra.load(name)
        assert (table.iso3_a < table.iso3_b).all(), name


@pytest.mark.parametrize("pair", [("CHN", "RUS"), ("CHN", "USA"), ("RUS", "USA")])
def test_votes_by_issue_add_up_to_votes_by_year(pair):
    yearly, periods = cra.load("votes_yearly"), cra.load("votes_by_issue")
    of_pair = yearly[(yearly.iso3_a == pair[0]) & (yearly.iso3_b == pair[1])]
    everything = periods[
        (periods.iso3_a == pair[0]) & (periods.iso3_b == pair[1]) & (periods.issue_code == "all")
    ]
    assert len(everything) == 5
    for row in everything.itertuples():
        years = of_pair[of_pair.year.between(row.period_start, row.period_end)]
        assert years.n_joint.sum() == row.n_joint
        assert years.n_same.sum() / years.n_joint.sum() == pytest.approx(row.same_share, abs=1e-4)


def test_an_issue_never_has_more_votes_than_all_issues():
    table = cra.load("votes_by_issue")
    key = ["period_start", "iso3_a", "iso3_b"]
    everything = table[table.issue_code == "all"].set_index(key).n_joint
    rest = table[table.issue_code != "all"].set_index(key)
    assert (rest.n_joint <= everything.reindex(rest.index)).all()


def test_issue_flags_that_mark_the_same_votes_are_declared_unusable():
    table = cra.load("votes_by_issue").set_index(["issue_code", "period_start", "iso3_a", "iso3_b"])
    last = [("co", 2022, "CHN", "RUS"), ("ec", 2022, "CHN", "RUS")]
    assert table.loc[last[0], "n_joint"] == table.loc[last[1], "n_joint"]
    unusable = table.index[~table.usable]
    assert {(code, start) for code, start, *_ in unusable} == {
        (c, y) for c in ("co", "ec") for y in (2014, 2022)
    }


def test_ideal_points_lie_within_their_intervals():
    table = cra.load("ideal_points")
    assert ((table.low <= table.ideal_point) & (table.ideal_point <= table.high)).all()


def test_totals_of_a_resolution_are_one_set_and_cover_every_member():
    table = cra.load("ukraine_votes")
    totals = table[["resolution", "total_yes", "total_no", "total_abstain", "total_absent"]].drop_duplicates()
    assert totals.resolution.is_unique
    assert (totals.filter(like="total_").sum(axis=1) == 193).all()


def test_the_28_states_never_cast_more_votes_of_a_kind_than_the_world():
    table = cra.load("ukraine_votes")
    assert (table.groupby("resolution").size() == 28).all()
    for answer in ("yes", "no", "abstain", "absent"):
        cast = (table.vote == answer).groupby(table.resolution).sum()
        assert (cast <= table.groupby("resolution")[f"total_{answer}"].first()).all(), answer


def test_the_special_session_on_ukraine_is_outside_the_yearly_counts_and_they_say_so():
    table = cra.load("ukraine_votes")
    assert set(table.loc[~table.resolution.str.startswith("ES-11"), "resolution"]) == {"68/262"}
    assert any("ES-11" in doubt for doubt in cra.load("votes_yearly").attrs["doubts"])


# --- vetoes

MEMBERS = {"CHN": "china", "RUS": "russia", "USA": "usa", "GBR": "uk", "FRA": "france"}


@pytest.mark.parametrize("code, column", MEMBERS.items())
def test_vetoes_counted_by_flag_and_by_list_are_the_same(code, column):
    table = cra.load("vetoes")
    assert (table[column] == table.vetoed_by.str.split(";").map(lambda members: code in members)).all()


def test_vetoes_alone_and_together_add_up():
    table = cra.load("vetoes")
    together = (table.china & table.russia).sum()
    alone = {code: (table.vetoed_by == code).sum() for code in MEMBERS}
    assert sum(alone.values()) + together == len(table) == 69
    assert (table.date.dt.year == table.year).all()


# --- arms


def test_yearly_arms_shares_follow_from_the_volumes():
    table = cra.load("arms_yearly")
    imports = table.russia_to_china_tiv / table.china_imports_tiv
    exports = table.russia_to_china_tiv / table.russia_exports_tiv
    # Volumes are rounded to a tenth, which moves a share of small volumes in the fourth decimal.
    assert (imports - table.russia_share_of_china_imports).abs().max() < 2e-4
    assert (exports - table.china_share_of_russia_exports).abs().max() < 2e-4


@pytest.mark.parametrize("first", PERIODS)
def test_five_year_arms_tables_agree_with_the_years(first):
    suppliers, customers = cra.load("arms_suppliers"), cra.load("arms_customers")
    exporters, categories = cra.load("arms_exporters"), cra.load("arms_categories")
    delivered = five_years("russia_to_china_tiv", first)

    def cell(table, code, column):
        return table.loc[(table.period_start == first) & (table.iso3 == code), column].item()

    assert cell(suppliers, "RUS", "tiv") == pytest.approx(delivered, abs=0.3)
    assert cell(customers, "CHN", "tiv") == pytest.approx(delivered, abs=0.3)
    assert categories.loc[categories.period_start == first, "tiv"].sum() == pytest.approx(delivered, abs=0.5)
    assert cell(customers, "IND", "tiv") == pytest.approx(five_years("russia_to_india_tiv", first), abs=0.3)
    assert cell(exporters, "RUS", "tiv") == pytest.approx(five_years("russia_exports_tiv", first), abs=0.3)


@pytest.mark.parametrize("first", PERIODS)
def test_five_year_arms_shares_follow_from_the_volumes(first):
    suppliers = cra.load("arms_suppliers").query("period_start == @first")
    customers = cra.load("arms_customers").query("period_start == @first")
    imports, exports = five_years("china_imports_tiv", first), five_years("russia_exports_tiv", first)
    assert (suppliers.tiv / imports - suppliers.share_of_china_imports).abs().max() < 1e-4
    assert (customers.tiv / exports - customers.share_of_russia_exports).abs().max() < 1e-4


@pytest.mark.parametrize("name", ["arms_suppliers", "arms_customers", "arms_exporters"])
def test_arms_ranks_follow_the_volumes(name):
    for _, period in cra.load(name).groupby("period_start"):
        assert list(period["rank"]) == list(range(1, len(period) + 1))
        assert period.sort_values("rank").tiv.is_monotonic_decreasing


def test_world_shares_of_one_period_imply_one_world_total():
    for _, period in cra.load("arms_exporters").groupby("period_start"):
        implied = period.tiv / period.share_of_world_exports
        assert implied.max() / implied.min() < 1.01


# --- alliances


def wilson(events, trials):
    share, width = events / trials, Z * Z / trials
    centre = (share + width / 2) / (1 + width)
    half = Z * sqrt(share * (1 - share) / trials + width / (4 * trials)) / (1 + width)
    return max(0.0, centre - half), centre + half


def test_hazards_are_events_over_dyad_years_with_their_wilson_interval():
    for row in cra.load("alliance_base_rates").itertuples():
        low, high = wilson(row.events, row.dyad_years)
        assert row.hazard == pytest.approx(row.events / row.dyad_years, abs=6e-6)
        assert (row.ci95_low, row.ci95_high) == pytest.approx((low, high), abs=1e-5)


def test_chance_within_ten_years_is_the_hazard_ten_times_survived():
    for row in cra.load("alliance_base_rates").itertuples():
        expected = 1 - (1 - row.events / row.dyad_years) ** 10
        assert row.prob_within_10_years == pytest.approx(expected, abs=6e-5)


def test_pacts_never_begin_in_more_years_than_there_are_pacts():
    table = cra.load("alliance_base_rates")
    assert (table.distinct_onset_years <= table.events).all()
    assert ((table.events == 0) == (table.distinct_onset_years == 0)).all()
    assert (table.distinct_onset_years <= table.period_end - table.period_start + 1).all()


@pytest.mark.parametrize("condition", ["shared_rival", "shared_dispute_opponent", "war_involving_either"])
def test_a_condition_and_its_absence_make_up_the_whole(condition):
    table = cra.load("alliance_base_rates").set_index(
        ["period_start", "period_end", "population", "condition"]
    )
    parts = table[["dyad_years", "events"]].unstack("condition")
    for column in ("dyad_years", "events"):
        both = parts[column][condition] + parts[column][f"no_{condition}"]
        assert (both == parts[column]["all"]).all()


def test_rate_ratios_start_from_the_base_rates():
    rates = cra.load("alliance_base_rates").query("period_start == 1817 and period_end == 2018")
    rates = rates.set_index(["population", "condition"])
    ratios = cra.load("alliance_rate_ratios").query("world_wars == 'included'")
    assert len(ratios) == 12
    for row in ratios.itertuples():
        exposed, whole = rates.loc[(row.population, row.condition)], rates.loc[(row.population, "all")]
        assert (row.exposed_events, row.exposed_dyad_years) == (exposed.events, exposed.dyad_years)
        assert row.exposed_events + row.unexposed_events == whole.events
        assert row.exposed_dyad_years + row.unexposed_dyad_years == whole.dyad_years


def test_rate_ratios_and_their_intervals_follow_from_the_counts():
    for row in cra.load("alliance_rate_ratios").itertuples():
        ratio = (row.exposed_events / row.exposed_dyad_years) / (
            row.unexposed_events / row.unexposed_dyad_years
        )
        error = sqrt(
            1 / row.exposed_events
            - 1 / row.exposed_dyad_years
            + 1 / row.unexposed_events
            - 1 / row.unexposed_dyad_years
        )
        low, high = (exp(log(ratio) + side * Z * error) for side in (-1, 1))
        assert row.rate_ratio == pytest.approx(ratio, abs=0.006)
        assert (row.ci95_low, row.ci95_high) == pytest.approx((low, high), rel=0.03, abs=0.01)


def test_onsets_listed_one_by_one_are_the_events_of_the_base_rates():
    onsets = cra.load("defence_pact_onsets")
    rates = cra.load("alliance_base_rates").query("population == 'major powers'")
    rates = rates.set_index(["period_start", "period_end", "condition"])
    whole = rates.loc[(1817, 2018, "all")]
    assert (len(onsets), onsets.year.nunique()) == (whole.events, whole.distinct_onset_years)
    for condition in (
        "shared_rival", "shared_major_power_rival", "shared_dispute_opponent",
        "war_involving_either", "common_war_enemy", "mutual_rivals",
    ):  # fmt: skip
        listed = onsets[onsets[condition]]
        counted = rates.loc[(1817, 2018, condition)]
        assert (len(listed), listed.year.nunique()) == (counted.events, counted.distinct_onset_years), (
            condition
        )
    for first, last in ((1817, 1913), (1919, 1938), (1946, 1989), (1990, 2018)):
        assert onsets.year.between(first, last).sum() == rates.loc[(first, last, "all")].events


def test_the_doubt_about_few_onset_years_stands_at_both_tables():
    onsets = cra.load("defence_pact_onsets")
    years = sorted(onsets.loc[onsets.common_war_enemy, "year"].unique())
    said = ", ".join(map(str, years))
    for name in ("alliance_base_rates", "alliance_rate_ratios"):
        assert any(said in doubt for doubt in cra.load(name).attrs["doubts"]), name


def test_spells_of_china_with_russia_are_those_of_russia_with_china():
    spells = cra.load("alliance_spells")
    columns = ["promise", "start_year", "end_year", "ongoing_2018"]

    def side(mine, other):
        rows = spells[(spells.iso3 == mine) & (spells.partner_iso3 == other)][columns]
        return rows.sort_values(columns[:2]).astype(str).values.tolist()

    assert len(side("CHN", "RUS")) == 8
    assert side("CHN", "RUS") == side("RUS", "CHN")


def test_a_spell_or_rivalry_ends_after_it_starts_unless_it_goes_on():
    for name, ongoing in (("alliance_spells", "ongoing_2018"), ("rivalries", "ongoing_2020")):
        table = cra.load(name)
        assert (table.end_year.isna() == table[ongoing]).all(), name
        ended = table[~table[ongoing]]
        assert (ended.end_year >= ended.start_year).all(), name


def test_arrangements_agree_with_the_spells_where_both_know_the_treaty():
    dates = cra.load("security_arrangements").set_index("arrangement").date.dt.year
    spells = cra.load("alliance_spells").set_index(["iso3", "partner_iso3", "promise", "start_year"]).index
    assert ("CHN", "PRK", "defence", dates["CHN-PRK"]) in spells
    assert ("CHN", "RUS", "consultation", dates["RUS-CHN"]) in spells


# --- meetings, exercises, treaties, NATO


def test_counts_published_for_exercises_are_kept_where_the_list_claims_to_match():
    counts = cra.load("exercise_counts")
    exercises = cra.load("exercises")
    until = counts.set_index(["first_year", "until", "counted"]).number
    assert (exercises.start_date <= "2013-07-12").sum() == until[2003, "2013-07-12", "all exercises"]
    assert (exercises.year == 2022).sum() == until[2022, "2022-12-31", "all exercises"]
    assert (exercises.type == "bomber patrol").sum() == until[2019, "2025-12-31", "bomber patrols"]


def test_the_list_of_exercises_is_shorter_than_every_published_total():
    # It is said to be a selection: were it longer than a total, it would not be.
    counts = cra.load("exercise_counts").query("counted == 'all exercises' and first_year == 2003")
    exercises = cra.load("exercises")
    for row in counts.query("until > '2019-01-01'").itertuples():
        assert (exercises.start_date <= row.until).sum() < row.number


def test_an_exercise_ends_after_it_starts_in_its_year():
    table = cra.load("exercises")
    ended = table.dropna(subset="end_date")
    assert ((ended.end_date - ended.start_date).dt.days.between(0, 31)).all()
    assert (table.start_date.dt.year == table.year).all()


def test_patrols_are_numbered_in_order_of_date():
    table = cra.load("exercises").sort_values("start_date")
    for kind in ("bomber patrol", "naval patrol"):
        numbers = [int(name.split()[-1]) for name in table.loc[table.type == kind, "name"]]
        assert numbers == list(range(1, len(numbers) + 1))


def test_days_from_memory_are_never_called_certain():
    table = cra.load("exercises")
    assert (table.loc[~table.days_verified, "confidence"] != "high").all()
    assert not table.source_title.str.contains("memory").any()


def test_joint_statements_of_state_visits_fall_on_meetings():
    treaties, meetings = cra.load("treaties"), cra.load("meetings")
    statements = treaties[(treaties.kind == "joint statement") & (treaties.date >= "2013-03-22")]
    days = meetings.date.to_numpy()
    nearest = [
        abs((days - day.to_datetime64()).astype("timedelta64[D]").astype(int)).min()
        for day in statements.date
    ]
    assert len(nearest) >= 8 and max(nearest) <= 1


def test_nato_years_are_those_of_the_dates_and_founders_signed_first():
    table = cra.load("nato_members")
    assert (table.accession_date.dt.year == table.accession_year).all()
    assert (table.founder == (table.accession_year == 1949)).all()
    assert len(table) == table.iso3.nunique() == 32


def test_every_nato_member_that_votes_on_ukraine_in_2022_sides_with_it():
    members = set(cra.load("nato_members").query("accession_year <= 2022").iso3)
    votes = cra.load("ukraine_votes").query("date.dt.year == 2022")
    inside = votes[votes.iso3.isin(members)]
    assert inside.iso3.nunique() == 7
    assert set(inside.vote) == {"yes"}


# --- spending, regimes, disputes, names


def test_implausible_shares_of_tajikistan_are_left_out():
    table = cra.load("military_expenditure")
    early = table[(table.iso3 == "TJK") & (table.year < 1995)]
    assert len(early) == 3 and early.share_of_gdp.isna().all()
    assert table.share_of_gdp.min() > 0.0005
    assert any("Tajikistan" in doubt for doubt in table.attrs["doubts"])


def test_spending_at_prices_of_2023_is_the_spending_of_2023():
    table = (
        cra.load("military_expenditure")
        .query("year == 2023")
        .dropna(subset=["constant_2023_usd_m", "current_usd_m"])
    )
    assert len(table) >= 25
    assert (table.constant_2023_usd_m / table.current_usd_m - 1).abs().max() < 0.02


def test_no_liberal_democracy_score_exceeds_the_electoral_one_by_much():
    # The liberal index multiplies the electoral one by a part for checks and rights.
    table = cra.load("regimes").dropna(subset="liberal_democracy")
    assert (table.liberal_democracy - table.electoral_democracy).max() < 0.05


def test_force_and_war_are_part_of_the_disputes():
    table = cra.load("disputes")
    assert (table.n_use_of_force <= table.n_disputes).all()
    assert (table.n_war <= table.n_use_of_force).all()
    assert (table.decade_complete == (table.decade < 2010)).all()


@pytest.mark.parametrize(
    "name",
    [
        "ukraine_votes", "ideal_points", "nato_members", "military_expenditure", "regimes",
        "arms_suppliers", "arms_exporters",
    ],
)  # fmt: skip
def test_a_state_has_one_name_in_every_table(name):
    names = cra.load("countries").set_index("iso3").country
    table = cra.load(name)
    assert (table.country == table.iso3.map(names)).all()


def test_sanctions_add_up_to_the_totals_that_the_press_gave():
    counts = cra.load("sanctions_counts").set_index("as_of").sanctions_on_russia
    assert counts["2022-02-22"] + 2778 == counts["2022-03-08"]
    assert counts["2024-02-12"] == 2695 + 16587


def test_treaties_and_arrangements_give_one_date_for_the_same_treaty():
    arrangements = cra.load("security_arrangements").set_index("arrangement").date
    treaties = cra.load("treaties")
    assert arrangements["RUS-CHN"] in set(
        treaties.loc[treaties.title.str.contains("Good-Neighbourliness"), "date"]
    )
