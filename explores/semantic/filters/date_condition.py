"""A date filter on values and columns: local half-open stretches of time, in a zone. PURE."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlglot import exp

from explores.semantic.filters.condition import Bind, Explanation, all_of, any_of, explanation, null_safe
from explores.semantic.filters.dates import DateTerms
from explores.semantic.spans import ALL, Span, Spans, contains, is_empty, subtract, union
from explores.semantic.zones import instants

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DateCondition:
    """Times inside one of ``include`` (or anywhere, where there is none) and in none of ``exclude``.

    On a DATE column a day counts as soon as any part of it does: "24 hours" is yesterday and today.
    """

    include: Spans
    exclude: Spans
    accepts_null: bool
    zone: ZoneInfo

    @classmethod
    def of(cls, terms: DateTerms, zone: ZoneInfo) -> DateCondition:
        """From what the reader found: missing values pass where they are asked for, or where all is negative."""
        only_negative = not terms.include and not terms.null
        nulls = (terms.null or only_negative) and not terms.not_null
        nothing_else = terms.null and not terms.include
        include = ((None, None),) if not terms.include and not nothing_else else tuple(terms.include)
        return cls(include, tuple(terms.exclude), nulls, zone)

    @property
    def local(self) -> Spans:
        """The stretches of local time that pass: as written, or as what is left where something is left out."""
        return subtract(self.include, self.exclude) if self.exclude else self.include

    @cached_property
    def utc(self) -> Spans:
        """The same as instants, naive UTC."""
        return self._cut(lambda span: instants(self.zone, span))

    @cached_property
    def days(self) -> Spans:
        """The same as whole days."""
        return self._cut(lambda span: (_whole_days(span),))

    def _cut(self, convert: Any) -> Spans:
        include = [piece for span in self.include if not is_empty(span) for piece in convert(span)]
        exclude = [piece for span in self.exclude if not is_empty(span) for piece in convert(span)]
        return subtract(include, exclude) if exclude else union(include)

    def matches(self, value: Any) -> bool:
        """Whether a date, an aware datetime or an instant in naive UTC passes."""
        if value is None:
            return self.accepts_null
        if not isinstance(value, datetime):
            return contains(self.days, value)
        return contains(self.utc, value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value)

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """Bounds on the column: instants in UTC for a TIMESTAMP, days for a DATE."""
        spans = self.days if column_kind == "date" else self.utc
        if spans == ALL:
            return null_safe(column, exp.true(), self.accepts_null)
        return null_safe(column, any_of(*(_between(column, span, bind) for span in spans)), self.accepts_null)

    def explain(self) -> Explanation:
        """Local ISO times; one stretch is an interval, several (or with missing values) are a union."""
        spans = self.local
        kind = "interval" if len(spans) == 1 and not self.accepts_null else "union"
        return explanation(kind, [tuple(bound and bound.isoformat() for bound in span) for span in spans])

    @property
    def sentence(self) -> str:
        """ "14 Nov 2024 00:00 to 21 Nov 2024 00:00, Europe/Paris"; the end is not included."""
        parts = [_said(span) for span in self.local] or ["never"]
        return " or ".join(parts + ["no value"] * self.accepts_null) + f", {self.zone.key}"


def on_local(condition: Any) -> Any:
    """The condition for times as the clocks of the zone showed them; other conditions than of dates are left alone."""
    return replace(condition, zone=ZoneInfo("UTC")) if isinstance(condition, DateCondition) else condition


def _whole_days(span: Span) -> tuple[date | None, date | None]:
    low, high = span
    end = None if high is None else high.date() + (_DAY if high.time() != datetime.min.time() else timedelta())
    return (low and low.date()), end


def _between(column: exp.Expression, span: Span, bind: Bind) -> exp.Expression:
    low, high = span
    bounds: list[exp.Expression] = []
    if low is not None:
        bounds.append(exp.GTE(this=column, expression=bind(low)))
    if high is not None:
        bounds.append(exp.LT(this=column, expression=bind(high)))
    return all_of(*bounds)


def _said(span: Span) -> str:
    low, high = (bound and f"{bound:%-d %b %Y %H:%M}{f':{bound:%S}' if bound.second else ''}" for bound in span)
    if is_empty(span):
        return "never (it ends before it begins)"
    if low and high:
        return f"{low} to {high}"
    return f"from {low} on" if low else f"before {high}" if high else "any time"
