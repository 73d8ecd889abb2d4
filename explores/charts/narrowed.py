"""The part of an answer that a chart was told to draw: without hidden fields, pivot columns and rows. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from explores.answer import Answer, Row
from explores.charts.options import each
from explores.export import pivot_name
from explores.formatting import formats
from explores.formatting.formats import Style


def narrowed(answer: Answer, options: Mapping[str, Any], kind: str, style: Style) -> tuple[Answer, list[str]]:
    """The answer as it is drawn, and what to say of the rows left out. Its totals stay those of the whole."""
    hidden = {name for name, parts in each(options, "field", kind).items() if parts.get("hidden")}
    fields = tuple(one for one in answer.fields if one.pivoted or one.id not in hidden)
    away = {name for name, parts in each(options, "pivot", kind).items() if parts.get("hidden")}
    pivots = tuple(pivot for pivot in answer.pivots if pivot_name(pivot) not in away)
    rows, note = _rows(answer.rows, options, style)
    return replace(answer, fields=fields, pivots=pivots, rows=rows), [note] if note else []


def _rows(rows: Sequence[Row], options: Mapping[str, Any], style: Style) -> tuple[Sequence[Row], str]:
    way, count = options.get("rows", "all"), options.get("rows.count", 0)
    parts = {
        "show_first": (rows[:count], "first"),
        "show_last": (rows[-count:], "last"),
        "hide_first": (rows[count:], "last"),
        "hide_last": (rows[:-count], "first"),
    }
    kept, which = parts.get(way, (rows, ""))
    if len(kept) == len(rows):
        return rows, ""
    told = f"{formats.count(len(kept), style)} of {formats.count(len(rows), style)} rows"
    return kept, f"The {which} {told} are drawn, as chosen."
