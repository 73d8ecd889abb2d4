"""What the dead-man's switch sees becomes an alarm, which admins are mailed once and which closes by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from deliveries.models import Alarm
from deliveries.watch import expected, telling
from deliveries.watch.expected import Missing


def watch(now: datetime) -> int:
    """Open, keep and close alarms; how many stand."""
    found: dict[int, list[Missing]] = defaultdict(list)
    for each in expected.missing(now):
        found[each.schedule.account_id].append(each)
    Alarm.objects.filter(closed_at=None).exclude(account__in=found).update(closed_at=now)
    for account, missing in found.items():
        _stands(account, missing, now)
    _tell(found, now)
    return len(found)


def _stands(account: int, missing: list[Missing], now: datetime) -> None:
    first = {"opened_at": now, "missing": len(missing)}
    alarm, _ = Alarm.objects.get_or_create(account_id=account, closed_at=None, defaults=first)
    Alarm.objects.filter(pk=alarm.pk).update(missing=len(missing))


def _tell(found: Mapping[int, list[Missing]], now: datetime) -> None:
    """Admins that were not told yet. A mail server that hangs holds the clock, which plans too, for one mail only."""
    untold = Alarm.objects.filter(closed_at=None, told_at=None, account__in=found)
    with suppress(telling.NoMailServer):
        for alarm in untold:
            _told(alarm, found[alarm.account_id], now)


def _told(alarm: Alarm, missing: list[Missing], now: datetime) -> None:
    """Marked before it is mailed, so that two never tell the same. Raises NoMailServer."""
    mine = Alarm.objects.filter(pk=alarm.pk)
    if mine.filter(told_at=None).update(told_at=now):
        telling.or_unmarked(mine.filter(told_at=now), lambda: telling.alarm(alarm.account_id, missing))
