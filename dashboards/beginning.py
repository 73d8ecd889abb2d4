"""The start: what has come from each source and whether it is published, and what a file can bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from accounts.viewer import Viewer
from cdp.models import Batch, Pin, Source
from explores.formatting import formats


class Kind(NamedTuple):
    """Rows that a file can bring. ``entity`` is what a mapping calls them."""

    mark: str
    name: str
    words: str
    entity: str


KINDS = (
    Kind("Co", "Contacts", "people, and their consent", "contacts"),
    Kind("Or", "Orders", "who bought, and when", "orders"),
    Kind("Li", "Order lines", "what was in each order", "order_items"),
    Kind("Pr", "Products", "names, categories, costs", "products"),
    Kind("Re", "Refunds", "what went back, and when", "refunds"),
    Kind("Em", "E-mail and SMS", "sent, opened, clicked", "message_events"),
    Kind("Ca", "Campaigns", "names, subjects, senders", "campaigns"),
    Kind("Au", "Automations", "scenarios, and who entered", "automations"),
    Kind("Ad", "Ad results", "daily spend and results", "ad_metrics"),
)


@dataclass(frozen=True)
class Came:
    """A source of the account: what it has sent so far. ``well``: nothing of it waits for anybody."""

    name: str
    words: str
    well: bool

    @property
    def mark(self) -> str:
        """Two letters in the place of a picture."""
        return self.name[:2].capitalize()


def over(viewer: Viewer) -> bool:
    """Whether this person has a source, and there is a state of the warehouse that dashboards can ask."""
    return Source.objects.filter(subaccount__in=viewer.subaccounts).exists() and Pin.objects.exists()


def came(viewer: Viewer, now: datetime) -> list[Came]:
    """The sources that this person sees, by name."""
    found = Source.objects.filter(subaccount__in=viewer.subaccounts).order_by("name")
    counted = found.annotate(
        unpublished=Exists(Batch.objects.filter(source=OuterRef("pk"), published_at=None)),
        aside=Count("quarantinedrow", filter=Q(quarantinedrow__replayed_at=None)),
    )
    return [_came(each, each.unpublished, each.aside, viewer, now) for each in counted]


def _came(source: Source, unpublished: bool, aside: int, viewer: Viewer, now: datetime) -> Came:
    if source.last_received_at is None:
        return Came(source.name, "nothing received yet", well=False)
    said = [f"received {formats.clock(source.last_received_at, now, viewer.timezone)}"]
    said += ["not published yet"] if unpublished else []
    said += [f"{formats.count(aside)} row{'s' if aside > 1 else ''} in quarantine"] if aside else []
    return Came(source.name, ", ".join(said), well=not (unpublished or aside))
