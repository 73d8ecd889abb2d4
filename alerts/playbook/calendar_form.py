"""A calendar rule as JSON, read strictly: an error names the key and what it takes. PURE."""

from __future__ import annotations

from datetime import date
from typing import Any

from alerts.playbook.calendar import BadCalendar, CalendarRule, Dates, During, Successor
from alerts.rules.rule import BadRule
from alerts.rules.strict import a_flag, a_list, a_text, a_whole, an_object, one_of, shown

MOST_DATES = 100
LONGEST = 200


def rule_to_json(rule: CalendarRule) -> dict[str, Any]:
    """What a calendar keeps."""
    return {
        "during": rule.during.value,
        "dates": [
            {"first": each.first.isoformat(), "last": each.last.isoformat(), "yearly": each.yearly}
            for each in rule.dates
        ],
        "weekdays": sorted(rule.weekdays),
        "successor": {"campaign": rule.successor.campaign, "starts": rule.successor.starts} if rule.successor else None,
    }


def rule_from_json(data: object) -> CalendarRule:
    """Reads what ``rule_to_json`` writes. Raises BadRule (``field``: the key)."""
    given = an_object("rule", data, {"during", "dates", "weekdays", "successor"})
    dates = a_list("dates", given.get("dates", []))
    if len(dates) > MOST_DATES:
        raise BadRule("dates", f"{len(dates)} stretches of dates are too many; at most {MOST_DATES} are kept.")
    try:
        return CalendarRule(
            one_of(During, "during", given.get("during")),
            tuple(_dates(each) for each in dates),
            _weekdays(given.get("weekdays", list(range(7)))),
            _successor(given.get("successor")),
        )
    except BadCalendar as error:
        raise BadRule("weekdays" if "day of the week" in str(error) else "dates", str(error)) from error


def _dates(data: object) -> Dates:
    given = an_object("dates", data, {"first", "last", "yearly"})
    first, last = (_day(name, given.get(name)) for name in ("first", "last"))
    return Dates(first, last, a_flag("yearly", given.get("yearly", False)))


def _day(name: str, value: object) -> date:
    try:
        found = date.fromisoformat(a_text(name, value))
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise BadRule(name, f"{shown(value)} is no day such as 2026-11-30.")
    return found


def _weekdays(data: object) -> frozenset[int]:
    days = [a_whole("weekdays", each) for each in a_list("weekdays", data)]
    if any(not 0 <= day <= 6 for day in days):
        raise BadRule("weekdays", "Days of the week are 0 (Monday) to 6 (Sunday).")
    return frozenset(days)


def _successor(data: object) -> Successor | None:
    if data is None:
        return None
    given = an_object("successor", data, {"campaign", "starts"})
    campaign = a_text("campaign", given.get("campaign")).strip()
    if not campaign or len(campaign) > LONGEST:
        raise BadRule("campaign", f"A successor is named in 1 to {LONGEST} characters.")
    return Successor(campaign, a_flag("starts", given.get("starts", False)))
