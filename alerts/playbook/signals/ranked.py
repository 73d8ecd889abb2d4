"""Whether the platform's latest ranking is among the lowest. PURE."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from alerts.playbook.days import Table
from alerts.playbook.figures import Figure
from alerts.playbook.rankings import ORDER, WORDS, latest, step, unranked
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Reason, Trial
from alerts.playbook.windows import window


def low(check: str, field: str, table: Table, rule: Rule, today: date) -> Part:
    """The newest ranking of the window against the rule's ``lowest``; while a later day is late, it is waited for."""
    chosen = rule.choice("lowest")
    trial = Trial(
        check,
        Figure(Decimal(chosen) / 100, f"low {chosen} %"),
        window(table, rule.window(table.entity.level), today),
    )
    found = latest(trial.seen.days, field)
    if found is None:
        return trial.lacks(field) or trial.not_available(Reason.NOT_REPORTED, "not reported")
    day, ranking = found
    if any(late > day.day for late in trial.seen.late):
        return trial.waits(Reason.LATE, "waiting for late days", ranking=ranking, of=day.day)
    if unranked(ranking):
        return trial.too_early("not ranked yet", ranking=ranking, of=day.day)
    place = step(ranking)
    if place is None:
        return trial.not_available(Reason.UNKNOWN_WORD, "not a known ranking", ranking=ranking, of=day.day)
    fires = place <= ORDER.index(f"below_average_{chosen}")
    return trial.says(fires, Figure(Decimal(place), WORDS[ORDER[place]]), ranking=ranking, of=day.day)
