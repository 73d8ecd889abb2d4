"""For how long another side asks to be left alone: the header ``Retry-After`` (RFC 9110, 10.2.3). PURE."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 86_400.0  # seconds: who asks for more is asked again after a day


def seconds_of(value: str, now: datetime) -> float | None:
    """Seconds from ``now``, between 0 and a day; None where the value says nothing that can be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST)
    try:
        until = parsedate_to_datetime(value)
        left = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(left.total_seconds(), 0.0), LONGEST)
