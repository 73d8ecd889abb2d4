"""A line of the list of alerts: everything of a page of them in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.dateparse import parse_datetime

from accounts.access import Act, may
from accounts.models import Membership
from accounts.viewer import Viewer
from alerts.listing.contents import Contents
from alerts.listing.faces import face_of
from alerts.listing.figures import Now, Told, now_of, told_of
from alerts.models import Alert, Check, Follower
from alerts.telling.money import Styles
from deliveries import cadence, moments
from deliveries.content.naming import Named
from deliveries.faces import Face
from deliveries.schedules.kept import shown
from deliveries.schedules.rows import Way, way_of
from explores.runner import catalog_for

UNSEEN = "Its figures are of sub-accounts that you may not see any more."


@dataclass(frozen=True)
class Row:
    """A line. ``now`` is None before there is a figure, and for who may not see it."""

    alert: Alert
    face: Face
    since: str
    why: str  # it is late, unsynced or stands still
    told: Told
    now: Now | None
    content: Named
    when: str
    checked: str
    next: str
    ways: tuple[Way, ...]
    left: bool  # the owner is not of the account any more
    follows: bool
    mine: bool  # to change: one's own, for admins all

    @property
    def named(self) -> bool:
        """Whether its name is its rule, which then need not be said again."""
        return self.told.words.split() == self.alert.name.split()


@dataclass(frozen=True)
class _Around:
    """What is looked up once for all lines."""

    viewer: Viewer
    contents: Contents
    told: dict[int, Told]
    checks: dict[int, Check]
    members: set[int]
    followed: set[int]
    now: datetime


def rows(viewer: Viewer, alerts: QuerySet[Alert], now: datetime) -> list[Row]:
    """Of these alerts, in their order. ``viewer`` with all their sub-accounts."""
    around = alerts.select_related("owner", "paused_by", "sends")
    found = list(around.prefetch_related("subaccounts", "sends__targets__destination"))
    catalog, styles = catalog_for(viewer), Styles(viewer)
    met = _Around(
        viewer=viewer,
        contents=Contents(viewer, (each.content for each in found), catalog),
        told={each.pk: told_of(each, catalog, styles) for each in found},
        checks=last_checks(each.pk for each in found),
        members=_members(viewer),
        followed=_followed(viewer, found),
        now=now,
    )
    return [_row(each, met) for each in found]


def _members(viewer: Viewer) -> set[int]:
    active = Membership.objects.filter(account=viewer.account, user__is_active=True)
    return set(active.values_list("user_id", flat=True))


def _followed(viewer: Viewer, alerts: list[Alert]) -> set[int]:
    mine = Follower.objects.filter(user=viewer.user or 0, alert__in=alerts)
    return set(mine.values_list("alert_id", flat=True))


def _row(alert: Alert, met: _Around) -> Row:
    recurrence, told = shown(alert), met.told[alert.pk]
    theirs = {one.pk for one in alert.subaccounts.all()} <= met.viewer.subaccounts
    return Row(
        alert=alert,
        face=face_of(alert),
        since=since_of(alert, recurrence.zone, met.now),
        why=why_of(alert),
        told=told,
        now=now_of(told, met.checks.get(alert.pk)) if theirs else None,
        content=met.contents.named(alert.content),
        when=cadence.words(recurrence),
        checked=moments.short(alert.checked_at, recurrence.zone, met.now) if alert.checked_at else "",
        next=next_of(alert, recurrence),
        ways=ways_of(alert),
        left=alert.owner_id not in met.members,
        follows=alert.pk in met.followed,
        mine=may(met.viewer, Act.ALERT) and (alert.owner_id == met.viewer.user or may(met.viewer, Act.PERSONAL)),
    )


def last_checks(alerts: Iterable[int]) -> dict[int, Check]:
    """The newest check of each that saw rows: one look into the index for each."""
    newest = Check.objects.filter(alert=OuterRef("pk")).exclude(rows=[]).order_by("-at", "-pk").values("pk")[:1]
    numbers = Alert.objects.filter(pk__in=list(alerts)).values_list(Subquery(newest), flat=True)
    return {each.alert_id: each for each in Check.objects.filter(pk__in=[pk for pk in numbers if pk])}


def since_of(alert: Alert, zone: str, now: datetime) -> str:
    """ "since 23 Nov 05:00"; of a snooze until when."""
    if alert.paused_at is not None:
        return f"since {moments.short(alert.paused_at, zone, now)}"
    until = parse_datetime(alert.state.get("snoozed_until") or "") if alert.phase == "snoozed" else None
    if until is not None:
        return f"until {moments.weekday(until, zone)}"
    since = parse_datetime(alert.state.get("since") or "")
    return f"since {moments.short(since, zone, now)}" if since else ""


def why_of(alert: Alert) -> str:
    """Why it stands still, is held, or asks another question than its tile; empty: none of these."""
    if alert.paused_at is not None:
        return alert.paused_why or (f"By {alert.paused_by}" if alert.paused_by else "By somebody who left")
    return alert.state.get("late") or alert.unsynced


def next_of(alert: Alert, recurrence: cadence.Recurrence) -> str:
    """The next check in words; empty for one that is paused."""
    if alert.paused_at is not None:
        return ""
    if recurrence.kind == cadence.Kind.REFRESH and not alert.state.get("late"):
        return "With the next data"
    return moments.weekday(alert.next_at, recurrence.zone) if alert.next_at else "None: it is over"


def ways_of(alert: Alert) -> tuple[Way, ...]:
    """Where it tells."""
    targets = alert.sends.targets.all() if alert.sends else ()
    return tuple(way_of(each) for each in targets if each.removed_at is None)
