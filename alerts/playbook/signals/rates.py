"""How a rate per impression moved from one window to the next. PURE."""

from __future__ import annotations

from datetime import date

from alerts.playbook.days import Table
from alerts.playbook.figures import Figure, change, counted
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Trial
from alerts.playbook.windows import halves


def fall_of(check: str, field: str, table: Table, rule: Rule, today: date) -> Part:
    """Whether ``field`` per impression fell by the rule's ``fall``, with its fewest impressions in both windows."""
    both, before, now = halves(table, rule.window(table.entity.level), today)
    limit = -rule.share("fall")
    trial = Trial(check, Figure(limit, change(limit)), both)
    if lack := trial.lacks(field, "impressions", whole=True):
        return lack
    shown = min(before.total("impressions"), now.total("impressions"))
    if shown < rule.number("fewest_impressions"):
        return trial.too_early(counted(shown, "impression", "impressions"), impressions=shown)
    was, rate = (half.total(field) / half.total("impressions") for half in (before, now))
    if not was:
        return trial.too_early(f"no {field} before", rate=rate)
    moved = rate / was - 1
    return trial.says(moved <= limit, Figure(moved, change(moved, limit)), rate=rate, rate_before=was)
