"""A field in the words of the picker: labels, and the SQL that stands behind it. PURE."""

from __future__ import annotations

import re

from explores.semantic.calculation import Calculation
from explores.semantic.field_info import FieldInfo
from explores.semantic.model import CUSTOM, Explore, Field, Measure, Parameter
from explores.semantic.numerals import numeral
from explores.semantic.sources import (
    Attribute,
    Between,
    Formula,
    Framed,
    Grouped,
    Named,
    Paired,
    Place,
    Plain,
    Source,
    Tiered,
)

_TYPES = ("text", "number", "yesno")


def describe(explore: Explore, field: Field) -> FieldInfo:
    """The field as pickers and the command line list it."""
    view = field.view if "." in field.id else CUSTOM
    view_label = explore.view_label(view)
    group_label = None if view == CUSTOM else field.group_label
    parts = [view_label, group_label, field.label]
    if isinstance(field, Parameter):
        return _described(field, view_label)
    is_measure = isinstance(field, Measure)
    return FieldInfo(
        id=field.id,
        label=" › ".join(part for part in parts if part),
        short_label=short_name(field),
        view=view,
        view_label=view_label,
        group_label=group_label,
        kind="measure" if is_measure else "dimension",
        type=field.type,
        timeframe=None if isinstance(field, Measure) else field.timeframe,
        format=field.format,
        definition=field.definition,
        sql=measure_sql(field) if isinstance(field, Measure) else source_sql(field.source),
        item_label=field.item_label if view != CUSTOM else None,
    )


def _described(parameter: Parameter, view_label: str) -> FieldInfo:
    values = ", ".join(f"{value} ({label})" if label != value else value for value, label in parameter.allowed)
    return FieldInfo(
        id=parameter.id,
        label=f"{view_label} › {parameter.label}",
        short_label=parameter.label,
        view=parameter.view,
        view_label=view_label,
        group_label=parameter.group_label,
        kind="parameter",
        type=parameter.type,
        timeframe=None,
        format=parameter.format,
        definition=parameter.definition,
        sql=f"one of {values}; {parameter.default} unless chosen"
        if values
        else f"any {parameter.type}; {parameter.default} unless chosen",
        allowed=parameter.allowed,
        default=parameter.default,
    )


def describe_calculation(explore: Explore, found: Calculation) -> FieldInfo:
    """A table calculation as pickers and the command line list it."""
    view_label = explore.view_label(CUSTOM)
    return FieldInfo(
        id=found.id,
        label=f"{view_label} › {found.label}",
        short_label=found.label,
        view=CUSTOM,
        view_label=view_label,
        group_label=None,
        kind="calculation",
        type=field_type(found),
        timeframe=found.timeframe,
        format=found.format,
        definition=found.definition,
        sql=found.text,
    )


def field_type(found: Calculation) -> str:
    """The type of a calculation's values, as fields have it: a list is shown as a text."""
    return found.format if found.type == "date" else found.type if found.type in _TYPES else "text"


def short_name(field: Field) -> str:
    """The field as a column head says it: Revenue, Order date, Order month, Birth year, Month of a plain Date."""
    if isinstance(field, Measure) or field.timeframe is None or not field.group_label:
        return field.label
    if field.timeframe == "date":
        return field.group_label
    if field.timeframe == "yesno":
        return f"{field.group_label} {field.label[0].lower()}{field.label[1:]}"
    stem = re.sub(r"(^| )(date|day)$", "", field.group_label, flags=re.IGNORECASE)
    return f"{stem} {field.label[0].lower()}{field.label[1:]}" if stem else field.label


def measure_sql(measure: Measure) -> str:
    """What the measure does, readable: ``sum(orders.total) where orders.status is "paid"``."""
    if measure.formula is not None:
        return measure.formula.sql(dialect="duckdb")
    inner = source_sql(measure.source) if measure.source else "*"
    head = f"{measure.aggregate}({inner})"
    if measure.percentile is not None:
        head = f"{measure.aggregate}({inner}, {measure.percentile:g})"
    conditions = " and ".join(f.words or f'{f.field} is "{f.expression}"' for f in measure.filters)
    return f"{head} where {conditions}" if conditions else head


def source_sql(source: Source) -> str:
    """The expression behind a value, readable; zone and time frame as words."""
    if isinstance(source, Formula):
        return source.text
    if isinstance(source, Grouped):
        cases = "; ".join(f"{entry.expression} is {label!r}" for label, entry in source.cases)
        return f"groups of {source_sql(source.of.source)}: {cases}"
    if isinstance(source, Place):
        return f"{source.latitude.sql(dialect='duckdb')}, {source.longitude.sql(dialect='duckdb')}"
    return _catalog_sql(source)


def _catalog_sql(source: Plain | Framed | Paired | Between | Named | Attribute | Tiered) -> str:
    match source:
        case Plain(sql=sql) | Named(sql=sql):
            return sql.sql(dialect="duckdb")
        case Framed(moment=moment, timeframe=timeframe):
            return f"{timeframe} of {moment.sql.sql(dialect='duckdb')}"
        case Paired(of=of, per=per):
            return f"{of.sql(dialect='duckdb')} in each {_catalog_sql(per)}"
        case Between(unit=unit, start=start, end=end):
            until = end.sql.sql(dialect="duckdb") if end else "now"
            return f"{unit}s from {start.sql.sql(dialect='duckdb')} to {until}"
        case Tiered(of=of, bounds=bounds):
            return f"{source_sql(of)} in bands from {', '.join(numeral(bound) for bound in bounds)}"
        case Attribute(column=column, key=key):
            return f"{column.sql(dialect='duckdb')}[{key!r}]"
