"""Donut multiples: one ring for each row, its parts the measures or pivot values. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts.palette import OTHER, SERIES
from explores.charts.picture import Options, Picture, WrongShape, number, switched
from explores.charts.reading import Column, capped, columns, dimensions, in_time, names
from explores.charts.template import layout
from explores.charts.words import counted, inert, listed, short
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_RINGS, MOST_PARTS = 24, 8
NEEDS = "Donut multiples take a measure and a pivot, or one dimension and several measures."
RING = 190  # px of one ring with its name


def donuts(answer: Answer, style: Style, options: Options) -> Picture:
    """Rings side by side, each of the same parts in the same colours."""
    answer = in_time(answer)
    found = columns(answer, style)
    if len(found) < 2 or not answer.rows:
        raise WrongShape(NEEDS)
    notes: list[str] = []
    if len(found) > MOST_PARTS:
        notes.append(f"The first {MOST_PARTS} of {len(found)} parts are drawn.")
        found = found[:MOST_PARTS]
    if len({formats.split_format(one.field.format)[0] for one in found}) > 1:
        notes.append(f"{listed([one.name for one in found])} are of different units, so their sizes say little.")
    named = names(answer, style) if dimensions(answer) else [found[0].field.short_label]
    drawable = [row for row in range(len(named)) if any((one.values[row] or 0) > 0 for one in found)]
    if not drawable:
        raise WrongShape("No ring has a part above zero; there is nothing to draw.")
    if len(drawable) < len(named):
        notes.append(f"{counted(len(named) - len(drawable), 'row')} without a part above zero not drawn.")
    _tell_lost(found, drawable, notes)
    rows = capped(drawable, MOST_RINGS, "rings", notes, style)
    across = int(min(max(number(options, "donut.per_row", 3), 1), 12, len(rows)))
    down = -(-len(rows) // across)
    size = int(min(max(number(options, "donut.label_size", 12), 8), 32))
    look = _look(len(found), size, labelled=switched(options, "donut.values", False))
    data = [
        {
            **look,
            **_ring(found, row, inert(short(named[row], 28))),
            "domain": {"row": place // across, "column": place % across},
        }
        for place, row in enumerate(rows)
    ]
    for trace in data:
        trace["title"] = {**look["title"], "text": trace["name"]}
    made = layout(
        grid={"rows": down, "columns": across},
        hovermode="closest",
        showlegend=not switched(options, "donut.hide_legend", False),
        margin={"l": 12, "r": 12, "t": 36, "b": 12, "pad": 0},
        meta={"height": 48 + RING * down},
    )
    told = f"{len(rows)} rings of {listed([one.name for one in found])}: {listed([named[row] for row in rows])}."
    return Picture(data, made, told, notes)


def _tell_lost(found: list[Column], rows: list[int], notes: list[str]) -> None:
    lost = sum(one.values[row] is not None and (one.values[row] or 0) < 0 for one in found for row in rows)
    if lost:
        notes.append(f"{counted(lost, 'value')} below zero not drawn.")


def _ring(found: list[Column], row: int, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "labels": [inert(short(one.name, 28)) + "\u200b" * place for place, one in enumerate(found)],
        "values": [max(one.values[row] or 0.0, 0.0) for one in found],
        "cells": [one.marks[row] for one in found],
        "customdata": [inert(one.texts[row]) for one in found],
        "hovertemplate": f"{name}<br>%{{label}} %{{customdata}} · %{{percent:.1%}}<extra></extra>",
    }


def _look(count: int, size: int, *, labelled: bool) -> dict[str, Any]:
    """What all rings share; ``size`` of their texts in px."""
    return {
        "type": "pie",
        "hole": 0.6,
        "sort": False,
        "direction": "clockwise",
        "title": {"position": "top center", "font": {"size": size, "color": "--ink2"}},
        "texttemplate": "%{customdata}" if labelled else "",
        "textposition": "outside" if labelled else "none",
        "textfont": {"size": size, "color": "--ink2"},
        "marker": {
            "colors": [SERIES[place] if place < len(SERIES) else OTHER for place in range(count)],
            "line": {"color": "--surface", "width": 2},
        },
    }
