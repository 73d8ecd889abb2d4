"""What a delivered file is called: the same for every try of a slot, different for any two slots. PURE.

``orders-to-finance_2026-11-17T0800_7d3c1a.csv``: the title, the slot as clocks at the place showed it, and six letters
that belong to the schedule and the slot, so that two schedules of one title don't overwrite each other.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LONGEST = 200  # bytes; file systems take 255, and a name grows by ``.manifest.json`` and ``.part``
_TITLE = 110
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th"})


def file_name(title: str, slot: datetime, zone: str, mark: str, *, extension: str, part: str = "") -> str:
    """``mark`` is that of ``mark_of``; ``part`` tells several files of one slot apart."""
    middle = f"_{slug(part, 30)}" if part else ""
    ending = re.sub(r"[^a-z0-9.]", "", extension.lower()).strip(".")[:16]
    return f"{slug(title, _TITLE)}{middle}_{local(slot, zone)}_{mark}.{ending}"


def mark_of(schedule: int | str, slot: datetime) -> str:
    """Six letters that any two slots of any two schedules hardly share."""
    return hashlib.sha256(f"{schedule}|{_utc(slot).isoformat()}".encode()).hexdigest()[:6]


def local(slot: datetime, zone: str) -> str:
    """``2026-11-17T0800``, with seconds where it has some; ``b``: the second pass of an hour that clocks show twice."""
    there = _utc(slot).astimezone(ZoneInfo(zone))
    return (
        there.strftime("%Y-%m-%dT%H%M") + (there.strftime("%S") if there.second else "") + ("b" if there.fold else "")
    )


def slug(title: str, longest: int = _TITLE) -> str:
    """Plain letters, digits and hyphens; ``delivery`` where nothing is left."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:longest].strip("-") or "delivery"


def _utc(slot: datetime) -> datetime:
    if slot.tzinfo is None:
        raise ValueError("a slot is a moment: it has a zone")
    return slot.astimezone(UTC)
