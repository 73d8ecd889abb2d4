"""Signal 10: people hide it, report it, or say bad things under it. PURE."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alerts.playbook.days import Table
from alerts.playbook.figures import Figure, change, number, plain
from alerts.playbook.reach import frequency
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Trial
from alerts.playbook.windows import DAY, Window, between, window


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The one test of the rule."""
    return [any_new(table, rule, today) if rule.choice("answer_to") == "any" else risen(table, rule, today)]


def any_new(table: Table, rule: Rule, today: date) -> Part:
    """A single one, at once: on today's part of a day too, and though other days are late."""
    length = rule.window(table.entity.level)
    seen = between(table, today - (length - 1) * DAY, today - DAY)
    trial = Trial("new", Figure(Decimal(0), "any"), seen)
    known = [day for day in table.days if seen.first <= day.day <= today]
    count = sum((Decimal(day.negative_feedback or 0) for day in known), Decimal(0))
    if not count and (lack := trial.lacks("negative_feedback")):
        return lack
    said = trial.says(count > 0, Figure(count, plain(count) if count else "none"), count=count)
    return replace(said, shown_first=_often(table, seen))


def risen(table: Table, rule: Rule, today: date) -> Part:
    """More a thousand impressions than usual."""
    seen = window(table, rule.window(table.entity.level), today)
    before = window(table, rule.days("usual_days"), today, seen.length)
    limit = rule.share("rise")
    trial = Trial("new", Figure(limit, f"{change(limit)} against the usual"), seen)
    both = Trial("new", trial.rule, between(table, before.first, seen.last))
    if lack := trial.lacks("negative_feedback", "impressions", whole=True):
        return lack
    if lack := both.lacks("negative_feedback", "impressions", whole=True):
        return lack
    count, shown = seen.total("negative_feedback"), seen.total("impressions")
    usual = _rate(before.total("negative_feedback"), before.total("impressions"))
    rate = _rate(count, shown)
    fires = count >= rule.number("fewest") and rate > usual * (1 + limit)
    words = f"{number(rate, least=2)} a thousand, usually {number(usual, least=2)}"
    said = trial.says(fires, Figure(rate, words), count=count, rate=rate, usual=usual)
    return replace(said, shown_first=_often(table, seen))


def _rate(count: Decimal, shown: Decimal) -> Decimal:
    return 1000 * count / shown if shown else Decimal(0)


def _often(table: Table, seen: Window) -> Figure:
    """The frequency of the days, to be looked at first: annoyed people are often people who saw it too often."""
    if not seen.length or seen.late or seen.unsaid("impressions"):
        return Figure(None, "frequency not known")
    if seen.span not in table.window_reach and seen.unsaid("reach"):
        return Figure(None, "frequency not known")
    times = frequency(table, seen)
    if times is None:
        return Figure(None, "frequency not known")
    return Figure(times.low, f"frequency {number(times.low)}" + ("" if times.known else " a day (mean)"))
