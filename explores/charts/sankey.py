"""A sankey: how much flows from the values of one dimension to those of the next. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
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

MOST_LINKS, MOST_STAGES = 200, 6
NEEDS = "A sankey takes two dimensions or more, in the order of the flow, and a measure."
Node = tuple[int, str]  # stage, name


@dataclass
class _Flow:
    """How much flows between two nodes, and the cells that say so."""

    size: float = 0.0
    marks: list[Mark] = field(default_factory=list)


Flows = dict[tuple[Node, Node], _Flow]


def sankey(answer: Answer, style: Style, options: Options) -> Picture:
    """Nodes in columns, one for each dimension; a link is as thick as its figure."""
    named, figures = dimensions(answer), columns(answer, style)
    if len(named) < 2 or not figures or not answer.rows:
        raise WrongShape(NEEDS)
    notes: list[str] = []
    if len(figures) > 1:
        notes.append(f"{listed([one.name for one in figures[1:]])} not drawn; a sankey shows one measure.")
    if len(named) > MOST_STAGES:
        notes.append(f"The first {MOST_STAGES} of {len(named)} dimensions are drawn.")
    first = figures[0]
    if len(named) > 2 and not first.field.additive:
        notes.append(f"{first.name} may not add up: what flows on is the sum of the rows.")
    flows = _flows([[text(row, f, style) for f in named[:MOST_STAGES]] for row in answer.rows], first, notes)
    if not flows:
        raise WrongShape("No flow is above zero; there is nothing to draw.")
    if len(flows) > MOST_LINKS:
        notes.append(f"The {MOST_LINKS} largest of {formats.count(len(flows), style)} links are drawn.")
        flows = dict(sorted(flows.items(), key=lambda pair: -pair[1].size)[:MOST_LINKS])
    nodes = list(dict.fromkeys(node for pair in flows for node in pair))
    made = layout(hovermode="closest", margin={"l": 12, "r": 12, "t": 12, "b": 12, "pad": 0})
    fullest = max(sum(node[0] == stage for node in nodes) for stage in range(MOST_STAGES))
    made["meta"] = {"height": 24 + 22 * fullest} if fullest > 11 else {}
    (source, target), most = max(flows.items(), key=lambda pair: pair[1].size)
    told = f"Sankey of {first.name} through {listed([f.short_label for f in named])}, {len(flows)} links. "
    told += (
        f"The largest goes from {source[1]} to {target[1]} with {formats.cell(most.size, first.field.format, style)}."
    )
    return Picture([_trace(nodes, flows, first, style)], made, told, notes)


def _flows(rows: list[list[str]], first: Column, notes: list[str]) -> Flows:
    flows: Flows = {}
    lost = 0
    for row, value, mark in zip(rows, first.values, first.marks, strict=True):
        if value is None or value <= 0:
            lost += 1
            continue
        for stage in range(len(row) - 1):
            pair = ((stage, row[stage]), (stage + 1, row[stage + 1]))
            flow = flows.setdefault(pair, _Flow())
            flow.size += value
            flow.marks.append(mark)
    if lost:
        notes.append(f"{counted(lost, 'value')} not above zero not drawn.")
    return flows


def _held(node: Node, flows: Flows) -> _Flow:
    """What flows out of a node, or in, where that is more."""

    def all_of(found: Iterable[_Flow]) -> _Flow:
        parts = list(found)
        return _Flow(sum(one.size for one in parts), [mark for one in parts for mark in one.marks])

    ends = [[flow for pair, flow in flows.items() if pair[end] == node] for end in (0, 1)]
    return max((all_of(one) for one in ends), key=lambda one: one.size)


def _trace(nodes: list[Node], flows: Flows, first: Column, style: Style) -> dict[str, Any]:
    places = {node: place for place, node in enumerate(nodes)}
    hues = {name: SERIES[place % len(SERIES)] for place, name in enumerate(dict.fromkeys(name for _, name in nodes))}
    told = [formats.cell(flow.size, first.field.format, style) for flow in flows.values()]
    held = [_held(node, flows) for node in nodes]
    return {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [inert(short(name, 28)) for _, name in nodes],
            "color": [hues[name] for _, name in nodes],
            "customdata": [inert(formats.cell(one.size, first.field.format, style)) for one in held],
            "cells": [together(one.marks) for one in held],
            "hovertemplate": "%{label}<br>%{customdata}<extra></extra>",
            "pad": 10,
            "thickness": 14,
            "line": {"width": 0},
        },
        "link": {
            "source": [places[source] for source, _ in flows],
            "target": [places[target] for _, target in flows],
            "value": [flow.size for flow in flows.values()],
            "cells": [together(flow.marks) for flow in flows.values()],
            "color": [f"{hues[source[1]]}/32" for source, _ in flows],
            "customdata": [inert(text) for text in told],
            "hovertemplate": "%{source.label} › %{target.label}<br>%{customdata}<extra></extra>",
        },
        "textfont": {"color": "--ink", "size": 12},
    }
