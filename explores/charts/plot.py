"""Axes, margins and names around what columns, lines and areas have drawn. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explores.charts.axes import TURNED, across
from explores.charts.heights import stacked_heights
from explores.charts.legend import name_series
from explores.charts.references import References, references
from explores.charts.series import Points, Series
from explores.charts.template import layout, value_axis
from explores.charts.value_axes import ValueAxis, turned, value_axis_for
from explores.formatting.formats import Style


@dataclass(frozen=True)
class Drawn:
    """Traces and the series behind them. ``heights``: what stacks reach; ``lines``: the axis may leave zero."""

    data: list[dict[str, Any]]
    left: list[Series]
    right: list[Series]
    heights: list[float] | None = None
    extra: dict[str, Any] = field(default_factory=dict)  # of the layout
    lines: bool = False
    percent: bool = False  # each stack is 100 %
    trends: list[dict[str, Any]] = field(default_factory=list)  # traces over the others, on the left axis


def plot(found: Points, style: Style, drawn: Drawn, options: Mapping[str, Any]) -> dict[str, Any]:
    """The whole figure, but for its configuration."""
    axis, ticks = across(found, style, options)
    lines = references(found, drawn.left, drawn.right, options, style, percent=drawn.percent)
    first = _left(found, drawn, lines.reach("y"), options, style)
    meta: dict[str, Any] = {"ticks": ticks}
    if abs(options.get("x.angle") or 0) > TURNED:
        meta["room"] = 16  # px that a turned label needs
    made = layout(xaxis=axis, yaxis=turned(first.parts, options, "y"), meta=meta, **drawn.extra)
    made["margin"] = {**made["margin"], "l": _room(first.parts), "t": 26 if options.get("labels") == "on" else 10}
    axes = {"y": first}
    if drawn.right:
        axes["y2"] = _right(found, drawn.right, lines.reach("y2"), options, style)
        made["yaxis2"] = turned(axes["y2"].parts, options, "y2")
        made["margin"]["r"] = _room(made["yaxis2"])
    made["shapes"] = lines.shapes
    made["annotations"] = [*(_placed(word, axes) for word in found.words), *lines.words(axes)]
    if any(not one["fixedrange"] for one in (made["xaxis"], *(axis.parts for axis in axes.values()))):
        made["dragmode"] = "zoom"
    name_series(made, drawn.left, drawn.right, first, options, style=style, lines=drawn.lines)
    ground = [_nothing(drawn.data[0])] if all(one.look.waits for one in drawn.left) else []
    return {"data": [*drawn.data, *drawn.trends, *ground], "layout": made}


def _nothing(like: dict[str, Any]) -> dict[str, Any]:
    """A trace that is not seen. An axis whose series all wait in the legend would have no place without one."""
    return {"type": "scatter", "x": like["x"][:1], "y": [None], "showlegend": False, "hoverinfo": "skip"}


def _left(found: Points, drawn: Drawn, lines: list[float], options: Mapping[str, Any], style: Style) -> ValueAxis:
    """The left axis; it reaches stacks, trend lines that leave the figures, and reference lines."""
    if drawn.percent:
        if any(options.get(f"y.{key}") is not None for key in ("min", "max")) or options.get("y.scale") == "log":
            found.notes.append("An axis of 100 % has ends and a scale of its own.")
        return ValueAxis(value_axis(range=[0, 100], ticksuffix=" %", showgrid=options.get("y.grid", True)), 0, 100)
    bent = [value for trace in drawn.trends for value in trace["y"] if value is not None]
    figures = [value for one in drawn.left for value in one.drawable]
    heights = [*bent, *figures] if bent else drawn.heights or figures
    return value_axis_for(found, "y", drawn.left, [*heights, *lines], options, style=style, lines=drawn.lines)


def value_side(
    found: Points, series: list[Series], lines: References, options: Mapping[str, Any], style: Style, *, stacked: bool
) -> ValueAxis:
    """The axis of figures alone, for bars."""
    heights = stacked_heights(series) if stacked else [value for one in series for value in one.drawable]
    return value_axis_for(found, "y", series, [*heights, *lines.reach("y")], options, style=style, lines=False)


def _right(
    found: Points, series: list[Series], lines: list[float], options: Mapping[str, Any], style: Style
) -> ValueAxis:
    reach = [*(value for one in series for value in one.drawable), *lines]
    made = value_axis_for(found, "y2", series, reach, options, style=style, lines=True)
    made.parts.update(overlaying="y", side="right", zeroline=False)
    return made


def _placed(word: dict[str, Any], axes: Mapping[str, ValueAxis]) -> dict[str, Any]:
    """An annotation where its figure is, on a logarithmic axis too."""
    axis = axes.get(word["yref"])
    if axis is None or (axis.logarithmic and word["y"] <= 0):
        return {**word, "visible": False}
    return {**word, "y": axis.place(word["y"])}


def _room(axis: dict[str, Any]) -> int:
    """Pixels for the tick labels of an axis, and its title."""
    longest = max((len(str(text)) for text in axis.get("ticktext", ["100 %"])), default=4)
    labels = 7 * longest if axis.get("showticklabels", True) else 0
    return 16 + labels + (22 if "title" in axis else 0)
