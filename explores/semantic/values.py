"""The expression behind a field, in the zone of the question. PURE."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlglot import exp

from explores.semantic.binding import Binder
from explores.semantic.model import Attribute, Between, Framed, Moment, Named, Plain, Source, Tiered
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES, timeframe_sql
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
                found = self._periods(source) if source.calendar else self._elapsed(source)
            case Named():
                found = self._named(source)
            case Tiered():
                found = self._tiered(source)
            case Attribute():
                found = self._attribute(source, span)
        return found

    def filtered(self, source: Source) -> Column:
        """What a filter on the field compares: dates are compared as stored, so that files can be skipped."""
        if isinstance(source, Framed) and is_chronological(source.timeframe):
            return Column(source.moment.sql.copy(), source.moment.kind)
        if isinstance(source, Attribute) and source.type == "date" and is_chronological(source.timeframe):
            return Column(self._typed(source), "date")
        return Column(self.of(source), "timestamp")

    def _framed(self, moment: Moment, timeframe: str, span: Span) -> exp.Expression:
        return timeframe_sql(
            timeframe,
            moment.sql.copy(),
            kind=moment.kind,
            zone=self.setting.zone,
            week_start=self.setting.week_start,
            fiscal_month_offset=self.setting.fiscal_month_offset,
            span=None if span == _ANY else span,
        )

    def _periods(self, between: Between) -> exp.Expression:
        end = self._day(between.end) if between.end else self._today()
        unit = exp.var(between.unit.upper())
        return exp.DateDiff(this=end, expression=self._day(between.start), unit=unit, date_part_boundary=True)

    def _day(self, moment: Moment) -> exp.Expression:
        return self._framed(moment, "date", _ANY)

    def _today(self) -> exp.Expression:
        return exp.cast(self.bind(self.setting.now.astimezone(ZoneInfo(self.setting.zone)).date()), "date")

    def _elapsed(self, between: Between) -> exp.Expression:
        whole_days = between.start.kind == "date" or (between.end is not None and between.end.kind == "date")
        start, end = (self._day(between.start), self._end(between, whole_days)) if whole_days else (
            between.start.sql.copy(), self._end(between, whole_days))  # fmt: skip
        return exp.func("date_sub", exp.Literal.string(between.unit), start, end, dialect="duckdb")

    def _end(self, between: Between, whole_days: bool) -> exp.Expression:
        if between.end is None:
            instant = self.setting.now.astimezone(UTC).replace(tzinfo=None)
            return self._today() if whole_days else exp.cast(self.bind(instant), "timestamp")
        return self._day(between.end) if whole_days else between.end.sql.copy()

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


def is_chronological(timeframe: str | None) -> bool:
    """Whether the time frame is a stretch of time (a month), not a property of it (the name of the month)."""
    return timeframe is not None and TIMEFRAMES[timeframe].type in {"date", "timestamp"}
