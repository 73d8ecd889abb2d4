"""The table of receipts: its lines, and the next ones after the last that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.viewer import Viewer
from deliveries import faces, moments, receipts
from deliveries.faces import Face
from deliveries.formats import FORMATS
from deliveries.models import OPEN, Delivery, Kind
from deliveries.sending import ends

FIRST, MORE = 50, 100  # lines
SHORT = {"json": "JSON", "json_simple": "JSON", "png": "PNG", "txt": "TXT", "table": "Table", "letter": "Mail"}


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    delivery: Delivery
    slot: str
    icon: str
    kind: str
    place: str
    format: str
    size: str
    face: Face

    @property
    def number(self) -> str:
        """The receipt's name."""
        return self.delivery.number

    @property
    def open(self) -> bool:
        """Whether it may still change by itself."""
        return self.delivery.state in OPEN

    @property
    def mark(self) -> str:
        """Changes with everything that the line says."""
        return mark(self.delivery)


def mark(delivery: Delivery) -> str:
    """Another one as soon as the delivery went on."""
    return f"{delivery.number}.{delivery.state}.{delivery.fence}.{delivery.attempt}"


def row(delivery: Delivery, now: datetime) -> Row:
    """Of one receipt."""
    size = delivery.size if delivery.files else None
    format = FORMATS.get(delivery.format)
    return Row(
        delivery=delivery,
        slot=moments.short(delivery.slot, delivery.zone, now),
        icon=faces.kind_icon(delivery.kind),
        kind=Kind(delivery.kind).label,
        place=place_of(delivery),
        format=SHORT.get(delivery.format, format.label if format else delivery.format),
        size=moments.size(size),
        face=faces.face_of(delivery, len(ends.waits()) + 1),
    )


def place_of(delivery: Delivery) -> str:
    """The destination's name; of several people, how many."""
    people = delivery.place.split(", ") if delivery.kind == Kind.EMAIL else []
    return f"{len(people)} people" if len(people) > 1 else delivery.place


def after(viewer: Viewer, found: models.QuerySet[Delivery], number: str) -> models.QuerySet[Delivery]:
    """The rows behind that one, by slot and number: what came meanwhile moves none. Raises Http404."""
    last = receipts.find(viewer, number)
    return found.filter(Q(slot__lt=last.slot) | Q(slot=last.slot, pk__lt=last.pk))
