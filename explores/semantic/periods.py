"""The period before a period, and how to say it. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A half-open stretch of local time."""

    start: datetime
    end: datetime

    @property
    def months(self) -> int | None:
        """How many whole months it is; None when it is not made of them."""
        if any((moment.day, moment.hour, moment.minute, moment.second) != (1, 0, 0, 0) for moment in self.bounds):
            return None
        return _number(self.end) - _number(self.start)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Start and end."""
        return self.start, self.end

    @property
    def expression(self) -> str:
        """As a filter expression; the end is not included."""
        return f"{self.start:%Y-%m-%d %H:%M:%S} to {self.end:%Y-%m-%d %H:%M:%S}"

    def previous(self) -> Period:
        """The period of the same length that ends where this one starts: by months where it is made of months."""
        months = self.months
        if months is None:
            return Period(self.start - (self.end - self.start), self.start)
        return Period(_month(_number(self.start) - months), self.start)

    @property
    def length(self) -> str:
        """Its length in words: "12 months", "7 days", "1 year"."""
        months = self.months
        if months:
            return _counted(months // 12, "year") if months % 12 == 0 and months > 12 else _counted(months, "month")
        days, rest = divmod(self.end - self.start, DAY)
        return (
            _counted(days, "day") if not rest else _counted(round((self.end - self.start) / timedelta(hours=1)), "hour")
        )

    def timeframe(self) -> str:
        """The time frame in which a small line over this period has between a week's and three years' points."""
        days = (self.end - self.start) / DAY
        return "hour" if days <= 2 else "date" if days <= 62 else "week" if days <= 180 else "month"


def period_of(explanation: dict[str, object]) -> Period | None:
    """The single closed stretch a date filter means, from its explanation; None where it is open or several."""
    start, end = explanation.get("start"), explanation.get("end")
    if explanation.get("kind") != "interval" or not isinstance(start, str) or not isinstance(end, str):
        return None
    found = Period(datetime.fromisoformat(start), datetime.fromisoformat(end))
    return found if found.start < found.end else None


def before_months(moment: datetime, months: int) -> datetime | None:
    """The same day and clock time so many months earlier; None where that month has no such day."""
    number = _number(moment) - months
    try:
        return moment.replace(year=number // 12, month=number % 12 + 1)
    except ValueError:
        return None


def _number(moment: datetime) -> int:
    return moment.year * 12 + moment.month - 1


def _month(number: int) -> datetime:
    return datetime(number // 12, number % 12 + 1, 1)  # noqa: DTZ001  # wall clock time


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
