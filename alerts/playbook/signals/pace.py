"""Whether a budget is used faster than planned. PURE."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from alerts.playbook.budgets import budget_of
from alerts.playbook.days import Spending, Table
from alerts.playbook.figures import Figure, number, plain
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Reason, Trial
from alerts.playbook.windows import DAY, Window, between, window


def pace(table: Table, rule: Rule, today: date) -> Part:
    """Spend over what the plan, else the daily budget, allows for the days that have passed."""
    limit = rule.number("pace")
    plan = table.aims.plan
    seen = _planned(table, plan, today) if plan else window(table, rule.window(table.entity.level), today)
    trial = Trial("pace", Figure(limit, f"above {plain(limit, 1)} × plan"), seen)
    if lack := trial.lacks("spend"):
        return lack
    allowed = _even(plan, seen) if plan else budget_of(table, seen)
    if isinstance(allowed, Reason):
        return trial.not_available(allowed, "no daily budget or plan")
    if not allowed:
        return trial.too_early("nothing is planned yet")
    spend = seen.total("spend")
    times = spend / allowed
    return trial.says(times > limit, Figure(times, f"{number(times, limit)} × plan"), spend=spend, planned=allowed)


def _planned(table: Table, plan: Spending, today: date) -> Window:
    return between(table, plan.first, min(plan.last, today - DAY))


def _even(plan: Spending, seen: Window) -> Decimal:
    """What an even plan allows for the days looked at."""
    return plan.amount * seen.length / ((plan.last - plan.first).days + 1)
