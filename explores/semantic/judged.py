"""Whether a group passes the filters on its figures, and on the dimensions that stand in one OR with them. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlglot import exp

from explores.semantic.filters.condition import Bind, Condition, all_of, any_of
from explores.semantic.filters.date_condition import on_local
from explores.semantic.groups import figure
from explores.semantic.model import Dimension, Explore
from explores.semantic.resolve import Entry, Filter, Tree
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES, names_of_keys
from explores.semantic.trees import column, operand


def judged(explore: Explore, entries: Iterable[Entry], setting: Setting, bind: Bind) -> exp.Expression:
    """The condition on one row of groups; never null."""
    return all_of(*(_judged(explore, entry, setting, bind) for entry in entries))


def _judged(explore: Explore, entry: Entry, setting: Setting, bind: Bind) -> exp.Expression:
    if isinstance(entry, Tree):
        return (any_of if entry.any else all_of)(*(_judged(explore, part, setting, bind) for part in entry.parts))
    if isinstance(entry.field, Dimension):
        return _of_key(entry, setting, bind)
    return _on(operand(figure(explore, entry.field)), entry.field.type, entry.condition, bind)


def _of_key(entry: Filter[Any], setting: Setting, bind: Bind) -> exp.Expression:
    """On the value that the group shows: of a month its first day, of a weekday its name."""
    dimension: Dimension = entry.field
    key, kind = column(dimension.id), dimension.type
    frame = TIMEFRAMES.get(dimension.timeframe or "")
    if frame is None or not frame.chronological:
        value = names_of_keys(frame.name, key, setting.week_start) if frame and frame.named else key
        return _on(value, kind, entry.condition, bind)
    if frame.type == "number":
        return entry.condition.sql(_first_day(key, setting, frame.name), bind, column_kind="date")
    return _on(key, kind, entry.condition, bind)


def _on(value: exp.Expression, type_: str, condition: Condition, bind: Bind) -> exp.Expression:
    """On a figure or a key; times among them are on the clocks of the zone."""
    return on_local(condition).sql(value, bind, column_kind="local") if type_ == "timestamp" else condition.sql(
        value, bind, column_kind=type_
    )  # fmt: skip


def _first_day(year: exp.Expression, setting: Setting, frame: str) -> exp.Expression:
    first = exp.Anonymous(this="MAKE_DATE", expressions=[year, exp.Literal.number(1), exp.Literal.number(1)])
    if frame != "fiscal_year" or not setting.fiscal_month_offset:
        return first
    step = exp.Interval(this=exp.Literal.string(str(setting.fiscal_month_offset)), unit=exp.var("MONTH"))
    return exp.Cast(this=exp.Add(this=first, expression=step), to=exp.DataType(this=exp.DType.DATE))
