"""Calendars of ads in words: their days, what they want today, and when that changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accounts.viewer import Viewer
from alerts.acting import calendars as kept
from alerts.models.ads import Calendar
from alerts.models.ads.entity import Level
from alerts.playbook.calendar import WEEK, CalendarRule, Dates, During, day_of, next_change, wanted
from alerts.playbook.calendar_form import rule_from_json
from alerts.rules.rule import BadRule
from alerts.screen import amounts
from alerts.screen.naming import Names, names
from deliveries.cadence.recurrence import BadRecurrence
from deliveries.moments import weekday

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WORKING = frozenset(range(5))
LEVELS = dict(Level.choices)


@dataclass(frozen=True)
class Line:
    """A calendar. ``fault``: what is kept of it can't be read, so it does nothing."""

    calendar: Calendar
    name: str
    level: str
    days: str
    now: str
    change: str
    successor: str
    fault: str


def lines(viewer: Viewer, now: datetime) -> list[Line]:
    """All that the viewer may see."""
    found = list(kept.seen(viewer))
    rules = {each.pk: _rule(each) for each in found}
    starting = [
        (Level.CAMPAIGN.value, int(rule.successor.campaign))
        for rule in rules.values()
        if isinstance(rule, CalendarRule) and rule.successor and rule.successor.starts
    ]
    named = names(viewer, [*((each.level, each.row) for each in found), *starting])
    return [_line(each, rules[each.pk], named, now) for each in found]


def _rule(of: Calendar) -> CalendarRule | str:
    try:
        return rule_from_json(of.rule)
    except BadRule as error:
        return error.message


def _line(of: Calendar, rule: CalendarRule | str, named: Names, now: datetime) -> Line:
    name, level = named[of.level, of.row], LEVELS[of.level]
    if isinstance(rule, str):
        return Line(of, name, level, "", "", "", "", rule)
    try:
        on, change = wanted(rule, now, of.zone).campaign, next_change(rule, now, of.zone)
        today = day_of(now, of.zone)
    except BadRecurrence as error:
        return Line(of, name, level, "", "", "", "", error.message)
    then = weekday(change, of.zone) if change else "never again"
    return Line(of, name, level, words(rule, today), "on" if on else "paused", then, _successor(rule, named), "")


def words(rule: CalendarRule, today: date) -> str:
    """``Runs 1 Dec to 24 Dec, Mon to Fri``."""
    does = "Runs" if rule.during is During.RUN else "Pauses"
    dates = " and ".join(_dates(each, today) for each in rule.dates)
    days = "" if len(rule.weekdays) == WEEK else _weekdays(rule.weekdays)
    return f"{does} {', '.join(part for part in (dates, days) if part)}"


def _dates(of: Dates, today: date) -> str:
    if of.yearly:
        return f"every year {amounts.day(of.first.replace(year=2000), date(2000, 1, 1))} to " \
               f"{amounts.day(of.last.replace(year=2000), date(2000, 1, 1))}"  # fmt: skip
    return f"{amounts.day(of.first, today)} to {amounts.day(of.last, today)}"


def _weekdays(days: frozenset[int]) -> str:
    if days == WORKING:
        return "Mon to Fri"
    return ", ".join(DAYS[day] for day in sorted(days))


def _successor(rule: CalendarRule, named: Names) -> str:
    if rule.successor is None:
        return ""
    if not rule.successor.starts:
        return f"Then {rule.successor.campaign}, started by people"
    number = int(rule.successor.campaign)
    return f"Then {named.get((Level.CAMPAIGN.value, number), number)} is started"
