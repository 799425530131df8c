"""The security tables give the figures that other people published.

Every published number below comes from a publication other than the tested table, named beside it.
The tolerance is what rounding, or a later revision that the line names, can explain.
"""

import pandas as pd
import pytest

import china_russia_axis as cra


def vote_total(resolution, answer):
    votes = cra.load("ukraine_votes")
    return votes.loc[votes.resolution == resolution, f"total_{answer}"].drop_duplicates().item()


UN_TOTALS = [
    ("68/262", 100, 11, 58, "Tengrinews, 28 March 2014"),
    ("ES-11/1", 141, 5, 35, "Associated Press in The Globe and Mail, 12 October 2022"),
    ("ES-11/2", 140, 5, 38, "Associated Press in The Globe and Mail, 12 October 2022"),
    ("ES-11/3", 93, 24, 58, "The Independent, 7 April 2022"),
    ("ES-11/4", 143, 5, 35, "Interfax-Ukraine, 13 October 2022"),
    ("ES-11/5", 94, 14, 73, "United Nations press release GA/12470, 14 November 2022"),
    ("ES-11/6", 141, 7, 32, "Associated Press in Taipei Times, 25 February 2023"),
    ("ES-11/7", 93, 18, 65, "Ukrainska Pravda, 24 February 2025"),
]


@pytest.mark.parametrize("resolution, yes, no, abstain, publication", UN_TOTALS)
def test_totals_of_the_general_assembly_are_the_announced_ones(resolution, yes, no, abstain, publication):
    counted = tuple(vote_total(resolution, answer) for answer in ("yes", "no", "abstain"))
    assert counted == (yes, no, abstain), publication


NAMED_VOTES = [
    (
        "ES-11/4",
        "abstain",
        {"CHN", "IND", "PAK", "KAZ", "KGZ", "TJK", "UZB", "ZAF", "ETH"},
        "Interfax-Ukraine, 13 October 2022",
    ),
    ("ES-11/4", "no", {"RUS", "BLR", "PRK"}, "The Globe and Mail, 12 October 2022"),
    (
        "ES-11/5",
        "no",
        {"CHN", "RUS", "BLR", "PRK", "ETH", "IRN"},
        "list of the vote in a copy of Al Jazeera, November 2022",
    ),
    ("ES-11/6", "no", {"RUS", "BLR", "PRK"}, "Associated Press in Taipei Times, 25 February 2023"),
    ("ES-11/7", "no", {"RUS", "USA", "BLR", "PRK"}, "Ukrainska Pravda, 24 February 2025"),
]


@pytest.mark.parametrize("resolution, answer, states, publication", NAMED_VOTES)
def test_states_named_by_the_press_voted_as_it_says(resolution, answer, states, publication):
    votes = cra.load("ukraine_votes")
    found = votes[(votes.resolution == resolution) & (votes.vote == answer)]
    assert set(found.iso3) == states, publication


NATO_SIZE = {
    1949: 12,
    1952: 14,
    1955: 15,
    1982: 16,
    1999: 19,
    2004: 26,
    2009: 28,
    2017: 29,
    2020: 30,
    2023: 31,
    2024: 32,
}


@pytest.mark.parametrize("year, published", NATO_SIZE.items())
def test_nato_has_as_many_members_as_nato_says(year, published):
    # NATO, page "NATO member countries".
    assert (cra.load("nato_members").accession_year <= year).sum() == published


def joint_vetoes(table):
    return table[table.china & table.russia]


def vetoes_between(first, last):
    table = cra.load("vetoes")
    return table[table.date.between(first, last)]


def gaza_drafts(table):
    return table[
        table.usa & table.detail.str.contains("Gaza", na=False) & (table.vote_type == "draft resolution")
    ]


VETOES = [
    (
        "Russia, 2011 to August 2020",
        21,
        "German list of vetoes to 31 August 2020",
        lambda: vetoes_between("2011-01-01", "2020-08-31").russia.sum(),
    ),
    (
        "China, 2011 to August 2020",
        11,
        "German list of vetoes to 31 August 2020",
        lambda: vetoes_between("2011-01-01", "2020-08-31").china.sum(),
    ),
    (
        "United States, 2011 to August 2020",
        4,
        "German list of vetoes to 31 August 2020",
        lambda: vetoes_between("2011-01-01", "2020-08-31").usa.sum(),
    ),
    (
        "Russia on Syria to 20 December 2019",
        14,
        "News On AIR, 21 December 2019",
        lambda: vetoes_between("2011-01-01", "2019-12-20").query("topic == 'Syria'").russia.sum(),
    ),
    (
        "United States on Gaza drafts to September 2025",
        6,
        "current-events digest, 18 September 2025",
        lambda: len(gaza_drafts(vetoes_between("2023-10-07", "2025-09-18"))),
    ),
    (
        "China with Russia to September 2025",
        16,
        "Dag Hammarskjold Library, list of vetoes",
        lambda: len(joint_vetoes(cra.load("vetoes"))),
    ),
    (
        "China with Russia before 2007",
        0,
        "Dag Hammarskjold Library, list of vetoes",
        lambda: len(joint_vetoes(vetoes_between("1990-01-01", "2006-12-31"))),
    ),
    (
        "China on Ukraine",
        0,
        "NPR, 25 February 2022, and Dag Hammarskjold Library",
        lambda: cra.load("vetoes").query("topic == 'Ukraine'").china.sum(),
    ),
]


@pytest.mark.parametrize("what, published, publication, count", VETOES, ids=[row[0] for row in VETOES])
def test_vetoes_are_as_many_as_others_counted(what, published, publication, count):
    assert count() == published, publication


def arms_sum(column, first, last):
    table = cra.load("arms_yearly")
    return table.loc[table.year.between(first, last), column].sum()


def arms_share(part, whole, first, last):
    return 100 * arms_sum(part, first, last) / arms_sum(whole, first, last)


def arms_change(column):
    return 100 * (arms_sum(column, 2020, 2024) / arms_sum(column, 2015, 2019) - 1)


def latest_share(name, code, column):
    table = cra.load(name)
    return 100 * table.loc[(table.period_start == 2020) & (table.iso3 == code), column].item()


FACT_SHEET = "SIPRI, Trends in International Arms Transfers 2024 (March 2025)"
OLDER = "SIPRI, Trends in International Arms Transfers 2022 (March 2023); revised since"
SIPRI_ARMS = [
    (
        "Russia in world exports 2020-24",
        7.8,
        0.1,
        FACT_SHEET,
        lambda: latest_share("arms_exporters", "RUS", "share_of_world_exports"),
    ),
    (
        "France in world exports 2020-24",
        9.6,
        0.1,
        FACT_SHEET,
        lambda: latest_share("arms_exporters", "FRA", "share_of_world_exports"),
    ),
    (
        "United States in world exports 2020-24",
        43,
        0.6,
        FACT_SHEET,
        lambda: latest_share("arms_exporters", "USA", "share_of_world_exports"),
    ),
    (
        "Italy in world exports 2020-24",
        4.8,
        0.1,
        FACT_SHEET,
        lambda: latest_share("arms_exporters", "ITA", "share_of_world_exports"),
    ),
    (
        "India in Russian exports 2020-24",
        38,
        0.6,
        FACT_SHEET,
        lambda: latest_share("arms_customers", "IND", "share_of_russia_exports"),
    ),
    (
        "China in Russian exports 2020-24",
        17,
        0.6,
        FACT_SHEET,
        lambda: latest_share("arms_customers", "CHN", "share_of_russia_exports"),
    ),
    (
        "Kazakhstan in Russian exports 2020-24",
        11,
        0.6,
        FACT_SHEET,
        lambda: latest_share("arms_customers", "KAZ", "share_of_russia_exports"),
    ),
    (
        "Russia in Chinese imports 2020-24",
        72,
        0.6,
        FACT_SHEET,
        lambda: latest_share("arms_suppliers", "RUS", "share_of_china_imports"),
    ),
    ("change of Chinese imports to 2020-24", -64, 0.6, FACT_SHEET, lambda: arms_change("china_imports_tiv")),
    ("change of Russian exports to 2020-24", -64, 0.6, FACT_SHEET, lambda: arms_change("russia_exports_tiv")),
    (
        "Russia in Chinese imports 2019-23",
        77,
        2,
        "SIPRI fact sheet of March 2024, in Agenzia Nova; revised since",
        lambda: arms_share("russia_to_china_tiv", "china_imports_tiv", 2019, 2023),
    ),
    (
        "China in Russian exports 2018-22",
        23,
        3,
        OLDER,
        lambda: arms_share("russia_to_china_tiv", "russia_exports_tiv", 2018, 2022),
    ),
    (
        "India in Russian exports 2018-22",
        31,
        3,
        OLDER,
        lambda: arms_share("russia_to_india_tiv", "russia_exports_tiv", 2018, 2022),
    ),
]


@pytest.mark.parametrize(
    "what, published, tolerance, publication, compute", SIPRI_ARMS, ids=[row[0] for row in SIPRI_ARMS]
)
def test_arms_shares_are_those_of_sipri(what, published, tolerance, publication, compute):
    assert compute() == pytest.approx(published, abs=tolerance), publication


SPENDING = [
    ("USA", "current_usd_m", 997, 0.5),
    ("CHN", "current_usd_m", 314, 0.5),
    ("RUS", "current_usd_m", 149, 0.5),
    ("DEU", "current_usd_m", 88.5, 0.1),
    ("POL", "current_usd_m", 38, 0.5),
    ("UKR", "current_usd_m", 64.7, 0.1),
]


@pytest.mark.parametrize("code, column, billions, tolerance", SPENDING)
def test_military_spending_of_2024_is_that_of_sipri(code, column, billions, tolerance):
    # SIPRI, Trends in World Military Expenditure 2024, in Africanews of 28 April 2025 and other press.
    table = cra.load("military_expenditure").set_index(["iso3", "year"])
    assert table.loc[(code, 2024), column] / 1000 == pytest.approx(billions, abs=tolerance)


BURDEN = [("UKR", 34, 0.5), ("POL", 4.2, 0.06)]


@pytest.mark.parametrize("code, percent, tolerance", BURDEN)
def test_military_burden_of_2024_is_that_of_sipri(code, percent, tolerance):
    table = cra.load("military_expenditure").set_index(["iso3", "year"])
    assert 100 * table.loc[(code, 2024), "share_of_gdp"] == pytest.approx(percent, abs=tolerance)


MEETINGS = [
    ("2017-07-03", 22, 0, "Xi before the visit of 4 July 2017, TASS"),
    ("2021-12-15", 37, 1, "Xi on 15 December 2021, TASS; the list has one less, see its doubts"),
    ("2023-10-18", 42, 1, "Xi on 18 October 2023, South China Morning Post"),
]


@pytest.mark.parametrize("until, published, tolerance, publication", MEETINGS)
def test_meetings_are_as_many_as_xi_counted(until, published, tolerance, publication):
    counted = (cra.load("meetings").date <= until).sum()
    assert abs(counted - published) <= tolerance, publication


def exercises_until(date):
    return (cra.load("exercises").start_date <= date).sum()


def exercises_where(**wanted):
    table = cra.load("exercises")
    return pd.concat([table[name] == value for name, value in wanted.items()], axis=1).all(axis=1).sum()


EXERCISES = [
    ("to July 2013", 9, "Xinhua, 6 July 2013", lambda: exercises_until("2013-07-12")),
    ("in 2022", 6, "US National Defense University, in Bloomberg", lambda: exercises_where(year=2022)),
    (
        "bomber patrols 2019 to 2025",
        10,
        "Xinhua, 10 December 2025",
        lambda: exercises_where(type="bomber patrol"),
    ),
    (
        "naval patrols to July 2024",
        4,
        "Xinhua, 15 July 2024",
        lambda: (cra.load("exercises").query("type == 'naval patrol'").start_date <= "2024-07-15").sum(),
    ),
]


@pytest.mark.parametrize("what, published, publication, count", EXERCISES, ids=[row[0] for row in EXERCISES])
def test_exercises_are_as_many_as_others_counted(what, published, publication, count):
    assert count() == published, publication


def same_votes(year):
    table = cra.load("votes_yearly").set_index(["iso3_a", "iso3_b", "year"])
    return 100 * table.loc[("CHN", "RUS", year), "same_share"]


def ideal_distance(year):
    table = cra.load("ideal_points").set_index(["iso3", "year"]).ideal_point
    return abs(table["CHN", year] - table["RUS", year])


def pooled_same_votes():
    pair = cra.load("votes_yearly").query("iso3_a == 'CHN' and iso3_b == 'RUS'")
    return 100 * pair.n_same.sum() / pair.n_joint.sum()


CONVERGENCE = [
    (
        "identical votes, all years",
        68.9,
        2,
        "measuring-CRINK-alignment-UN, table 3 (1991-2024, resolutions only)",
        pooled_same_votes,
    ),
    ("identical votes 1993", 39, 0.6, "design of this course", lambda: same_votes(1993)),
    ("identical votes 2006", 82, 0.6, "design of this course", lambda: same_votes(2006)),
    ("identical votes 2023", 68, 0.6, "design of this course", lambda: same_votes(2023)),
    ("distance of ideal points 1995", 2.95, 0.006, "design of this course", lambda: ideal_distance(1995)),
    ("distance of ideal points 2024", 0.26, 0.006, "design of this course", lambda: ideal_distance(2024)),
]


@pytest.mark.parametrize(
    "what, stated, tolerance, publication, compute", CONVERGENCE, ids=[row[0] for row in CONVERGENCE]
)
def test_measures_of_convergence_are_those_stated(what, stated, tolerance, publication, compute):
    assert compute() == pytest.approx(stated, abs=tolerance), publication


def base_rate(period_start, population="major powers", condition="all"):
    table = cra.load("alliance_base_rates").set_index(["period_start", "population", "condition"])
    return table.loc[[(period_start, population, condition)]].sort_values("period_end").iloc[-1]


def test_defence_pacts_among_major_powers_begin_in_one_and_a_half_per_cent_of_years():
    # Stated in the design of this course: 1.4 % a year; 3 in 633 pair-years since 1946.
    assert 100 * base_rate(1817).hazard == pytest.approx(1.4, abs=0.05)
    since = [base_rate(1946), base_rate(1990)]
    assert (sum(row.events for row in since), sum(row.dyad_years for row in since)) == (3, 633)


@pytest.mark.parametrize(
    "world_wars, population, stated",
    [
        ("included", "major powers", (7.48, 3.46, 16.17)),
        ("excluded", "major powers", (1.65, 0.22, 12.34)),
        ("excluded", "politically relevant", (7.6, 5.0, 11.4)),
    ],
)
def test_a_common_war_enemy_multiplies_the_rate_as_stated(world_wars, population, stated):
    table = cra.load("alliance_rate_ratios").set_index(["world_wars", "population", "condition"])
    row = table.loc[(world_wars, population, "common_war_enemy")]
    assert (row.rate_ratio, row.ci95_low, row.ci95_high) == pytest.approx(stated, abs=0.06)


def test_china_keeps_one_defence_pact_with_north_korea_since_1961():
    # Council on Foreign Relations and others: North Korea is China's only treaty ally.
    spells = cra.load("alliance_spells").query("iso3 == 'CHN' and promise == 'defence' and ongoing_2018")
    assert list(zip(spells.partner_iso3, spells.start_year, strict=True)) == [("PRK", 1961)]
