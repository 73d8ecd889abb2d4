"""The form of a calendar: what was typed, and the rule that it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from alerts.acting.calendars import Draft
from alerts.models.ads import Calendar
from alerts.playbook.calendar_form import rule_from_json
from alerts.rules.rule import BadRule
from alerts.screen.calendars import DAYS
from explores.keeping.refused import Refused

STRETCHES = 3  # of dates that the form has lines for
LONGEST = 200


@dataclass(frozen=True)
class Form:
    """As typed. ``of``: ``campaign-12``; ``then``: none, named or starts."""

    name: str = ""
    of: str = ""
    during: str = "run"
    dates: tuple[tuple[str, str, bool], ...] = ()
    days: tuple[int, ...] = tuple(range(len(DAYS)))
    then: str = "none"
    successor: str = ""
    starts: str = ""
    acting: bool = False
    version: str = ""
    error: str = ""
    field: str = ""

    @property
    def stretches(self) -> tuple[tuple[int, str, str, bool], ...]:
        """Lines for dates, empty ones at the end; more where more are kept."""
        count = max(STRETCHES, len(self.dates))
        empty = ("", "", False)
        return tuple((place, *(self.dates[place] if place < len(self.dates) else empty)) for place in range(count))

    @property
    def weekdays(self) -> tuple[tuple[int, str, bool], ...]:
        """Number, name, and whether it is chosen."""
        return tuple((number, name, number in self.days) for number, name in enumerate(DAYS))

    def draft(self) -> Draft:
        """What it means. Raises Refused."""
        try:
            return Draft(self.name, rule_from_json(self._rule()), self.acting)
        except BadRule as error:
            raise Refused(error.message, error.field) from error

    def wrong(self, error: Refused) -> Form:
        """The same with what was wrong in it."""
        return replace(self, error=error.message, field=error.field or "")

    def _rule(self) -> dict[str, Any]:
        named = self.starts if self.then == "starts" else self.successor
        successor = {"campaign": named, "starts": self.then == "starts"} if self.then != "none" else None
        dates = [{"first": first, "last": last or first, "yearly": yearly} for first, last, yearly in self.dates]
        return {"during": self.during, "dates": dates, "weekdays": list(self.days), "successor": successor}


def typed(given: QueryDict) -> Form:
    """As it was sent; empty stretches of dates are left out."""
    text = {name: given.get(name, "").strip()[:LONGEST] for name in ("name", "of", "during", "then", "successor")}
    lines = range(min(len(given.getlist("first")), 100))
    yearly = set(given.getlist("yearly"))
    stretches = zip(lines, given.getlist("first"), given.getlist("last"), strict=False)
    dates = tuple((first, last, str(place) in yearly) for place, first, last in stretches if first or last)
    days = tuple(number for number in range(len(DAYS)) if str(number) in given.getlist("days"))
    then = text.pop("then")
    return Form(
        **text, dates=dates, days=days, then=then if then in {"named", "starts"} else "none",
        starts=given.get("starts", "")[:20], acting="acting" in given, version=given.get("version", "")[:20],
    )  # fmt: skip


def kept(calendar: Calendar) -> Form:
    """As it is. What can't be read is shown as far as it goes."""
    rule: Mapping[str, Any] = calendar.rule if isinstance(calendar.rule, dict) else {}
    dates = [each for each in rule.get("dates") or () if isinstance(each, dict)]
    successor = rule.get("successor") or {}
    starts, named = bool(successor.get("starts")), str(successor.get("campaign", ""))
    return Form(
        calendar.name, f"{calendar.level}-{calendar.row}", str(rule.get("during", "run")),
        tuple((str(each.get("first", "")), str(each.get("last", "")), bool(each.get("yearly"))) for each in dates),
        tuple(rule.get("weekdays", range(len(DAYS)))), ("starts" if starts else "named") if successor else "none",
        "" if starts else named, named if starts else "", calendar.acting, str(calendar.version),
    )  # fmt: skip
