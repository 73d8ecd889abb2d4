"""Signal 7: it bids against another one for the same people. PURE."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from alerts.playbook.days import Overlap, Table
from alerts.playbook.figures import Figure, in_percent, percent
from alerts.playbook.figures import counted as counts
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Reason, Trial
from alerts.playbook.windows import DAY, between


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The one test of the rule."""
    return [share(table, rule, today)]


def share(table: Table, rule: Rule, today: date) -> Part:
    """The largest share of its audience that another holds too. A measure that is too old does not count, nor does one
    of a few people."""
    limit = rule.share("largest_share")
    seen = between(table, today - rule.days("oldest") * DAY, today)
    trial = Trial("share", Figure(limit, f"above {in_percent(limit)}"), seen)
    if not table.overlaps:
        return trial.not_available(Reason.NOT_MEASURED, "not measured")
    first = max(today - rule.days("oldest") * DAY, table.since or date.min)  # it may well be older than the ad
    fresh = [each for each in table.overlaps if first <= each.measured_on <= today]
    counted = [each for each in fresh if _many(each, rule)]
    worst = max(counted, key=lambda each: each.share, default=None)
    if worst and worst.share > limit:
        return _says(trial, worst, limit)
    if len(fresh) < len(table.overlaps):
        return trial.waits(Reason.OLD_MEASURE, "waiting for a new measure")
    if worst is None:
        few = max(each.smaller or 0 for each in fresh)
        return trial.too_early(counts(Decimal(few), "person", "people"), people=few)
    return _says(trial, worst, limit)


def _many(measure: Overlap, rule: Rule) -> bool:
    """Whether both are large enough to speak of; what a platform measured is."""
    return measure.smaller is None or measure.smaller >= rule.number("fewest_people")


def _says(trial: Trial, worst: Overlap, limit: Decimal) -> Part:
    inputs = {"other": worst.other, "by": worst.by, "measured_on": worst.measured_on, "people": worst.people}
    inputs |= {"other_people": worst.other_people, "exclude": worst.exclude}
    return trial.says(worst.share > limit, Figure(worst.share, percent(worst.share, limit)), **inputs)
