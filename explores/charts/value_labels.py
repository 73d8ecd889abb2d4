"""Figures written into the chart: at columns, points and ends of bars, and totals over stacks. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from explores.charts.axes import positions
from explores.charts.cells import together
from explores.charts.series import Points, Series
from explores.charts.words import inert
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_TURNED = 200  # labels of points that are turned; each is an annotation


def labelled(
    made: dict[str, Any], one: Series, style: Style, options: Mapping[str, Any], *, stacked: bool, axis: str = "y"
) -> list[dict[str, Any]]:
    """Writes the figures into the trace, where asked for; what a trace can't turn comes back as annotations."""
    if options.get("labels") != "on":
        return []
    texts = label_texts(one.values, one, style, options)
    size, angle = options.get("labels.size", 11), options.get("labels.angle", 0)
    if made["type"] == "bar":
        made |= {"text": texts, "textposition": "inside" if stacked else "outside", "textangle": angle}
        made |= {"cliponaxis": False, "constraintext": "inside" if stacked else "none"}
        made["textfont"] = {"size": size} if stacked else {"size": size, "color": "--ink2"}
        return []
    if angle:
        places = zip(made["x"], made["y"], texts, strict=True)
        there = [(x, y, text) for x, y, text in places if y is not None and text][:MOST_TURNED]
        return [] if stacked else [_turned(x, y, text, size=size, angle=angle, axis=axis) for x, y, text in there]
    made |= {"text": texts, "textposition": "top center", "mode": f"{made['mode']}+text"}
    made["textfont"] = {"size": size, "color": "--ink2"}
    return []


def label_texts(
    values: Sequence[float | None], one: Series, style: Style, options: Mapping[str, Any], *, short: bool = True
) -> list[str]:
    """The figures in the format chosen, else as on the axis; nothing where there is none."""
    code = options.get("labels.format")
    if code is not None:
        return ["" if value is None else inert(code.show(value, style)) for value in values]
    if not short:
        return [inert(text) for text in one.texts]
    return ["" if value is None else inert(formats.compact(value, one.field.format, style)) for value in values]


def totals(
    found: Points, parts: list[Series], style: Style, options: Mapping[str, Any], *, percent: bool
) -> dict[str, Any]:
    """What the parts at each point come to, written over the stack."""
    columns = list(zip(*(one.values for one in parts), strict=True))
    sums = [sum(there) if (there := [v for v in values if v is not None]) else None for values in columns]
    tops = [sum(v for v in values if v is not None and v > 0) for values in columns]
    return {
        "type": "scatter",
        "mode": "text",
        "name": "Total",
        "x": positions(found),
        "y": [100.0] * len(tops) if percent else tops,
        "cells": [together(marks) for marks in zip(*(one.marks for one in parts), strict=True)],
        "text": label_texts(sums, parts[0], style, options),
        "textposition": "top center",
        "textfont": {"size": options.get("labels.size", 11), "color": "--ink"},
        "hoverinfo": "none",
        "showlegend": False,
        "cliponaxis": False,
    }


def _turned(x: Any, y: float, text: str, *, size: int, angle: int, axis: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": y,
        "xref": "x",
        "yref": axis,
        "text": text,
        "textangle": angle,
        "showarrow": False,
        "yshift": 12,
        "yanchor": "bottom" if abs(angle) > 20 else "middle",
        "font": {"size": size, "color": "--ink2"},
    }
