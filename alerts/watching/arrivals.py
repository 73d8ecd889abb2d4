"""By when the data of a day are usually in: learned from when the sources of the figures sent something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Min
from django.db.models.functions import TruncDate

from alerts.watching.sources import regular
from cdp.models import Batch

DAYS = 28  # that are looked at
USUAL = 9, 10  # so many of so many days are called usual


@dataclass(frozen=True)
class Arrivals:
    """Of ``days`` mornings all sources had sent something by ``by`` (local) on ``on``."""

    by: time
    on: int
    days: int


def arrivals(subaccounts: Iterable[int], tables: Iterable[str], zone: str, now: datetime) -> Arrivals | None:
    """None where no source comes regularly, or they were together on less than half of the days."""
    sources = regular(subaccounts, tables, now)
    today = now.astimezone(ZoneInfo(zone)).date()
    times = sorted(_complete(sources, zone, today)) if sources else []
    if 2 * len(times) < DAYS:
        return None
    by = times[-(-len(times) * USUAL[0] // USUAL[1]) - 1]
    return Arrivals(by, sum(each <= by for each in times), DAYS)


def _complete(sources: Collection[int], zone: str, today: date) -> list[time]:
    """Of each of those days on which all sources sent something, the minute by which they had."""
    local = ZoneInfo(zone)
    since, until = (datetime.combine(day, time(), local) for day in (today - timedelta(days=DAYS), today))
    batches = Batch.objects.filter(source__in=sources, created_at__gte=since, created_at__lt=until).order_by()
    by_day = batches.values("source", day=TruncDate("created_at", tzinfo=local)).annotate(first=Min("created_at"))
    found: dict[date, list[datetime]] = defaultdict(list)
    for each in by_day:
        found[each["day"]].append(each["first"])
    whole = (max(firsts).astimezone(local) for firsts in found.values() if len(firsts) == len(sources))
    return [_minute(last) for last in whole]


def _minute(moment: datetime) -> time:
    """The one at whose end it was over, within its day."""
    return (
        min(moment + timedelta(minutes=1), moment.replace(hour=23, minute=59)).time().replace(second=0, microsecond=0)
    )
