"""A date filter said again in months, by which the files of a large table are cut and can be left unopened. PURE."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlglot import exp

from explores.semantic.binding import Binder
from explores.semantic.filters.date_condition import DateCondition
from explores.semantic.model import Dimension, Explore
from explores.semantic.resolve import Filter
from explores.semantic.sources import Framed
from explores.semantic.trees import all_true, own

MONTH = "month"  # the column of the warehouse's partitioned tables


def months_of(explore: Explore, entry: Filter[Dimension], bind: Binder) -> exp.Expression | None:
    """From which month to which; None where the filter is not on the partition column or lets missing values pass."""
    source, condition = entry.field.source, entry.condition
    if not isinstance(source, Framed) or not isinstance(condition, DateCondition) or condition.accepts_null:
        return None
    column = source.moment.sql
    if not isinstance(column, exp.Column) or explore.views[column.table].partition != column.name:
        return None
    spans: Any = condition.days if source.moment.kind == "date" else condition.utc
    if not spans:
        return None
    month = own(MONTH, column.table)
    bounds: list[exp.Expression] = []
    if spans[0][0] is not None:
        bounds.append(exp.GTE(this=month, expression=bind(_month(spans[0][0]))))
    if spans[-1][1] is not None:
        bounds.append(exp.LTE(this=month, expression=bind(_month(spans[-1][1]))))
    return all_true(bounds)


def _month(moment: date) -> str:
    return f"{moment:%Y-%m}"
