"""Pictures of forecasts: against what came, by score, by calibration, over time, and after one shock."""

import numpy as np

from china_russia_axis.figures import house
from china_russia_axis.figures.scenario import in_words, per_cent

FUTURES = tuple(house.FUTURE_COLOURS)
# Colour and marker of each forecaster; the marker tells them apart in grey. Students share the last look.
_LOOKS = {
    "model": ("#0072B2", "s"),
    "essay": ("#D55E00", "o"),
    "base rate": ("#117733", "^"),
    "uniform": ("#777777", "|"),
    "class": ("#882255", "D"),
}
_STUDENT = ("#333333", "*")
_BAND = "#C9D9E6"


def against_outcome(scores, entries=None, source="Source: forecast registry of this course"):
    """Chance that each forecaster gave to what came, one row a question.

    Parameters
    ----------
    scores : DataFrame
        Answer of ``cra.forecasts.score_registry``.
    entries : DataFrame, optional
        The table ``forecast_entries``: draws the essay's words as ranges.
    source : str
        Source line.

    Returns
    -------
    house.Figure
    """
    questions = list(dict.fromkeys(scores["question_id"]))
    came = scores.drop_duplicates("question_id").set_index("question_id")["came"]
    figure, axes = house.new(
        alt=f"{len(questions)} rows of dots: the chance that each forecaster gave to what came",
        source=source,
        height=1.4 + 0.27 * len(questions),
    )
    if entries is not None:
        _word_ranges(axes, entries, came, questions)
    for name, rows in scores.groupby("forecaster", sort=False):
        colour, marker = _LOOKS.get(name, _STUDENT)
        places = [questions.index(question) for question in rows["question_id"]]
        axes.plot(
            rows["chance_of_it"] * 100, places, marker, color=colour, label=name, markersize=6, alpha=0.9
        )
    axes.set_yticks(range(len(questions)), [f"{one}: {came[one]}" for one in questions])
    axes.set(xlim=(-3, 103), ylim=(len(questions) - 0.4, -0.6), xlabel="Chance given to it (per cent)")
    axes.set_title("What came, and the chance it had been given")
    figure.legend(loc="outside upper right", ncols=len(scores["forecaster"].unique()), frameon=False)
    figure.sentence = _told_against(scores)
    return figure


def _word_ranges(axes, entries, came, questions):
    rows = entries[(entries["forecaster"] == "essay") & entries["low"].notna()]
    for row in rows.itertuples():
        if came.get(row.question_id) == row.outcome:
            place = questions.index(row.question_id)
            ends = (100 * row.low, 100 * row.high)
            axes.plot(ends, (place, place), color=_LOOKS["essay"][0], linewidth=5, alpha=0.25)


def _told_against(scores) -> str:
    # Even chances are drawn, but they neither claim nor miss anything.
    voices = scores[scores["forecaster"] != "uniform"]
    voices = scores if voices.empty else voices
    means = voices.groupby("forecaster")["chance_of_it"].agg(["mean", "size"]).sort_values("mean")
    best, least = means.iloc[-1], means.iloc[0]
    worst = voices.loc[voices["chance_of_it"].idxmin()]
    text = (
        f"{scores['question_id'].nunique()} settled questions. What came had been given most by "
        f"'{means.index[-1]}': {in_words(best['mean'])} on average over {best['size']:.0f} questions"
    )
    if len(means) > 1:
        text += f", and least by '{means.index[0]}': {in_words(least['mean'])} over {least['size']:.0f}"
    return (
        f"{text}. The greatest surprise was {worst['question_id']}, to whose outcome "
        f"'{worst['forecaster']}' gave {in_words(worst['chance_of_it'])}."
    )


def score_bars(table, luck, source="Source: forecast registry of this course"):
    """Mean Brier score of each forecaster beside that of the reference on the same questions.

    Parameters
    ----------
    table : DataFrame
        Answer of ``cra.forecasts.by_forecaster``.
    luck : float
        Answer of ``cra.forecasts.how_often_the_better_wins`` for the largest number of shared questions.
    source : str
        Source line.

    Returns
    -------
    house.Figure
    """
    shown = table[table["shared"] > 0].iloc[::-1]
    figure, axes = house.new(
        alt=f"{len(shown)} horizontal bars: mean Brier score by forecaster, with a tick for even chances",
        source=source,
        height=1.3 + 0.45 * len(shown),
    )
    colours = [_LOOKS.get(name, _STUDENT)[0] for name in shown.index]
    bars = axes.barh(shown.index, shown["brier"], color=colours, height=0.6)
    axes.plot(
        shown["brier_of_reference"],
        range(len(shown)),
        "|",
        color="#000000",
        markersize=20,
        markeredgewidth=2,
        label="even chances, same questions",
    )
    axes.bar_label(bars, [f"{score:.2f}" for score in shown["brier"]], padding=6)
    names = [f"{row.Index}\n{row.questions} questions" for row in shown.itertuples()]
    axes.set_yticks(range(len(shown)), names)
    highest = max(shown["brier"].max(), shown["brier_of_reference"].max())
    axes.set(xlim=(0, 1.15 * highest), xlabel="Mean Brier score (0 is best, 2 is worst)")
    axes.set_title("Scores, on different numbers of questions")
    axes.grid(False, axis="y")
    figure.legend(loc="outside upper right", frameon=False)
    figure.sentence = _told_scores(table, luck)
    return figure


def _told_scores(table, luck) -> str:
    rivals = table[(table["shared"] > 0) & (table.index != "uniform")]
    text = "; ".join(
        f"'{row.Index}' {row.brier:.2f} on {row.questions} (even chances {row.brier_of_reference:.2f})"
        for row in rivals.itertuples()
    )
    most = int(table["shared"].max())
    return (
        f"Mean Brier scores: {text}. On {most} questions a calibrated forecaster beats one twice too extreme "
        f"with a chance of {in_words(luck)} only, so no ranking here is firm."
    )


def reliability(calibration, who="the forecaster", source="Source: forecast registry of this course"):
    """Reliability diagram: recalibrated frequency against forecast, with a band for luck.

    Parameters
    ----------
    calibration : Calibration
        Answer of ``cra.forecasts.corp``.
    who : str
        For the title and the sentence.
    source : str
        Source line.

    Returns
    -------
    house.Figure
    """
    figure, axes = house.new(
        alt="A rising staircase beside the diagonal: event frequency against forecast, with a band for luck",
        source=source,
        height=4.2,
    )
    percent = calibration.chances * 100
    axes.fill_between(
        percent, calibration.low * 100, calibration.high * 100, color=_BAND, label="if calibrated: luck alone"
    )
    axes.plot([0, 100], [0, 100], color="#777777", linewidth=1, linestyle=":")
    axes.plot(percent, calibration.frequencies * 100, "o-", color=_LOOKS["model"][0], label="what happened")
    # Outcomes as ticks at the edges, moved apart a little where forecasts are equal.
    for came, place in ((0, -4), (1, 104)):
        where = percent[calibration.happened == came]
        axes.plot(where, np.full(len(where), place), "|", color="#333333", markersize=7)
    axes.set(xlim=(-3, 103), ylim=(-8, 108), xlabel="Chance forecast (per cent)")
    axes.set(ylabel="How often it came (per cent)", title=f"Reliability of {who}")
    figure.legend(loc="outside right center", frameon=False)
    figure.sentence = _told_reliability(calibration, who)
    return figure


def _told_reliability(calibration, who) -> str:
    width = float(np.mean(calibration.high - calibration.low))
    text = (
        f"{calibration.questions} forecasts of {who}: Brier score of yes {calibration.brier:.3f} = "
        f"miscalibration {calibration.miscalibration:.3f} - discrimination "
        f"{calibration.discrimination:.3f} + uncertainty {calibration.uncertainty:.3f}. "
        f"{calibration.outside or 'None'} of them {'lies' if calibration.outside == 1 else 'lie'} outside "
        f"the band; the band is {in_words(width)} wide on average"
    )
    return text + (", so it can convict nobody." if width > 0.5 else ".")


def updates(history, target=None, source="Source: scenario model of this course"):
    """One forecast over time, as a stacked bar for each time it was made.

    Parameters
    ----------
    history : DataFrame
        One row a time, the oldest first; one column an outcome, chances from 0 to 1. Answer of
        ``cra.forecasts.updates`` or ``cra.forecasts.revisions``.
    target : int or str, optional
        What is forecast, for title and sentence: ``2033``.
    source : str
        Source line.

    Returns
    -------
    house.Figure
    """
    times = [str(time)[:10] for time in history.index]
    about = f" of {target}" if target else ""
    figure, axes = house.new(
        alt=f"{len(times)} stacked bars: one forecast{about}, each time it was made",
        source=source,
        height=3.6,
    )
    ground = np.zeros(len(times))
    for name in history.columns:
        values = history[name].to_numpy(float) * 100
        bars = axes.bar(
            range(len(times)),
            values,
            bottom=ground,
            width=0.6,
            color=house.FUTURE_COLOURS.get(name, "#0072B2" if name == "yes" else "#E6E6E0"),
            hatch=house.FUTURE_HATCHES.get(name, ""),
            edgecolor="#444444",
            linewidth=0.4,
            label=name,
        )
        for bar, value in zip(bars, values, strict=True):
            if value >= 6:
                middle = bar.get_y() + bar.get_height() / 2
                _number(axes, bar.get_x() + bar.get_width() / 2, middle, per_cent(value / 100))
        ground += values
    axes.set_xticks(range(len(times)), times)
    axes.set(ylim=(0, 100), ylabel="Chance (per cent)")
    axes.set_xlabel("Written on" if isinstance(history.index[0], str) else "Known to the end of")
    axes.set_title(f"A forecast{about} changes its mind")
    axes.grid(False)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles[::-1], labels[::-1], loc="outside right center", frameon=False)
    figure.sentence = _told_updates(history, times, about)
    return figure


def _number(axes, x, y, text):
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85}
    axes.text(x, y, text, ha="center", va="center", fontsize=8, bbox=box)


def _told_updates(history, times, about) -> str:
    first, last = history.iloc[0], history.iloc[-1]
    likeliest = last.idxmax()
    text = f"The forecast{about} was made {len(times)} time{'' if len(times) == 1 else 's'}"
    if len(times) == 1:
        return f"{text}: {likeliest} is likeliest with {in_words(last[likeliest])}."
    moved = (last - first).abs().idxmax()
    if abs(last[moved] - first[moved]) < 0.005:
        return f"{text}, from {times[0]} to {times[-1]}, and hardly moved."
    way = "up" if last[moved] > first[moved] else "down"
    return (
        f"{text}. From {times[0]} to {times[-1]} '{moved}' moved most, {way} from {in_words(first[moved])} "
        f"to {in_words(last[moved])}; likeliest at the end is '{likeliest}' ({in_words(last[likeliest])})."
    )


def shock(without, with_it, name, years=None, source="Source: scenario model of this course"):
    """What one shock does to the five futures, in points, a few and many years later.

    Parameters
    ----------
    without, with_it : DataFrame
        Answer of ``cra.forecasts.one_shock``: index year, one column a future, chances from 0 to 1.
    name : str
        The shock in a few words.
    years : sequence of int, optional
        Years shown; 2028, 2033 and 2043 where they lie on the horizon.
    source : str
        Source line.

    Returns
    -------
    house.Figure
    """
    years = [year for year in (years or (2028, 2033, 2043)) if year in without.index]
    change = (with_it[list(FUTURES)] - without[list(FUTURES)]) * 100
    figure, axes = house.new(
        alt=f"Five bars to the left or right for each of {', '.join(map(str, years))}: change of each future",
        source=source,
        columns=len(years),
        height=3.2,
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    edge = max(1.0, float(change.loc[years].abs().to_numpy().max()))
    for panel, year in zip(axes[0], years, strict=True):
        bars = panel.barh(FUTURES, change.loc[year], color=[house.FUTURE_COLOURS[one] for one in FUTURES])
        for bar, future in zip(bars, FUTURES, strict=True):
            bar.set(hatch=house.FUTURE_HATCHES[future], edgecolor="#444444", linewidth=0.4)
        panel.bar_label(bars, [_points(value) for value in change.loc[year]], padding=3)
        panel.axvline(0, color="#444444", linewidth=0.8)
        panel.set(xlim=(-1.7 * edge, 1.7 * edge), title=str(year), xlabel="Change (points)")
        panel.grid(False, axis="y")
    figure.sentence = _told_shock(without, with_it, change, name, years)
    return figure


def _points(value) -> str:
    return "0" if abs(value) < 0.5 else f"{value:+.0f}"


def _told_shock(without, with_it, change, name, years) -> str:
    first, last = years[0], years[-1]
    most = change.loc[first].abs().idxmax()
    # Half the sum of the changes: how many of a hundred worlds stand elsewhere.
    moved = {year: change.loc[year].abs().sum() / 2 for year in (first, last)}
    text = (
        f"After '{name}' the chance of '{most}' in {first} is {in_words(with_it.loc[first, most])} and not "
        f"{in_words(without.loc[first, most])}. Of a hundred worlds {moved[first]:.0f} stand elsewhere "
        f"in {first}"
    )
    if first == last:
        return text + "."
    fades = "the shock fades" if moved[last] < 0.5 * moved[first] else "the shock stays with them"
    return f"{text}, and {moved[last]:.0f} in {last}: {fades}."


def two_coders(by_coder, source="Source: forecast registry of this course"):
    """Skill of each forecaster when one coder alone decides what came: one panel a coder.

    Parameters
    ----------
    by_coder : dict
        Name of a coder to the answer of ``cra.forecasts.by_forecaster`` for that coder's outcomes.
    source : str
        Source line.

    Returns
    -------
    house.Figure
    """
    figure, axes = house.new(
        alt=f"{len(by_coder)} panels of bars: skill of each forecaster against even chances, by coder",
        source=source,
        columns=len(by_coder),
        height=2.6,
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    order = [name for name in _LOOKS if all(name in table.index for table in by_coder.values())]
    order = [name for name in order if name != "uniform"]
    for panel, (coder, table) in zip(axes[0], by_coder.items(), strict=True):
        skills = table.loc[order, "skill"] * 100
        bars = panel.barh(order, skills, color=[_LOOKS[name][0] for name in order], alpha=0.85)
        panel.bar_label(bars, [f"{skill:.0f}" for skill in skills], padding=3)
        panel.axvline(0, color="#333333", linewidth=1)
        panel.set(title=f"Coder {coder} decides", xlabel="Skill (per cent; 0: even chances)", xlim=(0, 100))
        panel.grid(False, axis="y")
    axes[0][0].invert_yaxis()
    figure.sentence = " ".join(
        f"Coder {coder}: "
        + ", ".join(f"{name} {table.loc[name, 'skill'] * 100:.0f}" for name in order)
        + " per cent better than even chances."
        for coder, table in by_coder.items()
    )
    return figure
