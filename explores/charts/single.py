"""The one figure of a single value tile; it is HTML, not a plot. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from explores import formats
from explores.answer import Answer, AnswerField, Row
from explores.formats import Headline, Style


@dataclass(frozen=True)
class SingleValue:
    """A label, the figure, and the words under it."""

    label: str
    figure: Headline
    note: str = ""
    definition: str = ""


def single_value(answer: Answer, style: Style | None = None) -> SingleValue | None:
    """The first row's leftmost measure, else calculation, else dimension; None for an answer without fields."""
    chosen = _chosen(answer)
    if chosen is None:
        return None
    style = style or Style()
    style = Style(style.language, style.currency or answer.currency)
    row = _first(answer)
    value = row.get(chosen.id)
    if isinstance(value, dict):
        value = value.get(answer.pivots[0]) if answer.pivots else None
    figure = formats.headline(value, chosen.format, style, timeframe=chosen.timeframe)
    return SingleValue(chosen.short_label, figure, _note(answer, style), chosen.definition)


def _first(answer: Answer) -> Row:
    """The first row of the data; what was filled in before it says nothing."""
    return next((row for place, row in enumerate(answer.rows) if place not in answer.filled), {})


def _chosen(answer: Answer) -> AnswerField | None:
    for kind in ("measure", "calculation", "dimension"):
        for field in answer.fields:
            if field.kind == kind:
                return field
    return None


def _note(answer: Answer, style: Style) -> str:
    """Where the figure is one of many, which one it is."""
    if not answer.rows:
        return "No rows"
    named = [field for field in answer.fields if field.kind == "dimension" and not field.pivoted]
    parts = [formats.cell(_first(answer).get(f.id), f.format, style, timeframe=f.timeframe) for f in named]
    pivot = [str(part) for part in answer.pivots[0]] if answer.pivots else []
    if not parts and not pivot:
        return ""
    return f"{' · '.join(parts + pivot)}, the first of {formats.count(answer.total_rows, style)} rows"
