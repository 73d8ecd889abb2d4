"""Schedules and receipts for tests: one question of the little shop, sent to where a test says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from accounts.models import SubAccount, User
from accounts.viewer import Viewer
from deliveries.models import Delivery, Destination, Export, Kind, Schedule, State, Target
from deliveries.schedules import planning
from deliveries.sending import one_try

SLOT = datetime(2025, 11, 17, 7, tzinfo=UTC)  # Monday, 08:00 in Paris
DAILY = {"kind": "daily", "zone": "Europe/Paris", "at": "08:00"}
QUESTION = {"kind": "explore", "explore": "business", "query": "fields=orders.channel,orders.revenue"}


def schedule(owner: User, place: SubAccount, **values: Any) -> Schedule:
    """Daily at 08:00 in Paris, planned up to just before ``SLOT``."""
    before = datetime(2025, 11, 17, 6, tzinfo=UTC)
    known = {"name": "Orders to finance", "content": QUESTION, "about": "explore:business", "recurrence": DAILY}
    dates = {"planned_until": before, "watched_from": before, "next_at": SLOT}
    made = Schedule.objects.create(account=place.account, owner=owner, **{**known, **dates, **values})
    made.subaccounts.add(place)
    return made


def webhook(to: Schedule, url: str, format: str = "csv", **options: Any) -> Target:
    """A target of the schedule: a webhook at that address."""
    sealed = {"secret": "of the hook"}
    place = Destination.objects.create(
        account=to.account, kind=Kind.WEBHOOK, name=f"Hook {url}", config={"url": url}, sealed=sealed
    )
    return Target.objects.create(schedule=to, kind=Kind.WEBHOOK, destination=place, format=format, options=options)


def mail(to: Schedule, *addresses: str, format: str = "csv") -> Target:
    """A target of the schedule: people."""
    return Target.objects.create(schedule=to, kind=Kind.EMAIL, recipients=list(addresses), format=format)


def planned(of: Schedule, slot: datetime = SLOT) -> Delivery:
    """The one receipt of a slot, not yet begun."""
    planning.write(of, [slot], State.WAITING)
    return of.deliveries.get(slot=slot)


def tried(delivery: Delivery) -> Delivery:
    """After one try, as its row is then."""
    one_try.send(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def tried_again(delivery: Delivery) -> Delivery:
    """As when the time of the next try has come."""
    Delivery.objects.filter(pk=delivery.pk).update(next_at=timezone.now())
    return tried(delivery)


def export(viewer: Viewer, **values: Any) -> Export:
    """A download that was asked for and is not begun."""
    known: dict[str, Any] = {
        "title": "Sales of ours",
        "content": QUESTION,
        "wanted": {"format": "png", "name": "sales"},
    }
    whose = {"account_id": viewer.account, "user_id": viewer.user, "subaccounts": sorted(viewer.subaccounts)}
    return Export.objects.create(**{**known, **whose, "asked_at": timezone.now(), **values})
