"""The page "How we know": where each table comes from, what was checked, and what nobody could check."""

import pandas as pd

from china_russia_axis import blocs
from china_russia_axis.pages import markdown

EVE = "2023-08-31"
_OURS = ("our wording and coding", "our list", "our compilation")


def page(package: dict, tables: dict[str, pd.DataFrame]) -> str:
    """The page ``how-we-know.md``.

    Parameters
    ----------
    package : dict
        The codebook, from ``cra.codebook.package()``.
    tables : dict
        Every table of the codebook by name.
    """
    entries = sorted(package["resources"], key=lambda entry: entry["name"])
    parts = (
        ["# How we know", markdown.BUILT, _opening(entries, tables)],
        _checking(tables),
        _clocks(tables),
        _coding(entries, tables),
        _disputed(tables),
        _vintages(entries, tables),
        _beyond(entries, tables),
        _sources(entries),
    )
    return markdown.join(*(text for part in parts for text in part))


def _opening(entries: list, tables: dict) -> str:
    doubts = sum(len(entry["doubts"]) for entry in entries)
    marked = [name for name in tables if "verified" in tables[name]]
    rows = sum(len(tables[name]) for name in marked)
    return (
        f"The course stands on {len(entries)} tables and {doubts} doubts about them, all of them on this "
        f"page. {len(marked)} tables, with {rows:,} rows, say row by row whether it was checked; the others "
        "come "
        'whole from a publisher. In a notebook, `cra.tables()` lists them, `cra.columns("trade")` explains '
        'one, and `cra.load("trade").attrs` holds its source, licence and doubts. Each number in the text '
        "of this page is computed from the tables."
    )


def unchecked(tables: dict) -> pd.DataFrame:
    """How many rows of each table carry the mark ``verified``, and how many of them say false.

    Returns
    -------
    DataFrame
        One row a table: ``rows``, ``not_verified``, ``high``, ``medium``, ``low`` (empty where the table
        states no confidence).
    """
    rows = {}
    for name, frame in sorted(tables.items()):
        if "verified" in frame:
            levels = frame["confidence"].value_counts() if "confidence" in frame else {}
            rows[name] = {
                "rows": len(frame),
                "not_verified": int((~frame["verified"].astype(bool)).sum()),
                **{
                    level: levels.get(level, 0) if len(levels) else None
                    for level in ("high", "medium", "low")
                },
            }
    return pd.DataFrame.from_dict(rows, orient="index")


def _checking(tables: dict) -> list[str]:
    found = unchecked(tables)
    doubtful = found[found["not_verified"] > 0]
    lines = [
        [
            f"`{name}`",
            row["rows"],
            row["not_verified"],
            *(_blank(row[level]) for level in ("high", "medium", "low")),
        ]
        for name, row in found.to_dict("index").items()
    ]
    drills, treaties = tables["exercises"], tables["treaties"]
    days = int((~drills["days_verified"].astype(bool)).sum())
    vague = int((treaties["date_seen"] != "day").sum())
    extent = tables["documents"]["extent_read"].value_counts()
    share = ", ".join(f"{kind} {extent.get(kind, 0)}" for kind in ("full", "part", "excerpt"))
    return [
        "## What was checked, and how",
        "*Verified* means that somebody read the fact in a source outside memory: a text, a page or a copy "
        "of one. It does not mean that two sources agree, and often a press report was read, not the first "
        "publisher. *Confidence* is ours: high for what was read at the source, medium for a copy, a rounded "
        "or a partly inferred value, low for what is derived, partisan or not confirmed.",
        f"{int(found['not_verified'].sum())} of {int(found['rows'].sum()):,} rows are not verified. They "
        f"stay in the tables, in {', '.join(f'`{name}`' for name in doubtful.index)}, so that nothing is "
        "hidden, and out of figures and verdicts, so that nothing rests on them.",
        f"A row can be verified in part: of {len(drills)} exercises {days} have days from memory, with year "
        f"or month read in a source, and so do {vague} of {len(treaties)} treaties and statements.",
        f"Of {len(tables['documents'])} documents, this is how much we read: {share}. The essay itself was "
        "read in full; its claims stand in our own words.",
        "Tables taken whole from a publisher were compared with figures printed elsewhere: tests recompute "
        "published numbers from them, and fail when they differ by more than a stated margin. Where a table "
        "and a publication could not be brought together, the doubts below say so.",
        markdown.table(["Table", "Rows", "Not verified", "High", "Medium", "Low"], lines),
    ]


def _clocks(tables: dict) -> list[str]:
    claims = tables["claims"]
    judged = claims[claims["verdict"].fillna("open") != "open"]
    by_clock = judged["clock"].value_counts()
    later = {name: frame["after_essay"].fillna(False).astype(bool) for name, frame in sorted(tables.items())
             if "after_essay" in frame}  # fmt: skip
    rows = [[f"`{name}`", len(marks), int(marks.sum())] for name, marks in later.items()]
    number, link = "09", markdown.link("The words of the course", "glossary.md", "two clocks")
    return [
        "## Two clocks",
        f"An author is judged by what could be known on {_spoken(EVE)}; a forecast is judged by what came. "
        "The course keeps the two apart: a table that reaches beyond that day marks its later rows, a figure "
        f"draws a line there, and a verdict says by which clock it was reached. {link} has the name of the "
        "field.",
        f"{markdown.plural(by_clock.get('2023', 0), 'verdict')} of {len(judged)} go by the first clock, "
        f"{by_clock.get('now', 0)} by the record to May 2026; lesson {number} scores the forecasts by the "
        f"second alone. {_without_verdict(len(claims) - len(judged), len(claims))}",
        markdown.table(["Table", "Rows", "Later than the essay"], rows),
    ]


def _without_verdict(number: int, claims: int) -> str:
    return f"{number} of {claims} claims have no verdict yet." if number else "No claim is without a verdict."


def _coding(entries: list, tables: dict) -> list[str]:
    ours = [entry["name"] for entry in entries if _is_ours(entry)]
    claims, events = tables["claims"], tables["events"]
    kinds = claims["type"].value_counts()
    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    resolved = tables["forecast_resolutions"]
    same = int((resolved["coding_a"].fillna("") == resolved["coding_b"].fillna("")).sum())
    return [
        "## Who coded what",
        f"{len(ours)} of {len(entries)} tables hold lists or labels of our own making: "
        f"{', '.join(f'`{name}`' for name in ours)}. Another hand would have chosen other rows, and a list "
        "made to answer a question shows the question.",
        f"One reader cut the essay into {len(claims)} claims and sorted them by type ({counted}); "
        f"{int(claims['contestable'].astype(bool).sum())} are marked as open to dispute. One reader gave "
        f"each of {len(events)} events its direction. Nobody coded either a second time: lesson 01 lets you "
        "be the second coder and measures how far you agree.",
        f"{len(resolved)} forecast questions were settled twice, by two written rules of the same people; "
        f"the two give the same answer for {same}. Where they differ, nobody is scored.",
        "Scholars coded rivalries, disputes, alliances and regimes; votes are the record of the United "
        "Nations, and ideal points are estimates from it.",
    ]


def _disputed(tables: dict) -> list[str]:
    return [
        "## Disputed coding",
        "Where careful sources disagree, the course keeps every reading and counts each way.",
        *_saudi_arabia(tables["membership"]),
        *_partners(tables["membership"]),
        "### Crimea, and what maps draw",
        "The map follows Natural Earth, which draws who holds a territory and not who owns it. Crimea is a "
        "shape of its own: it carries the code of Ukraine after resolution 68/262 of the UN General "
        "Assembly, and a note that Russia holds it. Taiwan, Western Sahara, Palestine, Kosovo, Northern "
        "Cyprus, Somaliland and the Falklands are shapes of their own too, and in Kashmir lines of control "
        "are drawn. Each map says so at its foot. No line on a map is a judgement of ours.",
        "### Names",
        "A code for a territory, such as TWN, is the one of the international standard and takes no side. "
        "Sources differ on names, and we follow the short English forms of GeoNames.",
    ]


def _saudi_arabia(membership: pd.DataFrame) -> list[str]:
    contested = membership[membership["contested"].astype(bool)]
    notes = " ".join(f"{row.country}, {row.organisation}: {row.note}" for row in contested.itertuples())
    counts = {
        reading: len(blocs.members(membership, blocs.RULES["today"], reading=reading))
        for reading in blocs.READINGS
    }
    spoken = "; ".join(f"{reading}, {number}" for reading, number in counts.items())
    return [
        "### Saudi Arabia, and who is in BRICS",
        f"{markdown.plural(len(contested), 'contested row')} in the table of memberships. {notes}",
        f"So BRICS has so many members at the end of 2025: {spoken}. Lesson 04 shows what hangs on it.",
    ]


def _partners(membership: pd.DataFrame) -> list[str]:
    sco = membership[(membership["organisation"] == "SCO") & membership["verified"].astype(bool)]
    dialogue, partner = sco[sco["status"] == "dialogue partner"], sco[sco["status"] == "partner"]
    start = partner["start_date"].min()
    held = sco[sco["status"].isin(["observer", "dialogue partner"]) & (sco["end_date"] < start)]
    new = partner[~partner["iso3"].isin(held["iso3"])]
    named = ", ".join(new["country"]) or "none"
    return [
        "### Partners of the SCO",
        f"{len(dialogue)} states were dialogue partners at some time. We date each from its memorandum, not "
        "from the summit that granted the status, which lies up to a year earlier; some sources count from "
        f"there. From {start.day} {start:%B %Y} observers and dialogue partners are one status, partner. "
        f"{len(partner)} states hold it, {len(partner) - len(new)} of them under a new name and {len(new)} "
        f"anew ({named}): a line by status breaks there, and most of the break is a word.",
    ]


def _vintages(entries: list, tables: dict) -> list[str]:
    arms = tables["arms_yearly"]["release"].value_counts()
    releases = ", ".join(f"{_spoken(day)} ({number} years)" for day, number in sorted(arms.items()))
    outlook = tables["economic_outlook"]["status"].value_counts()
    guesses = ", ".join(f"{number} {status}" for status, number in outlook.items())
    days = sorted({entry["retrieved"] for entry in entries})
    return [
        "## Vintages",
        f"All tables were fetched or compiled between {_spoken(days[0])} and {_spoken(days[-1])}. Statistics "
        "are revised, so the number for 2022 that stands here is not always the one that an author could "
        "have seen in 2023, and small differences to what was printed then are to be expected.",
        f"Three cases where it matters. Deliveries of arms come from files that SIPRI made on {releases}; "
        "the institute recounts old years with each release. The outlook of the IMF of October 2025 holds "
        f"{guesses} values: a projection is no measurement. Votes end in 2023 and ideal points in 2024, "
        "because the files of later years were not complete.",
    ]


def _beyond(entries: list, tables: dict) -> list[str]:
    last = pd.to_datetime(tables["events"]["date"]).max()
    guessed = sorted({licence["title"] for entry in entries for licence in entry["licenses"]
                      if "from memory" in licence["title"]})  # fmt: skip
    ahead = tables["planned_events"]
    return [
        "## What we could not check",
        f"The last event in the chronology is of {last.day} {last:%B %Y}. Nothing after May 2026 could be "
        "verified, so lessons say *as of May 2026*; that is where our sources end, not where history does. "
        f"{markdown.plural(len(ahead), 'event')} that others had announced for later "
        "stand in `planned_events`, and nobody here knows whether they took place.",
        f"Terms of use that we could not look up are marked as such: {'; '.join(guessed)}."
        if guessed
        else "Every licence was looked up.",
        "Most sources were read in English, many as copies or in the press; originals in Chinese and Russian "
        "mostly were not. What governments do not publish is not here: military aid, the content of talks, "
        "and Russian customs after 2021 are known from others or not at all.",
    ]


def _sources(entries: list) -> list[str]:
    rows = [
        [
            markdown.link(f"`{entry['name']}`", "", entry["name"]),
            entry["title"],
            entry.get("rows", ""),
            entry["coverage"],
            entry["credit"],
            entry["retrieved"],
        ]
        for entry in entries
    ]
    header = ["Table", "What it holds", "Rows", "Coverage", "Source", "Retrieved"]
    return [
        "## Sources, table by table",
        markdown.table(header, rows),
        *(_one_source(entry) for entry in entries),
    ]


def _one_source(entry: dict) -> str:
    sources = "; ".join(_linked(source) for source in entry["sources"])
    licences = "; ".join(_linked(licence) for licence in entry["licenses"])
    lines = [f"- *Source:* {sources}", f"- *Licence:* {licences}"]
    lines += [f"- *Doubt:* {doubt}" for doubt in entry["doubts"]]
    return f"### {entry['name']}\n\n" + "\n".join(lines)


def _linked(item: dict) -> str:
    path = item.get("path", "")
    return f"[{item['title']}]({path})" if path.startswith("https://") else item["title"]


def _is_ours(entry: dict) -> bool:
    titles = [licence["title"] for licence in entry["licenses"]]
    return (
        all(title == "Creative Commons Attribution 4.0" for title in titles)
        and entry["credit"] != "GeoNames"
        or any(mark in title for title in titles for mark in _OURS)
    )


def _blank(value):
    return "" if pd.isna(value) else int(value)


def _spoken(day) -> str:
    when = pd.Timestamp(day)
    return f"{when.day} {when:%B %Y}"
