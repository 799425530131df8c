"""The economy tables give the figures that other people published.

Every published number below comes from a publication other than the page that the tested row was read from;
the publication is named beside it. The tolerance is what rounding, or a difference that the line names, can
explain. Everything is computed by the functions that the lessons use.
"""

import pytest

import china_russia_axis as cra
from china_russia_axis import blocs

ALL_INVITED = "with all invited"
MOSCOW = "with Saudi Arabia"


def trade(year, flow="exports_plus_imports", series="chinese_customs", reporter="CHN"):
    """Billion dollars of goods in one year, as one side counts them."""
    rows = cra.load("trade").query(
        "verified and series == @series and reporter_iso3 == @reporter and flow == @flow and year == @year"
    )
    return rows["value_usd_bn"].item()


def trade_growth(year, flow="exports_plus_imports"):
    return 100 * (trade(year, flow) / trade(year - 1, flow) - 1)


def as_russia_reports(year):
    flows = ("china_exports_to_russia", "china_imports_from_russia")
    return sum(trade(year, flow, "un_comtrade_reported_by_russia", "RUS") for flow in flows)


def partner(code, year):
    rows = cra.load("trade_partners").query(
        "verified and currency == 'USD' and partner_iso3 == @code and period == @year"
    )
    return rows["total_usd_bn"].item()


def russias_share_of_chinas_trade(year):
    return 100 * partner("RUS", year) / partner("WLD", year)


def members(day, body="BRICS", reading="members only"):
    return blocs.members(cra.load("membership"), day, body, reading)


def number_with(status, day, body):
    return (blocs.status_on(cra.load("membership"), day, body)["status"] == status).sum()


FIVE = ("2023-08-23",)
G7 = ("2023-12-31", "G7")
SCO = ("2024-07-16", "SCO")
NINE = ("2024-01-01",)
NOBODY = ("1990-01-01",)
ELEVEN = ("2023-08-24", "BRICS", ALL_INVITED)


def share(group, year, measure):
    return blocs.share_of_world(cra.load("country_panel"), members(*group), year, measure)


def trillions(group, year, column="gdp_usd_bn", table="country_panel"):
    rows = cra.load(table).query("year == @year").set_index("iso3")[column]
    return rows[members(*group)].sum() / 1000


def world(year, column):
    return cra.load("country_panel").query("iso3 == 'WLD' and year == @year")[column].item()


def ahead_since(rule, measure="purchasing power"):
    panel, membership = cra.load("country_panel"), cra.load("membership")
    return blocs.weigh(panel, membership, measure, rule)["ahead_since"]


def oil(group, *further):
    return blocs.oil_share(cra.load("energy_production"), [*members(*group), *further])


def reserves(year, currency):
    return blocs.reserve_shares(cra.load("currency")).loc[year, currency]


def energy(year, commodity, exporter="RUS"):
    rows = cra.load("energy_flows").query(
        "verified and year == @year and commodity == @commodity and from_iso3 == @exporter"
    )
    return rows["value"].item()


def energy_growth(year, commodity, exporter="RUS"):
    return 100 * (energy(year, commodity, exporter) / energy(year - 1, commodity, exporter) - 1)


def outlook(code, column, year=2025):
    """Trillions of dollars, or of international dollars, as the IMF saw them in October 2025."""
    rows = cra.load("economic_outlook").query("iso3 == @code and year == @year")
    return rows[column].item() / 1000


def rest_of_the_sco(year):
    """Per cent of the world's output that the members other than China and India make."""
    rows = cra.load("economic_outlook").query("year == @year").set_index("iso3")["gdp_usd_bn"]
    rest = blocs.without(members("2025-09-01", "SCO"), "CHN", "IND")
    return 100 * rows[rest].sum() / rows["WLD"]


GAS = "pipeline gas, Power of Siberia"
PPP = "purchasing power"
RIA = "RIA Novosti from World Bank data, in Oreanda News, 2024"

PUBLISHED = [
    # Trade between China and Russia, billion dollars
    ("trade 2014", 95.4, 0.3, "Xinhua, in News Ghana, March 2015",
     lambda: trade(2014, series="imf_direction_of_trade")),
    ("trade 2019", 110.75, 0.01, "Sputnik, in UrduPoint, 14 January 2021", lambda: trade(2019)),
    ("trade 2020", 107.76, 0.01, "TASS, in Business Media Georgia, 7 May 2021", lambda: trade(2020)),
    ("trade 2021", 146.9, 0.05, "TASS, in Kommersant, 7 August 2022", lambda: trade(2021)),
    ("trade 2022", 190.3, 0.05, "Sputnik, in Vinachem, 8 December 2023 (190.27)", lambda: trade(2022)),
    ("trade 2023", 240.1, 0.05, "Reuters, in China Economic Review, 15 January 2024", lambda: trade(2023)),
    ("trade 2024", 244.8, 0.05, "Reuters, in The Geopost, January 2026", lambda: trade(2024)),
    ("trade 2025", 228.1, 0.05, "TASS, 14 January 2026 (228.105)", lambda: trade(2025)),
    ("growth 2021", 35.8, 0.6, "RT, in IrSteel, May 2022; the base was revised", lambda: trade_growth(2021)),
    ("growth 2023", 26.3, 0.2, "Reuters, in China Economic Review, 15 January 2024",
     lambda: trade_growth(2023)),
    ("growth 2025", -6.9, 0.1, "TASS, 14 January 2026", lambda: trade_growth(2025)),
    ("growth of exports 2024", 4.1, 0.1, "bne IntelliNews, January 2025",
     lambda: trade_growth(2024, "china_exports_to_russia")),
    ("exports 2016", 37.297, 0.01, "Sputnik, 8 May 2017", lambda: trade(2016, "china_exports_to_russia")),
    ("as Russia reports 2020", 104, 0.5, "President Putin, in RT, June 2021",
     lambda: as_russia_reports(2020)),
    ("as Russia reports 2021", 140.7, 1, "FinExpertiza from Russian customs, March 2022",
     lambda: as_russia_reports(2021)),
    # China's trade with others
    ("Russia in China's trade 2022, per cent", 3, 0.1, "press conference of Chinese customs, 13 January 2023",
     lambda: russias_share_of_chinas_trade("2022")),
    ("China's trade 2021", 6050, 5, "Anadolu, 14 January 2022", lambda: partner("WLD", "2021")),
    ("Russia in China's trade 2021, per cent", 2.4, 0.05, "German Economic Institute, in Anews, 30 May 2022",
     lambda: russias_share_of_chinas_trade("2021")),
    ("China and the United States 2023", 664, 0.6, "AFP, in UNN, 12 January 2024",
     lambda: partner("USA", "2023")),
    ("China and Kazakhstan 2024", 43.82, 0.01, "Qazinform, June 2025", lambda: partner("KAZ", "2024")),
    # Weight of the blocs
    ("output of the five 2022, trillions", 25.85, 0.05, "Statista, 2023", lambda: trillions(FIVE, 2022)),
    ("output of the G7 2023, trillions", 46.8, 0.05, "Statista from the IMF, July 2024",
     lambda: trillions(G7, 2023)),
    ("G7 at market rates 2023", 45, 0.7, "Statista from the IMF, July 2024; whole numbers",
     lambda: share(G7, 2023, "market")),
    ("five at market rates 2023", 24, 0.7, "Tasnim, in Lake Street Review, 2023; whole numbers",
     lambda: share(FIVE, 2023, "market")),
    ("G7 at purchasing power 2023", 29.0, 0.05, RIA, lambda: share(G7, 2023, PPP)),
    ("G7 at purchasing power 2022", 29.4, 0.05, RIA, lambda: share(G7, 2022, PPP)),
    ("G7 at purchasing power 2006", 38.7, 0.05, RIA, lambda: share(G7, 2006, PPP)),
    # Oreanda names ten with Saudi Arabia; its number is that of the nine without: 36.8 would be the ten.
    ("nine at purchasing power 2023", 35.7, 0.05, RIA, lambda: share(NINE, 2023, PPP)),
    ("nine at purchasing power 2006", 25.5, 0.05, RIA, lambda: share(NINE, 2006, PPP)),
    ("world at purchasing power 2023, trillions", 184.7, 0.05, RIA,
     lambda: world(2023, "gdp_ppp_intl_bn") / 1000),
    ("five at purchasing power 2023", 32, 1.2, "The Six News from the IMF of April 2023; older prices",
     lambda: share(FIVE, 2023, PPP)),
    ("five at purchasing power 2003", 20, 0.5, "The Six News from the IMF of April 2023",
     lambda: share(FIVE, 2003, PPP)),
    ("G7 at purchasing power 2003", 42, 0.5, "The Six News from the IMF of April 2023",
     lambda: share(G7, 2003, PPP)),
    ("five at purchasing power 2012", 28.28, 0.3, "Visual Capitalist from the IMF, 2023",
     lambda: share(FIVE, 2012, PPP)),
    ("G7 at purchasing power 2012", 32.82, 0.3, "Visual Capitalist from the IMF, 2023",
     lambda: share(G7, 2012, PPP)),
    ("eleven invited at purchasing power 2022", 36.4, 0.8, "CEIC, 2023", lambda: share(ELEVEN, 2022, PPP)),
    ("five ahead of the G7 since", 2020, 0, "IMF outlook of October 2023, in Neutral World News, 2024",
     lambda: ahead_since("the five")),
    ("G7 at purchasing power 2024, trillions", 56.6, 0.2, "Market Hundred from the IMF, 2025",
     lambda: trillions(G7, 2024, "gdp_ppp_intl_bn", "economic_outlook")),
    ("population of the five 2022, per cent", 41, 0.5, "Business Standard, 20 April 2023",
     lambda: share(FIVE, 2022, "population")),
    ("population of the eleven 2023, per cent", 46, 0.5, "Rio Times, August 2023",
     lambda: share(ELEVEN, 2023, "population")),
    ("output of the SCO 2023, trillions", 24.4, 0.3, "Statista, July 2024", lambda: trillions(SCO, 2023)),
    ("population of the SCO, per cent", 42, 0.5, "Dispatch News Desk, August 2025",
     lambda: share(SCO, 2023, "population")),
    # 26.8 trillion, 22.5 per cent of the world, less China's 19.2 and India's 4.2.
    ("SCO without China and India 2025, per cent", 2.9, 0.5, "WION from the IMF, 30 August 2025",
     lambda: rest_of_the_sco(2025)),
    # The outlook of October 2025, as reported by others
    ("output of the United States 2025, trillions", 30.6, 0.05, "Finprom from the IMF, October 2025",
     lambda: outlook("USA", "gdp_usd_bn")),
    ("output of China 2025, trillions", 19.4, 0.05, "Finprom from the IMF, October 2025",
     lambda: outlook("CHN", "gdp_usd_bn")),
    ("output of Russia 2025, trillions", 2.5, 0.05, "Finprom from the IMF, October 2025",
     lambda: outlook("RUS", "gdp_usd_bn")),
    ("China at purchasing power 2025, trillions", 41, 0.05, "Finprom from the IMF, October 2025",
     lambda: outlook("CHN", "gdp_ppp_intl_bn")),
    ("India at purchasing power 2025, trillions", 17.7, 0.05, "Finprom from the IMF, October 2025",
     lambda: outlook("IND", "gdp_ppp_intl_bn")),
    ("Russia at purchasing power 2025, trillions", 7.1, 0.05, "Finprom from the IMF, October 2025",
     lambda: outlook("RUS", "gdp_ppp_intl_bn")),
    # Oil: the share depends on one invitation
    ("oil of the eleven 2022, per cent", 43, 1, "Energy Institute, in CoinsPress, 2023", lambda: oil(ELEVEN)),
    ("oil of the five with three of the Gulf 2022, per cent", 42, 1, "ING, in Zawya, August 2023",
     lambda: oil(FIVE, "SAU", "IRN", "ARE")),
    ("oil of Saudi Arabia 2022, per cent", 13, 0.5, "Brazilian oil institute, in Rio Times, August 2023",
     lambda: oil(NOBODY, "SAU")),
    # Reserves, end of year, per cent
    ("dollar 1995", 58, 1, "FXStreet from the IMF, 1 April 2021; revised", lambda: reserves(1995, "USD")),
    ("dollar 2000", 71, 0.5, "Sputnik from the IMF, in Barlaman Today, April 2023 (end of 1999)",
     lambda: reserves(2000, "USD")),
    ("dollar 2020", 59, 0.5, "IMF, chart of the week, 5 May 2021", lambda: reserves(2020, "USD")),
    ("euro 2020", 21.2, 0.15, "FXStreet from the IMF, 1 April 2021", lambda: reserves(2020, "EUR")),
    ("yen 2020", 6.03, 0.01, "Noor Trends from the IMF, April 2021", lambda: reserves(2020, "JPY")),
    ("dollar 2022", 58.36, 0.2, "IMF, in RT, April 2023; revised", lambda: reserves(2022, "USD")),
    ("euro 2022", 20.47, 0.1, "IMF, in RT, April 2023; revised", lambda: reserves(2022, "EUR")),
    ("yuan 2022", 2.69, 0.02, "IMF, in RT, April 2023", lambda: reserves(2022, "CNY")),
    ("dollar 2024", 57.80, 0.01, "IMF, release of April 2025", lambda: reserves(2024, "USD")),
    # Energy, million tonnes and billion cubic metres
    ("crude 2019", 77.7, 0.1, "TASS, in UAWire, January 2022", lambda: energy(2019, "crude oil")),
    ("crude 2020", 83.57, 0.01, "TASS, in UAWire, January 2022", lambda: energy(2020, "crude oil")),
    ("crude 2021", 79.64, 0.01, "Kommersant, in Kosatka, May 2022", lambda: energy(2021, "crude oil")),
    ("growth of crude 2022", 8.2, 0.2, "TASS, July 2023", lambda: energy_growth(2022, "crude oil")),
    ("growth of crude 2024", 1, 0.5, "24ukraine from Reuters, January 2025; rounded",
     lambda: energy_growth(2024, "crude oil")),
    ("growth of Saudi crude 2024", -9, 0.5, "24ukraine from Reuters, January 2025",
     lambda: energy_growth(2024, "crude oil", "SAU")),
    ("gas 2023", 22.7, 0.05, "deputy energy minister, TASS, 23 July 2024", lambda: energy(2023, GAS)),
    ("gas 2024", 31, 0.2, "Reuters, in Income Magazine, 26 December 2025", lambda: energy(2024, GAS)),
    ("growth of gas 2025", 24.8, 0.2, "TASS, 13 January 2026", lambda: energy_growth(2025, GAS)),
    ("gas 2025", 38.8, 0.05, "Reuters, in Income Magazine, 26 December 2025", lambda: energy(2025, GAS)),
]  # fmt: skip


@pytest.mark.parametrize(
    "what, published, tolerance, publication, compute", PUBLISHED, ids=[row[0] for row in PUBLISHED]
)
def test_a_published_figure_is_reproduced(what, published, tolerance, publication, compute):
    assert compute() == pytest.approx(published, rel=0, abs=tolerance), publication


SIZES = [
    ("BRICS", "2009-06-16", 4, "The Six News, August 2023"),
    ("BRICS", "2011-04-14", 5, "Sanya declaration of the five, 14 April 2011"),
    ("BRICS", "2023-08-24", 5, "CEIC, 2023"),
    ("BRICS", "2024-01-01", 9, "RT, in Mehr News, 7 January 2025: four joined in 2024"),
    ("BRICS", "2025-01-06", 10, "RT, in Mehr News, 7 January 2025"),
    ("SCO", "2001-06-15", 6, "UrduPoint, 29 March 2023"),
    ("SCO", "2017-06-09", 8, "UrduPoint, 29 March 2023"),
    ("SCO", "2023-07-04", 9, "TASS, 29 November 2023"),
    ("SCO", "2024-07-04", 10, "News.Az, 4 July 2024"),
    ("G7", "2023-05-19", 7, "Business Standard, 20 April 2023"),
    ("G7", "1975-11-17", 6, "Advocate Tanmoy, G7 documents"),
    ("G7", "1976-06-28", 7, "Memim encyclopaedia, second G7 summit"),
    ("APEC", "1989-12-31", 12, "China.org.cn, brief introduction of APEC"),
    ("APEC", "1993-11-16", 17, "The Christian Science Monitor, 16 November 1993: fifteen and two to come"),
    ("CIS", "2023-12-31", 9, "The World Factbook"),
    ("CIS", "2005-12-31", 10, "The World Factbook: nine, and Georgia to August 2009"),
    (
        "G20",
        "2023-09-09",
        19,
        "G20, members before the African Union: 19 countries and one union",
    ),
    ("APEC", "2023-11-15", 21, "APEC secretariat, list of 21 economies"),
    ("CSTO", "2023-01-01", 6, "CSTO secretariat, list of members"),
    ("EAEU", "2023-01-01", 5, "Eurasian Economic Commission, list of members"),
    ("NDB", "2015-07-21", 5, "Xinhua, 3 September 2021"),
    ("NDB", "2025-06-30", 9, "All India Radio, July 2025"),
    ("NDB", "2025-07-06", 11, "All India Radio, July 2025"),
]


@pytest.mark.parametrize("body, day, published, publication", SIZES)
def test_a_body_has_as_many_members_as_it_says(body, day, published, publication):
    assert len(members(day, body)) == published, publication


STATUSES = [
    ("dialogue partner", "2014-12-31", 3, "Sputnik, in Armenian Club, 10 July 2015"),
    ("observer", "2016-04-17", 6, "Gazeta.uz, 16 April 2016"),
    ("dialogue partner", "2016-04-17", 6, "Gazeta.uz, 16 April 2016"),
    ("dialogue partner", "2023-05-04", 9, "Sputnik, 5 May 2023"),
    ("dialogue partner", "2023-12-31", 14, "EconScan, 16 July 2024"),
    ("observer", "2022-07-26", 4, "Sputnik, 26 July 2022"),
    ("dialogue partner", "2022-07-26", 6, "Sputnik, 26 July 2022"),
    ("observer", "2025-08-26", 2, "Qazinform, 26 August 2025"),
    ("dialogue partner", "2025-08-26", 14, "Qazinform, 26 August 2025"),
    ("partner", "2025-09-02", 17, "Prensa Latina and TASS, September 2025"),
]


@pytest.mark.parametrize("status, day, published, publication", STATUSES)
def test_the_sco_has_as_many_friends_as_it_says(status, day, published, publication):
    assert number_with(status, day, "SCO") == published, publication


CIS_TODAY = {"ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "RUS", "TJK", "UZB"}
NAMED = [
    ("G7", "2023-12-31", "member", {"CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"}, "Statista, July 2024"),
    ("CIS", "2023-12-31", "member", CIS_TODAY, "The World Factbook"),
    ("BRICS", "2023-08-24", "invited", {"ARE", "ARG", "EGY", "ETH", "IRN", "SAU"}, "Africa Check, 2023"),
    ("SCO", "2014-12-31", "dialogue partner", {"BLR", "LKA", "TUR"}, "Armenian Club, 10 July 2015"),
    ("SCO", "2022-12-31", "observer", {"AFG", "BLR", "IRN", "MNG"}, "UrduPoint, 29 March 2023"),
]  # fmt: skip


@pytest.mark.parametrize("body, day, status, published, publication", NAMED)
def test_the_states_that_others_name_have_that_status(body, day, status, published, publication):
    found = blocs.status_on(cra.load("membership"), day, body).query("status == @status")
    assert set(found["iso3"]) == published, publication


@pytest.mark.parametrize("day", ["2011-04-14", "2023-08-24", "2023-12-31", "2024-01-01", "2025-12-31"])
def test_one_filter_gives_each_reading_of_who_belongs(day):
    rows = cra.load("membership").query("organisation == 'BRICS' and verified and start_date <= @day")
    rows = rows[~(rows["end_date"] < day)]
    readings = {
        "members only": rows["status"] == "member",
        MOSCOW: (rows["status"] == "member") | rows["contested"],
        ALL_INVITED: rows["status"].isin(["member", "invited"]),
    }
    for reading, chosen in readings.items():
        assert sorted(rows.loc[chosen, "iso3"]) == members(day, reading=reading), reading


def test_counting_saudi_arabia_gives_the_numbers_that_moscow_and_brasilia_use():
    # CGTN, in Associated Press of Pakistan, 1 January 2024: ten. Brazil as chair counted eleven in July 2025.
    assert len(members("2024-07-01", reading=MOSCOW)) == 10
    assert len(members("2025-07-06", reading=MOSCOW)) == 11


def test_a_published_share_can_rest_on_another_list_than_it_names():
    ten = ("2024-01-01", "BRICS", MOSCOW)
    assert share(ten, 2023, PPP) == pytest.approx(36.8, abs=0.05)
    assert abs(share(ten, 2023, PPP) - 35.7) > 1
