"""The expression behind a field, in the zone of the question. PURE."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlglot import exp

from explores.semantic import places
from explores.semantic.binding import Binder
from explores.semantic.filters.condition import Condition
from explores.semantic.filters.date_condition import on_local
from explores.semantic.formulas.parts import once
from explores.semantic.formulas.writing import Writer
from explores.semantic.model import Dimension, MeasureFilter
from explores.semantic.numerals import numeral
from explores.semantic.resolve import read
from explores.semantic.settings import Setting
from explores.semantic.sources import (
    Attribute,
    Between,
    Formula,
    Framed,
    Grouped,
    Moment,
    Named,
    Paired,
    Place,
    Plain,
    Source,
    Tiered,
)
from explores.semantic.timeframes import (
    TIMEFRAMES,
    duration,
    is_chronological,
    local_time,
    periods_between,
    timeframe_sql,
)
from explores.semantic.trees import as_date, as_text, case, either, is_null, is_there, operand

Span = tuple[datetime | None, datetime | None]  # instants, naive UTC; from the first up to the second
SpanOf = Callable[[exp.Expression], Span]
Guard = Callable[[exp.Expression], exp.Expression]  # makes null of a value whose row is missing
ANY: Span = (None, None)
DAYS_APART = 10_000_000  # more days than there are between any two dates
_EPOCH = exp.Cast(this=exp.Literal.string("1970-01-01"), to=exp.DataType.build("date"))


def unguarded(value: exp.Expression) -> exp.Expression:
    """A value of a row that is there."""
    return value


def narrowed(left: Span, right: Span) -> Span:
    """Where both spans hold, as far as they say."""
    lows = [low for low in (left[0], right[0]) if low is not None]
    highs = [high for high in (left[1], right[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)


class Column(NamedTuple):
    """What a filter stands on: an expression and whether it is a date, a timestamp or neither."""

    sql: exp.Expression
    kind: str


class Values:
    """Builds expressions for one statement.

    ``span_of`` says between which instants the values of a timestamp column lie at all: the narrower, the shorter
    the expression for local time.
    """

    def __init__(self, setting: Setting, bind: Binder, span_of: SpanOf) -> None:
        self.setting = setting
        self.bind = bind
        self.span_of = span_of

    def of(self, source: Source, span: Span = ANY) -> exp.Expression:
        """The value a group or a measure takes."""
        found: exp.Expression
        match source:
            case Plain(sql=sql):
                found = sql
            case Framed() | Paired():
                found = self._dated(source, span)
            case Between():
                found = self._between(source)
            case Named():
                found = self._named(source)
            case Tiered():
                found = self._tiered(source)
            case Grouped():
                found = self._grouped(source)
            case Formula():
                found = Writer(source, self).whole()
            case Place(latitude=latitude, longitude=longitude):
                found = places.shown(latitude, longitude)
            case Attribute():
                found = self._attribute(source, span)
        return found

    def filtered(self, source: Source) -> Column:
        """What a filter on the field compares: dates are compared as stored, so that files can be skipped."""
        if isinstance(source, Place):
            return Column(places.pair(source.latitude, source.longitude), "location")
        if isinstance(source, Formula):
            return Column(self.of(source), "local" if source.kind == "timestamp" else source.kind)
        moment, timeframe = self._moment(source)
        if moment is None or timeframe is None:
            return Column(self.of(source), "timestamp")
        if is_chronological(timeframe):
            return Column(moment.sql, moment.kind)
        return Column(self._framed(moment, timeframe, ANY, named=True), "timestamp")

    def as_seen(self, dimension: Dimension) -> exp.Expression:
        """The value as people see it: of a weekday its name."""
        moment, timeframe = self._moment(dimension.source)
        if moment is None or timeframe is None or not TIMEFRAMES[timeframe].named:
            return self.of(dimension.source)
        return self._framed(moment, timeframe, ANY, named=True)

    def _moment(self, source: Source) -> tuple[Moment | None, str | None]:
        if isinstance(source, Framed):
            return source.moment, source.timeframe
        if isinstance(source, Attribute) and source.timeframe is not None:
            return Moment(self._typed(source), "date"), source.timeframe
        return None, None

    def _framed(self, moment: Moment, timeframe: str, span: Span, *, named: bool = False) -> exp.Expression:
        return timeframe_sql(
            timeframe,
            moment.sql,
            kind=moment.kind,
            zone=self.setting.zone,
            week_start=self.setting.week_start,
            fiscal_month_offset=self.setting.fiscal_month_offset,
            span=self._span(moment, span),
            named=named,
        )

    def _dated(self, source: Framed | Paired, span: Span) -> exp.Expression:
        """A unit of time; or a number in one, as one whole number, which groups faster than two values or a text."""
        if isinstance(source, Framed):
            return self._framed(source.moment, source.timeframe, span)
        day = exp.DateDiff(this=self._framed(source.per.moment, source.per.timeframe, span), expression=_EPOCH)
        apart = exp.Mul(this=operand(source.of), expression=exp.Literal.number(DAYS_APART))
        return exp.Add(this=apart, expression=day)

    def _between(self, between: Between) -> exp.Expression:
        start, end = self._local(between.start), self._local(between.end) if between.end else self._today()
        if between.calendar:
            return periods_between(start, end, between.unit, week_start=self.setting.week_start)
        return duration(start, end, between.unit)

    def _local(self, moment: Moment) -> exp.Expression:
        return moment.sql if moment.kind == "date" else local_time(moment.sql, self.setting.zone, self._span(moment))

    def _span(self, moment: Moment, filtered: Span = ANY) -> Span | None:
        if self.setting.zone == "UTC" or moment.kind == "date":
            return None
        found = narrowed(filtered, self.span_of(moment.sql))
        return None if found == ANY else found

    def _today(self) -> exp.Expression:
        return as_date(self.bind(self.setting.today))

    def _named(self, source: Named) -> exp.Expression:
        column, names = source.sql, source.names.items()
        cases = [(exp.EQ(this=column, expression=self.bind(i)), self.bind(name)) for i, name in names]
        return case(cases) if cases else as_text(exp.null())

    def _tiered(self, source: Tiered) -> exp.Expression:
        return self._once(source.of, operand(self.of(source.of)), lambda value: self._banded(source, value))

    def _once(
        self, source: Source, value: exp.Expression, make: Callable[[exp.Expression], exp.Expression]
    ) -> exp.Expression:
        """``make`` of a value; what a query made may be long and is written but once."""
        return once(value, "v", make) if isinstance(source, Formula | Grouped | Tiered) else make(value)

    def _banded(self, source: Tiered, value: exp.Expression) -> exp.Expression:
        missing = exp.null() if source.undefined is None else exp.Literal.string(source.undefined)
        cases: list[tuple[exp.Expression, exp.Expression]] = [(is_null(value), missing)]
        for bound, label in zip(source.bounds, source.labels, strict=False):
            below = exp.LT(this=value, expression=exp.Literal.number(numeral(bound)))
            cases.append((below, exp.Literal.string(label)))
        return case(cases, exp.Literal.string(source.labels[-1]))

    def _grouped(self, source: Grouped) -> exp.Expression:
        cases = [(self.passes(source.of, entry), self.bind(label)) for label, entry in source.cases]
        return case(cases, None if source.otherwise is None else self.bind(source.otherwise))

    def passes(self, dimension: Dimension, entry: MeasureFilter, guarded: Guard = unguarded) -> exp.Expression:
        """Whether the dimension's value passes a filter that belongs to a field; never null."""
        condition = read(dimension, entry.expression, self.setting, case_sensitive=entry.exact)
        return self.condition(dimension, condition, guarded)

    def condition(self, dimension: Dimension, condition: Condition, guarded: Guard) -> exp.Expression:
        """Whether the dimension's value, as ``guarded`` makes it, passes; never null."""
        if isinstance(dimension.source, Named):
            return self._named_condition(dimension.source, condition)
        found = self.filtered(dimension.source)
        asked = on_local(condition) if found.kind == "local" else condition
        value = operand(guarded(found.sql))
        return self._once(dimension.source, value, lambda value: asked.sql(value, self.bind, column_kind=found.kind))

    def _named_condition(self, source: Named, condition: Condition) -> exp.Expression:
        """On the ids behind the names that pass: files are sorted by id."""
        ids = [self.bind(i) for i, name in source.names.items() if condition.matches(name)]
        among: exp.Expression = exp.In(this=source.sql, expressions=ids) if ids else exp.false()
        if condition.accepts_null:
            return either(is_null(source.sql), among)
        return exp.And(this=is_there(source.sql), expression=among)

    def _attribute(self, source: Attribute, span: Span) -> exp.Expression:
        if source.timeframe is None:
            return self._typed(source)
        return self._framed(Moment(self._typed(source), "date"), source.timeframe, span)

    def _typed(self, source: Attribute) -> exp.Expression:
        # A JSON pointer, because it takes any name: a path would need quoting rules.
        pointer = "/" + source.key.replace("~", "~0").replace("/", "~1")
        text = exp.JSONExtractScalar(this=source.column, expression=self.bind(pointer))
        match source.type:
            case "number":
                return exp.TryCast(this=text, to=exp.DataType.build("DECIMAL(28, 8)"))
            case "date":
                return exp.TryCast(this=text, to=exp.DataType.build("date"))
            case "yesno":
                return exp.TryCast(this=text, to=exp.DataType.build("boolean"))
            case _:
                return text
