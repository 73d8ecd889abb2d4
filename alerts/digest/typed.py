"""What stands in the boxes of the digest's page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from accounts.viewer import Viewer
from alerts.digest import narrowing
from alerts.screen.wanted import PLATFORMS
from deliveries import cadence
from deliveries.content.subject import Kind, Subject
from deliveries.models import Schedule
from deliveries.options import options_of
from deliveries.schedules.kept import shown
from deliveries.sheet import when
from deliveries.sheet.typed import Typed as Boxes

WHEN = {"daily": "Daily", "weekly": "Weekly"}
ADS = Subject(Kind.ADS)


@dataclass(frozen=True)
class Typed:
    """As typed, whatever it is. No platform and no ad account: all of them."""

    when: str = "daily"
    weekday: str = "0"
    at: str = "07:00"
    zone: str = "UTC"
    platforms: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    only: bool = False

    @property
    def values(self) -> dict[str, str]:
        """Of the schedule."""
        return narrowing.values(self.platforms, self.accounts)

    def recurrence(self) -> cadence.Recurrence:
        """Raises BadRecurrence, which names the box."""
        if self.when not in WHEN:
            raise cadence.BadRecurrence("when", "A digest comes daily or weekly.")
        boxes = Boxes(ADS, when=self.when, zone=self.zone, at=self.at, weekdays=(self.weekday,))
        return when.recurrence(boxes)


def of_form(sent: QueryDict, zone: str) -> Typed:
    """As a form or an address has it. Platforms that nobody knows mean nothing, nor do numbers that are none."""
    return Typed(
        sent.get("when", "daily").strip(),
        sent.get("weekday", "0").strip(),
        sent.get("at", "07:00").strip(),
        sent.get("zone", zone).strip(),
        tuple(each for each in sent.getlist("platform") if each in PLATFORMS),
        tuple(each for each in sent.getlist("account")[:1000] if each.isascii() and each.isdecimal()),
        "only" in sent,
    )


def of_schedule(schedule: Schedule) -> Typed:
    """As it is kept."""
    found, values = shown(schedule), schedule.filters
    parts = {name: tuple(filter(None, values.get(name, "").split(","))) for name in ("platform", "account")}
    return Typed(
        str(found.kind),
        str(found.weekdays[0]) if found.weekdays else "0",
        f"{found.at:%H:%M}",
        schedule.recurrence["zone"],
        parts["platform"],
        parts["account"],
        options_of(schedule).only == "results",
    )


def fresh(viewer: Viewer) -> Typed:
    """Of who has none yet."""
    return Typed(zone=viewer.timezone)
