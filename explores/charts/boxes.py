"""Box plots: for each row three or five measures, which are the quartiles (and the ends) in order. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts.picture import Options, Picture, WrongShape
from explores.charts.reading import Column, capped, columns, dimensions, names
from explores.charts.scale import scale
from explores.charts.template import category_axis, layout, value_axis
from explores.charts.words import counted, inert, listed, short, unique
from explores.formatting.formats import Style

MOST_BOXES = 60
NEEDS = (
    "A box plot takes three measures in order (lower quartile, median, upper quartile), or five, "
    "with the smallest before and the largest after them."
)
_QUARTILES = ("Lower quartile", "Median", "Upper quartile")
NAMES: dict[int, tuple[str, ...]] = {3: _QUARTILES, 5: ("Smallest", *_QUARTILES, "Largest")}
KEYS = ("lowerfence", "q1", "median", "q3", "upperfence")


def boxes(answer: Answer, style: Style, options: Options) -> Picture:
    """One box for each row; a row whose measures do not ascend is left out, and counted."""
    found = columns(answer, style)
    if answer.pivots or len(found) < 3 or not answer.rows:
        raise WrongShape(NEEDS)
    notes: list[str] = []
    taken = found[: 5 if len(found) >= 5 else 3]
    if len(taken) < len(found):
        notes.append(
            f"{listed([one.name for one in found[len(taken) :]])} not drawn; a box takes three or five measures."
        )
    rows = [row for row in range(len(answer.rows)) if _ascends([one.values[row] for one in taken])]
    if len(rows) < len(answer.rows):
        notes.append(
            f"{counted(len(answer.rows) - len(rows), 'row')} not drawn: a figure is missing, or they do not ascend."
        )
    if not rows:
        raise WrongShape(f"No row has its figures in order. {NEEDS}")
    rows = capped(rows, MOST_BOXES, "boxes", notes, style)
    named = names(answer, style) if dimensions(answer) else [taken[len(taken) // 2].name]
    keys = unique([inert(named[row]) for row in rows])
    axis = scale(
        [value for one in (taken[0], taken[-1]) for row in rows if (value := one.values[row]) is not None],
        from_zero=False,
    )
    made = layout(
        xaxis=_across(keys, [named[row] for row in rows]),
        yaxis=value_axis(**axis.axis(taken[0].field.format, style)),
        hovermode="closest",
        hoverdistance=100,  # px; the middle of a tall box is far from its figures
        margin={"l": 64, "r": 14, "t": 12, "b": 26, "pad": 0},
    )
    middle = taken[len(taken) // 2]
    told = f"Box plot of {listed([one.name for one in taken], 5)} for {len(rows)} rows."
    told += f" The median of {named[rows[0]] or 'all'} is {middle.texts[rows[0]]}."
    return Picture([_boxes(taken, rows, keys), *(_hover(one, taken, rows, keys) for one in taken)], made, told, notes)


def _ascends(values: list[float | None]) -> bool:
    there = [value for value in values if value is not None]
    return len(there) == len(values) and there == sorted(there)


def _boxes(taken: list[Column], rows: list[int], keys: list[str]) -> dict[str, Any]:
    wide = taken if len(taken) == 5 else [taken[0], *taken, taken[-1]]
    return {
        "type": "box",
        "x": keys,
        **{key: [one.values[row] for row in rows] for key, one in zip(KEYS, wide, strict=True)},
        "fillcolor": "--slot1/24",
        "line": {"color": "--slot1", "width": 1.5},
        "whiskerwidth": 0.4,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _hover(one: Column, taken: list[Column], rows: list[int], keys: list[str]) -> dict[str, Any]:
    """Points at one figure of the boxes; they cannot be seen and tell all of them, written as in the cells."""
    told = [
        "<br>".join(
            [key, *(f"{name} {inert(one.texts[row])}" for name, one in zip(NAMES[len(taken)], taken, strict=True))]
        )
        for key, row in zip(keys, rows, strict=True)
    ]
    return {
        "type": "scatter",
        "name": inert(one.name),
        "mode": "markers",
        "x": keys,
        "y": [one.values[row] for row in rows],
        "cells": [one.marks[row] for row in rows],
        "marker": {"size": 18, "opacity": 0},
        "customdata": told,
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }


def _across(keys: list[str], named: list[str]) -> dict[str, Any]:
    return category_axis(
        type="category",
        categoryorder="array",
        categoryarray=keys,
        tickmode="array",
        tickvals=keys,
        ticktext=[inert(short(name, 14)) for name in named],
        automargin=True,
        tickangle=0 if len(keys) <= 10 else -45,
    )
