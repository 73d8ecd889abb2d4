"""A table beside the period before: one more column, how much its first measure changed. PURE."""

from __future__ import annotations

from dataclasses import replace

from explores.answer import Answer, AnswerField, Row
from explores.formatting import formats
from explores.semantic.periods import Period
from explores.shaping import key_of

CHANGE = "change"


def with_change(answer: Answer, before: Answer, period: Period) -> Answer:
    """The answer with the column ``vs prev.``; ``before`` has the rows of the previous period, all of them."""
    measure = next(field for field in answer.fields if field.kind != "dimension")
    names = [field.id for field in answer.fields if field.kind == "dimension"]
    past = {key_of(row, names): row for row in before.rows}
    return replace(
        answer,
        fields=(*answer.fields, _column(measure, period)),
        rows=[_changed(row, past.get(key_of(row, names)), measure) for row in answer.rows],
        totals=answer.totals and _changed(answer.totals, before.totals, measure),
    )


def _column(measure: AnswerField, period: Period) -> AnswerField:
    definition = f"{measure.short_label} against the previous {period.length}."
    return AnswerField(CHANGE, "vs prev.", "vs prev.", "calculation", "text", "percent", definition)


def _changed(row: Row, past: Row | None, measure: AnswerField) -> Row:
    before = past.get(measure.id) if past else None
    return {**row, CHANGE: formats.change(row.get(measure.id), before, measure.format)}
