"""A gauge: one figure on a dial, against a target or an end. PURE."""

from __future__ import annotations

import math
from typing import Any

from explores.answer import Answer
from explores.charts.picture import Options, Picture, WrongShape, number
from explores.charts.reading import Column, columns, dimensions, names
from explores.charts.scale import scale, tick_texts
from explores.charts.template import layout
from explores.charts.words import inert, listed, short
from explores.formatting import formats
from explores.formatting.formats import Style

NEEDS = "A gauge takes a measure; a second one, if there is one, is its target."


def gauge(answer: Answer, style: Style, options: Options) -> Picture:
    """The first row's first figure; the dial goes from 0 to beyond the figure and its target, or as told."""
    found = columns(answer, style)
    if not found or not answer.rows:
        raise WrongShape(NEEDS)
    first, target = found[0], _target(found, options)
    value = first.values[0]
    if value is None:
        raise WrongShape(f"{first.name} is missing in the first row; there is nothing to draw.")
    notes = _notes(answer, found, style)
    low, high, ticks = _range(first, value, target, options)
    if not low <= value <= high:
        notes.append(f"{first.name} lies outside the dial.")
    figure = formats.headline(value, first.field.format, style)
    unit = f"{formats.THIN}{figure.unit}" if figure.unit else ""
    made = layout(
        margin={"l": 52, "r": 52, "t": 24, "b": 16, "pad": 0},
        hovermode=False,
        annotations=[
            _words(inert(figure.text + unit), 0.18, 28, "--ink"),
            _words(inert(short(first.name, 32)), 0.02, 12, "--ink3"),
        ],
        meta={"tall": 250, "cells": first.marks[0]},
    )
    ends = f"from {_text(low, first, style)} to {_text(high, first, style)}"
    told = f"Gauge of {first.name}: {first.texts[0]}, on a dial {ends}."
    if target is not None:
        told += f" The target is {_text(target, first, style)}."
    return Picture(
        [_dial(value, target, (low, high), ticks, tick_texts(ticks, first.field.format, style))], made, told, notes
    )


def _text(value: float, of: Column, style: Style) -> str:
    return formats.cell(value, of.field.format, style)


def _target(found: list[Column], options: Options) -> float | None:
    given = number(options, "gauge.target", math.nan)
    if math.isfinite(given):
        return given
    return found[1].values[0] if len(found) > 1 else None


def _notes(answer: Answer, found: list[Column], style: Style) -> list[str]:
    notes = []
    if len(answer.rows) > 1:
        which = names(answer, style)[0] if dimensions(answer) else ""
        notes.append(f"{which}, the first of {formats.count(answer.total_rows, style)} rows, is drawn.")
    if len(found) > 2:
        notes.append(f"{listed([one.name for one in found[2:]])} not drawn; a gauge shows a measure and its target.")
    return notes


def _range(first: Column, value: float, target: float | None, options: Options) -> tuple[float, float, list[float]]:
    """The ends of the dial and its ticks: as told, the whole of a share, else round and beyond the figures."""
    reach = [value, *([] if target is None else [target])]
    percent = formats.split_format(first.field.format)[0] == "percent"
    usual = scale([0.0, *reach, *([1.0] if percent and max(reach) <= 1 else [])])
    low, high = number(options, "gauge.min", usual.low), number(options, "gauge.max", usual.high)
    if high <= low:
        low, high = usual.low, usual.high
    ticks = [low, *(tick for tick in usual.ticks if low < tick < high), high]
    return low, high, ticks


def _dial(
    value: float, target: float | None, ends: tuple[float, float], ticks: list[float], texts: list[str]
) -> dict[str, Any]:
    dial: dict[str, Any] = {
        "shape": "angular",
        "axis": {
            "range": list(ends),
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": texts,
            "tickcolor": "--line2",
        },
        "bar": {"color": "--slot1", "thickness": 0.72},
        "bgcolor": "--fill",
        "borderwidth": 0,
    }
    if target is not None:
        dial["threshold"] = {"line": {"color": "--ink", "width": 3}, "thickness": 0.9, "value": target}
    return {
        "type": "indicator",
        "mode": "gauge",
        "value": value,
        "gauge": dial,
        "domain": {"x": [0, 1], "y": [0.05, 1]},
    }


def _words(text: str, y: float, size: int, ink: str) -> dict[str, Any]:
    place = {"x": 0.5, "y": y, "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "bottom"}
    return {**place, "text": text, "showarrow": False, "font": {"size": size, "color": ink}}
