"""A timeline: bars from a start to an end, one or more in each group. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from explores.answer import Answer, AnswerField, Row
from explores.charts.cells import Mark, cell
from explores.charts.palette import colour
from explores.charts.periods import as_period, instant
from explores.charts.picture import Options, Picture, WrongShape, chosen, switched
from explores.charts.reading import capped, measures, text
from explores.charts.template import category_axis, layout
from explores.charts.words import counted, inert, short
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_BARS, MOST_ROWS = 300, 60
NEEDS = "A timeline takes a group, a start and an end: one dimension, then two dates (and a measure, if you like)."
ROW, THINNEST = 28, 250  # px of a line; the share of the time shown that a bar takes at least


@dataclass(frozen=True)
class Bar:
    """One stretch of time; ``value`` of the measure, if there is one."""

    group: str
    start: datetime
    end: datetime
    told: str
    value: float | None
    mark: Mark


def timeline(answer: Answer, style: Style, options: Options) -> Picture:
    """Groups from the top; bars of a group share a line unless told otherwise."""
    fields = [f for f in answer.fields if f.kind == "dimension" and not f.pivoted]
    dates = [f for f in fields if f.timeframe or f.type in {"date", "timestamp"}]
    if len(dates) < 2 or answer.pivots or not answer.rows:
        raise WrongShape(NEEDS)
    start, end = dates[:2]
    groups = [f for f in fields if f not in (start, end)]
    taken = _Fields(groups, start, end, next(iter(measures(answer)), None))
    bars = [bar for row in answer.rows if (bar := _bar(row, taken, style))]
    notes = []
    if len(bars) < len(answer.rows):
        notes.append(
            f"{counted(len(answer.rows) - len(bars), 'row')} not drawn: no start, no end, or an end before the start."
        )
    if not bars:
        raise WrongShape("No row has a start and an end after it; there is nothing to draw.")
    if chosen(options, "timeline.sort", ("start", "rows")) == "start":
        bars.sort(key=lambda bar: bar.start)
    bars = capped(bars, MOST_BARS, "bars", notes, style)
    together = switched(options, "timeline.group", True) and bool(groups)
    lines = list(dict.fromkeys(bar.group for bar in bars)) if together else [bar.group for bar in bars]
    lines = capped(lines, MOST_ROWS, "lines", notes, style)
    places = (
        [lines.index(bar.group) if bar.group in lines else None for bar in bars]
        if together
        else list(range(len(lines)))
    )
    drawn = [(bar, place) for bar, place in zip(bars, places, strict=False) if place is not None]
    by = chosen(options, "timeline.color", ("name", "value"))
    span = [formats.day(min(b.start for b, _ in drawn), style), formats.day(max(b.end for b, _ in drawn), style)]
    told = f"Timeline of {len(drawn)} bars on {len(lines)} lines, from {span[0]} to {span[1]}."
    return Picture([_trace(drawn, by)], _layout(lines), told, notes)


@dataclass(frozen=True)
class _Fields:
    """What each part of a bar is read from."""

    groups: list[AnswerField]
    start: AnswerField
    end: AnswerField
    figure: AnswerField | None


def _bar(row: Row, fields: _Fields, style: Style) -> Bar | None:
    first, last = (as_period(row.get(f.id), f.timeframe) for f in (fields.start, fields.end))
    if first is None or last is None or instant(last) < instant(first):
        return None
    name = " · ".join(text(row, f, style) for f in fields.groups)
    told = [inert(name)] if name else []
    told.append(f"{inert(text(row, fields.start, style))} to {inert(text(row, fields.end, style))}")
    value: Any = row.get(fields.figure.id) if fields.figure else None
    if fields.figure:
        told.append(f"{inert(fields.figure.short_label)} {inert(text(row, fields.figure, style))}")
    size = float(value) if formats.is_number(value) else None
    mark = cell(fields.figure or fields.start, row)
    return Bar(name, instant(first), instant(last), "<br>".join(told), size, mark)


def _trace(drawn: list[tuple[Bar, int]], by: str) -> dict[str, Any]:
    """A bar that starts and ends at one moment is still wide enough to be seen and hit."""
    values = [bar.value for bar, _ in drawn]
    ends = [moment for bar, _ in drawn for moment in (bar.start, bar.end)]
    least = (max(ends) - min(ends)) / THINNEST
    ramp = by == "value" and any(value is not None for value in values)
    return {
        "type": "bar",
        "orientation": "h",
        "y": [place for _, place in drawn],
        "base": [bar.start.isoformat() for bar, _ in drawn],
        "x": [max(bar.end - bar.start, least).total_seconds() * 1000 for bar, _ in drawn],
        "width": 0.62,
        "customdata": [bar.told for bar, _ in drawn],
        "cells": [bar.mark for bar, _ in drawn],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "color": values if ramp else [colour(place) for _, place in drawn],
            **({"colorscale": [[0, "--q3"], [0.5, "--q5"], [1, "--q9"]], "showscale": False} if ramp else {}),
            "line": {"color": "--ink3", "width": 1},
        },
    }


def _layout(lines: list[str]) -> dict[str, Any]:
    names = category_axis(
        range=[len(lines) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(lines))),
        ticktext=[inert(short(name, 28)) for name in lines],
        automargin=True,
        ticks="",
        showline=False,
    )
    return layout(
        xaxis=category_axis(type="date", showgrid=True, gridcolor="--line", side="top", nticks=8),
        yaxis=names,
        hovermode="closest",
        barmode="overlay",
        margin={"l": 8, "r": 24, "t": 28, "b": 8, "pad": 6},
        meta={"height": 52 + ROW * len(lines)},
    )
