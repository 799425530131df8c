"""Figures about base rates: how often it happened, how sure a count makes us, what a condition changes."""

import pandas as pd

from china_russia_axis.figures import house


def hazards(table: pd.DataFrame, *, source: str):
    """Rate of new defence pacts by period, as hollow points with their intervals.

    Parameters
    ----------
    table : DataFrame
        Rows of ``alliance_base_rates`` for one population and condition.
    source : str
        From ``cra.codebook.source_line("alliance_base_rates")``.
    """
    figure, axis = house.new(
        alt="Points with intervals, one a period: new defence pacts per hundred dyad-years",
        source=source,
        width=7.2,
        height=1.2 + 0.5 * len(table),
    )
    labels = []
    for place, row in enumerate(table.itertuples()):
        axis.plot([100 * row.ci95_low, 100 * row.ci95_high], [place, place], color="#0072B2", linewidth=2)
        axis.plot(100 * row.hazard, place, "o", markerfacecolor="#FFFFFF", markeredgecolor="#0072B2")
        labels.append(f"{row.period_start}-{row.period_end} ({row.events} in {row.dyad_years:,} dyad-years)")
    axis.set_yticks(range(len(table)), labels)
    axis.set_ylim(len(table) - 0.5, -0.5)
    axis.set(xlabel="new pacts per hundred dyad-years, with 95 % interval", xlim=(-0.1, None))
    axis.grid(False, axis="y")
    none = table[table["events"] == 0]
    first = table.iloc[0]
    figure.sentence = (
        f"{first['period_start']}-{first['period_end']}: {100 * first['hazard']:.1f} pacts per hundred "
        f"dyad-years ({100 * first['ci95_low']:.1f} to {100 * first['ci95_high']:.1f})."
    )
    for row in none.itertuples():
        period, most = f"{row.period_start}-{row.period_end}", 100 * row.ci95_high
        figure.sentence += f" {period}: none, and up to {most:.1f} would still fit."
    return figure


def rate_ratios(table: pd.DataFrame, *, source: str):
    """How many times as often pacts come under a condition, with intervals, on a scale of factors.

    Parameters
    ----------
    table : DataFrame
        Rows of ``alliance_rate_ratios`` for one condition.
    source : str
        From ``cra.codebook.source_line("alliance_rate_ratios")``.
    """
    figure, axis = house.new(
        alt="Points with intervals on a logarithmic scale: rate ratio with and without the world wars",
        source=source,
        width=7.2,
        height=1.3 + 0.5 * len(table),
    )
    labels = []
    for place, row in enumerate(table.itertuples()):
        axis.plot([row.ci95_low, row.ci95_high], [place, place], color="#D55E00", linewidth=2)
        axis.plot(row.rate_ratio, place, "o", markerfacecolor="#FFFFFF", markeredgecolor="#D55E00")
        wars = "with" if row.world_wars == "included" else "without"
        labels.append(f"{row.population},\n{wars} world wars ({row.exposed_events} pacts)")
    axis.axvline(1, color="#333333", linewidth=1, linestyle="--")
    axis.set_xscale("log")
    axis.set_xticks([0.25, 0.5, 1, 2, 5, 10, 20], ["¼", "½", "1", "2", "5", "10", "20"])
    axis.minorticks_off()
    axis.set_yticks(range(len(table)), labels)
    axis.set_ylim(len(table) - 0.5, -0.5)
    axis.set_xlabel("times as often as without the condition (1: no effect), with 95 % interval")
    axis.grid(False, axis="y")
    figure.sentence = " ".join(_told(row) for row in table.itertuples())
    return figure


def _told(row) -> str:
    wars = "with" if row.world_wars == "included" else "without"
    sure = "excludes" if row.ci95_low > 1 or row.ci95_high < 1 else "includes"
    return (
        f"{row.population.capitalize()}, {wars} the world wars: factor {row.rate_ratio:.1f} "
        f"({row.ci95_low:.1f} to {row.ci95_high:.1f}, which {sure} no effect)."
    )
