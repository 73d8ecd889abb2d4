"""A waterfall: figures that add up, each standing where the one before ended. PURE."""

from __future__ import annotations

import math
from typing import Any

from explores.answer import Answer
from explores.charts.cells import together
from explores.charts.picture import Options, Picture, WrongShape, chosen, switched
from explores.charts.reading import Column, Part, capped, in_time, parts, without
from explores.charts.scale import scale
from explores.charts.template import category_axis, layout, value_axis
from explores.charts.words import inert, short, unique
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_STEPS, FEW, MOST_WORDS = 50, 8, 24
NEEDS = "A waterfall takes a dimension and a measure, or one row of several measures."
COLOURS = {"up": "--slot1", "down": "--slot2", "total": "--slot8"}


def waterfall(answer: Answer, style: Style, options: Options) -> Picture:
    """Steps in the order of time, or of the answer, and their total at the end unless it is switched off."""
    first, found, notes = parts(in_time(answer), style, NEEDS)
    several = len({part.name for part in found}) > 1 and found[0].name == first.name
    steps = capped(without(math.isfinite, found, "missing not drawn", notes), MOST_STEPS, "steps", notes, style)
    if not steps:
        raise WrongShape("Every value of this waterfall is missing; there is nothing to draw.")
    total = switched(options, "waterfall.total", True)
    if total and not (several or first.field.additive or first.field.kind == "calculation"):
        notes.append(f"{first.field.short_label} does not add up, so no total is drawn.")
        total = False
    values = [step.value or 0.0 for step in steps]
    whole = math.fsum(values)
    if total:
        decimals = formats.column_decimals(first.values, first.field.format)
        text = formats.cell(whole, first.field.format, style, decimals=decimals)
        steps = [*steps, Part("Total", whole, text, together(step.mark for step in steps))]
    sideways = chosen(options, "waterfall.orientation", ("columns", "bars")) == "bars"
    words = _words(steps, first, style, sideways)
    trace = _trace(steps, values, total, sideways, options) | {
        "name": inert(first.name),
        "text": [inert(word) for word in words],
    }
    told = f"Waterfall of {first.field.short_label}, {len(values)} steps that come to "
    told += f"{formats.cell(whole, first.field.format, style)}."
    return Picture([trace], _layout(steps, values, first, style, sideways), told, notes)


def _words(steps: list[Part], first: Column, style: Style, sideways: bool) -> list[str]:
    """The figures at the ends of the steps: whole where there is room, short or none where many stand side by side."""
    if sideways or len(steps) <= FEW:
        return [step.text for step in steps]
    if len(steps) > MOST_WORDS:
        return [""] * len(steps)
    values = [*(step.value or 0.0 for step in steps)]
    return [formats.compact(value, first.field.format, style) for value in values]


def _trace(steps: list[Part], values: list[float], total: bool, sideways: bool, options: Options) -> dict[str, Any]:
    keys, heights = unique([inert(step.name) for step in steps]), [*values, *([0.0] if total else [])]
    marks = {
        kind: {"marker": {"color": str(options.get(f"waterfall.{kind}_color") or COLOURS[kind])}} for kind in COLOURS
    }
    return {
        "type": "waterfall",
        "orientation": "h" if sideways else "v",
        "x": heights if sideways else keys,
        "y": keys if sideways else heights,
        "measure": ["relative"] * len(values) + ["total"] * total,
        "increasing": marks["up"],
        "decreasing": marks["down"],
        "totals": marks["total"],
        "connector": {"line": {"color": "--line2", "width": 1}},
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"size": 11, "color": "--ink2"},
        "customdata": [[inert(step.name), inert(step.text)] for step in steps],
        "cells": [step.mark for step in steps],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }


def _layout(steps: list[Part], values: list[float], first: Column, style: Style, sideways: bool) -> dict[str, Any]:
    reached = [0.0]
    for value in values:
        reached.append(reached[-1] + value)
    figures = value_axis(**scale(reached).axis(first.field.format, style))
    keys = unique([inert(step.name) for step in steps])
    words = [inert(short(step.name, 28 if sideways else 14)) for step in steps]
    named = category_axis(
        type="category",
        categoryorder="array",
        categoryarray=keys[::-1] if sideways else keys,
        tickmode="array",
        tickvals=keys,
        ticktext=words,
        automargin=True,
        tickangle=0 if sideways or len(keys) <= 10 else -45,
    )
    margin = {"l": 8 if sideways else 64, "r": 64 if sideways else 14, "t": 22, "b": 26, "pad": 4 if sideways else 0}
    made = layout(xaxis=figures if sideways else named, yaxis=named if sideways else figures, hovermode="closest")
    made["margin"] = margin
    made["meta"] = {"height": 56 + 28 * len(keys)} if sideways else {}
    if not sideways and len(keys) > 6:
        made["meta"]["narrow"] = {"traces": {"textposition": "none"}}
    return made
