"""A sankey: how much flows from the values of one dimension to those of the next. PURE."""

from __future__ import annotations

from typing import Any

from explores import formats
from explores.answer import Answer
from explores.charts.palette import SERIES
from explores.charts.picture import Options, Picture, WrongShape
from explores.charts.reading import Column, columns, dimensions, text
from explores.charts.template import layout
from explores.charts.words import counted, inert, listed, short
from explores.formats import Style

MOST_LINKS, MOST_STAGES = 200, 6
NEEDS = "A sankey takes two dimensions or more, in the order of the flow, and a measure."
Node = tuple[int, str]  # stage, name


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
        flows = dict(sorted(flows.items(), key=lambda pair: -pair[1])[:MOST_LINKS])
    nodes = list(dict.fromkeys(node for pair in flows for node in pair))
    made = layout(hovermode="closest", margin={"l": 12, "r": 12, "t": 12, "b": 12, "pad": 0})
    fullest = max(sum(node[0] == stage for node in nodes) for stage in range(MOST_STAGES))
    made["meta"] = {"height": 24 + 22 * fullest} if fullest > 11 else {}
    (source, target), most = max(flows.items(), key=lambda pair: pair[1])
    told = f"Sankey of {first.name} through {listed([f.short_label for f in named])}, {len(flows)} links. "
    told += f"The largest goes from {source[1]} to {target[1]} with {formats.cell(most, first.field.format, style)}."
    return Picture([_trace(nodes, flows, first, style)], made, told, notes)


def _flows(rows: list[list[str]], first: Column, notes: list[str]) -> dict[tuple[Node, Node], float]:
    flows: dict[tuple[Node, Node], float] = {}
    lost = 0
    for row, value in zip(rows, first.values, strict=True):
        if value is None or value <= 0:
            lost += 1
            continue
        for stage in range(len(row) - 1):
            pair = ((stage, row[stage]), (stage + 1, row[stage + 1]))
            flows[pair] = flows.get(pair, 0.0) + value
    if lost:
        notes.append(f"{counted(lost, 'value')} not above zero not drawn.")
    return flows


def _trace(nodes: list[Node], flows: dict[tuple[Node, Node], float], first: Column, style: Style) -> dict[str, Any]:
    places = {node: place for place, node in enumerate(nodes)}
    hues = {name: SERIES[place % len(SERIES)] for place, name in enumerate(dict.fromkeys(name for _, name in nodes))}
    told = [formats.cell(value, first.field.format, style) for value in flows.values()]
    held = {
        node: max(
            sum(value for (source, _), value in flows.items() if source == node),
            sum(value for (_, target), value in flows.items() if target == node),
        )
        for node in nodes
    }
    return {
        "type": "sankey",
        "arrangement": "snap",
        "node": {
            "label": [inert(short(name, 28)) for _, name in nodes],
            "color": [hues[name] for _, name in nodes],
            "customdata": [inert(formats.cell(held[node], first.field.format, style)) for node in nodes],
            "hovertemplate": "%{label}<br>%{customdata}<extra></extra>",
            "pad": 10,
            "thickness": 14,
            "line": {"width": 0},
        },
        "link": {
            "source": [places[source] for source, _ in flows],
            "target": [places[target] for _, target in flows],
            "value": list(flows.values()),
            "color": [f"{hues[source[1]]}/32" for source, _ in flows],
            "customdata": [inert(text) for text in told],
            "hovertemplate": "%{source.label} › %{target.label}<br>%{customdata}<extra></extra>",
        },
        "textfont": {"color": "--ink", "size": 12},
    }
