"""Which values a dimension could have: every period between two, the days of the week, yes and no, bands. PURE."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from explores.semantic.model import Dimension
from explores.semantic.ordering import order_of_words
from explores.semantic.settings import Setting
from explores.semantic.sources import Framed, Grouped, Tiered
from explores.semantic.spans import Spans, overlaps
from explores.semantic.timeframes import FiscalDay, FiscalYear
from explores.semantic.timeframes.names import named_values
from explores.semantic.timerange import Calendar, floor, shift
from explores.semantic.zones import offsets, zone_named

_UNITS = {
    "date": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "fiscal_quarter": "fiscal quarter", "fiscal_year": "fiscal year", "hour": "hour", "minute": "minute",
    "second": "second",
}  # fmt: skip
_DAY = timedelta(days=1)
_AT_LEAST = {
    "second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": _DAY,
    "week": 7 * _DAY, "month": 28 * _DAY, "quarter": 90 * _DAY, "fiscal quarter": 90 * _DAY, "year": 365 * _DAY,
    "fiscal year": 365 * _DAY,
}  # fmt: skip
_COUNTED = {
    "hour_of_day": range(24), "day_of_week_index": range(7), "month_num": range(1, 13),
    "fiscal_month_num": range(1, 13), "day_of_month": range(1, 32), "week_of_year": range(1, 54),
    "day_of_year": range(1, 367),
}  # fmt: skip
_RARE = {("week_of_year", 53), ("day_of_year", 366)}  # not in every year: filled in only where it shows


def fixed_values(dimension: Dimension, setting: Setting) -> list[Any] | None:
    """All values of a dimension that has a fixed set of them, in their order; None where it has none."""
    if dimension.type == "yesno":
        return [False, True]
    source = dimension.source
    if isinstance(source, Tiered):
        return list(source.labels)
    if isinstance(source, Grouped):
        labels = [label for label, _ in source.cases]
        return list(dict.fromkeys(labels if source.otherwise is None else [*labels, source.otherwise]))
    frame = dimension.timeframe or ""
    if names := named_values(frame, _calendar(setting)):
        return list(names.values())
    return list(_COUNTED[frame]) if frame in _COUNTED else None


def is_rare(dimension: Dimension, value: Any) -> bool:
    """Whether a value of a fixed set need not be there at all, such as the 366th day."""
    return (dimension.timeframe, value) in _RARE


def step(dimension: Dimension) -> tuple[int, str] | None:
    """How far it is from one period of a date to the next: (2, "hour"). None for what has no periods."""
    frame = dimension.timeframe or ""
    if frame in _UNITS:
        return 1, _UNITS[frame]
    unit = frame.rstrip("0123456789")
    return (int(frame[len(unit) :]), unit) if unit in {"hour", "minute"} and unit != frame else None


class Periods:
    """The periods of one dimension: local time, as ``Setting`` counts weeks, fiscal years and clock changes."""

    def __init__(self, dimension: Dimension, setting: Setting) -> None:
        found = step(dimension)
        assert found is not None, dimension.id
        self.count, self.unit = found
        self.frame = dimension.timeframe or ""
        self.calendar = _calendar(setting)
        source = dimension.source
        of_days = not isinstance(source, Framed) or source.moment.kind == "date"
        self.zone = None if of_days else zone_named(setting.zone)
        self.today = setting.now.astimezone(zone_named(setting.zone)).replace(tzinfo=None)

    def start(self, value: Any) -> datetime:
        """The local moment with which the period begins that a cell shows."""
        if isinstance(value, datetime):
            return value
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - wall clock time
        year = int(str(value).removeprefix("FY"))
        return shift(_day(year), self.calendar.fiscal_month_offset, "month") if self._fiscal else _day(year)

    @property
    def _fiscal(self) -> bool:
        return self.frame == "fiscal_year"

    def value(self, start: datetime) -> Any:
        """What a cell shows for the period that begins there."""
        if self._fiscal:
            offset = self.calendar.fiscal_month_offset
            return FiscalYear.of(shift(start, -offset, "month").year, offset)
        if self.frame == "year":
            return start.year
        if self.frame == "fiscal_quarter":
            return FiscalDay.of(start.date(), self.calendar.fiscal_month_offset)
        return start if self.unit in {"hour", "minute", "second"} else start.date()

    def floor(self, moment: datetime) -> datetime:
        """The start of the period that holds the moment."""
        found = floor(moment, self.unit, self.calendar)
        return shift(found, -(getattr(found, self.unit) % self.count), self.unit) if self.count > 1 else found

    def between(self, first: datetime, last: datetime, inside: Spans | None, most: int) -> list[datetime] | None:
        """Starts from ``first`` to ``last``, both ends included, that overlap ``inside``; None for more than ``most``.

        A period that the clocks of the zone leave out (an hour in spring) is none.
        """
        if (last - first) / (self.count * _AT_LEAST[self.unit]) > most:
            return None
        skipped = self._skipped(first, last)
        found, at = [], first
        while at <= last:
            after = shift(at, self.count, self.unit)
            is_there = not any(low <= at and after <= high for low, high in skipped)
            if is_there and (inside is None or overlaps(inside, (at, after))):
                found.append(at)
            at = after
        return found

    def _skipped(self, first: datetime, last: datetime) -> list[tuple[datetime, datetime]]:
        """The stretches of local time that the clocks of the zone never show."""
        if self.zone is None:
            return []
        steps = offsets(self.zone, first - _DAY, last + _DAY)
        pairs = pairwise(steps)
        return [(at + before, at + offset) for (_, before), (at, offset) in pairs if at and offset > before]

    def reach(self, inside: Spans | None) -> tuple[datetime | None, datetime | None]:
        """The first and last period that a filter reaches, none of the future; None where it is open."""
        if not inside:
            return None, None
        low, high = inside[0][0], inside[-1][1]
        first = None if low is None else self.floor(low)
        last = None if high is None else self.floor(min(shift(high, -1, "second"), self.today))
        return first, last


def ordered(dimension: Dimension, values: Collection[Any], setting: Setting) -> dict[Any, int]:
    """The place of each value in ascending order; a missing value has none."""
    words = order_of_words(dimension) or named_values(dimension.timeframe or "", _calendar(setting)).values()
    places = {value: place for place, value in enumerate(words)}
    there = {value for value in values if value is not None}
    found = sorted(there, key=lambda value: places.get(value, len(places))) if places else sorted(there)
    return {value: place for place, value in enumerate(found)}


def _calendar(setting: Setting) -> Calendar:
    return Calendar(setting.week_start, setting.fiscal_month_offset)


def _day(year: int) -> datetime:
    return datetime(year, 1, 1)  # noqa: DTZ001 - wall clock time
