"""Fiscal quarters and years as values that know in which month their years begin. PURE."""

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

    @property
    def counted(self) -> tuple[int, int]:
        """The fiscal year, and the quarter of it (1 to 4)."""
        months = self.year * 12 + self.month - 1 - self.offset
        return months // 12, months % 12 // 3 + 1


class FiscalYear(str):
    """``FY2014``: a text like any other, that knows its first day."""

    __slots__ = ("number", "offset")
    number: int
    offset: int

    @classmethod
    def of(cls, number: int, offset: int) -> FiscalYear:
        """The year, with how fiscal years count."""
        made = cls(f"FY{number}")
        made.number, made.offset = number, offset
        return made

    @property
    def first(self) -> FiscalDay:
        """Its first day."""
        months = self.number * 12 + self.offset
        return FiscalDay.of(date(months // 12, months % 12 + 1, 1), self.offset)

    def moved(self, years: int) -> FiscalYear:
        """The fiscal year so many later."""
        return FiscalYear.of(self.number + years, self.offset)
