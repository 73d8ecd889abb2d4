"""How large the sample company is and which months it lives through. PURE.

Everything follows from three arguments: the number of message events, the seed and the day the history ends.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from cdp.demo.clock import day_number

MONTHS = 25
LEAST, MOST = 10_000, 100_000_000
ORDERS_PER_EVENT = 0.03
CONTACTS_PER_EVENT = 0.025
FULL_CATALOGUE = 1_286
SLICE = 200_000  # events or contacts written at once


@dataclass(frozen=True)
class Plan:
    """``until`` is the first day without data: the history ends at its midnight, UTC."""

    events: int
    seed: int
    until: date

    def __post_init__(self) -> None:
        if not LEAST <= self.events <= MOST:
            raise ValueError(f"--events {self.events:,}: the demo takes {LEAST:,} to {MOST:,} message events")

    def rng(self, part: str, *numbers: int) -> np.random.Generator:
        """The random stream of one part (and month), the same in every run of the same seed."""
        return np.random.default_rng([self.seed, zlib.crc32(part.encode()), *numbers])

    @cached_property
    def months(self) -> tuple[date, ...]:
        """First days of the 25 months of history; the last one may be in progress."""
        last = (self.until - timedelta(days=1)).replace(day=1)
        serial = last.year * 12 + last.month - 1
        return tuple(date(*_month(serial - back)) for back in range(MONTHS - 1, -1, -1))

    @property
    def first_day(self) -> int:
        """Day number of the first day of history."""
        return day_number(self.months[0])

    @property
    def end_day(self) -> int:
        """Day number of ``until``."""
        return day_number(self.until)

    @cached_property
    def month_starts(self) -> tuple[int, ...]:
        """Day numbers at which the months begin, then the day after the last."""
        return (*map(day_number, self.months), self.end_day)

    @property
    def orders(self) -> int:
        """Orders to expect."""
        return round(self.events * ORDERS_PER_EVENT)

    @property
    def contacts(self) -> int:
        """Contacts in all."""
        return round(self.events * CONTACTS_PER_EVENT)

    @property
    def products(self) -> int:
        """Products of each shop's catalogue."""
        return min(FULL_CATALOGUE, max(48, self.events // 1_000))


def _month(serial: int) -> tuple[int, int, int]:
    return serial // 12, serial % 12 + 1, 1
