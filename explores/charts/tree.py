"""Parts inside parts: a treemap and a sunburst of one to four dimensions and a measure. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explores.answer import Answer
from explores.charts.cells import Mark, together
from explores.charts.palette import SERIES
from explores.charts.picture import Options, Picture, WrongShape
from explores.charts.reading import Column, columns, dimensions, text
from explores.charts.template import layout
from explores.charts.words import counted, inert, listed, short
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_PARTS, MOST_LEVELS = 500, 4
Path = tuple[str, ...]


def treemap(answer: Answer, style: Style, options: Options) -> Picture:
    """Rectangles as large as their figure, inside the rectangle of what they are part of."""
    found = _leaves(answer, style, "treemap")
    trace = {"type": "treemap", "tiling": {"pad": 2}, "pathbar": {"visible": False}, **_nodes(found, style)}
    return _picture(found, trace, "Treemap", {"meta": {"tall": 320}})


def sunburst(answer: Answer, style: Style, options: Options) -> Picture:
    """Rings: the first dimension inside, each next one around it."""
    found = _leaves(answer, style, "sunburst")
    trace = {"type": "sunburst", "insidetextorientation": "auto", **_nodes(found, style)}
    return _picture(found, trace, "Sunburst", {"meta": {"tall": 360}})


@dataclass
class _Found:
    leaves: dict[Path, float]
    texts: dict[Path, str]
    marks: dict[Path, list[Mark]]
    measure: Column
    notes: list[str]


def _leaves(answer: Answer, style: Style, what: str) -> _Found:
    named, figures = dimensions(answer), columns(answer, style)
    if not named or not figures or not answer.rows:
        raise WrongShape(f"A {what} takes one to four dimensions and a measure.")
    notes: list[str] = []
    if len(figures) > 1:
        notes.append(f"{listed([one.name for one in figures[1:]])} not drawn; a {what} shows one measure.")
    if len(named) > MOST_LEVELS:
        notes.append(f"Dimensions beyond the first {MOST_LEVELS} are not drawn; their figures are added up.")
    first = figures[0]
    leaves: dict[Path, float] = {}
    marks: dict[Path, list[Mark]] = {}
    lost = 0
    for row, value, mark in zip(answer.rows, first.values, first.marks, strict=True):
        path = tuple(text(row, f, style) for f in named[:MOST_LEVELS])
        if value is None or value <= 0:
            lost += 1
        else:
            leaves[path] = leaves.get(path, 0.0) + value
            marks.setdefault(path, []).append(mark)
    if lost:
        notes.append(f"{counted(lost, 'value')} not above zero not drawn.")
    if not leaves:
        raise WrongShape(f"No part of this {what} is above zero; there is nothing to draw.")
    leaves = _largest(leaves, notes, style)
    texts = {path: formats.cell(value, first.field.format, style) for path, value in leaves.items()}
    return _Found(leaves, texts, marks, first, notes)


def _largest(leaves: dict[Path, float], notes: list[str], style: Style) -> dict[Path, float]:
    if len(leaves) > MOST_PARTS:
        notes.append(f"The {MOST_PARTS} largest of {formats.count(len(leaves), style)} parts are drawn.")
        largest = sorted(leaves, key=lambda path: -leaves[path])[:MOST_PARTS]
        return {path: leaves[path] for path in largest}
    return leaves


def _nodes(found: _Found, style: Style) -> dict[str, Any]:
    """Every part with its group. A group is as large as what is drawn in it, and has a figure where that adds up."""
    sizes = dict(found.leaves)
    marks = {path: list(found.marks[path]) for path in found.leaves}
    depth = len(next(iter(found.leaves)))
    for path, value in found.leaves.items():
        for level in range(1, depth):
            sizes[path[:level]] = sizes.get(path[:level], 0.0) + value
            marks.setdefault(path[:level], []).extend(found.marks[path])
    paths = sorted(sizes, key=lambda path: (len(path), -sizes[path]))
    if depth > 1 and not found.measure.field.additive:
        found.notes.append(f"{found.measure.name} does not add up, so groups have a size but no figure.")
    tops = {path[0]: place for place, path in enumerate(path for path in paths if len(path) == 1)}
    ids = {path: "/".join(f"{len(part)}:{part}" for part in path) for path in paths}
    return {
        "ids": [inert(ids[path]) for path in paths],
        "labels": [inert(short(path[-1], 32)) for path in paths],
        "parents": [inert(ids[path[:-1]]) if len(path) > 1 else "" for path in paths],
        "values": [sizes[path] for path in paths],
        "cells": [together(marks[path]) for path in paths],
        "branchvalues": "total",
        "customdata": [[inert(" › ".join(path)), inert(_told(path, sizes[path], found, style))] for path in paths],
        "texttemplate": "%{label}<br>%{customdata[1]}",
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        "textfont": {"color": "--ink", "size": 12},
        "marker": {
            "colors": [_shade(tops[path[0]], len(path)) for path in paths],
            "line": {"color": "--surface", "width": 1},
        },
        "sort": True,
    }


def _told(path: Path, size: float, found: _Found, style: Style) -> str:
    if path in found.texts:
        return found.texts[path]
    return formats.cell(size, found.measure.field.format, style) if found.measure.field.additive else ""


def _shade(top: int, level: int) -> str:
    """The colour of the first level, paler than ink needs to be read on it, deeper inside."""
    return f"{SERIES[top % len(SERIES)]}/{20 + 8 * min(level, 3)}"


def _picture(found: _Found, trace: dict[str, Any], what: str, parts: dict[str, Any]) -> Picture:
    made = layout(
        hovermode="closest",
        uniformtext={"minsize": 9, "mode": "hide"},
        margin={"l": 4, "r": 4, "t": 4, "b": 4, "pad": 0},
        **parts,
    )
    largest = max(found.leaves, key=lambda path: found.leaves[path])
    told = f"{what} of {found.measure.name}, {len(found.leaves)} parts. "
    told += f"The largest is {' › '.join(largest)} with {found.texts[largest]}."
    return Picture([trace], made, told, found.notes)
