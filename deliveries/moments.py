"""Moments and sizes as the pages of deliveries write them. PURE."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def short(when: datetime, zone: str, now: datetime) -> str:
    """``17 Nov 12:00`` by the clocks of ``zone``; with the year where it is another one."""
    local = _local(when, zone)
    year = f" {local.year}" if local.year != _local(now, zone).year else ""
    return f"{local.day} {local:%b}{year} {local:%H:%M}"


def weekday(when: datetime, zone: str) -> str:
    """``Mon 23 Nov 07:30``: of what is to come."""
    local = _local(when, zone)
    return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"


def clock(when: datetime, zone: str) -> str:
    """``08:00:05``."""
    return f"{_local(when, zone):%H:%M:%S}"


def long(when: datetime, zone: str) -> str:
    """``17 Nov 2026 08:00``."""
    local = _local(when, zone)
    return f"{local.day} {local:%b} {local.year} {local:%H:%M}"


def zone_or_utc(name: str) -> ZoneInfo:
    """The zone; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _local(when: datetime, zone: str) -> datetime:
    return when.astimezone(zone_or_utc(zone))


def size(count: int | None) -> str:
    """``9.4 MB``, in decimal units; ∅ for none."""
    if count is None:
        return "∅"
    unit, name = next(((unit, name) for unit, name in UNITS if count >= unit), (1, "bytes"))
    if unit == 1:
        return f"{count} {name}"
    return f"{count / unit:.1f} {name}" if count < 100 * unit else f"{count / unit:.0f} {name}"
