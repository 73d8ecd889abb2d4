"""Two figures of each row: a bullet (a bar and its target), and a dumbbell (two dots and the way). PURE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explores.answer import Answer
from explores.charts.palette import MARKERS, SERIES
from explores.charts.picture import Options, Picture, WrongShape
from explores.charts.reading import Column, capped, columns, dimensions, names
from explores.charts.scale import scale
from explores.charts.template import category_axis, layout, value_axis
from explores.charts.words import counted, inert, listed, short
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_ROWS, ROW = 50, 30
BULLET_NEEDS = "A bullet chart takes a measure and a second one as its target, with or without a dimension."
DUMBBELL_NEEDS = "A dumbbell takes a dimension and two measures of one kind, or one measure with two pivot values."


@dataclass(frozen=True)
class _Pairs:
    """The two columns, the rows that have both figures, what these are called, and notes."""

    found: list[Column]
    rows: list[int]
    named: list[str]
    notes: list[str]

    def values(self, place: int) -> list[float | None]:
        """The figures of the first or second column, row by row."""
        return [self.found[place].values[row] for row in self.rows]

    def ahead(self) -> int:
        """In how many rows the second figure is above the first."""
        return sum((b or 0) > (a or 0) for a, b in zip(self.values(0), self.values(1), strict=True))


def bullet(answer: Answer, style: Style, options: Options) -> Picture:
    """A bar for the first figure and a stroke where the second stands."""
    pairs = _pairs(answer, style, BULLET_NEEDS, "bullet")
    bars = {
        "type": "bar",
        "orientation": "h",
        "width": 0.5,
        "marker": {"color": SERIES[0]},
        **_placed(pairs, 0),
    }
    stroke = {"color": "--ink", "symbol": "line-ns-open", "size": 20, "line": {"color": "--ink", "width": 3}}
    reached = sum((a or 0) >= (b or 0) for a, b in zip(pairs.values(0), pairs.values(1), strict=True))
    names, count = [one.name for one in pairs.found], len(pairs.rows)
    told = f"Bullet chart of {names[0]} against {names[1]}: {reached} of {count} reach it."
    return _picture(pairs, [bars, _dots(pairs, 1, stroke)], told, style)


def dumbbell(answer: Answer, style: Style, options: Options) -> Picture:
    """Two dots on a line for each row: how far it is from the first figure to the second."""
    if not dimensions(answer):
        raise WrongShape(DUMBBELL_NEEDS)
    pairs = _pairs(answer, style, DUMBBELL_NEEDS, "dumbbell")
    way: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": [value for both in zip(pairs.values(0), pairs.values(1), strict=True) for value in (*both, None)],
        "y": [place for at in range(len(pairs.rows)) for place in (at, at, None)],
        "line": {"color": "--ctrl", "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    dots = [_dots(pairs, place, {"color": SERIES[place], "symbol": MARKERS[place], "size": 11}) for place in (0, 1)]
    names = [one.name for one in pairs.found]
    told = f"Dumbbell of {names[0]} and {names[1]} for {len(pairs.rows)} rows; "
    return _picture(pairs, [way, *dots], f"{told}{names[1]} is higher in {pairs.ahead()}.", style)


def _pairs(answer: Answer, style: Style, needs: str, what: str) -> _Pairs:
    """The first two columns of figures, and the rows that have both. Raises WrongShape."""
    found = columns(answer, style)
    if len(found) < 2 or not answer.rows:
        raise WrongShape(needs)
    notes = []
    if len(found) > 2:
        notes.append(f"{listed([one.name for one in found[2:]])} not drawn; a {what} shows two figures.")
    found = found[:2]
    if len({formats.split_format(one.field.format)[0] for one in found}) > 1:
        notes.append(f"{found[1].name} is of another unit than {found[0].name}, whose axis is drawn.")
    rows = [row for row in range(len(answer.rows)) if all(one.values[row] is not None for one in found)]
    if len(rows) < len(answer.rows):
        lost = len(answer.rows) - len(rows)
        notes.append(f"{counted(lost, 'row')} without both figures not drawn.")
    if not rows:
        raise WrongShape(f"No row has both {found[0].name} and {found[1].name}; there is nothing to draw.")
    rows = capped(rows, MOST_ROWS, "rows", notes, style)
    named = names(answer, style) if dimensions(answer) else [found[0].name] * len(answer.rows)
    return _Pairs(found, rows, [named[row] for row in rows], notes)


def _placed(pairs: _Pairs, place: int) -> dict[str, Any]:
    """Where the figures of a column stand, and what they tell."""
    one = pairs.found[place]
    rows = zip(pairs.named, pairs.rows, strict=True)
    return {
        "name": inert(one.name),
        "x": pairs.values(place),
        "y": list(range(len(pairs.rows))),
        "customdata": [f"{inert(name)}<br>{inert(one.name)} {inert(one.texts[row])}" for name, row in rows],
        "cells": [one.marks[row] for row in pairs.rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _dots(pairs: _Pairs, place: int, marker: dict[str, Any]) -> dict[str, Any]:
    return {"type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False, **_placed(pairs, place)}


def _picture(pairs: _Pairs, data: list[dict[str, Any]], told: str, style: Style) -> Picture:
    rows = len(pairs.rows)
    reach = scale([value for place in (0, 1) for value in pairs.values(place) if value is not None])
    axis = category_axis(
        range=[rows - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(rows)),
        ticktext=[inert(short(name, 28)) for name in pairs.named],
        automargin=True,
        ticks="",
        showline=False,
    )
    made = layout(
        xaxis=value_axis(**reach.axis(pairs.found[0].field.format, style)),
        yaxis=axis,
        hovermode="closest",
        showlegend=True,
        margin={"l": 8, "r": 24, "t": 36, "b": 26, "pad": 6},
        meta={"height": 72 + ROW * rows},
    )
    return Picture(data, made, told, pairs.notes)
