"""JSON text that keeps every digit: decimals are written as they are, never through floating point. PURE."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from explores import export
from explores.answer import Answer, AnswerField, Row
from explores.formatting import formats


def answer_data(answer: Answer) -> dict[str, Any]:
    """As ``export.to_json``, with the figures exact."""
    fields = {field.id: field for field in answer.fields}
    return {
        **export.to_json(answer),
        "rows": [_row(row, fields) for row in answer.rows],
        "totals": None if answer.totals is None else _row(answer.totals, fields),
        "row_totals": None if answer.row_totals is None else [_row(row, fields) for row in answer.row_totals],
        "subtotals": None
        if answer.subtotals is None
        else [[_row(row, fields) for row in level] for level in answer.subtotals],
    }


def _row(row: Row, fields: Mapping[str, AnswerField]) -> Row:
    return {name: _held(value, fields.get(name)) for name, value in row.items()}


def _held(value: Any, field: AnswerField | None) -> Any:
    if isinstance(value, dict):
        return {export.pivot_name(pivot): _held(one, field) for pivot, one in value.items()}
    if isinstance(value, date):
        return formats.moment(value, field.timeframe if field else None)
    return value


def dumps(value: Any, indent: str = "") -> str:
    """JSON text, two spaces a level."""
    inner = indent + "  "
    if isinstance(value, Mapping) and value:
        parts = [
            f"{inner}{json.dumps(str(key), ensure_ascii=False)}: {dumps(one, inner)}" for key, one in value.items()
        ]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join(inner + dumps(one, inner) for one in value) + f"\n{indent}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else "null"
    if isinstance(value, float) and not math.isfinite(value):
        return "null"
    return json.dumps(value, ensure_ascii=False)
