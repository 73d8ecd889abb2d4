"""The four quarters of a scatter, with their lines, names and colours. PURE."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from explores.charts.series import Points, Series
from explores.charts.value_axes import ValueAxis
from explores.charts.words import inert

CORNERS = ((0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0))  # top left, top right, bottom left, bottom right


def quadrants(
    found: Points, across: Series, up: Series, axes: tuple[ValueAxis, ValueAxis], options: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Shapes and words; they meet where was chosen, else at the means."""
    if not options.get("scatter.quadrants"):
        return [], []
    at = _meeting(options.get("scatter.x"), across), _meeting(options.get("scatter.y"), up)
    if not all(axis.low < place < axis.high for axis, place in zip(axes, at, strict=True)):
        found.notes.append("The quadrants meet outside the axes, so they are not drawn.")
        return [], []
    lines = [_line("x", at[0]), _line("y", at[1])]
    colours = zip(CORNERS, options.get("scatter.colors", ()), strict=False)
    fills = [_fill(corner, at, axes, colour) for corner, colour in colours]
    names = zip(CORNERS, options.get("scatter.names", ()), strict=False)
    return [*fills, *lines], [_name(corner, name) for corner, name in names]


def _meeting(chosen: float | None, one: Series) -> float:
    return chosen if chosen is not None else statistics.fmean(one.drawable)


def _line(axis: str, place: float) -> dict[str, Any]:
    other = "y" if axis == "x" else "x"
    ends = {f"{other}ref": "paper", f"{other}0": 0, f"{other}1": 1}
    line = {"color": "--line2", "width": 1.5, "dash": "dash"}
    return {"type": "line", f"{axis}ref": axis, f"{axis}0": place, f"{axis}1": place, **ends, "line": line}


def _fill(
    corner: tuple[float, float], at: tuple[float, float], axes: tuple[ValueAxis, ValueAxis], colour: str
) -> dict[str, Any]:
    """From where the lines meet to the corner."""
    ends = [axis.high if side else axis.low for axis, side in zip(axes, corner, strict=True)]
    place = {"xref": "x", "x0": at[0], "x1": ends[0], "yref": "y", "y0": at[1], "y1": ends[1]}
    return {"type": "rect", **place, "layer": "below", "fillcolor": colour, "opacity": 0.08, "line": {"width": 0}}


def _name(corner: tuple[float, float], name: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": corner[0],
        "y": corner[1],
        "xanchor": "right" if corner[0] else "left",
        "yanchor": "top" if corner[1] else "bottom",
        "text": inert(name),
        "showarrow": False,
        "font": {"size": 11, "color": "--ink2"},
    }
