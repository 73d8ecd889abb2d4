"""Signal 3: many see it, few click. PURE."""

from __future__ import annotations

from datetime import date

from alerts.playbook.days import Table
from alerts.playbook.figures import Figure, counted, in_percent, percent
from alerts.playbook.rules import Rule
from alerts.playbook.signals.rates import fall_of
from alerts.playbook.verdict import Part, Trial
from alerts.playbook.windows import window


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The tests of the rule."""
    return [low(table, rule, today), fall(table, rule, today)]


def low(table: Table, rule: Rule, today: date) -> Part:
    """Clicks over impressions of the window."""
    limit = rule.share("lowest_ctr")
    seen = window(table, rule.window(table.entity.level), today)
    trial = Trial("low", Figure(limit, f"under {in_percent(limit)}"), seen)
    if lack := trial.lacks("clicks", "impressions"):
        return lack
    clicks, shown = seen.total("clicks"), seen.total("impressions")
    if shown < rule.number("fewest_impressions"):
        return trial.too_early(counted(shown, "impression", "impressions"), impressions=shown)
    rate = clicks / shown
    return trial.says(rate < limit, Figure(rate, percent(rate, limit)), clicks=clicks, impressions=shown)


def fall(table: Table, rule: Rule, today: date) -> Part:
    """CTR of the window against that of the window before it."""
    return fall_of("fall", "clicks", table, rule, today)
