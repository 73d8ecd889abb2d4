"""Local time of a TIMESTAMP column in SQL, without the engine's slow zone functions. PURE."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlglot import exp

from cdp.zones import offset_at
from explores.semantic.spans import Span
from explores.semantic.zones import HISTORY, offsets, zone_named

_Step = tuple[datetime | None, timedelta]


def local_time(column: exp.Expression, zone: str | ZoneInfo, span: Span | None = None) -> exp.Expression:
    """``column`` (naive UTC) on the clocks of ``zone``: the column plus a CASE over the zone's UTC offsets.

    ``span`` says between which instants the rows lie (None: unknown); the narrower, the shorter the CASE. Rows
    outside it get the nearest offset, so it must be true.
    """
    found = ZoneInfo(zone.key) if isinstance(zone, ZoneInfo) else zone_named(zone)
    steps = _steps(found, span)
    if len(steps) == 1 and not steps[0][1]:
        return column
    return exp.Add(this=column, expression=_offset(column, steps))


def _steps(zone: ZoneInfo, span: Span | None) -> tuple[_Step, ...]:
    low, high = span or (None, None)
    start, end = low or HISTORY[0], high or HISTORY[1]
    return offsets(zone, start, end) if start < end else ((None, offset_at(zone, start)),)


@lru_cache(maxsize=512)
def _offset(column: exp.Expression, steps: tuple[_Step, ...]) -> exp.Expression:
    """How far the clocks were ahead. Made once: a question has it several times, and so has the next one."""
    return _tree(column, steps)


def _tree(column: exp.Expression, steps: tuple[_Step, ...]) -> exp.Expression:
    """A balanced CASE: a row is compared as many times as the logarithm of the steps."""
    if len(steps) == 1:
        return exp.Interval(this=exp.Literal.string(str(int(steps[0][1].total_seconds()))), unit=exp.var("SECOND"))
    middle = len(steps) // 2
    change = exp.Cast(this=exp.Literal.string(str(steps[middle][0])), to=exp.DataType(this=exp.DType.TIMESTAMP))
    before = exp.LT(this=column, expression=change)
    return exp.Case(
        ifs=[exp.If(this=before, true=_tree(column, steps[:middle]))], default=_tree(column, steps[middle:])
    )
