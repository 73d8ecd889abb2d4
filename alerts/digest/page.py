"""The page of the digest: the person's own, what it would say now, and for admins who gets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.access import Act, may
from accounts.viewer import Viewer
from alerts.digest import narrowing, subscribing
from alerts.digest.finding import tell
from alerts.digest.gathering import Look
from alerts.digest.typed import Typed
from alerts.playbook.days import Platform
from alerts.screen.wanted import PLATFORMS
from deliveries import cadence, moments
from deliveries.content.report import Report
from deliveries.models import Delivery, Schedule, State
from deliveries.schedules.rows import Row, rows

BACK = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


@dataclass(frozen=True)
class Mine:
    """The person's own digest. ``next``: when it comes; ``last``: its newest receipt."""

    schedule: Schedule
    next: str
    clocks: str
    last: Delivery | None


def mine(viewer: Viewer, now: datetime) -> Mine | None:
    """None: they have not subscribed."""
    schedule = subscribing.own(viewer)
    if schedule is None:
        return None
    zone = schedule.recurrence["zone"]
    coming = moments.weekday(schedule.next_at, zone) if schedule.next_at and not schedule.paused_at else ""
    last = schedule.deliveries.order_by("-slot", "-pk").first()
    return Mine(schedule, coming, _clocks(schedule, now), last)


def _clocks(schedule: Schedule, now: datetime) -> str:
    try:
        return cadence.clock_words(cadence.from_json(schedule.recurrence), now)
    except cadence.BadRecurrence as error:
        return error.message


def others(viewer: Viewer, own: Mine | None) -> list[Row]:
    """For admins everybody's; else what else the person sends of it."""
    found = subscribing.seen(viewer).order_by("owner__name", "pk")
    if not may(viewer, Act.PERSONAL) and own is not None:
        found = found.exclude(pk=own.schedule.pk)
    return rows(viewer, found)


def choices(viewer: Viewer, typed: Typed) -> tuple[tuple[int, str, str, bool], ...]:
    """The ad accounts: number, name, channel, and whether it is chosen."""
    offered = narrowing.offered(viewer)
    return tuple((pk, name, _platform(channel, name), str(pk) in typed.accounts) for pk, name, channel in offered)


def _platform(channel: str, name: str) -> str:
    """As people call it, where the name does not say it already; the source's own word where nobody knows it."""
    known = PLATFORMS.get(Platform.of(channel) or "", channel.capitalize())
    return "" if known.lower() in name.lower() else known


def platforms(typed: Typed) -> tuple[tuple[str, str, bool], ...]:
    """Key, name, and whether it is chosen."""
    return tuple((key, name, key in typed.platforms) for key, name in PLATFORMS.items())


def preview(viewer: Viewer, typed: Typed, now: datetime) -> Report:
    """What it would say now, since the last that came. Raises Gone."""
    look = Look(viewer, narrowing.narrowed(viewer, typed.values), now)
    there = subscribing.own(viewer)
    sent = there.deliveries.filter(state=State.DELIVERED).order_by("-slot").first() if there else None
    return tell(look, sent.slot if sent else now - BACK.get(typed.when, BACK["weekly"]))
