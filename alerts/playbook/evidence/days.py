"""The days of one ad, raw and matured. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite

from alerts.playbook.evidence.maturing import SETTLED, Curve
from alerts.playbook.evidence.record import NOTHING, Record

Number = Decimal | float  # as it comes from the database or from a file


@dataclass(frozen=True, slots=True)
class Day:
    """One day as it is known now. None is "not received", never zero; so is what can't be, as −3 results or NaN."""

    day: date
    spend: Number | None
    results: Number | None

    @property
    def received(self) -> bool:
        """Whether both of its figures are there, and can be."""
        return _can_be(self.spend) and _can_be(self.results)


def _can_be(value: Number | None) -> bool:
    return value is not None and isfinite(value) and value >= 0


@dataclass(frozen=True, slots=True)
class Summed:
    """Days side by side in their two readings.

    ``raw`` is what the platform says so far. ``counted`` is what is judged: spend only by the share of its results that
    is known. ``matured`` estimates the results once all have come; None where nothing can be counted yet.
    ``late`` days may still get results, ``missing`` ones have not been received.
    """

    raw: Record
    counted: Record
    matured: float | None
    late: tuple[date, ...]
    missing: tuple[date, ...]


def counted(days: Sequence[Day], curve: Curve, today: date) -> list[tuple[Record, Record]]:
    """Each day that was received, raw and as it counts."""
    known = [(day.day, Record(float(day.results or 0), float(day.spend or 0))) for day in days if day.received]
    return [(record, _share_of(record, curve.share((today - day).days))) for day, record in known]


def _share_of(record: Record, share: float) -> Record:
    return Record(record.results, record.spend * share) if share else NOTHING


def summed(days: Sequence[Day], curve: Curve, today: date) -> Summed:
    """Sums over the days that were received. Raises ValueError for a day that comes twice, or after ``today``."""
    if len({day.day for day in days}) < len(days):
        raise ValueError("A day of an ad comes twice: sum the rows of a day first.")
    both = counted(days, curve, today)
    raw, known = (sum((each[place] for each in both), start=NOTHING) for place in (0, 1))
    return Summed(
        raw=raw,
        counted=known,
        matured=_matured(raw, known),
        late=tuple(day.day for day in days if day.received and curve.share((today - day.day).days) < SETTLED),
        missing=tuple(day.day for day in days if not day.received),
    )


def _matured(raw: Record, counted: Record) -> float | None:
    """At the rate seen where results are known, over all of the spend; never fewer than are there already."""
    if not counted.spend:
        return None
    return max(raw.results, counted.results * raw.spend / counted.spend)
