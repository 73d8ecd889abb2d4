"""Answers made by hand, for tests of what is made of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from explores.answer import Answer, AnswerField


def dimension(name: str, *, kind: str = "text", timeframe: str | None = None) -> AnswerField:
    return AnswerField(name, name, name, "dimension", kind, kind, timeframe=timeframe)


def measure(name: str, format_name: str = "integer") -> AnswerField:
    return AnswerField(name, name, name, "measure", "number", format_name, definition=f"What {name} means.")


def answer(fields: list[AnswerField], rows: list[tuple[Any, ...]], totals: tuple[Any, ...] | None = None) -> Answer:
    names = [field.id for field in fields]
    return Answer(
        fields=tuple(fields),
        rows=[dict(zip(names, row, strict=True)) for row in rows],
        totals=None if totals is None else dict(zip(names, totals, strict=True)),
        returned=len(rows),
        total_rows=len(rows),
        as_of=datetime(2026, 11, 17, 11, 3, tzinfo=UTC),
        sql="SELECT 1",
        seconds=0.05,
        currency="EUR",
    )
