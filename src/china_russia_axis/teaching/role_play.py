"""The crisis role-play beside lesson 07: briefing cards from the perspectives table, numbers from the model.

A card shows what has been said in a capital, each position with its date and source: verified rows alone, and
none without a date. Goals, constraints and red lines are ours, stand apart from the positions and say so.
The texts lie in ``lessons/07-scenario-lab/role-play``; numbers in them are filled in from the model.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from china_russia_axis import places
from china_russia_axis.teaching import CannotTeach
from china_russia_axis.teaching.text import date_in_words, escape, to_html

CAPITALS = ("Beijing", "Taipei", "Washington", "Tokyo", "Moscow", "Delhi")
"""Who sits at the table."""

SLIDERS = (
    "taiwan_crisis_per_year",
    "war_given_crisis",
    "taiwan_crisis_ends",
    "push_crisis",
    "formalise_crisis",
)
"""Parameters that the debrief asks about."""

MOST = 6
"""Positions on a card: more would not be read in nine minutes."""

_LEAST = 4
_BLANK = "." * 40
_EMPTY = {"goals": [_BLANK] * 3, "constraints": [_BLANK] * 3, "red_lines": [_BLANK] * 2, "dilemma": _BLANK}

OURS = "Written for the exercise by the course. No government has stated it in these words."

# Claims whose perspectives bear on a crisis over Taiwan, the nearest first: what holds in such a crisis, the
# treaty, the comparison with Ukraine, joint patrols, alliances and blocs, and last the bodies and the dollar.
_BEARING = (
    *("C09", "C76", "C79", "C45", "C08", "C69", "C30", "C04", "C46", "C75", "C03", "C51", "C29", "C72"),
    *("C82", "C06", "C47", "C36", "C43", "C50", "C24", "C52", "C28"),
    *("C67", "C56", "C64", "C65", "C62", "C20", "C39", "C41"),
)
_PLACE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Position:
    """What was said in a capital, when, by whom and where it can be read.

    Attributes
    ----------
    perspective_id : str
        Row of the table ``perspectives``.
    text : str
        The position in our words.
    kind : str
        ``official`` or ``scholar``.
    dated : str
        Date as exact as it is known.
    source : str
        Address of the page.
    """

    perspective_id: str
    text: str
    kind: str
    dated: str
    source: str

    @property
    def host(self) -> str:
        """Name of the site, for print."""
        return urlsplit(self.source).netloc.removeprefix("www.")


@dataclass(frozen=True)
class Briefing:
    """The card of one capital.

    Attributes
    ----------
    capital : str
        Whose card it is.
    positions : tuple of Position
        What was said there; from the tables.
    goals, constraints, red_lines : tuple of str
        Ours, for the exercise.
    dilemma : str
        The question that this team cannot avoid; ours.
    """

    capital: str
    positions: tuple
    goals: tuple
    constraints: tuple
    red_lines: tuple
    dilemma: str

    def as_markdown(self) -> str:
        """The card as Markdown, positions first."""
        said = [
            f"{number}. {one.text} ({_who(one.kind)}, {one.dated}; <{one.source}>; row {one.perspective_id})"
            for number, one in enumerate(self.positions, 1)
        ]
        parts = [f"# {self.capital}", "## What has been said there", "\n".join(said)]
        parts += [f"## Your brief\n\n*{self._note()}*"]
        for title, lines in self._ours():
            parts.append(f"**{title}**\n\n" + "\n".join(f"- {line}" for line in lines))
        return "\n\n".join(parts) + "\n"

    def as_html(self) -> str:
        """The card as HTML for print; everything is escaped."""
        said = "".join(
            f"<li>{escape(one.text)} <small>{escape(_who(one.kind))}, <b>{escape(one.dated)}</b>; "
            f'<a href="{escape(_safe(one.source))}">{escape(one.host)}</a>; '
            f"row {escape(one.perspective_id)}</small></li>"
            for one in self.positions
        )
        ours = "".join(
            f"<h4>{title}</h4><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
            for title, lines in self._ours()
        )
        return (
            f"<h2>{escape(self.capital)}</h2><h3>What has been said there</h3>"
            f'<ol class="said">{said}</ol><div class="ours"><h3>Your brief</h3>'
            f"<p><em>{escape(self._note())}</em></p>{ours}</div>"
        )

    def _note(self) -> str:
        return OURS if self.dilemma != _BLANK else "To be written by your team, from the positions above."

    def _ours(self) -> list:
        return [
            ("Goals", self.goals),
            ("Constraints", self.constraints),
            ("Red lines", self.red_lines),
            ("You cannot avoid this question", (self.dilemma,)),
        ]


def folder() -> Path:
    """Where the texts of the exercise lie."""
    return places.lessons() / "07-scenario-lab" / "role-play"


def briefing(capital: str, load=None) -> Briefing:
    """The card of one capital, built from the tables.

    Parameters
    ----------
    capital : str
        One of :data:`CAPITALS`, or another capital with enough dated positions: its card has them and an
        empty brief, which a seventh team writes itself.
    load : callable, optional
        Gives a table by name; the course's own when left out.

    Raises
    ------
    CannotTeach
        When there is too little to play from.
    """
    said = positions(capital, load)
    if capital not in CAPITALS and len(said) < _LEAST:
        raise CannotTeach(
            f"There is no card for '{capital}': the tables hold {len(said)} dated positions that bear on the "
            f"case, and a card needs {_LEAST}. At the table sit: {', '.join(CAPITALS)}."
        )
    ours = _roles().get(capital, _EMPTY)
    lists = (tuple(ours[name]) for name in ("goals", "constraints", "red_lines"))
    return Briefing(capital, said, *lists, ours["dilemma"])


def positions(capital: str, load=None) -> tuple:
    """Verified and dated positions of a capital that bear on the case, the nearest to it first.

    A first row on a claim comes before a second one, and a new source before one that the card already has.

    Parameters
    ----------
    capital : str
        A capital of the table ``perspectives``.
    load : callable, optional
        Gives a table by name.
    """
    load = load or _load()
    table = load("perspectives")
    table = table[
        (table["capital"] == capital)
        & table["verified"]
        & (table["confidence"] != "low")
        & table["claim_id"].isin(_BEARING)
    ]
    table = table.assign(
        rank=[_BEARING.index(claim) for claim in table["claim_id"]],
        turn=table.groupby("claim_id").cumcount(),
    ).sort_values(["turn", "rank", "perspective_id"], kind="stable")
    dates = _dates(load)
    found, again = [], []
    for row in table.itertuples():
        dated = dates(row)
        if dated:
            told = row.source_url in [one.source for one in found]
            one = Position(row.perspective_id, row.position, row.kind, dated, row.source_url)
            (again if told else found).append(one)
    # Chosen by nearness, shown with official voices first.
    return tuple(sorted((found + again)[:MOST], key=lambda one: one.kind != "official"))


def cards(load=None) -> list[Briefing]:
    """The six cards, in the order of the table."""
    return [briefing(capital, load) for capital in CAPITALS]


def _roles() -> dict:
    return tomllib.loads((folder() / "roles.toml").read_text(encoding="utf-8"))


def _load():
    from china_russia_axis.codebook import load

    return load


def _dates(load):
    """A function that dates a row: by its event, by the latest of its documents, or by the table of dates."""
    own = load("perspective_dates").query("verified").set_index("perspective_id")
    events = load("events").query("verified").set_index("event_id")
    documents = load("documents").query("verified").set_index("doc_id")

    def date_of(row) -> str:
        if row.perspective_id in own.index:
            found = own.loc[row.perspective_id]
        elif isinstance(row.event_id, str) and row.event_id in events.index:
            found = events.loc[row.event_id]
        elif isinstance(row.doc_ids, str):
            known = documents[documents.index.isin(row.doc_ids.split(";"))]
            if known.empty:
                return ""
            found = known.loc[known["date"].idxmax()]
        else:
            return ""
        return date_in_words(found["date"], found["date_precision"])

    return date_of


def _who(kind: str) -> str:
    return "official" if kind == "official" else "a scholar or journalist"


def _safe(address: str) -> str:
    # A table that somebody edits must not put a script behind a link.
    return address if urlsplit(address).scheme in ("http", "https") else "#"


# --- what the texts say, and the numbers of the case ---


def texts(load=None):
    """What documents say on Taiwan, consultation and defence: the facts that every team may use.

    Returns
    -------
    pandas.DataFrame
        ``date``, ``title``, ``paraphrase``, ``location`` and ``source_url`` of verified points, oldest first.
    """
    load = load or _load()
    points = load("document_points").query("verified and confidence != 'low'")
    binding = (points["topic"] == "alliance") & points["doc_id"].str.match(r"CR2001T|CR2024|CD2023")
    points = points[(points["topic"] == "taiwan") | binding]
    documents = load("documents").query("verified").set_index("doc_id")[["date", "title", "source_url"]]
    points = points.drop(columns="source_url").join(documents, on="doc_id", how="inner")
    points = points.sort_values(["date", "point_id"], kind="stable")
    return points[["doc_id", "date", "title", "paraphrase", "location", "source_url"]].reset_index(drop=True)


@cache
def numbers() -> dict:
    """Every number that the texts of the exercise use, computed from the model; words by name."""
    from china_russia_axis import scenario

    base = scenario.Scenario()
    crisis, war = (scenario.PARAMETERS[name] for name in SLIDERS[:2])
    ever = "taiwan crisis ever"
    closer = "accelerated or alliance"
    found = {name: _share(scenario.PARAMETERS[name].default) for name in SLIDERS}
    found["taiwan_crisis_per_year"] += " a year"
    found["taiwan_crisis_ends"] += " a year"
    return {
        **found,
        **{f"label_{name}": scenario.PARAMETERS[name].label for name in SLIDERS},
        "crises": crisis.source.partition(";")[0],
        "crisis_range": f"{100 * crisis.low:.0f} to {100 * crisis.high:.0f}",
        "war_range": f"{100 * war.low:.0f} to {100 * war.high:.0f}",
        "war_given_crisis_whole": f"{100 * war.default:.0f}",
        "crisis_2033": _share(scenario.probability(base, ever, by=2033)),
        "war_given_crisis_2033": _share(scenario.probability(base, "taiwan war ever", given=ever, by=2033)),
        "closer_2033": _share(scenario.probability(base, closer, by=2033)),
        "closer_given_crisis_2033": _share(scenario.probability(base, closer, given=ever, by=2033)),
        "alliance_2043": _share(scenario.probability(base, "alliance", by=2043)),
        "alliance_given_crisis_2043": _share(scenario.probability(base, "alliance", given=ever, by=2043)),
        "alliance_2043_from_crisis": _share(
            scenario.probability(base.with_start(taiwan="crisis"), "alliance", by=2043)
        ),
    }


def _share(chance: float) -> str:
    return f"{100 * chance:.0f} per cent"


def filled(name: str) -> str:
    """A text of the exercise with its numbers filled in.

    Raises
    ------
    CannotTeach
        When the text asks for a number that nobody computes.
    """
    known = numbers()

    def number(found) -> str:
        if found[1] not in known:
            raise CannotTeach(
                f"{name} asks for {{{{{found[1]}}}}}, and no such number is computed. "
                f"There are: {', '.join(known)}."
            )
        return known[found[1]]

    return _PLACE.sub(number, (folder() / name).read_text(encoding="utf-8"))


# --- the pack ---


def pack(pop_up: bool = False, load=None) -> str:
    """Everything to print, as one HTML page that loads nothing.

    Parameters
    ----------
    pop_up : bool
        Only what the 20-minute version needs.
    load : callable, optional
        Gives a table by name.
    """
    from china_russia_axis.teaching.role_play_page import page

    return page(_sheets(pop_up, load), pop_up)


def _sheets(pop_up: bool, load) -> list[tuple[str, str, str]]:
    """Name, for whom and HTML of each sheet, in the order of print."""
    notes, injects = filled("teaching-notes.md"), _injects()
    if pop_up:
        notes = _without(notes, r"## The (?:75|50)-minute plan")
        injects = injects[1:2]
    sheets = [("Teaching notes", "for the teacher", to_html(notes, 1))]
    sheets.append(("The case", "for everybody", to_html(filled("case.md"), 1)))
    sheets.append(("What the texts say", "one a team", _texts_as_html(load)))
    sheets += [
        (f"Card: {one.capital}", f"for the team of {one.capital}", one.as_html()) for one in cards(load)
    ]
    sheets += [(title, "for the teacher, to read aloud", to_html(text, 1)) for title, text in injects]
    copies = "one a team" if pop_up else "three a team"
    sheets.append(("Decision form", copies, to_html(filled("decision-form.md"), 1)))
    sheets.append(("Debrief", "for everybody", to_html(filled("debrief.md"), 1)))
    if not pop_up:
        sheets.append(
            ("Rubric", "for the teacher, and for everybody beforehand", to_html(filled("rubric.md"), 1))
        )
    return sheets


def _injects() -> list[tuple[str, str]]:
    parts = re.split(r"^## ", filled("injects.md"), flags=re.MULTILINE)[1:]
    note = "*Made up for the exercise.*"
    return [(part.partition("\n")[0].strip(), f"# {part.strip()}\n\n{note}") for part in parts]


def _without(text: str, heading: str) -> str:
    return re.sub(rf"^{heading}[ \t]*$.*?(?=^## )", "", text, flags=re.MULTILINE | re.DOTALL)


def _texts_as_html(load) -> str:
    rows = "".join(
        f"<tr><td>{escape(date_in_words(row.date, 'day'))}</td><td>{escape(row.title)}</td>"
        f"<td>{escape(row.paraphrase)} <small>({escape(row.location)})</small></td></tr>"
        for row in texts(load).itertuples()
    )
    return (
        "<h2>What the texts say</h2><p>In our words, from the tables <code>documents</code> and "
        "<code>document_points</code>, verified points only. A text that is not here was not read by the "
        "course: say so when you use it.</p><table><thead><tr><th>Date</th><th>Text</th><th>What it says"
        f"</th></tr></thead><tbody>{rows}</tbody></table>"
    )
