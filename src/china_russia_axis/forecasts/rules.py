"""The rules by which two coders settle the registry's questions, computed from the tables.

Coder A is strict: a thing has happened when every part of a demanding rule is on record. Coder B is lenient:
signs on record are enough. Both read verified rows only. A rule takes ``load`` and returns a :class:`Coding`,
so that a test can hand in altered tables. What each rule asks stands in ``forecast_questions`` in words.

The codings are made for this course by rule; no two people were paid to code.
"""

import functools
from dataclasses import dataclass

import pandas as pd

from china_russia_axis.claims import looking
from china_russia_axis.forecasts.questions import FUTURES

BEFORE = range(2013, 2023)
"""The years whose pace counts as the pace before 2023."""

DUTIES = ("assist", "defend")
MOSCOW_AND_BEIJING = "China and Russia"
ELECTION = "E120"
"""The event that records the American election of 2024: the condition of C80 and C81."""


@dataclass(frozen=True)
class Coding:
    """One coder's answer to one question.

    Attributes
    ----------
    answer : str
        An outcome of the question, ``void`` where its condition failed, ``open`` where the record is silent.
    number : str
        What the coder saw, in one sentence.
    events : tuple of str
        Rows of the table ``events`` that the answer rests on.
    tables : tuple of str
        Tables that were read.
    """

    answer: str
    number: str
    events: tuple = ()
    tables: tuple = ("events",)


def once(load):
    """The same loader, which reads each table once: for coding many questions in a row."""
    return functools.cache(load)


def last_day(load) -> pd.Timestamp:
    """Last verified day on record in the table ``events``: the codings are as of this day."""
    return looking.verified(load("events"))["date"].max()


def codings(question_id: str, load) -> tuple[Coding, Coding]:
    """What coder A and coder B answer to one question.

    Parameters
    ----------
    question_id : str
        A question of the table ``forecast_questions``.
    load : callable
        Gives a table by name, like ``cra.load``.
    """
    strict, lenient = _RULES[question_id]
    return strict(load), lenient(load)


# ---------------------------------------------------------------------------------------------------
# What the tables say


def pace(load) -> pd.DataFrame:
    """Yearly indicators of closeness, each with its mean of 2013-2022.

    Returns
    -------
    DataFrame
        Index year; ``trade`` (growth of goods trade, per cent, Chinese customs), ``meetings`` (of the two
        leaders in person), ``exercises`` (main joint ones on the list) and ``votes`` (fall of the distance of
        ideal points in the UN). Rising is closer. Missing where the record is silent. The last row,
        ``"before"``, holds the means.
    """
    meetings = looking.verified(load("meetings"))
    meetings = meetings.loc[meetings["format"] == "in person", "date"].dt.year
    exercises = looking.verified(load("exercises"))["year"]
    last = last_day(load).year - 1
    years = range(BEFORE[0], last + 1)
    table = pd.DataFrame(
        {
            "trade": trade_growth(load),
            "meetings": meetings.value_counts().reindex(years, fill_value=0),
            "exercises": exercises.value_counts().reindex(years, fill_value=0),
            "votes": -distance(load).diff(),
        },
        index=pd.Index(years, name="year"),
    ).astype(float)
    table.loc["before"] = table.loc[list(BEFORE)].mean()
    return table


def trade_growth(load) -> pd.Series:
    """Growth of goods trade by year, per cent, as China counts it."""
    trade = looking.verified(load("trade"))
    trade = trade[(trade["reporter_iso3"] == "CHN") & (trade["flow"] == "exports_plus_imports")]
    customs = trade["series"] == "chinese_customs"
    quoted, fund = (rows.set_index("year")["value_usd_bn"] for rows in (trade[customs], trade[~customs]))
    return quoted.combine_first(fund).sort_index().pct_change(fill_method=None).mul(100)


def distance(load) -> pd.Series:
    """Distance of the two countries' ideal points in UN votes, by year."""
    points = load("ideal_points").pivot_table(index="year", columns="iso3", values="ideal_point")
    return (points["CHN"] - points["RUS"]).abs().dropna()


def _of_both(load, year):
    """Events of one year in which both countries take part."""
    events = looking.verified(load("events"))
    events = events[events["date"].dt.year == year]
    return events[[{"CHN", "RUS"} <= set(actors.split(";")) for actors in events["actors"]]]


def _quarrels(events):
    """Political and military events that drove the two apart."""
    return events[(events["direction"] == "apart") & events["category"].isin(["diplomacy", "security"])]


def _ids(events) -> tuple:
    return tuple(events["event_id"])


def _pacts(load, until):
    """Joint texts of the two with a duty of help, and treaties signed after the essay."""
    points = looking.joint_texts(load, MOSCOW_AND_BEIJING)
    duty = points["obligation_strength"].isin(DUTIES)
    points = points[points["after_essay"] & duty & (points["date"] <= until)]
    treaties = looking.verified(load("treaties"))
    later = (treaties["date"] > "2023-08-31") & (treaties["date"] <= until)
    return points, treaties[later & (treaties["kind"] == "treaty")]


def _answer(holds) -> str:
    return "yes" if holds else "no"


# ---------------------------------------------------------------------------------------------------
# The five futures of one year


def strict_future(load, year: int) -> Coding:
    """Coder A: the regime changed only if every indicator says so.

    Alliance needs a joint text with a duty of defence. Accelerated: all known indicators above their mean of
    2013-2022. Slower: none above. Rupture: slower, and a political or military event coded apart. Else
    converging.
    """
    table = pace(load)
    tables = ("trade", "meetings", "exercises", "ideal_points", "events", "document_points")
    if year not in table.index:
        return Coding("open", f"The record of {year} is not complete.", tables=tables)
    known = table.loc[[year, "before"]].dropna(axis=1)
    above = (known.loc[year] > known.loc["before"]).to_dict()
    points, _ = _pacts(load, f"{year}-12-31")
    quarrels = _quarrels(_of_both(load, year))
    answer = looking.by_rule(
        ("alliance", len(points) > 0),
        ("accelerated", all(above.values())),
        ("rupture", not any(above.values()) and not quarrels.empty),
        ("slower", not any(above.values())),
        otherwise="converging",
    )
    parts = ", ".join(f"{name} {'above' if high else 'not above'}" for name, high in above.items())
    return Coding(answer, f"Against the mean of {BEFORE[0]}-{BEFORE[-1]}: {parts}.", tables=tables)


def lenient_future(load, year: int) -> Coding:
    """Coder B: the regime changed as soon as the chronology leans that way.

    Alliance: a joint text with a duty of help, or a new treaty. Accelerated: more than one and a half times
    as many events coded closer as in the year before, and none coded apart. Slower: at least as many apart
    as closer. Rupture: only apart. Else converging.
    """
    if year >= last_day(load).year:
        return Coding("open", f"The record of {year} is not complete.")
    now, before = (_of_both(load, one) for one in (year, year - 1))
    closer, apart = (now[now["direction"] == way] for way in ("closer", "apart"))
    usual = (before["direction"] == "closer").sum()
    points, treaties = _pacts(load, f"{year}-12-31")
    answer = looking.by_rule(
        ("alliance", len(points) + len(treaties) > 0),
        ("accelerated", len(closer) > 1.5 * usual and apart.empty),
        ("rupture", len(apart) > 0 and closer.empty),
        ("slower", len(apart) >= len(closer)),
        otherwise="converging",
    )
    number = (
        f"Events coded closer in {year}: {len(closer)}, apart: {len(apart)}; closer in {year - 1}: {usual}."
    )
    return Coding(answer, number, _ids(pd.concat([closer, apart])), ("events", "document_points"))


def _future(year):
    return (lambda load: strict_future(load, year), lambda load: lenient_future(load, year))


def _turned_away(year):
    def code(future):
        def rule(load):
            seen = future(load, year)
            answer = seen.answer if seen.answer == "open" else _answer(seen.answer in FUTURES[:2])
            return Coding(answer, seen.number, seen.events, seen.tables)

        return rule

    return code(strict_future), code(lenient_future)


# ---------------------------------------------------------------------------------------------------
# Measured questions


def _trade_rises(year):
    def rule(least):
        def code(load):
            growth = trade_growth(load)
            if year not in growth.index or pd.isna(growth[year]):
                return Coding("open", f"No verified figure for {year}.", tables=("trade",))
            number = f"Goods trade {growth[year]:+.1f} per cent in {year}."
            return Coding(_answer(growth[year] > least), number, tables=("trade",))

        return code

    return rule(1.0), rule(0.0)


def _votes_closer(year):
    def rule(of_years):
        def code(load):
            gap = distance(load)
            if year not in gap.index:
                return Coding("open", f"No ideal points for {year}.", tables=("ideal_points",))
            earlier = gap.loc[year - of_years : year - 1].min()
            number = f"Distance {gap[year]:.2f} in {year}; smallest of the {of_years} before: {earlier:.2f}."
            return Coding(_answer(gap[year] < earlier), number, tables=("ideal_points",))

        return code

    return rule(5), rule(1)


def _leaders_meet(year, least=2):
    def rule(formal):
        def code(load):
            rows = looking.verified(load("meetings"))
            rows = rows[(rows["format"] == "in person") & (rows["date"].dt.year == year)]
            rows = rows[rows["formal_talks"]] if formal else rows
            # A year that is not over can only say yes.
            if year >= last_day(load).year and len(rows) < least:
                return Coding("open", f"{len(rows)} so far in {year}.", tables=("meetings",))
            number = f"{len(rows)} {'with formal talks' if formal else 'in person'} in {year}."
            return Coding(_answer(len(rows) >= least), number, tables=("meetings",))

        return code

    return rule(True), rule(False)


# ---------------------------------------------------------------------------------------------------
# Triggers and what would follow them


def _seen(load, until, *actors, categories=("war",)):
    events = looking.with_actors(looking.after_essay(load), *actors)
    return events[events["category"].isin(categories) & (events["date"] <= until)]


def _taiwan_war(load, until, lenient):
    return _seen(load, until, "TWN", categories=("war",))


def _taiwan_crisis(load, until, lenient):
    return _seen(load, until, "TWN", categories=("war", "security") if lenient else ("war",))


def _setback(load, until, lenient):
    events = _seen(load, until, "RUS", "UKR")
    return events if lenient else events[events["direction"] == "apart"]


def _shock(load, until, lenient):
    found = [_taiwan_crisis(load, until, lenient), _setback(load, until, lenient)]
    return pd.concat(found)


def _happens(trigger, until):
    def rule(lenient):
        def code(load):
            events = trigger(load, until, lenient)
            number = f"Events on record that meet the rule by {looking.day_in_words(until)}: {len(events)}."
            return Coding(_answer(len(events) > 0), number, _ids(events))

        return code

    return rule(False), rule(True)


def _given(trigger, until, then, wanted=True):
    """``void`` while the trigger's absence decides, else what ``then`` says."""

    def rule(lenient):
        def code(load):
            events = trigger(load, until, lenient)
            if (len(events) > 0) is not wanted:
                found = len(events) or "none"
                number = f"Events that meet the condition by {looking.day_in_words(until)}: {found}."
                return Coding("void", number, _ids(events))
            after = then(load, until, lenient, events)
            return Coding(after.answer, after.number, _ids(events) + after.events, after.tables)

        return code

    return rule(False), rule(True)


def _military_aid(load, until, lenient, since):
    reports = looking.verified(load("military_aid_allegations"))
    reports = reports[(reports["date"] >= since["date"].min()) & (reports["date"] <= until)]
    lethal = reports[reports["matter"].str.startswith("lethal", na=False)]
    # Strict: the public can check it. Lenient: a government says so.
    counted = lethal if lenient else lethal[lethal["public_evidence"] == "yes"]
    number = f"Reports of lethal Chinese aid after the condition: {len(counted)}."
    return Coding(_answer(len(counted) > 0), number, tables=("events", "military_aid_allegations"))


def _faster(load, until, lenient, since):
    future = lenient_future if lenient else strict_future
    seen = future(load, pd.Timestamp(until).year)
    answer = seen.answer if seen.answer == "open" else _answer(seen.answer in FUTURES[3:])
    return Coding(answer, seen.number, seen.events, seen.tables)


def _russia_strikes(load, until, lenient, since):
    events = looking.after_essay(load)
    events = events[(events["category"] == "war") & (events["date"] >= since["date"].min())]
    events = looking.with_actors(events[events["date"] <= until], "RUS")
    elsewhere = events[[not ({"TWN", "UKR"} & actors) for actors in events["actors"]]]
    number = f"Russian acts of war elsewhere during it: {len(elsewhere)}."
    return Coding(_answer(len(elsewhere) > 0), number, _ids(elsewhere))


def _alliance_follows(load, until, lenient, since):
    return _pact(until)[1 if lenient else 0](load)


def _pact(until):
    def strict(load):
        points, _ = _pacts(load, until)
        number = f"Joint texts since the essay with a duty of defence: {points['doc_id'].nunique()}."
        return Coding(_answer(len(points) > 0), number, tables=("documents", "document_points"))

    def lenient(load):
        points, treaties = _pacts(load, until)
        found = points["doc_id"].nunique() + len(treaties)
        number = f"Joint texts with a duty of defence, or new treaties, since the essay: {found}."
        return Coding(_answer(found > 0), number, tables=("documents", "document_points", "treaties"))

    return strict, lenient


# ---------------------------------------------------------------------------------------------------
# The American turn: C80 and C81


def _elected(load, until, lenient):
    events = looking.after_essay(load)
    return events[(events["event_id"] == ELECTION) & (events["date"] <= until)]


def _aid_falls(load, until, lenient, since):
    aid = looking.verified(load("ukraine_aid"))
    change = aid[
        (aid["donor"] == "United States")
        & (aid["period_kind"] == "annual")
        & aid["statistic"].str.startswith("change")
        & (aid["period_end"] <= until)
        & (aid["period_start"] > since["date"].min())
    ]["value"]
    if change.empty:
        return Coding("open", "No verified yearly change.", tables=("ukraine_aid",))
    number = f"Newly allocated American aid: {change.iloc[-1]:+.0f} per cent against earlier years."
    return Coding(
        _answer(change.iloc[-1] < (0 if lenient else -50)), number, tables=("events", "ukraine_aid")
    )


def _presidents_meet(load, until, lenient, since):
    events = looking.after_essay(load)
    events = events[(events["date"] > since["date"].min()) & (events["date"] <= until)]
    talks = looking.with_actors(events, "USA", "RUS")
    talks = talks[talks["category"] == "west"]
    # Talks of two alone; a meeting of the presidents names no place of a third in its actors.
    two = talks[[actors == {"USA", "RUS"} for actors in talks["actors"]]]
    counted = talks if lenient else two[two["title"].str.contains("meet")]
    number = f"{'Talks of any kind' if lenient else 'Meetings of the presidents'} on record: {len(counted)}."
    return Coding(_answer(len(counted) > 0), number, _ids(counted))


def _american_turn(load, until, lenient, since):
    aid = _aid_falls(load, until, lenient, since)
    talks = _presidents_meet(load, until, lenient, since)
    events = looking.with_actors(looking.after_essay(load), "USA", "RUS")
    events = events[(events["date"] > since["date"].min()) & (events["date"] <= until)]
    votes = _votes_beside_russia(load, until)
    punished = events[events["category"] == "sanctions"]
    signs = [aid.answer == "yes", talks.answer == "yes", votes > 0]
    holds = sum(signs) >= 2 if lenient else all(signs) and punished.empty
    number = (
        f"Aid down: {aid.answer}; talks: {talks.answer}; votes beside Russia on Ukraine: {votes}; "
        f"new sanctions on Russia: {len(punished)}."
    )
    seen = talks.events + _ids(punished)
    return Coding(_answer(holds), number, seen, ("events", "ukraine_aid", "ukraine_votes"))


def _votes_beside_russia(load, until) -> int:
    votes = looking.verified(load("ukraine_votes"))
    votes = votes[(votes["date"] > "2023-08-31") & (votes["date"] <= until)]
    wide = votes[votes["iso3"].isin(["USA", "RUS"])].pivot(index="resolution", columns="iso3", values="vote")
    return int((wide["USA"] == wide["RUS"]).sum()) if {"USA", "RUS"} <= set(wide) else 0


def _support_fades(load, until, lenient, since):
    start = since["date"].min()
    points = looking.joint_texts(load, MOSCOW_AND_BEIJING)
    points = points[(points["topic"] == "taiwan") & (points["date"] > start) & (points["date"] <= until)]
    withdrawn = points[points["stance"] == "opposes"]
    events = looking.with_actors(looking.after_essay(load), "CHN", "RUS")
    quarrels = _quarrels(events[(events["date"] > start) & (events["date"] <= until)])
    restated = points[points["stance"] == "supports"]["doc_id"].nunique()
    fades = len(withdrawn) + len(quarrels) > 0 or (lenient and restated == 0)
    number = (
        f"Since the election: {restated} joint text(s) that restate support on Taiwan, "
        f"{withdrawn['doc_id'].nunique()} that withdraw it, {len(quarrels)} political quarrels on record."
    )
    return Coding(_answer(fades), number, _ids(quarrels), ("events", "documents", "document_points"))


# ---------------------------------------------------------------------------------------------------
# The SCO: C68


def _sco_deepens(load, until, lenient):
    points = looking.joint_texts(load, "SCO")
    points = points[points["after_essay"] & (points["date"] <= until)]
    duty = points["obligation_strength"].isin(DUTIES)
    plans = (points["topic"] == "military cooperation") & (points["stance"] == "supports")
    return points[duty | plans] if lenient else points[duty]


def _sco_helps(until):
    def rule(lenient):
        def code(load):
            tables = ("documents", "document_points", "events")
            texts = _sco_deepens(load, until, lenient)
            if texts.empty:
                return Coding("void", "SCO texts since the essay with a duty of help: none.", tables=tables)
            events = looking.after_essay(load)
            struck = looking.with_actors(events[events["category"] == "war"], "IRN")
            struck = struck[struck["date"] <= until]
            helped = looking.joint_texts(load, "SCO")
            helped = helped[helped["after_essay"] & helped["obligation_strength"].isin(DUTIES)]
            number = (
                f"SCO texts that deepen security work: {texts['doc_id'].nunique()}. "
                f"A member was struck {len(struck)} time(s); texts that promised it help: {len(helped)}."
            )
            return Coding(_answer(len(helped) > 0), number, _ids(struck), tables)

        return code

    return rule(False), rule(True)


_END_2025, _END_2028, _END_2033 = "2025-12-31", "2028-12-31", "2033-12-31"
_RULES = {
    "F1": _future(2033),
    "F2": _happens(_taiwan_crisis, _END_2033),
    "F3": _trade_rises(2027),
    "F4": _leaders_meet(2027),
    "Q01": _future(2024),
    "Q02": _future(2025),
    "Q03": _future(2028),
    "Q04": _trade_rises(2024),
    "Q05": _trade_rises(2025),
    "Q06": _votes_closer(2024),
    "Q07": _leaders_meet(2024),
    "Q08": _leaders_meet(2025),
    "Q09": _given(_shock, _END_2025, _faster, wanted=False),
    "Q10": _turned_away(2025),
    "Q11": _happens(_elected, "2024-11-30"),
    "Q12": _given(_elected, _END_2025, _aid_falls),
    "Q13": _given(_elected, _END_2025, _presidents_meet),
    "Q14": _given(_elected, _END_2025, _american_turn),
    "Q15": _given(_elected, _END_2025, _support_fades),
    "Q16": _happens(_setback, _END_2025),
    "Q17": _given(_setback, _END_2025, _military_aid),
    "Q18": _happens(_taiwan_crisis, _END_2025),
    "Q19": _given(_taiwan_crisis, _END_2025, _faster),
    "Q20": _given(_taiwan_war, _END_2025, _russia_strikes),
    "Q21": _given(_taiwan_war, _END_2025, _alliance_follows),
    "Q22": _pact(_END_2025),
    "Q23": _given(_shock, _END_2025, _faster),
    "Q24": _sco_helps(_END_2025),
    "Q25": _pact(_END_2033),
    "Q26": _happens(_taiwan_crisis, _END_2028),
    "Q27": _turned_away(2028),
}
QUESTIONS_WITH_A_RULE = tuple(_RULES)
