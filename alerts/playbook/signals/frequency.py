"""Signal 2: the same people see it too often. PURE."""

from __future__ import annotations

from datetime import date

from alerts.playbook.days import Table
from alerts.playbook.figures import Figure, counted, number, plain
from alerts.playbook.reach import frequency
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Reason, Trial
from alerts.playbook.windows import window


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The one test of the rule."""
    return [high(table, rule, today)]


def high(table: Table, rule: Rule, today: date) -> Part:
    """Frequency of the level's own window: by its own reach, else by what it is at least and at most.

    The mean of the daily frequencies is the least; where that is above the limit, the window's is too. Where the limit
    lies between the bounds nothing is claimed, unless the rule asks to judge by the daily mean.
    """
    limit = rule.number("highest_frequency")
    seen = window(table, rule.window(table.entity.level), today)
    trial = Trial("high", Figure(limit, f"above {plain(limit, 1)}"), seen)
    fields = ("impressions",) if seen.span in table.window_reach else ("impressions", "reach")
    if lack := trial.lacks(*fields):
        return lack
    shown = seen.total("impressions")
    times = frequency(table, seen)
    if shown < rule.number("fewest_impressions") or times is None:
        return trial.too_early(counted(shown, "impression", "impressions"), impressions=shown)
    told = number(times.low, limit) if times.known else f"{number(times.low, limit)} a day (mean)"
    found = {"impressions": shown, "at_least": times.low, "at_most": times.high}
    if times.low <= limit < times.high and rule.choice("unknown_reach") == "hold":
        return trial.not_available(Reason.NO_WINDOW_REACH, told, **found)
    return trial.says(times.low > limit, Figure(times.low, told), **found)
