"""An answer as data for programs: the one JSON shape of pages, API and command line. PURE."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from explores.answer import Answer, AnswerField, Row
from explores.formatting import formats

PIVOT_MARK = "|"  # between the parts of a pivot column's name


def pivot_name(pivot: tuple[Any, ...]) -> str:
    """A pivot column by name, as sorts and files refer to it; a missing value is ∅."""
    return PIVOT_MARK.join(formats.NONE if part is None else str(plain(part)) for part in pivot)


def plain(value: Any, field: AnswerField | None = None) -> Any:
    """A value as JSON carries it: dates as ISO no finer than their time frame, decimals as numbers."""
    if isinstance(value, datetime | date):
        return formats.moment(value, field.timeframe if field else None)
    if isinstance(value, Decimal | float):
        if not math.isfinite(value):
            return None
        return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as one object that ``json.dumps`` takes as it is."""
    fields = {field.id: field for field in answer.fields}
    return {
        "fields": [_field(field) for field in answer.fields],
        "rows": [_row(row, fields) for row in answer.rows],
        "totals": _row(answer.totals, fields) if answer.totals is not None else None,
        "returned": answer.returned,
        "total_rows": answer.total_rows,
        "filled": list(answer.filled),
        "as_of": utc(answer.as_of),
        "sql": answer.sql,
        "seconds": round(answer.seconds, 4),
        "timezone": answer.timezone,
        "currency": answer.currency,
        "notes": list(answer.notes),
        "pivots": [pivot_name(pivot) for pivot in answer.pivots],
        "row_totals": None if answer.row_totals is None else [_row(row, fields) for row in answer.row_totals],
        "subtotals": None
        if answer.subtotals is None
        else [[_row(row, fields) for row in level] for level in answer.subtotals],
    }


def utc(when: datetime) -> str:
    """A moment as ISO with its zone; a naive one is UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()


def _field(field: AnswerField) -> dict[str, Any]:
    names = ("id", "label", "short_label", "kind", "type", "format", "timeframe", "definition", "pivoted")
    return {name: getattr(field, name) for name in names}


def _row(row: Row, fields: dict[str, AnswerField]) -> Row:
    return {name: _held(value, fields.get(name)) for name, value in row.items()}


def _held(value: Any, field: AnswerField | None) -> Any:
    if isinstance(value, dict):
        return {pivot_name(pivot): plain(one, field) for pivot, one in value.items()}
    return plain(value, field)


def rows_header(answer: Answer) -> str:
    """For files: how many rows of how many, without separators."""
    return f"{answer.returned} of {answer.total_rows}"
