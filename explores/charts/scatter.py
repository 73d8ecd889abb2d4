"""One measure against another, a point for each row; very many become a density. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts.cartesian import line
from explores.charts.palette import CLEAR, SERIES, colour, marker
from explores.charts.scale import scale
from explores.charts.series import Points, Series
from explores.charts.template import layout, value_axis
from explores.charts.trend_lines import none_over, over_figures
from explores.charts.words import inert, listed
from explores.formats import Style

MOST_POINTS = 2000


def scatter(found: Points, answer: Answer, style: Style, options: dict[str, Any]) -> dict[str, Any]:
    """Points of the first two measures; a single measure is drawn over the dimension."""
    if len(found.series) < 2 or answer.pivots:
        return _dots(line(found, answer, style, options))
    across, up = found.series[:2]
    if len(found.series) > 2:
        found.notes.append(f"{listed([one.name for one in found.series[2:]])} not drawn; a scatter shows two measures.")
    places = [n for n, pair in enumerate(zip(across.values, up.values, strict=True)) if None not in pair]
    if not places:
        found.notes.append(f"No row has both {across.name} and {up.name}.")
        return {}
    if len(places) < len(found.names):
        found.notes.append(f"{len(found.names) - len(places)} rows without both figures are not drawn.")
    if len(places) > MOST_POINTS:
        data = [_density(across, up, places), *none_over(found, options, "a density of points")]
    else:
        data = [_points(found, across, up, places), *over_figures(found, across, up, options, style)]
    made = layout(
        hovermode="closest",
        xaxis=_axis(across, style, showline=True, linecolor="--line2", zeroline=False, title=_title(across)),
        yaxis=_axis(up, style, title=_title(up)),
    )
    made["margin"] = {"l": 76, "r": 14, "t": 10, "b": 44, "pad": 0}
    return {"data": data, "layout": made}


def _axis(one: Series, style: Style, **parts: Any) -> dict[str, Any]:
    return value_axis(**scale(one.drawable, from_zero=False).axis(one.field.format, style), **parts)


def _title(one: Series) -> dict[str, Any]:
    return {"text": inert(one.name), "font": {"size": 11, "color": "--ink2"}, "standoff": 8}


def _points(found: Points, across: Series, up: Series, places: list[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [across.values[place] for place in places],
        "y": [up.values[place] for place in places],
        "customdata": [
            [inert(found.names[place]), inert(across.texts[place]), inert(up.texts[place])] for place in places
        ],
        "hovertemplate": f"%{{customdata[0]}}<br>{inert(across.name)} %{{customdata[1]}}<br>"
        f"{inert(up.name)} %{{customdata[2]}}<extra></extra>",
        "marker": {"color": colour(0), "symbol": marker(0), "size": 7, "opacity": 0.7},
    }


def _density(across: Series, up: Series, places: list[int]) -> dict[str, Any]:
    return {
        "type": "histogram2d",
        "x": [across.values[place] for place in places],
        "y": [up.values[place] for place in places],
        "nbinsx": 40,
        "nbinsy": 30,
        "showscale": False,
        "colorscale": [[0, CLEAR], [0.001, f"{SERIES[0]}/16"], [1, SERIES[0]]],
        "hovertemplate": "%{z} rows<extra></extra>",
    }


def _dots(plot: dict[str, Any]) -> dict[str, Any]:
    for trace in plot["data"]:
        if "marker" not in trace:
            continue  # a trend line stays one
        trace["mode"] = "markers"
        trace["marker"] = {**trace["marker"], "size": 7, "opacity": 0.7}
    return plot
