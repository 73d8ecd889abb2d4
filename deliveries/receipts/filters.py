"""What the table of receipts is narrowed by: when, how it ended, which schedule, where to, and any words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.http import QueryDict

from accounts.rows import number_of
from accounts.viewer import Viewer
from deliveries import receipts
from deliveries.models import OPEN, Delivery, Kind, Recipient, State
from deliveries.receipts.twice import twice

PERIODS = {"1": "today", "7": "last 7 days", "30": "last 30 days", "90": "last 90 days", "all": "any time"}
USUAL = "30"
STATES = {
    "open": "Not ended yet",
    State.DELIVERED: "Delivered",
    State.SKIPPED: "Not sent, by rule",
    State.RETRYING: "Retrying",
    State.FAILED: "Failed",
    State.UNSURE: "May have arrived",
    State.MISSED: "Missed",
    State.CANCELLED: "Cancelled",
    "twice": "Sent twice",
}
NAMES = ("period", "from", "until", "state", "schedule", "place", "q")
LONGEST = 200  # characters of a search


@dataclass(frozen=True)
class Wanted:
    """As an address gives it. ``strange``: what it names and nobody knows, which is left out."""

    period: str = USUAL
    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = ()
    schedule: int | None = None
    place: str = ""  # a kind, or the number of a destination
    text: str = ""
    query: str = ""  # all of it again, for links
    strange: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """The period in words."""
        if not (self.since or self.until):
            return PERIODS[self.period]
        first = f"from {self.since}" if self.since else ""
        return f"{first} until {self.until}".strip() if self.until else first

    @property
    def how(self) -> str:
        """The states in words."""
        return ", ".join(STATES[each] for each in self.states) or "any"


def of(given: QueryDict) -> Wanted:
    """Bad input is left out and named."""
    strange: list[str] = []
    period = given.get("period") or USUAL
    if period not in PERIODS:
        strange.append(f"the period “{period[:40]}”")
        period = USUAL
    states = [each for each in given.getlist("state") if each]
    strange += [f"the status “{each[:40]}”" for each in states if each not in STATES]
    place = given.get("place", "")
    if place and place not in Kind.values and number_of(place) is None:
        strange.append(f"the destination “{place[:40]}”")
        place = ""
    query = QueryDict(mutable=True)
    for name in NAMES:
        query.setlist(name, [value for value in given.getlist(name) if value])
    return Wanted(
        period,
        _day(given, "from", strange),
        _day(given, "until", strange),
        tuple(each for each in dict.fromkeys(states) if each in STATES),
        _schedule(given, strange),
        place,
        given.get("q", "").strip()[:LONGEST].replace("\0", ""),
        query.urlencode(),
        tuple(strange),
    )


def _schedule(given: QueryDict, strange: list[str]) -> int | None:
    text = given.get("schedule", "")
    if text and number_of(text) is None:
        strange.append(f"the schedule “{text[:40]}”")
    return number_of(text) if text else None


def _day(given: QueryDict, name: str, strange: list[str]) -> date | None:
    text = given.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        strange.append(f"the day “{text[:40]}”")
        return None


def found(viewer: Viewer, wanted: Wanted, now: datetime) -> models.QuerySet[Delivery]:
    """The receipts that it leaves, the newest slot first."""
    rows = receipts.seen(viewer).filter(_period(viewer, wanted, now), _states(wanted, viewer))
    if wanted.schedule is not None:
        rows = rows.filter(schedule=wanted.schedule)
    if wanted.place:
        by = "kind" if wanted.place in Kind.values else "target__destination"
        rows = rows.filter(**{by: wanted.place})
    return rows.filter(_text(wanted.text)) if wanted.text else rows


def _period(viewer: Viewer, wanted: Wanted, now: datetime) -> Q:
    """Days are those of the viewer's zone."""
    zone = ZoneInfo(viewer.timezone)
    if wanted.since or wanted.until:
        first = Q(slot__gte=_midnight(wanted.since, zone)) if wanted.since else Q()
        return first & Q(slot__lt=_midnight(wanted.until, zone) + timedelta(days=1)) if wanted.until else first
    if wanted.period == "all":
        return Q()
    today = datetime.combine(now.astimezone(zone).date(), time(), zone)
    return Q(slot__gte=today if wanted.period == "1" else now - timedelta(days=int(wanted.period)))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(min(max(day, date(1970, 1, 2)), date(9990, 1, 1)), time(), zone)


def _states(wanted: Wanted, viewer: Viewer) -> Q:
    chosen = Q()
    for each in wanted.states:
        if each == "open":
            chosen |= Q(state__in=OPEN)
        elif each == "twice":
            chosen |= Q(pk__in=twice(receipts.seen(viewer)))
        else:
            chosen |= Q(state=each)
    return chosen


def _text(text: str) -> Q:
    """In the title, the place, the first file's name, the remote id, an address, or the receipt's number."""
    said = Q(title__icontains=text) | Q(place__icontains=text) | Q(remote_id__icontains=text)
    served = Recipient.objects.filter(delivery=models.OuterRef("pk"), address__icontains=text)
    said |= Q(files__0__name__icontains=text) | Q(models.Exists(served))
    named = receipts.NUMBER.fullmatch(text)
    return said | Q(uid__range=receipts.between(named[1])) if named else said
