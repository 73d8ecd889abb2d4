"""Signal 5: the platform ranks it below others that compete for the same people. PURE."""

from __future__ import annotations

from datetime import date

from alerts.playbook.days import Table
from alerts.playbook.rules import Rule
from alerts.playbook.signals.ranked import low
from alerts.playbook.verdict import Part


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The tests of the rule: quality as people see it, and conversion."""
    return [
        low("quality", "quality_ranking", table, rule, today),
        low("conversion", "conversion_ranking", table, rule, today),
    ]
