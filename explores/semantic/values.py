"""The expression behind a field, in the zone of the question. PURE."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlglot import exp

from explores.semantic.binding import Binder
from explores.semantic.model import Attribute, Between, Framed, Moment, Named, Plain, Source, Tiered
from explores.semantic.settings import Setting
from explores.semantic.timeframes import (
    duration,
    is_chronological,
    local_time,
    periods_between,
    timeframe_sql,
)
from explores.semantic.trees import case

Span = tuple[datetime | None, datetime | None]  # instants, naive UTC
_ANY: Span = (None, None)


class Column(NamedTuple):
    """What a filter stands on: an expression and whether it is a date, a timestamp or neither."""

    sql: exp.Expression
    kind: str


class Values:
    """Builds expressions for one statement. ``spans`` are the stretches that filters leave of each moment."""

    def __init__(self, setting: Setting, bind: Binder) -> None:
        self.setting = setting
        self.bind = bind

    def of(self, source: Source, span: Span = _ANY) -> exp.Expression:
        """The value a group or a measure takes."""
        found: exp.Expression
        match source:
            case Plain(sql=sql):
                found = sql.copy()
            case Framed(moment=moment, timeframe=timeframe):
                found = self._framed(moment, timeframe, span)
            case Between():
                found = self._between(source)
            case Named():
                found = self._named(source)
            case Tiered():
                found = self._tiered(source)
            case Attribute():
                found = self._attribute(source, span)
        return found

    def filtered(self, source: Source) -> Column:
        """What a filter on the field compares: dates are compared as stored, so that files can be skipped."""
        moment, timeframe = self._moment(source)
        if moment is None or timeframe is None:
            return Column(self.of(source), "timestamp")
        if is_chronological(timeframe):
            return Column(moment.sql.copy(), moment.kind)
        return Column(self._framed(moment, timeframe, _ANY, named=True), "timestamp")

    def _moment(self, source: Source) -> tuple[Moment | None, str | None]:
        if isinstance(source, Framed):
            return source.moment, source.timeframe
        if isinstance(source, Attribute) and source.timeframe is not None:
            return Moment(self._typed(source), "date"), source.timeframe
        return None, None

    def _framed(self, moment: Moment, timeframe: str, span: Span, *, named: bool = False) -> exp.Expression:
        return timeframe_sql(
            timeframe,
            moment.sql.copy(),
            kind=moment.kind,
            zone=self.setting.zone,
            week_start=self.setting.week_start,
            fiscal_month_offset=self.setting.fiscal_month_offset,
            span=None if span == _ANY else span,
            named=named,
        )

    def _between(self, between: Between) -> exp.Expression:
        start, end = self._local(between.start), self._local(between.end) if between.end else self._now()
        if between.calendar:
            return periods_between(start, end, between.unit, week_start=self.setting.week_start)
        return duration(start, end, between.unit)

    def _local(self, moment: Moment) -> exp.Expression:
        return moment.sql.copy() if moment.kind == "date" else local_time(moment.sql, self.setting.zone)

    def _now(self) -> exp.Expression:
        return self.bind(self.setting.now.astimezone(ZoneInfo(self.setting.zone)).replace(tzinfo=None))

    def _named(self, source: Named) -> exp.Expression:
        column, names = source.sql, source.names.items()
        cases = [(exp.EQ(this=column.copy(), expression=self.bind(i)), self.bind(name)) for i, name in names]
        return case(cases) if cases else exp.cast(exp.null(), "text")

    def _tiered(self, source: Tiered) -> exp.Expression:
        value = self.of(source.of)
        cases: list[tuple[exp.Expression, exp.Expression]] = [(exp.Is(this=value, expression=exp.null()), exp.null())]
        for bound, label in zip(source.bounds, source.labels, strict=False):
            below = exp.LT(this=value.copy(), expression=exp.Literal.number(f"{bound:g}"))
            cases.append((below, exp.Literal.string(label)))
        return case(cases, exp.Literal.string(source.labels[-1]))

    def _attribute(self, source: Attribute, span: Span) -> exp.Expression:
        if source.timeframe is None:
            return self._typed(source)
        return self._framed(Moment(self._typed(source), "date"), source.timeframe, span)

    def _typed(self, source: Attribute) -> exp.Expression:
        # A JSON pointer, because it takes any name: a path would need quoting rules.
        pointer = "/" + source.key.replace("~", "~0").replace("/", "~1")
        text = exp.func("json_extract_string", source.column.copy(), self.bind(pointer), dialect="duckdb")
        match source.type:
            case "number":
                return exp.TryCast(this=text, to=exp.DataType.build("DECIMAL(28, 8)"))
            case "date":
                return exp.TryCast(this=text, to=exp.DataType.build("date"))
            case "yesno":
                return exp.TryCast(this=text, to=exp.DataType.build("boolean"))
            case _:
                return text
