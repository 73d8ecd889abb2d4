"""A histogram: how many rows have a figure in each stretch. PURE."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from explores.answer import Answer, AnswerField
from explores.charts.picture import Options, Picture, WrongShape, number
from explores.charts.reading import Column, column, columns, dimensions
from explores.charts.scale import digits, scale
from explores.charts.template import layout, value_axis
from explores.charts.words import counted, inert, listed
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_BINS = 100
NEEDS = "A histogram takes a measure over many rows, or a dimension that is a number (with a count, if you like)."
COUNTED = "A bar counts rows of this answer. Sort or filter the table by the figure to see which."


def histogram(answer: Answer, style: Style, options: Options) -> Picture:
    """Bins of equal, round width; each takes its lower end, the last one its upper end too."""
    found, weights, notes = _figures(answer, style)
    pairs = [(v, w) for v, w in zip(found.values, weights, strict=True) if v is not None and w]
    if len(pairs) < len(found.values):
        lost = len(found.values) - len(pairs)
        notes.append(f"{counted(lost, 'row')} without a figure not counted.")
    if not pairs:
        raise WrongShape("Every figure of this histogram is missing; there is nothing to draw.")
    if answer.returned < answer.total_rows:
        notes.append(f"Over the {formats.count(answer.returned, style)} rows that came back.")
    values = [value for value, _ in pairs]
    edges = bins(min(values), max(values), _wanted(options, len(values)))
    counts = [0.0] * (len(edges) - 1)
    for value, weight in pairs:
        counts[_place(value, edges)] += weight
    told = f"Histogram of {found.name}: {formats.count(int(sum(counts)), style)} in {len(counts)} bins. "
    most = counts.index(max(counts))
    told += (
        f"The fullest is {_stretch(edges, most, found.field, style)} with {formats.count(int(counts[most]), style)}."
    )
    return Picture([_bars(edges, counts, found.field, style)], _layout(edges, counts, found, style), told, notes)


def _figures(answer: Answer, style: Style) -> tuple[Column, list[float], list[str]]:
    """What is counted by its size, and how often each counts: once, or as a measure says."""
    figures, named = columns(answer, style), dimensions(answer)
    if len(named) == 1 and named[0].type in {"number", "integer", "int", "money"} and len(figures) <= 1:
        found = column(named[0].short_label, named[0], answer, style)
        return found, [max(v or 0.0, 0.0) for v in figures[0].values] if figures else [1.0] * len(answer.rows), []
    if not figures or len(answer.rows) < 2:
        raise WrongShape(NEEDS)
    rest = [one.name for one in figures[1:]]
    notes = [f"{listed(rest)} not drawn; a histogram shows one measure."] if rest else []
    return figures[0], [1.0] * len(answer.rows), notes


def _wanted(options: Options, count: int) -> int:
    """As many as told, or by Sturges' rule: one more bin each time the rows double."""
    return int(number(options, "histogram.bins", 0)) or max(5, math.ceil(math.log2(count)) + 1)


def bins(low: float, high: float, wanted: int) -> list[float]:
    """Ascending edges around the values, about as many as wanted, at round numbers of equal distance."""
    wanted = min(max(wanted, 1), MOST_BINS)
    if low == high:
        step = abs(low) * 0.1 or 1.0
        return [low - step / 2, low + step / 2]
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    edges = [round(step * place, digits(step)) for place in range(first, last + 1)]
    ascending = all(a < b for a, b in pairwise(edges))
    return edges if ascending else [low, high]  # nearer to each other than numbers of that size can tell


def _place(value: float, edges: list[float]) -> int:
    step = (edges[-1] - edges[0]) / (len(edges) - 1)
    return min(max(math.floor((value - edges[0]) / step + 1e-9), 0), len(edges) - 2)


def _stretch(edges: list[float], place: int, field: AnswerField, style: Style) -> str:
    return " to ".join(formats.compact(edge, field.format, style) for edge in edges[place : place + 2])


def _bars(edges: list[float], counts: list[float], field: AnswerField, style: Style) -> dict[str, Any]:
    step = edges[1] - edges[0]
    return {
        "type": "bar",
        "x": [edge + step / 2 for edge in edges[:-1]],
        "y": counts,
        "width": step * 0.97,
        "customdata": [
            f"{inert(_stretch(edges, place, field, style))}<br>{formats.count(int(count), style)}"
            for place, count in enumerate(counts)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cells": [COUNTED] * len(counts),
        "marker": {"color": "--slot1"},
    }


def _layout(edges: list[float], counts: list[float], found: Column, style: Style) -> dict[str, Any]:
    across = scale(edges, from_zero=False)
    ticks = {**across.axis(found.field.format, style), "range": [edges[0], edges[-1]]}
    title = {"text": inert(found.name), "font": {"size": 11, "color": "--ink2"}, "standoff": 8}
    return layout(
        xaxis=value_axis(**ticks, showgrid=False, zeroline=False, showline=True, linecolor="--line2", title=title),
        yaxis=value_axis(**scale(counts).axis("integer", style)),
        hovermode="closest",
        bargap=0,
        margin={"l": 56, "r": 14, "t": 10, "b": 44, "pad": 0},
    )
