"""Whether a group passes the filters on its figures, and on the dimensions that stand in one OR with them. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlglot import exp

from explores.semantic.filters.condition import Bind, Condition, all_of, any_of
from explores.semantic.filters.date_condition import DateCondition
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
    kind = "date" if entry.field.type == "date" else "timestamp"
    return entry.condition.sql(operand(figure(explore, entry.field)), bind, column_kind=kind)


def _of_key(entry: Filter[Any], setting: Setting, bind: Bind) -> exp.Expression:
    """On the value that the group shows: of a month its first day, of a weekday its name."""
    dimension: Dimension = entry.field
    key, kind = column(dimension.id), dimension.type
    frame = TIMEFRAMES.get(dimension.timeframe or "")
    if frame is None or not frame.chronological:
        value = names_of_keys(frame.name, key, setting.week_start) if frame and frame.named else key
        return entry.condition.sql(value, bind, column_kind="date" if kind == "date" else "timestamp")
    if frame.type == "number":
        return entry.condition.sql(_first_day(key, setting, frame.name), bind, column_kind="date")
    return on_local(entry.condition, key, bind, kind)


def on_local(condition: Condition, value: exp.Expression, bind: Bind, kind: str) -> exp.Expression:
    """A condition on a date, or on a time as the clocks of the zone showed it."""
    if kind != "date" and isinstance(condition, DateCondition):
        condition = replace(condition, zone=ZoneInfo("UTC"))  # its stretches are local already
    return condition.sql(value, bind, column_kind="date" if kind == "date" else "timestamp")


def _first_day(year: exp.Expression, setting: Setting, frame: str) -> exp.Expression:
    first = exp.Anonymous(this="MAKE_DATE", expressions=[year, exp.Literal.number(1), exp.Literal.number(1)])
    if frame != "fiscal_year" or not setting.fiscal_month_offset:
        return first
    step = exp.Interval(this=exp.Literal.string(str(setting.fiscal_month_offset)), unit=exp.var("MONTH"))
    return exp.Cast(this=exp.Add(this=first, expression=step), to=exp.DataType(this=exp.DType.DATE))
