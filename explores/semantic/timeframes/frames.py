"""The time frames there are: name, label, what they give and how they are filtered. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from explores.semantic.errors import SemanticError, nearest


@dataclass(frozen=True)
class Timeframe:
    """One way to see a moment.

    ``type`` is that of the key in SQL (``timestamp``, ``date``, ``number``, ``text``, ``yesno``); ``filter_type``
    names the grammar of its filters; ``named`` keys are numbers that ``display`` turns into names; ``sample`` is
    what people see for Wednesday, 2014-09-03 17:15:42.
    """

    name: str
    label: str
    type: str
    filter_type: str
    sample: str
    clock: bool = False  # needs a time of day: no frame of a DATE
    named: bool = False

    @property
    def chronological(self) -> bool:
        """Whether it is a stretch of time; then filters compare the moment itself, by the date grammar."""
        return self.filter_type == "date"

    @property
    def format(self) -> str:
        """The display format; numbers that count nothing (a year, a day of the month) are shown as they are."""
        return self.type if self.type in ("date", "timestamp", "yesno") else "text"


def _chronological(name: str, label: str, kind: str, sample: str, *, clock: bool = False) -> Timeframe:
    return Timeframe(name, label, kind, "date", sample, clock=clock)


def _number(name: str, label: str, sample: str, *, clock: bool = False) -> Timeframe:
    return Timeframe(name, label, "number", "number", sample, clock=clock)


def _name(name: str, label: str, sample: str) -> Timeframe:
    return Timeframe(name, label, "number", "string", sample, named=True)


HOURS = (2, 3, 4, 6, 8, 12)
MILLISECONDS = (1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100, 125, 200, 250, 500)  # whole parts of a second
MINUTES = (2, 3, 4, 5, 6, 10, 12, 15, 20, 30)

TIMEFRAMES: dict[str, Timeframe] = {
    frame.name: frame
    for frame in (
        _chronological("raw", "Raw", "timestamp", "2014-09-03 17:15:42", clock=True),
        _chronological("time", "Time", "timestamp", "2014-09-03 17:15:42", clock=True),
        Timeframe("time_of_day", "Time of day", "text", "string", "17:15", clock=True),
        _chronological("hour", "Hour", "timestamp", "2014-09-03 17", clock=True),
        _number("hour_of_day", "Hour of day", "17", clock=True),
        *(_chronological(f"hour{n}", f"{n} hours", "timestamp", f"2014-09-03 {17 - 17 % n:02}:00", clock=True)
          for n in HOURS),
        _chronological("minute", "Minute", "timestamp", "2014-09-03 17:15", clock=True),
        *(_chronological(f"minute{n}", f"{n} minutes", "timestamp", f"2014-09-03 17:{15 - 15 % n:02}", clock=True)
          for n in MINUTES),
        _chronological("second", "Second", "timestamp", "2014-09-03 17:15:42", clock=True),
        *(_chronological(f"millisecond{n}", f"{n} milliseconds", "timestamp", "2014-09-03 17:15:42.000", clock=True)
          for n in MILLISECONDS),
        _chronological("date", "Date", "date", "2014-09-03"),
        _chronological("week", "Week", "date", "2014-09-01"),
        _name("day_of_week", "Day of week", "Wednesday"),
        _number("day_of_week_index", "Day of week index", "2"),
        _chronological("month", "Month", "date", "2014-09"),
        _number("month_num", "Month number", "9"),
        _name("month_name", "Month name", "September"),
        _number("day_of_month", "Day of month", "3"),
        _chronological("quarter", "Quarter", "date", "2014-Q3"),
        _name("quarter_of_year", "Quarter of year", "Q3"),
        _chronological("year", "Year", "number", "2014"),
        _number("week_of_year", "Week of year", "36"),
        _number("day_of_year", "Day of year", "246"),
        _number("fiscal_month_num", "Fiscal month number", "9"),
        _chronological("fiscal_quarter", "Fiscal quarter", "date", "FY2014-Q3"),
        _name("fiscal_quarter_of_year", "Fiscal quarter of year", "Q3"),
        _chronological("fiscal_year", "Fiscal year", "number", "FY2014"),
        Timeframe("yesno", "Has a value", "yesno", "boolean", "Yes"),
    )
}  # fmt: skip
TIMESTAMP_TIMEFRAMES = tuple(TIMEFRAMES)
DATE_TIMEFRAMES = tuple(name for name, frame in TIMEFRAMES.items() if not frame.clock)


def timeframe(name: str, kind: str = "timestamp") -> Timeframe:
    """The time frame ``name`` of a ``timestamp`` or ``date``. Raises SemanticError with the nearest right name."""
    known = DATE_TIMEFRAMES if kind == "date" else TIMESTAMP_TIMEFRAMES
    if name in known:
        return TIMEFRAMES[name]
    message = f"A date has no {name}." if name in TIMEFRAMES else f"There is no time frame {name!r}."
    raise SemanticError(message, code="unknown_timeframe", field=name, suggestion=nearest(name, known))


def is_chronological(name: str) -> bool:
    """Whether filters on this frame compare the moment itself."""
    return TIMEFRAMES[name].chronological
