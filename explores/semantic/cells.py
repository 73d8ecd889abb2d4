"""One value of an answer, pointed at: which rows it is about, as filters of a query. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from explores.semantic import common, where
from explores.semantic.errors import SemanticError
from explores.semantic.model import COMMON, Dimension, Explore, Measure
from explores.semantic.parameters import choices
from explores.semantic.query import Query
from explores.semantic.resolve import Filter, filter_type, resolve
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES, filter_for
from explores.semantic.views import SUBACCOUNT

Filters = tuple[tuple[str, str], ...]
LONGEST, FARTHEST = 400, 300  # characters of a number, and its digits before or after the point: as floats have them


@dataclass(frozen=True)
class Cell:
    """A field and the values of the dimensions that its row and pivot column stand for; a total names fewer."""

    field: str
    values: Mapping[str, Any]


def cell_of(
    explore: Explore, query: Query, field: str, row: Sequence[Any] | Mapping[str, Any], pivot: Sequence[Any]
) -> Cell:
    """From plain JSON values: those of the row's dimensions in their order (a subtotal has fewer), and the pivot's.

    A ``row`` of names has the values of these dimensions alone.

    Raises SemanticError for a field that is not of the query, or a value that cannot be of its dimension.
    """
    if field.partition(":")[0] not in {
        *query.fields,
        *explore.calculations,
    }:  # what stands behind the colon compares it
        raise SemanticError(f"{field!r} is not in this query.", code="invalid_drill", field=field)
    dimensions = [name for name in query.fields if isinstance(explore.by_id.get(name), Dimension)]
    names = [name for name in dimensions if name not in query.pivots]
    if len(row) > len(names) or len(pivot) not in {0, len(query.pivots)}:
        raise SemanticError("The row has more values than the query has dimensions.", code="invalid_drill")
    if isinstance(row, Mapping) and not set(names).issuperset(row):
        raise SemanticError("The row names a dimension that the query's rows do not have.", code="invalid_drill")
    own = row.items() if isinstance(row, Mapping) else zip(names, row, strict=False)
    given = [*own, *zip(query.pivots, pivot, strict=False)]
    return Cell(field, {name: value_of(explore.dimension(name), value) for name, value in given})


def value_of(dimension: Dimension, value: Any) -> Any:
    """A JSON value as the answer has it: dates are texts in JSON. Raises SemanticError."""
    frame = TIMEFRAMES[dimension.timeframe] if dimension.timeframe else None
    if isinstance(value, int | float):
        _number(dimension, repr(value + 0))
    if isinstance(value, str) and frame is None and dimension.type == "number":
        return _number(dimension, value)
    if value is None or (frame is None and dimension.type not in {"date", "timestamp"}):
        return value
    if frame is not None and frame.type not in {"date", "timestamp"}:
        return value
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise SemanticError(f"{value!r} is no date.", code="invalid_drill", field=dimension.id) from None
    kind = frame.type if frame else dimension.type
    return found.date() if kind == "date" else found


def _number(dimension: Dimension, text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("nan")
    if len(text) > LONGEST or not found.is_finite() or abs(found.adjusted()) > FARTHEST:
        raise SemanticError(f"{text[:LONGEST]!r} is no number here.", code="invalid_drill", field=dimension.id)
    return found


def expression_for(dimension: Dimension, value: Any, setting: Setting) -> str:
    """The filter that lets through just the rows of this value's group (letters of either case alike)."""
    if value is None:
        return "NULL"
    if dimension.timeframe is not None and isinstance(value, date):
        return filter_for(
            dimension.timeframe, value, week_start=setting.week_start, fiscal_month_offset=setting.fiscal_month_offset
        )
    kind = filter_type(dimension)
    if kind == "boolean":
        return "yes" if value in {True, "true", "yes"} else "no"
    if kind in {"string", "tier"} and dimension.timeframe is None:
        return quoted(str(value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def quoted(text: str) -> str:
    """A text filter's term that means these letters: plain where it can be, so that its chip reads like one.

    Two braces begin a template, which filters take none of: the second one is written as any one sign.
    """
    plain = "".join(f"^{letter}" if letter in '"%_,^\\' else letter for letter in text)
    plain = f"^{plain}" if plain.startswith("-") else plain
    if text == text.strip() and text.lower() not in {"", "null", "empty"}:
        return plain.replace("{{", "{_")
    quotable = not text.endswith("\\") and "{{" not in text
    return '"' + text.replace('"', '\\"') + '"' if quotable else _spaced(plain)


def _spaced(plain: str) -> str:
    """With its white space escaped, line breaks too."""
    return re.sub(r"(\s)", r"^\1", plain).replace("{{", "{_")


def narrowed(explore: Explore, query: Query, cell: Cell, setting: Setting, view: str | None = None) -> Filters:
    """What the query chooses of parameters, its filters on rows, and the cell's values as filters.

    For a ``view``, common dimensions are its own fields. Raises SemanticError where nothing of the view can be
    behind the cell, because it has no such field.
    """
    found = list(choices(explore, query.filters))
    flat = replace(query, where={})
    for entry, text in zip(resolve(explore, flat, setting).rows, _row_filters(explore, query), strict=True):
        assert isinstance(entry, Filter)
        field = own_field(explore, entry.field, view)
        if field is not None:
            found.append((field.id, text))
        elif not entry.condition.accepts_null:
            raise nothing_there(explore, entry.field, view)
    for name, value in cell.values.items():
        dimension = explore.dimension(name)
        field = own_field(explore, dimension, view)
        if field is None and value is not None:
            raise nothing_there(explore, dimension, view)
        if field is not None:
            _add(explore, found, field, expression_for(field, value, setting))
    return tuple(found)


def _row_filters(explore: Explore, query: Query) -> list[str]:
    rows = ((name, text) for name, text in query.filters if name not in explore.parameters)
    return [text for name, text in rows if isinstance(explore.field(name), Dimension) and text.strip()]


def own_field(explore: Explore, dimension: Dimension, view: str | None) -> Dimension | None:
    """What a dimension is for ``view``: a common one is the view's own, or nothing. Every view has the sub-account."""
    if view is None or dimension.view != COMMON or dimension.id == f"{COMMON}.{SUBACCOUNT}":
        return dimension
    return common.resolve(explore, dimension, view)


def nothing_there(explore: Explore, dimension: Dimension, view: str | None) -> SemanticError:
    """No row of the view can be behind a value of this dimension."""
    label = explore.labels.get(dimension.id, dimension.label)
    said = f"{explore.view_label(view or '')} have no {label}, so no row is behind this value."
    return SemanticError(said, code="nothing_behind", field=dimension.id)


def _add(explore: Explore, found: list[tuple[str, str]], field: Dimension, text: str) -> None:
    """A further filter. One field has one filter in an address, so a second one goes another way round."""
    taken = {name for name, _ in found}
    if (field.id, text) in found:
        return
    if field.id not in taken:
        found.append((field.id, text))
    elif field.timeframe and TIMEFRAMES[field.timeframe].chronological:
        free = next((d.id for d in _siblings(explore, field) if d.id not in taken), field.id)
        found.append((free, text))
    else:  # the group passed the filter that was there, so its own value says all
        found[:] = [pair for pair in found if pair[0] != field.id] + [(field.id, text)]


def _siblings(explore: Explore, field: Dimension) -> list[Dimension]:
    """The same date by other frames that are filtered by the date grammar."""
    every = (*explore.common_dimensions, *(d for view in explore.views.values() for d in view.dimensions))
    return [
        other
        for other in every
        if (other.view, other.group) == (field.view, field.group)
        and other.timeframe
        and TIMEFRAMES[other.timeframe].chronological
    ]


def parted_where(explore: Explore, query: Query) -> tuple[dict[str, Any], dict[str, Any]]:
    """The query's filter tree in two: what rows must pass, and what groups must."""
    return where.parted(query.where, lambda name: isinstance(explore.field(name), Measure))


def row_query(explore: Explore, query: Query) -> Query:
    """The query with its filters on rows alone: what judges groups is left out."""
    flat = tuple(pair for pair in query.filters if pair[1].strip() and isinstance(explore.field(pair[0]), Dimension))
    return replace(query, filters=flat, where=parted_where(explore, query)[0], compare=None)


def judged(explore: Explore, query: Query, cell: Cell) -> bool:
    """Whether the value is over several groups that measure filters have judged: a total of those that passed."""
    has_measure_filter = any(isinstance(explore.field(name), Measure) and text.strip() for name, text in query.filters)
    has_measure_filter = has_measure_filter or bool(parted_where(explore, query)[1])
    dimensions = [name for name in query.fields if isinstance(explore.by_id.get(name), Dimension)]
    return has_measure_filter and any(name not in cell.values for name in dimensions)
