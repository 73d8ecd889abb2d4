"""One series as columns, a line, an area or points, for Plotly. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explores.charts.axes import positions
from explores.charts.palette import faded
from explores.charts.series import Points, Series
from explores.charts.words import inert

DENSE, MARKED = 60, 24  # points beyond which lines get thinner, and lose their markers
MARKER = 5  # px


@dataclass(frozen=True)
class Way:
    """How the series of one chart are drawn. ``current``: the place of the period that is not over."""

    options: Mapping[str, Any]
    current: int | None = None
    overlaid: bool = False  # columns and areas over one another, seen through


def trace(
    found: Points,
    one: Series,
    kind: str,
    way: Way,
    *,
    axis: str = "y",
    stacked: bool = False,
    shares: list[float] | None = None,
) -> dict[str, Any]:
    """The series as ``kind``: column, line, area or scatter. ``shares``: the sums it is a part of, for hover."""
    made = _base(found, one, way, shares)
    if axis != "y":
        made["yaxis"] = axis
    if one.look.waits:
        made["visible"] = "legendonly"
    if kind == "column":
        return made | _column(one, way)
    made |= _line(one, way)
    if kind == "scatter":
        return made | {"mode": "markers", "marker": {**made["marker"], "size": 7, "opacity": 0.7}}
    if kind == "area":
        made |= {"fill": "tonexty" if stacked else "tozeroy", "fillcolor": faded(one.colour, 16)}
    if stacked:
        made["stackgroup"] = "all" if axis == "y" else "right"
    return made


def hover_texts(one: Series, totals: list[float] | None) -> list[str]:
    """Figures as in the cells, with the share of the total where parts stack."""
    if totals is None:
        return [inert(text) for text in one.texts]
    return [
        inert(text) + (f" ({abs(value) / total:.1%})" if value is not None and total else "")
        for text, value, total in zip(one.texts, one.values, totals, strict=True)
    ]


def drawn_values(one: Series, options: Mapping[str, Any]) -> list[float | None]:
    """Figures as they are drawn: a missing one may be zero; hover and summary still call it missing."""
    if options.get("missing") != "zero":
        return one.values
    return [0.0 if value is None else value for value in one.values]


def _base(found: Points, one: Series, way: Way, shares: list[float] | None) -> dict[str, Any]:
    return {
        "name": inert(one.name),
        "x": positions(found),
        "y": drawn_values(one, way.options),
        "customdata": hover_texts(one, shares),
        "hovertemplate": "%{customdata}",
        "cells": one.marks,
    }


def _column(one: Series, way: Way) -> dict[str, Any]:
    paint: dict[str, Any] = {"color": one.colour}
    if way.overlaid:
        paint["opacity"] = 0.6
    if way.current is not None:
        shapes = ["/" if place == way.current else "" for place in range(len(one.values))]
        paint["pattern"] = {"shape": shapes, "fillmode": "overlay", "fgcolor": "--surface", "size": 6, "solidity": 0.35}
    return {"type": "bar", "marker": paint}


def _line(one: Series, way: Way) -> dict[str, Any]:
    count = len(one.values)
    marked = count <= MARKED or len(one.drawable) == 1 or bool(one.look.shape)
    islands = [] if marked else _islands(one, way)
    marker = {"color": one.colour, "symbol": one.marker, "size": MARKER}
    if islands:
        marker |= {
            "size": islands,
            "opacity": 1,
            "line": {"width": 0},
        }  # sizes of their own look like bubbles otherwise
    return {
        "type": "scatter",
        "mode": "lines+markers" if marked or islands else "lines",
        "line": {"color": one.colour, "width": 1.5 if count > DENSE else 2},
        "marker": marker,
        "connectgaps": way.options.get("missing") == "join",
        "cliponaxis": False,  # a marker at the top tick is whole
    }


def _islands(one: Series, way: Way) -> list[int]:
    """The size of each marker where only figures between two missing ones have one: no line leads to these."""
    if way.options.get("missing") in {"join", "zero"}:
        return []
    there = [False, *(value is not None for value in one.values), False]
    alone = [here and not (before or after) for before, here, after in zip(there, there[1:], there[2:], strict=False)]
    return [MARKER * each for each in alone] if any(alone) else []
