"""The first row as a list of fields and values; it is HTML, not a plot. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explores.answer import Answer
from explores.charts.picture import Options, switched
from explores.charts.pointed import address
from explores.charts.reading import pivot_names, unfilled
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_FIELDS = 200


@dataclass(frozen=True)
class Entry:
    """A field and its value; ``kind`` of the field, for its hue."""

    label: str
    text: str
    kind: str
    definition: str = ""
    mark: str = ""  # tells the value to the page


@dataclass(frozen=True)
class Record:
    """The entries, and the words under them."""

    entries: list[Entry]
    note: str = ""


def record(answer: Answer, style: Style | None = None, options: Options | None = None) -> Record:
    """Every field of the first row; a pivoted measure has an entry for each pivot value."""
    answer = unfilled(answer)
    style = style or Style()
    style = Style(style.language, style.currency or answer.currency)
    whole = switched(options or {}, "record.view_names", False)
    row: dict[str, Any] = answer.rows[0] if answer.rows else {}
    called = pivot_names(answer, style)
    entries: list[Entry] = []
    for field in answer.fields:
        label, value = field.label if whole else field.short_label, row.get(field.id)
        if field.pivoted:
            continue
        if isinstance(value, dict):
            cells = [
                (f"{label} · {name}", value.get(pivot), pivot)
                for name, pivot in zip(called, answer.pivots, strict=True)
            ]
        else:
            cells = [(label, value, ())]
        for name, one, pivot in cells:
            shown = formats.cell(one, field.format, style, timeframe=field.timeframe)
            mark = address(answer, row, field, pivot) if row else ""
            entries.append(Entry(name, shown, field.kind, field.definition, mark))
    notes = [f"The first of {formats.count(answer.total_rows, style)} rows"] if answer.total_rows > 1 else []
    if len(entries) > MOST_FIELDS:
        notes.append(f"the first {MOST_FIELDS} of {formats.count(len(entries), style)} values")
    return Record(entries[:MOST_FIELDS], ", ".join(notes))
