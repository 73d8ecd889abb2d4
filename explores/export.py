"""An answer as data for programs and spreadsheets: the one JSON shape of pages, API and command line, and CSV. PURE."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from explores.answer import Answer, AnswerField, Row
from explores.formatting import formats

PIECE = 500  # lines of a file that are written at once
PIVOT_MARK = "|"  # between the parts of a pivot column's name
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r")  # what a spreadsheet would compute


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


def to_csv(answer: Answer, *, raw: bool = False) -> Iterator[str]:
    """The rows as CSV text in pieces, full figures, headers as people read them.

    Text that a spreadsheet would run as a formula gets an apostrophe before it, unless ``raw`` (for programs).
    """
    columns = list(_columns(answer))
    lines = ([_value(row, field, pivot) for _, field, pivot in columns] for row in answer.rows)
    yield _written([[name for name, _, _ in columns]], raw=raw)
    while piece := list(islice(lines, PIECE)):
        yield _written(piece, raw=raw)


def _columns(answer: Answer) -> Iterable[tuple[str, AnswerField, tuple[Any, ...] | None]]:
    has_pivots = any(field.pivoted for field in answer.fields)
    for field in answer.fields:
        if field.kind == "dimension" and not field.pivoted:
            yield field.label, field, None
    for pivot in answer.pivots if has_pivots else [None]:
        for field in answer.fields:
            if field.kind != "dimension" and (field.by_pivot or pivot is None):
                yield (f"{pivot_name(pivot)} {field.label}" if pivot else field.label), field, pivot
    if has_pivots:
        yield from ((field.label, field, None) for field in answer.fields if not field.by_pivot)


def _value(row: Row, field: AnswerField, pivot: tuple[Any, ...] | None) -> Any:
    held = row.get(field.id)
    value = held.get(pivot) if isinstance(held, dict) else held
    return format(value, "f") if isinstance(value, Decimal) and value.is_finite() else plain(value, field)


def _written(lines: list[list[Any]], *, raw: bool) -> str:
    made = io.StringIO()
    csv.writer(made).writerows(lines if raw else ([guarded(value) for value in values] for values in lines))
    return made.getvalue()


def guarded(value: Any) -> Any:
    """Text that starts like a formula, made text again; numbers are left alone."""
    if not isinstance(value, str) or not value.lstrip(" ").startswith(_FORMULA):
        return value
    return value if _is_number(value) else f"'{value}"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def rows_header(answer: Answer) -> str:
    """For files: how many rows of how many, without separators."""
    return f"{answer.returned} of {answer.total_rows}"
