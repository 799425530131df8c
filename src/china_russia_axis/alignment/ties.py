"""What passes between two states: arms and goods, and how much each side depends on it."""

import pandas as pd


def arms_by_period(customers: pd.DataFrame, *recipients: str) -> pd.DataFrame:
    """Russia's deliveries of arms in five-year periods.

    Parameters
    ----------
    customers : DataFrame
        The table ``arms_customers``: the ten largest recipients of each period.
    recipients : str
        ISO codes.

    Returns
    -------
    DataFrame
        Rows periods such as ``2000-2004``, columns recipients, in million trend-indicator values: volume,
        not money. Empty where a state was not among the ten.
    """
    period = customers["period_start"].astype(str) + "-" + customers["period_end"].astype(str)
    table = customers.assign(period=period).pivot(index="period", columns="iso3", values="tiv")
    return table.reindex(columns=list(recipients)).astype(float)


def goods_trade(trade: pd.DataFrame) -> pd.Series:
    """Goods trade of China with Russia by year, billion dollars, both directions, as China counts it.

    Chinese customs where a verified figure exists, else the series of the International Monetary Fund.
    """
    rows = trade[trade["verified"].astype(bool)]
    rows = rows[(rows["reporter_iso3"] == "CHN") & (rows["flow"] == "exports_plus_imports")]
    customs = rows["series"] == "chinese_customs"
    quoted, fund = (part.set_index("year")["value_usd_bn"] for part in (rows[customs], rows[~customs]))
    return quoted.combine_first(fund).sort_index().astype(float)


def trade_dependence(trade: pd.DataFrame, panel: pd.DataFrame) -> pd.DataFrame:
    """Trade of China with Russia by year, in per cent of each economy at market exchange rates.

    Parameters
    ----------
    trade, panel : DataFrame
        The tables ``trade`` and ``country_panel``.

    Returns
    -------
    DataFrame
        Index ``year``; columns ``CHN`` and ``RUS`` (per cent of that state's output) and ``ratio`` (how
        many times more the trade weighs in Russia). The sum of both directions may weigh more than is
        produced at home, so this is a yardstick and no share.
    """
    output = panel.pivot(index="year", columns="iso3", values="gdp_usd_bn")[["CHN", "RUS"]]
    total = goods_trade(trade)
    table = output.rdiv(total.reindex(output.index), axis=0).mul(100).dropna().astype(float)
    return table.assign(ratio=table["RUS"] / table["CHN"]).rename_axis(columns=None)


def share_of_all_trade(rankings: pd.DataFrame, reporter: str, partner: str, period: str, whole=None) -> float:
    """Share of a partner in all goods trade of a state in a period, per cent.

    Parameters
    ----------
    rankings : DataFrame
        The table ``partner_rankings``.
    reporter, partner : str
        ISO codes, ``CHN`` or ``RUS`` for the reporter.
    period : str
        As the table has it: ``2023`` or ``2023-01/2023-08``.
    whole : DataFrame, optional
        A table with the total of the reporter where the first has none: ``trade_partners`` for China.
    """
    part = _total(rankings[rankings["reporter_iso3"] == reporter], partner, period)
    totals = rankings[rankings["reporter_iso3"] == reporter] if whole is None else whole
    return 100 * part / _total(totals, "WLD", period)


def _total(rows: pd.DataFrame, partner: str, period: str) -> float:
    rows = rows[rows["verified"].astype(bool)]
    found = rows[(rows["partner_iso3"] == partner) & (rows["period"] == period)]["total_usd_bn"].dropna()
    if found.empty:
        known = ", ".join(sorted(rows.loc[rows["partner_iso3"] == partner, "period"].unique())) or "no period"
        raise LookupError(f"There is no total for {partner} in {period}; the table has {known}.")
    return float(found.iloc[0])
