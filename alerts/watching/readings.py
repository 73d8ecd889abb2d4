"""The rows of an answer as the figures that a rule looks at. PURE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from alerts.rules.condition import Figure
from alerts.rules.reading import Key, Reading
from alerts.rules.rule import Rule
from explores.answer import ROW_TOTAL, Answer, Row


def readings(answer: Answer, rule: Rule) -> tuple[Reading, ...]:
    """A reading for each row, of a pivoted answer for each of its cells, in the order of the answer.

    Rows that were filled in stand for periods without data: their figures are missing, not zero.
    """
    fields = rule.fields
    return tuple(reading for row in answer.rows for reading in _of_row(row, answer, rule, fields))


def _of_row(row: Row, answer: Answer, rule: Rule, fields: Sequence[str]) -> Iterator[Reading]:
    at = text_of(row[rule.time]) if rule.time in row else ""
    own = tuple(text_of(row[name]) for name in rule.categories if name in row)
    for pivot in answer.pivots or ((),):
        figures = {name: figure_of(_cell(row.get(name), pivot)) for name in fields}
        yield Reading(_key(own, pivot, rule), at, figures)


def _cell(value: Any, pivot: tuple[Any, ...]) -> Any:
    """The value itself, or the one under the pivot column; row totals are nobody's."""
    return value.get(pivot) if isinstance(value, Mapping) and pivot != ROW_TOTAL else value


def _key(own: Key, pivot: tuple[Any, ...], rule: Rule) -> Key:
    """The values that tell the row apart; those of the row come before those of the pivot column."""
    return (*own, *(text_of(value) for value in pivot))[: len(rule.categories)] if rule.categories else ()


def text_of(value: Any) -> str:
    """A dimension's value as it is remembered: dates so that later is greater; nothing is an empty text."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def figure_of(value: Any) -> Figure:
    """A number exactly as the answer has it; anything else is no figure."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    read = Decimal(str(value))
    return read if read.is_finite() else None
