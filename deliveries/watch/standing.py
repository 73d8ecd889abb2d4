"""What the dead-man's switch sees, asked live by pages and monitors: at most once a minute for each account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.core.cache import cache
from django.utils import timezone
from redis import RedisError

from accounts.access import Act, may
from accounts.viewer import Viewer
from deliveries import moments
from deliveries.watch import expected
from deliveries.watch.expected import Missing

KEY = "deliveries:missing"
LASTS = 60  # seconds
NAMED = 3  # in words; the rest is a number


@dataclass(frozen=True)
class Gap:
    """A delivery that should be further than it is."""

    schedule: str
    owner: int | None
    account: int
    slot: datetime
    zone: str
    why: str

    @property
    def words(self) -> str:
        """``Orders to finance, Mon 17 Nov 08:00: Nobody planned it.``"""
        return f"{self.schedule}, {moments.weekday(self.slot, self.zone)}: {self.why}"


@dataclass(frozen=True)
class Banner:
    """``named`` are the first ones; ``for_admin``: they can do something about it."""

    count: int
    named: tuple[str, ...]
    for_admin: bool

    @property
    def more(self) -> int:
        """Those that are not named."""
        return self.count - len(self.named)


def gaps() -> list[Gap]:
    """Everything that is missing, of all accounts."""
    try:
        known = cast("list[Gap] | None", cache.get(KEY))
        if known is None:
            cache.set(KEY, known := _looked(), LASTS)
    except RedisError:  # then it is all the more worth knowing
        return _looked()
    return known


def forget() -> None:
    """Look anew the next time."""
    cache.delete(KEY)


def _looked() -> list[Gap]:
    return [_gap(each) for each in expected.missing(timezone.now())]


def banner(viewer: Viewer) -> Banner | None:
    """What the viewer is told of: their own, admins of the whole account."""
    admin = may(viewer, Act.PERSONAL)
    mine = [each for each in gaps() if each.account == viewer.account and (admin or each.owner == viewer.user)]
    return Banner(len(mine), tuple(each.words for each in mine[:NAMED]), admin) if mine else None


def _gap(missing: Missing) -> Gap:
    schedule = missing.schedule
    zone = schedule.recurrence["zone"]
    return Gap(schedule.name, schedule.owner_id, schedule.account_id, missing.slot, zone, missing.why)
