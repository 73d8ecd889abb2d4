"""Signal 9: the platform does not spend the budget it has. PURE."""

from __future__ import annotations

from datetime import date

from alerts.playbook.budgets import budget_of
from alerts.playbook.days import Table
from alerts.playbook.figures import Figure, in_percent, percent
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Reason, Trial
from alerts.playbook.windows import window


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The one test of the rule."""
    return [share(table, rule, today)]


def share(table: Table, rule: Rule, today: date) -> Part:
    """Spend of the window over its budgets."""
    limit = rule.share("most_spent")
    seen = window(table, rule.window(table.entity.level), today)
    trial = Trial("share", Figure(limit, f"{in_percent(limit)} or less"), seen)
    if lack := trial.lacks("spend", whole=True):
        return lack
    budget = budget_of(table, seen)
    if budget is Reason.EDITED:
        return trial.too_early("edited in these days", Reason.EDITED)
    if isinstance(budget, Reason) or not budget:
        return trial.not_available(Reason.NO_BUDGET, "no daily budget")
    spend = seen.total("spend")
    spent = spend / budget
    return trial.says(spent <= limit, Figure(spent, percent(spent, limit)), spend=spend, budget=budget)
