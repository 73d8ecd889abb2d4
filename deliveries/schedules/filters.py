"""What the list of schedules is narrowed by: whose, about what, in which state, called how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from accounts.access import Act, may
from accounts.viewer import Viewer
from deliveries.models import WRONG, Delivery, Schedule
from deliveries.schedules import saving
from deliveries.schedules.rows import last_slot

STATES = {"running": "Running", "paused": "Paused", "wrong": "Last went wrong", "left": "Owner left"}
LONGEST = 200  # characters of a search


@dataclass(frozen=True)
class Narrowed:
    """As an address gives it; what it does not know counts as not given."""

    whose: str  # mine, all
    about: str
    state: str
    text: str

    @property
    def any(self) -> bool:
        """Whether it leaves some out, beside those of others."""
        return bool(self.about or self.state or self.text)


def of(viewer: Viewer, given: Mapping[str, str]) -> Narrowed:
    """Admins begin with everybody's, who else sees their own alone."""
    whose = given.get("whose", "") if may(viewer, Act.PERSONAL) else "mine"
    state = given.get("state", "")
    return Narrowed(
        whose if whose in ("mine", "all") else "all",
        given.get("about", "")[:LONGEST].replace("\0", ""),
        state if state in STATES else "",
        given.get("q", "").strip()[:LONGEST].replace("\0", ""),
    )


def found(viewer: Viewer, wanted: Narrowed) -> models.QuerySet[Schedule]:
    """The schedules that it leaves."""
    rows = saving.seen(viewer)
    if wanted.whose == "mine":
        rows = rows.filter(owner=viewer.user or 0)
    if wanted.about:
        rows = rows.filter(Q(about=wanted.about) | Q(about__startswith=f"{_page(wanted.about)}/"))
    if wanted.text:
        known = Q(targets__destination__name__icontains=wanted.text) | Q(targets__recipients__icontains=wanted.text)
        rows = rows.filter(Q(name__icontains=wanted.text) | known).distinct()
    return _in_state(rows, wanted.state)


def _page(about: str) -> str:
    """The tiles of a dashboard count as it: ``dashboard:x`` holds ``tile:x/y``."""
    return about.replace("dashboard:", "tile:", 1)


def _in_state(rows: models.QuerySet[Schedule], state: str) -> models.QuerySet[Schedule]:
    if state == "running":
        return rows.filter(paused_at=None)
    if state == "paused":
        return rows.exclude(paused_at=None)
    if state == "left":
        active = Q(owner__is_active=True, owner__memberships__account=models.F("account"))
        return rows.exclude(pk__in=rows.filter(active).values("pk"))
    if state == "wrong":
        last = models.OuterRef("last_slot")
        bad = Delivery.objects.filter(schedule=models.OuterRef("pk"), slot=last, state__in=WRONG)
        return rows.annotate(last_slot=last_slot()).filter(models.Exists(bad))
    return rows
