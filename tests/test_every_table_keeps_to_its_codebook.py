"""The codebook is a promise about every table: types, keys, codes, units, sources, doubts and seals."""

import hashlib
import json
import shutil

import pandas as pd
import pytest
from frictionless import Package

import china_russia_axis as cra
from china_russia_axis import places
from china_russia_axis.claims import registry

ENTRIES = {entry["name"]: entry for entry in cra.codebook.package()["resources"]}
TABLES = [name for name, entry in ENTRIES.items() if "schema" in entry]
JUDGED = list(cra.load("claims").query("verdict != 'open'")["claim_id"])

# The official three-letter codes of ISO 3166-1, written out here so that no table vouches for itself.
# Source: the territory codes of the Unicode Common Locale Data Repository.
ISO_3166_1 = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR
    BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL
    COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK
    FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
    HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
    LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
    MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN
    PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
    SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO
    TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
ISO = set(ISO_3166_1.split())
# What ISO 3166-1 does not hold today: groupings, former states, and Kosovo under its customary code.
OWN = {
    "WLD": "World",
    "EUU": "European Union",
    "EUR": "Europe",
    "ASN": "ASEAN",
    "ARB": "Arab League",
    "CA5": "five Central Asian states",
    "NTO": "NATO",
    "G7G": "G7",
    "CHI": "Channel Islands",
    "XKX": "Kosovo",
    "ANT": "Netherlands Antilles",
    "SCG": "Serbia and Montenegro",
    "SUN": "Soviet Union",
    "CSK": "Czechoslovakia",
    "YUG": "Yugoslavia",
    "DDR": "East Germany",
    "VDR": "North Vietnam",
}
# One state under two governments: the arms register names the one that bought.
NAMED_DIFFERENTLY = {("LBY", "Libya (House of Representatives)"), ("TUR", "Turkey")}
KIND = {"integer": "i", "year": "i", "number": "f", "boolean": "b", "date": "M"}


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """Copy all tables to a folder that a test may damage, and let the course read from there."""
    folder = tmp_path / "data"
    shutil.copytree(places.data(), folder)
    monkeypatch.setattr(places, "data", lambda: folder)
    return folder


def rewrite(path, row, column, value):
    """Put another value into one cell of a table; row 1 is the header."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[row - 2, column] = value
    table.to_csv(path, index=False, lineterminator="\n")


def code_columns(table):
    return [name for name in table if name.startswith("iso3") or name.endswith("_iso3")]


def described_as(name, **wanted):
    fields = ENTRIES[name]["schema"]["fields"]
    return [field for field in fields if all(field.get(key) == value for key, value in wanted.items())]


# ---------------------------------------------------------------------------------------------------
# The package as a whole


def frictionless_errors(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    return [(task.name, error.message) for task in report.tasks for error in task.errors] + report.errors


def test_the_package_is_valid_for_frictionless():
    assert frictionless_errors(places.data()) == []


@pytest.mark.parametrize(
    "column, value, complaint",
    [
        ("value_usd_bn", "much", "type"),
        ("confidence", "certain", "constraint"),
        ("reporter_iso3", "XYZ", "foreign key"),
    ],
)
def test_frictionless_notices_a_broken_cell(tmp_path, column, value, complaint):
    for name in ("trade.csv", "countries.csv"):
        shutil.copy(places.data() / name, tmp_path)
    entries = [ENTRIES["trade"], ENTRIES["countries"]]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "two", "resources": entries}))
    assert frictionless_errors(tmp_path) == []
    rewrite(tmp_path / "trade.csv", 5, column, value)
    errors = frictionless_errors(tmp_path)
    assert {name for name, _ in errors} == {"trade"}
    # Beside the cell itself it notices the broken hash.
    assert any(complaint in message.casefold() for _, message in errors), errors
    assert any("hash" in message for _, message in errors), errors


def unsealed(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return [
        entry["name"]
        for entry in package["resources"]
        for content in [(folder / entry["path"]).read_bytes()]
        if entry["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}" or entry["bytes"] != len(content)
    ]


def test_every_file_has_the_hash_and_size_that_the_codebook_states():
    assert unsealed(places.data()) == []


def test_one_changed_byte_is_noticed(copied):
    path = copied / "membership.csv"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Brazil", b"Brasil", 1))
    assert unsealed(copied) == ["membership"]


@pytest.mark.parametrize("name", TABLES)
def test_the_codebook_counts_the_rows_right(name):
    assert len(cra.load(name)) == ENTRIES[name]["rows"] > 0


def test_every_file_in_the_folder_is_described():
    found = {path.name for path in places.data().iterdir() if path.is_file()}
    assert found - {"datapackage.json"} == {entry["path"] for entry in ENTRIES.values()}


def test_files_that_were_left_out_for_their_licence_stay_out():
    titles = " ".join(str(entry["sources"]) for entry in ENTRIES.values()).casefold()
    assert "global sanctions data base" not in titles
    assert "comtrade" not in str(ENTRIES["trade_partners"]["sources"]).casefold()
    assert set(cra.load("trade_partners")["basis"]) == {"customs quoted", "derived"}


# ---------------------------------------------------------------------------------------------------
# Meaning, unit, source


@pytest.mark.parametrize("name", ENTRIES)
def test_every_table_says_where_it_comes_from_and_what_to_doubt(name):
    entry = ENTRIES[name]
    for key in ("title", "description", "credit", "coverage"):
        assert entry[key].strip(), f"{name} has no {key}"
    assert entry["sources"] and all(source["title"].strip() for source in entry["sources"])
    assert entry["licenses"] and all(licence["title"].strip() for licence in entry["licenses"])
    assert pd.Timestamp(entry["retrieved"]) <= pd.Timestamp.now()
    assert entry["doubts"] and all(len(doubt.split()) >= 3 for doubt in entry["doubts"])


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_meaning_and_every_number_a_unit(name):
    columns = cra.columns(name)
    for column, meaning in columns["meaning"].items():
        assert meaning.strip() and meaning.casefold() != column.replace("_", " "), (column, meaning)
    numbers = columns[columns["type"].isin(["number", "integer"])]
    assert (numbers["unit"].str.strip() != "").all(), numbers.index[numbers["unit"].str.strip() == ""]


@pytest.mark.parametrize("name", TABLES)
def test_a_unit_that_changes_by_the_row_stands_in_the_row(name):
    table = cra.load(name)
    for field in described_as(name, unit="see the column unit"):
        assert table.loc[table[field["name"]].notna(), "unit"].notna().all()


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_table_with_sources_has_one(name):
    table = cra.load(name)
    sources = [column for column in ("source_title", "source_url", "doc_id", "doc_ids") if column in table]
    if not sources:
        assert "verified" not in table, "rows can be verified only against a source"
        return
    bare = table[table[sources].isna().all(axis=1)]
    if "verified" in table:
        bare = bare[bare["verified"]]
    assert bare.empty, bare.to_string()


@pytest.mark.parametrize("name", TABLES)
def test_addresses_are_addresses(name):
    table = cra.load(name)
    for column in [column for column in table if column.endswith("_url")]:
        for cell in table[column].dropna():
            assert all(
                part.startswith(("http://", "https://")) and " " not in part for part in cell.split(";")
            )


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_begins_or_ends_with_a_space(name):
    table = cra.load(name)
    for field in described_as(name, type="string"):
        cells = table[field["name"]].dropna()
        assert cells[cells != cells.str.strip()].tolist() == []


# ---------------------------------------------------------------------------------------------------
# Keys and codes


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_stated_filled_and_unique(name):
    key = ENTRIES[name]["schema"]["primaryKey"]
    table = cra.load(name)
    assert key and not table.duplicated(key).any(), table[table.duplicated(key, keep=False)][key]


def test_the_codes_of_countries_are_those_of_iso_or_declared_to_be_our_own():
    countries = cra.load("countries").set_index("iso3")
    assert len(ISO) == 249
    assert set(countries.index) == ISO | set(OWN)
    assert countries["country"][list(OWN)].to_dict() == OWN
    assert (countries["kind"][sorted(ISO)] == "country").all()
    former = {"ANT", "SCG", "SUN", "CSK", "YUG", "DDR", "VDR"}
    assert set(countries.index[countries["kind"] == "former state"]) == former


@pytest.mark.parametrize("name", TABLES)
def test_every_code_is_known(name):
    known = ISO | set(OWN)
    table = cra.load(name)
    for column in code_columns(table):
        codes = set(table[column].dropna())
        assert codes <= known, (column, codes - known)


@pytest.mark.parametrize("name", TABLES)
def test_a_country_has_one_name_in_every_table(name):
    table = cra.load(name)
    if {"iso3", "country"} <= set(table):
        official = cra.load("countries").set_index("iso3")["country"]
        pairs = table[["iso3", "country"]].dropna().drop_duplicates()
        other = pairs[pairs["country"] != pairs["iso3"].map(official)]
        assert set(other.itertuples(index=False, name=None)) <= NAMED_DIFFERENTLY


def test_the_outlines_carry_known_codes():
    features = json.loads((places.data() / "world_map.geojson").read_text(encoding="utf-8"))["features"]
    codes = {feature["properties"]["iso3"] for feature in features} - {"", None}
    assert codes <= ISO | set(OWN)
    assert {"CHN", "RUS", "IND", "USA", "TWN", "UKR"} <= codes
    crimea = next(feature["properties"] for feature in features if feature["id"] == "CRIMEA")
    assert (crimea["iso3"], crimea["disputed"]) == ("UKR", 1)


# ---------------------------------------------------------------------------------------------------
# Loading


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_typed_as_the_codebook_says(name):
    table = cra.load(name)
    for field in ENTRIES[name]["schema"]["fields"]:
        column = table[field["name"]].dropna()
        if field["type"] == "string":
            assert all(isinstance(cell, str) for cell in column), field["name"]
        elif len(column):
            kind = table[field["name"]].dtype.kind
            # A column of whole numbers may be declared a number.
            assert kind == KIND[field["type"]] or (field["type"], kind) == ("number", "i"), field["name"]


@pytest.mark.parametrize("name", TABLES)
def test_a_loaded_table_carries_its_source_and_its_doubts(name):
    attributes = cra.load(name).attrs
    assert attributes["source"] == f"Source: {ENTRIES[name]['credit']}"
    assert attributes["doubts"] == ENTRIES[name]["doubts"]
    assert attributes["sources"] == ENTRIES[name]["sources"]


def test_the_list_of_tables_names_every_one():
    listed = cra.tables()
    assert list(listed.index) == list(ENTRIES)
    assert listed["rows"].dropna().astype(int).to_dict() == {name: ENTRIES[name]["rows"] for name in TABLES}


def test_the_two_letters_na_stay_a_continent():
    continents = cra.load("countries").set_index("iso3")["continent_code"]
    assert continents["USA"] == "NA"
    assert (continents == "NA").sum() > 30
    assert continents[["WLD", "SUN"]].isna().all()


@pytest.mark.parametrize(
    "slip, near",
    [("trad", "trade"), ("membershp", "membership"), ("Country_Panel", "country_panel"), ("veto", "vetoes")],
)
def test_an_unknown_name_is_answered_with_the_near_ones(slip, near):
    with pytest.raises(cra.codebook.UnknownTable, match=rf"Did you mean .*{near}.*{len(ENTRIES)}"):
        cra.load(slip)


@pytest.mark.parametrize(
    "column, value, complaint",
    [
        ("year", "20l9", "'20l9' is not a year"),
        ("year", "2019.5", "'2019.5' is not a year"),
        ("value_usd_bn", "1,5", "'1,5' is not a number"),
        ("verified", "TRUE", "'TRUE' is not true or false"),
        ("series", "", "must be filled"),
    ],
)
def test_a_damaged_cell_is_named_with_its_row_and_column(copied, column, value, complaint):
    rewrite(copied / "trade.csv", 8, column, value)
    with pytest.raises(cra.codebook.DamagedTable) as caught:
        cra.load("trade")
    message = str(caught.value)
    assert f"data/trade.csv, row 8, column {column}" in message
    assert complaint in message


def test_a_file_that_is_cut_short_or_gone_is_named(copied):
    path = copied / "meetings.csv"
    path.write_text("", encoding="utf-8")
    with pytest.raises(cra.codebook.DamagedTable, match="data/meetings.csv cannot be read"):
        cra.load("meetings")
    path.unlink()
    with pytest.raises(cra.codebook.DamagedTable, match="data/meetings.csv is missing"):
        cra.load("meetings")


def test_a_column_that_was_renamed_is_named(copied):
    path = copied / "trade.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("value_usd_bn", "value", 1), encoding="utf-8")
    with pytest.raises(cra.codebook.DamagedTable, match="header.*value_usd_bn.*value"):
        cra.load("trade")


# ---------------------------------------------------------------------------------------------------
# What nobody has verified


@pytest.mark.parametrize("name", TABLES)
def test_a_row_of_low_confidence_is_never_called_verified(name):
    table = cra.load(name)
    if name == "claims":  # there, confidence is that of a verdict
        return
    assert ("confidence" in table) <= ("verified" in table)
    if "confidence" in table:
        assert not table.loc[table["confidence"] == "low", "verified"].any()


@pytest.mark.parametrize("name", ["trade", "trade_partners", "membership", "energy_flows", "currency"])
def test_what_we_computed_ourselves_is_not_called_a_source(name):
    table = cra.load(name)
    derived = table["source_title"].str.startswith("derived")
    if "basis" in table:
        derived |= table["basis"] == "derived"
    assert not table.loc[derived, "verified"].any()
    assert not table["note"].str.contains("from memory", na=False).any()


def verified_only(name):
    table = cra.load(name)
    return table[table["verified"]] if "verified" in table else table


@pytest.mark.parametrize("claim_id", JUDGED)
def test_no_verdict_rests_on_a_row_that_nobody_verified(claim_id):
    lesson = cra.load("claims").set_index("claim_id").loc[claim_id, "lesson"]
    everything = registry.evidence_for(claim_id, lesson, cra.load)
    without = registry.evidence_for(claim_id, lesson, verified_only)
    assert (everything.number, everything.verdict) == (without.number, without.verdict)


def test_a_membership_that_nobody_verified_counts_for_nothing():
    membership = cra.load("membership")
    rumour = membership[membership["status"] == "invited"].iloc[[0]]
    rumour = rumour.assign(
        iso3="PRK", status="member", start_date=pd.Timestamp("2020-01-01"), end_date=pd.NaT
    )
    for verified, counted in ((False, False), (True, True)):
        rows = pd.concat([membership, rumour.assign(verified=verified)], ignore_index=True)
        assert ("PRK" in cra.blocs.members(rows, "2021-01-01")) is counted
