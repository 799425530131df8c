"""The crib of countries and organisations: who belonged where, on the eve of the essay and today."""

import pandas as pd

from china_russia_axis import blocs
from china_russia_axis.pages import markdown

EVE = "2023-08-31"
TODAY = blocs.RULES["today"]

# Tables whose states a reader meets in lessons.
MET_IN = (
    "membership",
    "nato_members",
    "ideal_points",
    "military_expenditure",
    "trade_partners",
    "ukraine_votes",
    "energy_flows",
    "belt_and_road_wording",
)

# Name in full, and what a reader should know before counting its members.
ORGANISATIONS = {
    "APEC": (
        "Asia-Pacific Economic Cooperation",
        "Talks on trade among economies, so Hong Kong and Taiwan have seats; nothing in it binds.",
    ),
    "BRICS": (
        "Brazil, Russia, India, China, South Africa, and later members",
        "Summits without a treaty, a secretariat or a duty of help. Saudi Arabia is counted by some.",
    ),
    "CIS": (
        "Commonwealth of Independent States",
        "Most states of the former Soviet Union. Ukraine never ratified the charter.",
    ),
    "CSTO": (
        "Collective Security Treaty Organisation",
        "Russia's alliance: its treaty holds a duty of help. Armenia has frozen its part and is still "
        "listed.",
    ),
    "EAEU": ("Eurasian Economic Union", "A customs union led by Russia."),
    "G20": (
        "Group of Twenty",
        "The table lists its 19 states; the European and the African Union are members too.",
    ),
    "G7": ("Group of Seven", "Rich democracies; the European Union sits in and is not counted."),
    "G8": ("Group of Eight", "The G7 with Russia, until March 2014."),
    "NATO": (
        "North Atlantic Treaty Organisation",
        "An alliance with a duty of help: an attack on one counts as an attack on all.",
    ),
    "NDB": (
        "New Development Bank",
        "The bank that the BRICS founded; to hold its shares is not to be one of them.",
    ),
    "SCO": (
        "Shanghai Cooperation Organisation",
        "Summits on security, trade and transport. No duty of help. In September 2025 observers and dialogue "
        "partners became one status, partner.",
    ),
    "Shanghai Five": ("Shanghai Five", "Talks on borders between China and four of its neighbours, out of "
                      "which the SCO grew."),
}  # fmt: skip

OTHERS = {
    "AIIB": "Asian Infrastructure Investment Bank, seated in Beijing; the course has no table of its members",
    "ANZUS": "treaty of Australia, New Zealand and the United States",
    "ASEAN": "Association of Southeast Asian Nations",
    "ATOP": "Alliance Treaty Obligations and Provisions, a collection of alliance treaties coded by scholars",
    "AUKUS": "Australia, United Kingdom, United States: submarines and defence technology, since 2021",
    "BRI": "Belt and Road Initiative, China's programme of projects abroad; it has no members, so the table "
    "says only what a document says",
    "COW": "Correlates of War, a collection of data on wars and disputes",
    "EU": "European Union",
    "GDP": "gross domestic product, what a country puts out in a year",
    "IMF": "International Monetary Fund",
    "OECD": "Organisation for Economic Co-operation and Development",
    "P5": "the five permanent members of the UN Security Council: China, France, Russia, the United Kingdom, "
    "the United States",
    "PPP": "purchasing power parity, a scale for output",
    "Quad": "Australia, India, Japan and the United States, who consult without a treaty",
    "SIPRI": "Stockholm International Peace Research Institute",
    "SWIFT": "the network by which banks send each other payment messages",
    "TIV": "trend-indicator value, SIPRI's measure of arms delivered",
    "UN": "United Nations",
    "V-Dem": "Varieties of Democracy, scores of regimes by many experts",
}

# No membership at all, or one that ended long before the essay: not in the list by country.
_NOT_BY_COUNTRY = {"BRI", "Shanghai Five", "G8"}
_BRIEF = {"dialogue partner": "dialogue partner", "admitted, not effective": "admitted, not yet in"}


def page(tables: dict[str, pd.DataFrame]) -> str:
    """The page ``countries.md``.

    Parameters
    ----------
    tables : dict
        ``countries`` and the tables of :data:`MET_IN`, by name.
    """
    held = statuses(tables)
    codes = met(tables)
    opening = (
        f"The eve of the essay is {_spoken(EVE)}. Today is {_spoken(TODAY)}, the last day for which the "
        "table of memberships has evidence; what came later is not in here. Only rows that were checked "
        f"against a source count. {markdown.link('How we know', 'how-we-know.md')} says what is disputed."
    )
    return markdown.join(
        "# Countries and organisations",
        markdown.BUILT,
        opening,
        "## Organisations",
        "Members in the full sense are counted; invited states, observers and partners are not.",
        markdown.table(
            ["Short", "In full", "First entry", "Members on the eve", "Members today", "Good to know"],
            [_organisation(name, held) for name in sorted(ORGANISATIONS, key=str.casefold)],
        ),
        "## Other abbreviations",
        markdown.table(
            ["Short", "Meaning"], [[name, OTHERS[name]] for name in sorted(OTHERS, key=str.casefold)]
        ),
        "## Countries by name",
        f"{len(codes)} states and territories that the lessons meet, with the code of three letters "
        "(ISO 3166-1) by which tables and functions know them. A bare name means member; other standings are "
        "in brackets. A list is in bold where it differs from the eve. NATO is here; the Belt and Road is "
        "not, because it has no members.",
        markdown.table(
            ["Country", "Code", "Capital", "On the eve", "Today"], _by_country(tables, held, codes)
        ),
        "## Codes that stand for more than a state",
        markdown.table(["Code", "Name", "Kind"], _groups(tables["countries"])),
    )


def statuses(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every checked standing with its start and end, NATO included.

    Returns
    -------
    DataFrame
        Columns ``organisation``, ``iso3``, ``country``, ``status``, ``start_date``, ``end_date``.
    """
    columns = ["organisation", "iso3", "country", "status", "start_date", "end_date"]
    membership = tables["membership"]
    nato = tables["nato_members"].query("verified").rename(columns={"accession_date": "start_date"})
    nato = nato.assign(organisation="NATO", status="member", end_date=pd.Series(dtype="datetime64[ns]"))
    held = pd.concat([membership[membership["verified"].astype(bool)][columns], nato[columns]])
    return held.reset_index(drop=True)


def on(held: pd.DataFrame, day: str) -> pd.DataFrame:
    """The standings that hold on a day."""
    when = pd.Timestamp(day)
    start, end = held["start_date"], held["end_date"]
    return held[(start.isna() | (start <= when)) & (end.isna() | (end >= when))]


def met(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Codes of the states that the lessons meet, in the order of their names."""
    found = set()
    for name in MET_IN:
        for column in tables[name].columns[["iso3" in column for column in tables[name].columns]]:
            found |= set(tables[name][column].dropna())
    countries = tables["countries"]
    states = countries[(countries["kind"] == "country") & countries["iso3"].isin(found)]
    return list(states.sort_values("country", key=lambda names: names.str.casefold())["iso3"])


def _organisation(name: str, held: pd.DataFrame) -> list:
    rows = held[held["organisation"] == name]
    members = [int((on(rows, day)["status"] == "member").sum()) for day in (EVE, TODAY)]
    full, note = ORGANISATIONS[name]
    return [name, full, f"{rows['start_date'].min():%Y}", *members, note]


def _by_country(tables: dict, held: pd.DataFrame, codes: list[str]) -> list[list]:
    named = tables["countries"].set_index("iso3")
    before, after = on(held, EVE), on(held, TODAY)
    rows = []
    for code in codes:
        then, now = _standings(before, code), _standings(after, code)
        capital = named.at[code, "capital"]
        rows.append(
            [
                named.at[code, "country"],
                f"`{code}`",
                "" if pd.isna(capital) else capital,
                then or "none of these",
                (now or "none of these") if now == then else f"**{now or 'none of these'}**",
            ]
        )
    return rows


def _standings(held: pd.DataFrame, code: str) -> str:
    mine = held[(held["iso3"] == code) & ~held["organisation"].isin(_NOT_BY_COUNTRY)]
    parts = [
        row.organisation
        if row.status == "member"
        else f"{row.organisation} ({_BRIEF.get(row.status, row.status)})"
        for row in mine.sort_values("organisation", key=lambda names: names.str.casefold()).itertuples()
    ]
    return ", ".join(parts)


def _groups(countries: pd.DataFrame) -> list[list]:
    rows = countries[countries["kind"] != "country"].sort_values("iso3")
    return [[f"`{row.iso3}`", row.country, row.kind] for row in rows.itertuples()]


def _spoken(day: str) -> str:
    when = pd.Timestamp(day)
    return f"{when.day} {when:%B %Y}"
