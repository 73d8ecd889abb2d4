"""The one figure of a single value, its tone, and what it is compared with; HTML, not a plot. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explores.answer import Answer
from explores.charts.compared import Cell, Comparison, cells, compared
from explores.charts.options.read import each
from explores.charts.picture import Options
from explores.charts.reading import unfilled
from explores.charts.rules import tone
from explores.formatting import formats
from explores.formatting.codes import NumberCode
from explores.formatting.formats import Headline, Style


@dataclass(frozen=True)
class SingleValue:
    """A label, the figure, the words under it; ``tone`` of the first rule that fits: good, warn, bad or accent."""

    label: str
    figure: Headline
    note: str = ""
    definition: str = ""
    tone: str = ""
    mark: str = ""  # tells the figure to the page
    comparison: Comparison | None = None


def single_value(answer: Answer, style: Style | None = None, options: Options | None = None) -> SingleValue | None:
    """The first row's leftmost measure, else calculation of measures, else dimension; None for no fields at all."""
    answer, options = unfilled(answer), options or {}
    style = style or Style()
    style = Style(style.language, style.currency or answer.currency)
    chosen = _chosen(answer, style)
    if chosen is None:
        return None
    return SingleValue(
        label=str(options.get("single.title") or "") or chosen.field.short_label,
        figure=_figure(chosen, options, style),
        note=_note(answer, style),
        definition=chosen.field.definition,
        tone=tone(each(options, "rule", "single").values(), chosen.value),
        mark=chosen.mark,
        comparison=compared(answer, chosen, options, style),
    )


def _chosen(answer: Answer, style: Style) -> Cell | None:
    """Measures first, then calculations over measures, then dimensions, then other calculations."""
    row = cells(answer, 0, style) or [Cell(field, None, field.short_label) for field in answer.fields]
    ways: tuple[Any, ...] = (
        lambda cell: cell.field.kind == "measure",
        lambda cell: cell.field.kind == "calculation" and cell.field.of_measures,
        lambda cell: cell.field.kind == "dimension",
        lambda cell: True,
    )
    return next((cell for way in ways for cell in row if way(cell)), None)


def _figure(chosen: Cell, options: Options, style: Style) -> Headline:
    code = options.get("single.format")
    plain = formats.headline(chosen.value, chosen.field.format, style, timeframe=chosen.field.timeframe)
    if isinstance(code, NumberCode) and formats.is_number(chosen.value):
        return Headline(code.show(chosen.value, style), exact=plain.exact or plain.text)
    return plain


def _note(answer: Answer, style: Style) -> str:
    """Where the figure is one of many, which one it is."""
    if not answer.rows:
        return "No rows"
    named = [field for field in answer.fields if field.kind == "dimension" and not field.pivoted]
    parts = [formats.cell(answer.rows[0].get(f.id), f.format, style, timeframe=f.timeframe) for f in named]
    pivot = [str(part) for part in answer.pivots[0]] if answer.pivots else []
    if not parts and not pivot:
        return ""
    return f"{' · '.join(parts + pivot)}, the first of {formats.count(answer.total_rows, style)} rows"
