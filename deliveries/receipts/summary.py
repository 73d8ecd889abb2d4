"""The figures over the receipts: of the last 30 days, all counted anew from the receipts themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q

from accounts.viewer import Viewer
from deliveries import moments, receipts
from deliveries.models import OPEN, State
from deliveries.receipts.twice import twice

DAYS = 30


@dataclass(frozen=True)
class Cell:
    """``state`` leads to the receipts that are counted; ``tone`` only where a person should look."""

    label: str
    count: int
    words: str
    state: str
    tone: str = ""


def cells(viewer: Viewer, now: datetime) -> list[Cell]:
    """Of the receipts that the viewer may see."""
    recent = receipts.seen(viewer).filter(slot__gte=now - timedelta(days=DAYS)).order_by()
    of = {state.name: Count("pk", filter=Q(state=state)) for state in State}
    got = recent.aggregate(
        **of,
        all=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN)),
        soonest=Min("next_at", filter=Q(state=State.RETRYING)),
        told=Max("told_at", filter=Q(state=State.FAILED)),
        untold=Count("pk", filter=Q(state=State.FAILED, told_at=None)),
    )
    sending = f", {got['open']:,} still open" if got["open"] else ""
    doubled = len(twice(recent))
    zone = viewer.timezone
    return [
        Cell(f"Delivered, {DAYS} days", got["DELIVERED"], f"of {got['all']:,}{sending}", "delivered"),
        Cell("Not sent, by rule", got["SKIPPED"], "no results or no change", "skipped"),
        Cell("Sent twice", doubled, "look at them" if doubled else "one receipt per slot", "twice", _bad(doubled)),
        Cell(
            "Retrying", got["RETRYING"], _next(got["soonest"], zone, now), "retrying", "warn" if got["RETRYING"] else ""
        ),
        Cell("Failed", got["FAILED"], _told(got, zone, now), "failed", _bad(got["FAILED"])),
        Cell("May have arrived", got["UNSURE"], _decide(got["UNSURE"]), "unsure", _bad(got["UNSURE"])),
    ]


def _bad(count: int) -> str:
    return "bad" if count else ""


def _next(when: datetime | None, zone: str, now: datetime) -> str:
    return f"next try {moments.short(when, zone, now)}" if when else "nothing is tried again"


def _told(got: dict[str, object], zone: str, now: datetime) -> str:
    told = got["told"]
    if not got["FAILED"]:
        return "nothing to mend"
    if got["untold"]:
        return f"{got['untold']:,} not told of yet"
    return f"owner told {moments.short(told, zone, now)}" if isinstance(told, datetime) else ""


def _decide(count: int) -> str:
    return "ask them, then decide" if count else "nothing to decide"
