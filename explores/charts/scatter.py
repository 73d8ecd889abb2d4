"""One measure against another, a point for each row; very many become a density. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts.cartesian import points as over_names
from explores.charts.clusters import clusters
from explores.charts.dressing import palette
from explores.charts.legend import placed
from explores.charts.palette import CLEAR, MARKERS, SERIES
from explores.charts.quadrants import quadrants
from explores.charts.references import references
from explores.charts.series import Points, Series
from explores.charts.template import layout
from explores.charts.trend_lines import none_over, over_figures
from explores.charts.value_axes import ValueAxis, turned, value_axis_for
from explores.charts.words import inert, listed
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_POINTS = 2000
COUNTED = "The shade counts points, and many lie here. Narrow the query by filters to open one."
SMALLEST, LARGEST = 5, 32  # px of points sized by a field
Options = dict[str, Any]


def scatter(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """Points of the first two measures; a single measure is drawn over the dimension."""
    if len(found.series) < 2 or answer.pivots:
        return _named(
            over_names(found, answer, style, options),
            _labels(found, list(range(len(found.names))), answer, style, options),
            options,
        )
    across, up = found.series[1::-1] if options.get("swap") else found.series[:2]
    unused = [one.name for one in found.series[2:] if one.field.id != options.get("scatter.size")]
    if unused:
        found.notes.append(f"{listed(unused)} not drawn; a scatter shows two measures.")
    places = [n for n, pair in enumerate(zip(across.values, up.values, strict=True)) if None not in pair]
    if not places:
        found.notes.append(f"No row has both {across.name} and {up.name}.")
        return {}
    if len(places) < len(found.names):
        found.notes.append(f"{len(found.names) - len(places)} rows without both figures are not drawn.")
    if len(places) > MOST_POINTS:
        data = [_density(across, up, places), *none_over(found, options, "a density of points")]
    else:
        texts = _labels(found, places, answer, style, options)
        data = _points(found, (across, up), places, texts, options)
        data += over_figures(found, across, up, options, style)
    return {"data": data, "layout": _layout(found, across, up, options, style)}


def _named(plot: dict[str, Any], texts: list[str], options: Options) -> dict[str, Any]:
    """Points over names or periods with the labels of another field, where one was chosen."""
    if options.get("labels.field") and texts:
        for trace in (one for one in plot["data"] if "markers" in one["mode"]):
            trace |= {"text": texts, "mode": "markers+text", "textposition": "top center"}
            trace["textfont"] = {"size": options.get("labels.size", 11), "color": "--ink2"}
    return plot


def _layout(found: Points, across: Series, up: Series, options: Options, style: Style) -> dict[str, Any]:
    lines = references(found, [up], [], options, style)
    x = value_axis_for(found, "x", [across], across.drawable, _as_y(options), style=style, lines=True)
    y = value_axis_for(found, "y", [up], [*up.drawable, *lines.reach("y")], options, style=style, lines=True)
    shapes, words = quadrants(found, across, up, (x, y), options)
    made = layout(
        hovermode="closest",
        xaxis={
            **turned(x.parts, options, "x"),
            "showline": True,
            "linecolor": "--line2",
            "zeroline": False,
            "title": _title(options.get("x.title") or across.name),
            "tickangle": options.get("x.angle", 0),
            "showgrid": bool(options.get("x.grid")),
        },
        yaxis={**turned(y.parts, options, "y"), "title": _title(options.get("y.title") or up.name)},
    )
    made["shapes"] = [*shapes, *lines.shapes]
    made["annotations"] = [*words, *(_placed(word, y) for word in found.words), *lines.words({"y": y})]
    made["margin"] = {"l": 76, "r": 14, "t": 10, "b": 44, "pad": 0}
    named = options.get("legend") == "on" or (options.get("scatter.clusters", 0) > 1 and options.get("legend") != "off")
    if named:
        made |= {"showlegend": True, "margin": {**made["margin"], "t": 36}}
        made["legend"] = {**placed(made, options), "itemsizing": "constant"}  # points are as large as their figure
    if options.get("x.zoom") or options.get("y.zoom"):
        made["dragmode"] = "zoom"
    return made


def _as_y(options: Options) -> Options:
    """The settings of the x axis as those of an axis of figures."""
    ticks = 0 if not options.get("x.ticks", True) else options.get("x.ticks.count") or 4
    return {"x.ticks": min(ticks, 20), "x.zoom": options.get("x.zoom"), "x.grid": options.get("x.grid")}


def _placed(word: dict[str, Any], y: ValueAxis) -> dict[str, Any]:
    return {**word, "y": y.place(word["y"])} if not y.logarithmic or word["y"] > 0 else {**word, "visible": False}


def _title(text: str) -> dict[str, Any]:
    return {"text": inert(text), "font": {"size": 11, "color": "--ink2"}, "standoff": 8}


def _points(
    found: Points, pair: tuple[Series, Series], places: list[int], texts: list[str], options: Options
) -> list[dict[str, Any]]:
    """One trace, or one for each cluster."""
    groups = clusters([(pair[0].values[n], pair[1].values[n]) for n in places], options.get("scatter.clusters", 0))
    sizes = _sizes(found, places, options)
    colours = palette(options, max(groups) + 1)
    made = []
    for group in range(max(groups) + 1):
        mine = [n for n, other in enumerate(groups) if other == group]
        chosen = [places[n] for n in mine]
        trace = _trace(found, *pair, chosen)
        if sizes:
            trace["marker"]["size"] = [sizes[n] for n in mine]
        if texts:
            trace |= {"text": [texts[n] for n in mine], "mode": "markers+text", "textposition": "top center"}
            trace["textfont"] = {"size": options.get("labels.size", 11), "color": "--ink2"}
        if max(groups):
            colour, shape = colours[group % len(colours)], MARKERS[group % len(MARKERS)]
            trace["marker"] |= {"color": colour, "symbol": shape}
            trace["name"] = f"Cluster {group + 1} ({formats.count(len(mine))})"
        made.append(trace)
    return made


def _trace(found: Points, across: Series, up: Series, places: list[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "name": inert(f"{up.name} by {across.name}"),
        "x": [across.values[place] for place in places],
        "y": [up.values[place] for place in places],
        "customdata": [
            [inert(found.names[place]), inert(across.texts[place]), inert(up.texts[place])] for place in places
        ],
        "cells": [up.marks[place] for place in places],
        "hovertemplate": f"%{{customdata[0]}}<br>{inert(across.name)} %{{customdata[1]}}<br>"
        f"{inert(up.name)} %{{customdata[2]}}<extra></extra>",
        "marker": {"color": found.series[0].colour, "symbol": found.series[0].marker, "size": 7, "opacity": 0.7},
    }


def _sizes(found: Points, places: list[int], options: Options) -> list[float]:
    """Pixels across, so that areas are as the figures of the field chosen; empty where none was."""
    wish = options.get("scatter.size")
    if not wish:
        return []
    one = next((one for one in found.series if wish in {one.id, one.field.id}), None)
    if one is None:
        found.notes.append(f"No size by {wish}: it is not among the measures drawn.")
        return []
    figures = [max(one.values[place] or 0.0, 0.0) for place in places]
    largest = max(figures) or 1.0
    found.notes.append(f"Points are as large as {one.name}.")
    return [round(max(SMALLEST, LARGEST * (figure / largest) ** 0.5), 1) for figure in figures]


def _labels(found: Points, places: list[int], answer: Answer, style: Style, options: Options) -> list[str]:
    """What stands at each point: a field of its row, or its name."""
    wish = options.get("labels.field")
    if not wish:
        return [inert(found.names[place]) for place in places] if options.get("labels") == "on" else []
    field = next((one for one in answer.fields if one.id == wish), None)
    if field is None:
        found.notes.append(f"No labels from {wish}: it is not among the fields.")
        return []
    values = [found.rows[place].get(field.id) for place in places]
    return [inert(formats.cell(value, field.format, style, timeframe=field.timeframe)) for value in values]


def _density(across: Series, up: Series, places: list[int]) -> dict[str, Any]:
    return {
        "type": "histogram2d",
        "x": [across.values[place] for place in places],
        "y": [up.values[place] for place in places],
        "nbinsx": 40,
        "nbinsy": 30,
        "showscale": False,
        "colorscale": [[0, CLEAR], [0.001, f"{SERIES[0]}/16"], [1, SERIES[0]]],
        "cells": COUNTED,
        "hovertemplate": "%{z} rows<extra></extra>",
    }
