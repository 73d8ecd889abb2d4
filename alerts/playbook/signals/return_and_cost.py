"""Signal 4: it brings too little for what it costs: ROAS, cost per result, CPC, pace, hollow clicks. PURE."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from alerts.playbook.days import Table
from alerts.playbook.figures import Figure, counted, money, number, percent, plain
from alerts.playbook.rules import Rule
from alerts.playbook.signals.pace import pace
from alerts.playbook.verdict import Part, Reason, Trial
from alerts.playbook.windows import Window, window


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The tests of the rule."""
    return [test(table, rule, today) for test in (roas, cost_per_result, cpc, pace, hollow_clicks)]


def break_even(margin: Decimal | None) -> Decimal:
    """The ROAS at which a sale pays for its ads: 1 over the share left after the goods; 1 where that is not known.

    Raises ValueError for a margin that is not above 0 and at most 1.
    """
    if margin is not None and not 0 < margin <= 1:
        raise ValueError(f"A margin of {margin} can't be; write the share of a sale that is left, above 0, at most 1.")
    return 1 / margin if margin else Decimal(1)


def roas(table: Table, rule: Rule, today: date) -> Part:
    """Value of purchases over spend, against break-even from the margin."""
    limit = rule.number("roas_factor") * break_even(table.aims.margin)
    trial = Trial("roas", Figure(limit, f"under {number(limit)}"), _days(table, rule, today))
    if lack := trial.lacks("purchase_value", "spend", *(() if _aim(table) else ("results",))):
        return lack
    if early := _too_little(trial, table, rule):
        return early
    value, spend = trial.seen.total("purchase_value"), trial.seen.total("spend")
    found = value / spend
    return trial.says(found < limit, Figure(found, number(found, limit)), value=value, spend=spend)


def cost_per_result(table: Table, rule: Rule, today: date) -> Part:
    """Spend over results, against the aim and the margin above it."""
    currency, aim, seen = table.entity.currency, table.aims.cost_per_result, _days(table, rule, today)
    if not aim:
        return Trial("cost_per_result", Figure(None, "no target set"), seen).not_available(
            Reason.NO_AIM, "no target set"
        )
    limit = aim * (1 + rule.share("cost_margin"))
    trial = Trial("cost_per_result", Figure(limit, f"above {money(limit, currency)}"), seen)
    if lack := trial.lacks("spend", "results"):
        return lack
    if early := _too_little(trial, table, rule):
        return early
    spend, results = seen.total("spend"), seen.total("results")
    if not results:
        return trial.says(True, Figure(None, "no result"), spend=spend, results=results, aim=aim)
    cost = spend / results
    return trial.says(cost > limit, Figure(cost, money(cost, currency, limit)), spend=spend, results=results, aim=aim)


def cpc(table: Table, rule: Rule, today: date) -> Part:
    """Spend over clicks, against the reference of the sector, else the account's own norm."""
    seen = _days(table, rule, today)
    if (reference := _reference(table)) is None:
        return Trial("cpc", Figure(None, "no reference"), seen).not_available(Reason.NO_AIM, "no reference")
    limit = reference * (1 + rule.share("cpc_margin"))
    trial = Trial("cpc", Figure(limit, f"above {money(limit, table.entity.currency)}"), seen)
    if lack := trial.lacks("spend", "clicks"):
        return lack
    spend, clicks = seen.total("spend"), seen.total("clicks")
    if clicks < rule.number("fewest_clicks"):
        return trial.too_early(counted(clicks, "click", "clicks"), clicks=clicks)
    price = spend / clicks
    now = Figure(price, money(price, table.entity.currency, limit))
    return trial.says(price > limit, now, spend=spend, clicks=clicks, reference=reference)


def hollow_clicks(table: Table, rule: Rule, today: date) -> Part:
    """Clicks come cheap and often, and nothing comes of them: the fault is behind the click."""
    least, wanted = rule.number("clicks_without_result"), rule.share("high_ctr")
    seen = _days(table, rule, today)
    trial = Trial("hollow_clicks", Figure(least, f"{plain(least)} clicks, no result"), seen)
    if (reference := _reference(table)) is None:
        return trial.not_available(Reason.NO_AIM, "no reference")
    if lack := trial.lacks("spend", "clicks", "impressions", "results"):
        return lack
    clicks, results, shown = (seen.total(name) for name in ("clicks", "results", "impressions"))
    if clicks < least or not shown:
        return trial.too_early(counted(clicks, "click", "clicks"), clicks=clicks)
    price, rate = seen.total("spend") / clicks, clicks / shown
    hollow = not results and price <= reference and rate >= wanted
    words = f"{plain(clicks)} clicks, {counted(results, 'result', 'results')}"
    return trial.says(hollow, Figure(clicks, words), cpc=price, ctr=percent(rate), results=results)


def _days(table: Table, rule: Rule, today: date) -> Window:
    return window(table, rule.window(table.entity.level), today)


def _reference(table: Table) -> Decimal | None:
    return table.aims.sector_cpc or table.norms.cpc or None


def _too_little(trial: Trial, table: Table, rule: Rule) -> Part | None:
    """Where less was spent than some results should cost. Without an aim or norm, where there are too few results."""
    spend, factor, currency = trial.seen.total("spend"), rule.number("enough_spend"), table.entity.currency
    if aim := _aim(table):
        enough = factor * aim
        told = f"{money(spend, currency)} spent of {money(enough, currency)}"
        return trial.too_early(told, spend=spend, enough=enough) if spend < enough else None
    results = trial.seen.total("results")
    few = results < factor or not spend
    return trial.too_early(counted(results, "result", "results"), results=results) if few else None


def _aim(table: Table) -> Decimal | None:
    return table.aims.cost_per_result or table.norms.cost_per_result or None
