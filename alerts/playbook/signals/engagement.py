"""Signal 6: fewer people like, comment, share or save it; or it ranks low in that. PURE."""

from __future__ import annotations

from datetime import date

from alerts.playbook.days import Table
from alerts.playbook.rules import Rule
from alerts.playbook.signals.ranked import low
from alerts.playbook.signals.rates import fall_of
from alerts.playbook.verdict import Part


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The tests of the rule."""
    return [
        fall_of("rate", "engagements", table, rule, today),
        low("ranking", "engagement_ranking", table, rule, today),
    ]
