"""A question about an earlier time beside the question itself: what it asks, and which of its rows meets which. PURE.

``previous`` is the stretch of the same length that ends where this one starts (by months where it is made of months),
``year`` the same stretch a year before. A stretch that is not over is compared with as much of the earlier one. A
question without a closed date filter compares each period of its rows with the one before it, or a year before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from explores.semantic import where
from explores.semantic.cells import parted_where, row_query
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.filters.date_condition import DateCondition
from explores.semantic.model import Dimension, Explore
from explores.semantic.periods import DAY, Period, before_months
from explores.semantic.query import Query
from explores.semantic.resolve import read
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES, FiscalYear
from explores.semantic.timerange import FIRST_YEAR
from explores.semantic.zones import zone_named

PREVIOUS, YEAR = "previous", "year"
KINDS = (PREVIOUS, YEAR)
NAMES = {PREVIOUS: "previous period", YEAR: "year before"}
MONTHS = {"month": 1, "quarter": 3, "fiscal_quarter": 3, "year": 12, "fiscal_year": 12}
_STEP = {"week": 7 * DAY, "date": DAY, "hour": timedelta(hours=1), "minute": timedelta(minutes=1),
         "second": timedelta(seconds=1), "time": timedelta(seconds=1), "raw": timedelta(seconds=1)}  # fmt: skip

TOO_EARLY = f"Nothing to compare with: what came before lies before the year {FIRST_YEAR}. Shorten the dates."


@dataclass(frozen=True)
class Shift:
    """How far back: whole months, or an exact length."""

    months: int = 0
    length: timedelta = timedelta()

    def back(self, moment: datetime) -> datetime:
        """The moment that much earlier; a day that its month does not have is the first of the next one."""
        if not self.months:
            return moment - self.length
        found = before_months(moment, self.months)
        return found or datetime.combine(_first(moment, 1 - self.months), time())


@dataclass(frozen=True)
class Comparison:
    """``now`` and ``then`` are local; without a start they are all that was until then."""

    kind: str
    field: str  # the dimension whose filter says when
    group: tuple[str, str | None]  # view and date
    now: tuple[datetime | None, datetime]
    then: tuple[datetime | None, datetime]
    shift: Shift
    unfinished: bool

    def earlier(self, explore: Explore, query: Query) -> Query:
        """The same question about the earlier time, with all of its groups."""
        rows = row_query(explore, query)
        kept = tuple(pair for pair in rows.filters if not _is_of(explore, pair[0], self.group))
        start, end = self.then
        text = f"{start:%Y-%m-%d %H:%M:%S} to {end:%Y-%m-%d %H:%M:%S}" if start else f"before {end:%Y-%m-%d %H:%M:%S}"
        return replace(
            rows, filters=(*kept, (self.field, text)), sorts=(), pivots=(), limit=None, totals=False,
            row_totals=False, subtotals=False, fill=(), compare=None,
        )  # fmt: skip

    def partner(self, dimension: Dimension, value: Any) -> Any:
        """The value of the earlier row that a row with this value is compared with; ``...`` where there is none."""
        if value is None or not _says_when(dimension, self.group):
            return value
        frame = dimension.timeframe or ""
        if frame in MONTHS:
            return self._by_months(frame, value)
        if frame == "week":
            return value - self._weeks()
        return self._by_clock(value)

    def _by_months(self, frame: str, value: Any) -> Any:
        size, start = MONTHS[frame], self.now[0]
        if self.shift.months % size == 0 and self.shift.months:
            back = self.shift.months
        else:  # the place in the period decides
            assert start is not None and self.then[0] is not None  # without a start the shift is made of frames
            offset = getattr(value, "offset", 0)  # of fiscal years
            back = ((_index(start) - offset) // size - (_index(self.then[0]) - offset) // size) * size
        if isinstance(value, FiscalYear):
            return value.moved(-back // 12)
        return value - back // 12 if isinstance(value, int) else _first(value, -back)

    def _weeks(self) -> timedelta:
        start, then = self.now[0], self.then[0]
        if self.shift.months and self.shift.months % 12 == 0:
            return 364 * DAY * (self.shift.months // 12)  # whole weeks stand beside whole weeks
        if self.shift.length and self.shift.length % (7 * DAY) == timedelta():
            return self.shift.length
        assert start is not None and then is not None
        return _monday(start.date()) - _monday(then.date())

    def _by_clock(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            if not self.shift.months:
                start, then = self.now[0], self.then[0]
                return value - ((start.date() - then.date()) if start and then else self.shift.length)
            found = before_months(datetime.combine(value, time()), self.shift.months)
            return found.date() if found else ...
        if not self.shift.months:
            return value - self.shift.length
        return before_months(value, self.shift.months) or ...

    @property
    def words(self) -> str:
        """ "Compared with the previous period: 1 Nov to 22 Nov 2026, 09:00, against 1 Oct to 22 Oct 2026, 09:00"."""
        said = f"Compared with the {NAMES[self.kind]}: {_stretch(self.now)} against {_stretch(self.then)}"
        return f"{said}; the time is not over, so as much of the earlier one is compared" if self.unfinished else said


def comparison(explore: Explore, query: Query, setting: Setting) -> Comparison | str:
    """How the query is compared, or why it cannot be. Raises SemanticError for a kind that does not exist."""
    kind = query.compare or ""
    if kind not in KINDS:
        said = f"A comparison is with the {' or the '.join(KINDS)}, not {kind!r}."
        raise SemanticError(said, code="invalid_compare", field="compare", suggestion=nearest(kind, KINDS))
    dated = [d for name in query.fields if isinstance(d := explore.by_id.get(name), Dimension) and _chronological(d)]
    spans = _spans(explore, query, setting)
    group = (
        _group(dated[0]) if dated else next((g for g, span in spans.items() if not span or (span[0] and span[1])), None)
    )
    if group is None:
        return "Nothing to compare with: add a date to the fields, or a filter on a date that begins and ends."
    if group in _inside_groups(explore, query):
        return "Nothing to compare with: the date is filtered inside a group of filters; filter it by itself."
    span = spans.get(group, (None, None))
    if span == ():
        return "Nothing to compare with: the filter on the date means several times."
    field = next((n for n, _ in query.filters if _is_of(explore, n, group)), dated[0].id if dated else "")
    frame = next((d.timeframe for d in dated if _group(d) == group), None)
    now = setting.now.astimezone(zone_named(setting.zone)).replace(tzinfo=None, microsecond=0)
    try:
        found = _compared(_Subject(kind, field, group, frame), span[0], span[1], now)
    except (ValueError, OverflowError):  # before the first day there is
        return TOO_EARLY
    earliest = found.then[0] or found.then[1]
    return TOO_EARLY if earliest.year < FIRST_YEAR else found


class _Subject(NamedTuple):
    kind: str
    field: str
    group: tuple[str, str | None]
    frame: str | None  # of the rows, where they have one


def _compared(subject: _Subject, start: datetime | None, end: datetime | None, now: datetime) -> Comparison:
    kind, field, group, frame = subject
    unfinished = end is None or end > now
    cut = now if end is None or (end > now and (start is None or start < now)) else end
    shift = _shift(kind, start, end or now, frame)
    then = shift.back(start) if start else None
    return Comparison(kind, field, group, (start, cut), (then, shift.back(cut)), shift, unfinished and cut == now)


def _shift(kind: str, start: datetime | None, end: datetime, frame: str | None) -> Shift:
    if kind == YEAR:
        return Shift(months=12)
    if start is not None:
        months = Period(start, end).months
        return Shift(months=months) if months else Shift(length=end - start)
    if frame in MONTHS:
        return Shift(months=MONTHS[frame])
    unit = (frame or "date").rstrip("0123456789")
    size = int((frame or "")[len(unit) :] or 1)
    return Shift(length=_STEP[unit] * size)


def _chronological(dimension: Dimension) -> bool:
    return dimension.timeframe is not None and TIMEFRAMES[dimension.timeframe].chronological


def _group(dimension: Dimension) -> tuple[str, str | None]:
    return dimension.view, dimension.group


def _says_when(dimension: Dimension, group: tuple[str, str | None]) -> bool:
    return _chronological(dimension) and _group(dimension) == group


def _is_of(explore: Explore, name: str, group: tuple[str, str | None]) -> bool:
    found = explore.field(name)
    return isinstance(found, Dimension) and _says_when(found, group)


def _inside_groups(explore: Explore, query: Query) -> set[tuple[str, str | None]]:
    tree = where.read(parted_where(explore, query)[0])
    leaves = [part.field for part in where.conditions(tree) if isinstance(part, where.Leaf)]
    return {_group(d) for name in leaves if isinstance(d := explore.field(name), Dimension) and _chronological(d)}


def _spans(explore: Explore, query: Query, setting: Setting) -> dict[tuple[str, str | None], Any]:
    """The stretch that filters leave of each date; () where it is more than one, or none."""
    found: dict[tuple[str, str | None], Any] = {}
    for name, text in query.filters:
        field = explore.field(name)
        if not isinstance(field, Dimension) or not _chronological(field) or not text.strip():
            continue
        condition = read(field, text, setting)
        if not isinstance(condition, DateCondition):
            continue
        spans = condition.local
        known = found.get(_group(field), (None, None))
        alone = len(spans) == 1 and not condition.accepts_null and known != ()
        found[_group(field)] = _overlap(known, spans[0]) if alone else ()
    return found


def _overlap(one: Any, other: Any) -> Any:
    starts = [part for part in (one[0], other[0]) if part is not None]
    ends = [part for part in (one[1], other[1]) if part is not None]
    start, end = max(starts, default=None), min(ends, default=None)
    return () if start and end and start >= end else (start, end)


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first(day: date, months: int) -> date:
    number = _index(day) + months
    return date(number // 12, number % 12 + 1, 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _stretch(span: tuple[datetime | None, datetime]) -> str:
    start, end = span
    last = end - DAY if end.time() == time() else end
    clock = "" if end.time() == time() else f", {end:%H:%M}"
    if start is None:
        return f"all until {last:%-d %b %Y}{clock}"
    same = start.date() == last.date()
    begin = f"{start:%-d %b}" + (f" {start.year}" if start.year != last.year else "")
    begin += "" if start.time() == time() else f", {start:%H:%M}"
    return f"{last:%-d %b %Y}{clock}" if same and start.time() == time() else f"{begin} to {last:%-d %b %Y}{clock}"
