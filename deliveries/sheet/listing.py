"""The person's own schedules of one content, as they stand before the form opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from deliveries import cadence
from deliveries.content.subject import Kind, Subject
from deliveries.models import Schedule
from deliveries.schedules.kept import shown
from deliveries.sheet import showing


@dataclass(frozen=True)
class Line:
    """One schedule in words."""

    schedule: Schedule
    when: str
    next: str
    targets: str


def lines(schedules: Iterable[Schedule]) -> list[Line]:
    """For the list."""
    return [_line(each) for each in schedules]


def _line(schedule: Schedule) -> Line:
    found = shown(schedule)
    there = [str(each) for each in schedule.targets.all() if each.removed_at is None]
    if schedule.paused_at is not None:
        return Line(schedule, cadence.words(found), "paused", _listed(there))
    if found.kind == cadence.Kind.REFRESH:
        return Line(schedule, cadence.words(found), "with the next data", _listed(there))
    slot = schedule.next_at.astimezone(ZoneInfo(found.zone)) if schedule.next_at else None
    coming = f"next {slot:%a} {slot.day} {slot:%b %Y %H:%M}" if slot else "over"
    return Line(schedule, cadence.words(found), coming, _listed(there))


def _listed(there: list[str]) -> str:
    more = f" and {len(there) - 2} more" if len(there) > 2 else ""
    return ", ".join(there[:2]) + more


def listed(request: HttpRequest, subject: Subject, mine: Iterable[Schedule], said: str = "") -> HttpResponse:
    """The list, with ``said`` over it."""
    context = {"lines": lines(mine), "said": said, "fresh": address(subject), "subject": subject}
    return showing.answer(request, "list", context)


def address(subject: Subject) -> str:
    """Of an empty form for that content."""
    if subject.kind == Kind.DASHBOARD:
        return reverse("schedule:dashboard", args=[subject.slug]) + "?fresh=1"
    if subject.kind == Kind.TILE:
        return reverse("schedule:tile", args=[subject.slug, subject.tile]) + "?fresh=1"
    if subject.kind == Kind.ADS:
        return reverse("schedule:ads") + "?fresh=1"
    if subject.kind == Kind.LOOK:
        return reverse("schedule:look", args=[subject.look]) + "?fresh=1"
    return reverse("schedule:explore", args=[subject.explore]) + f"?{subject.query}&fresh=1"
