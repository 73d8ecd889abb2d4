"""Axes, margins and names around what columns, lines and areas have drawn. PURE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from explores.charts.axes import across
from explores.charts.labels import end_labels
from explores.charts.scale import Scale, scale
from explores.charts.series import Points, Series
from explores.charts.template import END_LABELS, layout, value_axis
from explores.formats import Style


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


def plot(found: Points, style: Style, drawn: Drawn) -> dict[str, Any]:
    """The whole figure, but for its configuration."""
    axis, ticks = across(found, style)
    first = _scale(found, drawn.left, _heights(drawn), lines=drawn.lines)
    y = _left(drawn, first, style)
    made = layout(xaxis=axis, yaxis=y, meta={"ticks": ticks}, **drawn.extra)
    made["margin"] = {**made["margin"], "l": _room(y)}
    if drawn.right:
        made["yaxis2"] = _right(found, drawn.right, style)
        made["margin"]["r"] = _room(made["yaxis2"])
    _name_series(made, drawn, first)
    return {"data": [*drawn.data, *drawn.trends], "layout": made}


def _heights(drawn: Drawn) -> list[float] | None:
    """What the left axis has to reach beyond its series: stacks, or trend lines that leave the figures."""
    bent = [value for trace in drawn.trends for value in trace["y"] if value is not None]
    return [*bent, *(value for one in drawn.left for value in one.drawable)] if bent else drawn.heights


def _left(drawn: Drawn, first: Scale, style: Style) -> dict[str, Any]:
    if drawn.percent:
        return value_axis(range=[0, 100], ticksuffix=" %")
    return value_axis(**first.axis(drawn.left[0].field.format, style))


def _right(found: Points, series: list[Series], style: Style) -> dict[str, Any]:
    parts = _scale(found, series, None, lines=True).axis(series[0].field.format, style)
    return value_axis(overlaying="y", side="right", showgrid=False, zeroline=False, **parts)


def _scale(found: Points, series: list[Series], heights: list[float] | None, *, lines: bool) -> Scale:
    made = scale(heights or [value for one in series for value in one.drawable], from_zero=not lines)
    if not made.pinned:
        found.notes.append(f"The axis of {series[0].field.short_label} does not start at zero.")
    return made


def _room(axis: dict[str, Any]) -> int:
    """Pixels for the tick labels of an axis."""
    return 16 + 7 * max((len(str(text)) for text in axis.get("ticktext", ["100 %"])), default=4)


def _name_series(made: dict[str, Any], drawn: Drawn, axis: Scale) -> None:
    """One series needs no name; two to four lines are named at their ends; else there is a legend."""
    count = len(drawn.left) + len(drawn.right)
    if count < 2:
        return
    margin: dict[str, Any] = made["margin"]
    legend = {"showlegend": True, "margin": {**margin, "t": 36}}
    if not drawn.lines or count > 4 or drawn.right:
        made |= legend
        return
    made["annotations"] = end_labels(drawn.left, made["meta"]["ticks"], axis)
    made["margin"] = {**margin, "r": END_LABELS}
    made["meta"]["narrow"] = {"showlegend": True, "annotations": [], "margin": {**margin, "t": 36, "r": 14}}
