"""The first day of a fiscal quarter, which knows in which month its years begin. PURE."""

from __future__ import annotations

from datetime import date


class FiscalDay(date):
    """A date that is shown as a fiscal quarter: equal to the plain date, and shown by the years it was counted in."""

    offset = 0  # months by which fiscal years begin after January

    @classmethod
    def of(cls, day: date, offset: int) -> FiscalDay:
        """The day, with how its fiscal years count."""
        made = cls(day.year, day.month, day.day)
        made.offset = offset
        return made
