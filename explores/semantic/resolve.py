"""Filters of a query, read once with the moment and the zone of the question. PURE."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Generic, TypeVar

from explores.semantic.errors import FilterError
from explores.semantic.filters import parse
from explores.semantic.filters.condition import Condition
from explores.semantic.model import Dimension, Explore, Field, Measure, Tiered
from explores.semantic.query import Query
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES

_TYPES = {"text": "string", "number": "number", "yesno": "boolean", "date": "date", "timestamp": "date"}


F = TypeVar("F", Dimension, Measure)


@dataclass(frozen=True)
class Filter(Generic[F]):
    """A condition on one field."""

    field: F
    condition: Condition


@dataclass(frozen=True)
class Filters:
    """Those on rows, before they are added up, and those on groups, after."""

    rows: tuple[Filter[Dimension], ...] = ()
    groups: tuple[Filter[Measure], ...] = ()


def resolve(explore: Explore, query: Query, setting: Setting) -> Filters:
    """The query's filters. Raises FilterError naming the field."""
    rows, groups = [], []
    for name, expression in query.filters:
        field = explore.field(name)
        condition = read(field, expression, setting)
        if isinstance(field, Dimension):
            rows.append(Filter(field, condition))
        else:
            groups.append(Filter(field, condition))
    return Filters(tuple(rows), tuple(groups))


def filter_type(field: Field) -> str:
    """By which grammar the field is filtered."""
    timeframe = field.timeframe if isinstance(field, Dimension) else None
    if isinstance(field, Dimension) and isinstance(field.source, Tiered):
        return "tier"
    return TIMEFRAMES[timeframe].filter_type if timeframe else _TYPES[field.type]


def read(field: Field, expression: str, setting: Setting, *, case_sensitive: bool = False) -> Condition:
    """The condition that ``expression`` means for ``field``. Raises FilterError naming the field."""
    type_ = filter_type(field)
    if type_ != "date":
        # The moment matters to dates only; without it the same expression is read once.
        setting = replace(setting, now=_ANY_MOMENT, scope=())
    try:
        return _read(type_, expression, setting, case_sensitive)
    except FilterError as error:
        raise FilterError(
            f"The filter {expression!r} on {field.id}: {error.message}",
            error.position,
            suggestion=error.suggestion,
            field=field.id,
        ) from error


_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=4096)
def _read(type_: str, expression: str, setting: Setting, case_sensitive: bool) -> Condition:
    return parse(
        type_,
        expression,
        now=setting.now,
        timezone=setting.zone,
        week_start=setting.week_start,
        fiscal_month_offset=setting.fiscal_month_offset,
        case_sensitive=case_sensitive,
    )
